"""Groups: staff bind a closed chat group to a purpose, from inside the group.

Where there are buttons the purpose is pressed. Everywhere it can be written into the command, which then needs no other
message before it: in a group nobody knows whom a bare number would answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from channels.messages import Button, Kind
from handlers import menu, notifications
from handlers.button_data import ButtonData, button_data, read_button
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.typed import intents
from services import alerts, groups
from services.groups import GroupChat
from storage.members import addresses
from storage.members.addresses import Recipient
from storage.tables import GroupPurpose, Lane, Role
from texts.fold import fold
from texts.personal import find

_TELL_WHOM = ("telegram", "zalo_bot")
"""Networks that bring from a group what is written to us: a reply or our name; the other ones bring all that is said."""
_PURPOSES = (GroupPurpose.COLLABORATORS, GroupPurpose.STAFF)
_WORDS = {"ctv": _PURPOSES[0], "congtacvien": _PURPOSES[0], "canbo": _PURPOSES[1]}
# A mention of us may stand behind as well.
_WORDS_OR_FILES = frozenset((Kind.TEXT, Kind.MEDIA, Kind.LOCATION))
_COMMAND = re.compile(r"/ ?noi ?nhom(?![a-z0-9])([^@]*)")
_ALERTS = 6
"""Open alerts that are offered at once; the others are in /canhbao."""
_NO_LETTER = re.compile(r"[^a-z0-9]+")

BIND = "group.bind"
"""Pressed in the group itself, where no route leads: whoever presses is looked up first."""


def how(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Tells staff how a group is bound."""
    turn.answer_tap()
    turn.reply(turn.t(f"group-how-{_network(turn)}", name=turn.installation.name(turn.account_id)), menu.home(turn))


def _commanded(turn: Turn) -> None:
    """Bind the group at once where staff wrote the command with its purpose; what is no command is not ours."""
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


def _ask(turn: Turn) -> None:
    """Ask what the group is for. Without buttons: the two commands, as they are to be sent on this network."""
    if turn.typed_only:
        turn.reply(turn.t(f"group-ask-{_network(turn)}", name=turn.installation.name(turn.account_id)))
        return
    buttons = tuple(
        (Button(turn.t.text(f"group-button-{purpose}"), button_data(BIND, number)),)
        for number, purpose in enumerate(_PURPOSES)
    )
    turn.reply(turn.t("group-ask"), buttons)


def _bind(turn: Turn, purpose: GroupPurpose) -> None:
    """The group gets what its purpose brings from now on."""
    there = _there(turn)
    if not there.title:  # a network that tells no group's name
        there = replace(there, title=turn.t.text("group-untitled", name=turn.me.name))
    bound = groups.bind(turn.session, turn.actor, there, purpose, turn.now)
    turn.replace_or_reply(turn.t(f"group-bound-{bound.purpose}", unit=turn.installation.unit_name(bound.unit, turn.t)))
    notifications.send(turn, bound.told)


def _there(turn: Turn) -> GroupChat:
    return GroupChat(turn.account_id, turn.chat, turn.event.title, turn.event.topic)


def _network(turn: Turn) -> str:
    return turn.installation.network(turn.account_id).replace("_", "-")


