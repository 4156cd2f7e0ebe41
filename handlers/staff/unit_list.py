"""The units in the chat: which there are, some merged into another, one parted off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import orjson

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import roster_changes, unit_changes
from services.unit_changes import MergePlan, UnitRefused
from storage.forms import decisions
from storage.members import units
from storage.members.addresses import Recipient
from storage.tables import PendingDecision, Role
from texts.dates import day, read_date
from texts.fold import clean
from texts.rich import RichText

_SHOWN = 60
_INTO = re.compile(r"\s(?:vào|vao|into)(?=\s)", re.IGNORECASE)
_FROM = re.compile(r"\s(?:từ|tu|from)(?=\s)", re.IGNORECASE)
_DAY = re.compile(r"(?:ngày|ngay)\s+", re.IGNORECASE)
_PART = re.compile(r"([\w./-]{1,32})\s*[,;]\s*([^:]+)(?::\s*(.+))?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;]\s*")
_AND = re.compile(r"\s*[,;]\s*|\s+(?:và|va|and)\s+", re.IGNORECASE)
_CARD = "units.merge"


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The units of today below the root, and what can be done."""
    turn.answer_tap()
    found = units.children(turn.session, units.root(turn.session).id)
    lines = [turn.t("units-title", count=len(found))]
    lines += [turn.t("units-line", code=unit.code, name=unit.name) for unit in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(turn.t("list-more", count=len(found) - _SHOWN))
    rows = (
        (Button(turn.t.text("units-button-merge"), button_data("units.ask_merge")),),
        (Button(turn.t.text("units-button-part"), button_data("units.ask_part")),),
    )
    turn.reply(RichText.join("\n", lines).truncate(3900), (*rows, *menu.home(turn)))


def ask_merge(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask which into which, from when on."""
    turn.answer_tap()
    pending_decisions.ask(turn, "units.ask_merge", (), turn.t("units-merge-how", day=_today(turn)))


def ask_part(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for the new unit and who goes to it."""
    turn.answer_tap()
    pending_decisions.ask(turn, "units.ask_part", (), turn.t("units-part-how"))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The line has come."""
    try:
        done = _merge_looked(turn, text) if pending.kind == "units.ask_merge" else _parted(turn, text)
    except UnitRefused as error:
        pending_decisions.ask_again(turn, pending, _refused(turn, error))
        return
    if not done:
        key = "units-merge-how" if pending.kind == "units.ask_merge" else "units-part-how"
        pending_decisions.ask_again(turn, pending, turn.t(key, day=_today(turn)))
        return
    pending_decisions.close(turn, pending)
    text_, keyboard = done
    turn.reply(text_, (*keyboard, *menu.home(turn)))


def merge(turn: Turn, pressed: ButtonData) -> None:
    """It was looked at, and is meant."""
    turn.answer_tap()
    choice = decisions.choice(turn.session, pressed[0], turn.me.member_id)
    if choice is None or choice.kind != _CARD or not decisions.answered(turn.session, choice.id, turn.now):
        turn.replace_or_reply(turn.t("units-merged-before"), menu.home(turn))
        return
    on, into, *ending = orjson.loads(choice.payload)
    first = date.fromordinal(on)
    try:
        made = unit_changes.merge(turn.session, turn.actor, ending, into, first, turn.today, turn.now)
    except UnitRefused as error:
        turn.replace_or_reply(_refused(turn, error), menu.home(turn))
        return
    turn.replace_or_reply(_said(turn, "units-merged", made), menu.home(turn))
    _tell(turn, made.told, made.into_name)


def _merge_looked(turn: Turn, text: str) -> tuple[RichText, tuple[tuple[Button, ...], ...]] | None:
    said = [
        (ending, into, read_date(_DAY.sub("", on, count=1), turn.today))
        for before, on in _at(_FROM, clean(text))
        for ending, into in _at(_INTO, before)
    ]
    lines = [
        (names, into, first)
        for ending, into, first in said
        if first is not None
        for names in ([ending], _BETWEEN.split(ending), _AND.split(ending))
    ]
    if not lines:
        return None
    known = (line for line in lines if all(unit_changes.is_known(turn.session, name) for name in (*line[0], line[1])))
    ending, into, first = next(known, lines[-1])
    made = unit_changes.plan(turn.session, turn.actor, ending, into, first, turn.today, turn.now)
    payload = orjson.dumps([first.toordinal(), made.into_id, *made.from_ids]).decode()
    choice = decisions.ask(
        turn.session,
        PendingDecision(member_id=turn.me.member_id, kind=_CARD, payload=payload, created_at=turn.now),
    )
    yes = Button(turn.t.text("units-button-merge-now"), button_data("units.merge", choice.id))
    return _said(turn, "units-merge-look", made), ((yes,),)


def _parted(turn: Turn, text: str) -> tuple[RichText, tuple[tuple[Button, ...], ...]] | None:
    found = _PART.fullmatch(clean(text))
    lines = _at(_FROM, found[2]) if found is not None else []
    if found is None or not lines:
        return None
    name, other = next((line for line in lines if unit_changes.is_known(turn.session, line[1])), lines[0])
    people = [
        person
        for part in _BETWEEN.split(found[3] or "")
        if part
        for person in ([part] if roster_changes.find(turn.session, turn.actor, part) else _AND.split(part))
    ]
    done = unit_changes.part_off(turn.session, turn.actor, found[1], name, other, people, turn.today, turn.now)
    _tell(turn, done.told, done.name)
    return turn.t("units-parted", name=done.name, other=done.other, count=done.members), ()


def _at(between: re.Pattern[str], words: str) -> list[tuple[str, str]]:
    """Split around each of these words, one at a time: a name may hold one of them (phường Từ Sơn, xã Tu Tra)."""
    found = ((words[: gap.start()].strip(), words[gap.end() :].strip()) for gap in between.finditer(words))
    return [(before, after) for before, after in found if before and after]


def _tell(turn: Turn, people: Sequence[Recipient], unit: str) -> None:
    """Tell whoever stands in another unit now, as those who are moved singly are told."""
    for person in people:
        turn.send_to(person, turn.texts_for(person)("change-told-moved", unit=unit))


def _said(turn: Turn, key: str, made: MergePlan) -> RichText:
    return turn.t(
        key,
        names=", ".join(made.from_names),
        into=made.into_name,
        day=day(made.first, turn.t.language),
        members=made.follows.members,
        units=made.follows.units,
        groups=made.follows.groups,
        prompts=made.follows.prompts,
    )


def _refused(turn: Turn, error: UnitRefused) -> RichText:
    return turn.t(f"units-refused-{error.fault}", named=error.named)


def _today(turn: Turn) -> str:
    return day(turn.today, turn.t.language)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={
            "units.show": show,
            "units.ask_merge": ask_merge,
            "units.ask_part": ask_part,
            "units.merge": merge,
        },
        commands={"/donvi": show},
        words={"danh sách đơn vị": "/donvi"},
        labels={"units-button-show": show, "units-button-merge": ask_merge, "units-button-part": ask_part},
        notes={"units.ask_merge": written, "units.ask_part": written},
    ),
)
