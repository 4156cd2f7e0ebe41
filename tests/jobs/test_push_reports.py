"""Reports leave as open data: each once, coded answers alone, resumed where they stopped, corrections as edits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from lxml import etree
from sqlmodel import Session, select

from bot.runtime.open_data_server import OpenDataServer
from forms.builtin_forms import builtin
from forms.model import instance_document
from jobs import push_reports
from jobs.context import JobContext, Picture, ServerAway
from services import open_copies, open_data, picture_ticks, review
from services.actor import Actor
from services.orders import OpenDataOrder, OpenDataSent
from storage.engine.database import Database
from storage.members import membership, units
from storage.messaging import stored_files
from storage.reports import outgoing, reports, withdrawals
from storage.reports.reports import Submission
from storage.tables import (
    FormVersion,
    Member,
    Report,
    ReportKind,
    ReportReview,
    ReviewStatus,
    Role,
    Unit,
    UnitKind,
)
from tests.conftest import NOW
from tests.handlers.playing import ZONE
from tests.jobs.odk_server import Central, serving

YESTERDAY = date(2026, 11, 2)
FORM = builtin("periodic")
KNOWN = {(FORM.id, FORM.version)}
SECRET = ("Nguyễn Văn", "photo-7", "voice-8", "uuid:ours", "BC-", "0912")


def document(place: str, main: str = "agree") -> str:
    said = {
        "item": "1", "topic": "land", "gist": "Ông Nguyễn Văn A, 0912345678, kể", "strata": "women farmers",
        "main": main, "share": "half", "place": place, "photo": "photo-7.jpg", "voice": "voice-8.ogg",
        "topic_final": "land", "share_agree": "50", "more": "OK", "instanceID": "uuid:ours",
    }  # fmt: skip
    root = instance_document.parse(FORM.blank)
    for node in root.iter():
        if not len(node):
            node.text = said.get(etree.QName(node).localname)
    return instance_document.dump(root)


def send(session: Session, who: Member, unit: Unit, main: str = "agree", training: bool = False) -> Report:
    form = session.scalars(select(FormVersion).where(FormVersion.name == "periodic")).one()
    coded = {"item": ["1"], "topic": ["land"], "strata": ["women", "farmers"], "main": [main], "share": ["half"],
             "share_agree": ["50"], "place": [unit.code]}  # fmt: skip
    made = Submission(
        ReportKind.PERIODIC, form.id, None, who.id, unit.id, unit.id, document(unit.code, main), coded, False,
        training=training,
    )  # fmt: skip
    return reports.add(session, made, YESTERDAY, NOW - timedelta(days=1))


def province(session: Session, heard: dict[str, int]) -> int:
    """Communes A, B, C in district D; so many reporters in each, one report each. Two officers have agreed."""
    root = membership.root_unit(session) or membership.add_root(session, "TINH", "Tỉnh")
    made = {"TINH": root}
    for code, parent in (("D", "TINH"), ("A", "D"), ("B", "D"), ("C", "D")):
        made[code] = Unit(code=code, name=code, sort_key=code, kind=UnitKind.COMMUNE, parent_id=made[parent].id)
        session.add(made[code])
        session.flush()
    units.rebuild_paths(session)
    session.add(FormVersion(name="periodic", version=1, title="Phiếu", xml=FORM.xml, published_at=NOW))
    session.flush()
    for code, count in heard.items():
        for n in range(count):
            send(
                session, membership.add_member(session, f"Người {code}{n}", {Role.COLLABORATOR}, made[code]), made[code]
            )
    return root.id


def agreed(session: Session, server: str) -> int:
    first, second = (membership.add_member(session, name, {Role.STAFF}, units.root(session)) for name in ("Bình", "Em"))
    staff = frozenset({Role.STAFF})
    open_data.ask(session, Actor(first.id, staff), server, NOW)
    waits = outgoing.newest_consent(session, server)
    assert waits is not None
    assert not open_data.agree(session, Actor(first.id, staff), waits.id, server, NOW), "nobody agrees to their own"
    assert open_data.agree(session, Actor(second.id, staff), waits.id, server, NOW)
    return waits.id


class Board:
    """The program's part: a database with reports, and the job."""

    def __init__(self, database: Database, server: OpenDataServer, heard: dict[str, int]) -> None:
        self.database, self.server, self.now = database, server, NOW
        database.run_now(lambda s: province(s, heard))
        self.consent = database.run_now(lambda s: agreed(s, server.address))

    async def push(self, server: OpenDataServer | None = None) -> OpenDataSent:
        none: object = None
        ctx = JobContext(
            self.database,
            lambda: self.now,
            none,
            none,
            none,
            none,
            none,
            "vi",
            ZONE,
            lambda _: [],
            server or self.server,  # type: ignore[arg-type]
        )
        return await push_reports.run(ctx, OpenDataOrder(self.consent))

    def again(self) -> None:
        """What was refused is to be sent once more."""
        self.do(lambda s: open_data.send_now(s, self.server.address, NOW))

    def do(self, work: object) -> None:
        self.database.run_now(work)  # type: ignore[arg-type]


