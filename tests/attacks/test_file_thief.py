"""A thief of the database file, of a dump of it or of a backup, without a key, joins all that can be joined."""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session
from sqlmodel import select

from services.audiences import Audience
from storage.engine.database import Database
from storage.forms import drafts
from storage.keyring import KeyRing
from storage.maintenance import backup
from storage.members import part_states
from storage.prompts import prompts
from storage.reports import alerts, reports
from storage.tables import Alert, Member, Prompt, PromptKind, PromptStatus, ReportKind, metadata
from tests.handlers.conftest import an, binh, dung, stage, world
from tests.handlers.playing import UP_TO_URGENCY, WHOLE, begin_report, local, play, prompt_there
from tests.stage import Person, Stage
from tests.storage.scene import TODAY, Scene, submission

__all__ = ["an", "binh", "dung", "stage", "world"]

Rows = dict[str, list[Mapping[str, Any]]]

COMMON = {"unit_id", "place_id", "form_id", "prompt_id", "account_id", "revision", "id", "file_id"}
"""What many share says nothing of one; an `id` is met by the columns that refer to it."""

OFFICERS = {"last_asked", "acknowledged_by", "taken_by", "changed_by"}


def sent(session: Session, scene: Scene, now: datetime) -> dict[int, int]:
    """Reports by An and Dung, of An a second one; each flagged urgent while it was written; one is being corrected."""
    found = {}
    for member in (scene.an, scene.an, scene.dung):
        draft = drafts.add(session, member, scene.form, None, "<x/>", now)
        alerts.raise_for_draft(session, draft.id, scene.binh_hoa, now)
        wanted = reports.Submission(
            ReportKind.URGENT, scene.form, None, member, scene.binh_hoa, None, "<x/>", {"main": ["agree"]}, True
        )
        report = reports.add(session, wanted, now.date(), now)
        alerts.move_to_report(session, draft.id, report.id)
        drafts.remove(session, draft.id)
        found[report.id] = member
        correction = drafts.add(session, member, scene.form, None, "<x/>", now)
        reports.begin_correction(session, report.id, correction.id)
    open_draft = drafts.add(session, scene.dung, scene.form, None, "<x/>", now)
    alerts.raise_for_draft(session, open_draft.id, scene.binh_hoa, now)
    return found


def stolen_file(database: Database) -> Rows:
    """Every row as the driver gives it, which knows no key."""
    with database.engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')]
            for table in metadata.sorted_tables
        }


def stolen_backup(database: Database, now: datetime) -> Rows:
    file = io.BytesIO()
    backup.write(database, file, now)
    found: Rows = {}
    name, columns = "", list[str]()
    for line in gzip.decompress(file.getvalue()).splitlines():
        read = json.loads(line)
        if isinstance(read, list):
            found[name].append(dict(zip(columns, read, strict=True)))
        elif "table" in read:
            name, columns = read["table"], read["columns"]
            found[name] = []
    return found


def readings(value: Any) -> set[Any]:
    """A stored value, and the numbers as which it may be read without a key."""
    said = {value}
    if isinstance(value, str):
        try:
            value = base64.b64decode(value, validate=True)  # as a backup writes bytes
        except ValueError:
            return said
    if not isinstance(value, bytes):
        return said
    return {*said, int.from_bytes(value, "big"), int.from_bytes(value, "little")}


def people_behind(rows: Rows, report_id: int) -> set[int]:
    """The members whom a thief reaches from a report by whatever is equal: ids, pseudonyms, keyed hashes."""
    known: set[Any] = {("report", report_id)}
    drafts_known: set[Any] = set()
    people: set[Any] = set()
    for table in ("report", "reporter", "report_revision", "answer", "alert"):
        for row in rows[table]:
            if row["id" if table == "report" else "report_id"] == report_id:
                for column, value in row.items():
                    if value is not None and column not in COMMON | OFFICERS:
                        known.add(value)
                        drafts_known |= readings(value) if "draft" in column else set()
                        people |= readings(value) if "member" in column else set()
    reached = {row["id"] for row in rows["member"] if row["id"] in people}
    reached |= {row["member_id"] for row in rows["draft"] if row["id"] in drafts_known}
    sealed = {value for value in known if isinstance(value, (bytes, str)) and len(value) >= 16}
    for table in ("member", "address", "draft", "choice", "invitation", "assignment", "delivery"):
        for row in rows[table]:
            values = {value for value in row.values() if isinstance(value, (bytes, str))}
            if values & sealed - {value for value in values if isinstance(value, str) and value[:3] == "202"}:
                reached.add(row.get("member_id", row.get("id")))
    return reached


