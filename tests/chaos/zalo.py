"""People whose phone is on Zalo: nothing to press, so they send the number, or the words, of what the newest message offers.

What they send may be lost on the way, and nothing comes back then: after a while they send the same again, as people do,
as long as their phone shows nothing new. Only what they gave must be kept, whatever was repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.chats import Message
from sandbox.world import World
from tests.chaos.people import (
    CODES,
    FIELDS,
    MANY,
    PATIENCE,
    QUESTIONS,
    RECEIPT,
    REVIEW,
    TEXT,
    Card,
    Collaborator,
    Told,
    asked,
    received,
)
from tests.stage import OFFERS
from texts.fold import fold

START, MENU = "bắt đầu", "danh mục"
_NUMBERED = re.compile(r"^([0-8])\. (.*)$", re.MULTILINE)
_IN_WORDS, _UNACCENTED = 0.15, 0.3
"""Below the first, a choice is sent by its label, below the second by its label as it is typed in haste; else by its number."""
_MORE = "Thêm mục khác"
_FIRST = next(iter(QUESTIONS))


class ZaloCard(Card):
    """A message that offers something; a choice's "button" is the number before it."""

    def __init__(self, message: Message, what: str, number: str = "") -> None:
        super().__init__(message, what, number=number)
        menu = message.text.rpartition("\n\n")[2]
        self.buttons = [(label.lstrip("✓❗ "), digit) for digit, label in _NUMBERED.findall(menu)]


class ZaloCollaborator(Collaborator):
    """Reports, again and again, by what can be typed."""

    patient = 300.0
    most = 2 * PATIENCE  # half of what they send may be lost

    def __init__(self, world: World, key: str, bot: str, title: str, seed: int, think: float) -> None:
        """`title`: of the prompt that they report on."""
        super().__init__(world, key, seed, think, bot)
        self._title = title
        self._read = 0
        self._start = ZaloCard(Message(0, self.chat, world.people[key], 0), START)

    def cards(self, since: int = 0) -> Iterator[Card]:
        for message in reversed(self.chat.messages.values()):
            if message.id < since:
                return
            if message.sender.is_bot and OFFERS.search(message.text):
                card = self.read(message)
                if card is not None:
                    yield card

    def read(self, message: Message) -> Card | None:
        if number := received(message):
            return ZaloCard(message, RECEIPT, number)
        if "Xem lại:" in message.text:
            return ZaloCard(message, REVIEW)
        if (title := asked(message)) in QUESTIONS:
            return ZaloCard(message, title)
        card = ZaloCard(message, MENU)
        return card if "Báo cáo của tôi" in card.labels() else None

    def newest(self) -> Card | None:
        return next(self.cards(), self._start)

    def look(self) -> Card | None:
        """Takes in what came since, in its order; returns the newest card."""
        new = list(self.cards(self._read + 1))
        for card in reversed(new):
            self._take_in(card)
            self._read = card.id
        return self.newest()

    def _take_in(self, card: Card) -> None:
        told = self.report
        if card.what == RECEIPT:
            if not told.number:
                told.number, told.shown = card.number, dict(told.given)
            known = [report.number for report in self.reports]
            assert card.number in known, f"{self.key}: {card.number} for {told.given}, after {known}"
        elif card.what == _FIRST and told.number:
            self.reports.append(Told())
        elif card.what != MENU and not told.number:
            known = FIELDS if card.what == REVIEW else FIELDS[: FIELDS.index(QUESTIONS[card.what][0])]
            told.shown |= {name: told.given[name] for name in known if name in told.given}

    async def play(self) -> None:
        async for card, new in self.turns():
            if self._closing and self.report.number:
                return
            if card.what == START:
                self.say("/baocao")
            elif card.what == RECEIPT:
                self._choose(card, _MORE)
            elif card.what == REVIEW:
                self.say("gửi")
            elif card.what == MENU:
                self._choose(card, next(label for label in card.labels() if self._title in label))
            elif not self.report.number:
                self._answer(card, new)

    def _choose(self, card: Card, label: str) -> None:
        how = self.random.random()
        if how < _IN_WORDS:
            self.say(label)
        elif how < _UNACCENTED:
            self.say(fold(label))
        else:
            self.say(card.token(label))

    def _answer(self, card: Card, new: bool) -> None:
        name, how = QUESTIONS[card.what]
        given, labels = self.report.given, [label for label in card.labels() if label in CODES.get(name, {})]
        if how == TEXT:
            given.setdefault(name, self._words(name))
            self.say(given[name])
        elif how == MANY:
            codes = {CODES[name][label]: label for label in labels}
            if name not in given:
                chosen = self.random.sample(sorted(codes), self.random.randint(1, min(3, len(codes))))
                given[name] = " ".join(sorted(chosen))
            self.say(" ".join(sorted(card.token(codes[code]) for code in given[name].split())))
        else:
            label = next((one for one in labels if CODES[name][one] == given.get(name)), None)
            label = label or self._chooses(labels)
            given[name] = CODES[name][label]
            self._choose(card, label)
