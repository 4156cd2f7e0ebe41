"""Targets: how many reports a month the board wants of each group of people, and how far a period has come.

They are of groups as reports name them (whose opinion it is), never of those who report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor, NotPermitted, require
from storage.statistics import stratum_targets
from storage.tables import Role
from texts.fold import fold, spaced

MOST = 10_000
"""Reports a month."""
_LINE = re.compile(r"(.+?)\s*[:=\s]\s*([0-9]{1,6})")


class TargetsRefused(ValueError):
    """Lines that are no targets. `unknown`: names of no group of ours, as they were typed; empty: a line has another shape."""

    def __init__(self, unknown: tuple[str, ...] = ()) -> None:
        super().__init__("no targets")
        self.unknown = unknown


def listed(session: Session, actor: Actor) -> dict[str, int]:
    """The targets by group. Raises NotPermitted: the actor is not staff of the whole province."""
    _permit(session, actor)
    return stratum_targets.all_of(session)


def put(session: Session, actor: Actor, lines: str, labels: Mapping[str, str], now: datetime) -> dict[str, int]:
    """Set targets from lines such as "Nông dân: 20"; 0 takes one away. labels: of all groups, by name.

    Raises:
        NotPermitted: the actor is not staff of the whole province.
        TargetsRefused: a line is none, or names no group of ours; nothing is set then.
    """
    _permit(session, actor)
    wanted, unknown = dict[str, int](), []
    known = {spaced(fold(label)): name for name, label in labels.items()}
    for line in (part.strip() for part in re.split(r"[\n;]+", lines)):
        found = _LINE.fullmatch(line)
        if found is None or int(found[2]) > MOST:
            if line:
                raise TargetsRefused
            continue
        name = _named(known, spaced(fold(found[1])))
        if name is None:
            unknown.append(found[1])
        else:
            wanted[name] = int(found[2])
    if unknown or not wanted:
        raise TargetsRefused(tuple(unknown))
    stratum_targets.put(session, wanted, actor.acting_id, now)
    audit.note(session, actor, now, "target.set", "strata")
    return stratum_targets.all_of(session)


def _named(known: Mapping[str, str], typed: str) -> str | None:
    """The group of a name as it is typed, whole or its beginning where that is one group's alone ("Công nhân")."""
    if typed in known:
        return known[typed]
    begun = [name for label, name in known.items() if label.startswith(f"{typed} ")]
    return begun[0] if len(begun) == 1 else None


def of_days(session: Session, first: date, last: date) -> dict[str, int]:
    """Reports wanted of each group in a period of whole months; {}: it is none, or nothing is wanted."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return {}
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return {name: monthly * months for name, monthly in stratum_targets.all_of(session).items()}


def _permit(session: Session, actor: Actor) -> None:
    require(actor, Role.STAFF)
    if not staff_scope.sees_all(session, actor):
        raise NotPermitted
