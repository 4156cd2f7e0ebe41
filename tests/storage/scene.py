"""A small province in which queries are played, and short ways to put something into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.database import Database
from storage.forms import drafts, published_forms
from storage.members import addresses, units
from storage.messaging import deliveries
from storage.messaging.deliveries import Outgoing
from storage.prompts import prompts
from storage.reports import reports
from storage.reports.reports import Submission
from storage.tables import (
    Address,
    DeliveryStatus,
    Lane,
    Member,
    MemberRole,
    Prompt,
    PromptKind,
    PromptStatus,
    ReportKind,
    Role,
    Unit,
    UnitKind,
)

TODAY = date(2026, 11, 3)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """A province of two communes. An and Dung report; Dung singly, to Binh. Ba has not joined. Lan is alerted first."""

    province: int
    an_phu: int
    binh_hoa: int
    account: int
    form: int
    an: int
    ba: int
    dung: int
    binh: int
    lan: int


def kept(row_id: int | None) -> int:
    assert row_id is not None
    return row_id


def _unit(session: Session, code: str, kind: UnitKind, parent: int | None) -> int:
    unit = Unit(code=code, name=code, sort_key=code.lower(), kind=kind, parent_id=parent)
    session.add(unit)
    session.flush()
    return kept(unit.id)


def enrol(
    session: Session,
    code: str,
    unit: int,
    *roles: Role,
    joined: datetime | None,
    duty: int | None = None,
    officer: int | None = None,
) -> int:
    member = Member(
        code=code, name=code, unit_id=unit, joined_at=joined, duty=duty, single=officer is not None, officer_id=officer
    )
    session.add(member)
    session.flush()
    session.add_all(MemberRole(member_id=kept(member.id), role=role) for role in roles)
    session.flush()
    return kept(member.id)


def make(database: Database, now: datetime) -> Scene:
    def work(session: Session) -> Scene:
        province = _unit(session, "T", UnitKind.PROVINCE, None)
        an_phu, binh_hoa = (_unit(session, code, UnitKind.COMMUNE, province) for code in ("AP", "BH"))
        units.rebuild_paths(session)
        account = kept(addresses.account(session, "telegram", "1").id)
        collaborator, staff = Role.COLLABORATOR, Role.STAFF
        binh = enrol(session, "binh", province, staff, Role.LEADER, joined=now, duty=2)
        lan = enrol(session, "lan", province, staff, joined=now, duty=1)
        an = enrol(session, "an", binh_hoa, collaborator, joined=now)
        ba = enrol(session, "ba", an_phu, collaborator, joined=None)
        dung = enrol(session, "dung", binh_hoa, collaborator, joined=now, officer=binh)
        for chat, member in (("100", an), ("300", dung), ("400", binh), ("500", lan)):
            addresses.add_address(session, account, chat, member, now)
        form = kept(published_forms.publish(session, "periodic", "Báo cáo", "<html/>", now, builtin=True).id)
        return Scene(province, an_phu, binh_hoa, account, form, an, ba, dung, binh, lan)

    return database.run_now(work)


def ask(database: Database, scene: Scene, now: datetime, due: timedelta, *asked: int) -> int:
    """A prompt that was sent, and who has a part in it."""

    def work(session: Session) -> int:
        prompt = Prompt(
            kind=PromptKind.MONTHLY, status=PromptStatus.SENT, form_id=scene.form, title="Tháng 11", intro="",
            unit_id=scene.province, due_at=now + due, created_by=scene.binh, created_at=now, sent_at=now,
        )  # fmt: skip
        prompts.add(session, prompt, [("Giá đất", "land"), ("Trường học", "school")])
        prompts.assign(session, kept(prompt.id), asked)
        return kept(prompt.id)

    return database.run_now(work)


def address_of(session: Session, member: int) -> int:
    return kept(session.scalars(select(Address).where(Address.member_id == member)).one().id)


def queue(database: Database, *rows: Outgoing, status: DeliveryStatus = DeliveryStatus.QUEUED) -> None:
    database.run_now(lambda s: deliveries.add(s, rows, status))


def outgoing(scene: Scene, number: int, now: datetime, **more: object) -> Outgoing:
    plain = Outgoing(number, scene.account, "100", Lane.REPLY, b"hello", now)
    return replace(plain, **more)  # type: ignore[arg-type]


def draft_of(database: Database, scene: Scene, member: int, now: datetime) -> int:
    return database.run_now(lambda s: drafts.add(s, member, scene.form, None, "<d/>", now).id)


def submission(scene: Scene, member: int, **more: object) -> Submission:
    plain = Submission(
        kind=ReportKind.PERIODIC, form_id=scene.form, prompt_id=None, member_id=member, unit_id=scene.binh_hoa,
        place_id=None, document="<one/>", coded={"topic": ["land"], "strata": ["farmer", "youth", "farmer"]},
        urgent=False,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def report_of(database: Database, scene: Scene, member: int, now: datetime) -> int:
    return database.run_now(lambda s: kept(reports.add(s, submission(scene, member), TODAY, now).id))
