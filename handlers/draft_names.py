"""The name by which a person tells their forms apart: the prompt's or the form's, or the report that is being corrected."""

from __future__ import annotations

import uuid

import orjson

from forms.entry.draft import Draft
from handlers.turn import Turn
from storage.forms.drafts import DraftRecord
from storage.prompts import prompts
from storage.reports import reports

_NAME = 60  # letters
_WORDS = 24  # letters of the matter
_MATTER = "gist"


def draft_name(turn: Turn, row: DraftRecord) -> str:
    """The report that the draft corrects ("sửa BC-1126-001"), else the prompt's title or the form's, cut to 60 letters."""
    corrected = reports.correcting(turn.session, row.id)
    if corrected is not None:
        return turn.t.text("fill-name-correction", number=corrected.number)
    title = prompts.title(turn.session, row.prompt_id) if row.prompt_id is not None else None
    return _cut(
        title if title is not None else turn.installation.library.form(turn.session, row.form_id, turn.now).title, _NAME
    )


def told_apart(turn: Turn, row: DraftRecord) -> str:
    """The name, with the first words of its matter behind it."""
    name, matter = draft_name(turn, row), _matter(turn, row)
    return f"{name} · {_cut(matter, _WORDS)}" if matter else name


def _matter(turn: Turn, row: DraftRecord) -> str:
    """The matter in the author's own words; "" where there are none yet, or personal data was found in the draft."""
    form = turn.installation.library.form(turn.session, row.form_id, turn.now)
    state = orjson.loads(row.state)
    if not form.has_one(_MATTER) or state.get("undecided") or state.get("kept"):
        return ""
    return Draft.load(form, row.document, now=turn.local, new_id=lambda: str(uuid.uuid4())).value(_MATTER)


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
