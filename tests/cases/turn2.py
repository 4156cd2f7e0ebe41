"""Cases in a folder of small files, one form each: ``NAME.json`` beside ``NAME.md`` (or the file that ``form`` names).

Three formats. With a `call` the case is of a file as another program wrote it (`turn2_files`). Else they are told apart
by how a step is written. With a mapping as a step the form stands in the file itself, and steps
hold what is expected. With a list as a step (or ``expect`` beside the steps) it is said in ``on`` what plays the case:
``engine``, ``check`` (what an author is told before publishing) or ``chat`` (published, then a collaborator on Telegram).
The clock stands, and the draft is dumped and loaded between any two steps.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from lxml import etree

from forms.authoring.check import Checked, check
from forms.entry.draft import Draft
from forms.model.form import Form
from handlers.staff.form_errors import sentence
from services.form_rules import refusals
from tests.cases import turn2_files
from tests.cases.tally import Declined, Missed, Tally
from texts.catalogue import catalogue_for

_NOW = "2026-11-05T09:00:00"
_ZONE = "Asia/Ho_Chi_Minh"
_FORMS_NOW = datetime(2026, 11, 30, 9, 30, tzinfo=ZoneInfo(_ZONE))
_TEXTS = catalogue_for("vi")


def run(stem: str, folder: Path, *, chat: bool = False) -> Iterator[Tally]:
    """One tally for each folder below; `chat`: those that are played in a conversation as well (seconds each)."""
    for below in sorted(path for path in folder.iterdir() if path.is_dir()):
        tally = Tally(f"{stem}-{below.name}")
        for path in sorted(below.glob("*.json")):
            case = json.loads(path.read_text("utf-8"))
            play = _player_of(case, chat=chat)
            if play is None:
                continue
            problem: Exception | None = None
            try:
                play(path, case)
            except (Missed, Declined) as found:
                problem = found
            except Exception as found:  # noqa: BLE001 - a case that breaks the engine is missed and stops no other
                problem = Missed(f"{type(found).__name__}: {found}"[:300])
            tally.count(path.stem, problem, case.get("on", ""))
        if tally.passed or tally.missed or tally.declined:
            yield tally


def _player_of(case: Mapping[str, Any], *, chat: bool) -> Any:
    """What plays a case; None for one of another format, or one in a conversation where none is wanted."""
    if "on" in case and "expect" in case:
        return {"engine": _on_engine, "check": _on_check, "chat": _on_chat if chat else None}.get(case["on"])
    if "call" in case:
        return turn2_files.play
    return _plain if isinstance(case.get("form"), str) and "steps" in case and "kind" in case else None


def _checked(source: bytes, kind: str) -> Checked:
    return check(source, kind, lambda form: refusals(form, "case"))


def _again(draft: Draft, now: datetime) -> Draft:
    return Draft.load(draft.form, draft.dump(), now=now, new_id=lambda: str(uuid4()))


def _plain(_path: Path, case: Mapping[str, Any]) -> None:
    """A case of the first format."""
    checked = _checked(case["form"].encode(), case["kind"])
    wants = [next(iter(step)) for step in case["steps"]]
    if checked.form is None:
        if case.get("refusal_is_fine") or {"load", "publish"} & {*wants}:
            return
        raise Missed(f"refused: {checked.problems}")
    if {"load", "publish"} & {*wants}:
        raise Missed("published")
    _Plain(checked.form, case).play(case["steps"])


class _Plain:
    """Does what the steps of the first format say."""

    def __init__(self, form: Form, case: Mapping[str, Any]) -> None:
        self.zone = ZoneInfo(case.get("zone", _ZONE))
        self.now = self._at(case.get("now", _NOW))
        self.draft = Draft(form, now=self.now, new_id=lambda: str(uuid4()))
        self.sent = ""

    def _at(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def play(self, steps: Sequence[Mapping[str, Any]]) -> None:
        for number, step in enumerate(steps, 1):
            self.draft = _again(self.draft, self.now)
            ((what, content),) = step.items()
            problem = getattr(self, what)(content)
            if problem:
                raise Missed(f"step {number} {what} {content}: {problem}")

    def answer(self, content: Mapping[str, Any]) -> str:
        found = self.draft.put(content["ref"], content["value"]).code
        return "" if found == content.get("code", "ok") else found

    def add_repeat(self, content: Mapping[str, Any]) -> str:
        return self.draft.add(content["ref"]).code.replace("ok", "")

    def remove_repeat(self, content: Mapping[str, Any]) -> str:
        return self.draft.remove(content["ref"]).code.replace("ok", "")

    def restart(self, content: Mapping[str, Any]) -> str:
        self.now = self._at(content["now"])
        self.draft = _again(self.draft, self.now)
        return ""

    def expect(self, content: Mapping[str, Any]) -> str:
        ref, found = content["ref"], {}
        for key in content.keys() - {"ref", "matches"}:
            found[key] = {
                "value": self.draft.value,
                "relevant": self.draft.relevant,
                "count": self.draft.instances,
                "label": lambda ref: self.draft.ask(ref).label,
                "choices": lambda ref: [choice.name for choice in self.draft.ask(ref).choices],
            }[key](ref)
        wrong = {key: value for key, value in found.items() if value != content[key]}
        if "matches" in content and not re.fullmatch(content["matches"], self.draft.value(ref)):
            wrong["value"] = self.draft.value(ref)
        return f"found {wrong}" if wrong else ""

    def submission(self, content: Mapping[str, Any]) -> str:
        self.sent = self.draft.submission()
        lacking = [one for one in content.get("contains", ()) if not re.search(one, self.sent)]
        there = [one for one in content.get("lacks", ()) if re.search(one, self.sent)]
        return f"{lacking or there} in {self.sent}" if lacking or there else ""

    def resubmit(self, content: Mapping[str, Any]) -> str:
        before = _meta(self.sent, "instanceID")
        self.draft = Draft.from_submission(self.draft.form, self.sent, now=self.now, new_id=lambda: str(uuid4()))
        for ref, value in content["answers"].items():
            if not self.draft.put(ref, value).ok:
                return f"{ref} not taken"
        self.draft = _again(self.draft, self.now)
        self.sent = self.draft.submission()
        ids = _meta(self.sent, "instanceID"), _meta(self.sent, "deprecatedID")
        return "" if ids[1] == before and ids[0] not in ("", before) else f"instanceID {ids[0]}, deprecatedID {ids[1]}"


def _meta(document: str, name: str) -> str:
    found = etree.fromstring(document.encode()).xpath(f"//*[local-name()='{name}']")
    return (found[0].text or "") if found else ""


def _source(path: Path, case: Mapping[str, Any]) -> tuple[bytes, str]:
    file = path.with_name(case.get("form", f"{path.stem}.md"))
    return file.read_bytes(), file.suffix


def _on_check(path: Path, case: Mapping[str, Any]) -> None:
    checked, expect = _checked(*_source(path, case)), case["expect"]
    told = [sentence(_TEXTS, one) for one in (*checked.problems, *checked.warnings)]
    verdict = "refused" if checked.form is None else "warned" if checked.warnings else "accepted"
    wanted = expect["verdict"]
    if wanted != "either" and wanted != verdict and (wanted, verdict) != ("accepted", "warned"):
        raise Missed(f"{verdict}: {told}")
    if "row" in expect and expect["row"] not in [problem.row for problem in checked.problems]:
        raise Missed(f"no row {expect['row']}: {told}")
    for text in expect.get("sentence_without", ()):
        if any(text in one for one in told):
            raise Missed(f"{text!r} in {told}")
    if checked.form is not None and "if_accepted_questions" in expect:
        asked = len(checked.form.walk)
        if asked != expect["if_accepted_questions"]:
            raise Missed(f"{asked} questions")


def _on_engine(path: Path, case: Mapping[str, Any]) -> None:
    checked, expect = _checked(*_source(path, case)), case["expect"]
    wants = [step for step in case["steps"] if step[0] in ("check", "check_or")]
    if checked.form is None:
        # Told to the author: whoever would have been shown what must not be shown never is.
        if ["check_or", "warned"] in wants or (not wants and expect.keys() <= {"values_not", "submission_without"}):
            return
        raise Missed(f"refused: {checked.problems}")
    if ["check_or", "warned"] in wants and checked.warnings:
        return
    draft = Draft(checked.form, now=_FORMS_NOW, new_id=lambda: str(uuid4()))
    for number, step in enumerate(case["steps"], 1):
        what, *rest = step
        if what.startswith("check"):
            continue
        draft = _again(draft, _FORMS_NOW)
        if what == "put":
            found = draft.put(rest[0], rest[1]).code
            if found != rest[2]:
                raise Missed(f"step {number} {step}: {found}")
        else:
            getattr(draft, what)(rest[0])
    _expected(_again(draft, _FORMS_NOW), expect)


def _expected(draft: Draft, expect: Mapping[str, Any]) -> None:
    found: dict[str, Any] = {}
    for key, wanted in expect.items():
        if key == "values":
            found[key] = {ref: draft.value(ref) for ref in wanted}
        elif key == "values_not":
            same = {ref: value for ref, value in wanted.items() if draft.value(ref) == value}
            found[key] = {"not": same} if same else wanted
        elif key == "values_not_empty":
            found[key] = [ref for ref in wanted if draft.value(ref)]
        elif key == "relevant":
            found[key] = {ref: draft.relevant(ref) for ref in wanted}
        elif key == "review":
            found[key] = {line.ref: line.shown for line in draft.review() if line.ref in wanted}
        elif key == "coded":
            coded = draft.coded()
            found[key] = {name: list(coded.get(name, ())) for name in wanted}
        elif key == "asked":
            found[key] = [one.name for one in draft.form.walk]
        elif key == "may_be_sent":
            found[key] = draft.question is None and not draft.missing()
        elif key == "submission_contains":
            found[key] = [one for one in wanted if one in draft.submission()]
        elif key == "submission_without":
            found[key] = [one for one in wanted if one not in draft.submission()]
    wrong = {key: value for key, value in found.items() if value != expect[key]}
    if wrong:
        raise Missed(f"found {wrong}")


def _on_chat(path: Path, case: Mapping[str, Any]) -> None:
    from tests.cases import turn2_chat

    asyncio.run(turn2_chat.play(*_source(path, case), case))
