"""Data that a button carries: a verb, the row it is about, and its arguments, in at most 64 bytes.

A button of a form is stamped with the draft and the draft's revision, so that an old one is recognised. Nothing is trusted
because it came in a token: whoever presses must be allowed to do what it says, and rows of other people are not found.
"""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 64
LARGEST_ID = 2**31 - 1  # what comes first is a row's id, and no database has a larger one


@dataclass(frozen=True, slots=True)
class ButtonData:
    """`verb` names the conversation; `numbers` are row ids, revisions and positions."""

    verb: str
    numbers: tuple[int, ...] = ()

    def __getitem__(self, index: int) -> int:
        """A number, or -1 where the token has no such part (which no row has as its id)."""
        return self.numbers[index] if index < len(self.numbers) else -1


def button_data(verb: str, *numbers: int) -> str:
    """Write a button's data: "report.open:12"."""
    text = ":".join((verb, *map(str, numbers)))
    assert len(text) <= LIMIT and text.isascii(), f"button data of {len(text)} letters"
    return text


def read_button(text: str) -> ButtonData | None:
    """Read a button's data; None for what we never wrote. A button shown by version 0.1 means what it meant then."""
    verb, *rest = text.split(":")
    if len(text) > LIMIT or not verb.replace("_", "").replace(".", "").isalpha() or not verb.isascii():
        return None
    if not all(part.isdecimal() and part.isascii() and len(part) <= 18 for part in rest):
        return None
    numbers = tuple(map(int, rest))
    return ButtonData(_VERSION_0_1.get(verb, verb), numbers) if not numbers or numbers[0] <= LARGEST_ID else None


# Verbs of buttons that stand in chats since version 0.1, and in what people without buttons may type.
_VERSION_0_1 = {
    "agree": "join.agree",
    "decline": "join.decline",
    "menu": "menu.open",
    "net": "network.choose",
    "rep": "report.open",
    "urgent": "report.urgent",
    "no": "report.nothing",
    "own": "report.own",
    "see": "report.see",
    "cor": "report.correct",
    "more": "report.another",
    "write": "prompt.write",
    "ps": "prompt.send",
    "pe": "prompt.change",
    "pd": "prompt.drop",
    "who": "progress.show",
    "pp": "prompt.planned",
    "px": "prompt.change_planned",
    "pc": "prompt.cancel_planned",
    "bs": "broadcast.show",
    "bp": "broadcast.pause",
    "br": "broadcast.resume",
    "bc": "broadcast.cancel",
    "ba": "broadcast.again",
    "bu": "progress.unreached",
    "mem": "member.list",
    "howgroup": "group.how",
    "bind": "group.bind",
    "al": "alert.see",
    "at": "alert.take",
    "dnow": "digest.now",
    "dlast": "digest.latest",
    "ds": "digest.section",
    "dd": "digest.document",
    "forms": "forms.list",
    "form_get": "forms.export",
    "form_try": "forms.try",
    "form_pub": "forms.publish",
    "form_drop": "forms.drop",
    "fa": "form.answer",
    "fy": "form.day_ago",
    "fw": "form.day_ahead",
    "ft": "form.tick",
    "fd": "form.done",
    "fs": "form.skip",
    "fb": "form.back",
    "fp": "form.page",
    "fl": "form.later",
    "fr": "form.change",
    "fn": "form.now",
    "fo": "form.seen",
    "fg": "form.range",
    "ff": "form.all",
    "fe": "form.add",
    "fm": "form.remove",
    "fq": "form.remove_yes",
    "fv": "form.remove_no",
    "fh": "form.mask",
    "fi": "form.keep",
    "fx": "form.submit",
    "fc": "form.continue",
    "fu": "form.continue_at",
    "fk": "form.urgent",
}
