"""Alerts: an urgent matter goes to one officer after another until somebody has taken it.

Whoever is on duty is asked first; where there is a rota and nobody is on duty, all are asked at once.
Escalation as GoAlert and PagerDuty mean it: a delay counts from the step before; taking it stops the steps; an officer who
cannot be reached is passed over at once; an alert that nobody can hear stays open, says so to the staff's group, and is put
to the first officer who can be reached again (grafana/oncall #1326).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from sqlmodel import Session

from services import alert_words, audit, duty
from services.actor import PROGRAM, Actor, require
from services.alert_lines import to_groups
from services.alert_rest import IDLE
from services.free_words import NOTE, taken
from services.issues import neutral_question
from services.notifications import (
    AlertHandedOver,
    AlertNews,
    AlertToOfficer,
    AlertWithdrawn,
    Notification,
)
from services.quiet_hours import morning_after
from storage.issues import verifications
from storage.members import addresses, members, trainees
from storage.members.addresses import Recipient
from storage.messaging import send_holds
from storage.reports import alerts, reports
from storage.tables import Alert, AlertNote, AlertStage, AlertStatus, Report, Role

ROUNDS = 3
"""How often every officer is asked, a step apart, before it is asked more rarely."""
RARELY = timedelta(hours=1)
"""The step after the rounds, by day; at night it waits for the morning."""
_NOTES = 6
SENTENCE = 200
"""Letters of the one sentence for leaders."""
MAY_WITHDRAW = timedelta(minutes=2)
"""How long the author can take back an alert that was pressed by mistake."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How alerts escalate here."""

    step: timedelta
    """How long an officer has before the next one is asked."""
    zone: tzinfo
    """The board's own."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert as it stands after an act, and what has to be told."""

    alert: Alert
    told: Sequence[Notification] = field(default_factory=tuple)

    @property
    def reaches_somebody(self) -> bool:
        """Tell whether some officer is being asked now."""
        return any(isinstance(notification, AlertToOfficer) for notification in self.told)


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of an officer's wish to take an alert."""

    alert: Alert
    mine: bool
    """It is theirs, now or before; else somebody was first, or it is at an end."""
    told: Sequence[Notification] = ()


def raise_for_draft(session: Session, author: Recipient, draft_id: int, now: datetime, plan: Plan) -> Raised | None:
    """Raise the alert of a draft and ask the first officer who can be reached. None: it was raised before.

    The staff's group hears of it, but not where the author reports singly: nobody but the assigned officer is to know
    (privacy 3).
    """
    training = author.member_id in trainees.on(session, now.astimezone(plan.zone).date())
    alert = alerts.raise_for_draft(session, draft_id, author.unit_id, now, training=training)
    if alert is None:
        return None
    asked = _ask_next(session, alert, now, plan)
    heard = any(isinstance(notification, AlertToOfficer) for notification in asked)
    lines = to_groups(session, alert, AlertNews.RAISED) if heard else ()
    return Raised(alert, (*lines, *asked))


def raise_by_rule(session: Session, report: Report, rule_id: int, now: datetime, plan: Plan) -> Sequence[Notification]:
    """Raise the alert of a report that a rule has flagged, unless it has one.

    It is the lowest level: at night nobody is asked before the morning.
    """
    alert = alerts.raise_for_report(session, report.id, report.place_id or report.unit_id, rule_id, now)
    if alert is None:
        return ()
    asked = _ask_next(session, alert, now, plan)
    heard = any(isinstance(notification, AlertToOfficer) for notification in asked)
    lines = to_groups(session, alert, AlertNews.RAISED) if heard else ()
    return (*lines, *asked)


def escalate(session: Session, alert_id: int, now: datetime, plan: Plan) -> Sequence[Notification]:
    """Put an open alert to the next officer who can be reached."""
    alert = alerts.get(session, alert_id)
    if alert is None:
        return ()
    holder = alert.acknowledged_by
    if (
        alert.status is AlertStatus.ACKNOWLEDGED
        and holder not in alerts.officers(session, alert)
        and alerts.reopen(session, alert_id, holder)
    ):
        session.refresh(alert)
        audit.note(session, PROGRAM, now, "alert.holder_gone", f"alert:{alert_id}")
        return _once_more(session, alert, AlertNews.HOLDER_GONE, now, plan)
    unopened = alert.acknowledged_at is None
    if alert.status is AlertStatus.ACKNOWLEDGED and alerts.come_back(session, alert_id, now):
        alert = alerts.get(session, alert_id)
        assert alert is not None
        if unopened and holder is not None:
            audit.note(session, PROGRAM, now, "alert.unopened", f"alert:{alert_id}", f"member:{holder}")
            others = _heard_now(session, alerts.officers(session, alert), now).keys() - {holder}
            return _once_more(session, alert, AlertNews.UNOPENED, now, plan, of=holder, but=holder if others else None)
        audit.note(session, PROGRAM, now, "alert.idle", f"alert:{alert_id}")
        return _once_more(session, alert, AlertNews.IDLE, now, plan)
    if alert.status is not AlertStatus.OPEN:
        return ()
    return _ask_next(session, alert, now, plan)