def answers(text: str) -> dict[str, str]:
    return {
        etree.QName(one).localname: one.text or "" for one in etree.fromstring(text.encode()).iter() if not len(one)
    }


def again(session: Session, report: Report, who: Member, main: str) -> Submission:
    unit = session.get(Unit, report.unit_id)
    assert unit is not None
    coded = {"main": [main], "strata": ["women", "farmers"], "topic": ["land"], "share_agree": ["50"], "item": ["1"]}
    said, here = document(unit.code, main), report.unit_id
    return Submission(ReportKind.PERIODIC, report.form_id, None, who.id, here, here, said, coded, False)


async def test_coded_answers_leave_once_and_nothing_that_was_typed_or_names_anybody(database: Database) -> None:
    """Privacy 3, 4, 12: places and choices of fewer than three reporters are in no copy."""
    central = Central(KNOWN)
    async with serving(central) as server:
        board = Board(database, server, {"A": 3, "B": 2, "C": 1})

        def kept_back(session: Session) -> None:
            unit = session.scalars(select(Unit).where(Unit.code == "A")).one()
            people = [one for one in session.scalars(select(Member)) if one.name.startswith("Người A")]
            send(session, people[0], unit, training=True)
            one = send(session, people[1], unit, "unclear")
            reports.revise(session, one, again(session, one, people[1], "unclear"), NOW)
            gone = send(session, people[2], unit)
            withdrawals.withdraw(session, gone.id, NOW)
            said = send(session, people[2], unit)
            session.add(ReportReview(report_id=said.id, status=ReviewStatus.ACCEPTED, sensitive=True, changed_at=NOW))
            alone = membership.add_member(session, "Người đơn tuyến", {Role.COLLABORATOR}, unit)
            send(session, alone, unit)
            alone.single, alone.officer_id = True, people[0].id
            session.flush()

        board.do(kept_back)
        assert await board.push() == OpenDataSent(4, 0), "who spoke of a place of few waits for others"
        board.now = NOW + open_copies.WAITS + timedelta(days=1)
        assert await board.push() == OpenDataSent(3, 0), "and goes under the name above it then"
        found = sorted(central.current, key=lambda text: answers(text)["place"])
        assert await board.push() == OpenDataSent(0, 0)
        assert len(central.posts) == 7
    places = [answers(text)["place"] for text in found]
    assert places == ["A"] * 4 + ["D"] * 3
    for text in found:
        said = answers(text)
        assert not [word for word in SECRET if word in text]
        assert (said["strata"], said["topic_final"], said["share_agree"], said["more"]) == (
            "women farmers",
            "land",
            "50",
            "",
        )
    assert sorted(answers(text)["main"] for text in found) == ["", *["agree"] * 6], "one alone is unclear"


class Dies:
    """A program that dies once the server has taken a copy, before the answer is kept."""

    def __init__(self, server: OpenDataServer) -> None:
        self.address, self.forms, self.server = server.address, server.forms, server

    async def submit(self, document: str, pictures: Sequence[Picture]) -> None:
        await self.server.submit(document, pictures)
        raise RuntimeError("the power is gone")


