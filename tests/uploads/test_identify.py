"""What comes in for a report is known by what it is, and leaves behind where it was made."""

from __future__ import annotations

import io
import pickle
import tracemalloc

import pytest
from PIL import Image

from tests.uploads.files import (
    PLACE,
    VORBIS,
    aac,
    box,
    docx,
    flac,
    id3,
    long_box,
    movie,
    mp3,
    office,
    ogg,
    old_office,
    open_document,
    pdf,
    track,
    wav,
    webm,
    xlsx,
    zipped,
)
from uploads.errors import Unfit
from uploads.identify import LARGEST_OTHER, LARGEST_PICTURE, Content, checked, largest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MACROS = "application/vnd.ms-word.document.macroEnabled"


def photo(form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Hãng máy ảnh"
    exif[0x8825] = {1: "N", 2: (10.0, 57.0, 26.0)}
    made = io.BytesIO()
    Image.new("RGB", (32, 24), "#3060a0").save(made, form, exif=exif)
    return made.getvalue()


HEIC = box(b"ftyp", b"heic", bytes(4), b"mif1heic") + box(b"meta", bytes(40))
SOUNDS = {
    "ogg": ogg(),
    "ogg, vorbis": ogg(VORBIS),
    "mp3": mp3(),
    "mp3, tagged": mp3(id3()),
    "mp3, tagged and filled": mp3(id3() + bytes(100)),
    "wav": wav(),
    "amr": b"#!AMR\n" + bytes(32),
    "amr, wide band": b"#!AMR-WB\n" + bytes(32),
    "flac": flac(),
    "aac": aac(),
    "m4a": movie(b"M4A ", (b"soun",)),
    "webm": webm(b"A_OPUS"),
    "webm, live": webm(b"A_OPUS", live=True),
}
FILMS = {
    "mp4": movie(),
    "mov": movie(b"qt  "),
    "3gp": movie(b"3gp4"),
    "webm": webm(),
    "mp4, silent": movie(b"mp42", (b"vide",)),
}
DOCUMENTS = {
    "pdf": pdf(),
    "pdf, behind a few bytes": b"\r\n\0" + pdf(),
    "docx": docx(),
    "xlsx": xlsx(),
    "pptx": office(SLIDES),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "txt": "Dân ấp 3 kiến nghị\nlàm lại cống.".encode(),
    "txt, with a mark": b"\xef\xbb\xbf" + "đất".encode(),
    "csv": "xã,số\nAn Phú,3\nBình Hòa,5\n".encode(),
    "csv, tabs": b"a\tb\n1\t2\n",
}
STRANGE = {
    "nothing": b"",
    "a program": b"MZ\x90\0" + bytes(200),
    "another program": b"\x7fELF" + bytes(200),
    "an archive": zipped({"a.txt": b"x"}),
    "a broken archive": docx()[:2000],
    "an archive of packed secrets": b"PK\x03\x04" + bytes(100),
    "word with macros by its type": office(MACROS),
    "word with macros by its parts": office(WORD, macro=True),
    "writer with macros": open_document("text", **{"Basic/Standard/Module1.xml": b"x"}),
    "another open document": open_document("graphics"),
    "an installer": old_office("\u4840\u3f7f"),
    "a heading of a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 no document",
    "old text": "Đất đai".encode("utf-16"),
    "text with control characters": b"abc\0def",
    "spaces": b" \n\t\n",
    "boxes without tracks": box(b"ftyp", b"isom", bytes(4)) + box(b"moov", box(b"mvhd", bytes(100))),
    "a film without its boxes": movie()[:40],
    "boxes that lie": box(b"ftyp", b"isom", bytes(4)) + b"\xff\xff\xff\xffmoov" + bytes(20),
    "a heading of sound": b"OggS" + bytes(30),
    "a heading of a voice message": ogg()[:80],
    "a tag and a heading of FLAC": id3() + flac()[:42],
    "AMR without a frame": b"#!AMR\n\xff",
    "ogg with a film": ogg(b"\x80theora".ljust(42, b"\0")),
    "webm of positions": webm(b"D_GPS"),
    "broken webm": webm()[:60] + b"\0" * 8 + webm()[60:],
    "one frame of sound": mp3()[:417],
    "a tag alone": id3(),
    "a broken picture": b"\xff\xd8\xff\xe0" + bytes(200),
    "matroska": webm().replace(b"webm", b"matr"),
}


@pytest.mark.parametrize(("name", "content"), SOUNDS.items(), ids=SOUNDS)
def test_a_sound(name: str, content: bytes) -> None:
    found = checked(content, "audio")
    assert (found.stem, found.extension) == ("voice", name.split(",", 1)[0])
    assert found.mime.startswith("audio/")
    assert refused(content, "video") == "not_a_video"
    assert refused(content, "image") == "not_a_picture"
    assert checked(content, "file").stem == "file"


@pytest.mark.parametrize(("name", "content"), FILMS.items(), ids=FILMS)
def test_a_film(name: str, content: bytes) -> None:
    found = checked(content, "video")
    assert (found.stem, found.extension) == ("video", name.split(",", 1)[0])
    assert found.mime.startswith("video/")
    assert refused(content, "audio") == "not_a_sound"
    assert refused(content, "image") == "not_a_picture"


@pytest.mark.parametrize(("name", "content"), DOCUMENTS.items(), ids=DOCUMENTS)
def test_a_document(name: str, content: bytes) -> None:
    found = checked(content, "file")
    assert (found.stem, found.extension) == ("file", name.split(",", 1)[0])
    assert found.extension not in ("txt", "csv") or found.content == content
    assert checked(found.content, "file").extension == found.extension
    for accept, code in (("image", "not_a_picture"), ("audio", "not_a_sound"), ("video", "not_a_video")):
        assert refused(content, accept) == code


@pytest.mark.parametrize(
    "text",
    [
        r"{\rtf1\ansi{\info{\author An}}\par Kính gửi}",
        '<?xml version="1.0"?>\n<gpx creator="Garmin"><trkpt lat="10.0312" lon="105.7821"/></gpx>',
        '<svg xmlns="http://www.w3.org/2000/svg"><metadata>An</metadata></svg>',
        "\n<!DOCTYPE html><meta name=author content=An>",
        "<kml>\n<coordinates>105.7,10.0</coordinates></kml>",
        "BEGIN:VCARD\nFN:Nguyễn Văn An\nEND:VCARD",
        "BEGIN:VCALENDAR\nORGANIZER:An\n",
        "%!PS-Adobe-3.0\n%%Creator: Word\n",
        "From: An <an@vidu.vn>\nSubject: thư\n a\nMessage-ID: <1@may-an>\n\nKính gửi",
        "$GPGGA,123519,1001.038,N,10547.926,E,1,08,0.9,5.4,M",
        '{"type": "Point", "coordinates": [105.7821, 10.0312]}',
        '[{"from": "An", "text": "chào"}]',
    ],
    ids=lambda text: text.strip()[:12],
)
def test_text_in_which_a_program_names_maker_or_place_is_refused(text: str) -> None:
    """Privacy 10: what cannot be cleaned is not kept, and the person reads what to send instead."""
    assert refused(text.encode(), "file") == "not_cleaned"


@pytest.mark.parametrize(
    "text",
    ["[Ấp 3] dân kiến nghị", "Từ: Ban ấp\nGửi: xã", "< 5 hộ chưa có nước", "Kính gửi: Ban\nVề: {cống}", "{3 hộ} xin"],
)
def test_plain_text_that_looks_like_a_program_s_is_kept(text: str) -> None:
    assert checked(text.encode(), "file").content == text.encode()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture(form: str) -> None:
    assert b"Exif" in photo() and b"Exif" not in checked(photo(form), "image").content
    assert checked(photo(form), "image").stem == "photo"
    found = checked(photo(form), "file")
    assert (found.stem, found.extension, found.mime) == ("file", "jpg", "image/jpeg")
    assert "Hãng máy ảnh".encode() not in found.content
    assert refused(photo(form), "audio") == "not_a_sound"
    assert refused(photo(form), "video") == "not_a_video"


@pytest.mark.parametrize(("name", "content"), STRANGE.items(), ids=STRANGE)
def test_what_is_none_of_them(name: str, content: bytes) -> None:
    assert [refused(content, accept) for accept in ("image", "audio", "video", "file")] == [
        "not_a_picture",
        "not_a_sound",
        "not_a_video",
        "not_a_file",
    ]


def test_a_picture_that_few_can_open_gets_a_sentence_of_its_own() -> None:
    assert (refused(HEIC, "image"), refused(HEIC, "file")) == ("heic", "heic")
    assert refused(HEIC, "video") == "not_a_video"


@pytest.mark.parametrize(
    "streams", [("1Table", "WordDocument"), ("WordDocument", "Macros", "VBA"), ("Workbook",), ("Book",)]
)
def test_an_old_office_file_gets_a_sentence_of_its_own(streams: tuple[str, ...]) -> None:
    assert refused(old_office(*streams), "file") == "old_office"
    assert refused(old_office(*streams), "image") == "not_a_picture"


def test_a_document_with_a_password_gets_a_sentence_of_its_own() -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refused(made.getvalue(), "file") == "locked"
    assert refused(old_office("EncryptionInfo", "EncryptedPackage"), "file") == "locked"


def test_an_archive_that_grows_is_not_unpacked() -> None:
    bomb = office(WORD, parts={f"word/{n}.xml": bytes(30 << 20) for n in range(7)})
    assert len(bomb) < 1 << 20
    tracemalloc.start()
    assert refused(bomb, "file") == "not_a_file"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 << 20
    assert refused(office(WORD, parts={f"word/{n}.xml": b"" for n in range(2001)}), "file") == "not_a_file"


@pytest.mark.parametrize("brand", [b"isom", b"qt  ", b"3gp4", b"M4A "])
def test_a_film_forgets_where_it_was_taken(brand: bytes) -> None:
    content = movie(brand, (b"vide", b"soun"))
    assert content.count(PLACE) == 7
    kept = checked(content, "video").content
    assert PLACE not in kept and b"here " not in kept
    assert len(kept) == len(content), "no offset changes"
    assert b"seen and heard" in kept
    assert kept.count(b"trak") == 2, "the track that says where goes"
    assert checked(kept, "video").content == kept


def test_places_in_unusual_boxes() -> None:
    inside = box(b"moov", box(b"mvhd", bytes(100)), track(b"vide", more=box(b"udta", PLACE)), long_box(b"udta", PLACE))
    for content in (
        box(b"ftyp", b"isom", bytes(4)) + long_box(b"mdat", b"seen") + inside + b"SEFT" + PLACE,
        box(b"wide", PLACE) + box(b"mdat", b"seen") + inside,
        inside + long_box(b"gps ", PLACE) + struct_to_end(b"mdat", b"seen"),
    ):
        kept = checked(content, "video").content
        assert PLACE not in kept and b"seen" in kept and len(kept) == len(content)


def struct_to_end(kind: bytes, inside: bytes) -> bytes:
    """The last box of a file may say 0 for its size."""
    return bytes(4) + kind + inside


@pytest.mark.parametrize("count", [2**32 - 1, 2**20])
def test_tables_that_lie_end_in_time(count: int) -> None:
    lying = bytearray(movie())
    at = lying.rindex(b"stsc") + 8 + 4
    lying[at : at + 4] = count.to_bytes(4)
    assert checked(bytes(lying), "video").stem == "video"


def test_sizes_and_the_way_to_a_worker() -> None:
    assert (largest("image"), largest("audio"), largest("file")) == (LARGEST_PICTURE, LARGEST_OTHER, LARGEST_OTHER)
    found = pickle.loads(pickle.dumps(checked(pdf(), "file")))
    assert isinstance(found, Content) and found.extension == "pdf"
    with pytest.raises(Unfit, match=r"^heic$"):
        raise pickle.loads(pickle.dumps(Unfit("heic")))


def refused(content: bytes, accept: str) -> str:
    with pytest.raises(Unfit) as error:
        checked(content, accept)
    return str(error.value)


def test_what_is_transparent_is_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(checked(made.getvalue(), "image").content)) as kept:
        assert kept.getpixel((4, 4)) == (255, 255, 255)
