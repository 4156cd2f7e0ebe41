"""Takes a roster over: what refers to what is checked, then every row is created, changed or found to be as it was.

Only where nothing at all is wrong. A transaction takes as many rows as `SECONDS` allow, so that a roster of thousands holds up
nobody who writes meanwhile, however slow the machine; one that breaks off is taken again, and what was done stays as it is.
"""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel, col, select

from storage.members import member_changes, membership, units
from storage.members.membership import GoneChat
from storage.roster.references import References
from storage.roster.rows import MemberRow, Rows, UnitRow
from storage.roster.sheet import Mistake, RosterTrouble
from storage.tables import Member, MemberChangeKind, MemberRole, Role, Unit
from texts.fold import place_key

Differences = dict[str, tuple[Any, Any]]
Row = TypeVar("Row", Unit, Member)
R = TypeVar("R", UnitRow, MemberRow)
Run = Callable[[Callable[[Session], "ImportResult"]], "ImportResult"]
PART = 50
"""Rows that one transaction takes over at most."""
STEP = 10
"""Rows after which it is asked how long it has taken."""
SECONDS = 0.05
"""The time after which a transaction takes no more rows."""
_OFFICE = frozenset({Role.STAFF, Role.LEADER, Role.ADMIN})
"""Roles that an administrator alone gives and takes."""
_READERS = frozenset({Role.LEADER, Role.STAFF})
"""Who reads leaders' documents."""
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
    number: int
    """The row of the sheet."""
    code: str
    name: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class ImportResult:
    """How many rows of each sheet were created, changed, and as they were, and what changed."""

    units: Count = field(default_factory=Count)
    members: Count = field(default_factory=Count)
    gone: list[GoneChat] = field(default_factory=list)
    """The chats of those who have left, who are to be told."""
    changes: list[Change] = field(default_factory=list)
    doubts: list[Mistake] = field(default_factory=list)
    """What may be wrong, and was taken over all the same."""
    unit_ids: dict[str, int] = field(default_factory=dict)
    member_ids: dict[str, int] = field(default_factory=dict)
    """By code, of the rows that were created."""
    appointed: list[Change] = field(default_factory=list)
    """Those of the changes that concern somebody who has a role of the office, or gets one."""
    state: str = ""
    """A digest of the roster before."""
    taken: int = 0
    """Rows that this part took over."""

    def add(self, part: ImportResult) -> None:
        """The same with what one more part has done."""
        for mine, its in ((self.units, part.units), (self.members, part.members)):
            mine.created += its.created
            mine.updated += its.updated
            mine.unchanged += its.unchanged
        self.gone += part.gone
        self.changes += part.changes
        self.appointed += part.appointed
        self.unit_ids |= part.unit_ids
        self.member_ids |= part.member_ids


def take(session: Session, rows: Rows, now: datetime, zone: tzinfo) -> ImportResult:
    """Brings the roster to what `rows` say, in the caller's transaction; rows are known by code (upper and lower case are one).

    Raises `RosterTrouble` with every mistake, those that `rows` already has included.
    """
    checked = _checked(session, rows)
    return _Taking(checked, now, zone).over(lambda work: work(session), None)


def take_in_parts(
    run: Run,
    read: Callable[[Callable[[Session], References]], References],
    rows: Rows,
    now: datetime,
    zone: tzinfo,
    *,
    also: Callable[[Session, ImportResult], None] = lambda _session, _part: None,
    seconds: Callable[[], float] = clock.monotonic,
    hidden: Collection[int] = (),
    by_id: int | None = None,
) -> ImportResult:
    """The same in transactions of `PART` rows at most and of `SECONDS`, by the clock `seconds`: `run` commits one, `read`
    looks; `also` is part of each; `hidden`: see `References`; `by_id`: the member who imports.

    Raises `RosterTrouble`, before anything is changed.
    """
    checked = read(lambda session: _checked(session, rows, hidden))

    def part(work: Callable[[Session], ImportResult]) -> ImportResult:
        def whole(session: Session) -> ImportResult:
            done = work(session)
            also(session, done)
            return done

        return run(whole)

    return _Taking(checked, now, zone, by_id=by_id).over(part, seconds)


