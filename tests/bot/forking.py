"""A process that has loaded the program and forks one for each order, so that a test waits for no start of Python.

An order is a line on the standard input (JSON: `log`, where all is written, and `settings`, the environment's); the answer is
the number of the process that has become `langnghe run`. Its exit code is written beside its log when it has ended. All end
when the standard input closes.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Forked:
    """One program, as `subprocess.Popen` shows it."""

    def __init__(self, pid: int, log: Path) -> None:
        self.pid = pid
        self._ended = _code_file(log)

    def poll(self) -> int | None:
        """The exit code (negative: the signal that killed it), or None while it lives."""
        return int(self._ended.read_text()) if self._ended.exists() else None

    def wait(self, timeout: float) -> int:
        """The exit code, when it has ended."""
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"the program did not end within {timeout} s")
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:  # else the number may be another's by now
            os.kill(self.pid, number)


class Forking:
    """The loaded process, seen from the tests."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def begin(self, log: Path, settings: Mapping[str, str]) -> Forked:
        """A `langnghe run` that starts in its log's folder."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"log": str(log), "settings": settings}) + "\n")
        self._process.stdin.flush()
        return Forked(int(self._process.stdout.readline()), log)


@contextmanager
def forking() -> Iterator[Forking]:
    """Starts it, and ends all that it has started."""
    place = {name: value for name, value in os.environ.items() if not name.startswith("LANGNGHE_")}
    command = [sys.executable, "-m", "tests.bot.forking"]
    with subprocess.Popen(
        command, env=place | {"PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Forking(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


def _code_file(log: Path) -> Path:
    return log.with_suffix(".code")


def _load() -> None:
    """All that `langnghe run` imports and reads, the drivers of both databases and all networks included."""
    import psycopg  # noqa: F401
    import uvloop  # noqa: F401

    import bot.cli.main
    import bot.run  # noqa: F401
    from forms.builtin_forms import NAMES, builtin
    from handlers.typed import intents
    from texts.catalogue import LANGUAGES, catalogue_for

    for language in LANGUAGES:
        catalogue_for(language)
    for name in NAMES:
        builtin(name)
    intents.prepare()


def _become(log: str, settings: Mapping[str, str]) -> None:
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for number, target in ((os.open(os.devnull, os.O_RDONLY), 0), (out, 1), (out, 2)):
        os.dup2(number, target)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.update({f"LANGNGHE_{name}": value for name, value in settings.items()})
    os.chdir(Path(log).parent)
    sys.argv = ["langnghe", "run"]
    from bot.cli.main import main

    main()


def _fork(log: str, settings: Mapping[str, str]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        _become(log, settings)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException as error:  # noqa: BLE001 - said in the child's log; nothing of the parent may run on in the child
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _serve() -> None:
    _load()
    running: dict[int, Path] = {}

    def reap(*_: object) -> None:
        for child in list(running):
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                _write(running.pop(child), os.waitstatus_to_exitcode(status))

    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        order = json.loads(line)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # one that ends at once is known by then
        pid = _fork(**order)
        running[pid] = _code_file(Path(order["log"]))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        print(pid, flush=True)
    for child in running:
        os.kill(child, signal.SIGKILL)


def _write(path: Path, code: int) -> None:
    path.with_suffix(".new").write_text(str(code))
    path.with_suffix(".new").rename(path)


if __name__ == "__main__":
    _serve()
