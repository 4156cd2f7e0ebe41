"""The one door to the database: `run` writes, `read` reads, and nothing else opens a session.

One writer thread commits the turns of many chats together: on SQLite all that is written, up to 50 turns or 20 ms of work to
one COMMIT (and its fsync), on PostgreSQL the turns whose questions are known before they begin (`Coming`), up to 16. Those
are asked for all of them at once and have no savepoint: where one raises, all of the group is undone and runs again, in
halves on SQLite, each by itself on PostgreSQL. Other work has a savepoint of its own on SQLite, and on PostgreSQL a
transaction of its own in a pool of threads. Work may therefore run more than once, and must have no effect outside its
session.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, PoolProxiedConnection, inspect, orm
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, func, select

from storage.columns import ring_of
from storage.engine import ahead, bound_rows, dialects, later
from storage.engine.ahead import Ahead, Coming
from storage.engine.dialects import Pipe
from storage.keyring import KeyRing
from storage.tables import Delivery, Installation

T = TypeVar("T")
Work = Callable[[Session], T]

_GROUP = 50  # turns
_CHUNK = 16  # turns whose rows are fetched together
_GROUP_SECONDS = 0.020
_LOCK_MILLISECONDS = 250
"""How long a group on PostgreSQL waits for a row that is held elsewhere; shorter than the server's `deadlock_timeout`."""
_THREADS = 8
_MARKS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_wal_insert_lsn() - '0/0'"}
_TRIES = 5


class DatabaseTrouble(Exception):
    """The database is missing, not prepared, or not ours; the text is for an administrator."""


@dataclass(slots=True)
class _Job(Generic[T]):
    work: Work[T]
    future: Future[T] | asyncio.Future[T]
    loop: asyncio.AbstractEventLoop | None = None  # of whoever awaits it
    result: T | None = None
    error: Exception | None = None
    asked: float = field(default_factory=time.monotonic)
    first: bool = False
    coming: Coming | None = None  # what the work is sure to ask
    apart: bool = False  # it runs in the pool, which tells its outcome

    def tell(self) -> None:
        """Hands over the outcome, once it is committed."""
        if self.future.cancelled():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(cast(T, self.result))


