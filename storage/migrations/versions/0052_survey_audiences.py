"""Surveys for part of a unit, chosen by marks as a prompt's audience is"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('survey', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('audience', storage.columns.EncryptedText(), nullable=True))
