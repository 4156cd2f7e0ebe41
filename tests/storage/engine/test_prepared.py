"""Statements handed to the driver as they are: the columns' types, the turn's transaction and SQLAlchemy's errors hold."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import and_, bindparam, exists, insert, not_, or_, select, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from storage.engine.database import Database
from storage.engine.prepared import Prepared
from storage.maintenance.raw_tables import raw
from storage.row_binding import Unbound
from storage.tables import Account, Delivery, DeliveryStatus, Lane

_TABLE = Delivery.__table__
_NAMES = ("id", "account_id", "chat", "lane", "act", "status", "tries", "created_at", "reason", "message_id")
_INSERT = Prepared(insert(_TABLE), _NAMES)
_FIND = Prepared(
    select(_TABLE.c.chat, _TABLE.c.act, _TABLE.c.lane, _TABLE.c.created_at).where(_TABLE.c.id == bindparam("of"))
)
_NAME_CHAT = Prepared(
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("of"))
    .values(chat=bindparam("to"))
    .returning(_TABLE.c.chat, _TABLE.c.tries)
)
_READDRESS = Prepared(update(_TABLE).where(_TABLE.c.id == bindparam("of")).values(chat=bindparam("to")))


def _values(number: int, now: datetime) -> dict[str, object]:
    given = (number, 1, "chat 77", Lane.ALERT, b"secret", DeliveryStatus.QUEUED, 0, now, "", "")
    return dict(zip(_NAMES, given, strict=True))


@pytest.fixture
def kept(database: Database, now: datetime) -> Database:
    def work(session: Session) -> None:
        session.add(Account(id=1, network="telegram", name="1"))
        session.flush()
        _INSERT.change_many(session, [_values(1, now), _values(2, now)])

    database.run_now(work)
    return database


def test_values_pass_the_types_of_their_columns(kept: Database, now: datetime) -> None:
    (row,) = kept.read_now(lambda s: _FIND.rows(s, {"of": 1}))
    assert (row.chat, row.act, row.lane, row.created_at) == ("chat 77", b"secret", Lane.ALERT, now)
    assert isinstance(row.lane, Lane)
    assert row._asdict()["chat"] == "chat 77"
    assert kept.read_now(lambda s: _FIND.rows(s, {"of": 3})) == []
    stored = raw("delivery")
    at_rest = kept.read_now(lambda s: s.execute(select(stored.c.chat, stored.c.act)).all())
    assert not any(b"77" in bytes(one.chat) or b"secret" in bytes(one.act) for one in at_rest)


def test_a_change_returns_what_it_made(kept: Database) -> None:
    (row,) = kept.run_now(lambda s: _NAME_CHAT.rows(s, {"of": 1, "to": "chat 78"}))
    assert (row.chat, row.tries) == ("chat 78", 0)
    assert [one.chat for one in kept.read_now(lambda s: _FIND.rows(s, {"of": 1}))] == ["chat 78"]


def test_changes_are_counted_and_undone_with_their_turn(kept: Database) -> None:
    def work(session: Session) -> None:
        assert _READDRESS.change(session, {"of": 1, "to": "elsewhere"}) == 1
        assert _READDRESS.change(session, {"of": 3, "to": "elsewhere"}) == 0
        raise ValueError

    with pytest.raises(ValueError):
        kept.run_now(work)
    assert kept.read_now(lambda s: _FIND.rows(s, {"of": 1}))[0].chat == "chat 77"
    of, other = _TABLE.c.id == 1, _TABLE.c.id == 2
    elsewhere = exists().where(Account.__table__.c.id == 1)
    unsure = (or_(of, other), not_(other), elsewhere, and_(of, other))
    for condition in unsure:
        with pytest.raises((Unbound, StatementError), match="row"):
            kept.run_now(lambda s, c=condition: s.execute(update(_TABLE).where(c).values(chat="x")))  # type: ignore[misc]
        prepared = Prepared(update(_TABLE).where(condition).values(chat=bindparam("to")))
        with pytest.raises(Unbound):
            kept.run_now(lambda s, p=prepared: p.change(s, {"to": "x"}))  # type: ignore[misc]
    kept.run_now(lambda s: s.execute(update(_TABLE).where(and_(of, or_(of, other))).values(chat="x")))
    assert kept.read_now(lambda s: _FIND.rows(s, {"of": 1}))[0].chat == "x"


def test_errors_are_those_of_sqlalchemy_and_quote_no_value(kept: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError) as caught:
        kept.run_now(lambda s: _INSERT.change(s, _values(1, now)))
    assert "77" not in str(caught.value)
