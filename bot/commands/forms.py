"""`langnghe forms check` and `forms play`: an office's own form, looked over and tried out before anybody gets it."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.console import WRONG, CommandTrouble, language, now, say, show, text

if TYPE_CHECKING:
    from forms.draft import Draft, Question, Verdict
    from forms.errors import FormError
    from forms.form import ItemsetRow

_BACK = "<"
_LISTS = ("topic", "strata", "items", "places")


def register_group(group: typer.Typer) -> None:
    group.command("check", help=text("cli-help-forms-check"))(check)
    group.command("play", help=text("cli-help-forms-play"))(play)


def check(files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=text("cli-help-forms-file"))]) -> None:
    from forms.errors import FormError
    from forms.form import load

    wrong = False
    for file in files:
        try:
            form = load(file)
        except FormError as error:
            wrong = True
            show(f"✗ {file}: {_sentence(error)}")
            continue
        show("✓ " + text("cli-forms-good", path=str(file), title=form.title or form.id, questions=len(form.walk)))
        missing = form.figures_missing()
        if missing:
            show("  " + text("cli-forms-figures", names=", ".join(missing)))
    if wrong:
        raise typer.Exit(WRONG)


def _sentence(error: FormError) -> str:
    """What is wrong with a form, with its place; a code that has no sentence of its own is shown with the reason given."""
    from texts.catalogue import catalogue_for

    catalogue = catalogue_for(language())
    key = f"cli-forms-{error.code.replace('_', '-')}"
    if key in catalogue.keys and catalogue.variables(key) <= error.details.keys():
        what = catalogue.plain(key, **error.details)
    else:
        told = (error.details.get(name, "") for name in ("name", "type", "expression", "reason"))
        what = text("cli-forms-other", code=error.code, reason=", ".join(one for one in told if one))
    if error.row is None:
        return what
    return text("cli-forms-at", sheet=error.sheet or "survey", row=str(error.row), what=what)


def play(file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-forms-file"))]) -> None:
    from forms.draft import Draft
    from forms.errors import FormError
    from forms.form import load

    try:
        form = load(file)
    except FormError as error:
        raise CommandTrouble(f"{file}: {_sentence(error)}") from None
    spoken = language() if language() in form.languages or not form.languages else form.languages[0]
    draft = Draft(
        form, now=now().astimezone(_zone()), new_id=lambda: str(uuid.uuid4()), language=spoken, itemsets=_lists(spoken)
    )
    show(form.title)
    say("cli-play-how")
    while True:
        question = draft.question
        if question is not None:
            _ask(draft, question)
        elif not draft.at_review or _reviewed(draft):
            break
    say("cli-play-done")
    show(draft.submission())


def _zone() -> ZoneInfo:
    from bot.settings import Settings

    return ZoneInfo(Settings.model_fields["timezone"].default)


def _lists(spoken: str) -> dict[str, tuple[ItemsetRow, ...]]:
    from forms.library import default_list

    return {name: default_list(name, spoken) for name in _LISTS}


def _ask(draft: Draft, question: Question) -> None:
    """Shows one question and takes one line for it: an answer, nothing (to pass over it), or a step back."""
    for note in question.notes:
        show(f"\n{note}")
    place = f"{question.number}/{question.total} · " if question.number else ""
    show(f"\n{place}{question.label}{' *' if question.required else ''}")
    if question.hint:
        show(f"   {question.hint}")
    for number, choice in enumerate(question.choices, start=1):
        show(f"   {number}. {choice.label}")
    typed = str(typer.prompt(text("cli-play-answer"), default="", show_default=False)).strip()
    if typed == _BACK:
        if not draft.back():
            say("cli-play-first")
        return
    if question.read_only and not typed:
        typed = question.value
    verdict = draft.put(question.ref, _named(question, typed))
    if not verdict.ok:
        show(_refusal(verdict))


def _named(question: Question, typed: str) -> str:
    """The names of the choices whose numbers were typed; other text as it is."""
    if not question.choices:
        return typed
    parts = typed.replace(",", " ").split()
    if not all(part.isdecimal() and 1 <= int(part) <= len(question.choices) for part in parts):
        return typed
    return " ".join(question.choices[int(part) - 1].name for part in parts)


def _refusal(verdict: Verdict) -> str:
    if verdict.author_message:
        return verdict.author_message
    return text("cli-play-required" if verdict.code == "required" else "cli-play-refused")


def _reviewed(draft: Draft) -> bool:
    """Shows all answers; whether they stay as they are. A number goes back to that answer."""
    lines = draft.review()
    show("")
    for number, line in enumerate(lines, start=1):
        show(f"   {number}. {line.label}: {line.shown or '…'}")
    typed = str(typer.prompt(text("cli-play-review"), default="", show_default=False)).strip()
    if not typed and not draft.missing():
        return True
    if typed.isdecimal() and 1 <= int(typed) <= len(lines):
        draft.goto(lines[int(typed) - 1].ref)
    elif not typed:
        draft.goto(draft.missing()[0])
    return False
