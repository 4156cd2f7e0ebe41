"""A keyboard for a network without buttons: lines to read, and what may be typed instead of a tap. Pure, no state.

Whoever sends the message keeps `Menu.answers` with the chat (they are the tokens that the buttons would have carried) and
asks `pick` what a text means; the lines go below the message as `Send.menu`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from channels.messages import Button, Keyboard
from texts.catalogue import Catalogue
from texts.fold import fold
from texts.rich import RichText

MOST = 8
"""Numbered lines in one message, one digit each."""
NEXT = "0"

Answers = dict[str, str]

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DIGITS = re.compile(r"[1-8]|0")
_SEVERAL = re.compile(r"[1-8](?:(?:\s*[,;+&]\s*|\s+va\s+|\s+and\s+|\s*)[1-8])*(?:(?:\s*[,;+&]\s*|\s+)0)?")
_MARKED = re.compile(r"(?:(?:so|cau|chon|muc|number|option)\s+)?\(?([0-8])[.)]?")


@dataclass(frozen=True, slots=True)
class Menu:
    """`lines` to be shown, and `answers`: what may be typed (folded, see `texts.fold`) and the token it stands for."""

    lines: RichText
    answers: Answers


def numbered(
    keyboard: Keyboard,
    sentence: RichText | str = "",
    *,
    digits: bool = True,
    page: int = 0,
    more: Button | None = None,
) -> Menu:
    """The keyboard as lines: "1. Đất đai", links as text, `sentence` (see `instruction`) at the end.

    `digits` False: typed text is itself an answer here (a number was asked for, say), so buttons go by their words alone.
    At most eight lines have a digit. With `more` the rest is on further pages: `page` (from 0, modulo their number) is
    shown, and "0" stands for `more` where there are several. Without it the rest goes by its words.
    """
    buttons = [button for row in keyboard for button in row if button.token]
    links = [button for row in keyboard for button in row if button.url and not button.token]
    several = more is not None and len(buttons) > MOST
    if several:
        pages = -(-len(buttons) // MOST)
        start = page % pages * MOST
        buttons = buttons[start : start + MOST]
    lines: list[RichText | str] = []
    answers: Answers = {}
    for number, button in enumerate(buttons, 1):
        digit = str(number) if digits and number <= MOST else ""
        lines.append(_line(digit, button.label))
        if digit:
            answers[digit] = button.token
    if more is not None and several:
        lines.append(_line(NEXT, more.label))
        answers[NEXT] = more.token
        buttons = [*buttons, more]
    answers |= _words(buttons, answers)
    lines += [f"{button.label}: {button.url}" for button in links]
    return Menu(RichText.join("\n", [*lines, sentence] if sentence else lines), answers)


def instruction(t: Catalogue, *, digits: bool = True, several: bool = False) -> RichText:
    """The sentence below the lines, in the reader's language."""
    if not digits:
        return t("zalo-menu-words")
    return t("zalo-menu-several" if several else "zalo-menu-one")


def pick(answers: Answers, typed: str, *, several: bool = False) -> tuple[str, ...]:
    """The tokens that a typed text stands for; () where it is none of the answers, and the menu is to be shown again.

    A digit, a label, or a label without its marks. `several`: "1 3 5", "1,3" and "135" are the three; where one alone is
    asked for they are none, rather than the first. "1 3 0": the two, and the next page.
    """
    if typed in answers:  # nearly always a digit
        return (answers[typed],)
    typed = unicodedata.normalize("NFKC", typed)
    if fold(typed) in answers:
        return (answers[fold(typed)],)
    said = _bare(typed)
    if not said:
        return ()
    if said in answers:
        return (answers[said],)
    marked = _MARKED.fullmatch(fold(typed))
    if marked:
        return (answers[marked[1]],) if marked[1] in answers else ()
    if several and _SEVERAL.fullmatch(said):
        chosen = list(dict.fromkeys(_DIGITS.findall(said)))
        if all(digit in answers for digit in chosen):
            return tuple(answers[digit] for digit in chosen)
    return ()


def _line(digit: str, label: str) -> RichText:
    label = " ".join(label.split())  # a label of several lines could look like another choice
    if not digit:
        return RichText(f"• {label}")
    return RichText(f"{digit}. {label}", ((0, len(digit)),))


def _words(buttons: list[Button], taken: Answers) -> Answers:
    """The labels as they may be typed; one that two buttons share, or that is a digit's, stands for nothing."""
    found: Answers = {}
    shared: set[str] = set()
    for button in buttons:
        word = _bare(button.label)
        if found.setdefault(word, button.token) != button.token:
            shared.add(word)
    return {word: token for word, token in found.items() if word and word not in shared and word not in taken}


def _bare(text: str) -> str:
    """Folded, without the marks at its edges (a tick, an arrow, a full stop, the ring of a key-cap)."""
    return _EDGES.sub("", fold(text))
