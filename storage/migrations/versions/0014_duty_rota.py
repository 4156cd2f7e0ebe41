"""Who is on duty, days off, and who was to be asked when an alert was raised"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('day_off',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('off', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_day_off'))
    )
    op.create_table('duty_override',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('starts_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('ends_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_duty_override_member_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_override')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('duty_override', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_override_ends_at'), ['ends_at'], unique=False)

    op.create_table('duty_shift',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_duty_shift_member_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_shift')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('alert', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('queue', sa.String(), nullable=True))
