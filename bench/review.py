"""How fast staff read: the review list over a million reports, and proposals of a day: `python -m bench.review [REPORTS]`.

The list has to open within 100 ms, whatever it holds; what a worker compares for an issue, within a second.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session

from services import review
from services.actor import Actor
from services.issues.likeness import nearest
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from storage.members import units
from storage.reports.review import Wanted
from storage.tables import (
    Answer,
    FormVersion,
    Member,
    MemberRole,
    Report,
    Reporter,
    ReportKind,
    ReportReview,
    Role,
    Unit,
    UnitKind,
)

_UNITS, _MEMBERS, _TOPICS = 96, 214, ("land", "farming", "health", "security")
_BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
_BATCH = 20_000
_TIMES = 5
_SAID = (
    "Đường thôn {n} ổ gà sâu, học sinh đi lại khó",
    "Tiền đền bù đất làm đường {n} chậm chi trả",
    "Bãi rác {n} bốc mùi hôi thối sát khu dân cư",
    "Trạm y tế hết thuốc bảo hiểm, phải đi xa {n} cây số",
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="langnghe-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}", KeyRing.parse([new_key()]))
        upgrade(database)
        database.found(_BEGAN)
        database.open()
        try:
            officer, empty, of_a_unit = database.run_now(_people)
            for first in range(0, count, _BATCH):
                database.run_now(partial(_reports, first=first, count=min(_BATCH, count - first)))
            print(f"{count:,} reports")
            _measure(database, Actor(officer, frozenset({Role.STAFF})), empty, count)
            print("an officer of one commune")
            _measure(database, Actor(of_a_unit, frozenset({Role.STAFF})), empty, count)
        finally:
            database.close()
    _proposals()


def _people(session: Session) -> tuple[int, int, int]:
    """An officer of the province, a unit without reports, and an officer of a commune to whom two members report singly."""
    root = Unit(code="T", name="tỉnh Đo", sort_key="t", kind=UnitKind.PROVINCE)
    session.add(root)
    session.flush()
    places = [
        Unit(code=f"X{n}", name=f"xã {n}", sort_key=f"{n}", kind=UnitKind.COMMUNE, parent_id=root.id)
        for n in range(_UNITS + 1)
    ]
    session.add_all(places)
    session.flush()
    units.rebuild_paths(session)
    people = [
        Member(code=f"M{n}", name=f"Người {n}", unit_id=places[n % _UNITS].id, joined_at=_BEGAN)
        for n in range(_MEMBERS + 2)
    ]
    session.add_all(people)
    session.flush()
    people[-2].unit_id = root.id
    for officer in people[-2:]:
        session.add(MemberRole(member_id=officer.id, role=Role.STAFF))
    for one in people[:2]:
        one.single, one.officer_id = True, people[-1].id
    form = FormVersion(name="periodic", version=1, title="Báo cáo", xml="<html/>", published_at=_BEGAN)
    session.add(form)
    session.flush()
    return people[-2].id, places[-1].id, people[-1].id


def _reports(session: Session, first: int, count: int) -> None:
    known = session.connection().execute(Unit.__table__.select().order_by(Unit.__table__.c.id)).all()[1 : _UNITS + 1]
    rows: list[dict[str, Any]] = []
    who: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for n in range(first, first + count):
        at = _BEGAN + timedelta(minutes=n)
        unit = known[n % _UNITS].id
        rows.append(
            {
                "id": n + 1, "number": f"BC-{n}", "kind": ReportKind.PERIODIC, "form_id": 1, "prompt_id": None,
                "unit_id": unit, "place_id": unit, "revision": 1, "urgent": False, "late": False, "day": at.date(),
                "submitted_at": at,
            }
        )  # fmt: skip
        who.append({"report_id": n + 1, "member_id": n % _MEMBERS + 1})
        said.append(
            {
                "report_id": n + 1, "field": "topic", "choice": _TOPICS[n % 4], "revision": 1, "day": at.date(),
                "unit_id": unit,
            }
        )  # fmt: skip
    connection = session.connection()
    connection.execute(Report.__table__.insert(), rows)
    connection.execute(Reporter.__table__.insert(), who)
    connection.execute(Answer.__table__.insert(), said)
    for row in rows[::10]:
        values = {"report_id": row["id"], "status": "new", "sensitive": False, "changed_at": _BEGAN}
        connection.execute(ReportReview.__table__.insert(), values)


def _measure(database: Database, officer: Actor, empty: int, count: int) -> None:
    day = (_BEGAN + timedelta(minutes=count // 2)).date()
    lists: dict[str, Wanted] = {
        "everything": Wanted(),
        "one unit": Wanted(unit_id=3),
        "a unit without reports": Wanted(unit_id=empty),
        "one day": Wanted(day=day),
        "one topic": Wanted(topic="land"),
        "a topic without reports": Wanted(topic="defence"),
    }
    for name, wanted in lists.items():
        opened = partial(review.listed, actor=officer, wanted=wanted)
        print(f"{name}: {_milliseconds(database, opened):.1f} ms", flush=True)
    print(f"a page back: {_milliseconds(database, lambda s: review.listed(s, officer, Wanted(), count // 2)):.1f} ms")
    print(f"one report: {_milliseconds(database, lambda s: review.see(s, officer, count // 2, Wanted())):.1f} ms")


def _milliseconds(database: Database, work: Callable[[Session], object]) -> float:
    """The slowest of a few times."""
    slowest = 0.0
    for _ in range(_TIMES):
        begun = time.perf_counter()
        database.read_now(work)
        slowest = max(slowest, time.perf_counter() - begun)
    return slowest * 1000


def _proposals() -> None:
    """What a worker compares for an issue of three reports: 500 of its topic and place."""
    known = [text.format(n=1) for text in _SAID[:3]]
    texts = {n: _SAID[n % 4].format(n=n % 9) for n in range(500)}
    begun = time.perf_counter()
    found = nearest(known, texts)
    print(f"500 reports against 3: {time.perf_counter() - begun:.3f} s, {len(found)} alike")


if __name__ == "__main__":
    main()
