"""That an issue is open again is told until a network took it"""

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None

BEFORE = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', 'board_digest', 'author_answer', 'verdict', 'directive', 'group_state', 'prompt_revision', name='notice_kind', native_enum=False, create_constraint=True, length=24)
AFTER = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', 'board_digest', 'author_answer', 'verdict', 'reopened', 'directive', 'group_state', 'prompt_revision', name='notice_kind', native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    with op.batch_alter_table('notice', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.alter_column('kind', existing_type=BEFORE, type_=AFTER, existing_nullable=False)
