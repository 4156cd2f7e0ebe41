"""Scripted people: each looks at the newest card, does what it asks for, and waits until the phone shows something new.

They repeat nothing but what a person would: a button that did nothing is pressed again after a while. What was said is
never said again, and a tick never pressed twice; so what is kept must be just what was given.
"""

from __future__ import annotations

import asyncio
import random
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from sandbox.chats import Chat, Message
from sandbox.world import World
from tests.stage import BOT

PATIENCE = 4.0
"""Seconds until a person presses again; each time in vain they wait twice as long as before, up to `Person.most`."""
_URGENT = 0.2
"""Of those who think of calling the officer on duty so many do."""
_ASKS = re.compile(r"^\d+/\d+ · (.+)$", re.MULTILINE)
_RECEIPT = re.compile(r"Đã nhận báo cáo (BC-\d+-\d+)")
REVIEW, RECEIPT, SENT = "xem lại", "đã nhận", "đã gửi"

ONE, MANY, TEXT = "one", "many", "text"
QUESTIONS: dict[str, tuple[str, str]] = {
    "Anh/chị phản ánh mục nào?": ("item", ONE),
    "Người dân nói gì?": ("gist", TEXT),
    "Nghe từ nhóm nào?": ("strata", MANY),
    "Ý kiến nghiêng về đâu?": ("main", ONE),
    "Khoảng bao nhiêu người nghĩ vậy?": ("share", ONE),
    "Việc này gấp đến mức nào?": ("urgency", ONE),
}
"""The questions of the periodic report that everybody is asked, in their order: the field of each, and how it is answered."""
FIELDS = [name for name, _ in QUESTIONS.values()]
CODES: dict[str, dict[str, str]] = {
    "item": {},
    "strata": {
        "Phụ nữ": "women",
        "Nông dân": "farmers",
        "Công nhân, người lao động": "workers",
        "Thanh niên, học sinh, sinh viên": "youth",
        "Cựu chiến binh": "veterans",
    },
    "main": {
        "Đồng tình": "agree",
        "Băn khoăn": "concerned",
        "Không đồng tình": "disagree",
        "Chưa rõ": "unclear",
        "Nửa nọ nửa kia": "even",
    },
    "share": {"Hầu hết": "almost_all", "Khoảng ba phần tư": "three_quarters", "Khoảng một nửa": "half"},
    "urgency": {"Bình thường": "normal", "Cần quan tâm sớm": "soon", "Khẩn": "urgent"},
}
"""What an answer's label means in the data; a matter's code is its prompt's (set before the play)."""


_OF_A_FORM = frozenset(
    f"form.{verb}" for verb in ["answer", "tick", "done", "back", "skip", "submit", "change", "later"]
)


class Stuck(AssertionError):
    """A person waited in vain."""


class Card:
    """What a message asked for when it was looked at: a question by its title, or one of the cards around the form."""

    def __init__(self, message: Message, what: str, draft: int = 0, number: str = "") -> None:
        self.id, self.text = message.id, message.text
        self.what, self.draft, self.number = what, draft, number
        self.buttons = [(str(button["text"]), str(button.get("callback_data", ""))) for button in message.buttons()]

    @property
    def looks(self) -> tuple[int, str, list[tuple[str, str]]]:
        return self.id, self.text, self.buttons

    def shows(self, label: str) -> bool:
        return any(text == label for text, _ in self.buttons)

    def token(self, label: str) -> str:
        """The button with this label (its box and sign left out); "" where there is none."""
        return next((token for text, token in self.buttons if text.lstrip("☐☑✓ ") == label), "")

    def labels(self) -> list[str]:
        return [text.lstrip("☐☑✓ ") for text, _ in self.buttons]


@dataclass(slots=True)
class Told:
    """One report as its author gave it, and how much of it the phone showed to be kept."""

    draft: int = 0
    given: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    number: str = ""


