"""Tables as they are stored: what is encrypted stays so. For a backup, and for changing the key."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Column, LargeBinary, MetaData, Table

from storage.columns import Pseudonym
from storage.row_binding import Encrypted
from storage.tables import metadata


def is_encrypted(column: Column[object]) -> bool:
    return isinstance(column.type, Encrypted)


def is_sealed(column: Column[object]) -> bool:
    """Tell whether what is stored says nothing without a key: it is encrypted, or a pseudonym."""
    return is_encrypted(column) or isinstance(column.type, Pseudonym)


def places(table: Table) -> dict[str, str]:
    """The encrypted columns of a table, and the name that the values of each are bound to."""
    return {column.name: column.type.place for column in table.columns if isinstance(column.type, Encrypted)}


def encrypted_columns(table: Table) -> tuple[str, ...]:
    """The names of the columns whose values are encrypted."""
    return tuple(column.name for column in table.columns if is_encrypted(column))


@cache
def raw(name: str) -> Table:
    """A table whose encrypted columns give and take the bytes that are stored."""
    columns = [
        Column(
            column.name,
            LargeBinary() if is_sealed(column) else column.type,
            primary_key=column.primary_key,
            autoincrement=False,
        )
        for column in metadata.tables[name].columns
    ]
    return Table(name, MetaData(), *columns)
