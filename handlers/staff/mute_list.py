"""Mutes in the chat: which units and members are not reminded, until when and why; one more, or one that ends early."""

from __future__ import annotations

import re
from datetime import timedelta

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import mutes
from services.mutes import MuteRefused
from storage.tables import PendingDecision, Role
from texts.dates import day, read_date
from texts.fold import clean
from texts.rich import RichText

_SHOWN = 20
_LINE = re.compile(
    r"([^:]+)\s+(?:đến|den|tới|toi|until)\s+(?:hết\s+|het\s+)?([^:]+?)\s*:\s*(.+)", re.IGNORECASE | re.DOTALL
)
_EXAMPLE = timedelta(days=14)


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Everybody who is not reminded, with a button that ends it."""
    turn.answer_tap()
    found = mutes.listed(turn.session, turn.actor, turn.today)
    lines = [turn.t("mute-title")]
    lines += [
        turn.t("mute-line", name=muted.name, day=day(muted.last, turn.t.language), reason=muted.reason, by=muted.by)
        for muted in found[:_SHOWN]
    ]
    if not found:
        lines.append(turn.t("mute-none"))
    if len(found) > _SHOWN:
        lines.append(turn.t("list-more", count=len(found) - _SHOWN))
    rows = [
        (Button(turn.t.text("mute-button-lift", name=muted.name), button_data("mute.lift", muted.id)),)
        for muted in found[:_SHOWN]
    ]
    add = (Button(turn.t.text("mute-button-add"), button_data("mute.add")),)
    turn.reply(RichText.join("\n", lines).truncate(4000), (add, *rows, *menu.home(turn)))


def add(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for a line that says who, until when and why."""
    turn.answer_tap()
    until = day(turn.today + _EXAMPLE, turn.t.language)
    pending_decisions.ask(turn, "mute.add", (), turn.t("mute-ask", until=until))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The line has come."""
    until = day(turn.today + _EXAMPLE, turn.t.language)
    found = _LINE.fullmatch(clean(text))
    if found is None:
        pending_decisions.ask_again(turn, pending, turn.t("mute-refused-shape", until=until))
        return
    last = read_date(found[2], turn.today)
    if last is None:
        pending_decisions.ask_again(turn, pending, turn.t("mute-refused-day", until=until))
        return
    try:
        made = mutes.mute(turn.session, turn.actor, found[1], last, found[3], turn.today, turn.now)
    except MuteRefused as error:
        key = f"mute-refused-{error.fault.replace('_', '-')}"
        pending_decisions.ask_again(turn, pending, turn.t(key, codes=", ".join(error.codes), until=until))
        return
    pending_decisions.close(turn, pending)
    done = turn.t("mute-done", name=made.name, day=day(made.last, turn.t.language), reason=made.reason)
    turn.reply(done, (*_list(turn), *menu.home(turn)))


def lift(turn: Turn, pressed: ButtonData) -> None:
    """From today on they are reminded again."""
    turn.answer_tap()
    ended = mutes.lift(turn.session, turn.actor, pressed[0], turn.today, turn.now)
    said = turn.t("mute-gone") if ended is None else turn.t("mute-lifted", name=ended.name)
    turn.reply(said, (*_list(turn), *menu.home(turn)))


def _list(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    return ((Button(turn.t.text("mute-button-show"), button_data("mute.show")),),)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"mute.show": show, "mute.add": add, "mute.lift": lift},
        commands={"/tamngung": show},
        words={"tạm ngừng nhắc": "/tamngung"},
        labels={"mute-button-show": show, "mute-button-add": add},
        notes={"mute.add": written},
    ),
)
