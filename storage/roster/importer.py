"""Takes a roster over: what refers to what is checked, then every row is created, changed or found to be as it was.

All in the caller's transaction, and only where nothing at all is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col, select

from storage.members import membership, units
from storage.roster.rows import MemberRow, Rows, UnitRow, nearest
from storage.roster.sheet import Mistake, RosterTrouble
from storage.tables import Member, MemberRole, Role, Unit, UnitKind
from texts.fold import fold, place_key

Differences = dict[str, tuple[Any, Any]]
_DISTRICTS_UNTIL = date(2025, 6, 30)
_LOOKED_UP = 200  # mistakes for which the nearest unit is looked for
_FIELDS = {"unit_id": "unit", "parent_id": "parent", "officer_id": "officer"}


@dataclass(slots=True)
class Count:
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def add(self, created: bool, changed: bool) -> None:
        if created:
            self.created += 1
        elif changed:
            self.updated += 1
        else:
            self.unchanged += 1


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is new, or that says something else than before.

    values: field, what was there and what is there now, as a sheet writes them; empty where the row is new.
    """

    sheet: str
    code: str
    name: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class ImportResult:
    """How many rows of each sheet were created, changed, and as they were, and what changed."""

    units: Count = field(default_factory=Count)
    members: Count = field(default_factory=Count)
    offered: list[tuple[int, str]] = field(default_factory=list)
    """Where a network still offers its commands to somebody who has left: account and chat."""
    changes: list[Change] = field(default_factory=list)
    doubts: list[Mistake] = field(default_factory=list)
    """What may be wrong, and was taken over all the same."""


def take(session: Session, rows: Rows, now: datetime, zone: tzinfo) -> ImportResult:
    """Brings the roster to what `rows` say; rows are known by code (upper and lower case are one).

    Raises `RosterTrouble` with every mistake, those that `rows` already has included.
    """
    taking = _Taking(session, rows, now, zone)
    taking.check()
    if rows.mistakes:
        raise RosterTrouble(sorted(rows.mistakes, key=lambda mistake: (mistake.sheet != "units", mistake.row)))
    taking.take_units()
    taking.take_members()
    session.flush()
    return taking.outcome


