"""Two officers change one place in one instant: whoever comes second acts on what is so by then, and hears it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from sqlmodel import Session, select

from services import members, roster_changes, unit_changes
from services.actor import Actor, NotPermitted
from services.roster_changes import ChangeFault, ChangeRefused
from services.unit_changes import UnitFault, UnitRefused
from storage.engine.database import Database
from storage.tables import Address, Member, Role, Unit
from tests.services.test_progress import EARLY, more, staff
from tests.storage.scene import Scene, make

FIRST = EARLY.date()
Act = Callable[[Session], object]


def after(database: Database, first: Act, second: Act) -> Exception | None:
    """What the second hears, which had read everything before the first was done."""
    looked, done = Event(), Event()

    def late(session: Session) -> object:
        held = [*session.scalars(select(Member)), *session.scalars(select(Unit))]
        looked.set()
        assert done.wait(60)
        return second(session), held

    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(database.run_now, late)
        assert looked.wait(60)
        database.run_now(first)
        done.set()
        error = waits.exception(60)
        assert error is None or isinstance(error, Exception)
        return error


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_second_of_two_mergers_finds_the_unit_gone(database: Database) -> None:
    scene = make(database, EARLY)
    database.run_now(lambda s: unit_changes.part_off(s, staff(scene), "C", "C", "AP", [], FIRST, EARLY))
    third = database.read_now(lambda s: s.scalars(select(Unit.id).where(Unit.code == "C")).one())

    def into(unit: int) -> Act:
        return lambda s: unit_changes.merge(s, staff(scene), [scene.binh_hoa], unit, FIRST, FIRST, EARLY)

    error = after(database, into(scene.an_phu), into(third))
    assert isinstance(error, UnitRefused) and error.fault is UnitFault.UNKNOWN
    assert database.read_now(lambda s: s.get_one(Unit, scene.binh_hoa).merged_into) == scene.an_phu
    error = after(database, into_other(scene, third), partial(moved, scene=scene, unit="C"))
    assert isinstance(error, ChangeRefused) and error.fault is ChangeFault.NO_UNIT, "nobody moves to a unit that ended"


def into_other(scene: Scene, unit: int) -> Act:
    """The merger of one more unit, a day on."""
    day = FIRST + timedelta(days=1)
    return lambda s: unit_changes.merge(s, staff(scene), [unit], scene.an_phu, day, day, EARLY)


def moved(session: Session, scene: Scene, unit: str) -> object:
    return roster_changes.move(session, staff(scene), scene.an, unit, EARLY)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_second_of_two_changes_of_one_member_hears_what_is_so(database: Database) -> None:
    scene = make(database, EARLY)
    changes = roster_changes
    cases = (
        (changes.retire, changes.suspend, ChangeFault.GONE),
        (changes.retire, changes.retire, ChangeFault.GONE),
        (changes.suspend, changes.suspend, ChangeFault.SAME),
        (changes.retire, lambda s, a, m, n: changes.move(s, a, m, "BH", n), ChangeFault.GONE),
    )
    for number, (one, two, fault) in enumerate(cases):
        (member,) = more(database, scene, f"m{number}")
        error = after(
            database,
            lambda s, act=one, of=member: act(s, staff(scene), of, EARLY),  # type: ignore[misc]
            lambda s, act=two, of=member: act(s, staff(scene), of, EARLY),  # type: ignore[misc]
        )
        assert isinstance(error, ChangeRefused) and error.fault is fault, number
    (left,) = more(database, scene, "left")
    own = Actor(left, frozenset({Role.COLLABORATOR}))
    assert (
        after(database, lambda s: changes.suspend(s, staff(scene), left, EARLY), lambda s: members.leave(s, own, EARLY))
        is None
    )
    gone = database.read_now(lambda s: s.get_one(Member, left))
    assert (gone.left_at, gone.suspended) == (EARLY, False), "whoever leaves is not off it for a while"
    assert database.read_now(lambda s: s.scalars(select(Address.chat).where(Address.member_id == left)).one()) == ""
    (both,) = more(database, scene, "both")
    own = Actor(both, frozenset({Role.COLLABORATOR}))
    retired = after(
        database, lambda s: changes.retire(s, staff(scene), both, EARLY), lambda s: members.leave(s, own, EARLY)
    )
    assert isinstance(retired, NotPermitted)
