"""`langnghe keys rotate`: a new key takes over, in steps that leave the data readable at every moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import fail, opened, say, text

if TYPE_CHECKING:
    from bot.settings import Settings


def register_group(group: typer.Typer) -> None:
    group.callback()(_alone)
    group.command("rotate", help=text("cli-help-keys-rotate"))(rotate)


def _alone() -> None:
    """Keeps `rotate` a command of its group, even as the only one."""


def rotate(new: Annotated[bool, typer.Option("--new", help=text("cli-help-keys-new"))] = False) -> None:
    from bot.settings import load_settings
    from storage.engine.program_lock import holder_keys
    from storage.maintenance.rotate_keys import rotate as rewrite

    settings = load_settings()
    if new:
        settings = _add_key(settings)
    with opened(settings) as database:
        if any(keys[:1] != (database.keys.current,) for keys in holder_keys(database)):
            fail("cli-keys-restart")
        rewritten = rewrite(database)
        old = [mark.hex() for mark in database.keys.fingerprints[1:]]
    say("cli-keys-rotated", rows=rewritten, key=database.keys.current.hex())
    if old:
        say("cli-keys-remove", keys=", ".join(old))


def _add_key(settings: Settings) -> Settings:
    """Puts a new key before the others in `.env`, once the present ones are known to open the database."""
    from bot.cli.env_file import Environment
    from bot.settings import load_settings
    from storage.keyring import new_key

    with opened(settings):
        environment = Environment.read()
    if environment.overridden("SECRET_KEYS"):
        fail("cli-env-overridden", name="LANGNGHE_SECRET_KEYS")
    environment.set("SECRET_KEYS", f"{new_key()},{environment.get('SECRET_KEYS')}")
    environment.write()
    say("cli-keys-added")
    return load_settings()
