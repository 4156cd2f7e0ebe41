"""Queries about forms: their published versions, those not yet published, and the files they show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, tuple_
from sqlalchemy.orm import Session, defer
from sqlmodel import col, select

from storage.engine.prepared import Prepared
from storage.forms.drafts import remove
from storage.tables import DraftRow, FormFile, FormVersion, StoredFile

TABLE: str = FormVersion.__table__.name


def publish(
    session: Session,
    name: str,
    title: str,
    xml: str,
    now: datetime,
    *,
    builtin: bool = False,
    file_id: int | None = None,
    files: Mapping[str, int] | None = None,
) -> FormVersion:
    """The newest version of a form; a new one where the compiled XForm or what it shows differs from what was there.

    builtin: it comes with the program; a version that the office published itself stays the newest. files: all stored
    files that the version shows, by name.
    """
    assert name, "a form without a name is not published"
    newest = latest(session, name)
    if newest is not None and builtin and not newest.builtin:
        return newest
    if newest is not None and newest.xml == xml and _same(session, form_files(session, newest.id), files or {}):
        return newest
    made = _add(
        session,
        FormVersion(name=name, version=0, title=title, xml=xml, published_at=now, builtin=builtin, file_id=file_id),
    )
    session.add_all(FormFile(form_id=made.id, name=called, file_id=file) for called, file in (files or {}).items())
    session.flush()
    return made


def hold(session: Session, title: str, xml: str, now: datetime, file_id: int) -> FormVersion:
    """A form that was compiled and may be tried out; `publish` makes a version of it."""
    return _add(session, FormVersion(name="", version=0, title=title, xml=xml, published_at=now, file_id=file_id))


def let_go(session: Session, held: FormVersion, *, with_file: bool) -> None:
    """Takes away a form that was held, what was tried out with it, and the files that no version shows.

    with_file: the spreadsheet too.
    """
    assert not held.name, "a published version stays"
    for draft_id in session.scalars(select(DraftRow.__table__.c.id).where(DraftRow.form_id == held.id)).all():
        remove(session, draft_id)
    shown = form_files(session, held.id).values()
    session.execute(delete(FormFile).where(col(FormFile.form_id) == held.id))
    forget_unused(session, shown)
    file = held.file_id
    session.delete(held)
    session.flush()
    if with_file and file is not None:
        session.execute(delete(StoredFile).where(col(StoredFile.id) == file))


def forget_held(session: Session, before: datetime) -> None:
    """Takes away forms that nobody decided on since `before`."""
    for held in session.scalars(
        select(FormVersion).where(FormVersion.name == "", FormVersion.published_at < before)
    ).all():
        let_go(session, held, with_file=True)


_FILE = Prepared(
    select(col(FormFile.file_id)).where(FormFile.form_id == bindparam("of"), FormFile.name == bindparam("called"))
)


def form_file(session: Session, form_id: int, name: str) -> int | None:
    """The stored file that a version, or a form being held, shows under a name; None where nobody brought it."""
    found = _FILE.rows(session, {"of": form_id, "called": name})
    return int(found[0].file_id) if found else None


def form_files(session: Session, form_id: int) -> dict[str, int]:
    """All of them, by name."""
    return {row.name: row.file_id for row in session.scalars(select(FormFile).where(FormFile.form_id == form_id))}


def form_files_size(session: Session, form_id: int) -> int:
    """How many bytes they are together."""
    query = select(func.sum(StoredFile.size)).join(FormFile, col(FormFile.file_id) == StoredFile.id)
    return int(session.scalar(query.where(FormFile.form_id == form_id)) or 0)


def carried(session: Session, name: str, wanted: Collection[str], files: Mapping[str, int]) -> dict[str, int]:
    """Files that the next version of a form shows: the files that were brought for it, else those of its newest version."""
    newest = latest_id(session, name)
    before = form_files(session, newest) if newest is not None else {}
    return {text: file for text, file in {**before, **files}.items() if text in wanted}


def attach(session: Session, form_id: int, name: str, file_id: int) -> None:
    """A form that is being held shows this file from now on; what it showed before goes where no version shows it."""
    row = session.get(FormFile, (form_id, name))
    if row is None:
        session.add(FormFile(form_id=form_id, name=name, file_id=file_id))
        session.flush()
        return
    before, row.file_id = row.file_id, file_id
    session.flush()
    forget_unused(session, [before])


def forget_unused(session: Session, file_ids: Collection[int]) -> None:
    """Takes away those of these files that no form shows."""
    used = set(session.scalars(select(FormFile.file_id).where(col(FormFile.file_id).in_(file_ids))))
    session.execute(delete(StoredFile).where(col(StoredFile.id).in_(set(file_ids) - used)))


def _same(session: Session, these: Mapping[str, int], those: Mapping[str, int]) -> bool:
    """True if the same names show the same content."""
    if these == those or these.keys() != those.keys():
        return these == those
    pairs = [(session.get_one(StoredFile, these[name]), session.get_one(StoredFile, those[name])) for name in these]
    return all(file is other or file.content == other.content for file, other in pairs)


def _add(session: Session, form: FormVersion) -> FormVersion:
    newest = latest(session, form.name)
    form.version = newest.version + 1 if newest else 1
    session.add(form)
    session.flush()
    return form


def published(session: Session) -> Sequence[FormVersion]:
    """The newest version of every form, by name; what it asks is not read before it is wanted."""
    newest = (
        select(FormVersion.name, func.max(FormVersion.version)).where(FormVersion.name != "").group_by(FormVersion.name)
    )
    query = (
        select(FormVersion)
        .where(tuple_(col(FormVersion.name), col(FormVersion.version)).in_(newest))
        .order_by(col(FormVersion.name))
    )
    return session.scalars(query.options(defer(FormVersion.xml))).all()  # type: ignore[arg-type]


def version(session: Session, name: str, number: int) -> FormVersion | None:
    """One published version."""
    return session.scalar(
        select(FormVersion).where(FormVersion.name == name, FormVersion.name != "", FormVersion.version == number)
    )


def find_form(session: Session, form_id: int) -> FormVersion | None:
    return session.get(FormVersion, form_id)


def latest(session: Session, name: str) -> FormVersion | None:
    return session.scalar(select(FormVersion).where(FormVersion.name == name).order_by(col(FormVersion.version).desc()))


def every_version(session: Session) -> Iterator[FormVersion]:
    """All published versions, the newest first; read one by one."""
    newest = select(col(FormVersion.id)).where(FormVersion.name != "").order_by(col(FormVersion.id).desc())
    return (get_form(session, form_id) for form_id in session.scalars(newest).all() if form_id is not None)


_LATEST = Prepared(
    select(col(FormVersion.id)).where(FormVersion.name == bindparam("called")).order_by(col(FormVersion.version).desc())
)


def latest_id(session: Session, name: str) -> int | None:
    """The id of the newest version of a form."""
    found = _LATEST.rows(session, {"called": name})
    return int(found[0].id) if found else None


def get_form(session: Session, form_id: int) -> FormVersion:
    form = session.get(FormVersion, form_id)
    assert form is not None, "a foreign key holds this"
    return form
