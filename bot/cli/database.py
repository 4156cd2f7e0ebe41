"""`langnghe db upgrade`, `db compact`, `backup`, `restore` and `drill`."""

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
    app.command("drill", help=text("cli-help-drill"))(drill)


def register_group(group: typer.Typer) -> None:
    group.command("upgrade", help=text("cli-help-db-upgrade"))(upgrade)
    group.command("compact", help=text("cli-help-db-compact"))(compact)


def upgrade() -> None:
    from bot.settings import load_settings
    from storage.engine.program_lock import hold

    database = connected(load_settings(), create=True)
    try:
        with hold(database):
            say("cli-db-upgraded" if migrate(database) else "cli-db-current")
    finally:
        database.close()


def compact() -> None:
    """Gives back what deleted rows left in the file."""
    from bot.settings import load_settings
    from storage.engine.program_lock import hold
    from storage.maintenance.compact import compact as write_anew
    from storage.maintenance.compact import room

    with opened(load_settings()) as database, hold(database):
        before = room(database)
        write_anew(database)
        after = room(database)
    say("cli-db-compacted", before=_megabytes(before.taken), after=_megabytes(after.taken))


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f}"


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


def drill(file: Annotated[Path, typer.Argument(metavar="FILE", help=text("cli-help-restore-file"))]) -> None:
    """Restores a backup into a place of its own and lives on for three days; nothing is sent, nothing of ours is touched."""
    import asyncio
    import tempfile

    from bot.drill import drill as play
    from bot.run import options
    from bot.settings import load_settings
    from storage.engine.database import Database
    from storage.keyring import KeyRing
    from storage.maintenance.backup import BackupTrouble
    from storage.maintenance.backup import restore as put_back

    settings, at = load_settings(), now()
    keys = KeyRing.parse([key.get_secret_value() for key in settings.secret_keys])
    with file.open("rb") as source, tempfile.TemporaryDirectory(prefix="langnghe-") as folder:
        database = Database(f"sqlite:///{folder}/drill.db", keys)
        try:
            migrate(database)
            restored = put_back(database, source, at)
            database.open()
            found = asyncio.run(play(options(settings, quiet=True), database, at))
        except BackupTrouble as trouble:
            fail(f"cli-restore-{trouble.code.replace('_', '-')}", **trouble.sentence_args)
        finally:
            database.close()
    local = restored.made_at.astimezone(settings.zone)
    say("cli-drill-restored", rows=restored.rows, time=f"{local:%H:%M}", day=f"{local:%d/%m/%Y}")
    if found.held:
        say("cli-drill-held")
    say("cli-drill-lived", prompts=found.prompts, digests=found.digests, messages=found.messages)
    if found.troubles:
        fail("cli-drill-troubles", count=found.troubles)
    say("cli-drill-done")
