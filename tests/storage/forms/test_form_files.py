"""The files that forms show: they go with a version to the next one, and nothing stays that no form shows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from sqlmodel import select

from storage.engine.database import Database
from storage.forms import published_forms
from storage.messaging import stored_files
from storage.tables import FormFile, FormVersion, StoredFile

XML = "<x/>"


def stored(session: Session, content: bytes, now: datetime) -> int:
    return stored_files.store(session, "form", "a.jpg", "image/jpeg", content, now)


def contents(session: Session) -> list[bytes]:
    return sorted(session.scalars(select(StoredFile.content)))


def held(session: Session, now: datetime, **files: bytes) -> FormVersion:
    """A form being held with its spreadsheet and what was brought for it."""
    form = published_forms.hold(session, "F", XML, now, stored(session, b"sheet", now))
    for name, content in files.items():
        published_forms.attach(session, form.id, name, stored(session, content, now))
    return form


def published(session: Session, form: FormVersion, names: set[str], now: datetime) -> FormVersion:
    """As the conversation does it: the files go along, and what was held goes."""
    shown = published_forms.carried(session, "f", names, published_forms.form_files(session, form.id))
    made = published_forms.publish(session, "f", "F", form.xml, now, file_id=form.file_id, files=shown)
    published_forms.let_go(session, form, with_file=made.file_id != form.file_id)
    return made


def test_files_go_along_to_the_next_version(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        first = published(session, held(session, now, a=b"1", b=b"2"), {"a", "b"}, now)
        assert published_forms.form_file(session, first.id, "a") is not None
        assert published_forms.form_file(session, first.id, "c") is None
        second = published(session, held(session, now, b=b"3", c=b"4"), {"a", "b", "c"}, now)
        one, two = (published_forms.form_files(session, form.id) for form in (first, second))
        assert (second.version, set(two), one["a"] == two["a"], one["b"] == two["b"]) == (
            2,
            {"a", "b", "c"},
            True,
            False,
        )
        assert contents(session) == [b"1", b"2", b"3", b"4", b"sheet", b"sheet"]
        third = published(session, held(session, now), {"c"}, now)
        assert third.version == 3
        assert published_forms.form_files(session, third.id) == {"c": two["c"]}, "what it does not mention stays behind"

    database.run_now(work)


@pytest.mark.parametrize(("content", "version"), [(b"1", 1), (b"2", 2)])
def test_the_same_form_with_the_same_files_is_the_same_version(
    database: Database, now: datetime, content: bytes, version: int
) -> None:
    def work(session: Session) -> None:
        published(session, held(session, now, a=b"1"), {"a"}, now)
        assert published(session, held(session, now), {"a"}, now).version == 1
        assert published(session, held(session, now, a=content), {"a"}, now).version == version
        assert len(session.scalars(select(FormFile)).all()) == version
        assert contents(session).count(b"sheet") == version

    database.run_now(work)


def test_what_nobody_decides_on_takes_its_own_files_with_it(database: Database, now: datetime) -> None:
    def work(session: Session) -> None:
        first = published(session, held(session, now, a=b"1"), {"a"}, now)
        waiting = held(session, now, b=b"2")
        published_forms.attach(session, waiting.id, "a", published_forms.form_files(session, first.id)["a"])
        published_forms.attach(session, waiting.id, "b", stored(session, b"3", now))
        assert contents(session) == [b"1", b"3", b"sheet", b"sheet"], "what was replaced is gone"
        published_forms.forget_held(session, now + timedelta(days=1))
        assert contents(session) == [b"1", b"sheet"]
        assert published_forms.form_file(session, first.id, "a") is not None

    database.run_now(work)
