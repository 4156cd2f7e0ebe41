"""Our accounts on the networks: connected at the start, told our webhook, renewed in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlmodel import Session

from bot.runtime.clock import Clock
from bot.runtime.entry_points import doors, ways
from bot.runtime.polling import Polling
from channels.channel import Channel
from channels.messages import Policy, Send, SendError, Shown
from channels.webhooks import account_secret
from storage.engine import program_lock
from storage.engine.database import Database
from storage.members import addresses

log = structlog.get_logger()

_LONGEST_WAIT = 60.0  # seconds


WEBHOOK_TAKEN = "webhook_taken"
WEBHOOK_FAILS = "webhook_fails"
OTHER_POLLER = "other_poller"
_WATCHED_EVERY = 300.0  # seconds
_RECENT = timedelta(seconds=2 * _WATCHED_EVERY)


class StartRefused(SendError):
    """A network refuses one of our accounts; says which, and at which call."""

    def __init__(self, channel: Channel, call: str, error: SendError) -> None:
        super().__init__(error.policy, error.reason)
        self.network, self.account, self.call = channel.network, channel.account, call


class Accounts:
    """`by_id`: the channel of each account by our own id of it; `unanswered`: those whose network was not reached yet."""

    def __init__(self, channels: Sequence[Channel], database: Database, clock: Clock) -> None:
        self._channels = channels
        self._database = database
        self._clock = clock
        self.by_id: dict[int, Channel] = {}
        self.unanswered = {f"{channel.network}:{channel.account}" for channel in channels}
        self._renewed: dict[int, float] = {}
        self._public_url = self._secret = ""
        self._unset: set[str] = set()
        self._watched = clock.monotonic()
        self.webhook_troubles: dict[int, str] = {}
        """Whose network does not call us, and why (`WEBHOOK_TAKEN`, `WEBHOOK_FAILS`)."""
        self.polls: dict[int, Polling] = {}

    async def connect(self) -> dict[int, str]:
        """Connects all of them; returns those that their network refuses, and why, which an administrator can mend meanwhile.

        Raises `StartRefused` where any other is.
        """
        refused = {}
        for channel in self._channels:
            reason = await self._connect(channel)
            number = await self._database.run(partial(_number, network=channel.network, name=channel.account))
            self.by_id[number] = channel
            if channel.renew_every is not None:
                self._renewed[number] = self._clock.monotonic()
            if reason:
                refused[number] = reason
        await self._database.run(lambda session: addresses.serve(session, list(self.by_id)))
        return refused

    async def _connect(self, channel: Channel) -> str:
        """Waits for the network where it is away."""
        wait = 1.0
        while True:
            try:
                await channel.start()
            except SendError as error:
                if _passes(error):
                    wait = await self._away(channel, error, wait)
                    continue
                if error.reason not in channel.mendable:
                    raise StartRefused(channel, "start", error) from None
                reason = error.reason
            else:
                reason = ""
            self.unanswered.discard(f"{channel.network}:{channel.account}")
            return reason

    async def set_webhooks(self, public_url: str, secret: str) -> None:
        """Has each network call us that can be told so; elsewhere somebody enters our address in the network's console."""
        self._public_url, self._secret = public_url, secret
        await asyncio.gather(*(self._set_webhook(channel) for channel in self._channels if channel.registers_webhook))

    async def _set_webhook(self, channel: Channel) -> None:
        """Waits for the network where it is away. Raises `StartRefused` where it refuses the account."""
        wait = 1.0
        while True:
            try:
                trouble = await channel.set_webhook(self._webhook_of(channel), self._secret_of(channel))
            except SendError as error:
                if _passes(error):
                    wait = await self._away(channel, error, wait)
                    continue
                if error.policy is Policy.ACCOUNT:
                    raise StartRefused(channel, "set_webhook", error) from None
                trouble = error.reason
            self._unset.discard(channel.account)
            if trouble:
                self._unset.add(channel.account)
                log.warning("the network does not reach our webhook", network=channel.network, reason=trouble)
            return

    def _webhook_of(self, channel: Channel) -> str:
        return f"{self._public_url.rstrip('/')}/webhooks/{channel.network}/{channel.account}"

    def _secret_of(self, channel: Channel) -> str:
        return account_secret(self._secret, channel.network, channel.account)

    async def _away(self, channel: Channel, error: SendError, wait: float) -> float:
        """Waits, as long as the network asks for or a growing time; returns the next wait."""
        log.warning("network away", network=channel.network, reason=error.reason)
        await self._clock.wait(asyncio.Event(), error.retry_after or wait)
        return min(_LONGEST_WAIT, wait * 2)

    async def watch_webhooks(self, owned: Collection[int]) -> None:
        """Asks now and then whether the networks still call us, and takes back a webhook that was taken away."""
        moment = self._clock.monotonic()
        if not self._public_url or 0 <= moment - self._watched < _WATCHED_EVERY:
            return
        self._watched = moment
        for number in owned & self.by_id.keys():
            channel = self.by_id[number]
            if channel.registers_webhook:
                try:
                    await self._watch(number, channel)
                except SendError as error:
                    log.warning("webhook not asked for", network=channel.network, reason=error.reason)

    async def _watch(self, number: int, channel: Channel) -> None:
        found, now = await channel.webhook(), self._clock.now()
        self.webhook_troubles.pop(number, None)
        if found.url != self._webhook_of(channel):
            self.webhook_troubles[number] = WEBHOOK_TAKEN
            await channel.set_webhook(self._webhook_of(channel), self._secret_of(channel))
        elif channel.account in self._unset or (found.failed_at is not None and now - found.failed_at < _RECENT):
            self.webhook_troubles[number] = WEBHOOK_FAILS

    def elsewhere(self) -> dict[int, str]:
        """The accounts whose network tells somebody else what people write, and how."""
        return self.webhook_troubles | {number: OTHER_POLLER for number, poll in self.polls.items() if poll.is_shared}

    async def renew(self, owned: Collection[int]) -> None:
        """Renew the credentials of this process's accounts before the network refuses the old."""
        for number in self._renewed.keys() & owned:
            channel, now = self.by_id[number], self._clock.monotonic()
            if channel.renew_every is not None and now - self._renewed[number] >= channel.renew_every:
                self._renewed[number] = now  # a send that is refused asks for new ones by itself
                try:
                    await channel.renew()
                except SendError as error:
                    log.warning("tokens not renewed", network=channel.network, reason=error.reason)

    async def stop(self) -> None:
        for channel in self._channels:
            await channel.stop()

    # What came in over an account, or stands in a list, may outlast its place in the settings.

    def name(self, number: int) -> str:
        """The name that people know an account by; "" where it is no longer ours."""
        channel = self.by_id.get(number)
        return channel.name if channel is not None else ""

    def network(self, number: int) -> str:
        channel = self.by_id.get(number)
        return channel.network if channel is not None else ""

    def link(self, number: int, payload: str) -> str:
        """A link that opens our chat with a payload; "" where there is none."""
        channel = self.by_id.get(number)
        return channel.entry_link(payload) if channel is not None else ""

    def is_typed_only(self, number: int) -> bool:
        """True if what is sent carries no buttons that can be counted on, so that what may be typed is said as well."""
        channel = self.by_id.get(number)
        return channel is not None and not channel.buttons

    def folds(self, number: int) -> bool:
        """True if sections unfold inside a message of this account."""
        channel = self.by_id.get(number)
        return channel is not None and channel.folds

    def asks_polls(self, number: int) -> bool:
        """Tell whether groups of an account can be asked by polls of the network's own."""
        channel = self.by_id.get(number)
        return channel is not None and channel.asks_polls

    def shown(self, messages: Callable[[bool], Sequence[Send]]) -> list[tuple[str, list[Shown]]]:
        """How messages will stand on each network that we have.

        `messages`: makes them (True: for a network without buttons that can be counted on).
        """
        each = {channel.network: channel for channel in reversed(self._channels)}
        return [
            (network, [channel.shown(send) for send in messages(not channel.buttons)])
            for network, channel in reversed(each.items())
        ]

    def until(self, number: int, heard: datetime) -> datetime | None:
        """When the network begins to refuse what we send to somebody who did something last at an instant."""
        channel = self.by_id.get(number)
        return channel.window(heard) if channel is not None else None

    def doors(self, session: Session, here: int, code: str) -> list[tuple[str, str]]:
        """Other places where a code can be used: each other network, and a link or whom to write to."""
        return doors(session, self._channels, self.by_id[here], code)

    def ways(self, session: Session) -> list[tuple[str, Callable[[str], str]]]:
        """Networks with room for one more: each, and what makes of a code a link, or whom to write to."""
        return ways(session, self._channels)

    def named(self, number: int) -> str:
        """How an account is called in logs."""
        channel = self.by_id[number]
        return f"{channel.network}:{channel.account}"


def _number(session: Session, network: str, name: str) -> int:
    program_lock.take_turns(session)
    return addresses.account(session, network, name).id


def _passes(error: SendError) -> bool:
    """Tell whether it is waited out: a hiccup, or a month's allowance that is used up."""
    return error.policy is Policy.RETRY or error.reason == "quota"
