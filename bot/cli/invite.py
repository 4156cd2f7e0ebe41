"""`langnghe invite`: a new one-time code for somebody on the roster, or for a new member with a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import fail, now, opened, say, show, text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.settings import Settings
    from channels.registry import Network
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
    """Prints a code and, for each network, the link that carries it or whom to write to."""
    from channels.registry import NETWORKS

    say("cli-invitation", who=who, code=code)
    wanted = [network for network in NETWORKS if network.is_wanted(settings)]
    for network in wanted:
        _show_entry(settings, network, code)
    if not wanted:
        say("cli-invitation-telegram", name="", code=code)
    say("cli-invitation-once", days=14)


def _show_entry(settings: Settings, network: Network, code: str) -> None:
    from bot.cli.networks import called, first_with_room, our_accounts
    from bot.settings import variable

    with our_accounts(network, settings) as channels:
        channel = first_with_room(settings, channels)
    if channel is None:
        say("cli-invitation-full", network=called(network.name), setting=variable(network.key))
    elif link := channel.entry_link(code):
        show(link)
    else:
        say(f"cli-invitation-{network.name.replace('_', '-')}", name=channel.full_name, code=code)
