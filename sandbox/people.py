"""Inhabitants of the world: people with phones, and bots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.updates import UpdateQueue


@dataclass(slots=True, eq=False, repr=False)
class Person:
    """`key` is the name by which world files and tests call them; `id` is their Telegram id and private chat id."""

    key: str
    id: int
    name: str
    username: str = ""
    language: str = "vi"
    phone: str = ""
    active: bool = True
    user: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.user = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.username:
            self.user["username"] = self.username
        if self.language:
            self.user["language_code"] = self.language

    def speak(self, language: str) -> None:
        """Keeps the phone in this language from now on."""
        self.language = language
        self.user["language_code"] = language

    def __repr__(self) -> str:
        return f"<{self.key} {self.id}>"

    @property
    def is_bot(self) -> bool:
        return False


@dataclass(slots=True, eq=False, repr=False)
class Bot:
    """A bot account. `privacy` on: in groups it gets only what is meant for it (unless it is an administrator)."""

    token: str
    username: str
    name: str
    queue: UpdateQueue
    privacy: bool = True
    network: str = "telegram"  # or zalo (its Bot Platform), zalo_oa (an Official Account)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    id: int = field(init=False)
    user: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.id = int(self.token.partition(":")[0])
        self.user = {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    @property
    def key(self) -> str:
        return self.username

    @property
    def on_zalo(self) -> bool:
        return self.network != "telegram"

    def __repr__(self) -> str:
        return f"<@{self.username} {self.id}>"

    @property
    def is_bot(self) -> bool:
        return True


Account = Person | Bot
