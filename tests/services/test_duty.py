"""Who is on duty at an instant, as a table of cases; lines that are understood and refused; working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from services import duty, working_days
from services.actor import Actor
from services.duty import holes, on_duty
from services.duty_lines import LineFault, LineRefused, read_day, read_override, read_rota
from storage.engine.database import Database
from storage.members.duty_shifts import Override, Shift
from storage.tables import Role
from tests.storage.scene import make

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICERS = {1: "Trần Bình", 2: "Đỗ Em", 3: "Vũ Giang", 4: "Lê Em"}
ROTA = [
    *(Shift(day, 7 * 60, 600, (1, 2)) for day in range(5)),  # 7:00-17:00
    *(Shift(day, 17 * 60, 840, (2,)) for day in range(5)),  # 17:00-7:00 of the next day
    Shift(6, 0, 1440, (3,)),
]
HOLIDAYS = [*ROTA, Shift(7, 8 * 60, 480, (1,))]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026; the 2nd is a Monday, the 24th a public holiday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


SWAP = Override(at(3, 12), at(3, 20), (3,))


@pytest.mark.parametrize(
    ("shifts", "overrides", "when", "who"),
    [
        (ROTA, [], at(2, 7), (1, 2)),
        (ROTA, [], at(2, 16, 59), (1, 2)),
        (ROTA, [], at(2, 17), (2,)),
        (ROTA, [], at(3, 6, 59), (2,)),  # Monday's night goes on
        (ROTA, [], at(2, 6, 59), ()),  # no night before Monday morning
        (ROTA, [], at(7, 6), (2,)),  # Friday's night ends on Saturday
        (ROTA, [], at(7, 7), ()),  # the hole of Saturday
        (ROTA, [], at(8, 12), (3,)),
        (ROTA, [], at(24, 12), (3,)),  # a day off without shifts of its own is a Sunday
        (HOLIDAYS, [], at(24, 12), (1,)),
        (HOLIDAYS, [], at(24, 17), ()),  # and of its own, they alone count
        (HOLIDAYS, [], at(24, 3), (2,)),  # but for the night that began before it
        (ROTA, [SWAP], at(3, 12), (3,)),  # an override beats the rota
        (ROTA, [SWAP], at(3, 20), (2,)),  # and ends
        (ROTA, [Override(at(3, 13), at(3, 14), (2,)), SWAP], at(3, 13, 30), (2,)),  # the newer one counts
        ([], [SWAP], at(3, 13), (3,)),
        ([], [], at(3, 13), ()),
    ],
)
def test_who_is_on_duty(shifts: list[Shift], overrides: list[Override], when: datetime, who: tuple[int, ...]) -> None:
    assert on_duty(shifts, overrides, when, {}) == who


def test_day_that_staff_call_worked_is_no_day_off_and_the_other_way_round() -> None:
    assert on_duty(ROTA, [], at(24, 12), {date(2026, 11, 24): False}) == (1, 2)
    assert on_duty(ROTA, [], at(2, 12), {date(2026, 11, 2): True}) == (3,)


def test_holes_of_a_rota_are_found_and_a_full_one_has_none() -> None:
    found = [(one.day, one.begins, one.ends) for one in holes(ROTA)]
    assert found == [(0, 0, 420), (5, 420, 1440)]
    assert holes([Shift(day, 0, 1440, (1,)) for day in range(7)]) == []
    assert [(one.begins, one.ends) for one in holes(HOLIDAYS) if one.day == 7] == [(0, 480), (960, 1440)]


def test_rota_is_read_as_people_type_it() -> None:
    text = """T2-T6 7:00-17:00: Trần Bình, Đỗ Em