def officer_is_back(session: Session, member_id: int, now: datetime, plan: Plan) -> Sequence[Notification]:
    """Put to an officer who is back the open alerts that nobody could hear."""
    found: list[Notification] = []
    for alert in alerts.heard_by_nobody(session):
        if member_id in alerts.officers(session, alert):
            found += _ask_next(session, alert, now, plan)
    return found


def lost(session: Session, address_id: int, now: datetime, plan: Plan) -> Sequence[Notification]:
    """Ask an officer whom an alert did not reach at another address, else the next officer."""
    found: list[Notification] = []
    for person in addresses.at_addresses(session, [address_id]):
        for alert in alerts.handed_to(session, person.member_id):
            if alerts.in_vain(session, person.member_id, alert.last_asked_at or alert.raised_at, address_id):
                found += _handed_in_vain(session, alert, person.member_id, now, plan)
        for alert in alerts.asking(session):
            officers = alerts.officers(session, alert)
            if alert.last_asked != person.member_id:
                continue
            since = alert.last_asked_at or alert.raised_at
            if not alerts.in_vain(session, person.member_id, since, address_id):
                continue
            tried = alerts.tried(session, person.member_id, since)
            others = addresses.open_addresses(session, person.member_id, now)
            refused = send_holds.refused_accounts(session, now)
            others = [recipient for recipient in others if recipient.account_id not in refused]
            there = next((recipient for recipient in others if recipient.address_id not in tried), None)
            if there is not None:
                found.append(_to_officer(alert, there, again=alert.asked > 1))
            elif any(officer != person.member_id for officer in officers):
                found += _ask_next(session, alert, now, plan, but=person.member_id)
            else:
                found += _nobody(session, alert, now, plan)
    return found


def _handed_in_vain(
    session: Session, alert: Alert, officer_id: int, now: datetime, plan: Plan
) -> Sequence[Notification]:
    """Put an alert to the others again that was handed to an officer whom it does not reach, unless another address does."""
    tried = alerts.tried(session, officer_id, alert.last_asked_at or alert.raised_at)
    others = addresses.open_addresses(session, officer_id, now)
    there = next((recipient for recipient in others if recipient.address_id not in tried), None)
    if there is not None:
        return [AlertHandedOver(there, alert.id, alert.raised_at, "")]
    if not alerts.reopen(session, alert.id, officer_id):
        return ()
    audit.note(session, PROGRAM, now, "alert.not_reached", f"alert:{alert.id}", f"member:{officer_id}")
    session.refresh(alert)
    return _once_more(session, alert, AlertNews.NOT_REACHED, now, plan, of=officer_id, but=officer_id)


def take(session: Session, actor: Actor, alert_id: int, now: datetime) -> Taken | None:
    """Take an alert, or accept one that was handed on; the staff's group hears who has it. None: not for this officer."""
    alert = visible(session, actor, alert_id)
    if alert is None or actor.member_id is None:
        return None
    mine = actor.member_id, now, now + IDLE
    taken_now = alerts.acknowledge(session, alert_id, *mine) or alerts.accept(session, alert_id, *mine)
    alert = alerts.get(session, alert_id)
    assert alert is not None
    if not taken_now:  # pressed again by who has it, it stays theirs
        held = alert.status is AlertStatus.ACKNOWLEDGED
        return Taken(alert, mine=held and alert.acknowledged_by == actor.member_id)
    audit.note(session, actor, now, "alert.take", f"alert:{alert_id}")
    name = members.name_of(session, actor.member_id)
    return Taken(alert, True, to_groups(session, alert, AlertNews.TAKEN, by=name, at=now))


def own_newest(session: Session, author: Recipient, now: datetime) -> Alert | None:
    """The alert that a member raised themselves last, within the last hour, unless it was taken back or closed."""
    mine = (
        alert
        for alert in reversed(alerts.unclosed(session))
        if alert.rule_id is None
        and now - alert.raised_at <= RARELY
        and alerts.author(session, alert) == author.member_id
    )
    return next(mine, None)


