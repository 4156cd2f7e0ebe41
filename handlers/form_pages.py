"""A whole form on one page: shown as it stands, and each act of the page done to the draft.

The same engine as in the chat answers: what is taken, what is asked next, and what is missing. Every answer is kept at once,
in the draft that the chat goes on with.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from forms.entry.draft import Draft, Question, Verdict
from forms.model.types import Type
from handlers import completion
from handlers.draft_names import draft_name
from handlers.filling import conversation, open_draft, page_link, personal_data, urgent_flag
from handlers.filling.open_draft import OpenDraft
from handlers.filling.typed_answer import refused
from handlers.turn import Turn
from storage.forms import drafts
from storage.members import addresses
from texts.personal import find

Deed = Literal["open", "put", "mask", "keep", "send", "back"]
MOST = 8000
"""Letters of an answer."""
HERE = frozenset(
    {
        Type.TEXT,
        Type.INTEGER,
        Type.DECIMAL,
        Type.RANGE,
        Type.DATE,
        Type.TIME,
        Type.SELECT_ONE,
        Type.SELECT_MULTIPLE,
        Type.ACKNOWLEDGE,
    }
)
"""Kinds that are answered on the page; any other is answered in the chat."""
_WORDS = (
    *(
        "page-title",
        "page-how",
        "page-send",
        "page-back",
        "page-required",
        "page-optional",
        "page-choose",
        "page-clear",
    ),
    *("page-saving", "page-saved", "page-unsaved", "page-in-chat", "page-offline", "page-yes", "page-summary"),
    *("page-search", "page-again", "page-over-write", "page-mask", "page-not-personal", "page-needed"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """One act on the page. `key`: what the page made up when it was opened; `was`: the answer that it showed."""

    deed: Deed
    key: str
    ref: str = ""
    value: str = ""
    was: str = ""
    reason: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to an act. `over`: why it is no page any more, in words; else `form` is the whole form."""

    over: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)


def act(turn: Turn, address_id: int, draft_id: int, link: str, request: Request) -> Answered:
    """Do what a page asks for, in a turn of the member's; the signature of its link was looked at before."""
    person = next(iter(addresses.at_addresses(turn.session, [address_id])), None)
    if person is None:
        return Answered(over=turn.t.text("page-over"))
    turn.speak_as(person)
    filling = open_draft.load(turn, draft_id)
    if filling is None:
        return Answered(over=turn.t.text("page-over"))
    why = _admitted(turn, filling, link, request)
    if why:
        return Answered(over=turn.t.text(why))
    return _done(turn, filling, request)


def _admitted(turn: Turn, filling: OpenDraft, link: str, request: Request) -> str:
    """Say why a page may do nothing; "": it may. Whoever opens a link first is the only one who has it."""
    state = filling.state
    if not state.page_link or not hmac.compare_digest(state.page_link, link):
        return "page-ended"
    key = hashlib.sha256(request.key.encode()).hexdigest()
    if not state.page_key and request.deed == "open" and len(request.key) >= 32:
        state.page_key = key
        page_link.opened(turn, filling)
        open_draft.save(turn, filling)
    return "" if state.page_key and hmac.compare_digest(state.page_key, key) else "page-used"


def _done(turn: Turn, filling: OpenDraft, request: Request) -> Answered:
    match request.deed:
        case "put":
            return _put(turn, filling, request)
        case "mask" | "keep" if _asked_about(filling, request):
            if request.deed == "mask":
                personal_data.conceal(filling, turn.t, request.ref)
            elif not personal_data.keep(filling, request.ref, request.reason):
                return _shown(turn, filling, {request.ref: turn.t.text("page-not-kept")})
            _kept(turn, filling)
            return _shown(turn, filling)
        case "send":
            return _send(turn, filling)
        case "back":
            filling.state.page_link = filling.state.page_key = ""
            conversation.resume(turn, filling, turn.t("page-goes-on"))
            return Answered(over=turn.t.text("page-went-back"))
        case _:
            return _shown(turn, filling)


def _asked_about(filling: OpenDraft, request: Request) -> bool:
    """True if the answer beside which a decision was taken still waits for one, in the words that stood there then.

    The page keeps an answer as one leaves its field, and so does the chat: what came of that its author has not seen yet
    (privacy 1).
    """
    draft, ref = filling.draft, request.ref
    return ref in filling.state.undecided and draft.relevant(ref) and draft.value(ref) == request.was != ""


