"""When a member was last told that what is written in a group is no report"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('address') as batch_op:
        batch_op.add_column(sa.Column('pointed_on', sa.Date(), nullable=True))
