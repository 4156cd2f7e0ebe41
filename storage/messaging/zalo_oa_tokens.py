"""The store of an Official Account's tokens, and the lock under which one program at a time exchanges them.

A refresh token works once: two programs that used one at the same time would lose the account. On SQLite the lock is the
operating system's, on a file beside the database; on PostgreSQL an advisory lock on a connection of its own. Both go when
their holder dies, however it dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.engine import dialects
from storage.engine.database import Database
from storage.engine.program_lock import ADVISORY
from storage.members import addresses
from storage.tables import OaToken

NETWORK = "zalo_oa"
_LONGEST = "60s"  # nobody holds the lock for longer than a few calls to the network take


def load(session: Session, account: str) -> OaToken | None:
    """The tokens of the account of this id; None: it was never linked."""
    return session.get(OaToken, addresses.account(session, NETWORK, account).id)


def save(session: Session, account: str, current: tuple[str, str], old: tuple[str, str] | None, now: datetime) -> None:
    """Keeps the pair (access, refresh) that is to be used, and the one before it where that may still be needed."""
    row = load(session, account)
    if row is None:
        row = OaToken(account_id=addresses.account(session, NETWORK, account).id, access="", refresh="", renewed_at=now)
        session.add(row)
    if (row.access, row.refresh) != current:
        row.renewed_at = now
    row.access, row.refresh = current
    row.old_access, row.old_refresh = old or (None, None)
    session.flush()


@contextlib.contextmanager
def alone(database: Database) -> Iterator[None]:
    """Until the block ends nobody else exchanges tokens, in whatever process; waits for whoever does."""
    with _alone_on_file(database) if database.backend == "sqlite" else _alone_on_server(database):
        yield


@contextlib.contextmanager
def _alone_on_file(database: Database) -> Iterator[None]:
    handle = os.open(f"{database.engine.url.database}.tokens", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _alone_on_server(database: Database) -> Iterator[None]:
    engine = dialects.postgres_engine(database.engine.url, threads=1)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SELECT set_config('lock_timeout', :longest, false)"), {"longest": _LONGEST})
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": ADVISORY + 2})
            yield
    finally:
        engine.dispose()
