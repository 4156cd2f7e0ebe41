"""`langnghe invite`: a one-time code for somebody on the roster or a new member, or sheets of codes for many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import CommandTrouble, fail, now, opened, say, show, text

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.settings import Settings
    from channels.registry import Network
    from services.invitations import Namesake

_TROUBLES = {
    "unknown": "cli-invite-unknown",
    "left": "cli-invite-left",
    "suspended": "cli-invite-suspended",
    "no_root": "cli-no-root",
}
_ROLES = ("collaborator", "contact", "staff", "leader", "admin")


def register(app: typer.Typer) -> None:
    app.command("invite", help=text("cli-help-invite"))(invite)


def invite(
    member: Annotated[str, typer.Option("--member", help=text("cli-help-invite-member"), show_default=False)] = "",
    role: Annotated[str, typer.Option("--role", help=text("cli-help-invite-role"), show_default=False)] = "",
    name: Annotated[str, typer.Option("--name", help=text("cli-help-invite-name"), show_default=False)] = "",
    somebody_else: Annotated[bool, typer.Option("--somebody-else", help=text("cli-help-invite-somebody-else"))] = False,
    everybody: Annotated[bool, typer.Option("--all", help=text("cli-help-invite-all"))] = False,
    unit: Annotated[str, typer.Option("--unit", help=text("cli-help-invite-unit"), show_default=False)] = "",
    file: Annotated[Path | None, typer.Option("--file", help=text("cli-help-invite-file"))] = None,
    out: Annotated[Path, typer.Option("--out", help=text("cli-help-invite-out"))] = Path("loi-moi"),
    days: Annotated[int, typer.Option("--days", min=1, max=90, help=text("cli-help-invite-days"))] = 14,
    revoke: Annotated[bool, typer.Option("--revoke", help=text("cli-help-invite-revoke"))] = False,
) -> None:
    many = [everybody, bool(unit), file is not None]
    if any(many) or revoke:
        from bot.cli import invite_many

        if sum(many) + bool(member) != 1 or role or name or (member and not revoke) or (file and revoke):
            fail("cli-invite-which")
        if revoke:
            invite_many.revoke(member, unit)
        else:
            invite_many.invite(unit, file, out, days)
        return
    _invite_one(member, role, name, somebody_else=somebody_else)


def _invite_one(member: str, role: str, name: str, *, somebody_else: bool) -> None:
    from bot.settings import load_settings
    from services.actor import PROGRAM
    from services.invitations import Invited, NameTaken, NotInvited, invite_new
    from services.invitations import invite as invite_known
    from storage.tables import Role

    if bool(member) == bool(role) or bool(role) != bool(name.strip()):
        fail("cli-invite-which")
    if role and role not in _ROLES:
        fail("cli-invite-role-unknown", role=role, roles=", ".join(_ROLES))
    settings = load_settings()

    def work(session: Session) -> Invited:
        if member:
            return invite_known(session, PROGRAM, member, now())
        return invite_new(session, PROGRAM, name.strip(), Role(role), now(), somebody_else=somebody_else)

    with opened(settings) as database:
        try:
            invited = database.run_now(work)
        except NameTaken as taken:
            raise CommandTrouble(*_who_is_meant(taken.namesakes, settings)) from None
        except NotInvited as trouble:
            fail(_TROUBLES[trouble.reason], code=member)
    show_invitation(settings, f"{invited.name} ({invited.member_code})", invited.code)


def _who_is_meant(namesakes: list[Namesake], settings: Settings) -> list[str]:
    """Everybody of this name, with the code by which they are invited again, and how a person of the same name is."""
    lines = [text("cli-invite-name-taken", name=namesakes[0].name)]
    for namesake in namesakes:
        since = "" if namesake.joined_at is None else f"{namesake.joined_at.astimezone(settings.zone):%d/%m/%Y}"
        key = "cli-invite-namesake-joined" if since else "cli-invite-namesake-waits"
        lines.append(text(key, code=namesake.member_code, since=since))
    return [*lines, text("cli-invite-somebody-else")]


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
