"""What turns look up by an index: notices by their delivery, digests by a report, flags, events in trouble"""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade() -> None:
    trouble = sa.text("status IN ('failed', 'parked')")
    op.create_index('ix_event_trouble', 'event', ['id'], unique=False, sqlite_where=trouble, postgresql_where=trouble)
    op.create_index(op.f('ix_digest_report_report_id'), 'digest_report', ['report_id'], unique=False)
    op.create_index(op.f('ix_notice_delivery_id'), 'notice', ['delivery_id'], unique=False)
    op.create_index('ix_report_flag_counted', 'report_flag', ['rule_id', 'matter', 'unit_id', 'at'], unique=False)
