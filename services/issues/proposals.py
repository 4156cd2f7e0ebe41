"""Reports proposed for an issue: of its topic and unit, of near days, and like what its reports say. People confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from services import audit
from services.actor import PROGRAM
from services.issues import neutral_question
from services.issues.issues import LIVE, NEAR
from services.issues.likeness import Alike
from storage.issues import issues
from storage.members import members, units
from storage.members.addresses import Recipient
from storage.reports import reports
from storage.tables import Issue, IssueEventKind

_MOST = 500
_OTHERS = 2
"""Reporters whom an issue needs before an author is asked about it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The things that are compared: the texts of an issue, and those of reports that may be on its matter, by their id."""

    known: Sequence[str]
    texts: Mapping[int, str]


def to_compare(session: Session, issue_id: int, officer_id: int | None) -> Compared:
    """The texts that are compared for an issue; of single reporters, those of this officer alone."""
    issue = issues.get(session, issue_id)
    if issue is None or issue.status not in LIVE:
        return Compared((), {})
    mine = issues.contents(session, issues.report_ids(session, issue_id))
    near = issues.near(session, issue, officer_id, NEAR, _MOST)
    others = issues.contents(session, [report.id for report in near])
    return Compared([_said(text) for text in mine.values()], {key: _said(text) for key, text in others.items()})


def keep(session: Session, issue_id: int, found: Mapping[int, Alike], now: datetime) -> None:
    """Keep what was found like an issue."""
    issues.propose(session, issue_id, {report: alike.percent for report, alike in found.items()}, now)


def known_there(session: Session, author: Recipient, topic: str, unit_id: int, now: datetime) -> Sequence[Issue]:
    """The open issues that somebody may be about to report on, by their matter alone; none to who reports singly.

    Only what is spoken of where the author lives, and by two others: nobody reads here what is heard elsewhere, or what
    one neighbour said.
    """
    return _sayable(session, author, topic, unit_id, now - NEAR)


def this_matter(session: Session, author: Recipient, report_id: int) -> Sequence[Issue]:
    """The open issues that a report of the author's own may speak of, by their matter alone, as `known_there`."""
    report = reports.own_report(session, report_id, author.member_id)
    if report is None or issues.issue_of(session, report_id) is not None:
        return ()
    place = report.place_id or report.unit_id
    return _sayable(session, author, issues.topic(session, report_id), place, report.submitted_at - NEAR)


def join(session: Session, author: Recipient, report_id: int, issue_id: int, now: datetime) -> Issue | None:
    """The author says that it is this matter. None: it is none that was offered, or the report speaks of one already.

    The log holds that a report was added, not which: it would join the two (privacy 3).
    """
    issue = next((known for known in this_matter(session, author, report_id) if known.id == issue_id), None)
    if issue is None or not issues.hold(session, issue_id, LIVE) or not issues.link(session, issue_id, report_id, now):
        return None
    issues.note(session, issue_id, IssueEventKind.GROUPED, now)
    audit.note(session, PROGRAM, now, "issue.join", f"issue:{issue_id}")
    return issue


def _sayable(session: Session, author: Recipient, topic: str, unit_id: int, since: datetime) -> Sequence[Issue]:
    found = issues.open_in(session, topic, unit_id, since) if not author.single else ()
    if not found or unit_id not in units.below(session, author.unit_id):
        return ()
    hidden = {*members.singles(session), author.member_id}
    return [issue for issue in found if len(issues.reporters(session, issue.id) - hidden) >= _OTHERS]


def _said(document: str) -> str:
    """The words that somebody wrote: texts of several words, no codes."""
    return ". ".join(text for text in neutral_question.words_of([document]) if " " in text)
