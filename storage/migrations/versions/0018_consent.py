"""The version of the consent text that a member has seen: the first, for whoever was there before"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('member') as batch_op:
        batch_op.add_column(sa.Column('consent', sa.Integer(), nullable=False, server_default='1'))
