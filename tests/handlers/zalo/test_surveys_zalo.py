"""A survey answered where nothing can be pressed, and on an Official Account."""

from __future__ import annotations

import pytest

from tests.handlers.playing import only
from tests.handlers.surveys.test_open_links import open_link
from tests.handlers.surveys.test_surveys import TITLE, answer, write_survey
from tests.handlers.zalo.joining import joined
from tests.stage import OaPerson, Person, Stage, ZaloPerson, new_world


async def test_survey_is_answered_by_words_on_a_zalo_bot(stage: Stage, binh: Person, on_zalo: Person) -> None:
    only(stage)
    dung = on_zalo
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    dung.has_seen(TITLE)
    await answer(dung, first="Không đồng ý")
    await dung.says("/menu")
    assert not any(TITLE in line for line in dung.phone[-1].text.splitlines())


class TestOnAnOfficialAccount:
    @pytest.fixture
    def world(self):  # type: ignore[no-untyped-def]
        return new_world(oa=True)

    async def test_survey_is_answered_on_an_official_account(self, stage: Stage, binh: Person) -> None:
        only(stage)
        dung = await joined(OaPerson(stage, "dung"))
        await write_survey(binh, unit="Có, ghi đơn vị")
        binh.sees("Có ghi đơn vị")
        await binh.presses("Gửi khảo sát")
        await answer(dung, first="Không đồng ý")


async def test_stranger_answers_an_open_link_by_words_on_a_zalo_bot(stage: Stage, binh: Person) -> None:
    only(stage)
    code = await open_link(binh)
    stage.world.add_person("hoa", "Người hoa")
    hoa = ZaloPerson(stage, "hoa")
    await hoa.says(f"ks {code}")
    hoa.sees(f"đồng ý KS-{code}")
    await hoa.says(f"Dong y: ks {code}")
    hoa.sees("Câu 1/2")
    hoa.sees("thôi, không gửi")
    await hoa.says("toi khong biet")
    hoa.sees("Câu 1/2")
    await hoa.says("/start abcdefghijkl")
    hoa.sees("chỉ dành cho người được mời")
    await hoa.says("thôi")
    hoa.sees("không có gì được lưu lại")
    await hoa.says(f"đồng ý KS-{code}")
    await hoa.says("2")
    hoa.sees("Câu 2/2")
    await hoa.says("câu trước")
    hoa.sees("Đang chọn: Đồng ý")
    await hoa.says("không đồng ý")
    await hoa.says("nữ")
    stage.world.clock.advance(30)
    await hoa.says("gửi câu trả lời")
    hoa.sees("không giữ liên hệ")
    await hoa.says("2")
    hoa.sees("chỉ dành cho người được mời")
