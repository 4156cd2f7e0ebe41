"""The networks of a member: where they are, and where they are written to first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from channels.messages import Button, Keyboard
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.network_names import place_names, reason_in
from handlers.routes import Routes
from handlers.turn import Turn
from services import members
from storage.members import address_book
from storage.members.address_book import Place
from texts.rich import RichText


def listed(turn: Turn) -> None:
    """The command: where the member is, with the present choice, as buttons."""
    places = address_book.of_member(turn.session, turn.me.member_id, turn.now)
    if len(places) < 2:
        turn.reply(turn.t("networks-one", network=_named(turn, places)(_here(turn, places))), menu.home(turn))
    else:
        turn.reply(*_card(turn, "networks-title", places))


def choose(turn: Turn, pressed: ButtonData) -> None:
    """From now on what is sent of our own accord goes there."""
    chosen = members.write_first(turn.session, turn.actor, pressed[0], turn.now)
    turn.answer_tap()
    if chosen is None:
        turn.replace_or_reply(turn.t("press-unknown"), menu.home(turn))
        return
    places = address_book.of_member(turn.session, turn.me.member_id, turn.now)
    text = turn.t("networks-chosen", network=_named(turn, places)(chosen))
    if chosen.shut:
        text = text + "\n" + _shut_line(turn, places, chosen)
    turn.replace_or_reply(text, menu.home(turn))


def joined_one_more(turn: Turn) -> bool:
    """The member has come in on one more network: they are asked once where to write first. False: this is their only one."""
    places = address_book.of_member(turn.session, turn.me.member_id, turn.now)
    if len(places) < 2:
        return False
    turn.replace_or_reply(*_card(turn, "networks-second", places, here=_named(turn, places)(_here(turn, places))))
    return True


def is_somewhere_else(turn: Turn) -> bool:
    """True if the member has come in on another network too."""
    return len(address_book.of_member(turn.session, turn.me.member_id, turn.now)) > 1


def is_one_more(turn: Turn) -> bool:
    """True if the member is somewhere else as well, and is written to there first."""
    places = address_book.of_member(turn.session, turn.me.member_id, turn.now)
    return len(places) > 1 and not _here(turn, places).first


def _card(turn: Turn, key: str, places: Sequence[Place], **more: str) -> tuple[RichText, Keyboard]:
    named = _named(turn, places)
    first = next(place for place in places if place.first)
    lines = [turn.t(key, network=named(first), **more)]
    lines += [_shut_line(turn, places, place) for place in places if place.shut]
    buttons = [
        (Button(f"{'✓ ' if place.first else ''}{named(place)}", button_data("network.choose", place.address_id)),)
        for place in places
    ]
    return RichText.join("\n", lines), (*buttons, *menu.home(turn))


def _shut_line(turn: Turn, places: Sequence[Place], place: Place) -> RichText:
    reason = reason_in(turn.t, place.shut)
    return turn.t("networks-shut", network=_named(turn, places)(place), reason=reason)


def _here(turn: Turn, places: Sequence[Place]) -> Place:
    return next(place for place in places if place.address_id == turn.me.address_id)


def _named(turn: Turn, places: Sequence[Place]) -> Callable[[Place], str]:
    return place_names(turn.t, places, turn.installation.name)


ROUTES = (Routes(buttons={"network.choose": choose}, commands={"/kenh": listed}, words={"kênh": "/kenh"}),)
