"""Documents lose who, where and with what, and nothing of what a reader is shown (PRIVACY.md 10)."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from tests.uploads.files import OFFICE, office, relations, zipped
from tests.uploads.marked_pictures import bmp, emf, gif, jpeg, pixels, png, svg, tiff, wmf
from tests.uploads.marks import MARK, marks_in
from uploads.errors import Unfit
from uploads.identify import checked

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
GUID = "00000000-0000-0000-0000-000000000001"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_parts(content: bytes, parts: dict[str, bytes], **changed: tuple[bytes, bytes]) -> bytes:
    """The archive with more parts, and text replaced in those named by their last word: `document=(before, after)`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    for name, inside in made.items():
        stem = re.sub(r"\W", "_", name.rpartition("/")[2].removesuffix(".xml"))
        if stem in changed:
            before, after = changed[stem]
            assert before in inside, inside
            made[name] = inside.replace(before, after, 1)
    return zipped(made | parts)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def word_with_marks() -> bytes:
    """By the library that everybody uses, then with all that Word itself adds."""
    import docx as library

    document = library.Document()
    for name in (
        "author",
        "last_modified_by",
        "title",
        "subject",
        "keywords",
        "comments",
        "category",
        "content_status",
        "identifier",
    ):
        setattr(document.core_properties, name, MARK)
    run = document.add_paragraph("Đơn kiến nghị").add_run(" làm lại cống")
    document.add_comment(run, text="xin xem lại", author=MARK, initials=MARK)
    document.add_picture(io.BytesIO(jpeg(MARK)))
    document.add_picture(io.BytesIO(png(MARK)))
    made = io.BytesIO()
    document.save(made)
    tracked = (
        f'<w:p w:rsidR="00AB12CD"><w:ins w:id="90" w:author="{MARK}" w:date="2026-11-05T10:00:00Z">'
        "<w:r><w:t>thêm vào</w:t></w:r></w:ins>"
        f'<w:del w:id="91" w:author="{MARK}"><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>'
        f'<w:smartTag w:element="PersonName"><w:smartTagPr><w:attr w:name="x" w:val="{MARK}"/></w:smartTagPr>'
        "<w:r><w:t>ông Tư</w:t></w:r></w:smartTag>"
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{MARK}"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>ô</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> INCLUDEPICTURE "C:\\Users\\Nguyen Van </w:instrText></w:r>'
        f'<w:r><w:instrText>Mau\\{MARK}.jpg" \\d</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:hyperlink r:id="rIdFile"><w:r><w:t>tệp kèm</w:t></w:r></w:hyperlink>'
        f'<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="rIdOle"/></w:object></w:r></w:p>'
    ).encode()
    related = (
        f'<Relationship Id="rIdFile" Type="{OFFICE}/hyperlink" Target="file:///C:/Users/{MARK}/a.docx" TargetMode="External"/>'
        f'<Relationship Id="rIdOle" Type="{OFFICE}/oleObject" Target="embeddings/oleObject1.bin"/>'
        f'<Relationship Id="rIdPeople" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/>'
        f'<Relationship Id="rIdCustom" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/></Relationships>'
    ).encode()
    settings = (
        f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rId1"/><w:mailMerge><w:query w:val="{MARK}"/></w:mailMerge>'
        f'<w:docVars><w:docVar w:name="a" w:val="{MARK}"/></w:docVars><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>'
    ).encode()
    return with_parts(
        made.getvalue(),
        {
            "word/people.xml": f'<p author="{MARK}"/>'.encode(),
            "word/embeddings/oleObject1.bin": MARK.encode("utf-16-le"),
            "customXml/item1.xml": f"<x>{MARK}</x>".encode(),
            "docProps/custom.xml": f"<x>{MARK}</x>".encode(),
            "_xmlsignatures/sig1.xml": f"<x>{MARK}</x>".encode(),
            "word/settings.xml.bak": MARK.encode(),
            "word/_rels/settings.xml.rels": relations(
                ("rId1", "attachedTemplate", f"file:///C:/{MARK}.dotx", "External")
            ),
        },
        _Content_Types_=(b"<Default", b'<Default Extension="bin" ContentType="application/octet-stream"/><Default'),
        document=(b"<w:sectPr", tracked + f"<!--{MARK}--><?note {MARK}?>".encode() + b"<w:sectPr"),
        document_xml_rels=(b"</Relationships>", related),
        settings=(b"</w:settings>", settings),
    )


