"""Say what has to be told after a time in which the program could not hear."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.members.addresses import Recipient
from storage.tables import Prompt


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A prompt with the deadline that it can be given instead, and how many have not answered it."""

    prompt: Prompt
    due_at: datetime
    waiting: int

    @property
    def prompt_id(self) -> int:
        """Its row, which is stored."""
        assert self.prompt.id is not None
        return self.prompt.id


@dataclass(frozen=True, slots=True)
class OutageToStaff:
    """A time in which we could not hear. `lost_before`: what was written before may never come.

    `accounts`: those that could not hear; (): none could. `asked`: members are asked to write again. `over`: the prompts
    whose deadline fell into it.
    """

    recipient: Recipient
    since: datetime
    until: datetime
    lost_before: datetime | None
    accounts: Collection[int]
    asked: bool
    over: Sequence[MoreTime]
    restored: bool = False
    """The program ran, and what it took in is gone: a backup was restored."""


@dataclass(frozen=True, slots=True)
class DeadlineInOutage:
    """A prompt's deadline was over while we could not hear; for somebody who had not answered."""

    recipient: Recipient
    since: datetime
    until: datetime
    prompt: Prompt
    restored: bool = False


@dataclass(frozen=True, slots=True)
class WriteAgain:
    """Somebody may have written in vain before an instant."""

    recipient: Recipient
    since: datetime
    until: datetime
    lost_before: datetime
    restored: bool = False


@dataclass(frozen=True, slots=True)
class MoreTimeGiven:
    """A prompt has more time; for somebody who has not answered it."""

    recipient: Recipient
    offered: MoreTime


OutageNotification = OutageToStaff | DeadlineInOutage | WriteAgain | MoreTimeGiven
