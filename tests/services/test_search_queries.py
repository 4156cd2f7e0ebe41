"""Searches as officers type them: what is read out of a line, and what is refused because it may be a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from forms import builtin_forms
from services.search_queries import ASSUMED, Query, SearchRefused, read
from storage.engine.database import Database
from storage.members import membership, units
from storage.tables import FormVersion, Unit, UnitKind

TODAY = date(2026, 11, 18)
"""A Wednesday."""
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
NEWEST = (TODAY - ASSUMED, TODAY)


@pytest.fixture
def place(database: Database) -> int:
    def work(session: Session) -> int:
        root = membership.add_root(session, "T", "Tỉnh Sông Hồng")
        unit = Unit(code="X", name="Xã An Phú", sort_key="an", kind=UnitKind.COMMUNE, parent_id=root.id)
        session.add(unit)
        units.rebuild_paths(session)
        return unit.id

    return database.run_now(work)


@pytest.mark.parametrize(
    ("line", "words", "there", "topic", "days"),
    [
        ("giá lúa xã An Phú tháng 11", ("gia", "lua"), True, None, NOVEMBER),
        ("gia lua, xa an phu", ("gia", "lua"), True, None, (None, None)),
        ("giá lúa", ("gia", "lua"), False, None, NEWEST),
        ("đất đai, giải phóng mặt bằng tuần trước", (), False, "land", (date(2026, 11, 9), date(2026, 11, 15))),
        ("từ 01/11/2026 đến 15/11/2026 nước sạch", ("nuoc", "sach"), False, None, (NOVEMBER[0], date(2026, 11, 15))),
        ("2026-11-05", (), False, None, (date(2026, 11, 5), date(2026, 11, 5))),
        ("từ 10/11 cao tốc", ("cao", "toc"), False, None, (date(2026, 11, 10), TODAY)),
        ("tháng 12 hạn hán", ("han", "han"), False, None, (date(2025, 12, 1), date(2025, 12, 31))),
        ("công nhân hôm qua", ("cong", "nhan"), False, None, (TODAY - timedelta(days=1),) * 2),
        ("lương công nhân chậm trả", ("luong", "cong", "nhan", "cham", "tra"), False, None, NEWEST),
        ("cao su giảm giá", ("cao", "su", "giam", "gia"), False, None, NEWEST),
        ("ô nhiễm nguồn nước", ("nhiem", "nguon", "nuoc"), False, None, NEWEST),
    ],
)
def test_period_place_and_topic_are_read_out_of_a_line_and_the_rest_are_words(
    database: Database,
    place: int,
    line: str,
    words: tuple[str, ...],
    there: bool,
    topic: str | None,
    days: tuple[date | None, date | None],
) -> None:
    found = database.read_now(lambda session: read(session, line, TODAY))
    assert found == Query(tuple(dict.fromkeys(words)), place if there else None, topic, *days)
    assert Query.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "empty"),
        (" . ", "empty"),
        ("x" * 10_000, "long"),
        ("Nguyễn Văn Tám", "person"),
        ("nguyễn văn tám", "person"),
        ("nguyen van tam", "person"),
        ("đền bù của ông Trần Văn Bảy ở xã An Phú", "person"),
        ("ai gọi 0912 345 678", "person"),
        ("001085012345", "person"),
        ("@tam_nguyen", "person"),
        ("giá lúa Nguyễn Tám tháng 11", "person"),
        ("tám@example.vn", "person"),
    ],
)
def test_what_may_be_a_person_or_is_nothing_or_too_long_is_refused(
    database: Database, place: int, line: str, code: str
) -> None:
    with pytest.raises(SearchRefused) as refused:
        database.read_now(lambda session: read(session, line, TODAY))
    assert refused.value.code == code


def test_topic_that_the_board_made_is_found_by_its_label(database: Database, place: int) -> None:
    xml = (Path(builtin_forms.__file__).parent / "builtin" / "periodic.xml").read_text(encoding="utf-8")
    own = xml.replace(">education<", ">bao_lu<").replace("Giáo dục", "Khắc phục bão lũ")
    assert "bao_lu" in own

    def work(session: Session) -> tuple[Query, Query]:
        session.add(FormVersion(name="rieng", version=1, title="Phiếu riêng", xml=own, published_at=EARLY))
        session.flush()
        return read(session, "khac phuc bao lu tháng 11", TODAY), read(session, "đất đai, giải phóng mặt bằng", TODAY)

    found, ours = database.run_now(work)
    assert (found.topic, found.words, found.first) == ("bao_lu", (), NOVEMBER[0])
    assert ours.topic == "land"
