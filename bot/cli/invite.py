"""`langnghe invite`: a new one-time code for somebody on the roster, or for a new member with a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import fail, now, opened, say, show, text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.settings import Settings
    from storage.engine.database import Database
    from storage.tables import Member

_ROLES = ("collaborator", "contact", "staff", "leader", "admin")


def register(app: typer.Typer) -> None:
    app.command("invite", help=text("cli-help-invite"))(invite)


def invite(
    member: Annotated[str, typer.Option("--member", help=text("cli-help-invite-member"), show_default=False)] = "",
    role: Annotated[str, typer.Option("--role", help=text("cli-help-invite-role"), show_default=False)] = "",
    name: Annotated[str, typer.Option("--name", help=text("cli-help-invite-name"), show_default=False)] = "",
) -> None:
    from bot.settings import load_settings

    if bool(member) == bool(role) or bool(role) != bool(name.strip()):
        fail("cli-invite-which")
    if role and role not in _ROLES:
        fail("cli-invite-role-unknown", role=role, roles=", ".join(_ROLES))
    settings = load_settings()
    with opened(settings) as database:
        who, code = database.run_now(lambda session: _invite(session, member, role, name.strip()))
    show_invitation(settings, who, code)


def _invite(session: Session, code: str, role: str, name: str) -> tuple[str, str]:
    from storage.members import invitations

    member = _by_code(session, code) if code else _by_role(session, role, name)
    assert member.id is not None
    return f"{member.name} ({member.code})", invitations.create(session, member.id, now())


def _by_code(session: Session, code: str) -> Member:
    from storage.members import membership

    member = membership.by_code(session, code.strip())
    if member is None:
        fail("cli-invite-unknown", code=code)
    if member.left_at is not None:
        fail("cli-invite-left", code=code)
    return member


def _by_role(session: Session, role: str, name: str) -> Member:
    """The member of this name and role, put on the roster at the root unit if there is none. An administrator is staff."""
    from storage.members import membership
    from storage.tables import Role

    root = membership.root_unit(session)
    if root is None:
        fail("cli-no-root")
    wanted = {Role(role)} | ({Role.STAFF} if role == Role.ADMIN else set())
    return membership.find_named(session, name, Role(role)) or membership.add_member(session, name, wanted, root)


def show_invitation(settings: Settings, who: str, code: str) -> None:
    """Prints a code; the link that carries it where Telegram says what our bot is called; and the Zalo bot that has room."""
    from bot.cli.telegram import first_username
    from bot.cli.zalo_bots import bot_for_one_more

    say("cli-invitation", who=who, code=code)
    username = first_username(settings)
    if username:
        show(f"https://t.me/{username}?start={code}")
    elif settings.telegram_token or not (settings.zalo_bot_tokens or settings.zalo_oa_id):
        say("cli-invitation-by-hand", code=code)
    if settings.zalo_bot_tokens:
        with opened(settings) as database:
            bot = bot_for_one_more(settings, database)
        if bot:
            say("cli-invitation-zalo", bot=bot, code=code)
        else:
            say("cli-invitation-zalo-full")
    if settings.zalo_oa_id:
        with opened(settings) as database:
            say("cli-invitation-oa", name=_account_name(settings, database), code=code)
    say("cli-invitation-once", days=14)


def _account_name(settings: Settings, database: Database) -> str:
    """What the Official Account is called, or its id where Zalo does not tell: a name is only a convenience."""
    from bot.cli.zalo_oa import name
    from channels.messages import SendError

    try:
        return name(settings, database)
    except SendError:
        return settings.zalo_oa_id
