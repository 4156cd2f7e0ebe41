"""Column types: instants that know their zone, encrypted values, enums as checked text."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Enum, Integer, LargeBinary
from sqlalchemy.types import TypeDecorator

from storage.row_binding import Encrypted
from storage.row_binding import ring_of as ring_of

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere: SQLite numbers rows by itself only in an INTEGER."""


_NUMBER = 8  # bytes of a sealed number
_PADDED = 128  # bytes: the step in which sealed words grow


_STEP = 1024  # bytes in which padded texts grow
_ZLIB = b"\x78"  # how what is kept small begins (RFC 1950); JSON begins with "{"


class NaiveInstant(ValueError):
    """A datetime without a zone was about to be stored."""


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. A naive value is refused, since SQLite would forget the zone.

    Every turn stores a dozen: on SQLite they are written and read here, in the form of SQLAlchemy's own `DateTime`.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        def written(value: datetime | None) -> str | None:
            utc = self.process_bind_param(value, dialect)
            return None if utc is None else utc.replace(tzinfo=None).isoformat(" ", "microseconds")

        return written

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)

        def read(value: str | None) -> datetime | None:
            return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)

        return read

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveInstant("a stored instant must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EncryptedBytes(Encrypted[bytes]):
    """Bytes that are encrypted at rest."""

    cache_ok = True

    def pack(self, value: bytes | None) -> bytes | None:
        return value

    def unpack(self, plain: bytes) -> bytes:
        return plain


class EncryptedText(Encrypted[str]):
    """Text that is encrypted at rest."""

    cache_ok = True

    def pack(self, value: str | None) -> bytes | None:
        return None if value is None else value.encode()

    def unpack(self, plain: bytes) -> str:
        return plain.decode()


class PaddedText(EncryptedText):
    """Long text, kept small, that is encrypted at rest and of which only the length in steps is seen.

    So much text of so few different words comes to a fifth: a place more or less does not show in what is left of it.
    """

    cache_ok = True

    def pack(self, value: str | None) -> bytes | None:
        plain = super().pack(value)
        if not plain:
            return plain
        small = zlib.compress(plain, 9)
        return small.ljust(-(-len(small) // _STEP) * _STEP, b"\0")

    def unpack(self, plain: bytes) -> str:
        if plain[:1] == _ZLIB:
            return super().unpack(zlib.decompressobj().decompress(plain))
        return super().unpack(plain.rstrip(b"\0"))  # as it was written before it was kept small


class SealedFlag(Encrypted[bool]):
    """Yes or no, encrypted at rest."""

    cache_ok = True

    def pack(self, value: bool | None) -> bytes | None:
        return None if value is None else b"1" if value else b"0"

    def unpack(self, plain: bytes) -> bool:
        return plain == b"1"


class SealedNumber(Encrypted[int]):
    """The id of a row elsewhere, or none, encrypted at rest: neither equal ones nor their absence can be seen."""

    cache_ok = True

    def pack(self, value: int | None) -> bytes | None:
        return (value or 0).to_bytes(_NUMBER)

    def unpack(self, plain: bytes) -> int | None:
        return int.from_bytes(plain) or None


class SealedId(SealedNumber):
    """The same where one row in many has it: an empty cell may be seen."""

    cache_ok = True

    def pack(self, value: int | None) -> bytes | None:
        return None if value is None else super().pack(value)


class SealedWords(Encrypted[tuple[str, ...]]):
    """A set of words, in order, encrypted at rest; padded, so that its length does not say how many there are."""

    cache_ok = True

    def pack(self, value: tuple[str, ...] | None) -> bytes:
        words = " ".join(sorted(value or ())).encode()
        return words.ljust(-(-max(len(words), 1) // _PADDED) * _PADDED)

    def unpack(self, plain: bytes) -> tuple[str, ...]:
        return tuple(plain.decode().split())


class SealedInstant(Encrypted[datetime]):
    """An aware instant, encrypted at rest, where another row at the same second would tell whose it is (privacy 3)."""

    cache_ok = True

    def pack(self, value: datetime | None) -> bytes | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveInstant("a stored instant must be aware")
        return value.astimezone(UTC).isoformat(timespec="microseconds").encode()

    def unpack(self, plain: bytes) -> datetime:
        return datetime.fromisoformat(plain.decode())


class Day(TypeDecorator[datetime]):
    """An instant of which only the day is kept (its first moment, in UTC), so that no other row is met by the second."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveInstant("a stored instant must be aware")
        return value.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Pseudonym(TypeDecorator[int]):
    """The id of a row elsewhere, kept so that nobody without the key can join the two (privacy 3).

    `use` names the column. Equal ids are equal here, so that they are found and counted; no order, no foreign key, and no
    SQL join: whoever joins reads the ids first.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, use: str = "") -> None:
        super().__init__()
        self.use = use

    @property
    def python_type(self) -> type[int]:
        return int

    def bind_processor(self, dialect: Dialect) -> Callable[[int | None], bytes | None]:
        return lambda value: None if value is None else ring_of(dialect).pseudonym(self.use, value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], int | None]:
        return lambda value: None if value is None else ring_of(dialect).behind(self.use, bytes(value))


def checked(kind: type[StrEnum], **options: Any) -> Column[Any]:
    """A text column that the database itself holds to the values of `kind` (SQLModel tables do not validate)."""
    name = "".join("_" + letter.lower() if letter.isupper() else letter for letter in kind.__name__).lstrip("_")
    options.setdefault("nullable", False)
    values = Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=name,
        values_callable=lambda of: [v.value for v in of],
    )
    return Column(values, **options)
