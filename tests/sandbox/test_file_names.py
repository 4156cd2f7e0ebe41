"""Files keep the names under which clients send them, however they are written into a form; grammY lives in the sandbox."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.world import World
from tests.sandbox.conftest import TOKEN, Api
from tests.sandbox.pictures import PNG
from tests.stage import PATIENCE

AN = 5_001_000_001
ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")
GRAMMY = ROOT / "node_modules" / "grammy"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("filename=báo cáo tháng 11.docx", "báo cáo tháng 11.docx"),  # grammY
        ("filename=giá (mới), 12,5 %; bản 2.pdf", "giá (mới), 12,5 %; bản 2.pdf"),
        ("filename=a=b; c=d.pdf", "a=b; c=d.pdf"),
        ("filename='nháy'.pdf", "'nháy'.pdf"),
        ('filename="giá; điện.pdf"', "giá; điện.pdf"),
        ('filename="họ gọi là %22xóm mới%22.pdf"', 'họ gọi là "xóm mới".pdf'),  # browsers, undici
        (r'filename="họ gọi là \"xóm mới\".pdf"', 'họ gọi là "xóm mới".pdf'),  # Go's mime/multipart
        ('filename="họ gọi là "xóm mới".pdf"', 'họ gọi là "xóm mới".pdf'),  # who escapes nothing
        ("filename=\"x.pdf\"; filename*=utf-8''%E1%BA%A3nh%20%C4%91.pdf", "ảnh đ.pdf"),  # aiohttp, aiogram
        ("filename*=UTF-8''%E1%BA%A3nh.pdf; filename=x.pdf", "ảnh.pdf"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename=""', "document"),
        ("filename=", "document"),
        ('filename="🌾.pdf";', "🌾.pdf"),
    ],
)
@pytest.mark.parametrize("space", ["", " "])
async def test_a_file_has_the_name_it_was_sent_under(
    world: World, api: Api, written: str, name: str, space: str
) -> None:
    world.start("an")
    disposition = f'content-disposition:{space}form-data;{space}name="%s"'
    file = disposition % "f" + f";{space}{written}\r\ncontent-type:application/pdf\r\n\r\nnội dung\r\n\r\n--x"
    chat = disposition % "chat_id" + f"\r\n\r\n{AN}"
    document = disposition % "document" + "\r\n\r\nattach://f"
    body = "".join(f"--vach\r\n{part}\r\n" for part in (file, chat, document)) + "--vach--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=vach"}
    url = f"{api.address}/bot{TOKEN}/sendDocument"
    async with api.session.post(url, data=body.encode(), headers=headers) as response:
        assert response.status == 200, await response.text()
    sent = world.last("an").document
    assert sent is not None
    assert (sent.name, sent.mime, sent.content.decode()) == (name, "application/pdf", "nội dung\r\n\r\n--x")


NAMELESS = "--vach\r\ncontent-disposition: form-data; filename=a\r\n\r\nx\r\n--vach--"


@pytest.mark.parametrize("body", ["", "--vach--\r\n", "rác", NAMELESS])
@pytest.mark.parametrize("boundary", ["; boundary=vach", ""])
async def test_what_is_no_form_is_refused_in_words(api: Api, body: str, boundary: str) -> None:
    headers = {"Content-Type": "multipart/form-data" + boundary}
    async with api.session.post(f"{api.address}/bot{TOKEN}/sendDocument", data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["description"].startswith("Bad Request: ")


@pytest.fixture
async def grammy(world: World, address: str) -> AsyncIterator[asyncio.subprocess.Process]:
    if NODE is None or not GRAMMY.is_dir():
        pytest.skip("no Node, or no grammY: install Node with npm, then `make dev`")
    script = str(Path(__file__).with_name("grammy.mjs"))
    process = await asyncio.create_subprocess_exec(
        NODE, script, address, TOKEN, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        assert await process.stdout.readline() == b"started\n"
    yield process
    process.terminate()
    _, complaints = await process.communicate()
    assert (process.returncode, complaints) == (0, b"")


@pytest.mark.subprocess
@pytest.mark.usefixtures("grammy")
async def test_grammy_polls_echoes_takes_taps_and_sends_files(world: World) -> None:
    world.open_link("an", "https://t.me/thu_bot?start=MA-123")
    await world.until(lambda: world.last("an").text == "chào MA-123")
    world.say("an", None, "người dân lo giá điện")
    await world.until(lambda: world.last("an").text == "bạn nói: người dân lo giá điện")
    world.press_label("an", None, "Đúng")
    await world.until(lambda: world.last("an").text == "chọn yes")
    assert [toast.text for toast in world.toasts] == ["đã ghi"]
    name = "báo cáo; tháng 11 (bản 2).png"
    world.send_photo("an", None, PNG, name)
    await world.until(lambda: world.last("an").bot and world.last("an").photo is not None)
    document, photo = world.messages(None, "an")[-2].document, world.last("an").photo
    assert document is not None and photo is not None
    assert (document.name, document.content, photo.content) == (name, PNG, PNG)
    assert world.messages(None, "an")[-2].text == f"{len(PNG)} byte"
