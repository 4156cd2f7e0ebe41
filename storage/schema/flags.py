"""Tables of the rules that flag reports, in versions, and of the flags that they raised."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedText, Instant, Pseudonym, checked
from storage.schema.reports import PLACE


class FlagKind(StrEnum):
    WORDS = "words"  # one of these stands in the report
    ANSWER = "answer"  # a question is answered so
    COUNT = "count"  # so many members within so many hours
    RISE = "rise"  # more than is usual here


class FlagRuleStatus(StrEnum):
    DRAFT = "draft"  # tried on the last month, and nobody was asked yet
    PROPOSED = "proposed"  # waits for a second officer
    ACTIVE = "active"
    REFUSED = "refused"
    RETIRED = "retired"  # a newer version took its place


class FlagRule(Table, table=True):
    """One version of a rule. It never changes but for its status: what a flag says of its rule stays true."""

    id: int = row_id()
    number: int
    """The same through all versions: what people call it by."""
    version: int
    kind: FlagKind = Field(sa_column=checked(FlagKind))
    unit_id: int = Field(foreign_key="unit.id")
    """Reports from this unit and below it."""
    spec: str = Field(sa_column=Column(EncryptedText, nullable=False))
    """JSON of a class of `services.flags.specs`."""
    removes: bool = False
    """This version ends the rule."""
    status: FlagRuleStatus = Field(sa_column=checked(FlagRuleStatus, index=True))
    proposed_by: int = Field(foreign_key="member.id")
    proposed_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    tried: int | None = None
    """Reports of the last month that it was tried on; None: not tried."""
    flagged: int | None = None
    """How many of them it would have flagged."""
    decided_by: int | None = Field(default=None, foreign_key="member.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(Instant))

    __table_args__ = (UniqueConstraint("number", "version"),)


class ReportFlag(Table, table=True):
    """A report that a rule flagged. `matter`, `unit_id`: what was counted, of rules that count."""

    id: int = row_id()
    report_id: int = Field(foreign_key="report.id", index=True)
    rule_id: int = Field(foreign_key="flag_rule.id")
    matter: str = ""
    unit_id: int = Field(sa_column=Column(Pseudonym(PLACE), nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))

    __table_args__ = (
        UniqueConstraint("report_id", "rule_id"),
        Index("ix_report_flag_counted", "rule_id", "matter", "unit_id", "at"),
    )
