"""A poll of Telegram's own in a group, as it is lived: written, asked once, voted in, closed; and whatever comes between."""

from __future__ import annotations

import pytest
from sqlmodel import func, select

from sandbox.chats import Message
from services.free_words import WordsRefused
from services.surveys import group_polls as polls
from services.surveys.group_polls import OptionsRefused, Written
from storage.surveys import poll_counts
from storage.tables import AuditEntry, GroupPoll, GroupPollStatus, GroupPollVote, Role
from tests.handlers.playing import joins, local, only
from tests.handlers.rosters import passes
from tests.handlers.staff.test_groups_back import binds
from tests.stage import BOT, Person, Stage

QUESTION = "Tập huấn vào buổi nào thì tiện?"
OPTIONS = "Sáng thứ bảy\nChiều thứ bảy\nTối thứ năm"


async def write_poll(binh: Person, *, named: str = "Ẩn danh", options: str = OPTIONS, day: str = "05/11") -> None:
    """Bình writes a poll for the collaborators' group, up to its preview."""
    await binh.says("/khaosat")
    await binh.presses("Bình chọn trong nhóm")
    await binh.presses("Soạn bình chọn")
    if any("Hỏi nhóm nào?" in one for one in binh.last.text.splitlines()):
        await binh.presses("Cộng tác viên")
    await binh.presses("Không")
    await binh.says(QUESTION)
    await binh.says(options)
    await binh.presses("Chọn một")
    await binh.presses(named)
    await binh.says(day)
    await binh.presses("Xem trước")


def asked(stage: Stage) -> list[Message]:
    """The polls that stand in the group."""
    return [one for one in stage.world.groups["ctv"].messages.values() if one.poll is not None and not one.deleted]


async def votes(stage: Stage, who: str, *places: int) -> None:
    stage.world.vote(who, "ctv", asked(stage)[-1].id, *places)
    await stage.settle()


def row(stage: Stage) -> GroupPoll:
    return stage.look(lambda s: s.scalars(select(GroupPoll).order_by(GroupPoll.id.desc())).one())  # type: ignore[attr-defined]


async def test_group_is_told_asked_once_and_its_counts_come_to_whoever_asked(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    only(stage)
    await binds(binh)
    await write_poll(binh)
    binh.sees("Nhóm nhận: Cộng tác viên")
    binh.sees("Bình chọn ẩn danh: hệ thống chỉ nhận số đếm")
    await binh.presses("Gửi vào nhóm")
    binh.sees("đang được gửi vào nhóm Cộng tác viên")
    (poll,) = asked(stage)
    before = [one for one in stage.world.groups["ctv"].messages.values() if one.id < poll.id][-1]
    assert "hỏi nhóm một câu, đến 17:00" in before.text
    assert (poll.poll.question, poll.poll.options, poll.poll.anonymous) == (QUESTION, OPTIONS.split("\n"), True)

    for who, place in (("an", 0), ("dung", 1), ("an", 1)):
        await votes(stage, who, place)
    await binh.presses("Xem bình chọn")
    binh.sees("(đang mở)")
    binh.sees("Dưới 5 người bình chọn.")
    binh.sees("Chiều thứ bảy: dưới 5")
    assert stage.look(lambda s: s.scalar(select(func.count()).select_from(GroupPollVote))) == 0, "counts alone"

    await stage.restart()
    await stage.at(local(5, 17, 1))
    await stage.at(local(5, 17, 2))
    binh.sees(f"Bình chọn {QUESTION} trong nhóm Cộng tác viên đã đóng.")
    assert poll.poll.closed
    await binh.presses("Xem bình chọn")
    binh.sees("Chiều thứ bảy: 2")
    binh.sees("2 người bình chọn.")
    binh.sees("không phải mẫu của người dân")
    assert len(asked(stage)) == 1
    acts = stage.look(lambda s: [one.action for one in s.scalars(select(AuditEntry).order_by(AuditEntry.number))])  # type: ignore[arg-type]
    assert [one for one in acts if one.startswith("poll.")] == [
        "poll.ask",
        "poll.close",
        "poll.closed",
    ]


async def test_of_a_poll_by_name_members_are_counted_once_and_nobody_s_choice_is_kept(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    only(stage)
    await binds(binh)
    await write_poll(binh, named="Nêu tên")
    binh.sees("cả nhóm thấy ai chọn gì")
    await binh.presses("Gửi vào nhóm")
    stage.world.groups["ctv"].members[stage.world.people["lan"].id] = stage.world.groups["ctv"].members[
        stage.world.people["an"].id
    ]
    for who, *places in (("an", 0), ("lan", 0), ("an", 2), ("dung", 1), ("dung",)):
        await votes(stage, who, *places)  # type: ignore[arg-type]
    assert stage.look(lambda s: s.scalar(select(func.count()).select_from(GroupPollVote))) == 1, "An's last one"
    await binh.presses("Xem bình chọn")
    await binh.presses("Đóng bình chọn")
    binh.has_seen("Đang đóng bình chọn.")
    await stage.tick()
    await binh.presses("Xem bình chọn")
    binh.sees("2 người bình chọn.")
    binh.sees("trong danh sách: Sáng thứ bảy: 0 · Chiều thứ bảy: 0 · Tối thứ năm: 1")
    assert stage.look(lambda s: s.scalar(select(func.count()).select_from(GroupPollVote))) == 0
    await votes_are_late(stage)


async def votes_are_late(stage: Stage) -> None:
    """What the network tells after the last counts changes nothing."""
    poll = row(stage)
    assert poll.network_poll is not None
    number = poll.network_poll
    stage.database.run_now(lambda s: poll_counts.count(s, number, (9, 9, 9), 27, last=False))
    assert row(stage).counts == "[1,0,1]"


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        ("rights", GroupPollStatus.LOST, "nhóm không cho hệ thống gửi bình chọn."),
        ("gone", GroupPollStatus.LOST, "còn nối với hệ thống không"),
        ("deleted", GroupPollStatus.CLOSED, "Số đếm là số nhận được lần cuối."),
        ("closed", GroupPollStatus.CLOSED, "đã đóng."),
    ],
)
async def test_whatever_the_group_does_with_a_poll_its_officer_hears(
    stage: Stage, an: Person, binh: Person, fault: str, status: GroupPollStatus, said: str
) -> None:
    only(stage)
    await binds(binh)
    if fault == "gone":
        stage.world.faults.add("refused", method="sendPoll", said="whatever else", times=10)
    if fault == "rights":
        stage.world.faults.add(
            "refused", method="sendPoll", said="not enough rights to send polls to the chat", times=10
        )
    await write_poll(binh)
    await binh.presses("Gửi vào nhóm")
    if fault not in ("rights", "gone"):
        await votes(stage, "an", 0)
        if fault == "deleted":
            stage.world.delete_own("an", "ctv", asked(stage)[-1].id)
        else:
            stage.world.faults.add("refused", method="stopPoll", said="poll has already been closed", times=10)
        await stage.at(local(5, 17, 1))
    for _ in range(2):
        await stage.tick()
    assert row(stage).status is status
    binh.sees(said)
    await stage.tick()
    assert len([one for one in binh.phone if said in one.text]) == 1
    await binh.says("/yeucau")  # the group itself is still served
    assert stage.look(lambda s: row(stage).group_id)


