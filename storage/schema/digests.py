"""Tables of digests, the reports that each one counted, and days as figures count them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import EncryptedBytes, Instant, PaddedText, checked


class DigestKind(StrEnum):
    DAILY = "daily"
    MONTHLY = "monthly"
    INTERIM = "interim"  # made for staff who want to see how the day stands


class Digest(Table, table=True):
    """The consolidated account of the days from `first_day` to `last_day`; `figures` is JSON and holds no free text.

    `pages` are its finished texts: {language: {"leader" or "staff": {page: [text, bold spans]}}}. Staff read the leader's page
    where they have none of their own.
    """

    id: int = row_id()
    kind: DigestKind = Field(sa_column=checked(DigestKind))
    number: int  # of its kind and year
    first_day: date
    last_day: date
    until: datetime = Field(
        sa_column=Column(Instant, nullable=False)
    )  # reports submitted before this instant are in it
    figures: str = Field(sa_column=Column(PaddedText, nullable=False))
    pages: str = Field(default="{}", sa_column=Column(PaddedText, nullable=False))  # JSON: language, audience, page
    chart_id: int | None = Field(default=None, foreign_key="stored_file.id", index=True)
    document_id: int | None = Field(default=None, foreign_key="stored_file.id", index=True)
    """Both are made from `figures`, and made again where they are asked for after they were cleared away."""
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))

    __table_args__ = (Index("ix_digest_kind_until", "kind", "until"),)


class DigestWish(Table, table=True):
    """How a leader wants the daily digest; who has no row gets it short, at once, every day."""

    member_id: int = Field(foreign_key="member.id", primary_key=True)
    minute: int | None = None  # of the day, in the board's own zone; None: as soon as it is there
    workdays: bool = False  # not on days off: it comes on the next working day
    full: bool = False


class DigestReport(Table, table=True):
    """Which revision of which report a digest used."""

    digest_id: int = Field(foreign_key="digest.id", primary_key=True)
    report_id: int = Field(foreign_key="report.id", primary_key=True, index=True)
    revision: int


class StratumTarget(Table, table=True):
    """How many reports a month the board wants on the opinions of a group of people."""

    stratum: str = Field(primary_key=True)
    monthly: int
    set_by: int = Field(foreign_key="member.id")
    set_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class CountedDay(Table, table=True):
    """The reports of one day of the board, a bit for each report and choice (`storage/statistics/packed_days.py`).

    Nobody who reports is in it. Whatever changes a report deletes the row of its day in the same transaction, and rows may be
    deleted at any time: a day without one is counted from its reports.
    """

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The day, as `date.toordinal` numbers it."""
    packed: bytes = Field(sa_column=Column(EncryptedBytes, nullable=False))
