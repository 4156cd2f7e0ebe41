"""How a leader wants the daily digest, in the chat: hour, days, language, short or full."""

from __future__ import annotations

from datetime import time

from channels.messages import Button, Keyboard
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import digest_wishes
from services.digest_wishes import DigestHabit
from storage.members import addresses
from storage.tables import PendingDecision, Role
from texts.catalogue import LANGUAGES
from texts.fold import fold
from texts.rich import RichText
from texts.times import read_time, time_of_day

_HOURS = (time(6, 30), time(7), time(7, 30), time(11, 30), time(17, 30), time(20))
_AT_ONCE = len(_HOURS)
_NOW = ("ngay", "ngay khi co", "at once", "now")


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """How it comes now, and what can be changed."""
    turn.answer_tap()
    _show(turn, digest_wishes.own(turn.session, turn.actor))


def hours(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for the hour, or take one that was offered."""
    turn.answer_tap()
    if pressed is not None and 0 <= pressed[0] <= _AT_ONCE:
        waiting = pending_decisions.focused(turn)
        if waiting is not None and waiting.kind == "digest.hour":
            pending_decisions.close(turn, waiting)
        hour = _HOURS[pressed[0]] if pressed[0] < _AT_ONCE else None
        _show(turn, digest_wishes.set_hour(turn.session, turn.actor, hour, turn.now), changed=True)
    else:
        offered = [Button(time_of_day(hour), button_data("digest.hour", number)) for number, hour in enumerate(_HOURS)]
        rows = [tuple(offered[at : at + 3]) for at in range(0, len(offered), 3)]
        at_once = Button(turn.t.text("digest-wish-button-at-once"), button_data("digest.hour", _AT_ONCE))
        pending_decisions.ask(turn, "digest.hour", (0,), turn.t("digest-wish-hour-how"), (*rows, (at_once,)))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The hour was typed."""
    at_once = fold(text).strip(" .!") in _NOW
    hour = None if at_once else read_time(text)
    if hour is None and not at_once:
        pending_decisions.ask_again(turn, pending, turn.t("hours-unclear"))
        return
    pending_decisions.close(turn, pending)
    _show(turn, digest_wishes.set_hour(turn.session, turn.actor, hour, turn.now), changed=True)


def days(turn: Turn, pressed: ButtonData) -> None:
    """Working days alone, or every day."""
    turn.answer_tap()
    _show(turn, digest_wishes.toggle_workdays(turn.session, turn.actor, turn.now), changed=True)


def length(turn: Turn, pressed: ButtonData) -> None:
    """Short or full."""
    turn.answer_tap()
    _show(turn, digest_wishes.toggle_full(turn.session, turn.actor, turn.now), changed=True)


def language(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Read everything in the other language from now on."""
    turn.answer_tap()
    other = next(language for language in LANGUAGES if language != turn.me.language)
    digest_wishes.speak(turn.session, turn.actor, other, turn.now)
    for person in addresses.reached(turn.session, [turn.me.member_id], turn.now):
        turn.speak_as(person)
    _show(turn, digest_wishes.own(turn.session, turn.actor), changed=True)


def _show(turn: Turn, habit: DigestHabit, *, changed: bool = False) -> None:
    t = turn.t
    hour = habit.hour
    lines = [
        t("digest-wish-changed" if changed else "digest-wish-title"),
        t("digest-wish-at", hour=time_of_day(hour)) if hour is not None else t("digest-wish-at-once"),
        t("digest-wish-workdays" if habit.workdays else "digest-wish-every-day"),
        t("digest-wish-full" if habit.full else "digest-wish-short"),
    ]
    rows: Keyboard = (
        (
            Button(t.text("digest-wish-button-hour"), button_data("digest.hour")),
            Button(
                t.text("digest-wish-button-every-day" if habit.workdays else "digest-wish-button-workdays"),
                button_data("digest.days"),
            ),
        ),
        (
            Button(
                t.text("digest-wish-button-short" if habit.full else "digest-wish-button-full"),
                button_data("digest.length"),
            ),
            Button(t.text("digest-wish-button-language"), button_data("digest.language")),
        ),
    )
    turn.reply(RichText.join("\n", lines), (*rows, *menu.home(turn)))


ROUTES = (
    Routes(
        frozenset({Role.LEADER}),
        buttons={
            "digest.wish": show,
            "digest.hour": hours,
            "digest.days": days,
            "digest.length": length,
            "digest.language": language,
        },
        commands={"/cachnhan": show},
        words={"cách nhận": "/cachnhan"},
        labels={
            "digest-button-wish": show,
            "digest-wish-button-hour": hours,
            "digest-wish-button-language": language,
        },
        notes={"digest.hour": written},
    ),
)