async def test_what_was_on_its_way_when_the_program_died_is_there_once(database: Database) -> None:
    for kind in (201, 202):
        # KoboToolbox has forms by identifiers of its own, which its list tells by their titles.
        known = KNOWN if kind == 201 else {("aXecHjmbATuF6iGFmvBLBX", FORM.version)}
        central = Central(known, duplicates=kind, title=FORM.title if kind == 202 else "")
        async with serving(central) as server:
            if kind == 201:
                board = Board(database, server, {"A": 4})
            else:  # another server gets all of it, by other identifiers
                board.server, board.consent = server, database.run_now(lambda s: agreed(s, server.address))
            with pytest.raises(RuntimeError):
                await board.push(Dies(server))  # type: ignore[arg-type]
            assert await board.push() == OpenDataSent(4, 0)
            assert (len(central.posts), len(central.there)) == (5, 4)
            assert len(set(central.posts)) == 4, "the same bytes again"


async def test_corrections_are_edits_and_what_may_not_be_there_any_more_is_emptied(database: Database) -> None:
    central = Central(KNOWN)
    async with serving(central) as server:
        board = Board(database, server, {"A": 4})
        await board.push()
        for main in ("disagree", "agree"):  # which fewer than three say, and then enough again
            board.do(partial(correct, main=main))
            assert await board.push() == OpenDataSent(1, 0)
            assert sorted(answers(text)["main"] for text in central.current)[:1] == [
                "" if main == "disagree" else "agree"
            ]
        assert (len(central.there), len(central.current)) == (6, 4)
        board.do(lambda s: withdrawals.withdraw(s, first_report(s).id, NOW))
        assert await board.push() == OpenDataSent(1, 0)
        assert await board.push() == OpenDataSent(0, 0)
    emptied = [answers(text) for text in central.current if not answers(text)["strata"]]
    assert [{key for key, value in said.items() if value} for said in emptied] == [{"instanceID", "deprecatedID"}]
    assert len(central.current) == 4


def correct(session: Session, main: str) -> None:
    """The author of the first report answers otherwise."""
    report = first_report(session)
    who = session.scalars(select(Member)).all()[0]
    reports.revise(session, report, again(session, report, who, main), NOW)


def first_report(session: Session) -> Report:
    return session.scalars(select(Report).order_by(Report.id)).first()  # type: ignore[return-value]


AWAY = [
    ("says that it is busy", 503, "", "away"),
    ("wants less a minute", 429, "", "away"),
    ("says rubbish", 200, "<html>Xin chào</html>", "rubbish"),
    ("says rubbish as if it had taken it", 201, "<html>Xin chào</html>", "rubbish"),
    ("sends us elsewhere", 302, "", "rubbish"),
    ("refuses the account", 403, "", "account"),
]


async def test_answer_that_is_none_of_openrosa_is_no_success() -> None:
    for what, status, body, reason in AWAY:
        async with serving(Central(KNOWN, says=[(status, body)])) as server:
            with pytest.raises(ServerAway, match=reason):
                await server.submit(document("A"))
            assert await server.submit(document("A")) is None, what
            wrong = await server.submit(document("A", "disagree"))
            assert wrong is not None and wrong.words == "409 A submission with this ID is there, with different XML."
    with pytest.raises(ServerAway, match="away"):
        await server.submit(document("A"))


BAD: list[tuple[str, dict[str, Any], OpenDataSent, str]] = [
    ("refuses one", {"refuses": {2}}, OpenDataSent(4, 1), "400 Could not parse the given data (9 chars) as XML."),
    ("another version", {"forms": {("periodic", "99")}}, OpenDataSent(0, 5), "404 The form version specified in your"),
    ("goes away half-way", {"busy_from": 2}, OpenDataSent(2, 0, "away"), ""),
]


@pytest.mark.parametrize(("what", "answers_so", "first", "words"), BAD, ids=[one[0] for one in BAD])
async def test_what_a_server_refuses_is_named_and_what_it_could_not_take_goes_once(
    database: Database, what: str, answers_so: dict[str, Any], first: OpenDataSent, words: str
) -> None:
    central = Central(**({"forms": KNOWN} | answers_so))
    async with serving(central) as server:
        board = Board(database, server, {"A": 5})
        assert await board.push() == first, what
        refused = database.read_now(lambda s: outgoing.refused(s, 9))
        assert len(refused) == first.refused
        for number, said in refused:
            assert number.startswith("BC-") and said.startswith(words) and len(said) <= 160
        central.busy_from = 99
        assert await board.push() == OpenDataSent(3 if first.away else 0, 0), "what was refused waits for somebody"
        central.forms = KNOWN
        database.run_now(lambda s: open_data.send_now(s, server.address, NOW))
        assert await board.push() == OpenDataSent(first.refused, 0)
    assert len(central.current) == len(central.there) == 5


