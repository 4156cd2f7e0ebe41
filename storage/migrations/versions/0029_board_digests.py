"""Board digests"""

import sqlalchemy as sa
from alembic import op
import sqlmodel.sql.sqltypes
import storage.columns

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('board_digest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('weekly', 'monthly', 'quarterly', 'yearly', 'prompt', 'period', name='board_digest_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('status', sa.Enum('draft', 'approved', 'dropped', name='board_digest_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('since', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('until', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('prompt_id', sa.Integer(), nullable=True),
    sa.Column('added_up', sa.Boolean(), nullable=False),
    sa.Column('figures', storage.columns.EncryptedText(), nullable=False),
    sa.Column('outline', storage.columns.EncryptedText(), nullable=False),
    sa.Column('assessment', storage.columns.EncryptedText(), nullable=False),
    sa.Column('proposals', storage.columns.EncryptedText(), nullable=False),
    sa.Column('content', storage.columns.EncryptedText(), nullable=True),
    sa.Column('chart_id', sa.Integer(), nullable=True),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('asked', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=False),
    sa.Column('secrecy', sa.Enum('no', 'yes', 'unsure', name='secrecy', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('approved_by', sa.Integer(), nullable=True),
    sa.Column('approved_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.Column('document_type', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('term', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('symbol', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['approved_by'], ['member.id'], name=op.f('fk_board_digest_approved_by_member')),
    sa.ForeignKeyConstraint(['changed_by'], ['member.id'], name=op.f('fk_board_digest_changed_by_member')),
    sa.ForeignKeyConstraint(['chart_id'], ['stored_file.id'], name=op.f('fk_board_digest_chart_id_stored_file')),
    sa.ForeignKeyConstraint(['corrects_id'], ['board_digest.id'], name=op.f('fk_board_digest_corrects_id_board_digest')),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_board_digest_created_by_member')),
    sa.ForeignKeyConstraint(['document_id'], ['stored_file.id'], name=op.f('fk_board_digest_document_id_stored_file')),
    sa.ForeignKeyConstraint(['prompt_id'], ['prompt.id'], name=op.f('fk_board_digest_prompt_id_prompt')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_digest')),
    sa.UniqueConstraint('asked', name=op.f('uq_board_digest_asked')),
    sa.UniqueConstraint('document_type', 'term', 'number', name=op.f('uq_board_digest_document_type_term_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('board_digest', schema=None) as batch_op:
        batch_op.create_index('ix_board_digest_correction', ['corrects_id'], unique=True, sqlite_where=sa.text("status <> 'dropped'"), postgresql_where=sa.text("status <> 'dropped'"))
        batch_op.create_index(batch_op.f('ix_board_digest_status'), ['status'], unique=False)
