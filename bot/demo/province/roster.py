"""Inhabitants of the demo's province: its units and its closed network, the same each time they are made."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from sqlmodel import Session

from storage.members import units
from storage.members.addresses import chat_hash
from storage.tables import (
    Account,
    Address,
    Group,
    GroupPurpose,
    Member,
    MemberRole,
    Role,
    Unit,
    UnitKind,
)
from texts.fold import place_key

LOCAL = 187
NEVER_JOINED = frozenset({"ctv61", "ctv118", "ctv176"})
"""Who was invited and has not come yet."""
BLOCKED = frozenset({"ctv34", "ctv151"})
"""Who has stopped the bot since the last prompt; it finds out when it writes to them."""
SINGLE = {"ctv90": "binh", "ctv143": "giang"}
"""Who reports singly, and the officer who knows them."""

_SEED = 20261103
_COVERING = 0.55
_STRATA = ("workers", "farmers", "business", "youth", "women", "veterans", "elderly", "minorities", "religious")


@cache
def read(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class Person:
    """A member, by the key of the sandbox's person; `place` is the commune, ward or zone they live in (None: a body's)."""

    key: str
    member: Member
    unit: Unit
    place: Unit | None
    strata: tuple[str, ...]

    @property
    def id(self) -> int:
        return self.member.id


@dataclass(slots=True)
class Province:
    root: Unit
    board: Unit
    bodies: list[Unit] = field(default_factory=list)
    places: list[Unit] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def collaborators(self) -> list[Person]:
        """All 214, in the order of the roster."""
        return [person for person in self.people.values() if person.member.code.startswith("CTV")]

    def unit(self, name: str) -> Unit:
        """A commune by its bare name; the board where there is none."""
        return next((unit for unit in self.places if unit.name.endswith(f" {name}")), self.board)


def settle(session: Session, joined: datetime) -> Province:
    """Makes the units, then the members; everybody but a handful has been taking part since `joined`."""
    province = _units(session)
    rng = random.Random(_SEED)  # noqa: S311 - a made-up province, not a secret
    made = [_known(province, row) for row in read("province")["members"]]
    made += _crowd(province, rng)
    for person in made:
        person.member.joined_at = None if person.key in NEVER_JOINED else joined
        session.add(person.member)
    session.flush()
    province.people = {person.key: person for person in made}
    for key, officer in SINGLE.items():
        single = province.people[key].member
        single.officer_id, single.single = province.people[officer].id, True
    roles = {row["person"]: [Role(role) for role in row["roles"]] for row in read("province")["members"]}
    for person in made:
        for role in roles.get(person.key, [Role.COLLABORATOR]):
            session.add(MemberRole(member_id=person.id, role=role))
        person.member.strata = tuple(sorted(person.strata))
    session.flush()
    return province


def connect(
    session: Session,
    province: Province,
    account: Account,
    chats: Mapping[str, int],
    joined: datetime,
    elsewhere: Mapping[str, Sequence[tuple[Account, str]]],
) -> list[Address]:
    """Gives everybody who has joined their chat with the bot, and binds the two groups; returns where each is written to.

    `chats`: ids by key; `elsewhere`: who is reached by other accounts, with their chat at each, the first one first.
    """
    addresses = []
    for person in province.people.values():
        if person.member.joined_at is None:
            continue
        there = []
        for at, chat in elsewhere.get(person.key, [(account, str(chats[person.key]))]):
            marked = chat_hash(session, at.id, chat)
            there.append(Address(account_id=at.id, member_id=person.id, chat=chat, chat_hash=marked, created_at=joined))
        session.add_all(there)
        addresses.append(there[0])
    for key, title, purpose in (
        ("nhom-ctv", "Cộng tác viên DLXH tỉnh", GroupPurpose.COLLABORATORS),
        ("nhom-ban", "Cán bộ ban (nội bộ)", GroupPurpose.STAFF),
    ):
        chat = str(chats[key])
        session.add(
            Group(
                account_id=account.id,
                chat=chat,
                chat_hash=chat_hash(session, account.id, chat),
                title=title,
                purpose=purpose,
                unit_id=province.root.id,
                bound_by=province.people["binh"].id,
            )
        )
    session.flush()
    return addresses


def _units(session: Session) -> Province:
    data = read("province")
    root = _unit("T00", data["name"], UnitKind.PROVINCE)
    session.add(root)
    session.flush()
    board = _unit("B00", data["board"], UnitKind.BODY)
    bodies = [_unit(f"B{n:02}", name, UnitKind.BODY) for n, name in enumerate(data["bodies"], 1)]
    places = [_unit(f"X{n:02}", f"xã {name}", UnitKind.COMMUNE) for n, name in enumerate(data["communes"], 1)]
    places += [_unit(f"P{n:02}", f"phường {name}", UnitKind.WARD) for n, name in enumerate(data["wards"], 1)]
    places += [_unit(f"D{n:02}", f"đặc khu {name}", UnitKind.ZONE) for n, name in enumerate(data["zones"], 1)]
    for unit in (board, *bodies, *places):
        unit.parent_id = root.id
        session.add(unit)
    units.rebuild_paths(session)
    return Province(root, board, bodies, places)


def _unit(code: str, name: str, kind: UnitKind) -> Unit:
    return Unit(code=code, name=name, sort_key=place_key(name), kind=kind)


def _known(province: Province, row: Mapping[str, Any]) -> Person:
    """One of those whom the data file names."""
    unit = province.unit(row.get("unit", ""))
    member = Member(
        code=row["code"],
        name=row["name"],
        honorific=row.get("honorific", "anh/chị"),
        unit_id=_id(unit),
        duty=row.get("duty"),
    )
    place = unit if unit in province.places else None
    return Person(row["person"], member, unit, place, tuple(row.get("strata", ())))


def _crowd(province: Province, rng: random.Random) -> Iterator[Person]:
    """The other collaborators: 27 of the bodies, then two of most communes."""
    names = _names(rng, {row["name"] for row in read("province")["members"]})
    bodies = zip(province.bodies, read("province")["bodies"].values(), strict=True)
    seats = [body for body, count in bodies for _ in range(count)]
    known = sum("collaborator" in row["roles"] for row in read("province")["members"])
    local = [place for place in province.places if place is not province.unit("An Phú") for _ in range(2)]
    seats += local[: LOCAL - known]
    for number, seat in enumerate(seats, 1):
        member = Member(code=f"CTV{number + known:03}", name=next(names), unit_id=_id(seat))
        place = seat if seat in province.places else None
        covers = rng.sample(_STRATA, rng.randint(1, 2)) if rng.random() < _COVERING else []
        yield Person(f"ctv{number}", member, seat, place, tuple(covers))


def _names(rng: random.Random, taken: set[str]) -> Iterator[str]:
    people = read("province")["people"]
    while True:
        middle, given = rng.choice((("men", "men_given"), ("women", "women_given")))
        name = f"{rng.choice(people['families'])} {rng.choice(people[middle])} {rng.choice(people[given])}"
        if name not in taken:
            taken.add(name)
            yield name


def _id(unit: Unit) -> int:
    return unit.id
