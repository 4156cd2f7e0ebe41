"""What an idle tick and tidying look for is found by an index"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

_STOPPED = sa.text("status IN ('paused', 'cancelled')")
_FULL = sa.text('length(document) > 33')


def upgrade() -> None:
    op.create_index('ix_assignment_reminded_on', 'assignment', ['reminded_on'])
    op.create_index('ix_broadcast_stopped', 'broadcast', ['id'], sqlite_where=_STOPPED, postgresql_where=_STOPPED)
    op.create_index('ix_digest_chart_id', 'digest', ['chart_id'])
    op.create_index('ix_digest_document_id', 'digest', ['document_id'])
    op.create_index('ix_digest_kind_until', 'digest', ['kind', 'until'])
    op.create_index('ix_report_revision_full', 'report_revision', ['created_at'], sqlite_where=_FULL, postgresql_where=_FULL)
    op.create_index('ix_stored_file_purpose_created_at', 'stored_file', ['purpose', 'created_at'])
