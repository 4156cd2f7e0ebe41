"""Cases of a form that is published and then filled in by a collaborator on Telegram."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlmodel import Session, select

from forms.authoring.check import check
from services.form_rules import refusals
from storage.engine.database import Database
from storage.forms import published_forms
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from storage.reports import reports
from storage.tables import Report
from tests.cases.tally import Missed
from tests.conftest import NOW
from tests.handlers.playing import begin_report, kept, prompt_there, value
from tests.stage import Person, Stage, furnish, new_world, staged

_NAME = "case"


async def play(source: bytes, kind: str, case: Mapping[str, Any]) -> None:
    """Publish, fill in, and look at what the person sees and what is kept."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    form = check(source, kind, lambda form: refusals(form, _NAME)).form
    if form is None:
        raise Missed("refused")
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/case.db", KeyRing.parse([new_key()]))
        upgrade(database)
        database.found(NOW)
        database.open()
        world = new_world()
        codes = database.run_now(lambda session: furnish(session, world.clock.now()))
        now = world.clock.now()
        database.run_now(lambda s: published_forms.publish(s, _NAME, form.title, form.xml, now))
        try:
            async with staged(database, world) as stage:
                stage.codes = codes
                an = stage.person("an")
                await an.starts(an.code)
                await an.presses("Đồng ý tham gia")
                prompt_there(stage, form=_NAME)
                await begin_report(an)
                before = len(an.phone) - 1
                try:
                    for step in case["steps"]:
                        await _step(an, step)
                except AssertionError as error:
                    raise Missed(str(error)) from error
                _expected(stage, an, before, case["expect"])
        finally:
            database.close()


async def _step(an: Person, step: Sequence[Any]) -> None:
    what, content = step
    if what == "say":
        await an.says(content)
        return
    parts = [content] if what == "press" else content
    there = next((part for part in parts if any(part in label for label in an.buttons)), None)
    assert there is not None, f"no button {parts}; there are {an.buttons}; {an.last.text!r}"
    await an.presses(there)


def _expected(stage: Stage, an: Person, before: int, expect: Mapping[str, Any]) -> None:
    said = [message.text for message in an.phone[before:] if not message.mine]
    every, buttons = "\n".join(said), [label for m in an.phone[before:] if m.keyboard for label in m.labels()]
    last = said[-1]
    wrong = [
        *(f"last lacks {one!r}: {last!r}" for one in expect.get("last_contains", ()) if one not in last),
        *(f"nothing has {one!r}: {every!r}" for one in expect.get("any_contains", ()) if one not in every),
        *(f"{one!r} was said: {every!r}" for one in expect.get("any_without", ()) if one in every),
        *(f"a button has {one!r}: {buttons}" for one in expect.get("buttons_without", ()) if one in " ".join(buttons)),
        *(
            f"neither text nor button has {one!r}: {every!r} {buttons}"
            for one in expect.get("any_contains_or_buttons", ())
            if one not in every and one not in " ".join(buttons)
        ),
    ]
    for name, wanted in expect.get("stored", {}).items():
        found = _stored(stage, name)
        if found != wanted:
            wrong.append(f"{name} is {found!r}; {last!r} {an.buttons}")
    if wrong:
        raise Missed("; ".join(wrong))


def _stored(stage: Stage, name: str) -> str:
    """The answer in the report that was sent, else in the draft."""

    def sent(session: Session) -> str | None:
        report = session.scalars(select(Report)).first()
        return None if report is None else value(reports.newest(session, report).document, name)

    found = stage.look(sent)
    if found is not None:
        return found
    drafted = kept(stage, "an", name)
    return drafted[0] if drafted else ""
