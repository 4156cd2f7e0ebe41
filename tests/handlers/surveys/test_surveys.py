"""A survey as it is lived: written in the chat, tried, sent, answered on three networks, closed."""

from __future__ import annotations

from sqlmodel import select

from storage.surveys import survey_answers
from storage.tables import Role, SeenBy, Survey, SurveyAnswer, SurveyDone, SurveyEnd, SurveySitting, SurveyStatus, Unit
from tests.handlers.filling.test_question_types import publish
from tests.handlers.playing import joins, local, only
from tests.stage import Person, Stage

TITLE = "Ý kiến về giá nước"


async def write_survey(binh: Person, *, unit: str = "Không, ẩn danh") -> None:
    """Bình writes a survey of two questions, of which the second is a list of his own, up to its preview."""
    await binh.says("/khaosat")
    await binh.presses("Soạn khảo sát")
    await binh.says(TITLE)
    await binh.says("Chuẩn bị phương án giá nước năm 2027")
    await binh.says("Anh/chị đồng ý hay không đồng ý với giá nước hiện nay?")
    await binh.presses("Đồng ý – không đồng ý")
    await binh.says("Điều gì cần sửa trước?")
    await binh.presses("chọn nhiều")
    await binh.says("Chất lượng nước; Cách ghi số; Giờ cấp nước")
    await binh.presses("Bỏ qua")
    await binh.presses("Nhóm tuổi")
    await binh.presses("Xong")
    await binh.presses("Cộng tác viên của Ban")
    await binh.presses("Toàn tỉnh")
    await binh.presses(unit)
    await binh.says("20/11")
    await binh.presses("✓ Xem trước")


async def answer(person: Person, *, first: str = "Rất đồng ý", age: str = "35 đến 49") -> None:
    await person.presses("Bắt đầu")
    person.has_seen("Câu 1/3")
    await person.presses(first)
    person.has_seen("Câu 2/3")
    await person.presses("Giờ cấp nước")
    await person.presses("Chất lượng nước")
    await person.presses("Xong")
    person.has_seen("Câu 3/3")
    await person.presses(age)
    person.has_seen("Đã đủ 3 câu")
    await person.presses("Gửi câu trả lời")
    person.has_seen("Đã nhận câu trả lời")


def row(stage: Stage) -> Survey:
    return stage.look(lambda s: s.scalars(select(Survey).order_by(Survey.id.desc())).first()) or Survey()  # type: ignore[attr-defined]


