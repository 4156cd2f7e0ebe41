"""Issues.

Reports that speak of one matter are one issue, which somebody owns and which comes to an end that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import alert_rest, audit
from services.actor import Actor, require
from services.free_words import LEAST, NOTE, TITLE, taken
from services.states import ISSUE, step
from storage.issues import assessments, issue_visibility, issues, verifications
from storage.reports import reports
from storage.reports.visibility import may_see
from storage.tables import Issue, IssueEvent, IssueEventKind, IssueStatus, Report, Role

NEAR = timedelta(days=7)
"""Reports this near in time may speak of one matter."""
LIVE = (IssueStatus.OPEN, IssueStatus.VERIFYING, IssueStatus.ESCALATED)
_LISTED, _LINES = 8, 8
_CAME = (IssueEventKind.OPENED, IssueEventKind.GROUPED)
"""Lines of a report that came to an issue: of one that the reader may not know of there is none."""


@dataclass(frozen=True, slots=True)
class IssueSeen:
    """An issue as one officer may see it."""

    issue: Issue
    place: str
    heard_at: datetime
    """When the first of its reports came that this officer may know of."""
    reports: Sequence[Report]
    events: Sequence[IssueEvent]
    alike: Sequence[tuple[Report, int]]
    """Proposed for it, with how alike they are in per cent: the same topic and place, near days, and in no issue."""
    officers: Sequence[int]
    """The officers who see it, as far as this one may know."""


def listed(session: Session, actor: Actor, *, closed: bool = False, before: int | None = None) -> list[Issue]:
    """The newest issues that are under way, or those that have ended.

    One more than is shown tells that there are more.
    """
    require(actor, Role.STAFF)
    statuses = (IssueStatus.RESOLVED, IssueStatus.CLOSED) if closed else LIVE
    return issues.listed(session, statuses, _LISTED + 1, before, officer_id=actor.acting_id)


def seen(session: Session, actor: Actor, issue_id: int) -> Issue | None:
    """An issue that the actor may see. None: there is none.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    issue = issues.get(session, issue_id)
    return issue if issue is not None and issue_visibility.may_see(session, issue.id, actor.acting_id) else None


