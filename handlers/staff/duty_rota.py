"""The rota in the chat: lines that are sent back changed, swaps for a while, days off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff.forms import is_sheet
from handlers.turn import Turn
from services import duty, working_days
from services.duty import DutySeen, Hole
from services.duty_lines import HOLIDAY, LineFault, LineRefused, read_day
from services.orders import RotaSheetOrder, RotaSheetRead
from storage.members.duty_shifts import Shift
from storage.tables import PendingDecision, Role
from texts.rich import RichText

_PHONE, _DAYS = 3900, 12
_ROTA = "duty.write"


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The rota, who is on duty now, swaps to come, and when nobody is."""
    turn.answer_tap()
    seen = duty.see(turn.session, turn.actor, turn.now, turn.installation.zone)
    parts = [turn.t("duty-title")]
    if seen.shifts:
        parts.append(RichText("\n".join(_lines(turn, seen))))
    else:
        parts.append(turn.t("duty-none"))
    if seen.now is not None:
        parts.append(turn.t("duty-now", names=", ".join(seen.names.get(officer, "") for officer in seen.now)))
    elif seen.shifts:
        parts.append(turn.t("duty-now-nobody"))
    if seen.overrides:
        parts.append(RichText.join("\n", [turn.t("duty-overrides"), *_overrides(turn, seen)]))
    if seen.shifts and seen.holes:
        parts.append(_holes(turn, seen.holes))
    rows = [
        (Button(turn.t.text("duty-button-write"), button_data("duty.write")),),
        (Button(turn.t.text("duty-button-override"), button_data("duty.override")),),
        (Button(turn.t.text("duty-button-days"), button_data("duty.days")),),
    ]
    if seen.shifts:
        rows.append((Button(turn.t.text("duty-button-clear"), button_data("duty.clear", seen.version)),))
    turn.reply(RichText.join("\n\n", parts).truncate(_PHONE), (*rows, *menu.home(turn)))


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the lines of a rota, a swap, or what is off."""
    how = {_ROTA: "duty-write-how", "duty.override": "duty-override-how", "duty.days": "duty-days-how"}
    turn.answer_tap()
    text = turn.t(how[pressed.verb])
    if pressed.verb == _ROTA:
        _ask_rota(turn, text)
        return
    if pressed.verb == "duty.days":
        text = RichText.join("\n\n", [_days(turn), text])
    pending_decisions.ask(turn, pressed.verb, (0,), text)


def _ask_rota(turn: Turn, text: RichText) -> None:
    """Ask for its lines, with those that stand now, whenever the button was made: from them they write."""
    seen = duty.see(turn.session, turn.actor, turn.now, turn.installation.zone)
    if seen.shifts:
        lines = RichText("\n".join(_lines(turn, seen)))
        text = RichText.join("\n\n", [text, turn.t("duty-write-now"), lines]).truncate(_PHONE)
    pending_decisions.ask(turn, _ROTA, (seen.version,), text)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The lines have come."""
    (version,) = pending_decisions.numbers(pending)
    acts: dict[str, Callable[[], RichText | None]] = {
        _ROTA: lambda: _saved(turn, text, version),
        "duty.override": lambda: _overridden(turn, text),
        "duty.days": lambda: _day_set(turn, text),
    }
    try:
        said = acts[pending.kind]()
    except LineRefused as error:
        pending_decisions.ask_again(turn, pending, _refused(turn, error, pending.kind))
        return
    pending_decisions.close(turn, pending)
    if said is None:
        _ask_rota(turn, turn.t("duty-changed-meanwhile"))
        return
    turn.reply(said, ((Button(turn.t.text("duty-button-show"), button_data("duty.show")),), *menu.home(turn)))


def clear(turn: Turn, pressed: ButtonData) -> None:
    """There is no rota any more: all officers are asked, one after another."""
    done = duty.clear(turn.session, turn.actor, max(0, pressed[0]), turn.now)
    turn.answer_tap(turn.t.text("duty-cleared" if done else "duty-changed-meanwhile"))
    show(turn)


def wanted(turn: Turn) -> bool:
    """Tell whether a file is a rota: a spreadsheet, where the lines of one were asked for."""
    if Role.STAFF not in turn.me.roles or not is_sheet(turn.event.media):
        return False
    pending = pending_decisions.focused(turn)
    return pending is not None and pending.kind == _ROTA


def received(turn: Turn) -> None:
    """A spreadsheet came: it is read outside the turn."""
    pending, media = pending_decisions.focused(turn), turn.event.media
    assert pending is not None and media is not None
    (version,) = pending_decisions.numbers(pending)
    pending_decisions.close(turn, pending)
    turn.order(RotaSheetOrder(turn.account_id, media.file_id, turn.me.member_id, version))
    turn.reply(turn.t("duty-reading"))


