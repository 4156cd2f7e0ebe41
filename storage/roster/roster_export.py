"""The roster as it stands, in the rows of the template: changed there and imported again it is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo

from sqlalchemy.orm import Session
from sqlmodel import col, select

from storage.tables import Member, MemberRole, Role, Unit
from texts.catalogue import catalogue_for
from texts.fold import place_key

_ALWAYS = date(1900, 1, 1)
Cells = dict[str, str | date]


def rows(session: Session, language: str, strata: Mapping[str, str], zone: tzinfo) -> dict[str, list[Cells]]:
    """By sheet each unit and member. Who reports singly stands in no list (privacy 3): importing leaves them as they are."""
    return {"units": _units(session, language), "members": _members(session, language, strata, zone)}


def _units(session: Session, language: str) -> list[Cells]:
    say = catalogue_for(language).text
    found = list(session.scalars(select(Unit).order_by(col(Unit.sort_key), col(Unit.id))))
    codes = {unit.id: unit.code for unit in found}
    return [
        _filled(
            code=unit.code,
            name=unit.name,
            kind=say(f"roster-kind-{unit.kind}"),
            parent=codes.get(unit.parent_id, "") if unit.parent_id is not None else "",
            valid_from=unit.valid_from if unit.valid_from != _ALWAYS else "",
            valid_to=unit.valid_to or "",
        )
        for unit in sorted(found, key=lambda unit: unit.parent_id is not None)
    ]


def _members(session: Session, language: str, strata: Mapping[str, str], zone: tzinfo) -> list[Cells]:
    say = catalogue_for(language).text
    found = [(member, unit) for member, unit in session.execute(select(Member, Unit).join(Unit)).all()]
    codes = {member.id: member.code for member, _ in found}
    roles: dict[int, list[Role]] = {}
    for member_id, role in session.execute(select(MemberRole.member_id, MemberRole.role)).all():
        roles.setdefault(member_id, []).append(Role(role))
    found.sort(key=lambda pair: (pair[1].sort_key, pair[1].id, place_key(pair[0].name), pair[0].id))
    return [
        _filled(
            code=member.code,
            name=member.name,
            phone=member.phone or "",
            unit=unit.code,
            roles="; ".join(say(f"roster-role-{role}") for role in Role if role in roles.get(member.id, ())),
            strata="; ".join(strata.get(stratum, stratum) for stratum in member.strata),
            honorific=member.honorific,
            language=member.language,
            officer=codes.get(member.officer_id, "") if member.officer_id is not None else "",
            duty=str(member.duty) if member.duty is not None else "",
            left=member.left_at.astimezone(zone).date() if member.left_at else "",
        )
        for member, unit in found
        if not member.single
    ]


def _filled(**cells: str | date) -> Cells:
    return {name: value for name, value in cells.items() if value != ""}
