"""Groups: staff bind a closed chat group to a purpose, from inside the group."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu
from handlers.tokens import Token, token
from handlers.turn import Turn
from storage import groups, units
from storage.tables import Group, GroupPurpose

_PURPOSES = (GroupPurpose.COLLABORATORS, GroupPurpose.STAFF)


def how(turn: Turn, pressed: Token | None = None) -> None:
    """Tells staff how a group is bound."""
    turn.toast()
    turn.say(turn.t("group-how"), menu.home(turn))


def ask(turn: Turn) -> None:
    """A staff member wrote the command in a group: what is the group for?"""
    buttons = tuple(
        (Button(turn.t.plain(f"group-button-{purpose}"), token("bind", number)),)
        for number, purpose in enumerate(_PURPOSES)
    )
    turn.say(turn.t("group-ask"), buttons)


def bind(turn: Turn, pressed: Token) -> None:
    """The purpose was chosen: the group belongs to the staff member's unit from now on."""
    if not 0 <= pressed[0] < len(_PURPOSES):
        turn.toast()
        return
    unit = units.root(turn.session)
    group = Group(
        account_id=turn.account_id,
        chat=turn.chat,
        chat_hash=b"",
        title=turn.event.title or "?",
        purpose=_PURPOSES[pressed[0]],
        unit_id=unit.id or 0,
        bound_by=turn.me.member_id,
    )
    groups.bind(turn.session, group)
    turn.toast()
    turn.show(turn.t(f"group-bound-{_PURPOSES[pressed[0]]}", unit=unit.name))


def moved(turn: Turn) -> None:
    """The group has a new chat id (it became a supergroup)."""
    group = groups.at_chat(turn.session, turn.account_id, turn.chat)
    if group is not None and turn.event.moved_to:
        groups.move(turn.session, group, turn.event.moved_to)


def left(turn: Turn) -> None:
    """We were taken out of the group."""
    group = groups.at_chat(turn.session, turn.account_id, turn.chat)
    if group is not None:
        group.unreachable = "left"
        turn.session.flush()
