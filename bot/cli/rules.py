"""`langnghe rules list` and `set`: when prompts, reminders and digests go out."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.console import fail, now, opened, say, shown, text


def register_group(group: typer.Typer) -> None:
    """Add the commands of `langnghe rules`."""
    group.command("list", help=text("cli-help-rules-list"))(list_)
    group.command("set", help=text("cli-help-rules-set"))(set_)


def list_() -> None:
    """Print each rule and when it comes next."""
    from rich.table import Table

    from bot.settings import load_settings
    from services.schedules import rules

    settings = load_settings()
    with opened(settings) as database:
        found = database.run_now(lambda session: rules(session, settings.timezone, now()))
    table = Table(*(text(f"cli-rules-column-{name}") for name in ("name", "cron", "next")))
    for rule in found:
        local = rule.next_at.astimezone(settings.zone)
        table.add_row(rule.name, rule.cron, f"{local:%H:%M %d/%m/%Y}" if rule.enabled else text("cli-rules-off"))
    shown(table)


def set_(
    name: Annotated[str, typer.Argument(metavar="NAME", help=text("cli-help-rules-name"))],
    when: Annotated[str, typer.Argument(metavar="WHEN", help=text("cli-help-rules-when"))],
) -> None:
    """Change a rule; one that nobody can follow is refused."""
    from bot.settings import load_settings
    from services.actor import PROGRAM
    from services.schedules import BadRule, rules, set_rule

    settings = load_settings()
    with opened(settings) as database:
        try:
            database.run_now(lambda session: rules(session, settings.timezone, now()))
            rule = database.run_now(lambda session: set_rule(session, PROGRAM, name, when, now()))
        except BadRule as trouble:
            fail(f"cli-rules-{trouble.code}", name=name, when=when)
    if not rule.enabled:
        say("cli-rules-is-off", name=name)
        return
    local = rule.next_at.astimezone(settings.zone)
    say("cli-rules-done", name=name, time=f"{local:%H:%M}", day=f"{local:%d/%m/%Y}")
