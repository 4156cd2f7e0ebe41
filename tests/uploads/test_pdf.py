"""PDF files lose who, where and with what, and nothing of their pages (PRIVACY.md 10)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.uploads.files import pdf
from tests.uploads.marked_pictures import jpeg, pixels
from tests.uploads.marks import MARK, marks_in
from uploads.errors import Unfit
from uploads.identify import checked

TEXT = b"BT /F1 12 Tf 10 50 Td (Don kien nghi) Tj ET q 16 0 0 12 0 0 cm /Im1 Do Q"
M = MARK.encode()


def document() -> Pdf:
    """One page with a text and a picture, which has a mark wherever the format has room for one."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(100, 100)).obj
    about = xmp(made)
    picture = Stream(made, jpeg(MARK), Type=Name.XObject, Subtype=Name.Image, Width=16, Height=12)
    picture.ColorSpace, picture.BitsPerComponent, picture.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    picture.Metadata, picture.OPI, picture.Measure = about, Dictionary(F=MARK), Dictionary(GPTS=String(MARK))
    shape = Stream(made, b"0 0 5 5 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    shape.PieceInfo, shape.LastModified = Dictionary(App=Dictionary(Private=MARK)), String(MARK)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im1=picture, Fm1=shape))
    page.Contents = made.make_indirect(Stream(made, TEXT))
    page.Metadata, page.Thumb = about, made.make_indirect(Stream(made, M))
    page.PieceInfo, page.VP = Dictionary(X=MARK), Array([Dictionary(Measure=Dictionary(GPTS=String(MARK)))])
    page.Annots = made.make_indirect(Array([made.make_indirect(annotation) for annotation in annotations(made)]))
    made.docinfo = made.make_indirect(
        Dictionary({f"/{key}": String(MARK) for key in ("Author", "Title", "Creator", "Producer", "Nơi")})
    )
    root: Any = made.Root
    root.Metadata, root.PieceInfo = about, Dictionary(X=MARK)
    root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String(MARK), filespec(made)])),
        JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=MARK)])),
        Dests=Dictionary(Names=Array([String("dau"), Array([page, Name.Fit])])),
    )
    root.AF = Array([filespec(made)])
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=MARK)
    root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.Figure, Alt=MARK))
    root.AcroForm = Dictionary(Fields=Array([page.Annots[4], page.Annots[5]]), XFA=MARK, SigFlags=3)
    root.DSS, root.Perms, root.OutputIntents = Dictionary(X=MARK), Dictionary(X=MARK), Array([Dictionary(Info=MARK)])
    root.OCProperties = Dictionary(OCGs=Array([layer(made)]), D=Dictionary(Creator=MARK))
    root.Outlines = made.make_indirect(outlines(made, page))
    return made


def xmp(made: Pdf) -> Any:
    return made.make_indirect(
        Stream(made, f"<x:xmpmeta><dc:creator>{MARK}</dc:creator></x:xmpmeta>".encode(), Type=Name.Metadata)
    )


def filespec(made: Pdf) -> Any:
    return made.make_indirect(
        Dictionary(Type=Name.Filespec, F=MARK, EF=Dictionary(F=made.make_indirect(Stream(made, M))))
    )


def layer(made: Pdf) -> Any:
    return made.make_indirect(
        Dictionary(Type=Name.OCG, Name="lớp", Usage=Dictionary(CreatorInfo=Dictionary(Creator=MARK)))
    )


def outlines(made: Pdf, page: Any) -> Any:
    entry = made.make_indirect(Dictionary(Title="Phần một", A=Dictionary(S=Name.Launch, F=MARK)))
    second = made.make_indirect(Dictionary(Title="Phần hai", A=Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))))
    entry.Next, second.Prev = second, entry
    return Dictionary(First=entry, Last=second, Count=2)


def annotations(made: Pdf) -> list[Any]:
    rect = Array([0, 0, 9, 9])
    who = {
        "/T": String(MARK),
        "/NM": String(MARK),
        "/Subj": String(MARK),
        "/M": String("D:20261105"),
        "/RC": String(MARK),
    }
    note = Dictionary({"/Subtype": Name.Text, "/Rect": rect, "/Contents": String("một ý"), **who})
    signature = Dictionary(Type=Name.Sig, Name=MARK, Location=MARK, Reason=MARK, ContactInfo=MARK, Contents=String(M))
    return [
        note,
        Dictionary(Subtype=Name.FileAttachment, Rect=rect, FS=filespec(made), T=MARK),
        Dictionary(Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.URI, URI=String("https://chinhphu.vn"))),
        Dictionary(
            Subtype=Name.Link,
            Rect=rect,
            A=Dictionary(S=Name.GoToR, F=MARK),
            AA=Dictionary(E=Dictionary(S=Name.Launch, F=MARK)),
        ),
        Dictionary(Subtype=Name.Widget, FT=Name.Sig, T="chu_ky", Rect=rect, V=signature),
        Dictionary(Subtype=Name.Widget, FT=Name.Tx, T="ho_so", V="một", Rect=rect),
        Dictionary(Subtype=Name.Screen, Rect=rect, A=Dictionary(S=Name.Rendition, F=MARK)),
    ]


