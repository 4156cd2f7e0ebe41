"""Filling in a form: nothing is lost, everything can be corrected, and typed text goes where its author means it to go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.tables import DraftRow, Report, ReportRevision
from tests.handlers.playing import (
    DETAILS,
    GIST,
    PROPOSAL,
    QUICK,
    UP_TO_URGENCY,
    WHOLE,
    begin_report,
    kept,
    line,
    play,
    prompt_there,
    value,
)
from tests.stage import Person, Stage


async def test_back_and_skip(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    an.sees("1/")
    assert not {"‹ Quay lại", "Bỏ qua", "❗ Báo khẩn"} & set(an.buttons), "the first question"
    await an.presses("Giá vật tư")
    an.sees("2/")
    assert {"‹ Quay lại", "❗ Báo khẩn"} <= set(an.buttons)
    assert "Bỏ qua" not in an.buttons, "a question that must be answered"
    await an.presses("Quay lại")
    an.sees("1/")
    an.sees("Đang ghi: Giá vật tư")
    await an.presses("Sáp nhập thôn")
    an.sees("2/")
    assert kept(stage, "an", "item") == ["item_2"]
    await play(an, (*QUICK[1:], *DETAILS[:5]))
    an.sees("vì sao?")
    assert "Bỏ qua" in an.buttons
    await an.presses("Bỏ qua")
    an.sees("sắp tới sẽ thế nào?")
    await an.presses("Đủ rồi, xem lại")
    an.sees("Xem lại")


async def test_ticking(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    await an.presses("Xong")
    assert an.toast == "Chọn ít nhất một mục rồi bấm Xong."
    await an.presses("Phụ nữ")
    await an.presses("Trang sau")
    assert len([b for b in an.buttons if b[0] in "☐☑"]) == 4, "twelve groups stand on two pages"
    await an.presses("Đồng bào có đạo")
    await an.presses("Trang trước")
    assert "☑ Phụ nữ" in an.buttons
    await an.presses("Nông dân")
    await an.presses("Cựu chiến binh")
    assert an.toast == "Chọn nhiều nhất 3 mục. Bỏ bớt một mục rồi chọn lại."
    await an.presses("Nông dân")
    await an.presses("Xong")
    assert set(kept(stage, "an", "strata")[0].split()) == {"women", "religious"}


async def test_stopped_gone_on_with_after_weeks_and_a_restart(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    await an.says("/dung")
    an.sees("Phiếu viết dở vẫn còn nguyên")
    an.sees("ngày 23/11")
    before = kept(stage, "an", "gist")
    await an.says("xyz")
    an.sees("hiểu tin này")
    assert kept(stage, "an", "gist") == before == [GIST]

    await stage.restart()
    stage.world.clock.set(stage.world.clock.now() + timedelta(weeks=2))
    await an.presses("Viết tiếp")
    an.sees("3/")
    await an.presses("Phụ nữ")
    await stage.restart()
    await an.presses("Xong")
    an.sees("4/")
    assert kept(stage, "an", "strata") == ["women"]


async def test_an_answer_changed_on_the_review_page(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    an.sees("Xem lại")
    await an.presses(f"✎ {line(an, 'Ý kiến nghiêng về đâu?')}")
    an.sees("Đang ghi: Băn khoăn")
    await an.presses("Chưa rõ")
    an.sees("Xem lại")
    assert "Những người còn lại nghĩ sao" not in an.last.text, "what is not asked any more is not shown"
    await an.edits(PROPOSAL, "Đề nghị trợ giá.")
    an.sees("Đã sửa câu “Anh/chị đề xuất gì?”")
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    sent = stage.look(lambda s: s.scalars(select(ReportRevision)).one()).document
    assert (value(sent, "main"), value(sent, "share"), value(sent, "proposal")) == ("unclear", "", "Đề nghị trợ giá.")

    await an.edits("Đề nghị trợ giá.", "Thôi, không đề nghị gì.")
    an.sees("Tin vừa sửa không thuộc phiếu đang viết")
    assert [r.document for r in stage.look(lambda s: s.scalars(select(ReportRevision)).all())] == [sent]


async def test_an_edited_message_corrects_the_answer_it_gave(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    await an.edits(GIST, "Giá phân bón tăng.")
    an.sees("Đã sửa câu “Người dân nói gì?”")
    an.sees("3/")
    assert kept(stage, "an", "gist") == ["Giá phân bón tăng."]
    await an.says("phụ nữ, nông dân")
    await an.edits("phụ nữ, nông dân", "người ngoài hành tinh")
    an.sees("Mục này không có trong danh sách")
    assert kept(stage, "an", "strata") == ["women farmers"]


async def test_an_edit_of_an_answer_that_is_not_asked_any_more(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Việc khác")
    await an.says("Giáo dục")
    an.sees("2/6")
    await an.presses("Quay lại")
    an.sees("1/6 · Lĩnh vực nào?")
    await an.presses("Quay lại")
    await an.presses("Giá vật tư")
    await an.edits("Giáo dục", "Y tế")
    an.sees("Câu này hiện không cần trả lời nữa.")
    assert kept(stage, "an", "item") == ["item_1"]


async def test_a_long_paste_is_one_answer(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    mark = an.last.id
    await an.says("giá phân bón tăng " * 400)
    assert len([text for text in an.answers(mark) if "3/" in text]) == 1, "the next question is asked once"
    whole = kept(stage, "an", "gist")[0]
    assert whole.split() == ("giá phân bón tăng " * 400).split()
    parts = [m for m in an.phone if m.mine and "giá phân" in m.text]
    assert len(parts) == 2
    stage.world.edit("an", an.chat, parts[1].id, "hết.")
    await stage.settle()
    assert kept(stage, "an", "gist")[0] == whole[: len(parts[0].text)] + "hết."
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=1))
    await an.says("nông dân")
    assert kept(stage, "an", "strata") == ["farmers"], "what follows later is another answer"


async def test_a_hundred_thousand_letters(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    mark = an.last.id
    await an.says("x" * 100_000)
    assert len(an.answers(mark)) == 1, "one sentence for all parts"
    an.sees("Mục này không có trong danh sách")
    assert kept(stage, "an", "item") == [""]
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=1))
    await an.presses("Giá vật tư")
    mark = an.last.id
    await an.says("y" * 100_000)
    assert len([text for text in an.answers(mark) if "10.000 ký tự" in text]) == 1
    assert len(an.answers(mark)) == 2
    assert len(kept(stage, "an", "gist")[0]) == 10_000


async def test_a_paste_that_is_too_long_for_its_question(stage: Stage, binh: Person) -> None:
    await binh.says("/soan")
    await binh.presses("Yêu cầu nắm bắt hằng tháng")
    mark = binh.last.id
    await binh.says("tên " * 1100)
    assert binh.answers(mark) == [binh.last.text], "one sentence for all parts"
    binh.sees("Tên dài nhất 200 ký tự.")
    assert kept(stage, "binh", "title") == [""], "its last part is no answer"


async def test_a_menu_word_in_the_middle_of_an_answer(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.says("menu")
    an.sees("Phiếu viết dở vẫn còn nguyên")  # no choice is called that
    await an.presses("Viết tiếp")
    await an.presses("Giá vật tư")
    mark = stage.world.mark()
    await an.says("Menu")
    an.sees("đang được ghi làm câu trả lời")
    assert len(stage.calls(mark)) <= 2
    assert kept(stage, "an", "gist") == ["Menu"]
    await an.presses("☰ Danh mục")
    an.sees("Chọn việc muốn làm")


async def test_two_drafts_and_the_focus(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    an.sees("Phiếu: Nội dung nắm bắt tháng 11")
    await an.presses("Giá vật tư")
    assert "Phiếu:" not in an.last.text, "only where a form is opened or taken up again"
    of_the_report = an.button("Quay lại")
    await an.says("/khan")
    an.has_seen("Chuyển sang phiếu Báo việc khẩn. Phiếu lúc nãy đã cất, mở lại trong Danh mục")
    await an.presses("Tập trung đông người")
    await an.presses("xã An Phú")
    await an.says("Khoảng 40 người trước trụ sở")
    assert sorted(kept(stage, "an", "gist")) == ["", "Khoảng 40 người trước trụ sở"]
    await an.says("/start")
    an.sees("Phiếu viết dở vẫn còn nguyên")
    assert f"✎ Viết tiếp: {'Nội dung nắm bắt tháng 11'}" in an.buttons, "the menu says which draft it is"
    assert any(label.endswith(" · Khoảng 40 người trước t…") for label in an.buttons), "and what its matter is"
    await an.presses_on(*of_the_report)
    an.has_seen("Chuyển sang phiếu Nội dung nắm bắt tháng 11. Phiếu lúc nãy đã cất, mở lại trong Danh mục")
    await an.presses("Sáp nhập thôn")
    an.has_seen("✓ Đã lưu: Sáp nhập thôn")
    await an.says(GIST)
    assert sorted(kept(stage, "an", "gist")) == ["Khoảng 40 người trước trụ sở", GIST]
    await an.edits("Khoảng 40 người trước trụ sở", "Khoảng 60 người trước trụ sở")
    an.sees("Đã sửa câu “Đang diễn ra thế nào?”")
    assert sorted(kept(stage, "an", "gist")) == ["Khoảng 60 người trước trụ sở", GIST], "it knows whose answer it is"
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 2
    await an.presses("Tận mắt thấy")
    await an.presses("Gửi ngay")
    assert stage.look(lambda s: s.scalars(select(Report)).one()).kind == "urgent"
    assert kept(stage, "an", "gist") == [GIST], "the other draft is still there"


async def test_one_more_matter_keeps_the_place_and_offers_groups_and_source(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("✓ Gửi")
    message, token = an.button("Thêm mục khác")
    await an.presses_on(message, token)
    await an.presses_on(message, token)
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == 1, "a double tap begins one"
    assert "✓ Giá vật tư nông nghiệp tăng" in an.buttons, "what was answered is marked"
    await an.presses("Sáp nhập thôn")
    await an.says(GIST)
    await an.presses("Như lần trước: Phụ nữ, Nông dân")
    an.sees("✓ Đã lưu: Phụ nữ, Nông dân")
    assert kept(stage, "an", "strata") == ["women farmers"]
    await play(an, [*WHOLE[5:-5]])
    an.sees("Nghe từ nguồn nào?")
    await an.presses("Như lần trước: Trao đổi trực tiếp")
    an.sees("vì sao?")
    assert (kept(stage, "an", "place"), kept(stage, "an", "source")) == (["X01"], ["direct"])


async def test_two_calls_a_step(stage: Stage, an: Person) -> None:
    """At most two API calls a step besides a tap's answer, through the whole form."""
    prompt_there(stage)
    await begin_report(an)
    for step in (*UP_TO_URGENCY, ("press", "Cần quan tâm sớm"), ("say", PROPOSAL), ("press", "✓ Gửi")):
        mark = stage.world.mark()
        await play(an, [step])
        calls = [call for call in stage.calls(mark) if call != "answercallbackquery"]
        assert 1 <= len(calls) <= 2, (step, calls)
    an.sees("BC-1126-001")


