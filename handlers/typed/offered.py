"""Messages to networks without buttons: what one offers goes out as lines, and is kept as what may be typed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from channels.messages import Keyboard
from handlers.typed.typed_menu import Expected, TypedMenu, menu_of
from storage.members import addresses
from storage.members.addresses import Recipient
from texts.catalogue import Catalogue
from texts.rich import RichText


def in_answer(
    session: Session,
    person: Recipient | None,
    t: Catalogue,
    keyboard: Keyboard,
    expected: Expected,
    card: int,
    now: datetime,
) -> RichText:
    """The lines of an answer, whose digits take the place of those that were offered before.

    `person`: the member in whose chat it is; None: nobody's. `card`: the answer's delivery.
    """
    menu = menu_of(t, keyboard, expected)
    if person is not None and menu.answers:
        before = TypedMenu.load(person.menu, now)
        words = before.carried(menu.answers, writing=person.focus_draft_id is not None)
        addresses.set_menu(session, person, TypedMenu(menu.answers, words, card=card).dump(now))
    return menu.lines


def unasked(
    session: Session, person: Recipient, t: Catalogue, keyboard: Keyboard, now: datetime, *, answering: bool
) -> RichText:
    """The lines of something of our own accord: it goes by its words and leaves the digits to what was asked.

    `answering`: the person is the one whose turn this is, so that what may be typed is known already.
    """
    menu = menu_of(t, keyboard, Expected(digits=False))
    known = TypedMenu.load(person.menu if answering else addresses.menu_now(session, person), now)
    known.overlay(menu.answers, answering=answering or person.focus_draft_id is not None)
    addresses.set_menu(session, person, known.dump(now))
    return menu.lines
