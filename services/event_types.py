"""System events, each a class and a row: an hour came, a message was lost, a task ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import orjson

from services.orders import TaskEnded, dump_ended, load_ended


@dataclass(frozen=True, slots=True)
class MonthlyPromptDue:
    """The hour of the monthly prompt's rule has come."""


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """The hour of reminders has come."""


@dataclass(frozen=True, slots=True)
class DailyDigestDue:
    """The hour of the daily digest has come."""


@dataclass(frozen=True, slots=True)
class MonthlyDigestDue:
    """The hour of the monthly digest has come."""


@dataclass(frozen=True, slots=True)
class WeeklyIssuesDue:
    """The hour of the week's list of issues without an outcome has come."""


@dataclass(frozen=True, slots=True)
class PromptDue:
    """The moment for which a prompt was planned has come."""

    prompt: int


@dataclass(frozen=True, slots=True)
class OwnRemindersDue:
    """The minute of the day has come at which some members want to be reminded."""

    minutes: int


@dataclass(frozen=True, slots=True)
class PromptOver:
    """The time for the answers to a prompt has ended."""

    prompt: int


@dataclass(frozen=True, slots=True)
class SurveyDue:
    """A survey opens or closes now, or has answers to be written together."""

    survey: int


@dataclass(frozen=True, slots=True)
class BroadcastMoved:
    """There is something new to show of a broadcast, or nothing more to send."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class AlertUnanswered:
    """The officer asked last has not taken an alert in time."""

    alert: int


@dataclass(frozen=True, slots=True)
class AlertLost:
    """An alert has not come to an address."""

    address: int


@dataclass(frozen=True, slots=True)
class MessageStands:
    """A message of a person's own was to be deleted at an address, and the network did not."""

    address: int


@dataclass(frozen=True, slots=True)
class VerificationOverdue:
    """The time in which a contact was to answer is over."""

    verification: int


@dataclass(frozen=True, slots=True)
class NoticesSettled:
    """Networks took or refused what members were told, or some who could not be told are to be looked at again."""

    notices: list[int]


@dataclass(frozen=True, slots=True)
class DoneQuestionDue:
    """Those who heard an issue's outcome are to be asked whether it is done."""

    issue: int


@dataclass(frozen=True, slots=True)
class UrgentUnsent:
    """A draft of an urgent matter lies there, and nobody has sent it."""

    draft: int


@dataclass(frozen=True, slots=True)
class ExportWaits:
    """Somebody has asked for a bulk export, which needs a second officer."""

    request: int


@dataclass(frozen=True, slots=True)
class OpenDataDue:
    """The hour has come at which reports leave as open data, by a consent of two officers."""

    consent: int


@dataclass(frozen=True, slots=True)
class IssueWatchEnded:
    """The day until which an issue was watched has come."""

    issue: int


@dataclass(frozen=True, slots=True)
class GroupRefused:
    """A network takes nothing for a bound group any more."""

    group: int


@dataclass(frozen=True, slots=True)
class AccountRefused:
    """A network refuses one of our accounts."""

    account: int
    reason: str


@dataclass(frozen=True, slots=True)
class QuotaRunsLow:
    """An account has used a part of its month's messages."""

    account: int
    percent: int


@dataclass(frozen=True, slots=True)
class RestoreUndecided:
    """Nobody has said yet whether what was due since a restored backup still leaves."""

    restore: int


@dataclass(frozen=True, slots=True)
class GroupPollDue:
    """A poll in a group is to be closed now, or is over."""

    poll: int


@dataclass(frozen=True, slots=True)
class OutageOver:
    """The program hears again after a time in which it could not."""


RuleEvent: TypeAlias = MonthlyPromptDue | RemindersDue | DailyDigestDue | MonthlyDigestDue | WeeklyIssuesDue
ClockEvent: TypeAlias = (
    RuleEvent
    | PromptDue
    | PromptOver
    | OwnRemindersDue
    | SurveyDue
    | GroupPollDue
    | BroadcastMoved
    | AlertUnanswered
    | AlertLost
    | MessageStands
    | VerificationOverdue
    | NoticesSettled
    | DoneQuestionDue
    | ExportWaits
    | OpenDataDue
    | IssueWatchEnded
    | UrgentUnsent
    | GroupRefused
    | AccountRefused
    | QuotaRunsLow
    | OutageOver
    | RestoreUndecided
)
SystemEvent: TypeAlias = ClockEvent | TaskEnded

RULES: Mapping[str, type[RuleEvent]] = {
    "monthly_prompt": MonthlyPromptDue,
    "reminders": RemindersDue,
    "daily_digest": DailyDigestDue,
    "monthly_digest": MonthlyDigestDue,
    "weekly_issues": WeeklyIssuesDue,
}
"""Each schedule rule's name, and the event of its hour."""
_KINDS: Mapping[str, type[ClockEvent]] = {
    **{f"clock.{name}": event for name, event in RULES.items()},
    "clock.prompt": PromptDue,
    "clock.prompt_over": PromptOver,
    "clock.own_reminders": OwnRemindersDue,
    "clock.survey": SurveyDue,
    "clock.group_poll": GroupPollDue,
    "clock.broadcast": BroadcastMoved,
    "clock.alert": AlertUnanswered,
    "clock.alert_lost": AlertLost,
    "clock.not_deleted": MessageStands,
    "clock.verification": VerificationOverdue,
    "clock.notices": NoticesSettled,
    "clock.done_question": DoneQuestionDue,
    "clock.export": ExportWaits,
    "clock.open_data": OpenDataDue,
    "clock.watch_ended": IssueWatchEnded,
    "clock.urgent_unsent": UrgentUnsent,
    "clock.group": GroupRefused,
    "clock.refused": AccountRefused,
    "clock.quota": QuotaRunsLow,
    "clock.outage": OutageOver,
    "clock.restore": RestoreUndecided,
}


def name_of(event: RuleEvent) -> str:
    """The name of the rule whose hour an event is."""
    return next(name for name, made in RULES.items() if isinstance(event, made))


def dump(event: SystemEvent) -> tuple[str, bytes]:
    """Kind and payload of an event's row."""
    if isinstance(event, TaskEnded):
        return dump_ended(event)
    kind = next(kind for kind, made in _KINDS.items() if isinstance(event, made))
    return kind, orjson.dumps(asdict(event))


def load(kind: str, payload: bytes) -> SystemEvent:
    """The same read back. Raises ValueError where there is no such event."""
    if kind not in _KINDS:
        return load_ended(kind, payload)
    found: dict[str, Any] = orjson.loads(payload)
    return _KINDS[kind](**found)