async def test_what_was_not_understood_is_said(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Việc khác")
    for typed, sentence in (
        ("người ngoài hành tinh", "Mục này không có trong danh sách."),
        ("thông", "3 mục khớp với điều vừa ghi."),
        ("\u2060", "Mục này không có trong danh sách"),
    ):
        await an.says(typed)
        an.sees(sentence)
    await an.says("4")
    assert kept(stage, "an", "topic") == ["land"]
    await an.says("\u2060")
    an.sees("Tin vừa gửi không có chữ nào.")
    assert kept(stage, "an", "gist") == [""]


async def test_a_draft_is_discarded_once_its_author_has_said_so_twice(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    await an.presses("Để sau")
    await an.presses("Bỏ phiếu này")
    an.sees("Bỏ phiếu Nội dung nắm bắt tháng 11?")
    assert kept(stage, "an", "gist") == [GIST], "asked first"
    await an.presses("Bỏ hẳn")
    an.sees("Đã bỏ phiếu")
    assert not stage.look(lambda s: s.scalars(select(DraftRow)).all())
    await an.says("/menu")
    assert not any("Viết tiếp" in label for label in an.buttons)
    binh = stage.person("binh")
    await binh.says("/tinhhinh")
    binh.sees("Đang viết: 0/2")
    await begin_report(an)
    await play(an, QUICK)
    await an.says("gửi")
    await an.presses("Xem lại")
    await an.presses("Xóa báo cáo này")
    await an.presses("Xóa hẳn")
    await binh.says("/tinhhinh")
    binh.sees("Đang viết: 0/2")


async def test_later_on_the_card_of_another_draft_leaves_what_is_being_written(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:1])
    first = an.button("Để sau")
    await an.says("/khan")
    an.has_seen("Chuyển sang phiếu")
    await an.presses_on(*first)
    an.has_seen("Phiếu viết dở vẫn còn nguyên. Hạn gửi")
    slide = "Sạt lở chắn đường vào thôn Đông, có mười hộ bị kẹt."
    await an.says(slide)
    assert slide in kept(stage, "an", "gist"), "what is typed still belongs to the urgent form"
    second = an.button("Để sau")
    await an.presses("Viết tiếp")
    an.has_seen("Chuyển sang phiếu Nội dung nắm bắt tháng 11")
    await an.presses_on(*second)
    await an.says(GIST)
    assert GIST in kept(stage, "an", "gist"), "an older card of another draft takes nothing away either"


@pytest.mark.parametrize(
    ("minutes", "said", "left"), [(1, "Đã bỏ phiếu và rút báo khẩn", 0), (3, "phiếu được giữ lại cho cán bộ trực", 1)]
)
async def test_discarding_a_draft_takes_its_alert_back_while_that_can_be_done(
    stage: Stage, an: Person, minutes: int, said: str, left: int
) -> None:
    prompt_there(stage)
    await begin_report(an)
    await play(an, UP_TO_URGENCY[:2])
    await an.presses("❗ Báo khẩn")
    await an.presses("Báo khẩn ngay")
    await an.presses("Để sau")
    await an.presses("Bỏ phiếu này")
    stage.world.clock.set(stage.world.clock.now() + timedelta(minutes=minutes))
    await an.presses("Bỏ hẳn")
    an.has_seen(said)
    assert len(stage.look(lambda s: s.scalars(select(DraftRow)).all())) == left


async def test_a_way_that_is_typed_is_no_opinion(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.says("quay lại")
    an.sees("1/6 · Anh/chị phản ánh mục nào?")
    await an.presses("Giá vật tư")
    await an.says("để sau")
    an.sees("Phiếu viết dở vẫn còn nguyên.")
    await an.presses("Viết tiếp")
    await an.says("dừng")
    an.sees("Phiếu viết dở vẫn còn nguyên.")
    await an.presses("Viết tiếp")
    await an.says("hủy")
    an.sees("Những câu đã viết sẽ mất.")
    await an.presses("Không, viết tiếp")
    assert kept(stage, "an", "gist") == [""]
    await an.says("Dừng thu phí chợ, bà con mong vậy")
    an.sees("3/6")


async def test_every_question_says_what_it_wants_and_is_answered_politely(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    said = (
        ("trợ giúp", "số 1 em ạ", "Gõ vài chữ của mục ấy cũng được, ví dụ “Giá vật tư nông nghiệp tăng”."),
        ("trợ giúp", GIST, "Anh/chị viết câu trả lời bằng lời của mình"),
        ("chị không hiểu câu này", "nông dân và phụ nữ", "Anh/chị bấm từng mục cần chọn"),
        ("cái này ghi sao em", "dạ băn khoăn ạ", "ví dụ “Đồng tình”."),
        ("help", "ba phần tư nhé", "ví dụ “Hầu hết”."),
        ("trợ giúp", "bình thường em nhé", "ví dụ “Bình thường”."),
    )
    for number, (word, answer, wanted) in enumerate(said, 1):
        for ask in (an.says(word), an.presses("Trợ giúp")):
            await ask
            an.sees(wanted)
            an.sees(f"{number}/6 · ")
        await an.says(answer)
    an.sees("Nghe từ nhóm nào? Phụ nữ, Nông dân")
    await an.says("gửi đi em")
    an.sees("Đã nhận báo cáo BC-1126-001")


async def test_an_unmarked_word_is_an_answer_where_words_are_asked_for(stage: Stage, an: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.says("dung")
    an.sees("Phiếu viết dở vẫn còn nguyên")
    await an.presses("Viết tiếp")
    await play(an, UP_TO_URGENCY[:1])
    await an.says("dung")
    an.has_not_seen("Những câu đã viết sẽ mất.")
    assert kept(stage, "an", "gist") == ["dung"]


async def test_urgent_word_at_a_question_opens_the_urgent_form(stage: Stage, an: Person, binh: Person) -> None:
    prompt_there(stage)
    await begin_report(an)
    await an.presses("Giá vật tư")
    await an.says("KHẨN: cháy chợ huyện từ lúc 5 giờ sáng")
    an.sees("Chuyển sang phiếu Báo việc khẩn. Phiếu lúc nãy đã cất, mở lại trong Danh mục.")
    an.sees("1/4 · Việc gì?")
    await an.says("/menu")
    assert [label for label in an.buttons if "Viết tiếp" in label] == [
        "✎ Viết tiếp: Nội dung nắm bắt tháng 11",
        "✎ Viết tiếp: Báo việc khẩn · cháy chợ huyện từ lúc 5…",
    ]
    binh.has_not_seen("Việc khẩn")
