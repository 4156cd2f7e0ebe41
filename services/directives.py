"""A leader's word on an urgent matter of the digest.

It goes to the officer who has the matter and is answered back to that leader. The leader learns its number, its hour and how it
stands, and nothing of who reported it or in which words (privacy 3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import orjson
from sqlmodel import Session

from services import alert_words, audit, notice_delivery, working_days
from services.actor import Actor, require
from services.free_words import NOTE, taken
from services.issues import neutral_question
from services.notifications import Directive, DirectiveAnswered, DirectiveGiven, Notification
from storage.forms import decisions
from storage.members import addresses, members, units
from storage.members.addresses import Recipient
from storage.reports import alerts, reports
from storage.tables import Alert, AlertStatus, Notice, NoticeKind, PendingDecision, Role

ANSWERED_WITHIN = 2
"""Working days for a matter that is to be checked."""
_REMINDED = timedelta(hours=2)
"""So long before its hour an officer who has not answered is reminded of a check."""
_LIVE = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)
_KNOWN, _ASKED = "directive.known", "directive.asked"
_WHOLE = 4
"""Parts of what is kept of a word that asks for an answer: the alert, the leader, what is asked, until when."""


@dataclass(frozen=True, slots=True)
class Given:
    """A directive that is kept. `told` is empty where no officer can be reached: whoever opens the matter reads it."""

    told: Sequence[Notification]
    due_at: datetime | None = None


def listed(session: Session, actor: Actor) -> Sequence[Alert]:
    """The urgent matters that a leader can still say something about, the oldest first; what a rule raised is none."""
    require(actor, Role.LEADER)
    return [alert for alert in alerts.unclosed(session) if alert.rule_id is None]


def matter(session: Session, actor: Actor, alert_id: int) -> Alert | None:
    """One of these; None: there is none of that number, or it is closed."""
    require(actor, Role.LEADER)
    alert = alerts.get(session, alert_id)
    return alert if alert is not None and alert.status in _LIVE and alert.rule_id is None else None


def named(session: Session, alert: Alert) -> tuple[str, str] | None:
    """The place of a matter and the officer's sentence, where an officer decided that leaders read them (privacy 4)."""
    if alert.named_at is None:
        return None
    report = reports.get(session, alert.report_id) if alert.report_id is not None else None
    place = report.place_id if report is not None and report.place_id is not None else alert.unit_id
    return units.get(session, place).name, alert.named_words or ""


def known(session: Session, actor: Actor, alert_id: int, now: datetime) -> Given | None:
    """The leader knows of it; its officer hears so once. None: it is closed."""
    alert = matter(session, actor, alert_id)
    if alert is None or actor.member_id is None:
        return None
    payload = orjson.dumps([alert_id]).decode()
    said = decisions.open_choices(session, actor.member_id, _KNOWN)
    if any(decision.payload == payload for decision in said):
        return Given(())
    put = PendingDecision(member_id=actor.member_id, kind=_KNOWN, payload=payload, created_at=now)
    said_now = decisions.ask(session, put).id
    audit.note(session, actor, now, "alert.directive", f"alert:{alert_id}", Directive.KNOWN)
    return Given(_to_officer(session, actor.member_id, alert, Directive.KNOWN, now, known=said_now))


def opine(session: Session, actor: Actor, alert_id: int, words: str, now: datetime) -> Given | None:
    """The leader's words, for the officer who has the matter. None: it is closed.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    alert = matter(session, actor, alert_id)
    if alert is None or actor.member_id is None:
        return None
    kept = taken(words, NOTE)
    alerts.add_note(session, alert_id, actor.member_id, kept, now)
    audit.note(session, actor, now, "alert.directive", f"alert:{alert_id}", Directive.OPINION)
    return Given(_to_officer(session, actor.member_id, alert, Directive.OPINION, now, words=kept))


def order_check(session: Session, actor: Actor, alert_id: int, words: str, now: datetime, zone: tzinfo) -> Given | None:
    """The matter is to be checked, by the officer who has it and until a day. None: it is closed.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    alert = matter(session, actor, alert_id)
    if alert is None or actor.member_id is None:
        return None
    kept, due_at = taken(words, NOTE), working_days.after(session, now, ANSWERED_WITHIN, zone)
    alerts.add_note(session, alert_id, actor.member_id, kept, now)
    audit.note(session, actor, now, "alert.directive", f"alert:{alert_id}", Directive.CHECK)
    told = _to_officer(session, actor.member_id, alert, Directive.CHECK, now, words=kept, due_at=due_at)
    return Given(told, due_at)


def asked(session: Session, actor: Actor, request_id: int) -> Alert | None:
    """The matter of a directive that waits for this officer's answer; None: none does."""
    require(actor, Role.STAFF)
    found = decisions.choice(session, request_id, actor.acting_id)
    if found is None or found.kind != _ASKED or found.answered_at is not None:
        return None
    alert = alerts.get(session, orjson.loads(found.payload)[0])
    return alert if alert is not None and actor.member_id in alerts.officers(session, alert) else None


