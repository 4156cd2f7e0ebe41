"""Every type of question is asked, answered by button and by word, shown on the review page, and sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, select

from forms.authoring.load import load
from forms.model.types import ANSWERS
from handlers.filling import format_answer, parse_answer, question_card
from storage.forms import published_forms
from storage.tables import ReportRevision, StoredFile
from tests.handlers.playing import begin_report, kept, line, prompt_there, value
from tests.handlers.sheets import xlsx
from tests.handlers.walking import walk
from tests.sandbox.pictures import picture
from tests.stage import Person, Stage

HEAD = ("type", "name", "label", "relevant", "parameters", "required", "repeat_count")
VILLAGES = [f"Thôn {name}" for name in ("An Lạc", "An Hòa", "An Bình", "Bình Minh", "Cát Tiên", "Đại An")]
VILLAGES += [f"Ấp {number}" for number in range(1, 8)]
LISTS = [
    *(("village", f"v{number}", label) for number, label in enumerate(VILLAGES)),
    ("matter", "road", "Đường sá"),
    ("matter", "water", "Nước sạch"),
    ("matter", "school", "Trường học"),
]


def publish(
    stage: Stage,
    survey: Sequence[tuple[object, ...]],
    *,
    head: Sequence[str] = HEAD,
    lists: Sequence[tuple[str, str, str]] = LISTS,
) -> None:
    """The office's own form, published, and a prompt that asks with it."""
    name = "khao_sat"
    sheet = xlsx(survey, lists, {"form_title": "Khảo sát", "form_id": name}, head=head)
    form = load(sheet, kind="xlsx")

    def work(session: Session) -> None:
        published_forms.publish(session, name, form.title, form.xml, stage.world.clock.now())

    stage.database.run_now(work)
    prompt_there(stage, form=name)


def document(stage: Stage) -> str:
    def work(session: Session) -> str:
        revisions = session.scalars(select(ReportRevision)).all()
        return max(revisions, key=lambda one: one.revision).document

    return stage.look(work)


def test_every_type_can_be_asked_read_and_shown() -> None:
    assert {*parse_answer._READERS, *parse_answer._CHOOSERS} == ANSWERS.keys() == question_card._HOW.keys()
    assert {kind for kind in ANSWERS if kind.is_file} <= format_answer._SHOWN.keys()


async def test_times_ranges_and_agreement(stage: Stage, an: Person) -> None:
    publish(
        stage,
        [
            ("acknowledge", "rules", "Không ghi tên ai.", None, None, "yes"),
            ("time", "at", "Lúc mấy giờ?"),
            ("dateTime", "since", "Từ khi nào?"),
            ("range", "mood", "Mức độ quan tâm?", None, "start=1 end=5 step=1"),
            ("range", "people", "Bao nhiêu người?", None, "start=0 end=500 step=10"),
            ("barcode", "code", "Mã hồ sơ?"),
            ("decimal", "price", "Giá một bao phân (triệu)?"),
        ],
    )
    await begin_report(an)
    await an.says("gì cơ")
    an.sees("Xin bấm Đã xem, đi tiếp bên dưới.")
    await an.presses("Đã xem, đi tiếp")
    await an.says("lúc nào đó")
    an.sees("Xin ghi giúp em giờ")
    await an.says("bảy giờ")
    an.sees("Từ khi nào?")
    await an.presses("Quay lại")
    an.sees("Đang ghi: 07:00")
    await an.says("8 giờ 30 tối")
    an.sees("Từ khi nào?")
    await an.says("8h30 hôm qua")
    an.sees("Mức độ quan tâm?")
    assert [label for label in an.buttons if label.isdecimal()] == ["1", "2", "3", "4", "5"]
    await an.presses("Quay lại")
    an.sees("Đang ghi: 08:30")
    await an.presses("Bây giờ")
    await an.presses("4")
    an.sees("Ghi một số từ 0 đến 500.")
    await an.says("125")
    an.sees("mỗi nấc 10")
    await an.says("khoảng 120 người")
    await an.says("HS-0042")
    await an.says("1,25")
    an.sees("Xem lại")
    for shown in ("đã xem", "20:30", "4", "120", "HS-0042", "1,25"):
        an.sees(shown)
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    stored = document(stage)
    assert value(stored, "at") == "20:30:00.000+07:00"
    assert value(stored, "since").endswith("+07:00")
    assert (value(stored, "mood"), value(stored, "people"), value(stored, "price")) == ("4", "120", "1.25")


async def test_a_long_list_is_filtered_by_typing(stage: Stage, an: Person) -> None:
    publish(
        stage, [("select_one village", "where", "Thôn, ấp nào?"), ("select_multiple village", "also", "Còn nơi nào?")]
    )
    await begin_report(an)
    an.sees("Gõ vài chữ để tìm nhanh")
    await an.says("thon an")
    an.sees("3 mục khớp với điều vừa ghi.")
    assert [b for b in an.buttons if b.startswith(("Thôn", "Ấp"))] == ["Thôn An Lạc", "Thôn An Hòa", "Thôn An Bình"]
    await an.presses("Xem tất cả các mục")
    assert "Thôn Bình Minh" in an.buttons
    await an.says("dai an")
    an.sees("Còn nơi nào?")
    assert kept(stage, "an", "where") == ["v5"]
    await an.presses("Thôn An Lạc")
    await an.says("ap 7")
    assert "☑ Thôn An Lạc" in an.buttons, "what was typed ticks more"
    await an.presses("Xong")
    assert kept(stage, "an", "also") == ["v0 v12"]


