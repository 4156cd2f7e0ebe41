"""What the page is told and what it can do; the contract between the page and the server."""

from __future__ import annotations

import asyncio
import base64
from datetime import datetime
from typing import Any

import aiohttp
import orjson
import pytest

from sandbox.acts import act_errors
from sandbox.page_answers import POLICY
from sandbox.run import PROVINCE
from sandbox.samples import voice
from sandbox.world import World
from tests.sandbox.conftest import TOKEN, Api
from tests.sandbox.pictures import PNG

AN, GROUP = 5_001_000_001, -4_200_000_001
KEYBOARD = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}, {"text": "Xem", "url": "https://vi.example"}]]}


async def get(api: Api, path: str, **headers: str) -> tuple[int, Any]:
    async with api.session.get(api.address + path, headers=headers) as response:
        return response.status, orjson.loads(await response.read())


async def post(api: Api, path: str, **body: Any) -> tuple[int, Any]:
    async with api.session.post(api.address + path, json=body) as response:
        return response.status, orjson.loads(await response.read())


async def act(api: Api, screen: str, do: str, **values: Any) -> None:
    assert await post(api, "/world/act", screen=screen, do=do, **values) == (200, {"ok": True})


async def test_state_shows_each_screen_as_its_person_sees_it(world: World, api: Api) -> None:
    await act(api, "an", "start")
    await api.ok("sendMessage", chat_id=AN, text="Có gì mới? /menu", reply_markup=KEYBOARD, disable_notification=True)
    rows = [{"command": "menu", "description": "Các việc"}]
    await api.ok("setMyCommands", commands=rows, scope={"type": "all_private_chats"})
    status, state = await get(api, "/world/state")
    assert status == 200
    assert set(state) == {"now", "clock", "title", "language", "ready", "again", "screens"}
    assert (state["language"], state["ready"], state["again"]) == ("vi", True, False)
    assert state["now"] == "2026-11-03T08:30:00+07:00"
    an, group, chi = state["screens"]
    assert (an["id"], an["kind"], an["chat"], an["name"]) == ("an", "private", str(AN), "Hoàng An")
    assert (an["title"], an["commands"], group["commands"]) == ("Bot thử", rows, [])
    assert (an["bot"]["started"], chi["bot"]["started"]) == (True, False)
    assert (group["kind"], group["title"]) == ("group", "Nhóm kín")
    assert group["members"] == ["Hoàng An", "Trần Bình", "Bot thử"]
    assert an["messages"][1] == {
        "id": 2,
        "chat": str(AN),
        "from": {"id": "100001", "name": "Bot thử", "bot": True, "me": False},
        "date": "2026-11-03T08:30:00+07:00",
        "edited": False,
        "editable": False,
        "text": "Có gì mới? /menu",
        "entities": [{"type": "bot_command", "offset": 11, "length": 5}],
        "keyboard": [[{"text": "Có", "data": "yes"}, {"text": "Xem", "url": "https://vi.example"}]],
        "photo": None,
        "document": None,
        "service": None,
        "service_texts": None,
        "silent": True,
    }
    assert an["messages"][0]["from"]["me"] is True
    assert an["messages"][0]["editable"] is True


async def test_service_messages_are_sentences(world: World, api: Api) -> None:
    world.join_group("chi", "nhom")
    world.leave_group("chi", "nhom")
    world.upgrade_group("nhom")
    _, state = await get(api, "/world/state")
    (moved,) = state["screens"][1]["messages"]
    assert moved["service_texts"] == {"vi": "Nhóm đã được nâng cấp", "en": "The group was upgraded"}
    world.join_group("chi", "nhom")
    _, state = await get(api, "/world/state")
    joined = state["screens"][1]["messages"][-1]
    assert (joined["service"], joined["service_texts"]["en"]) == ("Lê Chi đã vào nhóm", "Lê Chi joined the group")


async def test_acts_become_updates(world: World, api: Api) -> None:
    await act(api, "an", "open", url="https://t.me/thu_bot?start=MOI")
    sent = await api.ok("sendMessage", chat_id=AN, text="?", reply_markup=KEYBOARD)
    await act(api, "an", "press", message=sent["message_id"], data="yes")
    await act(api, "an", "say", text="bà con đồng tình")
    mine = world.last("an").id
    await act(api, "an", "edit", message=mine, text="bà con băn khoăn")
    picture = base64.b64encode(PNG).decode()
    await act(api, "an", "photo", file=picture, name="cho.png", text="ở chợ")
    await act(api, "an", "document", file=f"data:application/pdf;base64,{picture}", name="../a.pdf")
    await act(api, "nhom", "say", text="/tinhhinh")
    await act(api, "an", "block")
    await act(api, "an", "unblock")
    updates = await api.updates()
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds == [
        "message", "callback_query", "message", "edited_message", "message", "message", "message",
        "my_chat_member", "my_chat_member",
    ]  # fmt: skip
    assert updates[0]["message"]["text"] == "/start MOI"
    assert updates[5]["message"]["document"]["file_name"] == "a.pdf"
    assert updates[6]["message"]["from"]["first_name"] == "Trần Bình"


