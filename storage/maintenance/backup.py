"""A backup: one compressed file of JSON lines that either kind of database can be restored from.

    {"format": "langnghe-backup", "version": 1, "revision": "0001", "key": "1a2b3c4d", "numbers": {"task": 812}, …}
    {"table": "unit", "columns": ["id", "code", …]}
    [1, "TINH", …]
    …
    {"rows": 12345}

What is encrypted at rest is encrypted in the file: the keys are not in it. A restore is one transaction, checked before and
while it runs: same schema, keys that are in the ring, the whole file.

Numbers go on well above everything that was ever given out, rows that were deleted before the backup and rows that came after it
included: a button in a chat, a finished task or a receipt of the lost days must never meet a new row.
"""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, BinaryIO

import orjson
from sqlalchemy import Column, Connection, Date, DateTime, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy import Enum as EnumType
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from storage.engine.counters import add
from storage.engine.database import Database, backend
from storage.keyring import KeyTrouble
from storage.maintenance.raw_tables import encrypted_columns, raw
from storage.maintenance.restore_marks import mark
from storage.tables import Installation, Member, metadata

_FORMAT = "langnghe-backup"
_VERSION = 1
_BATCH = 500  # rows
_LEVEL = 3  # of compression: most of it is ciphertext, which does not shrink
JUMP = 10_000
"""Ids that a restore leaves out: more than a program gives out between two backups."""
RECEIPTS_JUMP = 1_000
"""The same for the numbers of receipts, which people read."""


class BackupTrouble(Exception):
    """A backup that cannot be restored here; `code` says why.

    not_backup: no backup file, or a damaged one; other_version: of another schema (`args`: theirs, ours); wrong_key: made with
    keys that are not in the ring; not_empty: there is data here already.
    """

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence_args = args


def write(database: Database, file: BinaryIO, now: datetime) -> int:
    """Writes all tables as they are at one moment, while the program runs on. Returns the number of rows."""
    level = "SERIALIZABLE" if database.backend == "sqlite" else "REPEATABLE READ"
    rows = 0
    with (
        database.reader.connect().execution_options(isolation_level=level) as connection,
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0) as packed,
        connection.begin(),
    ):
        packed.write(_line(_header(connection, now)))
        for table in metadata.sorted_tables:
            packed.write(_line({"table": table.name, "columns": [column.name for column in table.columns]}))
            for row in _rows(connection, table):
                packed.write(_line(row))
                rows += 1
        packed.write(_line({"rows": rows}))
    return rows


@dataclass(frozen=True, slots=True)
class Restored:
    """The yield of a restore: so many rows, as they were at `made_at`."""

    rows: int
    made_at: datetime


def restore(database: Database, file: BinaryIO, now: datetime, *, replace: bool = False) -> Restored:
    """Put a backup in place of what is in the database, in one transaction.

    The database must have today's tables. Raises `BackupTrouble`; what was there is then still there.
    """

    def work(session: Session) -> Restored:
        file.seek(0)
        try:
            with gzip.GzipFile(fileobj=file, mode="rb") as packed:
                return _Restoring(session, database, now).take(packed, replace)
        except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, IntegrityError) as error:
            raise BackupTrouble("not_backup") from error

    return database.run_now(work)


def revision(connection: Connection) -> str:
    """The migration that the database stands at."""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def _header(connection: Connection, now: datetime) -> dict[str, object]:
    key = connection.execute(select(raw("installation").c.key_fingerprint)).scalar()
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "revision": revision(connection),
        "key": key.hex() if key else "",
        "created_at": now.isoformat(),
        "numbers": given_out(connection),
    }


def given_out(connection: Connection) -> dict[str, int]:
    """The highest number that each table has ever given to a row, by table; rows that are gone count too."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
        return {str(name): int(seq) for name, seq in rows if name in metadata.tables}
    found = {}
    for table, sequence in _sequences(connection):
        last = connection.execute(text("SELECT last_value FROM pg_sequences WHERE sequencename = :s"), {"s": sequence})
        found[str(table.name)] = int(last.scalar() or 0)
    return {name: number for name, number in found.items() if number}


def _sequences(connection: Connection) -> Iterator[tuple[Table, str]]:
    """PostgreSQL's sequence of each table that has one, without its schema."""
    for table in metadata.sorted_tables:
        if "id" in table.c:
            name = connection.dialect.identifier_preparer.format_table(table)
            sequence = connection.execute(select(func.pg_get_serial_sequence(name, "id"))).scalar()
            if sequence:
                yield table, str(sequence).rpartition(".")[2].strip('"')


