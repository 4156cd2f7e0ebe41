"""Short-lived public addresses of stored files, for networks that take none: signed, and good for an hour.

An address names the file by its row, says until when it is good, and carries a keyed hash over both, the file's name and
the chat that it was made for; the key is the installation's own, for this alone. How often an address was used is
counted, and one that went round is good no more.
"""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta
from urllib.parse import quote

import structlog

from bot.runtime.clock import Clock
from storage.engine.database import Database
from storage.keyring import same
from storage.messaging import stored_files
from storage.tables import StoredFile

log = structlog.get_logger()

GOOD_FOR = timedelta(hours=1)
MOST_USES = 50
"""A network's servers fetch a picture several times, and a group shares one address."""

_CHAT = 9  # bytes of the keyed hash that stands for the chat


class Links:
    """Makes addresses and opens them; None from `make` where nobody outside reaches us."""

    def __init__(self, public_url: str, database: Database, clock: Clock) -> None:
        self._base = public_url.rstrip("/")
        self._database = database
        self._clock = clock

    def make(self, stored_id: int, name: str, chat: str = "") -> str | None:
        """The address of a stored file under this name, for this chat."""
        if not self._base:
            return None
        until = int((self._clock.now() + GOOD_FOR).timestamp())
        whose = self._database.keys.signature("chat of a file", chat)[:_CHAT]
        mark = base64.urlsafe_b64encode(whose + self._signature(stored_id, until, name, whose)).decode().rstrip("=")
        return f"{self._base}/files/{stored_id}/{until}/{mark}/{quote(name, safe='')}"

    async def open(self, stored_id: int, until: int, mark: str, name: str, *, taken: bool = True) -> StoredFile | None:
        """The file, where the address is one of ours, its hour is not over and it was not used too often.

        taken: False where somebody only asks what there is, which is no use of it.
        """
        try:
            given = base64.b64decode(f"{mark}{'=' * (-len(mark) % 4)}", altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        whose, signature = given[:_CHAT], given[_CHAT:]
        if not same(signature, self._signature(stored_id, until, name, whose)):
            return None
        if self._clock.now().timestamp() > until:
            return None
        if taken:
            found, uses = await self._database.run(lambda s: stored_files.use(s, stored_id, until, signature))
        else:
            found, uses = await self._database.read(lambda s: stored_files.look(s, stored_id, until, signature))
        if uses > MOST_USES:
            log.warning("the address of a file went round", file=stored_id, uses=uses)
            return None
        return found

    def _signature(self, stored_id: int, until: int, name: str, whose: bytes) -> bytes:
        return self._database.keys.signature("file", str(stored_id), str(until), whose.hex(), name)