async def test_whatever_a_phone_can_send(world: World, api: Api) -> None:
    file = base64.b64encode(b"\0\0\0\x10ftypisom").decode()
    await act(api, "an", "voice")
    await act(api, "an", "voice", file=file)
    await act(api, "an", "audio", file=file, name="ghi.mp3", text="nghe thử")
    await act(api, "an", "video", file=file, text="quay ở chợ")
    await act(api, "an", "document", file=file, name="biên bản.pdf")
    await act(api, "an", "location")
    await act(api, "an", "location", place=[21.5, 103])
    await act(api, "an", "sticker")
    voice, other, audio, video, document, here, there, sticker = [u["message"] for u in await api.updates()]
    for message, kind in (
        (voice, "voice"),
        (other, "voice"),
        (audio, "audio"),
        (video, "video"),
        (document, "document"),
    ):
        assert message[kind]["file_size"] == len(await downloaded(api, message[kind]["file_id"]))
    assert voice["voice"]["duration"] == 3
    assert (await downloaded(api, voice["voice"]["file_id"])).startswith(b"OggS")
    assert (audio["audio"]["file_name"], audio["audio"]["mime_type"], audio["caption"]) == (
        "ghi.mp3",
        "audio/mpeg",
        "nghe thử",
    )
    assert video["caption"] == "quay ở chợ"
    assert len(str(here["location"]["latitude"]).partition(".")[2]) == 6, "as exact as phones are"
    assert there["location"] == {"latitude": 21.5, "longitude": 103.0}
    assert len(await downloaded(api, sticker["sticker"]["file_id"])) > 0
    _, state = await get(api, "/world/state")
    shown = state["screens"][0]["messages"]
    assert [message["editable"] for message in shown] == [False] * 8, "what stands for a place or a sticker is not text"
    assert [message["text"] for message in shown[5:]] == ["📍 10.957421, 106.842713", "📍 21.5, 103.0", "👍"]


async def downloaded(api: Api, file_id: str) -> bytes:
    path = (await api.ok("getFile", file_id=file_id))["file_path"]
    async with api.session.get(f"{api.address}/file/bot{TOKEN}/{path}") as response:
        assert response.status == 200
        return await response.read()


def test_the_sample_of_a_voice_is_whole() -> None:
    content, pages = voice(3), []
    while content:
        count = content[26]
        size = 27 + count + sum(content[27 : 27 + count])
        page, content = content[:size], content[size:]
        assert page.startswith(b"OggS\0")
        assert int.from_bytes(page[22:26], "little") == plain_check(page[:22] + bytes(4) + page[26:])
        pages.append(page)
    assert [int.from_bytes(page[18:22], "little") for page in pages] == [0, 1, 2]
    assert [page[5] for page in pages] == [2, 0, 4]
    assert int.from_bytes(pages[-1][6:14], "little") == 3 * 48_000


def plain_check(page: bytes) -> int:
    """Ogg's check, bit by bit (RFC 3533, section 6)."""
    value = 0
    for bit in (byte >> place & 1 for byte in page for place in range(7, -1, -1)):
        value = (value << 1 | 0) ^ (0x04C11DB7 if (value >> 31 & 1) ^ bit else 0)
        value &= 0xFFFFFFFF
    return value


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"screen": "x", "do": "say", "text": "a"}, "unknown_screen"),
        ({"screen": "an", "do": "dance"}, "unknown_act"),
        ({"screen": "an", "do": "say", "text": "  "}, "text_empty"),
        ({"screen": "an", "do": "say"}, "bad_request"),
        ({"screen": "an", "do": "press", "message": 5, "data": "x"}, "no_message"),
        ({"screen": "an", "do": "open", "url": "https://example.org"}, "bad_link"),
        ({"screen": "an", "do": "photo", "file": "%%%"}, "bad_file"),
        ({"screen": "an", "do": "video"}, "bad_request"),
        ({"screen": "an", "do": "voice", "file": ""}, "bad_file"),
        ({"screen": "an", "do": "location", "place": ["x", 1]}, "bad_request"),
        ({"screen": "an", "do": "location", "place": [1]}, "bad_request"),
        ({"screen": "an", "do": "photo", "file": "YQ=="}, "not_picture"),
    ],
)
async def test_what_cannot_be_done_is_said_in_both_languages(
    world: World, api: Api, body: dict[str, Any], name: str
) -> None:
    status, answer = await post(api, "/world/act", **body)
    assert status == 400
    assert set(answer["error"]) == {"vi", "en"}
    assert answer["error"] == act_errors()[name]
    assert await api.updates() == []


