"""Surveys"""

import sqlalchemy as sa
from alembic import op
import sqlmodel.sql.sqltypes
import storage.columns

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('survey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', storage.columns.EncryptedText(), nullable=False),
    sa.Column('purpose', storage.columns.EncryptedText(), nullable=False),
    sa.Column('questions', storage.columns.EncryptedText(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('planned', 'pilot', 'open', 'closed', 'cancelled', name='survey_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('drawn', sa.Enum('network', 'self_chosen', 'sampled', name='drawn', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('seen_by', sa.Enum('board', 'leaders', 'public', name='seen_by', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('with_unit', sa.Boolean(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('quota', sa.Integer(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('opens_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('closes_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('closed_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('ended', sa.Enum('time', 'quota', 'staff', name='survey_end', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('told_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('draft_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_survey_created_by_member')),
    sa.ForeignKeyConstraint(['form_id'], ['form.id'], name=op.f('fk_survey_form_id_form')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_survey_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('survey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_status'), ['status'], unique=False)

    op.create_table('survey_done',
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('whose', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_done_survey_id_survey')),
    sa.PrimaryKeyConstraint('survey_id', 'whose', name=op.f('pk_survey_done')),
    sqlite_with_rowid=False
    )
    op.create_table('survey_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('label', storage.columns.EncryptedText(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('closed_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_survey_link_created_by_member')),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_link_survey_id_survey')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_link')),
    sa.UniqueConstraint('code', name=op.f('uq_survey_link_code')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('survey_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_link_survey_id'), ['survey_id'], unique=False)

    op.create_table('survey_margin',
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('choice', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('share', sa.Float(), nullable=True),
    sa.Column('quota', sa.Integer(), nullable=True),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_margin_survey_id_survey')),
    sa.PrimaryKeyConstraint('survey_id', 'question', 'choice', name=op.f('pk_survey_margin'))
    )
    op.create_table('survey_sitting',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('whose', sa.LargeBinary(), nullable=False),
    sa.Column('state', storage.columns.EncryptedText(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_sitting_survey_id_survey')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_sitting')),
    sa.UniqueConstraint('survey_id', 'whose', name=op.f('uq_survey_sitting_survey_id_whose'))
    )
    op.create_table('survey_waiting',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('answer', storage.columns.EncryptedText(), nullable=False),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_waiting_survey_id_survey')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_waiting'))
    )
    with op.batch_alter_table('survey_waiting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_waiting_survey_id'), ['survey_id'], unique=False)

    op.create_table('survey_answer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('survey_id', sa.Integer(), nullable=False),
    sa.Column('choices', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', storage.columns.Pseudonym(), nullable=True),
    sa.Column('hasty', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['link_id'], ['survey_link.id'], name=op.f('fk_survey_answer_link_id_survey_link')),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_answer_survey_id_survey')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_answer'))
    )
    with op.batch_alter_table('survey_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_answer_survey_id'), ['survey_id'], unique=False)
