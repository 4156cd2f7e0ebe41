"""How a network shows that a webhook call is its own: a secret that it was given, in a header."""

from __future__ import annotations

import hmac
from collections.abc import Mapping


def carries_secret(headers: Mapping[str, str], name: str, secret: str) -> bool:
    """Whether a header holds the secret; takes the same time whatever it holds. `headers`: names in any case (aiohttp's)."""
    return hmac.compare_digest(headers.get(name, "").encode(), secret.encode())
