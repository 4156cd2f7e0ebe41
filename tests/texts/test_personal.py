"""Personal data in what people type: labelled sentences, and what holds for any text."""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from texts.personal import Found, Kind, find, mask

MARKED = re.compile(r"«([^|»]*)\|(\w+)»")
INSTEAD = {
    Kind.PHONE: "[số điện thoại]",
    Kind.IDENTITY: "[số giấy tờ]",
    Kind.ADDRESS: "[địa chỉ]",
    Kind.EMAIL: "[thư điện tử]",
    Kind.ACCOUNT: "[số tài khoản]",
    Kind.NAME: "[tên]",
    Kind.PROFILE: "[trang cá nhân]",
    Kind.PLATE: "[biển số]",
    Kind.BIRTH: "[ngày sinh]",
}


@dataclass(frozen=True)
class Sentence:
    text: str
    wanted: tuple[Found, ...]
    held_out: bool


def parsed(marked: str, *, held_out: bool = False) -> Sentence:
    text, at, wanted = "", 0, []
    for label in MARKED.finditer(marked):
        text += marked[at : label.start()]
        wanted.append(Found(len(text), len(label[1]), Kind(label[2])))
        text += label[1]
        at = label.end()
    return Sentence(text + marked[at:], tuple(wanted), held_out)


def sentences(file: str) -> list[Sentence]:
    groups = tomllib.loads(Path(__file__).with_name(file).read_text("utf-8"))["group"]
    return [
        parsed(marked, held_out=group.get("held_out", False) or i % 5 == 4)
        for group in groups
        for i, marked in enumerate(group["sentences"])
    ]


FILES = (
    "personal.toml",
    "personal_phone_style.toml",
    "personal_held_out.toml",
    "personal_fresh.toml",
    "personal_first_met.toml",
    "personal_untitled.toml",
    "personal_third.toml",
    "personal_fourth.toml",
)
SENTENCES = [sentence for file in FILES for sentence in sentences(file)]
TEXTS = [sentence.text for sentence in SENTENCES]


def score(among: list[Sentence]) -> tuple[list[str], float, float]:
    """A line per kind, and recall and precision overall; a find counts when kind, start and length are all right."""
    wanted, found, right = Counter[Kind](), Counter[Kind](), Counter[Kind]()
    for sentence in among:
        here = set(find(sentence.text))
        wanted.update(one.kind for one in sentence.wanted)
        found.update(one.kind for one in here)
        right.update(one.kind for one in here.intersection(sentence.wanted))
    lines = [
        f"{kind:9} {wanted[kind]:4} recall {right[kind] / max(1, wanted[kind]):.3f} precision "
        f"{right[kind] / max(1, found[kind]):.3f}"
        for kind in Kind
    ]
    recall, precision = right.total() / wanted.total(), right.total() / found.total()
    lines.append(f"{'all':9} {wanted.total():4} recall {recall:.3f} precision {precision:.3f}")
    return lines, recall, precision


