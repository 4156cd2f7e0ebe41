"""`langnghe setup`: from nothing to a database with the board's root unit and its administrator in it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import connected, fail, now, opened, say, text
from bot.cli.env_file import Environment

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.settings import Settings
    from storage.tables import Member

ROOT_CODE = "TINH"


def register(app: typer.Typer) -> None:
    app.command("setup", help=text("cli-help-setup"))(setup)


def setup(
    telegram_token: Annotated[
        str, typer.Option("--telegram-token", help=text("cli-help-setup-token"), show_default=False)
    ] = "",
    name: Annotated[str, typer.Option("--name", help=text("cli-help-setup-name"), show_default=False)] = "",
) -> None:
    from bot.cli.invite import show_invitation
    from bot.settings import Settings, given, load_settings

    environment = Environment.read()
    _choose_token(environment, telegram_token)
    made_key = _make_secrets(environment)
    settings = given(**{field: value for field in Settings.model_fields if (value := environment.get(field.upper()))})
    if made_key and _is_founded(settings):
        fail("cli-setup-key-lost")
    environment.write()
    settings = load_settings()
    _create(settings)
    code = _administrator(settings, name)
    say("cli-setup-done")
    if made_key:
        say("cli-setup-keep-key")
    if code is None:
        say("cli-setup-admin-joined")
    else:
        show_invitation(settings, text("cli-the-administrator"), code)
    say("cli-setup-next" if settings.telegram_token else "cli-setup-no-token")


def _choose_token(environment: Environment, token: str) -> None:
    if not token and not environment.get("TELEGRAM_TOKEN"):
        token = typer.prompt(text("cli-setup-ask-token"), default="", show_default=False)
    if token.strip():
        if environment.overridden("TELEGRAM_TOKEN"):
            fail("cli-env-overridden", name="LANGNGHE_TELEGRAM_TOKEN")
        environment.set("TELEGRAM_TOKEN", "".join(token.split()))


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
    """Whether data is there already, which a new key could not read."""
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


def _administrator(settings: Settings, name: str) -> str | None:
    """An invitation for the administrator, who is put on the roster if nobody is; None for one who has joined."""
    with opened(settings) as database:
        missing = database.read_now(_first_admin) is None
        if missing and not name.strip():
            name = typer.prompt(text("cli-setup-ask-name"))

        def work(session: Session) -> str | None:
            from storage.members import invitations

            member = _first_admin(session) or _add_administrator(session, settings, name)
            assert member.id is not None
            return None if member.joined_at else invitations.create(session, member.id, now())

        return database.run_now(work)


def _first_admin(session: Session) -> Member | None:
    from storage.members import members
    from storage.tables import Member, Role

    found = members.with_role(session, Role.ADMIN)
    return session.get(Member, found[0]) if found else None


def _add_administrator(session: Session, settings: Settings, name: str) -> Member:
    from storage.members import membership
    from storage.tables import Role

    root = membership.root_unit(session) or membership.add_root(
        session, ROOT_CODE, settings.place_name or settings.board_name
    )
    return membership.add_member(session, name, {Role.ADMIN, Role.STAFF}, root)
