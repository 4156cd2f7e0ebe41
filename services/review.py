"""The staff's work with one report.

Read it, take it, ask its author, send it back, accept it (privacy 3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import audit, notice_delivery, who_hears
from services.actor import Actor, require
from services.free_words import NOTE, taken
from services.notifications import AuthorAnswered, AuthorAsked, Notification, ReportReturned
from services.states import REVIEW, step
from storage.members.addresses import Recipient
from storage.reports import reports, review
from storage.reports.review import Wanted
from storage.reports.visibility import may_see, reporter
from storage.tables import Notice, NoticeKind, Report, ReportQuestion, ReportReview, ReviewStatus, Role

HELD = timedelta(minutes=30)
"""How long a report is one officer's; after that whoever takes it has it."""
LISTED = 8
_NUMBER = re.compile(r"bc[\s\-–]*(\d{4})[\s\-–]*(\d{1,6})", re.I)


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A report as an officer sees it.

    Nothing of who sent it. `newer`, `older`: its neighbours in the list.
    """

    report: Report
    review: ReportReview | None
    questions: Sequence[ReportQuestion]
    newer: int | None
    older: int | None

    def held_by(self, now: datetime) -> int | None:
        """The officer who has it now."""
        made = self.review
        if made is None or made.status is not ReviewStatus.TAKEN or made.taken_until is None or made.taken_until <= now:
            return None
        return made.taken_by


def listed(session: Session, actor: Actor, wanted: Wanted, before: int | None = None) -> Sequence[Report]:
    """The newest reports that this officer may see; one more than is shown tells that there are more."""
    require(actor, Role.STAFF)
    return review.listed(session, actor.acting_id, wanted, LISTED + 1, before=before)


def numbered(session: Session, actor: Actor, text: str) -> Report | None:
    """The report whose number somebody typed, as far as this officer may see it."""
    require(actor, Role.STAFF)
    found = _NUMBER.fullmatch(text.strip())
    report = review.by_number(session, f"BC-{found[1]}-{int(found[2]):03d}") if found else None
    seen = report is not None and may_see(session, report.id, actor.member_id)
    return report if seen else None


def see(session: Session, actor: Actor, report_id: int, wanted: Wanted) -> ReportSeen | None:
    """One report, and the ones beside it in a list. None: there is none for this officer."""
    report = _seen(session, actor, report_id)
    if report is None:
        return None
    officer = actor.acting_id
    newer = review.listed(session, officer, wanted, 1, after=report_id)
    older = review.listed(session, officer, wanted, 1, before=report_id)
    made = review.of(session, report_id)
    asked = review.questions(session, report_id)
    return ReportSeen(report, made, asked, newer[0].id if newer else None, older[0].id if older else None)


def statuses(session: Session, actor: Actor, report_ids: Sequence[int]) -> dict[int, ReviewStatus]:
    """How far the review of each of these reports is."""
    require(actor, Role.STAFF)
    return review.statuses(session, report_ids)


def look_at_reporter(session: Session, actor: Actor, report_id: int, reason: str, now: datetime) -> str | None:
    """The name of who sent a report, for an officer with a reason.

    The look is logged. None: not for this officer.

    Raises:
        WordsRefused: the reason cannot stay as it is.
    """
    if _seen(session, actor, report_id) is None:
        return None
    words = taken(reason, NOTE)
    member = reporter(session, report_id)
    if member is None:
        return None
    reports.log_look(session, now, actor.member_id, report_id, words)
    audit.note(session, actor, now, "identity.look", f"report:{report_id}")
    return member.name


def take(session: Session, actor: Actor, report_id: int, now: datetime) -> bool | None:
    """Lock a report to this officer for a while.

    False: somebody else has it, or it is done; None: not for this officer.
    """
    if _seen(session, actor, report_id) is None or actor.member_id is None:
        return None
    if not review.take(session, report_id, actor.member_id, now, now + HELD):
        return False
    audit.note(session, actor, now, "review.take", f"report:{report_id}")
    return True


def accept(session: Session, actor: Actor, report_id: int, now: datetime) -> bool:
    """The report is good as it is. False: this officer has it no more."""
    return _end(session, actor, report_id, "accept", now, None)


def reject(session: Session, actor: Actor, report_id: int, reason: str, now: datetime) -> bool:
    """The report is not used, for a reason. False: this officer has it no more.

    Raises:
        WordsRefused: the reason cannot stay as it is.
    """
    require(actor, Role.STAFF)
    return _end(session, actor, report_id, "reject", now, taken(reason, NOTE))


def send_back(
    session: Session, actor: Actor, report_id: int, reason: str, now: datetime
) -> Sequence[Notification] | None:
    """Ask the author to correct a report, with the reason. None: this officer has it no more.

    Raises:
        WordsRefused: the reason cannot stay as it is.
    """
    require(actor, Role.STAFF)
    words = taken(reason, NOTE)
    report = _seen(session, actor, report_id)
    if report is None or not _end(session, actor, report_id, "return", now, words):
        return None
    member = reporter(session, report_id)
    authors = [member.id] if member is not None else []
    kind, officer = NoticeKind.REPORT_RETURNED, actor.member_id
    kept = notice_delivery.keep(session, kind, report_id, authors, now, by_id=officer, words=words)
    return [
        ReportReturned(recipient, report_id, report.number, report.day, words, notice.id) for notice, recipient in kept
    ]


def returned_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """Say that a report was sent back, as long as it waits for its author; None: it does not."""
    report, made = reports.get(session, notice.subject_id), review.of(session, notice.subject_id)
    if report is None or report.withdrawn_at is not None or made is None or made.status is not ReviewStatus.RETURNED:
        return None
    number, day = report.number, report.day
    return lambda person: ReportReturned(person, notice.subject_id, number, day, notice.words or "", notice.id)


def number_of_report(session: Session, notice: Notice) -> str:
    """The number of the report that a notice is about."""
    report = reports.get(session, notice.subject_id)
    return report.number if report is not None else ""


def author_corrected(session: Session, report_id: int, now: datetime) -> None:
    """The author sent a new revision: the report is new again."""
    review.author_corrected(session, report_id, now)


class NobodyToAsk(Exception):
    """It is not known any more who sent a report (privacy 11)."""


def ask_author(
    session: Session, actor: Actor, report_id: int, question: str, now: datetime
) -> Sequence[Notification] | None:
    """Ask whoever sent a report, through the bot.

    None: not for this officer; (): they cannot be reached, and are asked when they are there again.

    Raises:
        WordsRefused: the question cannot stay as it is.
        NobodyToAsk: it is not known any more who sent it.
    """
    report = _seen(session, actor, report_id)
    if report is None or actor.member_id is None:
        return None
    words = taken(question, NOTE)
    author = reporter(session, report_id)
    if author is None:
        raise NobodyToAsk
    made = review.ask(
        session, ReportQuestion(report_id=report_id, asked_by=actor.member_id, asked_at=now, question=words)
    )
    audit.note(session, actor, now, "review.ask", f"report:{report_id}")
    kind = NoticeKind.AUTHOR_QUESTION
    kept = notice_delivery.keep(session, kind, made.id, [author.id], now, by_id=actor.member_id)
    return [AuthorAsked(person, made.id, report.number, report.day, words, notice.id) for notice, person in kept]


def question_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """A question to an author, as long as it has no answer; None: it has, or its report is gone."""
    made = review.question(session, notice.subject_id)
    report = reports.get(session, made.report_id) if made is not None else None
    if made is None or made.answered_at is not None or report is None or report.withdrawn_at is not None:
        return None
    number, day, words, asked = report.number, report.day, made.question, made.id
    return lambda person: AuthorAsked(person, asked, number, day, words, notice.id)


def question_heard(session: Session, notice: Notice, at: datetime) -> Sequence[Notification]:
    """A network took a question for the author."""
    made = review.question(session, notice.subject_id)
    if made is not None:
        review.mark_told(session, made, at)
    return ()


def number_of_question(session: Session, notice: Notice) -> str:
    """The number of the report that the question of a notice is about."""
    made = review.question(session, notice.subject_id)
    report = reports.get(session, made.report_id) if made is not None else None
    return report.number if report is not None else ""


def question_to(session: Session, author: Recipient, question_id: int) -> ReportQuestion | None:
    """A question about a report of one's own; any other is not found."""
    made = review.question(session, question_id)
    if made is None or reports.own_report(session, made.report_id, author.member_id) is None:
        return None
    return made


