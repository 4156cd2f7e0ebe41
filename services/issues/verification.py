"""Verification.

A neutral question to a contact, reminded once it is overdue and then put to a higher contact, and the verdict back to the
officer (privacy 5).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import alert_rest, audit, notice_delivery, who_hears
from services.actor import PROGRAM, Actor, require
from services.free_words import LEAST, NOTE, taken
from services.issues import neutral_question
from services.issues.issues import LIVE, seen
from services.notifications import Notification, QuestionRaised, VerificationAnswered, VerificationAsked
from services.states import ISSUE, step
from storage.issues import issues, verifications
from storage.issues.verifications import Contact
from storage.members import addresses, units
from storage.members.addresses import Recipient
from storage.reports import review
from storage.tables import (
    Issue,
    IssueEventKind,
    IssueStatus,
    Notice,
    NoticeKind,
    Role,
    Verdict,
    Verification,
    VerificationStatus,
)

QUESTION = 600
"""The most letters."""
NOTED = timedelta(hours=1)
"""How long after a verdict what its contact writes goes with it."""
AGAIN = timedelta(days=1)
"""How long after a reminder a higher contact is asked, or the officer hears that there is none."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Say who may be asked about an issue.

    `one_reporter`: only one person could have reported, so a higher one is safer.
    """

    people: Sequence[Contact]
    one_reporter: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put. `told` is empty where the contact cannot be reached now."""

    verification: Verification
    told: Sequence[Notification]


@dataclass(frozen=True, slots=True)
class Answered:
    """Say what became of a verdict. `first` False: there was one already, which stands.

    `aside`: it does not count, since the contact has reported on the matter meanwhile.
    """

    verification: Verification
    first: bool
    told: Sequence[Notification] = ()
    aside: bool = False


def contacts(session: Session, actor: Actor, issue_id: int) -> Contacts | None:
    """The contacts of the issue's unit and above, without anybody who reported on it.

    None: it is not under way.
    """
    issue = seen(session, actor, issue_id)
    if issue is None or issue.status not in LIVE:
        return None
    found = verifications.contacts(session, issue.unit_id, issues.reporters(session, issue_id))
    return Contacts(found, verifications.could_have_reported(session, issue.unit_id) < 2)


def ask(
    session: Session, actor: Actor, issue_id: int, contact_id: int, question: str, now: datetime, due_at: datetime
) -> Asked | None:
    """Put a neutral question to a contact.

    None: the issue is not under way, or this member may not be asked about it.

    Raises:
        WordsRefused: the question gives something of a report away, or cannot stay as it is.
    """
    known = contacts(session, actor, issue_id)
    issue = issues.get(session, issue_id)
    if known is None or issue is None or all(person.member_id != contact_id for person in known.people):
        return None
    words = taken(question, QUESTION, least=LEAST)
    neutral_question.check(words, _said(session, issue_id), _places(session, issue))
    row = step(ISSUE, "ask")
    before = [IssueStatus(status) for status in row.before]
    if not issues.change(session, issue_id, before, status=row.after):
        return None
    made = verifications.add(
        session,
        Verification(
            issue_id=issue_id,
            contact_id=contact_id,
            question=words,
            status=VerificationStatus.ASKED,
            asked_by=actor.acting_id,
            asked_at=now,
            due_at=due_at,
            next_at=due_at,
        ),
    )
    issues.note(session, issue_id, IssueEventKind.ASKED, now, actor.member_id, words)
    alert_rest.matter_went_on(session, issue_id, now, max(alert_rest.IDLE, due_at - now))
    audit.note(session, actor, now, "verification.ask", f"issue:{issue_id}", f"member:{contact_id}")
    return Asked(made, _to_contact(session, made, now, again=False))


