"""The effort of a report, counted on the phone: taps, messages, and the words that there are to read.

Run with ``-s`` it prints the table; a change that costs people more fails here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from sandbox.world import World
from tests.handlers.playing import GIST, prompt_there, write_prompt
from tests.handlers.zalo.joining import NETWORKS, joined
from tests.stage import Person, Stage, ZaloPerson, new_world

FIVE = [
    ("Giá vật tư nông nghiệp tăng", "farming"),
    ("Sáp nhập thôn, tổ dân phố", "party"),
    ("Thu tiền đầu năm học", "education"),
    ("Đền bù đất làm đường", "land"),
    ("Nước sạch mùa khô", "infrastructure"),
]


@pytest.fixture
def world() -> World:
    return new_world(zalo=True, oa=True)


@dataclass
class Effort:
    """A person who is counted."""

    person: Person
    taps: int = 0
    messages: int = 0
    words: int = 0

    async def presses(self, label: str) -> None:
        """Where nothing can be pressed it is a message."""
        if type(self.person) is ZaloPerson:
            self.messages += 1
        else:
            self.taps += 1
        await self._sees(self.person.presses(label))

    async def says(self, text: str) -> None:
        self.messages += 1
        await self._sees(self.person.says(text))

    async def chooses(self, *labels: str) -> None:
        if isinstance(self.person, ZaloPerson):
            self.messages += 1
            await self._sees(self.person.chooses(*labels))
        else:
            for label in (*labels, "Xong"):
                await self.presses(label)

    async def _sees(self, deed: object) -> None:
        before = {message.id: message.text for message in self.person.phone}
        await deed  # type: ignore[misc]
        for message in self.person.phone:
            if not message.mine and before.get(message.id) != message.text:
                self.words += len(message.text.split()) + sum(len(label.split()) for label in message.labels())


async def matter(effort: Effort, *, first: bool, send: str) -> None:
    """The questions of one matter, from the words that people say to the one that sends."""
    await effort.says(GIST)
    if first:
        await effort.chooses("Nông dân")
    else:
        await effort.presses("Như lần trước" if type(effort.person) is not ZaloPerson else "như lần trước")
    if type(effort.person) is ZaloPerson:
        await effort.says("2 2 1")
        effort.person.has_seen("✓ Đã lưu: Băn khoăn · Khoảng ba phần tư · Bình thường")
    else:
        for answer in ("Băn khoăn", "Khoảng ba phần tư", "Bình thường"):
            await effort.presses(answer)
    await effort.presses(send)


@pytest.mark.parametrize(
    ("network", "one", "five"), [("telegram", (8, 1), (27, 5)), ("zalo", (0, 6), (0, 22))], ids=["telegram", "zalo"]
)
async def test_one_matter_and_five(
    stage: Stage, an: Person, network: str, one: tuple[int, int], five: tuple[int, int]
) -> None:
    person = an if network == "telegram" else await joined(ZaloPerson(stage, "dung"))
    prompt_there(stage, title="Tháng mười một", matters=FIVE)
    effort = Effort(person)
    await person.says("/menu")
    await effort.presses("Báo cáo: Tháng mười một")
    await effort.presses(FIVE[0][0])
    await matter(effort, first=True, send="✓ Gửi")
    person.has_seen("BC-1126-001")
    print(f"\n{network}: one matter {effort.taps} taps, {effort.messages} messages, {effort.words} words")
    assert (effort.taps, effort.messages) == one
    assert effort.words < 600

    prompt_there(stage, title="Tháng mười hai", matters=FIVE)
    effort = Effort(person)
    await person.says("/menu")
    await effort.presses("Báo cáo: Tháng mười hai")
    person.sees("1/6 · Anh/chị phản ánh mục nào?")
    await effort.presses(FIVE[0][0])
    for number in range(5):
        person.sees("Người dân nói gì?")
        assert number == 0 or f"Mục đang ghi: {FIVE[number][0]}" in person.last.text
        assert number == 0 or "bí mật" not in person.last.text, "the rules were read a moment ago"
        send = "✓ Gửi" if number == 4 else "gửi tiếp" if network == "zalo" else "✓ Gửi, ghi tiếp"
        await matter(effort, first=False, send=send)
    person.has_seen("BC-1126-006")
    print(f"{network}: five matters {effort.taps} taps, {effort.messages} messages, {effort.words} words")
    assert (effort.taps, effort.messages) == five
    await person.says("/menu")
    await person.presses("Báo cáo thêm: Tháng mười hai")
    marked = person.buttons if network == "zalo" else [b for b in person.buttons if b.startswith("✓")]
    assert marked[:5] == [f"✓ {text}" for text, _ in FIVE], "what was reported on is marked"


@dataclass
class Newcomer(Effort):
    """A person who reads every line that is new in the chat, choices and buttons among them, and no line twice."""

    known: set[str] = field(default_factory=set)

    async def _sees(self, deed: object) -> None:
        await deed  # type: ignore[misc]
        self.reads()

    def reads(self) -> None:
        for message in self.person.phone:
            lines = {line for line in (*message.text.split("\n"), *message.labels()) if not message.mine}
            self.words += sum(len(line.split()) for line in lines - self.known)
            self.known |= lines


@pytest.mark.parametrize(
    ("network", "most"), [("telegram", (8, 1, 490)), ("zalo_bot", (0, 6, 540)), ("zalo_oa", (6, 2, 540))]
)
async def test_a_newcomer_s_first_report(stage: Stage, binh: Person, network: str, most: tuple[int, int, int]) -> None:
    """From the prompt to the receipt. Vietnamese writes each syllable apart: `words` are syllables."""
    person = stage.person("an") if network == "telegram" else await joined(NETWORKS[network](stage, "dung"))
    newcomer = Newcomer(person)
    newcomer.reads()
    newcomer.words = 0
    await write_prompt(binh)
    await newcomer._sees(binh.presses("✓ Gửi đi"))
    await newcomer.presses("Viết báo cáo")
    await newcomer.presses("Giá vật tư")
    await matter(newcomer, first=True, send="✓ Gửi")
    person.has_seen("BC-1126-001")
    print(f"\nnewcomer on {network}: {newcomer.taps} taps, {newcomer.messages} messages, {newcomer.words} words")
    assert (newcomer.taps, newcomer.messages) == most[:2]
    assert newcomer.words <= most[2]


URGENT_ANSWERS = ("Tập trung đông người", "xã An Phú", "Khoảng 40 người trước trụ sở", "Tận mắt thấy", "Gửi ngay")
REVIEW_ANSWERS = ("Đã làm xong.", "Tổ tự quản.", "Thiếu kinh phí.", "Làm sớm hơn.", "Nhân rộng.", "Thêm kinh phí.")
OTHERS = {
    ("urgent", "telegram"): (4, 2),
    ("urgent", "zalo_bot"): (0, 6),
    ("urgent", "zalo_oa"): (4, 2),
    ("periodic", "zalo_oa"): (6, 2),
    ("thematic", "telegram"): (8, 1),
    ("thematic", "zalo_oa"): (6, 2),
    ("review", "telegram"): (2, 6),
    ("review", "zalo_bot"): (0, 8),
    ("review", "zalo_oa"): (2, 6),
}
"""Taps and messages from the menu to the receipt, of forms and doors that the first test does not walk."""


@pytest.mark.parametrize(("form", "network"), OTHERS)
async def test_other_built_in_forms_cost_no_more_than_this(stage: Stage, form: str, network: str) -> None:
    person = stage.person("an") if network == "telegram" else await joined(NETWORKS[network](stage, "dung"))
    effort = Effort(person)
    if form == "urgent":
        await effort.says("/khan")
        for answer in URGENT_ANSWERS:
            await (effort.says(answer) if answer.startswith("Khoảng") else effort.presses(answer))
    else:
        prompt_there(stage, title="Tháng mười một", form=form)
        await person.says("/menu")
        await effort.presses("Báo cáo: Tháng mười một")
        if form == "review":
            for answer in REVIEW_ANSWERS:
                await effort.says(answer)
            await effort.presses("✓ Gửi")
        else:
            await effort.presses("Giá vật tư")
            await matter(effort, first=True, send="✓ Gửi")
    person.has_seen("BC-1126-001")
    print(f"\n{form} on {network}: {effort.taps} taps, {effort.messages} messages, {effort.words} words")
    assert (effort.taps, effort.messages) == OTHERS[form, network]
