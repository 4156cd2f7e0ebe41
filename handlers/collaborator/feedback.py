"""Say what became of one's own report.

An outcome that can be answered, and a question of the staff's (privacy 6).
"""

from __future__ import annotations

from channels.messages import Button
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import review
from services.issues import feedback, not_done_reasons, proposals
from storage.tables import PendingDecision

_SAME = 3


def not_done(turn: Turn, pressed: ButtonData) -> None:
    """The matter is not done: it is open again, and whoever has it hears so."""
    kept = feedback.not_done(turn.session, turn.me, pressed[0], pressed[1], turn.now, _issue(pressed))
    turn.answer_tap()
    goes_on = kept is None and not_done_reasons.room(turn.session, turn.me, pressed[0]) is not_done_reasons.Kept.KEPT
    if kept is None and not goes_on:
        turn.reply(turn.t("feedback-not-now"), menu.home(turn))
        return
    notifications.send(turn, kept.told if kept is not None else ())
    why_ = (Button(turn.t.text("feedback-button-why"), button_data("feedback.why", pressed[0])),)
    key = "feedback-goes-on" if kept is None else "feedback-reopened" if kept.reopened else "feedback-kept"
    turn.reply(turn.t(key), (why_, *menu.home(turn)))


def why(turn: Turn, pressed: ButtonData) -> None:
    """Ask for what is not done yet, in a sentence."""
    turn.answer_tap()
    room = not_done_reasons.room(turn.session, turn.me, pressed[0])
    if room is not not_done_reasons.Kept.KEPT:
        turn.reply(turn.t(f"feedback-why-{room}-now"), menu.home(turn))
        return
    pending_decisions.ask(turn, "feedback.why", (pressed[0],), turn.t("feedback-why-how"))


def said_why(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The sentence has come: it goes to whoever has the matter."""
    (report_id,) = pending_decisions.numbers(pending)
    given = not_done_reasons.give(turn.session, turn.me, report_id, text, turn.now)
    pending_decisions.close(turn, pending)
    notifications.send(turn, given.told)
    turn.reply(turn.t(f"feedback-why-{given.kept}"), menu.home(turn))


def ask_whether_same(turn: Turn, report_id: int) -> None:
    """Ask whether a report that was sent speaks of a matter that is known there, by the matter alone (privacy 6)."""
    found = proposals.this_matter(turn.session, turn.me, report_id)
    if found:
        rows = tuple(
            (Button(issue.title[:64], button_data("feedback.same", report_id, issue.id)),) for issue in found[:_SAME]
        )
        turn.reply(turn.t("feedback-same-question"), (*rows, *menu.home(turn)))


def same(turn: Turn, pressed: ButtonData) -> None:
    """It is that matter: its outcome comes back on this report too."""
    issue = proposals.join(turn.session, turn.me, pressed[0], pressed[1], turn.now)
    turn.answer_tap()
    key = "feedback-same-joined" if issue is not None else "feedback-same-not"
    turn.replace_or_reply(turn.t(key, title=issue.title if issue is not None else ""), menu.home(turn))


def done(turn: Turn, pressed: ButtonData) -> None:
    """The matter is done."""
    closed = feedback.done(turn.session, turn.me, pressed[0], pressed[1], turn.now, _issue(pressed))
    turn.answer_tap()
    turn.reply(turn.t("feedback-thanks" if closed else "feedback-not-now"), menu.home(turn))


def reply(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the answer to a question of the staff's."""
    turn.answer_tap()
    question = review.question_to(turn.session, turn.me, pressed[0])
    if question is None or question.answered_at is not None:
        turn.reply(turn.t("feedback-answered-before"), menu.home(turn))
        return
    pending_decisions.ask(
        turn, "feedback.reply", (pressed[0],), turn.t("feedback-reply-how", question=question.question)
    )


def replied(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The answer has come: it goes to the officer who asked."""
    (question_id,) = pending_decisions.numbers(pending)
    told = review.answer_officer(turn.session, turn.me, question_id, text, turn.now)
    pending_decisions.close(turn, pending)
    notifications.send(turn, told or ())
    turn.reply(turn.t("feedback-answered-before" if told is None else "feedback-replied"), menu.home(turn))


def _issue(pressed: ButtonData) -> int | None:
    return pressed[2] if len(pressed.numbers) > 2 else None


ROUTES = (
    Routes(
        buttons={
            "feedback.not_done": not_done,
            "feedback.done": done,
            "feedback.reply": reply,
            "feedback.same": same,
            "feedback.why": why,
        },
        notes={"feedback.reply": replied, "feedback.why": said_why},
    ),
)
