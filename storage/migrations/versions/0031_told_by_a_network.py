"""What members are to be told counts when a network has taken it"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('outcome', 'done_question', 'author_question', 'report_returned', 'contact_question', 'leader_answer', 'help_answer', name='notice_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('member_id', storage.columns.Pseudonym(), nullable=False),
    sa.Column('told_round', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('words', storage.columns.EncryptedText(), nullable=True),
    sa.Column('delivery_id', storage.columns.Pseudonym(), nullable=True),
    sa.Column('tried', storage.columns.EncryptedText(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_notice_by_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('kind', 'subject_id', 'member_id', name=op.f('uq_notice_kind_subject_id_member_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_next_at'), ['next_at'], unique=False)
    with op.batch_alter_table('issue_report', schema=None) as batch_op:
        batch_op.add_column(sa.Column('told_at', storage.columns.SealedInstant(), nullable=True))
    with op.batch_alter_table('report_question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('told_at', storage.columns.SealedInstant(), nullable=True))
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.add_column(sa.Column('told_at', storage.columns.Instant(timezone=True), nullable=True))
    # Until now a question counted as put when it was written: no better is known of those.
    op.execute("UPDATE verification SET told_at = asked_at")
