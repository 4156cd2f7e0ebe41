"""Things that an act still needs just before it is sent: the id of the message that it changes, the content of its file.

And the line that says of when it is, where it leaves late.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.runtime.clock import Clock
from channels.messages import Act, Edit, Policy, Send, SendError, StopPoll
from storage.engine.database import Database
from storage.messaging import deliveries, stored_files
from texts import lateness

_REMEMBERED = 20_000


class SentMessages:
    """Remembers of the messages sent last their ids, and when they were on the phone."""

    def __init__(self, database: Database, clock: Clock, zone: tzinfo) -> None:
        self._database = database
        self._clock, self._zone = clock, zone
        self._sent: OrderedDict[int, tuple[str, datetime | None]] = OrderedDict()

    def sent(self, delivery_id: int, message_id: str, at: datetime | None) -> None:
        """A delivery was given this id by the network, at an instant of the network's or ours."""
        self._sent[delivery_id] = message_id, at
        if len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)

    def shown_at(self, delivery_id: int) -> datetime | None:
        """When a delivery was on the phone, if this process has sent it lately."""
        known = self._sent.get(delivery_id)
        return known[1] if known else None

    async def complete(self, act: Act) -> tuple[Act, bytes | None]:
        """The act as it can be sent, and the content of its file. Raises `SendError` where what it needs is gone."""
        act = await self._resolved(act)
        if isinstance(act, Send) and act.as_of is not None:
            said = lateness.headed(act.text, act.as_of[0], self._clock.now(), act.as_of[1], self._zone)
            act = replace(act, text=said, as_of=None)
        if not isinstance(act, Send) or act.file is None:
            return act, None
        stored_id = act.file.stored_id
        stored = await self._database.read(lambda s: stored_files.file(s, stored_id))
        if stored is None:
            raise SendError(Policy.FAIL, "file_gone")
        return act, stored.content

    async def _resolved(self, act: Act) -> Act:
        """An act that names the delivery it changes needs the message id which that one was given."""
        if not isinstance(act, (Edit, StopPoll)) or act.message_id or not act.delivery:
            return act
        known = self._sent.get(act.delivery)
        message_id = known[0] if known else ""
        if not message_id:
            message_id = await self._database.read(lambda s: deliveries.message_id(s, act.delivery))
        if not message_id:
            raise SendError(Policy.FAIL, "message_gone")
        return replace(act, message_id=message_id)
