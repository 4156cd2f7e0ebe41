"""Pictures on labels: the card is the picture with the question below it, and goes on as every card does."""

from __future__ import annotations

from tests.handlers.sheets import xlsx
from tests.handlers.staff.test_form_files import MP3, picture
from tests.handlers.staff.test_forms import sends
from tests.stage import Person, Stage

HEAD = ("type", "name", "label", "media::image", "media::audio")


async def trial(binh: Person, survey: list[tuple[object, ...]], choices: list[tuple[object, ...]]) -> None:
    content = xlsx(survey, choices, {"form_title": "Cây", "form_id": "cay"}, head=HEAD)
    await sends(binh, content, "cay.xlsx")
    for name in ("da.png", "gao.png"):
        await sends(binh, picture(), name)
    if any("hoi.mp3" in row for row in survey):
        await sends(binh, MP3, "hoi.mp3")
    await binh.presses("Điền thử")


async def test_the_card_is_the_picture(stage: Stage, binh: Person) -> None:
    survey: list[tuple[object, ...]] = [
        ("text", "name", "Cây này tên gì?", "da.png", None),
        ("select_multiple use", "uses", "Dùng làm gì?", "gao.png", None),
        ("text", "more", "Còn gì nữa?", None, "hoi.mp3"),
    ]
    await trial(binh, survey, [("use", "shade", "Bóng mát"), ("use", "wood", "Gỗ")])
    card = binh.sees("1/3 · Cây này tên gì?")
    assert card.photo is not None and card.keyboard
    await binh.says("Cây đa")
    pictured = binh.sees("2/3 · Dùng làm gì?")
    assert pictured.photo is not None
    assert not next(m for m in binh.phone if m.id == card.id).keyboard, "the first card lost its buttons"
    await binh.presses("Gỗ")
    ticked = binh.sees("2/3 · Dùng làm gì?")
    assert ticked.id == pictured.id and "☑ Gỗ" in ticked.labels(), "the same message, its caption changed"
    await binh.presses("Xong")
    binh.sees("3/3 · Còn gì nữa?")
    assert pictured.id not in [m.id for m in binh.phone], "a picture cannot become a text: the card is a new message"
    await binh.presses("Quay lại")
    assert binh.sees("2/3 · Dùng làm gì?").photo is not None
    await binh.presses("Để sau")
    binh.sees("Phiếu viết dở vẫn còn nguyên.")
    await binh.presses("Viết tiếp")
    assert binh.sees("Dùng làm gì?").photo is not None


async def test_choices_with_pictures(stage: Stage, binh: Person) -> None:
    content = xlsx(
        [("select_one tree", "tree", "Cây nào?")],
        settings={"form_title": "Cây", "form_id": "cay"},
        choices=[("tree", "da", "Cây đa", "da.png"), ("tree", "gao", "Cây gạo", "gao.png")],
        choice_head=("list_name", "name", "label", "media::image"),
    )
    await sends(binh, content, "cay.xlsx")
    for name in ("da.png", "gao.png"):
        await sends(binh, picture(), name)
    await binh.presses("Điền thử")
    binh.sees("Cây nào?")
    assert [m.text for m in binh.phone if m.photo and not m.mine][-2:] == ["1. Cây đa", "2. Cây gạo"]
    await binh.presses("Cây gạo")
    await binh.presses("✓ Gửi")
    binh.sees("Đã điền thử xong")
