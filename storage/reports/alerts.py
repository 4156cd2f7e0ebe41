"""Queries about alerts: raised once, put to one officer after another until somebody takes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, null, or_, update
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.prepared import Prepared
from storage.members import reach
from storage.tables import (
    Address,
    Alert,
    AlertNote,
    AlertStage,
    AlertStatus,
    Delivery,
    DeliveryStatus,
    DraftRow,
    Lane,
    Member,
    MemberRole,
    Report,
    Reporter,
    Role,
)

_TABLE, _REPORTER, _DRAFT = Alert.__table__, Reporter.__table__, DraftRow.__table__
EVERYBODY = "*"
"""The queue of an alert that was raised while nobody was on duty: all are asked at once."""
_MEMBER, _ROLE = Member.__table__, MemberRole.__table__
_ADDRESS, _DELIVERY, _NOTE = Address.__table__, Delivery.__table__, AlertNote.__table__


_MOVE = Prepared(
    update(_TABLE).where(_TABLE.c.draft_id == bindparam("of")).values(draft_id=null(), report_id=bindparam("to"))
)

_LIVE = Prepared(select(_TABLE.c.id).where(_TABLE.c.status == bindparam("status")))
# Asked every second, and there is none at most of them: SQLAlchemy's own way would cost ten times what the database does.


def raise_for_draft(
    session: Session, draft_id: int, unit_id: int, now: datetime, *, training: bool = False
) -> Alert | None:
    """A new alert; None where this draft, or the report that it corrects, has raised one already."""
    corrected = select(_REPORTER.c.report_id).where(_REPORTER.c.draft_id == draft_id)
    raised = or_(_TABLE.c.draft_id == draft_id, _TABLE.c.report_id.in_(corrected))
    if session.scalar(select(_TABLE.c.id).where(raised)) is not None:
        return None
    alert = Alert(draft_id=draft_id, unit_id=unit_id, status=AlertStatus.OPEN, raised_at=now, training=training)
    session.add(alert)
    session.flush()
    return alert


def raise_for_report(session: Session, report_id: int, unit_id: int, rule_id: int, now: datetime) -> Alert | None:
    """A new alert that a rule raises; None where the report has one already."""
    if session.scalar(select(_TABLE.c.id).where(_TABLE.c.report_id == report_id)) is not None:
        return None
    alert = Alert(report_id=report_id, unit_id=unit_id, rule_id=rule_id, status=AlertStatus.OPEN, raised_at=now)
    session.add(alert)
    session.flush()
    return alert


def put_off(session: Session, alert: Alert, until: datetime) -> None:
    """Nobody is asked before an instant."""
    alert.next_at = until
    session.flush()


def of_draft(session: Session, draft_id: int) -> Alert | None:
    """The alert that a draft has raised, unless it was withdrawn."""
    return session.scalar(select(Alert).where(_TABLE.c.draft_id == draft_id))


def has_alert(session: Session, report_id: int) -> bool:
    """Tell whether an alert was raised of a report, and not taken back."""
    stands = (_TABLE.c.report_id == report_id, _TABLE.c.status != AlertStatus.WITHDRAWN)
    return session.scalar(select(_TABLE.c.id).where(*stands)) is not None


def move_to_report(session: Session, draft_id: int, report_id: int) -> None:
    """The draft became a report: its alert now speaks of that."""
    _MOVE.do(session, {"of": draft_id, "to": report_id})


def get(session: Session, alert_id: int) -> Alert | None:
    return session.get(Alert, alert_id)


def settle(session: Session, alert: Alert, on_duty: Sequence[int] | None) -> None:
    """Settle who is asked first; a rota that changes later changes nothing. (): nobody is on duty; None: there is no rota."""
    if on_duty is not None:
        alert.queue = ",".join(map(str, on_duty)) or EVERYBODY
        session.flush()


def put_to(session: Session, alert: Alert, member_id: int | None, asked: int, now: datetime, next_at: datetime) -> None:
    """An officer was asked (None: all of them); `asked` counts the places passed so far. The next is due at `next_at`."""
    alert.asked, alert.next_at, alert.nobody_since = asked, next_at, None
    alert.last_asked, alert.last_asked_at = member_id, now
    session.flush()


def put_to_nobody(session: Session, alert: Alert, now: datetime, next_at: datetime) -> None:
    """Nobody could be asked; tried again at `next_at`."""
    alert.next_at, alert.nobody_since = next_at, alert.nobody_since or now
    alert.last_asked, alert.last_asked_at = None, now
    session.flush()


def heard_by_nobody(session: Session) -> Sequence[Alert]:
    """The open alerts that no officer could be asked to take."""
    silent = (_TABLE.c.status == AlertStatus.OPEN, _TABLE.c.nobody_since.is_not(None))
    return session.scalars(select(Alert).where(*silent).order_by(_TABLE.c.id)).all()


def open_ones(session: Session) -> Sequence[Alert]:
    """The alerts that nobody has taken, the oldest first."""
    return session.scalars(select(Alert).where(_TABLE.c.status == AlertStatus.OPEN).order_by(_TABLE.c.id)).all()


def handed_to(session: Session, member_id: int) -> Sequence[Alert]:
    """The alerts that were handed to an officer who has not opened them."""
    waits = (_TABLE.c.status == AlertStatus.ACKNOWLEDGED, _TABLE.c.acknowledged_at.is_(None))
    mine = _TABLE.c.acknowledged_by == member_id
    return session.scalars(select(Alert).where(*waits, mine).order_by(_TABLE.c.id)).all()


def accept(session: Session, alert_id: int, member_id: int, now: datetime, idle_at: datetime) -> bool:
    """An officer opens what was handed to them. False: it was not, or they have opened it before."""
    unopened = _TABLE.c.acknowledged_at.is_(None)
    return _change(session, *_held(alert_id, member_id), unopened, acknowledged_at=now, next_at=idle_at)


def reopen(session: Session, alert_id: int, holder: int | None) -> bool:
    """Whoever has an alert does not hear of it, or is no officer of it any more: it is as though nobody had taken it."""
    values = {"status": AlertStatus.OPEN, "acknowledged_by": None, "acknowledged_at": None, "asked": 0}
    theirs = _TABLE.c.acknowledged_by.is_(None) if holder is None else _TABLE.c.acknowledged_by == holder
    return _change(session, _TABLE.c.id == alert_id, _TABLE.c.status == AlertStatus.ACKNOWLEDGED, theirs, **values)


def hurry(session: Session, now: datetime) -> None:
    """An account of ours is taken again: what nobody could be asked about is due at once."""
    silent = (_TABLE.c.status == AlertStatus.OPEN, _TABLE.c.nobody_since.is_not(None), _TABLE.c.next_at > now)
    session.execute(update(_TABLE).where(*silent).values(next_at=now))


def withdraw(session: Session, alert_id: int, now: datetime) -> bool:
    """Its author takes an open alert back.

    The draft may raise another. False: it was taken or withdrawn already.
    """
    gone = session.connection().execute(
        update(_TABLE)
        .where(_TABLE.c.id == alert_id, _TABLE.c.status == AlertStatus.OPEN)
        .values(status=AlertStatus.WITHDRAWN, next_at=None, draft_id=None, closed_at=now)
    )
    session.expire_all()
    return gone.rowcount == 1


def let_go(session: Session, alert_id: int) -> None:
    """An alert that was withdrawn speaks of no report any more: another may be raised of it."""
    session.execute(update(_TABLE).where(_TABLE.c.id == alert_id).values(report_id=None))
    session.expire_all()


def author(session: Session, alert: Alert) -> int | None:
    """Say who raised it; None where the link to the reporter was cut."""
    reporter = select(_REPORTER.c.member_id).where(_REPORTER.c.report_id == alert.report_id)
    writer = select(_DRAFT.c.member_id).where(_DRAFT.c.id == alert.draft_id)
    return session.scalar(reporter if alert.report_id is not None else writer)


def asked_members(session: Session, alert: Alert) -> list[int]:
    """The officers who were asked to take it so far."""
    return officers(session, alert)[: alert.asked]


def acknowledge(session: Session, alert_id: int, member_id: int, now: datetime, idle_at: datetime) -> bool:
    """The officer takes the alert.

    False: somebody else was first (two officers may press in the same second).

    idle_at: when it comes back if nothing is said of it.
    """
    values = {
        "status": AlertStatus.ACKNOWLEDGED,
        "acknowledged_by": member_id,
        "acknowledged_at": now,
        "next_at": idle_at,
        "nobody_since": None,
    }
    return _change(session, _TABLE.c.id == alert_id, _TABLE.c.status == AlertStatus.OPEN, **values)


def come_back(session: Session, alert_id: int, now: datetime) -> bool:
    """Nothing was said of a taken alert.

    It is open again, and officers are asked from the first on; when it was taken stays known. False: it is not due.
    """
    idle = (_TABLE.c.status == AlertStatus.ACKNOWLEDGED, _TABLE.c.next_at <= now)
    values = {"status": AlertStatus.OPEN, "acknowledged_by": None, "asked": 0}
    return _change(session, _TABLE.c.id == alert_id, *idle, **values)


def go_on(session: Session, alert_id: int, member_id: int, now: datetime, idle_at: datetime, **values: object) -> bool:
    """Whoever has an alert did something about it: it is taken by that at the latest. False: it is not theirs (any more)."""
    taken = func.coalesce(_TABLE.c.acknowledged_at, literal(now, _TABLE.c.acknowledged_at.type))
    return _change(session, *_held(alert_id, member_id), **{"acknowledged_at": taken, "next_at": idle_at, **values})


def rest(session: Session, report_ids: Collection[int], until: datetime, *, at_least: bool) -> None:
    """Let the taken alerts of these reports rest until an instant. at_least: those that rest longer go on resting."""
    taken = [_TABLE.c.report_id.in_(list(report_ids)), _TABLE.c.status == AlertStatus.ACKNOWLEDGED]
    if at_least:
        taken.append(_TABLE.c.next_at < until)
    _change(session, *taken, next_at=until)


def close(session: Session, alert_id: int, member_id: int, now: datetime) -> bool:
    """Whoever has an alert is done with it.

    False: it is not theirs (any more), or they have not said how it ended.
    """
    ended = _TABLE.c.stage.in_((AlertStage.CALM, AlertStage.UNTRUE))
    return _change(session, *_held(alert_id, member_id), ended, status=AlertStatus.CLOSED, next_at=None, closed_at=now)


def _held(alert_id: int, member_id: int) -> tuple[ColumnElement[bool], ...]:
    mine = _TABLE.c.acknowledged_by == member_id
    return _TABLE.c.id == alert_id, _TABLE.c.status == AlertStatus.ACKNOWLEDGED, mine


def _change(session: Session, *which: ColumnElement[bool], **values: object) -> bool:
    done = session.connection().execute(update(_TABLE).where(*which).values(**values))
    session.expire_all()
    return done.rowcount == 1


def add_note(session: Session, alert_id: int, member_id: int | None, words: str, now: datetime) -> None:
    """A line about the matter of an alert."""
    session.add(AlertNote(alert_id=alert_id, at=now, member_id=member_id, words=words))
    session.flush()


def notes(session: Session, alert_id: int, most: int) -> Sequence[AlertNote]:
    """The newest lines about the matter of an alert, the oldest of them first."""
    query = select(AlertNote).where(_NOTE.c.alert_id == alert_id).order_by(_NOTE.c.id.desc()).limit(most)
    return list(reversed(session.scalars(query).all()))


def unclosed(session: Session) -> Sequence[Alert]:
    """The alerts that nobody took, or whose matter is under way, the oldest first."""
    live = _TABLE.c.status.in_((AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED))
    return session.scalars(select(Alert).where(live).order_by(_TABLE.c.id)).all()


def due(session: Session, now: datetime) -> Sequence[Alert]:
    """The open alerts for which the next officer is due, and taken ones of which nothing was said for too long.

    An open one whose clock was put back since somebody was asked is due as well, and a taken one whose officer is one no more.
    """
    if not any(_LIVE.rows(session, {"status": status}) for status in (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)):
        return ()
    put_back = func.coalesce(_TABLE.c.last_asked_at, _TABLE.c.raised_at) > now
    is_due = and_(_TABLE.c.status == AlertStatus.OPEN, or_(_TABLE.c.next_at <= now, put_back))
    staff = (
        select(_MEMBER.c.id)
        .join(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
        .where(_ROLE.c.role == Role.STAFF, _MEMBER.c.left_at.is_(None))
    )
    gone = or_(_TABLE.c.acknowledged_by.is_(None), _TABLE.c.acknowledged_by.not_in(staff))
    idle = and_(_TABLE.c.status == AlertStatus.ACKNOWLEDGED, or_(_TABLE.c.next_at <= now, gone))
    return session.scalars(select(Alert).where(or_(is_due, idle)).order_by(_TABLE.c.id)).all()


def asking(session: Session) -> Sequence[Alert]:
    """The open alerts that wait for an officer's answer."""
    waits = (_TABLE.c.status == AlertStatus.OPEN, _TABLE.c.next_at.is_not(None))
    return session.scalars(select(Alert).where(*waits).order_by(_TABLE.c.id)).all()


