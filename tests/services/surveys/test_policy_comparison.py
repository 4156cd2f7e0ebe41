"""A policy: what was said before it was issued stands beside what is said afterwards, for whoever may read both."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from sqlalchemy.orm import Session

from digests import survey_report
from services.actor import Actor, NotPermitted
from services.free_words import WordsRefused
from services.surveys import policy_comparison, results, surveys
from services.surveys.surveys import Written
from storage.engine.database import Database
from storage.surveys import survey_answers
from storage.surveys import surveys as rows
from storage.tables import Drawn, Role, SeenBy
from tests.services.surveys.poll import QUESTIONS, Poll, member_answers, open_survey
from tests.storage.scene import TODAY, Scene, make

ZONE: tzinfo = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED = TODAY + timedelta(days=10)


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    return make(database, now)


def answered(session: Session, scene: Scene, poll: Poll, first: str, at: datetime) -> None:
    """All of them say the same, and it is closed."""
    for member in poll.people:
        member_answers(session, scene, poll, member, {"q1": first, "q2": "b1", "sex": "m"}, at)
    surveys.close(session, poll.staff, poll.survey, at, at.astimezone(ZONE).date())


def asked_again(session: Session, scene: Scene, first: Poll, at: datetime, drawn: Drawn = Drawn.NETWORK) -> Poll:
    closes = at + timedelta(days=3)
    plain = Written(
        "Giá nước, sau", "x", QUESTIONS, None, drawn, SeenBy.BOARD, False, scene.province, None, None, closes
    )
    return Poll(surveys.plan(session, first.staff, plain, at).survey.id, first.people, first.staff)


def two_surveys(database: Database, scene: Scene, now: datetime) -> tuple[Poll, Poll, int]:
    """One closed before the day of issue, and one opened after it, of one policy."""
    first = open_survey(database, scene, now, 40)
    later = now + timedelta(days=12)

    def work(session: Session) -> tuple[Poll, int]:
        answered(session, scene, first, "a2", now + timedelta(days=2))
        written = policy_comparison.parse("Giá nước sạch năm 2027\nNghị quyết 12/NQ-HĐND", TODAY)
        policy = policy_comparison.add(session, first.staff, first.survey, written, now)
        assert policy is not None
        second = asked_again(session, scene, first, later)
        assert policy_comparison.attach(session, first.staff, second.survey, policy.id, later)
        answered(session, scene, second, "a1", later)
        return second, policy.id

    second, policy_id = database.run_now(work)
    return first, second, policy_id


def test_policy_that_was_issued_has_a_before_and_an_after(database: Database, scene: Scene, now: datetime) -> None:
    first, second, policy_id = two_surveys(database, scene, now)
    staff = first.staff
    assert database.read_now(lambda s: policy_comparison.compare(s, staff, policy_id, ZONE)) is None, (
        "it has no day yet"
    )
    database.run_now(lambda s: policy_comparison.issue(s, staff, policy_id, ISSUED, now))
    found = database.read_now(lambda s: policy_comparison.around(s, staff, policy_id, ZONE))
    assert found is not None and not found.other
    assert ([one.id for one in found.before], [one.id for one in found.after]) == ([first.survey], [second.survey])
    compared = database.read_now(lambda s: policy_comparison.compare(s, staff, policy_id, ZONE))
    assert compared is not None
    moved = {one.option: (one.then.value, one.now.value) for one in compared.changes if one.question == "Giá nước?"}
    assert moved["Phương án 1"] == (0.0, 1.0) and moved["Phương án 2"] == (1.0, 0.0)
    assert {one.question for one in compared.changes} == {"Giá nước?", "Sửa gì?"}, "who is who is no opinion"


@pytest.mark.parametrize("days", [0, 2, 12, 13])
def test_survey_that_is_on_across_the_day_is_neither_before_nor_after(
    database: Database, scene: Scene, now: datetime, days: int
) -> None:
    """0, 12: the first, the second opened on that very day, which is after. 2: the first was on. 13: both were over."""
    first, second, policy_id = two_surveys(database, scene, now)
    on = TODAY + timedelta(days=days)
    database.run_now(lambda s: policy_comparison.issue(s, first.staff, policy_id, on, now))
    found = database.read_now(lambda s: policy_comparison.around(s, first.staff, policy_id, ZONE))
    assert found is not None
    shown = tuple([one.id for one in group] for group in (found.before, found.after, found.other))
    expected = {
        0: ([], [first.survey, second.survey], []),
        2: ([], [second.survey], [first.survey]),
        12: ([first.survey], [second.survey], []),
        13: ([first.survey, second.survey], [], []),
    }
    assert shown == expected[days]


def test_people_drawn_another_way_are_not_set_beside(database: Database, scene: Scene, now: datetime) -> None:
    first, second, policy_id = two_surveys(database, scene, now)

    def work(session: Session) -> object:
        policy_comparison.issue(session, first.staff, policy_id, ISSUED, now)
        survey = rows.get(session, second.survey)
        assert survey is not None
        survey.drawn = Drawn.SELF_CHOSEN
        session.flush()
        return policy_comparison.compare(session, first.staff, policy_id, ZONE)

    assert database.run_now(work) is None


def test_leader_sees_a_policy_by_the_surveys_that_leaders_may_read(
    database: Database, scene: Scene, now: datetime
) -> None:
    first, second, policy_id = two_surveys(database, scene, now)
    leader, member = Actor(scene.lan, frozenset({Role.LEADER})), Actor(scene.an, frozenset({Role.COLLABORATOR}))
    database.run_now(lambda s: policy_comparison.issue(s, first.staff, policy_id, ISSUED, now))
    assert database.read_now(lambda s: policy_comparison.around(s, leader, policy_id, ZONE)) is None

    def for_leaders(session: Session, survey_id: int) -> None:
        survey = rows.get(session, survey_id)
        assert survey is not None
        survey.seen_by = SeenBy.LEADERS

    database.run_now(lambda s: for_leaders(s, second.survey))
    found = database.read_now(lambda s: policy_comparison.around(s, leader, policy_id, ZONE))
    assert found is not None and [one.id for one in found.after] == [second.survey] and not found.before
    assert database.read_now(lambda s: policy_comparison.compare(s, leader, policy_id, ZONE)) is None, (
        "one is the board's"
    )
    database.run_now(lambda s: for_leaders(s, first.survey))
    assert database.read_now(lambda s: policy_comparison.compare(s, leader, policy_id, ZONE)) is not None
    for act in (
        lambda s: policy_comparison.issue(s, leader, policy_id, ISSUED, now),
        lambda s: policy_comparison.offered(s, leader),
        lambda s: policy_comparison.around(s, member, policy_id, ZONE),
    ):
        with pytest.raises(NotPermitted):
            database.run_now(act)


def test_staff_of_a_commune_reach_no_policy_of_the_province(database: Database, scene: Scene, now: datetime) -> None:
    _first, second, policy_id = two_surveys(database, scene, now)

    def work(session: Session) -> tuple[object, ...]:
        theirs = Actor(scene.dung, frozenset({Role.STAFF}))
        return (
            policy_comparison.mine(session, theirs, policy_id),
            list(policy_comparison.offered(session, theirs)),
            policy_comparison.attach(session, theirs, second.survey, policy_id, now),
            policy_comparison.issue(session, theirs, policy_id, ISSUED, now),
            policy_comparison.around(session, theirs, policy_id, ZONE),
        )

    assert database.run_now(work) == (None, [], False, None, None)


def test_document_of_the_survey_after_sets_the_one_before_beside_it(
    database: Database, scene: Scene, now: datetime
) -> None:
    first, second, policy_id = two_surveys(database, scene, now)
    database.run_now(lambda s: policy_comparison.issue(s, first.staff, policy_id, ISSUED, now))

    def report(session: Session, survey_id: int) -> survey_report.SurveyReport:
        counted = results.read(session, first.staff, survey_id)
        assert counted is not None
        earlier = policy_comparison.comparison(session, first.staff, counted, ZONE)
        return results.report(counted, "Ban Tuyên giáo", earlier)

    after = database.read_now(lambda s: report(s, second.survey))
    made = docx.Document(io.BytesIO(survey_report.document(after, "vi", ZONE)))
    said = "\n".join(one.text for one in made.paragraphs)
    assert f"Giữa hai lần hỏi: Giá nước sạch năm 2027, ban hành ngày {ISSUED:%d/%m/%Y}." in said
    assert "chưa nói được chính sách là nguyên nhân" in said
    cells = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert ["Giá nước? – Phương án 1", "0\u00a0%", "100\u00a0%"] in [row[:3] for row in cells]
    book = openpyxl.load_workbook(io.BytesIO(survey_report.workbook(after, "vi", ZONE)))
    assert ("Giá nước?", "Phương án 1", 0, 1) in [row[:4] for row in book["So với trước"].iter_rows(values_only=True)]
    before = database.read_now(lambda s: report(s, first.survey))
    assert before.earlier is None, "nothing was asked before it"


def test_policy_is_read_as_it_is_typed() -> None:
    day = date(2026, 12, 5)
    for words in ("Giá nước; Nghị quyết 12/NQ-HĐND; 05/12/2026", "Giá nước\n5/12/2026\nNghị quyết 12/NQ-HĐND"):
        assert policy_comparison.parse(words, TODAY) == policy_comparison.Written(
            "Giá nước", "Nghị quyết 12/NQ-HĐND", day
        )
    assert policy_comparison.parse("Giá nước", TODAY) == policy_comparison.Written("Giá nước", "", None)
    for words in ("", " ; ", "x" * 500, "Giá nước, hỏi 0912 345 678"):
        with pytest.raises(WordsRefused):
            policy_comparison.parse(words, TODAY)


def test_cards_ask_whether_surveys_can_be_compared_without_counting_any(
    database: Database, scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, policy_id = two_surveys(database, scene, now)
    counted = database.read_now(lambda s: results.read(s, first.staff, second.survey))
    assert counted is not None
    monkeypatch.setattr(survey_answers, "given", lambda *_: pytest.fail("nothing is counted for a button"))
    has_earlier = database.read_now(lambda s: results.has_earlier(s, first.staff, counted))
    database.run_now(lambda s: policy_comparison.issue(s, first.staff, policy_id, ISSUED, now))
    found = database.read_now(lambda s: policy_comparison.around(s, first.staff, policy_id, ZONE))
    assert has_earlier and found is not None and policy_comparison.comparable(found)
    assert not policy_comparison.comparable(replace(found, before=found.after, after=found.before[:0]))
