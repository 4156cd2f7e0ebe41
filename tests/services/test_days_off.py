"""Days off: what comes round is put off to the next working day unless staff said so; reminders at an hour of one's own."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from sqlmodel import Session

from scheduler.due import due
from services import reminder_hours, reminders, schedules
from services.actor import Actor
from services.event_types import OwnRemindersDue
from services.reminder_hours import NightHour
from storage.engine.database import Database
from storage.messaging import schedule_rules
from storage.tables import Role
from tests.services.test_progress import DUE, EARLY, ZONE, at, staff
from tests.storage.scene import Scene, ask, make


@pytest.fixture
def scene(database: Database) -> Scene:
    made = make(database, EARLY)
    database.run_now(lambda s: schedules.ensure_rules(s, "Asia/Ho_Chi_Minh", EARLY))
    return made


@pytest.mark.parametrize(
    ("name", "when", "next_at"),
    [
        ("daily_digest", at(11, 24, 17), at(11, 25, 17)),  # the Day of Vietnamese Culture
        ("weekly_issues", at(8, 31, 8), datetime(2026, 9, 3, 8, tzinfo=ZONE)),  # a swap, then the National Day
        ("monthly_prompt", datetime(2027, 1, 1, 9, tzinfo=ZONE), datetime(2027, 1, 4, 9, tzinfo=ZONE)),  # a Friday
        ("daily_digest", at(11, 21, 17), None),  # a Saturday is no holiday
        ("monthly_prompt", at(12, 1, 9), None),
    ],
)
def test_put_off_on_a_day_off(
    database: Database, scene: Scene, name: str, when: datetime, next_at: datetime | None
) -> None:
    def work(session, on: bool = False):  # type: ignore[no-untyped-def]
        rule = schedule_rules.rule(session, name)
        rule.next_at = schedules.next_fire(rule.cron, rule.timezone, when)
        if on:
            schedules.set_days_off(session, staff(scene), name, True, when)
        return schedules.put_off(session, name, when), rule.next_at

    done, comes = database.run_now(work)
    assert done is (next_at is not None)
    if next_at is not None:
        assert comes == next_at
    assert database.run_now(lambda s: work(s, on=True)[0]) is False, "staff said so"


def test_next_dates_are_those_on_which_it_comes(database: Database, scene: Scene) -> None:
    def dates(name: str, now: datetime) -> list[date]:
        def work(session):  # type: ignore[no-untyped-def]
            rule = schedule_rules.rule(session, name)
            return schedules.comes(session, rule, now, 3)

        return database.run_now(work)

    assert dates("monthly_prompt", at(12, 10, 9)) == [date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)]
    assert dates("daily_digest", at(11, 22, 18)) == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)]


def test_day_to_which_a_month_was_moved_is_shown_and_outlives_another_hour(database: Database, scene: Scene) -> None:
    new_year = datetime(2027, 1, 1, 9, tzinfo=ZONE)

    def work(session: Session) -> None:
        rule = schedule_rules.rule(session, "monthly_prompt")
        assert rule is not None
        rule.next_at = schedules.next_fire(rule.cron, rule.timezone, new_year)
        assert schedules.put_off(session, rule.name, new_year)
        shown = [date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)]
        assert schedules.comes(session, rule, new_year, 3) == shown
        for hour in (15, 7):
            schedules.set_rule(session, staff(scene), rule.name, f"{hour:02}:30", new_year)
            assert rule.next_at == datetime(2027, 1, 4, hour, 30, tzinfo=ZONE)
            assert schedules.comes(session, rule, new_year, 3) == shown
        early = datetime(2027, 1, 4, 7, tzinfo=ZONE)
        schedules.set_rule(session, staff(scene), rule.name, "06:00", early)
        assert rule.next_at > early and schedules.comes(session, rule, early, 1) == shown[:1], (
            "not lost where it is past"
        )

    database.run_now(work)


@pytest.mark.parametrize(("cron", "month"), [("0 10 30 * *", 4), ("0 10 1 * *", 5)])
def test_monthly_digest_put_off_past_the_end_of_a_month_stays_of_that_month(
    database: Database, scene: Scene, cron: str, month: int
) -> None:
    """The thirtieth of April and the first of May are off, and in 2027 the two days after them."""
    comes = datetime(2027, 5, 4, 10, tzinfo=ZONE)

    def work(session: Session) -> datetime:
        rule = schedules.set_rule(session, staff(scene), "monthly_digest", cron, EARLY)
        assert rule.enabled
        return schedules.monthly_digest_at(session, comes)

    assert database.run_now(work).astimezone(ZONE).month == month


def test_reminded_at_an_hour_of_ones_own_and_not_at_that_of_everybody(database: Database, scene: Scene) -> None:
    an = Actor(scene.an, frozenset({Role.COLLABORATOR}))
    prompt = ask(database, scene, EARLY, DUE - EARLY, scene.an, scene.dung)
    with pytest.raises(NightHour):
        database.run_now(lambda s: reminder_hours.choose(s, an, time(21), EARLY))
    database.run_now(lambda s: reminder_hours.choose(s, an, time(18, 30), EARLY))
    assert database.run_now(lambda s: reminder_hours.chosen(s, an)) == time(18, 30)

    def own(when: datetime) -> list[int]:
        events = database.run_now(lambda s: [one.event for one in due(s, when)])
        return [one.minutes for one in events if isinstance(one, OwnRemindersDue)]

    assert [own(at(11, 22, 18, minute)) for minute in (29, 30)] == [[], [1110]]
    assert own(at(11, 22, 19, 30)) == [], "slept through"

    def reminded(when: datetime, chosen: int | None) -> list[int]:
        rounds = database.run_now(lambda s: list(reminders.due(s, when, ZONE, chosen)))
        return sorted(person.member_id for one in rounds for person in one.people if one.prompt.id == prompt)

    assert reminded(at(11, 22, 8), None) == [scene.dung]
    assert reminded(at(11, 22, 18, 30), 1110) == [scene.an]
    database.run_now(lambda s: reminder_hours.choose(s, an, None, EARLY))
    assert reminded(at(11, 23, 8), None) == [scene.an, scene.dung]
    database.run_now(lambda s: reminder_hours.choose(s, an, time(16, 59), EARLY))
    assert reminded(at(11, 25, 8), None) == [scene.dung]
    database.run_now(lambda s: reminder_hours.choose(s, an, time(17), EARLY))
    assert reminded(at(11, 25, 8), None) == [scene.an], "at 17:00 it is over"
