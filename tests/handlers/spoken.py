"""The scripted member on a network without buttons: what they send is what the newest message offers.

Numbers on the page that is open, "0" for the next one, "1 3 0" where the answer goes on there, labels where choices have no
numbers, words for everything else. A video does not get through: who has to send one does so on another network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.entry.draft import Question
from forms.model.types import Type
from tests.sandbox.pictures import picture
from tests.stage import OaPerson, Person, Stage, ZaloPerson
from tests.uploads.files import movie, wav
from texts.fold import fold

_PAGE = 8


async def answer(person: ZaloPerson, question: Question, value: str) -> bool:
    """Answers where it takes other acts than with buttons. False: it does not."""
    match question.kind:
        case Type.SELECT_ONE | Type.SELECT_MULTIPLE | Type.RANK:
            await _choose(person, question, value.split())
        case _ if isinstance(person, OaPerson):
            return False  # files and places come through there
        case Type.GEOPOINT:
            await person.does("send_location", 10.9512, 106.8488)
            _told(person, "Ghi tọa độ")
            await person.says("10,9512; 106,8488")
        case Type.AUDIO:
            await person.does("send_document", wav(), "tieng.wav")
            _told(person, "tin thoại")
            await person.does("send_voice", wav())
        case Type.FILE:
            await person.does("send_document", "Văn bản kèm theo.".encode(), "van-ban.txt")
            _told(person, "Chụp ảnh văn bản")
            await person.does("send_photo", picture())
        case _:
            return False
    return True


async def send_video(stage: Stage, person: ZaloPerson, question: Question) -> None:
    """It is left out, or, where it has to be, sent on another network; then the draft goes on here."""
    await person.does("send_video", movie())
    _told(person, "mạng khác")
    if not question.required:
        await person.presses("Bỏ qua")
        return
    await person.presses("Để sau")
    person.sees("Phiếu viết dở vẫn còn nguyên")
    other = Person(stage, person.key)
    if not other.phone:
        await person.says("/lienket")
        code = re.search(r": ([\w-]{12,})", person.sees("trên mạng khác").text)
        assert code
        await other.starts(code[1])
        await other.presses("Đồng ý")
    await other.says("/menu")
    await other.presses("Viết tiếp")
    await other.does("send_video", movie())
    await person.says("/menu")
    await person.presses("Viết tiếp")


def _told(person: ZaloPerson, how: str) -> None:
    """That it did not get through, and how it can be answered."""
    person.sees("không tới được Lắng Nghe")
    person.sees(how)


async def _choose(person: ZaloPerson, question: Question, names: Sequence[str]) -> None:
    choices = {choice.name: (at, choice.label) for at, choice in enumerate(question.choices)}
    if "• " in person.menu:
        await person.says(", ".join(choices[name][1] for name in names))
        return
    at, label = choices[names[0]]
    alike = [one for one in question.choices if fold(label) in fold(one.label)]
    if len(names) == 1 and at >= _PAGE and at % 2 and len(alike) == 1:
        await person.says(fold(label))
        return
    page, pages = 0, -(-len(choices) // _PAGE)
    said: list[str] = []
    for name in names:
        at, label = choices[name]
        turns = (at // _PAGE - page) % pages
        for _ in range(turns):
            await person.says(" ".join([*said, "0"]))
            said = []
        page, digit = at // _PAGE, str(at % _PAGE + 1)
        assert f"\n{digit}. {' '.join(label.split())}\n" in f"\n{person.menu}\n", f"{label!r} not in {person.menu!r}"
        said.append(digit)
    await person.says(" ".join(said))
