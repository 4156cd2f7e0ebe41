"""Message text as Telegram treats it: UTF-16 lengths, entities given or found, the HTML parse mode, trimming."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from sandbox.errors import ApiError

Entity = dict[str, Any]

MAX_RAW_BYTES = 1 << 15
MAX_ENTITIES = 100

FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]])"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?)",
    re.ASCII,
)
HINTS = ("/", "@", "://")
TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
)
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "a": "text_link",
}


def units(text: str) -> int:
    """The length in UTF-16 units, in which Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le")) // 2


def found_entities(text: str) -> list[Entity]:
    """The commands, mentions and links that Telegram itself marks in a text."""
    if not any(hint in text for hint in HINTS):
        return []
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in FOUND.finditer(text)
    ]


def found_links(text: str) -> list[Entity]:
    """The links in a text, which are all that Zalo marks."""
    return [entity for entity in found_entities(text) if entity["type"] == "url"]


def prepared(text: str, parse_mode: str, entities: object) -> tuple[str, list[Entity]]:
    """A bot's text as it is shown. Raises `ApiError` as Telegram would."""
    if len(text) * 4 > MAX_RAW_BYTES and len(text.encode()) > MAX_RAW_BYTES:
        raise ApiError("raw_text_too_long")
    mode = parse_mode.lower()
    if mode and mode != "none" and text:
        if mode != "html":
            raise ApiError("parse_mode")
        text, given = _from_html(text)
    else:
        given = _given(text, entities) if entities else []
    shown = text.strip()
    if not shown:
        return "", []
    if len(shown) != len(text) and given:
        given = _trimmed(given, units(text[: len(text) - len(text.lstrip())]), units(shown))
    marked = [entity for entity in found_entities(shown) if not any(_overlap(entity, other) for other in given)]
    if marked:
        given = sorted([*given, *marked], key=lambda entity: (entity["offset"], -entity["length"]))
    return shown, given[:MAX_ENTITIES]


def _overlap(entity: Entity, other: Entity) -> bool:
    return bool(
        entity["offset"] < other["offset"] + other["length"] and other["offset"] < entity["offset"] + entity["length"]
    ) and other["type"] in ("code", "pre", "text_link", "url", "bot_command", "mention")


def _given(text: str, entities: object) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    size = units(text)
    result: list[Entity] = []
    for entity in entities:
        if not isinstance(entity, dict):
            raise ApiError("entity", problem="expected an Object")
        for name in ("offset", "length"):
            if not isinstance(entity.get(name), int):
                raise ApiError("entity", problem=f'Can\'t find field "{name}"')
        if entity.get("type") not in TYPES:
            raise ApiError("entity", problem="Unsupported type specified")
        if entity["offset"] < 0 or entity["length"] < 0 or entity["offset"] + entity["length"] > size:
            raise ApiError("entity_bounds")
        if entity["length"]:
            result.append({name: value for name, value in entity.items() if value is not None})
    return sorted(result, key=lambda entity: (entity["offset"], -entity["length"]))


def _trimmed(entities: list[Entity], cut: int, size: int) -> list[Entity]:
    result = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(size, entity["offset"] + entity["length"] - cut)
        if end > start:
            result.append({**entity, "offset": start, "length": end - start})
    return result


class _Html(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source_text = source
        self.parts: list[str] = []
        self.at = 0
        self.open: list[tuple[str, int, Entity]] = []
        self.entities: list[Entity] = []

    def _offset(self) -> int:
        line, column = self.getpos()
        lines = self.source_text.split("\n")
        return len("\n".join([*lines[: line - 1], lines[line - 1][:column]]).encode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kind = "spoiler" if tag == "span" and values.get("class") == "tg-spoiler" else TAGS.get(tag)
        if kind is None:
            raise ApiError("html_tag", tag=tag, offset=self._offset())
        entity: Entity = {"type": kind}
        if kind == "text_link":
            entity["url"] = values.get("href") or ""
        if kind == "blockquote" and "expandable" in values:
            entity["type"] = "expandable_blockquote"
        self.open.append((tag, self.at, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise ApiError("html_end_tag", offset=self._offset())
        _, start, entity = self.open.pop()
        keeps = entity["type"] != "text_link" or entity["url"]
        if self.at > start and keeps:
            self.entities.append({**entity, "offset": start, "length": self.at - start})

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
        self.at += units(data)


def _from_html(text: str) -> tuple[str, list[Entity]]:
    parser = _Html(text)
    parser.feed(text)
    parser.close()
    if parser.open:
        raise ApiError("html_unclosed", tag=parser.open[-1][0])
    return "".join(parser.parts), sorted(parser.entities, key=lambda entity: (entity["offset"], -entity["length"]))
