"""The Fluent catalogues: every sentence people read, by key, in Vietnamese and in English.

A missing key or placeholder is our mistake and raises; nothing falls back to another language. A message is turned once
(once for each case of its choices) into literal and variable parts, so that formatting it costs microseconds and what
callers pass in is never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentDecimal, FluentFloat, FluentInt, FluentType
from fluent.syntax import FluentParser, ast

from texts.numbers import number
from texts.rich import RichText, merge

LANGUAGES = ("vi", "en")

Argument = str | int | float | Decimal | RichText
Part = str | int | bool  # literal text, the number of an argument, the start (True) or the end (False) of bold

_HOME = Path(__file__).parent
_MARK = re.compile("(\\*\\*|\ue000\\d+\ue001)")
# Fluent takes a line that begins with an asterisk for a variant.
_LEADING_BOLD = re.compile(r"(?m)^( +)\*\*")
_KEPT = 4096
VARIANTS = "typed.ftl"
"""The texts of a language as they read on a network without buttons, by the keys of the others."""


@cache
def _parsed(source: str) -> ast.Resource:
    """A file's entries; the two catalogues of a language share them."""
    return FluentParser(with_spans=False).parse(_LEADING_BOLD.sub(r'\1{"**"}', source))


class MissingText(LookupError):
    """A key or an argument without which there is no sentence: a mistake in our code or in our texts."""