class Database:
    """One database, opened with a key ring. `rehearse`: every piece of work runs twice, the first time rolled back (tests)."""

    def __init__(self, url: str, keys: KeyRing, *, rehearse: bool = False) -> None:
        parsed = dialects.parse_url(url)
        self.backend = parsed.get_backend_name()
        self.keys = keys
        self._rehearse = rehearse
        self.waited: Callable[[float], None] | None = None
        """Hears how long each piece of work waited before it began, seconds."""
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._writer_thread: threading.Thread | None = None
        self._kept: Connection | None = None  # the writer's
        self._marks: PoolProxiedConnection | None = None
        self._marks_lock = threading.Lock()
        self._last_id = 0
        self._id_lock = threading.Lock()
        if self.backend == "sqlite":
            self.engine = dialects.sqlite_engine(parsed, writer=True)
            self.reader = dialects.sqlite_engine(parsed, writer=False)
        else:
            self.engine = self.reader = dialects.postgres_engine(parsed, threads=_THREADS)
        bound_rows.watch(self.engine)
        ahead.watch(self.engine)
        later.watch(self.engine)
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="database-read")
        self._writers = ThreadPoolExecutor(_THREADS, thread_name_prefix="database-run")
        for engine in (self.engine, self.reader):
            engine.dialect.key_ring = keys  # type: ignore[attr-defined]

    def open(self) -> None:
        """Unlocks the lookup key. Raises `DatabaseTrouble` where there are no tables yet, `KeyTrouble` for a wrong key."""
        with self.engine.connect() as connection:
            if not inspect(connection).has_table("installation"):
                raise DatabaseTrouble("the database has no tables yet: run `langnghe db upgrade`")
            with Session(connection) as session:
                installation = session.get(Installation, 1)
                if installation is None:
                    raise DatabaseTrouble("the database is not set up: run `langnghe setup`")
                self.keys.unlock(self.keys.decrypt(installation.seed))
                # Ids go on rising where the clock was put back while the program stood.
                self._last_id = session.scalar(select(func.max(col(Delivery.id)))) or 0

    def is_founded(self) -> bool:
        """True if there are tables, and data that belongs to a key."""
        with self.reader.connect() as connection:
            if not inspect(connection).has_table("installation"):
                return False
            with Session(connection) as session:
                return session.get(Installation, 1) is not None

    def found(self, now: datetime) -> None:
        """Makes this database ours, once: a new lookup seed, wrapped by the current key."""
        seed = os.urandom(32)

        def work(session: Session) -> None:
            if session.get(Installation, 1) is None:
                row = Installation(seed=self.keys.encrypt(seed), key_fingerprint=self.keys.current, created_at=now)
                session.add(row)

        self.run_now(work)

    def new_id(self, now: datetime) -> int:
        """An id that rises: microseconds since 1970, never the same twice in one process.

        Two processes that meet in one microsecond fail on the primary key, and the turn runs again.
        """
        with self._id_lock:
            self._last_id = max(self._last_id + 1, int(now.timestamp() * 1_000_000))
            return self._last_id

    async def run(self, work: Work[T], *, first: bool = False, coming: Coming | None = None) -> T:
        """Runs `work` in a write transaction and returns when it is committed. What it raises undoes it alone.

        `first`: before all that waits for its turn. `coming`: what it is sure to ask, together with other work.
        """
        if self.backend == "sqlite" or coming is not None:
            loop = asyncio.get_running_loop()
            outcome: asyncio.Future[T] = loop.create_future()
            self._submit(_Job(work, outcome, loop, first=first, coming=coming))
            return await outcome
        if first:
            return await asyncio.to_thread(self.run_now, work)
        return await asyncio.get_running_loop().run_in_executor(
            self._writers, self._begin, time.monotonic(), self.run_now, work
        )

    async def read(self, work: Work[T]) -> T:
        """Runs `work` on a connection that never holds up the writer; nothing it changes is kept."""
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, self._begin, time.monotonic(), self.read_now, work
        )

    def _begin(self, asked: float, how: Callable[[Work[T]], T], work: Work[T]) -> T:
        if self.waited is not None:
            self.waited(time.monotonic() - asked)
        return how(work)

    async def mark(self) -> int | None:
        """A number that differs whenever anybody has committed a change since; None: there is none now.

        SQLite's own, of one connection that is kept for it: no transaction, no page is read (sqlite.org/pragma.html). Of
        PostgreSQL the place in its log where the next change goes, of whatever database of the server; a server that only
        follows another one has none, nor has a file that cannot be read.
        """
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._marked)

    def _marked(self) -> int | None:
        with self._marks_lock:  # several readers' threads ask; of two connections one would be let go of
            return self._mark_read()

    def _mark_read(self) -> int | None:
        try:
            if self._marks is None:
                self._marks = self.reader.raw_connection()
                self._marks.detach()  # without transactions it must never come back to the pool, whatever becomes of it
                if self.backend == "postgresql":
                    self._marks.dbapi_connection.autocommit = True  # type: ignore[union-attr]
            cursor = self._marks.cursor()
            try:
                cursor.execute(_MARKS[self.backend])
                found = cursor.fetchone()
            finally:
                cursor.close()
        except (sqlite3.Error, DBAPIError, self.reader.dialect.loaded_dbapi.Error):
            self._leave_mark()
            return None
        return int(found[0]) if found else None

    def _leave_mark(self) -> None:
        marks, self._marks = self._marks, None
        if marks is not None:
            with contextlib.suppress(Exception):  # it may be broken
                marks.dbapi_connection.close()  # type: ignore[union-attr]

    def run_now(self, work: Work[T]) -> T:
        """`run` for callers without an event loop (the command line, tests)."""
        if self.backend == "sqlite" and self._writer_thread is not None:
            outcome: Future[T] = Future()
            self._submit(_Job(work, outcome))
            return outcome.result()
        for attempt in range(_TRIES):
            try:
                with self.engine.begin() as connection:
                    return self._perform(connection, work)
            except DBAPIError as error:
                if attempt == _TRIES - 1 or not dialects.may_retry(error):
                    raise
        raise AssertionError("unreachable")

    def read_now(self, work: Work[T]) -> T:
        """`read` for callers without an event loop."""
        with self.reader.connect() as connection, Session(connection, expire_on_commit=False) as session:
            return work(session)

    def close(self) -> None:
        """Finishes what was submitted and lets go of the file or the server."""
        if self._writer_thread is not None:
            self._jobs.put(None)
            self._writer_thread.join()
            self._writer_thread = None
        if self._kept is not None:
            self._give_up(self._kept)
            self._kept = None
        self._readers.shutdown()
        self._leave_mark()
        self._writers.shutdown()
        for engine in {self.engine, self.reader}:
            engine.dispose()

    def _submit(self, job: _Job[Any]) -> None:
        if self._writer_thread is None:
            self._writer_thread = threading.Thread(target=self._write, name="database-write", daemon=True)
            self._writer_thread.start()
        self._jobs.put(job)

    def _write(self) -> None:
        """The writer thread: takes what is there, up to a group, and commits it as one."""
        waiting: deque[_Job[Any]] = deque()
        while True:
            if not waiting:
                job = self._jobs.get()
                if job is None:
                    return
                waiting.append(job)
            self._write_group(waiting)

    def _write_group(self, waiting: deque[_Job[Any]]) -> None:
        self._drain(waiting)
        group, began = self._next(waiting, _CHUNK), False
        try:
            with self._group() as connection:
                began, until = True, time.monotonic() + _GROUP_SECONDS
                self._together(connection, group)
                self._drain(waiting)
                # On PostgreSQL nothing that was fetched is to grow old, and nobody to wait long for what is locked.
                while self.backend == "sqlite" and waiting and len(group) < _GROUP and time.monotonic() < until:
                    chunk = self._next(waiting, min(_CHUNK, _GROUP - len(group)))
                    group += chunk
                    self._together(connection, chunk)
                    self._drain(waiting)
        except Exception as trouble:  # noqa: BLE001 - whatever the COMMIT says, every turn gets its own outcome
            if began or self.backend != "sqlite":
                self._apart(group, trouble)
            else:
                for job in group:
                    job.error = trouble
        _tell([job for job in group if not job.apart])

    def _next(self, waiting: deque[_Job[Any]], most: int) -> list[_Job[Any]]:
        chunk = [waiting.popleft() for _ in range(min(most, len(waiting)))]
        if self.waited is not None:
            for job in chunk:
                self.waited(time.monotonic() - job.asked)
        return chunk

    @contextlib.contextmanager
    def _group(self) -> Iterator[Connection]:
        """A transaction of a group.

        On PostgreSQL its connection is kept for the next one, without a word to the server between the two. After one that
        failed it may be in the midst of answers, and is given up.
        """
        connection, self._kept = self._kept or self._connect_for_groups(), None
        info = connection.info
        Pipe.allow(connection)
        try:
            with connection.begin():
                later.begin(connection)
                yield connection
                later.write(connection)
        except BaseException:
            self._give_up(connection)
            raise
        finally:
            ahead.end(info)
            later.end(info)
        if self.backend == "sqlite":
            connection.close()
        else:
            self._kept = connection

    def _connect_for_groups(self) -> Connection:
        """A connection whose group waits for nobody's row for long: a row that is held elsewhere undoes the group, and its
        turns run apart, where each waits by itself. Also two groups that wait for one another end before the server has
        to find that out.
        """
        connection = self.engine.connect()
        if self.backend != "sqlite":
            with connection.begin():
                connection.exec_driver_sql(f"SET lock_timeout = {_LOCK_MILLISECONDS}")
        return connection

    def _give_up(self, connection: Connection) -> None:
        """Close a connection; on PostgreSQL for good, since answers may still be under way on it."""
        if self.backend != "sqlite":
            if not connection.invalidated:  # else a look at it would open another one
                with contextlib.suppress(Exception):
                    Pipe.leave(connection)
            connection.invalidate()
        connection.close()

    def _together(self, connection: Connection, chunk: Sequence[_Job[Any]]) -> None:
        """Run work, after what all of it is sure to ask was asked at once. Raises what work without a savepoint raises."""
        written = ahead.begin(connection)
        asking = [job.coming for job in chunk if job.coming is not None]
        found = iter(self._fetched(connection, asking) if asking else ())
        for job in chunk:
            if job.coming is None:
                self._attempt(connection, job)
            elif (rows := next(found)) is None:
                self._alone(job)
            else:
                job.error = None
                job.result = self._perform(connection, job.work, Ahead(rows, written))

    def _fetched(self, connection: Connection, coming: Sequence[Coming]) -> Sequence[Mapping[Hashable, Any] | None]:
        with Session(connection, join_transaction_mode="rollback_only") as session:
            return type(coming[0]).fetch(session, coming)

    def _apart(self, group: Sequence[_Job[Any]], trouble: Exception) -> None:
        """A group was undone: its work runs again, so that what fails costs the others nothing."""
        if self.backend != "sqlite":
            for job in group:
                if not job.apart:
                    self._alone(job)
        elif len(group) == 1:
            self._by_itself(group[0], trouble)
        else:
            for half in (group[: len(group) // 2], group[len(group) // 2 :]):
                try:
                    with self._group() as connection:
                        self._together(connection, half)
                except Exception as error:  # noqa: BLE001 - as of a whole group
                    self._apart(half, error)

    def _alone(self, job: _Job[Any]) -> None:
        """Let work run in the pool, in a transaction of its own, which may wait."""
        job.apart = True
        self._writers.submit(self._run_alone, job)

    def _run_alone(self, job: _Job[Any]) -> None:
        try:
            job.result, job.error = self.run_now(job.work), None
        except Exception as error:  # noqa: BLE001 - it is the outcome of this turn: `tell` hands it to its caller
            job.error = error
        _tell([job])

    def _drain(self, waiting: deque[_Job[Any]]) -> None:
        with contextlib.suppress(queue.Empty):
            while (job := self._jobs.get_nowait()) is not None:
                if job.first:
                    waiting.appendleft(job)
                else:
                    waiting.append(job)
            self._jobs.put(None)  # the order to stop stays for when all is written

    def _attempt(self, connection: Connection, job: _Job[Any]) -> None:
        job.error = None
        try:
            with _savepoint(connection):
                job.result = self._perform(connection, job.work)
        except Exception as error:
            if connection.invalidated or not _is_open(connection):
                raise
            job.error = error

    def _by_itself(self, job: _Job[Any], trouble: Exception) -> None:
        try:
            with self.engine.begin() as connection:
                self._attempt(connection, job)
        except Exception as error:  # noqa: BLE001 - it is the outcome of this turn: `tell` hands it to its caller
            error.__context__ = trouble
            job.error = error

    def _perform(self, connection: Connection, work: Work[T], found: Ahead | None = None) -> T:
        if self._rehearse:
            with _savepoint(connection, keep=False):
                self._once(connection, work, found)
        return self._once(connection, work, found)

    def _once(self, connection: Connection, work: Work[T], found: Ahead | None) -> T:
        """Runs `work` in a session of its own; the transaction stays its caller's to commit.

        A flush that fails takes the whole transaction with it, and the group runs again one by one.
        """
        session = Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        if found is not None:
            ahead.give(session, found)
        try:
            result = work(session)
            if session.in_transaction():  # else all of it went to the driver, and there is nothing to flush
                session.commit()
            return result
        finally:
            session.close()


def _tell(group: Sequence[_Job[Any]]) -> None:
    """Hands over the outcomes, waking each event loop once."""
    awaited: dict[asyncio.AbstractEventLoop, list[_Job[Any]]] = {}
    for job in group:
        if job.loop is None:
            job.tell()
        else:
            awaited.setdefault(job.loop, []).append(job)
    for loop, jobs in awaited.items():
        with contextlib.suppress(RuntimeError):  # it is closed: nobody waits any more
            loop.call_soon_threadsafe(_tell_all, jobs)


def _tell_all(jobs: Sequence[_Job[Any]]) -> None:
    for job in jobs:
        job.tell()


@contextlib.contextmanager
def _savepoint(connection: Connection, *, keep: bool = True) -> Iterator[None]:
    """Undo what the block does where it raises (or is not to be kept).

    Said to the driver itself: SQLAlchemy's own savepoint costs a turn more than all its statements cost the database.
    """
    later.write(connection)
    Pipe.leave(connection)
    cursor = connection.connection.cursor()
    cursor.execute("SAVEPOINT turn")
    try:
        yield
        later.write(connection)
    except BaseException:
        keep = False
        later.drop(connection)
        raise
    finally:
        if _is_open(connection):
            Pipe.leave(connection)
            if not keep:
                cursor.execute("ROLLBACK TO SAVEPOINT turn")
            cursor.execute("RELEASE SAVEPOINT turn")
        cursor.close()


def _is_open(connection: Connection) -> bool:
    """True if there still is a transaction: SQLite itself ends it where the disk is full."""
    return connection.in_transaction() and getattr(connection.connection.dbapi_connection, "in_transaction", True)


def ring(session: orm.Session) -> KeyRing:
    """The key ring behind a session, for keyed-hash lookups."""
    return ring_of(session.get_bind().dialect)


def backend(session: orm.Session) -> str:
    """Either `sqlite` or `postgresql`."""
    return session.get_bind().dialect.name
