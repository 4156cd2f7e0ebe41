"""How tests play a form: every step on a draft that was dumped and loaded again, as turns in production do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import etree

from forms.authoring.load import load
from forms.entry.draft import Draft, Question, Verdict
from forms.model.form import Form

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def form_of(*lines: str) -> Form:
    return load("\n".join(lines).encode(), kind=".md")


class Player:
    """One person at one draft, of which only the text survives between two steps."""

    def __init__(
        self,
        form: Form,
        *,
        itemsets: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
        language: str = "vi",
        now: datetime = NOW,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        self.form = form
        self.itemsets = itemsets
        self.now = now
        draft = Draft(form, now=now, new_id=lambda: "0001", language=language, itemsets=itemsets, metadata=metadata)
        self.text = draft.dump()

    @property
    def draft(self) -> Draft:
        return Draft.load(self.form, self.text, now=self.now, new_id=lambda: "0001", itemsets=self.itemsets)

    def answers(self, ref: str, value: str) -> Verdict:
        draft = self.draft
        before = draft.dump()
        verdict = draft.put(ref, value)
        return self._after(draft, before, verdict)

    def skips(self, ref: str) -> Verdict:
        draft = self.draft
        before = draft.dump()
        return self._after(draft, before, draft.skip(ref))

    def _after(self, draft: Draft, before: str, verdict: Verdict) -> Verdict:
        if not verdict.ok:
            assert draft.dump() == before, "a refused answer changed the draft"
        self.text = draft.dump()
        return verdict

    def prefills(self, ref: str, value: str) -> Verdict:
        draft = self.draft
        verdict = draft.prefill(ref, value)
        self.text = draft.dump()
        return verdict

    def adds(self, ref: str) -> Verdict:
        draft = self.draft
        return self._after(draft, draft.dump(), draft.add(ref))

    def closes(self, ref: str) -> Verdict:
        draft = self.draft
        return self._after(draft, draft.dump(), draft.close(ref))

    def removes(self, ref: str) -> Verdict:
        draft = self.draft
        return self._after(draft, draft.dump(), draft.remove(ref))

    def clears(self, ref: str) -> None:
        draft = self.draft
        draft.clear(ref)
        self.text = draft.dump()

    def settles(self, ref: str, value: str) -> Verdict:
        draft = self.draft
        return self._after(draft, draft.dump(), draft.settle(ref, value))

    def marks(self, ref: str, mark: str) -> None:
        draft = self.draft
        draft.mark(ref, mark)
        self.text = draft.dump()

    def speaks(self, language: str) -> None:
        draft = self.draft
        draft.use_language(language)
        self.text = draft.dump()

    def goes_back(self) -> bool:
        draft = self.draft
        moved = draft.back()
        self.text = draft.dump()
        return moved

    def goes_to(self, ref: str) -> None:
        draft = self.draft
        draft.goto(ref)
        self.text = draft.dump()

    def sees(self) -> Question:
        question = self.draft.question
        assert question is not None, "nothing left to ask"
        return question


def body(xml: str) -> str:
    """A submission without its ``meta``, as text: what is in it, how often and in which order."""
    root = etree.fromstring(xml.encode())
    for meta in root.findall("meta"):
        root.remove(meta)
    return "".join(etree.tostring(child, encoding="unicode") for child in root)


def leaves(xml: str) -> dict[str, str]:
    """The answers of a submission by node name, ``meta`` left out; it must carry no mark of ours."""
    root = etree.fromstring(xml.encode())
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("{urn:langnghe")], etree.tostring(element)
    assert "urn:langnghe" not in xml
    found: dict[str, str] = {}
    for element in root.iter():
        if len(element) == 0 and element.getparent() is not None and element.getparent().tag != "meta":
            found[element.tag] = element.text or ""
    return found
