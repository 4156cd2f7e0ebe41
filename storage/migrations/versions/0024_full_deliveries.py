"""Tidying finds what it has to empty without reading what was emptied long ago"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

FULL = sa.text("act IS NOT NULL")


def upgrade() -> None:
    op.create_index('ix_delivery_full', 'delivery', ['sent_at'], unique=False, sqlite_where=FULL, postgresql_where=FULL)
