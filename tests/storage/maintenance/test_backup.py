"""A backup: either kind of database comes back from it whole, or stays as it was."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import func
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.counters import next_number
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.backup import RECEIPTS_JUMP, BackupTrouble, Restored, restore, write
from storage.maintenance.raw_tables import raw
from storage.members import invitations, membership, units
from storage.messaging import tasks
from storage.tables import (
    Answer,
    Counter,
    FormFile,
    FormVersion,
    Member,
    Report,
    ReportKind,
    Role,
    StoredFile,
    Unit,
    UnitKind,
    metadata,
)

LATER = datetime(2026, 12, 2, 3, tzinfo=UTC)
"""When a backup is put back."""


def fill(session: Session, now: datetime) -> None:
    """A little of everything that could go wrong: references backwards and in a circle, dates, bytes, flags, enums."""
    province = membership.add_root(session, "TINH", "Tỉnh")
    late = Unit(id=20, code="X02", name="Xã Hai", sort_key="hai", kind=UnitKind.COMMUNE, parent_id=province.id)
    session.add(late)
    session.flush()
    early = Unit(id=50, code="X01", name="Xã Một", sort_key="mot", kind=UnitKind.WARD, valid_to=date(2026, 1, 1))
    session.add(early)
    session.flush()
    late.parent_id, early.parent_id = early.id, province.id
    units.rebuild_paths(session)
    an = membership.add_member(session, "Hoàng An", {Role.COLLABORATOR}, late)
    binh = membership.add_member(session, "Trần Bình", {Role.STAFF}, province)
    an.single, an.officer_id, binh.officer_id = True, binh.id, an.id
    form = FormVersion(name="periodic", version=1, title="Báo cáo", xml="<h:html/>", published_at=now)
    photo = StoredFile(purpose="report", name="ảnh.jpg", mime="image/jpeg", size=3, content=b"\0\xff1", created_at=now)
    session.add_all([form, photo])
    session.flush()
    assert form.id is not None and photo.id is not None
    session.add(FormFile(form_id=form.id, name="map.jpg", file_id=photo.id))
    number, day = "BC-1126-001", date(2026, 11, 3)
    report = Report(
        number=number, kind=ReportKind.URGENT, form_id=form.id, unit_id=20, urgent=True, day=day, submitted_at=now
    )
    session.add(report)
    session.flush()
    session.add(Answer(report_id=report.id, field="main", choice="agree", revision=1, day=report.day, unit_id=20))
    session.flush()
    invitations.create(session, binh.id, now)


@pytest.fixture
def full(database: Database, now: datetime) -> Database:
    database.run_now(lambda session: fill(session, now))
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[Callable[[KeyRing], Database]]:
    """Makes an empty database with today's tables, on each backend in turn."""
    opened: list[Database] = []
    if request.param == "sqlite":
        (tmp_path / "other.db").write_bytes(request.getfixturevalue("sqlite_template"))
        url = f"sqlite:///{tmp_path}/other.db"
    else:
        from sqlalchemy import create_engine
        from sqlalchemy.engine import make_url

        server = make_url(request.getfixturevalue("postgres"))
        name = f"backup_{abs(hash(request.node.nodeid)):x}"
        admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(
                f'CREATE DATABASE "{name}" TEMPLATE "{request.getfixturevalue("postgres_template")}"'
            )
        url = server.set(database=name).render_as_string(hide_password=False)

    def make(keys: KeyRing) -> Database:
        database = Database(url, keys, rehearse=True)
        opened.append(database)
        return database

    yield make
    for database in opened:
        database.close()
    if request.param == "postgresql":
        with admin.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
        admin.dispose()


def backup(database: Database, now: datetime) -> io.BytesIO:
    file = io.BytesIO()
    write(database, file, now)
    return file


def content(database: Database) -> dict[str, Any]:
    """All rows of all tables, as they are stored."""

    def work(session: Session) -> dict[str, Any]:
        tables = [raw(table.name) for table in metadata.sorted_tables]
        return {
            table.name: [tuple(row) for row in session.execute(table.select().order_by(*table.primary_key.columns))]
            for table in tables
        }

    return database.read_now(work)


def edited(file: io.BytesIO, change: Callable[[list[Any]], list[Any]]) -> io.BytesIO:
    lines = [orjson.loads(line) for line in gzip.decompress(file.getvalue()).splitlines()]
    return io.BytesIO(gzip.compress(b"".join(orjson.dumps(line) + b"\n" for line in change(lines))))


def code_of(database: Database, file: io.BytesIO, *, replace: bool = True) -> str:
    with pytest.raises(BackupTrouble) as caught:
        restore(database, file, LATER, replace=replace)
    return caught.value.code


def test_either_database_comes_back_from_the_other(
    full: Database, other: Callable[[KeyRing], Database], now: datetime
) -> None:
    target = other(full.keys)
    file = io.BytesIO()
    rows = write(full, file, now)
    assert restore(target, file, LATER) == Restored(rows, now)
    assert content(target) | {"counter": []} == content(full) | {"counter": []}
    target.open()
    seen = target.read_now(
        lambda session: [member.name for member in session.scalars(select(Member).order_by(Member.code))]
    )
    assert seen == ["Trần Bình", "Hoàng An"]


