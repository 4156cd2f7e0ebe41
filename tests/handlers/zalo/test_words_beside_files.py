"""Words below a picture, on every network: each is kept, also where words are asked for outside a form, and for a yes."""

from __future__ import annotations

import pytest

from sandbox.world import World
from storage.tables import Role
from tests.handlers.playing import GIST, joins, kept, only, prompt_there
from tests.handlers.zalo.joining import NETWORKS, joined
from tests.handlers.zalo.test_two_networks import fill
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage, new_world

MORE = "Nhiều hộ bỏ ruộng rồi"


@pytest.fixture
def world(network: str) -> World:
    return new_world(zalo=True, oa=network == "zalo_oa")


@pytest.fixture
async def dung(network: str, stage: Stage) -> Person:
    return await joined(NETWORKS[network](stage, "dung"))


async def test_words_below_two_pictures_wait_for_the_question_in_words(stage: Stage, dung: Person) -> None:
    only(stage)
    prompt_there(stage)
    await dung.says("viết báo cáo")
    await dung.does("send_photo", picture(), GIST)
    await dung.does("send_photo", picture(), MORE)
    await dung.presses("Giá vật tư")
    await dung.presses("Dùng lời ấy")
    assert kept(stage, "dung", "gist") == [f"{GIST}\n{MORE}"]


async def test_words_below_a_picture_answer_an_officers_question(stage: Stage, dung: Person) -> None:
    only(stage)
    prompt_there(stage)
    binh = stage.person("binh")
    await dung.says("viết báo cáo")
    await fill(dung, "Bình thường")
    await dung.presses("Gửi")
    await binh.says("BC-1126-001")
    await binh.presses("Hỏi người báo")
    await binh.says("Giá tăng từ hôm nào?")
    await dung.presses("Trả lời")
    await dung.does("send_photo", picture(), "")
    dung.sees("Ở đây chỉ nhận lời bằng chữ")
    await dung.does("send_photo", picture(), "Giá tăng từ đầu tháng mười")
    dung.sees("✓ Đã ghi câu trả lời")
    binh.has_seen("Giá tăng từ đầu tháng mười")
    await dung.says("/hoi")
    await dung.does("send_photo", picture(), "Em đổi số điện thoại thì làm sao?")
    binh.has_seen("Em đổi số điện thoại thì làm sao?")


async def test_whoever_may_only_be_meaning_yes_takes_part(stage: Stage, network: str) -> None:
    await joins(stage, "em", "Đỗ Em", Role.COLLABORATOR, agrees=False)
    em = NETWORKS[network](stage, "em")
    await em.starts(em.code)
    await em.does("send_sticker", "👍")
    em.sees("Em chưa hiểu tin này. Anh/chị đồng ý tham gia thì nhắn")
    await em.does("send_photo", picture(), "dạ tôi đồng ý")
    em.sees("Đã ghi nhận, xin cảm ơn")
