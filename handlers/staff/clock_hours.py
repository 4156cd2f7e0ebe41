"""The hours at which things leave of themselves: staff see when each comes next, and move or stop it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from channels.messages import Button, Keyboard
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import quiet_hours, recurrences, schedules
from services.quiet_hours import Night, NightRefused
from services.recurrences import NoRecurrence
from services.schedules import DEFAULTS, BadRule, next_fire
from storage.tables import PendingDecision, Role, Rule
from texts.dates import day
from texts.fold import fold
from texts.rich import RichText
from texts.times import read_time, time_of_day

_NAMES = tuple(DEFAULTS)
_OFF = {"tat", "ngung", "dung", "off", "stop"}
_DAYS_OFF = {
    **dict.fromkeys(("ca ngay nghi", "ca ngay le", "days off too"), True),
    **dict.fromkeys(("tru ngay nghi", "tru ngay le", "not on days off"), False),
}
"""Words that let something come on days off, or not."""
_FROM = re.compile(r"^\s*(?:từ|tu|from)\s+", re.I)
_BETWEEN = tuple(
    re.compile(words, re.I) for words in (r"\s(?:đến|den|until|to)\s", r"\s(?:tới|toi)\s", r"\s*[-–—]\s*", r"\s*đến\s*")
)
"""What stands between two hours; "toi" may be the evening, and is tried later."""
_NEXT = 3
_BY_DAYS = ("monthly_prompt",)
"""The rules whose days staff choose; a digest of a month is of the month before, whenever it comes."""
_DAYTIME = "reminders"
"""The rule of which nothing leaves in a quiet hour."""


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Every hour with the next days on which it comes, and a button for each."""
    turn.answer_tap()
    found = {rule.name: rule for rule in _rules(turn)}
    lines = [_line(turn, found[name]) for name in _NAMES if name in found]
    rows: Keyboard = tuple(
        (Button(_what(turn, name), button_data("hours.change", at)),) for at, name in enumerate(_NAMES) if name in found
    )
    night = turn.t("hours-line-night", **_between(quiet_hours.night(turn.session)))
    move = (Button(turn.t.text("hours-button-night"), button_data("hours.night")),)
    turn.reply(RichText.join("\n", [turn.t("hours-title"), *lines, night]), (*rows, move, *menu.home(turn)))


def change(turn: Turn, pressed: ButtonData) -> None:
    """Ask for another hour."""
    rule = _named(turn, pressed[0])
    turn.answer_tap()
    if rule is None:
        show(turn)
        return
    what = _what(turn, rule.name)
    text = turn.t("hours-ask-off", what=what)
    if rule.enabled:
        text = turn.t("hours-ask", what=what, time=time_of_day(_hour(turn, rule)))
    if rule.name in _BY_DAYS:
        text = RichText.join("\n", [text, turn.t("hours-ask-days")])
    pending_decisions.ask(turn, "hours.change", (pressed[0],), text)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The hour has come, or the word that stops it."""
    (number,) = pending_decisions.numbers(pending)
    rule = _named(turn, number)
    of_days = _DAYS_OFF.get(fold(text).strip(" .!"))
    if rule is not None and of_days is not None and rule.name != _DAYTIME:
        pending_decisions.close(turn, pending)
        changed = schedules.set_days_off(turn.session, turn.actor, rule.name, of_days, turn.now)
        turn.reply(turn.t("hours-done", line=_line(turn, changed)), (*_again(turn), *menu.home(turn)))
        return
    if (
        rule is not None
        and rule.name in _BY_DAYS
        and read_time(text) is None
        and _days_written(turn, pending, rule, text)
    ):
        return
    off = fold(text).strip(" .!") in _OFF
    hour = None if off else read_time(text)
    if rule is not None and not off and hour is None:
        pending_decisions.ask_again(turn, pending, turn.t("hours-unclear"))
        return
    night = quiet_hours.night(turn.session)
    if rule is not None and hour is not None and rule.name == _DAYTIME and night.holds(hour):
        pending_decisions.ask_again(turn, pending, turn.t("hours-night", **_between(night)))
        return
    pending_decisions.close(turn, pending)
    if rule is None:
        show(turn)
        return
    when = "off" if hour is None else f"{hour:%H:%M}"
    changed = schedules.set_rule(turn.session, turn.actor, rule.name, when, turn.now)
    what = _what(turn, changed.name)
    said = turn.t("hours-off-done", what=what) if hour is None else turn.t("hours-done", line=_line(turn, changed))
    turn.reply(said, (*_again(turn), *menu.home(turn)))


def _days_written(turn: Turn, pending: PendingDecision, rule: Rule, text: str) -> bool:
    """Other days of a month have come, or some that never do. False: the text names no days."""
    try:
        changed = schedules.set_days(turn.session, turn.actor, rule.name, recurrences.read(text), turn.now)
    except NoRecurrence as error:
        if error.code == "unclear":
            return False
        pending_decisions.ask_again(turn, pending, turn.t(f"hours-days-{error.code}"))
        return True
    except BadRule:
        pending_decisions.ask_again(turn, pending, turn.t("hours-days-never"))
        return True
    pending_decisions.close(turn, pending)
    turn.reply(turn.t("hours-done", line=_line(turn, changed)), (*_again(turn), *menu.home(turn)))
    return True


def ask_night(turn: Turn, pressed: ButtonData) -> None:
    """Ask for another night."""
    turn.answer_tap()
    said = turn.t("hours-night-ask", **_between(quiet_hours.night(turn.session)))
    pending_decisions.ask(turn, "hours.night", (), said)


def _night_typed(turn: Turn) -> None:
    ask_night(turn, ButtonData("hours.night"))


def night_written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The two hours have come: "21:00 đến 6:00"."""
    hours = _two_hours(text)
    if hours is None:
        pending_decisions.ask_again(turn, pending, turn.t("hours-night-unclear"))
        return
    try:
        moved = quiet_hours.set_night(turn.session, turn.actor, hours[0], hours[1], turn.now)
    except NightRefused as error:
        pending_decisions.ask_again(turn, pending, turn.t(f"hours-night-refused-{error.code}", **_limits(turn)))
        return
    pending_decisions.close(turn, pending)
    lines = [turn.t("hours-night-done", **_between(quiet_hours.night(turn.session)))]
    lines += [turn.t("hours-night-moved", count=moved)] if moved else []
    turn.reply(RichText.join("\n", lines), (*_again(turn), *menu.home(turn)))


