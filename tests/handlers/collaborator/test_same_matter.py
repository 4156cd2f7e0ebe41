"""Is it this matter? What is known of a place is offered by its matter alone to whoever has just reported there."""

from __future__ import annotations

from sqlmodel import Session, select

from services.actor import Actor
from services.issues import issues
from storage.tables import IssueReport, Member, Report, Role
from tests.handlers.playing import WHOLE, begin_report, member_id, only, play, prompt_there, report_there
from tests.stage import Person, Stage

TITLE = "Giá phân bón tăng"


async def test_author_joins_a_known_matter_and_hears_its_outcome(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    prompt_there(stage)
    report_there(stage, "an")
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    now = stage.world.clock.now()
    issue = stage.database.run_now(lambda s: issues.open_issue(s, officer, 1, TITLE, now))
    assert issue is not None
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("✓ Gửi")
    an.sees("Có phải một trong những việc này không?")
    for said in ("BC-1126-001", "02/11", "1 báo cáo", "đã có"):
        assert said not in an.last.text, "no number, day or count of other reports (privacy 6)"
    await an.presses(TITLE)
    an.sees(f"✓ Đã ghép báo cáo vào việc: {TITLE}")
    linked = stage.look(
        lambda s: sorted(s.scalars(select(IssueReport.report_id).where(IssueReport.issue_id == issue.id)))
    )
    assert linked == [1, 2]
    token = an.button("Danh mục")
    await an.presses_on(token[0], f"feedback.same:2:{issue.id}", force=True)
    an.sees("Không ghép được nữa")


async def test_matter_that_only_a_single_reporter_spoke_of_is_offered_to_nobody(
    stage: Stage, an: Person, binh: Person
) -> None:
    """Privacy 3."""
    only(stage)
    prompt_there(stage)
    report_there(stage, "an")
    officer = Actor(member_id(stage, "binh"), frozenset({Role.STAFF}))
    now = stage.world.clock.now()
    stage.database.run_now(lambda s: issues.open_issue(s, officer, 1, TITLE, now))

    an_id = member_id(stage, "an")

    def alone(session: Session) -> None:
        member = session.get_one(Member, an_id)
        member.single, member.officer_id = True, officer.member_id

    stage.database.run_now(alone)
    dung = stage.person("dung")
    await begin_report(dung)
    await play(dung, WHOLE)
    await dung.presses("✓ Gửi")
    dung.has_not_seen("Có phải một trong những việc này không?")
    assert stage.look(lambda s: len(s.scalars(select(Report)).all())) == 2
