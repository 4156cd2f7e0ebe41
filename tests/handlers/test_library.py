"""What is kept in memory stays true: whatever another process, a failed turn or a form that was dropped did meanwhile."""

from __future__ import annotations

import asyncio
from datetime import datetime

from sqlmodel import Session

from forms.builtin_forms import builtin
from handlers.reference_cache import Library
from storage.engine.database import Database
from storage.forms import published_forms
from storage.messaging import stored_files


async def test_a_form_on_trial_that_was_dropped_is_not_the_next_one(database: Database, now: datetime) -> None:
    """Numbers of rows that are gone are not given out again, on either database: what is kept by number stays true."""
    library = Library()

    def hold(session: Session, name: str) -> int:
        file = stored_files.store(session, "form", "a.xlsx", "x", b"", now)
        return published_forms.hold(session, name, builtin(name).xml, now, file).id or 0

    first = database.run_now(lambda s: hold(s, "urgent"))
    assert database.read_now(lambda s: library.form(s, first)).title == builtin("urgent").title
    database.run_now(lambda s: published_forms.let_go(s, published_forms.get_form(s, first), with_file=True))
    second = database.run_now(lambda s: hold(s, "thematic"))
    assert database.read_now(lambda s: library.form(s, second)).title == builtin("thematic").title
    assert database.read_now(lambda s: library.name(s, second)) == ""
    assert first != second


async def test_many_threads_read_one_library(database: Database, now: datetime) -> None:
    library = Library()
    form = builtin("urgent")
    published = database.run_now(lambda s: published_forms.publish(s, "urgent", form.title, form.xml, now).id) or 0
    found = await asyncio.gather(*(database.read(lambda s: library.form(s, published)) for _ in range(16)))
    assert {one.title for one in found} == {form.title}
    assert database.read_now(lambda s: library.form(s, published)) is database.read_now(
        lambda s: library.form(s, published)
    ), "a published version is read once"
