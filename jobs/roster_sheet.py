"""The roster as a file in the chat: written out, looked at when it comes back changed, taken over once that is agreed to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from sqlmodel import Session

from forms.builtin_forms import default_list
from jobs import farewells
from jobs.context import JobContext, NotFetched
from services import roster_files
from services.actor import Actor, NotPermitted
from services.roster_orders import (
    RosterCopied,
    RosterCopyOrder,
    RosterLooked,
    RosterLookOrder,
    RosterRefused,
    RosterTaken,
    RosterTakeOrder,
)
from storage.members import members
from storage.messaging import stored_files
from storage.roster import importer
from storage.roster.importer import ImportResult
from storage.roster.roster_export import Cells
from storage.roster.rows import Rows
from storage.roster.sheet import SIZE_LIMIT, Mistake, RosterTrouble, read
from storage.roster.template import template
from storage.tables import Role
from uploads.isolation import Exceeded

_SECONDS = 60.0
_SHOWN = 40
"""Changes and mistakes that fit a message on a phone."""


async def run_copy(ctx: JobContext, order: RosterCopyOrder) -> RosterCopied:
    """Writes the roster out; whoever asked is no longer allowed to: no file."""
    strata = {row["name"]: row["label"] for row in default_list("strata", order.language)}

    def lines(session: Session) -> dict[str, list[Cells]]:
        actor = acting(session, order.member)
        return roster_files.written_out(session, actor, order.language, strata, ctx.now(), ctx.zone)

    try:
        found = await ctx.database.run(lines)
    except NotPermitted:
        return RosterCopied()
    content = await ctx.in_worker(template, order.language, strata, None, found)
    kept = await ctx.database.run(lambda session: roster_files.keep_copy(session, content, ctx.now()))
    return RosterCopied(kept, len(found["units"]), len(found["members"]))


async def run_look(ctx: JobContext, order: RosterLookOrder) -> RosterLooked | RosterRefused:
    """Says what a file changes, and keeps it until that is decided on; a file with a mistake is not kept."""
    try:
        content = await ctx.fetched(order.account, order.file, limit=SIZE_LIMIT)
    except NotFetched as error:
        at = {"limit": str(SIZE_LIMIT >> 20)} if str(error) == "too_large" else {}
        return _refused([Mistake("", 0, "", str(error), at)])
    try:
        return await _looked(ctx, order.member, content, None)
    except RosterTrouble as trouble:
        return _refused(trouble.mistakes)


async def run_take(ctx: JobContext, order: RosterTakeOrder) -> RosterTaken | RosterLooked | RosterRefused:
    """Takes a file over as it was agreed to; where the roster has changed since, it is looked at again instead.

    So is one that was broken off: what is left of it is agreed to anew. The file stays until it is told what came of it.
    """
    file = await ctx.database.read(lambda session: stored_files.file(session, order.held))
    if file is None or file.purpose not in (roster_files.TAKING, roster_files.BEGUN):
        return RosterRefused(1, (Mistake("", 0, "", "gone"),))
    content, begun = file.content, file.purpose == roster_files.BEGUN
    try:
        rows = await _rows(ctx, content)
        now, hidden = ctx.now(), frozenset[int]()

        def look(session: Session) -> tuple[ImportResult, frozenset[int]]:
            actor = acting(session, order.member)
            return roster_files.changes(session, actor, rows, now, ctx.zone), roster_files.hidden(session, actor)

        found, hidden = await ctx.database.read(look)
        if roster_files.fingerprint(content, found.state) != order.mark:
            await ctx.database.run(lambda session: roster_files.put_back(session, order.held))
            return replace(await _looked(ctx, order.member, content, order.held), begun=begun)
        # Rows that were read know which of them are whose: what is taken over is read anew.
        rows = await _rows(ctx, content)
        run, reader = ctx.database.run_now, ctx.database.read_now

        def also(session: Session, part: ImportResult) -> None:
            roster_files.begin(session, order.held)
            farewells.write(session, part.gone, ctx.database.new_id, now, ctx.zone)

        done = await asyncio.to_thread(
            partial(
                importer.take_in_parts, run, reader, rows, now, ctx.zone, also=also, hidden=hidden, by_id=order.member
            )
        )
    except (RosterTrouble, NotPermitted) as trouble:
        await ctx.database.run(lambda session: roster_files.done_with(session, order.held))
        wrong = trouble.mistakes if isinstance(trouble, RosterTrouble) else [Mistake("", 0, "", "gone")]
        return replace(_refused(wrong), begun=begun)
    return RosterTaken(_counts(done))


def rows_of(content: bytes) -> Rows | list[Mistake]:
    """The rows of a file, or all that keeps it from being read; in a process of its own."""
    strata = {value: row["name"] for row in default_list("strata") for value in row.values()}
    try:
        return Rows(read(content), strata)
    except RosterTrouble as trouble:
        return trouble.mistakes


def acting(session: Session, member_id: int) -> Actor:
    """The actor that a member is now."""
    roles = (Role.STAFF, Role.ADMIN)
    return Actor(member_id, frozenset(role for role in roles if member_id in members.with_role(session, role)))


async def _looked(ctx: JobContext, member: int, content: bytes, held: int | None) -> RosterLooked | RosterRefused:
    rows, now = await _rows(ctx, content), ctx.now()

    def look(session: Session) -> ImportResult:
        return roster_files.changes(session, acting(session, member), rows, now, ctx.zone)

    try:
        found = await ctx.database.read(look)
    except NotPermitted:
        return RosterRefused(1, (Mistake("", 0, "", "gone"),))
    kept = held
    if kept is None:
        kept = await ctx.database.run(lambda session: roster_files.keep_sent(session, content, now))
    mark = roster_files.fingerprint(content, found.state)
    shown, doubts = tuple(found.changes[:_SHOWN]), tuple(found.doubts[:_SHOWN])
    return RosterLooked(kept, mark, _counts(found), len(found.changes), shown, tuple(rows.found), doubts)


async def _rows(ctx: JobContext, content: bytes) -> Rows:
    """The rows of a file. Raises `RosterTrouble`."""
    try:
        found = await ctx.isolated_forms(rows_of, content, seconds=_SECONDS)
    except Exceeded as error:
        raise RosterTrouble([Mistake("", 0, "", "too_large_inside")]) from error
    if not isinstance(found, Rows):
        raise RosterTrouble(found)
    return found


def _refused(mistakes: list[Mistake]) -> RosterRefused:
    return RosterRefused(len(mistakes), tuple(mistakes[:_SHOWN]))


def _counts(found: ImportResult) -> tuple[int, ...]:
    return tuple(
        number for count in (found.units, found.members) for number in (count.created, count.updated, count.unchanged)
    )
