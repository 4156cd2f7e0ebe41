"""``python -m tests.central --source DIR``: copies of reports go to a real ODK Central, each once."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from pathlib import Path

from pydantic import SecretStr

from bot.runtime.open_data_server import OpenDataServer
from forms.entry.coded_copy import coded_copy
from jobs.context import Picture
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance import migrate
from storage.reports import outgoing, withdrawals
from tests.central import real_central
from tests.central.real_central import PASSWORD, USER, Central
from tests.conftest import NOW
from tests.jobs.test_push_reports import FORM, Board, Dies, correct, document, first_report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.central", description=__doc__)
    parser.add_argument(
        "--source", type=Path, default=Path("central-backend"), help="getodk/central-backend, after npm ci"
    )
    source = parser.parse_args().source.resolve()
    absent = real_central.missing(source)
    if absent:
        print(f"Skipped: {absent} not found (git clone https://github.com/getodk/central-backend, npm ci, SOURCE=DIR).")
        return 0
    with real_central.running(source) as central, tempfile.TemporaryDirectory() as folder:
        central.call("POST", "/projects", b'{"name": "open data"}')
        url = f"sqlite:///{folder}/langnghe.db"
        database = Database(url, KeyRing.parse([new_key()]))
        try:
            migrate.upgrade(database)
            database.found(NOW)
            database.open()
            asyncio.run(_prove(central, database))
        finally:
            database.close()
    return 0


async def _prove(central: Central, database: Database) -> None:
    address = f"{central.address}/projects/1"
    server = OpenDataServer(address, USER, SecretStr(PASSWORD), headers=central.headers)
    board = Board(database, server, {"A": 4})
    told = await board.push()
    _say("a form that it does not have", (told.taken, told.refused), (0, 4))
    _say("its words", database.read_now(lambda s: outgoing.refused(s, 1))[0][1][:3], "404")
    central.call("POST", "/projects/1/forms?publish=true&ignoreWarnings=true", FORM.xml.encode(), "application/xml")
    _say("its list", [(one.form_id, one.version) for one in await server.forms()], [(FORM.id, FORM.version)])
    board.again()
    try:
        await board.push(Dies(server))  # type: ignore[arg-type]
    except RuntimeError:
        told = await board.push()
    _say("killed after the first, sent again", (told.taken, told.refused), (4, 0))
    _say("what it has", _there(central), [1, 1, 1, 1])
    board.do(lambda s: correct(s, "disagree"))
    told = await board.push()
    _say("a correction", (told.taken, told.refused, _there(central)), (1, 0, [1, 1, 1, 2]))
    board.do(lambda s: withdrawals.withdraw(s, first_report(s).id, NOW))
    told = await board.push()
    _say("a withdrawn report", (told.taken, told.refused, _there(central)), (1, 0, [1, 1, 1, 3]))
    picture = Picture("1.jpg", "image/jpeg", b"j" * 3000)
    copy = coded_copy(FORM, document("A"), "uuid:with-a-picture", pictures={"photo-7.jpg": "1.jpg"})
    for _ in range(2):  # what is there already is no refusal
        _say("a picture", await server.submit(copy, [picture]), None)
    kept = central.call("GET", "/projects/1/forms/periodic/submissions/uuid:with-a-picture/attachments/1.jpg")
    _say("as it was sent", kept == picture.content, True)
    _say("once more", (await board.push()).taken, 0)


def _there(central: Central) -> list[int]:
    """How many versions it has of each submission."""
    listed = json.loads(central.call("GET", "/projects/1/forms/periodic/submissions"))
    paths = [f"/projects/1/forms/periodic/submissions/{one['instanceId']}/versions" for one in listed]
    return sorted(len(json.loads(central.call("GET", path))) for path in paths)


def _say(what: str, found: object, wanted: object) -> None:
    assert found == wanted, f"{what}: {found}, not {wanted}"
    print(f"{what}: {found}")


if __name__ == "__main__":
    raise SystemExit(main())
