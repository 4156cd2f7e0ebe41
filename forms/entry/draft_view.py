"""The view of a draft: its answers, what is still missing, and what comes out of it. Nothing here changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forms.entry import questions, submission
from forms.entry.navigation import is_walked, range_at, stops
from forms.entry.obstacles import Obstacle, obstacles
from forms.entry.state import Evaluation
from forms.entry.submission import ReviewLine
from forms.model import instance_document, repeat_paths
from forms.model.form import Field, Form
from forms.model.instance_document import MASKED, OFF, PENDING, REVISION

HOST_MARKS = {"pending": PENDING, "masked": MASKED}


class View:
    """One form's draft, to be read. A reference may carry positions; without them the first instance is meant."""

    form: Form
    _root: Any
    _new_id: Callable[[], str]
    _state: Evaluation

    def dump(self) -> str:
        """The whole draft as text, to be stored (encrypted by whoever stores it)."""
        return instance_document.dump(self._root)

    @property
    def language(self) -> str:
        return self._state.language

    @property
    def revision(self) -> int:
        """Rises with every accepted change."""
        return int(self._root.get(REVISION) or 0)

    def value(self, ref: str) -> str:
        """The answer; "" where there is none or the question is not relevant.

        Raises:
            KeyError: no such field.
        """
        found = self._state.nodes.get(self.form.ref(ref))
        return (self._state.node(ref).text or "") if found else ""

    def relevant(self, ref: str) -> bool:
        """True if a field, a group or an instance counts as things stand; False for one that is not there.

        Raises:
            KeyError: no such field.
        """
        self.form.field(ref)
        try:
            return self._state.node(ref).get(OFF) is None
        except KeyError:
            return False

    def read_only(self, ref: str) -> bool:
        """True if a field or group may not be changed as things stand.

        Raises:
            KeyError: no such field, or no such instance.
        """
        field, node = self._field(ref)
        return self._state.read_only(field, node)

    def instances(self, ref: str) -> int:
        """How many instances a repeat has.

        Raises:
            KeyError: no such repeat.
        """
        stop = range_at(self._state, ref)
        return len(repeat_paths.of(stop.field, stop.node))

    def marked(self, mark: str) -> tuple[str, ...]:
        """The references of the relevant answers with a mark of the host's.

        Raises:
            KeyError: no such mark.
        """
        wanted = HOST_MARKS[mark]
        return tuple(stop.ref(self._state) for stop in submission.asked_now(self._state) if stop.node.get(wanted))

    def review(self) -> tuple[ReviewLine, ...]:
        """Every relevant question with its answer, in order: what the review page shows."""
        return submission.review_lines(self._state)

    def obstacles(self) -> tuple[Obstacle, ...]:
        """All that keeps the draft from being sent, checked again as things stand now, in the form's order."""
        return tuple(obstacles(self._state))

    def unasked(self) -> int:
        """How many questions of the walk are left where each of them may be skipped; 0 where one has to be answered."""
        state, left = self._state, 0
        for stop in stops(state):
            if not stop.done and is_walked(state, stop):
                if state.required(stop.field, stop.node):
                    return 0
                left += 1
        return left

    def missing(self) -> tuple[str, ...]:
        """The references of the obstacles."""
        return tuple(obstacle.ref for obstacle in obstacles(self._state))

    def closing_notes(self) -> tuple[str, ...]:
        """The notes behind the last question, as the answers make them: to be seen before the draft is sent."""
        return questions.closing_notes(self._state)

    def submission(self) -> str:
        """The OpenRosa document: no marks, no irrelevant nodes, ``meta/instanceID`` filled."""
        return submission.submission(self._state, self._new_id)

    def coded(self) -> dict[str, tuple[str, ...]]:
        """Coded answers, which figures count: field name to the names chosen, for every relevant select that has an answer.

        A field that the form marks with ``bind::langnghe:figure`` stands under that figure's name instead: the topic
        that came with a prompt's item, the calculated shares (percent as text, "75").
        """
        return submission.coded(self._state)

    def texts(self) -> dict[str, str]:
        """The relevant free-text answers by field name."""
        return submission.texts(self._state)

    def _field(self, ref: str) -> tuple[Field, Any]:
        return self.form.field(ref), self._state.node(ref)
