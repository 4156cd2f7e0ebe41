"""A draft that is open: its row, its document, and what the conversation remembers of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

import orjson

from forms.draft import Draft as FormDraft
from forms.draft import Question
from forms.types import Type
from handlers.lists import Lists
from handlers.turn import Turn
from storage import drafts, reports
from storage.drafts import OpenDraft
from storage.tables import Draft, Report


@dataclass(slots=True)
class State:
    """What the conversation remembers beside the document.

    card, delivery: the message that shows the current question, by its id or by what sent it. ticked, page: of the
    question being shown. messages: which answer a message of the person gave. paste: of a long text that is still
    arriving in parts, the question ("" where its beginning was no answer), until when, and what joins the next part on.
    parts: of such an answer, each message with where its part begins. album: the album of which one picture was taken.
    trial: the choice about a form that is only tried out; what is filled in is never sent.
    """

    card: str = ""
    delivery: int = 0
    ticked: list[str] = field(default_factory=list)
    page: int = 0
    messages: dict[str, str] = field(default_factory=dict)
    paste: tuple[str, str, str] | None = None
    parts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    album: str = ""
    fetching: bool = False
    trial: int = 0


@dataclass(slots=True)
class Filling:
    """An open draft: its row, its document, and what the conversation remembers."""

    row: Draft | OpenDraft
    draft: FormDraft
    state: State
    name: str  # the form's

    @property
    def question(self) -> Question | None:
        return self.draft.question

    @property
    def id(self) -> int:
        assert self.row.id is not None
        return self.row.id


def start(turn: Turn, form_name: str, prompt_id: int | None = None, given: dict[str, str] | None = None) -> Filling:
    """A new draft of the newest version of a form, with what we know already filled in."""
    form_id = drafts.latest_id(turn.session, form_name)
    assert form_id is not None, "set-up publishes the built-in forms"
    draft = FormDraft(
        turn.house.library.form(turn.session, form_id),
        now=turn.local,
        new_id=lambda: str(uuid.uuid4()),
        language=turn.me.language,
        itemsets=Lists(turn, prompt_id, turn.me.member_id),
    )
    for name, value in (given or {}).items():
        if any(one.name == name for one in draft.form.fields):
            draft.prefill(name, value)
    return begin(turn, draft, form_id, prompt_id)


def begin(turn: Turn, draft: FormDraft, form_id: int, prompt_id: int | None) -> Filling:
    """Stores a draft that was just made."""
    row = Draft(
        member_id=turn.me.member_id,
        form_id=form_id,
        prompt_id=prompt_id,
        document=draft.dump(),
        state="{}",
        created_at=turn.now,
        updated_at=turn.now,
    )
    return Filling(drafts.add(turn.session, row), draft, State(), turn.house.library.name(turn.session, form_id))


def reopen(turn: Turn, report: Report) -> FormDraft:
    """A report as it was sent last, as a document that can be read or corrected."""
    return FormDraft.from_submission(
        turn.house.library.form(turn.session, report.form_id),
        reports.newest(turn.session, report).document,
        now=turn.local,
        new_id=lambda: str(uuid.uuid4()),
        language=turn.me.language,
        itemsets=Lists(turn, report.prompt_id, turn.me.member_id),
    )


def load(turn: Turn, draft_id: int) -> Filling | None:
    """The person's own draft; None where there is no such draft (any more)."""
    row = drafts.get(turn.session, draft_id, turn.me.member_id)
    return open_row(turn, row) if row else None


def open_row(turn: Turn, row: Draft | OpenDraft) -> Filling:
    """A stored draft, ready to go on."""
    form = turn.house.library.form(turn.session, row.form_id)
    draft = FormDraft.load(
        form,
        row.document,
        now=turn.local,
        new_id=lambda: str(uuid.uuid4()),
        itemsets=Lists(turn, row.prompt_id, row.member_id),
    )
    return Filling(row, draft, State(**orjson.loads(row.state)), turn.house.library.name(turn.session, row.form_id))


def save(turn: Turn, filling: Filling) -> None:
    """Writes the draft and what the conversation remembers."""
    filling.row.document = filling.draft.dump()
    filling.row.state = orjson.dumps(filling.state).decode()
    filling.row.updated_at = turn.now
    drafts.save(turn.session, filling.row)


def remaining(filling: Filling) -> int:
    """How many questions are still to be answered."""
    question = filling.question
    return question.total - question.number + 1 if question and question.number else 0


def can_flag_urgent(filling: Filling) -> bool:
    """Whether this form can be flagged as urgent before its end, and has not been."""
    names = {one.name for one in filling.draft.form.fields}
    return (
        filling.name in ("periodic", "thematic") and "urgency" in names and filling.draft.value("urgency") != "urgent"
    )


def is_urgent(filling: Filling) -> bool:
    """Whether the author has said that the matter is urgent; trying out a form alerts nobody."""
    return not filling.state.trial and (
        any(one.name == "urgency" for one in filling.draft.form.fields) and filling.draft.value("urgency") == "urgent"
    )


def flag_urgent(filling: Filling) -> None:
    """The author says, before the question comes, that the matter is urgent."""
    filling.draft.prefill("urgency", "urgent")


def answered(filling: Filling) -> set[str]:
    """The names of the questions that have an answer."""
    return {line.name for line in filling.draft.review() if line.answered}


def changed(filling: Filling) -> None:
    """Something was accepted or moved: what buttons showed before is old, and the next question starts afresh."""
    filling.row.revision += 1
    filling.state.ticked, filling.state.page = [], 0
    question = filling.question
    if question is not None and question.kind is Type.SELECT_MULTIPLE:
        filling.state.ticked = question.value.split()
