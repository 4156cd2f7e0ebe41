"""From what a network brings to committed turns: read, handled, and only then called received.

What we cannot read is kept as it came, and so is what takes longer than its network waits for an answer.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping

import orjson
import structlog

from bot.runtime.background import Activity, Tasks
from bot.runtime.clock import Clock
from bot.runtime.inbox import UNREAD, Inbox
from bot.runtime.ownership import Owned
from channels.channel import Channel
from channels.messages import BadPayload, Inbound
from storage.engine.database import Database
from storage.engine.program_lock import InUse
from storage.messaging import events
from storage.tables import Event

log = structlog.get_logger()

_PATIENCE = 1.2  # seconds; an Official Account's webhook wants its answer within two
_KEEPING = 0.6  # seconds
_TOGETHER = 0.02  # seconds
_CROWD = 100  # webhooks being handled at once, beyond which nobody waits for the end of it

Kept = tuple[str, str, bytes]
"""An event's source and id, and the payload as it came."""


class Intake:
    """Intake of updates for the accounts in `channels` (by our own id of the account); `closed`: the program is stopping."""

    def __init__(
        self,
        channels: Mapping[int, Channel],
        database: Database,
        inbox: Inbox,
        clock: Clock,
        activity: Activity,
        tasks: Tasks,
        owned: Owned,
    ) -> None:
        self._channels = channels
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._activity = activity
        self._tasks = tasks
        self._owned = owned
        self.closed = False
        self._handling = 0
        self._to_keep: list[tuple[Kept, asyncio.Future[None]]] = []

    def channel(self, network: str, account: str) -> Channel | None:
        """The channel of an account; None: it is not ours."""
        return self._channels.get(self._number(network, account))

    def _number(self, network: str, account: str) -> int:
        """Our own id of an account; 0: it is not ours."""
        found = (n for n, channel in self._channels.items() if (channel.network, channel.account) == (network, account))
        return next(found, 0)

    async def receive(self, network: str, account: str, payload: object) -> None:
        """One payload of a network: every event in it is committed when this returns. Raises `BadPayload`."""
        await self._handle(self._number(network, account), payload, answering=False)

    async def answer(self, network: str, account: str, payload: object) -> bytes:
        """The same for a webhook; returns the body of the answer: a tap's, so that it needs no call of its own.

        Raises `InUse` where we take in nothing now.
        """
        if self._owned.barred or self.closed:
            raise InUse
        account_id = self._number(network, account)
        if self._channels[account_id].answers_in_webhook:
            return await self._handle(account_id, payload, answering=True)
        handled, trouble = asyncio.Event(), list[Exception]()
        self._tasks.start(self._note(account_id, payload, handled, trouble), "webhook")
        if self._handling < _CROWD:
            await self._clock.wait(handled, _PATIENCE)
        if not handled.is_set():
            # Its turns go on. Whether they come to an end or not, it is read again later, and then counts once.
            async with asyncio.timeout(_KEEPING):
                await self._keep(account_id, payload)
        elif trouble:
            raise trouble[0]
        return b""

    async def _keep(self, account_id: int, payload: object) -> None:
        """Returns when a payload is kept as it came: those of a moment together, before all else that waits."""
        if not isinstance(payload, dict):
            raise BadPayload("an update is an object")
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._to_keep.append(((*self._named(account_id, payload), orjson.dumps(payload)), kept))
        if len(self._to_keep) == 1:
            self._tasks.start(self._keep_together(), "keep")
        await kept

    async def _keep_together(self) -> None:
        await asyncio.sleep(_TOGETHER)
        batch, self._to_keep = self._to_keep, []
        rows, now = [row for row, _kept in batch], self._clock.now()
        log.warning("answered before it was handled", count=len(rows))
        try:
            with self._activity():
                await self._database.run(lambda s: events.keep(s, rows, UNREAD, now), first=True)
        except Exception as error:  # noqa: BLE001 - each network is told to come again
            for _row, kept in batch:
                if not kept.done():
                    kept.set_exception(error)
        else:
            for _row, kept in batch:
                if not kept.done():
                    kept.set_result(None)

    async def retry(self, event: Event) -> None:
        """Handles once more an event that failed."""
        network, _, name = event.source.partition(":")
        account_id = self._number(network, name)
        if event.kind != UNREAD:
            await self._inbox.retry(event, account_id)
        elif account_id and event.payload is not None:
            try:
                found = self._channels[account_id].parse(orjson.loads(event.payload))
            except Exception as error:  # noqa: BLE001 - it is kept with its traceback
                await self._inbox.unread(event.source, event.event_id, event.payload, error, again=True)
                return
            for inbound in found:
                await self._inbox.receive(account_id, network, inbound)
            await self._database.run(lambda s: events.succeed(s, event.source, event.event_id))

    async def _note(self, account_id: int, payload: object, handled: asyncio.Event, trouble: list[Exception]) -> None:
        """Handles a payload; what went wrong is put down, for whoever still waits."""
        self._handling += 1
        try:
            await self._handle(account_id, payload, answering=False)
        except Exception as error:  # noqa: BLE001 - it is raised, or the payload was kept
            trouble.append(error)
        finally:
            self._handling -= 1
            handled.set()

    async def _handle(self, account_id: int, payload: object, *, answering: bool) -> bytes:
        channel = self._channels[account_id]
        body = b""
        for inbound in await self._parsed(account_id, payload):
            tap = await self._inbox.receive(account_id, channel.network, inbound, answering=answering and not body)
            body = channel.in_answer(tap) if tap else body
        return body

    async def _parsed(self, account_id: int, payload: object) -> list[Inbound]:
        """The meaning of a payload. One on which our reading fails is kept and read again later: it holds up nobody."""
        try:
            return self._channels[account_id].parse(payload)
        except BadPayload:
            raise
        except Exception as error:  # noqa: BLE001 - it is kept with its traceback
            await self._unread(account_id, payload, error)
            return []

    async def _unread(self, account_id: int, payload: object, error: Exception) -> None:
        assert isinstance(payload, dict)
        await self._inbox.unread(*self._named(account_id, payload), payload, error)

    def _named(self, account_id: int, payload: Mapping[str, object]) -> tuple[str, str]:
        """The source and the id of the event that is a payload as it came."""
        channel = self._channels[account_id]
        return f"{channel.network}:{channel.account}", f"{payload.get('update_id') or _digest(payload)}:unread"


def _digest(payload: object) -> str:
    """A name for a payload that has no number of its own: the same for the same content."""
    return hashlib.sha256(orjson.dumps(payload)).hexdigest()[:20]
