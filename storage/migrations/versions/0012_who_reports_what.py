"""Nothing that is in plain joins a report to its member: places, prompts, drafts and replies by pseudonyms, the rest sealed"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import Day, EncryptedText, Instant, SealedFlag, SealedInstant, SealedNumber, SealedWords, ring_of
from storage.keyring import KeyRing

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

PLACE = 'report.unit_id'
PSEUDONYMS: dict[str, dict[str, str]] = {
    'address': {'focus_draft_id': 'address.focus_draft_id', 'focus_choice_id': 'address.focus_choice_id'},
    'alert': {'unit_id': PLACE},
    'answer': {'unit_id': PLACE},
    'choice': {'member_id': 'choice.member_id'},
    'draft': {'member_id': 'draft.member_id'},
    'issue': {'unit_id': PLACE},
    'report_flag': {'unit_id': PLACE},
    'report': {'prompt_id': 'report.prompt_id', 'unit_id': PLACE, 'place_id': PLACE},
}
SEALED: dict[str, dict[str, Any]] = {
    'assignment': {'started_at': SealedInstant(), 'finished_at': SealedInstant()},
    'digest': {'figures': EncryptedText()},
    'member': {'single': SealedFlag(), 'officer_id': SealedNumber(), 'strata': SealedWords()},
}
OLD: dict[str, Any] = {'started_at': Instant(), 'finished_at': Instant(), 'single': sa.Boolean()}
KEYS = {'assignment': ('prompt_id', 'member_id')}
NULLABLE = {'focus_draft_id', 'focus_choice_id', 'prompt_id', 'place_id', 'started_at', 'finished_at'}
FOREIGN = {
    'address': ('focus_choice_id_choice', 'focus_draft_id_draft'), 'alert': ('unit_id_unit',),
    'answer': ('unit_id_unit',), 'choice': ('member_id_member',), 'draft': ('member_id_member',),
    'issue': ('unit_id_unit',), 'report_flag': ('unit_id_unit',), 'member': ('officer_id_member',),
    'report': ('prompt_id_prompt', 'unit_id_unit', 'place_id_unit'),
}
CHECKS = {'address': 'one_focus', 'member': 'single_has_officer'}
INDEXES: dict[str, dict[str, tuple[str, ...]]] = {
    'answer': {'ix_answer_figures': ('field', 'choice', 'day', 'unit_id')},
    'choice': {'ix_choice_member_id': ('member_id',)},
    'draft': {'ix_draft_member_id': ('member_id',)},
    'issue': {'ix_issue_unit_id': ('unit_id',)},
    'report': {
        'ix_report_prompt_id': ('prompt_id',), 'ix_report_unit_id': ('unit_id',), 'ix_report_place_id': ('place_id',),
    },
}
DAYS = {'member': 'joined_at', 'invitation': 'used_at', 'address': 'created_at'}


def upgrade() -> None:
    keys = _unlock()
    counters = _counters()
    strata = _strata()
    op.drop_table('member_stratum')
    op.execute(sa.text('DELETE FROM answer WHERE choice IN (SELECT code FROM unit)'))
    for table in sorted(PSEUDONYMS.keys() | SEALED.keys()):
        _change(table, keys, strata)
    with op.batch_alter_table('address', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f('ck_address_one_focus'), 'focus_draft_id IS NULL OR focus_choice_id IS NULL'
        )
        batch_op.create_index(batch_op.f('ix_address_focus_draft_id'), ['focus_draft_id'], unique=False)
    op.add_column('delivery', sa.Column('reply_to', sa.LargeBinary(), nullable=True))
    op.create_index(op.f('ix_delivery_reply_to'), 'delivery', ['reply_to'], unique=False)
    if keys is not None:
        _key_replies(keys)
        for table, column in DAYS.items():
            _keep_the_day(table, column)
    _set_counters(counters)


def _column(name: str, kind: Any = None) -> sa.ColumnClause[Any]:
    return sa.column(name, kind)


def _change(table: str, keys: KeyRing | None, strata: dict[int, tuple[str, ...]]) -> None:
    """Let new columns take the places of old ones, with what was in them."""
    names = [*PSEUDONYMS.get(table, ()), *SEALED.get(table, ())]
    autoincrement = {'sqlite_autoincrement': True} if table not in ('answer', 'assignment') else {}
    with op.batch_alter_table(table) as batch_op:
        for name in names:
            batch_op.add_column(sa.Column(f'new_{name}', sa.LargeBinary(), nullable=True))
    if keys is not None:
        for name, use in PSEUDONYMS.get(table, {}).items():
            _key(table, name, lambda value, use=use: keys.pseudonym(use, value))  # type: ignore[misc]
        for name, kind in SEALED.get(table, {}).items():
            _seal(table, name, kind, strata)
    with op.batch_alter_table(table, table_kwargs=autoincrement) as batch_op:
        for index in INDEXES.get(table, ()):
            batch_op.drop_index(batch_op.f(index))
        if table in CHECKS:
            batch_op.drop_constraint(batch_op.f(f'ck_{table}_{CHECKS[table]}'), type_='check')
        for foreign in FOREIGN.get(table, ()):
            batch_op.drop_constraint(batch_op.f(f'fk_{table}_{foreign}'), type_='foreignkey')
        for name in names:
            if name != 'strata':
                batch_op.drop_column(name)
    with op.batch_alter_table(table, table_kwargs=autoincrement) as batch_op:
        for name in names:
            batch_op.alter_column(
                f'new_{name}', new_column_name=name, existing_type=sa.LargeBinary(), nullable=name in NULLABLE
            )
    for index, columns in INDEXES.get(table, {}).items():
        op.create_index(op.f(index), table, list(columns), unique=False)


def _key(table: str, name: str, pseudonym: Callable[[int], bytes]) -> None:
    old, new = _column(name), sa.column(f'new_{name}', sa.LargeBinary)
    there = sa.table(table, old, new)
    for (value,) in op.get_bind().execute(sa.select(old).select_from(there).where(old.is_not(None)).distinct()).all():
        op.get_bind().execute(sa.update(there).where(old == value).values({new.name: pseudonym(value)}))


def _seal(table: str, name: str, kind: Any, strata: dict[int, tuple[str, ...]]) -> None:
    keys = [_column(key) for key in KEYS.get(table, ('id',))]
    old, new = _column(name, OLD.get(name)), sa.column(f'new_{name}', kind)
    there = sa.table(table, old, new, *keys)
    rows = op.get_bind().execute(sa.select(*keys, *([] if name == 'strata' else [old])).select_from(there)).all()
    for row in rows:
        value = strata.get(row[0], ()) if name == 'strata' else row[-1]
        same = [key == part for key, part in zip(keys, row, strict=False)]
        op.get_bind().execute(sa.update(there).where(*same).values({new.name: value}))


def _key_replies(keys: KeyRing) -> None:
    address, reply = _column('address_id'), sa.column('reply_to', sa.LargeBinary)
    others = [_column(name) for name in ('prompt_id', 'broadcast_id', 'digest_id')]
    lane = _column('lane')
    there = sa.table('delivery', address, reply, lane, *others)
    answers = [lane == 'reply', *(other.is_(None) for other in others)]
    query = sa.select(address).select_from(there).where(address.is_not(None), *answers).distinct()
    for (value,) in op.get_bind().execute(query).all():
        keyed = {'reply_to': keys.pseudonym('delivery.reply_to', value), 'address_id': None}
        op.get_bind().execute(sa.update(there).where(address == value, *answers).values(keyed))


def _keep_the_day(table: str, column: str) -> None:
    exact, days = (sa.table(table, _column('id'), _column(column, kind)) for kind in (Instant(), Day()))
    query = sa.select(exact.c.id, exact.c[column]).where(exact.c[column].is_not(None))
    for row in op.get_bind().execute(query).all():
        op.get_bind().execute(sa.update(days).where(days.c.id == row[0]).values({column: row[1]}))


def _strata() -> dict[int, tuple[str, ...]]:
    query = sa.select(_column('member_id'), _column('stratum')).select_from(sa.table('member_stratum'))
    found: dict[int, tuple[str, ...]] = {}
    for member, stratum in op.get_bind().execute(query):
        found[member] = (*found.get(member, ()), stratum)
    return found


def _counters() -> dict[str, int]:
    """The highest id that each table has ever given, which SQLite forgets with the table that is written anew."""
    if op.get_bind().dialect.name != 'sqlite':
        return {}
    return {row[0]: row[1] for row in op.get_bind().execute(sa.text('SELECT name, seq FROM sqlite_sequence'))}


def _set_counters(counters: dict[str, int]) -> None:
    for name, number in counters.items():
        values = {'name': name, 'seq': number}
        op.get_bind().execute(sa.text('DELETE FROM sqlite_sequence WHERE name = :name'), values)
        op.get_bind().execute(sa.text('INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)'), values)


def _unlock() -> KeyRing | None:
    """The key ring with the installation's seed; None where there is no installation yet, and so nothing to hide."""
    found = op.get_bind().execute(sa.select(sa.table('installation', sa.column('seed', sa.LargeBinary)))).all()
    if not found:
        return None
    keys = ring_of(op.get_bind().dialect)
    keys.unlock(keys.decrypt(bytes(found[0].seed)))
    return keys
