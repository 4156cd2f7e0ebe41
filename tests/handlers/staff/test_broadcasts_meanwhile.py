"""While a broadcast is under way something else happens: a restart, a crash, another process, another officer, a newcomer."""

from __future__ import annotations

from sqlmodel import Session, select

from channels.pacing import Pacer
from storage.tables import (
    Broadcast,
    BroadcastStatus,
    Delivery,
    DeliveryStatus,
    Role,
)
from tests.handlers.broadcasting import begun, card, everybody, flows, got, leave, pacer, press, rounds, stage  # noqa: F401
from tests.handlers.playing import TITLE, joins
from tests.stage import BOT, Person, Stage

# ruff: noqa: F811


async def test_a_restart_in_the_middle(stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]) -> None:
    await begun(stage, pacer, binh, everybody)
    await stage.app.stop()
    left = stage.look(lambda s: s.scalars(select(Delivery.status).where(Delivery.broadcast_id.is_not(None))).all())  # type: ignore[union-attr]
    assert (left.count(DeliveryStatus.SENT), len(left)) == (3, 10)
    stage.app = stage._new_app()
    await stage.app.start(hours=False)
    await flows(stage)
    assert got(everybody) == [1] * 10
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 10/10"


async def test_paused_by_another_process(stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]) -> None:
    """What this process has in hand it learns of within one look at the database."""
    await begun(stage, pacer, binh, everybody)

    def pause(session: Session) -> None:
        session.scalars(select(Broadcast)).one().status = BroadcastStatus.PAUSED

    stage.database.run_now(pause)
    await stage.tick()
    stage.world.clock.advance(60)
    await stage.tick()
    assert sum(got(everybody)) == 3


async def test_a_crash_after_the_pause_was_stored(
    stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]
) -> None:
    """The program died before it had put away what it had in hand: it is `sending`, and the broadcast is paused."""
    await begun(stage, pacer, binh, everybody)
    await stage.app.stop()

    def pause(session: Session) -> None:
        session.scalars(select(Broadcast)).one().status = BroadcastStatus.PAUSED

    stage.database.run_now(pause)
    await stage.starts_again()
    stage.world.clock.advance(60)
    await stage.tick()
    assert sum(got(everybody)) == 3
    await binh.says("/tinhhinh")
    await binh.presses("Lượt gửi tin")
    press(stage, binh, "Gửi tiếp")
    await flows(stage)
    assert got(everybody) == [1] * 10


async def test_two_officers_at_the_same_instant(
    stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]
) -> None:
    lan = await joins(stage, "lananh", "Đỗ Lan Anh", Role.STAFF)
    await begun(stage, pacer, binh, everybody)
    await _opens_card(stage, lan)
    press(stage, binh, "Tạm dừng")
    press(stage, lan, "Tạm dừng")
    await stage.settle()
    assert card(binh).text == card(lan).text
    assert "Đã tạm dừng gửi" in card(lan).text
    first = "Trần Bình" if "(Trần Bình" in card(lan).text else "Đỗ Lan Anh"
    said = [t.text for t in stage.world.toasts if t.text]
    assert said == [f"{first} đã tạm dừng lúc 08:30."], "the second hears what the first did"
    press(stage, lan, "Hủy phần còn lại")
    press(stage, binh, "Gửi tiếp")
    await flows(stage)
    status = rounds(stage)[0]
    assert status in (BroadcastStatus.CANCELLED, BroadcastStatus.DONE)
    assert max(got(everybody)) == 1


async def _opens_card(stage: Stage, officer: Person) -> None:
    stage.world.say(officer.key, BOT, "/tinhhinh")
    await stage.until(lambda: "Lượt gửi tin" in officer.buttons)
    press(stage, officer, "Lượt gửi tin")
    await stage.until(lambda: "Tạm dừng" in officer.buttons)


async def test_two_officers_send_again_at_the_same_instant(
    stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]
) -> None:
    lan = await joins(stage, "lananh", "Đỗ Lan Anh", Role.STAFF)
    await begun(stage, pacer, binh, everybody)
    press(stage, binh, "Hủy phần còn lại")
    await stage.settle()
    pacer.per_second = None
    await lan.says("/tinhhinh")
    await lan.presses("Lượt gửi tin")
    press(stage, binh, "Gửi lại cho 7")
    press(stage, lan, "Gửi lại cho 7")
    await stage.settle()
    assert got(everybody) == [1] * 10
    assert card(binh).text == card(lan).text == f"✓ Đã gửi {TITLE}: 10/10"
    assert len(rounds(stage)) == 2


async def test_who_joins_meanwhile(stage: Stage, pacer: Pacer, binh: Person, everybody: list[Person]) -> None:
    phuc = await joins(stage, "phuc", "Người phuc", Role.COLLABORATOR, unit="P01", agrees=False)
    await begun(stage, pacer, binh, everybody)
    press(stage, binh, "Tạm dừng")
    await stage.settle()
    pacer.per_second = None
    await joined(stage, phuc)
    assert got([phuc]) == [0], "what is paused goes to nobody"
    await binh.presses("Gửi tiếp")
    assert got([*everybody, phuc]) == [1] * 11
    assert card(binh).text == f"✓ Đã gửi {TITLE}: 11/11"


async def joined(stage: Stage, person: Person) -> None:
    """Somebody who was on the roster joins."""
    from storage.members import invitations
    from storage.tables import Member

    def work(session: Session) -> str:
        member = session.scalars(select(Member.id).where(Member.code == person.key)).one()
        assert member is not None
        return invitations.create(session, member, stage.world.clock.now())

    await person.starts(stage.database.run_now(work))
    await person.presses("Đồng ý tham gia")
