"""Reports leave to a server as open data"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'open_data_consent',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('server', sa.String(), nullable=False),
        sa.Column('asked_by', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('agreed_by', sa.Integer(), nullable=True),
        sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_by', sa.Integer(), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('away_since', sa.DateTime(timezone=True), nullable=True),
        sa.Column('away_tries', sa.Integer(), nullable=False),
        sa.CheckConstraint('agreed_by IS NULL OR agreed_by <> asked_by', name=op.f('ck_open_data_consent_two_people')),
        sa.ForeignKeyConstraint(['agreed_by'], ['member.id'], name=op.f('fk_open_data_consent_agreed_by_member')),
        sa.ForeignKeyConstraint(['asked_by'], ['member.id'], name=op.f('fk_open_data_consent_asked_by_member')),
        sa.ForeignKeyConstraint(['ended_by'], ['member.id'], name=op.f('fk_open_data_consent_ended_by_member')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_open_data_consent')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_open_data_consent_next_at'), 'open_data_consent', ['next_at'])
    op.create_table(
        'outgoing_submission',
        sa.Column('report_id', sa.Integer(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column(
            'state',
            sa.Enum('waiting', 'taken', 'refused', name='outgoing_state', native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column('instance_id', sa.LargeBinary(), nullable=False),
        sa.Column('taken_id', sa.LargeBinary(), nullable=True),
        sa.Column('document', sa.LargeBinary(), nullable=False),
        sa.Column('emptied', sa.Boolean(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_outgoing_submission_report_id_report')),
        sa.PrimaryKeyConstraint('report_id', name=op.f('pk_outgoing_submission')),
    )
    op.create_index(op.f('ix_outgoing_submission_state'), 'outgoing_submission', ['state'])
    op.create_table(
        'released_choice',
        sa.Column('field', sa.String(), nullable=False),
        sa.Column('choice', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('field', 'choice', name=op.f('pk_released_choice')),
    )
