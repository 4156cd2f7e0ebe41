"""`langnghe db upgrade`, `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import connected, fail, now, opened, say, text
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from storage.engine.database import Database


def register(app: typer.Typer) -> None:
    app.command("backup", help=text("cli-help-backup"))(back_up)
    app.command("restore", help=text("cli-help-restore"))(restore)


def register_group(group: typer.Typer) -> None:
    group.command("upgrade", help=text("cli-help-db-upgrade"))(upgrade)


def upgrade() -> None:
    from bot.settings import load_settings
    from storage.engine.program_lock import hold

    database = connected(load_settings(), create=True)
    try:
        with hold(database):
            say("cli-db-upgraded" if migrate(database) else "cli-db-current")
    finally:
        database.close()


def migrate(database: Database) -> bool:
    """Runs the migrations that are missing; whether there were any. The caller holds the database."""
    from alembic.util import CommandError

    from storage.maintenance.migrate import pending
    from storage.maintenance.migrate import upgrade as run

    if not pending(database):
        return False
    try:
        run(database)
    except CommandError:
        fail("cli-database-newer")
    return True


def back_up(file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-backup-file"))]) -> None:
    from bot.settings import load_settings
    from storage.maintenance.backup import write

    with opened(load_settings()) as database, replacing(file) as target:
        rows = write(database, target, now())
    say("cli-backup-done", path=str(file), rows=rows)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-restore-file"))],
    yes: Annotated[bool, typer.Option("--yes", help=text("cli-help-restore-yes"))] = False,
) -> None:
    from bot.settings import load_settings
    from storage.engine.program_lock import hold
    from storage.maintenance.backup import BackupTrouble
    from storage.maintenance.backup import restore as put_back

    settings = load_settings()
    with file.open("rb") as source:
        database = connected(settings, create=True)
        try:
            with hold(database):
                migrate(database)
                restored = put_back(database, source, now(), replace=yes)
        except BackupTrouble as trouble:
            fail(f"cli-restore-{trouble.code.replace('_', '-')}", **trouble.sentence_args)
        finally:
            database.close()
    local = restored.made_at.astimezone(settings.zone)
    say("cli-restore-done", rows=restored.rows, time=f"{local:%H:%M}", day=f"{local:%d/%m/%Y}")
