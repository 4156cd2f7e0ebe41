"""How many reports a month are wanted on each group of people"""

import sqlalchemy as sa
from alembic import op
import sqlmodel.sql.sqltypes
import storage.columns

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stratum_target',
    sa.Column('stratum', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('monthly', sa.Integer(), nullable=False),
    sa.Column('set_by', sa.Integer(), nullable=False),
    sa.Column('set_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['set_by'], ['member.id'], name=op.f('fk_stratum_target_set_by_member')),
    sa.PrimaryKeyConstraint('stratum', name=op.f('pk_stratum_target'))
    )
