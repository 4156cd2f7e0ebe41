"""How far a prompt has come: who has answered, who has not, who was not reached and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from channels.messages import Button, Keyboard
from handlers import menu, network_names
from handlers.button_data import ButtonData, button_data
from handlers.notify import progress_lines, prompt_messages
from handlers.notify.progress_lines import PARTS
from handlers.routes import Routes
from handlers.staff import broadcasts
from handlers.turn import Turn
from services import nudges, progress, quiet_hours, staff_scope
from services.nudges import Nudged, NudgeRefusal
from services.progress import Named, Part, Progress
from storage.prompts import prompts
from storage.tables import Role
from texts.rich import RichText
from texts.times import time_of_day

_LINES = 20
_UNITS = 12
_OPEN = (Part.STARTED, Part.SILENT, Part.MUTED, Part.UNREACHED)


def choose(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The prompts sent last, or the one that a button named."""
    if pressed is not None and pressed[0] > 0:
        show(turn, pressed)
        return
    turn.answer_tap()
    there = progress.listed(turn.session, turn.actor)
    waiting, found = there.waiting, there.sent
    if not found and not waiting:
        turn.reply(turn.t("progress-none"), menu.home(turn))
    elif len(found) == 1 and not waiting:
        show(turn, ButtonData("who", (found[0].id,)))
    else:
        buttons = [
            (Button(turn.t.text("progress-waiting", title=prompt.title), button_data("prompt.planned", prompt.id)),)
            for prompt in waiting
        ]
        buttons += [(Button(prompt.title, button_data("progress.show", prompt.id)),) for prompt in found]
        turn.reply(turn.t("progress-choose"), (*buttons, *menu.home(turn)))


def show(turn: Turn, pressed: ButtonData) -> None:
    """The figures of one prompt and, page by page, the names of those who are missing.

    A button with a page turns it in place; any other opens the page below, since it may stand on a card.
    """
    turn.answer_tap()
    done = progress.see(turn.session, turn.actor, pressed[0], turn.now, turn.installation.zone)
    if done is None:
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    prompt = done.prompt
    head = _head(turn, done)
    reminding, buttons = broadcasts.reminder_line(turn, prompt)
    lines = [turn.t("progress-shielded-few" if done.few else "progress-shielded")]
    if not done.shielded:
        lines = [*_unreached(turn, prompt.id), *_missing(turn, prompt.id)]
    _paged(turn, pressed, RichText.join("\n", [head, *reminding]), lines, (*buttons, *_doors(turn, done)))


def listed(turn: Turn, pressed: ButtonData) -> None:
    """The members behind one number: (prompt, place of the part, page)."""
    turn.answer_tap()
    number, at = pressed[0], pressed[1]
    done = progress.see(turn.session, turn.actor, number, turn.now, turn.installation.zone)
    if done is None or not 0 <= at < len(PARTS):
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    part = Part(PARTS[at])
    zone = turn.installation.zone
    found = progress.behind(turn.session, turn.actor, number, turn.now, zone, part=part)
    count = done.counts.get(part, 0)
    line = turn.t(f"progress-line-{part}", count=count, asked=done.asked)
    head = RichText.join("\n", [turn.t("prompt-title", title=done.prompt.title), line])
    _paged(turn, pressed, head, _by_unit(turn, found), _back(turn, number), at=2)


def units(turn: Turn, pressed: ButtonData) -> None:
    """The units of a prompt, each with how many have answered: (prompt, page)."""
    turn.answer_tap()
    done = progress.see(turn.session, turn.actor, pressed[0], turn.now, turn.installation.zone)
    if done is None:
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    page = max(0, pressed[1])
    here = done.units[page * _UNITS : (page + 1) * _UNITS]
    rows: list[tuple[Button, ...]] = []
    for unit in here:
        label = turn.t.text("progress-button-unit", unit=unit.name, answered=unit.answered, asked=unit.asked)
        rows.append((Button(label, button_data("progress.unit", pressed[0], unit.unit_id)),))
    head = turn.t("progress-units", title=done.prompt.title, units=len(done.units))
    more = (*rows, *_turns(turn, pressed, page, len(done.units) > (page + 1) * _UNITS, 1), *_back(turn, pressed[0]))
    _say(turn, pressed, 1)(head, (*more, *menu.home(turn)))


