"""`langnghe audit head` and `verify`: the log of who looked and who changed what is as it was written."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.console import fail, opened, say, text


def register_group(group: typer.Typer) -> None:
    """The commands about the audit log."""
    group.command("head", help=text("cli-help-audit-head"))(head)
    group.command("verify", help=text("cli-help-audit-verify"))(verify)


def head() -> None:
    """Print how many entries there are and the hash over all, to be kept elsewhere."""
    from bot.settings import load_settings
    from storage.audit import entries

    with opened(load_settings()) as database:
        found = database.read_now(entries.head)
    say("cli-audit-head", head=str(found))


def verify(
    known: Annotated[str, typer.Option("--head", metavar="SIZE:HASH", help=text("cli-help-audit-known"))] = "",
) -> None:
    """Add the log up anew; with a head that was kept elsewhere, also hold its beginning against that."""
    from bot.settings import load_settings
    from storage.audit import entries

    size, _, root = known.partition(":")
    if known and not (size.isdecimal() and len(root) == 64):
        fail("cli-audit-no-head")
    with opened(load_settings()) as database:
        found = database.read_now(entries.check)
        before = database.read_now(lambda session: entries.check(session, int(size))) if known else None
    if found.wrong is not None:
        fail("cli-audit-changed", number=str(found.wrong))
    if not found.matches or (before is not None and (not before.matches or before.head.root.hex() != root.lower())):
        fail("cli-audit-shorter", head=str(found.head))
    say("cli-audit-whole", head=str(found.head))
