"""A look-alike of ODK Central's OpenRosa door, from its own source (`lib/resources/submissions.js`), on 127.0.0.1."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer
from lxml import etree
from pydantic import SecretStr

from bot.runtime.open_data_server import OpenDataServer

ANSWER = """<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">
<message nature="">{}</message></OpenRosaResponse>"""
AUTH = encode_basic_auth("ban@tinh.vn", "mật khẩu")


@dataclass
class Central:
    """What it has: the documents by identifier, and which of them an edit has replaced."""

    forms: set[tuple[str, str]]
    there: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    posts: list[str] = field(default_factory=list)
    refuses: set[int] = field(default_factory=set)
    """The posts, counted from 0, that it refuses as a document that it cannot read."""
    says: list[tuple[int, str]] = field(default_factory=list)
    """What it answers next instead, status and body, whatever comes."""
    busy_from: int = 99
    """The post, counted from 0, from which on it is busy."""
    pictures: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By document, the files that came with it, by their names."""
    most: int = 100_000
    """Bytes that it takes in one post."""
    title: str = ""
    """What it calls its one form in its list; "": it has no list."""
    breaks: bool = False
    """It breaks by the document that came first, as often as that comes."""
    duplicates: int = 201
    """KoboToolbox says 202 for what it has already."""

    @property
    def current(self) -> list[str]:
        """The documents that nobody has replaced."""
        return [text for name, text in self.there.items() if name not in self.replaced]

    async def take(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != AUTH or request.headers.get("X-OpenRosa-Version") != "1.0":
            return _answer(401, "Could not authenticate with the provided credentials.")
        sent = {
            name: part.file.read() for name, part in (await request.post()).items() if isinstance(part, web.FileField)
        }
        text = sent.pop("xml_submission_file").decode()
        assert sum(map(len, sent.values())) <= self.most, "more than it takes at once"
        self.posts.append(text)
        if self.says:
            status, body = self.says.pop(0)
            return web.Response(status=status, text=body, content_type="text/html")
        if self.breaks and text == self.posts[0]:
            return web.Response(status=500, text="<h1>Server Error (500)</h1>", content_type="text/html")
        if len(self.posts) > self.busy_from:
            return web.Response(status=503)
        status, said = self._outcome(text)
        if status < 300:
            self.pictures.setdefault(text, {}).update(sent)
        return _answer(status, said)

    async def head(self, _request: web.Request) -> web.Response:
        return web.Response(status=204, headers={"X-OpenRosa-Accept-Content-Length": str(self.most)})

    async def list_forms(self, request: web.Request) -> web.Response:
        if not self.title or request.headers.get("Authorization") != AUTH:
            return web.Response(status=404 if not self.title else 401)
        said = "".join(
            f"<xform><formID>{name}</formID><name>{self.title}</name><version>{version}</version></xform>"
            for name, version in self.forms
        )
        text = f'<xforms xmlns="http://openrosa.org/xforms/xformsList">{said}</xforms>'
        return web.Response(text=text, content_type="text/xml")

    def _outcome(self, text: str) -> tuple[int, str]:
        root = etree.fromstring(text.encode())
        name, before, version = _meta(root, "instanceID"), _meta(root, "deprecatedID"), root.get("version")
        if len(self.posts) - 1 in self.refuses:
            return 400, "Could not parse the given data (9 chars) as XML.\n" + "x" * 400
        assert name, "without one it makes one up, and would never know the same copy again"
        if (root.get("id"), version) not in self.forms:
            return 404, f"The form version specified in your submission ({version}) does not exist on this server."
        if name in self.there:
            same = self.there[name] == text and name not in self.replaced
            return (self.duplicates, "") if same else (409, "A submission with this ID is there, with different XML.")
        if before and (before not in self.there or before in self.replaced):
            return 409, "You tried to update a submission, but the copy you were editing is now out of date."
        self.there[name] = text
        if before:
            self.replaced[before] = name
        return 201, "full submission upload was successful!"


def _answer(status: int, message: str) -> web.Response:
    return web.Response(status=status, text=ANSWER.format(message), content_type="text/xml")


def _meta(root: etree._Element, name: str) -> str:
    found = root.xpath(f"//*[local-name()='meta']/*[local-name()='{name}']/text()")
    return str(found[0]) if isinstance(found, list) and found else ""


@asynccontextmanager
async def serving(central: Central) -> AsyncIterator[OpenDataServer]:
    """The server, and our client of it."""
    app = web.Application()
    app.router.add_post("/v1/projects/7/submission", central.take)
    app.router.add_route("HEAD", "/v1/projects/7/submission", central.head)
    app.router.add_get("/v1/projects/7/formList", central.list_forms)
    async with TestServer(app, host="127.0.0.1") as server:
        yield OpenDataServer(str(server.make_url("/v1/projects/7")), "ban@tinh.vn", SecretStr("mật khẩu"))
