"""Approved digests are told until a network took them"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

BEFORE = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', name='notice_kind', native_enum=False, create_constraint=True, length=24)
AFTER = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', 'board_digest', name='notice_kind', native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    with op.batch_alter_table('notice', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.alter_column('kind', existing_type=BEFORE, type_=AFTER, existing_nullable=False)
