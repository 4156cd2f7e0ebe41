"""The reports of a unit that speak of no other place are found in their order"""

from alembic import op

revision = '0058'
down_revision = '0057'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_report_from', 'report', ['unit_id', 'place_id', 'id'])
    op.drop_index('ix_report_unit_id', 'report')