class Stream:
    """A reader of /world/stream."""

    def __init__(self, lines: aiohttp.StreamReader) -> None:
        self._lines = lines

    async def next(self) -> tuple[str, Any]:
        name = ""
        async for line in self._lines:
            if line.startswith(b"event: "):
                name = line[7:].strip().decode()
            elif line.startswith(b"data: "):
                return name, orjson.loads(line[6:])
        return "end", None


async def test_the_stream_tells_what_happens(world: World, api: Api) -> None:
    async with api.session.get(f"{api.address}/world/stream") as response:
        assert response.content_type == "text/event-stream"
        stream = Stream(response.content)
        await world.until(lambda: world.listeners)
        world.start("an")
        event, data = await stream.next()
        assert (event, data["screens"], data["message"]["text"]) == ("message", ["an"], "/start")
        assert data["message"]["from"]["me"] is True
        sent = await api.ok("sendMessage", chat_id=AN, text="?", reply_markup=KEYBOARD)
        event, data = await stream.next()
        assert (event, data["message"]["keyboard"][0][0]) == ("message", {"text": "Có", "data": "yes"})
        tap = world.press_label("an", None, "Có")
        await api.ok("answerCallbackQuery", callback_query_id=tap.id, text="đã ghi", show_alert=True)
        assert await stream.next() == ("toast", {"screen": "an", "text": "đã ghi", "alert": True})
        await api.ok("editMessageText", chat_id=AN, message_id=sent["message_id"], text="xong")
        event, data = await stream.next()
        assert (event, data["message"]["text"], data["message"]["edited"]) == ("edited", "xong", True)
        await api.ok("deleteMessage", chat_id=AN, message_id=sent["message_id"])
        deleted = {"chat": str(AN), "id": sent["message_id"], "screens": ["an"]}
        assert await stream.next() == ("deleted", deleted)
        world.clock.advance(60)
        assert await stream.next() == ("clock", {"now": "2026-11-03T08:31:00+07:00", "version": 2})
        await api.ok("sendMessage", chat_id=GROUP, text="cả nhóm")
        event, data = await stream.next()
        assert (data["screens"], data["message"]["chat"]) == (["nhom"], str(GROUP))
        world.block("an")
        assert await stream.next() == ("state", {})
        world.close()
        assert await stream.next() == ("end", None)
    await world.until(lambda: not world.listeners)


async def test_a_slow_reader_is_told_to_load_everything(world: World, api: Api) -> None:
    async with api.session.get(f"{api.address}/world/stream") as response:
        await world.until(lambda: world.listeners)
        for number in range(1500):
            world.say("an", None, str(number))
        stream = Stream(response.content)
        events = [(await stream.next())[0] for _ in range(1000)]
        assert events[-1] == "state"
        world.close()


async def test_the_clock_moves_forward_only(world: World, api: Api) -> None:
    _, clock = await get(api, "/world/clock")
    assert clock == {"now": "2026-11-03T08:30:00+07:00", "version": 1, "running": False}
    waiting = asyncio.ensure_future(get(api, "/world/clock?since=1"))
    status, clock = await post(api, "/world/clock", to="2026-11-03T17:00:00+07:00")
    assert (status, clock["version"]) == (200, 2)
    assert (await waiting)[1] == clock
    assert world.clock.now() == datetime.fromisoformat("2026-11-03T17:00:00+07:00")
    _, clock = await post(api, "/world/clock", advance=90)
    assert clock["now"] == "2026-11-03T17:01:30+07:00"
    status, answer = await post(api, "/world/clock", to="2026-11-03T08:00:00+07:00")
    assert (status, set(answer["error"])) == (400, {"vi", "en"})
    assert (await post(api, "/world/clock", to="2026-11-03T08:00:00+07:00", force=True))[0] == 200
    assert (await post(api, "/world/clock", to="soon"))[0] == 400
    assert (await post(api, "/world/clock", advance=-5))[0] == 400


