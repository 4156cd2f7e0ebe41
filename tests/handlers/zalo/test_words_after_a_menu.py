"""Words of what was told stay understood, whatever was said since, and go to what still waits for them."""

from __future__ import annotations

import pytest

from handlers.typed.typed_menu import TypedMenu
from sandbox.world import World
from storage.tables import Role
from tests.handlers.playing import (
    GIST,
    issue_there,
    joins,
    kept,
    only,
    prompt_there,
    send_prompt,
    write_prompt,
)
from tests.handlers.zalo.joining import joined
from tests.stage import OaPerson, Person, Stage, ZaloPerson, new_world

DOORS = (ZaloPerson, OaPerson)


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> type[Person]:
    found: type[Person] = request.param
    return found


@pytest.fixture
def world(door: type[Person]) -> World:
    return new_world(zalo=True, oa=door is OaPerson)


async def asked(stage: Stage, door: type[Person]) -> Person:
    """Giang, a contact to whom Bình has put a question."""
    binh = stage.person("binh")
    await joins(stage, "giang", "Vũ Giang", Role.CONTACT, agrees=False)
    giang = await joined(door(stage, "giang"))
    await issue_there(stage, binh)
    await binh.presses("Xác minh")
    await binh.presses("Vũ Giang")
    await binh.presses("2 ngày")
    await binh.says("Giá vật tư nông nghiệp trên địa bàn gần đây có biến động bất thường không?")
    return giang


@pytest.mark.parametrize("said", ["Đúng", "dạ đúng ạ"])
async def test_contact_answers_by_a_word_whatever_they_said_since(stage: Stage, door: type[Person], said: str) -> None:
    giang = await asked(stage, door)
    await giang.says("xin chào")
    await giang.says(said)
    giang.sees("✓ Đã ghi: Đúng")


async def test_words_of_a_contact_go_with_their_verdict(stage: Stage, door: type[Person]) -> None:
    binh, giang = stage.person("binh"), await asked(stage, door)
    await giang.says("để chị hỏi lại đã em")
    giang.sees("Đã giữ lời đồng chí vừa viết, chưa gửi.")
    await giang.says("không gửi lời này")
    giang.sees("Đã bỏ lời ấy")
    await giang.says("Có tăng nhẹ, hàng vẫn đủ bán")
    giang.sees("bất thường không?")
    binh.has_not_seen("tăng nhẹ")
    mark = binh.last.id
    await giang.says("đúng một phần")
    giang.sees("✓ Đã ghi: Đúng một phần, kèm lời đồng chí viết.")
    assert [text.partition("\n")[2] for text in binh.answers(mark)] == ["Có tăng nhẹ, hàng vẫn đủ bán"]
    await giang.says("Vài cửa hàng nghỉ bán vì hết hàng")
    giang.sees("✓ Đã ghi để cán bộ ban xem.")
    binh.sees("Có tăng nhẹ, hàng vẫn đủ bán\nVài cửa hàng nghỉ bán vì hết hàng")


async def test_answer_to_a_prompt_that_has_one_goes_to_the_one_that_has_none(stage: Stage, door: type[Person]) -> None:
    only(stage)
    binh = stage.person("binh")
    dung = await joined(door(stage, "dung"))
    await send_prompt(binh)
    await write_prompt(binh, title="Việc thứ hai")
    await binh.presses("✓ Gửi đi")
    await dung.says("Chưa hỏi được")
    dung.has_seen("Việc thứ hai, chưa hỏi được")
    await dung.says("Đã hỏi, dân không có ý kiến")
    dung.sees("✓ Đã ghi: Nội dung nắm bắt tháng 11, đã hỏi, dân không có ý kiến")
    await dung.says("Chưa hỏi được")
    dung.sees("Việc thứ hai, chưa hỏi được")


async def test_answer_to_a_whole_prompt_is_no_peoples_words(stage: Stage, door: type[Person]) -> None:
    only(stage)
    dung = await joined(door(stage, "dung"))
    prompt_there(stage)
    await dung.says("viết báo cáo")
    await dung.presses("Giá vật tư")
    await dung.says("Chưa hỏi được")
    dung.sees("Tin này trả lời cho cả yêu cầu")
    assert kept(stage, "dung", "gist") == [""]
    await dung.says("Chưa hỏi được")
    dung.sees("✓ Đã ghi: Nội dung nắm bắt tháng 11, chưa hỏi được")
    await dung.says("viết tiếp")
    await dung.says(GIST)
    assert kept(stage, "dung", "gist") == [GIST]


async def test_no_opinions_is_always_in_the_menu(stage: Stage, door: type[Person]) -> None:
    only(stage)
    dung = await joined(door(stage, "dung"))
    await dung.says("menu")
    await dung.presses("Không có ý kiến")
    dung.sees("Hiện không có yêu cầu nào đang chờ trả lời.")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Trần Thị Minh nhé", "minh"),
        ("chị Trần Thị Anh ạ", "anh"),
        ("dạ Trần Thị Chi nha em", "chi"),
        ("Trần Thị Bác", ""),
        ("Trần Thị ạ", ""),
        ("Chi", ""),
        ("ạ", ""),
        ("chữ " * 2500, ""),
    ],
)
def test_name_that_is_also_a_word_of_courtesy_is_one_persons(said: str, meant: str) -> None:
    menu = TypedMenu({f"tran thi {name}": name for name in ("minh", "anh", "chi")})
    assert menu.meant(said) == ((meant,) if meant else ())
