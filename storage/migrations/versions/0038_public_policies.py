"""Surveys belong to a policy"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('public_policy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', storage.columns.EncryptedText(), nullable=False),
    sa.Column('document', storage.columns.EncryptedText(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['member.id'], name=op.f('fk_public_policy_created_by_member')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_public_policy_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_public_policy')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('survey', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('policy_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_survey_policy_id_public_policy'), 'public_policy', ['policy_id'], ['id']
        )
