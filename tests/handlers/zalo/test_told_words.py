"""Words that a text tells people to send are understood, whatever else was said since and whatever a sentence is like."""

from __future__ import annotations

import re

import pytest
from sqlmodel import select

from handlers.conversations import ROUTES
from handlers.filling.buttons import WAYS
from handlers.member.enrolment import agrees
from handlers.typed.button_labels import ButtonLabels
from handlers.typed.command_words import opens_menu
from storage.tables import Alert, AlertStatus, DraftRow, Role
from tests.handlers.playing import TITLE, joins, kept, only, play, prompt_there, write_prompt
from tests.handlers.staff.test_alerts import URGENT
from tests.handlers.zalo.joining import joined
from tests.stage import OaPerson, Person, Stage, ZaloPerson, new_world
from tests.texts.test_typed import ABOUT, ZALOS_OWN, at_a_terminal, bold
from texts.catalogue import LANGUAGES, catalogue_for
from texts.fold import fold

TELLS = re.compile(r"nhắn|gõ|\bsend\b|\btype\b", re.IGNORECASE)
BELOW = {
    "Xóa": "Zalo's own",
    "Trả lời": "Zalo's own",
    "Reply": "Zalo's own",
    "Zalo Bot Creator": "an app",
    "1": "the first line of the question",
    "không tham gia": "enrolment.answered",
    "no": "enrolment.answered",
    "tắt": "the answer that its own question waits for",
    "off": "the same",
    **dict.fromkeys(("cả ngày nghỉ", "trừ ngày nghỉ", "days off too", "not on days off"), "the same"),
    **dict.fromkeys(("như mọi người", "like everybody"), "the same"),
}
"""What stands in bold there and is no word for us, or only below its own question."""
STRESSED = {"board-secrecy-which"}
"""What stands in bold there is stressed, and nothing to send."""
NEXT_TO = ButtonLabels(
    (
        "fill-button-done",
        "fill-button-add",
        "personal-button-mask",
        "prompt-button-send",
        "prompt-button-rewrite",
        "survey-button-launch",
    )
)
"""Labels of the message that tells of them; they stay understood below what is said beside it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_is_told_is_a_command_a_standing_label_or_a_way_through_a_form(language: str) -> None:
    texts, ways = catalogue_for(language, typed_only=True), ButtonLabels(WAYS)
    told = {
        (key, word)
        for key in texts.keys - at_a_terminal(language) - ABOUT - STRESSED
        if TELLS.search(texts.text(key, **dict.fromkeys(texts.variables(key), "1")))
        for word in bold(texts, key)
        if word != "Lắng Nghe" and fold(word) not in ZALOS_OWN and word not in BELOW
    }
    assert len(told) > 30
    missed = set()
    for key, word in told:
        command = word.split()[0] if word.startswith("/") else ROUTES.named(word, set(Role), sees_all=True)
        known = ROUTES.command(command, set(Role), sees_all=True) or ROUTES.labelled(word, set(Role), sees_all=True)
        if not (known or opens_menu(word) or ways.named(word) or agrees(word) or NEXT_TO.named(word)):
            missed.add((key, word))
    assert not missed


async def test_ways_and_menu_words_are_understood_below_whatever_was_said_since(stage: Stage, on_zalo: Person) -> None:
    dung = on_zalo
    only(stage)
    prompt_there(stage)
    for word, seen in (
        ("viết tiếp", "Chọn việc muốn làm"),
        ("báo cáo của tôi", "Chưa gửi báo cáo nào"),
        ("My reports", "Chưa gửi báo cáo nào"),
        ("nho can bo giup", "cần giúp việc gì"),
        ("thôi, không ghi", "Đã bỏ qua"),
        ("Không có ý kiến", "dân không có ý kiến"),
        ("chua hoi duoc", "chưa hỏi được"),
    ):
        await dung.says("cảm ơn")
        await dung.says(word)
        dung.sees(seen)
    await dung.says("phản ánh một việc")
    await dung.says("quay lại")
    dung.sees("Đang ở câu đầu tiên")
    await dung.says("bỏ qua")
    dung.sees("Câu này cần có câu trả lời")
    for _ in range(3):
        await dung.says("xyz")
    dung.sees("Anh/chị nhắn để sau, hoặc nhờ cán bộ giúp.")
    await dung.presses("Giáo dục")
    dung.sees("2/6")
    for word, seen in (("viết tiếp", "2/6"), ("gửi", "2/6"), ("quay lại", "1/6"), ("để sau", "nhắn viết tiếp")):
        await dung.says("/cuatoi")
        dung.sees("Chưa gửi báo cáo nào")
        await dung.says(word)
        dung.sees(seen)
    assert not {"viết tiếp", "gửi", "quay lại", "để sau"} & set(kept(stage, "dung", "gist")), (
        "none of them is an answer"
    )
    stage.world.clock.advance(86400)
    await dung.says("của tôi")
    await dung.says("viết tiếp")
    dung.sees("Viết tiếp từ chỗ đã dừng")
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1


async def test_a_prompt_is_sent_by_its_word_below_what_was_looked_at_since(stage: Stage, on_zalo: Person) -> None:
    only(stage)
    await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=2, agrees=False)
    em = await joined(ZaloPerson(stage, "em"))
    await write_prompt(em)
    em.sees("Gửi đi")
    await em.says("/tinhhinh")
    await em.says("gửi đi")
    em.has_seen(f"✓ Đã gửi {TITLE}")
    on_zalo.has_seen(TITLE)


class TestTakenBack:
    """An urgent matter that was sent by a slip, taken back in words."""

    async def plays(self, stage: Stage, who: Person, binh: Person) -> None:
        only(stage)
        for word, between in (("Bấm nhầm", ()), ("em báo nhầm rồi ạ", ("menu", "của tôi")), ("nham", ("/khan",))):
            await play(who, URGENT)
            for said in between:
                await who.says(said)
            await who.says(word)
            who.has_seen("Đã rút báo khẩn")
            binh.sees("đã rút lại")
            assert {one.status for one in self.alerts(stage)} == {AlertStatus.WITHDRAWN}
            await who.says("/menu")
        await who.says("/khan")
        await who.says("bấm nhầm")
        who.sees("Phiếu viết dở vẫn còn nguyên")
        assert kept(stage, who.key, "gist") == [""], "what was begun by a slip has it for no answer"
        await play(who, URGENT)
        stage.world.clock.advance(121)
        await who.says("bấm nhầm")
        who.sees("Đã quá 2 phút hoặc đã có người nhận")
        assert [one.status for one in self.alerts(stage)][-1] is AlertStatus.OPEN

    @staticmethod
    def alerts(stage: Stage) -> list[Alert]:
        return list(stage.look(lambda s: s.scalars(select(Alert)).all()))

    async def test_urgent_matter_on_a_zalo_bot(self, stage: Stage, on_zalo: Person) -> None:
        await self.plays(stage, on_zalo, stage.person("binh"))

    async def test_urgent_matter_on_telegram(self, stage: Stage) -> None:
        await self.plays(stage, stage.person("an"), stage.person("binh"))


class TestOnAnOfficialAccount:
    @pytest.fixture
    def world(self):  # type: ignore[no-untyped-def]
        return new_world(oa=True)

    async def test_urgent_matter_is_taken_back(self, stage: Stage) -> None:
        await TestTakenBack().plays(stage, await joined(OaPerson(stage, "dung")), stage.person("binh"))