def _two_hours(text: str) -> tuple[time, time] | None:
    """Read the two hours of "từ 21:00 đến 6:00"; None: there are no two."""
    said = _FROM.sub("", text.strip())
    for between in _BETWEEN:
        first, *rest = (read_time(part) for part in between.split(said))
        if first is not None and len(rest) == 1 and rest[0] is not None:
            return first, rest[0]
    return None


def _between(night: Night) -> dict[str, str]:
    return {"begins": time_of_day(night.begins), "ends": time_of_day(night.ends)}


def _limits(turn: Turn) -> dict[str, str]:
    rule = next((known for known in _rules(turn) if known.name == _DAYTIME), None)
    return {
        "earliest": time_of_day(quiet_hours.EARLIEST),
        "latest": time_of_day(quiet_hours.LATEST),
        "last": time_of_day(quiet_hours.LAST),
        "reminders": time_of_day(_hour(turn, rule)) if rule is not None else "",
    }


def _again(turn: Turn) -> Keyboard:
    return ((Button(turn.t.text("hours-button-show"), button_data("hours.show")),),)


def _rules(turn: Turn) -> Sequence[Rule]:
    return schedules.rules(turn.session, str(turn.installation.zone), turn.now)


def _named(turn: Turn, number: int) -> Rule | None:
    wanted = _NAMES[number] if 0 <= number < len(_NAMES) else ""
    return next((rule for rule in _rules(turn) if rule.name == wanted), None)


def _line(turn: Turn, rule: Rule) -> RichText:
    what = _what(turn, rule.name)
    if not rule.enabled:
        return turn.t("hours-line-off", what=what)
    days = [day(coming, turn.t.language) for coming in schedules.comes(turn.session, rule, turn.now, _NEXT)]
    key = "hours-line-days-off" if rule.on_days_off else "hours-line"
    return turn.t(key, what=what, time=time_of_day(_hour(turn, rule)), days=", ".join(days))


def _hour(turn: Turn, rule: Rule) -> time:
    return next_fire(rule.cron, rule.timezone, turn.now).astimezone(turn.installation.zone).time()


def _what(turn: Turn, name: str) -> str:
    return turn.t.text(f"hours-what-{name.replace('_', '-')}")


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={"hours.show": show, "hours.change": change, "hours.night": ask_night},
        commands={"/giohen": show},
        words={"giờ hẹn": "/giohen"},
        labels={"hours-button-show": show, "hours-button-night": _night_typed},
        notes={"hours.change": written, "hours.night": night_written},
    ),
)
