"""Alerts go on until somebody takes them: who was asked last, since when nobody could be, taken back, closed"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

BEFORE = sa.Enum('open', 'acknowledged', name='alert_status', native_enum=False, create_constraint=True, length=24)
AFTER = sa.Enum('open', 'acknowledged', 'withdrawn', 'closed', name='alert_status', native_enum=False, create_constraint=True, length=24)
TAKEN = "status <> 'acknowledged' OR acknowledged_by IS NOT NULL"


def upgrade() -> None:
    with op.batch_alter_table('alert', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_alert_acknowledged_by_somebody'), type_='check')
        batch_op.add_column(sa.Column('last_asked', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('last_asked_at', storage.columns.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('nobody_since', storage.columns.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('closed_at', storage.columns.Instant(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_alert_last_asked_member'), 'member', ['last_asked'], ['id'])
        batch_op.alter_column('status', existing_type=BEFORE, type_=AFTER, existing_nullable=False)
        batch_op.create_check_constraint(batch_op.f('ck_alert_acknowledged_by_somebody'), TAKEN)
    op.add_column('address', sa.Column('unreachable_at', storage.columns.Instant(timezone=True), nullable=True))
    # An open alert that was asked for three times and given up is asked for again.
    op.execute("UPDATE alert SET next_at = raised_at WHERE status = 'open' AND next_at IS NULL")
