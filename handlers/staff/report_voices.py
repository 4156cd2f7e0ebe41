"""Voice messages of a report: heard by staff, and by nobody else (privacy 10)."""

from __future__ import annotations

from channels.messages import Button, FileRef, MediaKind
from forms.model.types import Type
from handlers import menu, report_text
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import review
from storage.messaging import stored_files
from storage.reports.review import EVERYTHING
from storage.tables import Report, Role

_AS_VOICE = frozenset({"oga", "ogg", "opus"})
"""Files that a network plays as a voice message."""


def sounds(turn: Turn, report: Report) -> list[FileRef]:
    """The sounds of a report that are still stored."""
    found = {}
    draft = report_text.read(turn, report)
    for line in draft.review() if draft is not None else ():
        number = stored_files.number_in(line.shown) if line.kind is Type.AUDIO and line.answered else None
        if number is not None:
            plays = line.shown.rpartition(".")[2] in _AS_VOICE
            found[number] = FileRef(MediaKind.VOICE if plays else MediaKind.DOCUMENT, number, line.shown)
    kept = stored_files.kept(turn.session, found) if found else ()
    return [file_ref for number, file_ref in found.items() if number in kept]


def hear(turn: Turn, pressed: ButtonData) -> None:
    """Send the sounds of a report into the chat of the officer who has it."""
    seen = review.see(turn.session, turn.actor, pressed[0], EVERYTHING)
    if seen is None:
        turn.answer_tap()
        turn.reply(turn.t("review-unknown"), menu.home(turn))
        return
    again = Button(turn.t.text("review-button-back"), button_data("review.see", pressed[0]))
    files = sounds(turn, seen.report)
    if files and not review.hear(turn.session, turn.actor, pressed[0], turn.now):
        turn.answer_tap()
        turn.reply(turn.t("review-not-held"), ((again,), *menu.home(turn)))
        return
    turn.answer_tap()
    if not files:
        turn.reply(turn.t("voice-gone"), ((again,), *menu.home(turn)))
    for file in files:
        turn.reply(turn.t("voice-of", number=seen.report.number), ((again,),), file=file)


ROUTES = (Routes(frozenset({Role.STAFF}), buttons={"review.hear": hear}),)
