"""Training keeps the day on which it was begun, not the second"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None

TRAINING = sa.table(
    'training', sa.column('id', sa.Integer()), sa.column('created_at', storage.columns.Day(timezone=True))
)


def upgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(TRAINING.c.id, TRAINING.c.created_at)).all():
        connection.execute(TRAINING.update().where(TRAINING.c.id == row.id).values(created_at=row.created_at))
