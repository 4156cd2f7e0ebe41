"""`langnghe check`: what is wrong with the settings, the database, the keys and the token, each in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import typer

from bot.cli.console import WRONG, CommandTrouble, connected, fail, opened, show, text

if TYPE_CHECKING:
    from bot.settings import Settings
    from channels.registry import Network


def register(app: typer.Typer) -> None:
    app.command("check", help=text("cli-help-check"))(check)


def check() -> None:
    from bot.settings import load_settings

    settings = load_settings()
    show("✓ " + text("cli-check-settings"))
    steps: tuple[Callable[[Settings], str], ...] = (_database, _keys, _chart, *_networks(settings))
    results = [_passes(step, settings) for step in steps]
    if not all(results):
        raise typer.Exit(WRONG)


def _passes(step: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        show("✓ " + step(settings))
    except CommandTrouble as trouble:
        for sentence in trouble.sentences:
            show("✗ " + sentence)
        return False
    return True


def _database(settings: Settings) -> str:
    from sqlalchemy import inspect

    from storage.maintenance.compact import room
    from storage.maintenance.migrate import pending

    database = connected(settings)
    try:
        with database.reader.connect() as connection:
            if not inspect(connection).has_table("installation"):
                fail("cli-database-empty")
        if pending(database):
            fail("cli-database-old")
        found = room(database)
    finally:
        database.close()
    if found.is_wasted:
        return text("cli-check-database-compact", empty=found.empty // 1_000_000, taken=found.taken // 1_000_000)
    return text("cli-check-database")


def _keys(settings: Settings) -> str:
    with opened(settings):
        return text("cli-check-keys")


def _chart(_settings: Settings) -> str:
    """One bar, drawn in a process of its own as the digests' charts are."""
    import asyncio

    from bot.runtime.worker_process import WorkerProcess
    from digests.chart import one_bar

    worker = WorkerProcess(seconds=60.0)
    try:
        asyncio.run(worker.run(one_bar))
    except Exception as error:  # noqa: BLE001 - the renderer is another process, and dies of many things
        fail("cli-check-chart-failed", reason=type(error).__name__)
    finally:
        worker.stop()
    return text("cli-check-chart")


def _networks(settings: Settings) -> list[Callable[[Settings], str]]:
    """One step for each network that has an account in the settings; one that says so where none has."""
    from channels.registry import NETWORKS

    wanted = [network for network in NETWORKS if network.is_wanted(settings)]
    return [partial(_network, network) for network in wanted] or [_nowhere]


def _nowhere(_settings: Settings) -> str:
    fail("cli-check-no-token")


def _network(network: Network, settings: Settings) -> str:
    from bot.cli.networks import called, introduced, our_accounts
    from channels.messages import Policy

    name = called(network.name)
    with our_accounts(network, settings) as channels:
        errors = introduced(channels)
    wrong = []
    for channel, error in zip(channels, errors, strict=True):
        if error is None:
            continue
        refused = error.policy in {Policy.ACCOUNT, Policy.FAIL}
        key = "cli-check-network-refused" if refused else "cli-check-network-away"
        hint = text(f"cli-check-hint-{network.name.replace('_', '-')}")
        wrong.append(text(key, network=name, account=channel.account, reason=error.reason, hint=hint))
    if wrong:
        raise CommandTrouble(*wrong)
    return text("cli-check-network", network=name, names=", ".join(channel.name for channel in channels))