def tried(session: Session, member_id: int, since: datetime) -> set[int]:
    """The addresses of a member to which an alert went since an instant."""
    query = (
        select(_DELIVERY.c.address_id)
        .join(_ADDRESS, _ADDRESS.c.id == _DELIVERY.c.address_id)
        .where(_ADDRESS.c.member_id == member_id, _DELIVERY.c.lane == Lane.ALERT, _DELIVERY.c.created_at >= since)
    )
    return set(session.scalars(query))


def in_vain(session: Session, member_id: int, since: datetime, address_id: int) -> bool:
    """Tell whether what a turn at `since` sent a member of an alert failed at an address, or has not arrived anywhere.

    Another alert that fails there says nothing of it.
    """
    query = (
        select(_DELIVERY.c.address_id, _DELIVERY.c.status)
        .join(_ADDRESS, _ADDRESS.c.id == _DELIVERY.c.address_id)
        .where(_ADDRESS.c.member_id == member_id, _DELIVERY.c.lane == Lane.ALERT, _DELIVERY.c.created_at == since)
    )
    own = [(row.address_id == address_id, row.status) for row in session.execute(query)]
    if any(here and status in (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED) for here, status in own):
        return True
    waiting = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)
    return not any(status is DeliveryStatus.SENT or (status in waiting and not here) for here, status in own)


def officers(session: Session, alert: Alert) -> list[int]:
    """Say who may be asked, in order.

    The staff who see where it comes from and what it speaks of, those first who were on duty when it was raised; for a single
    reporter the assigned officer alone.
    """
    whose = author(session, alert)
    member = session.get(Member, whose) if whose is not None else None
    if member is not None and member.single and member.officer_id is not None:
        return [member.officer_id]
    staff = reach.officers(session, *units_of(session, alert))
    queue = [int(number) for number in (alert.queue or EVERYBODY).split(",") if number != EVERYBODY]
    first = [officer for officer in queue if officer in staff]
    return [*first, *(officer for officer in staff if officer not in first)]


def units_of(session: Session, alert: Alert) -> set[int]:
    """The units from which and about which its report, or its draft, speaks."""
    report = session.get(Report, alert.report_id) if alert.report_id is not None else None
    there = {alert.unit_id} if report is None else {alert.unit_id, report.unit_id, report.place_id}
    return {officer for officer in there if officer is not None}
