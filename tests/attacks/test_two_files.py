"""A thief of the file looks for any difference between two months: one of two members reported in one, the other in the other.

Everything is played twice, alike but for who does it. Whatever the thief can read, count, measure or put in order has to be
the same in both files: ids, hours, numbers, lengths, empty cells, the order of rows, and which pseudonyms are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Table, select
from sqlalchemy.orm import Session

from storage.columns import Pseudonym
from storage.engine.database import Database
from storage.keyring import KeyRing
from storage.row_binding import Encrypted
from storage.tables import Member, metadata
from tests.attacks.test_file_thief import Rows, stolen_file
from tests.handlers.conftest import invited
from tests.handlers.playing import WHOLE, begin_report, local, play, send_prompt
from tests.openings import Openings
from tests.stage import Person, Stage, new_world

Play = Callable[[Stage, Person, Person], Any]

NAMES = {("delivery", "act"), ("delivery", "chat"), ("event", "payload")}
"""Their length goes with that of a name or a chat's number, for a day at most."""


async def begun(stage: Stage) -> None:
    """A prompt goes out to both, of whom neither covers any group of people."""

    def alike(session: Session) -> None:
        for member in session.scalars(select(Member)):
            member.strata = ()

    stage.database.run_now(alike)
    await send_prompt(stage.person("binh"))
    await stage.at(local(4, 10))


async def reports(stage: Stage, author: Person, other: Person) -> None:
    """A prompt goes out, one reports, the other is reminded."""
    await begun(stage)
    await begin_report(author)
    await play(author, WHOLE)
    await author.presses("Gửi")
    await stage.at(local(22, 9))
    assert any("Còn" in message.text or "nhắc" in message.text.lower() for message in other.phone[-2:])
    await stage.at(local(23, 9))


async def nothing(stage: Stage, author: Person, other: Person) -> None:
    """One has heard nothing, and says so on the card of the prompt."""
    await begun(stage)
    await author.presses("Chưa hỏi được")
    await stage.at(local(22, 9))


async def masks(stage: Stage, author: Person, other: Person) -> None:
    """One masks a number while reporting, and corrects the report on another day."""
    await begun(stage)
    await begin_report(author)
    await play(author, [("press", "Giá vật tư"), ("say", "Người dân phản ánh, gọi 0950123456"), ("press", "Che lại")])
    await play(author, WHOLE[2:])
    await author.presses("✓ Gửi")
    await stage.at(local(5, 10))
    await author.says("/cuatoi")
    await author.presses("BC-1126-001")
    await author.presses("Sửa")
    await author.presses("✓ Gửi")
    await stage.at(local(22, 9))


PLAYS: dict[str, Play] = {"reports": reports, "nothing": nothing, "masks": masks}


@pytest.fixture
def databases(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path, keys: KeyRing, now: datetime
) -> Iterator[Callable[[], Database]]:
    """A fresh database at each call, of the kind on which the test runs."""
    made: list[Database] = []

    def fresh() -> Database:
        if database.backend == "sqlite":
            path = tmp_path / f"world{len(made)}.db"
            path.write_bytes(request.getfixturevalue("sqlite_template"))
            url = f"sqlite:///{path}"
        else:
            emptied = request.getfixturevalue("emptied")
            emptied.give_back()
            url = emptied.take()
        one = Database(url, keys)
        one.found(now)
        one.open()
        made.append(one)
        return one

    yield fresh
    for one in made:
        one.close()


def in_order(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The order of a table's own key, in which a backup writes; of events that come at one instant none is the first."""
    if table.name == "event":
        return str(row["received_at"]), row["event_id"]
    return tuple(row[column.name] for column in table.primary_key.columns if isinstance(row[column.name], int))


def seen(rows: Rows) -> dict[str, list[tuple[Any, ...]]]:
    """What a thief sees in a file: what is keyed by a number for each value, in order of appearance; what is sealed by its
    length.
    """
    labels: dict[tuple[str, bytes], int] = {}
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in metadata.sorted_tables:
        for row in sorted(rows[table.name], key=lambda row: in_order(table, row)):
            cells: list[Any] = []
            for column in table.columns:
                if table.name == "event" and column.name == "id":
                    continue
                value = row[column.name]
                kind = column.type
                if value is None:
                    cells.append((column.name, None))
                elif isinstance(kind, Encrypted):
                    if (table.name, column.name) not in NAMES:
                        cells.append((column.name, len(bytes(value))))
                elif isinstance(kind, (Pseudonym, LargeBinary)):
                    space = kind.use if isinstance(kind, Pseudonym) else f"{table.name}.{column.name}"
                    label = labels.setdefault((space, bytes(value)), len(labels))
                    cells.append((column.name, label))
                else:
                    cells.append((column.name, value))
            found.setdefault(table.name, []).append(tuple(cells))
    return found


@pytest.mark.parametrize("what", PLAYS)
async def test_nothing_tells_which_of_two_members_did_it(
    databases: Callable[[], Database], openings: Openings, what: str
) -> None:
    files = []
    for first, second in (("an", "dung"), ("dung", "an")):
        database = databases()
        async with openings.stage(database, new_world(), invited) as stage:
            await PLAYS[what](stage, stage.person(first), stage.person(second))
            files.append(seen(stolen_file(database)))
    one, two = files
    different = {
        table: [pair for pair in zip(one[table], two[table], strict=False) if pair[0] != pair[1]]
        for table in one
        if one[table] != two.get(table)
    }
    assert different == {}
    assert one.keys() == two.keys()
