"""Rows that hold a compiled form and steps: answers, instances of repeats, a change of language, and what must hold.

Every step runs on a draft that was dumped and loaded again. Where the recorded engine keeps an answer that breaks a
constraint and marks it, ours refuses it: what is compared is what both say of that answer. Where the recorded engine
empties a question because the answer was of no use, ours refuses it and keeps what was there: the row goes on empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from lxml import etree

from forms.entry.draft import Draft, Verdict
from forms.errors import FormError
from forms.load_compiled import load_compiled
from forms.model.form import Form
from forms.model.types import Type
from forms.xform.itext import language_code
from tests.cases.tally import Declined, Missed, Tally

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("America/Phoenix"))
# Our own refusals when a form is published; anything else that goes wrong there is a miss.
REFUSALS = ("unsupported_type", "declined_function")
_ID = "TODO-mock-xpath-functions"  # what the outside cases call an instance


def run(stem: str, content: Mapping[str, Any]) -> Tally:
    tally = Tally(stem)
    for number, row in enumerate(content["cases"], 1):
        problem: Exception | None = None
        try:
            _play(row)
        except (Missed, Declined) as found:
            problem = found
        name = row["name"].partition(" :: ")[2] or row["name"]
        tally.count(f"{number}: {name}", problem, "core" if row.get("core") else "other")
    return tally


def _play(row: Mapping[str, Any]) -> None:
    try:
        form = load_compiled(row["form"])
    except FormError as error:
        if error.code in REFUSALS:
            raise Declined(f"{error.code} {error.details.get('type') or error.details.get('reason')}") from error
        raise Missed(str(error)) from error
    player = Player(Draft(form, now=NOW, new_id=lambda: _ID))
    for number, step in enumerate(row["steps"], 1):
        player.draft = _loaded(player.draft)
        ((what, content),) = step.items()
        try:
            problem = getattr(player, what)(content)
        except KeyError as error:
            problem = f"no {error}"
        if problem:
            raise Missed(f"step {number} {what} {str(content)[:300]}: {problem}")


def _loaded(draft: Draft) -> Draft:
    return Draft.load(draft.form, draft.dump(), now=NOW, new_id=lambda: _ID)


def _ref(text: str) -> str:
    return re.sub(r"(?<=/)[\w.-]+:", "", text)


def _same(found: str, expected: str) -> bool:
    """Equal texts, or lists of equal numbers: "5" and "5.0" are one decimal."""
    if found == expected:
        return True
    try:
        numbers = [[float(part) for part in text.split()] for text in (found, expected)]
    except ValueError:
        return False
    return numbers[0] == numbers[1] and bool(numbers[0])


def _placed(form: Form, ref: str) -> str:
    """The reference with a position at every repeat, as the engine writes it."""
    found, plain = "", ""
    for step in _ref(ref).split("/")[1:]:
        plain += "/" + step.partition("[")[0]
        one = form.by_ref.get(plain)
        found += "/" + (step if "[" in step or one is None or one.kind is not Type.REPEAT else f"{step}[1]")
    return found


def _canonical(xml: str) -> str:
    root = etree.fromstring(xml.encode(), etree.XMLParser(remove_blank_text=True))
    for element in root.iter():
        element.tag = etree.QName(element).localname
        element.text = (element.text or "").strip() or None
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, method="c14n").decode())


class Player:
    """Does what the steps say, one method for each kind; "" or what is wrong comes back."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.refused: dict[str, str] = {}

    def answer(self, content: Mapping[str, Any]) -> str:
        ref, value = _ref(content["ref"]), content["value"]
        expected = normalize("NFC", content.get("stored", value))
        verdict = self.draft.put(ref, value)
        self.refused.pop(ref, None)
        if verdict.ok:
            return "" if _same(self.draft.value(ref), expected) else f"stored {self.draft.value(ref)!r}"
        if verdict.code in ("constraint", "required"):
            self.refused[ref] = value
            if value == "":
                self.draft.clear(ref)
            return ""
        return verdict.code if content.get("stored") != "" else self.draft.skip(ref).code.replace("ok", "")

    def add_repeat(self, content: Mapping[str, Any]) -> str:
        verdict = self.draft.add(_ref(content["ref"]))
        if not verdict.ok:
            return verdict.code
        made = verdict.args["ref"]
        return "" if made == _placed(self.draft.form, content["created"]) else f"made {made}"

    def remove_repeat(self, content: Mapping[str, Any]) -> str:
        return self.draft.remove(_placed(self.draft.form, content["ref"])).code.replace("ok", "")

    def language(self, content: str) -> str:
        self.draft.use_language(language_code(content))
        return ""

    def expect(self, content: Mapping[str, Any]) -> str:
        ref = _ref(content.get("ref", ""))
        for key, expected in content.items():
            if key in ("ref", "condition", "violations", "labels"):
                continue
            found = getattr(self, f"_{key}")(ref)
            if key == "valid":
                found, expected = (found, self._verdict(ref).code), (expected, content.get("condition", "ok"))
            elif key == "choices":
                labels = [choice.label for choice in self.draft.ask(ref).choices]
                found, expected = (found, labels), (expected, content.get("labels", labels))
            elif key == "form_valid":
                found, expected = self._violations(), content["violations"]
            elif key == "submission_xml":
                expected = _canonical(normalize("NFC", expected))
            if found != expected and not (key == "value" and _same(found, normalize("NFC", expected))):
                return f"{key} is {found!r} instead of {expected!r}"[:400]
        return ""

    def _verdict(self, ref: str) -> Verdict:
        """What the engine says when the answer, the refused one if there was one, is given again."""
        return _loaded(self.draft).put(ref, self.refused.get(ref, self.draft.value(ref)))

    def _said(self, ref: str, *codes: str) -> str | None:
        verdict = self._verdict(ref)
        return verdict.author_message or None if verdict.code in codes else None

    def _violations(self) -> list[dict[str, str | None]]:
        found = []
        for line in self.draft.review():
            verdict = self._verdict(line.ref) if line.kind is not Type.REPEAT and line.changeable else Verdict("ok")
            if not verdict.ok:
                found.append({"ref": line.ref, "condition": verdict.code, "message": verdict.author_message or None})
        return found

    def _value(self, ref: str) -> str:
        return self.draft.value(ref)

    def _relevant(self, ref: str) -> bool:
        return self.draft.relevant(ref)

    def _readonly(self, ref: str) -> bool:
        return self.draft.read_only(ref)

    def _required(self, ref: str) -> bool:
        return self.draft.ask(ref).required

    def _valid(self, ref: str) -> bool:
        return self._verdict(ref).ok

    def _constraint_message(self, ref: str) -> str | None:
        return self._said(ref, "constraint")

    def _required_message(self, ref: str) -> str | None:
        return self._said(ref, "required")

    def _message(self, ref: str) -> str | None:
        return self._said(ref, "constraint", "required")

    def _choices(self, ref: str) -> list[str]:
        return [choice.name for choice in self.draft.ask(ref).choices]

    def _count(self, ref: str) -> int:
        return self.draft.instances(ref)

    def _label(self, ref: str) -> str:
        return self.draft.ask(ref).label

    def _can_add(self, ref: str) -> bool:
        return _loaded(self.draft).add(ref).ok

    def _form_valid(self, _ref: str) -> bool:
        return not self._violations()

    def _submission_xml(self, _ref: str) -> str:
        return _canonical(self.draft.submission())
