"""The board's digests in the chat: drafted, finished, approved once, frozen, corrected, and never a secret in a chat."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from digests.outline import Outline
from sandbox.faults import FaultKind
from services.actor import Actor
from services.board import board_approval, board_drafts, period_figures
from services.board.board_drafts import Wish
from storage.reports import withdrawals
from storage.statistics.shown_figures import Figures
from storage.tables import (
    AuditEntry,
    BoardDigest,
    BoardDigestKind,
    BoardDigestStatus,
    Member,
    Role,
    Secrecy,
    StoredFile,
)
from tests.handlers.playing import ZONE, joins, local, only, report_there
from tests.stage import Person, Stage

DAY = local(5, 9).date()
ASSESSMENT = "Dư luận cơ bản ổn định; giá vật tư là mối lo chính."


async def three_days(stage: Stage) -> None:
    """Five people report on farming and three on land, each day; every evening has its digest."""
    only(stage, "daily_digest")
    stage.patience = 60.0
    for number in range(5):
        await joins(stage, f"m{number}", f"Người {number}", Role.COLLABORATOR, unit=f"X0{1 + number % 2}", agrees=False)
    for day in (3, 4, 5):
        stage.world.clock.set(local(day, 10))
        for number in range(5):
            report_there(stage, f"m{number}")
        for number in range(3):
            report_there(stage, f"m{number}", topic="land", main="disagree")
        await stage.at(local(day, 17))
    stage.world.clock.set(local(6, 9))


async def draft_of(binh: Person, days: str = "03/11/2026 đến 05/11/2026") -> None:
    await binh.says("/baocaoban")
    await binh.presses("Lập báo cáo")
    await binh.presses("Kỳ khác")
    await binh.says(days)


def boards(stage: Stage) -> list[BoardDigest]:
    return stage.look(lambda s: list(s.scalars(select(BoardDigest).order_by(BoardDigest.id))))  # type: ignore[arg-type]


def actions(stage: Stage) -> list[str]:
    """The acts on the board's digests that the log holds."""
    return stage.look(
        lambda s: [one.action for one in s.scalars(select(AuditEntry)) if one.action.startswith("board.")]
    )