def test_life_goes_on_after_a_restore(full: Database, other: Callable[[KeyRing], Database], now: datetime) -> None:
    target = other(full.keys)
    restore(target, backup(full, now), LATER)
    target.open()

    def work(session: Session) -> list[int]:
        unit = session.scalars(select(Unit).where(Unit.code == "TINH")).one()
        membership.add_member(session, "Người mới", {Role.LEADER}, unit)
        session.add(Unit(code="NEW", name="Mới", sort_key="moi", kind=UnitKind.BODY, parent_id=unit.id))
        session.flush()
        return [session.scalar(select(func.max(Unit.id))) or 0, session.scalar(select(func.max(Member.id))) or 0]

    assert target.run_now(work)[0] >= 51


def test_numbers_go_on_above_everything_ever_given_out_after_a_restore(
    full: Database, other: Callable[[KeyRing], Database], now: datetime
) -> None:
    """Rows that were gone before the backup count, and so do those of the days that are lost; tables that are empty too."""

    def given(session: Session) -> int:
        task = tasks.add(session, "digest", b"{}", now)
        session.flush()
        session.delete(task)
        session.flush()
        return task.id

    for _ in range(3):
        used = full.run_now(given)
    target = other(full.keys)
    restore(target, backup(full, now), LATER)
    target.open()
    assert target.run_now(given) > used + 1000, "no result of a task meets an event that is remembered"
    following = [target.run_now(lambda s, m=m: next_number(s, f"report:{m}")) for m in ("1126", "1226")]
    assert min(following) > RECEIPTS_JUMP, "no receipt is given out twice, in the months since the backup either"


def test_nothing_personal_can_be_read_in_a_backup(full: Database, now: datetime) -> None:
    plain = gzip.decompress(backup(full, now).getvalue())
    assert b"BC-1126-001" in plain
    for secret in ("Hoàng An", "Trần Bình", "ảnh.jpg"):
        assert secret.encode() not in plain


def test_data_that_is_there_is_replaced_only_when_told(full: Database, now: datetime) -> None:
    file = backup(full, now)

    def add(session: Session) -> None:
        session.add(Counter(name="later", value=1))

    full.run_now(add)
    before = content(full)
    assert code_of(full, file, replace=False) == "not_empty"
    assert content(full) == before
    restore(full, file, LATER, replace=True)
    assert "later" not in [row[0] for row in content(full)["counter"]]
    assert len(content(full)["member"]) == 2


def test_a_wrong_key_is_told_before_anything_is_touched(
    full: Database, other: Callable[[KeyRing], Database], now: datetime
) -> None:
    target = other(KeyRing.parse([new_key()]))
    assert code_of(target, backup(full, now)) == "wrong_key"
    assert content(target)["member"] == []


def test_a_value_of_an_unknown_key_undoes_it_all(full: Database, now: datetime) -> None:
    def change(lines: list[Any]) -> list[Any]:
        at = next(i for i, line in enumerate(lines) if isinstance(line, dict) and line.get("table") == "member")
        column = lines[at]["columns"].index("name")
        lines[at + 1][column] = "AQAAAAAA" + lines[at + 1][column][8:]
        return lines

    before = content(full)
    assert code_of(full, edited(backup(full, now), change)) == "wrong_key"
    assert content(full) == before


def _other_revision(lines: list[Any]) -> list[Any]:
    lines[0]["revision"] = "9999"
    return lines


def _without_units(lines: list[Any]) -> list[Any]:
    at = next(i for i, line in enumerate(lines) if isinstance(line, dict) and line.get("table") == "unit")
    del lines[at + 1]
    lines[-1]["rows"] -= 1
    return lines


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_other_revision, "other_version"),
        (_without_units, "not_backup"),
        (lambda lines: lines[:-1], "not_backup"),
        (lambda lines: [*lines[:-1], {"rows": 1}], "not_backup"),
        (lambda lines: [{"format": "other"}, *lines[1:]], "not_backup"),
        (lambda lines: [["a list"], *lines[1:]], "not_backup"),
        (lambda lines: [lines[0], {"table": "nothing", "columns": []}, *lines[1:]], "not_backup"),
        (lambda lines: [lines[0], {"table": "unit", "columns": ["id"]}, [1, 2], *lines[1:]], "not_backup"),
        (lambda lines: [lines[0], [1], *lines[1:]], "not_backup"),
    ],
)
def test_a_damaged_backup_changes_nothing(full: Database, now: datetime, change: Any, code: str) -> None:
    before = content(full)
    assert code_of(full, edited(backup(full, now), change)) == code
    assert content(full) == before


def test_a_cut_or_foreign_file_changes_nothing(full: Database, now: datetime) -> None:
    before = content(full)
    whole = backup(full, now).getvalue()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    for broken in (b"", b"hello", whole[:10], whole[: len(whole) // 2], whole[:-4], bytes(flipped)):
        assert code_of(full, io.BytesIO(broken)) == "not_backup"
    assert content(full) == before
