"""How far members are with prompts, when they wrote, and to whom replies and reminders went, is sealed"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import Day, Instant
from storage.keyring import KeyRing
from storage.row_binding import key_of, place_of, ring_of

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

LENGTH = 112
PIECE = 500


def upgrade() -> None:
    keys = _unlock()
    with op.batch_alter_table('assignment') as batch_op:
        batch_op.add_column(sa.Column('state', sa.LargeBinary(), nullable=True))
    with op.batch_alter_table('address', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('new_until', sa.LargeBinary(), nullable=True))
    op.add_column('delivery', sa.Column('answered_to', sa.LargeBinary(), nullable=True))
    if keys is not None:
        _seal_parts(keys)
        _seal_windows(keys)
        _seal_replies(keys)
        _keep_the_days()
    op.drop_index('ix_assignment_reminded_on', 'assignment')
    with op.batch_alter_table('assignment') as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_assignment_reason_where_nothing'), type_='check')
        for name in ('assignment_status', 'nothing_reason'):
            batch_op.drop_constraint(batch_op.f(f'ck_assignment_{name}'), type_='check')
        for name in ('status', 'nothing_reason', 'started_at', 'finished_at', 'reminded_on'):
            batch_op.drop_column(name)
        batch_op.alter_column('state', existing_type=sa.LargeBinary(), nullable=False)
    with op.batch_alter_table('address', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_column('reachable_until')
        batch_op.alter_column('new_until', new_column_name='reachable_until', existing_type=sa.LargeBinary())


def _seal_parts(keys: KeyRing) -> None:
    """Put what stood in five columns into one, as long for each."""
    names = ('status', 'nothing_reason', 'reminded_on', 'started_at', 'finished_at')
    kinds: dict[str, Any] = {'reminded_on': sa.Date(), 'started_at': sa.LargeBinary(), 'finished_at': sa.LargeBinary()}
    there = sa.table(
        'assignment',
        sa.column('prompt_id', sa.Integer),
        sa.column('member_id', sa.Integer),
        sa.column('state', sa.LargeBinary),
        *(sa.column(name, kinds.get(name, sa.String())) for name in names),
    )
    change = sa.update(there).where(there.c.prompt_id == sa.bindparam('of'), there.c.member_id == sa.bindparam('who'))
    change = change.values(state=sa.bindparam('to', type_=sa.LargeBinary()))
    rows = op.get_bind().execute(sa.select(there)).all()
    made = []
    for row in rows:
        key = key_of([row.prompt_id, row.member_id])
        moments = [_opened(keys, row, name, key) for name in ('started_at', 'finished_at')]
        known = [row.status, row.nothing_reason or '-', *(one or '-' for one in moments), _day(row.reminded_on)]
        plain = ' '.join(known).encode().ljust(LENGTH)
        made.append(
            {
                'of': row.prompt_id,
                'who': row.member_id,
                'to': keys.encrypt(plain, place_of('assignment.state', key)),
            }
        )
    for at in range(0, len(made), PIECE):
        op.get_bind().execute(change, made[at : at + PIECE])


def _opened(keys: KeyRing, row: Any, name: str, key: bytes) -> str:
    stored = getattr(row, name)
    return '' if not stored else keys.decrypt(bytes(stored), place_of(f'assignment.{name}', key)).decode()


def _day(value: date | None) -> str:
    return '-' if value is None else value.isoformat()


def _seal_windows(keys: KeyRing) -> None:
    until = sa.column('reachable_until', Instant())
    there = sa.table('address', sa.column('id', sa.Integer), until, sa.column('new_until', sa.LargeBinary))
    for row in op.get_bind().execute(sa.select(there.c.id, until).where(until.is_not(None))).all():
        ends: datetime = row.reachable_until
        plain = ends.isoformat(timespec='microseconds').encode()
        sealed = keys.encrypt(plain, place_of('address.reachable_until', key_of([row.id])))
        op.get_bind().execute(sa.update(there).where(there.c.id == row.id).values(new_until=sealed))


def _seal_replies(keys: KeyRing) -> None:
    """Seal the address of each reply and of whatever else leaves out who has answered: reminders, later rounds.

    What waits keeps the pseudonym by which it is found.
    """
    kinds: dict[str, Any] = {'id': sa.BigInteger(), 'address_id': sa.Integer(), 'broadcast_id': sa.Integer()}
    names = ('id', 'address_id', 'broadcast_id', 'prompt_id', 'digest_id', 'lane', 'status')
    sealed = [sa.column(name, sa.LargeBinary) for name in ('reply_to', 'answered_to')]
    there = sa.table('delivery', *(sa.column(name, kinds.get(name)) for name in names), *sealed)
    later: sa.Select[Any] = sa.select(sa.column('id')).select_from(sa.table('broadcast', sa.column('id'), sa.column('kind')))
    later = later.where(sa.column('kind') != 'first')
    answers = sa.and_(there.c.lane == 'reply', there.c.broadcast_id.is_(None), there.c.digest_id.is_(None))
    caught_up = sa.and_(there.c.prompt_id.is_not(None), there.c.broadcast_id.is_(None))
    plain = sa.and_(there.c.address_id.is_not(None), sa.or_(there.c.broadcast_id.in_(later), answers, caught_up))
    columns = (there.c.id, there.c.address_id, there.c.reply_to, there.c.status)
    rows = op.get_bind().execute(sa.select(*columns).where(sa.or_(there.c.reply_to.is_not(None), plain))).all()
    change = sa.update(there).where(there.c.id == sa.bindparam('of'))
    change = change.values(
        address_id=None,
        reply_to=sa.bindparam('waits', type_=sa.LargeBinary()),
        answered_to=sa.bindparam('to', type_=sa.LargeBinary()),
    )
    made = []
    for row in rows:
        address = row.address_id or keys.behind('delivery.reply_to', bytes(row.reply_to))
        waits = keys.pseudonym('delivery.reply_to', address) if row.status in ('queued', 'sending') else None
        to = keys.encrypt(address.to_bytes(8), place_of('delivery.answered_to', key_of([row.id])))
        made.append({'of': row.id, 'waits': waits, 'to': to})
    for at in range(0, len(made), PIECE):
        op.get_bind().execute(change, made[at : at + PIECE])


def _keep_the_days() -> None:
    """Keep of quick questions the days alone."""
    for name in ('created_at', 'answered_at'):
        exact, days = (
            sa.table('choice', sa.column('id', sa.Integer), sa.column(name, kind)) for kind in (Instant(), Day())
        )
        for row in op.get_bind().execute(sa.select(exact.c.id, exact.c[name]).where(exact.c[name].is_not(None))).all():
            op.get_bind().execute(sa.update(days).where(days.c.id == row[0]).values({name: row[1]}))


def _unlock() -> KeyRing | None:
    """The key ring with the installation's seed; None where there is no installation yet, and so nothing to hide."""
    found = op.get_bind().execute(sa.select(sa.table('installation', sa.column('seed', sa.LargeBinary)))).all()
    if not found:
        return None
    keys = ring_of(op.get_bind().dialect)
    keys.unlock(keys.decrypt(bytes(found[0].seed)))
    return keys
