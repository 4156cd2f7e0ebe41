"""An outline: what was taken out stands in no file beside the document, and a cross table that was seen stays known."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import tzinfo

import openpyxl
import pytest

from digests import spec_charts
from digests.board_facts import Finishing, board_facts
from digests.board_text import Head, board_page
from digests.month_chart import month_png
from digests.outline import Item, ItemKind, Outline
from digests.quotes import Part, Quote
from digests.text import has_months, section_text, sections
from digests.workbook import digest_xlsx
from storage.statistics.report_crosses import ReportCross
from storage.statistics.shown_figures import Figures


def taken_out(figures: Figures, item: Item) -> Figures:
    outline = Outline.of(figures)
    return outline.without(outline.items.index(item)).told_of(figures)


@pytest.mark.parametrize("kind", ["groups", "places", "cause", "spread", "forecast", "progress"])
def test_what_was_taken_out_is_in_no_figures_of_a_file(full: Figures, kind: str) -> None:
    field = {"groups": "strata", "cause": "causes", "spread": "spreads", "forecast": "forecasts"}.get(kind, kind)
    assert getattr(full, field) and not getattr(taken_out(full, Item(ItemKind(kind))), field)
    assert replace(taken_out(full, Item(ItemKind(kind))), **{field: getattr(full, field)}) == full, "and all else stays"


def test_topic_that_was_taken_out_is_in_no_table(full: Figures, zone: tzinfo) -> None:
    land = next(item for item in Outline.of(full).items if item == Item(ItemKind.TOPIC, "land"))
    told = taken_out(full, land)
    assert "land" in {matter.name for matter in full.topics} and "land" not in {matter.name for matter in told.topics}
    for figures, there in ((full, True), (told, False)):
        book = openpyxl.load_workbook(io.BytesIO(digest_xlsx(figures.to_json(), "B", "vi", zone)))
        said = [str(cell.value) for sheet in book for row in sheet for cell in row]
        assert any("Đất đai" in one for one in said) is there


def test_targets_stand_without_a_report_of_any_group_and_in_no_file_once_taken_out(full: Figures, zone: tzinfo) -> None:
    aimed = replace(full, strata=(), targets={"farmers": 30})
    outline = Outline.of(aimed)
    groups = Item(ItemKind.GROUPS)
    assert "Nông dân 0/30" in board_page(Head("weekly"), aimed, outline, "", "", "vi", zone).text
    assert "Nông dân 0/30" in section_text(aimed, "groups", "vi", zone).text and "groups" in sections(aimed)
    told = outline.without(outline.items.index(groups)).told_of(replace(full, targets={"farmers": 30}))
    book = openpyxl.load_workbook(io.BytesIO(digest_xlsx(told.to_json(), "B", "vi", zone)))
    assert "Chỉ tiêu" not in book.sheetnames, "without the groups each would read as none of those wanted"


def test_nothing_is_quoted_on_a_topic_that_was_taken_out_nor_of_a_report_that_is_gone(
    full: Figures, zone: tzinfo
) -> None:
    quotes = [
        Quote(Part.SAID, "land", "Đền bù chậm.", 3, 7, 1),
        Quote(Part.SAID, "health", "Trạm thiếu thuốc.", 6, 8, 1),
    ]
    outline = Outline.of(full, [*quotes, Quote(Part.PROPOSAL, "land", "Đề nghị chi trả sớm.", 3, 9, 1)])
    kinds = [item.kind for item in outline.items]
    assert kinds.index(ItemKind.VOICES) < kinds.index(ItemKind.FORECAST) < kinds.index(ItemKind.AUTHORS)

    def read(outline: Outline) -> str:
        page = board_page(Head("weekly"), full, outline, "", "", "vi", zone).text
        finishing = Finishing(outline.to_json(), "", "", "")
        facts = [line for item in board_facts(finishing, full, "B", "vi", zone)["items"] for line in item["lines"]]
        assert all(("thuốc" in page) == any("thuốc" in line for line in facts) for _ in facts)
        return page

    assert "“Đền bù chậm.” (đất đai, giải phóng mặt bằng; ít nhất 3 người phản ánh ghi gần như vậy)" in read(outline)
    assert read(outline).index("“Đền bù") < read(outline).index("Nhận định, đề xuất") < read(outline).index("“Đề nghị")
    land = outline.without(outline.items.index(Item(ItemKind.TOPIC, "land")))
    assert "Đền bù" not in read(land) and "Đề nghị" not in read(land) and "thuốc" in read(land)
    assert "Đền bù" in read(land.put_back(0))
    gone = outline.quoting({7, 9})
    assert "thuốc" not in read(gone) and "Đền bù" in read(gone)
    assert "Lời người dân" not in read(outline.quoting(set()))


def test_months_that_were_taken_out_are_no_chart(full: Figures) -> None:
    grown = replace(full, months=(3, 5, 9, 4), months_end=full.last_day.replace(day=1))
    assert has_months(grown) and month_png(grown.to_json(), "vi")
    assert not has_months(taken_out(grown, Item(ItemKind.TREND)))
    places = tuple(replace(one, reports=4, months=(3, 4, 5)) for one in full.places)
    trend = replace(grown, places=places)
    assert spec_charts.drawable(trend, "units")
    assert not spec_charts.drawable(taken_out(trend, Item(ItemKind.TREND)), "units")


def test_questions_of_a_cross_table_stay_known_when_it_is_taken_out_moved_or_put_back(full: Figures) -> None:
    table = ReportCross("topic", "strata", ("a", "b"), ())
    outline = Outline.of(full).with_cross(table.to_json())
    there = len(outline.items)
    gone = outline.without(there - 1)
    assert [item.kind for item in gone.items].count(ItemKind.CROSS) == 0
    for later in (gone, gone.without(0).put_back(0), gone.earlier(1), Outline.from_json(gone.to_json())):
        assert later.crossed == ("topic", "strata")
    assert gone.with_cross(ReportCross("source", "topic", ("a",), ()).to_json()).crossed == (
        "topic",
        "strata",
        "source",
    )
    assert Outline.from_json('{"items":[],"taken_out":[]}').crossed == (), "one that was kept before"
