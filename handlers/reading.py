"""What people type as an answer, turned into the value that the form checks."""

from __future__ import annotations

import re
from datetime import date

from forms.draft import Question
from forms.form import Choice
from forms.types import Type
from texts.dates import read_date
from texts.fold import clean, fold
from texts.numbers import read_decimal, read_integer

_SEPARATORS = re.compile(r"\s*[,;\n]\s*")


def read(question: Question, typed: str, today: date) -> str | None:
    """The value that a typed text means as an answer; None: it was not understood."""
    text = clean(typed)
    if question.kind is Type.INTEGER:
        number = read_integer(text)
        return None if number is None else str(number)
    if question.kind is Type.DECIMAL:
        amount = read_decimal(text)
        return None if amount is None else str(amount)
    if question.kind is Type.DATE:
        day = read_date(text, today)
        return None if day is None else day.isoformat()
    if question.kind is Type.SELECT_ONE:
        found = find(question.choices, text)
        return found.name if found else None
    if question.kind is Type.SELECT_MULTIPLE:
        return _several(question, text)
    return None if question.kind is Type.IMAGE else text


def find(choices: tuple[Choice, ...], typed: str) -> Choice | None:
    """The one choice that a number (from 1), a label, or an unaccented part of a label means; None where it is not one."""
    fit = fitting(choices, typed)
    return fit[0] if len(fit) == 1 else None


def fitting(choices: tuple[Choice, ...], typed: str) -> list[Choice]:
    """The choices that a typed text may mean: those whose whole label it is, else the number, a beginning, a part."""
    wanted = fold(typed)
    if not wanted:
        return []
    labels = [(choice, fold(choice.label)) for choice in choices]
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 5 else 0
    tried = (
        [choice for choice, label in labels if label == wanted],
        [choices[number - 1]] if 1 <= number <= len(choices) else [],
        [choice for choice, label in labels if label.startswith(wanted)],
        [choice for choice, label in labels if wanted in label],
    )
    return next((fit for fit in tried if len(fit) == 1), None) or next((fit for fit in tried if fit), [])


def _several(question: Question, text: str) -> str | None:
    whole = find(question.choices, text)
    if whole is not None:
        return whole.name
    parts = [part for part in _SEPARATORS.split(text) if part]
    if all(part.isdecimal() for part in text.split()):
        parts = text.split()
    found = [find(question.choices, part) for part in parts]
    if not found or any(choice is None for choice in found):
        return None
    return " ".join(dict.fromkeys(choice.name for choice in found if choice))
