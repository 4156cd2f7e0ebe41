"""A draft that is open: its row, its document, and what the conversation remembers of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime

import orjson

from forms.entry.draft import Draft, Question, Verdict
from forms.model.form import Choice
from forms.model.types import Type
from handlers.filling.choice_lists import Lists
from handlers.filling.question_card import mark
from handlers.turn import Turn
from storage.forms import drafts, published_forms
from storage.forms.drafts import DraftRecord
from storage.reports import reports
from storage.tables import Report, ReportRevision
from texts.rich import RichText


@dataclass(slots=True)
class ChatMemory:
    """The conversation's memory beside the document.

    card, delivery: the message that shows the current question, by its id or by what sent it. ticked, page: of the
    question being shown. messages: which answer a message of the person gave. paste: of a long text that is still
    arriving in parts, the question ("" where its beginning was no answer), until when, and what joins the next part on.
    parts: of such an answer, each message with where its part begins. album: the album of which one picture was taken.
    trial: the choice about a form that is only tried out; what is filled in is never sent. wanted: what was typed to
    see only some choices of a list. pictured: the card is a file with the question below it. undecided: the answers whose
    author is still to be asked about personal data in them; kept: why some was left as it was, by reference. removing: the
    instance of a repeat about to be taken away. sending: the report goes as soon as its files are checked. adding: what is
    ticked was typed, and choices of other pages are still to follow.
    """

    card: str = ""
    delivery: int = 0
    ticked: list[str] = field(default_factory=list)
    page: int = 0
    messages: dict[str, str] = field(default_factory=dict)
    paste: tuple[str, str, str] | None = None
    parts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    album: str = ""
    trial: int = 0
    wanted: str = ""
    pictured: bool = False
    undecided: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    removing: str = ""
    sending: bool = False
    adding: bool = False
    waiting: dict[str, str] = field(default_factory=dict)
    """Words that no question has taken yet (those below a picture, above all), by the message that they came with."""
    pictures: list[str] = field(default_factory=list)
    """Messages that brought a file, the newest last."""
    said_at: dict[str, str] = field(default_factory=dict)
    """When each of `messages` was sent: a network deletes none that is too old."""
    same_of: str = ""
    """The topic and place of which the author was asked whether it is a known matter."""
    same: list[int] = field(default_factory=list)
    """The issues that were offered then."""
    same_as: int = 0
    """The one that it is: the report joins it once it is sent."""
    missed: int = 0
    """Answers in a row to the question being asked that were not taken."""
    offered: dict[str, str] = field(default_factory=dict)
    """Answers of the author's last report, by question, which one tap gives again."""
    reported: list[str] = field(default_factory=list)
    """Matters of the prompt on which the author has reported."""
    to_report: list[str] = field(default_factory=list)
    """Those on which they have not."""
    told: bool = False
    """The notes before the first question were read a moment ago, in the report before this one."""
    then: str = ""
    """The matter that is begun as soon as this report is sent."""
    files_left: bool = False
    """Files that it had no room for are kept, and are asked about as soon as this report is sent."""
    page_link: str = ""
    """The link under which the whole form can be filled in on one page; "": none is good."""
    page_key: str = ""
    """The hash of what whoever opened that page made up; "": nobody has opened it."""

    @classmethod
    def load(cls, text: str) -> ChatMemory:
        """From what was stored, perhaps by an earlier version of the program."""
        stored = orjson.loads(text)
        if stored.get("caption"):  # one alone was remembered once
            stored["waiting"] = {stored["caption_of"]: stored["caption"]}
        return cls(**{name: stored[name] for name in _NAMES & stored.keys()})


IN_GROUP = "group:"
"""How the id of a message begins that stands in a group, not in the person's own chat."""
MATTER = "item"
"""The question that asks which matter of a prompt a report is about."""
OF_STAFF = frozenset(("prompt", "survey", "group_poll"))
"""Forms in which nobody reports; what is written there is looked at once more before it goes out."""
_REMEMBERED = 40
_NAMES = frozenset(slot.name for slot in fields(ChatMemory))


@dataclass(slots=True)
class OpenDraft:
    """An open draft: its row, its document, and what the conversation remembers."""

    row: DraftRecord
    draft: Draft
    state: ChatMemory
    name: str  # the form's
    said: RichText | None = None
    """Which form this is, to be said on the next card."""

    @property
    def question(self) -> Question | None:
        return self.draft.question

    @property
    def undecided(self) -> str:
        """The answer about whose personal data its author is asked now; "" where there is none."""
        draft = self.draft
        return next((ref for ref in self.state.undecided if draft.relevant(ref) and draft.value(ref)), "")

    @property
    def id(self) -> int:
        return self.row.id


