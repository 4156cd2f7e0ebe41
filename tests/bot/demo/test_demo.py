"""The demo: its province is the same each time and holds together; the command starts, answers, and ends without a trace."""

from __future__ import annotations

import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from sqlmodel import Session, col, select

from bot.demo.province.roster import BLOCKED, NEVER_JOINED, SINGLE, read
from bot.demo.province.seed import seed
from bot.demo.sandbox_process import PORT, Cast
from forms.builtin_forms import builtin
from forms.entry.draft import Draft
from services import progress
from services.actor import Actor
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.members import addresses, groups, members, units
from storage.prompts import prompts, reachability
from storage.statistics.figures import figures
from storage.tables import (
    Address,
    Alert,
    AlertStatus,
    GroupPurpose,
    Member,
    MemberRole,
    Report,
    Reporter,
    ReportKind,
    ReportRevision,
    Role,
    Unit,
    UnitKind,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 3, 8, 30, tzinfo=ZONE)


def fill(database: Database) -> None:
    elsewhere = {"dung": [("zalo_bot", "200001", Cast.read().zalo_chat), ("zalo_oa", "400001", Cast.read().oa_chat)]}
    database.run_now(lambda session: seed(session, "telegram", "100001", Cast.read().chats, ZONE, elsewhere))


def everything(session: Session) -> dict[str, list[Any]]:
    """What the seed says, without what a database or its keys decide."""
    reports = select(Report.number, Report.submitted_at, Report.urgent, ReportRevision.document, Reporter.member_id)
    return {
        "units": list(session.exec(select(Unit.code, Unit.name, Unit.kind).order_by(Unit.code))),
        "members": list(session.exec(select(Member.code, Member.name, Member.joined_at).order_by(Member.code))),
        "reports": list(
            session.exec(
                reports.join(ReportRevision, col(ReportRevision.report_id) == Report.id)
                .join(Reporter, col(Reporter.report_id) == Report.id)
                .order_by(Report.number)
            )
        ),
    }


def test_the_same_each_time(sqlite_template: bytes, tmp_path: Path, now: datetime) -> None:
    found = []
    for name in ("one", "other"):
        (tmp_path / name).write_bytes(sqlite_template)
        with closing(Database(f"sqlite:///{tmp_path / name}", KeyRing.parse([new_key()]))) as database:
            database.found(now)
            database.open()
            fill(database)
            found.append(database.read_now(everything))
    assert found[0] == found[1]


def test_the_province(database: Database) -> None:
    fill(database)
    database.read_now(the_network)
    database.read_now(the_month)


def the_network(session: Session) -> None:
    """27 of the bodies and 187 of the communes; three have never come, and the officers are alerted in order."""
    rows = session.exec(
        select(Member, Unit.kind)
        .join(MemberRole, col(MemberRole.member_id) == Member.id)
        .join(Unit, col(Unit.id) == Member.unit_id)
        .where(MemberRole.role == Role.COLLABORATOR)
    ).all()
    assert sum(kind is UnitKind.BODY for _, kind in rows) == 27
    assert sum(kind is not UnitKind.BODY for _, kind in rows) == 187
    places = col(Unit.kind).in_(units.TERRITORIAL), col(Unit.valid_to).is_(None)
    assert len(session.exec(select(Unit.id).where(*places)).all()) == 96
    assert all(member.phone is None for member, _ in rows)
    audience = prompts.audience(session, units.root(session).id or 0)
    assert len(audience) == 214
    assert len(addresses.reached(session, audience, MORNING)) == 214 - len(NEVER_JOINED)
    assert sum(member.single for member, _ in rows) == len(SINGLE)
    assert any(member.strata for member, _ in rows)
    names = members.names(session, members.officers(session))
    assert names[members.officers(session)[0]] == "Trần Thị Bình"
    account = addresses.account(session, "telegram", "100001")
    chats = Cast.read().chats
    for key, name, role in (
        ("an", "Hoàng An", Role.COLLABORATOR),
        ("binh", "Trần Thị Bình", Role.STAFF),
        ("chi", "Lê Thị Chi", Role.LEADER),
        ("lan", "Đinh Thị Lan", Role.CONTACT),
    ):
        person = addresses.at_chat(session, account.id, str(chats[key]))
        assert person is not None
        assert (person.name, person.roles, person.joined) == (name, {role}, True)
    zalo = addresses.account(session, "zalo_bot", "200001")
    dung = addresses.at_chat(session, zalo.id, Cast.read().zalo_chat)
    assert dung is not None and dung.name == "Phạm Văn Dũng"
    for key in BLOCKED:
        assert addresses.at_chat(session, account.id, str(chats[key])) is not None
    assert len(session.exec(select(Address)).all()) == 214 + 5 + 1 - len(NEVER_JOINED), (
        "Dung is on both of Zalo's doors"
    )
    for purpose, key in ((GroupPurpose.COLLABORATORS, "nhom-ctv"), (GroupPurpose.STAFF, "nhom-ban")):
        assert [group.chat for group in groups.for_purpose(session, purpose)] == [str(chats[key])]


