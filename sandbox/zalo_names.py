"""The ids that a Zalo bot knows people, chats and messages by: each bot has its own for the same person."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from sandbox.chats import Chat, Message


@lru_cache(maxsize=10_000)
def _name(*parts: object) -> str:
    """20 hexadecimal digits, always the same for the same parts."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:20]


def person_name(bot: int, person: int) -> str:
    return _name("person", bot, person)


def chat_name(bot: int, chat: Chat) -> str:
    """A private chat has its person's id. What groups' ids look like is not documented; the examples begin so."""
    return person_name(bot, chat.id) if chat.private else f"zgr-{_name('group', bot, chat.id)}"


def message_name(message: Message) -> str:
    return _name("message", message.chat.id, message.chat.bot.id if message.chat.bot else 0, message.id)


def oa_person_name(account: int, person: int) -> str:
    """A person's id at an Official Account: digits only."""
    return str(1_000_000_000_000_000_000 + int(_name("oa person", account, person)[:14], 16))


def oa_group_name(account: int, group: int) -> str:
    return _name("oa group", account, group)


def oa_message_name(message: Message) -> str:
    return _name("oa message", message.chat.id, message.chat.bot.id if message.chat.bot else 0, message.id)
