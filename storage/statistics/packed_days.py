"""A day's reports as bits: for each choice of each question one bit a report, in the order of their submission.

Written down, a question is a piece of its own, compressed, so that only what is asked for is opened. A report's own marks stand
beside its answers under names that no question can have.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.statistics.counted_reports import CountedReport

KIND, URGENT, UNIT, PLACE, REVISION = ".kind", ".urgent", ".unit", ".place", ".revision"
"""Marks of reports: units by their ids; of urgency and revision only what is not the rule: true, and 2 and more."""
LAYOUT = 1
"""The number of this way to write: a day that was written in another is counted anew."""
_HEAD = 4  # bytes that say how long the head is
_IDS, _TIMES = ".ids", ".times"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class OtherLayout(ValueError):
    """A day was written in another way than this."""


@dataclass(frozen=True, slots=True)
class PackedDay:
    """The reports of a day, or of several. `size`: bytes of each set of them, eight reports each, the rest of the last empty."""

    size: int
    count: int
    first: int
    """When the first and the last came, in microseconds since 1970."""
    last: int
    _names: Mapping[str, Sequence[str]]
    _pieces: Mapping[str, tuple[int, int]]
    _packed: memoryview

    @property
    def ids(self) -> array[int]:
        """The reports' ids, with 0 up to the next eight."""
        return array("q", self._opened(_IDS))

    def cells(self, field: str) -> dict[str, bytes]:
        """The set of each choice of a question, the first report in the lowest bit."""
        names = self._names.get(field)
        if names is None:
            return {}
        bits = self._opened(field)
        return {name: bits[at * self.size : (at + 1) * self.size] for at, name in enumerate(names)}

    def between(self, since: datetime | None, until: datetime) -> bytes:
        """The set of those that came from one instant on and before another."""
        begin, end = 0 if since is None else _micros(since), _micros(until)
        if not self.size:
            return b""
        low, high = 0, self.count
        if begin > self.first or end <= self.last:
            times = array("q", self._opened(_TIMES))
            low, high = bisect_left(times, begin), bisect_left(times, end)
        bits = (1 << high) - (1 << low) if high > low else 0
        return bits.to_bytes(self.size, "little")

    def _opened(self, piece: str) -> bytes:
        begin, length = self._pieces[piece]
        return zlib.decompress(self._packed[begin : begin + length])


def pack(reports: Iterable[CountedReport]) -> bytes:
    """Write reports down."""
    heard = sorted(reports, key=lambda report: (report.at, report.report_id))
    size = -(-len(heard) // 8)
    cells: dict[str, dict[str, bytearray]] = {}
    for at, report in enumerate(heard):
        byte, bit = at >> 3, 1 << (at & 7)
        for field, choices in _said(report):
            found = cells.setdefault(field, {})
            for choice in choices:
                row = found.get(choice)
                if row is None:
                    row = found[choice] = bytearray(size)
                row[byte] |= bit
    times = array("q", (_micros(report.at) for report in heard))
    ids = array("q", [report.report_id for report in heard] + [0] * (8 * size - len(heard)))
    pieces = {_IDS: ids.tobytes(), _TIMES: times.tobytes()}
    pieces |= {field: b"".join(rows.values()) for field, rows in cells.items()}
    written = {name: zlib.compress(piece, 6) for name, piece in pieces.items()}
    head = {
        "layout": LAYOUT,
        "size": size,
        "count": len(heard),
        "first": times[0] if times else 0,
        "last": times[-1] if times else 0,
        "pieces": {name: len(piece) for name, piece in written.items()},
        "names": {field: list(rows) for field, rows in cells.items()},
    }
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join([len(said).to_bytes(_HEAD), said, *written.values()])


def unpack(packed: bytes) -> PackedDay:
    """Read what `pack` wrote. Raises `OtherLayout`."""
    begin = _HEAD + int.from_bytes(packed[:_HEAD])
    head = json.loads(packed[_HEAD:begin])
    if head["layout"] != LAYOUT:
        raise OtherLayout
    pieces = {}
    for name, length in head["pieces"].items():
        pieces[name] = (begin, length)
        begin += length
    return PackedDay(
        head["size"], head["count"], head["first"], head["last"], head["names"], pieces, memoryview(packed)
    )


def _said(report: CountedReport) -> Iterable[tuple[str, Iterable[str]]]:
    yield KIND, (report.kind.value,)
    yield UNIT, (str(report.reporting_unit),)
    yield PLACE, (str(report.place),)
    if report.urgent:
        yield URGENT, ("1",)
    if report.revision != 1:
        yield REVISION, (str(report.revision),)
    yield from report.answers.items()


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
