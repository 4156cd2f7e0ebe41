"""Drafts of board digests: made from figures, finished by staff in their own words, and dropped.

Every change names the version that its officer has seen: of two at once one wins, the other reads who was first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from sqlmodel import Session

from digests.board_text import item_label
from digests.outline import QUOTED, ItemKind, Outline
from digests.quotes import Quote
from services import audit, staff_scope
from services.actor import Actor
from services.board.board_secrecy import may_leave
from services.board.period_figures import Counted
from services.free_words import taken
from storage.members import members
from storage.messaging import stored_files
from storage.statistics import board_records
from storage.statistics.shown_figures import Figures
from storage.tables import BoardDigest, BoardDigestKind, BoardDigestStatus

LONG = 3000
"""The most letters of an assessment or of proposals."""
ITEM = 500
"""The most letters of an item in an officer's own words."""
MOST_ITEMS = 40


class Part(IntEnum):
    """The parts of a draft that are written in words."""

    ASSESSMENT = 0
    PROPOSALS = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """A board digest that somebody wants: its kind, its days, the prompt or the approved one that it is about."""

    kind: BoardDigestKind
    first: date
    last: date
    asked: int
    """A number of its own, which no other wish has."""
    prompt_id: int | None = None
    corrects_id: int | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft that is there. `by_other`: somebody else's correction of the same one, which stands."""

    board_id: int
    by_other: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """A change that was not made: the draft is another by now. `name`: of who changed it; "" where there is none."""

    name: str = ""
    status: BoardDigestStatus | None = None
    full: bool = False
    """Nobody was first: it has as many items as there may be."""
    put_away: bool = False
    """Nobody was first: nobody went on with it for so long that it was put away."""

    @property
    def text(self) -> str:
        """The key of the sentence that says so, which takes `name`."""
        if self.status is None:
            return "board-unknown"
        return "board-lost-put-away" if self.put_away else f"board-lost-{self.status}"


class SecretCorrected(Exception):
    """The one to be corrected may not leave: its words would stand in a chat with the draft (privacy 13)."""


def there(session: Session, wish: Wish) -> Drafted | None:
    """The draft of a wish that was fulfilled before, or the correction that somebody else has begun."""
    made = board_records.asked_for(session, wish.asked)
    if made is not None:
        return Drafted(made.id)
    other = board_records.correction_of(session, wish.corrects_id) if wish.corrects_id is not None else None
    return Drafted(other.id, members.name_of(session, other.created_by)) if other is not None else None


def make(
    session: Session,
    actor: Actor,
    wish: Wish,
    counted: Counted,
    chart: bytes | None,
    now: datetime,
    quotes: Sequence[Quote] = (),
) -> Drafted:
    """Keep a draft, once for a wish. A correction begins with the words of what it corrects. quotes: chosen by their rule.

    Raises:
        SecretCorrected: these words may not leave.
    """
    staff_scope.require_all(session, actor)
    before = board_records.get(session, wish.corrects_id) if wish.corrects_id is not None else None
    if before is not None and not may_leave(before):
        raise SecretCorrected
    found = there(session, wish)
    if found is not None:
        return found
    figures = counted.figures
    made = BoardDigest(
        kind=wish.kind,
        status=BoardDigestStatus.DRAFT,
        first_day=wish.first,
        last_day=wish.last,
        since=counted.since,
        until=counted.until,
        prompt_id=wish.prompt_id,
        added_up=counted.added_up,
        figures=figures.to_sealed_json(),
        outline=Outline.of(figures, quotes).to_json(),
        asked=wish.asked,
        created_by=actor.acting_id,
        created_at=now,
        changed_by=actor.acting_id,
        corrects_id=wish.corrects_id,
    )
    if chart is not None:
        made.chart_id = stored_files.store(session, "board", "digest.png", "image/png", chart, now)
    if before is not None:
        made.assessment, made.proposals = before.assessment, before.proposals
        made.outline = _as_before(Outline.from_json(before.outline), Outline.of(figures, quotes)).to_json()
    board_records.add(session, made)
    audit.note(session, actor, now, "board.correct" if before is not None else "board.draft", f"board_digest:{made.id}")
    return Drafted(made.id)


def _as_before(before: Outline, now: Outline) -> Outline:
    """The order that officers gave, with what there is now; what is new stands at the end."""
    quoted = {item.kind: item for item in now.items if item.kind in QUOTED}  # chosen anew, in the same place
    items, taken_out = ([quoted.get(item.kind, item) for item in some] for some in (before.items, before.taken_out))
    own = [item for item in items if item in now.items or item.kind is ItemKind.WORDS]
    out = tuple(item for item in taken_out if item in now.items)
    new = (item for item in now.items if item not in own and item not in out)
    return Outline((*own, *new), out, before.crossed)


