"""A form being filled in: the next question, the answers checked, and the document that holds them.

Going back, resuming after weeks and changing an early answer are the same code: the next question is the first relevant
one without a mark, unless a place is set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forms import document
from forms.document import GIVEN, KEPT, LANGUAGE, OFF, PLACE, REVISION, SEEN, SKIPPED
from forms.expressions import Expression, Scope, World, local_name
from forms.form import Choice, Field, Form, ItemsetRow, Template, pick
from forms.lists import Lists, render
from forms.types import ANSWERS, Type, clean_text
from forms.values import date_text, number_text, to_boolean, to_string

REVIEW = "review"


@dataclass(frozen=True)
class Question:
    """What to ask now. ``notes`` are the labels of the notes standing before it; ``number`` of ``total`` counts the
    relevant questions of the walk (0 for a question that is only changed from the review page)."""

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


@dataclass(frozen=True)
class ReviewLine:
    """One line of the review page; ``shown`` is the answer with choice labels in place of names."""

    ref: str
    name: str
    label: str
    kind: Type
    shown: str
    changeable: bool
    answered: bool


Itemsets = Mapping[str, Sequence[ItemsetRow]]


class Draft:
    """One form being filled in by one person.

    now: the instant of this turn, aware, in the zone in which the form's ``today()`` is meant.
    new_id: gives a fresh identifier (UUID text) for the submission's instanceID.
    itemsets: the rows of external choice lists by list name; each row has ``name``, ``label``, perhaps ``label::en``
        and further columns for filters.
    """

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
        for one in form.fields:
            if one.default is not None:
                for node in self._nodes[one.ref]:
                    node.text = self._stored(one, one.default(self._scope(node)))
        self._recompute(form.dependencies.order)

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
        root = document.parse(text)
        if root.get("id", "") != form.id or root.get("version", "") != form.version:
            raise ValueError("a draft of another form version")
        draft = cls.__new__(cls)
        draft._attach(form, root, now, new_id, itemsets)
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
        sent = document.parse(submission_xml)
        if sent.get("id", "") != form.id or sent.get("version", "") != form.version:
            raise ValueError("a submission of another form version")
        draft = cls(form, now=now, new_id=new_id, language=language, itemsets=itemsets)
        for ref, nodes in document.index(sent).items():
            for old, node in zip(nodes, draft._nodes.get(ref, ()), strict=False):
                if not len(node):
                    node.attrib.pop(KEPT, None)
                    node.text = old.text
        draft._recompute(form.dependencies.order)
        for one in form.fields:
            if one.kind.asked:
                for node in draft._nodes[one.ref]:
                    if node.get(OFF) is None:
                        node.set(SEEN, "1")
        return draft

    def _attach(
        self, form: Form, root: Any, now: datetime, new_id: Callable[[], str], itemsets: Itemsets | None
    ) -> None:
        self.form = form
        self._root = root
        self._nodes = document.index(root)
        self._new_id = new_id
        self._lists = Lists(form, itemsets or {})
        self._world = World(root.getroottree(), now, self._lists.instance, self._choice_label, new_id, self._nodes)

    def dump(self) -> str:
        """The whole draft as text, to be stored (encrypted by whoever stores it)."""
        return document.dump(self._root)

    # What is there

    @property
    def language(self) -> str:
        return str(self._root.get(LANGUAGE) or "vi")

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
        """The answer; "" where there is none or the question is not relevant."""
        return self._node(ref).text or ""

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
        one = self.form.field(ref)
        if not one.kind.asked or not self._relevant(one):
            raise KeyError(ref)
        return self._question(one)

    # Moving

    def goto(self, ref: str) -> None:
        """Set the place; once that question is answered the draft goes on with the first unanswered one.

        Raises:
            KeyError: no such field, or it is not asked at all or not now.
        """
        one = self.form.field(ref)
        if not one.kind.asked or not self._relevant(one):
            raise KeyError(ref)
        self._root.set(PLACE, one.ref)

    def back(self) -> bool:
        """To the question before the current one; False at the first."""
        current = self._current()
        walk = [one for one in self._walk() if not self._read_only(one)]
        before = [one for one in walk if current is None or one.order < current.order]
        if not before:
            return False
        self._root.set(PLACE, before[-1].ref)
        return True

    # Answering

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
        names = self._lists.names(one, self._scope(self._node(one.ref))) if one.kind.is_select else []
        checked = ANSWERS.get(one.kind, ANSWERS[Type.TEXT])(cleaned, dict.fromkeys(names))
        if checked.code != "ok":
            return Verdict(checked.code, checked.args)
        node = self._node(one.ref)
        before = node.text
        node.text = checked.value
        if one.constraint is not None and not to_boolean(one.constraint(self._scope(node))):
            node.text = before
            return Verdict("constraint", {}, self._text(one.constraint_messages, node))
        self._accept(one, node, SEEN)
        return Verdict("ok")

    def prefill(self, ref: str, value: str) -> Verdict:
        """As ``put``, for what the host knows already: not counted in the walk, only shown on the review page."""
        verdict = self.put(ref, value)
        if verdict.ok:
            self._node(ref).set(GIVEN, "1")
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
        node = self._node(one.ref)
        if self._true(one.required, node):
            return Verdict("required", {}, self._text(one.required_messages, node))
        node.text = None
        self._accept(one, node, SKIPPED)
        return Verdict("ok")

    def _refusal(self, one: Field) -> Verdict | None:
        if not one.kind.asked and one.kind is not Type.HIDDEN:
            return Verdict("not_asked")
        if not self._relevant(one):
            return Verdict("irrelevant")
        return Verdict("read_only") if self._read_only(one) else None

    def _accept(self, one: Field, node: Any, mark: str) -> None:
        for other in (SEEN, SKIPPED):
            node.attrib.pop(other, None)
        node.set(mark, "1")
        if self._root.get(PLACE) == one.ref:
            del self._root.attrib[PLACE]
        self._root.set(REVISION, str(self.revision + 1))
        self._recompute(self.form.dependencies.affected(one.ref))

    # What comes out

    def review(self) -> tuple[ReviewLine, ...]:
        """Every relevant question with its answer, in order: what the review page shows."""
        lines = []
        for one in self.form.fields:
            if one.kind.asked and self._relevant(one):
                node = self._node(one.ref)
                lines.append(
                    ReviewLine(
                        one.ref,
                        one.name,
                        self._text(one.labels, node),
                        one.kind,
                        self._shown(one, node),
                        not self._read_only(one),
                        bool(node.text),
                    )
                )
        return tuple(lines)

    def missing(self) -> tuple[str, ...]:
        """The references of relevant required questions without an answer."""
        return tuple(
            one.ref
            for one in self.form.fields
            if one.kind.asked
            and self._relevant(one)
            and not self.value(one.ref)
            and self._true(one.required, self._node(one.ref))
        )

    def submission(self) -> str:
        """The OpenRosa document: no marks, no irrelevant nodes, ``meta/instanceID`` filled."""
        root = document.stripped(self._root)
        instance_id = document.instance_id(root)
        if not instance_id.text:
            instance_id.text = f"uuid:{self._new_id()}"
        return document.dump(root)

    def coded(self) -> dict[str, tuple[str, ...]]:
        """What figures count: field name to the names chosen, for every relevant select that has an answer.

        A calculation that the form marks with ``bind::langnghe:figure`` stands under that figure's name, before a
        question of the same name.
        """
        found: dict[str, tuple[str, ...]] = {}
        for one in self.form.fields:
            value = self.value(one.ref) if one.kind.is_select or one.figure else ""
            if value and (one.figure or one.name not in found):
                found[one.figure or one.name] = tuple(value.split())
        return found

    def texts(self) -> dict[str, str]:
        """The relevant free-text answers by field name."""
        return {
            one.name: self.value(one.ref) for one in self.form.fields if one.kind is Type.TEXT and self.value(one.ref)
        }

    # Inside

    def _node(self, ref: str) -> Any:
        return self._nodes[self.form.ref(ref)][0]

    def _scope(self, node: Any) -> Scope:
        return Scope(self._world, node)

    def _true(self, expression: Expression | None, node: Any) -> bool:
        return expression is not None and to_boolean(expression(self._scope(node)))

    def _text(self, templates: Mapping[str, Template], node: Any) -> str:
        return render(pick(templates, self.language, self.form.languages), self._scope(node))

    def _relevant(self, one: Field) -> bool:
        return self._node(one.ref).get(OFF) is None

    def _read_only(self, one: Field) -> bool:
        return self._true(one.read_only, self._node(one.ref))

    def _walk(self) -> list[Field]:
        nodes = self._nodes
        return [
            one for one in self.form.walk if nodes[one.ref][0].get(OFF) is None and nodes[one.ref][0].get(GIVEN) is None
        ]

    def _current(self) -> Field | None:
        place = self._root.get(PLACE)
        if place and place in self.form.by_ref and self._relevant(self.form.by_ref[place]):
            return self.form.by_ref[place]
        for one in self.form.walk:
            node = self._nodes[one.ref][0]
            if node.get(OFF) is None and node.get(SEEN) is None and node.get(SKIPPED) is None:
                if self._read_only(one):
                    continue
                return one
        return None

    def _question(self, one: Field) -> Question:
        node = self._node(one.ref)
        walk = [other.ref for other in self._walk()]
        choices = tuple(Choice(name, label) for name, label in self._choices(one)) if one.kind.is_select else ()
        return Question(
            ref=one.ref,
            name=one.name,
            kind=one.kind,
            label=self._text(one.labels, node),
            hint=self._text(one.hints, node),
            notes=self._notes(one),
            required=self._true(one.required, node),
            read_only=self._read_only(one),
            choices=choices,
            value=node.text or "",
            number=walk.index(one.ref) + 1 if one.ref in walk else 0,
            total=len(walk),
            appearance=one.appearance,
            max_choices=one.max_choices,
        )

    def _notes(self, one: Field) -> tuple[str, ...]:
        return tuple(
            self._text(note.labels, self._node(note.ref))
            for note in self.form.notes_before.get(one.ref, ())
            if self._relevant(note)
        )

    def _choices(self, one: Field) -> list[tuple[str, str]]:
        scope = self._scope(self._node(one.ref))
        return [
            (name, render(self._lists.template(one, name, self.language), scope))
            for name in self._lists.names(one, scope)
        ]

    def _shown(self, one: Field, node: Any) -> str:
        value = node.text or ""
        if not value or not one.kind.is_select:
            return value
        scope = self._scope(node)
        return ", ".join(render(self._lists.template(one, name, self.language), scope) for name in value.split())

    def _choice_label(self, value: str, ref: str, scope: Scope) -> str:
        one = self.form.by_ref.get(ref.strip())
        return render(self._lists.template(one, value, self.language), scope) if one else value

    def _recompute(self, items: Sequence[tuple[str, str]]) -> None:
        for what, ref in items:
            one = self.form.by_ref[ref]
            for node in self._nodes[ref]:
                if what == "relevant":
                    self._set_relevance(node, ref)
                elif what == "calculate" and one.calculate is not None:
                    self._write(node, self._stored(one, one.calculate(self._scope(node))))
                elif what == "choices":
                    self._drop_unavailable(one, node)

    def _set_relevance(self, node: Any, ref: str) -> None:
        """Mark a node and all below it: irrelevant reads as empty, and the answer is back when it is relevant again."""
        above = node.getparent()
        relevant = self.form.by_ref[ref].relevant
        off = above.get(OFF) is not None or (relevant is not None and not to_boolean(relevant(self._scope(node))))
        if off == (node.get(OFF) is not None):
            return
        if off:
            node.set(OFF, "1")
            if not len(node) and node.text:
                node.set(KEPT, node.text)
                node.text = None
        else:
            del node.attrib[OFF]
            if not len(node):
                node.text = node.attrib.pop(KEPT, None)
        for child in node:
            self._set_relevance(child, f"{ref}/{local_name(child)}")

    @staticmethod
    def _write(node: Any, text: str) -> None:
        if node.get(OFF) is None:
            node.text = text or None
        elif text:
            node.set(KEPT, text)
        else:
            node.attrib.pop(KEPT, None)

    def _drop_unavailable(self, one: Field, node: Any) -> None:
        """An answer that the filter no longer offers goes, and the question is asked again."""
        value = node.text or ""
        if not value:
            return
        names = self._lists.names(one, self._scope(node))
        left = " ".join(name for name in value.split() if name in names)
        if left != value:
            node.text = left or None
            if not left:
                node.attrib.pop(SEEN, None)

    @staticmethod
    def _stored(one: Field, value: Any) -> str:
        if isinstance(value, float) and not isinstance(value, bool):
            if one.data_type == "date":
                return date_text(value)
            return number_text(value) if value == value else ""
        return to_string(value)
