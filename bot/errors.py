"""Errors of the assembly."""

from __future__ import annotations


class StartFailed(Exception):
    """The program cannot start, or has ended by itself; `key` names the sentence of the texts that says why."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
