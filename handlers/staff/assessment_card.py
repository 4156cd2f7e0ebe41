"""The risk of an issue in the chat: likelihood, consequence and why; watching it until a day."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.issues import assessment
from services.issues.assessment import LEVELS, NoDay
from storage.members import members
from storage.tables import IssueAssessment, PendingDecision, Role
from texts.rich import RichText


def doors(turn: Turn, issue_id: int) -> tuple[Button, ...]:
    """The buttons on the card of an issue."""
    risk = Button(turn.t.text("assessment-button-risk"), button_data("assessment.likelihood", issue_id))
    return risk, Button(turn.t.text("assessment-button-watch"), button_data("assessment.watch", issue_id))


def lines(turn: Turn, issue_id: int) -> list[RichText]:
    """The newest judgement and the day, as the card of an issue shows them."""
    risk, watch = assessment.see(turn.session, turn.actor, issue_id)
    found = []
    if risk is not None and risk.likelihood is not None and risk.consequence is not None:
        cell = assessment.level(risk.likelihood, risk.consequence)
        args = {
            "likelihood": turn.t.text(f"assessment-level-{risk.likelihood}"),
            "consequence": turn.t.text(f"assessment-level-{risk.consequence}"),
        }
        found.append(turn.t(f"assessment-risk-{cell}", **args, **_said(turn, risk)))
    if watch is not None and watch.watch_until is not None:
        until = watch.watch_until.astimezone(turn.installation.zone)
        found.append(turn.t("assessment-watched", until=f"{until:%d/%m/%Y}", **_said(turn, watch)))
    return found


def likelihood(turn: Turn, pressed: ButtonData) -> None:
    """Ask how likely it is that the matter grows."""
    turn.answer_tap()
    rows = tuple(
        (Button(turn.t.text(f"assessment-level-{n}"), button_data("assessment.consequence", pressed[0], n)),)
        for n in LEVELS
    )
    turn.reply(turn.t("assessment-likelihood"), (*rows, *menu.home(turn)))


def consequence(turn: Turn, pressed: ButtonData) -> None:
    """Ask how much harm it would do."""
    turn.answer_tap()
    rows = tuple(
        (Button(turn.t.text(f"assessment-level-{n}"), button_data("assessment.why", pressed[0], pressed[1], n)),)
        for n in LEVELS
    )
    turn.reply(turn.t("assessment-consequence"), (*rows, *menu.home(turn)))


def why(turn: Turn, pressed: ButtonData) -> None:
    """Ask why."""
    turn.answer_tap()
    numbers = (pressed[0], pressed[1], pressed[2])
    pending_decisions.ask(turn, "assessment.why", numbers, turn.t("assessment-why"))


def watch(turn: Turn, pressed: ButtonData) -> None:
    """Ask until which day it is watched, and why."""
    turn.answer_tap()
    pending_decisions.ask(turn, "assessment.watch", (pressed[0],), turn.t("assessment-watch-how"))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come."""
    numbers = pending_decisions.numbers(pending)
    session, actor, now = turn.session, turn.actor, turn.now
    done: object
    try:
        if pending.kind == "assessment.why":
            done = assessment.judge(session, actor, numbers[0], numbers[1], numbers[2], text, now)
        else:
            done = assessment.watch(session, actor, numbers[0], text, now, turn.installation.zone)
    except NoDay:
        pending_decisions.ask_again(turn, pending, turn.t("assessment-no-day"))
        return
    pending_decisions.close(turn, pending)
    back = Button(turn.t.text("issue-button-back"), button_data("issue.see", numbers[0]))
    turn.reply(turn.t("assessment-kept" if done else "issue-ended"), ((back,), *menu.home(turn)))


def _said(turn: Turn, made: IssueAssessment) -> dict[str, str]:
    local = made.at.astimezone(turn.installation.zone)
    name = members.names(turn.session, [made.member_id]).get(made.member_id, "")
    return {"name": name, "day": f"{local:%d/%m}", "why": made.why}


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "assessment.likelihood": likelihood,
            "assessment.consequence": consequence,
            "assessment.why": why,
            "assessment.watch": watch,
        },
        notes={"assessment.why": written, "assessment.watch": written},
    ),
)