def answer_officer(
    session: Session, author: Recipient, question_id: int, words: str, now: datetime
) -> Sequence[Notification] | None:
    """The author's answer goes to the officer who asked.

    None: it is not theirs to answer, or it was answered.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    made = question_to(session, author, question_id)
    kept = taken(words, NOTE)
    if made is None or not review.answer(session, question_id, kept, now):
        return None
    report = reports.get(session, made.report_id)
    assert report is not None
    officers = who_hears.of_report(session, made.report_id, [made.asked_by])
    told = notice_delivery.keep(session, NoticeKind.AUTHOR_ANSWER, question_id, officers, now)
    return [AuthorAnswered(officer, made.report_id, report.number, kept, notice.id) for notice, officer in told]


def answer_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """An author's answer, for the officer who asked; None: it is not kept any more."""
    made = review.question(session, notice.subject_id)
    report = reports.get(session, made.report_id) if made is not None else None
    if made is None or report is None or made.answer is None:
        return None
    report_id, number, answer = report.id, report.number, made.answer
    return lambda person: AuthorAnswered(person, report_id, number, answer, notice.id)


def _end(session: Session, actor: Actor, report_id: int, act: str, now: datetime, reason: str | None) -> bool:
    require(actor, Role.STAFF)
    status = ReviewStatus(step(REVIEW, act).after)
    if actor.member_id is None or not review.end(session, report_id, actor.member_id, status, now, reason):
        return False
    audit.note(session, actor, now, f"review.{act}", f"report:{report_id}")
    return True


def has(session: Session, actor: Actor, report_id: int, now: datetime) -> bool:
    """Tell whether this officer has the report now."""
    report = _seen(session, actor, report_id)
    if report is None or report.withdrawn_at is not None:
        return False
    made = review.of(session, report_id)
    held = made is not None and made.status is ReviewStatus.TAKEN and made.taken_by == actor.member_id
    return held and made is not None and made.taken_until is not None and made.taken_until > now


def hear(session: Session, actor: Actor, report_id: int, now: datetime) -> bool:
    """The officer who has a report hears its voice messages, which the log says. False: they do not have it."""
    if not has(session, actor, report_id, now):
        return False
    audit.note(session, actor, now, "review.hear", f"report:{report_id}")
    return True


def _seen(session: Session, actor: Actor, report_id: int) -> Report | None:
    require(actor, Role.STAFF)
    return reports.get(session, report_id) if may_see(session, report_id, actor.member_id) else None
