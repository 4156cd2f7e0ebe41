"""`langnghe run`, `demo` and `sandbox`: the commands that stay until they are stopped."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import opened, say, text


def register(app: typer.Typer) -> None:
    app.command("demo", help=text("cli-help-demo"))(demo)
    app.command("run", help=text("cli-help-run"))(run)
    app.command("sandbox", help=text("cli-help-sandbox"))(look_alike)


def run() -> None:
    from bot.settings import load_settings

    settings = load_settings(network=True)
    from bot.run import run as run_until_stopped

    with opened(settings) as database:
        run_until_stopped(settings, database)


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
    raise typer.Exit(main(options))