def see(session: Session, actor: Actor, board_id: int) -> BoardDigest | None:
    """A draft, for staff. None: there is none of that number."""
    staff_scope.require_all(session, actor)
    found = board_records.get(session, board_id)
    return found if found is not None and found.status is BoardDigestStatus.DRAFT else None


@dataclass(frozen=True, slots=True)
class Items:
    """The labels of a draft's items in their order, and of what was taken out."""

    told: tuple[str, ...]
    taken_out: tuple[str, ...]


def items(board: BoardDigest, language: str) -> Items:
    """The labels of its items."""
    outline, figures = Outline.from_json(board.outline), Figures.from_json(board.figures)
    return Items(
        tuple(item_label(item, figures, language) for item in outline.items),
        tuple(item_label(item, figures, language) for item in outline.taken_out),
    )


def write(
    session: Session, actor: Actor, board_id: int, version: int, part: Part, words: str, now: datetime
) -> Lost | None:
    """Write the assessment or the proposals.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    staff_scope.require_all(session, actor)
    kept = taken(words, LONG)
    column = "assessment" if part is Part.ASSESSMENT else "proposals"
    return _change(session, actor, board_id, version, now, {column: kept})


def add_words(session: Session, actor: Actor, board_id: int, version: int, words: str, now: datetime) -> Lost | None:
    """Add an item in an officer's own words.

    Raises:
        WordsRefused: the words cannot stay as they are.
    """
    staff_scope.require_all(session, actor)
    kept = taken(words, ITEM)
    return _reorder(session, actor, board_id, version, lambda outline: outline.with_words(kept), now)


def add_cross(session: Session, actor: Actor, board_id: int, version: int, table: str, now: datetime) -> Lost | None:
    """Add a cross table (JSON)."""
    return _reorder(session, actor, board_id, version, lambda outline: outline.with_cross(table), now)


def move_up(session: Session, actor: Actor, board_id: int, version: int, position: int, now: datetime) -> Lost | None:
    """Move an item one place up."""
    return _reorder(session, actor, board_id, version, lambda outline: outline.earlier(position), now)


def take_out(session: Session, actor: Actor, board_id: int, version: int, position: int, now: datetime) -> Lost | None:
    """Leave an item out."""
    return _reorder(session, actor, board_id, version, lambda outline: outline.without(position), now)


def put_back(session: Session, actor: Actor, board_id: int, version: int, position: int, now: datetime) -> Lost | None:
    """Tell again what was left out."""
    return _reorder(session, actor, board_id, version, lambda outline: outline.put_back(position), now)


def drop(session: Session, actor: Actor, board_id: int, version: int, now: datetime) -> Lost | None:
    """Nothing becomes of a draft."""
    staff_scope.require_all(session, actor)
    dropped = {"status": BoardDigestStatus.DROPPED}
    if not board_records.change(session, board_id, version, actor.acting_id, now, dropped):
        return lost(session, board_id)
    audit.note(session, actor, now, "board.drop", f"board_digest:{board_id}")
    return None


def lost(session: Session, board_id: int) -> Lost:
    """Say who was first, and what became of it."""
    found = board_records.get(session, board_id)
    if found is None:
        return Lost()
    if found.put_away:
        return Lost(status=found.status, put_away=True)
    return Lost(members.name_of(session, found.changed_by), found.status)


def _reorder(
    session: Session, actor: Actor, board_id: int, version: int, act: Callable[[Outline], Outline], now: datetime
) -> Lost | None:
    found = see(session, actor, board_id)
    if found is None or found.version != version:
        return lost(session, board_id)
    before = Outline.from_json(found.outline)
    try:
        outline = act(before)
    except IndexError:
        return lost(session, board_id)
    if len(outline.items) > max(MOST_ITEMS, len(before.items)):
        return Lost(status=BoardDigestStatus.DRAFT, full=True)
    return _change(session, actor, board_id, version, now, {"outline": outline.to_json()})


def _change(
    session: Session, actor: Actor, board_id: int, version: int, now: datetime, values: dict[str, object]
) -> Lost | None:
    if not board_records.change(session, board_id, version, actor.acting_id, now, values):
        return lost(session, board_id)
    audit.note(session, actor, now, "board.change", f"board_digest:{board_id}", next(iter(values)))
    return None
