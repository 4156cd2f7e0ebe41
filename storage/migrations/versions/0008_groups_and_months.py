"""Groups have a topic and the time of a refusal, monthly prompts a month, deliveries name the digest that they bring"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('delivery', sa.Column('digest_id', sa.Integer(), nullable=True))
    op.add_column('group', sa.Column('topic', sa.String(), nullable=True))
    op.add_column('group', sa.Column('unreachable_at', storage.columns.Instant(timezone=True), nullable=True))
    op.add_column('prompt', sa.Column('month', sa.Date(), nullable=True))
    # "left" is said of members who are on the roster no more.
    group = sa.table('group', sa.column('unreachable', sa.String()))
    op.execute(group.update().where(group.c.unreachable == 'left').values(unreachable='not_member'))
