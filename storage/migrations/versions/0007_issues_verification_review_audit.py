"""Issues, what contacts verify, the review of reports, alerts that live on after they were taken, the audit log"""

import sqlalchemy as sa
from alembic import op
import sqlmodel.sql.sqltypes
import storage.columns

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('action', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('detail', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('leaf', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_entry'))
    )
    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('edge', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.create_table('issue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', storage.columns.EncryptedText(), nullable=False),
    sa.Column('topic', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('open', 'verifying', 'escalated', 'resolved', 'closed', name='issue_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('heard_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('acted_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('told_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('outcome', storage.columns.EncryptedText(), nullable=True),
    sa.Column('told_round', sa.Integer(), nullable=False),
    sa.Column('ask_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('merged_into', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['merged_into'], ['issue.id'], name=op.f('fk_issue_merged_into_issue')),
    sa.ForeignKeyConstraint(['owner_id'], ['member.id'], name=op.f('fk_issue_owner_id_member')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_issue_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('issue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_ask_at'), ['ask_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_status'), ['status'], unique=False)
        batch_op.create_index(batch_op.f('ix_issue_unit_id'), ['unit_id'], unique=False)

    op.create_table('issue_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('kind', sa.Enum('opened', 'grouped', 'split', 'merged', 'owned', 'asked', 'verdict', 'escalated', 'told', 'not_done', 'done', 'closed', 'note', name='issue_event_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('words', storage.columns.EncryptedText(), nullable=True),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_event_issue_id_issue')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_issue_event_member_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_event')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('issue_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_event_issue_id'), ['issue_id'], unique=False)

    op.create_table('verification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('question', storage.columns.EncryptedText(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'answered', 'cancelled', name='verification_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('due_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('next_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('reminded', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Enum('true', 'partly', 'false', 'unclear', name='verdict', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('note', storage.columns.EncryptedText(), nullable=True),
    sa.Column('answered_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.CheckConstraint("(status = 'answered') = (verdict IS NOT NULL)", name=op.f('ck_verification_verdict_where_answered')),
    sa.ForeignKeyConstraint(['asked_by'], ['member.id'], name=op.f('fk_verification_asked_by_member')),
    sa.ForeignKeyConstraint(['contact_id'], ['member.id'], name=op.f('fk_verification_contact_id_member')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_verification_issue_id_issue')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verification')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_verification_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_verification_next_at'), ['next_at'], unique=False)

    op.create_table('issue_report',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('added_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('told_round', sa.Integer(), nullable=False),
    sa.Column('asked_round', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_report_issue_id_issue')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_issue_report_report_id_report')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_issue_report'))
    )
    with op.batch_alter_table('issue_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_report_issue_id'), ['issue_id'], unique=False)

    op.create_table('report_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('question', storage.columns.EncryptedText(), nullable=False),
    sa.Column('answer', storage.columns.EncryptedText(), nullable=True),
    sa.Column('answered_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['member.id'], name=op.f('fk_report_question_asked_by_member')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_question_report_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_question')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('report_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_question_report_id'), ['report_id'], unique=False)

    op.create_table('report_review',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('new', 'taken', 'returned', 'accepted', 'rejected', name='review_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('taken_by', sa.Integer(), nullable=True),
    sa.Column('taken_until', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('sensitive', sa.Boolean(), nullable=False),
    sa.Column('reason', storage.columns.EncryptedText(), nullable=True),
    sa.Column('changed_by', sa.Integer(), nullable=True),
    sa.Column('changed_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['changed_by'], ['member.id'], name=op.f('fk_report_review_changed_by_member')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_review_report_id_report')),
    sa.ForeignKeyConstraint(['taken_by'], ['member.id'], name=op.f('fk_report_review_taken_by_member')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_report_review'))
    )
    with op.batch_alter_table('report_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_review_status'), ['status'], unique=False)

    op.create_table('alert_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('alert_id', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('words', storage.columns.EncryptedText(), nullable=False),
    sa.ForeignKeyConstraint(['alert_id'], ['alert.id'], name=op.f('fk_alert_note_alert_id_alert')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_alert_note_member_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('alert_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alert_note_alert_id'), ['alert_id'], unique=False)

    with op.batch_alter_table('alert', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('stage', sa.Enum('called', 'verifying', 'calm', 'untrue', name='alert_stage', native_enum=False, create_constraint=True, length=24), nullable=True))
        batch_op.add_column(sa.Column('stage_at', storage.columns.Instant(timezone=True), nullable=True))