class Catalogue:
    """All the texts of one language; call it with a key ("menu-report", or "menu-report.hint" for an attribute)."""

    def __init__(self, language: str, sources: Mapping[str, str], variants: str = "") -> None:
        """`sources`: Fluent text by file name; `variants`: texts that stand in for those of the same key.

        Raises ValueError for what does not parse, is given twice, or is a variant of nothing.
        """
        self.language = language
        self.varied: frozenset[str] = frozenset()
        self._bundle = FluentBundle([language], use_isolating=False)
        self._entries: dict[str, ast.Message | ast.Term] = {}
        for name, source in sources.items():
            resource = _parsed(source)
            for entry in resource.body:
                self._register(name, entry)
            self._bundle.add_resource(resource)
        if variants:
            self._replace(variants)
        self._patterns: dict[str, ast.Pattern] = dict(self._own_patterns())
        self._names: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._parts: dict[tuple[str, ...], tuple[Part, ...]] = {}
        self._whole: dict[str, RichText] = {}  # what needs no argument is put together once
        for key, pattern in self._patterns.items():
            self._prepare(key, pattern)

    def __call__(self, key: str, /, **args: Argument) -> RichText:
        """The text of `key`; numbers are written as the language writes them, a string stays as it is.

        Raises `MissingText` for an unknown key and for a placeholder without an argument.
        """
        whole = self._whole.get(key)
        if whole is not None:
            return whole
        names, deciding = self._known(key)
        try:
            values = [args[name] for name in names]
        except KeyError as missing:
            raise MissingText(f"{self.language}: {key}: no argument {missing}") from None
        case = (key, *[repr(args[name]) for name in deciding])
        parts = self._parts.get(case)
        if parts is None:
            parts = self._stencil(key, names, values)
            if len(self._parts) >= _KEPT:
                self._parts.clear()
            self._parts[case] = parts
        made = self._assemble(parts, values)
        if not names:
            self._whole[key] = made
        return made

    def text(self, key: str, /, **args: Argument) -> str:
        """The same without bold."""
        return self(key, **args).text

    @property
    def keys(self) -> frozenset[str]:
        """All keys, attributes as "key.attribute"."""
        return frozenset(self._patterns)

    def variables(self, key: str) -> frozenset[str]:
        """The arguments that `key` needs, those of the messages and terms it refers to included."""
        return frozenset(self._known(key)[0])

    def _known(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        try:
            return self._names[key]
        except KeyError:
            raise MissingText(f"{self.language}: no text {key!r}") from None

    def _register(self, name: str, entry: ast.EntryType) -> None:
        if isinstance(entry, ast.Junk):
            raise ValueError(f"texts/{self.language}/{name}: not Fluent: {(entry.content or '')[:80]!r}")
        if not isinstance(entry, (ast.Message, ast.Term)):
            return
        key = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
        if key in self._entries:
            raise ValueError(f"texts/{self.language}/{name}: {key!r} is given twice")
        self._entries[key] = entry

    def _replace(self, source: str) -> None:
        resource = _parsed(source)
        known = self._entries
        self._entries = {}
        for entry in resource.body:
            self._register(VARIANTS, entry)
        if unknown := self._entries.keys() - known.keys():
            raise ValueError(f"texts/{self.language}/{VARIANTS}: variants of nothing: {sorted(unknown)}")
        self.varied = frozenset(self._entries)
        self._entries = known | self._entries
        self._bundle.add_resource(resource, allow_overrides=True)

    def _own_patterns(self) -> Iterator[tuple[str, ast.Pattern]]:
        for key, entry in self._entries.items():
            if isinstance(entry, ast.Term):
                continue
            if entry.value is not None:
                yield key, entry.value
            for attribute in entry.attributes:
                yield f"{key}.{attribute.id.name}", attribute.value

    def _prepare(self, key: str, pattern: ast.Pattern) -> None:
        """Finds the arguments that a message needs, and those among them that decide its wording."""
        needs: set[str] = set()
        deciding: set[str] = set()
        for node in self._walk(key, pattern, ()):
            if isinstance(node, ast.Pattern):
                self._check_bold(key, node)
            needs |= _names(node)
            if isinstance(node, ast.SelectExpression):
                deciding |= {name for inner in self._walk(key, node.selector, ()) for name in _names(inner)}
            elif isinstance(node, ast.FunctionReference):
                deciding |= {name for inner in self._walk(key, node.arguments, ()) for name in _names(inner)}
        self._names[key] = tuple(sorted(needs)), tuple(sorted(deciding))

    def _walk(self, key: str, node: ast.BaseNode, path: tuple[str, ...]) -> Iterator[ast.BaseNode]:
        """All nodes of a pattern and of what it refers to (a term gets its arguments from the text)."""
        yield node
        if isinstance(node, (ast.MessageReference, ast.TermReference)):
            term = isinstance(node, ast.TermReference)
            name = f"-{node.id.name}" if term else node.id.name
            entry = self._entries.get(name)
            attributes = {a.id.name: a.value for a in entry.attributes} if entry else {}
            pattern = attributes.get(node.attribute.name) if node.attribute else entry and entry.value
            if pattern is None or name in path:
                raise ValueError(f"texts/{self.language}: {key}: bad reference to {name!r}")
            for inner in self._walk(key, pattern, (*path, name)):
                if not (term and isinstance(inner, ast.VariableReference)):
                    yield inner
            return
        for child in vars(node).values():
            for item in child if isinstance(child, list) else (child,):
                if isinstance(item, ast.BaseNode):
                    yield from self._walk(key, item, path)

    def _check_bold(self, key: str, pattern: ast.Pattern) -> None:
        marks = 0
        for element in pattern.elements:
            text = element.expression if isinstance(element, ast.Placeable) else element
            marks += text.value.count("**") if isinstance(text, (ast.TextElement, ast.StringLiteral)) else 0
        if marks % 2:
            raise ValueError(f"texts/{self.language}: {key}: ** opens and does not close")

    def _stencil(self, key: str, names: tuple[str, ...], values: list[Argument]) -> tuple[Part, ...]:
        """Lets Fluent choose and refer, with marks where the arguments go, and takes the result apart."""
        name, _, attribute = key.partition(".")
        message = self._bundle.get_message(name)
        pattern: Any = message.attributes[attribute] if attribute else message.value
        marked = {name: _marked(i, value) for i, (name, value) in enumerate(zip(names, values, strict=True))}
        # Not format_pattern: it would wrap the numbers anew and lose the marks.
        errors: list[Exception] = []
        scope = ResolverEnvironment(context=self._bundle, current=CurrentEnvironment(args=marked), errors=errors)
        result = pattern(scope)
        if errors or not isinstance(result, str):
            raise MissingText(f"{self.language}: {key}: {errors}")
        parts: list[Part] = []
        bold = False
        for piece in _MARK.split(result):
            if piece == "**":
                bold = not bold
                parts.append(bold)
            elif piece.startswith("\ue000"):
                parts.append(int(piece[1:-1]))
            elif piece:
                parts.append(piece)
        return tuple(parts)

    def _assemble(self, parts: tuple[Part, ...], values: list[Argument]) -> RichText:
        out: list[str] = []
        spans: list[tuple[int, int]] = []
        offset = start = 0
        for part in parts:
            if part is True:
                start = offset
                continue
            if part is False:
                spans.append((start, offset - start))
                continue
            value = part if isinstance(part, str) else values[part]
            if isinstance(value, RichText):
                spans += ((at + offset, length) for at, length in value.bold)
                value = value.text
            elif isinstance(value, str):
                value = str(value)
            else:
                value = number(value, self.language)
            out.append(value)
            offset += len(value)
        return RichText("".join(out), merge(spans) if spans else ())


def catalogue_for(language: str, *, typed_only: bool = False) -> Catalogue:
    """The catalogue of a language of `LANGUAGES`, read once; `typed_only`: as it reads where there are no buttons.

    Raises `MissingText` for another language.
    """
    return _catalogue(language, typed_only)


@cache
def _catalogue(language: str, typed_only: bool) -> Catalogue:
    if language not in LANGUAGES:
        raise MissingText(f"no texts in {language!r}")
    sources = {file.name: file.read_text(encoding="utf-8") for file in sorted((_HOME / language).glob("*.ftl"))}
    variants = sources.pop(VARIANTS)
    return Catalogue(language, sources, variants if typed_only else "")


def _names(node: ast.BaseNode) -> set[str]:
    return {node.id.name} if isinstance(node, ast.VariableReference) else set()


class _Text(FluentType):
    """An argument that stays a mark in the evaluated text, and compares as itself in a choice."""

    def __init__(self, place: int, value: str) -> None:
        self.place = place
        self.value = value

    def __eq__(self, other: object) -> bool:
        return other == self.value

    def __hash__(self) -> int:
        return hash(self.value)

    def format(self, _locale: object) -> str:
        return f"\ue000{self.place}\ue001"


def _marked(place: int, value: Argument) -> Any:
    if isinstance(value, RichText):
        return _Text(place, value.text)
    if isinstance(value, str):
        return _Text(place, value)
    kind = _COUNTS[Decimal if isinstance(value, Decimal) else float if isinstance(value, float) else int]
    count = kind(value)
    count.place = place
    return count


def _counting(base: Any) -> Any:
    """A Fluent number that stays a mark in the text, unless NUMBER() in the catalogue asks for a way of writing it."""
    return type(f"_{base.__name__}", (base,), {"format": lambda self, _locale: f"\ue000{self.place}\ue001"})


_COUNTS = {int: _counting(FluentInt), float: _counting(FluentFloat), Decimal: _counting(FluentDecimal)}
