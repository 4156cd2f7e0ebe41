"""The night in which nothing leaves of our own accord, where staff have moved it"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('quiet_night',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('begins', sa.Integer(), nullable=False),
    sa.Column('ends', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiet_night'))
    )
