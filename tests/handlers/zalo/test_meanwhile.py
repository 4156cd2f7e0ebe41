"""What happens in the same minute on two networks: nothing is lost or told twice, and each of them hears a sentence."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from services import invitations
from services.actor import Actor
from storage.tables import Issue, Role, Verification
from tests.handlers.playing import ISSUE, issue_there, joins, member_id
from tests.handlers.zalo.test_answer_back import OUTCOME, QUESTION, contact, likewise
from tests.handlers.zalo.test_taken_alerts import officer_on_zalo
from tests.stage import Person, Stage, ZaloPerson


async def test_two_officers_on_two_networks_end_one_issue_and_a_long_outcome_reaches_nobody(
    stage: Stage, on_zalo: Person
) -> None:
    an, binh = stage.person("an"), stage.person("binh")
    em = await officer_on_zalo(stage)
    await issue_there(stage, binh)
    number = likewise(stage, "dung")
    await binh.says(number)
    await binh.presses("Gộp vào vấn đề")
    await binh.presses(ISSUE)
    await em.says("vấn đề")
    await em.presses(ISSUE)
    marks = {an: an.last.id, on_zalo: on_zalo.last.id}
    await em.presses("Báo kết quả")
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=1))
    await em.says("chữ " * 2500)
    em.has_seen("Dài quá: nhiều nhất 1.000 ký tự.")  # its parts came as messages of their own
    assert an.answers(marks[an]) == [] and on_zalo.answers(marks[on_zalo]) == []
    await binh.presses("Đóng")
    await binh.says("Trùng với việc khác")
    binh.sees("✓ Đã đóng vấn đề.")
    await em.says(OUTCOME)
    em.sees("Vấn đề này đã đóng hoặc không còn ở bước ấy.")
    assert an.answers(marks[an]) == [] and on_zalo.answers(marks[on_zalo]) == []
    assert stage.look(lambda s: s.scalars(select(Issue.status)).one()) == "closed"


async def test_contact_answers_on_two_networks_and_after_the_outcome(stage: Stage) -> None:
    """The first verdict stands; a question about what has ended is asked no more, and says so."""
    binh = stage.person("binh")
    giang = await contact(stage, "giang", "Vũ Giang", "T", ZaloPerson)
    kim = await joins(stage, "kim", "Mai Kim", Role.CONTACT, unit="T")
    await issue_there(stage, binh)
    for name in ("Vũ Giang", "Mai Kim"):
        await binh.presses("Xác minh")
        await binh.presses(name)
        await binh.presses("1 ngày")
        await binh.says(QUESTION)
        await binh.presses("Xem vấn đề")
    giang.sees(QUESTION)
    await giang.presses("Đúng một phần")
    giang.sees("✓ Đã ghi: Đúng một phần.")
    elsewhere = Person(stage, "giang")
    actor, now = Actor(member_id(stage, "giang")), stage.world.clock.now()
    await elsewhere.starts(stage.database.run_now(lambda s: invitations.link(s, actor, now)))
    asked = stage.look(lambda s: s.scalars(select(Verification).order_by(Verification.id)).first())  # type: ignore[arg-type]
    assert asked is not None
    await elsewhere.presses_on(elsewhere.card.id, f"verification.verdict:{asked.id}:2", force=True)
    elsewhere.sees("Câu hỏi này đã được trả lời: Đúng một phần.")
    await binh.presses("Báo kết quả")
    await binh.says(OUTCOME)
    await binh.presses("Gửi kết quả")
    mark = kim.last.id
    await kim.presses("Không đúng")
    kim.sees("Câu hỏi này không còn cần trả lời nữa")
    await stage.at(stage.world.clock.now() + timedelta(days=3))
    assert not any("quá hạn" in line for line in kim.answers(mark)), "and nobody is reminded of it"
    verdicts = stage.look(lambda s: [row.verdict for row in s.scalars(select(Verification).order_by(Verification.id))])  # type: ignore[arg-type]
    assert verdicts == ["partly", None]
