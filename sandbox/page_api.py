"""Requests of the page (or a load generator elsewhere) to the world: its state, what happens in it, acts, the clock."""

from __future__ import annotations

import asyncio
import base64
import binascii
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from aiohttp import web

from sandbox import samples
from sandbox.acts import ActError
from sandbox.chats import Chat, Status
from sandbox.page_answers import NO_CACHE, Handler, answer, index, local_only, static
from sandbox.people import Bot, Person
from sandbox.state import Happening, Screen
from sandbox.views import message_page
from sandbox.world import World
from sandbox.world_api import WorldApi

HEARTBEAT = 15.0
STREAM_BACKLOG = 1000


class PageApi:
    """Answers /world/* for one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    # Looking

    def _chat(self, screen: Screen) -> Chat:
        if screen.group:
            return self.world.groups[screen.group]
        return self.world.chat(screen.person, screen.bot)

    def _screens(self, chat: Chat) -> list[Screen]:
        return [screen for screen in self.world.screens if self._chat(screen) is chat]

    async def state(self, _request: web.Request) -> web.Response:
        world = self.world
        return answer(
            {
                "now": world.clock.now().isoformat(),
                "clock": world.clock.version,
                "title": world.title,
                "language": world.language,
                "ready": world.ready,
                "again": world.again is not None,
                "screens": [self._screen(screen) for screen in world.screens],
            }
        )

    def _screen(self, screen: Screen) -> dict[str, Any]:
        chat = self._chat(screen)
        zone = self.world.clock.now().tzinfo
        bot = screen.bot or chat.bot
        accounts = [self.world.account(member) for member in chat.members if chat.has(member)]
        messages = [message for message in chat.messages.values() if not message.deleted]
        return {
            "id": screen.id,
            "person": screen.person.key,
            "name": screen.person.name,
            "role": screen.role,
            "accent": screen.accent,
            "chat": str(chat.id),
            "kind": "private" if chat.private else "group",
            "title": chat.title or (bot.name if bot else ""),
            "bot": self._bot(bot, chat) if bot else None,
            "commands": self._commands(bot, chat, screen) if bot else [],
            "members": [account.name for account in accounts if account is not None],
            "messages": [message_page(message, screen.person, zone) for message in messages],
        }

    def _bot(self, bot: Bot, chat: Chat) -> dict[str, Any]:
        # On Zalo a chat is open without further ado.
        started = chat.started or bot.on_zalo if chat.private else chat.has(bot.id)
        return {
            "username": bot.username,
            "name": bot.name,
            "network": "zalo" if bot.on_zalo else bot.network,
            "official": bot.network == "zalo_oa",
            "started": started,
            "blocked": chat.blocked,
        }

    def _commands(self, bot: Bot, chat: Chat, screen: Screen) -> list[dict[str, str]]:
        """The narrowest scope wins (core.telegram.org/bots/api#determining-list-of-commands)."""
        own = [f"chat_member:{chat.id}:{screen.person.id}", f"chat:{chat.id}"]
        if chat.private:
            everybody = ["all_private_chats"]
        else:
            administers = chat.members.get(screen.person.id) in (Status.CREATOR, Status.ADMINISTRATOR)
            everybody = ["all_chat_administrators", "all_group_chats"] if administers else ["all_group_chats"]
        for scope in (*own, *everybody, "default"):
            for language in (screen.person.language, ""):
                if found := bot.commands.get((scope, language)):
                    return found
        return []

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-Sent Events; a reader that falls 1,000 events behind is told to load everything again."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **NO_CACHE})
        await response.prepare(request)
        waiting: asyncio.Queue[Happening] = asyncio.Queue(STREAM_BACKLOG)
        late = False

        def listen(happening: Happening) -> None:
            nonlocal late
            try:
                waiting.put_nowait(happening)
            except asyncio.QueueFull:
                late = True

        self.world.listeners.append(listen)
        try:
            await response.write(b": hello\n\n")
            while not self.world.closing:
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        happening = await self._next(waiting)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if happening is None:
                    break
                if late and waiting.empty():
                    late, happening = False, Happening("state")
                for event, data in self._events(happening):
                    await response.write(b"event: " + event.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n")
        except ConnectionError:
            pass
        finally:
            self.world.listeners.remove(listen)
        return response

    async def _next(self, waiting: asyncio.Queue[Happening]) -> Happening | None:
        """The next happening, or None when the server closes."""
        while waiting.empty():
            await self.world.changed()
            if self.world.closing:
                return None
        return waiting.get_nowait()

    def _events(self, happening: Happening) -> list[tuple[str, dict[str, Any]]]:
        clock = self.world.clock
        if happening.what == "clock":
            return [("clock", {"now": clock.now().isoformat(), "version": clock.version})]
        if happening.what == "again":
            return [("again", {})]
        if happening.toast is not None:
            toast = happening.toast
            screens = [s for s in self._screens(toast.chat) if s.person is toast.person]
            return [("toast", {"screen": s.id, "text": toast.text, "alert": toast.alert}) for s in screens]
        message = happening.message
        if message is None:
            return [("state", {})]
        screens = self._screens(message.chat)
        if happening.what == "deleted":
            ids = [screen.id for screen in screens]
            return [("deleted", {"chat": str(message.chat.id), "id": message.id, "screens": ids})] if ids else []
        zone = clock.now().tzinfo
        found = []
        for viewer in dict.fromkeys(screen.person for screen in screens):
            ids = [screen.id for screen in screens if screen.person is viewer]
            found.append((happening.what, {"screens": ids, "message": message_page(message, viewer, zone)}))
        return found

    async def file(self, request: web.Request) -> web.Response:
        file = self.world.files.by_id.get(request.match_info["id"])
        if file is None:
            return web.Response(status=404)
        how = "inline" if file.mime.startswith("image/") else "attachment"
        headers = {
            "Content-Type": file.mime,
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(file.name)}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        }
        return web.Response(body=file.content, headers=headers)

    async def calls(self, request: web.Request) -> web.Response:
        since = int(request.query.get("since", "0"))
        calls = self.world.calls_since(since, polls="polls" in request.query)
        return answer({"mark": self.world.mark(), "calls": [call._asdict() for call in calls]})

    # Doing

    async def act(self, request: web.Request) -> web.Response:
        body = orjson.loads(await request.read())
        screen = next((screen for screen in self.world.screens if screen.id == body.get("screen")), None)
        if screen is not None:
            self._do(screen, self._chat(screen), body)
        elif "person" in body:  # a load generator speaks for people who have no screen
            person = self.world.person(body["person"])
            chat = self.world.chat(person, body.get("chat"))
            self._do(Screen("", person, {}, "", chat.bot), chat, body)
        else:
            raise ActError("unknown_screen")
        return answer({"ok": True})

    def _do(self, screen: Screen, chat: Chat, body: dict[str, Any]) -> None:
        world, person = self.world, screen.person
        match body.get("do"):
            case "say":
                mention = screen.bot if body.get("mention") is True else None
                world.say(person, chat, str(body["text"]), reply_to=int(body.get("reply_to") or 0), mention=mention)
            case "edit":
                world.edit(person, chat, int(body["message"]), str(body["text"]))
            case "press":
                number, data = int(body["message"]), str(body["data"])
                if data.startswith("poll:"):
                    world.vote(person, chat, number, int(data.removeprefix("poll:")))
                else:
                    world.press(person, chat, number, data, force=body.get("force") is True)
            case "open":
                world.open_link(person, str(body["url"]))
            case "start":
                world.start(person, chat.bot or screen.bot)
            case "location":
                latitude, longitude = body.get("place") or samples.PLACE
                world.send_location(person, chat, float(latitude), float(longitude))
            case "sticker":
                world.send_sticker(person, chat)
            case "photo" | "document" | "audio" | "video" | "voice" as kind:
                self._send(person, chat, kind, body)
            case "block":
                world.block(person, chat.bot or screen.bot)
            case "unblock":
                world.unblock(person, chat.bot or screen.bot)
            case _:
                raise ActError("unknown_act")

    def _send(self, person: Person, chat: Chat, kind: str, body: dict[str, Any]) -> None:
        world, caption = self.world, str(body.get("text") or "")
        match kind:
            case "photo":
                world.send_photo(person, chat, _content(body), caption, name=_name(body, "photo.jpg"))
            case "document":
                world.send_document(person, chat, _content(body), _name(body, "tep"), caption)
            case "audio":
                world.send_audio(person, chat, _content(body), _name(body, "am-thanh.mp3"), caption)
            case "video":
                world.send_video(person, chat, _content(body), caption)
            case "voice":  # without a file: a sample
                world.send_voice(person, chat, _content(body) if "file" in body else samples.voice(3), 3)

    async def faults(self, request: web.Request) -> web.Response:
        """Orders a fault (the fields of `Fault`), or takes all back with {"clear": true}."""
        body = orjson.loads(await request.read())
        if body.get("clear"):
            self.world.faults.clear()
        else:
            self.world.faults.add(**body)
        return answer({"ok": True})

    async def people(self, request: web.Request) -> web.Response:
        """{"count", "prefix", "first_id"?} makes many, {"people": [{"key", "name", "id"?}]} these; all have started."""
        body = orjson.loads(await request.read())
        world = self.world
        if "people" in body:
            bots = list(world.bots.values())
            made = [world.add_person(p["key"], p.get("name", ""), id=p.get("id"), started=bots) for p in body["people"]]
        else:
            made = world.populate(int(body["count"]), prefix=str(body["prefix"]), first_id=body.get("first_id"))
        return answer({"people": [{"key": p.key, "id": p.id, "name": p.name} for p in made]})


def _content(body: dict[str, Any]) -> bytes:
    try:
        content = base64.b64decode(str(body["file"]).rpartition(",")[2], validate=True)
    except binascii.Error as problem:
        raise ActError("bad_file") from problem
    if not content:
        raise ActError("bad_file")
    return content


def _name(body: dict[str, Any], default: str) -> str:
    return Path(str(body.get("name") or default)).name or default


def add_routes(app: web.Application, world: World) -> None:
    api, day = PageApi(world), WorldApi(world)
    routes: list[tuple[str, str, Handler]] = [
        ("GET", "/", index),
        ("GET", "/page/{path:.+}", static),
        ("GET", "/world/state", api.state),
        ("GET", "/world/stream", api.stream),
        ("POST", "/world/act", api.act),
        ("GET", "/world/clock", day.clock),
        ("POST", "/world/clock", day.set_clock),
        ("GET", "/world/language", day.language),
        ("POST", "/world/language", day.set_language),
        ("GET", "/world/ready", day.ready),
        ("POST", "/world/ready", day.set_ready),
        ("POST", "/world/again", day.begin_again),
        ("GET", "/world/files/{id}", api.file),
        ("POST", "/world/faults", api.faults),
        ("POST", "/world/people", api.people),
        ("GET", "/world/calls", api.calls),
    ]
    for verb, path, handler in routes:
        app.router.add_route(verb, path, local_only(handler))
