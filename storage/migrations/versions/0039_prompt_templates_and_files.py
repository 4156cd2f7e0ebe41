"""Prompt templates and files"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.columns

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('prompt_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name', storage.columns.EncryptedText(), nullable=False),
    sa.Column('answers', storage.columns.EncryptedText(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_prompt_template_created_by_member')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_prompt_template_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prompt_template')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('prompt_template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_prompt_template_unit_id'), ['unit_id'], unique=False)

    op.create_table('prompt_file',
    sa.Column('prompt_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('mime', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_prompt_file_file_id_stored_file')),
    sa.ForeignKeyConstraint(['prompt_id'], ['prompt.id'], name=op.f('fk_prompt_file_prompt_id_prompt')),
    sa.PrimaryKeyConstraint('prompt_id', 'position', name=op.f('pk_prompt_file'))
    )
    with op.batch_alter_table('prompt_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_prompt_file_file_id'), ['file_id'], unique=False)
