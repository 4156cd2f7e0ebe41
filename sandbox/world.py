"""The world: everything on the network that is not a bot's program. Loaded from a file, or made empty and filled by a test."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.acts import Acts, ChatLike, PersonLike
from sandbox.chats import Chat
from sandbox.people import Bot, Person
from sandbox.state import Screen
from sandbox.views import MessageView, message_view

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = "Văn Thị Minh Ngọc Đức Thu Quang Thanh Hữu Kim Xuân".split()
GIVEN = "Anh Bảo Cường Dung Giang Hà Hải Hạnh Hòa Hùng Hương Khánh Lan Linh Long Mai Nam Nga Phúc Quân Sơn Tâm Thảo Tuấn Vân".split()


class World(Acts):
    """See `Acts` for what people do and `State` for what can be asked."""

    @classmethod
    def empty(cls, now: datetime | None = None, *, running: bool = False) -> World:
        """Nobody and nothing; the clock stands at `now` (default 2026-11-03 08:30 in Vietnam)."""
        return cls(now, running=running)

    @classmethod
    def load(cls, path: Path | str, *, running: bool = False) -> World:
        """A world file, TOML or JSON (`worlds/province.toml` shows every field). Raises `ValueError` with what is wrong."""
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
            world.add_bot(row["username"], row.get("name", ""), row.get("token", ""), privacy=row.get("privacy", True))
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
        """Adds `count` people named as in Vietnam, the same each time: keys `ctv1`, `ctv2`, …; ids from `first_id` up."""
        bots = list(self.bots.values()) if started is None else started
        made = []
        for number in range(1, count + 1):
            family, middle = FAMILY[number * 7 % len(FAMILY)], MIDDLE[number * 5 % len(MIDDLE)]
            name = f"{family} {middle} {GIVEN[(number * 3 + number // 25) % len(GIVEN)]}"
            id = first_id + number - 1 if first_id is not None else None
            made.append(self.add_person(f"{prefix}{number}", name, id=id, started=bots))
        return made

    def messages(self, chat: ChatLike, viewer: PersonLike | None = None) -> list[MessageView]:
        """What stands in a chat, oldest first, the deleted ones marked. `viewer` is needed unless `chat` is a `Chat`."""
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