def withdraw(session: Session, author: Recipient, alert_id: int, now: datetime) -> Raised | None:
    """Take back an alert raised by mistake, within `MAY_WITHDRAW`. None: not theirs, or too late."""
    alert = alerts.get(session, alert_id)
    if alert is None or alerts.author(session, alert) != author.member_id or now - alert.raised_at > MAY_WITHDRAW:
        return None
    asked = alerts.asked_members(session, alert)
    if not alerts.withdraw(session, alert_id, now):
        return None
    people = addresses.reached(session, asked, now)
    told = [AlertWithdrawn(person, alert_id, alert.raised_at) for person in people]
    return Raised(alert, (*to_groups(session, alert, AlertNews.WITHDRAWN), *told))


def emptied(session: Session, alert: Alert, now: datetime) -> Sequence[Notification]:
    """End the open alert of a rule: the report that it speaks of is emptied by its author.

    Sent again, the report may raise another.
    """
    asked, heard = alerts.asked_members(session, alert), to_groups(session, alert, AlertNews.EMPTIED)
    if not alerts.withdraw(session, alert.id, now):
        return ()
    alerts.let_go(session, alert.id)
    people = addresses.reached(session, asked, now)
    return (*heard, *(AlertWithdrawn(person, alert.id, alert.raised_at, emptied=True) for person in people))


def listed(session: Session, actor: Actor) -> list[Alert]:
    """The alerts that are not closed and that this officer may see, the oldest first."""
    require(actor, Role.STAFF)
    return [alert for alert in alerts.unclosed(session) if actor.member_id in alerts.officers(session, alert)]


def notes(session: Session, actor: Actor, alert_id: int) -> Sequence[AlertNote]:
    """Say what officers noted about the matter of an alert, the oldest first."""
    return alerts.notes(session, alert_id, _NOTES) if visible(session, actor, alert_id) is not None else ()


def add_note(session: Session, actor: Actor, alert_id: int, words: str, now: datetime) -> bool:
    """A line about its matter, by whoever has it. False: it is not theirs (any more).

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    require(actor, Role.STAFF)
    kept = taken(words, NOTE)
    if not alerts.go_on(session, alert_id, actor.acting_id, now, now + IDLE):
        return False
    alerts.add_note(session, alert_id, actor.member_id, kept, now)
    audit.note(session, actor, now, "alert.note", f"alert:{alert_id}")
    return True


def set_stage(session: Session, actor: Actor, alert_id: int, stage: AlertStage, now: datetime) -> bool:
    """How far its matter is, said by whoever has it. False: it is not theirs (any more)."""
    require(actor, Role.STAFF)
    if not alerts.go_on(session, alert_id, actor.acting_id, now, now + IDLE, stage=stage, stage_at=now):
        return False
    audit.note(session, actor, now, "alert.stage", f"alert:{alert_id}", stage)
    return True


def alone(session: Session, actor: Actor, alert_id: int) -> bool:
    """Tell whether naming the place of an alert would name its author: nobody else could have reported from there."""
    alert = visible(session, actor, alert_id)
    report = reports.get(session, alert.report_id) if alert is not None and alert.report_id is not None else None
    place = report.place_id if report is not None and report.place_id is not None else alert.unit_id if alert else None
    return place is not None and verifications.could_have_reported(session, place) <= 1


def name_place(session: Session, actor: Actor, alert_id: int, words: str, now: datetime) -> bool:
    """Let leaders read which commune a matter is in, with one sentence of the officer's (privacy 4).

    A decision of whoever has it, and logged. False: it is not theirs (any more), or not sent as a report yet.

    Raises:
        WordsRefused: the words cannot stay as they are, or they repeat what the report says.
    """
    alert = visible(session, actor, alert_id)
    if alert is None or alert.report_id is None:
        return False
    kept = taken(words, SENTENCE)
    neutral_question.refuse_sentences(kept, alert_words.said(session, alert))
    values = {"named_by": actor.acting_id, "named_at": now, "named_words": kept}
    if not alerts.go_on(session, alert_id, actor.acting_id, now, now + IDLE, **values):
        return False
    audit.note(session, actor, now, "alert.name", f"alert:{alert_id}")
    return True


def close(session: Session, actor: Actor, alert_id: int, now: datetime) -> Sequence[Notification] | None:
    """Whoever has it is done with it, having said how it ended.

    None: not theirs, or how it ended is not said yet.
    """
    require(actor, Role.STAFF)
    if not alerts.close(session, alert_id, actor.acting_id, now):
        return None
    alert = alerts.get(session, alert_id)
    assert alert is not None
    audit.note(session, actor, now, "alert.close", f"alert:{alert_id}", alert.stage or "")
    return to_groups(session, alert, AlertNews.CLOSED)


def became_report(session: Session, draft_id: int, report_id: int) -> None:
    """Let the alert of a draft that was sent speak of the report."""
    alerts.move_to_report(session, draft_id, report_id)


def visible(session: Session, actor: Actor, alert_id: int) -> Alert | None:
    """An alert, for an officer who may be asked to take it.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    alert = alerts.get(session, alert_id)
    if alert is None or actor.member_id not in alerts.officers(session, alert):
        return None
    return alert