@pytest.mark.parametrize("stolen", ["file", "backup"])
def test_no_report_leads_to_its_member(database: Database, scene: Scene, now: datetime, stolen: str) -> None:
    truth = database.run_now(lambda session: sent(session, scene, now))
    rows = stolen_file(database) if stolen == "file" else stolen_backup(database, now)
    assert len(rows["reporter"]) == len(rows["report"]) == len(truth)
    for report_id in truth:
        assert people_behind(rows, report_id) == set()
    open_alerts = [row["draft_id"] for row in rows["alert"] if row["draft_id"] is not None]
    assert open_alerts and not {row["id"] for row in rows["draft"]} & set(open_alerts)


def test_who_has_the_key_finds_each_their_own(database: Database, scene: Scene, now: datetime) -> None:
    truth = database.run_now(lambda session: sent(session, scene, now))

    def work(session: Session) -> dict[int, int]:
        found = {}
        for member in (scene.an, scene.dung, scene.binh):
            for report in reports.own(session, member, 10):
                report_id = report.id
                assert reports.own_report(session, report_id, member) is not None
                alert = session.scalars(select(Alert).where(Alert.report_id == report_id)).one()
                assert alerts.author(session, alert) == member
                draft = drafts.get_any(session, reports.correction(session, report_id) or 0)
                assert draft is not None and draft.member_id == member
                found[report_id] = member
        return found

    assert database.read_now(work) == truth


def test_pseudonyms_outlive_a_change_of_keys_and_differ_by_column(
    database: Database, scene: Scene, now: datetime
) -> None:
    database.run_now(lambda session: sent(session, scene, now))
    first = database.keys.pseudonym("reporter.member_id", scene.an)
    assert first != database.keys.pseudonym("alert.draft_id", scene.an)
    assert database.keys.behind("reporter.member_id", first) == scene.an
    other = KeyRing(list(database.keys.keys))
    other.unlock(b"another installation's seed, 32 b")
    assert other.pseudonym("reporter.member_id", scene.an) != first


def moment(value: Any) -> datetime | None:
    """An instant as a driver or a backup writes it."""
    if isinstance(value, str) and value[:3] == "202" and len(value) > 10:
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def instants(row: Mapping[str, Any]) -> Iterator[datetime]:
    yield from (at for value in row.values() if (at := moment(value)) is not None)
    if isinstance(row.get("id"), int) and row["id"] > 10**15:
        yield datetime.fromtimestamp(row["id"] / 1_000_000, UTC)  # deliveries are numbered by their microsecond


def members_at(rows: Rows, seconds: set[datetime]) -> set[int]:
    """The members to whom rows in plain lead that stand within a second of these instants."""
    owners = {row["id"]: row["member_id"] for row in rows["address"]}
    reached = set()
    for table, found in rows.items():
        for row in found:
            if any(abs(at - second) <= timedelta(seconds=1) for at in instants(row) for second in seconds):
                whose = {row.get("member_id"), owners.get(row.get("address_id"))}
                whose |= {row["id"]} if table == "member" else set()
                whose |= {row["member_id"]} if table == "address" else set()
                reached |= {one for one in whose if isinstance(one, int)}
    return reached


