"""The scope of an expression, where it stands and what it may see: the context node, and everything from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from forms.xpath.values import Value, XmlNode

# A third of a second of work for all the expressions of one turn; thirty looks through a list of 5,000.
EFFORT = 150_000


def _no_instance(_name: str) -> XmlNode | None:
    return None


def _no_choice_label(_value: str, _ref: str, _scope: Scope) -> str:
    return ""


def _no_text(_key: str, _scope: Scope) -> str:
    return ""


def _no_id() -> str:
    return ""


@dataclass
class World:
    """The world that an evaluation may see besides its context node: everything outside comes in here.

    root: what absolute paths start from, an lxml tree (the document) or an element.
    now: the instant, aware, in the zone in which ``today()`` is meant.
    nodes: elements by their reference without positions, for plain absolute paths.
    seed: what ``randomize()`` starts from. off: the attribute of an element that is not relevant, "" where all are.
    language: of names of days and months, and of numbers in labels. numbers:
    the references of what is a number. greenwich: ``decimal-date-time`` counts from midnight in Greenwich, as the
    specification says, and not where the office is, as a form has to (docs/decisions/0011). effort: the candidates of
    predicates that may still be looked at; below zero the expression is given up, so that no form can hold a turn for
    seconds. zone: that of ``now``.
    """

    root: XmlNode
    now: datetime
    instance: Callable[[str], XmlNode | None] = _no_instance
    choice_label: Callable[[str, str, Scope], str] = _no_choice_label
    new_id: Callable[[], str] = _no_id
    nodes: Mapping[str, list[XmlNode]] = field(default_factory=dict)
    itext: Callable[[str, Scope], str] = _no_text
    seed: str = "1"
    off: str = ""
    language: str = "en"
    numbers: Set[str] = frozenset()
    greenwich: bool = False
    effort: int = EFFORT
    zone: tzinfo | None = field(init=False)

    def __post_init__(self) -> None:
        self.zone = self.now.tzinfo


class Scope:
    """The place of an expression: the context node with its position among ``size``, and the world around."""

    __slots__ = ("current", "node", "position", "size", "world")

    def __init__(self, world: World, node: XmlNode, position: int = 1, size: int = 1, current: XmlNode = None) -> None:
        self.world = world
        self.node = node
        self.position = position
        self.size = size
        self.current = node if current is None else current


Compiled = Callable[[Scope], Value]
