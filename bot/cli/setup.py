"""`langnghe setup`: from nothing to a database with the board's root unit and its administrator in it."""

from __future__ import annotations

import re
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import ask, connected, fail, now, opened, say, text
from bot.cli.env_file import Environment

if TYPE_CHECKING:
    from bot.settings import Settings
    from services.invitations import Invited, Namesake
    from storage.tables import Member

ROOT_CODE = "TINH"
_SAMPLES = ("TOKEN-FROM-BOTFATHER", "ABC-DEF1234ghIkl-zyx57W2v1u123ew11")
"""Tokens of documents, ours and Telegram's: no bot has them."""
_TOKEN = re.compile(r"\d{6,}:[\w-]{20,}")
"""A token, as networks of bots write them; the sentences about one never repeat it."""


def register(app: typer.Typer) -> None:
    app.command("setup", help=text("cli-help-setup"))(setup)


def setup(
    token_file: Annotated[
        Path | None, typer.Option("--token-file", help=text("cli-help-setup-token"), show_default=False)
    ] = None,
    name: Annotated[str, typer.Option("--name", help=text("cli-help-setup-name"), show_default=False)] = "",
) -> None:
    from bot.cli.invite import show_invitation
    from bot.settings import Settings, given, load_settings
    from services.invitations import Namesake

    environment = Environment.read()
    _choose_token(environment, token_file)
    made_key = _make_secrets(environment)
    settings = given(**{field: value for field in Settings.model_fields if (value := environment.get(field.upper()))})
    if made_key and _is_founded(settings):
        fail("cli-setup-key-lost")
    environment.write()
    settings = load_settings()
    _create(settings)
    invited = _administrator(settings, name)
    say("cli-setup-done")
    if made_key:
        say("cli-setup-keep-key")
    if invited is None:
        say("cli-setup-admin-joined")
    elif isinstance(invited, Namesake):
        say("cli-setup-other-administrator", name=invited.name, member=invited.member_code)
    else:
        show_invitation(settings, invited.name, invited.code)
    say("cli-setup-next" if settings.telegram_token else "cli-setup-no-token")


def _choose_token(environment: Environment, file: Path | None) -> None:
    """Take the token from a file, from what is piped in, or typed without being shown; never from an argument.

    Arguments stand in the list of processes and in the shell's history.
    """
    if file and _TOKEN.search(str(file)):
        fail("cli-setup-token-in-arguments")
    given = _read_token(file) if file else ""
    if not given and not environment.get("TELEGRAM_TOKEN"):
        given = ask("cli-setup-ask-token", secret=True)
    token = "".join(given.split())
    if not token:
        return
    if any(sample in token for sample in _SAMPLES):
        fail("cli-setup-sample-token")
    if environment.overridden("TELEGRAM_TOKEN"):
        fail("cli-env-overridden", name="LANGNGHE_TELEGRAM_TOKEN")
    environment.set("TELEGRAM_TOKEN", token)


def _read_token(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.readline()
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        fail("cli-env-not-text", path=str(file))


def _make_secrets(environment: Environment) -> bool:
    """Fills in the secrets that are missing; whether a key was among them."""
    from storage.keyring import new_key

    if not environment.get("WEBHOOK_SECRET"):
        environment.set("WEBHOOK_SECRET", secrets.token_urlsafe(32))
    if environment.get("SECRET_KEYS"):
        return False
    environment.set("SECRET_KEYS", new_key())
    return True


def _is_founded(settings: Settings) -> bool:
    """True if data is there already, which a new key could not read."""
    from storage.engine.dialects import parse_url

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return False
    database = connected(settings)
    try:
        return database.is_founded()
    finally:
        database.close()


def _create(settings: Settings) -> None:
    """Today's tables, and the seed that makes the database ours. Both may be there already."""
    from bot.cli.database import migrate
    from storage.engine.program_lock import hold
    from storage.maintenance.migrate import pending

    database = connected(settings, create=True)
    try:
        if pending(database):
            with hold(database):
                migrate(database)
        database.found(now())
    finally:
        database.close()


def _administrator(settings: Settings, name: str) -> Invited | Namesake | None:
    """An invitation for the administrator, who is put on the roster if nobody is; None for one who has joined.

    Of another name than the one that waits on the roster, nobody is invited: it is said who that is.
    """
    from services.actor import PROGRAM
    from services.invitations import invite_founder
    from storage.members import membership
    from storage.tables import Role
    from texts.fold import fold

    unit = (ROOT_CODE, settings.place_name or settings.board_name)
    with opened(settings) as database:
        there = database.read_now(lambda session: _known(membership.first_with(session, Role.ADMIN)))
        missing = there is None
        if missing and not name.strip():
            name = ask("cli-setup-ask-name")
        if missing and not name.strip():
            fail("cli-setup-name-needed")
        if missing and _TOKEN.search(name):
            fail("cli-setup-name-is-token")
        if there is not None and there.joined_at is None and name.strip() and fold(name.strip()) != fold(there.name):
            return there
        return database.run_now(lambda session: invite_founder(session, PROGRAM, name, unit, now()))


def _known(member: Member | None) -> Namesake | None:
    from services.invitations import Namesake

    return Namesake(member.code, member.name, member.joined_at) if member is not None else None
