"""Networks without buttons: a keyboard as lines, and what a typed text means there.

What may be typed instead of a press is kept with the member's address: the answers of the newest message that asked
something (`asked`), and the words of what was told since of our own accord (`told`), which never take a digit away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

import orjson

from channels.messages import Button, Keyboard
from channels.numbered import MOST, NEXT, Answers, Menu, instruction, numbered, pick
from texts.catalogue import Catalogue
from texts.courtesy import with_less_courtesy
from texts.fold import clean, fold, spaced
from texts.rich import RichText

KEPT = timedelta(days=30)
_CARRIED = 12
"""Words of earlier messages that stay understood below a new one."""

# These go by their words in whatever message they stand, on one line: their digits would be other ones each time.
_BY_WORD = frozenset(
    {
        "form.back",
        "form.skip",
        "form.later",
        "form.help",
        "form.discard",
        "form.discard_yes",
        "form.caption",
        "form.urgent",
        "form.all",
        "form.done",
        "form.submit",
        "form.as_before",
        "form.rest",
        "form.open",
        "form.submit_next",
        "form.day_ago",
        "form.day_ahead",
        "form.month_ago",
        "form.year_ago",
        "form.accept",
        "form.now",
        "menu.open",
        "survey.back",
        "survey.done",
        "survey.send",
        "survey.leave",
    }
)
_ABOUT = frozenset({"form.continue", "form.continue_at", "form.discard", "form.discard_yes"})
_SENDS = frozenset({"prompt.send"})
_FOR_GOOD = frozenset(
    {
        *("form.discard_yes", "form.urgent_yes", "report.delete_yes", "prompt.withdraw_yes"),
        *("member.leave_now", "change.retire_now"),
    }
)
_NO = frozenset({"khong", "thoi", "thoi khong", "no"})
_TURNING = "form.page"
_TICK = "form.tick"
_CHOICES = frozenset({"form.answer", _TICK})
_ADD, _SKIP, _REMOVE = "form.add", "form.skip", "form.remove"
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DIGITS = re.compile(r"[0-9\s,;.+&()]+")
_MISTAKABLE = re.compile(r"(?:\w+ )?\(?[0-9][.)]?")
_SLASH = "/"

Shape = tuple[tuple[str, str, str], ...]
"""Of each button of a keyboard its label, its token's verb and its link."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Text that people may type below a message besides what it offers.

    `digits` False: a number is an answer itself, or belongs to another message, so that everything goes by its words.
    `labels`: of all choices of a question, those of its other pages too; a text that is one of them is an answer.
    """

    digits: bool = True
    labels: tuple[str, ...] = ()


OFFERED = Expected()


@dataclass(slots=True)
class TypedMenu:
    """The things that a member may type now.

    `card`: the delivery that asked; `early`: they know that what came before it did not count.
    """

    asked: Answers = field(default_factory=dict)
    told: Answers = field(default_factory=dict)
    at: str = ""
    card: int = 0
    early: bool = False

    @classmethod
    def load(cls, stored: str | None, now: datetime) -> TypedMenu:
        """From what was stored; nothing where it is too old."""
        if stored is None:
            return cls()
        found = cls(**orjson.loads(stored))
        return found if now - datetime.fromisoformat(found.at) <= KEPT else cls()

    def dump(self, now: datetime) -> str:
        self.at = now.isoformat()
        return orjson.dumps(self).decode()

    def overlay(self, words: Answers, *, answering: bool) -> None:
        """Something was told: its words count from now on. Where no question is being answered the digits that stand above
        it go: whoever sends one then means what came last, and is shown the menu."""
        self.told |= words
        if not answering:
            self.asked = {word: token for word, token in self.asked.items() if not is_digits(word)}

    def carried(self, answers: Answers, *, writing: bool) -> Answers:
        """The words of earlier messages that stay understood below a new one, which answers to `answers`.

        Below a question nothing does: what is typed there is an answer. Below what is said beside a form (`writing`) the
        form's own ways do, elsewhere what was told of our own accord ("Đúng" below a contact's question) and what nobody says
        by chance: two words or more.
        """
        if writing and any(_asks(token) for token in answers.values()):
            return {}
        found = {
            word: token
            for word, token in (self.told | self.asked).items()
            if token
            and word not in answers
            and (_asks(token) and word[0] != _SLASH if writing else " " in word or word in self.told)
        }
        return dict(list(found.items())[-_CARRIED:])

    def meant(self, typed: str) -> tuple[str, ...]:
        """The tokens of the buttons that a typed text stands for: one, or several ticks; () where it is none of them."""
        answers = self.told | self.asked
        several = any(_verb(token) == _TICK for token in self.asked.values())
        found = pick(answers, typed, several=several)
        if not found and not is_digits(typed):
            words = {spaced(word): token for word, token in answers.items() if word[0] != _SLASH}
            found = next(filter(None, (pick(words, said) for said in with_less_courtesy(clean(typed)))), ())
        if not found and not _NO.isdisjoint(with_less_courtesy(clean(typed))):
            found = self._without()
        return tuple(token for token in found if token)

    def _without(self) -> tuple[str, ...]:
        """The button that leaves things as they are, where one asks whether something is to go for good."""
        sure = any(_verb(token) in _FOR_GOOD for token in self.asked.values())
        return (
            tuple(token for token in self.asked.values() if token and _verb(token) not in _FOR_GOOD)[:1] if sure else ()
        )


def is_digits(typed: str) -> bool:
    """True if a text is a number or several: a choice from a menu, unless a number was asked for."""
    return bool(_DIGITS.fullmatch(typed)) and any(letter.isdigit() for letter in typed)


def is_tick(token: str) -> bool:
    """True if a button would have ticked one of several choices."""
    return _verb(token) == _TICK


def menu_of(t: Catalogue, keyboard: Keyboard, expected: Expected = OFFERED) -> Menu:
    """The keyboard as lines: choices numbered, ways (back, later, the menu) by their words on the last one.

    A choice's words are left to the question, which knows those of its other pages; a way that is called like a choice
    goes by its word behind a slash. What is answered with "" is no offer, whatever it looks like.
    """
    buttons = [button for row in keyboard for button in row]
    shape = tuple((button.label, _verb(button.token), button.url) for button in buttons)
    own_words = any(verb == _REMOVE for _label, verb, _url in shape)
    lines, named = (_laid_out.__wrapped__ if own_words else _laid_out)(t, shape, expected)
    return Menu(lines, {word: buttons[at].token if at >= 0 else "" for word, at in named})


@lru_cache(512)
def _laid_out(t: Catalogue, shape: Shape, expected: Expected) -> tuple[RichText, tuple[tuple[str, int], ...]]:
    """The lines of a menu, and what may be typed for which of its buttons (-1: for none). The same question is put to
    hundreds of people; what somebody wrote themselves (the items of a repeat) is not kept here."""
    digits = expected.digits
    words, mistakable = _known(expected.labels)
    buttons = [Button(label, f"{verb}:{at}" if verb else "", url) for at, (label, verb, url) in enumerate(shape)]
    turning = [button for button in buttons if _verb(button.token) == _TURNING]
    # "That is all" and "one more" are the two answers to one question.
    answers_both = {_SKIP} if any(_verb(button.token) == _ADD for button in buttons) else frozenset()
    ways = [button for button in buttons if _verb(button.token) in _BY_WORD - answers_both]
    listed = [button for button in buttons if button not in ways and button not in turning]
    if not digits:
        ways, turning = [*turning, *ways], []
    answers = _called([button for button in buttons if _verb(button.token) not in _CHOICES], words)
    if digits:
        offered = [button for button in listed if button.token]
        lined = {str(line): button.token for line, button in enumerate(offered[:MOST], 1)}
        answers = dict.fromkeys(mistakable, "") | answers | lined
    lines: list[RichText | str] = [numbered((tuple(listed),), digits=digits).lines] if listed else []
    for button in turning:
        lines.append(RichText(f"{NEXT}. {bare(button.label)}", ((0, len(NEXT)),)))
        answers[NEXT] = button.token
    choices = any(button.token for button in listed)
    if choices:
        several = any(_verb(button.token) == _TICK for button in listed)
        lines.append(instruction(t, several=several) if digits else t("zalo-menu-listed"))
    if ways:
        named = [(_SLASH if fold(bare(button.label)) in words else "") + _word(button) for button in ways]
        said = RichText.join(" · ", [RichText(word) for word in named])
        lines.append(t("zalo-menu-or" if choices else "zalo-menu-ways", words=said))
    places = {word: int(token.partition(":")[2]) if token else -1 for word, token in answers.items()}
    return RichText.join("\n", lines), tuple(places.items())


def _called(buttons: list[Button], words: frozenset[str]) -> Answers:
    """Buttons by their words, behind a slash where the word is also a choice's."""
    found = numbered((tuple(buttons),), digits=False).answers
    return {(_SLASH + word if word in words else word): token for word, token in found.items()} | dict.fromkeys(
        words & found.keys(), ""
    )


def bare(label: str) -> str:
    """A label without the marks at its edges, which nobody can type."""
    return _EDGES.sub("", " ".join(label.split()))


def _word(button: Button) -> str:
    word = bare(button.label)
    return word[:1].lower() + word[1:]


@lru_cache(64)
def _known(labels: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Labels as they are typed, and those among them that would be taken for the number of a line: "Mức 2", "12"."""
    words = frozenset(fold(bare(label)) for label in labels)
    return words, tuple(word for word in sorted(words) if is_digits(word) or _MISTAKABLE.fullmatch(word))


def _asks(token: str) -> bool:
    """True if a button belongs to a question or to the end of a form, and not to what is said about the form."""
    verb = _verb(token)
    return verb in _SENDS or (verb.startswith("form.") and verb not in _ABOUT)


def _verb(token: str) -> str:
    return token.partition(":")[0]
