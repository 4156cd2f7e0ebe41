"""Days off"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('member', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('remind_at', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_member_remind_at'), ['remind_at'], unique=False)

    with op.batch_alter_table('rule', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('on_days_off', sa.Boolean(), server_default=sa.text('false'), nullable=False))
