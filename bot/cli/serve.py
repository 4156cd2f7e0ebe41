"""`langnghe run`, `demo` and `sandbox`: the commands that stay until they are stopped."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import opened, say, text
from bot.errors import port_refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from channels.channel import Channel


def register(app: typer.Typer) -> None:
    app.command("demo", help=text("cli-help-demo"))(demo)
    app.command("run", help=text("cli-help-run"))(run)
    app.command("sandbox", help=text("cli-help-sandbox"))(look_alike)


def run() -> None:
    from bot.settings import load_settings

    settings = load_settings(network=True)
    from bot.run import run as run_until_stopped

    with opened(settings) as database:
        run_until_stopped(settings, database, lambda channels: _say_running(settings, channels))


def _say_running(settings: Settings, channels: Sequence[Channel]) -> None:
    """Which bots run, how messages come to each, and how to stop."""
    from bot.cli.networks import called

    for network in dict.fromkeys(channel.network for channel in channels):
        ours = [channel for channel in channels if channel.network == network]
        how = "webhook" if settings.public_url or network == "zalo_oa" else "polling"
        say("cli-run-bots", network=called(network), names=", ".join(channel.full_name for channel in ours), how=how)
    say("cli-run-stop")
    sys.stdout.flush()


def demo(
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help=text("cli-help-demo-port"))] = None,
) -> None:
    import bot.demo.run

    def ready(address: str) -> None:
        say("demo-ready", address=address)
        sys.stdout.flush()

    bot.demo.run.main(port, ready)


def look_alike(
    world: Annotated[Path | None, typer.Option("--world", help=text("cli-help-sandbox-world"))] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=text("cli-help-sandbox-port"))] = 8081,
) -> None:
    from sandbox.run import main

    options = ["--port", str(port)] + ([] if world is None else ["--world", str(world)])
    try:
        raise typer.Exit(main(options))
    except OSError as error:
        if error.filename is not None:
            raise
        raise port_refused(error, port) from error
