"""The hour at which somebody wants to be reminded, chosen in the chat."""

from __future__ import annotations

from handlers import menu, pending_decisions
from handlers.routes import Routes
from handlers.turn import Turn
from services import quiet_hours, reminder_hours
from services.reminder_hours import NightHour
from storage.tables import PendingDecision, Role
from texts.fold import fold
from texts.times import read_time, time_of_day

_COMMON = {"nhu moi nguoi", "gio chung", "like everybody"}


def ask(turn: Turn) -> None:
    """Ask for an hour, or for that of everybody."""
    hour = reminder_hours.chosen(turn.session, turn.actor)
    between = _day(turn)
    said = turn.t("remind-hour-ask-common", **between)
    if hour is not None:
        said = turn.t("remind-hour-ask", time=time_of_day(hour), **between)
    pending_decisions.ask(turn, "reminder.hour", (), said)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The hour has come, or the words for that of everybody."""
    common = fold(text).strip(" .!") in _COMMON
    hour = None if common else read_time(text)
    if hour is None and not common:
        pending_decisions.ask_again(turn, pending, turn.t("remind-hour-unclear"))
        return
    try:
        reminder_hours.choose(turn.session, turn.actor, hour, turn.now)
    except NightHour:
        pending_decisions.ask_again(turn, pending, turn.t("remind-hour-night", **_day(turn)))
        return
    pending_decisions.close(turn, pending)
    said = turn.t("remind-hour-common") if hour is None else turn.t("remind-hour-done", time=time_of_day(hour))
    turn.reply(said, menu.home(turn))


def _day(turn: Turn) -> dict[str, str]:
    """The hours between which somebody may be reminded."""
    night = quiet_hours.night(turn.session)
    return {"ends": time_of_day(night.ends), "begins": time_of_day(night.begins)}


ROUTES = (
    Routes(
        frozenset({Role.COLLABORATOR}),
        commands={"/gionhac": ask},
        words={"giờ nhắc": "/gionhac"},
        notes={"reminder.hour": written},
    ),
)
