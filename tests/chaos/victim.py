"""The program that is going to be killed: `langnghe run` itself, started by a process that has loaded it already.

One order a line comes on the standard input (JSON: what `Order` holds); for each a child is forked that runs the real
command with its settings in the environment. At a named point it kills itself with SIGKILL at the given pass. What a
child hands to the network and what it has noted as settled goes line by line into a journal that outlives it. Lines on
the standard output say which child began and which ended. All end when the standard input closes.
"""

from __future__ import annotations

import hashlib
import json
import os
import selectors
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import bot.app
import bot.cli.serve
import bot.run
from bot.runtime.clock import SystemClock
from channels.channel import Channel
from channels.codec import dump_act
from channels.messages import Act, Send, SendError, Sent
from channels.telegram.adapter import TelegramChannel
from channels.zalo_bot.adapter import ZaloBotChannel
from forms.builtin_forms import NAMES, builtin
from handlers import router
from handlers.typed import intents
from storage.engine import dialects
from storage.messaging import deliveries
from texts.catalogue import LANGUAGES, catalogue_for

POINTS = ("in_savepoint", "before_commit", "after_commit", "before_send", "after_send", "before_result")
_LINGERS = {"in_savepoint": 0.2, "before_commit": 0.2}
"""Seconds that the thread of a turn stands still before all dies, so that what was told too early is out."""


@dataclass(frozen=True, slots=True)
class Order:
    """A life: its settings, where it writes, how far its clock is ahead (seconds), and at which pass of a point it dies."""

    settings: dict[str, str]
    log: str
    journal: str
    ahead: float
    point: str = ""
    passes: int = 1


def mark(act: Act) -> str:
    """What a message is known by in the journal.

    The instant of which it speaks stands in the row and no longer in what is sent: an alert that a death caught on its way
    would not be known again.
    """
    if isinstance(act, Send):
        act = replace(act, as_of=None)
    return hashlib.sha256(dump_act(act)).hexdigest()[:20]


class Fate:
    """Where this process is, and when it dies."""

    def __init__(self, order: Order) -> None:
        self._point, self._left = order.point, order.passes
        self._journal = os.open(order.journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._lock = threading.Lock()
        self._here = threading.local()  # a transaction belongs to one thread

    def passes(self, point: str) -> None:
        due = False
        if point == self._point:
            with self._lock:
                self._left -= 1
                due = self._left == 0
        if due:
            time.sleep(_LINGERS.get(point, 0.0))
            os.kill(os.getpid(), signal.SIGKILL)

    def note(self, *words: object) -> None:
        os.write(self._journal, (" ".join(map(str, words)) + "\n").encode())

    def turned(self) -> None:
        """The transaction of this thread holds a turn."""
        self._here.turn = True
        self.passes("in_savepoint")

    def settles(self, ids: list[int]) -> None:
        self.passes("before_result")
        self._here.settled = ids

    def commits(self, commit: Callable[[], None]) -> None:
        turn, settled = getattr(self._here, "turn", False), getattr(self._here, "settled", [])
        if turn:
            self.passes("before_commit")
        commit()
        if settled:
            self.note("settled", *settled)
        if turn:
            self.passes("after_commit")
        self.forgets()

    def forgets(self) -> None:
        """Whatever the transaction of this thread held is over."""
        self._here.turn, self._here.settled = False, []


def arm(fate: Fate) -> None:
    """Wraps what is done at the named points."""
    dispatch, settle = router.dispatch, deliveries.settle

    def dispatched(turn: Any) -> None:
        dispatch(turn)
        fate.turned()

    def settled(session: Any, outcomes: Any) -> None:
        fate.settles([outcome.id for outcome in outcomes])
        settle(session, outcomes)

    def sending(send: Callable[..., Awaitable[Sent]]) -> Callable[..., Awaitable[Sent]]:
        async def sent(self: Channel, chat_id: str, act: Act, content: bytes | None = None) -> Sent:
            if not isinstance(act, Send):
                return await send(self, chat_id, act, content)
            fate.passes("before_send")
            fate.note("send", chat_id, mark(act))
            try:
                outcome = await send(self, chat_id, act, content)
            except SendError:
                fate.note("refused", chat_id, mark(act))
                raise
            fate.passes("after_send")
            return outcome

        return sent

    def committing(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*args: Any, **more: Any) -> Any:
            dialect = (engine := make(*args, **more)).dialect
            commit, rollback = dialect.do_commit, dialect.do_rollback

            def rolled_back(connection: Any) -> None:
                fate.forgets()
                rollback(connection)

            dialect.do_commit = lambda connection: fate.commits(lambda: commit(connection))
            dialect.do_rollback = rolled_back
            return engine

        return made

    router.dispatch, deliveries.settle = dispatched, settled
    for network in (TelegramChannel, ZaloBotChannel):
        network.send = sending(network.send)  # type: ignore[method-assign, assignment]
    dialects.sqlite_engine = committing(dialects.sqlite_engine)
    dialects.postgres_engine = committing(dialects.postgres_engine)


def live(order: Order) -> None:
    """Becomes the program."""
    out = os.open(order.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, target in ((os.open(os.devnull, os.O_RDONLY), 0), (out, 1), (out, 2)):
        os.dup2(number, target)
    os.environ.update({f"LANGNGHE_{name}": value for name, value in order.settings.items()})

    class Ahead(SystemClock):
        def now(self) -> datetime:
            return super().now() + timedelta(seconds=order.ahead)

    bot.run.SystemClock = Ahead  # type: ignore[attr-defined]
    os.chdir(Path(order.log).parent)
    arm(Fate(order))
    bot.cli.serve.run()


def _fork(order: Order) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        live(order)
        code = 0
    except BaseException as error:  # noqa: BLE001 - said in the child's log; nothing of the parent may run on in the child
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _reap(children: set[int]) -> None:
    for child in list(children):
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            children.discard(child)
            _say(ended=child, code=os.waitstatus_to_exitcode(status))


def _say(**words: object) -> None:
    print(json.dumps(words), flush=True)


def _load() -> None:
    """What the program reads once."""
    for language in LANGUAGES:
        catalogue_for(language)
    for name in NAMES:
        builtin(name)
    intents.prepare()


def main() -> None:
    _load()
    children: set[int] = set()
    woken, wake = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    selector.register(woken, selectors.EVENT_READ)
    pending = b""
    _say(ready=True)
    while True:
        chosen = {key.fd for key, _ in selector.select()}
        if woken in chosen:
            os.read(woken, 4096)
            _reap(children)
        if 0 in chosen:
            read = os.read(0, 65536)
            if not read:
                break
            *lines, pending = (pending + read).split(b"\n")
            for line in lines:
                pid = _fork(Order(**json.loads(line)))
                children.add(pid)
                _say(began=pid)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
