"""Somebody's own evaluation in the chat: the figures with their rule beside them, and a way to object."""

from __future__ import annotations

from datetime import date, timedelta

from channels.messages import Button
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import evaluation
from services.evaluation import Evaluation
from services.help_requests import MOST, TooMany
from storage.tables import PendingDecision, Role
from texts.rich import RichText


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """This quarter and the one before, how they are counted, and the button to object."""
    turn.answer_tap()
    quarters = _quarters(turn)
    lines = [
        _line(turn, evaluation.own(turn.session, turn.actor, quarter, turn.now, turn.installation.zone))
        for quarter in quarters
    ]
    text = RichText.join("\n", [turn.t("evaluation-own"), *lines, turn.t("evaluation-rule")])
    rows = [
        (Button(turn.t.text("evaluation-button-object", quarter=_name(quarter)), button_data("evaluation.object", at)),)
        for at, quarter in enumerate(quarters)
    ]
    turn.reply(text, (*rows, *menu.home(turn)))


def ask_why(turn: Turn, pressed: ButtonData) -> None:
    """Ask what is not right with a quarter."""
    turn.answer_tap()
    at = pressed[0] if pressed[0] in (0, 1) else 0
    quarter = _quarters(turn)[at]
    numbers = (quarter.year, quarter.month)
    pending_decisions.ask(turn, "evaluation.object", numbers, turn.t("evaluation-object-ask", quarter=_name(quarter)))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come: they go to an officer."""
    year, month = pending_decisions.numbers(pending)
    quarter = _name(date(year, month, 1))
    try:
        told = evaluation.object_to(
            turn.session, turn.actor, turn.t.text("evaluation-object-lead", quarter=quarter), text, turn.now
        )
    except TooMany:
        pending_decisions.close(turn, pending)
        turn.reply(turn.t("request-too-many", most=MOST), menu.home(turn))
        return
    pending_decisions.close(turn, pending)
    notifications.send(turn, told)
    turn.reply(turn.t("evaluation-object-kept", quarter=quarter), menu.home(turn))


def _quarters(turn: Turn) -> tuple[date, date]:
    this = evaluation.quarter_of(turn.today)
    return this, evaluation.quarter_of(this - timedelta(days=1))


def _name(quarter: date) -> str:
    return f"{(quarter.month + 2) // 3}/{quarter.year}"


def _line(turn: Turn, found: Evaluation) -> RichText:
    if not found.asked:
        return turn.t("evaluation-line-none", quarter=_name(found.quarter))
    return turn.t(
        "evaluation-line",
        quarter=_name(found.quarter),
        asked=found.asked,
        answered=found.answered,
        intime=found.in_time,
    )


ROUTES = (
    Routes(
        frozenset({Role.COLLABORATOR}),
        buttons={"evaluation.object": ask_why},
        commands={"/danhgia": show},
        words={"đánh giá": "/danhgia"},
        notes={"evaluation.object": written},
    ),
)
