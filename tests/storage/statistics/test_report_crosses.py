"""Cross tables of reports: counted rightly, and taken apart with all that is shown."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.schema.reports import ReportKind
from storage.statistics import report_sets
from storage.statistics.counted_reports import CountedReport
from storage.statistics.cross_suppression import bounds
from storage.statistics.report_crosses import FEW, NONE, ReportCross, cross
from storage.statistics.suppression import K

AT = datetime(2026, 11, 3, tzinfo=UTC)


def report(number: int, who: int, **answers: list[str]) -> CountedReport:
    return CountedReport(ReportKind.PERIODIC, False, 1, 1, AT, bytes([who]), number, answers)


SOME = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from("abc"), st.sampled_from(("x", "y", "z", "")), st.booleans()),
    min_size=3,
    max_size=60,
)


def told_by(heard: list[CountedReport], field: str) -> dict[str, int]:
    return dict(Counter(choice for one in heard for choice in one.answers.get(field, ())))


@settings(max_examples=200, deadline=None)
@given(SOME)
def test_no_hidden_cell_can_be_had_from_sums_and_rows_add_up(drawn: list[tuple[int, str, str, bool]]) -> None:
    heard = [
        report(at, who, **({"topic": [topic], "forecast": [said]} if said else {"topic": [topic]}))
        for at, (who, topic, said, _) in enumerate(drawn, 1)
    ]
    before = [at for at, (*_, was) in enumerate(drawn, 1) if was]
    told = {"topic": told_by(heard, "topic")}
    all_ = report_sets.of(heard)
    found = cross(all_, "topic", "forecast", told=told, earlier=[all_ & all_.universe.having(before)])
    if found is None:
        return
    assert sum(row.n for row in found.rows) == len(heard), "every breakdown has the same total"
    named = {row.name for row in found.rows} - {FEW}
    truth = [
        [_in(heard, row.name, column, named, set(found.columns)) for column in found.columns] for row in found.rows
    ]
    counts = [[len(cell) for cell in row] for row in truth]
    hidden = {(r, c) for r, row in enumerate(found.rows) for c, n in enumerate(row.cells) if n is None}
    for r, row in enumerate(found.rows):
        assert row.n == sum(counts[r])
        for c, shown in enumerate(row.cells):
            inside = truth[r][c]
            if shown is not None:
                assert shown == len(inside)
                assert not 0 < len({one.reporter for one in inside}) < K
                assert not 0 < len({one.reporter for one in inside if one.report_id not in before}) < K
            elif 0 < len({one.reporter for one in inside}) < K:
                least, most = bounds(counts, hidden, (r, c))
                assert least == 0 and most >= K, "what few people said could be anything"


def _in(heard: list[CountedReport], row: str, column: str, rows: set[str], columns: set[str]) -> list[CountedReport]:
    def is_in(one: CountedReport, field: str, name: str, named: set[str]) -> bool:
        said = (one.answers.get(field) or [NONE])[0]
        return said not in named if name == FEW else said == name

    return [one for one in heard if is_in(one, "topic", row, rows) and is_in(one, "forecast", column, columns)]


def test_groups_named_together_count_in_each_and_a_difference_needs_thirty_people() -> None:
    def of(first: int, people: int, spread: int, topic: str) -> list[CountedReport]:
        return [
            report(first + at, first + at, topic=[topic], strata=["farmers", "women"][: 1 + at % 2],
                   forecast=["spread" if at < spread else "same"])
            for at in range(people)
        ]  # fmt: skip

    heard = [*of(1, 70, 56, "land"), *of(100, 80, 48, "health")]
    found = cross(report_sets.of(heard), "topic", "forecast", told={})
    assert found is not None and ReportCross.from_json(found.to_json()) == found
    assert [(row.name, row.n, row.cells) for row in found.rows] == [("health", 80, (48, 32)), ("land", 70, (56, 14))]
    first = found.differences[0]
    assert (first.row, first.other) == ("health", "land")
    assert (round(first.least, 4), round(first.most, 4)) in ((-0.3339, -0.0524), (0.0524, 0.3339)), "Newcombe 1998"
    groups = cross(report_sets.of(heard), "strata", "forecast", told={})
    assert groups is not None
    assert [(row.name, row.n) for row in groups.rows] == [("farmers", 150)] or [r.n for r in groups.rows] == [150, 75]
    few = cross(report_sets.of([*of(1, 30, 25, "land"), *of(100, 30, 5, "health")]), "topic", "forecast", told={})
    assert few is not None and few.differences == (), "thirty are not above thirty"
    assert cross(report_sets.of(heard), "topic", "forecast", told={"topic": {"land": 69, "health": 80}}) is None, (
        "they have to agree"
    )
