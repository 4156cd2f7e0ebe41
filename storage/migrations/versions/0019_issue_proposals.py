"""Reports that were found like those of an issue"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('issue_proposal',
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('found_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_proposal_issue_id_issue')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_issue_proposal_report_id_report')),
    sa.PrimaryKeyConstraint('issue_id', 'report_id', name=op.f('pk_issue_proposal'))
    )
