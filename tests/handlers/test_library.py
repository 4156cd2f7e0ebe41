"""What is kept in memory stays true: whatever another process, a failed turn or a form that was dropped did meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime, timedelta

from sqlmodel import Session

from forms.builtin_forms import builtin
from handlers.reference_cache import Library
from storage.engine.database import Database
from storage.forms import published_forms
from storage.messaging import stored_files
from tests.storage.engine.test_turns_together import Nothing


async def test_a_form_on_trial_that_was_dropped_is_not_the_next_one(database: Database, now: datetime) -> None:
    """Numbers of rows that are gone are not given out again, on either database: what is kept by number stays true."""
    library = Library()

    def hold(session: Session, name: str) -> int:
        file = stored_files.store(session, "form", "a.xlsx", "x", b"", now)
        return published_forms.hold(session, name, builtin(name).xml, now, file).id or 0

    first = database.run_now(lambda s: hold(s, "urgent"))
    assert database.read_now(lambda s: library.form(s, first, now)).title == builtin("urgent").title
    database.run_now(lambda s: published_forms.let_go(s, published_forms.get_form(s, first), with_file=True))
    second = database.run_now(lambda s: hold(s, "thematic"))
    assert database.read_now(lambda s: library.form(s, second, now)).title == builtin("thematic").title
    assert database.read_now(lambda s: library.name(s, second, now)) == ""
    assert first != second


async def test_many_threads_read_one_library(database: Database, now: datetime) -> None:
    library = Library()
    form = builtin("urgent")
    published = database.run_now(lambda s: published_forms.publish(s, "urgent", form.title, form.xml, now).id) or 0
    found = await asyncio.gather(*(database.read(lambda s: library.form(s, published, now)) for _ in range(16)))
    assert {one.title for one in found} == {form.title}
    assert database.read_now(lambda s: library.form(s, published, now)) is database.read_now(
        lambda s: library.form(s, published, now)
    ), "a published version is read once"


async def test_form_whose_turn_was_undone_is_not_the_one_that_got_its_number(database: Database, now: datetime) -> None:
    """A group of turns is undone after one of them has read what it wrote; the next to publish gets the number."""
    library, later = Library(), now + timedelta(minutes=2)
    numbers: list[int] = []

    def publish(session: Session, name: str) -> int:
        form = builtin(name)
        return published_forms.publish(session, name, form.title, form.xml, now).id

    def undone(session: Session) -> None:
        number = publish(session, "urgent")
        numbers.append(number)
        assert library.form(session, number, now).title == builtin("urgent").title
        raise LookupError

    def number_of(name: str) -> int:
        return database.run_now(lambda s: publish(s, name))

    with contextlib.suppress(LookupError):
        database.run_now(undone)
    second = number_of("thematic")
    assert database.backend != "sqlite" or second in numbers
    for at in (now, later, later):
        assert database.read_now(lambda s, at=at: library.form(s, second, at)).title == builtin("thematic").title  # type: ignore[misc]
        assert database.read_now(lambda s, at=at: library.name(s, second, at)) == "thematic"  # type: ignore[misc]


async def test_new_form_is_read_once_but_by_the_turn_that_published_it(database: Database, now: datetime) -> None:
    """Only who reads it where it was written may see it undone; the others need not wait until it has stood for long."""
    library, form = Library(), builtin("urgent")

    def read(session: Session, number: int) -> bool:
        assert library.name(session, number, now) == "urgent"
        return not library._forms[number].xml

    def publish(session: Session) -> tuple[int, bool]:
        number = published_forms.publish(session, "urgent", form.title, form.xml, now).id
        return number, read(session, number)

    number, settled = await database.run(publish, coming=Nothing())
    assert not settled
    assert await database.run(lambda s: read(s, number), coming=Nothing())
