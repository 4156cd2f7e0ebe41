"""Pictures leave with open data once an officer has ticked them"""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'picture_tick',
        sa.Column('file_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('ticked_by', sa.Integer(), nullable=False),
        sa.Column('ticked_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['ticked_by'], ['member.id'], name=op.f('fk_picture_tick_ticked_by_member')),
        sa.PrimaryKeyConstraint('file_id', name=op.f('pk_picture_tick')),
    )
    with op.batch_alter_table('outgoing_submission') as batch_op:
        batch_op.add_column(sa.Column('copies', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('files', sa.LargeBinary(), nullable=True))
