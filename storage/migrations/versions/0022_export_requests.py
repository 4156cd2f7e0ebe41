"""Bulk exports that somebody asked for, and the second officer who agreed"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('export_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('reason', storage.columns.EncryptedText(), nullable=False),
    sa.Column('with_reporters', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'agreed', 'refused', 'written', name='export_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('written_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.CheckConstraint('decided_by IS NULL OR decided_by <> asked_by', name=op.f('ck_export_request_two_people')),
    sa.ForeignKeyConstraint(['asked_by'], ['member.id'], name=op.f('fk_export_request_asked_by_member')),
    sa.ForeignKeyConstraint(['decided_by'], ['member.id'], name=op.f('fk_export_request_decided_by_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export_request')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('export_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_export_request_status'), ['status'], unique=False)