def _put(turn: Turn, filling: OpenDraft, request: Request) -> Answered:
    draft = filling.draft
    try:
        question = draft.ask(request.ref)
    except KeyError:  # an answer in the chat has made it needless meanwhile
        return _shown(turn, filling, over=turn.t.text("page-not-now"))
    if question.read_only or question.kind not in HERE:
        return _shown(turn, filling, {request.ref: turn.t.text("page-in-chat")})
    if question.value != request.was and question.value != request.value:
        return _shown(turn, filling, {request.ref: turn.t.text("page-changed-there")})
    value = request.value[:MOST]
    verdict = draft.put(request.ref, value)
    if not verdict.ok:
        return _shown(turn, filling, {request.ref: _refusal(turn, question, verdict)})
    open_draft.forget_messages(filling, request.ref)
    personal_data.look(filling, request.ref)
    _kept(turn, filling)
    return _shown(turn, filling)


def _refusal(turn: Turn, question: Question, verdict: Verdict) -> str:
    """Say why an answer is not taken; what was typed on the page stands there, and is not said again."""
    if verdict.author_message or verdict.code in ("too_long", "out_of_range", "too_many", "required"):
        return str(refused(turn, question, verdict))
    return turn.t.text("page-not-taken")


def _kept(turn: Turn, filling: OpenDraft) -> None:
    """The draft is written; buttons of the chat that were shown before are old. What is urgent rings as it does there."""
    open_draft.changed(filling)
    said, mistaken = urgent_flag.alerted(turn, filling)
    if said is not None:
        turn.reply(said, mistaken)
    open_draft.save(turn, filling)


def _send(turn: Turn, filling: OpenDraft) -> Answered:
    if filling.undecided:
        return _shown(turn, filling, over=turn.t.text("page-decide-first"))
    wanting = [obstacle.ref for obstacle in filling.draft.obstacles()]
    if wanting:
        said = {ref: turn.t.text("page-missing") for ref in wanting}
        return _shown(turn, filling, said, over=turn.t.text("page-missing-some", count=len(wanting)))
    for line in filling.draft.review():  # on one page nothing is passed over unseen
        if not line.answered and line.changeable and line.kind is not Type.REPEAT:
            filling.draft.skip(line.ref)
        elif line.kind is Type.REPEAT:
            filling.draft.close(line.ref)
    filling.draft.leave()
    draft_id, member_id = filling.id, turn.me.member_id
    completion.finish(turn, filling)
    if drafts.get(turn.session, draft_id, member_id) is None:
        return Answered(over=turn.t.text("page-sent"))
    return _shown(turn, filling, over=turn.t.text("page-goes-on-there"))


def _shown(turn: Turn, filling: OpenDraft, troubles: Mapping[str, str] | None = None, *, over: str = "") -> Answered:
    """The whole form as it stands, with what is wrong by question and `over` all of it."""
    draft, t = filling.draft, turn.t
    questions = [
        _question(turn, filling, question, (troubles or {}).get(question.ref, "")) for question in _asked(draft)
    ]
    return Answered(
        form={
            "name": str(draft_name(turn, filling.row)),
            "language": t.language,
            "said": over,
            "questions": questions,
            "notes": list(draft.closing_notes()),
            "left": sum(1 for question in questions if question["required"] and not question["value"]),
            "words": {key.removeprefix("page-"): t.text(key) for key in _WORDS},
        }
    )


def _asked(draft: Draft) -> Sequence[Question]:
    """Every question that counts now, in the form's order."""
    found = []
    for line in draft.review():
        try:
            found.append(draft.ask(line.ref))
        except KeyError:  # shown on the review page only
            continue
    return found


def _question(turn: Turn, filling: OpenDraft, question: Question, trouble: str) -> dict[str, Any]:
    personal = question.ref in filling.state.undecided
    return {
        "ref": question.ref,
        "kind": str(question.kind),
        "here": question.kind in HERE and not question.read_only,
        "label": question.label,
        "hint": question.hint,
        "notes": list(question.notes),
        "required": question.required,
        "value": question.value,
        "shown": _told(filling, question),
        "most": question.max_choices,
        "choices": [[choice.name, choice.label] for choice in question.choices],
        "bounds": [question.bounds.least, question.bounds.most, question.bounds.step] if question.bounds else [],
        "trouble": trouble,
        "personal": _personal(turn, filling, question) if personal else "",
        "groups": [label for label, _ in question.groups],
    }


def _told(filling: OpenDraft, question: Question) -> str:
    """The answer as the review page tells it, for what is answered in the chat."""
    return next((line.shown for line in filling.draft.review() if line.ref == question.ref and line.answered), "")


def _personal(turn: Turn, filling: OpenDraft, question: Question) -> str:
    kinds = dict.fromkeys(turn.t.text(f"personal-kind-{found.kind}") for found in find(question.value))
    return turn.t.text("page-personal", kinds=", ".join(kinds))
