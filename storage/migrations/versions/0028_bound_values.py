"""Encrypted values are bound to their table, column and row: copied anywhere else, none is read there"""

from alembic import op

from storage.maintenance.bind_values import bind

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bind what `storage.maintenance.migrate` has not bound in pieces already."""
    bind(op.get_bind())
