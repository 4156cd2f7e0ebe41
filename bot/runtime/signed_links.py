"""Short-lived public addresses of stored files, for networks that take none: signed, and good for an hour.

An address names the file by its row, says until when it is good, and carries a keyed hash over both; the key is the
installation's own, for this alone.
"""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta
from urllib.parse import quote

from bot.runtime.clock import Clock
from storage.engine.database import Database
from storage.keyring import same
from storage.messaging import stored_files
from storage.tables import StoredFile

GOOD_FOR = timedelta(hours=1)


class Links:
    """Makes addresses and opens them; None from `make` where nobody outside reaches us."""

    def __init__(self, public_url: str, database: Database, clock: Clock) -> None:
        self._base = public_url.rstrip("/")
        self._database = database
        self._clock = clock

    def make(self, stored_id: int, name: str) -> str | None:
        """The address of a stored file under this name."""
        if not self._base:
            return None
        until = int((self._clock.now() + GOOD_FOR).timestamp())
        return f"{self._base}/files/{stored_id}/{until}/{self._mark(stored_id, until)}/{quote(name, safe='')}"

    async def open(self, stored_id: int, until: int, mark: str) -> StoredFile | None:
        """The file, where the address is one of ours and its hour is not over."""
        try:
            given = base64.urlsafe_b64decode(f"{mark}==")
        except (binascii.Error, ValueError):
            return None
        if not same(given, self._database.keys.signature("file", str(stored_id), str(until))):
            return None
        if self._clock.now().timestamp() > until:
            return None
        return await self._database.read(lambda session: stored_files.file(session, stored_id))

    def _mark(self, stored_id: int, until: int) -> str:
        signature = self._database.keys.signature("file", str(stored_id), str(until))
        return base64.urlsafe_b64encode(signature).decode().rstrip("=")