def answer(
    session: Session, actor: Actor, verification_id: int, verdict: Verdict, now: datetime, words: str = ""
) -> Answered | None:
    """The contact's verdict, from whichever network, with the words that they wrote before it, if any.

    The first one stands. None: the question was not put to them. Who has reported on it meanwhile verifies nothing: at its
    hour the question goes to a higher contact, and nothing says sooner that this one has reported (privacy 3, 5).

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    made = of_contact(session, actor, verification_id)
    if made is None:
        return None
    words = taken(words, NOTE) if words else ""
    if made.status is VerificationStatus.ASKED and actor.member_id in issues.reporters(session, made.issue_id):
        verifications.remind_no_more(session, made)
        return Answered(made, first=True, aside=True)
    first = verifications.answer(session, verification_id, verdict, now)
    made = verifications.get(session, verification_id)
    assert made is not None
    if not first:
        return Answered(made, first=False)
    row = step(ISSUE, "answered")
    issues.change(session, made.issue_id, [IssueStatus(status) for status in row.before], status=row.after)
    issues.note(session, made.issue_id, IssueEventKind.VERDICT, now, actor.member_id, verdict)
    alert_rest.matter_came_back(session, made.issue_id, now)
    audit.note(session, actor, now, "verification.answer", f"issue:{made.issue_id}", verdict)
    if words:
        _put_note(session, actor, made, words, now)
    return Answered(made, True, _to_officer(session, made, now))


def add_note(
    session: Session, actor: Actor, verification_id: int, note: str, now: datetime, *, more: bool = False
) -> Answered | None:
    """The contact's words to their verdict, once; `more`: beside those that there are.

    None: not theirs; `first` False: there is no verdict, or there are words.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    made = of_contact(session, actor, verification_id)
    if made is None:
        return None
    words = taken(note, NOTE)
    if made.status is not VerificationStatus.ANSWERED or (made.note is not None and not more):
        return Answered(made, first=False)
    if made.note is not None:
        words = taken(f"{made.note}\n{words}", NOTE)
    _put_note(session, actor, made, words, now)
    return Answered(made, True, _to_officer(session, made, now))


def _put_note(session: Session, actor: Actor, made: Verification, words: str, now: datetime) -> None:
    verifications.add_note(session, made.id, words)
    issues.note(session, made.issue_id, IssueEventKind.NOTE, now, actor.member_id, words)
    audit.note(session, actor, now, "verification.note", f"issue:{made.issue_id}")


def answered_lately(session: Session, actor: Actor, now: datetime) -> Verification | None:
    """The question that this contact answered last, within `NOTED`."""
    require(actor, Role.CONTACT)
    return verifications.answered_last(session, actor.acting_id, now - NOTED)


def of_contact(session: Session, actor: Actor, verification_id: int) -> Verification | None:
    """A question that was put to this contact; that of another is not found."""
    require(actor, Role.CONTACT)
    made = verifications.get(session, verification_id)
    return made if made is not None and made.contact_id == actor.member_id else None


def waiting(session: Session, actor: Actor) -> Sequence[Verification]:
    """The contact's own questions without a verdict: on whatever network they look, and wherever they were asked."""
    require(actor, Role.CONTACT)
    return verifications.waiting(session, actor.member_id) if actor.member_id is not None else ()


def overdue(session: Session, verification_id: int, now: datetime) -> Sequence[Notification]:
    """The time for an answer is over.

    A contact who has the question is reminded once. A day after that, and at once where the question never came to them or
    they are contact no more, a higher contact is asked the same, and the officer hears so; also that there is none.
    """
    made = verifications.get(session, verification_id)
    if made is None or made.status is not VerificationStatus.ASKED or made.next_at is None or made.next_at > now:
        return ()
    serves = verifications.is_contact(session, made.contact_id)
    if made.reminded == 0 and made.told_at is not None and serves:
        verifications.put_off(session, made, now + AGAIN)
        return _to_contact(session, made, now, again=True)
    verifications.put_off(session, made, None)
    higher = _higher(session, made)
    return _to_officer(session, made, now) if higher is None else _raise(session, made, higher, now)


def _higher(session: Session, made: Verification) -> Contact | None:
    """The nearest contact above the one who was asked, of whom nothing was asked about this issue and who did not report."""
    issue = issues.get(session, made.issue_id)
    if issue is None or issue.status not in LIVE:
        return None
    asked = verifications.asked_contacts(session, made.issue_id)
    but = issues.reporters(session, made.issue_id) | (asked - {made.contact_id})
    here = verifications.depth(session, issue.unit_id, made.contact_id)
    found = verifications.contacts(session, issue.unit_id, but | {made.contact_id})
    return next((person for person in found if here is None or person.depth > here), None)


