"""Rules that flag reports, in versions; the alert that one raised"""

import sqlalchemy as sa
from alembic import op
import storage.columns

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('flag_rule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('words', 'answer', 'count', 'rise', name='flag_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('spec', storage.columns.EncryptedText(), nullable=False),
    sa.Column('removes', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'proposed', 'active', 'refused', 'retired', name='flag_rule_status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('proposed_by', sa.Integer(), nullable=False),
    sa.Column('proposed_at', storage.columns.Instant(timezone=True), nullable=False),
    sa.Column('tried', sa.Integer(), nullable=True),
    sa.Column('flagged', sa.Integer(), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', storage.columns.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['member.id'], name=op.f('fk_flag_rule_decided_by_member')),
    sa.ForeignKeyConstraint(['proposed_by'], ['member.id'], name=op.f('fk_flag_rule_proposed_by_member')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_flag_rule_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag_rule')),
    sa.UniqueConstraint('number', 'version', name=op.f('uq_flag_rule_number_version')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('flag_rule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_flag_rule_status'), ['status'], unique=False)

    op.create_table('report_flag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('rule_id', sa.Integer(), nullable=False),
    sa.Column('matter', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_flag_report_id_report')),
    sa.ForeignKeyConstraint(['rule_id'], ['flag_rule.id'], name=op.f('fk_report_flag_rule_id_flag_rule')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_flag_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_flag')),
    sa.UniqueConstraint('report_id', 'rule_id', name=op.f('uq_report_flag_report_id_rule_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('report_flag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_flag_report_id'), ['report_id'], unique=False)

    with op.batch_alter_table('alert', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('rule_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_alert_rule_id_flag_rule'), 'flag_rule', ['rule_id'], ['id'])
