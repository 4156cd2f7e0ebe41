"""Two officers approve or correct board digests in one instant: in two threads, on both databases; each number stands once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from digests.template_samples import FULL
from services.actor import Actor
from services.board import board_approval, board_drafts
from services.board.board_approval import Approved, Registry
from services.board.board_drafts import Drafted, Lost, Wish
from services.board.period_figures import Counted
from storage.engine.database import Database
from storage.tables import AuditEntry, BoardDigest, BoardDigestKind, BoardDigestStatus, Role, Secrecy
from tests.storage.scene import make

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REGISTRY = Registry("2025-2030", "BTGDVTU")
Act = Callable[[Session], object]


def at_once(database: Database, *acts: Act) -> list[object]:
    """What came of acts that begin together; what lost a race runs anew, whole, as a turn does."""
    barrier = Barrier(len(acts))

    def one(act: Act) -> object:
        barrier.wait()
        for _ in acts:
            try:
                return database.run_now(act)
            except IntegrityError:
                continue
        return database.run_now(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def draft(database: Database, officer: int, now: datetime, asked: int, corrects: int | None = None) -> Act:
    """The wish for a digest of November."""

    def work(session: Session) -> Drafted:
        wish = Wish(BoardDigestKind.MONTHLY, FULL.first_day, FULL.last_day, asked, corrects_id=corrects)
        counted = Counted(FULL, None, now, False)
        return board_drafts.make(session, Actor(officer, frozenset({Role.STAFF})), wish, counted, None, now)

    return work


def approval(officer: int, board: int, now: datetime) -> Act:
    """The approval of a draft as it was made."""

    def work(session: Session) -> Approved | Lost:
        actor = Actor(officer, frozenset({Role.STAFF}))
        return board_approval.approve(session, actor, board, 1, Secrecy.NO, REGISTRY, now, ZONE)

    return work


def test_two_approvals_and_two_corrections_in_one_instant_leave_one_of_each(database: Database, now: datetime) -> None:
    scene = make(database, now)
    for number in range(6):
        later = now + timedelta(minutes=number)
        made = database.run_now(draft(database, scene.binh, later, 10 * number))
        assert isinstance(made, Drafted)
        won = at_once(database, *(approval(one, made.board_id, later) for one in (scene.binh, scene.lan)))
        assert sorted(type(one).__name__ for one in won) == ["Approved", "Lost"], "one of the two"
        both = at_once(
            database,
            *(
                draft(database, one, later, 10 * number + at, made.board_id)
                for at, one in ((1, scene.binh), (2, scene.lan))
            ),
        )
        ids = {one.board_id for one in both if isinstance(one, Drafted)}
        assert len(ids) == 1, "of two corrections there is one"
        # Different drafts have different numbers.
        other = database.run_now(draft(database, scene.lan, later, 10 * number + 3))
        assert isinstance(other, Drafted)
        two = at_once(database, approval(scene.binh, ids.pop(), later), approval(scene.lan, other.board_id, later))
        assert [type(one).__name__ for one in two] == ["Approved", "Approved"]
    with_number = database.read_now(
        lambda s: s.scalars(select(BoardDigest.number).where(BoardDigest.status == BoardDigestStatus.APPROVED)).all()
    )
    assert sorted(one for one in with_number if one is not None) == list(range(1, 19)), "without a gap, none twice"
    log = database.read_now(lambda s: [one.action for one in s.scalars(select(AuditEntry))])
    assert (log.count("board.approve"), log.count("board.correct")) == (18, 6)