def unit(turn: Turn, pressed: ButtonData) -> None:
    """The members of one unit with their parts: (prompt, unit, page)."""
    turn.answer_tap()
    zone = turn.installation.zone
    found = progress.behind(turn.session, turn.actor, pressed[0], turn.now, zone, unit_id=pressed[1])
    prompt = prompts.get(turn.session, pressed[0])
    if not found or prompt is None:
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    lines = [
        turn.t(
            "progress-member-alone" if named.alone else "progress-member", name=named.name, part=_part(turn, named.part)
        )
        for named in found
    ]
    head = turn.t("progress-unit", unit=found[0].unit, title=prompt.title)
    rest = ((Button(turn.t.text("progress-button-units"), button_data("progress.units", pressed[0], 0)),),)
    _paged(turn, pressed, head, lines, rest, at=2)


def nudge(turn: Turn, pressed: ButtonData) -> None:
    """Those who have not answered are reminded, or a sentence says why nobody is."""
    turn.answer_tap()
    done = nudges.nudge(turn.session, turn.actor, pressed[0], turn.now, turn.installation.zone)
    if done is None:
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    lines = [_nudged(turn, done)]
    if done.by:
        lines.append(turn.t("nudge-by", name=done.by, time=_hour(turn, done.at)))
    elif done.at is not None:
        lines.append(turn.t("nudge-by-rule", time=_hour(turn, done.at)))
    left = {"today": done.today, "muted": done.muted, "unreachable": done.unreachable}
    lines += [turn.t(f"nudge-{why}", count=count) for why, count in left.items() if count]
    if done.told is not None:
        prompt_messages.send(turn, [done.told])
    turn.reply(RichText.join("\n", lines), (*_back(turn, pressed[0]), *menu.home(turn)))


def _nudged(turn: Turn, done: Nudged) -> RichText:
    title = done.prompt.title
    if done.refusal is None:
        return turn.t("nudge-done", title=title, count=done.count)
    due = done.prompt.due_at.astimezone(turn.installation.zone)
    day = f"{done.next_on:%d/%m}" if done.next_on is not None else ""
    key = f"nudge-refused-{done.refusal}"
    if done.refusal is NudgeRefusal.EARLY and not day:
        key = "nudge-refused-before"
    return turn.t(key, title=title, due=f"{due:%H:%M %d/%m}", day=day, **_night(turn))


def _night(turn: Turn) -> dict[str, str]:
    night = quiet_hours.night(turn.session)
    return {"begins": time_of_day(night.begins), "ends": time_of_day(night.ends)}


def _hour(turn: Turn, at: datetime | None) -> str:
    return f"{at.astimezone(turn.installation.zone):%H:%M}" if at is not None else ""


def _head(turn: Turn, done: Progress) -> RichText:
    due = done.prompt.due_at.astimezone(turn.installation.zone)
    title = turn.t("progress-head", title=done.prompt.title, due=f"{due:%H:%M %d/%m}")
    if done.few:
        return title
    return RichText.join("\n", [title, RichText(progress_lines.lines(turn.t, done.asked, done.counts))])


def _doors(turn: Turn, done: Progress) -> Keyboard:
    """The lists behind the numbers, two a row, and what can be done about them."""
    number = done.prompt.id
    lists = [
        Button(turn.t.text(f"progress-button-{part}"), button_data("progress.list", number, at))
        for at, part in enumerate(PARTS)
        if done.counts.get(Part(part), 0) and not done.shielded
    ]
    if not done.shielded:
        lists.append(Button(turn.t.text("progress-button-units"), button_data("progress.units", number, 0)))
    lists.append(Button(turn.t.text("grid-button"), button_data("progress.grid")))
    rows: list[tuple[Button, ...]] = [tuple(lists[at : at + 2]) for at in range(0, len(lists), 2)]
    if progress_lines.waits(done.counts) or done.few:
        rows.append((Button(turn.t.text("progress-button-nudge"), button_data("progress.nudge", number)),))
    copy = Button(turn.t.text("prompt-button-copy"), button_data("prompt.copy", number))
    if not staff_scope.covers(turn.session, turn.actor, done.prompt.unit_id):
        return (*rows, (copy,))
    card = Button(turn.t.text("progress-button-card"), button_data("broadcast.show", number))
    amend = Button(turn.t.text("prompt-button-amend"), button_data("prompt.amend", number))
    return (*rows, (card, copy), (amend,))


