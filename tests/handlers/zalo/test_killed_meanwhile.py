"""The program dies once a turn is committed and before anything of it has left: nothing is lost, and nothing told twice."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.runtime.outbox import Outbox
from sandbox.world import World
from services.actor import Actor
from services.issues import issues
from storage.tables import Alert, Delivery, DeliveryStatus, Issue, Notice, NoticeKind, Report, Role
from tests.handlers.playing import joins, member_id, only, prompt_there
from tests.handlers.zalo.joining import NETWORKS, joined
from tests.handlers.zalo.test_answer_back import likewise
from tests.handlers.zalo.test_refused_outcomes import OUTCOME, _reported
from tests.stage import Person, Stage, new_world


@pytest.fixture
def world(network: str) -> World:
    return new_world(zalo=True, oa=network == "zalo_oa")


async def dies(stage: Stage, person: Person, label: str) -> None:
    """Somebody presses, and the program dies between the commit and what it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Outbox, "take", lambda *_: None)
        await person.presses(label)
        await stage.app.stop()
    waiting = stage.look(lambda s: s.scalars(select(Delivery.status)).all())
    assert DeliveryStatus.SENDING in waiting, "committed, and gone nowhere"


async def test_restart_between_an_urgent_report_and_its_alert(stage: Stage, network: str) -> None:
    only(stage)
    await joins(stage, "em", "Đỗ Em", Role.STAFF, duty=0, agrees=False)
    em, dung = [await joined(NETWORKS[network](stage, key)) for key in ("em", "dung")]
    for words in ("/khan", "Tập trung đông người", "Nơi khác", "Chợ huyện cũ", "Khoảng 40 người", "Tận mắt thấy"):
        await dung.says(words)
    await dies(stage, dung, "Gửi ngay")
    em.has_not_seen("khẩn cần nhận")
    for _ in range(2):
        await stage.starts_again()
        await stage.tick()
        await stage.app.stop()
    await stage.starts_again()
    assert sum("❗ Việc khẩn cần nhận" in one.text for one in em.phone) == 1
    assert sum("BC-1126-001" in one.text for one in dung.phone) == 1
    assert stage.look(lambda s: (len(s.scalars(select(Report)).all()), len(s.scalars(select(Alert)).all()))) == (1, 1)


@pytest.mark.parametrize("meanwhile", ["merged", "split"])
async def test_issue_merged_or_split_by_another_process_while_this_one_died_with_its_outcome(
    stage: Stage, network: str, binh: Person, chi: Person, meanwhile: str
) -> None:
    only(stage)
    dung = await joined(NETWORKS[network](stage, "dung"))
    prompt_there(stage)
    await _reported(dung, binh)
    number = likewise(stage, "an")
    mark = dung.last.id
    await binh.presses("Báo kết quả")
    await binh.says(OUTCOME)
    await dies(stage, binh, "Gửi kết quả")
    officer, now = Actor(member_id(stage, "binh"), frozenset({Role.STAFF})), stage.world.clock.now()
    first = stage.look(lambda s: s.scalars(select(Issue.id)).one())
    own, other = (
        stage.look(lambda s, n=n: s.scalars(select(Report.id).where(Report.number == n)).one())  # type: ignore[misc]
        for n in ("BC-1126-001", number)
    )
    second = stage.database.run_now(lambda s: issues.open_issue(s, officer, other, "Giá phân bón", now))
    assert second is not None
    if meanwhile == "merged":
        assert stage.database.run_now(lambda s: issues.merge(s, officer, first, second.id, now))
    else:
        assert stage.database.run_now(lambda s: issues.split(s, officer, first, own, now))
    for _ in range(2):
        await stage.starts_again()
        await stage.tick()
        await stage.app.stop()
    await stage.starts_again()
    told = sum(OUTCOME in line for line in dung.answers(mark))
    assert told == (1 if meanwhile == "merged" else 0), (
        "who is split off is told nothing of a matter that is not theirs"
    )
    left = stage.look(lambda s: s.scalars(select(Notice.kind)).all())
    assert NoticeKind.OUTCOME not in left
    await dung.says("/cuatoi")
    assert ("có kết quả" in " ".join([dung.last.text, *dung.buttons])) is (meanwhile == "merged")
