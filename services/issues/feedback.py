"""The answer back.

Everybody who reported on an issue hears its outcome, and can say that it is not done (privacy 6).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from services import alert_rest, audit, kept_words, notice_delivery, who_hears
from services.actor import PROGRAM, Actor
from services.free_words import LEAST, NOTE, taken
from services.issues.issues import LIVE, seen
from services.kept_words import Kept, KeptFor
from services.notifications import DoneAsked, IssueReopened, Notification, OutcomeTold
from services.states import ISSUE, step
from storage.issues import issues, told_outcomes, verifications
from storage.issues.issues import Told
from storage.members import addresses, members
from storage.members.addresses import Recipient
from storage.messaging import pending_notices
from storage.reports import reports
from storage.statistics.suppression import K
from storage.tables import Issue, IssueEventKind, IssueStatus, Notice, NoticeKind

_TIMELINE = 50
ASKED_AFTER = timedelta(days=7)
"""After this those who heard the outcome are asked once whether it is done."""
_BEFORE_SHUT = timedelta(hours=12)
"""So long before a network shuts somebody's window they are asked, if it shuts before the others are: a night may lie between."""
_SOONEST = timedelta(days=2)
"""Nobody is asked sooner after the outcome; who is out of reach by then is asked when they write."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """`waiting`: how many who reported on it can be told only when they can be reached again."""

    issue: Issue
    told: Sequence[Notification]
    waiting: int


def resolve(session: Session, actor: Actor, issue_id: int, outcome: str, now: datetime) -> Resolved | None:
    """Write the outcome, and tell it to everybody who reported on the issue, each once.

    None: the issue is closed.

    Written again it is a further part of the outcome, told to all of them anew.

    Raises:
        WordsRefused: the outcome cannot stay as it is.
    """
    there = seen(session, actor, issue_id) is not None
    words, row = taken(outcome, NOTE, least=LEAST), step(ISSUE, "tell")
    if not there or not issues.hold(session, issue_id, [IssueStatus(status) for status in row.before]):
        return None
    issue = issues.get(session, issue_id)  # as it is held: of two parts in one instant the second is a further one
    assert issue is not None
    values = {
        "status": row.after,
        "outcome": words,
        "told_round": issue.told_round + 1,
        "acted_at": issue.acted_at or now,
        "ask_at": now + ASKED_AFTER,
    }
    if not issues.change(session, issue_id, [IssueStatus(status) for status in row.before], **values):
        return None
    verifications.cancel(session, issue_id)
    issue = issues.get(session, issue_id)
    assert issue is not None
    issues.note(session, issue_id, IssueEventKind.TOLD, now, actor.member_id, words)
    alert_rest.matter_went_on(session, issue_id, now, alert_rest.LONG)
    audit.note(session, actor, now, "issue.tell", f"issue:{issue_id}")
    wanted = issues.untold(session, issue)
    told = _tell(session, issue, wanted, now)
    return Resolved(issue, told, len(wanted) - len(told))


def draft(session: Session, actor: Actor, issue_id: int, outcome: str, now: datetime) -> Kept | None:
    """Keep the words of an outcome until they were read once more as its reporters will read them. None: the issue is closed.

    Raises:
        WordsRefused: the outcome cannot stay as it is.
    """
    issue, words = seen(session, actor, issue_id), taken(outcome, NOTE, least=LEAST)
    if issue is None or issue.status not in (IssueStatus(status) for status in step(ISSUE, "tell").before):
        return None
    kept_words.take_newest(session, actor, KeptFor.OUTCOME, now)  # what was not sent is written anew
    return kept_words.keep(session, actor, KeptFor.OUTCOME, words, str(issue_id), None, now)


def resolve_draft(session: Session, actor: Actor, issue_id: int, kept_id: int, now: datetime) -> Resolved | Kept | None:
    """Tell the outcome that was kept (see `resolve`).

    None: it was sent or written anew. `Kept`: its issue was closed or merged meanwhile, and nobody is told; the words.
    """
    kept = kept_words.take(session, actor, KeptFor.OUTCOME, kept_id, now)
    if kept is None or [message for message, _words in kept.said] != [str(issue_id)]:
        return None
    return resolve(session, actor, issue_id, kept.words, now) or kept


def untold(session: Session, actor: Actor, issue_id: int) -> int | None:
    """How many who reported on an issue wait for its outcome since they cannot be reached now. None: some, fewer than K.

    One who reports singly counts for their officer alone (privacy 3). Beside the list of those who cannot be reached a
    smaller number would name who reported (privacy 4).
    """
    if seen(session, actor, issue_id) is None:
        return 0
    count = pending_notices.cannot_be_told(session, NoticeKind.OUTCOME, issue_id, actor.member_id)
    return None if 0 < count < K else count


class Unasked(StrEnum):
    """Of whom it could not be asked whether a matter is done."""

    NOBODY = "nobody"
    """Nobody could be asked of those who heard the outcome: no answer will come."""
    SOME = "some"


def unasked(session: Session, actor: Actor, issue_id: int, now: datetime) -> Unasked | None:
    """Tell whether the question, done or not, was kept back from those whom it is for; None: from nobody.

    Never how many, nor who: beside the list of those who cannot be reached a number would name who reported (privacy 4).
    One who reports singly counts for their officer alone (privacy 3).
    """
    issue = issues.get(session, issue_id)
    if issue is None or seen(session, actor, issue_id) is None:
        return None
    if issue.status is not IssueStatus.RESOLVED or issue.ask_at is not None:
        return None
    hidden = {member for member, officer in members.singles(session).items() if officer != actor.member_id}
    wanted = {told.member_id for told in issues.unasked(session, issue)} - hidden
    refused = pending_notices.refused(session, NoticeKind.DONE_QUESTION, issue_id)
    lost = wanted & refused | wanted - {
        recipient.member_id for recipient in addresses.reached(session, sorted(wanted), now)
    }
    if not lost:
        return None
    asked = {told.member_id for told in issues.asked(session, issue)} - hidden
    return Unasked.SOME if asked or lost < wanted else Unasked.NOBODY


def note_untold(session: Session, member_id: int, now: datetime) -> None:
    """Note the outcomes that a member has not heard, and the questions that they were not asked, where nothing is noted."""
    for issue in issues.untold_issues(session, member_id):
        notice_delivery.keep(session, NoticeKind.OUTCOME, issue.id, [member_id], now, told_round=issue.told_round)
    for issue in issues.unasked_issues(session, member_id):
        notice_delivery.keep(session, NoticeKind.DONE_QUESTION, issue.id, [member_id], now, told_round=issue.told_round)


def outcome_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """The outcome of a notice in its words of now.

    None: another outcome has taken its place, or the member's report speaks of it no more.

    Of an issue that was merged meanwhile what was written stays true: whoever was to hear it does.
    """
    issue, own = _of_notice(session, notice)
    if issue is None or own is None or issue.outcome is None:
        return None
    outcome, number = issue.outcome, issue.id
    return lambda person: OutcomeTold(
        person, own.report_id, own.number, own.day, outcome, number, notice.told_round, notice.id
    )


def outcome_heard(session: Session, notice: Notice, at: datetime) -> Sequence[Notification]:
    """A network took the outcome for a member, at this instant.

    Where the others were asked already whether it is done, this one is asked as many days later as they were; sooner where
    no network would take it then.
    """
    issue, own = _of_notice(session, notice)
    if issue is None or own is None:
        return ()
    issues.mark_told(session, issue, notice.member_id, at)
    if issue.merged_into is not None or issue.status is not IssueStatus.RESOLVED:
        return ()
    member, hour = [notice.member_id], issue.ask_at or at + ASKED_AFTER
    begins_at = _before_shut(session, notice.member_id, at, hour)
    if begins_at < hour or issue.ask_at is None:
        notice_delivery.keep(
            session, NoticeKind.DONE_QUESTION, issue.id, member, at, told_round=issue.told_round, begins_at=begins_at
        )
    return ()


def _before_shut(session: Session, member_id: int, at: datetime, hour: datetime) -> datetime:
    """The hour at which a member is asked: this one, or an earlier one where all their networks will have shut by then."""
    ends = [person.reachable_until for person in addresses.open_addresses(session, member_id, at)]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends) or max(known) > hour:
        return hour
    early = max(known) - _BEFORE_SHUT
    return early if early >= at + _SOONEST else hour


def question_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """The question whether it is done, as long as nobody has said so; None: it means nothing any more."""
    issue, own = _of_notice(session, notice)
    if issue is None or own is None or issue.status is not IssueStatus.RESOLVED:
        return None
    number = issue.id
    return lambda person: DoneAsked(person, own.report_id, own.number, own.day, number, notice.told_round, notice.id)


def question_heard(session: Session, notice: Notice, at: datetime) -> Sequence[Notification]:
    """A network took the question: it is asked no more."""
    issue, own = _of_notice(session, notice)
    if issue is not None and own is not None:
        issues.mark_asked(session, issue, notice.member_id)
    return ()


def _of_notice(session: Session, notice: Notice) -> tuple[Issue | None, Told | None]:
    """The issue of a notice, and the member's newest report on it; no issue where another outcome has followed."""
    issue = issues.get(session, notice.subject_id)
    if issue is None or issue.told_round != notice.told_round:
        return None, None
    return issue, issues.own_report(session, issue, notice.member_id)


