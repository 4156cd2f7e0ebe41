"""Digests that are built at the terminal: of what was told already by nobody, or counted anew as an officer's draft.

A count of its own is a look of its own (decision 0017), so it stands among the drafts, as one that was asked for in the chat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from sqlmodel import Session

from digests.board_facts import Finishing
from digests.board_text import Head, title
from digests.outline import Outline
from services import audit
from services.actor import PROGRAM, Actor
from services.board import board_approval, board_drafts, period_figures, quotations
from services.board.board_drafts import Wish
from storage.members import members, membership
from storage.statistics import board_records
from storage.statistics.shown_figures import Figures
from storage.tables import BoardDigest, BoardDigestKind, Role


@dataclass(frozen=True, slots=True)
class Built:
    """A digest for a file. `board`: the draft that it is; None: it was added up of what others told."""

    figures: Figures
    finishing: Finishing
    board: BoardDigest | None

    def name(self, language: str, zone: tzinfo) -> str:
        """Its name with its days."""
        return title(Head(self.finishing.kind, prompt=self.finishing.prompt), self.figures, language, zone)


def build(
    session: Session, first: date, last: date, code: str, board: str, place: str, now: datetime, zone: tzinfo
) -> Built | None:
    """The digest of whole days. code: of the officer whose draft it is. None: nobody told of these days, and no code is given.

    Raises:
        BadPeriod: the days are wrong, or cross those of another digest.
        LookupError: the code is of no officer.
    """
    period_figures.check(first, last, now.astimezone(zone).date())
    if code:
        return _drafted(session, first, last, code, board, place, now, zone)
    counted = period_figures.count(session, first, last, now, zone, board, place)
    if not counted.added_up:
        return None
    audit.note(session, PROGRAM, now, "board.build", f"days:{first}:{last}")
    finishing = Finishing(Outline.of(counted.figures).to_json(), "", "", "")
    return Built(counted.figures, finishing, None)


def _drafted(
    session: Session, first: date, last: date, code: str, board: str, place: str, now: datetime, zone: tzinfo
) -> Built:
    """The draft of these days that is there, as it stands, or a new one."""
    found = membership.by_code(session, code)
    if found is None or found.id not in members.with_role(session, Role.STAFF):
        raise LookupError(code)
    draft = board_records.draft_of(session, first, last)
    if draft is None:
        counted = period_figures.count(session, first, last, now, zone, board, place)
        wish = Wish(BoardDigestKind.PERIOD, first, last, int(now.timestamp() * 1_000_000))
        quotes = quotations.choose(quotations.reading(session, counted, first, last))
        made = board_drafts.make(session, Actor(found.id, frozenset({Role.STAFF})), wish, counted, None, now, quotes)
        draft = board_records.get(session, made.board_id)
        assert draft is not None, "it was made above"
    return Built(Figures.from_json(draft.figures), board_approval.finishing(session, draft), draft)


def for_leaders(figures: Figures) -> str:
    """The figures without who is missing by unit (JSON)."""
    return replace(
        figures, progress=tuple(replace(progress, missing=()) for progress in figures.progress)
    ).to_sealed_json()
