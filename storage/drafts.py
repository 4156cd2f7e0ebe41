"""Queries about forms, drafts and choices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, null, tuple_, update
from sqlalchemy.orm import Session, defer
from sqlmodel import col, select

from storage.hot import Hot
from storage.members import unfocus_draft
from storage.tables import Alert, Choice, Draft, Form, FormFile, Reporter, StoredFile

_DRAFT = Draft.__table__
_ID = _DRAFT.c.id == bindparam("of")
_GET = Hot(_DRAFT.select().where(_ID))
_SAVE = Hot(
    update(_DRAFT)
    .where(_ID)
    .values({name: bindparam(f"new_{name}") for name in ("document", "state", "revision", "updated_at")})
)


_NEW = ("member_id", "form_id", "prompt_id", "document", "state", "revision", "created_at", "updated_at")
_ADD = Hot(insert(_DRAFT).returning(_DRAFT.c.id), _NEW)
_OF_MEMBER = Hot(_DRAFT.select().where(_DRAFT.c.member_id == bindparam("whose")).order_by(_DRAFT.c.updated_at.desc()))
_REMOVE = (
    Hot(update(Alert).where(col(Alert.draft_id) == bindparam("of")).values(draft_id=null())),
    Hot(update(Reporter).where(col(Reporter.draft_id) == bindparam("of")).values(draft_id=null())),
    Hot(delete(_DRAFT).where(_ID)),
)


@dataclass(slots=True)
class OpenDraft:
    """A `Draft` row without the ORM around it: what each step of a conversation reads and writes."""

    id: int
    member_id: int
    form_id: int
    prompt_id: int | None
    document: str
    state: str
    revision: int
    created_at: datetime
    updated_at: datetime


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
) -> Form:
    """The newest version of a form; a new one where the compiled XForm or what it shows differs from what was there.

    builtin: it comes with the program; a version that the office published itself stays the newest. files: all stored
    files that the version shows, by name.
    """
    assert name, "a form without a name is not published"
    newest = latest(session, name)
    if newest is not None and builtin and not newest.builtin:
        return newest
    if newest is not None and newest.xml == xml and _same(session, form_files(session, newest.id or 0), files or {}):
        return newest
    made = _add(
        session, Form(name=name, version=0, title=title, xml=xml, published_at=now, builtin=builtin, file_id=file_id)
    )
    session.add_all(FormFile(form_id=made.id or 0, name=called, file_id=file) for called, file in (files or {}).items())
    session.flush()
    return made


def hold(session: Session, title: str, xml: str, now: datetime, file_id: int) -> Form:
    """A form that was compiled and may be tried out; `publish` makes a version of it."""
    return _add(session, Form(name="", version=0, title=title, xml=xml, published_at=now, file_id=file_id))


def let_go(session: Session, held: Form, *, with_file: bool) -> None:
    """Takes away a form that was held, what was tried out with it, and the files that no version shows.

    with_file: the spreadsheet too.
    """
    assert not held.name, "a published version stays"
    for draft_id in session.scalars(select(_DRAFT.c.id).where(_DRAFT.c.form_id == held.id)).all():
        remove(session, draft_id)
    shown = form_files(session, held.id or 0).values()
    session.execute(delete(FormFile).where(col(FormFile.form_id) == held.id))
    forget_unused(session, shown)
    file = held.file_id
    session.delete(held)
    session.flush()
    if with_file and file is not None:
        session.execute(delete(StoredFile).where(col(StoredFile.id) == file))


def forget_held(session: Session, before: datetime) -> None:
    """Takes away forms that nobody decided on since `before`."""
    for held in session.scalars(select(Form).where(Form.name == "", Form.published_at < before)).all():
        let_go(session, held, with_file=True)


_FILE = Hot(
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
    """What the next version of a form shows: the files that were brought for it, else those of its newest version."""
    newest = latest_id(session, name)
    before = form_files(session, newest) if newest is not None else {}
    return {one: file for one, file in {**before, **files}.items() if one in wanted}


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
    """Whether the same names show the same content."""
    if these == those or these.keys() != those.keys():
        return these == those
    pairs = [(session.get_one(StoredFile, these[name]), session.get_one(StoredFile, those[name])) for name in these]
    return all(one is other or one.content == other.content for one, other in pairs)


def _add(session: Session, form: Form) -> Form:
    newest = latest(session, form.name)
    form.version = newest.version + 1 if newest else 1
    session.add(form)
    session.flush()
    return form


def published(session: Session) -> Sequence[Form]:
    """The newest version of every form, by name; what it asks is not read before it is wanted."""
    newest = select(Form.name, func.max(Form.version)).where(Form.name != "").group_by(Form.name)
    query = select(Form).where(tuple_(col(Form.name), col(Form.version)).in_(newest)).order_by(col(Form.name))
    return session.scalars(query.options(defer(Form.xml))).all()  # type: ignore[arg-type]


def version(session: Session, name: str, number: int) -> Form | None:
    """One published version."""
    return session.scalar(select(Form).where(Form.name == name, Form.name != "", Form.version == number))


def find_form(session: Session, form_id: int) -> Form | None:
    return session.get(Form, form_id)


def latest(session: Session, name: str) -> Form | None:
    return session.scalar(select(Form).where(Form.name == name).order_by(col(Form.version).desc()))


_LATEST = Hot(select(col(Form.id)).where(Form.name == bindparam("called")).order_by(col(Form.version).desc()))


def latest_id(session: Session, name: str) -> int | None:
    """The id of the newest version of a form."""
    found = _LATEST.rows(session, {"called": name})
    return int(found[0].id) if found else None


def get_form(session: Session, form_id: int) -> Form:
    form = session.get(Form, form_id)
    assert form is not None, "a foreign key holds this"
    return form


def get(session: Session, draft_id: int, member_id: int) -> OpenDraft | None:
    """A member's own draft: somebody else's is not found."""
    found = _GET.rows(session, {"of": draft_id})
    if not found or found[0].member_id != member_id:
        return None
    return OpenDraft(**found[0]._asdict())


def get_any(session: Session, draft_id: int) -> Draft | None:
    """A draft whoever writes it (an alert shows it to the officer on duty)."""
    return session.get(Draft, draft_id)


def add(
    session: Session, member_id: int, form_id: int, prompt_id: int | None, document: str, now: datetime
) -> OpenDraft:
    """Stores a draft that begins."""
    draft = OpenDraft(0, member_id, form_id, prompt_id, document, "{}", 0, now, now)
    draft.id = int(_ADD.rows(session, {name: getattr(draft, name) for name in _NEW})[0].id)
    return draft


def save(session: Session, draft: Draft | OpenDraft) -> None:
    """Writes a draft back after a step."""
    _SAVE.change(
        session,
        {
            "of": draft.id,
            "new_document": draft.document,
            "new_state": draft.state,
            "new_revision": draft.revision,
            "new_updated_at": draft.updated_at,
        },
    )


def of_member(session: Session, member_id: int) -> Sequence[OpenDraft]:
    """A member's drafts, the one touched last first."""
    return [OpenDraft(**row._asdict()) for row in _OF_MEMBER.rows(session, {"whose": member_id})]


def for_prompt(session: Session, member_id: int, prompt_id: int) -> Draft | None:
    query = select(Draft).where(Draft.member_id == member_id, Draft.prompt_id == prompt_id)
    return session.scalar(query.order_by(_DRAFT.c.updated_at.desc()))


def remove(session: Session, draft_id: int) -> None:
    """Takes a draft away: no address, alert or correction points at it any more."""
    session.flush()
    unfocus_draft(session, draft_id)
    for statement in _REMOVE:
        statement.change(session, {"of": draft_id})


def ask(session: Session, choice: Choice) -> Choice:
    """Puts a choice to a member."""
    session.add(choice)
    session.flush()
    return choice


def choice(session: Session, choice_id: int, member_id: int) -> Choice | None:
    """A choice that was put to this member: somebody else's is not found."""
    found = session.get(Choice, choice_id)
    return found if found is not None and found.member_id == member_id else None


def open_choices(session: Session, member_id: int, kind: str) -> Sequence[Choice]:
    """What was put to a member by one conversation and not answered yet, the newest first."""
    query = select(Choice).where(Choice.member_id == member_id, Choice.kind == kind, col(Choice.answered_at).is_(None))
    return session.scalars(query.order_by(col(Choice.id).desc())).all()
