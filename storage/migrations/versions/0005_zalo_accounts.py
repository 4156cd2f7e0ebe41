"""Official Accounts: their tokens, until when they may write to somebody, and which network a member prefers"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('oa_token',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('access', storage.columns.EncryptedText(), nullable=False),
    sa.Column('refresh', storage.columns.EncryptedText(), nullable=False),
    sa.Column('old_access', storage.columns.EncryptedText(), nullable=True),
    sa.Column('old_refresh', storage.columns.EncryptedText(), nullable=True),
    sa.Column('renewed_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_oa_token_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_oa_token'))
    )
    op.add_column('address', sa.Column('reachable_until', storage.columns.Instant(timezone=True), nullable=True))
    op.add_column('address', sa.Column('preferred', sa.Boolean(), server_default=sa.false(), nullable=False))
