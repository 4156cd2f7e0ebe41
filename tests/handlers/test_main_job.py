"""The main job as a conversation: a prompt goes out, a report comes in, the urgent is flagged, the digest reaches the leader."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import select

from storage.tables import Answer, Report, ReportRevision
from tests.stage import Person, Stage

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

async def dumpall(*people):
    for p in people:
        print("=====",p.key)
        for m in p.phone:
            print(("> " if m.mine else "< ")+m.text.replace("\n","\n  ")); 
            if m.keyboard: print("   ",[[b.text for b in r] for r in m.keyboard])
            if m.photo or m.document: print("   FILE", m.photo, m.document and m.document.name)


async def send_prompt(binh: Person, *, items: list[tuple[str, str]]) -> None:
    """Bình writes the month's content and sends it."""
    await binh.says("/soan")
    await binh.presses("Nội dung nắm bắt tháng")
    await binh.says("Nội dung nắm bắt tháng 11")
    for text, topic in items:
        await binh.says(text)
        await binh.says(topic)
    await binh.presses("Bỏ qua")
    await binh.presses("Toàn tỉnh")
    await binh.says("25/11")
    await binh.presses("Gửi ngay")
    await binh.presses("✓ Gửi")
    await binh.presses("✓ Gửi đi")


async def test_main_job(stage: Stage, an: Person, binh: Person, chi: Person) -> None:
    await send_prompt(binh, items=[("Giá vật tư nông nghiệp tăng", "Nông nghiệp"), ("Sáp nhập thôn, tổ dân phố", "Xây dựng Đảng")])
    try:
        await an.presses("Viết báo cáo")
        await an.presses("Giá vật tư")
        await an.says("Người dân lo giá phân bón tăng cao, làm lúa không có lãi.")
        await an.presses("Nông dân")
        await an.presses("Phụ nữ")
        await an.presses("Xong")
        await an.presses("Băn khoăn")
        await an.presses("Khoảng ba phần tư")
        await an.presses("Không đồng tình")
        await an.presses("Một khu dân cư")
        await an.presses("Trao đổi trực tiếp")
        await an.presses("Xong")
        await an.presses("Bỏ qua")
        await an.presses("Có thể lan rộng")
        await an.presses("Khẩn")
        await binh.presses("Xem")
        await binh.presses("Nhận việc")
        await an.says("Đề nghị công khai giá vật tư.")
        await an.presses("✓ Gửi")
        await stage.at(datetime(2026, 11, 3, 17, 0, 1, tzinfo=ZONE))
        await chi.presses("DOCX")
        await stage.settle()
    finally:
        await dumpall(binh, an, chi)
    assert 0
