"""Reports: a member's part in a prompt, what they send, and what they correct; every door to them asks here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from services import alerts, review
from services.actor import Actor, require
from services.alerts import Plan, Raised
from services.flags import raising
from services.notifications import Notification
from storage.forms import drafts
from storage.members import trainees
from storage.members.addresses import Recipient
from storage.prompts import prompts
from storage.prompts.prompts import Asked
from storage.reports import alerts as stored_alerts
from storage.reports import reports
from storage.reports.reports import Standing, Submission
from storage.tables import AssignmentStatus, NothingReason, Report, Role

LATE_FOR = timedelta(days=14)
"""How long after a prompt is due whoever was reminded of it may still answer; what comes is marked as late."""


class NothingSaid(StrEnum):
    """The outcome of the wish to say that there is nothing to report."""

    NOTED = "noted"
    OVER = "over"  # the prompt is over, or none of theirs
    REPORTED = "reported"  # a report was sent already, and stands


@dataclass(frozen=True, slots=True)
class Received:
    """A report as it stands after it was sent. `raised`: the alert that this sending raised, if it did."""

    report: Report
    revised: bool
    raised: Raised | None = None
    flagged: Sequence[Notification] = ()
    """What rules have raised; its author hears nothing of it."""
    answers: bool = False
    """Its prompt waited for an answer of theirs until now, and groups hear of it."""

    @property
    def told(self) -> Sequence[Notification]:
        """Notifications for others."""
        return (*(self.raised.told if self.raised is not None else ()), *self.flagged)


def open_prompts(session: Session, actor: Actor, now: datetime) -> list[Asked]:
    """The prompts in which somebody has a part and whose time is not over: the unanswered ones first, then by due time.

    Raises:
        NotPermitted: the actor is no collaborator.
    """
    require(actor, Role.COLLABORATOR)
    if actor.member_id is None:
        return []
    asked = prompts.asked(session, actor.member_id, now)  # by due time
    return sorted(asked, key=lambda prompt: prompt.status not in prompts.OPEN)


def open_prompt(session: Session, actor: Actor, prompt_id: int, now: datetime) -> Asked | None:
    """One of them. None: it is over, or none of theirs."""
    return next((prompt for prompt in open_prompts(session, actor, now) if prompt.id == prompt_id), None)


def late_prompt(session: Session, actor: Actor, prompt_id: int, now: datetime) -> Asked | None:
    """A prompt that may be answered late, or is still open. None: it was answered, is over for too long, or is none of theirs."""
    there = open_prompt(session, actor, prompt_id, now)
    if there is not None or actor.member_id is None:
        return there
    asked = prompts.asked(session, actor.member_id, now - LATE_FOR)
    return next((prompt for prompt in asked if prompt.id == prompt_id and prompt.status in prompts.OPEN), None)


def begun(session: Session, actor: Actor, prompt_id: int, now: datetime) -> None:
    """Note that somebody has begun their report on a prompt; what was finished before stays finished."""
    require(actor, Role.COLLABORATOR)
    if actor.member_id is not None:
        prompts.set_status(session, prompt_id, actor.member_id, AssignmentStatus.STARTED, now)


def say_nothing(
    session: Session, actor: Actor, prompt_id: int, reason: NothingReason, now: datetime, *, late: bool = False
) -> tuple[NothingSaid, Asked | None]:
    """Note that there is nothing to report on a prompt, and why; also the prompt, where it is open, or taken `late`."""
    which = late_prompt if late else open_prompt
    prompt = which(session, actor, prompt_id, now)
    if prompt is None or actor.member_id is None:
        return NothingSaid.OVER, None
    if prompt.status is AssignmentStatus.SUBMITTED:
        return NothingSaid.REPORTED, prompt
    prompts.set_status(session, prompt_id, actor.member_id, AssignmentStatus.NOTHING, now, reason)
    return NothingSaid.NOTED, prompt


def send(
    session: Session,
    author: Recipient,
    draft_id: int,
    submission: Submission,
    before: Standing,
    today: date,
    now: datetime,
    plan: Plan,
) -> Received:
    """Make a draft the report that it was begun for, or the next revision of the one that it corrects.

    An urgent one raises its alert, if none was raised while it was written. `before`: how the draft stands, asked in this very
    transaction. `today`: the board's own day.

    Raises:
        NotPermitted: the author is no collaborator (any more); the draft stays.
    """
    require(Actor(author.member_id, author.roles), Role.COLLABORATOR)
    report = reports.get(session, before.corrects) if before.corrects is not None else None
    revised = report is not None
    if report is None:
        late = before.due_at is not None and before.due_at <= now
        training = before.somebody_learns and author.member_id in trainees.on(session, today)
        report = reports.add(
            session, replace(submission, late=late, training=training), today, now, packed=before.day_is_packed
        )
    else:
        if report.withdrawn_at is not None:
            revised = False
            reports.send_again(session, report, today, now)
        reports.revise(session, report, submission, now)
        review.author_corrected(session, report.id, now)
    raised = alerts.raise_for_draft(session, author, draft_id, now, plan) if report.urgent else None
    if report.urgent or before.alert is not None:
        alerts.became_report(session, draft_id, report.id)
    answers = report.prompt_id is not None and prompts.move_on(
        session, report.prompt_id, author.member_id, before.part, AssignmentStatus.SUBMITTED, now
    )
    if before.corrects is None:
        drafts.remove_sent(session, draft_id)
    else:
        drafts.remove(session, draft_id)
    flagged = raising.look(session, report, submission, now, plan, revised=revised) if before.rules_stand else ()
    return Received(report, revised, raised, flagged, answers and before.groups_count)


def discard(session: Session, author: Recipient, draft_id: int, now: datetime) -> Sequence[Notification] | None:
    """Throw a draft of the author's own away, and withdraw the alert that it raised.

    None: the alert cannot be withdrawn any more, and the draft stays for the officers who read it.
    """
    draft = drafts.get(session, draft_id, author.member_id)
    if draft is None:
        return None
    alert = stored_alerts.of_draft(session, draft_id)
    withdrawn = alerts.withdraw(session, author, alert.id, now) if alert is not None else None
    if alert is not None and withdrawn is None:
        return None
    drafts.remove(session, draft_id)
    not_begun(session, author.member_id, draft.prompt_id)
    return withdrawn.told if withdrawn is not None else ()


def not_begun(session: Session, member_id: int, prompt_id: int | None) -> None:
    """A draft, or a report, of a member is gone: their part in its prompt is not begun, unless another draft goes on with it."""
    if prompt_id is not None and drafts.for_prompt(session, member_id, prompt_id) is None:
        prompts.begun_no_more(session, prompt_id, member_id)


def own(session: Session, actor: Actor, limit: int, before: int | None = None) -> Sequence[Report]:
    """Somebody's own reports, the newest first; with `before` those older than this one."""
    require(actor, Role.COLLABORATOR)
    return reports.own(session, actor.member_id, limit, before) if actor.member_id is not None else ()


def own_matters(session: Session, actor: Actor, prompt_id: int, limit: int) -> Sequence[str]:
    """The matters of a prompt on which somebody has reported, the newest first, each once; of their `limit` last reports."""
    ids = [report.id for report in own(session, actor, limit) if report.prompt_id == prompt_id]
    said = reports.coded(session, ids, "item")
    return list(dict.fromkeys(said[number] for number in ids if number in said))


def own_report(session: Session, actor: Actor, report_id: int) -> Report | None:
    """Somebody's own report; one of somebody else is not found."""
    require(actor, Role.COLLABORATOR)
    return reports.own_report(session, report_id, actor.member_id) if actor.member_id is not None else None


def correction_begun(session: Session, actor: Actor, report_id: int, draft_id: int) -> None:
    """Bind a draft to the report of the actor's own that it corrects: what is sent there is its next revision."""
    if own_report(session, actor, report_id) is not None:
        reports.begin_correction(session, report_id, draft_id)
