"""Real XLSForms walked from the spreadsheet to the report: staff send and publish them, a member answers on the phone.

Each is walked on every network: with buttons, without, and with a few. What the one without does not carry (a video that has to
be) is sent on another; those forms are counted by themselves.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storage.forms import published_forms

os.environ.setdefault("PTB_TIMEDELTA", "true")  # read by python-telegram-bot when it is imported

import structlog
from sqlmodel import col, select

from forms.authoring.load import load
from forms.errors import FormError
from services.form_rules import name_for, refusals
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from storage.tables import FormVersion
from tests.cases.tally import Declined, Missed, Tally
from tests.conftest import NOW
from tests.handlers.playing import begin_report, prompt_there
from tests.handlers.walking import NoAnswer, walk
from tests.stage import OaPerson, Person, Stage, ZaloPerson, furnish, new_world, staged

NETWORKS: Mapping[str, type[Person]] = {"telegram": Person, "zalo": ZaloPerson, "zalo-oa": OaPerson}


def run(stem: str, folder: Path, manifest: Mapping[str, Any]) -> Iterator[Tally]:
    """One tally for each network."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    for network, phone in NETWORKS.items():
        tally = Tally(f"{stem}-{network}")
        for row in manifest["files"]:
            if row["pyxform"] == "ok":
                _count(tally, folder, row["path"], phone)
        yield tally


def _count(tally: Tally, folder: Path, path: str, phone: type[Person]) -> None:
    problem: Exception | None = None
    elsewhere = False
    try:
        elsewhere = asyncio.run(_walk(folder / path, phone))
    except (Missed, Declined) as found:
        problem = found
    except (AssertionError, TimeoutError) as found:
        problem = Missed(str(found) or type(found).__name__)
    tally.count(path, problem, "partly on Telegram" if elsewhere else "")


async def _walk(path: Path, phone: type[Person]) -> bool:
    """Returns whether some of it was answered on a network with buttons, though they have one without."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/walk.db", KeyRing.parse([new_key()]))
        upgrade(database)
        database.found(NOW)
        database.open()
        world = new_world(zalo=phone is ZaloPerson, oa=phone is OaPerson)
        codes = database.run_now(lambda session: furnish(session, world.clock.now()))
        try:
            async with staged(database, world) as stage:
                stage.codes = codes
                an = phone(stage, "an")
                for person in (stage.person("binh"), an):
                    await person.starts(person.code)
                    await person.presses("Đồng ý tham gia")
                await _publish_and_fill(stage, path, an)
                return phone is ZaloPerson and bool(stage.person("an").phone)
        finally:
            database.close()


async def _publish_and_fill(stage: Stage, path: Path, an: Person) -> None:
    name = await _published(stage, path)
    prompt_there(stage, form=name)
    await begin_report(an)
    try:
        await walk(stage, an)
    except NoAnswer as error:
        raise Missed(str(error)) from error
    an.has_seen("BC-1126-001")


async def _published(stage: Stage, path: Path) -> str:
    """The name under which the form is published: by staff in the chat, or where the chat does not take the kind of file
    (.xls, .csv, .md) as the terminal does it."""
    if path.suffix == ".xlsx":
        binh = stage.person("binh")
        await binh.does("send_document", path.read_bytes(), path.name)  # noqa: ASYNC240 - nothing else runs meanwhile
        if "Công bố" not in binh.buttons:
            refused = [line for line in binh.last.text.splitlines() if line.startswith("•")]
            raise Declined(" ".join(refused) or binh.last.text)
        await binh.presses("Công bố")
        return stage.look(
            lambda s: s.scalars(select(FormVersion.name).where(col(FormVersion.builtin).is_(False))).one()
        )
    try:
        form = load(path)
    except FormError as error:
        raise Declined(str(error)) from error
    name = name_for(form, path.name)
    refused = [str(refusal) for refusal in refusals(form, name)]
    if refused:
        raise Declined("; ".join(refused))
    now = stage.world.clock.now()
    stage.database.run_now(lambda s: published_forms.publish(s, name, form.title, form.xml, now))
    return name
