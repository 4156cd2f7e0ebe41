"""Results: of whom they may be said, who may read them, what stands in the files, who is told."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest

from digests import survey_report, survey_template
from services.actor import Actor, NotPermitted
from services.free_words import WordsRefused
from services.surveys import links, results, surveys
from services.surveys.results import BadMargins
from services.surveys.surveys import Written
from storage.engine.database import Database
from storage.members import addresses
from storage.statistics.survey_figures import FEW
from storage.surveys import surveys as rows
from storage.tables import Drawn, Role, SeenBy
from tests.services.surveys.poll import QUESTIONS, Poll, member_answers, open_survey
from tests.storage.scene import TODAY, Scene, enrol, make
from texts.catalogue import LANGUAGES

ZONE: tzinfo = ZoneInfo("Asia/Ho_Chi_Minh")
LINES = "Nam: 49,9 / 20\nNữ: 50 / 40"


@pytest.fixture
def scene(database: Database, now: datetime) -> Scene:
    return make(database, now)


def closed(database: Database, scene: Scene, now: datetime, **more: object) -> Poll:
    """Seventy-five answered: forty men and thirty-five women; of the men most say a1, of the women most say a2."""
    poll = open_survey(database, scene, now, 75, **more)
    fill_and_close(database, scene, now, poll)
    return poll


def fill_and_close(database: Database, scene: Scene, now: datetime, poll: Poll) -> None:
    def work(session):  # type: ignore[no-untyped-def]
        for at, member in enumerate(poll.people):
            man = at < 40
            first = "a1" if (at % 4 if man else not at % 4) else "a2"
            said = {"q1": first, "q2": "b1 b2" if at % 3 else "b1", "sex": "m" if man else "f"}
            member_answers(session, scene, poll, member, said, now)
        surveys.close(session, poll.staff, poll.survey, now, TODAY)

    database.run_now(work)


def test_collaborators_are_no_sample_and_are_never_weighted(database: Database, scene: Scene, now: datetime) -> None:
    poll = open_survey(database, scene, now, 75)
    database.run_now(
        lambda s: results.set_shares(s, poll.staff, poll.survey, "sex", LINES, "Niên giám", date(2025, 12, 31), now)
    )
    fill_and_close(database, scene, now, poll)
    counted = database.read_now(lambda s: results.read(s, poll.staff, poll.survey))
    assert counted is not None and counted.results.n == 75
    assert not counted.results.weighing.asked
    said = survey_report.method(results.report(counted, "Ban"), "vi", ZONE)
    assert any("không phải mẫu của người dân" in line for line in said)
    assert any("Không gán trọng số" in line for line in said)


def test_sample_is_set_against_its_population_and_says_so(database: Database, scene: Scene, now: datetime) -> None:
    poll = open_survey(database, scene, now, 60)

    def work(session):  # type: ignore[no-untyped-def]
        for at, member in enumerate(poll.people):
            member_answers(session, scene, poll, member, {"q1": "a1" if at < 45 else "a2", "sex": "mf"[at < 20]}, now)
        results.set_shares(session, poll.staff, poll.survey, "sex", LINES, "Niên giám", date(2025, 12, 31), now)
        surveys.close(session, poll.staff, poll.survey, now, TODAY)
        rows.get(session, poll.survey).drawn = Drawn.SAMPLED
        with pytest.raises(BadMargins):  # a look without weights and one with would differ by whoever has none
            results.set_shares(session, poll.staff, poll.survey, "sex", LINES, "Niên giám", TODAY, now)

    database.run_now(work)
    counted = database.read_now(lambda s: results.read(s, poll.staff, poll.survey))
    assert counted is not None and counted.results.weighing.done
    report = results.report(counted, "Ban")
    said = survey_report.method(report, "vi", ZONE)
    assert any("hệ số thiết kế" in line for line in said) and any("99,9" in line for line in said)
    assert not any("không phải mẫu" in line for line in said)
    assert [(one.option, one.source) for one in report.margins] == [("Nữ", "Niên giám"), ("Nam", "Niên giám")]
    first = database.read_now(lambda s: results.achieved(s, poll.staff, poll.survey))[0]
    assert (first.option, first.answered, first.wanted) == ("Nữ", 20, 40), "who lacks most stands first"


def test_leaders_read_what_the_first_screen_said_and_nobody_before_it_is_over(
    database: Database, scene: Scene, now: datetime
) -> None:
    leader = Actor(scene.lan, frozenset({Role.LEADER}))
    ours, theirs = closed(database, scene, now), None
    assert database.read_now(lambda s: results.read(s, leader, ours.survey)) is None
    with pytest.raises(NotPermitted):
        database.run_now(lambda s: results.export(s, leader, ours.survey, "csv", now))
    with pytest.raises(NotPermitted):
        database.read_now(lambda s: results.read(s, Actor(scene.an, frozenset({Role.COLLABORATOR})), ours.survey))

    def work(session):  # type: ignore[no-untyped-def]
        rows.get(session, ours.survey).seen_by = SeenBy.LEADERS

    database.run_now(work)
    theirs = database.read_now(lambda s: results.read(s, leader, ours.survey))
    assert theirs is not None
    assert [one.id for one in database.read_now(lambda s: surveys.newest(s, leader))] == [ours.survey]


def test_those_who_answered_are_told_once(database: Database, scene: Scene, now: datetime) -> None:
    poll = open_survey(database, scene, now, 6, unit_id=scene.binh_hoa, seen_by=SeenBy.PUBLIC)

    def work(session):  # type: ignore[no-untyped-def]
        poll.people.append(scene.an)  # who has a chat
        for member in poll.people:
            member_answers(session, scene, poll, member, {"q1": "a1"}, now)
        surveys.close(session, poll.staff, poll.survey, now, TODAY)

    database.run_now(work)
    for said, goes in ((SeenBy.BOARD, False), (SeenBy.LEADERS, False), (SeenBy.PUBLIC, True)):

        def now_said(session, said=said):  # type: ignore[no-untyped-def]
            rows.get(session, poll.survey).seen_by = said
            return results.tell(session, poll.staff, poll.survey, now)

        told = database.run_now(now_said)
        assert (told is not None) is goes, "only what the first screen called public"
    assert told is not None and [one.member_id for one in told[1]] == [scene.an], (
        "dung, with a chat too, did not answer"
    )
    assert database.run_now(lambda s: results.tell(s, poll.staff, poll.survey, now)) is None


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("Nam: 50\nNữ: 30", "sum"),
        ("Nam: 100", "missing_option"),
        ("Nam: 50\nNữ: 50\nKhác: 0", "unknown_option"),
        ("Nam: năm mươi\nNữ: 50", "not_a_number"),
        ("Nam: -3\nNữ: 103", "not_a_number"),
        ("bà Lan 0912 345 678: 50", "unknown_option"),
    ],
)
def test_shares_that_cannot_be_are_refused_and_those_before_stay(
    database: Database, scene: Scene, now: datetime, lines: str, code: str
) -> None:
    poll = open_survey(database, scene, now, 1)
    day = date(2025, 12, 31)
    database.run_now(lambda s: results.set_shares(s, poll.staff, poll.survey, "sex", LINES, "Niên giám", day, now))
    with pytest.raises(BadMargins) as refused:
        database.run_now(lambda s: results.set_shares(s, poll.staff, poll.survey, "sex", lines, "x", day, now))
    assert refused.value.code == code
    assert not any(word in refused.value.detail for word in ("Khác", "năm mươi", "Lan", "0912")), (
        "nothing is quoted back"
    )
    with pytest.raises(WordsRefused):
        database.run_now(
            lambda s: results.set_shares(s, poll.staff, poll.survey, "sex", LINES, "bà Lan, 0912 345 678", day, now)
        )
    assert [one.share for one in database.read_now(lambda s: rows.margins(s, poll.survey))] == [50.0, 49.9]


def test_files_hold_method_wording_tables_and_nothing_of_fewer_than_five(
    database: Database, scene: Scene, now: datetime
) -> None:
    poll = closed(database, scene, now + timedelta(hours=1))
    counted = database.read_now(lambda s: results.read(s, poll.staff, poll.survey))
    assert counted is not None
    report = results.report(counted, "Ban Tuyên giáo và Dân vận Tỉnh ủy")
    document = docx.Document(io.BytesIO(survey_report.document(report, "vi", ZONE, None, True)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(one.text for one in document.paragraphs), *cells])
    for part in (
        "KẾT QUẢ KHẢO SÁT",
        "không phải mẫu của người dân",
        "n = 75; n hiệu quả (Kish) = 75",
        "Câu 1. Giá nước?",
        "Các phương án: Phương án 1 · Phương án 2 · Phương án 3 · —.",
        "do cán bộ ban đóng",
        "điểm phần trăm",
        "Lần này chưa vẽ được biểu đồ",
    ):
        assert part in said, part
    assert "{{" not in said and "{%" not in said
    book = openpyxl.load_workbook(io.BytesIO(survey_report.workbook(report, "vi", ZONE)))
    table = [[cell.value for cell in row] for row in book["Kết quả"].iter_rows()]
    assert table[0][0] == "Câu hỏi" and table[1][:3] == ["Giá nước?", "Tất cả", "Phương án 1"]
    tidy = list(csv.DictReader(io.StringIO(survey_report.tidy_csv(report, "vi").decode("utf-8-sig"))))
    assert tidy and all(row["n"] == "" or not 0 < int(row["n"]) < 5 for row in tidy)
    crossed = [row for row in tidy if row["group_question"] == "sex"]
    assert {row["group"] for row in crossed} <= {"Nam", "Nữ", "—", "Còn lại (ít người)"}
    assert all(row["option"] != FEW or row["suppressed"] in "01" for row in crossed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_survey_template_that_comes_along_is_the_one_that_is_built(language: str) -> None:
    kept = docx.Document(str(survey_template.TEMPLATES / f"survey.{language}.docx"))
    assert kept.element.xml == survey_template.build(language).element.xml


def test_survey_closes_when_every_group_has_its_quota(database: Database, scene: Scene, now: datetime) -> None:
    poll = open_survey(database, scene, now, 25)
    database.run_now(
        lambda s: results.set_shares(s, poll.staff, poll.survey, "sex", "Nam: 50 / 10\nNữ: 50 / 8", "x", TODAY, now)
    )
    ended = []
    for at, member in enumerate(poll.people):
        said = {"q1": "a1", "sex": "m" if at < 12 else "f"}
        database.run_now(lambda s, m=member, c=said: member_answers(s, scene, poll, m, c, now))  # type: ignore[misc]
        database.run_now(lambda s: surveys.tick(s, poll.survey, now, TODAY))
        survey = database.read_now(lambda s: rows.get(s, poll.survey))
        assert survey is not None
        ended.append(survey.ended is not None)
    assert ended.index(True) == 19, "the twentieth answer filled the batch in which the women had their eight"


def test_question_that_repeats_is_set_beside_the_last_survey_and_others_are_not(
    database: Database, scene: Scene, now: datetime
) -> None:
    first = closed(database, scene, now)
    counted = database.read_now(lambda s: results.read(s, first.staff, first.survey))
    assert counted is not None
    assert database.read_now(lambda s: results.earlier(s, first.staff, counted)) is None

    def again(session, questions):  # type: ignore[no-untyped-def]
        day = now + timedelta(days=3)
        plain = Written(
            "Giá nước 2", "x", questions, None, Drawn.NETWORK, SeenBy.BOARD, False, scene.province, None, None, day
        )
        done = surveys.plan(session, first.staff, plain, now)
        poll = Poll(done.survey.id, first.people, first.staff)
        for member in poll.people:
            member_answers(session, scene, poll, member, {"q1": "a1", "q2": "b1", "sex": "m"}, now)
        surveys.close(session, first.staff, poll.survey, now, TODAY)
        return poll.survey

    second = database.run_now(lambda s: again(s, QUESTIONS))
    counted = database.read_now(lambda s: results.read(s, first.staff, second))
    assert counted is not None
    found = database.read_now(lambda s: results.earlier(s, first.staff, counted))
    assert found is not None and found[0].id == first.survey
    change = next(one for one in found[1] if one.option == "Phương án 1")
    assert (round(change.then.value, 2), change.now.value) == (0.52, 1.0)
    assert change.by is not None and change.by.tells and change.by.least > 0.3
    assert {one.question for one in found[1]} == {"Giá nước?", "Sửa gì?"}, "who is who is no opinion"
    other = (replace(QUESTIONS[0], text="Giá nước mới?"),)
    third = database.run_now(lambda s: again(s, other))
    counted = database.read_now(lambda s: results.read(s, first.staff, third))
    assert counted is not None and database.read_now(lambda s: results.earlier(s, first.staff, counted)) is None
    for seen_by, read in ((SeenBy.BOARD, False), (SeenBy.LEADERS, True)):

        def by_leader(session, seen_by=seen_by):  # type: ignore[no-untyped-def]
            rows.get(session, first.survey).seen_by = seen_by
            rows.get(session, second).seen_by = SeenBy.LEADERS
            leader = Actor(scene.an, frozenset({Role.LEADER}))
            return results.earlier(session, leader, results.read(session, leader, second))

        assert (database.run_now(by_leader) is not None) is read, "the board's own is not read by a comparison"


def test_staff_of_a_commune_reach_no_survey_of_another_unit_even_by_forced_buttons(
    database: Database, scene: Scene, now: datetime
) -> None:
    """Province, own commune, next commune: every act and every look."""
    poll = closed(database, scene, now, seen_by=SeenBy.PUBLIC)

    def work(session):  # type: ignore[no-untyped-def]
        there = Actor(enrol(session, "cb", scene.an_phu, Role.STAFF, joined=now), frozenset({Role.STAFF}))
        written = Written(
            "x", "x", QUESTIONS, None, Drawn.SELF_CHOSEN, SeenBy.BOARD, False, scene.binh_hoa, None, None,
            now + timedelta(days=1),
        )  # fmt: skip
        foreign = surveys.plan(session, poll.staff, written, now).survey.id
        link = links.make(session, poll.staff, foreign, "Chợ", now)
        waits = surveys.pilot(session, poll.staff, written, now).survey.id
        with pytest.raises(NotPermitted):
            surveys.plan(session, there, written, now)
        with pytest.raises(NotPermitted):
            surveys.pilot(session, there, replace(written, unit_id=scene.province), now)
        own = surveys.plan(session, there, replace(written, unit_id=scene.an_phu), now).survey.id
        assert [one.id for one in surveys.newest(session, there)] == [own]
        assert links.make(session, there, own, "Chợ", now) is not None
        assert (
            results.read(session, there, poll.survey) is None and results.tell(session, there, poll.survey, now) is None
        )
        with pytest.raises(NotPermitted):
            results.export(session, there, poll.survey, "csv", now)
        assert results.set_shares(session, there, foreign, "sex", LINES, "x", TODAY, now) is None
        assert results.achieved(session, there, foreign) == []
        assert surveys.standing(session, there, foreign, now) is None
        assert surveys.remind(session, there, foreign, now) is None
        assert surveys.open_after_pilot(session, there, waits, now) is None
        assert surveys.call_off(session, there, waits, now) is None
        assert surveys.close(session, there, foreign, now, TODAY) is None
        assert links.make(session, there, foreign, "Chợ", now) is None and links.listed(session, there, foreign) == []
        assert links.close(session, there, link.id, now) is None
        assert links.listed(session, poll.staff, foreign), "the province sees it"
        addresses.add_address(session, scene.account, "600", there.member_id, now)
        rows.get(session, foreign).created_by = scene.ba  # who is no officer
        over = surveys.tick(session, foreign, now + timedelta(days=2), TODAY)
        assert {one.recipient.member_id for one in over} == {scene.binh, scene.lan}, "nobody of another unit is told"

    database.run_now(work)
