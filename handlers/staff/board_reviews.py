"""The compilation of a review (sơ kết, tổng kết) for staff: a review is chosen, its document comes with who is missing."""

from __future__ import annotations

from channels.messages import Button, FileRef, MediaKind
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.board import review_compiled
from services.orders import BoardReviewMade, BoardReviewOrder
from storage.prompts import prompts
from storage.tables import Lane, Role
from texts.rich import RichText


def choose(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Offer the reviews that were sent last."""
    turn.answer_tap()
    found = review_compiled.listed(turn.session, turn.actor)
    rows = [
        (Button(RichText(prompt.title).truncate(64).text, button_data("board.review", prompt.id)),) for prompt in found
    ]
    turn.reply(turn.t("board-review-which" if rows else "board-review-none"), (*rows, *menu.home(turn)))


def wanted(turn: Turn, pressed: ButtonData) -> None:
    """Have one compiled, for whoever asks."""
    turn.answer_tap()
    if pressed[0] not in [prompt.id for prompt in review_compiled.listed(turn.session, turn.actor)]:
        choose(turn)
        return
    review_compiled.note(turn.session, turn.actor, pressed[0], turn.now)
    turn.order(BoardReviewOrder(pressed[0], turn.me.member_id))
    turn.reply(turn.t("board-review-making"))


def made(turn: Turn, order: BoardReviewOrder, result: BoardReviewMade | None) -> None:
    """The document is there for the officer who asked and still may have it, or a sentence says why not."""
    prompt = prompts.get(turn.session, order.prompt)
    for person in turn.waiting(order.member):
        turn.speak_as(person)
        if result is None:
            turn.send_to(person, turn.t("board-review-failed"), menu.home(turn), lane=Lane.REPLY)
        elif result.file is None or prompt is None:
            turn.send_to(person, turn.t("board-unknown"), menu.home(turn), lane=Lane.REPLY)
        elif Role.STAFF in person.roles and turn.sees_all:
            text = turn.t("board-review-made", title=prompt.title, answered=result.answered, asked=result.asked)
            file = FileRef(MediaKind.DOCUMENT, result.file, f"tong-hop-{prompt.due_at:%Y-%m-%d}.docx")
            turn.send_to(person, text, file=file, lane=Lane.REPLY)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={"board.reviews": choose, "board.review": wanted},
        labels={"board-button-reviews": choose},
    ),
)
