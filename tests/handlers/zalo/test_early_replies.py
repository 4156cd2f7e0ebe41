"""On Zalo, what was sent before a question was on the phone is no answer to it: people repeat themselves when nothing comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from sandbox.faults import FaultKind
from storage.tables import DraftRow
from tests.handlers.playing import GIST, prompt_there, value
from tests.stage import ZALO, Person, Stage

EARLY = "đến trước câu hỏi nên em chưa ghi"


def says(stage: Stage, *texts: str) -> None:
    """One after another, before anything comes back."""
    for text in texts:
        stage.world.say("dung", ZALO, text)


def kept(stage: Stage, name: str) -> str:
    return value(stage.look(lambda s: s.scalars(select(DraftRow)).one().document), name)


async def test_a_number_that_is_repeated_answers_nothing_else(stage: Stage, on_zalo: Person) -> None:
    prompt_there(stage)
    await on_zalo.says("/baocao")
    mark = on_zalo.last.id
    says(stage, "1", "1", "1")
    await stage.settle()
    assert kept(stage, "gist") == ""
    question, early = on_zalo.answers(mark)
    assert "2/6 · Người dân nói gì?" in question
    assert EARLY in early, "which is said once, however often it was"

    says(stage, GIST, GIST)
    await stage.settle()
    assert kept(stage, "gist") == GIST
    await on_zalo.says("1")
    on_zalo.sees("4/6 · Ý kiến nghiêng về đâu?")
    says(stage, "2", "2")
    await stage.settle()
    assert (kept(stage, "main"), kept(stage, "share")) == ("concerned", "")
    await on_zalo.says("1")
    assert kept(stage, "share") == "almost_all", "what is sent when it is there is an answer"


async def test_sent_twice_it_is_one_report_and_no_menu(stage: Stage, on_zalo: Person) -> None:
    prompt_there(stage)
    for text in ("/baocao", "1", GIST, "1", "1", "1", "1", "1", "1", "1", "1", "bỏ qua"):
        await on_zalo.says(text)
    on_zalo.sees("Xem lại")
    mark = on_zalo.last.id
    says(stage, "gửi", "gửi")
    await stage.settle()
    receipt, early = on_zalo.answers(mark)
    assert "BC-1126-001" in receipt
    assert EARLY in early
    says(stage, "4", "4")
    await stage.settle()
    assert kept(stage, "item") == "", "the second 4 is no answer to what came upon the first"


async def test_while_the_question_waits_for_the_network(stage: Stage, on_zalo: Person) -> None:
    prompt_there(stage)
    await on_zalo.says("/baocao")
    mark = on_zalo.last.id
    stage.world.faults.add(FaultKind.SERVER_ERROR, method="sendMessage", times=1)
    says(stage, "1")
    await stage.until(lambda: any(call.error for call in stage.world.calls_since(0)))
    says(stage, "1", "2")
    await stage.until(lambda: kept(stage, "item") and not stage.world.unconfirmed(ZALO))
    stage.world.clock.advance(60)
    await stage.settle()
    question, early = on_zalo.answers(mark)
    assert "2/6" in question
    assert EARLY in early
    assert kept(stage, "gist") == ""


async def test_a_command_counts_whenever_it_is_sent(stage: Stage, on_zalo: Person) -> None:
    prompt_there(stage)
    for second in ("/cuatoi", "menu"):
        says(stage, "/baocao", second)
        await stage.settle()
        assert EARLY not in on_zalo.last.text
        on_zalo.sees({"/cuatoi": "Chưa gửi báo cáo nào", "menu": "Chọn việc muốn làm"}[second])


@pytest.mark.parametrize("behind", [-3600.0, 3600.0])
async def test_whatever_our_own_clock_says(stage: Stage, on_zalo: Person, behind: float) -> None:
    """The network's instants are compared with each other alone."""
    prompt_there(stage)
    now = stage.app.clock.now
    stage.app.clock.now = lambda: now() + timedelta(seconds=behind)  # type: ignore[method-assign]
    await on_zalo.says("/baocao")
    await on_zalo.says("1")
    on_zalo.sees("2/6")
    says(stage, GIST, GIST)
    await stage.settle()
    assert kept(stage, "gist") == GIST
    assert EARLY in on_zalo.last.text