def _raise(session: Session, made: Verification, higher: Contact, now: datetime) -> Sequence[Notification]:
    """Put the same question to a higher contact, with as much time; the first one may still answer."""
    again = verifications.add(
        session,
        Verification(
            issue_id=made.issue_id,
            contact_id=higher.member_id,
            question=made.question,
            status=VerificationStatus.ASKED,
            asked_by=made.asked_by,
            asked_at=now,
            due_at=now + (made.due_at - made.asked_at),
            next_at=now + (made.due_at - made.asked_at),
        ),
    )
    issues.note(session, made.issue_id, IssueEventKind.ASKED, now)
    audit.note(session, PROGRAM, now, "verification.raise", f"issue:{made.issue_id}", f"member:{higher.member_id}")
    issue = issues.get(session, made.issue_id)
    assert issue is not None
    officers = addresses.reached(session, who_hears.of_issue(session, issue, [made.asked_by]), now)
    told = [QuestionRaised(person, issue.id, issue.title, higher.name) for person in officers]
    return [*_to_contact(session, again, now, again=False), *told]


def question_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """A question to a contact, as long as it has no verdict; None: it has, or nobody asks any more."""
    made = verifications.get(session, notice.subject_id)
    if made is None or made.status is not VerificationStatus.ASKED:
        return None
    asked, question, due_at, again = made.id, made.question, made.due_at, notice.told_round > 0
    return lambda person: VerificationAsked(person, asked, question, due_at, again, notice.id)


def question_heard(session: Session, notice: Notice, at: datetime) -> Sequence[Notification]:
    """A network took the question for the contact: from now on somebody was asked to act."""
    made = verifications.get(session, notice.subject_id)
    if made is not None:
        verifications.mark_told(session, made, at)
        issues.begin_acting(session, made.issue_id, at)
    return ()


def about(session: Session, notice: Notice) -> str:
    """The number of the issue that a question is about."""
    made = verifications.get(session, notice.subject_id)
    return str(made.issue_id) if made is not None else ""


def _to_contact(session: Session, made: Verification, now: datetime, *, again: bool) -> list[Notification]:
    kind, contact = NoticeKind.CONTACT_QUESTION, [made.contact_id]
    kept = notice_delivery.keep(session, kind, made.id, contact, now, told_round=made.reminded, by_id=made.asked_by)
    return [VerificationAsked(person, made.id, made.question, made.due_at, again, notice.id) for notice, person in kept]


def _to_officer(session: Session, made: Verification, now: datetime) -> list[Notification]:
    issue = issues.get(session, made.issue_id)
    assert issue is not None
    said, people = int(made.verdict is not None), who_hears.of_issue(session, issue, [made.asked_by])
    kept = notice_delivery.keep(session, NoticeKind.VERDICT, made.id, people, now, told_round=said, words=made.note)
    return [_verdict(person, made, issue, notice.id) for notice, person in kept]


def verdict_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """A contact's verdict as it is now, for an officer of the issue; None: it is not kept any more."""
    made = verifications.get(session, notice.subject_id)
    issue = issues.get(session, made.issue_id) if made is not None else None
    if made is None or issue is None:
        return None
    return lambda person: _verdict(person, made, issue, notice.id)


def _verdict(person: Recipient, made: Verification, issue: Issue, notice_id: int) -> VerificationAnswered:
    return VerificationAnswered(person, issue.id, issue.title, made.verdict, made.note or "", notice_id)


def _said(session: Session, issue_id: int) -> list[str]:
    """Every text of every report on an issue, of whomever."""
    revisions = [review.newest_revision(session, report_id) for report_id in issues.report_ids(session, issue_id)]
    return neutral_question.words_of(revision.document for revision in revisions if revision is not None)


def _places(session: Session, issue: Issue) -> list[str]:
    return [unit.name for unit in units.with_those_above(session, issue.unit_id)]
