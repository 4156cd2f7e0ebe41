"""Refusals as Telegram words them; `errors.toml` has a row for each, with where it is from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ErrorRow:
    code: int
    description: str
    source: str


@cache
def error_rows() -> dict[str, ErrorRow]:
    """All rows of `errors.toml` by name."""
    table = tomllib.loads((files("sandbox") / "errors.toml").read_text(encoding="utf-8"))
    return {name: ErrorRow(**row) for name, row in table.items()}


class ApiError(Exception):
    """A call is refused: the row's name, what fills its braces, and Telegram's `parameters` where there are any."""

    def __init__(self, name: str, *, parameters: dict[str, int] | None = None, **filling: object) -> None:
        row = error_rows()[name]
        super().__init__(name)
        self.name = name
        self.code = row.code
        self.description = row.description.format(**filling) if filling else row.description
        self.parameters = parameters

    @classmethod
    def retry_after(cls, seconds: int) -> ApiError:
        return cls("too_many_requests", parameters={"retry_after": seconds}, retry_after=seconds)