async def test_ranking(stage: Stage, an: Person) -> None:
    publish(stage, [("rank matter", "order", "Việc nào cần trước?", None, None, "yes"), ("text", "why", "Vì sao?")])
    await begin_report(an)
    await an.presses("Nước sạch")
    await an.presses("Xong")
    assert an.toast == "Còn 2 mục chưa xếp."
    await an.presses("Trường học")
    assert {"1 ◂ Nước sạch", "2 ◂ Trường học", "3 ◂ Đường sá"} <= set(an.buttons)
    await an.presses("Xong")
    an.sees("Vì sao?")
    assert kept(stage, "an", "order") == ["water school road"]
    await an.presses("Quay lại")
    await an.says("1 2")
    an.sees("Xin ghi số thứ tự của tất cả các mục")
    await an.says("1 3 2")
    assert kept(stage, "an", "order") == ["road school water"]


async def test_a_repeat_within_a_repeat(stage: Stage, an: Person) -> None:
    publish(
        stage,
        [
            ("begin_repeat", "village", "Thôn"),
            ("text", "name", "Tên thôn?", None, None, "yes"),
            ("begin_repeat", "matter", "Việc"),
            ("text", "what", "Việc gì?", None, None, "yes"),
            ("end_repeat",),
            ("end_repeat",),
            ("integer", "total", "Tổng số người?"),
        ],
    )
    await begin_report(an)
    an.sees("Thôn 1")
    await an.says("An Lạc")
    an.sees("Thôn 1 › Việc 1")
    await an.says("Đường hỏng")
    an.sees("Đã có 1 mục. Thêm một mục nữa?")
    await an.says("thêm")
    an.sees("Thôn 1 › Việc 2")
    await an.says("Thiếu nước")
    await an.says("xong")
    an.sees("Thôn")
    await an.presses("Thêm một mục nữa")
    an.sees("Thôn 2")
    await an.says("Bình Minh")
    an.sees("Thôn 2\n\nViệc\nChưa có mục nào. Thêm một mục?")
    await an.presses("Không có, đi tiếp")
    await stage.restart()
    await an.presses("✕ Bỏ mục 1: An Lạc")
    an.sees("cùng các câu trả lời trong đó?")
    await an.presses("Giữ lại")
    await an.presses("✕ Bỏ mục 1: An Lạc")
    await an.presses("Bỏ mục này")
    an.sees("Đã có 1 mục.")
    await an.edits("Bình Minh", "Thôn Bình Minh")
    an.sees("Đã sửa câu “Tên thôn?”")
    await an.presses("Đủ rồi, đi tiếp")
    await an.says("12")
    an.sees("Xem lại")
    an.sees("[1] Tên thôn? Thôn Bình Minh")
    await an.presses(f"✎ {line(an, '[1] Tên thôn?')}")
    await an.says("Bình Minh 2")
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    stored = document(stage)
    assert stored.count("<village>") == 1
    assert value(stored, "name") == "Bình Minh 2"
    assert "An Lạc" not in stored


async def test_a_place_is_kept_as_coarse_as_a_commune(stage: Stage, an: Person) -> None:
    publish(stage, [("geopoint", "spot", "Ở đâu?", None, None, "yes"), ("text", "what", "Việc gì?")])
    await begin_report(an)
    await an.says("gần chợ")
    an.sees("Xin gửi vị trí")
    await an.does("send_location", 10.98765, 106.84321)
    an.sees("Việc gì?")
    (kept_place,) = kept(stage, "an", "spot")
    assert kept_place.split()[:2] == ["11", "106.85"]
    await an.presses("Quay lại")
    an.sees("Đang ghi: khoảng 11; 106,85")
    await an.says("10,95; 106,84")
    assert kept(stage, "an", "spot")[0].split()[:2] == ["10.95", "106.85"]


async def test_a_file_is_checked_while_the_person_goes_on(stage: Stage, an: Person) -> None:
    publish(
        stage,
        [
            ("image", "photo", "Ảnh hiện trường?", None, None, "yes"),
            ("file", "paper", "Văn bản kèm theo?"),
            ("text", "what", "Việc gì?"),
        ],
    )
    await begin_report(an)
    stage.world.faults.add("server_error", method="getFile", times=1)
    await an.does("send_photo", picture())
    an.sees("Văn bản kèm theo?")
    an.has_seen("Đã nhận tệp, đang kiểm tra.")
    await an.presses("Bỏ qua")
    await an.says("Đường hỏng")
    an.sees("Đã đủ câu trả lời.")
    await an.presses("✓ Gửi")
    assert an.toast == "Đang kiểm tra tệp; xong là phiếu được gửi ngay."
    stage.world.clock.advance(30)
    await stage.until(lambda: "BC-1126-001" in an.last.text)
    assert value(document(stage), "photo").startswith("photo-")