@pytest.mark.parametrize("file", FILES)
def test_labelled_sentences_keep_recall_and_precision(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """First meetings, before a rule was mended, are told at the head of each file.

    personal_first_met.toml met the rules at 0.920 and 0.964 (150 sentences), then at 0.966 and 1.000 (100), then at
    0.911 and 0.973 (120).
    personal_fresh.toml met them at 0.930 and 1.000 (150 sentences), 0.907 and 1.000, 0.927 and 1.000, 0.975 and
    0.975 (60 each, labels put right): recall and precision.
    """
    among = sentences(file)
    lines, recall, precision = score(among)
    with capsys.disabled():
        print(
            "",
            f"{file}: {len(among)} sentences, {sum(not s.wanted for s in among)} with nothing to find",
            *lines,
            sep="\n",
        )
    assert len(among) >= 250
    assert {one.kind for sentence in among for one in sentence.wanted} == set(Kind)
    assert recall >= 0.97
    assert precision >= 0.97


def test_sentences_held_out_from_the_first_rules_keep_recall_and_precision() -> None:
    _, recall, precision = score([sentence for sentence in sentences("personal.toml") if sentence.held_out])
    assert recall >= 0.95
    assert precision >= 0.93


def test_a_form_of_writing_changes_nothing() -> None:
    """Decomposed, and with full-width figures: the same things are found, at their places there."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for text in TEXTS:
        pieces = [(text[one.start : one.end], one.kind) for one in find(text)]
        for form in (unicodedata.normalize("NFD", text), text.translate(wide)):
            found = [(unicodedata.normalize("NFKC", form[one.start : one.end]), one.kind) for one in find(form)]
            assert found == [(unicodedata.normalize("NFKC", piece), kind) for piece, kind in pieces]


def test_what_the_eye_does_not_see_hides_nothing() -> None:
    text = "Gọi 09\u200b50 1\u200d23 \u2060456 cho ông Hù\u00adng"
    assert mask(text, find(text), INSTEAD) == "Gọi [số điện thoại] cho ông [tên]"


def test_letters_drawn_as_nothing_hide_nothing() -> None:
    assert mask("ông\u3164Hùng", find("ông\u3164Hùng"), INSTEAD) == "ông\u3164[tên]"
    assert [one.kind for one in find("gọi 0950\u2800123\u3164456")] == [Kind.PHONE]


@pytest.mark.parametrize(
    "gap", ["", " ", ".", ",", "-", "_", "/", " . ", " - ", ", "], ids=lambda gap: gap.replace(" ", "b") or "none"
)
@pytest.mark.parametrize("after", ["nguoi ta noi", "ho noi", "dong y", "k nghe", "ti nua", "ta goi", "", "đồng bọn nó"])
def test_number_is_found_however_it_is_divided_and_whatever_follows(gap: str, after: str) -> None:
    number = gap.join(("0950", "123", "456"))
    text = f"lh {number} {after}"
    assert [(text[one.start : one.end], one.kind) for one in find(text)] == [(number, Kind.PHONE)]


@pytest.mark.parametrize(
    "text", ["giá 950.123.456 đồng", "84 người", "từ 0,5 đến 0,8 ha", "950123456 dong", "so lieu 09,5"]
)
def test_amounts_are_no_telephone_numbers(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nhà bà ở 10.37123, 105.43211 đó em", "10.37123, 105.43211"),
        ("kinh độ 105,4321 vĩ độ 10,1234", "105,4321 vĩ độ 10,1234"),
        ("ở 10°22'15\" bắc, 105°26'30\" đông", "10°22'15\" bắc, 105°26'30\""),
        ("chỗ này https://maps.app.goo.gl/xyzAb nha", "https://maps.app.goo.gl/xyzAb"),
        ("google.com/maps/place/An+Phu", "google.com/maps/place/An+Phu"),
        ("từ 10.375 hộ lên 105.432 hộ", ""),
        ("diện tích 10,375 ha; 105,432 cây", ""),
        ("nhiệt độ 37°, lên 38°", ""),
    ],
)
def test_point_of_a_map_is_finer_than_a_house_number(text: str, found: str) -> None:
    assert [(text[one.start : one.end], one.kind) for one in find(text)] == ([(found, Kind.ADDRESS)] if found else [])


@pytest.mark.parametrize("title", ["Chủ tịch xã", "chu tịch xã", "Chủ tich xa", "chu tich xã", "bí thu chi bộ"])
def test_title_typed_with_some_of_its_diacritics_is_a_title(title: str) -> None:
    text = f"{title} Nguyễn Văn Mười ký giấy"
    assert [text[one.start : one.end] for one in find(text)] == ["Nguyễn Văn Mười"]
    assert find(f"{title} ký giấy rồi") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bên nhà Hùng Cá nuôi heo", ["Hùng Cá"]),
        ("nha Tuan Loan chan lo nuoc", ["Tuan Loan"]),
        ("anh em nhà Phúc tranh lối đi", ["Phúc"]),
        ("phản ánh Nguyễn V. Hùng xây trái phép", ["Nguyễn V. Hùng"]),
        ("nhà Lý, nhà Hồ, nhà Bè, nhà Hòa Bình, nhà Văn hóa, nhà Thanh niên, nhà Quang Trung", []),
        ("phường Nguyễn A. Hùng thì chưa rõ", []),
        ("cây số 9 quốc lộ 1 hay tai nạn", []),
    ],
)
def test_household_by_its_people_and_a_middle_letter(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in find(text)] == found


def test_masking() -> None:
    text = "Ông Nguyễn Văn Hùng, 12/4 Lê Lợi, gọi 0950 123 456."
    assert mask(text, find(text), INSTEAD) == "Ông [tên], [địa chỉ], gọi [số điện thoại]."
    overlapping = [Found(4, 15, Kind.NAME), Found(11, 3, Kind.PLATE), Found(17, 4, Kind.PHONE)]
    assert mask(text, overlapping[::-1], INSTEAD) == "Ông [tên]12/4 Lê Lợi, gọi 0950 123 456."
    assert mask(text, (), INSTEAD) == text


def test_links_to_the_press_pass_whole() -> None:
    assert find("https://tuoitre.vn/chu-de/0950123456.htm") == ()
    assert find("https://baomoi.facebook.com/ten.vidu")[0].kind is Kind.PROFILE
    assert find("https://dichvucong.gov.vn.vidu.example/0950123456")[0].kind is Kind.PHONE


FRAGMENTS = sorted({piece for text in TEXTS for piece in re.findall(r"\S+(?: \S+){0,2}", text)})
typed = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=12).flatmap(
    lambda pieces: st.sampled_from((" ", "", ", ", ". ", "\n")).map(lambda gap: gap.join(pieces))
)


@given(st.one_of(st.text(), typed))
@example("ông Hùng và Lan, chị Hoa")
@example("STK 0123456789 hoặc 123456")
@example("\u0301ông Hùng\u0301")
@example("BÀ LAN VÀ ÔNG HÙNG")
@example("Nguyễn Văn Hùng Trần Thị Lan " * 20)
@example("BA Aa0 NGO 0")
@example("10A0000 0300000000")
def test_for_any_text(text: str) -> None:
    found = find(text)
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        at = one.end
    masked = mask(text, found, INSTEAD)
    kept, at = [], 0
    for one in found:
        kept.append(re.escape(text[at : one.start]) + re.escape(INSTEAD[one.kind]))
        at = one.end
    assert re.fullmatch("".join(kept) + re.escape(text[at:]), masked)
    assert find(masked) == ()


# No word for kin and no office can be spelled with these.
UNTITLED = st.text(alphabet="hiêuưksvlpyơx ,;!\n", max_size=200)


@given(UNTITLED)
def test_without_figures_capitals_or_cues_there_is_nothing(text: str) -> None:
    assert find(text) == ()


@given(st.text(alphabet="0123456789 .,", max_size=8))
def test_few_figures_are_nobodys(text: str) -> None:
    assert find(f"giá {text}") == ()


ADVERSARIAL = (
    *(
        "0 ",
        "1/",
        "a.",
        "@",
        "số ",
        "Ông ",
        "ông Nguyễn ",
        "Nguyễn Văn ",
        "stk ",
        "9",
        "-",
        "1-2.3 ",
        "k1/2",
        "facebook.com/",
    ),
    *(
        "không một ",
        "12A-",
        "[at]",
        "e\u0301",
        "số 1 ngõ ",
        "0912345678 ",
        "cccd ",
        "zalo tên A ",
        "bks 12 ",
        "ông Hùng, ",
    ),
    *(
        "gov.vn a@b.vn ",
        "29a 1234 ",
        "stk 12345678 và ",
        "tên ",
        "chủ tịch xã ",
        "trưởng thôn ",
        "a@",
        "fb.com/a ",
        "\u200b",
    ),
    *(
        "o1o ",
        "0, 9, ",
        "1,",
        "0_",
        "0/1",
        "ngay sinh ",
        "sinh 1/1/",
        "a cong ",
        "@ . ",
        "gmail cham com ",
        "nick a.b",
        "a. ",
        "c Hoa ",
        "ngo 1 ",
        "nha lo 1 ",
        "so 1 to 1 ",
        "vcb ",
        "Y Bhăm ",
    ),
)


def steps(text: str) -> int:
    """How many calls the work takes, inside regular expressions' iterators excepted."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        find(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", ADVERSARIAL, ids=repr)
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    once, twice = (piece * (size // len(piece)) for size in (2_500, 5_000))
    find(once)
    assert steps(twice) < 2.3 * steps(once) + 2_000
    assert steps(twice) < 80 * len(twice)
