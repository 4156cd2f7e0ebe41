"""Checks of the settings that are not a network's (`channels.setting_checks`)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from channels.setting_checks import is_base_url

WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def is_database(text: str) -> bool:
    from storage.engine.dialects import parse_url

    return bool(parse_url(text))


def are_keys(texts: list[str]) -> bool:
    from storage.keyring import KeyRing, KeyTrouble

    try:
        KeyRing.parse(texts)
    except KeyTrouble:
        return False
    return len(set(texts)) == len(texts)


def is_public_url(text: str) -> bool:
    parts = urlsplit(text)
    return not text or (is_base_url(text) and (parts.scheme == "https" or parts.hostname in LOOPBACK))


def is_open_data_url(text: str) -> bool:
    """True for an address that tells no secret, over a line that nobody reads along; the machine itself may do without."""
    return not text or (is_public_url(text) and "@" not in urlsplit(text).netloc)


def address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host.removeprefix("[").removesuffix("]"), int(port)


def is_address(text: str) -> bool:
    host, port = address(text)
    return bool(host) and not re.search(r"[\s/]", host) and 0 <= port <= 65535
