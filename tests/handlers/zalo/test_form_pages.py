"""A form begun in the chat, finished on its page, and back: one draft, whoever else has the link learns and changes nothing."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import aiohttp
import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect
from sqlmodel import select

from bot.runtime import page_server
from sandbox.world import World
from storage.members import members
from storage.tables import Alert, DraftRow, Report, ReportRevision
from tests.e2e.phones import CHROMIUM, Scheme, chromium
from tests.e2e.test_trial import AXE
from tests.handlers.playing import GIST, begin_report, kept, only, prompt_there, value
from tests.handlers.zalo.joining import joined
from tests.stage import OaPerson, Person, Stage, ZaloPerson, new_world
from texts.catalogue import LANGUAGES

LINK = re.compile(r"http://\S+/forms/\S+")
KEY, OTHER = "k" * 48, "o" * 48


@pytest.fixture
def world() -> World:
    return new_world(zalo=True, oa=True)


class Page:
    """A browser with the page of a link."""

    def __init__(self, stage: Stage, link: str, key: str = KEY) -> None:
        self._stage, self.link, self._key = stage, link, key
        self.over, self.form = "", {}  # type: str, dict[str, Any]

    async def does(self, deed: str, **more: object) -> Page:
        body = {"deed": deed, "key": self._key, **more}
        async with aiohttp.ClientSession() as session, session.post(self.link, json=body) as answer:
            assert answer.status == 200
            found = await answer.json()
        self.over, self.form = found["over"], found["form"]
        await self._stage.settle()
        return self

    def question(self, name: str) -> dict[str, Any]:
        return next(one for one in self.form["questions"] if one["ref"].endswith("/" + name))

    async def answers(self, name: str, wanted: str) -> dict[str, Any]:
        """Give an answer, a choice by its label; returns the question as it is then."""
        one = self.question(name)
        names = [choice for choice, label in one["choices"] if label.startswith(wanted)]
        await self.does("put", ref=one["ref"], value=names[0] if names else wanted, was=one["value"])
        return self.question(name) if self.form else {}


async def link_of(person: Person) -> str:
    await person.says("/trogiup")
    await person.presses("Mở cả phiếu trên một trang")
    return next(found[0] for m in reversed(person.phone) if (found := LINK.search(m.text)))


async def dung_on(stage: Stage, network: str) -> Person:
    kinds = {"zalo_bot": ZaloPerson, "zalo_oa": OaPerson}
    return stage.person("an") if network == "telegram" else await joined(kinds[network](stage, "dung"))


@pytest.mark.parametrize("network", ["telegram", "zalo_bot", "zalo_oa"])
async def test_begun_in_the_chat_finished_on_the_page_and_back(stage: Stage, network: str) -> None:
    only(stage)
    person = await dung_on(stage, network)
    prompt_there(stage)
    await person.says("viết báo cáo")
    if network != "telegram":  # where the card has no button for it, its words do
        await person.says("mở cả phiếu trên một trang")
        assert LINK.search(person.last.text)
    await person.presses("Giá vật tư")
    page = Page(stage, await link_of(person))
    await page.does("open")
    person.has_seen("Phiếu đang mở trên trang.")
    assert page.question("item")["value"], "what was answered in the chat stands there"
    assert (await page.answers("gist", GIST))["value"] == GIST
    await page.does("back")
    assert "Đã về trò chuyện" in page.over
    person.has_seen("Phiếu từ trang về đây")
    person.sees("Nghe từ nhóm nào?")
    await person.chooses("Nông dân")

    await page.does("open")
    assert "không còn dùng được" in page.over, "it ended when one went back"
    page = Page(stage, await link_of(person))
    await page.does("open")
    assert page.question("gist")["value"] == GIST
    await page.does("send")
    assert page.question("main")["trouble"].startswith("Câu này cần trả lời")
    await page.answers("main", "Băn khoăn")
    await page.answers("share", "Khoảng ba phần tư")
    await page.answers("urgency", "Bình thường")
    if not page.question("place")["value"]:
        await page.answers("place", "xã An Phú")
    await page.does("send")
    assert page.over.startswith("✓ Đã nhận báo cáo."), page.form.get("said")
    person.has_seen("Đã nhận báo cáo BC-1126-001")
    sent = stage.look(lambda s: s.scalars(select(ReportRevision)).one()).document
    assert (value(sent, "gist"), value(sent, "main"), value(sent, "share")) == (GIST, "concerned", "three_quarters")
    await page.does("send")
    assert "đã gửi" in page.over
    assert len(stage.look(lambda s: s.scalars(select(Report)).all())) == 1
    assert not stage.look(lambda s: s.scalars(select(DraftRow)).all())


async def test_opened_twice_by_somebody_else_after_its_hour_or_ended_is_a_sentence_and_nothing_is_lost(
    stage: Stage, an: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    first = await link_of(an)
    link = await link_of(an)
    assert "không còn dùng được" in (await Page(stage, first).does("open")).over, "a newer one ends it"
    for changed in (
        link[:-3] + ("AAA" if not link.endswith("AAA") else "BBB"),
        re.sub(r"/forms/(\d+)/", "/forms/9/", link),
    ):
        assert "không còn dùng được" in (await Page(stage, changed).does("open")).over

    page = await Page(stage, link).does("open")
    await page.answers("gist", GIST)
    await page.does("open")
    assert page.question("gist")["value"] == GIST, "its own tab may load it again"
    stranger = await Page(stage, link, OTHER).does("open")
    assert "đã được mở ở nơi khác" in stranger.over
    ref = page.question("gist")["ref"]
    await stranger.does("put", ref=ref, value="của người khác", was=GIST)
    assert "đã được mở ở nơi khác" in stranger.over
    assert kept(stage, "an", "gist") == [GIST]

    await an.presses("Đóng trang")
    await page.answers("gist", "sau khi đóng")
    assert "không còn dùng được" in page.over
    assert kept(stage, "an", "gist") == [GIST]

    page = await Page(stage, await link_of(an)).does("open")
    stage.world.clock.set(stage.world.clock.now() + timedelta(hours=1, minutes=1))
    await page.answers("gist", "quá giờ")
    assert page.over.startswith("Đã quá một giờ")
    assert kept(stage, "an", "gist") == [GIST]

    monkeypatch.setattr(page_server, "_MOST_ACTS", 2)
    url, tried = await link_of(an), {"deed": "put", "key": KEY, "ref": ref, "value": "dồn dập", "was": ""}
    async with aiohttp.ClientSession() as session:
        met = [(await session.post(url, json={**tried, "deed": deed})).status for deed in ("open", "open", "put")]
    assert met == [200, 200, 429]
    assert kept(stage, "an", "gist") == [GIST]


async def test_draft_that_goes_on_in_the_chat_meanwhile_is_overwritten_by_neither(stage: Stage, an: Person) -> None:
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    asked = an.last
    page = await Page(stage, await link_of(an)).does("open")
    await an.says("Lời trong trò chuyện.")
    found = await page.answers("gist", "Lời trên trang.")
    assert "vừa được trả lời trong trò chuyện" in found["trouble"]
    assert found["value"] == "Lời trong trò chuyện.", "shown, and not written over"
    assert kept(stage, "an", "gist") == ["Lời trong trò chuyện."]
    assert (await page.answers("gist", "Lời trên trang."))["trouble"] == "", "seen, it may be replaced"
    assert kept(stage, "an", "gist") == ["Lời trên trang."]
    assert asked is not None
    personal = await page.answers("gist", "Gọi chị Lan 0912 345 678")
    assert "thông tin riêng" in personal["personal"]
    await page.does("send")
    assert "Chọn che hay giữ" in page.form["said"]
    await page.does("mask", ref=personal["ref"], was=personal["value"])
    assert "0912" not in kept(stage, "an", "gist")[0]
    await page.answers("urgency", "Khẩn")
    assert len(stage.look(lambda s: s.scalars(select(Alert)).all())) == 1, "what is urgent rings at once"
    an.has_seen("đang báo cán bộ trực")
    await page.does("put", ref="/data/nowhere", value="x", was="")
    assert "không cần trả lời nữa" in page.form["said"]


async def test_decision_is_taken_of_the_answer_beside_which_it_stood(stage: Stage, an: Person) -> None:
    """Leaving a field keeps it before the button that was pressed is heard: what is found in it is another question."""
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    page = await Page(stage, await link_of(an)).does("open")
    first = await page.answers("gist", "Bà con gọi chị Lan 0912 345 678 hỏi giá.")
    await page.does("put", ref=page.question("more")["ref"], value="OK", was="")
    second = await page.answers("proposal", "Nhờ anh Bảy 0987 654 321 xem giúp.")
    assert second["personal"]
    await page.does("keep", ref=first["ref"], was=first["value"], reason=0)
    assert not page.question("gist")["personal"]
    assert page.question("proposal")["personal"], "nobody was asked about it"
    third = await page.answers("proposal", "Nhờ chị Tư 0977 654 321 xem giúp.")
    for unseen in ({"ref": second["ref"], "was": second["value"]}, {"ref": first["ref"], "was": first["value"]}, {}):
        await page.does("keep", reason=0, **unseen)
        await page.does("mask", **unseen)
        assert page.question("proposal")["personal"], "it was written anew, or is not what was decided"
    await page.does("mask", ref=third["ref"], was=third["value"])
    assert "0977" not in kept(stage, "an", "proposal")[0]
    assert "0912" in kept(stage, "an", "gist")[0]


async def test_page_itself_says_nothing_and_loads_nothing_from_elsewhere(stage: Stage, an: Person) -> None:
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    link = await link_of(an)
    async with aiohttp.ClientSession() as session:
        async with session.get(link) as answer:
            text, headers = await answer.text(), answer.headers
        for _ in range(3):
            await session.get(link)
        for bad in ({"deed": "nothing", "key": KEY}, {"deed": "open", "key": 5}, ["x"]):
            async with session.post(link, json=bad) as answer:
                assert answer.status == 400
        async with session.post(link, data=b"x" * 70_000, headers={"Content-Type": "application/json"}) as answer:
            assert answer.status in (400, 413)
    assert "Nội dung nắm bắt" not in text
    assert "http" not in text
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "'unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    page = await Page(stage, link).does("open")
    assert page.form["questions"], "looked at ahead, as networks do, it is not spent"


def _looked_at(link: str) -> list[object]:
    """The page in a browser, in each of its states, at every size and in both lights: what is wrong with it."""
    found: list[object] = []
    with chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        page.on("console", lambda message: found.append(message.text))
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(link[:20]) else found.append(request.url))
        page.goto(link)
        page.wait_for_selector("#form:not([hidden])")
        found += _judged(page, "begun")
        page.get_by_label(_GIST).fill("Anh Nguyễn Văn Tám, 0912345678, chưa được đền bù")
        page.get_by_label(_WORRIED).check()
        expect(page.get_by_role("button", name=_MASK)).to_be_visible()
        found += _judged(page, "personal data")
        page.get_by_label(_GIST).fill(GIST)
        page.get_by_label(_SHARE).check()
        page.get_by_role("button", name=_SEND).click()
        expect(page.locator("section.wanting")).to_have_count(2)
        expect(page.locator("section.wanting :focus")).to_have_count(1)
        found += _judged(page, "answers missing")
        elsewhere = browser.new_context().new_page()
        elsewhere.goto(link)
        expect(elsewhere.locator("#over")).to_contain_text(_USED)
        found += _judged(elsewhere, "opened elsewhere")
    return found


_GIST = re.compile("Người dân nói gì|What are people saying")
_WORRIED = re.compile("Băn khoăn|Concerned")
_MASK = re.compile("Che giúp tôi|Mask it for me")
_SHARE = re.compile("Khoảng ba phần tư|three quarters")
_SEND = re.compile("Gửi báo cáo|Send the report")
_USED = re.compile("đã được mở ở nơi khác|was opened elsewhere")


def _judged(page: BrowserPage, state: str) -> list[str]:
    """The rules of axe-core that a state of the page breaks, and widths at which it reaches over the edge."""
    found = []
    protocol = page.context.new_cdp_session(page)  # the page's own policy runs no code of ours
    if AXE.is_file():
        protocol.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8") + ";0"})
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for width, scheme in product((320, 360, 1280), schemes):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 780})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{state}: {width} px is too narrow")
        if AXE.is_file():
            run = "axe.run().then(r => JSON.stringify(r.violations.map(v => v.id)))"
            asked = {"expression": run, "awaitPromise": True, "returnByValue": True}
            broken = json.loads(protocol.send("Runtime.evaluate", asked)["result"]["value"])
            found += [f"{state}, {width} px, {scheme}: {rule}" for rule in broken]
    return found


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
async def test_page_is_usable_on_a_narrow_phone_in_the_dark_and_by_a_screen_reader(
    stage: Stage, an: Person, language: str
) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: on Debian `apt install chromium`")
    only(stage)
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    link = await link_of(an)
    stage.database.run_now(partial(members.speak, language=language))
    assert await asyncio.to_thread(_looked_at, link) == []
    assert (kept(stage, "an", "gist"), kept(stage, "an", "main")) == ([GIST], ["concerned"])