def differences(
    session: Session, rows: Rows, now: datetime, zone: tzinfo, hidden: Collection[int] = ()
) -> ImportResult:
    """Differences that `take` would make; nothing is written, nor held up. Raises `RosterTrouble`."""
    checked = _checked(session, rows, hidden)
    with session.no_autoflush:
        found = _Taking(checked, now, zone, dry=True).over(lambda work: work(session), None)
    session.expunge_all()  # else the next question would write what is different
    return found


def _checked(session: Session, rows: Rows, hidden: Collection[int] = ()) -> References:
    checked = References(session, rows, hidden)
    checked.check()
    if rows.mistakes:
        raise RosterTrouble(sorted(rows.mistakes, key=lambda mistake: (mistake.sheet != "units", mistake.row)))
    return checked


class _Taking:
    """Rows on their way into the roster, part by part. `dry`: nothing is written."""

    def __init__(
        self, checked: References, now: datetime, zone: tzinfo, *, dry: bool = False, by_id: int | None = None
    ) -> None:
        self.checked, self.now, self.zone, self.dry, self.by_id = checked, now, zone, dry, by_id
        self.fields = checked.rows.fields
        self.new_units = checked.unit_rows.keys() - checked.units.keys()
        self.new_members = checked.member_rows.keys() - checked.members.keys()
        self.unit_ids = {code: _id(unit) for code, unit in checked.units.items()}
        self.member_ids = {code: _id(member) for code, member in checked.members.items()}
        existing = [unit.code for unit in checked.units.values()] + [member.code for member in checked.members.values()]
        rows = [unit.code for unit in checked.rows.units] + [member.code for member in checked.rows.members]
        self.written = {code.upper(): code for code in (*existing, *rows)}
        self.outcome = ImportResult(doubts=checked.doubts, state=checked.state)

    def over(self, run: Run, seconds: Callable[[], float] | None) -> ImportResult:
        """Takes all rows over, all at once without a clock. Parents and officers come before whom they are named by."""
        rows, checked = self.checked.rows, self.checked
        above = {code: checked.parent(row) for code, row in checked.unit_rows.items()}
        officers = {code: row.officer.upper() if row.officer else None for code, row in checked.member_rows.items()}
        of_units = sorted(rows.units, key=lambda row: _depth(row.code.upper(), above))
        of_members = sorted(rows.members, key=lambda row: _depth(row.code.upper(), officers))
        self._in_parts(run, self._take_units, of_units, seconds)
        self._in_parts(run, self._take_members, of_members, seconds)
        self.outcome.changes.sort(key=lambda change: (change.sheet != "units", change.number))
        return self.outcome

    def _in_parts(
        self,
        run: Run,
        take_over: Callable[[Session, Sequence[R]], ImportResult],
        rows: Sequence[R],
        seconds: Callable[[], float] | None,
    ) -> None:
        if seconds is None:
            self._done(run(lambda session: take_over(session, rows)))
            return
        at = 0
        while at < len(rows):
            left = rows[at : at + PART]
            done = run(partial(self._as_many, take_over=take_over, rows=left, seconds=seconds))
            self._done(done)
            at += done.taken

    def _as_many(
        self,
        session: Session,
        take_over: Callable[[Session, Sequence[R]], ImportResult],
        rows: Sequence[R],
        seconds: Callable[[], float],
    ) -> ImportResult:
        """Take over as many of these rows as the time of one transaction allows, a few at least."""
        ends, part = seconds() + SECONDS, ImportResult()
        known = self.unit_ids, self.member_ids
        try:
            while part.taken < len(rows) and (not part.taken or seconds() < ends):
                step = rows[part.taken : part.taken + STEP]
                part.add(take_over(session, step))
                part.taken += len(step)
                # What this transaction has made is known to the rest of it, and to nobody else before it is committed.
                self.unit_ids, self.member_ids = known[0] | part.unit_ids, known[1] | part.member_ids
        finally:
            self.unit_ids, self.member_ids = known
        return part

    def _done(self, part: ImportResult) -> None:
        """Part of the rows is committed: only now do others build on it."""
        self.outcome.add(part)
        self.unit_ids |= part.unit_ids
        self.member_ids |= part.member_ids

    def _take_units(self, session: Session, rows: Sequence[UnitRow]) -> ImportResult:
        done, fields = ImportResult(), self.fields["units"]
        fresh: dict[str, Unit] = {}
        there = _by_code(session, Unit, [self.unit_ids.get(row.code.upper()) for row in rows])
        for row in rows:
            code = row.code.upper()
            if code not in there:
                there[code] = Unit(code=row.code, name=row.name, sort_key=place_key(row.name), kind=row.kind)
                fresh[code] = there[code]
        done.unit_ids |= self._added(session, fresh)
        ids = self.unit_ids | done.unit_ids
        for row in rows:
            code = row.code.upper()
            values: dict[str, Any] = {"name": row.name, "sort_key": place_key(row.name), "kind": row.kind}
            values |= {column: getattr(row, column) for column in ("valid_from", "valid_to") if column in fields}
            if "parent" in fields or code in self.new_units:
                parent = self.checked.parent(row)
                values["parent_id"] = ids[parent] if parent else None
            different = _set(there[code], values)
            different.pop("sort_key", None)  # it follows from the name
            done.units.add(code in self.new_units, bool(different))
            self._note(done, "units", row, code in self.new_units, different, ids)
        if (done.units.created or done.units.updated) and not self.dry:
            units.rebuild_paths(session)
        return done

    def _take_members(self, session: Session, rows: Sequence[MemberRow]) -> ImportResult:
        done, new, officers = ImportResult(), self.new_members, [row.officer.upper() for row in rows if row.officer]
        fresh: dict[str, Member] = {}
        there = _by_code(session, Member, [self.member_ids.get(row.code.upper()) for row in rows])
        late = [self.checked.member_rows[code] for code in officers if code in new and code not in self.member_ids]
        for row in (*rows, *late):
            code = row.code.upper()
            if code not in there:
                there[code] = Member(code=row.code, name=row.name, unit_id=self.unit_ids[row.unit.upper()])
                fresh[code] = there[code]
        done.member_ids |= self._added(session, fresh)
        ids = self.member_ids | done.member_ids
        changed: dict[int, frozenset[Role]] = {}
        former: list[int] = []
        for row in rows:
            code = row.code.upper()
            member = there[code]
            different = _set(member, self._values(row, ids))
            before = self.checked.roles.get(member.id, set())
            if row.roles != before:
                different["roles"], changed[ids[code]] = (before, row.roles), row.roles
                if _READERS & before and not _READERS & row.roles:
                    former.append(ids[code])
            different |= self._take_left(session, done, member, row)
            if not self.dry:
                self._note_place(session, ids[code], code in new, different)
            done.members.add(code in new, bool(different))
            if self._note(done, "members", row, code in new, different, ids) and _OFFICE & (before | row.roles):
                done.appointed.append(done.changes[-1])
        if not self.dry:
            _give_roles(session, changed)
            session.flush()
            membership.lose_documents(session, former)
        return done

    def _added(self, session: Session, fresh: Mapping[str, Unit] | Mapping[str, Member]) -> dict[str, int]:
        """The ids of new rows, by code; those that are not written have numbers of nobody's."""
        if self.dry:
            return {code: -1 - n for n, code in enumerate(fresh)}
        session.add_all(fresh.values())
        session.flush()
        return {code: _id(thing) for code, thing in fresh.items()}

    def _note(
        self,
        done: ImportResult,
        sheet: str,
        row: UnitRow | MemberRow,
        created: bool,
        different: Differences,
        ids: Mapping[str, int],
    ) -> bool:
        """Keep what a row changes, by the columns of the sheet. False: nothing."""
        if not created and not different:
            return False
        values = [
            (_FIELDS.get(column, column), self._shown(column, before, ids), self._shown(column, after, ids))
            for column, (before, after) in different.items()
            if not created
        ]
        done.changes.append(Change(sheet, row.number, row.code, row.name, tuple(values)))
        return True

    def _shown(self, column: str, value: Any, ids: Mapping[str, int]) -> str:
        if value is None or value is False:
            return ""
        if column in _FIELDS:
            known = self.unit_ids if column == "unit_id" else ids
            return next((self.written[code] for code, number in known.items() if number == value), "")
        if isinstance(value, (set, frozenset, tuple)):
            return "; ".join(sorted(value))
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else "x" if value is True else str(value)

    def _values(self, row: MemberRow, ids: Mapping[str, int]) -> dict[str, Any]:
        """A member's columns, as far as the sheet has them."""
        fields = self.fields["members"]
        values: dict[str, Any] = {"name": row.name, "unit_id": self.unit_ids[row.unit.upper()]}
        plain = ("phone", "honorific", "language", "single", "duty")
        values |= {column: getattr(row, column) for column in plain if column in fields}
        if "strata" in fields:
            values["strata"] = tuple(sorted(row.strata))
        if "officer" in fields:
            values["officer_id"] = ids[row.officer.upper()] if row.officer else None
        return values

    def _note_place(self, session: Session, member_id: int, created: bool, different: Differences) -> None:
        """Write down what changes a member's place on the roster."""
        kinds = [MemberChangeKind.ADDED] if created else []
        if not created and "unit_id" in different:
            kinds.append(MemberChangeKind.MOVED)
        if "left" in different:
            kinds.append(MemberChangeKind.RETIRED if different["left"][1] else MemberChangeKind.RESUMED)
        for kind in kinds:
            before = different["unit_id"][0] if kind is MemberChangeKind.MOVED else None
            member_changes.note(session, member_id, kind, self.now, self.by_id, before)

    def _take_left(self, session: Session, done: ImportResult, member: Member, row: MemberRow) -> Differences:
        if "left" not in self.fields["members"] or bool(row.left) == (member.left_at is not None):
            return {}
        before = member.left_at
        if row.left:
            since = row.left if isinstance(row.left, date) else None
            at = datetime.combine(since, time(), self.zone) if since else self.now
            done.gone += [] if self.dry else membership.leave(session, member, at, self.now)
        else:
            membership.come_back(member)
        return {"left": (before and before.astimezone(self.zone).date(), row.left)}


