"""Rules that a form has to meet before it is published, from wherever it comes: the chat or the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time

from forms.authoring.lookups import lookups
from forms.builtin_forms import builtin
from forms.errors import FormError
from forms.model.form import Form
from storage.tables import PromptKind
from texts.fold import fold

LISTS = frozenset(
    {
        "items",
        "places",
        "strata",
        "audiences",
        "audience_parts",
        "survey_units",
        "survey_parts",
        "forms",
        "months",
        "polls",
        "poll_groups",
    }
)
"""The lists that we give a form, which it asks for as "<name>.csv"."""
MOST_FILES = 50
"""How many files a form may show."""
LARGEST_FILE = 10 << 20
"""Bytes of one of them."""
# The fields without which a conversation of ours cannot work, by the name of its form.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "prompt": (
        "kind",
        "title",
        "intro",
        *(f"{field}_{number}" for number in range(1, 9) for field in ("item", "topic")),
        "audience",
        "due",
        "due_hour",
        "when",
    ),
    "urgent": ("gist", "place"),
}
_COMPULSORY = ("kind", "title", "due", "gist")
_UNNAMED = ("", "data")  # what the compiler calls a form whose settings give no form_id
_LONGEST = 60


def name_for(form: Form, file_name: str) -> str:
    """The name under which a form is published: its form_id, else its file's name; small letters without diacritics."""
    stem = file_name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    for form_id in (form.id if form.id not in _UNNAMED else "", stem):
        name = re.sub(r"[^a-z0-9_-]+", "_", fold(form_id)).strip("_-")[:_LONGEST]
        if name:
            return name
    return "mau_phieu"


def refusals(form: Form, name: str) -> Sequence[FormError]:
    """Why we cannot use a form that compiles: what the chat cannot ask, lists that we do not have, fields that we need."""
    found = []
    for question in form.fields:
        if question.itemset is not None and question.itemset.external and question.itemset.instance not in LISTS:
            details = {"name": question.name, "list": question.itemset.instance, "lists": ", ".join(sorted(LISTS))}
            found.append(FormError("list_not_here", details=details))
    for instance, reader, column in lookups(form):
        if instance not in LISTS:
            of_entity = reader[:1] == "@"
            details = {"name": instance if of_entity else reader, "column": column, "list": instance}
            details["lists"] = ", ".join(sorted(LISTS))
            found.append(FormError("lookup_not_here", sheet="entities" if of_entity else None, details=details))
    if len(form.media_names) > MOST_FILES:
        found.append(FormError("too_many_files", details={"most": str(MOST_FILES)}))
    have = {question.name for question in form.fields}
    for field in NEEDED.get(name, ()):
        if field not in have:
            found.append(FormError("field_needed", sheet="survey", details={"field": field, "form": name}))
        elif not _fits(form, name, field):
            wanted = builtin(name).field(field).kind.value
            found.append(FormError("field_unfit", details={"name": field, "form": name, "type": wanted}))
    return found


def _fits(form: Form, name: str, field: str) -> bool:
    """True if a field that we need is there once, with the type that it has in the built-in form, and asked for."""
    model = builtin(name).field(field)
    if not form.has_one(field) or form.field(field).kind is not model.kind:
        return False
    question = form.field(field)
    if field in _COMPULSORY and question.required is None:
        return False
    allowed = _CHOICES.get((name, field))
    names = form.choice_labels.get(question.itemset.instance, {}) if question.itemset is not None else ()
    return allowed is None or all(allowed(choice) for choice in (*names, *(choice for choice, _ in question.inline)))


def _is_hour(choice: str) -> bool:
    try:
        return time.fromisoformat(choice).tzinfo is None
    except ValueError:
        return False


# What may be chosen where the conversation works with the answer.
_CHOICES: Mapping[tuple[str, str], Callable[[str], bool]] = {
    ("prompt", "kind"): lambda choice: choice in set(PromptKind),
    ("prompt", "due_hour"): _is_hour,
}
