"""Tables of refusals: what is to be done about each of a network's errors, in a TOML file that anybody can read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from channels.messages import Policy


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One refusal: the code (0: any) and the words in the description by which it is known, and what to do."""

    code: int
    words: str
    policy: Policy
    reason: str
    source: str


@cache
def error_rows(network: str) -> tuple[ErrorRow, ...]:
    """The rows of `<network>/errors.toml`, in the order in which they are tried."""
    table = tomllib.loads((files("channels") / network / "errors.toml").read_text(encoding="utf-8"))
    return tuple(
        ErrorRow(**{**row, "policy": Policy(row["policy"]), "words": row["words"].lower()}) for row in table["error"]
    )


def deciding(rows: Iterable[ErrorRow], code: int, description: str) -> ErrorRow | None:
    """The first row that fits."""
    said = description.lower()
    return next((row for row in rows if row.code in (0, code) and row.words in said), None)
