"""A questionnaire: choice questions, word for word as they are asked, composed in the chat or taken from a form. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import orjson

from forms.entry.draft import Draft
from forms.model.form import Form
from forms.model.types import Type

NO_ANSWER = "no_answer"
"""The choice that every question has: nobody has to say anything."""
UNCLEAR = "unclear"
_LAST = ("other", UNCLEAR, NO_ANSWER)
"""Choices that stay at the end however the others are shuffled."""
MOST_OPTIONS = 12
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
class Question:
    """One question. `about`: it asks which group somebody belongs to."""

    name: str
    text: str
    options: tuple[Option, ...]
    several: bool = False
    shuffled: bool = False
    about: bool = False

    def label(self, choice: str) -> str:
        """The words of a choice."""
        return next((one.label for one in self.options if one.name == choice), choice)

    def in_order(self, seed: int) -> tuple[Option, ...]:
        """The options as one person sees them: shuffled where their order means nothing, the last ones last."""
        if not self.shuffled:
            return self.options
        moved = [one for one in self.options if one.name not in _LAST]
        random.Random(f"{seed}:{self.name}").shuffle(moved)  # noqa: S311 - an order of options is no secret
        return (*moved, *(one for one in self.options if one.name in _LAST))


class NotAskable(ValueError):
    """A form that cannot be asked as a survey. `code` says why; `label`: of the question that it is about."""

    def __init__(self, code: str, label: str = "") -> None:
        super().__init__(f"{code} {label}".strip())
        self.code, self.label = code, label


def dump(questions: Sequence[Question]) -> str:
    """A questionnaire as it is stored."""
    return orjson.dumps([asdict(one) for one in questions]).decode()


def load(stored: str) -> tuple[Question, ...]:
    """The same read back."""
    return tuple(
        Question(**{**one, "options": tuple(Option(**option) for option in one["options"])})
        for one in orjson.loads(stored)
    )


def options_of(words: str) -> list[str]:
    """The options that were typed, one a line or between semicolons, without their numbers; each once."""
    found = (_NUMBERED.sub("", line).strip() for line in _SPLIT.split(words))
    return list(dict.fromkeys(line for line in found if line))


def from_form(form: Form, language: str, no_answer: str, now: datetime) -> tuple[Question, ...]:
    """The choice questions of a published form, each with "no answer" added where the form has none.

    Raises:
        NotAskable: it asks for something else, or some question only after a certain answer.
    """
    draft = Draft(form, now=now, new_id=lambda: "", language=language)
    found: list[Question] = []
    for field in form.fields:
        if field.relevant is not None:
            raise NotAskable("conditional", field.label(language))
        if field.kind in _SAID_ALONE or field.kind is Type.GROUP:
            continue
        if field.kind not in _ASKED or field.repeat is not None:
            raise NotAskable("not_a_choice", field.label(language))
        asked = draft.ask(field.ref)
        if not asked.choices:
            raise NotAskable("no_options", asked.label)
        options = tuple(Option(one.name, one.label) for one in asked.choices)
        if all(one.name != NO_ANSWER for one in options):
            options += (Option(NO_ANSWER, no_answer),)
        several = field.kind is Type.SELECT_MULTIPLE
        found.append(Question(field.name, asked.label, options, several, about=field.figure == "strata"))
    if not found:
        raise NotAskable("empty")
    if len(found) > MOST_QUESTIONS:
        raise NotAskable("too_many")
    return tuple(found)
