"""Bad input: each gets a clear sentence, and nothing that is stored is lost or changed."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from storage.tables import (
    Address,
    Alert,
    Assignment,
    Counter,
    Delivery,
    DraftRow,
    Event,
    EventStatus,
    Group,
    Member,
    Prompt,
    Report,
    Task,
)
from tests.handlers.playing import GIST, UP_TO_URGENCY, WHOLE, begin_report, kept, play, prompt_there
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage


def stored(stage: Stage) -> dict[str, object]:
    """What must be the same before and after."""

    def work(session: Session) -> dict[str, object]:
        drafts = [(d.id, d.revision, d.document) for d in session.scalars(select(DraftRow).order_by(DraftRow.id))]  # type: ignore[arg-type]
        counts = {
            table.__name__: len(session.scalars(select(table)).all())  # type: ignore[var-annotated]
            for table in (Alert, Prompt, Report, Task, Group, Address, Assignment)
        }
        return {"drafts": drafts, "joined": [m.joined_at for m in session.scalars(select(Member))], **counts}

    return stage.look(work)


def events(stage: Stage) -> int:
    return len(stage.look(lambda s: s.scalars(select(Event)).all()))


def failed(stage: Stage) -> int:
    return len(stage.look(lambda s: s.scalars(select(Event).where(Event.status != EventStatus.DONE)).all()))


ODD = (
    ("send_sticker", (), "Tin nhắn loại này chưa dùng được ở đây."),
    ("send_contact", (), "Tin nhắn loại này chưa dùng được ở đây."),
    ("send_location", (21.3, 103.0), "em chưa ghi được tệp hay tin thoại ở đây."),
    ("send_video", (b"mp4",), "em chưa ghi được tệp hay tin thoại ở đây."),
    ("send_document", (b"%PDF", "bao-cao.pdf"), "em chưa ghi được tệp hay tin thoại ở đây."),
)


def verbs(of: str, names: str) -> list[str]:
    return [f"{of}.{name}" for name in names.split()]


async def test_messages_of_a_kind_that_no_question_asks_for(stage: Stage, an: Person) -> None:
    await an.says("gì đó")
    for act, what, _ in ODD:
        mark = an.last.id
        await an.does(act, *what)
        assert len(an.answers(mark)) == 1, act
        assert "☰" not in an.buttons and "❗ Báo việc khẩn" in an.buttons, "the menu comes with it"
    prompt_there(stage)
    await begin_report(an)
    for steps in (UP_TO_URGENCY[:1], UP_TO_URGENCY[1:2]):
        await play(an, steps)
        before = stored(stage)
        for act, what, sentence in ODD:
            mark = an.last.id
            await an.does(act, *what)
            assert len(an.answers(mark)) == 1
            an.sees(sentence)
            an.sees("/6 · "), "the question stands below"
        assert stored(stage) == before


async def test_a_picture_where_a_day_is_asked(stage: Stage, binh: Person) -> None:
    await binh.says("/soan")
    await play(
        binh, [("press", "Yêu cầu nắm bắt hằng tháng"), ("say", "Tháng 11"), ("say", "Giá cả"), ("say", "Kinh tế")]
    )
    await play(binh, [("press", "Bỏ qua"), ("press", "Toàn tỉnh")])
    binh.sees("Hạn trả lời?")
    mark = binh.last.id
    await binh.does("album", [picture(20, 20), picture(21, 21), picture(22, 22)])
    assert len(binh.answers(mark)) == 1, "one sentence for an album"
    binh.sees("Đang lấy các ảnh của bộ ảnh (nhiều nhất 3 ảnh)")
    binh.sees("Hạn trả lời?")
    await binh.says("mười lăm mười sáu")
    binh.sees("chưa hiểu câu trả lời này")
    await binh.says("1/1/2020")
    binh.sees("Hạn trả lời không được ở trước hôm nay.")


async def test_forged_tokens(stage: Stage, an: Person, binh: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    message, token = an.button("Phụ nữ")
    _, draft, revision, _ = token.split(":")
    huge = "9" * 18
    before = stored(stage)
    forged = [
        *(
            "",
            ":",
            "::",
            "💥",
            "form.answer",
            "form.answer:",
            "form.answer:x:y",
            f"form.answer:-1:{revision}:1",
            "drop table",
            "a" * 64,
            "report.open:" + "9" * 60,
        ),
        *(
            f"{verb}:{huge}:{huge}:{huge}"
            for verb in (
                "form.answer",
                "form.day_ago",
                "form.day_ahead",
                "form.tick",
                "form.change",
                "form.page",
                "form.submit",
                "form.urgent",
                "form.continue",
            )
        ),
        *(f"{verb}:{huge}:{huge}" for verb in verbs("report", "open nothing see correct another own urgent")),
        *(f"{verb}:{draft}:{revision}:{huge}" for verb in verbs("form", "answer day_ago day_ahead tick change")),
        *(f"{verb}:{draft}:{revision}" for verb in verbs("form", "answer day_ago day_ahead tick change skip")),
        f"form.submit:{draft}:{revision}",  # not at its end yet: goes on with the question
    ]
    for data in forged[:-1]:
        if data and not data.startswith(("report.own", "report.urgent")):
            await an.presses_on(message, data, force=True)
            assert stored(stage) == before, data
    await an.presses_on(message, forged[-1], force=True)
    an.has_seen("Còn câu chưa trả lời")
    assert stage.look(lambda s: s.scalars(select(Report)).all()) == []
    assert failed(stage) == 0


async def test_verbs_of_another_role_and_buttons_of_others(
    stage: Stage, an: Person, binh: Person, chi: Person, dung: Person
) -> None:
    prompt = prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    token = an.button("Phụ nữ")[1]
    _, draft, revision, _ = token.split(":")
    await an.presses("Báo khẩn")
    await an.presses("Báo khẩn ngay")
    await binh.says("/soan")
    await binh.presses("Yêu cầu nắm bắt hằng tháng")
    _, staff_token = binh.button("Để sau")
    _, written, stamp = staff_token.split(":")
    before = stored(stage)
    alert = stage.look(lambda s: s.scalars(select(Alert)).one()).id
    for person in (an, chi):
        for data in (
            "prompt.write",
            "progress.show",
            f"progress.show:{prompt}:0",
            "group.how",
            f"alert.see:{alert}",
            f"alert.take:{alert}",
            "digest.now",
        ):
            mark = person.last.id
            await person.presses_on(person.card.id, data, force=True)
            assert person.toast == "Nút này không còn dùng được. Bấm /menu để mở danh mục.", data
            assert person.answers(mark) == []
        for data in (
            f"prompt.send:{written}:{stamp}",
            f"prompt.change:{written}:{stamp}",
            f"prompt.drop:{written}:{stamp}",
        ):
            await person.presses_on(person.card.id, data, force=True)
        for command in ("/soan", "/tinhhinh", "/noinhom"):
            await person.says(command)
            person.sees("Chưa có lệnh này")
    for person in (chi, binh, dung):
        for data in (
            token,
            f"form.urgent:{draft}:{revision}",
            f"form.continue:{draft}",
            f"form.submit:{draft}:{revision}",
        ):
            mark = person.last.id
            await person.presses_on(person.card.id, data, force=True)
            own = (
                ["Phiếu ấy đã gửi hoặc không còn nữa"]
                if person is binh and data.startswith(("form.tick", "form.submit"))
                else []
            )
            assert [text.partition(".")[0] for text in person.answers(mark)] == own, "what Bình is writing, and no more"
    for person in (chi, binh):
        for data in (f"report.open:{prompt}", f"report.nothing:{prompt}:0", "report.urgent", "report.own"):
            await person.presses_on(person.card.id, data, force=True)
    for command in ("/khan", "/baocao"):
        await chi.says(command)
        chi.sees("Chưa có lệnh này")
    assert stored(stage) == before
    assert stage.look(lambda s: s.scalars(select(Alert)).one()).status == "open"
    assert failed(stage) == 0


async def test_double_taps_and_old_buttons(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    first = an.button("Giá vật tư")
    stage.world.press("an", an.chat, *first)
    stage.world.press("an", an.chat, *first)
    await stage.settle()
    assert an.toast == "Câu này đã trả lời. Đang ở câu 2/6."
    await an.says(GIST)
    before = stored(stage)
    mark = an.last.id
    await an.presses_on(*first, force=True)
    assert an.answers(mark) == [an.last.text]
    an.sees("Câu này đã trả lời. Đang ở câu 3/6.")
    an.sees("Nghe từ nhóm nào?")
    assert stored(stage) == before
    await play(an, WHOLE[2:])
    submit = an.button("✓ Gửi")
    await an.presses_on(*submit)
    mark = an.last.id
    for token in (
        submit[1],
        first[1],
        submit[1].replace("form.submit", "form.continue"),
        submit[1].replace("form.submit", "form.urgent"),
    ):
        await an.presses_on(submit[0], token, force=True)
        assert an.toast.startswith("Phiếu này đã gửi hoặc không còn nữa.")
    assert an.answers(mark) == []
    assert len(stage.look(lambda s: s.scalars(select(Report)).all())) == 1

    await an.presses("Thêm mục khác")
    await an.presses("Giá vật tư")
    an.sees("Người dân nói gì?")
    before = stored(stage)
    await an.presses_on(*submit, force=True)
    an.sees("Phiếu ấy đã gửi hoặc không còn nữa. Đây là phiếu đang viết dở.")
    an.sees("Người dân nói gì?")
    assert stored(stage) == before, "an old card leads to what is being written now, and changes nothing"


@pytest.mark.parametrize(
    "said", ["/xyz", "/", "/start 0000-0000-0000-0000-0000", "/START", "/start p1", "/start p999999"]
)
async def test_commands_in_mid_draft(stage: Stage, an: Person, said: str) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:1])
    before = stored(stage)
    await an.says(said)
    assert stored(stage) == before
    assert failed(stage) == 0
    await an.says(GIST)
    assert kept(stage, "an", "gist") == [GIST], "what is typed still belongs to the draft"


async def test_strangers_learn_and_leave_nothing(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    lan, sentence = stage.person("lan"), "Kênh này chỉ dành cho người được mời."
    before = stored(stage)
    used = next(m.text for m in an.phone if m.mine).split()[1]
    await lan.starts(used)
    for said in ("xin chào", "/menu", "/soan", "0000-0000-0000-0000-0000", used):
        await lan.says(said)
    for act, what, _ in ODD:
        await lan.does(act, *what)
    await lan.does("send_photo", picture(20, 20))
    for _, token in (an.button("Giá vật tư"), an.button("Để sau")):
        await lan.presses_on(lan.last.id, token, force=True)
    for token in (
        "join.agree",
        "join.decline",
        "menu.open",
        "report.urgent",
        "prompt.write",
        "digest.latest",
        "group.bind:1",
    ):
        await lan.presses_on(lan.last.id, token, force=True)
    assert {m.text.split(" Nếu")[0] for m in lan.phone if not m.mine} == {sentence}
    assert len([m for m in lan.phone if not m.mine]) == 3, "a few times a day, then silence"
    assert stored(stage) == before
    mine = str(stage.world.people["lan"].id)
    kept_of = stage.look(lambda s: [d.chat for d in s.scalars(select(Delivery))])
    assert mine not in kept_of, "not even where the sentence went"
    counted = stage.look(lambda s: s.scalars(select(Counter).where(Counter.name.startswith("strangers"))).one())  # type: ignore[attr-defined]
    assert counted.value == 16 + len(ODD)
    assert failed(stage) == 0


async def test_in_groups_only_staff_are_answered(stage: Stage, an: Person, binh: Person) -> None:
    await an.says("/noinhom", group="ctv")
    await an.says("/menu@langnghe_bot", group="ctv")
    assert [m for m in stage.world.messages("ctv") if m.bot] == []
    await binh.says("/noinhom@langnghe_bot", group="ctv")
    asked = stage.world.messages("ctv")[-1]
    assert asked.bot and len(asked.keyboard) == 2
    await an.presses_on(asked.id, asked.keyboard[0][0].data, "ctv")
    for data in ("group.bind:7", "group.bind", "prompt.write", "join.agree"):
        await binh.presses_on(asked.id, data, "ctv", force=True)
    assert stage.look(lambda s: s.scalars(select(Group)).all()) == []
    await binh.presses("Nhóm cộng tác viên", group="ctv")
    await binh.presses_on(asked.id, asked.keyboard[0][0].data, "ctv", force=True)
    assert len(stage.look(lambda s: s.scalars(select(Group)).all())) == 1
    stage.world.faults.add("blocked", method="sendMessage", chat=stage.world.groups["ctv"].id)
    await binh.says("/noinhom", group="ctv")
    assert stage.look(lambda s: {a.unreachable for a in s.scalars(select(Address))}) == {None}, (
        "a group that refuses says nothing of whoever wrote in it"
    )
    assert failed(stage) == 0


async def test_a_card_that_fell_behind_is_put_right_by_a_tap(stage: Stage, an: Person) -> None:
    """Two changes of one message may reach the network in the wrong order: the older one stays on the phone."""
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.says(GIST)
    await an.presses("Nông dân")
    card = an.chat.messages[an.card.id]
    older = card.text, card.keyboard
    await an.presses("Xong")
    an.sees("4/6")
    card.text, card.keyboard = older
    await an.presses("Xong")
    assert an.toast == "Câu này đã trả lời. Đang ở câu 4/6."
    an.sees("4/6")
    await an.presses("Băn khoăn")
    an.sees("5/6")


async def test_taps_on_an_old_card_do_not_pile_up(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    old = an.button("Để sau")
    stage.world.faults.add("server_error", method="sendMessage", times=2)
    stage.world.say(an.key, an.chat.bot, GIST)
    await stage.until(lambda: kept(stage, "an", "gist") == [GIST])
    mark, handled = an.last.id, events(stage)
    for _ in range(3):
        stage.world.press(an.key, an.chat.bot, old[0], old[1], force=True)
    await stage.until(lambda: events(stage) == handled + 3)

    def later() -> bool:
        stage.world.clock.advance(10)
        return bool(an.answers(mark))

    await stage.until(later)
    await stage.settle()
    assert len(an.answers(mark)) == 1, "the next question, once"


async def test_answer_that_looks_empty_is_asked_again(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:1])
    for said in ("\u3164\u2800", "\u200b\u2060", "\u0301\ufe0f"):
        await an.says(said)
        an.sees("không có chữ nào")
        an.sees("2/6 · ")
    assert kept(stage, "an", "gist") == [""], "nothing is taken for an answer"
