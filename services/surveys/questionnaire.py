"""A questionnaire: choice questions, word for word as they are asked, composed in the chat or taken from a form. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson

from forms.entry.draft import Draft
from forms.model.form import Field, Form
from forms.model.types import Type

NO_ANSWER = "no_answer"
"""The choice that every question has: nobody has to say anything."""
UNCLEAR = "unclear"
_LAST = ("other", UNCLEAR, NO_ANSWER)
"""Choices that stay at the end however the others are shuffled."""
MOST_QUESTIONS = 12
_ASKED = (Type.SELECT_ONE, Type.SELECT_MULTIPLE)
_SAID_ALONE = (Type.NOTE, Type.CALCULATE, Type.HIDDEN, Type.METADATA)
_SPLIT = re.compile(r"[\n;]+")
_NUMBERED = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)])\s*")


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class After:
    """The answers to an earlier question, of which everybody chooses one, after which alone a question is asked."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `about`: it asks which group somebody belongs to. `after` None: everybody is asked."""

    name: str
    text: str
    options: tuple[Option, ...]
    several: bool = False
    shuffled: bool = False
    about: bool = False
    after: After | None = None

    def label(self, choice: str) -> str:
        """The words of a choice."""
        return next((option.label for option in self.options if option.name == choice), choice)

    def in_order(self, seed: int) -> tuple[Option, ...]:
        """The options as one person sees them: shuffled where their order means nothing, the last ones last."""
        if not self.shuffled:
            return self.options
        moved = [option for option in self.options if option.name not in _LAST]
        random.Random(f"{seed}:{self.name}").shuffle(moved)  # noqa: S311 - an order of options is no secret
        return (*moved, *(option for option in self.options if option.name in _LAST))


class NotAskable(ValueError):
    """A form that cannot be asked as a survey. `code` says why; `label`: of the question that it is about."""

    def __init__(self, code: str, label: str = "") -> None:
        super().__init__(f"{code} {label}".strip())
        self.code, self.label = code, label


def dump(questions: Sequence[Question]) -> str:
    """A questionnaire as it is stored."""
    return orjson.dumps([asdict(question) for question in questions]).decode()


def load(stored: str) -> tuple[Question, ...]:
    """The same read back."""
    return tuple(
        Question(
            **{
                **entry,
                "options": tuple(Option(**option) for option in entry["options"]),
                "after": _after(entry.get("after")),
            }
        )
        for entry in orjson.loads(stored)
    )


def _after(stored: Mapping[str, Any] | None) -> After | None:
    return After(stored["question"], tuple(stored["options"])) if stored else None


def asked(questions: Sequence[Question], choices: Mapping[str, Sequence[str]]) -> list[Question]:
    """The questions that somebody with these answers is asked."""
    found: dict[str, Question] = {}
    for question in questions:
        before = question.after
        if before is None or (before.question in found and choices.get(before.question, [""])[0] in before.options):
            found[question.name] = question
    return list(found.values())


def options_of(words: str) -> list[str]:
    """The options that were typed, one a line or between semicolons, without their numbers; each once."""
    found = (_NUMBERED.sub("", line).strip() for line in _SPLIT.split(words))
    return list(dict.fromkeys(line for line in found if line))


def from_form(form: Form, language: str, no_answer: str, now: datetime) -> tuple[Question, ...]:
    """The choice questions of a published form, each with "no answer" added where the form has none.

    A question may be asked only after some answers to one earlier question: who was asked is then what those answers say,
    so that its figures tell nothing more of people than theirs.

    Raises:
        NotAskable: it asks for something else, or some question after answers to several others.
    """

    def begin() -> Draft:
        return Draft(form, now=now, new_id=lambda: "", language=language)

    found: dict[str, Question] = {}
    for field in form.fields:
        if field.kind in _SAID_ALONE or field.kind is Type.GROUP:
            continue
        if field.kind not in _ASKED or field.repeat is not None:
            raise NotAskable("not_a_choice", field.label(language))
        after, draft = _condition(field, language, found, begin)
        shown = draft.ask(field.ref)
        if not shown.choices:
            raise NotAskable("no_options", shown.label)
        options = tuple(Option(choice.name, choice.label) for choice in shown.choices)
        if all(option.name != NO_ANSWER for option in options):
            options += (Option(NO_ANSWER, no_answer),)
        several = field.kind is Type.SELECT_MULTIPLE
        about = field.figure == "strata"
        found[field.ref] = Question(field.name, shown.label, options, several, about=about, after=after)
    if not found:
        raise NotAskable("empty")
    if len(found) > MOST_QUESTIONS:
        raise NotAskable("too_many")
    return tuple(found.values())


def _condition(
    field: Field, language: str, before: Mapping[str, Question], begin: Callable[[], Draft]
) -> tuple[After | None, Draft]:
    """The answers after which a question of a form is asked (None: always), and a draft in which it is.

    Asked of the form itself: each answer is given in a draft of its own, and the draft says whether the question is there.
    `before`: the questions above it, by reference.

    Raises:
        NotAskable: it hangs on something else than one answer of which everybody chooses one.
    """
    form = begin().form
    around = [field]
    while (parent := form.by_ref.get(around[-1].parent or "")) is not None:
        around.append(parent)
    conditions = {("relevant", group.ref) for group in around if group.relevant is not None}
    if not conditions:
        return None, begin()
    sources = [ref for ref, readers in form.dependencies.readers.items() if conditions & readers]
    question = before.get(sources[0]) if len(sources) == 1 else None
    if question is None or question.several:
        raise NotAskable("conditional", field.label(language))
    refs = {earlier.name: ref for ref, earlier in before.items()}
    by_name = {earlier.name: earlier for earlier in before.values()}
    way: list[tuple[str, str]] = []
    above = question.after
    while above is not None:  # what has to be answered for the question that it hangs on to be there
        way.insert(0, (refs[above.question], next(text for text in above.options if text != NO_ANSWER)))
        above = by_name[above.question].after

    def answered(*answers: tuple[str, str]) -> Draft:
        draft = begin()
        for ref, name in answers:
            draft.put(ref, name)  # "no answer", where the form has none, is refused and leaves it unanswered
        return draft

    drafts = {option.name: answered(*way, (sources[0], option.name)) for option in question.options}
    there = {name: draft for name, draft in drafts.items() if draft.relevant(field.ref)}
    if question.after is not None:
        last = by_name[question.after.question]
        other = next(option.name for option in last.options if option.name not in question.after.options)
        if answered(*way[:-1], (refs[last.name], other)).relevant(field.ref):  # also of whom the question is not asked
            raise NotAskable("conditional", field.label(language))
    if not there.keys() - {NO_ANSWER}:
        raise NotAskable("conditional", field.label(language))
    after = After(question.name, tuple(there)) if len(there) < len(question.options) else question.after
    return after, next(iter(there.values()))