def goes_on_as(session: Session, actor: Actor, issue_id: int) -> int:
    """The issue that goes on in the place of one that was merged, where the actor may see it; else the issue itself.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    there = issues.get(session, issue_id)
    while there is not None and there.merged_into is not None:
        there = issues.get(session, there.merged_into)
    return there.id if there is not None and seen(session, actor, there.id) is not None else issue_id


def see(session: Session, actor: Actor, issue_id: int) -> IssueSeen | None:
    """One issue with what this officer may see of it; None: there is none."""
    issue = seen(session, actor, issue_id)
    if issue is None:
        return None
    officer = actor.acting_id
    place = issues.unit_names(session, [issue.unit_id])[issue.unit_id]
    hidden = issue_visibility.hidden_links(session, issue_id, officer)
    lines = issues.timeline(session, issue_id, _LINES)
    return IssueSeen(
        issue,
        place,
        issue_visibility.heard_at(session, [issue], officer)[issue.id],
        issues.reports_seen_by(session, issue_id, officer),
        [issue_event for issue_event in lines if issue_event.kind not in _CAME or issue_event.at not in hidden],
        issues.proposed(session, issue_id, officer, _LISTED) if issue.status in LIVE else (),
        issue_visibility.shown_officers(session, issue, officer),
    )


def candidates(session: Session, actor: Actor, report_id: int) -> Sequence[Issue]:
    """The issues that a report may speak of: the same topic and place, near days."""
    report = _seen(session, actor, report_id)
    if report is None:
        return ()
    topic = issues.topic(session, report_id)
    place = report.place_id or report.unit_id
    which = issue_visibility.seen_by(session, actor.acting_id)
    return issues.candidates(session, topic, place, report.submitted_at - NEAR, 5, which)


def of_report(session: Session, actor: Actor, report_id: int) -> Issue | None:
    """The issue that a report speaks of already."""
    issue = issues.issue_of(session, report_id) if _seen(session, actor, report_id) is not None else None
    return seen(session, actor, issue.id) if issue is not None else None


def open_issue(session: Session, actor: Actor, report_id: int, title: str, now: datetime) -> Issue | None:
    """Make a report the first of a new issue, which is the officer's.

    None: no such report, or it speaks of one already.

    Raises:
        WordsRefused: the title cannot stay as it is.
    """
    report = _seen(session, actor, report_id)
    words = taken(title, TITLE, least=LEAST)
    if report is None or not issues.hold_report(session, report_id) or issues.issue_of(session, report_id) is not None:
        return None
    issue = Issue(
        title=words,
        topic=issues.topic(session, report_id),
        unit_id=report.place_id or report.unit_id,
        status=IssueStatus.OPEN,
        owner_id=actor.member_id,
        heard_at=report.submitted_at,
    )
    issues.add(session, issue)
    issues.note(session, issue.id, IssueEventKind.OPENED, now, actor.member_id)
    issues.link(session, issue.id, report_id, now)
    audit.note(session, actor, now, "issue.open", f"issue:{issue.id}", f"report:{report_id}")
    return issue


def group(session: Session, actor: Actor, issue_id: int, report_id: int, now: datetime) -> bool:
    """Let a report speak of an issue.

    False: it speaks of one already, or there is no such report or issue.
    """
    report, issue = _seen(session, actor, report_id), seen(session, actor, issue_id)
    if report is None or issue is None or not issues.hold(session, issue_id, LIVE):
        return False
    if not issues.hold_report(session, report_id) or not issues.link(session, issue_id, report_id, now):
        return False
    issues.note(session, issue_id, IssueEventKind.GROUPED, now, actor.member_id)
    audit.note(session, actor, now, "issue.group", f"issue:{issue_id}", f"report:{report_id}")
    return True


def split(session: Session, actor: Actor, issue_id: int, report_id: int, now: datetime) -> bool:
    """A report speaks of this issue no more. False: it did not."""
    there = _seen(session, actor, report_id) is not None and seen(session, actor, issue_id) is not None
    if not there or not issues.unlink(session, issue_id, report_id):
        return False
    issues.note(session, issue_id, IssueEventKind.SPLIT, now, actor.member_id)
    audit.note(session, actor, now, "issue.split", f"issue:{issue_id}", f"report:{report_id}")
    return True


def merge(session: Session, actor: Actor, issue_id: int, into_id: int, now: datetime) -> Issue | None:
    """Two issues are one matter.

    The reports of the first speak of the second, which goes on. None: they cannot be.

    Whoever has not heard the outcome of the second hears it when it is told next; an outcome of the first that was told
    stays told, and its buttons find the issue that goes on.
    """
    into = seen(session, actor, into_id)
    if into is None or issue_id == into_id or seen(session, actor, issue_id) is None:
        return None
    row = step(ISSUE, "merge")
    wanted = {issue_id: [IssueStatus(status) for status in row.before], into_id: LIVE}
    if not all(
        issues.hold(session, held_id, wanted[held_id]) for held_id in sorted(wanted)
    ):  # in order: of two merges one waits
        return None
    values = {"status": row.after, "merged_into": into_id, "ask_at": None}
    if not issues.change(session, issue_id, [IssueStatus(status) for status in row.before], **values):
        return None
    issues.move_all(session, issue_id, into_id, now)
    verifications.move_all(session, issue_id, into_id)
    assessments.move_all(session, issue_id, into_id)
    issues.note(session, issue_id, IssueEventKind.MERGED, now, actor.member_id)
    issues.note(session, into_id, IssueEventKind.MERGED, now, actor.member_id)
    audit.note(session, actor, now, "issue.merge", f"issue:{issue_id}", f"issue:{into_id}")
    return issues.get(session, into_id)


def own(session: Session, actor: Actor, issue_id: int, now: datetime) -> bool:
    """The officer has the issue from now on. False: there is none, or it is closed."""
    there = seen(session, actor, issue_id) is not None
    if not there or not issues.change(session, issue_id, (*LIVE, IssueStatus.RESOLVED), owner_id=actor.member_id):
        return False
    issues.note(session, issue_id, IssueEventKind.OWNED, now, actor.member_id)
    audit.note(session, actor, now, "issue.own", f"issue:{issue_id}")
    return True


def escalate(session: Session, actor: Actor, issue_id: int, to: str, now: datetime) -> bool:
    """The issue was handed to whoever can act on it. False: it is not under way.

    Raises:
        WordsRefused: who that is cannot stay as it is written.
    """
    require(actor, Role.STAFF)
    return _ended(session, actor, issue_id, "escalate", IssueEventKind.ESCALATED, taken(to, NOTE), now)


def close(session: Session, actor: Actor, issue_id: int, reason: str, now: datetime) -> bool:
    """The issue has come to its end without an outcome to tell, for a reason. False: it is closed already.

    Raises:
        WordsRefused: the reason cannot stay as it is.
    """
    require(actor, Role.STAFF)
    return _ended(session, actor, issue_id, "close", IssueEventKind.CLOSED, taken(reason, NOTE), now)


def add_note(session: Session, actor: Actor, issue_id: int, words: str, now: datetime) -> bool:
    """A line of the officer's in the timeline. False: there is no such issue.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    require(actor, Role.STAFF)
    kept = taken(words, NOTE)
    if seen(session, actor, issue_id) is None:
        return False
    issues.note(session, issue_id, IssueEventKind.NOTE, now, actor.member_id, kept)
    alert_rest.matter_went_on(session, issue_id, now)
    audit.note(session, actor, now, "issue.note", f"issue:{issue_id}")
    return True


def _ended(
    session: Session, actor: Actor, issue_id: int, act: str, kind: IssueEventKind, words: str, now: datetime
) -> bool:
    issue, row = seen(session, actor, issue_id), step(ISSUE, act)
    if issue is None:
        return False
    acted = issue.acted_at or (now if act == "escalate" else None)
    values = {"status": row.after, "ask_at": None, "acted_at": acted}
    if not issues.change(session, issue_id, [IssueStatus(status) for status in row.before], **values):
        return False
    if act == "close":
        verifications.cancel(session, issue_id)
    issues.note(session, issue_id, kind, now, actor.member_id, words)
    alert_rest.matter_went_on(session, issue_id, now, alert_rest.LONG)
    audit.note(session, actor, now, f"issue.{act}", f"issue:{issue_id}")
    return True


def _seen(session: Session, actor: Actor, report_id: int) -> Report | None:
    require(actor, Role.STAFF)
    return reports.get(session, report_id) if may_see(session, report_id, actor.member_id) else None
