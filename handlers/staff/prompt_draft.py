"""A stored prompt as the form it was written in, so that staff can change it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from channels.messages import FileRef
from handlers.filling import open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.notify import prompt_delivery
from handlers.turn import Turn
from services import audiences
from services.prompts import months_ahead
from storage.forms import published_forms
from storage.members import member_tags, units
from storage.messaging import stored_files
from storage.prompts import prompt_files, prompts
from storage.tables import Prompt, PromptKind

_MATTERS = range(1, 9)


def begin(turn: Turn, prompt: Prompt, *, anew: bool = False) -> OpenDraft:
    """A new draft that says what the prompt says; what no longer fits (a day that has passed) is asked again.

    anew: it is for another time, so that all its days are asked again.
    """
    return from_answers(turn, _values(turn, prompt, anew=anew))


def from_answers(turn: Turn, answers: Mapping[str, str]) -> OpenDraft:
    """A new draft with these answers; "" is a question that was left out, and what does not fit any more is asked again."""
    form_id = published_forms.latest_id(turn.session, "prompt")
    assert form_id is not None, "set-up publishes the built-in forms"
    draft = open_draft.blank(turn, form_id, None)
    for name, value in answers.items():
        if value:
            draft.prefill(name, value)
        else:
            draft.skip(name)
    return open_draft.begin(turn, draft, form_id, None)


def no_more_matters(written: Mapping[str, str]) -> dict[str, str]:
    """The answer that there is no matter after those that were written."""
    after = sum(f"item_{number}" in written for number in _MATTERS) + 1
    return {f"item_{after}": ""} if after in _MATTERS else {}


def answers(done: OpenDraft) -> dict[str, str]:
    """All that was answered in a draft, by question."""
    names = [field.name for field in done.draft.form.fields]
    return {name: value for name in names if (value := done.draft.value(name))}


def files(turn: Turn, answered: Sequence[str]) -> list[FileRef]:
    """The files that answers name, as messages show them."""
    found = []
    for name in answered:
        number = stored_files.number_in(name)
        stored = stored_files.file(turn.session, number) if number is not None else None
        if stored is not None:
            found.append(prompt_delivery.file_ref(stored.id, stored.mime, name))
    return found


def gone_files(turn: Turn, answered: Sequence[str]) -> list[str]:
    """The files that answers name and that are not kept any more."""
    numbers = {name: stored_files.number_in(name) for name in answered}
    kept = stored_files.kept(turn.session, {number for number in numbers.values() if number is not None})
    return [name for name, number in numbers.items() if number not in kept]


def drop_files(turn: Turn, writing: OpenDraft, gone: Collection[str]) -> None:
    """Take these files out of a draft."""
    for field in writing.draft.form.fields:
        if field.name.startswith("attachment_") and writing.draft.value(field.name) in gone:
            writing.draft.skip(field.name)
    open_draft.save(turn, writing)


def _values(turn: Turn, prompt: Prompt, *, anew: bool) -> dict[str, str]:
    """The answers in the order of the questions; "" for what was left out."""
    items = prompts.items(turn.session, prompt.id)
    due = prompt.due_at.astimezone(turn.installation.zone)
    found = {"kind": prompt.kind.value, "title": prompt.title, "intro": prompt.intro}
    if prompt.kind is PromptKind.THEMATIC:
        found["form"] = turn.installation.library.name(turn.session, prompt.form_id, turn.now)
    for item in items:
        found |= {f"item_{item.position}": item.text, f"topic_{item.position}": item.topic}
    found |= no_more_matters(found)
    for position, file in enumerate(prompt_files.of_prompt(turn.session, prompt.id), 1):
        found[f"attachment_{position}"] = file.name
    unit = units.get(turn.session, prompt.unit_id)
    found |= {"audience": unit.code, **_audience(turn, prompt), "due_hour": f"{due:%H:%M}"}
    if anew:
        return found
    if due > turn.now:
        found["due"] = f"{due:%Y-%m-%d}"
    if prompt.send_at is None:
        return {**found, "when": "monthly", **_month(turn, prompt)}
    sends = prompt.send_at.astimezone(turn.installation.zone)
    if prompt.send_at <= turn.now:
        return found
    return {**found, "when": "later", "send_day": f"{sends:%Y-%m-%d}", "send_hour": f"{sends:%H:%M}"}


def _audience(turn: Turn, prompt: Prompt) -> dict[str, str]:
    """The answers by which it was chosen more closely than by a unit."""
    chosen = audiences.of_prompt(prompt)
    if chosen.marks:
        return {"audience": "several", "audience_parts": " ".join(chosen.marks)}
    if chosen.members:
        codes = member_tags.codes(turn.session, chosen.members)
        return {"audience": "members", "audience_members": ", ".join(codes)}
    return {}


def _month(turn: Turn, prompt: Prompt) -> dict[str, str]:
    """The month of a prompt that leaves by the rule; one that is over is asked again."""
    ahead = months_ahead(turn.session, turn.now, turn.installation.zone)
    return {"month": f"{prompt.month:%Y-%m}"} if prompt.month is not None and prompt.month in ahead else {}
