"""Periods of digests: what each one covers, so that nothing is left out and nothing counts twice."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.digests import Period
from storage.tables import Digest, DigestKind

FIVE = datetime(2026, 11, 3, 10, tzinfo=UTC)


def daily(last: date) -> Digest:
    return Digest(
        kind=DigestKind.DAILY, number=1, first_day=last, last_day=last, until=FIVE, figures="{}", created_at=FIVE
    )


def test_first_daily_digest_covers_yesterday_and_today() -> None:
    assert Period.after(None, date(2026, 11, 3)) == Period(date(2026, 11, 2), date(2026, 11, 3))


@pytest.mark.parametrize(("today", "first"), [(4, 4), (6, 4), (3, 3)], ids=["next day", "after a gap", "same day"])
def test_daily_digest_covers_what_came_after_the_one_before(today: int, first: int) -> None:
    period = Period.after(daily(date(2026, 11, 3)), date(2026, 11, today))
    assert period == Period(date(2026, 11, first), date(2026, 11, today), FIVE)


def test_monthly_digest_in_january_covers_december() -> None:
    assert Period.month_before(date(2027, 1, 1)) == Period(date(2026, 12, 1), date(2026, 12, 31))
