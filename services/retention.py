"""Retention: what is kept no longer than its period (privacy 11), cut once a day, with counts as the only trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services.actor import Actor, NotPermitted
from storage.maintenance import expiry


@dataclass(frozen=True, slots=True)
class Periods:
    """How long each kind is kept, in days; the defaults are the rule's own."""

    reporter: int = 90
    """The link to the reporter, after a matter closes, or after the report where it is part of none."""
    media: int = 90
    parked: int = 90
    """Messages that could not be handled."""
    deliveries: int = 365
    tasks: int = 30
    drafts: int = 90
    """After the day by which a prompt was to be answered."""
    texts: int = 365
    """What reports said in words; their coded answers stay."""
    decisions: int = 90
    """Quick questions with the words that answer them, and words that were kept for their author."""
    broadcasts: int = 365
    """Rounds of sending that ended, and the cards in which staff saw them."""
    alerts: int = 365
    """Urgent matters that were closed or withdrawn, with the notes on them."""
    digested: int = 800
    """The joins that say which reports a digest used; figures reach back over 400 days and the 400 before them."""
    board_drafts: int = 60
    """Drafts of board digests that nobody changed; they are put away."""
    charts: int = 62
    """Charts and documents of digests, which are made again when somebody asks."""
    rosters: int = 1
    """Rosters and sheets of invitations as files, in and out."""
    mutes: int = 400
    """Days on which somebody was not reminded, with the reason; an evaluation looks at no more than the year before."""
    respondents: int = 90
    """The fact that somebody has answered a survey, after its end; the answers, which nothing joins to it, stay."""


_CUTS: Mapping[str, Callable[[Session, datetime], int]] = {
    "reporter": expiry.cut_reporters,
    "media": expiry.forget_media,
    "parked": expiry.forget_parked,
    "deliveries": expiry.forget_deliveries,
    "tasks": expiry.forget_tasks,
    "drafts": expiry.forget_drafts,
    "texts": expiry.empty_texts,
    "decisions": expiry.forget_decisions,
    "broadcasts": expiry.forget_broadcasts,
    "alerts": expiry.forget_alerts,
    "digested": expiry.forget_digested,
    "board_drafts": expiry.put_away_board_drafts,
    "charts": expiry.forget_charts,
    "rosters": expiry.forget_rosters,
    "mutes": expiry.forget_mutes,
    "respondents": expiry.forget_respondents,
}
KINDS = tuple(_CUTS)


def cut(session: Session, actor: Actor, kind: str, now: datetime, periods: Periods) -> tuple[int, bool]:
    """Cut a piece of one kind: how many rows, and whether there may be more.

    Raises:
        NotPermitted: a person acts; only the program itself cuts.
    """
    if actor.member_id is not None:
        raise NotPermitted
    count = _CUTS[kind](session, now - timedelta(days=getattr(periods, kind)))
    return count, count == expiry.PIECE
