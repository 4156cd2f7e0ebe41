"""Forms drawn at random, and a ledger that says what has to become of a person's answers in them.

The ledger works out relevance, calculations and choice filters by itself, from the drawn outline, without ``forms``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from forms.model.form import Form
from tests.forms.player import form_of

REGIONS = ("north", "south")
TOWNS = {"n1": "north", "n2": "north", "s1": "south", "s2": "south"}
WORDS = ("đất", "nước", "chợ")
_ASKED = {
    "text": "text",
    "int": "integer",
    "region": "select_one region",
    "many": "select_multiple region",
    "town": "select_one town",
    "image": "image",
}
_HEAD = "| | type | name | label | relevant | calculation | required | choice_filter | repeat_count |"
_LISTS = (
    "| choices | | | | |",
    "| | list_name | name | label | region |",
    *(f"| | region | {name} | {name} | |" for name in REGIONS),
    *(f"| | town | {name} | {name} | {region} |" for name, region in TOWNS.items()),
)


@dataclass(frozen=True)
class Condition:
    """``operator`` is =, !=, >, selected, or and, or, not over ``parts``."""

    operator: str
    name: str = ""
    value: str = ""
    parts: tuple[Condition, ...] = ()

    def written(self) -> str:
        if self.operator in ("and", "or"):
            return "(" + f" {self.operator} ".join(part.written() for part in self.parts) + ")"
        if self.operator == "not":
            return f"not({self.parts[0].written()})"
        if self.operator == "selected":
            return f"selected(${{{self.name}}}, '{self.value}')"
        value = self.value if self.operator == ">" else f"'{self.value}'"
        return f"${{{self.name}}} {self.operator} {value}"

    def holds(self, value: Callable[[str], str]) -> bool:
        if self.operator in ("and", "or", "not"):
            found = [part.holds(value) for part in self.parts]
            return all(found) if self.operator == "and" else any(found) if self.operator == "or" else not found[0]
        here = value(self.name)
        if self.operator == ">":
            return here != "" and int(here) > int(self.value)
        if self.operator == "selected":
            return self.value in here.split()
        return (here == self.value) is (self.operator == "=")


@dataclass(frozen=True)
class Part:
    """One row of the form. source: the name that a calculation, a filter or a count reads."""

    kind: str
    name: str
    condition: Condition | None = None
    required: bool = False
    source: str = ""
    children: tuple[Part, ...] = ()

    def rows(self) -> Iterator[str]:
        relevant = self.condition.written() if self.condition else ""
        required = "yes" if self.required else ""
        if self.kind in ("group", "repeat", "counted"):
            word = "group" if self.kind == "group" else "repeat"
            count = f"${{{self.source}}}" if self.kind == "counted" else ""
            yield f"| | begin {word} | {self.name} | Nhóm {self.name} | {relevant} | | | | {count} |"
            for child in self.children:
                yield from child.rows()
            yield f"| | end {word} | | | | | | | |"
        elif self.kind in _CALCULATED:
            calculation = _CALCULATED[self.kind][0].format(self.source)
            yield f"| | calculate | {self.name} | | {relevant} | {calculation} | | | |"
        else:
            chosen = f"region = ${{{self.source}}}" if self.kind == "town" else ""
            kind = _ASKED.get(self.kind, self.kind)
            yield f"| | {kind} | {self.name} | Câu {self.name}? | {relevant} | | {required} | {chosen} | |"


_CALCULATED: dict[str, tuple[str, Callable[[str], str]]] = {
    "quoted": ("concat('[', ${{{}}}, ']')", "[{}]".format),
    "next": ("coalesce(${{{}}}, 0) + 1", lambda value: str(int(value or 0) + 1)),
    "place": ("position(..)", str),
}


def compiled(parts: tuple[Part, ...]) -> Form:
    return form_of("| survey |", _HEAD, *(row for part in parts for row in part.rows()), *_LISTS)


class Drawing:
    """Draws rows; what may be referred to is what stands before in the same instance or around it."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.made = 0

    def parts(self, known: list[tuple[str, str]], depth: int, inside: bool) -> tuple[Part, ...]:
        found = [self.part(known, depth, inside) for _ in range(self.draw(st.integers(1, 4 if depth else 3)))]
        if not any(part.kind in _ASKED for part in found):
            found.insert(0, self._leaf("text", known))
        return tuple(found)

    def part(self, known: list[tuple[str, str]], depth: int, inside: bool) -> Part:
        kinds = ["text", "int", "region", "many", "image", "note", *(["place"] if inside else [])]
        if depth < 3:
            kinds += ["group", "repeat"]
        sources = {wanted: [name for name, kind in known if kind == wanted] for wanted in ("text", "int", "region")}
        kinds += ["town"] * 2 if sources["region"] else []
        kinds += ["next", *(["counted"] if depth < 3 else [])] if sources["int"] else []
        kinds += ["quoted"] if sources["text"] else []
        kind = self.draw(st.sampled_from(kinds))
        wanted = {"town": "region", "next": "int", "counted": "int", "quoted": "text"}.get(kind, "")
        source = self.draw(st.sampled_from(sources[wanted])) if wanted else ""
        if kind not in ("group", "repeat", "counted"):
            return self._leaf(kind, known, source)
        condition = self._condition(known)
        name = self._name(kind)
        below = known if kind == "group" else list(known)
        return Part(kind, name, condition, False, source, self.parts(below, depth + 1, kind != "group"))

    def _leaf(self, kind: str, known: list[tuple[str, str]], source: str = "") -> Part:
        condition = self._condition(known)
        name = self._name(kind)
        if kind in _ASKED:
            known.append((name, kind))
        # A town cannot be required: there may be none in the region.
        return Part(kind, name, condition, kind in _ASKED and kind != "town" and self.draw(st.booleans()), source)

    def _name(self, kind: str) -> str:
        self.made += 1
        return f"{kind}{self.made}"

    def _condition(self, known: list[tuple[str, str]], depth: int = 0) -> Condition | None:
        usable = [(name, kind) for name, kind in known if kind != "image"]
        if not usable or not self.draw(st.booleans()):
            return None
        joined = self.draw(st.sampled_from(["", "", "and", "or", "not"])) if depth == 0 else ""
        parts = tuple(self._atom(usable) for _ in range(1 if joined == "not" else 2))
        return Condition(joined, parts=parts) if joined else parts[0]

    def _atom(self, usable: list[tuple[str, str]]) -> Condition:
        name, kind = self.draw(st.sampled_from(usable))
        values = {"int": ("1", "2"), "text": WORDS[:2], "town": tuple(TOWNS)}.get(kind, REGIONS)
        operator = {"int": ">", "many": "selected"}.get(kind) or self.draw(st.sampled_from(["=", "!="]))
        return Condition(operator, name, self.draw(st.sampled_from(values)))


