"""An urgent matter that was begun and never sent: its author is asked once, by night too and across a restart."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from scheduler.due import due
from storage.tables import DraftRow, Report
from tests.handlers.playing import begin_report, local, only, play, prompt_there
from tests.handlers.staff.test_alerts import URGENT
from tests.stage import Person, Stage

ASKED = "có báo khẩn viết dở, chưa gửi đi"


async def test_author_of_an_urgent_matter_that_was_not_sent_is_asked_once(stage: Stage, on_zalo: Person) -> None:
    only(stage)
    an, binh = stage.person("an"), stage.person("binh")
    stage.world.clock.set(local(3, 23))
    await play(an, URGENT[:3])
    await on_zalo.says("/khan")
    await on_zalo.says("Tập trung đông người")
    begun = stage.world.clock.now()
    await stage.at(begun + timedelta(minutes=14))
    for person in (an, on_zalo):
        person.has_not_seen(ASKED)
    await an.says("Chợ huyện cũ")
    await stage.at(begun + timedelta(minutes=16))
    an.has_not_seen(ASKED)  # it was touched two minutes ago
    on_zalo.sees(ASKED)
    assert "Tập trung" not in on_zalo.last.text, "a lock screen shows nothing of it (privacy 14)"
    await stage.restart()
    await stage.at(begun + timedelta(minutes=30))
    an.sees(ASKED)
    await stage.restart()
    await stage.at(begun + timedelta(hours=9))
    for person in (an, on_zalo):
        assert sum(ASKED in one.text for one in person.phone) == 1
    await an.presses("Viết tiếp")
    await play(an, URGENT[4:])
    binh.sees("❗ Việc khẩn cần nhận")
    await on_zalo.says("Bỏ phiếu này")
    await on_zalo.says("Bỏ hẳn")
    assert stage.look(lambda s: (len(s.scalars(select(Report)).all()), s.scalars(select(DraftRow)).all())) == (1, [])


async def test_event_of_a_draft_that_was_touched_is_another(stage: Stage, an: Person) -> None:
    """Else it would be taken for the one that came to nothing, and the author never be asked."""
    only(stage)
    await play(an, URGENT[:3])

    def events() -> list[str]:
        later = stage.world.clock.now() + timedelta(minutes=16)
        return [one.event_id for one in stage.look(lambda s: due(s, later)) if one.event_id.startswith("unsent:")]

    before = events()
    stage.world.clock.advance(60)
    await an.says("Chợ huyện cũ")
    assert len(before) == 1 and len(events()) == 1 and events() != before


async def test_report_flagged_half_way_is_asked_about_and_one_that_is_not_urgent_never(
    stage: Stage, on_zalo: Person
) -> None:
    only(stage)
    an = stage.person("an")
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    begun = stage.world.clock.now()
    await stage.at(begun + timedelta(hours=1))
    an.has_not_seen(ASKED)
    await an.presses("Báo khẩn")
    await an.presses("Báo khẩn ngay")
    await stage.at(begun + timedelta(hours=1, minutes=16))
    an.sees(ASKED)
