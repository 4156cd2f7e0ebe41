"""An officer is reminded of a check that a leader ordered, before its hour"""

import sqlalchemy as sa
from alembic import op

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None

BEFORE = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', 'board_digest', 'author_answer', 'verdict', 'reopened', 'not_done_why', 'directive', 'group_state', 'prompt_revision', name='notice_kind', native_enum=False, create_constraint=True, length=24)
AFTER = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', 'board_digest', 'author_answer', 'verdict', 'reopened', 'not_done_why', 'directive', 'check_due', 'group_state', 'prompt_revision', name='notice_kind', native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    with op.batch_alter_table('notice', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.alter_column('kind', existing_type=BEFORE, type_=AFTER, existing_nullable=False)