@pytest.mark.parametrize("streams", list(pikepdf.ObjectStreamMode.__members__.values()), ids=str)
def test_a_pdf_keeps_its_pages_alone(streams: pikepdf.ObjectStreamMode) -> None:
    content = saved(document(), object_stream_mode=streams)
    kept = checked(content, "file").content
    plain = uncompressed(kept)
    assert marks_in(uncompressed(content)) and marks_in(kept) == [] and marks_in(plain) == []
    for sign in (
        b"/Author",
        b"/Metadata",
        b"EmbeddedFile",
        b"/Filespec",
        b"JavaScript",
        b"GPTS",
        b"PieceInfo",
        b"/Thumb",
        b"Exif",
        b"20261105",
    ):
        assert sign not in plain, sign
    with pikepdf.open(io.BytesIO(kept)) as opened:
        (page,) = opened.pages
        assert page.Contents.read_bytes() == TEXT
        assert pixels(page.Resources.XObject.Im1.read_raw_bytes()) == pixels(jpeg(MARK))
        assert page.Resources.Font.F1.BaseFont == Name.Helvetica
        said = [(str(one.Subtype), str(one.get("/Contents", "")), str(one.get("/T", ""))) for one in page.Annots]
        assert said[0] == ("/Text", "một ý", "") and ("/Widget", "", "ho_so") in said and len(said) == 5
        assert str(page.Annots[1].A.URI) == "https://chinhphu.vn" and "/A" not in page.Annots[2]
        assert "/V" not in page.Annots[3] and str(page.Annots[4].V) == "một"
        assert [str(opened.Root.Outlines.First.Title), str(opened.Root.Outlines.Last.A.S)] == ["Phần một", "/GoTo"]
        assert "/Dests" in opened.Root.Names and not len(opened.docinfo)
    assert checked(kept, "file").content == kept


def saved(made: Pdf, **options: Any) -> bytes:
    written = io.BytesIO()
    made.save(written, **options)
    return written.getvalue()


def uncompressed(content: bytes) -> bytes:
    """The same objects, written so that a search finds them."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        mode = pikepdf.ObjectStreamMode.disable
        return saved(
            opened,
            object_stream_mode=mode,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )


def test_an_older_revision_does_not_stay_in_a_pdf() -> None:
    first = saved(document())
    later = first + b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%" + M
    assert marks_in(uncompressed(checked(later, "file").content)) == []


def test_a_pdf_without_a_password_to_open_it_is_taken() -> None:
    held = saved(document(), encryption=pikepdf.Encryption(owner="a", user=""))
    kept = checked(held, "file").content
    assert marks_in(uncompressed(kept)) == []


def jpeg_2000() -> bytes:
    comment = b"\xff\x64" + (4 + len(M)).to_bytes(2) + b"\0\1" + M
    stream = b"\xff\x4f\xff\x51\0\4ab" + comment + b"\xff\x90\0\x0asound of it\xff\xd9"
    boxes = [
        (b"jP  ", b"\r\n\x87\n"),
        (b"ftyp", b"jp2 "),
        (b"jp2h", b"head"),
        (b"xml ", M),
        (b"uuid", M),
        (b"jp2c", stream),
    ]
    return b"".join((8 + len(inside)).to_bytes(4) + kind + inside for kind, inside in boxes)


def with_picture(raw: bytes, kind: Any) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(100, 100)).obj
    picture = Stream(made, raw, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=12)
    picture.Filter = kind
    page.Resources = Dictionary(XObject=Dictionary(Im1=picture))
    return saved(made)


def test_jpeg_2000_loses_its_boxes_of_text_and_comments() -> None:
    kept = checked(with_picture(jpeg_2000(), Name.JPXDecode), "file").content
    assert marks_in(kept) == [] and b"sound of it" in kept and b"jp2h" in kept


@pytest.mark.parametrize(
    "make",
    [
        lambda: with_picture(b"\xff\xd8 no picture", Name.DCTDecode),
        lambda: with_picture(b"x", Array([Name.FlateDecode, Name.DCTDecode])),
        lambda: saved(pikepdf.new()),
        lambda: pdf()[:200],
        lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000,
        lambda: (
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>\nendobj\ntrailer << /Root 1 0 R >>\n"
        ),
    ],
    ids=["a broken picture", "a packed picture", "no page", "cut off", "nested", "a circle"],
)
def test_a_pdf_that_cannot_be_cleaned_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(Unfit, match=r"^not_cleaned$"):
        checked(make(), "file")