def _back(turn: Turn, number: int) -> Keyboard:
    return ((Button(turn.t.text("prompt-button-progress"), button_data("progress.show", number)),),)


def _by_unit(turn: Turn, found: Sequence[Named]) -> list[RichText]:
    """A line a unit with its names; those of one officer alone below it, each with a word that says so."""
    by_unit: dict[str, list[str]] = {}
    for named in found:
        if not named.alone:
            by_unit.setdefault(named.unit, []).append(named.name)
    lines = [turn.t("progress-missing", unit=unit, names=", ".join(names)) for unit, names in by_unit.items()]
    alone = [turn.t("progress-alone", unit=named.unit, name=named.name) for named in found if named.alone]
    return [*lines, *alone]


def _part(turn: Turn, part: Part) -> str:
    return turn.t.text(f"progress-part-{part}")


def unreached(turn: Turn, pressed: ButtonData) -> None:
    """Whom a prompt has not reached, by member, and why."""
    turn.answer_tap()
    prompt = prompts.get(turn.session, pressed[0])
    lines = list(_unreached(turn, pressed[0])) if prompt is not None else []
    if prompt is None or not lines:
        turn.reply(turn.t("progress-all-reached"), menu.home(turn))
    else:
        _paged(turn, pressed, turn.t("prompt-title", title=prompt.title), lines, ())


def _paged(
    turn: Turn, pressed: ButtonData, head: RichText, lines: Sequence[RichText], more: Keyboard, *, at: int = 1
) -> None:
    """One page of some lines. `at`: the place of the page in the button's numbers."""
    page = max(0, pressed[at])
    part = lines[page * _LINES : (page + 1) * _LINES]
    text = RichText.join("\n", [head, "", *part]) if part else head
    turns = _turns(turn, pressed, page, len(lines) > (page + 1) * _LINES, at)
    _say(turn, pressed, at)(text.truncate(4000), (*turns, *more, *menu.home(turn)))


def _turns(turn: Turn, pressed: ButtonData, page: int, more: bool, at: int) -> Keyboard:
    """The buttons to the pages before and behind."""
    before = pressed.numbers[:at]
    turns = []
    if page:
        turns.append(Button(turn.t.text("fill-button-page-back"), button_data(pressed.verb, *before, page - 1)))
    if more:
        turns.append(Button(turn.t.text("fill-button-page-on"), button_data(pressed.verb, *before, page + 1)))
    return (tuple(turns),) if turns else ()


def _say(turn: Turn, pressed: ButtonData, at: int) -> Callable[[RichText, Keyboard], object]:
    return turn.replace_or_reply if pressed[at] >= 0 else turn.reply


def _missing(turn: Turn, prompt_id: int) -> Iterable[RichText]:
    by_unit: dict[str, list[str]] = {}
    for named in progress.behind(turn.session, turn.actor, prompt_id, turn.now, turn.installation.zone):
        if named.part in _OPEN:
            started = named.part is Part.STARTED
            name = turn.t.text("progress-started", name=named.name) if started else named.name
            by_unit.setdefault(named.unit, []).append(name)
    if by_unit:
        yield turn.t("progress-missing-title")
    for unit, names in by_unit.items():
        yield turn.t("progress-missing", unit=unit, names=", ".join(names))


def _unreached(turn: Turn, prompt_id: int) -> Iterable[RichText]:
    held, lost = progress.unreached(turn.session, turn.actor, prompt_id, turn.now)
    seen = [*((row, "progress-held") for row in held), *((row, "progress-unreached") for row in lost)]
    if seen:
        yield turn.t("progress-unreached-title")
    for row, key in seen:
        yield turn.t(key, unit=row.unit, name=row.name, reason=network_names.reason_in(turn.t, row.reason))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "progress.show": choose,
            "progress.unreached": unreached,
            "progress.list": listed,
            "progress.units": units,
            "progress.unit": unit,
            "progress.nudge": nudge,
        },
        commands={"/tiendo": choose, "/tinhhinh": choose},
        words={"tiến độ": "/tiendo"},
        labels={"menu-progress": choose},
    ),
)
