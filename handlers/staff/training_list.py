"""Training in the chat: which units and members learn, until when; one more, or one that ends early."""

from __future__ import annotations

import re
from datetime import timedelta

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import training
from services.mutes import MuteRefused
from storage.members import addresses, trainees
from storage.tables import PendingDecision, Role
from texts.dates import day, read_date
from texts.fold import clean
from texts.rich import RichText

_SHOWN = 20
_LINE = re.compile(r"(.+)\s+(?:đến|den|tới|toi|until)\s+(?:hết\s+|het\s+)?([^:]+?)\s*", re.IGNORECASE | re.DOTALL)
_EXAMPLE = timedelta(days=60)


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Everybody who learns, with a button that ends it."""
    turn.answer_tap()
    found = training.listed(turn.session, turn.actor, turn.today)
    lines = [turn.t("training-title")]
    lines += [
        turn.t("training-line", name=trained.name, day=day(trained.last, turn.t.language), by=trained.by)
        for trained in found[:_SHOWN]
    ]
    if not found:
        lines.append(turn.t("training-none"))
    if len(found) > _SHOWN:
        lines.append(turn.t("list-more", count=len(found) - _SHOWN))
    rows = [
        (Button(turn.t.text("training-button-end", name=trained.name), button_data("training.end", trained.id)),)
        for trained in found[:_SHOWN]
    ]
    add = (Button(turn.t.text("training-button-add"), button_data("training.add")),)
    turn.reply(RichText.join("\n", lines).truncate(4000), (add, *rows, *menu.home(turn)))


def add(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for a line that says who and until when."""
    turn.answer_tap()
    pending_decisions.ask(turn, "training.add", (), turn.t("training-ask", until=_until(turn)))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The line has come."""
    found = _LINE.fullmatch(clean(text))
    last = read_date(found[2], turn.today) if found is not None else None
    if found is None or last is None:
        pending_decisions.ask_again(turn, pending, turn.t("training-refused-shape", until=_until(turn)))
        return
    try:
        made = training.begin(turn.session, turn.actor, found[1], last, turn.today, turn.now)
    except MuteRefused as error:
        key = f"mute-refused-{error.fault.replace('_', '-')}"
        said = turn.t(key, codes=", ".join(error.codes), until=_until(turn))
        pending_decisions.ask_again(turn, pending, said)
        return
    pending_decisions.close(turn, pending)
    until = day(made.last, turn.t.language)
    turn.reply(turn.t("training-begun", name=made.name, day=until), (*_list(turn), *menu.home(turn)))
    if made.member_id is not None:
        for person in addresses.reached(turn.session, [made.member_id], turn.now):
            said = turn.texts_for(person)("training-told", day=day(made.last, person.language))
            turn.send_to(
                person, said, shielded=True
            )  # the log has the second, and a report says that it is of training


def end(turn: Turn, pressed: ButtonData) -> None:
    """From now on they count as everybody does, but where another time of training goes on."""
    turn.answer_tap()
    ended = training.end(turn.session, turn.actor, pressed[0], turn.today, turn.now)
    if ended is None:
        turn.reply(turn.t("training-gone"), (*_list(turn), *menu.home(turn)))
        return
    still = ended.member_id in trainees.on(turn.session, turn.today)
    said = turn.t("training-ended-still" if still else "training-ended", name=ended.name)
    turn.reply(said, (*_list(turn), *menu.home(turn)))
    if ended.member_id is not None and not still:
        for person in addresses.reached(turn.session, [ended.member_id], turn.now):
            turn.send_to(person, turn.texts_for(person)("training-told-ended"), shielded=True)


def _until(turn: Turn) -> str:
    return day(turn.today + _EXAMPLE, turn.t.language)


def _list(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    return ((Button(turn.t.text("training-button-show"), button_data("training.show")),),)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"training.show": show, "training.add": add, "training.end": end},
        commands={"/tapsu": show},
        words={"tập sự": "/tapsu"},
        labels={"training-button-show": show, "training-button-add": add},
        notes={"training.add": written},
    ),
)
