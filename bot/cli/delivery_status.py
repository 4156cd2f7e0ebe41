"""`langnghe deliveries show`: the fate of messages to a member or group, and why one went twice."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.console import fail, language, opened, say, shown, text


def register_group(group: typer.Typer) -> None:
    """Add the command of `langnghe deliveries`."""
    group.callback()(lambda: None)  # a group of one command stays a group
    group.command("show", help=text("cli-help-deliveries-show"))(show_)


def show_(
    member: Annotated[str, typer.Option(metavar="CODE", help=text("cli-help-deliveries-member"))] = "",
    group: Annotated[str, typer.Option(metavar="TITLE", help=text("cli-help-deliveries-group"))] = "",
    last: Annotated[int, typer.Option(min=1, max=500, help=text("cli-help-deliveries-last"))] = 20,
) -> None:
    """Print when and how, never what: no text, no chat."""
    from rich.table import Table

    from bot.settings import load_settings
    from handlers.network_names import reason_in
    from storage.messaging import delivery_records
    from texts.catalogue import catalogue_for

    if bool(member) == bool(group):
        fail("cli-deliveries-which")
    settings = load_settings()
    with opened(settings) as database:
        if member:
            found = database.read_now(lambda session: delivery_records.of_member(session, member, last))
        else:
            found = database.read_now(lambda session: delivery_records.of_group(session, group, last))
    if found is None:
        fail("cli-deliveries-unknown", who=member or group)
    columns = ("number", "written", "network", "lane", "status", "sent", "tries", "reason")
    table = Table(*(text(f"cli-deliveries-column-{name}") for name in columns))
    spoken = catalogue_for(language())
    for record in found:
        table.add_row(
            str(record.id),
            f"{record.created_at.astimezone(settings.zone):%d/%m %H:%M:%S}",
            record.network,
            record.lane,
            text(f"cli-deliveries-{record.status}"),
            f"{record.sent_at.astimezone(settings.zone):%H:%M:%S}" if record.sent_at else "",
            str(record.tries),
            reason_in(spoken, record.reason) if record.reason else "",
        )
    shown(table)
    if any(record.tries > 1 for record in found):
        say("cli-deliveries-again")