class _Taking:
    def __init__(self, session: Session, rows: Rows, now: datetime, zone: tzinfo) -> None:
        self.session, self.rows, self.now, self.zone = session, rows, now, zone
        self.outcome = ImportResult()
        self.units = {unit.code.upper(): unit for unit in session.scalars(select(Unit))}
        self.members = {member.code.upper(): member for member in session.scalars(select(Member))}
        self.roles = _grouped(session.execute(select(MemberRole.member_id, MemberRole.role)).all())
        self.unit_rows = {unit.code.upper(): unit for unit in rows.units if unit.code}
        self.member_rows = {member.code.upper(): member for member in rows.members if member.code}
        self.root = self._find_root()

    def _find_root(self) -> str:
        """The code of the root: the one there is, else the sheet's first unit without a parent."""
        there = next((code for code, unit in self.units.items() if unit.parent_id is None), None)
        return there or next((code for code, unit in self.unit_rows.items() if unit.parent is None), "")

    def _parent(self, unit: UnitRow) -> str | None:
        """The code of the parent of a row; a unit without one stands under the root."""
        if unit.parent:
            return unit.parent.upper()
        return None if unit.code.upper() == self.root else self.root

    def check(self) -> None:
        by_name: dict[str, set[str]] = {}
        named = {code: unit.name for code, unit in self.units.items()}
        named |= {code: unit.name for code, unit in self.unit_rows.items()}
        for code, name in named.items():
            by_name.setdefault(fold(name), set()).add(code)
        for unit in self.rows.units:
            unit.parent = self._unit_code("units", unit.number, "parent", unit.parent or "", by_name) or None
        self._check_tree()
        for member in self.rows.members:
            member.unit = self._unit_code("members", member.number, "unit", member.unit, by_name)
            if member.officer:
                self._check_officer(member, member.officer.upper())
        self._check_duty()
        self._check_phones()

    def _unit_code(self, sheet: str, number: int, column: str, written: str, by_name: Mapping[str, set[str]]) -> str:
        """The code that is written, or that of the only unit of the name that is; what is neither is named."""
        known = self.units.keys() | self.unit_rows.keys()
        if not written or written.upper() in known:
            return written
        found = by_name.get(fold(written), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            self.rows.wrong(sheet, number, column, "unit_name_twice", value=written, codes=", ".join(sorted(found)))
        else:
            like = nearest(written, [*known, *by_name]) if len(self.rows.mistakes) < _LOOKED_UP else ""
            code = next(iter(by_name.get(like, {like})))
            called = {"nearest": self._called(code), "likely": "yes" if like else "no"}
            self.rows.wrong(sheet, number, column, "unknown_unit", value=written, **called)
        return ""

    def _called(self, code: str) -> str:
        """Code and name of a unit, to be told apart by people."""
        unit = self.unit_rows.get(code) or self.units.get(code)
        return f"{unit.code} ({unit.name})" if unit else ""

    def _check_tree(self) -> None:
        codes = {unit.id: code for code, unit in self.units.items()}
        parents = {
            code: codes.get(unit.parent_id) if unit.parent_id is not None else None for code, unit in self.units.items()
        }
        parents |= {code: self._parent(unit) for code, unit in self.unit_rows.items()}
        if not self.root:
            if self.rows.units:
                self.rows.wrong("units", self.rows.units[0].number, "parent", "no_root")
            return
        provinces = (unit for unit in self.rows.units if unit.kind is UnitKind.PROVINCE and unit.parent is None)
        first = self.unit_rows.get(self.root) or next(provinces, None)
        for unit in self.rows.units:
            if _in_circle(unit.code.upper(), parents):
                self.rows.wrong("units", unit.number, "parent", "circle", value=unit.code)
            elif self.rows.is_bad("units", unit.number, "parent"):
                continue
            elif first is not unit and unit.kind is UnitKind.PROVINCE and unit.parent is None and unit.code and first:
                self.rows.wrong("units", unit.number, "parent", "two_roots", value=unit.code, other=first.code)
            if unit.kind is UnitKind.DISTRICT and not self.rows.is_bad("units", unit.number, "valid_to"):
                self._check_district(unit)

    def _check_district(self, unit: UnitRow) -> None:
        there = self.units.get(unit.code.upper())
        ends = unit.valid_to if "valid_to" in self.rows.fields["units"] or there is None else there.valid_to
        if ends is None or ends > _DISTRICTS_UNTIL:
            self.rows.wrong("units", unit.number, "kind", "district_is_over", value=unit.name or unit.code)

    def _check_officer(self, member: MemberRow, officer: str) -> None:
        row, there = self.member_rows.get(officer), self.members.get(officer)
        if row is None and there is None:
            self.rows.wrong("members", member.number, "officer", "unknown_member", value=member.officer or "")
        elif officer == member.code.upper():
            self.rows.wrong("members", member.number, "officer", "officer_is_self")
        elif row is not None:
            if not self.rows.is_bad("members", row.number, "roles") and (Role.STAFF not in row.roles or row.left):
                self.rows.wrong("members", member.number, "officer", "officer_not_staff", value=row.code)
        elif there is not None and (Role.STAFF not in self.roles.get(there.id, set()) or there.left_at):
            self.rows.wrong("members", member.number, "officer", "officer_not_staff", value=there.code)

    def _check_duty(self) -> None:
        """No two officers have one place in the order, whether they are in the sheet or not."""
        others = (member for code, member in self.members.items() if code not in self.member_rows)
        taken = {member.duty: member.code for member in others if member.duty is not None and not member.left_at}
        for member in self.rows.members:
            if member.duty is None or member.left:
                continue
            if taken.setdefault(member.duty, member.code) != member.code:
                at = {"value": str(member.duty), "other": taken[member.duty]}
                self.rows.wrong("members", member.number, "duty", "duty_twice", **at)

    def _check_phones(self) -> None:
        """Two members who have one mobile phone are told; an office's telephone may be that of several."""
        if "phone" not in self.rows.fields["members"]:
            return
        others = (member for code, member in self.members.items() if code not in self.member_rows)
        taken = {member.phone: member.code for member in others if member.phone and not member.left_at}
        for member in self.rows.members:
            if not member.phone or member.left or member.phone.startswith("02"):
                continue
            if taken.setdefault(member.phone, member.code) != member.code:
                at = {"value": member.phone, "other": taken[member.phone]}
                self.outcome.doubts.append(Mistake("members", member.number, "phone", "phone_twice", at))

    def take_units(self) -> None:
        created = [code for code in self.unit_rows if code not in self.units]
        for code in created:
            row = self.unit_rows[code]
            self.units[code] = Unit(code=row.code, name=row.name, sort_key=place_key(row.name), kind=row.kind)
            self.session.add(self.units[code])
        self.session.flush()
        fields = self.rows.fields["units"]
        for code, row in self.unit_rows.items():
            values: dict[str, Any] = {"name": row.name, "sort_key": place_key(row.name), "kind": row.kind}
            values |= {one: getattr(row, one) for one in ("valid_from", "valid_to") if one in fields}
            if "parent" in fields or code in created:
                parent = self._parent(row)
                values["parent_id"] = self.units[parent].id if parent else None
            different = _set(self.units[code], values)
            self.outcome.units.add(code in created, bool(different))
            self._note("units", row.code, row.name, code in created, different)
        if self.outcome.units.created or self.outcome.units.updated:
            units.rebuild_paths(self.session)

    def take_members(self) -> None:
        created = [code for code in self.member_rows if code not in self.members]
        for code in created:
            row = self.member_rows[code]
            self.members[code] = Member(code=row.code, name=row.name, unit_id=self._id(self.units, row.unit))
            self.session.add(self.members[code])
        self.session.flush()
        for code, row in self.member_rows.items():
            member = self.members[code]
            different = _set(member, self._values(row)) | self._take_roles(member, row) | self._take_left(member, row)
            self.outcome.members.add(code in created, bool(different))
            self._note("members", row.code, row.name, code in created, different)

    def _note(self, sheet: str, code: str, name: str, created: bool, different: Differences) -> None:
        """Keep what a row changes, by the columns of the sheet."""
        if not created and not different:
            return
        values = [
            (_FIELDS.get(one, one), self._shown(one, before), self._shown(one, after))
            for one, (before, after) in different.items()
            if one != "sort_key" and not created
        ]
        self.outcome.changes.append(Change(sheet, code, name, tuple(values)))

    def _shown(self, one: str, value: Any) -> str:
        if value is None or value is False:
            return ""
        if one in ("unit_id", "parent_id"):
            return next((unit.code for unit in self.units.values() if unit.id == value), "")
        if one == "officer_id":
            return next((member.code for member in self.members.values() if member.id == value), "")
        if isinstance(value, (set, frozenset, tuple)):
            return "; ".join(sorted(value))
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else "x" if value is True else str(value)

    def _values(self, row: MemberRow) -> dict[str, Any]:
        """A member's columns, as far as the sheet has them."""
        fields = self.rows.fields["members"]
        values: dict[str, Any] = {"name": row.name, "unit_id": self._id(self.units, row.unit)}
        plain = ("phone", "honorific", "language", "single", "duty")
        values |= {one: getattr(row, one) for one in plain if one in fields}
        if "strata" in fields:
            values["strata"] = tuple(sorted(row.strata))
        if "officer" in fields:
            values["officer_id"] = self._id(self.members, row.officer) if row.officer else None
        return values

    def _take_roles(self, member: Member, row: MemberRow) -> Differences:
        before = self.roles.get(member.id, set())
        if row.roles == before:
            return {}
        self.session.execute(delete(MemberRole).where(col(MemberRole.member_id) == member.id))
        assert member.id is not None, "it was flushed"
        self.session.add_all([MemberRole(member_id=member.id, role=role) for role in row.roles])
        return {"roles": (before, row.roles)}

    def _take_left(self, member: Member, row: MemberRow) -> Differences:
        if "left" not in self.rows.fields["members"] or bool(row.left) == (member.left_at is not None):
            return {}
        before = member.left_at
        if row.left:
            since = row.left if isinstance(row.left, date) else None
            at = datetime.combine(since, time(), self.zone) if since else self.now
            self.outcome.offered += membership.leave(self.session, member, at, self.now)
        else:
            membership.come_back(member)
        return {"left": (before and before.astimezone(self.zone).date(), row.left)}

    @staticmethod
    def _id(things: Mapping[str, Unit] | Mapping[str, Member], code: str) -> int:
        found: int | None = things[code.upper()].id
        assert found is not None, "it was flushed"
        return found


def _set(thing: SQLModel, values: Mapping[str, Any]) -> Differences:
    """Sets what differs: what was there and what is, by column."""
    different = {name: (getattr(thing, name), value) for name, value in values.items() if getattr(thing, name) != value}
    for name, (_, value) in different.items():
        setattr(thing, name, value)
    return different


def _in_circle(code: str, parents: Mapping[str, str | None]) -> bool:
    seen = set()
    at: str | None = code
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == code


def _grouped(pairs: Iterable[Any]) -> dict[int | None, set[Any]]:
    groups: dict[int | None, set[Any]] = {}
    for one, value in pairs:
        groups.setdefault(one, set()).add(value)
    return groups
