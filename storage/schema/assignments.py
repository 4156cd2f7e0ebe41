"""Table of the parts that members have in prompts, each with how far it is, sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field

from storage.base import Table
from storage.columns import NaiveInstant
from storage.row_binding import Encrypted


class AssignmentStatus(StrEnum):
    PENDING = "pending"
    STARTED = "started"
    SUBMITTED = "submitted"
    NOTHING = "nothing"
    UNASKED = "unasked"  # stands there so that the rows do not tell who was asked; everything else leaves it out
    EXCUSED = "excused"  # not asked any more: the rest of the prompt's broadcast was cancelled before it came


class NothingReason(StrEnum):
    CALM = "calm"  # Đã nắm, không có ý kiến: evidence of calm
    NOT_HEARD = "not_heard"  # Chưa nắm được: evidence of nothing


@dataclass(frozen=True, slots=True)
class PartState:
    """How far a member's part in a prompt is.

    Raises:
        ValueError: a reason is given where something was reported, or none where nothing was.
    """

    status: AssignmentStatus = AssignmentStatus.PENDING
    nothing_reason: NothingReason | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    reminded_on: date | None = None

    def __post_init__(self) -> None:
        if (self.status is AssignmentStatus.NOTHING) != (self.nothing_reason is not None):
            raise ValueError("a reason belongs to nothing to report, and to that alone")

    @property
    def is_part(self) -> bool:
        """True if the member was asked: else the row is there for the sake of the others' alone."""
        return self.status is not AssignmentStatus.UNASKED

    @property
    def is_open(self) -> bool:
        """True if an answer is still awaited."""
        return self.status in (AssignmentStatus.PENDING, AssignmentStatus.STARTED)

    @property
    def is_answered(self) -> bool:
        return self.status in (AssignmentStatus.SUBMITTED, AssignmentStatus.NOTHING)


_LENGTH = 112  # bytes: the longest state takes 99


class SealedState(Encrypted[PartState]):
    """A member's part, encrypted at rest and as long as any other: who has answered would name the author of the only
    report while the only prompt is out (privacy 3).
    """

    cache_ok = True

    def pack(self, value: PartState | None) -> bytes | None:
        if value is None:
            return None
        known = (value.nothing_reason, value.started_at, value.finished_at, value.reminded_on)
        return " ".join([value.status, *(_written(value) for value in known)]).encode().ljust(_LENGTH)

    def unpack(self, plain: bytes) -> PartState:
        status, reason, started, finished, reminded = plain.decode().split()
        return PartState(
            AssignmentStatus(status),
            None if reason == "-" else NothingReason(reason),
            None if started == "-" else datetime.fromisoformat(started),
            None if finished == "-" else datetime.fromisoformat(finished),
            None if reminded == "-" else date.fromisoformat(reminded),
        )


def _written(value: NothingReason | datetime | date | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NaiveInstant("a stored instant must be aware")
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, NothingReason) else value.isoformat()


class Assignment(Table, table=True):
    """One member's part in one prompt. Neither that there is a report nor which can be read without the key.

    Where to be asked tells what somebody did before (who reported on an issue, who had not answered), those beside them have a
    row as well, as long and sealed as theirs (privacy 3).

    What asks how many are how far reads the states of a prompt (some hundreds) and counts them.
    """

    prompt_id: int = Field(foreign_key="prompt.id", primary_key=True)
    member_id: int = Field(foreign_key="member.id", primary_key=True, index=True)
    state: PartState = Field(default_factory=PartState, sa_column=Column(SealedState, nullable=False))
