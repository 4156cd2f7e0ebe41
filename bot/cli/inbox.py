"""`langnghe inbox failed` and `retry`: what came in and could not be handled, and another try for it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.console import fail, now, opened, say, show, text


def register_group(group: typer.Typer) -> None:
    group.command("failed", help=text("cli-help-inbox-failed"))(failed)
    group.command("retry", help=text("cli-help-inbox-retry"))(retry)


def failed() -> None:
    """Show where and when a message failed, never what or whose.

    No text, no chat, no message of an error (it may quote an answer).
    """
    from bot.settings import load_settings
    from storage.messaging import events

    settings = load_settings()
    with opened(settings) as database:
        found = database.read_now(events.in_trouble)
    if not found:
        say("cli-inbox-none")
    for trouble in found:
        show(
            text(
                f"cli-inbox-{trouble.status}",
                number=str(trouble.id),
                time=f"{trouble.received_at.astimezone(settings.zone):%Y-%m-%d %H:%M}",
                source=trouble.source,
                kind=trouble.kind,
                tries=trouble.tries,
                error=trouble.error,
            )
        )


def retry(
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]", help=text("cli-help-inbox-number"))] = None,
    everything: Annotated[bool, typer.Option("--all", help=text("cli-help-inbox-all"))] = False,
) -> None:
    from bot.settings import load_settings
    from storage.messaging import events

    if (number is None) != everything:
        fail("cli-inbox-which")
    with opened(load_settings()) as database:
        tried = database.run_now(lambda session: events.again(session, now(), number))
    if number is not None and not tried:
        fail("cli-inbox-unknown", number=str(number))
    say("cli-inbox-again", count=tried)
