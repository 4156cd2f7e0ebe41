"""The benchmark measures what it says: every bot in it takes a whole report, and every step of it is answered."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import aiohttp
import pytest

from bench.against import EngineBeside, Older, older
from bench.broadcast import Broadcast
from bench.crowd import crowd
from bench.engine import EngineStep
from bench.far_end import FIRST_CHAT, FarEnd
from bench.grammy_peer import missing
from bench.machine import Machine, resident
from bench.people import WORDS, Deed, next_deed
from bench.run import Figures, Memory, Variant, middle, running
from bench.table import ON_ZALO, THINKING, Result, as_json, table
from bench.zalo import next_words


@pytest.mark.subprocess
@pytest.mark.parametrize(
    ("name", "zalo"),
    [("ours", False), ("ours", True), ("peer", False), ("aiogram_peer", False), ("grammy_peer", False)],
)
async def test_people_report_to_a_bot(name: str, zalo: bool, tmp_path: Path) -> None:
    if name == "grammy_peer" and (lacks := missing()):
        pytest.skip(lacks)
    address = str(tmp_path / "bench.db")
    variant = Variant(name, f"bench.{name}", f"sqlite:///{address}", zalo=zalo, pause=0.1 if zalo else 0)
    async with running(variant, members=20) as (far, pid, _, _):
        async with asyncio.timeout(30):
            await far.play(3, reports=4)
        assert await far.rest() == 0, "every step was answered"
        assert far.refused == 0
        assert 4 <= far.reports < 20
        assert 8 <= len(far.latencies) / far.reports < 35, "so many steps a report"
        assert far.calls / len(far.latencies) < 3, "at most two calls a step besides a tap's answer"
        assert resident(pid) > 20


@pytest.mark.subprocess
async def test_what_comes_twice_is_acknowledged_and_nobody_hears_of_it(tmp_path: Path) -> None:
    async with running(Variant("ours", "bench.ours", f"sqlite:///{tmp_path / 'bench.db'}"), members=20) as bot:
        await bot.far.play(3, reports=1)
        assert await bot.far.rest() == 0
        await bot.far.quiet()
        told, copies = bot.far.told, len(bot.far.posted)
        acknowledged = await bot.far.again()
        await bot.far.quiet()
        assert (acknowledged, bot.far.told) == (copies, told)


@pytest.mark.subprocess
async def test_everybody_writes_at_once(tmp_path: Path) -> None:
    variant = Variant("ours", "bench.ours", f"sqlite:///{tmp_path / 'bench.db'}", zalo=True)
    async with running(variant, members=30) as bot:
        done = await crowd(bot, 30)
    assert (done.people, done.refused) == (30, 0)
    assert 0 < done.p50 <= done.longest


@pytest.mark.subprocess
async def test_the_floor_answers() -> None:
    async with running(Variant("floor", "bench.floor", "-"), members=5) as (far, _pid, _order, _pids):
        await far.play(2, 0.2)
        assert await far.rest() == 0
        assert far.latencies


async def test_a_bot_that_does_not_come_up_is_told() -> None:
    with pytest.raises(RuntimeError, match="nobody did not come up"):
        async with running(Variant("nobody", "bench.nobody", "-"), members=1):
            pass


def test_people_answer_what_they_are_asked() -> None:
    def buttons(*pairs: tuple[str, str]) -> list[list[dict[str, str]]]:
        return [[{"text": text, "callback_data": data}] for text, data in pairs]

    assert next_deed(buttons(("Viết báo cáo", "report.open:1"), ("Việc khẩn", "report.urgent"))) == Deed(
        "report.open:1"
    )
    assert next_deed(
        buttons(("Khẩn", "form.answer:1"), ("Bình thường", "form.answer:2"), ("Để sau", "form.later:1"))
    ) == Deed("form.answer:2")
    assert next_deed(buttons(("☐ Nông dân", "form.tick:1"), ("Xong", "form.done:1"))) == Deed("form.tick:1")
    assert next_deed(buttons(("☑ Nông dân", "form.tick:1"), ("Xong", "form.done:1"))) == Deed("form.done:1")
    assert next_deed(buttons(("Để sau", "form.later:1"))).text
    assert next_deed(buttons(("Báo cáo thêm", "report.another:1"))).done


def test_people_without_buttons_answer_what_they_are_offered() -> None:
    assert next_words("Việc đang có\n\n1. ❗ Báo việc khẩn\n2. Báo cáo: Nội dung tháng\nNhắn số để chọn.") == Deed(
        text="2"
    )
    assert next_words(
        "Việc này gấp đến mức nào?\n\n1. Khẩn\n2. Bình thường\nNhắn số để chọn.\nHoặc nhắn: để sau"
    ) == Deed(text="2")
    assert next_words("Nhóm nào?\n\n1. Nông dân\n0. Trang sau\nNhắn các số cần chọn, ví dụ 1 3.") == Deed(text="1")
    assert next_words("Xem lại\n\nNhắn: gửi · quay lại · để sau") == Deed(text="gửi")
    assert next_words("Nói gì?\n\nNhắn: quay lại · gửi lại sau").text == WORDS
    assert next_words("✓ Đã nhận báo cáo\n\n1. Thêm mục khác\nNhắn số để chọn.").done


async def test_an_update_waits_until_the_one_before_is_acknowledged() -> None:
    """As on the real network, whatever the bot has already answered."""
    got: list[bytes] = []
    arrived, gone = asyncio.Event(), asyncio.Event()

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                got.append(await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split()[0])))
                arrived.set()
        writer.close()
        gone.set()

    far = FarEnd(members=5)
    bot = await asyncio.start_server(slow, "127.0.0.1", 0)
    port = bot.sockets[0].getsockname()[1]
    async with far.serving() as api, aiohttp.ClientSession() as session:
        await session.post(f"{api}/bot1/setWebhook", json={"url": f"http://127.0.0.1:{port}/hook"})
        await far.play(1)
        await arrived.wait()
        menu = {"inline_keyboard": [[{"text": "Viết báo cáo", "callback_data": "report.open:1"}]]}
        await session.post(f"{api}/bot1/sendMessage", json={"chat_id": FIRST_CHAT, "text": "?", "reply_markup": menu})
        await session.post(f"{api}/bot1/getMe")
        assert len(far.latencies) == 1, "the step is over"
        assert len(got) == 1, "and the next update waits"
    await gone.wait()
    bot.close()
    await bot.wait_closed()


def test_medians_and_shares_in_a_table() -> None:
    def figures(steps: float, unanswered: int = 0) -> Figures:
        return Figures(50, 0, steps, 1.0, 2.0, 0.5, 90.0, 2.0, 0.9, 0.1, unanswered)

    ours = middle([figures(300), figures(900, 1), figures(600)])
    assert (ours.steps_per_second, ours.unanswered, ours.people) == (600, 1, 50)
    rows = {"floor": [figures(1200)], "peer, SQLite": [figures(200)], "ours, SQLite": [ours]}
    rows |= {THINKING: [figures(600)], ON_ZALO: [figures(660)]}
    sent = Broadcast(300, 30, 300, 10.0, 29.7, 50.0, 0, 72, 10.0, 90.0, 3, 80.0)
    engine = [EngineStep("periodic", 0.1, 0.3)]
    result = Result(Machine(2, "a model", "3.11", 0.5), rows, [sent], Memory(500, 9500, 140.0), engine, 0.2)
    assert "| ours, SQLite | 50 | 0 | 600 | 3.00 | 0.50 |" in table(result)
    assert "Zalo beside Telegram, 50 people, 0 ms: CPU a step 1.00, steps/s 1.10" in table(result)
    assert "resident after 500 reports, and 9500 members with nothing to report: 140 MB" in table(result)
    assert "99.0% of the allowed rate, 0 refused (429)" in table(result)
    assert as_json(result)["figures"]["peer, SQLite"][0]["steps_per_second"] == 200


def test_an_older_build_beside_ours_is_told_as_ratios(tmp_path: Path) -> None:
    def figures(steps: float, cpu: float) -> Figures:
        return Figures(50, 0.0, steps, 100.0, 200.0, cpu, 140.0, 1.1, 0.9, 0.1, 0)

    before = Older("v1", tmp_path, [EngineBeside("periodic", 0.5, 1.0, 0.4, 0.6)], 0.5)
    rows = {"before, SQLite": [figures(400, 2.0)], "ours, SQLite": [figures(500, 1.5)], "floor": [figures(9, 9)]}
    rows |= {"same form, SQLite": [figures(600, 1.2)]}
    here = Machine(2, "a machine", "3.11", 0.1)
    said = table(Result(here, rows, (), None, [EngineStep("periodic", 0.1, 0.4)], 0.4, older=before))
    assert (
        "ours beside v1, SQLite, 50 people, 0 ms: CPU a step 0.75, steps/s 1.25, p50 1.00, p99 1.00, memory 1.00"
        in said
    )
    assert "ours beside v1, SQLite, same form, 50 people, 0 ms: CPU a step 0.60, steps/s 1.50" in said
    assert "the form engine beside v1, periodic: p50 0.50 (0.40 to 0.60), p99 1.00" in said
    assert "langnghe --help beside v1: 0.80" in said


def test_a_build_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no build no-such-revision here"), older("no-such-revision", tmp_path):
        raise AssertionError("unreachable")
