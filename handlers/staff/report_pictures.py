"""Pictures of a report: the officer who has it looks, and ticks those that may leave with open data (privacy 10)."""

from __future__ import annotations

from channels.messages import Button, FileRef, Keyboard, MediaKind
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import picture_ticks
from services.picture_ticks import Picture
from storage.tables import Role


def look(turn: Turn, pressed: ButtonData) -> None:
    """Send the pictures of a report into the chat of the officer who has it."""
    turn.answer_tap()
    found = picture_ticks.look(turn.session, turn.actor, pressed[0], turn.now)
    if not found:
        key = "review-not-held" if found is None else "picture-gone"
        turn.reply(turn.t(key), (*_back(turn, pressed[0]), *menu.home(turn)))
        return
    for picture in found:
        file = FileRef(MediaKind.PHOTO, picture.file_id, picture.name)
        turn.reply(turn.t(_said(turn, picture)), _buttons(turn, pressed[0], picture), file=file)


def tick(turn: Turn, pressed: ButtonData) -> None:
    """It may leave, or (last number 0) not any more."""
    turn.answer_tap()
    report_id, may_leave = pressed[0], pressed[2] == 1
    done = picture_ticks.tick(turn.session, turn.actor, report_id, pressed[1], may_leave, turn.now)
    key = "review-not-held" if not done else "picture-ticked" if may_leave else "picture-unticked"
    turn.reply(turn.t(key), (*_back(turn, report_id), *menu.home(turn)))


def _said(turn: Turn, picture: Picture) -> str:
    if not turn.installation.open_server:
        return "picture-of"
    return "picture-of-ticked" if picture.ticked else "picture-of-server"


def _buttons(turn: Turn, report_id: int, picture: Picture) -> Keyboard:
    if not turn.installation.open_server:
        return _back(turn, report_id)
    key = "picture-button-untick" if picture.ticked else "picture-button-tick"
    data = button_data("review.tick", report_id, picture.file_id, 0 if picture.ticked else 1)
    return ((Button(turn.t.text(key), data),), *_back(turn, report_id))


def _back(turn: Turn, report_id: int) -> Keyboard:
    return ((Button(turn.t.text("review-button-back"), button_data("review.see", report_id)),),)


ROUTES = (Routes(frozenset({Role.STAFF}), buttons={"review.look": look, "review.tick": tick}),)
