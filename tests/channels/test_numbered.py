"""Keyboards as numbered lines, and what people type at them."""

from __future__ import annotations

import pytest

from channels.messages import Button, Keyboard
from channels.numbered import MOST, instruction, numbered, pick
from texts.catalogue import catalogue_for
from texts.rich import RichText

TOPICS: Keyboard = (
    (Button("☐ Đất đai", "a"),),
    (Button("Giao thông", "b"), Button("Môi trường", "c")),
    (Button("✓ Gửi", "send"), Button("Xem trang", url="https://example.org/x")),
)


def many(count: int) -> Keyboard:
    return tuple((Button(f"Mục {chr(64 + n)}", f"t{n}"),) for n in range(1, count + 1))


def test_lines_and_links_and_the_sentence() -> None:
    menu = numbered(TOPICS, instruction(catalogue_for("vi")))
    assert menu.lines.text == (
        "1. ☐ Đất đai\n2. Giao thông\n3. Môi trường\n4. ✓ Gửi\nXem trang: https://example.org/x\nNhắn số để chọn."
    )
    assert [menu.lines.text[start : start + length] for start, length in menu.lines.bold] == ["1", "2", "3", "4"]
    assert numbered(()).lines == RichText("")
    assert numbered(()).answers == {}


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("1", "a"),
        (" 2. ", "b"),
        ("(3)", "c"),
        ("3️⃣", "c"),
        ("３", "c"),
        ("số 2", "b"),
        ("Chọn 4", "send"),
        ("đất đai", "a"),
        ("DAT DAI", "a"),
        ("Đâ\u0301t đai", "a"),
        ("Gửi!", "send"),
        ("gui", "send"),
        ("môi  trường.", "c"),
    ],
)
def test_a_number_or_a_label_with_or_without_its_marks(typed: str, token: str) -> None:
    assert pick(numbered(TOPICS).answers, typed) == (token,)
    assert pick(numbered(TOPICS).answers, typed, several=True) == (token,)


@pytest.mark.parametrize(
    "typed", ["", " ", "0", "5", "9", "12.5", "1/2", "25/11", "1-3", "1.3", "đất", "đất đai giao thông", "?", "½"]
)
def test_what_is_none_of_the_answers(typed: str) -> None:
    assert pick(numbered(TOPICS).answers, typed) == ()


@pytest.mark.parametrize("typed", ["1 3", "1,3", "13", "1 và 3", "1; 3", "1 3 1", "1, 3.", "1 & 3"])
def test_several_are_several_where_several_are_asked_for(typed: str) -> None:
    answers = numbered(TOPICS).answers
    assert pick(answers, typed, several=True) == ("a", "c")
    assert pick(answers, typed) == (), "rather nothing than the first"


@pytest.mark.parametrize("typed", ["1 9", "1 7", "1 3 x", "135792468", "1 2020", "10 giờ"])
def test_several_of_which_one_is_none(typed: str) -> None:
    assert pick(numbered(TOPICS).answers, typed, several=True) == ()


def test_where_a_number_is_itself_the_answer_buttons_go_by_their_words() -> None:
    menu = numbered(((Button("« Quay lại", "back"),), (Button("Bỏ qua", "skip"),)), digits=False)
    assert menu.lines.text == "• « Quay lại\n• Bỏ qua"
    assert pick(menu.answers, "2") == ()
    assert pick(menu.answers, "quay lai") == ("back",)
    said = [instruction(catalogue_for(language), digits=False).text for language in ("vi", "en")]
    assert len(set(said)) == 2 and all(said)


def test_pages() -> None:
    more = Button("Xem tiếp", "more")
    first, last = (numbered(many(18), more=more, page=page) for page in (0, 2))
    assert first.lines.text.splitlines()[7:] == ["8. Mục H", "0. Xem tiếp"]
    assert last.lines.text == "1. Mục Q\n2. Mục R\n0. Xem tiếp"
    assert pick(first.answers, "1") == ("t1",)
    assert pick(last.answers, "1") == ("t17",)
    assert pick(last.answers, "0") == pick(last.answers, "xem tiếp") == ("more",)
    assert numbered(many(18), more=more, page=3) == first, "after the last comes the first"
    assert "0" not in numbered(many(MOST), more=more).answers


def test_without_another_page_the_rest_goes_by_its_words() -> None:
    menu = numbered(many(10))
    assert menu.lines.text.splitlines()[-2:] == ["• Mục I", "• Mục J"]
    assert pick(menu.answers, "9") == ()
    assert pick(menu.answers, "muc j") == ("t10",)


def test_a_label_that_two_buttons_share_stands_for_neither_and_one_that_is_a_digit_for_its_line() -> None:
    menu = numbered(((Button("Xóa", "x1"), Button("xoá", "x2"), Button("3", "three"), Button("1", "one")),))
    assert pick(menu.answers, "xóa") == ()
    assert pick(menu.answers, "1") == ("x1",)
    assert pick(menu.answers, "3") == ("three",)


def test_labels_stay_what_they_are() -> None:
    menu = numbered(((Button("**đậm** <b>\n2. giả", "x"),),))
    assert menu.lines.text == "1. **đậm** <b> 2. giả"
    assert set(menu.answers.values()) == {"x"}
