"""The main job as a conversation: a prompt goes out, a report comes in, the urgent is flagged, the digest reaches the leader."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from storage.tables import Answer, Report, ReportRevision
from tests.stage import Person, Stage

DUE = "25/11"


async def send_prompt(binh: Person, *, items: list[tuple[str, str]]) -> None:
    """Bình writes the month's content and sends it."""
    await binh.says("/soan")
    await binh.presses("Nội dung tháng")
    await binh.says("Nội dung nắm bắt tháng 11")
    for text, topic in items:
        await binh.says(text)
        await binh.says(topic)
    await binh.presses("Bỏ qua")
    print(binh.card.text, binh.buttons)


async def test_main_job(stage: Stage, an: Person, binh: Person, chi: Person) -> None:
    await send_prompt(binh, items=[("Giá vật tư nông nghiệp tăng", "Nông nghiệp"), ("Sáp nhập thôn, tổ dân phố", "Xây dựng Đảng")])
    assert 0
