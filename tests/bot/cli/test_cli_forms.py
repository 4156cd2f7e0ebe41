"""Forms at the terminal: published, listed, written to files, and played into a test case."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from forms.authoring.load import load
from forms.builtin_forms import builtin
from jobs.form_workbook import tables
from storage.forms import published_forms
from storage.tables import FormVersion, StoredFile
from tests.bot.terminal import Terminal
from tests.forms.player import NOW, Player, body, form_of, leaves
from tests.forms.test_types import play
from tests.handlers.sheets import ROADS, xlsx

BUILTIN = Path(__file__).parents[3] / "forms" / "builtin"


@pytest.fixture
def ready(terminal: Terminal) -> Terminal:
    terminal.set_up()
    Path("roads.xlsx").write_bytes(ROADS)
    return terminal


def test_a_form_is_published_listed_and_written_to_a_file(ready: Terminal) -> None:
    assert "Chưa có mẫu phiếu nào" in ready("forms", "list").out
    said = ready("forms", "publish", "roads.xlsx")
    assert (said.code, said.out) == (0, '✓ Đã công bố "Đường thôn" (tên: duong_thon), phiên bản 1.\n')
    assert "giống hệt phiên bản 1" in ready("forms", "publish", "roads.xlsx").out
    Path("roads.xlsx").write_bytes(xlsx([("text", "where", "Hỏng ở đâu?")], settings={"form_id": "duong_thon"}))
    assert "phiên bản 2" in ready("forms", "publish", "roads.xlsx").out
    assert "phiên bản 1" in ready("forms", "publish", "roads.xlsx", "--name", "hoi_nhanh").out
    lines = ready("forms", "list").out.splitlines()
    assert [line.partition(", ngày")[0] for line in lines] == ["duong_thon, phiên bản 2", "hoi_nhanh, phiên bản 1"]
    assert ready("forms", "export", "duong_thon", "--version", "1", "one.xlsx").code == 0
    assert tables(Path("one.xlsx").read_bytes(), ".xlsx") == tables(ROADS, ".xlsx")
    assert ready("forms", "export", "duong_thon", "two.xml").code == 0
    assert [one.name for one in load(Path("two.xml")).walk] == ["where"]
    with ready.database() as database:
        files, versions = database.read_now(
            lambda s: (len(s.scalars(select(StoredFile.id)).all()), len(s.scalars(select(FormVersion.id)).all()))
        )
    assert (files, versions) == (3, 3), "what changed nothing left no file behind"


def test_a_built_in_form_is_written_as_a_workbook_that_can_be_changed_and_published(ready: Terminal) -> None:
    with ready.database() as database:
        shipped = builtin("urgent")
        database.run_now(lambda s: published_forms.publish(s, "urgent", shipped.title, shipped.xml, NOW, builtin=True))
    assert ready("forms", "export", "urgent", "urgent.xlsx").code == 0
    assert load(Path("urgent.xlsx")).xml == shipped.xml
    assert "giống hệt phiên bản 1" in ready("forms", "publish", "urgent.xlsx").out


def test_the_offices_own_version_outlives_a_new_program(ready: Terminal) -> None:
    ready("forms", "publish", "roads.xlsx", "--name", "periodic")
    with ready.database() as database:
        shipped = builtin("periodic")
        database.run_now(
            lambda s: published_forms.publish(s, "periodic", shipped.title, shipped.xml, NOW, builtin=True)
        )
        newest = database.read_now(lambda s: published_forms.latest(s, "periodic"))
        assert newest is not None
        assert (newest.version, newest.title) == (1, "Đường thôn")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("publish", "roads.xlsx", "--name", "urgent"), "phiếu “urgent” phải có câu tên “gist”"),
        (("publish", "roads.xlsx", "--name", "đường"), 'Tên "đường" chưa dùng được'),
        (("publish", "none.xlsx"), "không có tệp này"),
        (("publish", "broken.xlsx"), "trang survey, dòng 2, cột A: không có loại câu hỏi “texty”"),
        (("export", "nothing", "a.xml"), 'Không có mẫu phiếu "nothing"'),
        (("export", "duong_thon", "--version", "7", "a.xml"), "Các mẫu đang có: duong_thon"),
        (("export", "duong_thon", "a.pdf"), "chỉ ghi ra được dạng: .xlsx, .xml"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(ready: Terminal, command: tuple[str, ...], expected: str) -> None:
    Path("broken.xlsx").write_bytes(xlsx([("texty", "a", "A")]))
    ready("forms", "publish", "roads.xlsx")
    said = ready("forms", *command)
    assert said.code == 1
    assert expected in said.all
    with ready.database() as database:
        assert database.read_now(lambda s: [(f.name, f.version) for f in s.scalars(select(FormVersion))]) == [
            ("duong_thon", 1)
        ]


def test_all_mistakes_are_told_at_once(terminal: Terminal) -> None:
    rows = [("text", "a", "A"), ("text", "a", "#REF!"), ("text", "b c", "B"), ("rank x", "r", "R", "${nobody} = 1")]
    Path("f.xlsx").write_bytes(xlsx(rows, [("x", "1", "Một")]))
    said = terminal("forms", "check", "f.xlsx")
    assert said.code == 1
    assert [line.partition(":")[0].strip() for line in said.out.splitlines()] == [
        "✗ f.xlsx",
        "trang survey, dòng 3, cột B",
        "trang survey, dòng 3, cột C",
        "trang survey, dòng 4, cột B",
        "trang survey, dòng 5, cột D",
    ]


def test_what_a_chat_cannot_ask_is_refused_with_its_row(terminal: Terminal) -> None:
    Path("f.xlsx").write_bytes(xlsx([("text", "a", "A"), ("geotrace", "g", "G")]))
    assert "trang survey, dòng 3, cột A: câu “g” thuộc loại “geotrace”" in terminal("forms", "check", "f.xlsx").out
    sheet = "| survey |\n| | type | name | label |\n| | text | a | A |\n| | geoshape | t | T |\n"
    Path("f.md").write_text(sheet, "utf-8")
    assert "trang survey, dòng 3: câu “t” thuộc loại “geoshape”" in terminal("forms", "check", "f.md").out


def test_a_form_that_was_played_becomes_a_test_case(terminal: Terminal) -> None:
    Path("roads.xlsx").write_bytes(ROADS)
    said = terminal("forms", "play", "roads.xlsx", "--record", "case.json", typed="\n2\n<\n2\nĐầu thôn\nba\n3\n")
    assert said.code == 0, said.all
    case = json.loads(Path("case.json").read_text("utf-8"))
    assert case["submission"] == {"state": "bad", "where": "Đầu thôn", "count": "3", "rules": ""}
    codes = [step[3] for step in case["steps"] if step[0] == "put"]
    assert codes == ["required", "ok", "ok", "ok", "not_a_number", "ok"]
    player = Player(form_of(*case["form"]), itemsets=case.get("itemsets"), now=datetime.fromisoformat(case["now"]))
    play(player, case["steps"])
    assert leaves(player.draft.submission()) == case["submission"]


def test_a_case_of_a_built_in_form_carries_its_lists(terminal: Terminal) -> None:
    form = str(BUILTIN / "urgent.md")
    said = terminal("forms", "play", form, "--record", "case.json", typed="1\n1\nChợ An Phú\nĐông người\n1\n\n")
    assert said.code == 0, said.all
    case = json.loads(Path("case.json").read_text("utf-8"))
    assert set(case["itemsets"]) == {"places"}
    player = Player(form_of(*case["form"]), itemsets=case["itemsets"], now=datetime.fromisoformat(case["now"]))
    play(player, case["steps"])
    assert leaves(player.draft.submission()) == case["submission"]


EVERYTHING = """
| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | relevant | parameters |
| | note | hello | Chào. | Hello. | | |
| | integer | n | Mấy người? | How many? | | |
| | decimal | d | Bao nhiêu tạ? | How much? | | |
| | range | g | Mấy điểm? | How good? | | start=0 end=10 step=2 |
| | date | on | Hôm nào? | When? | | |
| | time | at | Mấy giờ? | At what time? | | |
| | dateTime | both | Lúc nào? | Which moment? | | |
| | rank x | r | Xếp hạng | Rank | | |
| | select_multiple x | many | Những gì? | What? | | |
| | image | photo | Ảnh? | Photo? | | |
| | geopoint | where | Ở đâu? | Where? | | |
| | acknowledge | ok | Đã hiểu? | Clear? | | |
| | begin repeat | house | Nhà | House | | |
| | text | name | Tên nhà? | Name? | | |
| | barcode | code | Mã? | Code? | ${name} = 'B' | |
| | end repeat | | | | | |
| | text | last | Còn gì? | What else? | | |
| choices |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | x | a | Điện | Power |
| | x | b | Đường | Roads |
| | x | c | Trường | School |
| settings |
| | default_language |
| | Tiếng Việt (vi) |
"""


def test_every_type_is_played_and_the_record_runs(terminal: Terminal) -> None:
    Path("all.md").write_text(EVERYTHING, "utf-8")
    Path("anh cua toi.jpg").write_bytes(b"\xff\xd8\xff")
    typed = "15|1.234,5|3|4|31/2/2026|5/11/2026|@en|8:30|<|@vi|8h30|8h30 05/11/2026|1|3 1 2|1 2"
    typed += "|khong-co.jpg|anh cua toi.jpg|21.03 105.85|ok|A|+|B|m-1|+|C|x|-2||Hết||"
    said = terminal("forms", "play", "all.md", "--record", "case.json", typed=typed.replace("|", "\n"))
    assert said.code == 0, said.all
    for shown in ("At what time?", "Không có tệp khong-co.jpg", "từ 0 đến 10, bước 2", "Nhà 2: ", "   2. B", "Chào."):
        assert shown in said.out
    case = json.loads(Path("case.json").read_text("utf-8"))
    deeds = [step[0] for step in case["steps"]]
    assert {"back", "speaks", "adds", "removes", "closes", "put", "sees"} == set(deeds)
    assert [step[3] for step in case["steps"] if step[0] == "put"].count("out_of_range") == 1
    player = Player(form_of(*case["form"]), itemsets=case.get("itemsets"), now=datetime.fromisoformat(case["now"]))
    play(player, case["steps"])
    assert body(player.draft.submission()) == case["body"]
    where = "<photo>anh-cua-toi.jpg</photo><where>21.05 105.85 0 0</where><ok>OK</ok>"
    assert "<d>1234.5</d><g>4</g><on>2026-11-05</on>" in case["body"]
    assert where + "<house><name>A</name></house><house><name>C</name></house><last>Hết</last>" in case["body"]


def test_a_form_that_feeds_no_figures_says_which(terminal: Terminal) -> None:
    Path("roads.xlsx").write_bytes(ROADS)
    said = terminal("forms", "check", "roads.xlsx", str(BUILTIN / "periodic.md"))
    assert said.code == 0
    (line,) = [line for line in said.out.splitlines() if "Không có câu nào cho các số liệu" in line]
    assert "lĩnh vực (topic), mục (item), nơi (place)" in line


def test_a_row_put_aside_is_told_where_a_form_is_checked(terminal: Terminal) -> None:
    Path("f.xlsx").write_bytes(xlsx([("text", "a", "A"), ("text", "b", "B", "false()")]))
    said = terminal("forms", "check", "f.xlsx")
    assert said.code == 0
    assert "! trang survey, dòng 3, cột D: “b” đang tắt" in said.out


def test_a_compiled_form_is_not_recorded(terminal: Terminal) -> None:
    said = terminal("forms", "play", str(BUILTIN / "urgent.xml"), "--record", "case.json")
    assert (said.code, "Chỉ ghi lại được" in said.err) == (1, True)
    assert not Path("case.json").exists()
