"""Reports taken back by their authors just after they were sent, or deleted when they ask for it.

The log says that it happened and names nobody: an entry of the author's would join the two for good (privacy 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from forms.load_compiled import load_compiled
from forms.model import instance_document
from forms.xpath.expressions import local_name
from services import alerts, audit
from services.actor import PROGRAM, Actor
from services.notifications import Notification
from services.reports import not_begun, own_report
from storage.forms import drafts, published_forms
from storage.members.addresses import Recipient
from storage.messaging import stored_files
from storage.reports import reports, review, withdrawals
from storage.reports.reports import Submission
from storage.tables import Report

MAY_TAKE_BACK = timedelta(minutes=2)


class Undone(StrEnum):
    """The outcome of the wish that a report had not been sent."""

    DONE = "done"
    NOT_THEIRS = "not_theirs"
    GONE = "gone"  # it was taken back or deleted before
    TOO_LATE = "too_late"
    REVISED = "revised"  # it was corrected since, by its author or an officer
    DIGESTED = "digested"
    ALERTED = "alerted"  # an officer has the urgent matter
    REVIEWED = "reviewed"  # an officer has the correction


@dataclass(frozen=True, slots=True)
class Undoing:
    """The outcome of the wish, and what others are told of it."""

    outcome: Undone
    told: Sequence[Notification] = ()


def take_back(session: Session, author: Recipient, report_id: int, now: datetime) -> Undoing:
    """Take a report back that was sent a moment ago: what it said is counted and read nowhere.

    Its words are the caller's to keep, as the draft that it was (`reports.correction_begun`).
    """
    report = own_report(session, Actor(author.member_id, author.roles), report_id)
    why = _refusal(report)
    if report is None or why is not None:
        return Undoing(why or Undone.NOT_THEIRS)
    if now - report.submitted_at > MAY_TAKE_BACK:
        return Undoing(Undone.TOO_LATE)
    earlier = reports.revision(session, report, report.revision - 1)
    if earlier is not None and earlier.document:  # of one that was taken back and sent again nothing earlier stands
        return Undoing(Undone.REVISED)
    if withdrawals.digested(session, report_id):
        return Undoing(Undone.DIGESTED)
    undoing = _withdraw(session, author, report, now)
    if undoing.outcome is Undone.DONE:
        audit.note(session, PROGRAM, now, "report.take_back", f"report:{report_id}")
    return undoing


def take_correction_back(
    session: Session, author: Recipient, report_id: int, earlier: Submission, now: datetime
) -> Undoing:
    """Let a report say again what it said before a correction that was sent a moment ago (`earlier`).

    A new revision, so that all that was sent stays in order. The words of the correction are the caller's to keep, as the
    draft that it was.
    """
    report = own_report(session, Actor(author.member_id, author.roles), report_id)
    why = _refusal(report)
    if report is None or why is not None:
        return Undoing(why or Undone.NOT_THEIRS)
    sent_at = reports.newest(session, report).created_at
    if now - sent_at > MAY_TAKE_BACK:
        return Undoing(Undone.TOO_LATE)
    if review.touched(session, report_id):
        return Undoing(Undone.REVIEWED)
    if withdrawals.digested(session, report_id, report.revision):
        return Undoing(Undone.DIGESTED)
    told: Sequence[Notification] = ()
    alert = withdrawals.own_alert(session, report_id)
    if alert is not None and alert.raised_at >= sent_at:  # the correction raised it: an earlier one is of what stands
        back = alerts.withdraw(session, author, alert.id, now)
        if back is None:
            return Undoing(Undone.ALERTED)
        told = back.told
    reports.revise(session, report, earlier, now)
    review.author_corrected(session, report_id, now)
    audit.note(session, PROGRAM, now, "report.take_back", f"report:{report_id}")
    return Undoing(Undone.DONE, told)


def delete(session: Session, author: Recipient, report_id: int, now: datetime) -> Undoing:
    """Delete what a report says, and the files of all revisions; the number stays, and so does a digest made with it."""
    report = own_report(session, Actor(author.member_id, author.roles), report_id)
    why = _refusal(report)
    if report is None or why is not None:
        return Undoing(why or Undone.NOT_THEIRS)
    correction, files = reports.correction(session, report_id), _files(session, report)
    undoing = _withdraw(session, author, report, now)
    if undoing.outcome is Undone.DONE:
        audit.note(session, PROGRAM, now, "report.delete", f"report:{report_id}")
        withdrawals.remove_files(session, files)
        if correction is not None:
            drafts.remove(session, correction)
        not_begun(session, author.member_id, report.prompt_id)
    return undoing


def _files(session: Session, report: Report) -> set[int]:
    """The files of a report in all its revisions, by the answers that hold files alone: what is typed names none."""
    form = load_compiled(published_forms.get_form(session, report.form_id).xml)
    holding = {field.ref.rpartition("/")[2] for field in form.fields if field.kind.is_file}
    found = set()
    for document in withdrawals.documents(session, report.id):
        root = instance_document.parse(document)
        named = (node.text or "" for node in root.iter() if local_name(node) in holding)
        found |= {number for name in named if (number := stored_files.number_in(name)) is not None}
    return found


def _refusal(report: Report | None) -> Undone | None:
    if report is None:
        return Undone.NOT_THEIRS
    return Undone.GONE if report.withdrawn_at is not None else None


def _withdraw(session: Session, author: Recipient, report: Report, now: datetime) -> Undoing:
    told: Sequence[Notification] = ()
    alert = withdrawals.own_alert(session, report.id)
    if alert is not None:
        back = alerts.withdraw(session, author, alert.id, now)
        if back is None:
            return Undoing(Undone.ALERTED)
        told = back.told
    prompt_id, number = report.prompt_id, report.id
    if not withdrawals.withdraw(session, number, now):
        return Undoing(Undone.GONE)
    of_rule = withdrawals.rule_alert(session, number)
    told = (*told, *alerts.emptied(session, of_rule, now)) if of_rule is not None else told
    if prompt_id is not None and not withdrawals.stands_on(session, prompt_id, author.member_id):
        withdrawals.reopen_part(session, prompt_id, author.member_id)
    return Undoing(Undone.DONE, told)
