"""The export of reports: coded answers alone, places that hide who reported, identities apart."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import select

from forms.builtin_forms import builtin
from services import bulk_exports
from storage.engine.database import Database
from storage.members import membership, units
from storage.reports.export import Line, Look, fields, lines, reporters
from storage.tables import (
    Answer,
    AuditEntry,
    FormVersion,
    IdentityLook,
    Member,
    Report,
    Reporter,
    ReportKind,
    Role,
    Unit,
    UnitKind,
)

DAY = date(2026, 11, 3)


def province(session: Session, now: datetime, heard: dict[str, int]) -> None:
    """A province with communes A, B, C in district D, and E beside it; so many reporters in each, one report each."""
    root = membership.root_unit(session) or membership.add_root(session, "TINH", "Tỉnh")
    made = {"TINH": root}
    for code, parent in (("D", "TINH"), ("A", "D"), ("B", "D"), ("C", "D"), ("E", "TINH")):
        made[code] = Unit(code=code, name=f"={code}", sort_key=code, kind=UnitKind.COMMUNE, parent_id=made[parent].id)
        session.add(made[code])
        session.flush()
    units.rebuild_paths(session)
    form = FormVersion(name="periodic", version=1, title="Phiếu", xml=builtin("periodic").xml, published_at=now)
    session.add(form)
    session.flush()
    number = 0
    for code, count in heard.items():
        for n in range(count):
            number += 1
            who = membership.add_member(session, f"Người {code}{n}", {Role.COLLABORATOR}, made[code])
            report = Report(
                number=f"BC-{number}", kind=ReportKind.PERIODIC, form_id=form.id, unit_id=made[code].id,
                place_id=made[code].id, day=DAY, submitted_at=now,
            )  # fmt: skip
            session.add(report)
            session.flush()
            session.add(Reporter(report_id=report.id, member_id=who.id))
            for field, choice in (("main", "agree"), ("strata", "women"), ("strata", "farmers"), ("place", code)):
                session.add(
                    Answer(
                        report_id=report.id,
                        field=field,
                        choice=choice,
                        revision=1,
                        day=DAY,
                        unit_id=made[code].id,
                    )
                )
    session.flush()


def exported(database: Database, now: datetime, heard: dict[str, int]) -> list[Line]:
    database.run_now(lambda session: province(session, now, heard))
    return database.read_now(lambda session: list(lines(session)))


def test_a_line_holds_a_report_and_its_coded_answers(database: Database, now: datetime) -> None:
    (first, *_) = exported(database, now, {"A": 3})
    assert (first.number, first.revision, first.kind, first.day, first.unit, first.place) == (
        "BC-1", 1, "periodic", DAY, "A", "A",
    )  # fmt: skip
    assert first.answers == {"main": "agree", "strata": "farmers women"}
    assert database.read_now(fields) == ["main", "strata"]


def test_no_place_is_named_with_fewer_than_three_reporters(database: Database, now: datetime) -> None:
    found = exported(database, now, {"A": 4, "B": 1, "C": 2, "E": 1})
    count: dict[str, int] = defaultdict(int)
    for line in found:
        count[line.place] += 1
        assert line.unit in {line.place, ""}
    assert count == {"A": 4, "D": 3, "": 1}


def test_what_two_communes_may_not_show_alone_goes_to_the_province(database: Database, now: datetime) -> None:
    assert {line.place for line in exported(database, now, {"B": 1, "C": 1, "E": 1})} == {"TINH"}


def test_one_person_who_writes_often_is_still_one(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        province(session, now, {"A": 3})
        only = session.scalars(select(Member.id)).first()
        for reporter in session.scalars(select(Reporter)):
            reporter.member_id = only or 0

    database.run_now(work)
    found = database.read_now(lambda session: list(lines(session)))
    assert [(line.unit, line.place) for line in found] == [("", "")] * 3


def test_who_reported_is_logged_and_spares_those_who_report_singly(database: Database, now: datetime) -> None:
    """Privacy 12: identity goes to a file of its own, and nobody who reports singly is in it."""

    def work(session: Session) -> list[tuple[str, str, int]]:
        province(session, now, {"A": 4})
        first, second, third, _ = session.scalars(select(Member).order_by(Member.id))
        first.single, first.officer_id = True, second.id
        session.flush()
        return bulk_exports.reporters(session, 7, Look(second.id, third.id, "Chi trả thù lao"), now)

    assert database.run_now(work) == [(f"CTV0{n + 1}", f"Người A{n}", 1) for n in (1, 2, 3)]
    look = database.read_now(lambda session: session.scalars(select(IdentityLook)).one())
    assert (look.at, look.report_id, look.reason) == (now, None, "Chi trả thù lao")
    row = database.read_now(lambda session: session.scalars(select(AuditEntry)).one())
    assert (row.action, row.about, row.member_id) == ("identity.look", "export_request:7", look.member_id)
    codes = {one.id: one.code for one in database.read_now(lambda session: session.scalars(select(Member)).all())}
    assert (codes[look.member_id], codes[look.confirmed_by]) == ("CTV02", "CTV03")


def test_no_row_is_of_a_report_that_opens_for_the_assigned_officer_alone(database: Database, now: datetime) -> None:
    """Privacy 12: of two files and a search nothing tells which report is a single reporter's; nor do they make up three."""

    def work(session: Session) -> list[Line]:
        province(session, now, {"A": 4, "E": 3})
        members = session.scalars(select(Member).order_by(Member.id)).all()
        for at in (0, 4):
            members[at].single, members[at].officer_id = True, members[1].id
        session.flush()
        return list(lines(session))

    found = database.run_now(work)
    assert [line.number for line in found] == ["BC-2", "BC-3", "BC-4", "BC-6", "BC-7"]
    assert [bool(line.answers) for line in found] == [True, True, True, False, False]


def test_answers_of_fewer_than_three_reporters_are_left_out(database: Database, now: datetime) -> None:
    assert [line.answers for line in exported(database, now, {"A": 1, "E": 1})] == [{}, {}], "two reporters in all"


def test_one_report_left_over_from_its_place_and_a_rare_choice_say_nothing(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        province(session, now, {"A": 4, "E": 1})
        first = session.scalars(select(Report.id).order_by(Report.id)).first()
        session.execute(
            update(Answer).where(Answer.report_id == first, Answer.field == "main").values(choice="against")
        )

    database.run_now(work)
    found = database.read_now(lambda session: [line.answers for line in lines(session)])
    both = {"main": "agree", "strata": "farmers women"}
    assert found == [{"strata": "farmers women"}, both, both, both, {}]


def test_fewer_than_three_named_reporters_are_not_named(database: Database, now: datetime) -> None:
    def work(session: Session) -> list[tuple[str, str, int]]:
        province(session, now, {"A": 2})
        return reporters(session)

    assert database.run_now(work) == []