def the_month(session: Session) -> None:
    """Every report can be opened again in its form, October's prompt has ended, and a digest has something to say."""
    found = session.exec(
        select(Report, ReportRevision).join(ReportRevision, col(ReportRevision.report_id) == Report.id)
    ).all()
    october = [report for report, _ in found if report.day.month == 10]
    assert 150 <= len(october) <= 200
    assert [report.number for report in october if report.id == min(r.id for r in october)] == ["BC-1026-001"]
    for report, revision in found:
        draft = Draft.from_submission(
            builtin(report.kind), revision.document, now=MORNING, new_id=lambda: "", itemsets=Anything()
        )
        assert draft.value("gist")
        assert [obstacle.ref for obstacle in draft.obstacles() if obstacle.verdict.code == "required"] == [], (
            "lists are not at hand here"
        )
        assert report.submitted_at < MORNING
    alerts = session.exec(select(Alert)).all()
    assert len(alerts) == sum(report.kind is ReportKind.URGENT for report, _ in found) == 6
    assert {alert.status for alert in alerts} == {AlertStatus.ACKNOWLEDGED}

    [prompt] = prompts.sent(session)
    officer = Actor(members.with_role(session, Role.STAFF)[0], frozenset({Role.STAFF}))
    stands = progress.see(session, officer, prompt.id, MORNING, ZONE)
    assert stands is not None
    assert (stands.asked, stands.counts["submitted"], stands.counts["nothing"]) == (212, 129, 52)
    assert {row.reason for row in reachability.unreached(session, prompt.id, MORNING)} == {"not_joined"}
    assert stands.counts["unreached"] == len(NEVER_JOINED)

    root = units.root(session).id or 0
    day = figures(session, date(2026, 11, 2), date(2026, 11, 3), MORNING, root)
    assert len([topic for topic in day.topics if topic.reports]) >= 3
    assert day.topics[0].streams and day.previous_reports
    assert any(place.reports for place in day.places if not place.rest)
    assert len(day.urgent) == 2
    month = figures(session, date(2026, 10, 1), date(2026, 10, 31), MORNING, root)
    assert len([topic for topic in month.topics if topic.reports]) >= 8


class Anything(dict[str, list[dict[str, str]]]):
    """Choice lists that are not needed to read what was sent."""

    def __missing__(self, key: str) -> list[dict[str, str]]:
        return []


def test_what_people_say_names_nobody() -> None:
    opinions = read("opinions")
    said = [row["gist"] for rows in opinions.values() for row in rows]
    said += [row["proposal"] for row in opinions["month"] + opinions["rain"] if "proposal" in row]
    assert len(said) == len(set(said)) and len(said) > 80
    assert not [text for text in said if re.search(r"\d{4}|@|\b(ông|bà|anh|chị) [A-ZĐ]", text)]
    given = {name for kind in ("men_given", "women_given") for name in read("province")["people"][kind]}
    places = {*read("province")["communes"], *read("province")["wards"], *read("province")["zones"]}
    capitals = {
        word for text in said for word in re.findall(r"(?<=[a-zà-ỹ,] )[A-ZĐÀ-Ỹ][a-zà-ỹ]+(?: [A-ZĐÀ-Ỹ]\w+)?", text)
    }
    assert not capitals & (given | places)


@contextmanager
def own_port_taken() -> Iterator[None]:
    """The demo's port is somebody else's: ours, or whoever has it already."""
    with ExitStack() as held:
        with suppress(OSError):
            held.enter_context(socket.create_server(("127.0.0.1", PORT)))
        yield


@contextmanager
def demo(temporary: Path) -> Iterator[subprocess.Popen[str]]:
    """The command in an environment that is nonsense, ended at the latest with the block."""
    nonsense = {"LANGNGHE_DATABASE_URL": "nonsense", "LANGNGHE_SECRET_KEYS": "nonsense", "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        env={**os.environ, **nonsense},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def first_line(process: subprocess.Popen[str], seconds: float) -> str:
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        assert selector.select(seconds), f"nothing printed within {seconds} s"
    return process.stdout.readline()


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
        return bytes(answer.read())


@pytest.mark.subprocess
def test_the_command(tmp_path: Path) -> None:
    """Two lines are printed, the page answers, the phones have their menus, and nothing is left behind after Ctrl-C.

    Those of `tests/e2e` are ended by SIGTERM.
    """
    with own_port_taken(), demo(tmp_path) as process:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", first_line(process, 120))
        assert found is not None and int(found[1]) != PORT
        assert b"<html" in fetch(found[0])
        assert orjson.loads(fetch(f"{found[0]}world/ready"))["ready"]
        for _ in range(2000):  # the menus come a moment after the page
            state = orjson.loads(fetch(f"{found[0]}world/state"))
            screens = {screen["id"]: screen for screen in state["screens"]}
            menus = all(screens[person]["messages"][-1]["keyboard"] for person in ("an", "binh", "chi", "lan"))
            if menus and not screens["dung"]["messages"][-1]["from"]["me"]:
                break
        assert set(screens) == {"an", "dung", "dung-oa", "nhom-ctv", "binh", "nhom-ban", "chi", "lan"}
        assert all(screens[person]["messages"][-1]["keyboard"] for person in ("an", "binh", "chi", "lan"))
        assert state["now"].startswith("2026-11-03T08:30"), "it is the morning"
        assert screens["chi"]["messages"][-1]["photo"], "and yesterday's digest is there"
        menu = screens["dung"]["messages"][-1]
        assert menu["keyboard"] == [] and "1. Phản ánh một việc" in menu["text"]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout is not None and process.stderr is not None
        assert len(process.stdout.read().splitlines()) == 1
        assert process.stderr.read() == ""
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(urllib.error.URLError):
        fetch(found[0])
