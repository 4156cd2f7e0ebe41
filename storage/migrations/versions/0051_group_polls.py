"""Polls of the network's own in groups, and their counts"""

import sqlalchemy as sa
from alembic import op
import sqlmodel.sql.sqltypes
import storage.columns

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('group_poll',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('question', storage.columns.EncryptedText(), nullable=False),
    sa.Column('options', storage.columns.EncryptedText(), nullable=False),
    sa.Column('named', sa.Boolean(), nullable=False),
    sa.Column('several', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'closing', 'closed', 'lost', name='group_poll_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('asks', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('delivery_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('network_poll', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('counts', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('voters', sa.Integer(), nullable=False),
    sa.Column('members', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('counted', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('closes_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('closed_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_group_poll_created_by_member')),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_group_poll_group_id_group')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_group_poll_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_poll')),
    sa.UniqueConstraint('network_poll', name=op.f('uq_group_poll_network_poll')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('group_poll', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_poll_status'), ['status'], unique=False)

    op.create_table('group_poll_vote',
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('whose', sa.LargeBinary(), nullable=False),
    sa.Column('choices', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['poll_id'], ['group_poll.id'], name=op.f('fk_group_poll_vote_poll_id_group_poll')),
    sa.PrimaryKeyConstraint('poll_id', 'whose', name=op.f('pk_group_poll_vote')),
    sqlite_with_rowid=False
    )
