"""The decision that leaders read which commune an urgent matter is in"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('alert', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('named_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('named_at', storage.columns.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('named_words', storage.columns.EncryptedText(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_alert_named_by_member'), 'member', ['named_by'], ['id'])