async def test_files_are_shown_under_their_names(world: World, api: Api) -> None:
    world.send_document("an", None, b"<script>", "bản tổng hợp.html")
    world.send_photo("an", None, PNG)
    _, state = await get(api, "/world/state")
    document, photo = state["screens"][0]["messages"]
    assert (document["document"]["name"], document["document"]["size"]) == ("bản tổng hợp.html", 8)
    async with api.session.get(api.address + document["document"]["url"]) as response:
        assert await response.read() == b"<script>"
        assert "attachment" in response.headers["Content-Disposition"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (photo["photo"]["width"], photo["photo"]["height"]) == (160, 120)
    async with api.session.get(api.address + photo["photo"]["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", PNG)
    async with api.session.get(f"{api.address}/world/files/none") as response:
        assert response.status == 404


async def test_other_sites_are_kept_out(world: World, api: Api) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        for path in ("/world/state", "/world/clock", "/world/calls", "/"):
            async with api.session.get(api.address + path, headers=headers) as response:
                assert response.status == 403
        async with api.session.post(f"{api.address}/world/act", data=b"{}", headers=headers) as response:
            assert response.status == 403
    assert (await get(api, "/world/clock", Host="localhost:1", Origin="http://localhost:1"))[0] == 200


async def test_the_page_folder_only(api: Api) -> None:
    for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/none.js"):
        async with api.session.get(api.address + path) as response:
            assert response.status == 404


async def test_what_other_processes_use(world: World, api: Api) -> None:
    _, answer = await post(api, "/world/people", count=3, prefix="tai", first_id=7_000_000_001)
    assert [person["id"] for person in answer["people"]] == [7_000_000_001, 7_000_000_002, 7_000_000_003]
    assert all(len(person["name"].split()) == 3 for person in answer["people"])
    await api.ok("sendMessage", chat_id=7_000_000_002, text="chào")
    assert (await post(api, "/world/people", people=[{"key": "x", "name": "X"}]))[0] == 200
    assert (await post(api, "/world/people", people=[{"key": "x", "name": "X"}]))[0] == 400
    assert await post(api, "/world/act", person="tai2", do="say", text="nói") == (200, {"ok": True})
    assert [view.text for view in world.messages(None, "tai2")] == ["chào", "nói"]
    await post(api, "/world/faults", kind="server_error", method="getMe")
    assert (await api.raw("getMe"))[0] == 502
    assert (await post(api, "/world/faults", kind="nonsense"))[0] == 400
    _, found = await get(api, "/world/calls?since=1")
    assert [call["method"] for call in found["calls"]] == ["getme"]
    assert found["mark"] == 2


async def test_the_phones_of_all_speak_another_language(world: World, api: Api) -> None:
    rows = {"vi": "Các việc", "": "What to do"}
    for language, told in rows.items():
        commands = [{"command": "menu", "description": told}]
        await api.ok("setMyCommands", commands=commands, scope={"type": "default"}, language_code=language)
    assert (await get(api, "/world/state"))[1]["screens"][0]["commands"][0]["description"] == "Các việc"
    waiting = asyncio.ensure_future(get(api, "/world/language?not=vi"))
    assert await post(api, "/world/language", language="en") == (200, {"language": "en"})
    assert await waiting == (200, {"language": "en"})
    state = (await get(api, "/world/state"))[1]
    assert (state["language"], state["screens"][0]["commands"][0]["description"]) == ("en", "What to do")
    world.say("an", None, "hello")
    assert (await api.updates())[0]["message"]["from"]["language_code"] == "en"
    assert (await post(api, "/world/language", language="xx"))[0] == 400


async def test_a_world_begins_again_where_somebody_can_do_that(world: World, api: Api) -> None:
    assert (await post(api, "/world/again"))[0] == 400
    asked: list[bool] = []
    world.again, world.ready = (lambda: asked.append(True)), False
    waiting = asyncio.ensure_future(get(api, "/world/ready"))
    assert await post(api, "/world/again") == (200, {"ok": True})
    assert asked == [True]
    await post(api, "/world/ready")
    assert await waiting == (200, {"ready": True})


def test_the_province_loads() -> None:
    world = World.load(PROVINCE)
    assert [screen.id for screen in world.screens] == [
        "an",
        "nhom-ctv",
        "binh",
        "nhom-ban",
        "chi",
        "dung",
        "dung-oa",
        "lan",
    ]
    assert len(world.people) == 221
    assert world.clock.now().isoformat() == "2026-11-03T08:30:00+07:00"
    again = World.load(PROVINCE)
    assert [person.name for person in again.people.values()] == [person.name for person in world.people.values()]


async def test_the_page_says_what_it_may_fetch(api: Api) -> None:
    for path in ("/", "/static/app.js", "/index.html"):
        async with api.session.get(api.address + path) as response:
            if response.status == 200:
                assert response.headers["Content-Security-Policy"] == POLICY
                assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with api.session.get(api.address + "/") as response:
        assert response.status == 200
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
