"""`langnghe statistics rebuild`: the days that figures are counted from are packed anew."""

from __future__ import annotations

import typer

from bot.cli.console import now, opened, say, text


def register_group(group: typer.Typer) -> None:
    group.callback()(_alone)
    group.command("rebuild", help=text("cli-help-statistics-rebuild"))(rebuild)


def _alone() -> None:
    """Keeps `rebuild` a command of its group, even as the only one."""


def rebuild() -> None:
    from bot.settings import load_settings
    from storage.statistics import counted_days

    settings = load_settings()
    with opened(settings) as database:
        database.run_now(counted_days.forget_all)
        before = counted_days.over(now().astimezone(settings.zone))
        days = database.read_now(lambda session: counted_days.unpacked(session, before))
        with typer.progressbar(days, label=text("cli-statistics-days")) as shown:
            for day in shown:
                database.run_now(lambda session, day=day: counted_days.keep(session, day))  # type: ignore[misc]
    say("cli-statistics-rebuilt", days=len(days))
