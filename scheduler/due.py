"""Say what is due at an instant.

Rules whose hour has come, alerts that nobody took. Pure queries; the caller makes events of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from services.bulk_exports import GOOD_FOR
from services.event_types import (
    RULES,
    AlertUnanswered,
    BroadcastMoved,
    ClockEvent,
    DoneQuestionDue,
    ExportWaits,
    GroupPollDue,
    IssueWatchEnded,
    NoticesSettled,
    OpenDataDue,
    OutageOver,
    OwnRemindersDue,
    PromptDue,
    PromptOver,
    QuotaRunsLow,
    RestoreUndecided,
    SurveyDue,
    UrgentUnsent,
    VerificationOverdue,
)
from services.progress import CLOSED_FOR
from services.schedules import next_fire
from services.unsent_drafts import UNSENT_AFTER
from storage.forms import drafts
from storage.issues import assessments, issues, verifications
from storage.maintenance import restored_backups
from storage.members import members
from storage.messaging import events, heartbeats, pending_notices, schedule_rules
from storage.messaging.quota import Used
from storage.prompts import assigned_parts, broadcasts, prompts
from storage.reports import alerts, export_requests, outgoing
from storage.surveys import poll_counts, survey_answers, surveys
from storage.tables import Rule

WARNED_AT = (80, 100)
"""Percent of an account's monthly quota."""
_NOTICES = 100
_REMINDED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """An event that time brings: `event_id` is the same however often the same hour is seen."""

    event: ClockEvent
    event_id: str
    advance: Callable[[Session], None] | None = None


def due(session: Session, now: datetime) -> list[Due]:
    """Everything whose hour has come."""
    undecided = restored_backups.undecided(session)
    held_until = undecided.restored_at if undecided is not None else None
    rules = [rule for rule in schedule_rules.rules(session) if rule.name in RULES]
    if held_until is not None:
        rules = [rule for rule in rules if rule.next_at > held_until]
    found = [_of_rule(rule, now) for rule in rules if rule.enabled and rule.next_at <= now]
    if undecided is not None and undecided.id is not None and undecided.next_at <= now:
        found.append(Due(RestoreUndecided(undecided.id), f"restore:{undecided.id}:{undecided.next_at.isoformat()}"))
    for alert in alerts.due(session, now):
        found.append(Due(AlertUnanswered(alert.id), f"alert:{alert.id}:{alert.next_at:%Y-%m-%dT%H:%M:%S.%f}"))
    for number, version in prompts.ripe(session, now, held_until):
        found.append(Due(PromptDue(number), f"prompt:{number}:{version}"))
    for number, version in surveys.due(session, now, survey_answers.BATCH, held_until):
        found.append(Due(SurveyDue(number), f"survey:{number}:{version}"))
    for number, version in poll_counts.due(session, now) if undecided is None else ():  # its message may leave yet
        found.append(Due(GroupPollDue(number), f"group_poll:{number}:{version}"))
    return [
        *_of_outages(session),
        # First: whether somebody has a question decides what its hour brings.
        *(_of_notices(session, now) if undecided is None else ()),
        *found,
        *_unsent(session, now),
        *_of_issues(session, now, held_until),
        *_of_exports(session, now),
        *(_of_open_data(session, now) if undecided is None else ()),
        *_over(session, now, held_until),
        *_own_reminders(session, now),
        *of_broadcasts(session, now),
    ]


def _unsent(session: Session, now: datetime) -> list[Due]:
    """Urgent matters that were begun and not sent; one that is touched before its turn comes is due once more."""
    found = drafts.unsent_urgent(session, now - UNSENT_AFTER)
    return [
        Due(UrgentUnsent(draft_id), f"unsent:{draft_id}:{touched:%Y-%m-%dT%H:%M:%S.%f}") for draft_id, touched in found
    ]


def _of_outages(session: Session) -> list[Due]:
    """The outages of which nobody was told yet, all at once."""
    found = heartbeats.untold(session)
    return [Due(OutageOver(), f"outage:{found[-1].id}")] if found else []


def _of_issues(session: Session, now: datetime, held_until: datetime | None) -> list[Due]:
    """Questions that a contact has not answered in time, and outcomes that are to be asked about."""

    def waits(at: datetime | None) -> bool:
        """True if it was due since a backup of which nobody has decided yet."""
        return held_until is not None and at is not None and at <= held_until

    late = [
        Due(
            VerificationOverdue(verification.id),
            f"verification:{verification.id}:{verification.next_at:%Y-%m-%dT%H:%M:%S.%f}",
        )
        for verification in verifications.due(session, now)
        if not waits(verification.next_at)
    ]
    told = [
        Due(DoneQuestionDue(issue.id), f"done_question:{issue.id}:{issue.told_round}")
        for issue in issues.due(session, now)
        if not waits(issue.ask_at)
    ]
    watched = [
        Due(
            IssueWatchEnded(issue_assessment.issue_id),
            f"watch:{issue_assessment.id}:{issue_assessment.next_at:%Y-%m-%dT%H}",
        )
        for issue_assessment in assessments.due(session, now)
    ]
    return [*late, *told, *watched]


