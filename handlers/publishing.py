"""What a form must be like before it is published, from wherever it comes: the chat or the terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from forms.errors import FormError
from forms.form import Form
from handlers.cards import KINDS
from handlers.form_files import MOST_FILES
from handlers.lists import LISTS
from texts.fold import fold

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
_UNNAMED = ("", "data")  # what the compiler calls a form whose settings give no form_id
_LONGEST = 60


def name_for(form: Form, file_name: str) -> str:
    """The name under which a form is published: its form_id, else its file's name; small letters without diacritics."""
    stem = file_name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    for one in (form.id if form.id not in _UNNAMED else "", stem):
        name = re.sub(r"[^a-z0-9_-]+", "_", fold(one)).strip("_-")[:_LONGEST]
        if name:
            return name
    return "mau_phieu"


def refusals(form: Form, name: str) -> Sequence[FormError]:
    """Why we cannot use a form that compiles: what the chat cannot ask, lists that we do not have, fields that we need."""
    found = []
    for one in form.fields:
        if one.kind not in KINDS:
            found.append(FormError("not_in_chat", details={"name": one.name, "type": one.kind.value}))
        elif one.itemset is not None and one.itemset.external and one.itemset.instance not in LISTS:
            details = {"name": one.name, "list": one.itemset.instance, "lists": ", ".join(sorted(LISTS))}
            found.append(FormError("list_not_here", details=details))
    if len(form.media_names) > MOST_FILES:
        found.append(FormError("too_many_files", details={"most": str(MOST_FILES)}))
    have = {one.name for one in form.fields}
    for field in NEEDED.get(name, ()):
        if field not in have:
            found.append(FormError("field_needed", details={"field": field, "form": name}))
    return found
