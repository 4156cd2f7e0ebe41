"""What typed text means as an answer."""

from __future__ import annotations

import pytest

from forms.model.form import Choice
from handlers.filling.parse_answer import find, fitting, several

TOPICS = tuple(
    Choice(name, label)
    for name, label in (
        ("land", "Đất đai, giải phóng mặt bằng"),
        ("education", "Giáo dục"),
        ("health", "Y tế, an sinh"),
        ("security", "An ninh, trật tự, an toàn giao thông"),
        ("five", "5"),
        ("twin", "xã Tân Lập"),
        ("twin_2", "xã Tân Lập"),
    )
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Giáo dục", "education"),
        ("giao duc", "education"),
        ("  GIÁO   DỤC ", "education"),
        ("2", None),  # where a label is a number, no number means a line
        ("đất", "land"),
        ("dat dai", "land"),
        ("an sinh", "health"),
        ("an n", "security"),
        ("5", "five"),
        ("an", "security"),  # the only one that begins so
        ("a", "security"),
        ("t", None),  # several hold it
        ("xã Tân Lập", None),  # two have this very label: which one only a button can say
        ("8", None),
        ("0", None),
        ("99999999999999999999", None),
        ("-1", None),
        ("", None),
        ("?", None),
        ("\u200b", None),
        ("người ngoài hành tinh", None),
        ("dạ giáo dục em ạ", "education"),
        ("số 5 ạ", "five"),
        ("dạ em ạ", None),
    ],
)
def test_one_choice(typed: str, meant: str | None) -> None:
    found = find(TOPICS, typed)
    assert (found.name if found else None) == meant


def test_a_number_is_a_line_where_no_label_is_one() -> None:
    found = find(TOPICS[:4], "2")
    assert found is not None and found.name == "education"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("an phú", ["xã An Phú"]),
        ("AN PHU", ["xã An Phú"]),
        ("phú đông", ["xã An Phú Đông"]),
        ("an phúc", ["An Phúc Thịnh"]),
        ("phú", ["xã An Phú", "xã An Phú Đông", "xã Tân Phú"]),
        ("tan ph", ["xã Tân Phú"]),
        ("lan phu", ["phường Lan Phụng"]),
    ],
)
def test_a_whole_word_is_found_before_a_part_of_one(typed: str, meant: list[str]) -> None:
    labels = ("An Phúc Thịnh", "xã An Phú", "xã An Phú Đông", "xã Tân Phú", "phường Lan Phụng")
    assert [one.label for one in fitting(tuple(Choice(label, label) for label in labels), typed)] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Cấp cơ sở (xã, phường, đặc khu)", "local"),
        ("cấp cơ sở (xã, phường, đặc khu); phụ nữ", "local women"),
        ("Phụ nữ, Cấp cơ sở (xã, phường, đặc khu)", "local women"),
        ("phụ nữ, đông sơn", "women ward"),
        ("Cấp cơ sở (xã, phường, đặc khu), lạ lùng", None),
    ],
)
def test_a_label_with_a_comma_is_one_choice_and_not_two(typed: str, meant: str | None) -> None:
    labels = {"local": "Cấp cơ sở (xã, phường, đặc khu)", "women": "Phụ nữ", "ward": "phường Đông Sơn"}
    choices = tuple(Choice(name, label) for name, label in labels.items())
    assert several(choices, typed, False) == meant