def sheet_read(turn: Turn, order: RotaSheetOrder, result: RotaSheetRead | None) -> None:
    """The sheet was read: its lines are taken as if they had been typed."""
    people = turn.waiting(order.member, Role.STAFF)
    if not people:
        return
    turn.speak_as(people[0])
    if result is None or not result.text:
        turn.reply(turn.t("duty-sheet-unreadable"), menu.home(turn))
        return
    try:
        said = _saved(turn, result.text, order.version) or turn.t("duty-changed-meanwhile")
    except LineRefused as error:
        said = RichText.join("\n\n", [_refused(turn, error, _ROTA), turn.t("duty-sheet-not-saved")])
    turn.reply(said, ((Button(turn.t.text("duty-button-show"), button_data("duty.show")),), *menu.home(turn)))


def _saved(turn: Turn, text: str, version: int) -> RichText | None:
    """None: another officer changed it since."""
    made = duty.save(turn.session, turn.actor, text, version, turn.now)
    if not made.saved:
        return None
    said = turn.t("duty-saved")
    return RichText.join("\n\n", [said, _holes(turn, made.holes)]) if made.holes else said


def _overridden(turn: Turn, text: str) -> RichText:
    made = duty.override(turn.session, turn.actor, text, turn.now, turn.installation.zone)
    return turn.t("duty-overridden", begins=_moment(turn, made.starts_at), ends=_moment(turn, made.ends_at))


def _day_set(turn: Turn, text: str) -> RichText:
    day, off = read_day(text, turn.today)
    working_days.set_day(turn.session, turn.actor, day, off, turn.now)
    return turn.t("duty-day-off" if off else "duty-day-worked", day=f"{day:%d/%m/%Y}")


def _days(turn: Turn) -> RichText:
    """The days off and swaps that lie ahead."""
    found = list(working_days.to_come(turn.session, turn.today).items())[:_DAYS]
    lines = [
        turn.t("duty-day-line-off" if off else "duty-day-line-worked", day=f"{day:%d/%m/%Y}") for day, off in found
    ]
    return RichText.join("\n", [turn.t("duty-days-title"), *lines])


def _refused(turn: Turn, error: LineRefused, kind: str) -> RichText:
    key = f"duty-refused-{error.fault.replace('_', '-')}"
    if kind != _ROTA and error.fault in (LineFault.DAY, LineFault.HOUR, LineFault.SHAPE):
        key = "duty-refused-override" if kind == "duty.override" else "duty-refused-date"
    if error.fault in (LineFault.EMPTY, LineFault.TOO_LONG, LineFault.PAST):
        return turn.t(key)
    return turn.t(key, line=str(error.number), word=error.word)


def _lines(turn: Turn, seen: DutySeen) -> list[str]:
    """The rota in lines that can be sent back: days with the same hours and officers together."""
    groups: dict[tuple[int, int, tuple[int, ...]], list[int]] = {}
    for shift in seen.shifts:
        groups.setdefault((shift.starts, shift.minutes, shift.members), []).append(shift.day)
    found = []
    for (starts, minutes, members), days in groups.items():
        names = ", ".join(seen.names.get(officer, "") for officer in members)
        found.append(f"{_day_names(turn, days)} {_hours(Shift(0, starts, minutes, members))}: {names}")
    return found


def _day_names(turn: Turn, days: Sequence[int]) -> str:
    """ "T2–T6, CN": days in a row by the first and the last of them."""
    rows: list[list[int]] = []
    for day in days:
        if rows and day == rows[-1][-1] + 1 and day != HOLIDAY:
            rows[-1].append(day)
        else:
            rows.append([day])
    named = [[turn.t.text(f"duty-day-{row[0]}"), turn.t.text(f"duty-day-{row[-1]}")] for row in rows]
    return ", ".join(first if first == last else f"{first}-{last}" for first, last in named)


def _hours(shift: Shift) -> str:
    ends = shift.starts + shift.minutes
    return f"{_clock(shift.starts)}-{_clock(ends if ends <= duty.DAY else ends - duty.DAY)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _holes(turn: Turn, holes: Sequence[Hole]) -> RichText:
    """The hours in which nobody is on duty: days with the same hours together."""
    hours: dict[int, list[str]] = {}
    for hole in holes:
        hours.setdefault(hole.day, []).append(f"{_clock(hole.begins)}-{_clock(hole.ends)}")
    days: dict[str, list[int]] = {}
    for day, spans in hours.items():
        days.setdefault(", ".join(spans), []).append(day)
    lines = [f"• {_day_names(turn, same)} {spans}" for spans, same in days.items()]
    return RichText.join("\n", [turn.t("duty-holes"), *map(RichText, lines)])


def _overrides(turn: Turn, seen: DutySeen) -> list[RichText]:
    return [
        turn.t(
            "duty-override-line",
            begins=_moment(turn, override.starts_at),
            ends=_moment(turn, override.ends_at),
            names=", ".join(seen.names.get(member, "") for member in override.members),
        )
        for override in seen.overrides
    ]


def _moment(turn: Turn, at: datetime) -> str:
    local = at.astimezone(turn.installation.zone)
    return f"{local:%d/%m %H:%M}"


_WORDS = {_ROTA: words, "duty.override": words, "duty.days": words}
ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={"duty.show": show, "duty.clear": clear, **_WORDS},
        commands={"/lichtruc": show},
        words={"lịch trực": "/lichtruc"},
        labels={"duty-button-show": show},
        notes=dict.fromkeys(_WORDS, written),
    ),
)
