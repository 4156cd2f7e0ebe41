"""The risk of issues, and until when they are watched"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('issue_assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('likelihood', sa.Integer(), nullable=True),
    sa.Column('consequence', sa.Integer(), nullable=True),
    sa.Column('watch_until', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('next_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('why', storage.columns.EncryptedText(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_assessment_issue_id_issue')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_issue_assessment_member_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_assessment')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('issue_assessment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_assessment_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_assessment_next_at'), ['next_at'], unique=False)
