"""The commands that the network offers in a chat, as it was told last"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('address', 'group'):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column('commands', sa.String(), nullable=True))
