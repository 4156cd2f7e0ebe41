"""Checks of a setting: each says what is expected, and never what it was given."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, SecretStr

TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{10,100}")
ZALO_TOKEN = re.compile(r"[0-9]{1,20}:[\w.~=-]{3,200}", re.ASCII)


def where(ok: Callable[[str], object], rule: str) -> BeforeValidator:
    """A check of one text; `rule` names the sentence that says what is expected ("settings-RULE")."""

    def check(value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip()
            try:
                good = bool(ok(value))
            except (ValueError, LookupError, OSError):
                good = False
            if not good:
                raise ValueError(rule)
        return value

    return BeforeValidator(check)


def split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def list_where(ok: Callable[[list[str]], object], rule: str) -> BeforeValidator:
    """The same for a comma list."""

    def check(value: Any) -> Any:
        parts = split(value)
        texts = [part.get_secret_value() if isinstance(part, SecretStr) else str(part) for part in parts]
        try:
            good = bool(ok(texts))
        except (ValueError, LookupError, OSError):
            good = False
        if not good:
            raise ValueError(rule)
        return parts

    return BeforeValidator(check)


def are_tokens(texts: list[str], like: re.Pattern[str] = TOKEN) -> bool:
    accounts = [text.partition(":")[0] for text in texts]
    return all(like.fullmatch(text) for text in texts) and len(set(accounts)) == len(accounts)


def is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) <= 20)


def is_url(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0


def is_base_url(text: str) -> bool:
    parts = urlsplit(text)
    return is_url(text) and not parts.query and not parts.fragment and not parts.username
