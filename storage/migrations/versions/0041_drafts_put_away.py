"""Drafts put away"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


BOARD = sa.table(
    'board_digest', sa.column('status', sa.String()), sa.column('changed_at', storage.columns.Instant(timezone=True))
)


def upgrade() -> None:
    # Not in a batch, which would write SQLite's table anew without AUTOINCREMENT, by which ids are given.
    op.add_column('board_digest', sa.Column('changed_at', storage.columns.Instant(timezone=True), nullable=True))
    op.add_column('board_digest', sa.Column('put_away', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    # When a draft was worked on last is not known: its time begins with the upgrade.
    op.execute(BOARD.update().where(BOARD.c.status == 'draft').values(changed_at=datetime.now(UTC)))