def ask_whether_done(session: Session, issue_id: int, now: datetime) -> Sequence[Notification]:
    """Ask those who heard the outcome, once, whether it is done; its hour has come."""
    issue = issues.get(session, issue_id)
    if issue is None or issue.status is not IssueStatus.RESOLVED or issue.ask_at is None or issue.ask_at > now:
        return ()
    if not issues.change(session, issue_id, (IssueStatus.RESOLVED,), ask_at=None):
        return ()
    issue = issues.get(session, issue_id)
    assert issue is not None
    return _ask(session, issue, issues.unasked(session, issue), now)


@dataclass(frozen=True, slots=True)
class OwnOutcome:
    """The outcome of one's own report: each part of the outcome with its instant, the oldest first, and how it stands.

    `about`: the issue and the number of its outcome, by which it can be answered; None: it cannot be any more.
    """

    parts: Sequence[tuple[datetime, str]]
    goes_on: bool
    about: tuple[int, int] | None


def own_outcome(session: Session, actor: Actor, report_id: int) -> OwnOutcome | None:
    """Tell what became of a report to whoever sent it: the words of the outcome and nothing of others (privacy 6).

    What was told of an issue that was merged since stays. None: nothing was told since it spoke of its issue, or it is
    somebody else's.
    """
    if reports.own_report(session, report_id, actor.acting_id) is None:
        return None
    issue = issues.issue_of(session, report_id)
    parts = told_outcomes.outcome_parts(session, report_id)
    if issue is None or not parts:
        return None
    ended = issue.status in (IssueStatus(status) for status in step(ISSUE, "not_done").before)
    open_to_answer = ended and told_outcomes.told_here(session, report_id)
    return OwnOutcome(parts, issue.status in LIVE, (issue.id, issue.told_round) if open_to_answer else None)


