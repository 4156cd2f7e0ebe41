"""Pauses that a network asked for outlive a restart"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('send_hold',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('chat_hash', sa.LargeBinary(), nullable=False),
    sa.Column('until', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_send_hold_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', 'chat_hash', name=op.f('pk_send_hold'))
    )
