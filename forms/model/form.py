"""A form as it runs: the compiled XForm read once into fields, under the names that the rest of the house knows.

The compiled XForm is what is stored and what drafts are pinned to; reading it never needs the spreadsheet or pyxform.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from forms.model import instance_document
from forms.model.types import Bounds, Type
from forms.xpath.dependencies import Dependencies, Item, reads_time
from forms.xpath.expressions import Expression
from forms.xpath.parser import gives_number

FIGURES = ("topic", "item", "place", "strata", "main", "share", "urgency", "forecast", "source")
REVIEW_FROM = 5
# Metadata that stands for the person: the host gives pseudonyms or nothing.
GIVEN_BY_HOST = frozenset({"deviceid", "username", "phonenumber", "email", "subscriberid", "simserial"})
MEDIA = ("image", "big-image", "audio", "video")  # kinds of files beside a label
# Our own words in a compiled XForm: the settings and binds that other XForm engines ignore.
FORM_NAMESPACE = "urn:langnghe:form"

POSITION = re.compile(r"\[[0-9]+\]")

ItemsetRow = Mapping[str, str]
# A label: pieces of text and expressions in between, by language; "" is the language of a form without translations.
Template = tuple[str | Expression, ...]


@dataclass(frozen=True)
class Choice:
    """One possible answer: the name is what is stored, the label what is shown."""

    name: str
    label: str
    media: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Itemset:
    """The source of a select's choices: rows of a list, perhaps filtered by an expression, or nodes of the answers.

    instance: the list's name, "" for answers; external: the host gives its rows; nodes: the expression when it filters,
    else None; value, label: the columns, ``itextId`` for a label that is translated.
    """

    instance: str
    external: bool
    nodes: Expression | None
    value: str
    label: str


@dataclass(frozen=True)
class Repeat:
    """The properties that make a group a repeat.

    count: how many instances there have to be, where the form says so; fixed: people can neither add nor remove.
    template: the element that a new instance is a copy of.
    """

    count: Expression | None
    fixed: bool
    template: Any


@dataclass(frozen=True)
class Action:
    """A value set when something happens: ``odk-instance-first-load``, ``odk-instance-load``, ``odk-new-repeat`` or
    ``xforms-value-changed`` of ``source``. target is a path, its reference without positions in ``ref``."""

    events: frozenset[str]
    source: str
    ref: str
    target: Expression
    value: Expression | str


@dataclass(frozen=True)
class Field:
    """One node of the form. Labels and messages are templates by language; expressions are None where absent.

    media: by kind (``image``, ``audio``, ``video``, ``big-image``) file names in the form's attachments, as templates by
    language. preload: what a ``metadata`` field holds (``start``, ``end``, ``today``, ``deviceid``, ``username`` ...).
    """

    ref: str
    name: str
    kind: Type
    parent: str | None
    order: int
    labels: Mapping[str, Template] = dataclasses.field(default_factory=dict)
    hints: Mapping[str, Template] = dataclasses.field(default_factory=dict)
    appearance: frozenset[str] = frozenset()
    data_type: str = "string"
    relevant: Expression | None = None
    calculate: Expression | None = None
    constraint: Expression | None = None
    required: Expression | None = None
    read_only: Expression | None = None
    constraint_messages: Mapping[str, Template] = dataclasses.field(default_factory=dict)
    required_messages: Mapping[str, Template] = dataclasses.field(default_factory=dict)
    guidance: Mapping[str, Template] = dataclasses.field(default_factory=dict)
    media: Mapping[str, Mapping[str, Template]] = dataclasses.field(default_factory=dict)
    repeat: Repeat | None = None
    bounds: Bounds | None = None
    preload: str = ""
    itemset: Itemset | None = None
    inline: tuple[tuple[str, Mapping[str, Template]], ...] = ()
    figure: str = ""
    max_choices: int | None = None
    choices: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The label without the answers that it may quote."""
        return plain(self.labels, language, self.languages)

    @cached_property
    def walked(self) -> bool:
        """Asked in the walk; a question with appearance ``review`` waits on the review page instead."""
        return (
            self.kind.asked
            and bool(self.labels or self.hints or self.media or not self.calculate)
            and "review" not in self.appearance
        )

    @cached_property
    def follows_up(self) -> bool:
        """Asked only because of the question before it, under whose number it goes."""
        return "follow-up" in self.appearance

    @cached_property
    def opens(self) -> bool:
        """An acknowledgement with appearance ``review``: a button below the review page that brings more questions."""
        return self.kind is Type.ACKNOWLEDGE and "review" in self.appearance


def _met(children: Mapping[str | None, tuple[Field, ...]], parent: str | None) -> Iterator[Field]:
    for field in children.get(parent, ()):
        if field.kind is Type.GROUP:
            yield from _met(children, field.ref)
        elif field.kind.asked or field.kind is Type.NOTE:
            yield field


def pick(templates: Mapping[str, Template], language: str, languages: Sequence[str]) -> Template:
    """The template in ``language``, else in the form's own default, else in whichever there is."""
    for wanted in (language, "", *languages):
        if wanted in templates:
            return templates[wanted]
    return ()


def plain(templates: Mapping[str, Template], language: str, languages: Sequence[str]) -> str:
    pieces = pick(templates, language, languages)
    return " ".join("".join("…" if isinstance(piece, Expression) else piece for piece in pieces).split())


def is_plain(pieces: Template) -> bool:
    return not any(isinstance(piece, Expression) for piece in pieces)


@dataclass(frozen=True)
class Settings:
    """Decisions of the form about its conversation. review: the answers are shown for a last look before submission."""

    review: bool