def in_group(turn: Turn, take_over: Callable[[Turn], bool]) -> None:
    """Handle what happened in a group: what becomes of it, and what staff say of it there.

    take_over: offers words that a collaborator wrote to us there as the beginning of a report, in their own chat.
    """
    event, session = turn.event, turn.session
    if event.kind is Kind.GROUP_MOVED:
        notifications.send(turn, groups.moved(session, _there(turn), event.moved_to, turn.now))
    elif event.kind is Kind.GROUP_LEFT:
        notifications.send(turn, groups.left(session, _there(turn), event.sent_at, turn.now))
    elif event.kind is Kind.GROUP_JOINED:
        notifications.send(turn, groups.back(session, _there(turn), event.sent_at, turn.now))
    elif event.kind is Kind.TOPIC_REOPENED:
        notifications.send(turn, groups.topic_reopened(session, _there(turn), event.sent_at, turn.now))
    else:
        if event.kind is not Kind.BUTTON:  # a press tells no time of its own
            notifications.send(turn, groups.heard(session, _there(turn), event.sent_at, turn.now))
        if event.kind in (Kind.TEXT, Kind.BUTTON):
            _staff_in_group(turn)
        if event.kind in _WORDS_OR_FILES and event.to_us and not event.anonymous:
            _answer_privately(turn, take_over)
        elif event.kind is Kind.EDITED and not event.anonymous:
            _take_anew(turn, take_over)
        _look_for_personal_data(turn)


def _answer_privately(turn: Turn, take_over: Callable[[Turn], bool]) -> None:
    """Offer words to us as a draft, else say where reports are written once a day, in their own chat: the group hears nothing."""
    who = addresses.at_chat(turn.session, turn.account_id, turn.event.sender_id)
    if who is None or not who.joined or (Role.STAFF in who.roles and _COMMAND.match(fold(turn.event.text))):
        return
    there = _there(turn)
    known = turn.installation.network(turn.account_id) in _TELL_WHOM
    if groups.written_in_office(turn.session, there, who):
        _answer_office(turn, who, known)
        return
    if known and turn.event.text and groups.reads_prompts(turn.session, there, who):
        turn.speak_as(who)
        if take_over(turn):
            return
    if groups.written_to_us(turn.session, there, who, turn.today):
        turn.speak_as(who)
        turn.send_to(who, turn.t("group-not-a-report"), menu.keyboard(turn), lane=Lane.REPLY)


def _answer_office(turn: Turn, who: Recipient, known: bool) -> None:
    """Tell an officer that nothing is done by words in the group, with the open alerts and the menu, in their own chat.

    Each time for a command or who says that they take a matter on, for other words once a day. known: they were for us.
    """
    text, session = turn.event.text, turn.session
    acts = text.lstrip().startswith("/") or intents.read(text, office=True) is intents.Intent.ALERTS
    if acts or (known and groups.is_first_today(session, who, turn.today)):
        turn.speak_as(who)
        rows = [
            (Button(turn.t.text("alert-button-see-one", number=str(alert.id)), button_data("alert.see", alert.id)),)
            for alert in alerts.listed(session, turn.actor)[:_ALERTS]
        ]
        turn.send_to(who, turn.t("group-office"), (*rows, *menu.home(turn)), lane=Lane.REPLY)


def _take_anew(turn: Turn, take_over: Callable[[Turn], bool]) -> None:
    """Let words that were taken over be edited where they stand."""
    who = addresses.at_chat(turn.session, turn.account_id, turn.event.sender_id)
    if who is not None and who.joined:
        turn.speak_as(who)
        take_over(turn)


def _look_for_personal_data(turn: Turn) -> None:
    """Ask whoever wrote somebody's data in a group to take it away, in their own chat; we may not delete there (privacy 1)."""
    event = turn.event
    if event.kind not in (*_WORDS_OR_FILES, Kind.EDITED) or event.anonymous or not find(event.text):
        return
    who = addresses.at_chat(turn.session, turn.account_id, event.sender_id)
    if who is not None and who.joined:
        turn.speak_as(who)
        turn.send_to(who, turn.t("personal-not-here-stands"), lane=Lane.REPLY)


def _staff_in_group(turn: Turn) -> None:
    """In a group only staff are answered, and only about the group itself.

    Nobody can tell who speaks in the group's own name: whoever it is may ask, and is known by what they press.
    """
    event = turn.event
    if event.anonymous:
        if _COMMAND.match(fold(event.text)):
            _ask(turn)
        return
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


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"group.how": how},
        commands={"/noinhom": how},
        labels={"menu-group": how},
    ),
)
