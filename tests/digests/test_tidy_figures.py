"""Every number of a digest is a row of its own, what is kept back has no value, and the codebook explains every code."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from digests.tidy_figures import codebook_csv, digest_csv
from storage.statistics.shown_figures import Figures, Matter


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_each_number_is_a_row_and_what_is_kept_back_has_none(full: Figures) -> None:
    line = (Matter("land", 17, full.topics[0].streams, 9, months=(4, None, 17)), *full.topics[1:])
    figures = replace(full, topics=line, months_end=date(2026, 11, 1), labels={"topic-culture": "=2+2"})
    found = rows(digest_csv(figures.to_json(), "vi"))
    assert {(row["first_day"], row["last_day"]) for row in found} == {("2026-11-03", "2026-11-03")}
    by = {(row["table"], row["code"], row["measure"], row["stance"], row["month"]): row for row in found}
    assert len(by) == len(found), "no two rows of one number"
    values = {key: (row["value"], row["kept_back"]) for key, row in by.items()}
    assert values["all", "", "reports", "", ""] == ("1064", "0")
    assert values["topic", "land", "percent", "disagree", ""] == ("60", "0")
    assert values["topic", "land", "previous_reports", "", ""] == ("9", "0")
    assert values["topic", "health", "percent", "unclear", ""] == ("", "1")
    assert values["topic", "defence", "reports", "", ""] == ("", "1")
    assert [key[4] for key in values if key[:2] == ("topic", "land") and key[4]] == ["2026-09", "2026-11"]
    assert not [key for key in values if key[1] == "administration" and key[2] == "percent"], "of fewer than ten"
    total = sum(int(row["value"]) for row in found if row["table"] == "urgency" and row["value"])
    assert total == sum(cell.reports or 0 for cell in figures.urgencies)
    book = rows(codebook_csv(figures.to_json(), "vi"))
    types = {row["column"]: row["type"] for row in book}
    assert (types["code"], types["value"], types["first_day"]) == ("text", "number", "date")
    explained = {row["code"] for row in book if row["column"] == "code"}
    assert {f"{row['table']}:{row['code']}" for row in found if row["code"]} <= explained
    assert {row["measure"] for row in found} <= {row["code"] for row in book if row["column"] == "measure"}
    assert not [row for row in (*found, *book) if any(cell.startswith("=") for cell in row.values())]
