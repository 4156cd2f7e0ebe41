"""Addresses of stored files: bound to the file, its name and the chat, for an hour and fifty uses."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from urllib.parse import unquote

from bot.runtime.signed_links import GOOD_FOR, MOST_USES, Links
from storage.engine.database import Database
from storage.messaging import stored_files


class Clock:
    """An hour that a test sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def parts(url: str) -> tuple[int, int, str, str]:
    stored, until, mark, name = url.partition("/files/")[2].split("/")
    return int(stored), int(until), mark, unquote(name)


async def test_an_address_is_for_one_file_name_chat_and_hour_and_goes_round_fifty_times(
    database: Database, now: datetime
) -> None:
    first, second = database.run_now(
        lambda s: [stored_files.store(s, "digest", f"{n}.docx", "application/x", b"x", now) for n in (1, 2)]
    )
    clock = Clock(now)
    links = Links("https://langnghe.example/", database, clock)  # type: ignore[arg-type]
    url = links.make(first, "tổng hợp.docx", "100")
    assert url is not None
    stored, until, mark, name = parts(url)
    for wrong in (
        (second, until, mark, name),
        (stored, until + 60, mark, name),
        (stored, until, mark, "another.docx"),
        (stored, until, parts(links.make(first, name, "200") or "")[2][:12] + mark[12:], name),
        (stored, until, mark[:20] + ("B" if mark[20] == "A" else "A") + mark[21:], name),
        (stored, until, "không", name),
        (stored, until, base64.urlsafe_b64encode(b"").decode(), name),
    ):
        assert await links.open(*wrong) is None, wrong
    assert await links.open(stored, until, mark, name, taken=False) is not None, "no use of it"
    for _ in range(MOST_USES):
        assert await links.open(stored, until, mark, name) is not None
    assert await links.open(stored, until, mark, name) is None, "it went round"
    assert await links.open(stored, until, mark, name, taken=False) is None
    other = links.make(first, name, "200")
    assert other is not None
    assert await links.open(*parts(other)) is not None, "another person's address is another one"
    clock.at = now + GOOD_FOR + timedelta(seconds=1)
    assert await links.open(*parts(other)) is None, "its hour is over"
    assert Links("", database, clock).make(first, name) is None  # type: ignore[arg-type]
