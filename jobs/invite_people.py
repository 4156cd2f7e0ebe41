"""Invitations of many, for whoever of the staff asked: codes, the sheets to be printed, and a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlmodel import Session

from jobs.context import JobContext
from jobs.invitation_sheets import InvitationCard, pdf, workbook
from jobs.roster_sheet import acting
from services import bulk_invitations
from services.actor import NotPermitted
from services.bulk_invitations import BulkInvited, ListRefused, ToInvite
from services.roster_orders import InvitationsMade, InvitationsOrder
from storage.messaging import stored_files
from texts.catalogue import catalogue_for
from texts.dates import day

_KEPT = timedelta(hours=12)
_PART = 25
"""Codes that one transaction makes at most."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Ways = Sequence[tuple[str, Callable[[str], str]]]


async def run(ctx: JobContext, order: InvitationsOrder) -> InvitationsMade:
    """Makes both files; nobody is left to invite, or whoever asked may not: neither.

    Codes that are made have ended those before: whoever leaves the roster meanwhile keeps them from nobody.
    """

    def look(session: Session) -> tuple[ToInvite, Ways]:
        found = bulk_invitations.to_invite(session, acting(session, order.member), order.unit, order.codes)
        return found, ctx.ways(session)

    try:
        wanted, ways = await ctx.database.read(look)
    except NotPermitted:
        return InvitationsMade(refused="not-permitted")
    except ListRefused:  # the roster has changed since they asked
        return InvitationsMade(refused="changed")
    parts = [await _invited(ctx, order.member, codes) for codes in _parts(wanted.codes)]
    made = [invitation for part in parts for invitation in part.invitations]
    if not made:
        return InvitationsMade(joined=wanted.joined, singles=wanted.singles)
    t = catalogue_for(ctx.language)
    named = [(t.text(f"network-{network.replace('_', '-')}"), way) for network, way in ways]
    cards = [
        InvitationCard(
            invitation.unit,
            invitation.unit_name,
            invitation.member_code,
            invitation.name,
            invitation.code,
            [(network, way(invitation.code)) for network, way in named],
        )
        for invitation in made
    ]
    until = day(parts[0].until, t.language)
    sheets = await ctx.in_worker(_pdf, cards, until, ctx.language)
    book = await ctx.in_worker(_workbook, cards, until, ctx.language)
    now = ctx.now()

    def keep(session: Session) -> tuple[int, int]:
        stored_files.forget_files(session, "invitations", now - _KEPT)
        kept = stored_files.store(session, "invitations", "invitations.pdf", "application/pdf", sheets, now)
        return kept, stored_files.store(session, "invitations", "invitations.xlsx", _XLSX, book, now)

    kept = await ctx.database.run(keep)
    return InvitationsMade(*kept, len(made), parts[0].until, wanted.joined, wanted.singles)


async def _invited(ctx: JobContext, member: int, codes: Sequence[str]) -> BulkInvited:
    return await ctx.database.run(
        lambda session: bulk_invitations.invite_still(session, acting(session, member), codes, ctx.now(), ctx.zone)
    )


def _parts(codes: Sequence[str]) -> list[Sequence[str]]:
    return [codes[at : at + _PART] for at in range(0, len(codes), _PART)]


def _pdf(cards: Sequence[InvitationCard], until: str, language: str) -> bytes:
    return pdf(cards, until, catalogue_for(language))


def _workbook(cards: Sequence[InvitationCard], until: str, language: str) -> bytes:
    return workbook(cards, until, catalogue_for(language))
