"""Checked values of Zalo's payloads by name: ids and times come as texts or as numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from channels.messages import BadPayload

Json = dict[str, Any]


def json_object(source: Json, name: str) -> Json:
    value = source.get(name)
    if not isinstance(value, dict):
        raise BadPayload(f"{name} is not an object")
    return value


def text_of(source: Json, name: str) -> str:
    """ "" where there is none."""
    value = source.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadPayload(f"{name} is not a text")
    return value


def identifier(source: Json, name: str) -> str:
    value = source.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise BadPayload(f"{name} is missing")
    return value


def whole(source: Json, name: str) -> int:
    value = source.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:20])
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadPayload(f"{name} is not a whole number")
    return value


def instant_in(source: Json, name: str) -> datetime | None:
    """The instant that a field gives; None where it gives none."""
    try:
        return instant(whole(source, name))
    except BadPayload:
        return None


def instant(milliseconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        raise BadPayload("that is not a time") from None
