"""Choices without buttons: each one can be reached by numbers and by words, whatever the labels look like."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.handlers.filling.test_question_types import publish
from tests.handlers.playing import begin_report, kept
from tests.stage import Person, Stage


@pytest.fixture
def dung(on_zalo: Person) -> Person:
    return on_zalo


async def asked(stage: Stage, dung: Person, kind: str, labels: Sequence[str], required: str = "") -> None:
    """A form of one question and a text, begun; the choices are called c1, c2, …"""
    rows = [("one", f"c{number}", label) for number, label in enumerate(labels, 1)]
    publish(
        stage,
        [(f"{kind} one", "which", "Mục nào?", None, None, required), ("text", "why", "Vì sao?")],
        lists=rows,
    )
    await begin_report(dung)
    dung.sees("Mục nào?")


async def answered(stage: Stage, dung: Person, said: str, expected: str) -> None:
    """What is said is the answer; then the question is asked again."""
    await dung.says(said)
    dung.sees("Vì sao?")
    assert kept(stage, "dung", "which")[0] == expected, said
    await dung.says("quay lại")
    dung.sees("Mục nào?")


async def test_labels_that_are_numbers_are_what_a_number_means(stage: Stage, dung: Person) -> None:
    await asked(stage, dung, "select_one", ["5", "4", "3", "2", "1", "10"])
    dung.sees("• 5\n• 4")
    for said, expected in (("5", "c1"), ("1", "c5"), ("10", "c6"), ("2.", "c4")):
        await answered(stage, dung, said, expected)
    for said in ("6", "12", "0"):
        await dung.says(said)
        dung.sees("Mục này không có trong danh sách")


async def test_labels_that_begin_with_a_number(stage: Stage, dung: Person) -> None:
    await asked(stage, dung, "select_one", ["Chưa có con", "1 con", "2 con", "3 con trở lên"])
    for said, expected in (("1", "c2"), ("2 con", "c3"), ("3", "c4"), ("chưa có con", "c1")):
        await answered(stage, dung, said, expected)


async def test_numbers_of_labels_that_nobody_confuses_with_lines(stage: Stage, dung: Person) -> None:
    await asked(stage, dung, "select_one", ["18-25 tuổi", "26-35 tuổi", "2026", "12"])
    dung.sees("1. 18-25 tuổi\n2. 26-35 tuổi\n3. 2026\n4. 12")
    for said, expected in (("2", "c2"), ("26", "c2"), ("2026", "c3"), ("12", "c4"), ("4", "c4")):
        await answered(stage, dung, said, expected)
    await dung.says("35")
    dung.sees("Mục này không có trong danh sách")


async def test_numbers_as_labels_on_several_pages(stage: Stage, dung: Person) -> None:
    await asked(stage, dung, "select_multiple", [str(number) for number in range(1, 13)])
    await dung.says("trang sau")
    dung.sees("• 9")
    for said, expected in (("1", "c1"), ("12", "c12"), ("12, 1", "c1 c12"), ("3 11 2", "c2 c3 c11")):
        await answered(stage, dung, said, expected)


async def test_labels_that_read_like_a_line_s_number(stage: Stage, dung: Person) -> None:
    labels = ["Mức 2", "Mức 1", *(f"Mức {number}" for number in range(3, 11))]
    await asked(stage, dung, "select_one", labels)
    for said, expected in (("mức 2", "c1"), ("muc 1", "c2"), ("Mức 10", "c10"), ("muc 9", "c9"), ("mức 3", "c3")):
        await answered(stage, dung, said, expected)


async def test_one_label_is_the_beginning_of_another(stage: Stage, dung: Person) -> None:
    labels = ["Thôn An Lạc", "Thôn An", *(f"Ấp {number}0" for number in range(1, 9)), "Ấp 1", "Ấp"]
    await asked(stage, dung, "select_one", labels)
    for said, expected in (("thon an", "c2"), ("Thôn An Lạc", "c1"), ("ap 1", "c11"), ("ấp", "c12"), ("ấp 10", "c3")):
        await answered(stage, dung, said, expected)


async def test_labels_that_differ_by_a_tone(stage: Stage, dung: Person) -> None:
    await asked(stage, dung, "select_one", ["Bán", *"abcdefg", "Bàn", "Bản"])
    for said, expected in (("Bàn", "c9"), ("bán", "c1"), ("bản", "c10")):
        await answered(stage, dung, said, expected)
    await dung.says("ban")
    dung.sees("3 mục khớp")
    assert dung.buttons == ["Bán", "Bàn", "Bản"]
    await dung.says("3")
    assert kept(stage, "dung", "which") == ["c10"]


async def test_the_same_label_twice(stage: Stage, dung: Person) -> None:
    await asked(stage, dung, "select_one", ["Khác", *"abcdefghi", "Khác"])
    await dung.says("khác")
    dung.sees("2 mục khớp")
    await answered(stage, dung, "2", "c11")
    await dung.says("0")
    await answered(stage, dung, "3", "c11")
    await answered(stage, dung, "1", "c1")


@pytest.mark.parametrize("kind", ["select_one", "select_multiple"])
async def test_labels_that_are_words_of_the_menu(stage: Stage, dung: Person, kind: str) -> None:
    words = ["Bỏ qua", "Danh mục", *"abcdef", "Quay lại", "Để sau", "Trang sau", "Trợ giúp"]
    await asked(stage, dung, kind, words)
    assert dung.menu.endswith("Hoặc nhắn: /bỏ qua · /để sau · /trợ giúp")
    for number, word in enumerate(words, 1):
        await dung.says(word)
        dung.sees("Vì sao?")
        assert kept(stage, "dung", "which")[0] == f"c{number}", word
        await dung.says("quay lại")
    await dung.says("/bỏ qua")
    dung.sees("Vì sao?")
    assert kept(stage, "dung", "which") == [""]
    await dung.says("quay lại")
    await dung.says("/ĐỂ SAU")
    dung.sees("Phiếu viết dở vẫn còn nguyên")


async def test_choices_of_several_pages_in_one_answer(stage: Stage, dung: Person) -> None:
    labels = [f"Việc {letter}" for letter in "abcdefghijkl"]
    await asked(stage, dung, "select_multiple", labels)
    dung.sees("thêm số 0 ở cuối")
    await dung.says("1 3 0")
    dung.sees("Đang chọn: Việc a, Việc c")
    assert dung.buttons[0] == "Việc i"
    await dung.says("2")
    dung.sees("✓ Đã lưu: Việc a, Việc c, Việc j")
    assert kept(stage, "dung", "which") == ["c1 c3 c10"]
    await dung.says("quay lại")
    dung.sees("Đang ghi: Việc a, Việc c, Việc j")
    await dung.says("1 0")
    dung.sees("Đang chọn: Việc a")
    assert "Việc c" not in dung.last.text.split("Đang chọn")[1].splitlines()[0], "it begins anew"
    await dung.says("xong")
    assert kept(stage, "dung", "which") == ["c1"]
    await dung.says("quay lại")
    await dung.says("2, 0")
    await dung.says("Việc l, viec g")
    assert kept(stage, "dung", "which") == ["c2 c7 c12"]
    await dung.says("quay lại")
    for said in ("0 1", "10", "130", "1 0 0"):
        await dung.says(said)
        dung.sees("Mục này không có trong danh sách")


async def test_ranking_over_several_pages(stage: Stage, dung: Person) -> None:
    await asked(stage, dung, "rank", [f"Việc {letter}" for letter in "abcdefghij"], "yes")
    await dung.says("8 7 0")
    dung.sees("Đang chọn: Việc h, Việc g")
    await dung.says("2 0")
    dung.sees("Đang chọn: Việc h, Việc g, Việc j")
    assert dung.buttons[0] == "Việc a"
    await dung.says("xong")
    dung.sees("Còn 7 mục chưa xếp")
    await dung.says("1 2 3 4 5")
    dung.sees("Xin nhắn số của tất cả các mục")
    dung.sees("Đang chọn: Việc h, Việc g, Việc j")
    await dung.says("1 2 3 4 5 6")
    assert kept(stage, "dung", "which") == ["c8 c7 c10 c1 c2 c3 c4 c5 c6 c9"], "the last place is nobody's choice"


async def test_going_past_a_default_keeps_it_and_leaving_it_empty_is_said(stage: Stage, dung: Person) -> None:
    head = ("type", "name", "label", "default")
    publish(
        stage,
        [*(("text", f"t{n}", f"Câu {n}?", f"Thôn {n}") for n in (1, 2, 3)), ("text", "z", "Hết?", None)],
        head=head,
    )
    await begin_report(dung)
    assert {"giữ", "bỏ qua", "để trống"} <= {*dung.menu.partition("hắn: ")[2].split(" · ")}
    for said in ("giữ", "bỏ qua", "để trống"):
        await dung.says(said)
    dung.sees("Hết?")
    assert [kept(stage, "dung", name)[0] for name in ("t1", "t2", "t3")] == ["Thôn 1", "Thôn 2", ""]
