"""The tables of states: drawn into the docs, and every state of each can be entered."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.states import ALERT, FLAG_RULE, ISSUE, REVIEW, TABLES, VERIFICATION, Step, drawn
from storage.tables import AlertStatus, FlagRuleStatus, IssueStatus, ReviewStatus, VerificationStatus

PAGE = Path(__file__).parents[2] / "docs" / "states.md"
FIRST = {FlagRuleStatus.DRAFT, AlertStatus.OPEN, IssueStatus.OPEN, ReviewStatus.NEW, VerificationStatus.ASKED}


def test_page_of_states_is_what_the_tables_draw() -> None:
    assert PAGE.read_text("utf-8") == drawn()


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (ISSUE, IssueStatus),
        (REVIEW, ReviewStatus),
        (VERIFICATION, VerificationStatus),
        (ALERT, AlertStatus),
        (FLAG_RULE, FlagRuleStatus),
    ],
)
def test_every_state_but_the_first_is_entered_by_some_step(table: tuple[Step, ...], states: type) -> None:
    assert {one.after for one in table} | FIRST >= set(states)  # type: ignore[call-overload]
    assert len({one.act for one in table}) == len(table)
    assert table in TABLES.values()
