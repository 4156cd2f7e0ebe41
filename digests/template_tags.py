"""The tags of Word templates: their Vietnamese names, and how they are filled in, with nothing that could do harm.

A template comes from an office and is data: it may print, choose and repeat what we give it, and call or multiply nothing.
Tags are read in Unicode's composed form (NFC), as our names are written, whatever form a keyboard made.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

ALIASES = {
    "superior": "cấp_trên",
    "board_upper": "tên_cơ_quan",
    "number_line": "số_văn_bản",
    "number_state": "số_ký_hiệu",
    "place_date": "địa_danh_ngày_tháng",
    "subject": "trích_yếu",
    "corrects": "thay_cho",
    "opening": "mở_đầu",
    "base": "tình_hình_chung",
    "assessment": "nhận_định",
    "items": "các_mục",
    "proposals": "đề_xuất",
    "recipients": "nơi_nhận",
    "signer": "người_ký",
    "chart": "biểu_đồ",
    "months_chart": "biểu_đồ_tháng",
    "stances_chart": "biểu_đồ_ý_kiến",
    "units_chart": "biểu_đồ_đơn_vị",
}
"""A second name for a tag, for offices that write their templates in Vietnamese."""
_PICTURES = ("chart", "months_chart", "stances_chart", "units_chart")
PICTURES = frozenset(tag for name in _PICTURES for tag in (name, ALIASES[name]))
"""The tags of pictures, under both names."""
FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
"""The parts of a Word file in which tags are filled in."""
_BOUND = re.compile(rb"<w(?:15)?:(?:dataBinding|showingPlcHdr)\b[^>]*/>")


def environment(undefined: type[Any] | None = None) -> SandboxedEnvironment:
    """The environment that fills in tags. undefined: what stands for a name that there is not; else it is an error."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.ext import Extension
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Composed(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
            return unicodedata.normalize("NFC", source)

    class Tags(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(operator)

    tags = Tags(undefined=undefined or StrictUndefined, autoescape=True, extensions=[Composed])
    tags.globals.clear()
    return tags


def unbound(content: bytes) -> bytes:
    """The file without what ties a content control to values stored elsewhere, which Word would show instead of ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {zip_info.filename: source.read(zip_info) for zip_info in source.infolist()}
    cleaned = {name: _BOUND.sub(b"", part) if FILLED.fullmatch(name) else part for name, part in parts.items()}
    if cleaned == parts:
        return content
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in cleaned.items():
            target.writestr(name, part)
    return made.getvalue()
