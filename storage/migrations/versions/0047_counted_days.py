"""Counted days"""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'counted_day',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('packed', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_counted_day')),
    )