def start(turn: Turn, form_name: str, prompt_id: int | None = None, given: dict[str, str] | None = None) -> OpenDraft:
    """A new draft of the newest version of a form, with what we know already filled in."""
    form_id = published_forms.latest_id(turn.session, form_name)
    assert form_id is not None, "set-up publishes the built-in forms"
    draft = blank(turn, form_id, prompt_id)
    for name, value in (given or {}).items():
        if draft.form.has_one(name):
            draft.prefill(name, value)
    answer_single(draft, draft.prefill)
    return begin(turn, draft, form_id, prompt_id)


def answer_single(draft: Draft, put: Callable[[str, str], Verdict]) -> None:
    """Give the questions that come next and have to be answered by the one choice there is: they are not asked."""
    while (
        (question := draft.question) is not None
        and question.kind is Type.SELECT_ONE
        and question.required
        and not question.value
    ):
        if len(question.choices) != 1 or not put(question.ref, question.choices[0].name).ok:
            return


def blank(turn: Turn, form_id: int, prompt_id: int | None) -> Draft:
    """A new document of a form version. Where the form asks who and with what, it gets a pseudonym, another each time."""
    pseudonym = uuid.uuid4().hex
    return Draft(
        turn.installation.library.form(turn.session, form_id, turn.now),
        now=turn.local,
        new_id=lambda: str(uuid.uuid4()),
        language=turn.t.language,
        itemsets=Lists(turn, prompt_id, turn.me.member_id),
        metadata={"deviceid": f"langnghe:{pseudonym}", "username": pseudonym[:12]},
    )


def begin(turn: Turn, draft: Draft, form_id: int, prompt_id: int | None) -> OpenDraft:
    """Stores a draft that was just made."""
    row = drafts.add(turn.session, turn.me.member_id, form_id, prompt_id, draft.dump(), turn.now)
    return OpenDraft(row, draft, ChatMemory(), turn.installation.library.name(turn.session, form_id, turn.now))


def reopen(turn: Turn, report: Report, revision: ReportRevision | None = None) -> Draft:
    """A report as it was sent last, or in one revision, to be read or corrected; empty where its words were cut."""
    document = (revision or reports.newest(turn.session, report)).document
    if not document:
        return blank(turn, report.form_id, report.prompt_id)
    return Draft.from_submission(
        turn.installation.library.form(turn.session, report.form_id, turn.now),
        document,
        now=turn.local,
        new_id=lambda: str(uuid.uuid4()),
        language=turn.me.language,
        itemsets=Lists(turn, report.prompt_id, turn.me.member_id),
    )


def load(turn: Turn, draft_id: int) -> OpenDraft | None:
    """The person's own draft; None where there is no such draft (any more)."""
    row = drafts.get(turn.session, draft_id, turn.me.member_id)
    return open_row(turn, row) if row else None


def open_row(turn: Turn, row: DraftRecord) -> OpenDraft:
    """A stored draft, ready to go on."""
    form = turn.installation.library.form(turn.session, row.form_id, turn.now)
    draft = Draft.load(
        form,
        row.document,
        now=turn.local,
        new_id=lambda: str(uuid.uuid4()),
        itemsets=Lists(turn, row.prompt_id, row.member_id),
    )
    if turn.person is not None and draft.language != turn.t.language:
        draft.use_language(turn.t.language)
    return OpenDraft(
        row, draft, ChatMemory.load(row.state), turn.installation.library.name(turn.session, row.form_id, turn.now)
    )


def save(turn: Turn, filling: OpenDraft) -> None:
    """Writes the draft and what the conversation remembers."""
    said, event = filling.state.said_at, turn.inbound
    if event is not None and event.message_id in filling.state.messages:
        said.setdefault(event.message_id, event.sent_at.isoformat())
    for message_id in said.keys() - filling.state.messages.keys():
        del said[message_id]
    drafts.save(turn.session, filling.row, filling.draft.dump(), orjson.dumps(filling.state).decode(), turn.now)


def remaining(filling: OpenDraft) -> int:
    """How many questions are still to be answered."""
    question = filling.question
    return question.total - question.number + 1 if question and question.number else 0


