"""A cross table for the draft of a board digest: two questions are chosen, the table is put among its items."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import board_draft_cards
from handlers.turn import Turn
from services.board import board_crosses, board_drafts
from services.orders import BoardCrossMade, BoardCrossOrder
from storage.tables import Lane, Role
from texts.rich import RichText


def choose(turn: Turn, pressed: ButtonData) -> None:
    """Offer the first question, then the second, then have the table made."""
    turn.answer_tap()
    board = board_drafts.see(turn.session, turn.actor, pressed[0])
    if board is None or board.version != pressed[1]:
        board_draft_cards.after(turn, pressed[0], board_drafts.lost(turn.session, pressed[0]))
        return
    if board.added_up:
        turn.reply(turn.t("board-cross-refused-added"), menu.home(turn))
        return
    found = board_crosses.questions(turn.session, turn.t.language)
    first, second = pressed[2], pressed[3]
    if 0 <= first < len(found) and 0 <= second < len(found) and first != second:
        turn.reply(turn.t("board-cross-making"))
        order = BoardCrossOrder(board.id, board.version, found[first].name, found[second].name, turn.me.member_id)
        turn.order(order)
        return
    chosen = (first,) if 0 <= first < len(found) else ()
    rows = [
        (
            Button(
                RichText(question.label).truncate(64).text,
                button_data("board.cross", board.id, board.version, *chosen, at),
            ),
        )
        for at, question in enumerate(found)
        if at not in chosen
    ]
    said = turn.t("board-cross-columns", rows=found[first].label) if chosen else turn.t("board-cross-rows")
    turn.reply(said, (*rows, *menu.home(turn)))


def made(turn: Turn, order: BoardCrossOrder, result: BoardCrossMade | None) -> None:
    """Show the draft with its table to the officer who still may read it, or say why there is none."""
    for person in turn.waiting(order.member):
        turn.speak_as(person)
        if Role.STAFF not in person.roles or not turn.sees_all:
            continue
        if result is None:
            turn.send_to(person, turn.t("board-cross-failed"), lane=Lane.REPLY)
        elif result.code:
            back = Button(turn.t.text("board-button-back"), button_data("board.draft", order.board))
            turn.send_to(person, turn.t(f"board-cross-refused-{result.code}"), ((back,),), lane=Lane.REPLY)
        elif result.lost:
            lost = board_drafts.lost(turn.session, order.board)
            turn.send_to(person, board_draft_cards.lost_text(turn, lost), lane=Lane.REPLY)
        else:
            board_draft_cards.send_draft(turn, person, order.board)


ROUTES = (Routes(frozenset({Role.STAFF}), province=True, buttons={"board.cross": choose}),)