@dataclass(frozen=True, eq=False)
class Form:
    """One immutable version of a form.

    xml: the compiled XForm, which ``load_compiled`` turns into this again. languages: short codes ("vi"), the default
    first; empty for a form without translations. instances: internal choice lists as lxml elements. blank: the
    document of an empty draft, without the templates of repeats. walk: the fields asked in order. children: the fields
    right below a reference, None for the root. repeats: the references of repeats. texts: translated texts by their id.
    """

    xml: str
    id: str
    title: str
    version: str
    languages: tuple[str, ...]
    fields: tuple[Field, ...]
    settings: Settings
    by_ref: Mapping[str, Field]
    by_name: Mapping[str, tuple[str, ...]]
    instances: Mapping[str, Any]
    choice_labels: Mapping[str, Mapping[str, Mapping[str, Template]]]
    blank: str
    dependencies: Dependencies
    walk: tuple[Field, ...]
    children: Mapping[str | None, tuple[Field, ...]]
    repeats: frozenset[str]
    actions: tuple[Action, ...]
    texts: Mapping[str, Mapping[str, Template]]
    text_media: Mapping[str, Mapping[str, Mapping[str, Template]]]

    @property
    def kinds(self) -> frozenset[Type]:
        """The types of all its fields, for whoever has to refuse a form that a chat cannot show yet."""
        return frozenset(field.kind for field in self.fields)

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """The reference of every node of an empty draft, in document order."""
        return instance_document.order(instance_document.parse(self.blank))

    @cached_property
    def met(self) -> tuple[Field, ...]:
        """The questions and notes of all groups in the order in which a person meets them; for a form without repeats."""
        return tuple(_met(self.children, None))

    @cached_property
    def counted(self) -> tuple[Field, ...]:
        """Those of them that progress may count."""
        return tuple(field for field in self.met if field.walked)

    @cached_property
    def fixed_choices(self) -> dict[tuple[str, str], Mapping[str, Choice] | None]:
        """Filled as they are asked for: by reference and language the choices, by name, that are the same in all drafts;
        None where answers or the host decide on them."""
        return {}

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The references of what is a number: by its type, or by how it is calculated."""
        return frozenset(
            field.ref
            for field in self.fields
            if field.data_type == "decimal" or (field.calculate is not None and gives_number(field.calculate.tree))
        )

    @cached_property
    def sources(self) -> frozenset[str]:
        """The references of what sets something where its value changes."""
        return frozenset(action.source for action in self.actions if action.source)

    @cached_property
    def conditional(self) -> frozenset[str]:
        """The references of what is not always there, or not always required.

        It has a condition itself, or a group around it has one.
        """
        found: set[str] = set()
        for field in self.fields:
            sometimes = field.required is not None and field.required.text not in ("true()", "true")
            if field.relevant is not None or field.parent in found or sometimes:
                found.add(field.ref)
        return frozenset(found)

    @cached_property
    def timed(self) -> tuple[Item, ...]:
        """All that follows, in order, from what reads ``now()`` or ``today()``."""
        told = {
            (what, field.ref)
            for field in self.fields
            for what, expression in (
                ("relevant", field.relevant),
                ("calculate", field.calculate),
                ("choices", field.itemset.nodes if field.itemset else None),
                ("count", field.repeat.count if field.repeat else None),
            )
            if expression is not None and reads_time(expression)
        }
        return self.dependencies.following(told) if told else ()

    @cached_property
    def moving(self) -> frozenset[str]:
        """The references of which answers of the walk say whether they are relevant."""
        following = (item for field in self.walk for item in self.dependencies.affected(field.ref))
        return frozenset(ref for what, ref in following if what == "relevant")

    @cached_property
    def guarded(self) -> frozenset[str]:
        """The references of what may be read-only, by itself or by a group around it."""
        found: set[str] = set()
        for field in self.fields:
            if field.read_only is not None or field.parent in found:
                found.add(field.ref)
        return frozenset(found)

    def ref(self, name: str) -> str:
        """The absolute reference, without positions, for a reference or a bare name.

        Raises:
            KeyError: no such field, or a name that stands in several places.
        """
        if "[" in name:
            name = POSITION.sub("", name)
        if name in self.by_ref:
            return name
        found = self.by_name.get(name, ())
        if len(found) != 1:
            raise KeyError(name)
        return found[0]

    def field(self, name: str) -> Field:
        return self.by_ref[self.ref(name)]

    def has_one(self, name: str) -> bool:
        """True if exactly one field has this name, and it stands in no repeat: then there is at most one answer."""
        found = self.by_name.get(name, ())
        return len(found) == 1 and not any(found[0].startswith(repeat + "/") for repeat in self.repeats)

    def label(self, ref: str, language: str) -> str:
        return self.field(ref).label(language)

    def choice_label(self, ref: str, name: str, language: str) -> str:
        """The label of a choice of the form's own lists; the name itself where the list is the host's."""
        field = self.field(ref)
        for inline_name, labels in field.inline:
            if inline_name == name:
                return plain(labels, language, self.languages)
        labels = self.choice_labels.get(field.itemset.instance, {}).get(name, {}) if field.itemset else {}
        return plain(labels, language, self.languages) or name

    @cached_property
    def media_names(self) -> frozenset[str]:
        """The files that its labels and hints show, in all languages; a name that is worked out is not known yet."""
        pictured = (pieces for kinds in self.text_media.values() for kind, pieces in kinds.items() if kind in MEDIA)
        names = {"".join(map(str, pieces)) for texts in pictured for pieces in texts.values() if is_plain(pieces)}
        return frozenset(names - {"", "-"})

    def figures_missing(self) -> tuple[str, ...]:
        """The figures that this form does not feed."""
        have = {field.name for field in self.fields if field.kind.is_select} | {field.figure for field in self.fields}
        return tuple(name for name in FIGURES if name not in have)