def answer(session: Session, actor: Actor, request_id: int, words: str, now: datetime) -> Sequence[Notification] | None:
    """The officer's one answer, for the leader alone. None: it was given before. Empty: the leader cannot be reached.

    Who cannot be reached now hears it as soon as they can.

    Raises:
        WordsRefused: the words cannot stay as they are, or they repeat what the report says.
    """
    alert = asked(session, actor, request_id)
    if alert is None:
        return None
    kept = taken(words, NOTE)
    neutral_question.refuse_sentences(kept, alert_words.said(session, alert))
    found = decisions.choice(session, request_id, actor.acting_id)
    if found is None or not decisions.answered(session, request_id, now):
        return None
    leader = orjson.loads(found.payload)[1]
    alerts.add_note(session, alert.id, actor.member_id, kept, now)
    audit.note(session, actor, now, "alert.answer_leader", f"alert:{alert.id}")
    kind, officer = NoticeKind.LEADER_ANSWER, actor.member_id
    # An answer is known by its request: to one matter a leader may have several.
    people = notice_delivery.keep(session, kind, request_id, [leader], now, by_id=officer, words=kept)
    return [DirectiveAnswered(person, alert.id, alert.raised_at, kept, notice.id) for notice, person in people]


def answer_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """The answer to a leader in its words; None: its matter is not kept any more."""
    alert = _of_request(session, notice)
    if alert is None:
        return None
    number, raised_at, words = alert.id, alert.raised_at, notice.words or ""
    return lambda person: DirectiveAnswered(person, number, raised_at, words, notice.id)


def about(session: Session, notice: Notice) -> str:
    """The number of the matter that an answer is about."""
    alert = _of_request(session, notice)
    return str(alert.id) if alert is not None else ""


def _of_request(session: Session, notice: Notice) -> Alert | None:
    request = decisions.of_kind(session, notice.subject_id, _ASKED)
    return alerts.get(session, orjson.loads(request.payload)[0]) if request is not None else None


def given_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """A leader's word for the officer; None: its matter is closed, or the officer has answered."""
    known = decisions.of_kind(session, notice.subject_id, _KNOWN)
    request = known or decisions.of_kind(session, notice.subject_id, _ASKED)
    said = orjson.loads(request.payload) if request is not None else None
    alert = alerts.get(session, said[0]) if said is not None else None
    if request is None or said is None or alert is None or alert.status not in _LIVE:
        return None
    number, raised_at, words = alert.id, alert.raised_at, notice.words or ""
    if known is not None:
        by = members.name_of(session, known.member_id)
        return lambda person: DirectiveGiven(person, number, raised_at, Directive.KNOWN, by, notice_id=notice.id)
    if request.answered_at is not None or len(said) < _WHOLE:
        return None
    by, asked, request_id = members.name_of(session, said[1]), Directive(said[2]), request.id
    due_at = datetime.fromisoformat(said[3]) if said[3] else None
    return lambda person: DirectiveGiven(person, number, raised_at, asked, by, words, due_at, request_id, notice.id)


def due_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """That a check is due, for its officer; None: it was answered, or its matter is closed or theirs no more."""
    request = decisions.of_kind(session, notice.subject_id, _ASKED)
    said = orjson.loads(request.payload) if request is not None else None
    alert = alerts.get(session, said[0]) if said is not None else None
    if request is None or said is None or alert is None or alert.status not in _LIVE or not said[3:] or not said[3]:
        return None
    if request.answered_at is not None or notice.member_id not in alerts.officers(session, alert):
        return None
    number, raised_at, words, request_id = alert.id, alert.raised_at, notice.words or "", request.id
    by, asked, due_at = members.name_of(session, said[1]), Directive(said[2]), datetime.fromisoformat(said[3])
    return lambda person: DirectiveGiven(
        person, number, raised_at, asked, by, words, due_at, request_id, notice.id, reminded=True
    )


def given_about(session: Session, notice: Notice) -> str:
    """The number of the matter that a leader's word is about."""
    request = decisions.of_kind(session, notice.subject_id, _KNOWN) or decisions.of_kind(
        session, notice.subject_id, _ASKED
    )
    return str(orjson.loads(request.payload)[0]) if request is not None else ""


def _to_officer(
    session: Session,
    leader: int,
    alert: Alert,
    directive: Directive,
    now: datetime,
    *,
    words: str = "",
    due_at: datetime | None = None,
    known: int | None = None,
) -> Sequence[Notification]:
    """Whoever has the matter hears it, else the first officer who can be reached; empty: nobody can, and the first waits for it.

    known: the row of a word that asks for no answer.
    """
    officers = alerts.officers(session, alert)
    wanted = [member_id for member_id in (alert.acknowledged_by, *officers) if member_id in officers]
    reached = {person.member_id for person in addresses.reached(session, wanted, now)}
    officer = next((member_id for member_id in wanted if member_id in reached), wanted[0] if wanted else None)
    if officer is None:
        return ()
    request = None
    if known is None:
        payload = orjson.dumps([alert.id, leader, directive, due_at.isoformat() if due_at else ""]).decode()
        put = PendingDecision(member_id=officer, kind=_ASKED, payload=payload, created_at=now)
        request = decisions.ask(session, put).id
    about, by = known or request, members.name_of(session, leader)
    assert about is not None
    kept = notice_delivery.keep(session, NoticeKind.DIRECTIVE, about, [officer], now, by_id=leader, words=words)
    if due_at is not None:
        hour = due_at - _REMINDED
        notice_delivery.keep(session, NoticeKind.CHECK_DUE, about, [officer], now, words=words, begins_at=hour)
    return [
        DirectiveGiven(person, alert.id, alert.raised_at, directive, by, words, due_at, request, notice.id)
        for notice, person in kept
    ]