def _ask_next(
    session: Session, alert: Alert, now: datetime, plan: Plan, *, but: int | None = None, again: bool = False
) -> Sequence[Notification]:
    """Ask the next officer who can be reached; where there is none, say so and try again a step later."""
    morning = _waits_for(session, alert, now, plan)
    if morning is not None:
        alerts.put_off(session, alert, morning)
        return ()
    if alert.last_asked_at is None:
        alerts.settle(session, alert, duty.now_on_duty(session, now, plan.zone))
    officers = alerts.officers(session, alert)
    reached = _heard_now(session, officers, now)
    if but is not None:
        reached.pop(but, None)
    if alert.queue == alerts.EVERYBODY and len(officers) > 1 and reached:
        people = [reached[officer] for officer in officers if officer in reached]
        told = [_to_officer(alert, person, again=again or alert.asked > 0) for person in people]
        return [*told, *_put(session, alert, None, alert.asked + len(officers), len(officers), now, plan)]
    places = range(alert.asked, alert.asked + len(officers))
    place = next((n for n in places if officers[n % len(officers)] in reached), None)
    if place is None:
        return _nobody(session, alert, now, plan)
    person = reached[officers[place % len(officers)]]
    told = [_to_officer(alert, person, again=again or alert.asked > 0)]
    return [*told, *_put(session, alert, person.member_id, place + 1, len(officers), now, plan)]


def _heard_now(session: Session, officers: Sequence[int], now: datetime) -> dict[int, Recipient]:
    """The officers whom a message reaches now, each at the address that they prefer: none at an account that is refused."""
    refused = send_holds.refused_accounts(session, now)
    found: dict[int, Recipient] = {}
    for person in addresses.everywhere(session, officers, now):
        if person.account_id not in refused:
            found.setdefault(person.member_id, person)
    return found


def _once_more(
    session: Session,
    alert: Alert,
    news: AlertNews,
    now: datetime,
    plan: Plan,
    *,
    of: int | None = None,
    but: int | None = None,
) -> Sequence[Notification]:
    """Ask the officers from the first on again; the group reads why, unless it reads that nobody can be reached.

    of: whom the news is of. but: who is passed over this once.
    """
    asked = _ask_next(session, alert, now, plan, but=but, again=True)
    heard = any(isinstance(notification, AlertToOfficer) for notification in asked)
    name = members.name_of(session, of) if of is not None else ""
    return (*(to_groups(session, alert, news, by=name) if heard else ()), *asked)


def _put(
    session: Session, alert: Alert, member_id: int | None, asked: int, officers: int, now: datetime, plan: Plan
) -> Sequence[Notification]:
    """Keep who was asked (None: all of them), and when the next one is; after the last round the group hears it once."""
    rounds_over = asked > ROUNDS * officers
    found = to_groups(session, alert, AlertNews.UNANSWERED) if rounds_over and alert.asked <= ROUNDS * officers else ()
    next_at = next_step(session, alert, now, plan)
    if rounds_over:
        next_at = now + max(plan.step, RARELY)
        next_at = morning_after(session, next_at.astimezone(plan.zone)) or next_at
    alerts.put_to(session, alert, member_id, asked, now, next_at)
    return found


def next_step(session: Session, alert: Alert, now: datetime, plan: Plan) -> datetime:
    """Tell when the next officer is due after one who is asked now."""
    return _waits_for(session, alert, now + plan.step, plan) or now + plan.step


def _waits_for(session: Session, alert: Alert, at: datetime, plan: Plan) -> datetime | None:
    """The morning for which what a rule raised waits; None: it is day, or its author said that it is urgent."""
    return morning_after(session, at.astimezone(plan.zone)) if alert.rule_id is not None else None


def _nobody(session: Session, alert: Alert, now: datetime, plan: Plan) -> Sequence[Notification]:
    """Nobody can be reached: the group hears it once, and it is tried again a step later."""
    first = alert.nobody_since is None
    alerts.put_to_nobody(session, alert, now, now + plan.step)
    return to_groups(session, alert, AlertNews.NOBODY) if first else ()


def _to_officer(alert: Alert, person: Recipient, *, again: bool) -> AlertToOfficer:
    by_rule, taken_before = alert.rule_id is not None, alert.acknowledged_at is not None
    return AlertToOfficer(person, alert.id, alert.raised_at, again, by_rule, taken_before)
