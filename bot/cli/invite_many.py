"""`langnghe invite --all`, `--unit` and `--file`: sheets of codes to scan and a workbook; `--revoke` ends them."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.console import CommandTrouble, fail, language, now, opened, say, show, text
from bot.cli.output_files import replacing

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.settings import Settings
    from channels.channel import Channel
    from services.bulk_invitations import BulkInvited


def invite(unit: str, file: Path | None, out: Path, days: int) -> None:
    """Invites a unit and what is below, the codes of a file, or else everybody who has not joined."""
    from bot.settings import load_settings
    from jobs.invitation_sheets import InvitationCard, pdf, workbook
    from services import bulk_invitations
    from services.actor import PROGRAM
    from services.bulk_invitations import ListRefused
    from texts.catalogue import catalogue_for
    from texts.dates import day

    settings, at = load_settings(), now()
    codes = None if file is None else member_codes(file)
    entries = _entries(settings)
    t = catalogue_for(language())
    paths = [out.with_name(f"{out.name}{kind}") for kind in (".pdf", ".xlsx")]

    def invited(session: Session) -> BulkInvited:
        if codes is not None:
            return bulk_invitations.invite_listed(session, PROGRAM, codes, at, settings.zone, days)
        return bulk_invitations.invite_unit(session, PROGRAM, _unit_id(session, unit), at, settings.zone, days)

    with ExitStack() as stack:
        targets = [stack.enter_context(replacing(path)) for path in paths]

        def work(session: Session) -> BulkInvited:
            """Invite and write the files; the earlier codes end only when both are there."""
            made = invited(session)
            if not made.invitations:
                raise CommandTrouble(text("invitations-nobody"), *_left_out(made))
            cards = [
                InvitationCard(
                    invitation.unit,
                    invitation.unit_name,
                    invitation.member_code,
                    invitation.name,
                    invitation.code,
                    [(called, channel.entry_link(invitation.code) or how) for called, channel, how in entries],
                )
                for invitation in made.invitations
            ]
            until = day(made.until, t.language)
            for target, content in zip(targets, (pdf(cards, until, t), workbook(cards, until, t)), strict=True):
                target.seek(0)  # a transaction may be tried again
                target.truncate()
                target.write(content)
                target.flush()
            return made

        with opened(settings) as database:
            try:
                made = database.run_now(work)
            except ListRefused as refused:
                key, wrong = refused.worst
                raise CommandTrouble(text(f"invitations-{key}", codes=", ".join(wrong))) from None
    until = day(made.until, t.language)
    say("invitations-made", count=len(made.invitations), files=", ".join(map(str, paths)), until=until)
    for line in _left_out(made):
        show(line)


def revoke(member: str, unit: str) -> None:
    """Ends the unused invitation of a member, or those of a unit and below; of everybody where neither is named."""
    from bot.settings import load_settings
    from services import bulk_invitations
    from services.actor import PROGRAM
    from services.bulk_invitations import ListRefused

    def work(session: Session) -> int:
        if member:
            return bulk_invitations.revoke_one(session, PROGRAM, member, now())
        return bulk_invitations.revoke(session, PROGRAM, _unit_id(session, unit), now())

    with opened(load_settings()) as database:
        try:
            ended = database.run_now(work)
        except ListRefused:
            fail("cli-invite-unknown", code=member)
    say("invitations-revoked", count=ended)


def member_codes(file: Path) -> list[str]:
    """The codes in a file: those of a roster, or else each line's first word."""
    from storage.roster.sheet import SIZE_LIMIT, RosterTrouble, read

    with file.open("rb") as source:
        content = source.read(SIZE_LIMIT + 1)
    if content.startswith(b"PK"):
        try:
            rows = read(content).rows["members"]
        except RosterTrouble:
            fail("cli-invite-file-unread", path=str(file))
        return list(dict.fromkeys(str(row.cells["code"]) for row in rows if "code" in row.cells))
    try:
        lines = content.decode("utf-8-sig").replace(",", " ").replace(";", " ").splitlines()
    except UnicodeDecodeError:
        fail("cli-invite-file-unread", path=str(file))
    return list(dict.fromkeys(line.split()[0] for line in lines if line.strip()))


def _left_out(made: BulkInvited) -> list[str]:
    lines = [text("invitations-joined", count=made.joined)] if made.joined else []
    return [*lines, text("invitations-singles")] if made.singles else lines


def _unit_id(session: Session, code: str) -> int:
    from storage.members import membership, units

    found = units.by_code(session, code) if code else membership.root_unit(session)
    if found is None and code:
        fail("cli-roster-no-unit", unit=code)
    if found is None:
        fail("cli-no-root")
    return found.id


def _entries(settings: Settings) -> list[tuple[str, Channel, str]]:
    """For each network with room its name, the account that new members write to, and how to find it without a link."""
    from bot.cli.networks import called, first_with_room, our_accounts
    from channels.registry import NETWORKS

    found = []
    for network in NETWORKS:
        if network.is_wanted(settings):
            with our_accounts(network, settings) as channels:
                channel = first_with_room(settings, channels)
            if channel is not None:
                found.append((called(network.name), channel, channel.full_name or called(network.name)))
    return found
