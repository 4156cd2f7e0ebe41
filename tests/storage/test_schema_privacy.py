"""The tables hold no more of people than the rules allow (docs/privacy.md): a new column or reference is a decision."""

from __future__ import annotations

from storage.columns import Pseudonym
from storage.tables import Member, Reporter, metadata


def test_member_and_report_meet_in_the_reporter_table_alone() -> None:
    """Privacy 3: there by pseudonyms; else only officers stand beside a report, who looked, took, review or ask."""
    meeting = {
        table.name
        for table in metadata.tables.values()
        if {"member", "report"} <= {key.column.table.name for key in table.foreign_keys}
    }
    assert meeting == {"identity_look", "alert", "report_review", "report_question"}
    assert isinstance(Reporter.__table__.c.member_id.type, Pseudonym)
    drafts = {
        table.name
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "draft"
    }
    assert drafts == set(), "nothing points at a draft but by pseudonyms"


def test_a_member_has_these_attributes_and_no_other() -> None:
    """Privacy 7: nothing of the member's own faith, ethnicity or views; strata are the groups that they cover."""
    assert set(Member.__table__.columns.keys()) == {
        "id", "code", "name", "phone", "honorific", "language", "unit_id", "single", "officer_id", "strata", "duty",
        "remind_at", "joined_at", "consent",
        "left_at", "suspended",
    }  # fmt: skip
