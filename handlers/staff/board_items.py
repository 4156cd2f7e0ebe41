"""The items of a draft of a board digest: moved up, left out, put back, and one's own words added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import board_draft_cards
from handlers.turn import Turn
from services.actor import Actor
from services.board import board_drafts
from services.board.board_drafts import Lost
from storage.tables import PendingDecision, Role
from texts.rich import RichText


def listed(turn: Turn, pressed: ButtonData) -> None:
    """The items in their order, each with what can be done."""
    turn.answer_tap()
    _show(turn, pressed[0])


def move_up(turn: Turn, pressed: ButtonData) -> None:
    """One place further up."""
    _change(turn, pressed, board_drafts.move_up)


def take_out(turn: Turn, pressed: ButtonData) -> None:
    """It is not told."""
    _change(turn, pressed, board_drafts.take_out)


def put_back(turn: Turn, pressed: ButtonData) -> None:
    """It is told again."""
    _change(turn, pressed, board_drafts.put_back)


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for an item in one's own words."""
    turn.answer_tap()
    if board_drafts.see(turn.session, turn.actor, pressed[0]) is None:
        board_draft_cards.show(turn, pressed[0])
        return
    text = turn.t("board-add-how", most=board_drafts.ITEM)
    pending_decisions.ask(turn, "board.add", (pressed[0], pressed[1]), text)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come."""
    board_id, version = pending_decisions.numbers(pending)
    lost = board_drafts.add_words(turn.session, turn.actor, board_id, version, text, turn.now)
    pending_decisions.close(turn, pending)
    if lost is None:
        _show(turn, board_id)
    else:
        board_draft_cards.after(turn, board_id, lost)


def _change(
    turn: Turn, pressed: ButtonData, act: Callable[[Session, Actor, int, int, int, datetime], Lost | None]
) -> None:
    turn.answer_tap()
    lost = act(turn.session, turn.actor, pressed[0], pressed[1], pressed[2], turn.now)
    if lost is None:
        _show(turn, pressed[0])
    else:
        board_draft_cards.after(turn, pressed[0], lost)


def _show(turn: Turn, board_id: int) -> None:
    board = board_drafts.see(turn.session, turn.actor, board_id)
    if board is None:
        board_draft_cards.show(turn, board_id)
        return
    found, here = board_drafts.items(board, turn.t.language), (board.id, board.version)
    rows: list[tuple[Button, ...]] = []
    for n, label in enumerate(found.told):
        up = Button(turn.t.text("board-button-up", label=label), button_data("board.up", *here, n))
        out = Button(turn.t.text("board-button-out", label=label), button_data("board.out", *here, n))
        rows.append((up, out) if n else (out,))
    for n, label in enumerate(found.taken_out):
        rows.append((Button(turn.t.text("board-button-put-back", label=label), button_data("board.back", *here, n)),))
    rows.append((Button(turn.t.text("board-button-add"), button_data("board.add", *here)),))
    if not board.added_up:
        rows.append((Button(turn.t.text("board-button-cross"), button_data("board.cross", *here)),))
    rows.append((Button(turn.t.text("board-button-back"), button_data("board.draft", board.id)),))
    lines = [turn.t("board-items-how")]
    lines += [RichText(f"{n}. {label}") for n, label in enumerate(found.told, 1)]
    turn.replace_or_reply(RichText.join("\n", lines), (*rows, *menu.home(turn)))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={
            "board.items": listed,
            "board.up": move_up,
            "board.out": take_out,
            "board.back": put_back,
            "board.add": words,
        },
        notes={"board.add": written},
    ),
)
