"""Is it this matter? What is known of a place is offered by its matter alone to whoever has just reported there."""

from __future__ import annotations

from sqlmodel import Session, select

from services.actor import Actor
from services.issues import issues, proposals
from storage.members import addresses
from storage.tables import IssueReport, Member, Report, Reporter, Role
from tests.handlers.playing import WHOLE, begin_report, member_id, only, play, prompt_there, report_there
from tests.stage import Person, Stage

TITLE = "Giá phân bón tăng"


def opened(stage: Stage, title: str = TITLE, *, topic: str = "farming") -> int:
    """An issue of what An reported, who has it; returns its number."""
    report_there(stage, "an", topic=topic)
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    now = stage.world.clock.now()

    def work(session: Session) -> int:
        newest = max(session.scalars(select(Report.id)))
        made = issues.open_issue(session, officer, newest, title, now)
        assert made is not None
        return made.id

    return stage.database.run_now(work)


def neighbours(stage: Stage, *issue_ids: int, count: int = 2) -> None:
    """So many others of An's commune have spoken of each of these issues."""

    def work(session: Session) -> None:
        home = session.scalars(select(Member.unit_id).where(Member.code == "an")).one()
        like, now = session.scalars(select(Report)).first(), stage.world.clock.now()
        assert like is not None
        for number in range(count):
            member = Member(code=f"n{number}", name=f"Người {number}", unit_id=home)
            session.add(member)
            session.flush()
            for issue in issue_ids:
                kept = like.model_dump(exclude={"id", "number"})
                report = Report(**kept, number=f"BC-1026-{issue}{number}")
                session.add(report)
                session.flush()
                session.add(Reporter(report_id=report.id, member_id=member.id))
                session.add(IssueReport(issue_id=issue, report_id=report.id, added_at=now))

    stage.database.run_now(work)


def linked(stage: Stage, issue: int) -> list[str]:
    query = select(Report.number).join(IssueReport, IssueReport.report_id == Report.id)  # type: ignore[arg-type]
    numbers = stage.look(lambda s: sorted(s.scalars(query.where(IssueReport.issue_id == issue))))
    return [one for one in numbers if one.startswith("BC-1126")]


async def test_author_is_asked_while_reporting_and_joins_what_is_known_there(stage: Stage, on_zalo: Person) -> None:
    """Privacy 6: by its matter alone, once a draft, where the author lives; an ended matter is joined no more."""
    only(stage)
    prompt_there(stage)
    issue, of_party = opened(stage), opened(stage, "Sáp nhập thôn", topic="party")
    an = stage.person("an")
    neighbours(stage, issue, of_party)
    await begin_report(an)
    await an.presses("Giá vật tư")
    an.sees("Có phải một trong những việc này không?")
    for said in ("BC-1126-001", "02/11", "1 báo cáo", "đã có", "Sáp nhập thôn"):
        assert said not in an.last.text, "no number, day or count of other reports, and no other topic's matter"
    offered = an.button(TITLE)
    await an.presses(TITLE)
    await an.presses_on(*offered, force=True)
    an.sees("Người dân nói gì?")
    seen = len(an.phone)
    await play(an, WHOLE[1:])
    assert not any("Có phải một trong" in one.text for one in an.phone[seen:]), "asked once"
    await an.presses("✓ Gửi")
    an.sees("BC-1126-003")
    an.sees(f"✓ Đã ghép báo cáo vào việc: {TITLE}")
    assert (linked(stage, issue), linked(stage, of_party)) == (["BC-1126-001", "BC-1126-003"], ["BC-1126-002"])
    await begin_report(an)
    await an.presses("Giá vật tư")
    offered = an.button(TITLE)
    await an.presses("Quay lại")
    await an.presses("Sáp nhập thôn")
    assert "Có phải một trong" not in an.last.text, "once a draft: what is open elsewhere is not to be tried out"
    await an.presses_on(*offered, force=True)
    assert "✓ Đã chọn" not in an.last.text, "it is of another topic"
    await an.says("/cuatoi")
    await an.presses("BC-1126-003")
    await an.presses("Sửa báo cáo này")
    assert "Có phải một trong" not in an.last.text, "it is in one already"

    def read_by(session: Session, code: str) -> list[int]:
        home = session.scalars(select(Member.unit_id).where(Member.code == "an")).one()
        moment = stage.world.clock.now()
        author = addresses.reached(session, [member_id(stage, code)], moment)[0]
        return [one.id for one in proposals.known_there(session, author, "farming", home, moment)]

    assert stage.look(lambda s: (read_by(s, "an"), read_by(s, "dung"))) == ([issue], []), "Dung lives elsewhere"

    def moves(session: Session) -> None:
        home = session.scalars(select(Member.unit_id).where(Member.code == "an")).one()
        session.scalars(select(Member).where(Member.code == "dung")).one().unit_id = home

    stage.database.run_now(moves)
    opened(stage, "Nước mương cạn")
    await on_zalo.says("viết báo cáo")
    await on_zalo.says("1")
    on_zalo.sees("Có phải một trong những việc này không?")
    on_zalo.sees("Người dân nói gì?")
    on_zalo.has_not_seen("Nước mương cạn")  # one neighbour alone spoke of it
    await on_zalo.says(TITLE)
    on_zalo.sees("✓ Đã chọn")
    for kind, what in WHOLE[1:]:
        if what in ("Phụ nữ", "Xong"):
            continue  # where there are no buttons what is named is taken at once
        await (on_zalo.says(what) if kind == "say" else on_zalo.presses(what))
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    now = stage.world.clock.now()
    assert stage.database.run_now(lambda s: issues.close(s, officer, issue, "Trùng việc khác", now))
    await on_zalo.presses("Gửi")
    on_zalo.sees("Không ghép được nữa")
    assert linked(stage, issue) == ["BC-1126-001", "BC-1126-003"]


async def test_matter_that_only_a_single_reporter_spoke_of_is_offered_to_nobody(stage: Stage, on_zalo: Person) -> None:
    """Privacy 3."""
    only(stage)
    prompt_there(stage)
    report_there(stage, "an")
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    now = stage.world.clock.now()
    stage.database.run_now(lambda s: issues.open_issue(s, officer, 1, TITLE, now))

    an_id = member_id(stage, "an")

    def alone(session: Session) -> None:
        session.scalars(select(Member).where(Member.code == "dung")).one().unit_id = session.get_one(
            Member, an_id
        ).unit_id
        member = session.get_one(Member, an_id)
        member.single, member.officer_id = True, officer.member_id

    stage.database.run_now(alone)
    for person in (on_zalo, stage.person("an")):
        await person.says("viết báo cáo")
        await (person.says("1") if person is on_zalo else person.presses("Giá vật tư"))
        person.sees("Người dân nói gì?")
        person.has_not_seen("Có phải một trong những việc này không?")