def _own_reminders(session: Session, now: datetime) -> list[Due]:
    """The hours that members chose for their reminders, each once a day and for an hour, or for one after an outage over it."""
    rule = schedule_rules.rule(session, "reminders")
    if rule is None or not rule.enabled:
        return []
    local = now.astimezone(ZoneInfo(rule.timezone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    ago = {minute: local - midnight - timedelta(minutes=minute) for minute in members.reminder_hours(session).values()}
    hours = {minute for minute, passed in ago.items() if timedelta() <= passed < _REMINDED_FOR}
    if any(passed >= _REMINDED_FOR for passed in ago.values()):
        for since, until in heartbeats.spans(session, now - _REMINDED_FOR):
            hours |= {minute for minute, passed in ago.items() if since <= now - passed <= until}
    found = [Due(OwnRemindersDue(minute), f"own_reminders:{local:%Y-%m-%d}:{minute}") for minute in sorted(hours)]
    known = events.known(session, "clock", [due.event_id for due in found]) if found else set()
    return [due for due in found if due.event_id not in known]


def _over(session: Session, now: datetime, held_until: datetime | None) -> list[Due]:
    """Prompts whose time has ended, each once; more time means another end."""
    since = now - CLOSED_FOR
    ended = assigned_parts.over_between(session, max(since, held_until) if held_until is not None else since, now)
    found = [Due(PromptOver(prompt_id), f"over:{prompt_id}:{due_at:%Y-%m-%dT%H:%M:%S}") for prompt_id, due_at in ended]
    known = events.known(session, "clock", [due.event_id for due in found]) if found else set()
    return [due for due in found if due.event_id not in known]


def _of_notices(session: Session, now: datetime) -> list[Due]:
    """The notices that networks have settled, some in a turn; one that is tried again is another event."""
    found = pending_notices.due(session, now)[:_NOTICES]
    if not found:
        return []
    number, tries = found[0]
    name = f"notices:{number}:{tries}:{now:%Y-%m-%dT%H:%M:%S}"
    return [Due(NoticesSettled([notice_id for notice_id, _ in found]), name)]


def _of_exports(session: Session, now: datetime) -> list[Due]:
    """Bulk exports of which no second officer was told yet."""
    found = [
        Due(ExportWaits(request_id), f"export:{request_id}")
        for request_id in export_requests.asked(session, now - GOOD_FOR)
    ]
    known = events.known(session, "clock", [due.event_id for due in found]) if found else set()
    return [due for due in found if due.event_id not in known]


def _of_open_data(session: Session, now: datetime) -> list[Due]:
    """The servers to which reports leave now; each time is another event."""
    found = [(open_data_consent.id, open_data_consent.next_at) for open_data_consent in outgoing.due(session, now)]
    return [Due(OpenDataDue(feed_id), f"open_data:{feed_id}:{at:%Y-%m-%dT%H:%M:%S.%f}") for feed_id, at in found]


def of_broadcasts(session: Session, now: datetime) -> list[Due]:
    """The broadcasts under way of which there is something new to show, or nothing more to send."""
    return [
        Due(BroadcastMoved(number), f"broadcast:{number}:{version}")
        for number, version in broadcasts.moved(session, now)
    ]


def of_quotas(session: Session, used: Sequence[Used], month: str) -> list[Due]:
    """The warnings of quotas that were not given yet: once an account and month for each of `WARNED_AT`."""
    found = [
        Due(QuotaRunsLow(count.account_id, percent), f"quota:{count.account_id}:{month}:{percent}")
        for count in used
        for percent in WARNED_AT
        if count.count * 100 >= count.monthly * percent
    ]
    known = events.known(session, "clock", [due.event_id for due in found]) if found else set()
    return [due for due in found if due.event_id not in known]


def _of_rule(rule: Rule, now: datetime) -> Due:
    name = rule.name

    def advance(session: Session) -> None:
        stored = schedule_rules.rule(session, name)
        if stored is not None and stored.next_at <= now:
            stored.next_at = next_fire(stored.cron, stored.timezone, now)
            session.flush()

    return Due(RULES[name](), f"{name}:{rule.next_at.isoformat()}", advance)