def _by_code(session: Session, table: type[Row], ids: Iterable[int | None]) -> dict[str, Row]:
    query = select(table).where(col(table.id).in_([number for number in ids if number is not None]))
    return {row.code.upper(): row for row in session.scalars(query)}


def _give_roles(session: Session, roles: Mapping[int, frozenset[Role]]) -> None:
    """Each of these members has these roles and no other. By Core: the ORM looks at every row that it knows, each time."""
    table = MemberRole.__table__
    if not roles:
        return
    session.execute(delete(table).where(table.c.member_id.in_(roles)))
    rows = [{"member_id": member_id, "role": role} for member_id, several in roles.items() for role in sorted(several)]
    if rows:
        session.execute(insert(table), rows)


def _set(thing: SQLModel, values: Mapping[str, Any]) -> Differences:
    """Sets what differs: what was there and what is, by column."""
    different = {name: (getattr(thing, name), value) for name, value in values.items() if getattr(thing, name) != value}
    for name, (_, value) in different.items():
        setattr(thing, name, value)
    return different


def _id(thing: Unit | Member) -> int:
    found: int | None = thing.id
    assert found is not None, "it was flushed"
    return found


def _depth(code: str, above: Mapping[str, str | None]) -> int:
    """How many rows of the sheet stand above one; a circle is walked once."""
    seen: set[str] = set()
    at = above.get(code)
    while at is not None and at in above and at not in seen:
        seen.add(at)
        at = above.get(at)
    return len(seen)
