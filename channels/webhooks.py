"""How a network shows that a webhook call is its own: a secret that it was given, in a header."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from functools import lru_cache


def carries_secret(headers: Mapping[str, str], name: str, secret: str) -> bool:
    """True if a header holds the secret; takes the same time whatever it holds. `headers`: names in any case (aiohttp's)."""
    return hmac.compare_digest(header_bytes(headers.get(name, "")), secret.encode())


def header_bytes(value: str) -> bytes:
    """The bytes of a header as they came: what is no UTF-8 stands in the text as lone surrogates."""
    return value.encode("utf-8", "surrogateescape")


@lru_cache(maxsize=64)  # asked for at every call
def account_secret(secret: str, network: str, account: str) -> str:
    """The secret of one account (64 hexadecimal digits), made from the installation's own.

    A network that loses its own tells nothing about the others. Both Telegram and Zalo take 256 of A-Z a-z 0-9 _ -.
    """
    return hmac.digest(secret.encode(), f"{network}\x1f{account}".encode(), "sha256").hex()
