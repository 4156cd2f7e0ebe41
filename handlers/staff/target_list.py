"""Targets in the chat: how many reports a month are wanted of each group of people."""

from __future__ import annotations

from channels.messages import Button
from forms.builtin_forms import default_list
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.board import targets
from services.board.targets import TargetsRefused
from storage.tables import PendingDecision, Role
from texts.rich import RichText

_SAID = 3
_LONG = 40


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The targets that are set, and the way to others."""
    turn.answer_tap()
    if not turn.sees_all:
        turn.reply(turn.t("target-whole-only"), menu.home(turn))
        return
    found, labels = targets.listed(turn.session, turn.actor), _labels(turn)
    lines = [turn.t("target-title" if found else "target-none")]
    lines += [turn.t("target-line", name=labels.get(name, name), count=count) for name, count in found.items()]
    put = (Button(turn.t.text("target-button-put"), button_data("target.put")),)
    turn.reply(RichText.join("\n", lines), (put, *menu.home(turn)))


def ask(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for lines of groups and numbers."""
    turn.answer_tap()
    if not turn.sees_all:
        turn.reply(turn.t("target-whole-only"), menu.home(turn))
        return
    pending_decisions.ask(turn, "target.put", (), turn.t("target-ask", names="; ".join(_labels(turn).values())))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The lines have come."""
    try:
        targets.put(turn.session, turn.actor, text, _labels(turn), turn.now)
    except TargetsRefused as error:
        names = ", ".join(name[:_LONG] for name in error.unknown[:_SAID])
        said = turn.t("target-unknown", names=names) if names else turn.t("target-shape")
        pending_decisions.ask_again(turn, pending, said)
        return
    pending_decisions.close(turn, pending)
    turn.reply(
        turn.t("target-set"),
        ((Button(turn.t.text("target-button-show"), button_data("target.show")),), *menu.home(turn)),
    )


def _labels(turn: Turn) -> dict[str, str]:
    return {row["name"]: row["label"] for row in default_list("strata", turn.t.language)}


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"target.show": show, "target.put": ask},
        commands={"/chitieu": show},
        words={"chỉ tiêu": "/chitieu"},
        labels={"target-button-show": show, "target-button-put": ask},
        notes={"target.put": written},
    ),
)
