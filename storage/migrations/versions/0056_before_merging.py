"""A report keeps what its author heard of an issue that was merged, and how often they said why it is not done"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0056'
down_revision = '0055'
branch_labels = None
depends_on = None

BEFORE = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', 'board_digest', 'author_answer', 'verdict', 'reopened', 'directive', 'group_state', 'prompt_revision', name='notice_kind', native_enum=False, create_constraint=True, length=24)
AFTER = sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', 'board_digest', 'author_answer', 'verdict', 'reopened', 'not_done_why', 'directive', 'group_state', 'prompt_revision', name='notice_kind', native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        'merged_report',
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('added_at', storage.columns.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_merged_report_issue_id_issue')),
        sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_merged_report_report_id_report')),
        sa.PrimaryKeyConstraint('report_id', 'issue_id', name=op.f('pk_merged_report')),
    )
    with op.batch_alter_table('issue_report') as batch_op:
        batch_op.add_column(sa.Column('whys', sa.Integer(), server_default='0', nullable=False))
    with op.batch_alter_table('notice', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.alter_column('kind', existing_type=BEFORE, type_=AFTER, existing_nullable=False)
