"""`langnghe db upgrade`, `backup` and `restore`."""

from __future__ import annotations

import typer

from bot.commands.console import connected, fail, say, text


def register_group(group: typer.Typer) -> None:
    group.command("upgrade", help=text("cli-help-db-upgrade"))(upgrade)


def upgrade() -> None:
    from alembic.util import CommandError

    from bot.settings import load_settings
    from storage.locks import hold
    from storage.upgrade import pending
    from storage.upgrade import upgrade as migrate

    database = connected(load_settings(), create=True)
    try:
        with hold(database):
            if not pending(database):
                say("cli-db-current")
                return
            try:
                migrate(database)
            except CommandError:
                fail("cli-database-newer")
            say("cli-db-upgraded")
    finally:
        database.close()
