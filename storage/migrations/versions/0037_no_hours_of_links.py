"""No row tells when people began by an open link"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

COUNTER = sa.table('counter', sa.column('name', sa.String))


def upgrade() -> None:
    op.execute(COUNTER.delete().where(COUNTER.c.name.startswith('survey_link:', autoescape=True)))
