"""Member and report meet by pseudonyms: no join of the file says who reported what; who confirmed a look"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import ring_of
from storage.keyring import KeyRing

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    unlocked = _unlock()
    reporters = _read('reporter', 'report_id', 'member_id', 'draft_id')
    alerts = [row for row in _read('alert', 'id', 'draft_id') if row.draft_id is not None]
    op.drop_table('reporter')
    op.create_table('reporter',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.LargeBinary(), nullable=False),
    sa.Column('draft_id', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_reporter_report_id_report')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_reporter')),
    sa.UniqueConstraint('draft_id', name=op.f('uq_reporter_draft_id'))
    )
    op.create_index(op.f('ix_reporter_member_id'), 'reporter', ['member_id'], unique=False)
    with op.batch_alter_table('alert', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_alert_draft_id'), type_='unique')
        batch_op.drop_constraint(batch_op.f('fk_alert_draft_id_draft'), type_='foreignkey')
        batch_op.drop_column('draft_id')
    with op.batch_alter_table('alert', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('draft_id', sa.LargeBinary(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_alert_draft_id'), ['draft_id'])
    with op.batch_alter_table('identity_look', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('confirmed_by', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_identity_look_confirmed_by_member'), 'member', ['confirmed_by'], ['id'])
    if not unlocked:
        return
    table = sa.table('reporter', sa.column('report_id'), sa.column('member_id', sa.LargeBinary), sa.column('draft_id', sa.LargeBinary))
    rows = [
        {
            'report_id': row.report_id,
            'member_id': unlocked.pseudonym('reporter.member_id', row.member_id),
            'draft_id': None if row.draft_id is None else unlocked.pseudonym('reporter.draft_id', row.draft_id),
        }
        for row in reporters
    ]
    if rows:
        op.get_bind().execute(sa.insert(table), rows)
    alert = sa.table('alert', sa.column('id'), sa.column('draft_id', sa.LargeBinary))
    for row in alerts:
        value = unlocked.pseudonym('alert.draft_id', row.draft_id)
        op.get_bind().execute(sa.update(alert).where(alert.c.id == row.id).values(draft_id=value))


def _read(table: str, *columns: str) -> Sequence[sa.Row[Any]]:
    return op.get_bind().execute(sa.select(sa.table(table, *(sa.column(name) for name in columns)))).all()


def _unlock() -> KeyRing | None:
    """The key ring with the installation's seed; None where there is no installation yet, and so nothing to hide."""
    found = op.get_bind().execute(sa.select(sa.table('installation', sa.column('seed', sa.LargeBinary)))).all()
    if not found:
        return None
    keys = ring_of(op.get_bind().dialect)
    keys.unlock(keys.decrypt(bytes(found[0].seed)))
    return keys
