"""The doors of a conversation.

Its buttons, its commands, the words that stand for them, and who may use them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import TypeVar

from handlers.button_data import ButtonData
from handlers.turn import Turn
from handlers.typed.button_labels import ButtonLabels
from storage.tables import PendingDecision, Role
from texts.fold import clean, fold, spaced

_IN_WORDS = re.compile(r"^van de (?:so )?(?=[0-9]+$)")
_NUMBER = re.compile(r"([a-z]{2})[ -]*[0-9][0-9 -]*")
T = TypeVar("T")
Press = Callable[[Turn, ButtonData], None]
Command = Callable[[Turn], None]
Note = Callable[[Turn, PendingDecision, str], None]


@dataclass(frozen=True, slots=True)
class Routes:
    """Say what one conversation answers to. Each conversation's module ends with its own."""

    roles: frozenset[Role] = frozenset()
    """Who may come in; empty: everybody on the roster."""
    province: bool = False
    """Of the staff only those who see the whole province: it concerns everybody."""
    buttons: Mapping[str, Press] = field(default_factory=dict)
    """By verb: "prompt.send"."""
    commands: Mapping[str, Command] = field(default_factory=dict)
    """By the command with its slash: "/soan"."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words that stand for a command, with their marks: "soạn" for "/soan"."""
    labels: Mapping[str, Command] = field(default_factory=dict)
    """What a button does that means the same at any time, by the key of its label: typed, the label does it too."""
    notes: Mapping[str, Note] = field(default_factory=dict)
    """What becomes of the words that a pending decision of a kind asked for."""
    numbers: Mapping[str, Command] = field(default_factory=dict)
    """By the letters before the dash of a number that can be typed: "bc" for BC-1126-042."""

    def open_to(self, roles: Set[Role], *, sees_all: bool) -> bool:
        """True if somebody with these roles may come in; `sees_all`: as one who sees the whole province."""
        theirs = roles - {Role.STAFF} if self.province and not sees_all else roles
        return not self.roles or not self.roles.isdisjoint(theirs)


class RouteTable:
    """The routes of all conversations together.

    Raises:
        ValueError: two conversations answer to one verb, command or word.
    """

    def __init__(self, conversations: Iterable[Iterable[Routes]]) -> None:
        self._buttons: dict[str, tuple[Routes, Press]] = {}
        self._commands: dict[str, tuple[Routes, Command]] = {}
        self._words: dict[str, tuple[str, str]] = {}
        self._labels: dict[str, tuple[Routes, Command]] = {}
        self._notes: dict[str, tuple[Routes, Note]] = {}
        self._numbers: dict[str, tuple[Routes, Command]] = {}
        for routes in (table for conversation in conversations for table in conversation):
            for verb, press in routes.buttons.items():
                _add(self._buttons, verb, (routes, press))
            for name, command in routes.commands.items():
                _add(self._commands, name, (routes, command))
            for word, name in routes.words.items():
                _add(self._words, spaced(fold(word)), (spaced(word), name))
            for key, command in routes.labels.items():
                _add(self._labels, key, (routes, command))
            for kind, note in routes.notes.items():
                _add(self._notes, kind, (routes, note))
            for letters, command in routes.numbers.items():
                _add(self._numbers, letters, (routes, command))
        self._typed = ButtonLabels(self._labels)

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs of all buttons."""
        return frozenset(self._buttons)

    def open_commands(self, roles: Set[Role], *, sees_all: bool) -> Mapping[str, frozenset[Role]]:
        """The commands for somebody with these roles, each with the roles that it is for."""
        return {
            name: routes.roles
            for name, (routes, _) in self._commands.items()
            if routes.open_to(roles, sees_all=sees_all)
        }

    def press(self, verb: str, roles: Set[Role], *, sees_all: bool) -> Press | None:
        """Say what a button does for somebody with these roles; None where it does nothing for them."""
        routes, press = self._buttons.get(verb, (None, None))
        return press if routes is not None and routes.open_to(roles, sees_all=sees_all) else None

    def command(self, name: str, roles: Set[Role], *, sees_all: bool) -> Command | None:
        """The handler of a command for somebody with these roles; None where it does nothing for them."""
        routes, command = self._commands.get(name, (None, None))
        return command if routes is not None and routes.open_to(roles, sees_all=sees_all) else None

    @property
    def labels(self) -> frozenset[str]:
        """The keys of the labels that are understood at any time."""
        return frozenset(self._labels)

    def labelled(self, text: str, roles: Set[Role], *, sees_all: bool) -> Command | None:
        """Say what the button does for somebody with these roles whose label a text is; None: it is no button's."""
        for key in self._typed.named(text):
            routes, command = self._labels[key]
            if routes.open_to(roles, sees_all=sees_all):
                return command
        return None

    def note(self, kind: str, roles: Set[Role], *, sees_all: bool) -> Note | None:
        """Say what takes the words that a pending decision asked for."""
        routes, note = self._notes.get(kind, (None, None))
        return note if routes is not None and routes.open_to(roles, sees_all=sees_all) else None

    def numbered(self, text: str, roles: Set[Role], *, sees_all: bool) -> Command | None:
        """Say what opens the thing whose number a text is: "BC-1126-042"; None where it is no such number."""
        found = _NUMBER.fullmatch(_IN_WORDS.sub("vd-", fold(text).strip()))
        routes, command = self._numbers.get(found[1], (None, None)) if found else (None, None)
        return command if routes is not None and routes.open_to(roles, sees_all=sees_all) else None

    def named(self, text: str, roles: Set[Role], *, sees_all: bool, marked: bool = False) -> str:
        """The command that a text names without its slash, "" where it names none.

        All of its marks, or none of them; `marked`: all of them. "huỷ" is "hủy".
        """
        word, name = self._words.get(spaced(fold(text)), ("", ""))
        alike = spaced(clean(text).casefold()).replace("uỷ", "ủy") == word  # "đúng" is not "dừng"
        alike = alike or (text.isascii() and not marked)
        return name if name and alike and self.command(name, roles, sees_all=sees_all) else ""


def _add(table: dict[str, T], key: str, value: T) -> None:
    if key in table:
        raise ValueError(f"{key} is routed twice")
    table[key] = value
