"""A leader says what is to become of an urgent matter of the digest; its officer answers."""

from __future__ import annotations

from datetime import datetime

from channels.messages import Button, Keyboard
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import directives
from services.directives import Given
from storage.members.addresses import Recipient
from storage.tables import Alert, PendingDecision, Role
from texts.rich import RichText

_LISTED = 6


def door(turn: Turn, person: Recipient) -> Keyboard:
    """The button below the urgent matters of a digest, for leaders."""
    if Role.LEADER not in person.roles:
        return ()
    return ((Button(turn.texts_for(person).text("directive-button-list"), button_data("directive.list")),),)


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The urgent matters that are not closed, by number and hour, with how they stand."""
    turn.answer_tap()
    found = directives.listed(turn.session, turn.actor)
    if not found:
        turn.reply(turn.t("directive-none"), menu.home(turn))
        return
    lines = [turn.t("directive-list"), *(_line(turn, alert) for alert in found[-_LISTED:])]
    rows = [
        (Button(turn.t.text("directive-button-one", number=str(alert.id)), button_data("directive.see", alert.id)),)
        for alert in found[-_LISTED:]
    ]
    turn.reply(RichText.join("\n", lines), (*rows, *menu.home(turn)))


def see(turn: Turn, pressed: ButtonData) -> None:
    """One of them, with what a leader can say."""
    turn.answer_tap()
    alert = directives.matter(turn.session, turn.actor, pressed[0])
    if alert is None:
        turn.reply(turn.t("directive-closed"), menu.home(turn))
        return
    known_row = (Button(turn.t.text("directive-button-known"), button_data("directive.known", alert.id)),)
    rows = (known_row, *_wishes(turn, alert.id))
    text = RichText.join("\n", [turn.t("directive-list"), _line(turn, alert)])
    turn.reply(text, (*rows, *menu.home(turn)))


def known(turn: Turn, pressed: ButtonData) -> None:
    """The leader knows of it; what else they may want stays below, where a network's buttons go with the card too."""
    turn.answer_tap()
    given = directives.known(turn.session, turn.actor, pressed[0], turn.now)
    if given is not None:
        notifications.send(turn, given.told)
    if given is None:
        turn.reply(turn.t("directive-closed"), menu.home(turn))
        return
    turn.reply(turn.t("directive-noted"), (*_wishes(turn, pressed[0]), *menu.home(turn)))


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the leader's words."""
    turn.answer_tap()
    if directives.matter(turn.session, turn.actor, pressed[0]) is None:
        turn.reply(turn.t("directive-closed"), menu.home(turn))
        return
    keys = {"directive.opinion": "directive-opinion-how", "directive.check": "directive-check-how"}
    text = turn.t(keys[pressed.verb], number=str(pressed[0]))
    pending_decisions.ask(turn, pressed.verb, (pressed[0],), text)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The leader's words have come: they go to the officer."""
    (alert_id,) = pending_decisions.numbers(pending)
    session, actor, now = turn.session, turn.actor, turn.now
    if pending.kind == "directive.check":
        given = directives.order_check(session, actor, alert_id, text, now, turn.installation.zone)
    else:
        given = directives.opine(session, actor, alert_id, text, now)
    pending_decisions.close(turn, pending)
    if given is None:
        turn.reply(turn.t("directive-closed"), menu.home(turn))
        return
    notifications.send(turn, given.told)
    turn.reply(_sent(turn, given), menu.home(turn))


def answer(turn: Turn, pressed: ButtonData) -> None:
    """Ask an officer for the answer to a leader."""
    turn.answer_tap()
    alert = directives.asked(turn.session, turn.actor, pressed[0])
    if alert is None:
        turn.reply(turn.t("directive-answered-before"), menu.home(turn))
        return
    text = turn.t("directive-answer-how", number=str(alert.id))
    pending_decisions.ask(turn, "directive.answer", (pressed[0],), text)


def answered(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The officer's answer has come: it goes to the leader who asked."""
    (request_id,) = pending_decisions.numbers(pending)
    told = directives.answer(turn.session, turn.actor, request_id, text, turn.now)
    pending_decisions.close(turn, pending)
    notifications.send(turn, told or ())
    key = "directive-answer-sent" if told else "directive-answer-unreached"
    turn.reply(turn.t("directive-answered-before" if told is None else key), menu.home(turn))


def _wishes(turn: Turn, alert_id: int) -> Keyboard:
    return (
        (Button(turn.t.text("directive-button-opinion"), button_data("directive.opinion", alert_id)),),
        (Button(turn.t.text("directive-button-check"), button_data("directive.check", alert_id)),),
    )


def _sent(turn: Turn, given: Given) -> RichText:
    if not given.told:
        return turn.t("directive-unreached")
    if given.due_at is None:
        return turn.t("directive-sent")
    local = given.due_at.astimezone(turn.installation.zone)
    return turn.t("directive-check-sent", at=f"{local:%H:%M}", day=f"{local:%d/%m}")


def _line(turn: Turn, alert: Alert) -> RichText:
    """Say its number, its hour and whether an officer has it: nothing of what was reported, where or by whom.

    But for the place and the officer's own sentence, where an officer decided so.
    """
    key = (
        "directive-state-open"
        if alert.acknowledged_by is None or alert.acknowledged_at is None
        else "directive-state-taken"
    )
    args = {"number": str(alert.id), "time": _clock(turn, alert.raised_at), "state": turn.t.text(key)}
    named = directives.named(turn.session, alert)
    if named is None:
        return turn.t("directive-line", **args)
    return turn.t("directive-line-named", **args, place=turn.installation.unit_name(named[0], turn.t), words=named[1])


def _clock(turn: Turn, at: datetime) -> str:
    local = at.astimezone(turn.installation.zone)
    return f"{local:%H:%M}" if local.date() == turn.today else f"{local:%H:%M} {local:%d/%m}"


_WORDS = {"directive.opinion": words, "directive.check": words}
ROUTES = (
    Routes(
        frozenset({Role.LEADER}),
        buttons={"directive.list": listed, "directive.see": see, "directive.known": known, **_WORDS},
        commands={"/ykien": listed},
        words={"cho ý kiến": "/ykien"},
        labels={"directive-button-list": listed},
        notes=dict.fromkeys(_WORDS, written),
    ),
    Routes(frozenset({Role.STAFF}), buttons={"directive.answer": answer}, notes={"directive.answer": answered}),
)
