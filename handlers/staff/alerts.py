"""Alerts: an urgent matter reaches one officer after another until somebody takes it.

A lock screen shows no content (privacy 14): the message only says that there is something, a tap shows it.
"""

from __future__ import annotations

from channels.messages import Button, Keyboard
from forms.builtin_forms import default_list
from forms.entry.draft import Draft
from handlers.button_data import ButtonData, button_data
from handlers.filling.open_draft import OpenDraft, answer_of, open_row, reopen
from handlers.routes import Routes
from handlers.turn import Turn
from storage.forms import drafts
from storage.members import addresses, groups, members, units
from storage.members.addresses import Recipient
from storage.reports import alerts, reports
from storage.tables import Alert, AlertStatus, GroupPurpose, Lane, Role
from texts.catalogue import catalogue_for
from texts.rich import RichText

_GIST = 600
_ROUNDS = 3


def raise_for(turn: Turn, filling: OpenDraft) -> bool:
    """Raises the alert of a draft, once; the first officer is told at once, and the staff's group.

    Not the group where the author reports singly: nobody but the assigned officer is to know (privacy 3).
    """
    alert = alerts.raise_for_draft(turn.session, filling.id, turn.me.unit_id, turn.now)
    if alert is None:
        return False
    for group in () if turn.me.single else groups.for_purpose(turn.session, GroupPurpose.STAFF):
        turn.send_to_group(group, catalogue_for(turn.installation.language)("alert-group"), lane=Lane.ALERT)
    escalate(turn, alert)
    return True


def escalate(turn: Turn, alert: Alert) -> None:
    """Puts an open alert to the next officer; after the last the first is asked again, three times round."""
    officers = _officers(turn, alert)
    reached = {person.member_id: person for person in addresses.reached(turn.session, officers, turn.now)}
    places = range(alert.asked, _ROUNDS * len(officers))
    place = next((n for n in places if officers[n % len(officers)] in reached), None)
    if alert.status is not AlertStatus.OPEN or place is None:
        alerts.asked(turn.session, alert, None)
        return
    person = reached[officers[place % len(officers)]]
    _ask(turn, person, alert, again=alert.asked > 0)
    alert.asked = place
    alerts.asked(turn.session, alert, turn.now + turn.installation.escalation)


def lost(turn: Turn, address_id: int) -> None:
    """An alert has not come to an address: it is put to its officer at another one, else to the next officer at once."""
    for person in addresses.at_addresses(turn.session, [address_id]):
        for alert in alerts.asking(turn.session):
            officers = _officers(turn, alert)
            if alert.next_at is None or not officers or officers[(alert.asked - 1) % len(officers)] != person.member_id:
                continue
            tried = alerts.tried(turn.session, person.member_id, alert.next_at - turn.installation.escalation)
            there = next((one for one in addresses.open_addresses(turn.session, person.member_id, turn.now)
                          if one.address_id not in tried), None)  # fmt: skip
            if there is not None:
                _ask(turn, there, alert, again=alert.asked > 1)
            elif any(one != person.member_id for one in officers):
                escalate(turn, alert)


def see(turn: Turn, pressed: ButtonData) -> None:
    """Shows an alert's content to an officer, and who has it."""
    alert = _allowed(turn, pressed[0])
    turn.answer_tap()
    if alert is None:
        turn.reply(turn.t("alert-not-yours"))
        return
    turn.replace_or_reply(_content(turn, alert), _keyboard(turn, alert))


def take(turn: Turn, pressed: ButtonData) -> None:
    """The officer takes it: nobody else is asked."""
    alert = _allowed(turn, pressed[0])
    if alert is None or alert.id is None:
        turn.answer_tap()
        turn.reply(turn.t("alert-not-yours"))
        return
    mine = alerts.acknowledge(turn.session, alert.id, turn.me.member_id, turn.now)
    alert = alerts.get(turn.session, alert.id)
    assert alert is not None
    turn.answer_tap(turn.t.text("alert-taken" if mine else "alert-taken-by-other"))
    turn.replace_or_reply(_content(turn, alert), _keyboard(turn, alert))


def move_to_report(turn: Turn, draft_id: int, report_id: int) -> None:
    """The draft that raised an alert became a report."""
    alerts.move_to_report(turn.session, draft_id, report_id)


def _ask(turn: Turn, person: Recipient, alert: Alert, *, again: bool) -> None:
    t = turn.texts_for(person)
    line = t("alert-line-again" if again else "alert-line")
    turn.send_to(
        person, line, ((Button(t.text("alert-button-see"), button_data("alert.see", alert.id or 0)),),), lane=Lane.ALERT
    )


def _officers(turn: Turn, alert: Alert) -> list[int]:
    return alerts.officers(turn.session, alert)


def _allowed(turn: Turn, alert_id: int) -> Alert | None:
    if Role.STAFF not in turn.me.roles:
        return None
    alert = alerts.get(turn.session, alert_id)
    if alert is None or turn.me.member_id not in _officers(turn, alert):
        return None
    return alert


def _keyboard(turn: Turn, alert: Alert) -> Keyboard:
    if alert.status is not AlertStatus.OPEN:
        return ()
    return ((Button(turn.t.text("alert-button-take"), button_data("alert.take", alert.id or 0)),),)


def _content(turn: Turn, alert: Alert) -> RichText:
    """What the report says so far; nothing of who says it."""
    draft = _document(turn, alert)
    place = units.by_code(turn.session, answer_of(draft, "place")) if draft else None
    where = place.name if place else units.get(turn.session, alert.unit_id).name
    lines = {line.name: line.shown for line in draft.review()} if draft else {}
    coded = draft.coded() if draft else {}
    labels = {row["name"]: row["label"] for row in default_list("topic", turn.t.language)}
    topic = lines.get("what") or labels.get("".join(coded.get("topic", ())), lines.get("item", ""))
    text = turn.t(
        "alert-content",
        topic=topic or turn.t.text("alert-no-topic"),
        place=where,
        time=f"{alert.raised_at.astimezone(turn.installation.zone):%H:%M}",
        gist=(lines.get("gist") or lines.get("how") or turn.t.text("alert-no-gist"))[:_GIST],
    )
    if alert.status is AlertStatus.ACKNOWLEDGED and alert.acknowledged_by is not None:
        who = members.names(turn.session, [alert.acknowledged_by])[alert.acknowledged_by]
        assert alert.acknowledged_at is not None
        text = (
            text
            + "\n\n"
            + turn.t("alert-has", name=who, time=f"{alert.acknowledged_at.astimezone(turn.installation.zone):%H:%M}")
        )
    return text


def _document(turn: Turn, alert: Alert) -> Draft | None:
    if alert.draft_id is not None:
        row = drafts.get_any(turn.session, alert.draft_id)
        return open_row(turn, row).draft if row else None
    report = reports.get(turn.session, alert.report_id) if alert.report_id is not None else None
    if report is None:
        return None
    return reopen(turn, report)


ROUTES = (Routes(frozenset({Role.STAFF}), buttons={"alert.see": see, "alert.take": take}),)
