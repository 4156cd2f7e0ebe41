"""Groups: staff bind a closed chat group to a purpose, from inside the group.

Where there are buttons the purpose is pressed. Everywhere it can be written into the command, which then needs no other
message before it: in a group nobody knows whom a bare number would answer.
"""

from __future__ import annotations

import re

from channels.messages import Button, Kind
from handlers import menu
from handlers.button_data import ButtonData, button_data, read_button
from handlers.routes import Routes
from handlers.turn import Turn
from storage.members import addresses, groups, units
from storage.tables import Group, GroupPurpose, Role
from texts.fold import fold

_PURPOSES = (GroupPurpose.COLLABORATORS, GroupPurpose.STAFF)
_WORDS = {"ctv": _PURPOSES[0], "congtacvien": _PURPOSES[0], "canbo": _PURPOSES[1]}
# A mention of us may stand behind as well.
_COMMAND = re.compile(r"/ ?noi ?nhom(?![a-z0-9])([^@]*)")
_NO_LETTER = re.compile(r"[^a-z0-9]+")

BIND = "group.bind"
"""Pressed in the group itself, where no route leads: whoever presses is looked up first."""


def how(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Tells staff how a group is bound."""
    turn.answer_tap()
    turn.reply(turn.t(f"group-how-{_network(turn)}", name=turn.installation.name(turn.account_id)), menu.home(turn))


def _commanded(turn: Turn) -> None:
    """A staff member wrote in a group: bound at once if it is the command with its purpose; what is no command is not ours."""
    found = _COMMAND.match(fold(turn.event.text))
    if found is None:
        return
    purpose = _WORDS.get(_NO_LETTER.sub("", found[1]))
    if purpose is None:
        _ask(turn)
    else:
        _bind(turn, purpose)


def _pressed(turn: Turn, button: ButtonData) -> None:
    """The purpose was chosen."""
    turn.answer_tap()
    if 0 <= button[0] < len(_PURPOSES):
        _bind(turn, _PURPOSES[button[0]])


def _moved(turn: Turn) -> None:
    """The group has a new chat id (it became a supergroup)."""
    group = groups.at_chat(turn.session, turn.account_id, turn.chat)
    if group is not None and turn.event.moved_to:
        groups.move(turn.session, group, turn.event.moved_to)


def _left(turn: Turn) -> None:
    """We were taken out of the group."""
    group = groups.at_chat(turn.session, turn.account_id, turn.chat)
    if group is not None:
        group.unreachable = "left"
        turn.session.flush()


def _ask(turn: Turn) -> None:
    """What is the group for? Without buttons: the two commands, as they are to be sent on this network."""
    if turn.typed_only:
        turn.reply(turn.t(f"group-ask-{_network(turn)}", name=turn.installation.name(turn.account_id)))
        return
    buttons = tuple(
        (Button(turn.t.text(f"group-button-{purpose}"), button_data(BIND, number)),)
        for number, purpose in enumerate(_PURPOSES)
    )
    turn.reply(turn.t("group-ask"), buttons)


def _bind(turn: Turn, purpose: GroupPurpose) -> None:
    """The group belongs to the staff member's unit from now on."""
    unit = units.root(turn.session)
    group = Group(
        account_id=turn.account_id,
        chat=turn.chat,
        chat_hash=b"",
        title=turn.event.title or "?",
        purpose=purpose,
        unit_id=unit.id or 0,
        bound_by=turn.me.member_id,
    )
    groups.bind(turn.session, group)
    turn.replace_or_reply(turn.t(f"group-bound-{purpose}", unit=unit.name))


def _network(turn: Turn) -> str:
    return turn.installation.network(turn.account_id).replace("_", "-")


def in_group(turn: Turn) -> None:
    """What happened in a group: what becomes of it, and what staff say of it there."""
    event = turn.event
    if event.kind is Kind.GROUP_MOVED:
        _moved(turn)
    elif event.kind is Kind.GROUP_LEFT:
        _left(turn)
    elif event.kind in (Kind.TEXT, Kind.BUTTON):
        _staff_in_group(turn)


def _staff_in_group(turn: Turn) -> None:
    """In a group only staff are answered, and only about the group itself."""
    event = turn.event
    who = addresses.at_chat(turn.session, turn.account_id, event.sender_id)
    if who is None or Role.STAFF not in who.roles or not who.joined:
        turn.answer_tap()
        return
    turn.person = who
    button = read_button(event.token) if event.token else None
    if button is not None and button.verb == BIND:
        _pressed(turn, button)
    else:
        _commanded(turn)


ROUTES = (Routes(frozenset({Role.STAFF}), buttons={"group.how": how}, commands={"/noinhom": how}),)
