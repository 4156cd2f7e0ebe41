"""Column types: instants that know their zone, encrypted values, enums as checked text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Enum, Integer, LargeBinary
from sqlalchemy.types import TypeDecorator

from storage.keyring import KeyRing

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere: SQLite numbers rows by itself only in an INTEGER."""


_NUMBER = 8  # bytes of a sealed number
_PADDED = 128  # bytes: the step in which sealed words grow


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


def ring_of(dialect: Dialect) -> KeyRing:
    """The key ring of the engine that this dialect belongs to (`Database` puts it there)."""
    ring: KeyRing = dialect.key_ring  # type: ignore[attr-defined]
    return ring


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes that are encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[bytes | None], bytes | None]:
        return lambda value: None if value is None else ring_of(dialect).encrypt(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], bytes | None]:
        return lambda value: None if value is None else ring_of(dialect).decrypt(value)


class EncryptedText(TypeDecorator[str]):
    """Text that is encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], bytes | None]:
        return lambda value: None if value is None else ring_of(dialect).encrypt(value.encode())

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], str | None]:
        return lambda value: None if value is None else ring_of(dialect).decrypt(value).decode()


class SealedFlag(TypeDecorator[bool]):
    """Yes or no, encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[bool | None], bytes | None]:
        return lambda value: None if value is None else ring_of(dialect).encrypt(b"1" if value else b"0")

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], bool | None]:
        return lambda value: None if value is None else ring_of(dialect).decrypt(value) == b"1"


class SealedNumber(TypeDecorator[int]):
    """The id of a row elsewhere, or none, encrypted at rest: neither equal ones nor their absence can be seen."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[int | None], bytes | None]:
        return lambda value: ring_of(dialect).encrypt((value or 0).to_bytes(_NUMBER))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes], int | None]:
        return lambda value: int.from_bytes(ring_of(dialect).decrypt(value)) or None


class SealedWords(TypeDecorator[tuple[str, ...]]):
    """A set of words, in order, encrypted at rest; padded, so that its length does not say how many there are."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[tuple[str, ...] | None], bytes]:
        def written(value: tuple[str, ...] | None) -> bytes:
            words = " ".join(sorted(value or ())).encode()
            return ring_of(dialect).encrypt(words.ljust(-(-max(len(words), 1) // _PADDED) * _PADDED))

        return written

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes], tuple[str, ...]]:
        return lambda value: tuple(ring_of(dialect).decrypt(value).decode().split())


class SealedInstant(TypeDecorator[datetime]):
    """An aware instant, encrypted at rest, where another row at the same second would tell whose it is (privacy 3)."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], bytes | None]:
        def written(value: datetime | None) -> bytes | None:
            if value is None:
                return None
            if value.tzinfo is None:
                raise NaiveInstant("a stored instant must be aware")
            return ring_of(dialect).encrypt(value.astimezone(UTC).isoformat(timespec="microseconds").encode())

        return written

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], datetime | None]:
        return lambda value: None if value is None else datetime.fromisoformat(ring_of(dialect).decrypt(value).decode())


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
