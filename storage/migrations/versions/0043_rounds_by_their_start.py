"""Rounds by their start"""

from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f('ix_broadcast_started_at'), 'broadcast', ['started_at'], unique=False)
