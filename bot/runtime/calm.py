"""A while in which nothing comes due unless somebody writes: what was asked of the database in vain is not asked again before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.engine.database import Database

_AHEAD = timedelta(seconds=60)


class Calm:
    """The calm of one question that is asked every second.

    Where nobody has written since the last look, that looks a minute ahead, and then not again before.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mark: int | None = None
        self._same = False
        self._span: tuple[datetime, datetime] | None = None

    async def lasts(self, now: datetime) -> bool:
        """Tell whether there is nothing to ask now; else it is asked, and `begin` said to."""
        mark = await self._database.mark()
        self._same = mark is not None and mark == self._mark
        if self._same and self._span is not None and self._span[0] <= now < self._span[1]:
            return True
        self._mark, self._span = mark, None
        return False

    async def begin(self, now: datetime, comes_by: Callable[[Session, datetime], bool]) -> None:
        """It was asked: where nobody has written since the look before, and nothing comes soon, there is calm from now on."""
        until = now + _AHEAD
        if self._same and not await self._database.read(lambda s: comes_by(s, until)):
            self._span = now, until

    def end(self) -> None:
        """Something else has changed that the answer depends on."""
        self._span = self._mark = None
