"""No statement of a played day, of tidying after two years, or of a start reads a table that only grows."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from storage.audit import entries
from storage.engine.database import Database
from storage.forms import drafts
from storage.issues import issues, told_outcomes, verifications
from storage.members import addresses, member_changes, membership
from storage.messaging import deliveries, delivery_records, events, heartbeats, pending_notices, stored_files
from storage.prompts import assigned_parts, broadcasts, prompt_messages_sent, prompts, reachability
from storage.reports import alerts, flagging, review, withdrawals
from storage.statistics import digests
from storage.statistics.issue_shares import heard_between
from storage.surveys import survey_answers, surveys
from storage.tables import DigestKind, metadata
from tests.conftest import NOW
from tests.handlers.playing import UP_TO_URGENCY, local, play, report_there, send_prompt
from tests.handlers.staff.test_board_digests import draft_of
from tests.handlers.surveys.test_surveys import TITLE as SURVEY
from tests.handlers.surveys.test_surveys import answer, write_survey
from tests.query_plans import recorded, scans
from tests.stage import Stage, ZaloPerson, furnish, new_world, staged

SMALL = {
    # as many rows as there are people, places and hours
    *("account", "address", "group", "heartbeat", "member", "member_role", "unit", "rule", "duty_shift"),
    *("day_off", "stratum_target", "duty_override", "form", "form_file", "flag_rule", "prompt"),
    # up to three a prompt, for as long as media are kept, and what staff keep by name
    *("prompt_file", "prompt_template"),
    # one row
    "quiet_night",
    # a row a matter or a document of the board, read once a day or when a file goes
    *("issue", "board_digest"),
    # fewer than a batch of answers for each open survey: what makes a batch is moved on
    "survey_waiting",
    # a row each time that something went wrong
    *("outage", "restore"),
    # what retention ends: what nobody wrote on, links and questions of some months, the alerts of a year
    *("draft", "choice", "reporter", "report_question", "alert", "prompt_card"),
}


async def day(stage: Stage) -> None:
    """One of the days on which everything happens."""
    an, binh, chi, dung = stage.person("an"), stage.person("binh"), stage.person("chi"), ZaloPerson(stage, "dung")
    for person in (an, binh, chi, dung):
        await person.starts(person.code)
        await person.presses("Đồng ý tham gia")
    await send_prompt(binh)
    await an.presses("Viết báo cáo")
    await play(an, [*UP_TO_URGENCY, ("press", "Khẩn")])
    await binh.presses("Xem")
    await binh.presses("Nhận việc")
    await an.says("Đề nghị công khai giá vật tư.")
    await an.presses("✓ Gửi")
    officers = (
        "/menu",
        "/baocaomoi",
        "/tim giá lúa",
        "/tim tháng 10",
        "/canhbao",
        "/vande",
        "/tinhhinh",
        "/quytac",
        "/thanhvien",
        "/mauphieu",
        "/loinho",
    )
    for command in (*officers, "/lichtruc"):
        await binh.says(command)
    for command in ("/menu", "/dulieucuatoi", "/kenh", "/trogiup", "/hoi", "Xin hỏi về hạn nộp."):
        await an.says(command)
        await dung.says(command)
    await survey_and_issue(stage)
    report_there(stage, "dung")
    await stage.at(local(3, 17))
    await chi.presses("DOCX")
    for command in ("/ykien", "/tonghop", "/menu"):
        await chi.says(command)


async def survey_and_issue(stage: Stage) -> None:
    """A survey is written, answered by somebody and read while it runs; a matter gets its outcome; the board its draft."""
    an, binh = stage.person("an"), stage.person("binh")
    await write_survey(binh)
    await binh.presses("✓ Gửi khảo sát")
    await answer(an)
    await binh.says("/khaosat")
    await binh.presses(SURVEY)
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says("Giá vật tư")
    await binh.presses("Xem vấn đề")
    await binh.presses("Báo kết quả")
    await binh.says("Đã niêm yết giá.")
    await binh.presses("Gửi kết quả")
    await draft_of(binh, "01/11/2026 đến 02/11/2026")


async def test_no_statement_reads_a_growing_table_whole(database: Database) -> None:
    world = new_world(NOW, zalo=True)
    codes = database.run_now(lambda session: furnish(session, NOW))
    with recorded(database) as said:
        async with staged(database, world) as stage:
            stage.codes = codes
            await day(stage)
            for hour in (local(23, 8, 31), local(1, 9, month=12), local(1, 17, month=12)):
                await stage.at(hour)
            await stage.restart()
            world.clock.advance(timedelta(days=800).total_seconds())
            await stage.app.ticker.tidy()
            await stage.tick()
    read = {table for table in metadata.tables for one in said if f"FROM {table}" in one}
    assert len(said) > 150
    assert {"delivery", "event", "task", "report", "report_revision", "answer", "digest_report", "stored_file"} <= read
    assert {"survey_answer", "survey_done", "survey_sitting", "survey_waiting", "notice", "issue_event"} <= read
    found = {" ".join(one.split()): scans(database, one, said[one]) - SMALL for one in said}
    assert {statement: tables for statement, tables in found.items() if tables} == {}


def seldom(s: Session) -> None:
    """What a played day does not say, of turns, of hours and of sending: each question once, of rows that need not be there."""
    soon, some = NOW + timedelta(minutes=1), [1, 2]
    deliveries.comes_by(s, some, soon)
    deliveries.queue_again(s, some)
    deliveries.waiting_people(s, 1)
    deliveries.waiting(s, NOW)
    deliveries.waits(s, 1)
    deliveries.shown_after(s, 1, NOW, timedelta(minutes=5))
    deliveries.still_waiting(s, some)
    delivery_records.of_member(s, "an", 5)
    events.known(s, "clock", ["a", "b"])
    events.succeed(s, "clock", "a")
    events.again(s, NOW)
    events.in_trouble(s)
    events.parked_since(s, NOW)
    heartbeats.spans(s, NOW)
    pending_notices.brought_by(s, some)
    pending_notices.expire(s, some)
    pending_notices.waiting_for(s, 1)
    stored_files.newest(s, "digest")
    stored_files.forget_files(s, "grid", NOW)
    stored_files.remove_file(s, 999)
    assigned_parts.last_reminder(s, 1)
    assigned_parts.by_unit(s, some)
    assigned_parts.of_members(s, some, some)
    broadcasts.stopped(s, some)
    broadcasts.drop_rest(s, 1)
    prompts.due_between(s, NOW, soon)
    prompt_messages_sent.in_groups(s, 1)
    reachability.never_reached(s, some)
    reachability.has_it(s, 1, 1)
    reachability.can_go_elsewhere(s, 1, NOW)
    reachability.note_refused(s, 1, "blocked")
    alerts.of_draft(s, 1)
    alerts.has_alert(s, 1)
    alerts.asking(s)
    alerts.tried(s, 1, NOW)
    withdrawals.digested(s, 1)
    withdrawals.own_alert(s, 1)
    withdrawals.rule_alert(s, 1)
    withdrawals.documents(s, 1)
    withdrawals.stands_on(s, 1, 1)
    withdrawals.remove_files(s, some)
    flagging.flagged_at(s, 1, "land", 1)
    flagging.countable(s, NOW.date())
    flagging.month(s, 1, NOW.date(), 5)
    flagging.answered(s, "topic", ["land"], NOW.date())
    review.newest_revision(s, 1)
    review.topics(s, some)
    digests.earlier(s, 5)
    digests.unheard(s, 1, DigestKind.DAILY, NOW)
    survey_answers.answered(s, 1)
    survey_answers.waiting(s, 1)
    survey_answers.given(s, 1)
    survey_answers.forget(s, 1)
    surveys.links(s, 1)
    surveys.link_by_code(s, "x")
    issues.reporters(s, 1)
    issues.untold_issues(s, 1)
    issues.unasked_issues(s, 1)
    issues.move_all(s, 1, 2, NOW)
    told_outcomes.outcome_parts(s, 1)
    told_outcomes.with_outcome(s, [1])
    told_outcomes.told_here(s, 1)
    told_outcomes.count_why(s, 1, 3)
    issues.unlink(s, 1, 1)
    verifications.asked_contacts(s, 1)
    verifications.could_have_reported(s, 1)
    verifications.move_all(s, 1, 2)
    addresses.set_unreachable(s, 1, "blocked", NOW)
    member_changes.of_member(s, 1, 5)
    membership.lose_documents(s, some)
    entries.newest(s, 5, "report:1")
    drafts.mark_asked(s, 1, NOW)
    heard_between(s, NOW, soon)


def test_no_seldom_statement_reads_a_growing_table_whole(database: Database) -> None:
    database.run_now(lambda session: furnish(session, NOW))
    with recorded(database) as said:
        database.run_now(seldom)
    assert len(said) > 70
    found = {" ".join(one.split()): scans(database, one, said[one]) - SMALL for one in said}
    assert {statement: tables for statement, tables in found.items() if tables} == {}
