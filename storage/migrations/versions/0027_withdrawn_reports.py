"""Reports that their authors took back or had deleted"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('report', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('withdrawn_at', Instant(), nullable=True))