def with_outcome(session: Session, report_ids: Collection[int]) -> set[int]:
    """Those of some reports of which an outcome was told."""
    return told_outcomes.with_outcome(session, report_ids)


@dataclass(frozen=True, slots=True)
class NotDone:
    """That a matter is not done is kept. `reopened`: its issue was at an end, and is open again."""

    reopened: bool
    told: Sequence[Notification] = ()


def not_done(
    session: Session, reporter: Recipient, report_id: int, told_round: int, now: datetime, issue_id: int | None = None
) -> NotDone | None:
    """Its reporter says that a matter is not done.

    The issue is open again, and its officer hears it. None: nothing changes.

    Said twice, or to an outcome that another one has followed, it changes nothing. issue_id: the issue whose outcome is meant,
    which may have been merged since; None: the button is of a time when none said so.
    """
    issue = own_issue(session, reporter, report_id)
    row = step(ISSUE, "not_done")
    if issue is not None and _was_merged(issue, told_round, issue_id):
        return _not_done_before_merging(session, issue, now)
    if issue is None or issue.told_round != told_round:
        return None
    values = {"status": row.after, "ask_at": None}
    if not issues.change(session, issue.id, [IssueStatus(status) for status in row.before], **values):
        return None
    issues.note(session, issue.id, IssueEventKind.NOT_DONE, now)
    alert_rest.matter_came_back(session, issue.id, now)
    audit.note(session, PROGRAM, now, "issue.not_done", f"issue:{issue.id}")
    issue = issues.get(session, issue.id)
    assert issue is not None
    officers = who_hears.of_issue(session, issue, ())
    kept = notice_delivery.keep(session, NoticeKind.REOPENED, issue.id, officers, now, told_round=issue.told_round)
    return NotDone(True, [IssueReopened(person, issue.id, issue.title, notice.id) for notice, person in kept])


