"""Errors of the assembly."""

from __future__ import annotations


class StartFailed(Exception):
    """The program cannot start, or ended by itself; `key` names the text that says why."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
