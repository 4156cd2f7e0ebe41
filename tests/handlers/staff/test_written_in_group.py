"""Words for us in a collaborators' group: answered privately, once a day, and the group hears nothing of it."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from storage.tables import DraftRow, Report
from tests.handlers.playing import TITLE, only, play, send_prompt
from tests.handlers.staff.test_alerts import URGENT
from tests.stage import BOT, Person, Stage

SAID = "Tin viết trong nhóm không phải là báo cáo"
WORDS = "bà con lo lắm, gọi 0901234567"


def in_group(stage: Stage, group: str = "ctv") -> list[str]:
    return [message.text for message in stage.world.messages(group) if message.bot]


async def test_a_reply_to_the_prompt_is_answered_privately_once_a_day(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    await send_prompt(binh)
    prompt = next(message for message in stage.world.messages("ctv") if TITLE in message.text)
    before, mark = in_group(stage), an.last.id
    stage.world.say("an", "ctv", WORDS, reply_to=prompt.id)
    await stage.settle()
    told = an.answers(mark)
    assert sum(text.startswith(SAID) for text in told) == 1
    assert any("thông tin riêng của một người" in text for text in told), "what nobody deletes is asked to be deleted"
    assert not any("0901234567" in text for text in told)
    stage.world.say("an", "ctv", f"@{BOT} có ai không", reply_to=0)
    await an.says(f"/khan@{BOT}", group="ctv")
    await stage.restart()
    await an.says(f"/menu@{BOT}", group="ctv")
    assert sum(text.startswith(SAID) for text in an.answers(mark)) == 1, "once a day, and a restart forgets nothing"
    assert in_group(stage) == before, "the group hears nothing"
    await stage.at(stage.world.clock.now() + timedelta(days=1))
    await an.says(f"/khan@{BOT}", group="ctv")
    assert sum(text.startswith(SAID) for text in an.answers(mark)) == 2


async def test_who_speaks_among_themselves_is_a_stranger_or_binds_is_not_told(
    stage: Stage, an: Person, binh: Person
) -> None:
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    an_saw, binh_saw = an.last.id, binh.last.id
    stage.world.bots[BOT].privacy = False
    await an.says("mai họp ở đâu các anh chị", group="ctv")
    stage.world.join_group("lan", "ctv")
    await stage.person("lan").says(f"/khan@{BOT}", group="ctv")
    await binh.says(f"/noinhom@{BOT}", group="ctv")
    assert an.answers(an_saw) == []
    assert binh.answers(binh_saw) == []
    assert stage.person("lan").phone == []
    await stage.person("binh").presses("Nhóm cán bộ", group="ctv")
    await an.says(f"/khan@{BOT}", group="ctv")
    assert an.answers(an_saw) == [], "a staff group is no place of prompts"


async def test_what_is_replied_to_a_prompt_is_offered_privately_as_a_draft(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    await binh.says("/noinhom", group="ctv")
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    await send_prompt(binh)
    prompt = next(message for message in stage.world.messages("ctv") if TITLE in message.text)
    before = in_group(stage)
    stage.world.say("an", "ctv", "Bà con ở chợ lo giá phân bón tăng từ đầu tháng", reply_to=prompt.id)
    await stage.settle()
    an.sees("Em giữ riêng lời vừa viết ở đây, chưa gửi cho ai.")
    assert in_group(stage) == before, "the group hears nothing"
    assert stage.look(lambda s: s.scalars(select(Report)).all()) == []
    await an.presses(TITLE)
    assert any("phân bón" in one.text for one in an.phone) or an.buttons
    begun = stage.look(lambda s: [row.prompt_id for row in s.scalars(select(DraftRow))])
    assert len(begun) == 1
    assert begun[0] is not None, "the draft is of that prompt"


async def test_officer_who_answers_in_the_staff_group_hears_that_nothing_is_done_by_it(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    await binh.says("/noinhom", group="canbo")
    await binh.presses("Nhóm cán bộ", group="canbo")
    await play(an, URGENT)
    line = next(message for message in stage.world.messages("canbo") if "Việc khẩn số 1" in message.text)
    before, mark = in_group(stage, "canbo"), binh.last.id
    for words in ("Tôi nhận việc này", "Tôi nhận việc này", "ok đã xem", "cảm ơn"):
        stage.world.say("binh", "canbo", words, reply_to=line.id)
        await stage.settle()
    await binh.says(f"/canhbao@{BOT}", group="canbo")
    told = [text for text in binh.answers(mark) if "Trong nhóm, Lắng Nghe chỉ báo tin" in text]
    assert len(told) == 4, "each time for what was to be an act, once for the rest"
    assert in_group(stage, "canbo") == before
    await binh.presses("Xem việc số 1")
    await binh.presses("Nhận việc")
    binh.has_seen("đã nhận")
