"""A form being filled in: the next question, the answers checked, and the document that holds them.

Going back, resuming after weeks and changing an early answer are the same code: the next question is the first relevant
one without a mark, unless a place is set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from forms.entry import answers, new_draft, questions
from forms.entry.answers import Verdict
from forms.entry.draft_view import HOST_MARKS, View
from forms.entry.navigation import Stop, askable, is_walked, range_at, stops
from forms.entry.questions import Question
from forms.entry.recalculation import (
    MOST_INSTANCES,
    add_instance,
    changed_at,
    recompute,
    remove_instance,
    repeat_offered,
    use_language,
)
from forms.entry.state import Evaluation, Itemsets
from forms.model import repeat_paths
from forms.model.form import Field, Form
from forms.model.instance_document import GIVEN, KEPT, MASKED, PENDING, PLACE, REVISION, SEEN, SKIPPED
from forms.model.types import Type, clean_text

__all__ = ["REVIEW", "Draft", "Question", "Verdict"]

REVIEW = "review"


class Draft(View):
    """One form being filled in by one person.

    now: the instant of this turn, aware, in the zone in which the form's ``today()`` is meant.
    new_id: gives a fresh identifier (UUID text) for the submission's instanceID.
    itemsets: the rows of external choice lists by list name; each row has ``name``, ``label``, perhaps ``label::en``
        and further columns for filters. They are not stored: give them at every load.
    metadata: pseudonyms by kind: ``deviceid``, ``username``, ``phonenumber``, ``email``, ``subscriberid``, ``simserial``.
        Stored when the draft begins; a field of a kind that is not given stays empty, whatever the form would put there.

    A reference may carry positions, ``/data/child[2]/name``; without them the first instance is meant.
    """

    def __init__(
        self,
        form: Form,
        *,
        now: datetime,
        new_id: Callable[[], str],
        language: str = "vi",
        itemsets: Itemsets | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        self._attach(form, new_draft.blank(form, language, new_id), now, new_id, itemsets)
        new_draft.begin(self._state, metadata or {})

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
        draft._attach(form, new_draft.of_version(form, text), now, new_id, itemsets)
        new_draft.take_up(draft._state)
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

        It is an edit as OpenRosa has it: an instanceID of its own, and ``deprecatedID`` with the one that it replaces.

        Raises:
            ValueError: the document is not a submission of this form version.
        """
        sent = new_draft.of_version(form, submission_xml)
        draft = cls.__new__(cls)
        draft._attach(form, new_draft.blank(form, language, new_id, sent), now, new_id, itemsets)
        new_draft.restore(draft._state, sent)
        for stop in stops(draft._state):
            if stop.field.kind is Type.REPEAT:
                stop.close()
            elif stop.field.kind.asked:
                stop.node.set(SEEN, "1")
        return draft

    def _attach(
        self, form: Form, root: Any, now: datetime, new_id: Callable[[], str], itemsets: Itemsets | None
    ) -> None:
        self.form = form
        self._root = root
        self._new_id = new_id
        self._state = Evaluation(form, root, now, new_id, itemsets)
        self._asked: tuple[Question | None] | None = None

    def use_language(self, language: str) -> None:
        """Go on in another language; what quotes labels is worked out again."""
        self._asked = None
        use_language(self._state, language)

    @property
    def place(self) -> str:
        """The reference of the question being asked, ``review``, or "" when nothing is left and there is no review."""
        current = self._current()
        return current.ref(self._state) if current else REVIEW if self.form.settings.review else ""

    @property
    def at_review(self) -> bool:
        return self.place == REVIEW

    @property
    def question(self) -> Question | None:
        """The question to ask now, or whether to add to a repeat; None when nothing is left to ask."""
        if self._asked is None:
            walk = stops(self._state)
            current = self._current(walk)
            self._asked = (questions.question(self._state, current, walk) if current else None,)
        return self._asked[0]

    def ask(self, ref: str) -> Question:
        """Any relevant question.

        Raises:
            KeyError: no such field, or it is not asked at all or not now.
        """
        return questions.question(self._state, askable(self._state, ref), stops(self._state))

    def goto(self, ref: str) -> None:
        """Set the place; once that question is answered the draft goes on with the first unanswered one.

        Raises:
            KeyError: no such field, or it is not asked at all or not now.
        """
        self._root.set(PLACE, askable(self._state, ref).ref(self._state))
        self._asked = None

    def leave(self) -> None:
        """Give up a place set by ``goto`` or ``back``: on with the first unanswered question, or the review page."""
        self._asked = None
        self._root.attrib.pop(PLACE, None)

    def back(self) -> bool:
        """To the question before the current one; False at the first."""
        every = stops(self._state)
        current = self._current(every)
        before = every[: every.index(current)] if current in every else every
        walk = [stop for stop in before if stop.field.kind is Type.REPEAT or is_walked(self._state, stop)]
        if current is not None and current not in every:
            walk = [stop for stop in walk if stop.field.order < current.field.order]
        if not walk:
            return False
        self._root.set(PLACE, walk[-1].ref(self._state))
        self._asked = None
        return True

    def put(self, ref: str, value: str) -> Verdict:
        """Answer a question, or correct an answer. Nothing changes unless the verdict is ok.

        value: text; ISO date, time or both; "latitude longitude" and perhaps altitude and accuracy; choice names joined
        by spaces for select_multiple and, best first, for rank; "OK" to acknowledge; an opaque name for a file. Empty
        is the same as ``skip``.

        Raises:
            KeyError: no such field, or no such instance.
        """
        if clean_text(value) == "":
            return self.skip(ref)
        if self._is_range(ref):
            return Verdict("not_asked")
        field, node = self._field(ref)
        before = node.text
        verdict = answers.refusal(self._state, field, node) or answers.write(self._state, field, node, value)
        if verdict.ok:
            self._accept(field, node, SEEN, before)
        return verdict

    def keep(self, ref: str) -> Verdict:
        """Say yes to the answer that is there, one that the form gives or one from before: its marks stay.

        Codes as of ``put``; ``required`` where nothing is there.

        Raises:
            KeyError: no such field, or no such instance.
        """
        field, node = self._field(ref)
        if not node.text:
            return answers.refusal(self._state, field, node) or Verdict("required")
        verdict = answers.refusal(self._state, field, node) or answers.write(self._state, field, node, node.text)
        if verdict.ok:
            marks = {name: node.get(name) for name in (PENDING, MASKED) if node.get(name)}
            self._accept(field, node, SEEN, node.text)
            for name, mark in marks.items():
                node.set(name, mark)
        return verdict

    def settle(self, ref: str, value: str) -> Verdict:
        """Give a file whose mark ``pending`` is set its final name. The person did nothing: the place, the revision, the
        other marks and the question being asked stay, and nothing that the form does on a change is done.

        A file that is not relevant or read-only by now is settled as well. Codes: not_a_file, constraint, and
        not_pending, where the person has answered otherwise in the meantime.

        Raises:
            KeyError: no such field, or no such instance.
        """
        field, node = self._field(ref)
        if node.get(PENDING) is None:
            return Verdict("not_pending")
        verdict = answers.settle(self._state, field, node, value)
        if verdict.ok:
            self._asked = None
            del node.attrib[PENDING]
            recompute(self._state, self.form.dependencies.affected(field.ref))
        return verdict

    def awaiting(self, name: str) -> str | None:
        """The question, relevant or not, whose file is marked ``pending`` under this provisional name."""
        for ref, nodes in self._state.nodes.items():
            for node in nodes:
                if node.get(PENDING) is not None and name in (node.text, node.get(KEPT)):
                    return repeat_paths.path(self.form, node, ref)
        return None

    def prefill(self, ref: str, value: str) -> Verdict:
        """As ``put``, for what the host knows already: not counted in the walk, only shown on the review page."""
        verdict = self.put(ref, value)
        if verdict.ok:
            self._state.node(ref).set(GIVEN, "1")
            self._asked = None
        return verdict

    def skip(self, ref: str) -> Verdict:
        """Leave a question without an answer; an answer that was there is taken away. For a repeat the same as ``close``.

        Raises:
            KeyError: no such field, or no such instance.
        """
        if self._is_range(ref):
            return self.close(ref)
        field, node = self._field(ref)
        before = node.text
        verdict = answers.refusal(self._state, field, node) or answers.empty(self._state, field, node)
        if verdict.ok:
            self._accept(field, node, SKIPPED, before)
        return verdict

    def clear(self, ref: str) -> None:
        """Take an answer back, required or not: the question is asked again. For a file that turned out to be of no use.

        Raises:
            KeyError: no such field, or no such instance.
        """
        field, node = self._field(ref)
        if field.kind.asked:
            before, node.text = node.text, None
            node.attrib.pop(KEPT, None)
            self._accept(field, node, SEEN, before)
            del node.attrib[SEEN]

    def add(self, ref: str) -> Verdict:
        """One more instance of a repeat, "yes" to "one more?"; ``args["ref"]`` is its reference, and it is asked next.

        ref: of the range, ``/data/child`` or ``/data/house[2]/child``.

        Raises:
            KeyError: no such repeat.
        """
        stop = range_at(self._state, ref)
        assert stop.field.repeat is not None
        if stop.field.repeat.fixed:
            return Verdict("fixed")
        if not repeat_offered(self._state, stop.field, stop.node):
            return Verdict("irrelevant")
        if len(repeat_paths.of(stop.field, stop.node)) >= MOST_INSTANCES:
            return Verdict("too_many", {"most": str(MOST_INSTANCES)})
        node = add_instance(self._state, stop.field, stop.node)
        stop.close(False)
        self._changed(stop.field.ref + "#")
        return Verdict("ok", {"ref": repeat_paths.path(self.form, node, stop.field.ref)})

    def close(self, ref: str) -> Verdict:
        """ "No" to "one more?": the repeat is not asked about again, unless one goes to it.

        Raises:
            KeyError: no such repeat.
        """
        self._asked = None
        stop = range_at(self._state, ref)
        stop.close()
        if self._root.get(PLACE) == stop.ref(self._state):
            self.leave()
        self._root.set(REVISION, str(self.revision + 1))
        return Verdict("ok")

    def remove(self, ref: str) -> Verdict:
        """Take an instance away with all its answers, ``/data/child[2]``.

        Raises:
            KeyError: no such instance.
        """
        field = self.form.field(ref)
        if field.repeat is None or not ref.endswith("]"):
            raise KeyError(ref)
        if field.repeat.fixed:
            return Verdict("fixed")
        remove_instance(self._state, self._state.node(ref))
        self._changed(field.ref + "#")
        return Verdict("ok")

    def _changed(self, ref: str) -> None:
        # Positions in a place that was set may now mean another instance.
        self.leave()
        self._root.set(REVISION, str(self.revision + 1))
        changed_at(self._state, ref)

    def mark(self, ref: str, mark: str, on: bool = True) -> None:
        """A mark of the host's on an answer: ``pending`` (its file is being fetched) or ``masked``. It moves with the
        answer, goes when that changes, and is not submitted.

        Raises:
            KeyError: no such field or mark.
        """
        _one, node = self._field(ref)
        if on:
            node.set(HOST_MARKS[mark], "1")
        else:
            node.attrib.pop(HOST_MARKS[mark], None)

    def _is_range(self, ref: str) -> bool:
        return not ref.endswith("]") and self.form.field(ref).kind is Type.REPEAT

    def _accept(self, field: Field, node: Any, mark: str, before: str | None) -> None:
        self._asked = None
        for other in (SEEN, SKIPPED, PENDING, MASKED):
            node.attrib.pop(other, None)
        node.set(mark, "1")
        place = self._root.get(PLACE)
        if place and place == repeat_paths.path(self.form, node, field.ref):
            self.leave()
        self._root.set(REVISION, str(self.revision + 1))
        changed_at(self._state, field.ref, node if node.text != before else None)

    def _current(self, walk: list[Stop] | None = None) -> Stop | None:
        place = self._root.get(PLACE)
        if place:
            try:
                return askable(self._state, place)
            except KeyError:
                pass
        for stop in stops(self._state) if walk is None else walk:
            if stop.done:
                continue
            if stop.field.kind is Type.REPEAT or (
                stop.field.walked and not self._state.read_only(stop.field, stop.node)
            ):
                return stop
        return None
