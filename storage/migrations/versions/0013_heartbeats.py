"""Until when each account heard, and the outages in which it could not"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('heartbeat',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('heard_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_heartbeat_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_heartbeat')),
    )
    op.create_table('outage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('since', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('until', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('lost_before', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('told', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_outage_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outage')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_outage_until'), 'outage', ['until'], unique=False)