def test_word_keeps_its_text_and_pictures_alone() -> None:
    import docx as library

    content = word_with_marks()
    assert len(marks_in(content)) > 8
    kept = checked(content, "file").content
    assert marks_in(kept) == []
    assert not re.search(
        "rsid|Users|2026-11-05|docProps|people|OLEObject|oleObject|smartTagPr|dataBinding", everything(kept)
    )
    before, after = (library.Document(io.BytesIO(one)) for one in (content, kept))
    said = [paragraph.text for paragraph in before.paragraphs]
    assert said == [paragraph.text for paragraph in after.paragraphs] and "tệp kèm" in said[-1]
    assert re.findall("<w:(?:t|delText)[^>]*>([^<]*)", part(kept, "word/document.xml")) == re.findall(
        "<w:(?:t|delText)[^>]*>([^<]*)", part(content, "word/document.xml")
    )
    (note,) = after.comments
    assert (note.text, note.author, note.initials) == ("xin xem lại", "Author", "A")
    assert shown(kept) == shown(content) and len(shown(kept)) == 2


def everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(name + archive.read(name).decode("latin-1") for name in archive.namelist())


def shown(content: bytes) -> list[bytes]:
    """The pixels of the pictures in an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pictures = [
            name for name in archive.namelist() if name.endswith((".png", ".jpg", ".jpeg")) and "thumbnail" not in name
        ]
        return sorted(pixels(archive.read(name)) for name in pictures)


def sheet_with_marks() -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties(
        dict.fromkeys(("title", "subject", "author", "manager", "company", "category", "keywords", "comments"), MARK)
    )
    book.set_custom_property("Nơi", MARK)
    sheet = book.add_worksheet("Xã")
    sheet.write_row(0, 0, ["An Phú", 3, 12.5])
    sheet.write_formula("B2", "=B1*2", None, 6)
    sheet.write_comment("A1", "đã gọi điện", {"author": MARK})
    sheet.write_url("A3", f"external:c:\\\\{MARK.replace(' ', '')}\\\\so.xlsx", string="sổ cũ")
    sheet.write_url("A4", "https://chinhphu.vn")
    sheet.insert_image("D4", "a.jpg", {"image_data": io.BytesIO(jpeg(MARK)), "description": MARK})
    sheet.set_header("&LBan Tuyên giáo&C&G", {"image_center": "b.png", "image_data_center": io.BytesIO(png(MARK))})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Xã!$B$1:$C$1"})
    sheet.insert_chart("D20", chart)
    book.close()
    folder = f'<AlternateContent><Choice><absPath url="C:\\Users\\{MARK}"/></Choice></AlternateContent>'
    views = f'<customWorkbookViews><customWorkbookView name="{MARK}" guid="{{{GUID}}}" windowWidth="1"'
    views += ' windowHeight="1" activeSheetId="1"/></customWorkbookViews>'
    return with_parts(
        made.getvalue(),
        {
            "xl/persons/person.xml": f"<x>{MARK}</x>".encode(),
            "xl/printerSettings/p.bin": MARK.encode("utf-16-le"),
            "xl/revisions/userNames.xml": f"<x>{MARK}</x>".encode(),
            "xl/connections.xml": f"<x>{MARK}</x>".encode(),
        },
        workbook=(b"<bookViews", f'<fileSharing userName="{MARK}"/>{folder}{views}<bookViews'.encode()),
        workbook_xml_rels=(
            b"</Relationships>",
            f'<Relationship Id="rIdC" Type="{OFFICE}/connections" Target="connections.xml"/></Relationships>'.encode(),
        ),
        sheet1=(b"<headerFooter", b'<pageSetup r:id="rIdP" paperSize="9"/><headerFooter'),
        sheet1_xml_rels=(
            b"</Relationships>",
            f'<Relationship Id="rIdP" Type="{OFFICE}/printerSettings" Target="../printerSettings/p.bin"/>'.encode()
            + b"</Relationships>",
        ),
        comments1=(b"<t>", f"<t>{MARK}:".encode()),
    )


def cells(content: bytes) -> list[list[object]]:
    import openpyxl

    return [[cell.value for cell in row] for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.rows]


def test_excel_keeps_its_cells_and_pictures_alone() -> None:
    import openpyxl

    content = sheet_with_marks()
    assert len(marks_in(content)) > 8
    kept = checked(content, "file").content
    assert marks_in(kept) == [] and MARK.replace(" ", "") not in everything(kept)
    assert cells(kept) == cells(content) and cells(kept)[0][:3] == ["An Phú", 3, 12.5]
    assert shown(kept) == shown(content) and len(shown(kept)) == 2
    assert any("chart" in name for name in names(kept)) and 'paperSize="9"' in part(kept, "xl/worksheets/sheet1.xml")
    sheet = openpyxl.load_workbook(io.BytesIO(kept)).active
    note = sheet["A1"].comment
    assert (note.text, note.author) == ("đã gọi điện", "Author")
    assert (sheet["A3"].hyperlink.target, sheet["A4"].hyperlink.target) == ("#", "https://chinhphu.vn")
    assert checked(kept, "file").content == kept


def test_slides_keep_their_shapes_and_lose_their_people() -> None:
    slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    people = f'<p:l xmlns:p="http://p/presentationml"><p:cmAuthor id="1" name="{MARK}" initials="{MARK}"/></p:l>'
    slide = (
        f'<p:s xmlns:p="http://p/presentationml" xmlns:r="{OFFICE}"><p:cNvPr id="1" name="Tiêu đề" descr="{MARK}"/>'
        '<p:custDataLst><p:tags r:id="r2"/></p:custDataLst></p:s>'
    )
    content = office(
        slides,
        parts={
            "_rels/main.xml.rels": relations(("r1", "commentAuthors", "people.xml"), ("r2", "slide", "slide.xml")),
            "people.xml": people.encode(),
            "slide.xml": slide.encode(),
            "_rels/slide.xml.rels": relations(("r2", "tags", "tags.xml")),
            "tags.xml": f"<x>{MARK}</x>".encode(),
            "docProps/thumbnail.jpeg": jpeg(MARK),
        },
    )
    kept = checked(content, "file").content
    assert marks_in(kept) == []
    assert 'name="Tiêu đề"' in part(kept, "slide.xml") and "custDataLst" not in part(kept, "slide.xml")
    assert 'name="Author" initials="A"' in part(kept, "people.xml")


@pytest.mark.parametrize(
    "parts",
    [
        {"_rels/main.xml.rels": relations(("r1", "aFChunk", "page.html")), "page.html": b"<p>x</p>"},
        {"_rels/main.xml.rels": relations(("r1", "video", "film.mp4")), "film.mp4": b"x"},
        {"_rels/main.xml.rels": relations(("r1", "image", "a.wdp")), "a.wdp": b"II\xbc\1" + bytes(40)},
        {"_rels/main.xml.rels": relations(("r1", "styles", "s.xml")), "s.xml": b"<broken"},
        {
            "_rels/main.xml.rels": relations(("r1", "styles", "s.xml")),
            "s.xml": b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
        },
        {
            "_rels/main.xml.rels": relations(("r1", "externalLink", "s.xml")),
            "s.xml": b"<externalLink><ddeLink/></externalLink>",
        },
        {"_rels/main.xml.rels": b"<broken"},
        {"_rels/.rels": relations(("r1", "officeDocument", "nowhere.xml"))},
        {"main.xml": b"<a>" * 5000 + b"</a>" * 5000},
    ],
    ids=[
        "a page",
        "a film",
        "an unknown picture",
        "no XML",
        "entities",
        "another program",
        "no relationships",
        "no main part",
        "deep",
    ],
)
def test_a_document_that_cannot_be_cleaned_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(Unfit, match=r"^not_cleaned$"):
        checked(office(WORD, parts=parts), "file")


def open_document_with_marks() -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0" xmlns:meta="{space}:meta:1.0"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' xmlns:svg="{space}:svg-compatible:1.0"'
        f' xmlns:draw="{space}:drawing:1.0"><text:p>Đơn <text:a xlink:href="file:///home/{MARK}">kiến nghị</text:a>'
        f"<office:annotation><dc:creator>{MARK}</dc:creator><dc:date>2026</dc:date><meta:creator-initials>{MARK}</meta:creator-initials>"
        f"<text:p>một ý</text:p></office:annotation><draw:image xlink:href='Pictures/1.jpg'/><svg:desc>{MARK}</svg:desc>"
        f"<text:date>5/11</text:date></text:p></office:document-content>"
    )
    manifest = "".join(
        f'<m:file-entry m:full-path="{name}"/>'
        for name in ("/", "content.xml", "meta.xml", "Pictures/1.jpg", "Thumbnails/")
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "meta.xml": f"<x>{MARK}</x>".encode(),
            "settings.xml": f"<x>{MARK}</x>".encode(),
            "META-INF/documentsignatures.xml": f"<x>{MARK}</x>".encode(),
            "Thumbnails/thumbnail.png": png(MARK),
            "Pictures/1.jpg": jpeg(MARK),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{space}:manifest:1.0">{manifest}</m:manifest>'.encode(),
        }
    )


def test_open_document_keeps_its_text_and_pictures_alone() -> None:
    content = open_document_with_marks()
    kept = checked(content, "file").content
    assert marks_in(kept) == []
    assert names(kept) == ["mimetype", "content.xml", "Pictures/1.jpg", "META-INF/manifest.xml"]
    assert re.findall('full-path="([^"]*)"', part(kept, "META-INF/manifest.xml")) == [
        "/",
        "content.xml",
        "Pictures/1.jpg",
    ]
    said = part(kept, "content.xml")
    assert all(one in said for one in ("Đơn", "kiến nghị", "một ý", "Pictures/1.jpg", "5/11"))
    assert shown(kept) == shown(content) or pixels(jpeg(MARK)) in shown(kept)


@pytest.mark.parametrize("make", [jpeg, png, gif, tiff, bmp])
def test_a_picture_in_a_document_is_the_same_picture(make: Callable[[str], bytes]) -> None:
    kept = picture_kept(make(MARK))
    assert marks_in(kept) == [] and zlib.compress(MARK.encode()) not in kept
    assert pixels(kept) == pixels(make(MARK))


def test_a_picture_that_comes_line_by_line_and_one_that_moves_stay_so() -> None:
    content = jpeg(MARK, progressive=True)
    assert marks_in(picture_kept(content)) == [] and pixels(picture_kept(content)) == pixels(content)
    with Image.open(io.BytesIO(picture_kept(gif(MARK)))) as moving:
        assert (getattr(moving, "n_frames", 1), moving.info.get("loop")) == (2, 0)


@pytest.mark.parametrize("make", [emf, wmf, svg])
def test_a_drawing_in_a_document_keeps_its_lines(make: Callable[[str], bytes]) -> None:
    kept = picture_kept(make(MARK))
    assert marks_in(kept) == [] and not re.search(b"Exif|Nguyen|N\0g\0u", kept)
    lines = {emf: struct.pack("<IIII", 27, 16, 5, 7), wmf: struct.pack("<IHHH", 5, 0x0213, 5, 7), svg: b"<rect width="}
    assert lines[make] in kept


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8" + b"\xff" * 100_000,
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"GIF89a" + bytes(7) + b"\x21\xf9",
        emf("x")[:120],
        emf("x").replace(struct.pack("<II", 5, 7), b"Exif\0\0\0\0"),
        b"BM" + bytes(60),
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"",
    ],
)
def test_a_picture_that_is_broken_or_unknown_refuses_its_document(content: bytes) -> None:
    with pytest.raises(Unfit, match=r"^not_cleaned$"):
        picture_kept(content)


def picture_kept(content: bytes) -> bytes:
    parts = {
        "_rels/main.xml.rels": relations(("r1", "image", "media/Nguyen Van Mau.x")),
        "media/Nguyen Van Mau.x": content,
    }
    kept = checked(office(WORD, parts=parts), "file").content
    (name,) = [name for name in names(kept) if name.startswith("media/")]
    assert "Nguyen" not in name
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        return archive.read(name)
