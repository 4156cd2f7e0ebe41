"""Broadcasts: each round in which a prompt goes out is a row"""

import sqlalchemy as sa
from alembic import op
import sqlmodel.sql.sqltypes
import storage.columns

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('broadcast',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('prompt_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('first', 'again', 'reminder', name='broadcast_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('status', sa.Enum('sending', 'paused', 'done', 'cancelled', name='broadcast_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('started_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('ended_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.Column('changed_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('shown', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('shown_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['changed_by'], ['member.id'], name=op.f('fk_broadcast_changed_by_member')),
    sa.ForeignKeyConstraint(['prompt_id'], ['prompt.id'], name=op.f('fk_broadcast_prompt_id_prompt')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_broadcast_prompt_id'), 'broadcast', ['prompt_id'], unique=False)
    op.create_index(op.f('ix_broadcast_ended_at'), 'broadcast', ['ended_at'], unique=False)
    op.create_table('prompt_card',
    sa.Column('prompt_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('delivery_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_prompt_card_account_id_account')),
    sa.ForeignKeyConstraint(['prompt_id'], ['prompt.id'], name=op.f('fk_prompt_card_prompt_id_prompt')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_prompt_card_member_id_member')),
    sa.PrimaryKeyConstraint('prompt_id', 'member_id', name=op.f('pk_prompt_card'))
    )
    op.add_column('prompt', sa.Column('draft_id', sa.Integer(), nullable=True))
    op.add_column('prompt', sa.Column('changed_at', storage.columns.Instant(timezone=True), nullable=True))
    op.add_column('prompt', sa.Column('version', sa.Integer(), server_default='1', nullable=False))
    # A reference with the column: SQLite has no other way without making the table anew, and PostgreSQL takes it as well.
    op.execute('ALTER TABLE prompt ADD COLUMN changed_by INTEGER CONSTRAINT fk_prompt_changed_by_member REFERENCES member (id)')
    op.execute('ALTER TABLE delivery ADD COLUMN broadcast_id INTEGER CONSTRAINT fk_delivery_broadcast_id_broadcast REFERENCES broadcast (id)')
    there = sa.text('broadcast_id IS NOT NULL')
    op.create_index('ix_delivery_broadcast', 'delivery', ['broadcast_id', 'status'], unique=False, sqlite_where=there, postgresql_where=there)
