"""Encrypted columns, each value bound to its table, column and row: copied anywhere else, it is not read there.

The place is the associated data of AES-GCM: the column's name as it was first given, and the row's primary key. Whoever
writes has to say which row it is (`OfRow`); `storage/engine/bound_rows.py` says it for the ORM, for inserts and for prepared
statements. Reading asks for the key beside the value: a SELECT of an encrypted column fetches both as one.

A type that stands at no table's column (in a migration) writes and reads values that are bound to nothing, as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Column, Dialect, LargeBinary, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import Label
from sqlalchemy.types import TypeDecorator

from storage.keyring import KeyRing

T = TypeVar("T")
_APART = b"\x1f"
APART = "apart"
"""The compiler's argument by which a value is fetched without its row's key: whoever asks has the key beside it."""


class Unbound(ValueError):
    """A value was about to be encrypted, or was asked for, without the row that it belongs to."""


class OfRow(NamedTuple):
    """A value on its way to be encrypted, and the row's primary key (its columns in order, a blank between)."""

    key: bytes
    value: Any


def key_of(parts: Sequence[object]) -> bytes:
    """A row's primary key as it is bound: numbers, in the order of its columns."""
    return " ".join(map(str, parts)).encode()


def ring_of(dialect: Dialect) -> KeyRing:
    """The key ring of the engine that this dialect belongs to (`Database` puts it there)."""
    ring: KeyRing = dialect.key_ring  # type: ignore[attr-defined]
    return ring


def place_of(column: str, key: bytes) -> bytes:
    """The associated data of one value: `column` is "table.column"."""
    return column.encode() + _APART + key


class Encrypted(TypeDecorator[T], Generic[T]):
    """Something that is encrypted at rest, bound to where it stands.

    `place` is the "table.column" whose name the values carry; it need be given only for a column that was renamed.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str = "") -> None:
        super().__init__()
        self.place = place
        self.table: Table | None = None

    def pack(self, value: T | None) -> bytes | None:
        """The bytes to encrypt; None leaves the cell empty, and so does nothing at all (b"")."""
        raise NotImplementedError

    def unpack(self, plain: bytes) -> T | None:
        """The value again."""
        raise NotImplementedError

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], bytes | None]:
        pack = self.pack
        if self.table is None:
            return lambda value: None if (plain := pack(value)) is None else ring_of(dialect).encrypt(plain)
        seal = self.sealing(dialect)

        def written(given: Any) -> bytes | None:
            if given.__class__ is OfRow:
                return seal(given.value, given.key)
            nothing = pack(given)
            if nothing:
                raise Unbound(f"a value for {self.place} came without its row")
            return nothing

        return written

    def sealing(self, dialect: Dialect) -> Callable[[Any, bytes], bytes | None]:
        """The function that encrypts a value of this column for the row with a key (`key_of`)."""
        pack, place, encrypt = self.pack, self.place.encode() + _APART, ring_of(dialect).encrypt
        return lambda value, key: encrypt(plain, place + key) if (plain := pack(value)) else plain

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], T | None]:
        unpack, place = self.unpack, self.place.encode() + _APART
        if self.table is None:
            return lambda stored: None if stored is None else unpack(ring_of(dialect).decrypt(bytes(stored)))
        decrypt = ring_of(dialect).decrypt

        def read(found: bytes | None) -> T | None:
            if found is None:
                return None
            key, _, stored = found.partition(_APART)
            return unpack(decrypt(stored, place + key) if stored else b"")

        return read

    def opening(self, dialect: Dialect) -> Callable[[bytes | None, bytes], T | None]:
        """The function that decrypts a stored value, given the key of its row, where the two were read apart (`APART`)."""
        unpack, place, decrypt = self.unpack, self.place.encode() + _APART, ring_of(dialect).decrypt

        def read(stored: bytes | None, key: bytes) -> T | None:
            if stored is None:
                return None
            return unpack(decrypt(stored, place + key) if stored else b"")

        return read

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        if self.table is None:
            return column
        stored: Any = column
        while isinstance(stored, Label):
            stored = stored.element
        try:
            keys = [stored.table.c[key.key] for key in self.table.primary_key.columns]
        except (AttributeError, KeyError) as error:
            raise Unbound(f"{self.place} is selected where its row's key is not at hand") from error
        return _WithKey(keys, stored)

    def _set_parent(self, parent: Any, outer: bool = False, **kw: Any) -> None:
        super()._set_parent(parent, outer=outer, **kw)
        if isinstance(parent, Column):
            parent._on_table_attach(self._stands_at)

    def _stands_at(self, column: Column[Any], table: Table) -> None:
        self.table = table
        self.place = self.place or f"{table.name}.{column.name}"


class _WithKey(ColumnElement[Any]):
    """A row's key and an encrypted value, as one string of bytes."""

    inherit_cache = False

    def __init__(self, keys: Sequence[ColumnElement[Any]], stored: ColumnElement[Any]) -> None:
        self.keys, self.stored, self.type = keys, stored, stored.type


def _parts(element: _WithKey, compiler: SQLCompiler, kw: dict[str, Any]) -> tuple[list[str], str]:
    shown = {"include_table": kw.get("include_table", True)}
    return [compiler.process(key, **shown) for key in element.keys], compiler.process(element.stored, **shown)


@compiles(_WithKey, "sqlite")
def _for_sqlite(element: _WithKey, compiler: SQLCompiler, **kw: Any) -> str:
    keys, stored = _parts(element, compiler, kw)
    if kw.get(APART):
        return stored
    key = " || ' ' || ".join(keys)
    return f"CAST({key} || char(31) || {stored} AS BLOB)"


@compiles(_WithKey, "postgresql")
def _for_postgresql(element: _WithKey, compiler: SQLCompiler, **kw: Any) -> str:
    keys, stored = _parts(element, compiler, kw)
    if kw.get(APART):
        return stored
    key = ", ' ', ".join(keys)
    return f"(convert_to(concat({key}, chr(31)), 'UTF8') || {stored})"