async def test_nothing_leaves_once_somebody_said_stop_or_for_another_server_and_staff_hear_once(
    database: Database,
) -> None:
    central = Central(KNOWN, says=[(503, "")] * 6)
    async with serving(central) as server:
        board = Board(database, server, {"A": 5})
        order = OpenDataOrder(board.consent)
        told = []
        for _ in range(2):
            result = await board.push()
            told.append(database.run_now(lambda s, r=result: len(open_data.ended(s, order, r, NOW))))  # type: ignore[misc]
        due = database.read_now(lambda s: outgoing.consent(s, order.consent))
        assert due is not None
        assert (due.away_tries, due.next_at) == (2, NOW + timedelta(hours=1))
        other = OpenDataServer(server.address + "/else")
        assert await board.push(other) == OpenDataSent(0, 0), "two officers agreed to another one"
        board.do(lambda s: open_data.end(s, Actor(due.asked_by, frozenset({Role.STAFF})), order.consent, NOW))
        assert await board.push() == OpenDataSent(0, 0)
    assert central.there == {}
    assert told == [0, 0], "nobody has joined a network here"


async def test_pictures_leave_once_an_officer_has_ticked_them_in_as_many_posts_as_they_need(database: Database) -> None:
    """Privacy 10: no other picture and no voice message goes, and none under a name of ours."""
    central = Central(KNOWN, most=8000)
    async with serving(central) as server:
        board = Board(database, server, {"A": 3})

        def pictured(session: Session) -> tuple[int, int]:
            number = stored_files.store(session, "report", "photo.jpg", "image/jpeg", b"j" * 7000, NOW)
            report = first_report(session)
            said = reports.newest(session, report)
            said.document = said.document.replace("photo-7.jpg", f"photo-{number}.jpg")
            session.flush()
            return report.id, number

        report_id, number = database.run_now(pictured)
        await board.push()
        assert [found for found in central.pictures.values() if found] == []
        staff = frozenset({Role.STAFF})
        officer = Actor(database.read_now(lambda s: outgoing.consent(s, board.consent)).asked_by, staff)  # type: ignore[union-attr]

        def ticks(may: bool) -> bool:
            return database.run_now(lambda s: picture_ticks.tick(s, officer, report_id, number, may, NOW))

        assert not ticks(True), "whoever does not have the report"
        assert database.run_now(lambda s: review.take(s, officer, report_id, NOW))
        assert not database.run_now(lambda s: picture_ticks.tick(s, officer, report_id, number + 1, True, NOW))
        for may, wanted in ((True, {"1.jpg": b"j" * 7000}), (False, {})):
            assert ticks(may)
            assert await board.push() == OpenDataSent(1, 0)
            newest = [text for text in central.current if "deprecatedID" in text]
            assert [central.pictures[text] for text in newest] == [wanted]
            assert [answers(text)["photo"] for text in newest] == [*wanted] or not wanted
        assert len(central.posts) == 5
        several = [Picture(f"{n}.jpg", "image/jpeg", b"j" * 3000) for n in range(1, 6)]
        assert await server.submit(document("A"), several) is None
    assert central.pictures[central.posts[-1]].keys() == {one.name for one in several}
    assert len(central.posts) == 5 + 3, "two at a time, and the document with each"


async def test_copy_by_which_the_server_breaks_holds_up_no_other(database: Database) -> None:
    central = Central(KNOWN, breaks=True)
    async with serving(central) as server:
        board = Board(database, server, {"A": 6})
        assert await board.push() == OpenDataSent(5, 1)
        assert [words for _, words in database.read_now(lambda s: outgoing.refused(s, 9))] == ["500"]
        board.again()
        assert await board.push() == OpenDataSent(1, 0), "another try is another copy"
