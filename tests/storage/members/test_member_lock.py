"""One turn at a time per member, whichever chat it came from and whichever connection it runs on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from storage.engine.database import Database
from storage.members import addresses, member_locks
from tests.storage.scene import Scene


async def test_a_member_who_writes_from_two_addresses_at_once(database: Database, scene: Scene, now: datetime) -> None:
    def add(session: Session) -> int:
        other = addresses.account(session, "zalo", "9").id or 0
        addresses.add_address(session, other, "an-elsewhere", scene.an, now)
        addresses.add_address(session, scene.account, "chat of ba", scene.ba, now)
        return other

    other = database.run_now(add)
    second = Database(database.engine.url.render_as_string(hide_password=False), database.keys)
    here = database.read_now(lambda s: addresses.reached(s, [scene.an], now))
    chat = next((person.chat for person in here if person.account_id == scene.account), "100")
    inside, may_end, order = threading.Event(), threading.Event(), list[str]()

    def turn(name: str, account: int, where: str) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            member_locks.lock_member(session, account, where)
            order.append(f"{name} begins")
            if name == "first":
                inside.set()
                may_end.wait(20)
            order.append(f"{name} ends")

        return work

    first = asyncio.ensure_future(second.run(turn("first", scene.account, chat)))
    await asyncio.to_thread(inside.wait, 20)
    same = asyncio.ensure_future(second.run(turn("same", other, "an-elsewhere")))
    apart = [second.run(turn("ba", scene.account, "chat of ba")), second.run(turn("stranger", scene.account, "?"))]
    others = asyncio.gather(*apart)
    if database.backend == "postgresql":
        await others
        assert "same begins" not in order, "while the first turn of the same member is not over"
    may_end.set()
    await asyncio.gather(first, same, others)
    assert order.index("first ends") < order.index("same begins")
    second.close()