async def test_what_is_no_poll_gets_a_sentence(stage: Stage, binh: Person) -> None:
    only(stage)
    await binh.says("/khaosat")
    await binh.presses("Bình chọn trong nhóm")
    binh.sees("Chưa có nhóm Telegram nào để bình chọn")
    await binds(binh)
    await binh.says("bình chọn trong nhóm")
    await binh.presses("Soạn bình chọn")
    if "Hỏi nhóm nào?" in binh.last.text:
        await binh.presses("Cộng tác viên")
    await binh.presses("Có")
    assert binh.toast.startswith("Nội dung nhạy cảm không hỏi trong nhóm.")
    await binh.presses("Không")
    await binh.says("Gọi ông Nguyễn Văn Bình số 0912 345 678 có tiện không?")
    binh.sees("Câu này có thông tin riêng của một người")
    await binh.says(QUESTION)  # written anew
    await binh.says("Sáng; " + "chiều " * 20)
    await binh.presses("Chọn nhiều")
    await binh.presses("Ẩn danh")
    await binh.says("05/11")
    await binh.presses("Xem trước")
    binh.sees("Mỗi phương án dài nhất 100 ký tự.")
    await binh.says("Sáng")
    await binh.presses("Xem trước")
    binh.sees("Xin ghi từ 2 đến 10 phương án")
    assert not asked(stage)


async def test_officer_of_another_unit_sees_no_poll(stage: Stage, binh: Person) -> None:
    only(stage)
    await binds(binh)
    await write_poll(binh)
    await binh.presses("Gửi vào nhóm")
    number = row(stage).id
    await joins(stage, "giang", "Vũ Giang", Role.STAFF, unit="X01")
    giang = stage.person("giang")
    await giang.says("/menu")
    for verb in ("poll.show", "poll.close"):
        await giang.presses_on(giang.last.id, f"{verb}:{number}", force=True)
        giang.has_seen("không còn, hoặc không thuộc" if verb == "poll.show" else "đã đóng, hoặc chưa vào tới nhóm")
    assert row(stage).status is GroupPollStatus.ASKED and BOT


async def test_network_that_is_away_is_asked_to_close_until_it_does(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await binds(binh)
    await write_poll(binh)
    await binh.presses("Gửi vào nhóm")
    await votes(stage, "an", 0)
    stage.world.faults.add("server_error", method="stopPoll", times=1000)
    stage.world.clock.set(local(5, 17, 1))
    await stage.app.ticker.tick()
    await passes(stage, lambda: row(stage).version >= 3)
    assert not asked(stage)[0].poll.closed
    binh.has_not_seen("Không đóng được")
    stage.world.faults.clear()
    await passes(stage, lambda: row(stage).status is GroupPollStatus.CLOSED)
    await stage.settle()
    binh.sees("đã đóng.")
    assert row(stage).counted and asked(stage)[0].poll.closed


@pytest.mark.parametrize(
    ("question", "options", "fits"),
    [("Buổi nào?", 10, True), ("Buổi nào?", 11, False), ("Buổi nào?", 1, False), ("n" * 301, 2, False)],
)
def test_poll_has_two_to_ten_options_and_three_hundred_letters(question: str, options: int, fits: bool) -> None:
    words = tuple(f"phương án {n}" for n in range(options))
    written = Written(1, question, words, named=False, several=False, closes_at=local(5, 17))
    if fits:
        assert polls.checked(written) == written
        return
    with pytest.raises((OptionsRefused, WordsRefused)):
        polls.checked(written)


async def test_open_poll_is_told_in_steps_of_five(stage: Stage, an: Person, binh: Person) -> None:
    only(stage)
    await binds(binh)
    await write_poll(binh)
    await binh.presses("Gửi vào nhóm")
    number = row(stage).network_poll
    assert number is not None
    stage.database.run_now(lambda s: poll_counts.count(s, number, (7, 4, 0), 11, last=False))
    await binh.presses("Xem bình chọn")
    binh.sees("Ít nhất 10 người bình chọn")
    binh.sees("Sáng thứ bảy: ít nhất 5")
    binh.sees("Chiều thứ bảy: dưới 5")