@st.composite
def outlines(draw: st.DrawFn) -> tuple[Part, ...]:
    return Drawing(draw).parts([], 0, False)


@dataclass(eq=False)
class Scope:
    """The form, a group or an instance of a repeat, with what was said in it.

    first: it is there from the beginning, and so are the first instances of the repeats in it. An instance that comes
    later is a copy of the XForm's template, in which the compiler leaves the repeats right below it empty.
    """

    parts: tuple[Part, ...]
    of: Part | None = None
    above: Scope | None = None
    first: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    masked: set[str] = field(default_factory=set)
    below: dict[str, list[Scope]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in self.parts:
            if part.children:
                first = self.first or (self.of is not None and self.of.kind == "group")
                there = part.kind == "group" or first
                self.below[part.name] = [Scope(part.children, part, self, self.first)] if there else []


@dataclass(frozen=True)
class Spot:
    """A question, or a repeat to which one may add, where it stands now."""

    ref: str
    scope: Scope
    part: Part


class Ledger:
    """What a person has said, and what has to be shown and sent because of it."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.root = Scope(parts, first=True)

    def relevant(self, scope: Scope, part: Part) -> bool:
        if scope.of is not None:
            assert scope.above is not None
            if not self.relevant(scope.above, scope.of) or scope not in self.instances(scope.above, scope.of):
                return False
        return part.condition is None or part.condition.holds(lambda name: self.named(scope, name))

    def instances(self, scope: Scope, part: Part) -> list[Scope]:
        """The instances that are there; a count keeps the others aside."""
        every = scope.below[part.name]
        if part.kind != "counted":
            return every
        wanted = int(self.named(scope, part.source) or 0)
        while len(every) < wanted:
            every.append(Scope(part.children, part, scope))
        return every[:wanted]

    def named(self, scope: Scope, name: str) -> str:
        """The value that ``${name}`` means when it is written in a scope."""
        at: Scope | None = scope
        while at is not None:
            found = self._within(at, name)
            if found is not None:
                return self.value(*found)
            at = at.above
        raise KeyError(name)

    def _within(self, scope: Scope, name: str) -> tuple[Scope, Part] | None:
        for part in scope.parts:
            if part.name == name:
                return scope, part
            found = self._within(scope.below[part.name][0], name) if part.kind == "group" else None
            if found is not None:
                return found
        return None

    def value(self, scope: Scope, part: Part) -> str:
        if not self.relevant(scope, part):
            return ""
        if part.kind == "place":
            assert scope.above is not None
            assert scope.of is not None
            return str(scope.above.below[scope.of.name].index(scope) + 1)
        if part.kind in _CALCULATED:
            return _CALCULATED[part.kind][1](self.named(scope, part.source))
        return scope.answers.get(part.name, "")

    def offered(self, scope: Scope, part: Part) -> tuple[str, ...]:
        if part.kind == "town":
            region = self.named(scope, part.source)
            return tuple(name for name, of in TOWNS.items() if of == region)
        return REGIONS

    def spots(self, scope: Scope | None = None, ref: str = "/data") -> Iterator[Spot]:
        """Every question that is relevant, and every repeat to which one may add, in the form's order."""
        scope = scope or self.root
        for part in scope.parts:
            here = f"{ref}/{part.name}"
            if not self.relevant(scope, part):
                continue
            if part.kind == "group":
                yield from self.spots(scope.below[part.name][0], here)
            elif part.children:
                for at, one in enumerate(self.instances(scope, part), 1):
                    yield from self.spots(one, f"{here}[{at}]")
                if part.kind == "repeat":
                    yield Spot(here, scope, part)
            elif part.kind in _ASKED:
                yield Spot(here, scope, part)

    def settle(self) -> None:
        """Take away what a filter no longer offers."""
        gone = True
        while gone:
            gone = False
            for spot in list(self.spots()):
                said = spot.scope.answers.get(spot.part.name)
                if spot.part.kind == "town" and said and said not in self.offered(spot.scope, spot.part):
                    del spot.scope.answers[spot.part.name]
                    gone = True

    def submitted(self, scope: Scope | None = None) -> str:
        """What has to be sent: every relevant node in order, and no other."""
        scope = scope or self.root
        found = ""
        for part in scope.parts:
            if not self.relevant(scope, part):
                continue
            if part.children:
                every = self.instances(scope, part) if part.kind != "group" else scope.below[part.name]
                inside = [(part.name, self.submitted(one)) for one in every]
            else:
                inside = [(part.name, escape(self.value(scope, part)))]
            found += "".join(f"<{name}>{text}</{name}>" if text else f"<{name}/>" for name, text in inside)
        return found
