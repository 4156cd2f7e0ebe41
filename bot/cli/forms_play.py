"""`langnghe forms play`: a form filled in at the terminal before anybody gets it, and kept as a test case if wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.console import CommandTrouble, fail, language, now, say, show, text
from bot.cli.forms_read import compiled, wrong
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forms.entry.draft import Draft, Verdict
    from forms.entry.questions import Question
    from forms.model.form import Form, ItemsetRow

_BACK = "<"
_ADD = "+"
_REMOVE = "-"
_LANGUAGE = "@"
_LISTS = ("topic", "strata", "items", "places")
_ID = "0001"  # the same at every run: nothing is sent, and what is recorded has to come out alike


# What to type where the question alone does not say it.
_EXAMPLES = {
    **dict.fromkeys(("image", "audio", "video", "file"), "cli-play-file"),
    "acknowledge": "cli-play-acknowledge",
    "rank": "cli-play-rank",
    "date": "cli-play-date",
    "time": "cli-play-time",
    "dateTime": "cli-play-moment",
    "geopoint": "cli-play-place",
}


@dataclass
class Record:
    """Typed answers, as a case file of tests/forms/cases has them."""

    steps: list[list[str]] = field(default_factory=list)

    def note(self, *step: str) -> None:
        self.steps.append(list(step))


def play(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-forms-file"))],
    record: Annotated[
        Path | None, typer.Option("--record", metavar="CASE.json", help=text("cli-help-forms-record"))
    ] = None,
) -> None:
    from forms.entry.draft import Draft

    if record is not None and file.suffix.lower() == ".xml":
        fail("cli-play-no-record")
    form = _loaded(file)
    spoken = language() if language() in form.languages or not form.languages else form.languages[0]
    began = now().astimezone(_zone()).replace(microsecond=0)
    lists = _lists(spoken)
    draft = Draft(form, now=began, new_id=lambda: _ID, language=spoken, itemsets=lists)
    noted = Record()
    if spoken != "vi":
        noted.note("speaks", spoken)
    show(form.title)
    say("cli-play-how")
    if len(form.languages) > 1:
        say("cli-play-languages", codes=", ".join(_LANGUAGE + code for code in form.languages))
    while True:
        draft = Draft.load(form, draft.dump(), now=began, new_id=lambda: _ID, itemsets=lists)
        question = draft.question
        if question is not None:
            _ask(draft, question, began, noted)
        elif not draft.at_review or _reviewed(draft, noted):
            break
    say("cli-play-done")
    show(draft.submission())
    if record is not None:
        case = {"now": began.isoformat(), "form": _lines(file), **_given(form, lists), "steps": noted.steps}
        _write(record, {**case, **_outcome(form, draft.submission())})
        say("cli-play-recorded", path=str(record))


def _loaded(file: Path) -> Form:
    from forms.load_compiled import load_compiled

    read = compiled(file, asked_only=False)
    if isinstance(read, Sequence):
        raise CommandTrouble(wrong(file, read))
    return load_compiled(read.xml)


def _zone() -> ZoneInfo:
    from bot.settings import Settings

    return ZoneInfo(Settings.model_fields["timezone"].default)


def _lists(spoken: str) -> dict[str, tuple[ItemsetRow, ...]]:
    from forms.builtin_forms import default_list

    return {name: default_list(name, spoken) for name in _LISTS}


def _ask(draft: Draft, question: Question, began: datetime, noted: Record) -> None:
    """Shows one question and takes one line for it: an answer, nothing (to pass over it), a step back, another language."""
    from forms.model.types import Type

    _show(question)
    noted.note("sees", question.name, question.label)
    typed = str(typer.prompt(text("cli-play-answer"), default="", show_default=False)).strip()
    if typed == _BACK:
        if draft.back():
            noted.note("back")
        else:
            say("cli-play-first")
    elif typed[:1] == _LANGUAGE and typed[1:] in draft.form.languages:
        draft.use_language(typed[1:])
        noted.note("speaks", typed[1:])
    elif question.kind is Type.REPEAT:
        _add_or_go_on(draft, question, typed, noted)
    else:
        value = question.value if question.read_only and not typed else _value(question, typed, began)
        if value is None:
            say("cli-play-no-file", path=typed)
            return
        verdict = draft.put(question.ref, value)
        noted.note("put", question.ref, value, verdict.code, draft.value(question.ref) if verdict.ok else "")
        _tell(verdict)


def _add_or_go_on(draft: Draft, question: Question, typed: str, noted: Record) -> None:
    gone = typed.removeprefix(_REMOVE).strip() if typed.startswith(_REMOVE) else ""
    if typed == _ADD:
        deed, ref, verdict = "adds", question.ref, draft.add(question.ref)
    elif gone.isdecimal() and 1 <= int(gone) <= len(question.items):
        ref = question.items[int(gone) - 1][0]
        deed, verdict = "removes", draft.remove(ref)
    elif not typed:
        deed, ref, verdict = "closes", question.ref, draft.close(question.ref)
    else:
        say("cli-play-refused")
        return
    noted.note(deed, ref, verdict.code)
    _tell(verdict)


def _show(question: Question) -> None:
    from forms.model.types import Type

    for note in question.notes:
        show(f"\n{note}")
    around = " › ".join(f"{label} {place}".strip() if place else label for label, place in question.groups)
    place = f"{question.number}/{question.total} · " if question.number else ""
    show(f"\n{around + ': ' if around else ''}{place}{question.label}{' *' if question.required else ''}")
    if question.hint:
        show(f"   {question.hint}")
    for kind, name in question.media.items():
        show(f"   [{kind}: {name}]")
    for number, choice in enumerate(question.choices, start=1):
        show(f"   {number}. {choice.label}")
    for number, (_ref, shown) in enumerate(question.items, start=1):
        show(f"   {number}. {shown or '…'}")
    if question.kind is Type.REPEAT:
        say("cli-play-repeat")
    if question.bounds is not None:
        say("cli-play-range", least=question.bounds.least, most=question.bounds.most, step=question.bounds.step)
    if key := _EXAMPLES.get(question.kind.value):
        say(key)


def _value(question: Question, typed: str, began: datetime) -> str | None:
    """Typed text as the form takes it; of a file its name, None where there is no such file."""
    from handlers.filling.parse_answer import read

    if question.kind.is_file and typed:
        path = Path(typed).expanduser()
        return re.sub(r"\s+", "-", path.name) if path.is_file() else None
    if not typed or (typed in [choice.name for choice in question.choices] and not typed.isdecimal()):
        return typed
    value = read(question, typed, began, numbered=True)
    return typed if value is None else value


def _tell(verdict: Verdict) -> None:
    if not verdict.ok:
        show(_refusal(verdict))


def _refusal(verdict: Verdict) -> str:
    if verdict.author_message:
        return verdict.author_message
    return text("cli-play-required" if verdict.code == "required" else "cli-play-refused")


def _reviewed(draft: Draft, noted: Record) -> bool:
    """Shows all answers; whether they stay as they are. A number goes back to that answer."""
    lines = draft.review()
    show("")
    for number, line in enumerate(lines, start=1):
        show(f"   {number}. {line.label}: {line.shown or '…'}")
    for note in draft.closing_notes():
        show(f"\n{note}")
    typed = str(typer.prompt(text("cli-play-review"), default="", show_default=False)).strip()
    if not typed and not draft.missing():
        return True
    wanted = ""
    if typed.isdecimal() and 1 <= int(typed) <= len(lines):
        wanted = lines[int(typed) - 1].ref
    elif not typed:
        wanted = _first_obstacle(draft)
    if wanted:
        draft.goto(wanted)
        noted.note("goto", wanted)
    return False


def _first_obstacle(draft: Draft) -> str:
    """Tells why the form cannot be sent yet; the question to go to, "" where that is none."""
    from forms.model.types import Type

    obstacle = draft.obstacles()[0]
    show(_refusal(obstacle.verdict))
    return "" if obstacle.kind in (Type.NOTE, Type.CALCULATE) else obstacle.ref


def _lines(file: Path) -> list[str]:
    """The form as the lines of a Markdown table, whatever spreadsheet it is."""
    from jobs.form_workbook import as_lines, tables

    if file.suffix.lower() == ".md":
        return file.read_text("utf-8").splitlines()
    return as_lines(tables(file.read_bytes(), file.suffix.lower()))


def _given(form: Form, lists: Mapping[str, tuple[ItemsetRow, ...]]) -> dict[str, Any]:
    """The lists that the form asked its host for."""
    asked = {field.itemset.instance for field in form.fields if field.itemset is not None and field.itemset.external}
    used = {name: [dict(row) for row in rows] for name, rows in lists.items() if name in asked}
    return {"itemsets": used} if used else {}


def _outcome(form: Form, submission: str) -> dict[str, Any]:
    """The submission without its ``meta``: answers by name, or as a document where names stand in several places."""
    from lxml import etree

    root = etree.fromstring(submission.encode())
    for meta in root.findall("meta"):
        root.remove(meta)
    if form.repeats or any(len(refs) > 1 for refs in form.by_name.values()):
        return {"body": "".join(etree.tostring(child, encoding="unicode") for child in root)}
    return {
        "submission": {
            element.tag: element.text or "" for element in root.iter() if len(element) == 0 and element is not root
        }
    }


def _write(record: Path, case: dict[str, Any]) -> None:
    with replacing(record) as target:
        target.write((json.dumps(case, ensure_ascii=False, indent=1) + "\n").encode())