def can_flag_urgent(filling: OpenDraft) -> bool:
    """True if this form can be flagged as urgent before its end, and has not been."""
    asked = filling.name in ("periodic", "thematic") and filling.draft.form.has_one("urgency")
    return asked and filling.draft.value("urgency") != "urgent"


def is_urgent(filling: OpenDraft) -> bool:
    """True if the author has said that the matter is urgent; trying out a form alerts nobody."""
    return not filling.state.trial and answer_of(filling.draft, "urgency") == "urgent"


def answer_of(draft: Draft, name: str) -> str:
    """The answer to the question of a name that means something to us; "" where the form has none, or several."""
    return draft.value(name) if draft.form.has_one(name) else ""


def begun_answer(filling: OpenDraft, question: Question) -> list[str]:
    """The choices that were ticked for an answer which is not given yet."""
    ticked = filling.state.ticked
    return ticked if filling.state.adding or ticked != question.value.split() else []


def next_matter(filling: OpenDraft, number: int | None = None) -> Choice | None:
    """The first matter of the prompt that is still to be reported on, besides this one; the one that a button names."""
    if not filling.state.to_report or not filling.draft.form.has_one(MATTER):
        return None
    said = filling.draft.value(MATTER)
    for choice in filling.draft.ask(MATTER).choices:
        wanted = number is None or mark(choice.name) == number
        if wanted and choice.name in filling.state.to_report and choice.name != said:
            return choice
    return None


def flag_urgent(filling: OpenDraft) -> None:
    """The author says, before the question comes, that the matter is urgent."""
    filling.draft.prefill("urgency", "urgent")


def unflag_urgent(filling: OpenDraft) -> None:
    """The author took it back: how urgent the matter is is asked again."""
    if filling.draft.form.has_one("urgency"):
        filling.draft.clear("urgency")


def remember(filling: OpenDraft, ref: str, message_id: str) -> None:
    """Tie an answer to the message that gave it, by editing which it is corrected."""
    messages = filling.state.messages
    messages[message_id] = ref
    while len(messages) > _REMEMBERED:
        del messages[next(iter(messages))]
    filling.state.parts.pop(ref, None)
    filling.state.paste = None


def forget_messages(filling: OpenDraft, ref: str) -> list[str]:
    """The messages that gave an answer, which are not tied to it any more."""
    state = filling.state
    found = [message_id for message_id, answered in state.messages.items() if answered == ref]
    for message_id in found:
        del state.messages[message_id]
    state.parts.pop(ref, None)
    state.paste = None
    return found


def first_said(filling: OpenDraft, ref: str) -> datetime:
    """When the oldest message that gave an answer was sent; when the draft began, where that is not known."""
    state = filling.state
    sent = [state.said_at.get(message) for message, answered in state.messages.items() if answered == ref]
    known = [datetime.fromisoformat(at) for at in sent if at is not None]
    return min(known) if known and len(known) == len(sent) else filling.row.created_at


def forget_instance(filling: OpenDraft, ref: str) -> None:
    """An instance of a repeat is gone, with what is remembered of it; those behind it moved up."""
    base, _, number = ref.rpartition("[")
    gone = int(number[:-1])

    def moved(key: str) -> str:
        if not key.startswith(base + "["):
            return key
        at, _, rest = key[len(base) + 1 :].partition("]")
        return "" if int(at) == gone else f"{base}[{int(at) - (int(at) > gone)}]{rest}"

    state = filling.state
    state.messages = {message: moved(key) for message, key in state.messages.items() if moved(key)}
    state.parts = {moved(key): parts for key, parts in state.parts.items() if moved(key)}
    state.undecided = [moved(key) for key in state.undecided if moved(key)]
    state.kept = {moved(key): why for key, why in state.kept.items() if moved(key)}
    state.paste = None


def changed(filling: OpenDraft) -> None:
    """Something was accepted or moved: what buttons showed before is old, and the next question starts afresh."""
    drafts.turn_over(filling.row)
    answer_single(filling.draft, filling.draft.put)
    state, question = filling.state, filling.question
    state.ticked, state.page, state.wanted, state.removing, state.sending, state.adding = [], 0, "", "", False, False
    state.missed, state.then = 0, ""
    if question is not None and question.kind in (Type.SELECT_MULTIPLE, Type.RANK):
        state.ticked = question.value.split()
