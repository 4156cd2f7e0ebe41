"""The completeness of months and units in the chat: a picture to look at, and a workbook to keep."""

from __future__ import annotations

from channels.messages import FileRef, MediaKind
from handlers import menu
from handlers.button_data import ButtonData
from handlers.routes import Routes
from handlers.turn import Turn
from services import completeness
from services.orders import GridMade, GridOrder
from storage.tables import Lane, Role


def wanted(turn: Turn, pressed: ButtonData | None = None) -> None:
    """It is made outside the turn, and comes to whoever asked."""
    turn.answer_tap()
    completeness.ask(turn.session, turn.actor, turn.now)
    turn.order(GridOrder(turn.me.member_id, turn.now))
    turn.reply(turn.t("grid-making"))


def made(turn: Turn, order: GridOrder, result: GridMade | None) -> None:
    """Both files are there, or a sentence says why not."""
    for person in turn.waiting(order.member, Role.STAFF):
        turn.speak_as(person)
        if result is None or result.book is None:
            turn.reply(turn.t("grid-failed" if result is None else "grid-none"), menu.home(turn))
            continue
        day = f"{order.at.astimezone(turn.installation.zone):%Y-%m-%d}"
        if result.picture is not None:
            shown = FileRef(MediaKind.PHOTO, result.picture, f"tien-do-{day}.png")
            turn.send_to(person, turn.t("grid-picture"), file=shown, lane=Lane.REPLY)
        book = FileRef(MediaKind.DOCUMENT, result.book, f"tien-do-{day}.xlsx")
        said = turn.t("grid-book" if result.picture is not None else "grid-book-alone")
        turn.send_to(person, said, file=book, lane=Lane.REPLY)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"progress.grid": wanted},
        commands={"/bangtiendo": wanted},
        words={"bảng tiến độ": "/bangtiendo"},
        labels={"grid-button": wanted},
    ),
)
