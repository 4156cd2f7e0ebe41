"""A form being filled in: the next question, the answers checked, and the document that holds them.

Going back, resuming after weeks and changing an early answer are the same code: the next question is the first relevant
one without a mark, unless a place is set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forms import document, outcome
from forms.document import GIVEN, KEPT, LANGUAGE, OFF, PLACE, REVISION, SEEN, SKIPPED
from forms.expressions import Scope
from forms.form import Choice, Field, Form
from forms.outcome import ReviewLine
from forms.state import Itemsets, State
from forms.types import ANSWERS, Type, clean_text
from forms.values import to_boolean

REVIEW = "review"


@dataclass(frozen=True)
class Question:
    """What to ask now.

    notes: the labels of the notes standing before it. number of total: its place among the relevant questions of the
    walk; number is 0 for one outside the walk (given by the host, or only changed from the review page). max_choices:
    the most that may be chosen, where the form says so plainly.
    """

    ref: str
    name: str
    kind: Type
    label: str
    hint: str
    notes: tuple[str, ...]
    required: bool
    read_only: bool
    choices: tuple[Choice, ...]
    value: str
    number: int
    total: int
    appearance: frozenset[str]
    max_choices: int | None


@dataclass(frozen=True)
class Verdict:
    """Whether an answer was taken. ``code`` is "ok" or a stable word; the form author's own message comes along.

    Codes: ok, required, constraint, not_a_number, not_whole, not_a_date, not_a_choice, not_a_file, too_long,
    irrelevant, read_only, not_asked (a note, a group, a calculation).
    """

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    author_message: str = ""

    @property
    def ok(self) -> bool:
        return self.code == "ok"


class Draft:
    """One form being filled in by one person.

    now: the instant of this turn, aware, in the zone in which the form's ``today()`` is meant.
    new_id: gives a fresh identifier (UUID text) for the submission's instanceID.
    itemsets: the rows of external choice lists by list name; each row has ``name``, ``label``, perhaps ``label::en``
        and further columns for filters. They are not stored: give them at every load.
    """

    form: Form

    def __init__(
        self,
        form: Form,
        *,
        now: datetime,
        new_id: Callable[[], str],
        language: str = "vi",
        itemsets: Itemsets | None = None,
    ) -> None:
        self._attach(form, document.with_marks(document.parse(form.blank)), now, new_id, itemsets)
        self._root.set(LANGUAGE, language)
        self._root.set(REVISION, "0")
        self._state.set_defaults()
        self._state.recompute(form.dependencies.order)

    @classmethod
    def load(
        cls,
        form: Form,
        text: str,
        *,
        now: datetime,
        new_id: Callable[[], str],
        itemsets: Itemsets | None = None,
    ) -> Draft:
        """A draft from what ``dump`` gave.

        Raises:
            ValueError: the text is no draft of this form version.
        """
        draft = cls.__new__(cls)
        draft._attach(form, _of_version(form, text), now, new_id, itemsets)
        return draft

    @classmethod
    def from_submission(
        cls,
        form: Form,
        submission_xml: str,
        *,
        now: datetime,
        new_id: Callable[[], str],
        language: str = "vi",
        itemsets: Itemsets | None = None,
    ) -> Draft:
        """A draft that holds a submitted report again, for correction: everything counts as seen.

        Raises:
            ValueError: the document is not a submission of this form version.
        """
        sent = _of_version(form, submission_xml)
        draft = cls(form, now=now, new_id=new_id, language=language, itemsets=itemsets)
        for ref, nodes in document.index(sent).items():
            for old, node in zip(nodes, draft._state.nodes.get(ref, ()), strict=False):
                if not len(node):
                    draft._restore(node, old.text)
        draft._state.recompute(form.dependencies.order)
        for one in outcome.asked_now(draft._state):
            draft._state.node(one.ref).set(SEEN, "1")
        return draft

    @staticmethod
    def _restore(node: Any, text: str | None) -> None:
        """Put a submitted answer where it belongs while relevance is still that of an empty form."""
        if node.get(OFF) is None:
            node.text = text
        elif text:
            node.set(KEPT, text)

    def _attach(
        self, form: Form, root: Any, now: datetime, new_id: Callable[[], str], itemsets: Itemsets | None
    ) -> None:
        self.form = form
        self._root = root
        self._new_id = new_id
        self._state = State(form, root, now, new_id, itemsets)

    def dump(self) -> str:
        """The whole draft as text, to be stored (encrypted by whoever stores it)."""
        return document.dump(self._root)

    @property
    def language(self) -> str:
        return self._state.language

    @property
    def revision(self) -> int:
        """Rises with every accepted change."""
        return int(self._root.get(REVISION) or 0)

    @property
    def place(self) -> str:
        """The reference of the question being asked, ``review``, or "" when nothing is left and there is no review."""
        current = self._current()
        return current.ref if current else REVIEW if self.form.settings.review else ""

    @property
    def at_review(self) -> bool:
        return self.place == REVIEW

    def value(self, ref: str) -> str:
        """The answer; "" where there is none or the question is not relevant.

        Raises:
            KeyError: no such field.
        """
        return self._state.node(ref).text or ""

    @property
    def question(self) -> Question | None:
        """The question to ask now; None when nothing is left to ask."""
        current = self._current()
        return self._question(current) if current else None

    def ask(self, ref: str) -> Question:
        """Any relevant question.

        Raises:
            KeyError: no such field, or it is not asked at all or not now.
        """
        return self._question(self._askable(ref))

    def goto(self, ref: str) -> None:
        """Set the place; once that question is answered the draft goes on with the first unanswered one.

        Raises:
            KeyError: no such field, or it is not asked at all or not now.
        """
        self._root.set(PLACE, self._askable(ref).ref)

    def leave(self) -> None:
        """Give up a place set by ``goto`` or ``back``: on with the first unanswered question, or the review page."""
        self._root.attrib.pop(PLACE, None)

    def back(self) -> bool:
        """To the question before the current one; False at the first."""
        current = self._current()
        before = [one for one in self._walk() if current is None or one.order < current.order]
        if not before:
            return False
        self._root.set(PLACE, before[-1].ref)
        return True

    def put(self, ref: str, value: str) -> Verdict:
        """Answer a question, or correct an answer. Nothing changes unless the verdict is ok.

        value: text; ISO date; for select_multiple choice names joined by spaces; for an image an opaque name. Empty is
        the same as ``skip``.

        Raises:
            KeyError: no such field.
        """
        one = self.form.field(ref)
        refusal = self._refusal(one)
        if refusal is not None:
            return refusal
        cleaned = clean_text(value)
        if cleaned == "":
            return self.skip(ref)
        checked = ANSWERS.get(one.kind, ANSWERS[Type.TEXT])(cleaned, dict.fromkeys(self._state.names(one)))
        if checked.code != "ok":
            return Verdict(checked.code, checked.args)
        node = self._state.node(one.ref)
        before = node.text
        node.text = checked.value
        if one.constraint is not None and not to_boolean(one.constraint(Scope(self._state.world, node))):
            message = self._state.text(one.constraint_messages, node)
            node.text = before
            return Verdict("constraint", {}, message)
        self._accept(one, node, SEEN)
        return Verdict("ok")

    def prefill(self, ref: str, value: str) -> Verdict:
        """As ``put``, for what the host knows already: not counted in the walk, only shown on the review page."""
        verdict = self.put(ref, value)
        if verdict.ok:
            self._state.node(ref).set(GIVEN, "1")
        return verdict

    def skip(self, ref: str) -> Verdict:
        """Leave a question without an answer; an answer that was there is taken away.

        Raises:
            KeyError: no such field.
        """
        one = self.form.field(ref)
        refusal = self._refusal(one)
        if refusal is not None:
            return refusal
        node = self._state.node(one.ref)
        if self._state.required(one):
            return Verdict("required", {}, self._state.text(one.required_messages, node))
        node.text = None
        self._accept(one, node, SKIPPED)
        return Verdict("ok")

    def review(self) -> tuple[ReviewLine, ...]:
        """Every relevant question with its answer, in order: what the review page shows."""
        return outcome.review_lines(self._state)

    def missing(self) -> tuple[str, ...]:
        """The references of relevant required questions without an answer."""
        return outcome.missing(self._state)

    def submission(self) -> str:
        """The OpenRosa document: no marks, no irrelevant nodes, ``meta/instanceID`` filled."""
        return outcome.submission(self._state, self._new_id)

    def coded(self) -> dict[str, tuple[str, ...]]:
        """What figures count: field name to the names chosen, for every relevant select that has an answer.

        A field that the form marks with ``bind::langnghe:figure`` stands under that figure's name instead: the topic
        that came with a prompt's item, the calculated shares (percent as text, "75").
        """
        return outcome.coded(self._state)

    def texts(self) -> dict[str, str]:
        """The relevant free-text answers by field name."""
        return outcome.texts(self._state)

    def _askable(self, ref: str) -> Field:
        one = self.form.field(ref)
        if not one.kind.asked or not self._state.relevant(one):
            raise KeyError(ref)
        return one

    def _refusal(self, one: Field) -> Verdict | None:
        if not one.kind.asked and one.kind is not Type.HIDDEN:
            return Verdict("not_asked")
        if not self._state.relevant(one):
            return Verdict("irrelevant")
        return Verdict("read_only") if self._state.read_only(one) else None

    def _accept(self, one: Field, node: Any, mark: str) -> None:
        for other in (SEEN, SKIPPED):
            node.attrib.pop(other, None)
        node.set(mark, "1")
        if self._root.get(PLACE) == one.ref:
            self.leave()
        self._root.set(REVISION, str(self.revision + 1))
        self._state.recompute(self.form.dependencies.affected(one.ref))

    def _walk(self) -> list[Field]:
        """The questions that progress counts."""
        nodes = ((one, self._state.nodes[one.ref][0]) for one in self.form.walk)
        asked = [one for one, node in nodes if node.get(OFF) is None and node.get(GIVEN) is None]
        return [one for one in asked if not self._state.read_only(one)]

    def _current(self) -> Field | None:
        place = self._root.get(PLACE)
        if place and place in self.form.by_ref and self._state.relevant(self.form.by_ref[place]):
            return self.form.by_ref[place]
        for one in self.form.walk:
            node = self._state.nodes[one.ref][0]
            marked = node.get(OFF) or node.get(SEEN) or node.get(SKIPPED)
            if not marked and not self._state.read_only(one):
                return one
        return None

    def _question(self, one: Field) -> Question:
        state, node = self._state, self._state.node(one.ref)
        walk = [other.ref for other in self._walk()]
        notes = self.form.notes_before.get(one.ref, ())
        return Question(
            ref=one.ref,
            name=one.name,
            kind=one.kind,
            label=state.text(one.labels, node),
            hint=state.text(one.hints, node),
            notes=tuple(state.text(note.labels, state.node(note.ref)) for note in notes if state.relevant(note)),
            required=state.required(one),
            read_only=state.read_only(one),
            choices=state.choices(one),
            value=node.text or "",
            number=walk.index(one.ref) + 1 if one.ref in walk else 0,
            total=len(walk),
            appearance=one.appearance,
            max_choices=one.max_choices,
        )


def _of_version(form: Form, text: str) -> Any:
    root = document.parse(text)
    if root.get("id", "") != form.id or root.get("version", "") != form.version:
        raise ValueError("a document of another form version")
    return root