async def test_draft_is_finished_approved_once_frozen_and_corrected_by_a_new_number(
    stage: Stage, an: Person, binh: Person, chi: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    em = await joins(stage, "em", "Đỗ Em", Role.STAFF)
    await joins(stage, "vu", "Vũ Thị", Role.LEADER, agrees=False)
    await three_days(stage)
    mark = chi.last.id
    await draft_of(binh)
    binh.sees("DỰ THẢO")
    binh.sees("24 báo cáo từ 2/3 xã")
    binh.sees("Nông nghiệp, nông thôn (15 báo cáo): hầu hết băn khoăn")
    assert chi.answers(mark) == [], "nobody but its officer has seen it"
    # The reports behind a figure, for officers; a number that is kept back opens nothing.
    await binh.presses("Báo cáo đằng sau số liệu")
    await binh.presses("Lĩnh vực")
    assert not any("9" in label for label in binh.buttons), "beside the list it would tell who is not in it"
    await binh.presses("Đất đai, giải phóng mặt bằng")
    binh.sees("Đất đai, giải phóng mặt bằng. Các báo cáo dưới đây")
    assert len([label for label in binh.buttons if "BC-" in label]) == 8
    await binh.presses("Các báo cáo cũ hơn")
    assert len([label for label in binh.buttons if "BC-" in label]) == 1
    await binh.says("/baocaoban")
    await binh.presses("Dự thảo · Báo cáo từ ngày 03/11")
    # Words, order, items.
    await binh.presses("✎ Nhận định")
    await binh.says("Gọi ông Nguyễn Văn Tám 0912 345 678 để hỏi.")
    binh.sees("thông tin riêng")
    await binh.says(ASSESSMENT)
    binh.sees(ASSESSMENT)
    await binh.presses("Các mục")
    assert binh.last.text.index("Nông nghiệp") < binh.last.text.index("Đất đai")
    await binh.presses("↑ Đất đai")
    assert binh.last.text.index("Đất đai") < binh.last.text.index("Nông nghiệp")
    await binh.presses("Bỏ: Theo nhóm")
    await binh.presses("Thêm mục")
    await binh.says("Bà con mong sớm công bố giá đền bù.")
    with monkeypatch.context() as few:
        few.setattr(board_drafts, "MOST_ITEMS", 1)
        await binh.presses("Lấy lại: Theo nhóm")
        binh.sees("Báo cáo đã có 1 mục, nhiều nhất có thể.")
        await binh.presses("↩ Xem dự thảo")
    binh.sees("Bà con mong sớm công bố giá đền bù.")
    assert "Theo nhóm, tầng lớp:" not in binh.last.text
    # A second officer has the draft on the phone, and both press.
    await em.says("/baocaoban")
    await em.presses("Dự thảo · Báo cáo từ ngày 03/11")
    await em.presses("✎ Đề xuất")
    await binh.presses("✓ Duyệt và gửi")
    await em.says("Đề nghị công khai phương án.")
    await binh.presses("Không thuộc")
    binh.sees("Đỗ Em vừa sửa dự thảo này trước.")
    await binh.presses("↩ Xem dự thảo")
    binh.sees("Đề nghị công khai phương án.")
    await em.presses("✓ Duyệt và gửi")
    await binh.presses("✓ Duyệt và gửi")
    await em.presses("Không thuộc")
    em.sees("✓ Đã duyệt, số 01-BC/BTGDVTU.\nĐang gửi tới 1 lãnh đạo.")
    em.sees("1 lãnh đạo chưa kết nối")
    await binh.presses("Không thuộc")
    binh.sees("Đỗ Em đã duyệt báo cáo này trước.")
    came = [text for text in chi.answers(mark) if "01-BC" in text]
    assert len(came) == 1, "it leaves once"
    assert "Số 01-BC/BTGDVTU · Đỗ Em duyệt lúc 09:00 ngày 06/11/2026" in came[0]

    # What was frozen stays, whatever changes later.
    def later(session: Session) -> None:
        session.scalars(select(Member).where(Member.code == "em")).one().name = "Tên Khác"

    stage.database.run_now(later)
    report_there(stage, "an")
    await chi.says("/baocaoban")
    await chi.presses("01-BC/BTGDVTU")
    assert chi.last.text == came[0]
    opened = actions(stage).count("board.read")
    await chi.presses("Văn bản báo cáo")
    assert chi.last.document and chi.last.document.name == "01-BC-2026-11-05.docx"
    assert actions(stage).count("board.read") == opened + 1, "a document that is opened stands in the log"
    await chi.presses("PDF, bảng số liệu")
    await chi.presses("Bảng số liệu (XLSX)")
    assert chi.last.document and chi.last.document.name == "01-BC-2026-11-05.xlsx"
    await chi.presses("Biểu đồ 12 tháng")
    chi.sees("Chưa có bản tổng hợp của đủ ba tháng")
    await chi.presses("Từng nơi theo tháng")
    chi.sees("Chưa có ít nhất hai nơi được nêu số")
    await chi.presses("Luồng ý kiến theo lĩnh vực")
    assert chi.last.photo and "Luồng ý kiến theo lĩnh vực" in chi.last.text
    # What was made of the draft, or a second time, is no document of it.
    kept = boards(stage)[0]

    def late(session: Session, status: BoardDigestStatus, version: int) -> int | None:
        return board_approval.keep_document(session, kept.id, status, version, b"late", local(6, 10))

    assert stage.database.run_now(lambda s: late(s, BoardDigestStatus.DRAFT, kept.version - 1)) is None
    assert stage.database.run_now(lambda s: late(s, BoardDigestStatus.APPROVED, kept.version)) == kept.document_id
    assert not stage.look(lambda s: [one for one in s.scalars(select(StoredFile)) if one.content == b"late"])
    # A correction of two officers at once: one wins.
    await em.says("/baocaoban")
    await em.presses("01-BC")
    await binh.says("/baocaoban")
    await binh.presses("01-BC")
    await em.presses("Đính chính")
    em.sees("Đính chính, thay cho số 01-BC/BTGDVTU")
    em.sees(ASSESSMENT)
    await binh.presses("Đính chính")
    binh.sees("Tên Khác đã bắt đầu đính chính báo cáo này trước")
    await binh.presses("✓ Duyệt và gửi")
    await binh.presses("Không thuộc")
    chi.sees("Số 02-BC/BTGDVTU")
    chi.sees("Đính chính, thay cho số 01-BC/BTGDVTU")
    await chi.says("/baocaoban")
    await chi.presses("01-BC")
    chi.sees("⚠ Báo cáo này đã được thay bằng số 02-BC/BTGDVTU")
    assert came[0] in chi.last.text
    # Others have no way in.
    first = boards(stage)[0]
    for token in (
        f"board.open:{first.id}",
        f"board.cell:{first.id}:0:0:0",
        f"board.draft:{first.id}",
        f"board.document:{first.id}",
    ):
        await an.presses_on(an.card.id, token, force=True)
        assert an.toast == "Nút này không còn dùng được. Bấm /menu để mở danh mục."
    for token in (f"board.cell:{first.id}:0:0:0", f"board.approve:{first.id}:1"):
        await chi.presses_on(chi.card.id, token, force=True)
        assert chi.toast == "Nút này không còn dùng được. Bấm /menu để mở danh mục."
    done = actions(stage)
    assert done.count("board.approve") == 2 and {"board.draft", "board.change", "board.correct", "board.read"} <= {
        *done
    }


async def test_officer_sets_two_questions_beside_each_other_and_each_question_stands_once(
    stage: Stage, binh: Person
) -> None:
    await three_days(stage)
    await draft_of(binh)
    for rows, columns in (("Lĩnh vực", "Ý kiến nghiêng về"), ("Nhóm, tầng lớp", "Lĩnh vực")):
        await binh.presses("Các mục")
        await binh.presses("Bảng chéo hai câu hỏi")
        await binh.presses(rows)
        await binh.presses(columns)
        if rows == "Lĩnh vực":
            binh.sees("Lĩnh vực và ý kiến nghiêng về:")
            binh.sees("Nông nghiệp, nông thôn (n = 15): băn khoăn 15 (100 %)")
            binh.sees("Đất đai, giải phóng mặt bằng (n = 9): không đồng tình 9")
    binh.sees("Câu hỏi này đã nằm trong một bảng chéo")
    await binh.presses("↩ Xem dự thảo")
    await binh.presses("Văn bản báo cáo")
    assert binh.last.document
    await binh.presses("Các mục")
    await binh.presses("Bỏ: Lĩnh vực và ý kiến")
    assert not [label for label in binh.buttons if "Lấy lại: Lĩnh vực và" in label], "counted anew if wanted again"


async def test_secret_leaves_as_a_notice_alone_and_a_leader_never_sees_a_draft(
    stage: Stage, binh: Person, chi: Person
) -> None:
    await three_days(stage)
    await draft_of(binh)
    draft = boards(stage)[0]
    for token in (f"board.open:{draft.id}", f"board.document:{draft.id}"):
        await chi.presses_on(chi.card.id, token, force=True)
        chi.sees("Không có báo cáo này.")
    await binh.presses("✓ Duyệt và gửi")
    mark = chi.last.id
    await binh.presses("Chưa chắc")
    binh.sees("Đang báo 1 lãnh đạo đến nhận tại Văn thư; lãnh đạo chỉ nhận thông báo.")
    binh.sees("xin xóa các tin và tệp ấy trên mọi thiết bị")
    assert chi.answers(mark) == ["Đã có bản tổng hợp số 01-BC/BTGDVTU ngày 06/11/2026, nhận tại Văn thư."]
    assert boards(stage)[0].secrecy is Secrecy.UNSURE
    for person in (chi, binh):
        await person.says("/baocaoban")
        assert not any("03/11" in label for label in person.buttons), "its days are part of it"
        await person.presses("01-BC")
        person.sees("nhận tại Văn thư")
        await person.presses_on(person.card.id, f"board.document:{draft.id}", force=True)
        person.sees("nhận tại Văn thư")
        assert not any(one.document for one in person.phone)
    # Nor is it corrected in a chat, where its words would stand in a draft, nor are its numbers in a later one.
    await binh.says("/baocaoban")
    await binh.presses("01-BC")
    assert "Đính chính" not in binh.buttons
    await binh.presses_on(binh.card.id, f"board.correct:{draft.id}", force=True)
    binh.sees("không được đi qua mạng nhắn tin")
    assert len(boards(stage)) == 1
    await draft_of(binh, "02/11/2026 đến 06/11/2026")
    binh.sees("24 báo cáo, cộng từ các bản tổng hợp trong kỳ.")
    stage.world.clock.set(local(8, 18))
    await draft_of(binh, "06/11/2026 đến 08/11/2026")
    assert Figures.from_json(boards(stage)[-1].figures).previous_reports is None


async def test_wrong_periods_are_sentences_and_overlapping_ones_are_added_up(stage: Stage, binh: Person) -> None:
    await three_days(stage)
    await draft_of(binh, "hôm nào đó")
    for said, answer in (
        ("05/11/2026 đến 03/11/2026", "Ngày cuối của kỳ ở trước ngày đầu."),
        ("05/11/2026 đến 05/12/2026", "Kỳ này chưa hết"),
        ("01/01/2020 đến 05/11/2026", "Kỳ dài nhất là 400 ngày."),
        ("31/02/2026 đến 05/11/2026", "Chưa đọc được ngày của kỳ."),
        ("x" * 3000, "Chưa đọc được ngày của kỳ."),
    ):
        await binh.says(said)
        binh.sees(answer)
    await binh.says("01/10/2026 - 02/10/2026")
    binh.sees("Trong kỳ chưa nhận được báo cáo.")
    await binh.presses("Bỏ dự thảo")
    binh.sees("Đã bỏ dự thảo.")
    # A day without a daily digest is in no figures, and they say so.
    await draft_of(binh, "03/11/2026 đến 06/11/2026")
    binh.sees("24 báo cáo từ 2/3 xã")
    binh.sees("Số liệu không gồm ngày 06/11.")
    await binh.presses("Bỏ dự thảo")
    # A board digest of three days, then one of four that overlaps it: added up of what was shown.
    await draft_of(binh)
    await draft_of(binh, "04/11/2026 đến 06/11/2026")
    binh.sees("16 báo cáo, cộng từ các bản tổng hợp trong kỳ.")
    binh.sees("Số liệu không gồm ngày 06/11.")
    assert [one.status for one in boards(stage)] == [
        BoardDigestStatus.DROPPED, BoardDigestStatus.DROPPED, BoardDigestStatus.DRAFT, BoardDigestStatus.DRAFT,
    ]  # fmt: skip
    assert [one.added_up for one in boards(stage)] == [False, False, False, True]
    # What is too long for a message says where its rest stands.
    for part in ("✎ Nhận định", "✎ Đề xuất"):
        assert "Phần còn lại" not in binh.last.text
        await binh.presses(part)
        await binh.says("Dư luận cơ bản ổn định. " * 100)
    binh.sees("…\n\nPhần còn lại ở văn bản (DOCX), xin đọc trước khi duyệt.")
    await binh.says("/baocaoban")
    await binh.presses("Lập báo cáo")
    await binh.presses("Tuần")
    await binh.presses("Văn bản báo cáo")
    assert binh.last.document and "Chỗ tô vàng" in binh.last.text


async def test_leader_who_was_away_gets_the_newest_approved_digest_when_back_and_once(
    stage: Stage, binh: Person, chi: Person
) -> None:
    await three_days(stage)
    stage.world.faults.add(FaultKind.BLOCKED, chat=stage.world.people["chi"].id, times=9)
    for days in ("03/11/2026", "03/11/2026 đến 05/11/2026"):
        await draft_of(binh, days)
        await binh.presses("✓ Duyệt và gửi")
        await binh.presses("Không thuộc")
    await stage.at(local(6, 10))
    await binh.says("/baocaoban")
    await binh.presses("01-BC")
    await binh.presses("Đính chính")
    await binh.presses("✓ Duyệt và gửi")
    await binh.presses("Không thuộc")
    await stage.at(local(6, 11))
    mark = chi.last.id
    stage.world.faults.clear()
    await chi.does("send_sticker", "😀")
    came = [text for text in chi.answers(mark) if "-BC/" in text]
    assert sum("Số 02-BC/BTGDVTU" in text for text in came) == 1
    assert sum("Số 03-BC/BTGDVTU" in text for text in came) == 1
    assert not any("Số 01-BC" in text for text in came), "it was corrected meanwhile"
    mark = chi.last.id
    await chi.does("send_sticker", "😀")
    await stage.at(local(8, 11))
    assert not [text for text in chi.answers(mark) if "-BC/" in text]


async def test_more_drafts_than_a_page_holds_are_all_found(stage: Stage, binh: Person) -> None:
    await three_days(stage)
    made = board_approval.LISTED + 2

    def work(session: Session) -> None:
        officer = Actor(session.scalars(select(Member.id).where(Member.code == "binh")).one(), frozenset({Role.STAFF}))
        counted = period_figures.count(session, DAY, DAY, local(6, 9), ZONE)
        for number in range(made):
            board_drafts.make(
                session, officer, Wish(BoardDigestKind.PERIOD, DAY, DAY, number), counted, None, local(6, 9)
            )

    stage.database.run_now(work)
    await binh.says("/baocaoban")
    first = [label for label in binh.buttons if "Dự thảo ·" in label]
    await binh.presses("Dự thảo cũ hơn")
    assert len(first) + len([label for label in binh.buttons if "Dự thảo ·" in label]) == made


async def test_words_that_several_wrote_alike_are_quoted_and_those_taken_back_are_gone(
    stage: Stage, an: Person, binh: Person, chi: Person
) -> None:
    only(stage, "daily_digest")
    for number in range(7):
        await joins(stage, f"m{number}", f"Người {number}", Role.COLLABORATOR, unit="X01", agrees=False)
    stage.world.clock.set(local(3, 10))
    said = (
        "Giá phân bón tăng cao, làm lúa không có lãi.",
        "Phân bón tăng giá, làm lúa lỗ.",
        "Bà con lo giá phân bón tăng, làm lúa không lãi.",
    )
    for number in range(7):
        report_there(stage, f"m{number}", gist=said[number % 3] if number < 6 else "Thôn Đông mất điện, gọi ông Tám.")
    await stage.at(local(3, 17))
    stage.world.clock.set(local(6, 9))
    await draft_of(binh, "03/11/2026")
    binh.sees("Lời người dân tiêu biểu:")
    binh.sees("(nông nghiệp, nông thôn; ít nhất 6 người phản ánh ghi gần như vậy)")
    assert sum(one in binh.last.text for one in said) == 1, "near-duplicates are told once"
    assert "Tám" not in binh.last.text
    (draft,) = boards(stage)
    quoted = Outline.from_json(draft.outline).quotes()[0].report
    # An officer opens the report whose words these are.
    await binh.presses("Báo cáo đằng sau số liệu")
    await binh.presses("Lời trích")
    binh.sees("Chọn một lời trích:")
    quotation = next(label for label in binh.buttons if "“" in label)
    await binh.presses(quotation)
    assert len([label for label in binh.buttons if "BC-" in label]) == 1, (
        "its own, and none of who wrote nearly the same"
    )
    await binh.says("/baocaoban")
    await binh.presses("Dự thảo · Báo cáo ngày 03/11")
    await binh.presses("Các mục")
    await binh.presses("Bỏ: Lời người dân tiêu biểu")
    await binh.presses("↩ Xem dự thảo")
    assert "Lời người dân" not in binh.last.text
    await binh.presses("Các mục")
    await binh.presses("Lấy lại: Lời người dân tiêu biểu")
    await binh.presses("↩ Xem dự thảo")
    binh.sees("Lời người dân tiêu biểu:")
    # Its author takes the report back while the draft is open.
    stage.database.run_now(lambda s: withdrawals.withdraw(s, quoted, stage.world.clock.now()))
    await binh.presses("✓ Duyệt và gửi")
    await binh.presses("Không thuộc")
    chi.sees("Báo cáo ngày 03/11/2026")
    assert not any(one in chi.last.text for one in said), "what was taken back leaves with nothing"


async def test_quotations_that_were_read_stand_in_a_correction_whoever_reported_since(
    stage: Stage, binh: Person, chi: Person
) -> None:
    only(stage)
    for number in range(6):
        await joins(stage, f"m{number}", f"Người {number}", Role.COLLABORATOR, unit="X01", agrees=False)
    stage.world.clock.set(local(3, 10))
    for number in range(5):
        report_there(stage, f"m{number}", gist="Giá phân bón tăng cao, làm lúa không có lãi.")
    stage.world.clock.set(local(3, 18))
    await draft_of(binh, "03/11/2026")
    await binh.presses("✓ Duyệt và gửi")
    await binh.presses("Không thuộc")
    chi.sees("ít nhất 3 người phản ánh ghi gần như vậy")
    report_there(stage, "m5", gist="Giá phân bón tăng cao, làm lúa không có lãi.")
    await binh.says("/baocaoban")
    await binh.presses("01-BC")
    await binh.presses("Đính chính")
    binh.sees("DỰ THẢO")
    binh.sees("ít nhất 3 người phản ánh ghi gần như vậy")
