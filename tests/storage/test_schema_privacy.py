"""The tables hold no more of people than the rules allow (docs/privacy.md): a new column or reference is a decision."""

from __future__ import annotations

from storage.tables import Member, MemberStratum, metadata


def test_member_and_report_meet_in_the_reporter_table_alone() -> None:
    """Privacy 3: besides it only officers stand beside a report: who looked, who took the alert, reviews it or asks."""
    meeting = {
        table.name
        for table in metadata.tables.values()
        if {"member", "report"} <= {key.column.table.name for key in table.foreign_keys}
    }
    assert meeting == {"reporter", "identity_look", "alert", "report_review", "report_question"}


def test_a_member_has_these_attributes_and_no_other() -> None:
    """Privacy 7: nothing of the member's own faith, ethnicity or views; strata are the groups that they cover."""
    assert set(Member.__table__.columns.keys()) == {
        "id", "code", "name", "phone", "honorific", "language", "unit_id", "single", "officer_id", "duty", "joined_at", "left_at",
    }  # fmt: skip
    assert set(MemberStratum.__table__.columns.keys()) == {"member_id", "stratum"}
