"""Members in training"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('member_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('added', 'moved', 'suspended', 'resumed', 'retired', name='member_change_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_member_change_by_id_member')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_member_change_member_id_member')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_member_change_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_change')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('member_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_change_member_id'), ['member_id'], unique=False)

    op.create_table('training',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', storage.columns.Pseudonym(), nullable=True),
    sa.Column('member_id', storage.columns.Pseudonym(), nullable=True),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('(unit_id IS NULL) <> (member_id IS NULL)', name=op.f('ck_training_unit_or_member')),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_training_created_by_member')),
    sa.ForeignKeyConstraint(['ended_by'], ['member.id'], name=op.f('fk_training_ended_by_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('training', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_training_last'), ['last'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_member_id'), ['member_id'], unique=False)

    op.add_column('alert', sa.Column('training', sa.Boolean(), server_default=sa.text('false'), nullable=False))

    op.add_column('member', sa.Column('suspended', sa.Boolean(), server_default=sa.text('false'), nullable=False))

    op.add_column('report', sa.Column('training', sa.Boolean(), server_default=sa.text('false'), nullable=False))
