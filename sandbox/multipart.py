"""Forms with files (multipart/form-data), read as leniently as the network's own server reads them.

Its reader (github.com/tdlib/td, tdnet/td/net/HttpReader.cpp) takes what no grammar of headers allows: names without quotes,
with blanks, of any script. Clients rely on that: grammY quotes no file's name, Go's writer escapes by a backslash, browsers
by `%22`, aiohttp by `filename*`.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, unquote_to_bytes

_PARAMETER = re.compile(
    r"""\s*(?P<key>[\w.*-]+)\s*=\s*
    (?:"(?P<quoted>(?:\\.|[^\\])*?)"(?=\s*(?:;|$)) | (?P<bare>.*?)(?=;\s*(?:file)?name\*?\s*=|;?\s*$))
    \s*;?""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r'\\(["\\])')
_HTML = {"%22": '"', "%0D": "\r", "%0A": "\n"}  # html.spec.whatwg.org, multipart/form-data encoding algorithm
_PLAIN = "application/octet-stream"


class Part(NamedTuple):
    """One field of a form. `filename` is None for a plain value, and may be "" for a file."""

    name: str
    filename: str | None
    mime: str
    content: bytes


def read_form(body: bytes, content_type: str) -> list[Part]:
    """The fields of a body in their order. Raises `ValueError` where a field has no name, or nothing separates them."""
    found = re.search(r'boundary=(?:"([^"]+)"|([^\s;]+))', content_type, re.IGNORECASE)
    if not found:
        raise ValueError("no boundary")
    boundary = b"\r\n--" + (found[1] or found[2]).encode()
    pieces = (b"\r\n" + body).split(boundary)[1:]
    return [_part(piece) for piece in pieces if piece[:2] == b"\r\n"]


def _part(piece: bytes) -> Part:
    head, separator, content = piece.partition(b"\r\n\r\n")
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    headers = {key.strip().lower(): value.strip() for key, _, value in lines}
    kind, _, disposition = headers.get("content-disposition", "").partition(";")
    fields = parameters(disposition)
    if kind.strip().lower() != "form-data" or not separator or not fields.get("name"):
        raise ValueError("a field without a name")
    filename = fields.get("filename*", fields.get("filename"))
    if filename is not None:
        filename = filename.rpartition("/")[2]
    return Part(fields["name"], filename, headers.get("content-type", _PLAIN), content)


def parameters(line: str) -> dict[str, str]:
    """Parameters behind `form-data;`, by lower-case key, with escapes undone; one with a star in its own script."""
    found: dict[str, str] = {}
    at = 0
    while match := _PARAMETER.match(line, at):
        at = match.end()
        key = match["key"].lower()
        quoted, bare = match["quoted"], match["bare"]
        value = bare.strip() if quoted is None else _ESCAPED.sub(r"\1", quoted)
        found.setdefault(key, _extended(value) if key.endswith("*") else _unescaped(value))
    return found


def _unescaped(value: str) -> str:
    for escaped, character in _HTML.items():
        value = value.replace(escaped, character)
    return value


def _extended(value: str) -> str:
    """RFC 8187: charset'language'percent-encoded."""
    charset, _, rest = value.partition("'")
    try:
        return unquote_to_bytes(rest.partition("'")[2]).decode(charset or "utf-8", "replace")
    except LookupError:
        return unquote(rest.partition("'")[2])
