"""The command line, `langnghe`. Only what `--help` needs is imported here; every command imports its own when it runs."""

from __future__ import annotations

import errno
import sqlite3
import sys
import unicodedata
from typing import Annotated, Any

import typer
from typer import _click
from typer.core import TyperGroup

from bot.cli import (
    audit,
    board_files,
    check,
    data_server,
    database,
    delivery_status,
    forms,
    inbox,
    invite,
    keys,
    reports,
    roster,
    rules,
    serve,
    setup,
    statistics,
    templates,
    zalo_bots,
    zalo_oa,
)
from bot.cli.console import WRONG, WRONG_SETTINGS, CommandTrouble, language, text
from bot.cli.usage import sentences, translate
from bot.errors import StartFailed


class _Sentences(TyperGroup):
    """Turns what is wrong into sentences and an exit code: an administrator never sees a traceback for their own mistake."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        translate(self)

    def main(self, *given: Any, **named: Any) -> Any:
        """The same, but how a command has to be called is said in our words too."""
        try:
            code = super().main(*given, **(named | {"standalone_mode": False}))
        except _click.ClickException as error:
            print("\n".join(sentences(error)), file=sys.stderr)
            sys.exit(error.exit_code)
        except typer.Abort:
            print(text("cli-usage-aborted"), file=sys.stderr)
            sys.exit(WRONG)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except CommandTrouble as trouble:
            self._end(trouble.code, *trouble.sentences)
        except StartFailed as failed:
            self._end(WRONG, text(failed.key, **failed.values))
        except Exception as error:
            known = _known(error)
            if known is None:
                raise
            self._end(*known)

    def _end(self, code: int, *sentences: str) -> None:
        for sentence in sentences:
            print(sentence, file=sys.stderr)
        raise typer.Exit(code)


_FILE_TROUBLES = {
    errno.ENOENT: "cli-no-file",
    errno.ENOTDIR: "cli-no-folder",
    errno.EISDIR: "cli-is-folder",
    errno.EACCES: "cli-no-permission",
    errno.EPERM: "cli-no-permission",
    errno.EROFS: "cli-read-only",
    errno.ENOSPC: "cli-disk-full",
}
"""The usual troubles of a file, which the system tells in its own language."""


def _known(error: Exception) -> tuple[Any, ...] | None:
    """The exit code and the sentences for an error that is not ours to fix."""
    if isinstance(error, OSError) and not isinstance(error, sqlite3.Error):
        path = str(error.filename or text("cli-file-unnamed"))
        if error.errno in _FILE_TROUBLES:
            return WRONG, text(_FILE_TROUBLES[error.errno], path=path)
        return WRONG, text("cli-file-trouble", path=path, reason=error.strerror or str(error))
    if "bot.settings" in sys.modules:
        from bot.settings import SettingsTrouble

        if isinstance(error, SettingsTrouble):
            return WRONG_SETTINGS, *error.said(language())
    if "storage.engine.database" in sys.modules:
        return _known_to_storage(error)
    return None


def _known_to_storage(error: Exception) -> tuple[Any, ...] | None:
    from sqlalchemy.exc import OperationalError

    from storage.engine.database import DatabaseTrouble
    from storage.engine.program_lock import InUse
    from storage.keyring import KeyTrouble

    if isinstance(error, InUse):
        return WRONG, text("cli-in-use")
    if isinstance(error, KeyTrouble):
        return WRONG, text("cli-keys-wrong")
    if isinstance(error, DatabaseTrouble):
        return WRONG, str(error)
    if isinstance(error, OperationalError) and "readonly" in str(error.orig):
        return WRONG, text("cli-database-read-only")
    if isinstance(error, OperationalError):
        return WRONG, text("cli-database-unreachable")
    return None


def _has_vietnamese_letters() -> bool:
    """True if names typed here arrive as they are, and can be shown: else one would be kept or read damaged."""
    if sys.getfilesystemencoding() != "utf-8" or any("\ud800" <= letter <= "\udfff" for letter in "".join(sys.argv)):
        return False
    try:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            if stream is not None:
                "ễ".encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"langnghe {version('langnghe')}")
        raise typer.Exit


def build() -> typer.Typer:
    """The whole command line, in the language of the settings."""
    app = typer.Typer(
        cls=_Sentences,
        help=text("cli-help"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for module in (setup, serve, check, invite, zalo_bots, database):
        module.register(app)
    groups = {
        "db": database,
        "inbox": inbox,
        "deliveries": delivery_status,
        "rules": rules,
        "keys": keys,
        "roster": roster,
        "reports": reports,
        "forms": forms,
        "oa": zalo_oa,
        "audit": audit,
        "digest": board_files,
        "templates": templates,
        "statistics": statistics,
        "open-data": data_server,
    }
    for name, module in groups.items():
        group = typer.Typer(help=text(f"cli-help-{name}"), no_args_is_help=True, rich_markup_mode=None)
        module.register_group(group)
        app.add_typer(group, name=name)
    return app


def _root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help=text("cli-help-version"))
    ] = False,
) -> None:
    """`--version` stands before every command."""


def main() -> None:
    """The entry point of the installed command and of `python -m bot`."""
    if not _has_vietnamese_letters():
        letters = unicodedata.normalize("NFD", text("cli-terminal").replace("đ", "d").replace("Đ", "D"))
        sys.exit(letters.encode("ascii", "ignore").decode())
    if sys.flags.optimize > 1:
        sys.exit(text("cli-optimised"))
    build()()