• thứ hai – thứ sáu 17h-7h: do em
T7, CN cả ngày: giang
Ngày nghỉ 7h30 – 11.30: Vũ Giang"""
    found = [(line.days, line.starts, line.minutes, line.members) for line in read_rota(text, OFFICERS)]
    assert found == [
        ((0, 1, 2, 3, 4), 420, 600, (1, 2)),
        ((0, 1, 2, 3, 4), 1020, 840, (2,)),
        ((5, 6), 0, 1440, (3,)),
        ((7,), 450, 240, (3,)),
    ]
    assert read_rota("mon-fri 8:00-9:00: Trần Bình", OFFICERS)[0].days == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "fault", "number"),
    [
        ("", LineFault.EMPTY, 1),
        ("T2 7:00-17:00 Trần Bình", LineFault.SHAPE, 1),
        ("T2 7:00-17:00: Trần Bình\nT9 7:00-17:00: Trần Bình", LineFault.DAY, 2),
        ("T6-T2 7:00-17:00: Trần Bình", LineFault.DAY, 1),
        ("T2 7:00-25:00: Trần Bình", LineFault.HOUR, 1),
        ("T2 7:00-7:00: Trần Bình", LineFault.HOUR, 1),
        ("T2 sáng: Trần Bình", LineFault.HOUR, 1),
        ("T2 7:00-17:00: Hoàng An", LineFault.NAME, 1),
        ("T2 7:00-17:00: Em", LineFault.NAME, 1),  # two of them
        ("T2 7:00-17:00: ", LineFault.NAME, 1),
        ("\n".join(["T2 7:00-17:00: Trần Bình"] * 101), LineFault.TOO_LONG, 1),
    ],
)
def test_line_that_is_not_understood_is_named(text: str, fault: LineFault, number: int) -> None:
    with pytest.raises(LineRefused) as error:
        read_rota(text, OFFICERS)
    assert (error.value.fault, error.value.number) == (fault, number)


def test_override_has_a_beginning_an_end_and_somebody() -> None:
    now = at(23, 9)
    begins, ends, who = read_override("24/11 17:00 - 25/11 7:00: Đỗ Em", OFFICERS, now)
    assert (begins, ends, who) == (at(24, 17), at(25, 7), (2,))
    assert read_override("17h 24/11 đến 7h 25/11: Đỗ Em", OFFICERS, now)[:2] == (at(24, 17), at(25, 7))
    assert read_override("từ 17h hôm nay đến 7h ngày mai: Đỗ Em", OFFICERS, now)[:2] == (at(23, 17), at(24, 7))
    assert read_override("2/1 - 3/1: Đỗ Em", OFFICERS, now)[0].year == 2027
    for text, fault in (
        ("20/11 - 21/11: Đỗ Em", LineFault.PAST),
        ("25/11 - 24/11: Đỗ Em", LineFault.HOUR),
        ("31/11 - 1/12: Đỗ Em", LineFault.DAY),
        ("mai: Đỗ Em", LineFault.HOUR),
        ("từ hôm qua đến mai: Đỗ Em", LineFault.HOUR),
    ):
        with pytest.raises(LineRefused) as error:
            read_override(text, OFFICERS, now)
        assert error.value.fault is fault, text


def test_days_off_are_read_and_a_day_that_is_none_is_refused() -> None:
    today = date(2026, 11, 23)
    assert read_day("24/11 nghỉ", today) == (date(2026, 11, 24), True)
    assert read_day("mai nghỉ", today) == (date(2026, 11, 24), True)
    assert read_day("2/1 làm bù", today) == (date(2027, 1, 2), False)
    for text in ("30/2 nghỉ", "24/11", "thứ hai nghỉ"):
        with pytest.raises(LineRefused):
            read_day(text, today)


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        ((2026, 11, 3), 2, (2026, 11, 5)),
        ((2026, 11, 5), 2, (2026, 11, 9)),
        ((2026, 11, 7), 2, (2026, 11, 10)),
        ((2026, 11, 23), 2, (2026, 11, 26)),  # 24 November is off since 2026
        ((2026, 8, 28), 1, (2026, 9, 3)),  # Monday 31-08 in the stead of Saturday 22-08, then two days of September
        ((2027, 1, 29), 3, (2027, 2, 3)),
    ],
)
def test_working_days_step_over_weekends_and_holidays(
    database: Database, now: datetime, since: tuple[int, ...], days: int, due: tuple[int, ...]
) -> None:
    begins = datetime(*since, 9, tzinfo=ZONE)  # type: ignore[arg-type, misc]
    assert database.read_now(lambda s: working_days.after(s, begins, days, ZONE)) == datetime(*due, 17, tzinfo=ZONE)  # type: ignore[arg-type, misc]


def test_what_staff_say_of_a_day_beats_the_calendar_and_a_rota_that_is_no_longer_known_is_not_saved(
    database: Database, now: datetime
) -> None:
    scene = make(database, now)
    binh = Actor(scene.binh, frozenset({Role.STAFF}))
    begins = at(23, 9)
    database.run_now(lambda s: working_days.set_day(s, binh, date(2026, 11, 24), False, now))
    assert database.read_now(lambda s: working_days.after(s, begins, 1, ZONE)) == at(24, 17)
    assert database.read_now(lambda s: working_days.passed(s, begins, begins + timedelta(days=4), ZONE)) == 4
    first = database.run_now(lambda s: duty.save(s, binh, "T2-CN cả ngày: binh", 0, now))
    assert (first.saved, list(first.holes)) == (True, [])
    assert not database.run_now(lambda s: duty.save(s, binh, "T2 cả ngày: lan", 0, now)).saved
    seen = database.read_now(lambda s: duty.see(s, binh, now, ZONE))
    assert {shift.members for shift in seen.shifts} == {(scene.binh,)}


def test_the_calendar_of_the_country_with_its_swaps(database: Database) -> None:
    """24 November is Culture Day; in 2026 Monday 31 August is off for Saturday the 22nd; Tết is Vietnam's, not China's."""
    off = [
        date(2026, 11, 24),
        date(2026, 8, 31),
        date(2027, 5, 3),
        date(2027, 2, 6),
        date(2030, 2, 2),
        date(2030, 2, 1),
    ]
    assert [working_days.is_worked(day, {}) for day in off] == [False] * 6
    assert all(working_days.is_holiday(day, {}) for day in off)
    assert working_days.is_worked(date(2026, 8, 22), {}) and not working_days.is_worked(date(2026, 8, 29), {})
    assert not working_days.is_worked(date(2026, 8, 22), {date(2026, 8, 22): True}), "what staff say beats the calendar"

    def ahead(session: Session) -> dict[date, bool]:
        return working_days.to_come(session, date(2026, 8, 1))

    found = database.read_now(ahead)
    assert (found[date(2026, 8, 22)], found[date(2026, 8, 31)], found[date(2026, 11, 24)]) == (False, True, True)