async def test_nothing_stands_beside_its_member_in_the_second_of_a_report(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    """Two report, one of them urgently, one corrects: receipts, drafts, decisions and assignments tell whose it was."""
    prompt_there(stage)
    await stage.at(local(3, 10))
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("Gửi")
    await stage.at(local(3, 11))
    await begin_report(dung)
    await play(dung, UP_TO_URGENCY)
    await dung.presses("Báo khẩn")
    await dung.presses("Báo khẩn ngay")
    people = stage.look(lambda s: {one.code: one.id for one in s.scalars(select(Member))})
    for rows in (stolen_file(stage.database), stolen_backup(stage.database, local(3, 12))):
        assert len(rows["report"]) == len(rows["alert"]) == 1
        seconds = {
            at for table in ("report", "report_revision", "alert") for row in rows[table] for at in instants(row)
        }
        assert len(seconds) >= 2
        assert not members_at(rows, seconds) & {people["an"], people["dung"]}
        assert not members_at(rows, {at for row in rows["draft"] for at in instants(row)}) & {people["dung"]}


async def test_nothing_stands_beside_its_member_in_the_second_of_training(
    stage: Stage, an: Person, binh: Person
) -> None:
    """A report says in plain that it is of somebody in training: who was told so may not be met by the clock."""
    await stage.at(local(3, 10))
    await binh.says("/tapsu")
    await binh.presses("Thêm người tập sự")
    await binh.says("Hoàng An đến 31/12")
    an.sees("Anh/chị tập sự đến hết")
    await stage.at(local(3, 11))
    await binh.says("/tapsu")
    await binh.presses("Hết tập sự: Hoàng An")
    an.sees("hết tập sự")
    (member,) = stage.look(lambda s: s.scalars(select(Member.id).where(Member.code == "an")).all())
    for rows in (stolen_file(stage.database), stolen_backup(stage.database, local(3, 12))):
        logged = [row for row in rows["audit_entry"] if str(row["action"]).startswith("training.")]
        assert len(logged) == 2 and len(rows["training"]) == 1
        assert {at.astimezone(UTC).time() for row in rows["training"] for at in instants(row)} == {time()}, "a day"
        assert member not in members_at(rows, {at for row in logged for at in instants(row)})


@pytest.mark.parametrize("stolen", ["file", "backup"])
def test_no_unit_or_prompt_of_a_report_is_that_of_its_member(
    database: Database, scene: Scene, now: datetime, stolen: str
) -> None:
    def work(session: Session) -> None:
        for member, place in ((scene.an, None), (scene.an, scene.binh_hoa), (scene.dung, scene.an_phu)):
            said = submission(scene, member, place_id=place, coded={"topic": ["land"], "place": ["BH"]})
            reports.add(session, said, TODAY, now)

    database.run_now(work)
    rows = stolen_file(database) if stolen == "file" else stolen_backup(database, now)
    plain = {row["id"] for row in rows["unit"]} | {row["code"] for row in rows["unit"]}
    for table in ("report", "answer", "alert", "issue", "report_flag"):
        for row in rows[table]:
            for column in ("unit_id", "place_id", "prompt_id", "choice"):
                assert not readings(row.get(column)) & plain
    assert len({row["unit_id"] for row in rows["report"]}) == 1, "who has the key still counts by place"


def test_the_roster_in_the_file_says_neither_who_reports_singly_nor_whom_they_cover(
    database: Database, scene: Scene, now: datetime
) -> None:
    database.run_now(lambda s: setattr(s.get_one(Member, scene.an), "strata", ("women", "youth")))
    for rows in (stolen_file(database), stolen_backup(database, now)):
        for column in ("single", "officer_id", "strata"):
            stored = [row[column] for row in rows["member"]]
            assert len(set(stored)) == len(stored), "no two are equal"
            assert len({len(value) for value in stored}) == 1, "none is longer"
    dung = database.read_now(lambda s: s.get_one(Member, scene.dung))
    assert (dung.single, dung.officer_id) == (True, scene.binh)


def test_what_was_corrected_stands_in_no_free_page(database: Database, scene: Scene, now: datetime) -> None:
    if database.backend != "sqlite":
        return

    def work(session: Session) -> None:
        first = submission(scene, scene.an, coded={"topic": ["toanthuhoidat"] * 9, "what": ["toanthuhoidat"]})
        report = reports.add(session, first, TODAY, now)
        reports.revise(session, report, submission(scene, scene.an), now)

    database.run_now(work)
    path = Path(str(database.engine.url.database))
    with database.engine.connect() as connection:
        connection.rollback()
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    assert b"farmer" in path.read_bytes(), "what stands is found"
    assert b"toanthuhoidat" not in path.read_bytes()


async def test_nobody_reads_who_was_asked_as_one_who_had_not_answered(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    """Who had answered would be known by who was not asked: rows and addresses are alike for both (privacy 3)."""
    first = prompt_there(stage)
    await an.says("/menu")
    await an.presses("Không có ý kiến")
    second = stage.database.run_now(lambda session: _to_remind(session, first, local(4, 8)))
    an_saw, dung_saw = an.last.id, dung.last.id
    await stage.at(local(4, 9))
    assert (len(an.answers(an_saw)), len(dung.answers(dung_saw))) == (0, 1), "An has answered"
    await an.says("/menu")
    an.has_not_seen("Nhắc riêng")
    for rows in (stolen_file(stage.database), stolen_backup(stage.database, local(4, 10))):
        parts = {row["member_id"]: len(row["state"]) for row in rows["assignment"] if row["prompt_id"] == second}
        before = {row["member_id"] for row in rows["assignment"] if row["prompt_id"] == first}
        assert parts.keys() == before and len(before) == 2
        assert len(set(parts.values())) == 1
        sent_now = [row for row in rows["delivery"] if row["prompt_id"] == second]
        assert sent_now and not any(row["address_id"] for row in sent_now)
    await begin_report(dung, "Nhắc riêng")
    counted = stage.look(lambda s: [member for member, _ in part_states.states(s, second)])
    assert counted == [stage.look(lambda s: s.scalars(select(Member.id).where(Member.code == "dung")).one())]


def _to_remind(session: Session, before: int, at: datetime) -> int:
    """A prompt to those who have not answered another one, that waits for its hour."""
    first = session.get_one(Prompt, before)
    waits = Prompt(
        kind=PromptKind.AD_HOC, status=PromptStatus.SCHEDULED, form_id=first.form_id, title="Nhắc riêng", intro="",
        unit_id=first.unit_id, audience=Audience((f"unanswered-{before}",)).dump(), due_at=first.due_at,
        created_by=first.created_by, created_at=first.created_at, send_at=at,
    )  # fmt: skip
    return prompts.add(session, waits, [("Giá đất", "land")]).id