async def test_a_file_that_is_of_no_use_is_asked_for_again(stage: Stage, an: Person) -> None:
    publish(stage, [("image", "photo", "Ảnh hiện trường?", None, None, "yes"), ("text", "what", "Việc gì?")])
    await begin_report(an)
    await an.does("send_document", b"%PDF-1.7 no picture", "anh.jpg")
    an.sees("không phải ảnh")
    await an.says("Đường hỏng")
    assert kept(stage, "an", "what") == ["Đường hỏng"], "the person went on meanwhile"
    an.sees("Ảnh hiện trường?")
    await an.presses("Gửi lại")
    an.sees("Ảnh hiện trường?")
    await an.does("send_photo", picture())
    an.sees("Đã đủ câu trả lời.")
    await an.presses("✓ Gửi")
    an.sees("BC-1126-001")
    assert len(stage.look(lambda s: s.scalars(select(StoredFile).where(StoredFile.purpose == "report")).all())) == 1


async def test_labels_too_long_for_buttons_stand_in_the_text(stage: Stage, an: Person) -> None:
    long = "Người dân đề nghị công khai phương án đền bù trước khi họp thôn"
    sheet = [("select_one matter", "which", "Ý kiến nào?"), ("text", "why", "Vì sao?")]
    LISTS.append(("matter", "long", long))
    try:
        publish(stage, sheet)
    finally:
        LISTS.pop()
    await begin_report(an)
    an.sees(f"4. {long}")
    await an.presses("4")
    assert kept(stage, "an", "which") == ["long"]


async def test_a_long_review_has_pages(stage: Stage, an: Person) -> None:
    publish(stage, [("integer", f"q{number}", f"Câu {number}?") for number in range(1, 26)])
    await begin_report(an)
    for number in range(1, 26):
        await an.says(str(number * 100))
    an.sees("(trang 1/2)")
    await an.presses("Trang sau")
    an.sees("25. Câu 25? 2500")
    await an.presses("✎ 25")
    await an.says("7")
    await an.presses("✓ Gửi")
    assert value(document(stage), "q25") == "7"


def publish_everything(stage: Stage) -> None:
    """A form with every type of question, most of which have to be answered."""
    survey = [
        ("note", "rules", "Không ghi tên ai."),
        ("begin_group", "first", "Phần một"),
        ("select_one village or_other", "where", "Thôn, ấp nào?", None, None, "yes"),
        ("select_multiple matter", "matters", "Việc gì?", None, None, "yes"),
        ("rank matter", "order", "Việc nào trước?"),
        ("end_group",),
        ("begin_repeat", "house", "Hộ"),
        ("text", "word", "Nói gì?", None, None, "yes"),
        ("begin_repeat", "need", "Nhu cầu"),
        ("integer", "cost", "Bao nhiêu?", "selected(/data/first/matters, 'road')"),
        ("decimal", "share", "Phần nào?", "${cost} > 0"),
        ("end_repeat",),
        ("end_repeat",),
        *((kind, f"q_{kind}", f"Câu {kind}?", None, None, "yes") for kind in ("date", "time", "dateTime", "geopoint")),
        *((kind, f"q_{kind}", f"Câu {kind}?", None, None, "yes") for kind in ("image", "audio", "video", "file")),
        *((kind, f"q_{kind}", f"Câu {kind}?", None, None, "yes") for kind in ("acknowledge", "barcode")),
        ("range", "mood", "Việc này gấp đến mức nào?", None, "start=0 end=100 step=5", "yes"),
        *((kind, f"q_{kind}", None) for kind in ("start", "end", "today", "deviceid", "username", "phonenumber")),
        ("calculate", "twice", None),
    ]
    survey = [(*row, *[None] * (7 - len(row))) for row in survey]
    survey[-1] = ("calculate", "twice", None, None, None, None, None, "${mood} * 2")
    publish(stage, survey, head=(*HEAD, "calculation"))


async def test_a_form_with_everything_is_walked_to_its_end(stage: Stage, an: Person) -> None:
    publish_everything(stage)
    await begin_report(an)
    assert await walk(stage, an) > 20
    stored = document(stage)
    assert stored.count("<house>") == 2
    assert value(stored, "q_deviceid").startswith("langnghe:")
    assert value(stored, "q_phonenumber") == "" and "an" != value(stored, "q_username") != ""


async def test_a_list_that_offers_nothing_says_so(stage: Stage, an: Person) -> None:
    rows: list[tuple[object, ...]] = [("integer", "n", "Mấy?"), ("select_one matter", "which", "Việc gì?", "${n} > 5")]
    publish(stage, [(*row, *[None] * (7 - len(row))) for row in rows], head=(*HEAD[:3], "choice_filter", *HEAD[4:]))
    await begin_report(an)
    await an.says("3")
    an.sees("chưa có mục nào để chọn")
    await an.presses("Quay lại")
    await an.says("7")
    await an.presses("Nước sạch")
    assert kept(stage, "an", "which") == ["water"]