async def test_survey_is_written_tried_sent_answered_once_and_closed(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    only(stage)
    await write_survey(binh)
    binh.sees("Xem trước.")
    binh.sees("2 cộng tác viên")
    binh.sees("không phải mẫu của người dân")
    binh.sees("Khảo sát ẩn danh")
    binh.sees("Chất lượng nước · Cách ghi số · Giờ cấp nước · Không trả lời")
    await binh.presses("Gửi thử mười người")
    an.sees("xem thử")
    an.sees("máy chủ của mạng nhắn tin vẫn thấy")
    await answer(an)
    await binh.presses("Gửi chính thức")
    binh.has_seen(f"Khảo sát {TITLE} đang tới 2 cộng tác viên")
    await dung.presses("Bắt đầu")
    await dung.says("rất đồng ý")  # typed, where others press
    await dung.says("Giờ cấp nước")
    await dung.says("xong")
    dung.sees("Câu 3/3")
    await dung.presses("‹ Câu trước")
    await dung.presses("‹ Câu trước")
    dung.sees("Câu 1/3")
    assert row(stage).status is SurveyStatus.OPEN
    assert stage.look(lambda s: s.scalars(select(SurveyDone)).all()) == [], "what was tried is gone"
    await an.says("/menu")
    assert any(f"Khảo sát: {TITLE}" in label for label in an.buttons)
    await answer(an)
    await an.presses("Bắt đầu")
    an.sees("Mỗi người trả lời một lần")
    await an.says("/menu")
    assert not any(TITLE in label for label in an.buttons)
    await dung.presses("Bắt đầu")
    await dung.presses("Không trả lời")
    await dung.presses("‹ Câu trước")
    assert "✓ Không trả lời" in dung.buttons
    await dung.presses("Đồng ý")
    await binh.says("/khaosat")
    await binh.presses(TITLE)
    binh.sees("Dưới 5 câu trả lời")
    await binh.presses("Đóng ngay")
    await binh.presses("Đóng thật")
    binh.sees(f"Khảo sát {TITLE} đã đóng. 1 câu trả lời")
    await dung.presses("Giờ cấp nước")
    dung.sees("Khảo sát này đã đóng. Câu trả lời chưa gửi thì không tính")
    kept = stage.look(lambda s: survey_answers.given(s, row(stage).id))
    assert [sorted(one.choices["q2"]) for one in kept] == [["option_1", "option_3"]]
    assert stage.look(lambda s: s.scalars(select(SurveySitting)).all()) == []


async def test_whoever_was_in_the_middle_at_the_closing_hour_may_finish_and_nobody_begins(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    only(stage)
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    await an.presses("Bắt đầu")
    await an.presses("Rất không đồng ý")
    await stage.at(local(20, 17, 5))
    await dung.presses("Bắt đầu")
    dung.sees("Khảo sát này đã đóng")
    await an.presses("Giờ cấp nước")
    await an.presses("Xong")
    await an.presses("18 đến 34")
    await an.presses("Gửi câu trả lời")
    an.has_seen("Đã nhận câu trả lời")
    await stage.at(local(20, 17, 31))
    binh.sees(f"Khảo sát {TITLE} đã hết hạn và đã đóng.")
    assert (row(stage).status, row(stage).ended) == (SurveyStatus.CLOSED, SurveyEnd.TIME)
    assert len(stage.look(lambda s: s.scalars(select(SurveyAnswer)).all())) == 1


async def test_results_are_read_by_question_and_by_group_taken_as_a_file_and_told_back(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    more = [await joins(stage, f"c{n}", f"Cộng {n}", Role.COLLABORATOR) for n in range(6)]
    for at, person in enumerate([an, *more]):
        await person.says("/menu")
        await person.presses(f"Khảo sát: {TITLE}")
        await person.presses("Rất đồng ý" if at < 6 else "Chưa rõ")
        await person.presses("Giờ cấp nước")
        await person.presses("Xong")
        await person.presses("35 đến 49")
        await person.presses("Gửi câu trả lời")
    await stage.at(local(20, 17, 31))
    await binh.presses("Xem khảo sát")
    binh.sees("7 câu trả lời")
    await binh.presses("Kết quả")
    assert not any("Báo kết quả" in label for label in binh.buttons), (
        "the first screen said that only the board sees them"
    )

    def is_public(session):  # type: ignore[no-untyped-def]
        session.scalars(select(Survey)).one().seen_by = SeenBy.PUBLIC

    stage.database.run_now(is_public)
    await binh.says("/khaosat")
    await binh.presses(TITLE)
    await binh.presses("Kết quả")
    binh.sees("ý kiến của cộng tác viên, không phải mẫu của người dân")
    binh.sees("Rất đồng ý: … (ít người, không nêu số)")
    binh.sees("Giờ cấp nước: 100\u00a0% (n = 7;")
    await binh.presses("Theo: Anh/chị ở nhóm tuổi nào?")
    binh.sees("35 đến 49 (n = 7; hiệu quả 7): Còn lại (ít người): 100")
    await binh.presses("Kết quả")
    await binh.presses("Word")
    assert binh.last.document is not None and binh.last.document.name.endswith(".docx")
    await binh.presses("Báo kết quả cho người đã trả lời")
    an.sees("Cảm ơn anh/chị đã trả lời")
    an.sees("Giờ cấp nước: 100")


async def test_survey_names_no_member_and_refuses_a_code_that_is_none(stage: Stage, binh: Person) -> None:
    only(stage)
    await write_survey(binh)

    def another_code(session):  # type: ignore[no-untyped-def]
        session.scalars(select(Unit).where(Unit.parent_id.is_(None))).one().code = "KHAC"  # type: ignore[union-attr]

    stage.database.run_now(another_code)
    await binh.presses("Gửi khảo sát")
    binh.has_seen("Xin chọn lại")
    assert "Toàn tỉnh" in binh.buttons
    assert "Chọn từng người" not in binh.buttons, "nobody is anonymous who is named"
    assert stage.look(lambda s: s.scalars(select(Survey)).all()) == []


async def test_policy_is_entered_from_a_survey_and_says_what_is_missing_until_both_are_there(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    await binh.presses("Xem khảo sát")
    await binh.presses("Chính sách liên quan")
    binh.sees("chưa thuộc chính sách nào")
    await binh.presses("Thêm chính sách")
    await binh.says("Giá nước sạch năm 2027\nNghị quyết 12/NQ-HĐND")
    binh.sees("✓ Đã gắn khảo sát với chính sách này.")
    binh.sees("chưa ghi ngày ban hành")
    binh.sees(f"Khảo sát chưa xếp được trước hay sau: {TITLE}")
    assert "So trước và sau khi ban hành" not in binh.buttons
    await binh.presses("Ghi ngày ban hành")
    await binh.says("không biết")
    binh.sees("Xin ghi một ngày")
    await binh.says("mùng 1 tháng chạp")
    binh.sees("✓ Đã ghi ngày ban hành: 08/01/2027.")
    binh.sees("sẽ ban hành ngày 08/01/2027")
    binh.sees(f"Khảo sát trước khi ban hành: {TITLE}")
    await write_survey(binh)
    await binh.presses("Gửi khảo sát")
    await binh.presses("Xem khảo sát")
    await binh.presses("Chính sách liên quan")
    binh.sees("hỏi về chính sách nào?")
    await binh.presses("Giá nước sạch năm 2027")
    binh.sees(f"Khảo sát trước khi ban hành: {TITLE}, {TITLE}")
    await an.says("/menu")
    assert not any("chính sách" in label.casefold() for label in an.buttons)


async def test_survey_comes_once_to_whoever_joins_on_coming_back_and_not_to_whoever_is_in_the_middle(
    stage: Stage, binh: Person
) -> None:
    only(stage)
    new = await joins(stage, "moi", "Lê Mới", Role.COLLABORATOR, agrees=False)
    await new.starts(stage.codes["moi"])
    await new.does("block")
    await write_survey(binh)
    await binh.presses("✓ Gửi khảo sát")

    async def comes_back(*, by: str) -> list[str]:
        new.chat.blocked = False  # the network does not tell: what they do next does
        mark = new.last.id
        await (new.presses(by) if by in new.buttons else new.says(by))
        await stage.settle()
        return [one for one in new.answers(mark) if TITLE in one and "máy chủ của mạng nhắn tin" in one]

    assert len(await comes_back(by="Đồng ý tham gia")) == 1
    await new.presses("Bắt đầu")
    await new.does("block")
    assert await comes_back(by="Rất đồng ý") == []
    new.has_seen("Câu 2/3")
    await new.presses("Giờ cấp nước")
    new.sees("Câu 2/3")


async def test_form_with_a_condition_asks_some_people_one_question_more_and_says_of_whom_its_figures_are(
    stage: Stage, an: Person, binh: Person
) -> None:
    only(stage)
    publish(
        stage,
        [
            ("select_one yn", "road", "Đường thôn đã tốt chưa?"),
            ("select_one yn", "told", "Đã báo với xã chưa?", "${road} = 'no'"),
        ],
        lists=[("yn", "yes", "Rồi"), ("yn", "no", "Chưa")],
    )
    await binh.says("/khaosat")
    await binh.presses("Soạn khảo sát")
    await binh.says("Đường thôn")
    await binh.says("Chuẩn bị kế hoạch sửa đường")
    await binh.presses("Một mẫu phiếu của Ban")
    await binh.presses("Khảo sát")
    await binh.presses("Cộng tác viên của Ban")
    await binh.presses("Toàn tỉnh")
    await binh.presses("Không, ẩn danh")
    await binh.says("20/11")
    await binh.presses("✓ Xem trước")
    binh.sees("Chỉ hỏi người trả lời: Chưa (câu “Đường thôn đã tốt chưa?”).")
    await binh.presses("Gửi khảo sát")
    more = [await joins(stage, f"c{n}", f"Cộng {n}", Role.COLLABORATOR) for n in range(10)]
    for at, person in enumerate([an, *more]):
        await person.says("/menu")
        await person.presses("Khảo sát: Đường thôn")
        await person.presses("Rồi" if at < 5 else "Chưa")
        if at >= 5:
            person.has_seen("Câu 2/2. Đã báo với xã chưa?")
            await person.presses("Chưa")
        await person.presses("Gửi câu trả lời")
    an.has_not_seen("Đã báo với xã chưa?")
    await stage.at(local(20, 17, 31))
    await binh.presses("Xem khảo sát")
    await binh.presses("Kết quả")
    binh.sees("Chưa: 54,5\u00a0% (n = 6;")
    binh.sees("Số người được hỏi: 6.")
    binh.sees("Chưa: 100\u00a0% (n = 6;")
    assert not any("Theo: Đã báo" in label for label in binh.buttons)
    await binh.presses("Word")
    assert binh.last.document is not None


async def test_survey_goes_to_those_alone_whom_its_marks_mean(
    stage: Stage, an: Person, binh: Person, dung: Person
) -> None:
    only(stage)
    await binh.says("/khaosat")
    await binh.presses("Soạn khảo sát")
    for words in (TITLE, "Chuẩn bị phương án giá nước", "Anh/chị đồng ý hay không đồng ý với giá nước hiện nay?"):
        await binh.says(words)
    await binh.presses("Đồng ý – không đồng ý")
    await binh.presses("Bỏ qua")
    await binh.presses("Bỏ qua")
    await binh.presses("Cộng tác viên của Ban")
    await binh.presses("Chọn theo nhiều tiêu chí")
    offered = binh.last.text
    assert "từng phản ánh" not in offered and "Chưa trả lời" not in offered, "nothing that somebody did"
    await binh.says("Cấp cơ sở (xã, phường, đặc khu); Phụ trách nhóm: Phụ nữ")
    await binh.presses("Không, ẩn danh")
    await binh.says("20/11")
    await binh.presses("✓ Xem trước")
    binh.sees("Cấp cơ sở (xã, phường, đặc khu); Phụ trách nhóm: Phụ nữ, 1 cộng tác viên")
    await binh.presses("Gửi khảo sát")
    an.sees(TITLE)
    dung.has_not_seen(TITLE)
    await dung.says("/khaosat")
    dung.has_not_seen(TITLE)
