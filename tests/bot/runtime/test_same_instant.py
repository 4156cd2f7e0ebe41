"""Two that act at the same instant: one of them is first, and both see the same."""

from __future__ import annotations

import asyncio

from sqlmodel import Session, select

from channels.messages import Inbound, Kind
from storage.members import addresses
from storage.tables import (
    Alert,
    Delivery,
    DeliveryStatus,
    Event,
    Member,
)
from tests.bot.faults import account, failed, make_staff
from tests.bot.runtime.test_web import ACCOUNT
from tests.handlers.conftest import an, binh, chi, dung, stage, world  # noqa: F401
from tests.handlers.playing import UP_TO_URGENCY, begin_report, play, prompt_there
from tests.stage import Person, Stage

# ruff: noqa: F811


def pressed(
    stage: Stage, person: Person, number: int, data: str, message: int, *, name: str = ACCOUNT, chat: str = ""
) -> Inbound:
    chat = chat or str(person.chat.id)
    return Inbound(
        account=name,
        event_id=str(number),
        kind=Kind.BUTTON,
        chat_id=chat,
        private=True,
        sender_id=chat,
        sent_at=stage.world.clock.now(),
        order=number,
        message_id=str(message),
        token=data,
        tap_id=str(number),
    )


async def test_a_member_who_presses_on_two_networks_at_the_same_instant(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    message, token = an.button("Giá vật tư")

    def elsewhere(session: Session) -> int:
        other = addresses.account(session, "zalo", "77").id or 0
        here = addresses.at_chat(session, account(stage), str(an.chat.id))
        assert here is not None
        addresses.add_address(session, other, "an-elsewhere", here.member_id, stage.world.clock.now())
        return other

    other = stage.database.run_now(elsewhere)
    inbox = stage.app.inbox
    await asyncio.gather(
        inbox.receive(account(stage), "telegram", pressed(stage, an, 801, token, message)),
        inbox.receive(other, "zalo", pressed(stage, an, 802, token, message, name="77", chat="an-elsewhere")),
    )
    await stage.settle()
    assert failed(stage) == []
    an.sees("2/6")
    done = stage.look(lambda s: s.scalars(select(Event).where(Event.event_id.in_(["801", "802"]))).all())  # type: ignore[attr-defined]
    assert len(done) == 2
    theirs = stage.look(lambda s: s.scalars(select(Delivery).where(Delivery.account_id == other)).all())
    assert theirs and {row.status for row in theirs} == {DeliveryStatus.QUEUED}, "nobody here serves that account"


async def test_two_officers_who_take_one_alert_at_the_same_instant(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    make_staff(stage, "chi")
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY)
    await an.presses("Khẩn")
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    for person in (binh, chi):
        stage.world.press(person.key, person.chat, person.last.id, f"alert.take:{alert.id}", force=True)
    await stage.settle()
    assert failed(stage) == []
    alert = stage.look(lambda s: s.scalars(select(Alert)).one())
    people = {member.id: member for member in stage.look(lambda s: s.scalars(select(Member)).all())}
    taker = people[alert.acknowledged_by]
    assert taker.code in ("binh", "chi")
    told = {t.person.key: t.text for t in stage.world.toasts if t.person.key in ("binh", "chi") and t.text}
    assert told[taker.code] != told["chi" if taker.code == "binh" else "binh"], "one has it, the other hears who"
    for person in (binh, chi):
        assert any(taker.name in message.text for message in person.phone)
