"""Invitations: one code lets one member in, once."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.database import Database
from storage.members.invitations import create, redeem
from storage.tables import Invitation, Member, Unit, UnitKind


@pytest.fixture
def an(database: Database) -> int:
    def work(session: Session) -> int:
        unit = Unit(code="AP", name="An Phú", sort_key="an phu", kind=UnitKind.COMMUNE)
        session.add(unit)
        session.flush()
        member = Member(code="CTV01", name="Hoàng An", unit_id=unit.id)
        session.add(member)
        session.flush()
        assert member.id is not None
        return member.id

    return database.run_now(work)


def _redeem(database: Database, code: str, now: datetime) -> str | None:
    def work(session: Session) -> str | None:
        member = redeem(session, code, now)
        return member and member.code

    return database.run_now(work)


def test_a_code_lets_one_member_in_once(database: Database, an: int, now: datetime) -> None:
    code = database.run_now(lambda s: create(s, an, now))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert _redeem(database, code, now) == "CTV01"
    assert _redeem(database, code, now) is None


def test_a_code_is_read_as_people_type_it(database: Database, an: int, now: datetime) -> None:
    code = database.run_now(lambda s: create(s, an, now))
    typed = " " + code.lower().replace("-", " ").replace("0", "o").replace("1", "l") + " "
    assert _redeem(database, typed, now) == "CTV01"


@pytest.mark.parametrize("typed", ["", "0000-0000-0000-0000-0000", "A" * 64, "A" * 5000, "\u0000", "đây là mã"])
def test_a_guess_gets_nothing(database: Database, an: int, now: datetime, typed: str) -> None:
    database.run_now(lambda s: create(s, an, now))
    assert _redeem(database, typed, now) is None


def test_an_old_code_gets_nothing(database: Database, an: int, now: datetime) -> None:
    code = database.run_now(lambda s: create(s, an, now, timedelta(days=14)))
    assert _redeem(database, code, now + timedelta(days=14)) is None
    assert _redeem(database, code, now + timedelta(days=13)) == "CTV01"


def test_a_new_code_ends_the_one_before(database: Database, an: int, now: datetime) -> None:
    lost = database.run_now(lambda s: create(s, an, now))
    found = database.run_now(lambda s: create(s, an, now))
    assert _redeem(database, lost, now) is None
    assert _redeem(database, found, now) == "CTV01"


def test_nobody_who_left_gets_in(database: Database, an: int, now: datetime) -> None:
    def leave(session: Session) -> None:
        session.get_one(Member, an).left_at = now

    code = database.run_now(lambda s: create(s, an, now))
    database.run_now(leave)
    assert _redeem(database, code, now) is None


def test_the_code_itself_is_kept_nowhere(database: Database, an: int, now: datetime) -> None:
    code = database.run_now(lambda s: create(s, an, now))
    kept = database.read_now(lambda s: s.scalars(select(Invitation.code_hash)).all())
    assert len(kept) == 1
    assert code.encode() not in kept[0]
    assert code.replace("-", "").encode() not in kept[0]