def reopened_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """That a matter is not done, for an officer; None: its issue is at an end again, or was told anew."""
    issue = issues.get(session, notice.subject_id)
    if issue is None or issue.status not in LIVE or issue.told_round != notice.told_round:
        return None
    number, title = issue.id, issue.title
    return lambda person: IssueReopened(person, number, title, notice.id)


def _was_merged(issue: Issue, told_round: int, issue_id: int | None) -> bool:
    """Tell whether an outcome was that of an issue which was merged into this one."""
    return issue.told_round < told_round if issue_id is None else issue.id != issue_id


def _not_done_before_merging(session: Session, issue: Issue, now: datetime) -> NotDone | None:
    """Keep that the outcome of an issue that was merged into this one has not done it, once.

    It goes on, so nothing is opened and its officer is not called. None: it has ended, or somebody has said so.
    """
    kinds = [event.kind for event in issues.timeline(session, issue.id, _TIMELINE)]
    since = kinds[::-1].index(IssueEventKind.MERGED) if IssueEventKind.MERGED in kinds else len(kinds)
    if not issues.hold(session, issue.id, LIVE) or IssueEventKind.NOT_DONE in kinds[len(kinds) - since :]:
        return None
    issues.note(session, issue.id, IssueEventKind.NOT_DONE, now)
    audit.note(session, PROGRAM, now, "issue.not_done", f"issue:{issue.id}")
    return NotDone(False)


def done(
    session: Session, reporter: Recipient, report_id: int, told_round: int, now: datetime, issue_id: int | None = None
) -> bool:
    """Its reporter says that a matter is done: nothing is open any more. False: nothing changes. issue_id: as `not_done`."""
    issue = own_issue(session, reporter, report_id)
    row = step(ISSUE, "done")
    if issue is None or issue.told_round != told_round or _was_merged(issue, told_round, issue_id):
        return False
    if not issues.change(
        session, issue.id, [IssueStatus(status) for status in row.before], status=row.after, ask_at=None
    ):
        return False
    issues.note(session, issue.id, IssueEventKind.DONE, now)
    audit.note(session, PROGRAM, now, "issue.done", f"issue:{issue.id}")
    return True


def own_issue(session: Session, reporter: Recipient, report_id: int) -> Issue | None:
    """The issue that a member's own report speaks of; None: of none, or it is somebody else's."""
    if reports.own_report(session, report_id, reporter.member_id) is None:
        return None
    return issues.issue_of(session, report_id)


def _tell(session: Session, issue: Issue, wanted: Sequence[Told], now: datetime) -> list[OutcomeTold]:
    by_member = {told.member_id: told for told in wanted}
    kept = notice_delivery.keep(session, NoticeKind.OUTCOME, issue.id, by_member, now, told_round=issue.told_round)
    found = []
    for notice, person in kept:
        told = by_member[person.member_id]
        words, about = issue.outcome or "", (issue.id, issue.told_round)
        found.append(OutcomeTold(person, told.report_id, told.number, told.day, words, *about, notice.id))
    return found


def _ask(session: Session, issue: Issue, wanted: Sequence[Told], now: datetime) -> list[DoneAsked]:
    by_member = {told.member_id: told for told in wanted}
    kept = notice_delivery.keep(
        session, NoticeKind.DONE_QUESTION, issue.id, by_member, now, told_round=issue.told_round
    )
    found = []
    for notice, person in kept:
        told = by_member[person.member_id]
        about = (issue.id, issue.told_round)
        found.append(DoneAsked(person, told.report_id, told.number, told.day, *about, notice.id))
    return found
