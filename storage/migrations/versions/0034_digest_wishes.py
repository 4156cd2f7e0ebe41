"""Digest wishes"""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('digest_wish',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=True),
    sa.Column('workdays', sa.Boolean(), nullable=False),
    sa.Column('full', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_digest_wish_member_id_member')),
    sa.PrimaryKeyConstraint('member_id', name=op.f('pk_digest_wish')),
    sqlite_autoincrement=True
    )
