"""Mutes"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mute',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('reason', storage.columns.EncryptedText(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('(unit_id IS NULL) <> (member_id IS NULL)', name=op.f('ck_mute_unit_or_member')),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_mute_created_by_member')),
    sa.ForeignKeyConstraint(['ended_by'], ['member.id'], name=op.f('fk_mute_ended_by_member')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_mute_member_id_member')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_mute_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mute')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('mute', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mute_last'), ['last'], unique=False)
        batch_op.create_index(batch_op.f('ix_mute_member_id'), ['member_id'], unique=False)
