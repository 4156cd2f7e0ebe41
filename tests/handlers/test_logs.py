"""What is logged says where, never what: no answer, no token, no chat, no name."""

from __future__ import annotations

import io

from tests.handlers.playing import (
    DETAILS,
    GIST,
    MATTERS,
    PROPOSAL,
    TITLE,
    UP_TO_URGENCY,
    line,
    only,
    play,
    send_prompt,
)
from tests.sandbox.pictures import picture
from tests.stage import TOKEN, Person, Stage


async def test_a_whole_conversation_leaves_no_word_in_the_logs(
    stage: Stage, an: Person, dung: Person, binh: Person, chi: Person, logs: io.StringIO
) -> None:
    only(stage)
    mark = logs.tell()
    lan = stage.person("lan")
    await lan.says("tôi muốn vào kênh")
    await send_prompt(binh)
    await an.presses("Viết báo cáo")
    await play(an, UP_TO_URGENCY)
    await an.presses("Khẩn")
    await play(an, DETAILS)
    await an.presses(f"✎ {line(an, 'Ảnh kèm theo')}")
    await an.does("send_photo", picture())
    await an.edits(GIST, "Dân than phiền nhiều")
    await an.does("send_contact")
    stage.world.faults.add("server_error", method="editMessageText", chat=an.chat.id)
    stage.world.faults.add("garbage", method="sendMessage", chat=dung.chat.id)
    await an.presses_on(1, f"{'x' * 20}:{GIST[:10]}", force=True)
    await dung.does("block")
    stage.world.faults.add("blocked", method="sendMessage", chat=chi.chat.id)
    stage.world.say("chi", chi.chat, "/tonghop")
    await stage.settle()
    stage.world.clock.advance(600)
    await stage.tick()
    await binh.says("/tinhhinh")
    written = logs.getvalue()[mark:]
    assert written, "something was logged, or this shows nothing"
    secrets = [GIST, PROPOSAL, TITLE, "Dân than phiền nhiều", "tôi muốn vào kênh", *(text for text, _ in MATTERS)]
    secrets += [TOKEN, TOKEN.partition(":")[2], "Hoàng An", "Phạm Dung", "Trần Bình"]
    for person in stage.world.people.values():
        secrets += [str(person.id), *([person.phone] if person.phone else [])]
    assert [secret for secret in secrets if secret in written] == []
