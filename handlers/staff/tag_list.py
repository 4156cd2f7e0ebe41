"""Tags in the chat: which there are, who has one, one more, and one that is taken from somebody."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import tagging
from services.audiences import MembersRefused
from services.tagging import TagRefused
from storage.tables import PendingDecision, Role
from texts.fold import clean
from texts.rich import RichText

_SHOWN = 12
_NAMED = 6


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Every tag with how many have it."""
    turn.answer_tap()
    found = tagging.listed(turn.session, turn.actor)
    rows = [
        (Button(turn.t.text("tag-button-open", name=tag.name, count=tag.members), button_data("tag.open", tag.id)),)
        for tag in found[:_SHOWN]
    ]
    add = (Button(turn.t.text("tag-button-add"), button_data("tag.add")),)
    turn.reply(turn.t("tag-title" if found else "tag-none"), (add, *rows, *menu.home(turn)))


def open_tag(turn: Turn, pressed: ButtonData) -> None:
    """Show who has a tag, page by page: (tag, page)."""
    turn.answer_tap()
    there = tagging.members_of(turn.session, turn.actor, pressed[0])
    if there is None:
        turn.reply(turn.t("tag-gone"), menu.home(turn))
        return
    tag, people = there
    page = max(0, pressed[1])
    rows = [
        (Button(turn.t.text("tag-button-take", name=name), button_data("tag.take", tag.id, number)),)
        for number, name in people[page * _SHOWN : (page + 1) * _SHOWN]
    ]
    if len(people) > (page + 1) * _SHOWN:
        rows.append((Button(turn.t.text("fill-button-page-on"), button_data("tag.open", tag.id, page + 1)),))
    turn.reply(turn.t("tag-open", name=tag.name, count=len(people)), (*rows, *_list(turn), *menu.home(turn)))


def add(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for a line that names a tag and members."""
    turn.answer_tap()
    pending_decisions.ask(turn, "tag.add", (), turn.t("tag-ask"))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The line has come."""
    name, colon, words = clean(text).partition(":")
    if not colon or not words.strip():
        pending_decisions.ask_again(turn, pending, turn.t("tag-refused-shape"))
        return
    try:
        done = tagging.put(turn.session, turn.actor, name, words, turn.now)
    except TagRefused:
        pending_decisions.ask_again(turn, pending, turn.t("tag-refused-shape"))
        return
    except MembersRefused as error:
        unknown, several = (", ".join(found[:_NAMED]) for found in (error.unknown, error.several))
        lines = [turn.t("audience-unknown", names=unknown)] if unknown else []
        lines += [turn.t("audience-several-of-name", names=several)] if several else []
        pending_decisions.ask_again(turn, pending, RichText.join("\n", lines or [turn.t("tag-refused-shape")]))
        return
    pending_decisions.close(turn, pending)
    turn.reply(turn.t("tag-put", name=done.tag.name, count=done.added), (*_list(turn), *menu.home(turn)))


def take(turn: Turn, pressed: ButtonData) -> None:
    """Somebody has the tag no more."""
    done = tagging.take(turn.session, turn.actor, pressed[0], pressed[1], turn.now)
    turn.answer_tap("" if done else turn.t.text("tag-gone"))
    open_tag(turn, ButtonData("tag.open", pressed.numbers[:1]))


def _list(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    return ((Button(turn.t.text("tag-button-show"), button_data("tag.list")),),)


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"tag.list": show, "tag.open": open_tag, "tag.add": add, "tag.take": take},
        commands={"/nhan": show},
        words={"nhãn": "/nhan"},
        labels={"tag-button-show": show, "tag-button-add": add},
        notes={"tag.add": written},
    ),
)
