"""The contract of a network: what an account of it can do, and the calls that do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from channels.messages import (
    Act,
    AnswerTap,
    CommandScope,
    Fetched,
    Inbound,
    Policy,
    Send,
    SendError,
    Sent,
    Shown,
)
from channels.pacing import Pacer

EVERY_PRIVATE_CHAT = CommandScope()
FileLink = Callable[[int, str, str], str | None]
"""Makes the public address of a stored file from its id, its name and the chat that it goes to."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Things that the program lends its accounts."""

    file_link: FileLink
    """The public address of a stored file; None: there is none."""
    token_store: Callable[[str], Any]
    """Where an account's tokens are kept that change while the program runs."""
    language: str
    """The language of what an adapter says itself."""
    proxy_url: str | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """`url`: where the network sends updates ("": nowhere). `failed_at`: when it last could not. `pending`: what waits."""

    url: str
    failed_at: datetime | None = None
    pending: int = 0


class Channel(Protocol):
    """One account on one network.

    Only coroutines touch the network; they raise `SendError` and nothing else.

    An adapter inherits from this class and names what its network can do: what it leaves out the network cannot.
    """

    network: str
    account: str
    """Our account's id on the network, as text; known before `start` (Telegram: the digits before the token's colon)."""
    name: str
    """What people here know us by; the account's id until `start` has asked."""

    buttons: bool = False
    """Messages carry a keyboard that can be counted on; where not, `Send.menu` says what may be typed instead."""
    folds: bool = False
    """Sections can unfold inside a message; where not, `Send.folded` is left out."""
    edits: bool = False
    """A message of ours can change or go; where not, `Edit` and `Delete` fail as "unsupported"."""
    polls: bool = False
    """The network can be asked for updates (`poll`) where it has no webhook of ours."""
    asks_polls: bool = False
    """Groups can be asked by polls of the network's own (`AskPoll`)."""
    acknowledges: bool = False
    """The next poll's offset says "received"; where not, what a poll has given is gone from the network."""
    keeps: timedelta = timedelta()
    """How long the network holds an update for us that it could not bring."""
    registers_webhook: bool = False
    """A call tells the network our webhook (`set_webhook`); where not, somebody enters it in the network's console."""
    answers_in_webhook: bool = False
    """The answer to a webhook call may hold a tap's answer (`in_answer`)."""
    largest_audience: int | None = None
    """How many people one account serves; None: any number."""
    renew_every: float | None = None
    """Seconds after which `renew` is due; None: nothing ever is."""
    lists_commands: bool = False
    """The network shows a list of commands to tap (`set_commands`), and forgets one of a chat (`ForgetCommands`)."""
    mendable: frozenset[str] = frozenset()
    """Reasons of a refusal at `start` that an administrator ends while the program runs: the connections stay open."""

    @property
    def full_name(self) -> str:
        """All by which people can look for us."""
        return self.name

    def pacing(self) -> Pacer:
        """The network's limits, nothing of them used yet."""
        ...

    async def start(self) -> None:
        """Open the connections and ask who we are."""
        ...

    async def stop(self) -> None:
        """Close the connections."""
        ...

    def parse(self, payload: object) -> list[Inbound]:
        """Turn one update into what it means. Unknown kinds give []. Pure. Raises `BadPayload`."""
        ...

    async def send(self, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
        """Perform one act; `content` is the file of `Send.file`."""
        ...

    def shown(self, act: Send) -> Shown:
        """Show how a message without a file will stand in a private chat. Pure."""
        return Shown((act.text,), tuple(button.label for row in act.keyboard for button in row))

    async def fetch(self, file_id: str, *, limit: int) -> Fetched:
        """Download a file of at most `limit` bytes (reason `too_large` where it is larger)."""
        ...

    def vouches(self, headers: Mapping[str, str], body: bytes, secret: str) -> bool:
        """Tell whether a webhook call is the network's own.

        `body` as it came, `secret` what the network was given.
        """
        ...

    def may_vouch(self, headers: Mapping[str, str], secret: str) -> bool:
        """Tell from its headers alone whether a webhook call can be the network's own: else its body is not read."""
        return self.vouches(headers, b"", secret)

    def is_ping(self, body: bytes) -> bool:
        """Tell whether an unvouched webhook call only tries our address.

        It is answered 200 and forgotten.
        """
        return False

    # From here on: what only some networks can do

    def entry_link(self, code: str) -> str:
        """A link that opens our chat with a code; "": people type theirs.

        A code has at most 64 of A–Z, a–z, 0–9, _ and -.
        """
        return ""

    def window(self, heard: datetime) -> datetime | None:
        """The instant from which somebody heard at another one gets nothing more; None: there is none."""
        return None

    async def poll(self, offset: int, timeout: int) -> list[Any]:  # noqa: ASYNC109
        """Raw updates from `offset` on, as soon as there are any, at the latest after `timeout` seconds."""
        raise SendError(Policy.FAIL, "unsupported")

    def next_offset(self, updates: list[Any], offset: int) -> int:
        """The offset that says "received" of a batch, for when it is committed.

        Raises `SendError` for garbage.
        """
        return offset

    async def set_webhook(self, url: str, secret: str) -> str:
        """Have updates sent to `url`; "" or why the network could not reach it, in its words."""
        raise SendError(Policy.FAIL, "unsupported")

    async def webhook(self) -> Webhook:
        """Ask the network about our webhook."""
        raise SendError(Policy.FAIL, "unsupported")

    async def delete_webhook(self) -> None:
        """Go back to polling; what is pending stays."""
        raise SendError(Policy.FAIL, "unsupported")

    def in_answer(self, act: AnswerTap) -> bytes:
        """The body of a webhook's answer that answers a tap."""
        return b""

    async def set_commands(
        self, commands: Mapping[str, str], scope: CommandScope = EVERY_PRIVATE_CHAT, *, language: str = ""
    ) -> None:
        """Offer commands (without the slash) with their descriptions; no commands: none of its own any more.

        `language`: to those whose app speaks it; "": to everybody else.
        """
        return

    async def renew(self) -> None:
        """Renew what the account is known by, before the network refuses the old one."""
        return
