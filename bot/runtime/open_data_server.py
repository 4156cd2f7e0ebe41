"""A server of ODK Central, KoboToolbox or any other that speaks OpenRosa, to which copies of reports are posted.

https://docs.getodk.org/openrosa-form-submission/ and, for what an answer means,
https://github.com/getodk/central-backend/blob/master/lib/resources/submissions.js: 201 is taken, also for what is there
already, byte for byte, and for an edit (`deprecatedID`) that is; 409 is the same identifier with another content. KoboToolbox
says 202 for what it has already. The REST interface of Central is not used: it answers an edit that came twice with 409.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import aiohttp
from lxml import etree
from pydantic import SecretStr

from forms.xpath.expressions import local_name, safe_parser
from jobs.context import Picture, Refusal, ServerAway
from services.open_copies import ListedForm

_TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=10)
_TAKEN = (201, 202)
_ACCOUNT = (401, 403)
_LATER = (402, 408, 423, 425, 429)  # 402, 423: KoboToolbox, of an account that is full, of a copy that it is at
_USUAL = 10_000_000  # bytes of a post, where a server does not say
_PART = 500  # bytes of what stands around a file
_MOST = 100_000  # bytes of an answer that are read


class OpenDataServer:
    """One server; `address` is where its `/submission` and `/formList` are, without any secret."""

    def __init__(
        self,
        address: str,
        user: str = "",
        password: SecretStr | None = None,
        token: SecretStr | None = None,
        proxy_url: str = "",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`headers`: more of them, with every call.

        `user` and `password` (ODK Central, and most others) or the `token` of a KoboToolbox account; neither: open to all."""
        self.address = address.rstrip("/")
        self._headers = {"X-OpenRosa-Version": "1.0", **headers}
        if token is not None and token.get_secret_value():
            self._headers["Authorization"] = f"Token {token.get_secret_value()}"
        elif user:
            given = password.get_secret_value() if password is not None else ""
            self._headers["Authorization"] = aiohttp.encode_basic_auth(user, given)
        self._proxy = proxy_url or None

    async def submit(self, document: str, pictures: Sequence[Picture] = ()) -> Refusal | None:
        """Post one copy, in as many posts as its pictures need. None: all of it is there. Raises `ServerAway`.

        https://docs.getodk.org/openrosa-form-submission/: the same document leads every one of them.
        """
        content = f"<?xml version='1.0' encoding='UTF-8'?>\n{document}".encode()
        most = await self._most_bytes() if pictures else 0
        for some in _posts(pictures, most - len(content)):
            refusal = await self._post(content, some)
            if refusal is not None:
                return refusal
        return None

    async def _most_bytes(self) -> int:
        """How much it takes in one post."""
        _status, _body, headers = await self._call("HEAD", "submission", None)
        said = headers.get("X-OpenRosa-Accept-Content-Length", "")
        return int(said) if said.isdecimal() else _USUAL

    async def _post(self, content: bytes, pictures: Sequence[Picture]) -> Refusal | None:
        form = aiohttp.FormData()
        form.add_field("xml_submission_file", content, filename="submission.xml", content_type="text/xml")
        for picture in pictures:
            form.add_field(picture.name, picture.content, filename=picture.name, content_type=picture.mime)
        status, body, _headers = await self._call("POST", "submission", form)
        if status in _TAKEN:
            if body.strip() and _root(body) != "OpenRosaResponse":
                raise ServerAway("rubbish")
            return None
        words = f"{status} {_words(body)}".strip()
        if status in _ACCOUNT:
            raise ServerAway("account", words)
        if status >= 500 or status in _LATER:
            raise ServerAway("away", words)
        if status < 400:  # a page that says 200, or sends us elsewhere: no server of this kind
            raise ServerAway("rubbish")
        return Refusal(words)

    async def forms(self) -> list[ListedForm]:
        """The forms that it lists. Raises `ServerAway`."""
        status, body, _headers = await self._call("GET", "formList", None)
        if status in _ACCOUNT:
            raise ServerAway("account")
        if status != 200 or _root(body) != "xforms":
            raise ServerAway("away" if status >= 500 else "rubbish")
        found = []
        for element in etree.fromstring(body, safe_parser()):
            said = {local_name(node): (node.text or "").strip() for node in element}
            found.append(ListedForm(said.get("formID", ""), said.get("name", ""), said.get("version", "")))
        return found

    async def _call(
        self, method: str, path: str, body: aiohttp.FormData | None
    ) -> tuple[int, bytes, Mapping[str, str]]:
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()) as session,
                session.request(
                    method,
                    f"{self.address}/{path}",
                    data=body,
                    headers=self._headers,
                    proxy=self._proxy,
                    allow_redirects=False,
                ) as response,
            ):
                return response.status, await response.content.read(_MOST), response.headers
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError, EOFError):
            raise ServerAway("away") from None  # its errors repeat the address


def _posts(pictures: Sequence[Picture], room: int) -> Iterator[list[Picture]]:
    """The pictures in pieces that a server takes; the first one, perhaps of none, carries the document alone."""
    some: list[Picture] = []
    for picture in pictures:
        if some and sum(len(there.content) for there in some) + len(picture.content) + _PART * (len(some) + 1) > room:
            yield some
            some = []
        some.append(picture)
    yield some


def _root(body: bytes) -> str:
    """The name of the root element; "" where it is no XML."""
    try:
        return str(local_name(etree.fromstring(body, safe_parser())))
    except (etree.XMLSyntaxError, ValueError):
        return ""


def _words(body: bytes) -> str:
    """The words of a refusal: of an OpenRosa answer or of JSON its message; a page of HTML says nothing."""
    if _root(body) == "OpenRosaResponse":
        return "".join(etree.fromstring(body, safe_parser()).itertext()).strip()
    text = body.decode("utf-8", "replace").strip()
    try:
        said = json.loads(text)
    except ValueError:
        return "" if re.match(r"<(!|\w)", text) else text
    if isinstance(said, dict):
        return next((str(said[key]) for key in ("message", "detail", "error") if said.get(key)), "")
    return ""