def _line(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def _own_parent(table: Table) -> str | None:
    """The column by which a table's rows refer to other rows of it (units, members)."""
    for key in table.foreign_keys:
        if key.column.table is table:
            return str(key.parent.name)
    return None


def _rows(connection: Connection, table: Table) -> Iterator[list[Any]]:
    """A table's rows by primary key; where rows refer to each other, what is referred to comes first."""
    stored = raw(table.name)
    query = select(stored).order_by(*stored.primary_key.columns)
    parent = _own_parent(table)
    if parent is None:
        for row in connection.execute(query.execution_options(yield_per=_BATCH)):
            yield [_to_json(value) for value in row]
        return
    waiting = {row.id: row for row in connection.execute(query)}
    while waiting:
        free = [row for row in waiting.values() if getattr(row, parent) not in waiting] or list(waiting.values())
        for row in free:
            del waiting[row.id]
            yield [_to_json(value) for value in row]


def _to_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _from_json(column: Column[Any], value: Any) -> Any:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, EnumType) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value


def _months(first: datetime, last: datetime) -> list[str]:
    """The months from one instant to another as receipts name them ("1126"), a day more at either end for the zone."""
    day, end = first.date() - timedelta(days=1), last.date() + timedelta(days=1)
    found: dict[str, None] = {}
    while day <= end:
        found[f"{day:%m%y}"] = None
        day += timedelta(days=1)
    return list(found)


class _Restoring:
    """One restore in one session."""

    def __init__(self, session: Session, database: Database, now: datetime) -> None:
        self.session, self.database, self.now = session, database, now
        self.rows = 0
        self.header: dict[str, Any] = {}

    def take(self, packed: gzip.GzipFile, replace: bool) -> Restored:
        self.header = orjson.loads(packed.readline())
        self._check(self.header)
        self._clear(replace)
        table: Table | None = None
        columns: list[Column[Any]] = []
        batch: list[dict[str, Any]] = []
        for line in packed:
            value = orjson.loads(line)
            if isinstance(value, list):
                batch.append(
                    {column.name: _from_json(column, cell) for column, cell in zip(columns, value, strict=True)}
                )
            if table is not None and (len(batch) >= _BATCH or not isinstance(value, list)):
                self._insert(table, batch)
                batch = []
            if isinstance(value, dict) and "rows" in value:
                if packed.read(1):  # and at the end of the file its checksum is checked
                    raise BackupTrouble("not_backup")
                rows = self._finish(int(value["rows"]))
                return Restored(rows, datetime.fromisoformat(self.header["created_at"]))
            if isinstance(value, dict):
                table = raw(value["table"])
                columns = [table.c[name] for name in value["columns"]]
        raise EOFError

    def _check(self, header: Any) -> None:
        if not isinstance(header, dict) or header.get("format") != _FORMAT:
            raise BackupTrouble("not_backup")
        ours = revision(self.session.connection())
        if (header["version"], header["revision"]) != (_VERSION, ours):
            raise BackupTrouble("other_version", theirs=str(header["revision"]), ours=ours)
        if bytes.fromhex(header["key"]) not in self.database.keys.fingerprints:
            raise BackupTrouble("wrong_key")

    def _clear(self, replace: bool) -> None:
        if not replace and self.session.scalar(select(func.count()).select_from(Member)):
            raise BackupTrouble("not_empty")
        for table in reversed(metadata.sorted_tables):
            self.session.execute(delete(table))

    def _insert(self, table: Table, batch: Sequence[dict[str, Any]]) -> None:
        encrypted = encrypted_columns(metadata.tables[table.name])
        known = self.database.keys.fingerprints
        if any(row[name] and row[name][1:5] not in known for row in batch for name in encrypted):
            raise BackupTrouble("wrong_key")
        if not batch:
            return
        if _own_parent(metadata.tables[table.name]):
            self.session.execute(insert(table).values(list(batch)))  # one statement: rows may refer to each other
        else:
            self.session.execute(insert(table), list(batch))
        self.rows += len(batch)

    def _finish(self, expected: int) -> int:
        if self.rows != expected:
            raise BackupTrouble("not_backup")
        self._go_on_above()
        mark(self.session, datetime.fromisoformat(self.header["created_at"]), self.now)
        installation = self.session.get(Installation, 1)
        try:
            if installation is None:
                raise BackupTrouble("not_backup")
            self.database.keys.decrypt(installation.seed)
        except KeyTrouble:
            raise BackupTrouble("wrong_key") from None
        return self.rows

    def _go_on_above(self) -> None:
        """Let numbers go on above everything that was ever given out, tables that are empty included."""
        connection = self.session.connection()
        known = {str(name): int(number) for name, number in self.header.get("numbers", {}).items()}
        if backend(self.session) == "postgresql":
            for table, sequence in _sequences(connection):
                self.session.execute(select(func.setval(sequence, self._highest(table, known) + JUMP)))
        else:
            for table in metadata.sorted_tables:
                if table.autoincrement_column is not None:
                    number = {"name": table.name, "seq": self._highest(table, known) + JUMP}
                    self.session.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), number)
                    self.session.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), number)
        for month in _months(datetime.fromisoformat(self.header["created_at"]), self.now):
            add(self.session, f"report:{month}", RECEIPTS_JUMP)

    def _highest(self, table: Table, known: dict[str, int]) -> int:
        newest = self.session.scalar(select(func.max(raw(table.name).c.id)))
        return max(int(newest or 0), known.get(table.name, 0))
