"""Restores of which an officer has to decide, and the time of which a restore knows nothing"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('restore',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('restored_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('next_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('decided_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('sends', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['member.id'], name=op.f('fk_restore_decided_by_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_restore')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('outage', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('restored', sa.Boolean(), server_default=sa.text('false'), nullable=False))
