"""A backup: one compressed file of JSON lines that either kind of database can be restored from.

    {"format": "langnghe-backup", "version": 1, "revision": "0001", "key": "1a2b3c4d", …}
    {"table": "unit", "columns": ["id", "code", …]}
    [1, "TINH", …]
    …
    {"rows": 12345}

What is encrypted at rest is encrypted in the file: the keys are not in it. A restore is one transaction, checked before and
while it runs: same schema, keys that are in the ring, the whole file.
"""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, BinaryIO

import orjson
from sqlalchemy import Column, Connection, Date, DateTime, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy import Enum as EnumType
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from storage.engine.database import Database, backend
from storage.keyring import KeyTrouble
from storage.maintenance.raw_tables import encrypted_columns, raw
from storage.tables import Installation, Member, metadata

_FORMAT = "langnghe-backup"
_VERSION = 1
_BATCH = 500  # rows
_LEVEL = 3  # of compression: most of it is ciphertext, which does not shrink


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


def restore(database: Database, file: BinaryIO, *, replace: bool = False) -> int:
    """Puts a backup in place of what is in the database, in one transaction. Returns the number of rows.

    The database must have today's tables. Raises `BackupTrouble`; what was there is then still there.
    """

    def work(session: Session) -> int:
        file.seek(0)
        try:
            with gzip.GzipFile(fileobj=file, mode="rb") as packed:
                return _Restoring(session, database).take(packed, replace)
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
    }


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


class _Restoring:
    """One restore in one session."""

    def __init__(self, session: Session, database: Database) -> None:
        self.session, self.database = session, database
        self.rows = 0

    def take(self, packed: gzip.GzipFile, replace: bool) -> int:
        self._check(orjson.loads(packed.readline()))
        self._clear(replace)
        table: Table | None = None
        columns: list[Column[Any]] = []
        batch: list[dict[str, Any]] = []
        for line in packed:
            value = orjson.loads(line)
            if isinstance(value, list):
                batch.append({one.name: _from_json(one, cell) for one, cell in zip(columns, value, strict=True)})
            if table is not None and (len(batch) >= _BATCH or not isinstance(value, list)):
                self._insert(table, batch)
                batch = []
            if isinstance(value, dict) and "rows" in value:
                if packed.read(1):  # and at the end of the file its checksum is checked
                    raise BackupTrouble("not_backup")
                return self._finish(int(value["rows"]))
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
        if any(row[name] is not None and row[name][1:5] not in known for row in batch for name in encrypted):
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
        if backend(self.session) == "postgresql":
            self._set_sequences()
        installation = self.session.get(Installation, 1)
        try:
            if installation is None:
                raise BackupTrouble("not_backup")
            self.database.keys.decrypt(installation.seed)
        except KeyTrouble:
            raise BackupTrouble("wrong_key") from None
        return self.rows

    def _set_sequences(self) -> None:
        """PostgreSQL numbers rows from a sequence of its own, which inserts with an id leave behind."""
        for table in metadata.sorted_tables:
            if "id" not in table.c:
                continue
            name = self.session.connection().dialect.identifier_preparer.format_table(table)
            sequence = func.pg_get_serial_sequence(name, "id")
            newest = select(func.max(table.c.id)).scalar_subquery()
            self.session.execute(
                select(func.setval(sequence, func.coalesce(newest, 0) + 1, False)).where(sequence.is_not(None))
            )
