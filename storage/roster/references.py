"""References between the rows of a roster: units by code or name, officers, places in the order of duty."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from sqlmodel import select

from storage.roster.rows import MemberRow, Rows, UnitRow, nearest
from storage.roster.sheet import Mistake
from storage.tables import Member, MemberRole, Role, Unit, UnitKind
from texts.fold import fold

_DISTRICTS_UNTIL = date(2025, 6, 30)
_LOOKED_UP = 200  # mistakes for which the nearest unit is looked for


class References:
    """The roster as it stands and as the rows would have it; `check` names what does not hold.

    doubts: what may be wrong, and is taken over all the same. `hidden`: ids of members of whom nothing may be told to whoever
    imports, and whom they cannot change.
    """

    def __init__(self, session: Session, rows: Rows, hidden: Collection[int] = ()) -> None:
        self.rows, self.hidden = rows, hidden
        self.doubts: list[Mistake] = []
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

    @property
    def state(self) -> str:
        """A digest of the roster as it stands: it differs after every change of a unit, a member or a role."""
        found = hashlib.sha256()
        for code, unit in sorted(self.units.items()):
            found.update(repr((code, unit.name, unit.kind, unit.parent_id, unit.valid_from, unit.valid_to)).encode())
        for code, member in sorted(self.members.items()):
            plain = (
                code,
                member.id,
                member.name,
                member.phone,
                member.unit_id,
                member.honorific,
                member.language,
                member.single,
            )
            more = (
                member.officer_id,
                member.duty,
                member.strata,
                member.left_at,
                sorted(self.roles.get(member.id, ())),
            )
            found.update(repr((*plain, *more)).encode())
        return found.hexdigest()

    def parent(self, unit: UnitRow) -> str | None:
        """The code of the parent of a row; a unit without one stands under the root."""
        if unit.parent:
            return unit.parent.upper()
        return None if unit.code.upper() == self.root else self.root

    def check(self) -> None:
        """Add to the rows' mistakes what refers to nothing, or to what it may not."""
        by_name: dict[str, set[str]] = {}
        named = {code: unit.name for code, unit in self.units.items()}
        named |= {code: unit.name for code, unit in self.unit_rows.items()}
        for code, name in named.items():
            by_name.setdefault(fold(name), set()).add(code)
        for unit in self.rows.units:
            unit.parent = self._unit_code("units", unit.number, "parent", unit.parent or "", by_name) or None
        self._check_tree()
        for member in self.rows.members:
            there = self.members.get(member.code.upper())
            if there is not None and there.id in self.hidden:
                self.rows.wrong("members", member.number, "code", "not_here", value=member.code)
            member.unit = self._unit_code("members", member.number, "unit", member.unit, by_name)
            ended = self.units.get(member.unit.upper())
            if ended is not None and ended.merged_into is not None:
                into = next((known.code for known in self.units.values() if known.id == ended.merged_into), "")
                self.rows.wrong("members", member.number, "unit", "merged_unit", value=ended.code, other=into)
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
        parents |= {code: self.parent(unit) for code, unit in self.unit_rows.items()}
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
        others = (
            member
            for code, member in self.members.items()
            if code not in self.member_rows and member.id not in self.hidden
        )
        taken = {member.phone: member.code for member in others if member.phone and not member.left_at}
        for member in self.rows.members:
            if not member.phone or member.left or member.phone.startswith("02"):
                continue
            if taken.setdefault(member.phone, member.code) != member.code:
                at = {"value": member.phone, "other": taken[member.phone]}
                self.doubts.append(Mistake("members", member.number, "phone", "phone_twice", at))


def _in_circle(code: str, parents: Mapping[str, str | None]) -> bool:
    seen = set()
    at: str | None = code
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == code


def _grouped(pairs: Iterable[Any]) -> dict[int | None, set[Any]]:
    groups: dict[int | None, set[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return groups
