"""Binds encrypted values of a database made before to their table, column and row, in pieces, each kept as it is done.

What is bound already is left alone, so that whatever was interrupted goes on. The columns are those of the migration that this
belongs to (`0028`): later ones were never written otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    bindparam,
    inspect,
    select,
    tuple_,
    update,
)

from storage.keyring import KeyRing
from storage.row_binding import key_of, place_of, ring_of

AFTER = "0027"
"""The migration after which values are bound."""
_PIECE = 200  # rows
_FILES = 5  # of them, which may be of many megabytes
_ID = ("id",)
_COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "address": (_ID, ("chat", "menu")),
    "alert": (_ID, ("named_words",)),
    "alert_note": (_ID, ("words",)),
    "assignment": (("prompt_id", "member_id"), ("started_at", "finished_at")),
    "choice": (_ID, ("payload",)),
    "delivery": (_ID, ("chat", "act")),
    "digest": (_ID, ("figures", "pages")),
    "draft": (_ID, ("document", "state")),
    "event": (_ID, ("payload", "trouble")),
    "export_request": (_ID, ("reason",)),
    "flag_rule": (_ID, ("spec",)),
    "form": (_ID, ("title", "xml")),
    "group": (_ID, ("chat", "title")),
    "identity_look": (_ID, ("reason",)),
    "issue": (_ID, ("title", "outcome")),
    "issue_assessment": (_ID, ("why",)),
    "issue_event": (_ID, ("words",)),
    "member": (_ID, ("name", "phone", "single", "officer_id", "strata")),
    "oa_token": (("account_id",), ("access", "refresh", "old_access", "old_refresh")),
    "prompt": (_ID, ("title", "intro")),
    "prompt_item": (_ID, ("text",)),
    "report_question": (_ID, ("question", "answer")),
    "report_review": (("report_id",), ("reason",)),
    "report_revision": (("report_id", "revision"), ("document", "personal")),
    "stored_file": (_ID, ("name", "content")),
    "task": (_ID, ("payload", "trouble")),
    "verification": (_ID, ("question", "note")),
}


def bind(connection: Connection, *, in_pieces: bool = False) -> int:
    """Bind what is not bound yet; how many rows were written. `in_pieces`: each piece is committed by itself."""
    there, written = set(inspect(connection).get_table_names()), 0
    for name, (keys, columns) in _COLUMNS.items():
        if name in there:
            written += _bind_table(connection, _table(name, keys, columns), in_pieces)
    return written


def _table(name: str, keys: Sequence[str], columns: Sequence[str]) -> Table:
    return Table(
        name,
        MetaData(),
        *(Column(key, Integer, primary_key=True, autoincrement=False) for key in keys),
        *(Column(column, LargeBinary) for column in columns),
    )


def _bind_table(connection: Connection, table: Table, in_pieces: bool) -> int:
    keys = list(table.primary_key.columns)
    values = [column for column in table.columns if not column.primary_key]
    ring = ring_of(connection.dialect)
    change = update(table).where(*(key == bindparam(f"of_{key.name}") for key in keys))
    change = change.values({column.name: bindparam(f"new_{column.name}") for column in values})
    after: tuple[Any, ...] | None = None
    written, piece = 0, _FILES if table.name == "stored_file" else _PIECE
    while True:
        query = select(*keys, *values).order_by(*keys).limit(piece)
        if after is not None:
            query = query.where(tuple_(*keys) > tuple_(*after))
        rows = connection.execute(query).all()
        loose = [row for row in rows if any(_is_loose(getattr(row, column.name)) for column in values)]
        if loose:
            connection.execute(change, [_bound(row, table, ring) for row in loose])
            written += len(loose)
        if in_pieces:
            connection.commit()
        if len(rows) < piece:
            return written
        after = tuple(rows[-1][: len(keys)])


def _is_loose(stored: bytes | None) -> bool:
    return bool(stored) and not KeyRing.is_bound(bytes(stored or b""))


def _bound(row: Row[Any], table: Table, ring: KeyRing) -> dict[str, Any]:
    """A row's values as they are to be written. Nothing at all is left to be seen as nothing."""
    key = key_of([getattr(row, column.name) for column in table.primary_key.columns])
    made: dict[str, Any] = {f"of_{column.name}": getattr(row, column.name) for column in table.primary_key.columns}
    for column in table.columns:
        if not column.primary_key:
            stored = getattr(row, column.name)
            if _is_loose(stored):
                plain = ring.decrypt(bytes(stored))
                stored = ring.encrypt(plain, place_of(f"{table.name}.{column.name}", key)) if plain else b""
            made[f"new_{column.name}"] = stored
    return made
