"""Correct a report that an officer has: its topic, place, urgency, whether it is sensitive, and words that are masked."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu, pending_decisions, report_text
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import review_queue
from handlers.turn import Turn
from services import report_corrections, review
from services.report_corrections import Coding, NobodyAlerted
from storage.reports.review import EVERYTHING
from storage.tables import PendingDecision, Role
from texts.rich import RichText

_HOW = {
    "review.place": "review-place-how",
    "review.mask": "review-mask-how",
    "review.write_down": "voice-write-how",
}
_URGENCIES = ("normal", "soon", "urgent")


def sensitive(turn: Turn, pressed: ButtonData) -> None:
    """Mark a report as sensitive, or as not."""
    done = report_corrections.mark_sensitive(turn.session, turn.actor, pressed[0], pressed[1] == 1, turn.now)
    turn.answer_tap("" if done else turn.t.text("review-not-held"))
    review_queue.show(turn, pressed[0])


def choose_topic(turn: Turn, pressed: ButtonData) -> None:
    """Offer the topics under which a report may be counted instead."""
    _offer(turn, pressed[0], Coding.TOPIC)


def choose_urgency(turn: Turn, pressed: ButtonData) -> None:
    """Offer how pressing a report may be instead."""
    _offer(turn, pressed[0], Coding.URGENCY)


def topic(turn: Turn, pressed: ButtonData) -> None:
    """Count a report under another topic."""
    _correct(turn, pressed, Coding.TOPIC)


def urgency(turn: Turn, pressed: ButtonData) -> None:
    """Count a report as pressing or not."""
    _correct(turn, pressed, Coding.URGENCY)


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the place, for the words that are to be masked, or for those that a voice message says."""
    turn.answer_tap()
    seen = review.see(turn.session, turn.actor, pressed[0], EVERYTHING)
    if seen is None:
        turn.reply(turn.t("review-unknown"), menu.home(turn))
        return
    key = _HOW[pressed.verb]
    pending_decisions.ask(turn, pressed.verb, (pressed[0],), turn.t(key, number=seen.report.number))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come. What is to be masked leaves the officer's chat too, where the network lets us."""
    (report_id,) = pending_decisions.numbers(pending)
    if pending.kind == "review.mask":
        gone = turn.may_delete(turn.event.sent_at)
        if gone:
            turn.delete(turn.event.message_id, theirs=True)
        said = _masked(turn, report_id, text)
        said = said if gone else said + " " + turn.t("review-mask-stands")
    elif pending.kind == "review.write_down":
        written_down = report_corrections.write_down(turn.session, turn.actor, report_id, text, turn.now)
        said = turn.t("voice-written" if written_down else "review-not-held")
    else:
        try:
            name = report_corrections.correct_place(turn.session, turn.actor, report_id, text, turn.now)
        except LookupError:
            pending_decisions.ask_again(turn, pending, turn.t("review-place-unknown"))
            return
        said = turn.t("review-not-held") if name is None else turn.t("review-placed", name=name)
    pending_decisions.close(turn, pending)
    see_again = Button(turn.t.text("review-button-back"), button_data("review.see", report_id))
    turn.reply(said, ((see_again,), *menu.home(turn)))


def _masked(turn: Turn, report_id: int, text: str) -> RichText:
    instead = turn.t.text("review-masked-words")
    times = report_corrections.mask_words(turn.session, turn.actor, report_id, text, instead, turn.now)
    if times is None:
        return turn.t("review-not-held")
    return turn.t("review-masked", count=times) if times else turn.t("review-mask-nowhere")


def _offer(turn: Turn, report_id: int, coding: Coding) -> None:
    turn.answer_tap()
    rows = []
    for number, label in enumerate(_choices(turn, coding).values()):
        topic_ = button_data("review.topic", report_id, number)
        rows.append((Button(label, topic_ if coding is Coding.TOPIC else _urgency(report_id, number)),))
    turn.reply(turn.t(f"review-{coding}-which"), tuple(rows))


def _choices(turn: Turn, coding: Coding) -> dict[str, str]:
    """The labels of the choices by their names."""
    if coding is Coding.TOPIC:
        return report_text.topics(turn)
    return {name: turn.t.text(f"choice-urgency-{name}") for name in _URGENCIES}


def _urgency(report_id: int, number: int) -> str:
    return button_data("review.urgency", report_id, number)


def _correct(turn: Turn, pressed: ButtonData, coding: Coding) -> None:
    names = list(_choices(turn, coding))
    known = 0 <= pressed[1] < len(names)
    try:
        done = known and report_corrections.correct(
            turn.session, turn.actor, pressed[0], coding, names[pressed[1]], turn.now
        )
    except NobodyAlerted:
        turn.answer_tap()
        back = Button(turn.t.text("review-button-back"), button_data("review.see", pressed[0]))
        ask = Button(turn.t.text("review-button-ask"), button_data("review.ask", pressed[0]))
        turn.reply(turn.t("review-urgency-not-here"), ((ask,), (back,), *menu.home(turn)))
        return
    turn.answer_tap("" if done else turn.t.text("review-not-held"))
    review_queue.show(turn, pressed[0])


_WORDS = {"review.place": words, "review.mask": words, "review.write_down": words}
ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "review.sensitive": sensitive,
            "review.topics": choose_topic,
            "review.topic": topic,
            "review.urgencies": choose_urgency,
            "review.urgency": urgency,
            **_WORDS,
        },
        notes=dict.fromkeys(_WORDS, written),
    ),
)
