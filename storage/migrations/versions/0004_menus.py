"""What a member may type instead of pressing a button"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('address', sa.Column('menu', storage.columns.EncryptedText(), nullable=True))