class Person(ABC):
    """Somebody with a phone, at their own pace. `think`: the longest time between two deeds, seconds."""

    patient = 180.0
    """Seconds without anything new after which something is wrong."""
    most = 8 * PATIENCE
    """Seconds that they wait at most until they do the same again."""

    def __init__(self, world: World, key: str, seed: int, think: float, bot: str = BOT) -> None:
        self.world = world
        self.key = key
        self.bot = bot
        self.chat: Chat = world.chat(key, bot)
        self.random = random.Random(f"{seed}:{key}")
        self.news = asyncio.Event()
        self.deeds = 0
        self.longest = 0.0
        self.thinks = think

    def cards(self, since: int = 0) -> Iterator[Card]:
        """The cards that have to do with what this person is at, the newest first."""
        for message in reversed(self.chat.messages.values()):
            if message.id < since:
                return
            if not message.deleted and message.sender.is_bot and message.keyboard:
                card = self.read(message)
                if card is not None:
                    yield card

    def newest(self) -> Card | None:
        return next(self.cards(), None)

    @abstractmethod
    def read(self, message: Message) -> Card | None:
        """The card that a message is to this person; None: it has nothing to do with what they are at."""

    def press(self, card: Card, label: str) -> None:
        self.deeds += 1
        token = card.token(label)
        assert token, f"{self.key}: no {label!r} among {card.labels()}"
        self.world.press(self.key, self.bot, card.id, token)

    def say(self, text: str) -> None:
        self.deeds += 1
        self.world.say(self.key, self.bot, text)

    async def think(self) -> None:
        await asyncio.sleep(self.random.random() * self.thinks)

    def look(self) -> Card | None:
        """Takes in what the phone shows."""
        return self.newest()

    async def turns(self, before: Card | None = None) -> AsyncIterator[tuple[Card, bool]]:
        """Each moment at which something is to be done about a card; False: it is the same as before, for a while."""
        loop = asyncio.get_running_loop()
        since, patience = loop.time(), PATIENCE
        while True:
            new = await self._something_new(before, patience)
            patience = PATIENCE if new else min(self.most, 2 * patience)
            if new:
                self.longest, since = max(self.longest, loop.time() - since), loop.time()
                await self.think()
            elif loop.time() - since > self.patient:
                raise Stuck(f"{self.key} for {loop.time() - since:.0f} s: {self._phone()}")
            card = self.look()
            if card is not None and (new or before is None or card.looks == before.looks):
                before = card
                yield card, new
                since = loop.time() if new else since

    def _phone(self) -> str:
        last = list(self.chat.messages.values())[-25:]
        return "\n".join(
            f"{m.id} {m.sender.name}: {m.text[:90]!r} {[b['text'] for b in m.buttons()][:3]}" for m in last
        )

    async def _something_new(self, before: Card | None, patience: float) -> bool:
        """Waits until the newest card is another; False: nothing happened for a while."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while True:
            self.news.clear()
            card = self.look()
            if card is not None and (before is None or card.looks != before.looks):
                return True
            try:
                async with asyncio.timeout_at(until):
                    await self.news.wait()
            except TimeoutError:
                return False


def asked(message: Message) -> str:
    """The title of the question that a message asks; "" where it asks none."""
    found = _ASKS.search(message.text)
    return found[1] if found else ""


def received(message: Message) -> str:
    """The number of the report that a message says is received; "" where it says nothing of the kind."""
    found = _RECEIPT.search(message.text)
    return found[1] if found else ""


def _draft(message: Message) -> int:
    for button in message.buttons():
        verb, *numbers = str(button.get("callback_data", "")).split(":")
        if verb in (
            "form.answer",
            "form.tick",
            "form.done",
            "form.back",
            "form.skip",
            "form.submit",
            "form.change",
            "form.later",
        ):
            return int(numbers[0])
    return 0


class Collaborator(Person):
    """Reports, again and again, until told to close."""

    def __init__(self, world: World, key: str, seed: int, think: float, bot: str = BOT) -> None:
        super().__init__(world, key, seed, think, bot)
        self.reports = [Told()]
        self._closing = False
        self._ticked: set[tuple[int, str, str]] = set()
        self._since = 0

    @property
    def report(self) -> Told:
        return self.reports[-1]

    def read(self, message: Message) -> Card | None:
        if number := received(message):
            return Card(message, RECEIPT, number=number)
        draft = _draft(message)
        if draft and "Xem lại:" in message.text:
            return Card(message, REVIEW, draft)
        title = asked(message)
        return Card(message, title, draft) if draft and title in QUESTIONS else None

    def newest(self) -> Card | None:
        """The newest card; but a receipt counts more than a card of the same report that came once more."""
        old = {report.number for report in self.reports[:-1]}
        card = None
        for one in self.cards(self._since):
            if one.what != RECEIPT:
                card = card or one
            elif one.number not in old:
                return card if card is not None and card.draft > self.report.draft else one
        return card

    def look(self) -> Card | None:
        """Takes in what the phone shows: a card means that all answers before its question are kept."""
        card, told = self.newest(), self.report
        if card is None:
            return None
        if card.what == RECEIPT:
            if not told.number:
                told.number, told.shown = card.number, dict(told.given)
                self._since = card.id
            assert told.number == card.number, f"{self.key}: {told.number} and {card.number} for one report"
            return card
        if told.number and card.draft > told.draft:
            self.reports.append(told := Told())
        told.draft = told.draft or card.draft
        assert card.draft <= told.draft, f"{self.key}: draft {card.draft} began before {told.draft} was sent"
        if card.draft == told.draft:
            known = len(FIELDS) if card.what == REVIEW else FIELDS.index(QUESTIONS[card.what][0])
            told.shown |= {name: told.given[name] for name in FIELDS[:known] if name in told.given}
        return card

    def close(self) -> None:
        """Finishes the report under way, without thinking long, and begins no other."""
        self._closing, self.thinks = True, min(self.thinks, 0.5)

    async def play(self) -> None:
        """Answers whatever is asked."""
        await self.think()
        self.say("/baocao")
        async for card, new in self.turns():
            if card.what == RECEIPT:
                if self._closing:
                    return
                self.press(card, "Thêm mục khác")
            elif card.what == REVIEW:
                self.press(card, "Gửi")
            else:
                self._answer(card, new)

    def _answer(self, card: Card, new: bool) -> None:
        name, how = QUESTIONS[card.what]
        given = self.report.given
        if how == TEXT:
            if name not in given:
                given[name] = self._words(name)
                self.say(given[name])
            elif not new:
                self.press(card, "‹ Quay lại")  # what was said counts first, so this button is an old one by then
        elif how == ONE:
            labels = [label for label in card.labels() if label in CODES[name]]
            label = next((one for one in labels if CODES[name][one] == given.get(name)), None)
            label = label or self._chooses(labels)
            given[name] = CODES[name][label]
            self.press(card, label)
        else:
            self._tick(card, name, new)

    def _chooses(self, labels: list[str]) -> str:
        label = self.random.choice(labels)
        if label == "Khẩn" and self.random.random() > _URGENT:
            return labels[0]
        return label

    def _words(self, name: str) -> str:
        where = f"{self.key}, lần {len(self.reports)}"
        return f"Bà con lo giá phân bón tăng ({where})." if name == "gist" else f"Đề nghị công khai giá ({where})."

    def _tick(self, card: Card, name: str, new: bool) -> None:
        """Ticks what is to be ticked, each once, then says so."""
        given = self.report.given
        labels = {CODES[name][label]: label for label in card.labels() if label in CODES[name]}
        if name not in given:
            chosen = self.random.sample(sorted(labels), self.random.randint(1, min(3, len(labels))))
            given[name] = " ".join(sorted(chosen))
        for code in given[name].split():
            if (card.draft, name, code) not in self._ticked:
                self._ticked.add((card.draft, name, code))
                self.press(card, labels[code])
                return
        if not new or all(card.shows(f"☑ {labels[code]}") for code in given[name].split()):
            self.press(card, "Xong")


class Officer(Person):
    """Writes prompts and sends them to everybody."""

    _ANSWERS: ClassVar = {
        "Gửi loại yêu cầu nào?": "Yêu cầu nắm bắt hằng tháng",
        "Thuộc lĩnh vực nào?": "Đất đai, giải phóng mặt bằng",
        "Gửi cho ai?": "Toàn tỉnh",
        "Hạn trả lời?": "Một tuần nữa",
        "Gửi lúc nào?": "Gửi ngay",
    }

    def __init__(self, world: World, key: str, seed: int, think: float) -> None:
        super().__init__(world, key, seed, min(think, 1.0))
        self.sent: list[str] = []
        """The titles of what the phone said is on its way."""
        self._title = ""

    @property
    def called(self) -> set[int]:
        """The alerts that were put to this officer."""
        tokens = (str(button.get("callback_data", "")) for m in self.chat.messages.values() for button in m.buttons())
        return {int(token.split(":")[1]) for token in tokens if token.startswith("alert.see:")}

    def read(self, message: Message) -> Card | None:
        labels = [str(button["text"]) for button in message.buttons()]
        if "✓ Gửi đi" in labels:
            return Card(message, REVIEW)
        if self._title and self._title in message.text and "Ai đã báo cáo" in labels:
            return Card(message, SENT)
        if "✓ Xem trước" in labels:
            return Card(message, REVIEW)
        title = asked(message)
        return Card(message, title, _draft(message)) if title else None

    async def send_to_all(self, title: str) -> None:
        """From `/soan` to the card that says how far it is."""
        self._title = ""
        before, self._title = self.newest(), title
        said: set[tuple[int, str]] = set()
        self.say("/soan")
        async for card, _ in self.turns(before):
            if any(one.what == SENT for one in self.cards()):  # below it the preview may have come once more
                self.sent.append(title)
                return
            if card.what == REVIEW:
                self.press(card, "Gửi đi" if card.token("Gửi đi") else "Xem trước")
            elif card.what in self._ANSWERS:
                self.press(card, self._ANSWERS[card.what])
            elif card.what == "Mục 2: cần nắm việc gì?":
                self.press(card, "Bỏ qua")
            elif (card.draft, card.what) not in said:
                said.add((card.draft, card.what))
                self.say(title if card.what == "Tên yêu cầu?" else "Đền bù đất làm đường")
