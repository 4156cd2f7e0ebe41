"""The quarter's evaluation for staff: a workbook of this quarter or of the one before."""

from __future__ import annotations

from datetime import date, timedelta

from channels.messages import Button, FileRef, MediaKind
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import evaluation
from services.orders import EvaluationMade, EvaluationOrder
from storage.tables import Lane, Role


def choose(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask which quarter."""
    turn.answer_tap()
    this = evaluation.quarter_of(turn.today)
    quarters = (this, evaluation.quarter_of(this - timedelta(days=1)))
    rows = [
        (
            Button(
                turn.t.text("evaluation-button-sheet", quarter=_name(quarter)),
                button_data("evaluation.sheet", quarter.year, quarter.month),
            ),
        )
        for quarter in quarters
    ]
    turn.reply(turn.t("evaluation-which") + "\n" + turn.t("evaluation-rule"), (*rows, *menu.home(turn)))


def wanted(turn: Turn, pressed: ButtonData) -> None:
    """It is made outside the turn, and comes to whoever asked: (year, first month)."""
    turn.answer_tap()
    if pressed[1] not in (1, 4, 7, 10) or not 2000 <= pressed[0] <= 2199:
        choose(turn)
        return
    quarter = date(pressed[0], pressed[1], 1)
    evaluation.ask_sheet(turn.session, turn.actor, quarter, turn.now)
    turn.order(EvaluationOrder(turn.me.member_id, quarter, turn.now))
    turn.reply(turn.t("evaluation-making", quarter=_name(quarter)))


def made(turn: Turn, order: EvaluationOrder, result: EvaluationMade | None) -> None:
    """The file is there, or a sentence says why not."""
    for person in turn.waiting(order.member, Role.STAFF):
        turn.speak_as(person)
        if result is None or result.book is None:
            turn.reply(turn.t("grid-failed" if result is None else "evaluation-nobody"), menu.home(turn))
            continue
        name = f"danh-gia-quy-{(order.quarter.month + 2) // 3}-{order.quarter.year}.xlsx"
        text = turn.t("evaluation-title", quarter=_name(order.quarter))
        turn.send_to(person, text, file=FileRef(MediaKind.DOCUMENT, result.book, name), lane=Lane.REPLY)


def _name(quarter: date) -> str:
    return f"{(quarter.month + 2) // 3}/{quarter.year}"


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"evaluation.sheet": wanted},
        commands={"/danhgiaquy": choose},
        words={"đánh giá quý": "/danhgiaquy"},
    ),
)
