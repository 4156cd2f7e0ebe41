"""An author is asked once about an urgent matter that was begun and not sent"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_at', storage.columns.Instant(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_draft_form_id'), ['form_id'], unique=False)
