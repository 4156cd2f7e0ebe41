"""Common ground of the commands: the language it speaks, its sentences, its clock, and how it ends when something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from dotenv import dotenv_values

from texts.catalogue import LANGUAGES, Argument, Catalogue, catalogue_for

if TYPE_CHECKING:
    from rich.table import Table

    from bot.settings import Settings
    from storage.engine.database import Database

ENV_FILE = Path(".env")
_TEXTS = "cli.ftl"
_LANGUAGE = "LANGNGHE_LANGUAGE"
WRONG = 1
WRONG_SETTINGS = 2


class CommandTrouble(Exception):
    """A command cannot do what it was asked; the sentences say why."""

    def __init__(self, *sentences: str, code: int = WRONG) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        self.code = code


def language() -> str:
    """LANGUAGE, read by hand: help is printed before any settings are loaded, and whatever is wrong with them."""
    chosen = os.environ.get(_LANGUAGE) or _in_file()
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def _in_file() -> str | None:
    try:
        file = ENV_FILE.stat()
        return _written(ENV_FILE.absolute(), file.st_ino, file.st_mtime_ns, file.st_size)
    except (OSError, UnicodeDecodeError):
        return None


@lru_cache(maxsize=1)
def _written(path: Path, *_state: int) -> str | None:
    """Every sentence of the help asks anew, so the file is read again only when it has another state (number, time, size)."""
    return dotenv_values(path, encoding="utf-8").get(_LANGUAGE)


def text(key: str, /, **args: Argument) -> str:
    """A sentence of the texts. Those of the commands themselves are in a file of their own, which is all that help reads."""
    catalogue = _commands(language()) if key.startswith("cli-") else catalogue_for(language())
    return catalogue.text(key, **args)


@cache
def _commands(spoken: str) -> Catalogue:
    source = files("texts").joinpath(spoken, _TEXTS).read_text("utf-8")
    return Catalogue(spoken, {_TEXTS: source})


def say(key: str, /, **args: Argument) -> None:
    show(text(key, **args))


def show(line: str) -> None:
    typer.echo(line)


def ask(key: str, /, *, secret: bool = False) -> str:
    """A line that is typed in answer, or piped in; "" where nothing more comes and nobody is there to be asked."""
    if sys.stdin is not None and sys.stdin.isatty():
        return str(typer.prompt(text(key), default="", show_default=False, hide_input=secret))
    show(text(key) + ":")
    return "" if sys.stdin is None else sys.stdin.readline().strip()


def shown(table: Table) -> None:
    """A table, as wide as it needs to be where nobody looks at it on a screen."""
    from rich.console import Console

    screen = Console()
    (screen if screen.is_terminal else Console(width=200)).print(table)


def fail(key: str, /, **args: Argument) -> NoReturn:
    """Ends the command with a sentence and exit code 1."""
    raise CommandTrouble(text(key, **args))


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of the settings, opened. What is wrong with it is a sentence."""
    from sqlalchemy import inspect

    from storage.engine.database import DatabaseTrouble
    from storage.keyring import KeyTrouble
    from storage.maintenance import migrate

    database = connected(settings)
    try:
        with database.reader.connect() as connection:
            if not inspect(connection).has_table("installation"):
                fail("cli-database-empty")
            here, newest = migrate.stands_at(connection), migrate.newest()
            if here != newest:
                fail("cli-database-old" if here < newest else "cli-database-newer")
        try:
            database.open()
        except KeyTrouble:
            fail("cli-keys-wrong")
        except DatabaseTrouble:
            fail("cli-database-unfounded")
        yield database
    finally:
        database.close()


def connected(settings: Settings, *, create: bool = False) -> Database:
    """The database of the settings, not opened yet. A SQLite file is made only where `create` says so, for its owner alone."""
    from sqlalchemy.exc import DBAPIError

    from storage.engine.database import Database
    from storage.engine.dialects import parse_url
    from storage.keyring import KeyRing

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        if create:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        elif not path.exists():
            fail("cli-database-missing", path=str(path))
    database = Database(settings.database_url, KeyRing.parse([key.get_secret_value() for key in settings.secret_keys]))
    try:
        with database.reader.connect():
            pass
    except DBAPIError:
        database.close()
        fail("cli-database-unreachable")
    return database
