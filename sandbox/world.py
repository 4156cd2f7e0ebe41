"""The world: everything on the network that is not a bot's program. Loaded from a file, or filled by a test."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sandbox.acts import Acts, ChatLike, PersonLike
from sandbox.chats import Chat
from sandbox.people import Bot, Person
from sandbox.state import Screen
from sandbox.views import MessageView, message_view
from sandbox.zalo_oa_queue import OaQueue


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads((files("sandbox") / "names.toml").read_text(encoding="utf-8"))


def crowd_name(number: int) -> str:
    """The name of the `number`th person of a crowd."""
    family, middle, given = (_names()[part] for part in ("family", "middle", "given"))
    turn = given[(number * 3 + number // len(given)) % len(given)]
    return f"{family[number * 7 % len(family)]} {middle[number * 5 % len(middle)]} {turn}"


class World(Acts):
    """See `Acts` for what people do and `State` for what can be asked."""

    @classmethod
    def empty(cls, now: datetime | None = None, *, running: bool = False) -> World:
        """Nobody and nothing; the clock stands at `now` (default 2026-11-03 08:30 in Vietnam)."""
        return cls(now, running=running)

    @classmethod
    def load(cls, path: Path | str, *, running: bool = False) -> World:
        """A TOML or JSON file as `worlds/province.toml` is. Raises `ValueError` saying what is wrong."""
        source = Path(path)
        text = source.read_text(encoding="utf-8")
        data = json.loads(text) if source.suffix == ".json" else tomllib.loads(text)
        try:
            return cls._from(data, running)
        except KeyError as missing:
            raise ValueError(f"{source.name}: {missing} is missing or names nobody") from missing

    @classmethod
    def _from(cls, data: Mapping[str, Any], running: bool) -> World:
        now = data.get("now")
        world = cls(datetime.fromisoformat(now) if isinstance(now, str) else now, running=running)
        world.title = dict(data.get("title", world.title))
        for row in data.get("bots", []):
            plain = {name: row[name] for name in ("privacy", "network") if name in row}
            bot = world.add_bot(row["username"], row.get("name", ""), row.get("token", ""), **plain)
            if isinstance(bot.queue, OaQueue) and "webhook" in row:
                bot.queue.connect(row["webhook"])
        for row in data.get("people", []):
            started = [world.bots[name] for name in row.get("started", [])]
            plain = {name: row[name] for name in ("id", "username", "language", "phone") if name in row}
            world.add_person(row["key"], row.get("name", ""), started=started, **plain)
        for row in data.get("crowds", []):
            started = [world.bots[name] for name in row.get("started", [])]
            world.populate(row["count"], prefix=row["prefix"], first_id=row["first_id"], started=started)
        for row in data.get("groups", []):
            members = [world.people.get(name) or world.bots[name] for name in row["members"]]
            world.add_group(
                row["key"], row["title"], members, supergroup=row.get("supergroup", False), id=row.get("id")
            )
        for row in data.get("screens", []):
            world.screens.append(world._screen(row))
        return world

    def _screen(self, row: Mapping[str, Any]) -> Screen:
        group = row.get("group", "")
        if group:
            self.groups[group]
        bot = self.bots[row["bot"]] if "bot" in row else None
        return Screen(row["id"], self.people[row["person"]], row["role"], row["accent"], bot, group)

    def populate(
        self, count: int, *, prefix: str = "ctv", first_id: int | None = None, started: list[Bot] | None = None
    ) -> list[Person]:
        """Adds `count` people with Vietnamese names, always the same: keys `ctv1`, `ctv2`, …; ids from `first_id`."""
        bots = list(self.bots.values()) if started is None else started
        made = []
        for number in range(1, count + 1):
            id = first_id + number - 1 if first_id is not None else None
            made.append(self.add_person(f"{prefix}{number}", crowd_name(number), id=id, started=bots))
        return made

    def messages(self, chat: ChatLike, viewer: PersonLike | None = None) -> list[MessageView]:
        """Messages of a chat, oldest first, the deleted marked. A group needs no `viewer`."""
        who = self.person(viewer) if viewer is not None else None
        where = chat if isinstance(chat, Chat) else self.chat(who, chat) if who else self._group(chat)
        zone = self.clock.now().tzinfo
        return [message_view(message, who, zone) for message in where.messages.values()]

    def last(self, person: PersonLike, chat: ChatLike = None) -> MessageView:
        """The newest message in a chat that was not deleted. Raises `LookupError` in an empty chat."""
        for message in reversed(self.messages(chat if chat is not None else self.chat(person), person)):
            if not message.deleted:
                return message
        raise LookupError("nothing in this chat")
