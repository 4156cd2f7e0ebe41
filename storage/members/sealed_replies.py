"""Deliveries of which it is sealed to whom they go: each is opened to see (privacy 3)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.tables import Delivery

_DELIVERY = Delivery.__table__


def to(session: Session, address_ids: Collection[int], *which: ColumnElement[bool]) -> list[int]:
    """Those of some deliveries that go or went to one of these addresses, and do not say so."""
    query = select(_DELIVERY.c.id, _DELIVERY.c.answered_to).where(_DELIVERY.c.answered_to.is_not(None), *which)
    return [row.id for row in session.execute(query) if row.answered_to in address_ids]


def kept_of(session: Session, address_id: int) -> list[int]:
    """The deliveries to a member of which something is kept besides that they were: what waits, and what went within a day."""
    return to(session, (address_id,), _DELIVERY.c.act.is_not(None))
