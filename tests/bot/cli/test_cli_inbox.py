"""What could not be handled: listed without a word of it, and tried again when asked."""

from __future__ import annotations

import pytest

from bot.cli.console import now
from storage.messaging import events
from storage.tables import EventStatus
from tests.bot.terminal import Terminal

SECRET = "Dân than phiền về giá phân bón"
CHAT = "555777111"


def fail(terminal: Terminal, number: str, times: int) -> None:
    with terminal.database() as database:
        database.run_now(lambda s: events.take(s, "telegram:100001", number, "inbound", now()))
        for _ in range(times):
            trouble = f"ValueError (fill.py:12)\nTraceback …\nValueError: {SECRET}\n{SECRET}"
            payload = f"{SECRET} {CHAT}".encode()
            database.run_now(lambda s: events.fail(s, "telegram:100001", number, now(), payload, trouble))  # noqa: B023


def statuses(terminal: Terminal) -> list[EventStatus]:
    with terminal.database() as database:
        return [one.status for one in database.read_now(events.in_trouble)]


@pytest.fixture
def troubled(terminal: Terminal) -> Terminal:
    terminal.set_up()
    fail(terminal, "77", 1)
    fail(terminal, "78", 3)
    return terminal


def test_nothing_in_trouble(terminal: Terminal) -> None:
    terminal.set_up()
    assert "Không có tin nào" in terminal("inbox", "failed").out
    assert "0 tin" in terminal("inbox", "retry", "--all").out


def test_the_list_says_where_and_when_and_never_what(troubled: Terminal) -> None:
    said = troubled("inbox", "failed")
    first, second = said.out.splitlines()
    for line, number, how in ((first, "1", "đã thử 1 lần, sẽ thử lại"), (second, "2", "đã thử 3 lần, để riêng")):
        assert line.startswith(f"{number}  {now():%Y-}") and how in line
        assert "telegram:100001" in line and "inbound" in line and line.endswith("ValueError (fill.py:12)")
    assert SECRET not in said.all and CHAT not in said.all and "77" not in said.out


def test_one_or_all_are_tried_again(troubled: Terminal) -> None:
    assert statuses(troubled) == [EventStatus.FAILED, EventStatus.PARKED]
    assert troubled("inbox", "retry", "2").code == 0
    assert statuses(troubled) == [EventStatus.FAILED, EventStatus.FAILED]
    with troubled.database() as database:
        due = database.read_now(lambda s: [event.event_id for event in events.due(s, now())])
    assert due == ["78"]
    assert "2 tin" in troubled("inbox", "retry", "--all").out
    with troubled.database() as database:
        assert len(database.read_now(lambda s: list(events.due(s, now())))) == 2


def test_what_cannot_be_tried(troubled: Terminal) -> None:
    for words in ((), ("1", "--all")):
        said = troubled("inbox", "retry", *words)
        assert (said.code, "--all" in said.err) == (1, True)
    said = troubled("inbox", "retry", "99")
    assert (said.code, "99" in said.err) == (1, True)
    assert statuses(troubled) == [EventStatus.FAILED, EventStatus.PARKED]
