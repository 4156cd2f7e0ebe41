"""The main job on every network: the same conversation, by buttons on one and by numbers and words on another."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import select

from sandbox.world import World
from storage.tables import Answer, Assignment, AssignmentStatus, Report, ReportRevision
from tests.handlers.playing import GIST, ZONE, begin_report, prompt_there, send_prompt, value
from tests.handlers.zalo.joining import NETWORKS, joined
from tests.stage import Person, Stage, ZaloPerson, new_world


@pytest.fixture
def world(network: str) -> World:
    return new_world(zalo=True, oa=network == "zalo_oa")


@pytest.fixture
async def dung(network: str, stage: Stage) -> Person:
    """Dung, who joins on each network in turn."""
    dung = await joined(NETWORKS[network](stage, "dung"))
    dung.sees("Đã ghi nhận")
    return dung


async def fill(dung: Person, urgency: str) -> None:
    """The six questions."""
    await dung.presses("Giá vật tư")
    await dung.says(GIST)
    await dung.chooses("Nông dân", "Phụ nữ")
    await dung.presses("Băn khoăn")
    await dung.presses("Khoảng ba phần tư")
    await dung.presses(urgency)


async def test_the_main_job(stage: Stage, dung: Person, binh: Person, chi: Person) -> None:
    await send_prompt(binh)
    dung.sees("Nội dung nắm bắt tháng 11")
    await dung.presses("Viết báo cáo")
    dung.sees("Không ghi bí mật nhà nước")
    await fill(dung, "Khẩn")
    binh.sees("❗ Việc khẩn cần nhận")
    dung.sees("đang báo cán bộ trực")
    await binh.presses("Xem")
    binh.sees(GIST)
    dung.sees("Xem lại")
    await dung.presses("Ghi thêm chi tiết")
    await dung.presses("Không đồng tình")
    await dung.presses("Một khu dân cư")
    await dung.chooses("Trao đổi trực tiếp")
    await dung.presses("Đủ rồi, xem lại")
    dung.sees("Xem lại")
    await dung.presses("✓ Gửi")
    dung.sees("BC-1126-001")
    report = stage.look(lambda s: s.scalars(select(Report)).one())
    assert (report.number, report.urgent) == ("BC-1126-001", True)
    coded = stage.look(lambda s: {(a.field, a.choice) for a in s.scalars(select(Answer))})
    expected = {("topic", "farming"), ("main", "concerned"), ("share_concerned", "75"), ("strata", "women")}
    assert expected | {("strata", "farmers"), ("source", "direct")} <= coded
    status = stage.look(lambda s: {a.state.status for a in s.scalars(select(Assignment))})
    assert AssignmentStatus.SUBMITTED in status

    await stage.at(datetime(2026, 11, 3, 17, 0, 1, tzinfo=ZONE))
    assert GIST not in chi.sees("Chưa xác minh").text


async def test_back_later_and_a_line_of_the_review_page(stage: Stage, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(dung)
    await dung.presses("Giá vật tư")
    dung.sees("2/")
    await dung.presses("Quay lại")
    dung.sees("1/")
    await dung.presses("Giá vật tư")
    await dung.says("Giá tăng")
    dung.sees("3/")
    await dung.presses("Để sau")
    dung.sees("Phiếu viết dở vẫn còn nguyên")
    await stage.restart()
    await dung.presses("Viết tiếp")
    dung.sees("Nghe từ nhóm nào?")
    await dung.says("nong dan")
    dung.sees("4/")
    await dung.presses("Quay lại")
    await dung.chooses("Phụ nữ") if isinstance(dung, ZaloPerson) else await dung.presses("Xong")
    for answer in ("băn khoăn", "gần hết", "hầu hết"):
        await dung.says(answer)
    await dung.presses("Bình thường")
    dung.sees("2. Người dân nói gì? Giá tăng")
    await dung.says("câu 2")
    dung.sees("Người dân nói gì?")
    await dung.says(GIST)
    dung.sees(f"2. Người dân nói gì? {GIST}")
    await dung.says("77")
    dung.sees("không có câu số 77")
    await dung.presses("✓ Gửi")
    dung.sees("BC-1126-001")


async def test_a_report_that_was_sent_is_corrected(stage: Stage, dung: Person) -> None:
    prompt_there(stage)
    await begin_report(dung)
    await fill(dung, "Bình thường")
    await dung.presses("✓ Gửi")
    await dung.says("/cuatoi")
    await dung.presses("BC-1126-001")
    dung.sees(GIST)
    await dung.presses("Sửa báo cáo này")
    await dung.says("2")
    await dung.says("Giá phân bón đã giảm.")
    await dung.presses("✓ Gửi")
    dung.sees("✓ Đã sửa báo cáo")
    documents = stage.look(lambda s: [r.document for r in s.scalars(select(ReportRevision))])
    assert [value(document, "gist") for document in documents] == [GIST, "Giá phân bón đã giảm."]


async def test_something_urgent(stage: Stage, dung: Person, binh: Person) -> None:
    await dung.says("menu")
    await dung.presses("Báo việc khẩn")
    dung.sees("1/")
    await dung.presses("Để sau")
    await dung.says("/khan")
    dung.sees("Viết tiếp từ chỗ đã dừng")
    await dung.presses("Tập trung đông người")
    assert dung.buttons[0] == "xã Bình Hòa", "the own commune comes first"
    await dung.presses("xã Bình Hòa")
    await dung.says("Khoảng 40 người tập trung trước trụ sở")
    await dung.presses("Tận mắt thấy")
    dung.sees("Gửi ngay") if not isinstance(dung, ZaloPerson) else dung.sees("gửi ngay")
    mark = binh.last.id
    await dung.presses("Gửi ngay")
    dung.sees("❗ Đã nhận, đang báo cán bộ trực: BC-1126-001")
    assert [line.partition(" · ")[0] for line in binh.answers(mark)] == ["❗ Việc khẩn cần nhận"]


async def test_nothing_to_report(stage: Stage, dung: Person, binh: Person) -> None:
    await send_prompt(binh)
    await dung.presses("Đã hỏi, dân không có ý kiến")
    dung.sees("đã hỏi, dân không có ý kiến")
    status = stage.look(lambda s: {(a.state.status, a.state.nothing_reason) for a in s.scalars(select(Assignment))})
    assert (AssignmentStatus.NOTHING, "calm") in status


@pytest.mark.parametrize("network", ["zalo_bot", "zalo_oa"])
async def test_who_does_not_take_part_is_forgotten(stage: Stage, network: str) -> None:
    dung = NETWORKS[network](stage, "dung")
    await dung.starts(dung.code)
    await dung.presses("Không tham gia")
    dung.sees("đã xóa tài khoản trò chuyện này")
    await dung.says("menu")
    dung.sees("Kênh này chỉ dành cho người được mời")
