"""A scripted member: answers whatever a form asks on the phone, by button where there is one, until the form can be sent.
On a network without buttons it is what the message offers instead (`tests.handlers.spoken`).

What to answer is found by trying values on a copy of the draft; what is kept afterwards has to be just that.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session, select

from forms.entry.draft import Draft, Question
from forms.load_compiled import load_compiled
from forms.model.types import Type
from storage.tables import DraftRow, FormVersion, Member
from tests.handlers import spoken
from tests.handlers.playing import ZONE
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage, ZaloPerson
from tests.uploads.files import movie, wav

_MOST = 3000
_TEXTS = ("Bình thường", "12", "2026", "abc", "ABC-12", "0", "12345678", "x@example.org")
_NUMBERS = (*range(1, 31), 0, 40, 50, 60, 100, 150, 500, 1000, 1990, 2026, -1)


class NoAnswer(AssertionError):
    """A question that has to be answered takes none of the values tried."""


async def walk(stage: Stage, person: Person) -> int:
    """Answers every question up to the card that sends, and sends. Returns how many questions were answered."""
    grown: set[str] = set()
    count = 0
    while count < _MOST:
        draft = begun(stage, person)
        question = draft.question
        if question is None:
            assert not draft.missing()
            await person.presses("✓ Gửi")
            if begun_row(stage, person) is None:
                return count
            raise AssertionError(f"not sent; {person.last.text!r}")
        count += 1
        if question.kind is Type.REPEAT:
            await _grow(person, question, grown)
        else:
            await _answer(stage, person, draft, question)
    raise AssertionError("the form does not end")


def begun_row(stage: Stage, person: Person) -> tuple[str, str] | None:
    """The document and the compiled form of the draft that the member is filling in."""

    def work(session: Session) -> tuple[str, str] | None:
        who = session.exec(select(Member.id).where(Member.code == person.key)).one()
        query = select(DraftRow, FormVersion).join(FormVersion).where(DraftRow.member_id == who)
        found = session.exec(query.order_by(DraftRow.updated_at.desc())).first()  # type: ignore[attr-defined]
        return (found[0].document, found[1].xml) if found else None

    return stage.look(work)


def begun(stage: Stage, person: Person) -> Draft:
    row = begun_row(stage, person)
    assert row is not None, f"no draft; {person.last.text!r}"
    now = stage.world.clock.now().astimezone(ZONE)
    return Draft.load(load_compiled(row[1]), row[0], now=now, new_id=lambda: str(uuid.uuid4()))


async def _grow(person: Person, question: Question, grown: set[str]) -> None:
    """One instance more than there was, once for each repeat."""
    more = question.ref not in grown and question.instances < 3
    grown.add(question.ref)
    await person.presses("+ Thêm" if more else "đi tiếp")


async def _answer(stage: Stage, person: Person, draft: Draft, question: Question) -> None:
    now = stage.world.clock.now().astimezone(ZONE)
    for value in candidates(question, now):
        trial = Draft.load(draft.form, draft.dump(), now=now, new_id=lambda: str(uuid.uuid4()))
        if trial.put(question.ref, value).ok:
            break
    else:
        if question.required:
            raise NoAnswer(f"{question.ref}: no answer found")
        await person.presses("Bỏ qua")
        return
    wanted = trial.value(question.ref)
    if type(person) is ZaloPerson and question.kind is Type.VIDEO:
        await spoken.send_video(stage, person, question)
        return
    if not isinstance(person, ZaloPerson) or not await spoken.answer(person, question, value):
        await _say(person, question, value)
    row = begun_row(stage, person)
    assert row is not None
    after = begun(stage, person)
    kept = after.value(question.ref)
    assert kept == wanted or (question.kind.is_file and kept), (
        f"{question.ref}: {wanted!r} was meant, {kept!r} is kept; {person.last.text!r}"
    )
    assert not any(not m.mine and "trục trặc" in m.text for m in person.phone[-3:]), f"{question.ref}: the turn failed"


def candidates(question: Question, now: datetime) -> Iterator[str]:
    """Values that a question may take, likely ones first."""
    names = [choice.name for choice in question.choices]
    match question.kind:
        case Type.SELECT_ONE:
            yield from names
        case Type.SELECT_MULTIPLE:
            yield " ".join((names[0], names[-1]) if len(names) > 8 else names[:2])
            yield " ".join(names[:2])
            yield from names
        case Type.RANK:
            yield " ".join(reversed(names))
        case Type.INTEGER | Type.RANGE:
            yield from map(str, (*_NUMBERS, "0.5", "2.5"))
        case Type.DECIMAL:
            yield from ("1.5", *map(str, _NUMBERS))
        case Type.DATE:
            for days in (0, -1, 1, -40, 40, -9000):
                yield (now + timedelta(days=days)).date().isoformat()
        case Type.TIME:
            yield from ("08:30", "17:00")
        case Type.DATETIME:
            yield from (f"{now.date()}T08:30", f"{now.date()}T23:30")
        case Type.ACKNOWLEDGE:
            yield "OK"
        case Type.GEOPOINT:
            yield "10.95 106.85"
        case Type.IMAGE | Type.AUDIO | Type.VIDEO | Type.FILE:
            yield "file"
        case _:
            yield from _TEXTS


async def _say(person: Person, question: Question, value: str) -> None:
    """What a person does on the phone to answer so."""
    match question.kind:
        case Type.SELECT_ONE:
            await _choose(person, question, value)
        case Type.SELECT_MULTIPLE | Type.RANK:
            names = [choice.name for choice in question.choices]
            labels = [choice.label for choice in question.choices]
            places = [names.index(name) for name in value.split()]
            if any(re.search(r"\d", label) for label in labels):  # a number would be one of those
                await person.says(", ".join(labels[place] for place in places))
            else:
                await person.says(" ".join(str(place + 1) for place in places))
        case Type.DATE:
            await person.says(f"{datetime.fromisoformat(value):%d/%m/%Y}")
        case Type.DATETIME:
            await person.says(f"{datetime.fromisoformat(value):%H:%M %d/%m/%Y}")
        case Type.DECIMAL | Type.RANGE:
            await person.says(value.replace(".", ","))
        case Type.ACKNOWLEDGE:
            await person.presses("Đã xem, đi tiếp")
        case Type.GEOPOINT:
            await person.does("send_location", 10.9512, 106.8488)
        case Type.IMAGE:
            await person.does("send_photo", picture())
        case Type.AUDIO:
            await person.does("send_document", wav(), "tieng.wav")
        case Type.VIDEO:
            await person.does("send_video", movie())
        case Type.FILE:
            await person.does("send_document", "Văn bản kèm theo.".encode(), "van-ban.txt")
        case _:
            await person.says(value)


async def _choose(person: Person, question: Question, value: str) -> None:
    """By the button where the choice stands on the first page, else by its number."""
    number, choice = next((n, one) for n, one in enumerate(question.choices, 1) if one.name == value)
    found = [button.data for row in person.card.keyboard for button in row if button.text == choice.label]
    if len(found) == 1:
        await person.presses_on(person.card.id, found[0])
    else:
        await person.says(str(number))
