"""Commands without their slash, where no network offers them to be tapped."""

from __future__ import annotations

import pytest
from sqlmodel import select

from storage.tables import DraftRow, Role
from tests.handlers.playing import GIST, begin_report, joins, kept, prompt_there
from tests.handlers.zalo.joining import joined
from tests.stage import Person, Stage, ZaloPerson

WORDS = [
    ("báo cáo", "Anh/chị phản ánh mục nào?"),
    ("bao cao", "Anh/chị phản ánh mục nào?"),
    ("Khẩn", "1/4 · Việc gì?"),
    ("khan", "1/4 · Việc gì?"),
    ("CUA TOI", "Chưa gửi báo cáo nào"),
    ("của  tôi", "Chưa gửi báo cáo nào"),
    ("trợ giúp", "hỏi từng câu một"),
    ("tro giup", "hỏi từng câu một"),
    ("help", "hỏi từng câu một"),
    ("liên kết", "Mã để dùng Lắng Nghe trên mạng khác"),
    ("lien ket", "Mã để dùng Lắng Nghe trên mạng khác"),
    ("menu", "Chọn việc muốn làm"),
    ("dung", "Chọn việc muốn làm"),
]


@pytest.fixture
def dung(on_zalo: Person) -> Person:
    return on_zalo


def drafts(stage: Stage) -> int:
    return len(stage.look(lambda s: s.scalars(select(DraftRow)).all()))


@pytest.mark.parametrize(("word", "seen"), WORDS)
async def test_words_of_the_usual_commands(stage: Stage, dung: Person, word: str, seen: str) -> None:
    prompt_there(stage)
    await dung.says(word)
    dung.sees(seen)


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("không có ý kiến", "đã hỏi, dân không có ý kiến"),
        ("da nam khong co y kien", "đã hỏi, dân không có ý kiến"),
        ("Đã nắm không có ý kiến.", "đã hỏi, dân không có ý kiến"),
        ("chưa hỏi được", "chưa hỏi được"),
        ("viết báo cáo", "Anh/chị phản ánh mục nào?"),
    ],
)
async def test_the_answers_to_a_prompt_work_whatever_was_said_since(
    stage: Stage, dung: Person, word: str, seen: str
) -> None:
    prompt_there(stage)
    await dung.says("cảm ơn")
    await dung.says("của tôi")
    await dung.says(word)
    dung.sees(seen)


async def test_no_opinions_asks_on_which_of_several_prompts(stage: Stage, dung: Person) -> None:
    await dung.says("không có ý kiến")
    dung.sees("không có yêu cầu nào đang chờ")
    prompt_there(stage, title="Giá vật tư")
    prompt_there(stage, title="Sáp nhập")
    await dung.says("không có ý kiến")
    dung.sees("Yêu cầu nào đã hỏi mà dân không có ý kiến?")
    await dung.says("2")
    dung.sees("Đã ghi: Sáp nhập")
    await dung.says("chưa hỏi được")
    dung.sees("Đã ghi: Giá vật tư, chưa hỏi được")


async def test_the_first_message_says_what_may_be_sent(dung: Person) -> None:
    dung.has_seen("nhắn menu để xem việc, trợ giúp để xem cách dùng")
    await dung.says("trợ giúp")
    for word in ("menu", "dừng", "của tôi", "liên kết", "/khan", "/lienket"):
        dung.sees(word)


async def test_in_the_middle_of_a_report(stage: Stage, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(dung)
    await dung.says("dừng")
    dung.sees("Phiếu viết dở vẫn còn nguyên")
    await dung.says("viết tiếp")
    await dung.presses("Giá vật tư")
    for word in ("khan", "của tôi"):  # the question takes any words
        await dung.says(word)
        dung.sees("3/")
        assert kept(stage, "dung", "gist") == [word]
        await dung.says("quay lại")
        dung.sees("2/")
    await dung.says("tro giup")  # but for what says what it wants
    dung.sees("Anh/chị viết câu trả lời bằng lời của mình")
    await dung.says(GIST)
    await dung.says("đúng")
    dung.sees("Mục này không có trong danh sách")
    await dung.says("của tôi")
    dung.sees("Chưa gửi báo cáo nào")
    await dung.says("/dung")
    dung.sees("Phiếu viết dở vẫn còn nguyên")
    assert drafts(stage) == 1


async def test_a_choice_is_meant_before_a_command(stage: Stage, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(dung)
    for answer in ("1", GIST, "3", "băn khoăn", "gần hết", "hầu hết"):
        await dung.says(answer)
    dung.sees("gấp đến mức nào")
    await dung.says("khan")
    dung.has_seen("đang báo cán bộ trực")
    assert drafts(stage) == 1
    assert kept(stage, "dung", "urgency") == ["urgent"]


async def test_only_what_one_s_role_may_do(stage: Stage, dung: Person) -> None:
    await joins(stage, "hoa", "Lê Hoa", Role.LEADER, agrees=False)
    hoa = await joined(ZaloPerson(stage, "hoa"))
    for word, seen in (
        ("có việc gì khẩn không em", "Không có việc khẩn nào"),
        ("hôm nay có phản ánh gì mới không", "Chưa có bản tổng hợp"),
        ("viet bao cao", "báo cáo nào của Ban"),
        ("cua toi", "hiểu tin này"),
    ):
        await hoa.says(word)
        hoa.sees(seen)
    assert drafts(stage) == 0


async def test_where_commands_can_be_tapped_words_never_leave_a_report(stage: Stage, an: Person) -> None:
    await an.says("liên kết")
    an.sees("Mã để dùng Lắng Nghe trên mạng khác")
    prompt_there(stage)
    await begin_report(an)
    await an.says("của tôi")
    an.sees("Mục này không có trong danh sách")
    for commands in stage.world.bots[an.bot].commands.values():
        names = [command["command"] for command in commands]
        assert "lienket" in names or names == ["noinhom"]


@pytest.fixture
def an(stage: Stage) -> Person:
    return stage.person("an")


async def test_two_careless_numbers_throw_no_urgent_report_away(stage: Stage, dung: Person) -> None:
    await dung.says("khẩn")
    await dung.says("Có cháy lớn ở chợ, ba người bị thương")
    await dung.says("1")
    await dung.says("Có người nói thêm là lửa đang lan sang dãy nhà bên cạnh")
    dung.has_seen("Đã ghi lời này vào câu")
    assert "lửa đang lan" in kept(stage, "dung", "gist")[0], "what is said where the place is asked counts as well"
    await dung.says("1")
    await dung.says("1")
    dung.sees("Nhắn: gửi ngay · quay lại · để sau · bỏ phiếu này")
    for _ in range(3):
        await dung.says("1")
    assert drafts(stage) == 1
    await dung.says("bỏ phiếu này")
    dung.sees("Những câu đã viết sẽ mất")
    await dung.says("1")
    assert drafts(stage) == 1, "the number goes on writing"
    await dung.says("bỏ phiếu này")
    await dung.says("bỏ hẳn")
    assert drafts(stage) == 0
