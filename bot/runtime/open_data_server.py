"""A server of ODK Central, KoboToolbox or any other that speaks OpenRosa, to which copies of reports are posted.

https://docs.getodk.org/openrosa-form-submission/ and, for what an answer means,
https://github.com/getodk/central-backend/blob/master/lib/resources/submissions.js: 201 is taken, also for what is there
already, byte for byte, and for an edit (`deprecatedID`) that is; 409 is the same identifier with another content. KoboToolbox
says 202 for what it has already. The REST interface of Central is not used: it answers an edit that came twice with 409.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

import aiohttp
from lxml import etree
from pydantic import SecretStr

from forms.xpath.expressions import local_name, safe_parser
from jobs.context import Refusal, ServerAway
from services.open_copies import ListedForm

_TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=10)
_TAKEN = (201, 202)
_ACCOUNT = (401, 403)
_LATER = (402, 408, 423, 425, 429)  # 402, 423: KoboToolbox, of an account that is full, of a copy that it is at
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

    async def submit(self, document: str) -> Refusal | None:
        """Post one copy. None: it is there. Raises `ServerAway`."""
        form = aiohttp.FormData()
        content = f"<?xml version='1.0' encoding='UTF-8'?>\n{document}".encode()
        form.add_field("xml_submission_file", content, filename="submission.xml", content_type="text/xml")
        status, body = await self._call("POST", "submission", form)
        if status in _TAKEN:
            if body.strip() and _root(body) != "OpenRosaResponse":
                raise ServerAway("rubbish")
            return None
        if status in _ACCOUNT:
            raise ServerAway("account")
        if status >= 500 or status in _LATER:
            raise ServerAway("away")
        if status < 400:  # a page that says 200, or sends us elsewhere: no server of this kind
            raise ServerAway("rubbish")
        return Refusal(f"{status} {_words(body)}".strip())

    async def forms(self) -> list[ListedForm]:
        """The forms that it lists. Raises `ServerAway`."""
        status, body = await self._call("GET", "formList", None)
        if status in _ACCOUNT:
            raise ServerAway("account")
        if status != 200 or _root(body) != "xforms":
            raise ServerAway("away" if status >= 500 else "rubbish")
        found = []
        for one in etree.fromstring(body, safe_parser()):
            said = {local_name(node): (node.text or "").strip() for node in one}
            found.append(ListedForm(said.get("formID", ""), said.get("name", ""), said.get("version", "")))
        return found

    async def _call(self, method: str, path: str, body: aiohttp.FormData | None) -> tuple[int, bytes]:
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
                return response.status, await response.content.read(_MOST)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError, EOFError):
            raise ServerAway("away") from None  # its errors repeat the address


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
