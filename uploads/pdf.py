"""PDF files: the pages as they are read, without who made them, where, when and with what (ISO 32000-2)."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import Any

from uploads.embedded_pictures import jpeg
from uploads.errors import Unfit

# What stays in the catalogue, in the tree of pages and in a page.
_ROOT_WORDS = """
/Type /Pages /PageLabels /Outlines /Dests /Names /PageLayout /PageMode /ViewerPreferences /AcroForm /OCProperties /Lang
"""
_ROOT = set(_ROOT_WORDS.split())
_PAGE_WORDS = """
/Type /Parent /Kids /Count /Resources /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Contents /Rotate /Group /UserUnit
/Annots /Tabs
"""
_PAGE = set(_PAGE_WORDS.split())
_FORM = {"/Fields", "/DR", "/DA", "/Q", "/NeedAppearances"}
# What goes wherever it stands: descriptions, private data, small pictures, attached files, actions of their own accord,
# places on the earth, names of files, where a page of the web came from.
_DROPPED_WORDS = """
/Author /Creator /Producer /Metadata /PieceInfo /LastModified /Thumb /AF /AA /JS /CreatorInfo /OPI /Measure /PtData /VP
/SpiderInfo /StructParent /StructParents /Alternates /Ref /SourceModified /RichMediaContent
"""
_DROPPED = set(_DROPPED_WORDS.split())
_ANNOTATIONS_WORDS = """
/Text /FreeText /Link /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Caret /Stamp
/Ink /Popup /Widget
"""
_ANNOTATIONS = set(_ANNOTATIONS_WORDS.split())
_ABOUT_ANNOTATION = {"/NM", "/M", "/CreationDate", "/RC", "/Subj", "/IT", "/ExData", "/State", "/StateModel"}
_ACTIONS = {"/GoTo", "/URI", "/Named", "/Hide", "/SetOCGState"}
_SIGNED = {"/Sig", "/DocTimeStamp"}


def pdf(content: bytes) -> bytes:
    """The cleaned file. Raises `Unfit`: locked (it wants a password), not_cleaned."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if not len(document.pages):
                raise Unfit("not_cleaned")
            _Cleaning(document).clean()
            made = io.BytesIO()
            with warnings.catch_warnings(action="ignore"):  # of fields that the form did not know before either
                document.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
            return made.getvalue()
    except pikepdf.PasswordError as error:
        raise Unfit("locked") from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise error if isinstance(error, Unfit) else Unfit("not_cleaned") from error


class _Cleaning:
    def __init__(self, document: Any) -> None:
        self._document = document

    def clean(self) -> None:
        root = self._document.Root
        for key in ("/Info", "/ID"):
            if key in self._document.trailer:
                del self._document.trailer[key]
        _keep(root, _ROOT)
        if "/Names" in root:
            _keep(root.Names, {"/Dests"})
        if "/AcroForm" in root:
            _keep(root.AcroForm, _FORM)
        for page in self._document.pages:
            self._page(page.obj)
        for dictionary in self._dictionaries():
            self._dictionary(dictionary)
        for stream in self._streams():
            self._stream(stream)

    def _page(self, page: Any) -> None:
        _keep(page, _PAGE)
        node = page
        for _ in range(100):
            node = node.get("/Parent")
            if node is None:
                break
            _keep(node, _PAGE)
        kept = []
        for annotation in _entries(page.get("/Annots")):
            if str(annotation.get("/Subtype")) in _ANNOTATIONS:
                self._annotation(annotation)
                kept.append(annotation)
        if kept:
            page.Annots = self._document.make_indirect(self._array(kept))
        elif "/Annots" in page:
            del page["/Annots"]

    def _array(self, items: list[Any]) -> Any:
        import pikepdf

        return pikepdf.Array(items)

    def _annotation(self, annotation: Any) -> None:
        """Takes out who wrote it and when; what it says stays. A form's field needs its name."""
        for key in _ABOUT_ANNOTATION:
            if key in annotation:
                del annotation[key]
        if "/T" in annotation and str(annotation.get("/Subtype")) != "/Widget":
            del annotation["/T"]

    def _dictionary(self, dictionary: Any) -> None:
        for key in _DROPPED:
            if key in dictionary:
                del dictionary[key]
        for key in ("/A", "/Next", "/OpenAction", "/PA"):
            action = dictionary.get(key)
            if _is_dictionary(action) and "/S" in action and str(action.get("/S")) not in _ACTIONS:
                del dictionary[key]
        if str(dictionary.get("/FT")) == "/Sig":
            for key in ("/V", "/Lock", "/SV", "/DV"):
                if key in dictionary:
                    del dictionary[key]

    def _stream(self, stream: Any) -> None:
        """Cleans a picture that is a whole file of its own."""
        filters = [str(entry) for entry in _entries(stream.get("/Filter"), single=True)]
        if filters and filters[-1] not in ("/DCTDecode", "/JPXDecode"):
            return
        if not filters or (len(filters) > 1 and str(stream.get("/Type", "")) == "/Metadata"):
            return
        if len(filters) > 1:  # packed once more
            raise Unfit("not_cleaned")
        raw = stream.read_raw_bytes()
        parameters = stream.get("/DecodeParms")
        try:
            cleaned = jpeg(raw) if filters[0] == "/DCTDecode" else _jpeg_2000(raw)
        except (IndexError, ValueError, struct.error) as error:
            raise Unfit("not_cleaned") from error
        stream.write(cleaned, filter=stream.Filter, decode_parms=parameters)

    def _dictionaries(self) -> Iterator[Any]:
        """Every dictionary, also of a stream, also where it lies in another."""
        for held in self._document.objects:
            waiting = [held]
            while waiting:
                item = waiting.pop()
                if _is_dictionary(item):
                    yield item
                    inside = [value for _, value in item.items()]
                elif _is_array(item):
                    inside = list(item)
                else:
                    continue
                waiting += [value for value in inside if not getattr(value, "is_indirect", True)]

    def _streams(self) -> Iterator[Any]:
        import pikepdf

        return (held for held in self._document.objects if isinstance(held, pikepdf.Stream))


def _is_dictionary(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _entries(value: Any, *, single: bool = False) -> list[Any]:
    """The dictionaries of an array; `single`: the value alone where it is no array, whatever it is."""
    if _is_array(value):
        return [entry for entry in value if single or _is_dictionary(entry)]
    return [value] if single and value is not None else []


def _keep(dictionary: Any, kept: set[str]) -> None:
    for key in list(dictionary.keys()):
        if key not in kept:
            del dictionary[key]


def _jpeg_2000(content: bytes) -> bytes:
    """The boxes that a picture is made of; within its codestream the comments are emptied."""
    made, at = b"", 0
    if content.startswith(b"\xff\x4f"):
        return _codestream(content)
    while at + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", content, at + 8), 16
        end = len(content) if size == 0 else at + size
        if end < at + head:
            raise ValueError("a box is cut off")
        if kind in (b"jP  ", b"ftyp", b"jp2h"):
            made += content[at:end]
        elif kind == b"jp2c":
            made += content[at : at + head] + _codestream(content[at + head : end])
        at = end
    return made


def _codestream(content: bytes) -> bytes:
    """The same length, with the text of the comments in its main head overwritten."""
    made, at = bytearray(content), 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0x90:
        size = int.from_bytes(content[at + 2 : at + 4])
        if content[at + 1] == 0x64:
            made[at + 6 : at + 2 + size] = bytes(max(0, min(size - 4, len(content) - at - 6)))
        at += 2 + size
    return bytes(made)
