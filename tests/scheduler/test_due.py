"""What is due: rules in the board's zone, each hour once, and nothing replayed that was slept through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from scheduler.due import due
from services.event_types import DailyDigestDue, RemindersDue
from services.schedules import DEFAULTS, ensure_rules, next_fire
from storage.engine.database import Database
from storage.messaging import schedule_rules

ZONE = "Asia/Ho_Chi_Minh"


def at(text: str, zone: str = ZONE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("cron", "now", "fires"),
    [
        ("0 17 * * *", "2026-11-03 16:59:59", "2026-11-03 17:00"),
        ("0 17 * * *", "2026-11-03 17:00:00", "2026-11-04 17:00"),
        ("0 17 * * *", "2026-11-03 17:00:00.000001", "2026-11-04 17:00"),
        ("0 17 * * *", "2026-12-31 18:00", "2027-01-01 17:00"),
        ("0 9 1 * *", "2026-11-01 08:59", "2026-11-01 09:00"),
        ("0 9 1 * *", "2026-11-01 09:00", "2026-12-01 09:00"),
        ("0 9 31 * *", "2026-11-03 08:00", "2026-11-30 09:00"),
        ("0 9 31 3,6,9,12 *", "2027-04-01 08:00", "2027-06-30 09:00"),  # June has no such day, and its last one instead
        ("30 6 * * mon", "2026-11-03 08:00", "2026-11-09 06:30"),
        ("0 9 29 2 *", "2026-11-03 08:00", "2028-02-29 09:00"),
        ("0 9 2nd_mon * *", "2026-12-14 09:00", "2027-01-11 09:00"),
        ("0 9 last_fri * *", "2026-12-25 09:00", "2027-01-29 09:00"),
        ("0 9 last_work * *", "2026-11-03 08:00", "2026-11-30 09:00"),
        ("0 9 last_work * *", "2026-11-30 09:00", "2026-12-31 09:00"),
        ("0 9 last_work * *", "2027-01-01 00:00", "2027-01-29 09:00"),  # the 30th and 31st are a weekend
        ("0 9 last_work 2,5,8,11 *", "2026-11-30 10:00", "2027-02-26 09:00"),
    ],
)
def test_the_next_hour_of_a_rule(cron: str, now: str, fires: str) -> None:
    found = next_fire(cron, ZONE, at(now).astimezone(UTC))
    assert found == at(fires)


def test_the_hour_is_the_zones_own_over_a_change_of_clocks() -> None:
    berlin = "Europe/Berlin"
    first = next_fire("0 9 * * *", berlin, at("2026-10-24 08:00", berlin))
    second = next_fire("0 9 * * *", berlin, first)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=25)


def test_rules_are_made_once_and_stay_as_they_are(database: Database, now: datetime) -> None:
    def change(session: Session) -> None:
        rule = schedule_rules.rule(session, "daily_digest")
        assert rule
        rule.cron, rule.enabled = "30 16 * * *", False

    database.run_now(lambda s: ensure_rules(s, ZONE, now))
    database.run_now(change)
    database.run_now(lambda s: ensure_rules(s, ZONE, now + timedelta(days=3)))
    found = database.read_now(lambda s: {r.name: (r.cron, r.enabled) for r in schedule_rules.rules(s)})
    assert found == {name: (cron, True) for name, cron in DEFAULTS.items()} | {"daily_digest": ("30 16 * * *", False)}


def test_three_days_asleep_is_one_event(database: Database, now: datetime) -> None:
    database.run_now(lambda s: ensure_rules(s, ZONE, now))
    assert database.read_now(lambda s: due(s, now)) == []
    woken = at("2026-11-06 18:00").astimezone(UTC)
    found = database.read_now(lambda s: due(s, woken))
    assert [one.event for one in found] == [RemindersDue(), DailyDigestDue()]
    again = database.read_now(lambda s: due(s, woken))
    assert [one.event_id for one in again] == [one.event_id for one in found], "the same hour is the same event"
    for one in found:
        assert one.advance
        database.run_now(one.advance)
        database.run_now(one.advance)
    assert database.read_now(lambda s: due(s, woken)) == []
    next_day = database.read_now(lambda s: due(s, at("2026-11-07 17:00")))
    assert {one.event for one in next_day} == {RemindersDue(), DailyDigestDue()}
    assert {one.event_id for one in next_day}.isdisjoint(one.event_id for one in found)


def test_a_rule_that_is_off_is_not_due(database: Database, now: datetime) -> None:
    def off(session: Session) -> None:
        ensure_rules(session, ZONE, now)
        for rule in schedule_rules.rules(session):
            rule.enabled = False

    database.run_now(off)
    assert database.read_now(lambda s: due(s, now + timedelta(days=40))) == []
