"""The context of a job: what it may use of the running program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar, TypeVarTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from channels.messages import Fetched, Policy, SendError
from digests.document import Letterhead
from services.open_copies import ListedForm
from storage.engine.database import Database

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class InWorker(Protocol):
    """Calls a function of a module in the worker process, where charts and documents are made."""

    async def __call__(self, function: Callable[[*Ts], T], /, *args: *Ts) -> T: ...


class Isolated(Protocol):
    """Calls a function in a process of its own; raises `uploads.isolation.Exceeded`."""

    async def __call__(self, function: Callable[[*Ts], T], /, *args: *Ts, seconds: float) -> T: ...


class Fetch(Protocol):
    """Fetches a file of at most `limit` bytes from an account's network; raises `SendError`."""

    async def __call__(self, account: int, file: str, *, limit: int) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """A copy that a server will not take, in its own words."""

    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that goes with a copy, under the name by which the copy knows it."""

    name: str
    mime: str
    content: bytes


class ServerAway(Exception):
    """A server that takes nothing now: `reason` is "away", "account" (it refuses ours) or "rubbish" (no OpenRosa answer).

    `words`: its own, where it did answer, so that one copy alone may be what it cannot take; "": it did not.
    """

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.reason, self.words = reason, words


class OpenServer(Protocol):
    """The server to which reports go as open data. `address` is what two officers agree to."""

    address: str

    async def forms(self) -> Sequence[ListedForm]:
        """The forms that it lists. Raises `ServerAway`; "rubbish" where it lists none at all."""

    async def submit(self, document: str, pictures: Sequence[Picture] = ()) -> Refusal | None:
        """Send one copy; the same again where it is there already changes nothing. None: taken. Raises `ServerAway`."""


class NotFetched(Exception):
    """A file that its network will never give us: `too_large` or `not_fetched`."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """The means that every job may use."""

    database: Database
    now: Callable[[], datetime]
    in_worker: InWorker
    isolated_forms: Isolated
    isolated_files: Isolated
    """A form being compiled keeps nobody's photo waiting."""
    fetch: Fetch
    letterhead: Letterhead
    language: str
    """Language of charts and documents."""
    zone: ZoneInfo
    """The board's own."""
    ways: Callable[[Session], list[tuple[str, Callable[[str], str]]]]
    """Networks with room for one more, each with what makes of a code the link that opens our chat, or whom to write to."""
    open_server: OpenServer | None = None
    """None: the settings name none."""

    async def fetched(self, account: int, file: str, *, limit: int) -> bytes:
        """The content of a file. Raises `NotFetched`, or `SendError` where it may be there later."""
        try:
            return (await self.fetch(account, file, limit=limit)).content
        except SendError as error:
            if error.policy is Policy.RETRY:
                raise
            raise NotFetched("too_large" if error.reason == "too_large" else "not_fetched") from error
