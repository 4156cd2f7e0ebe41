"""Approval of board digests: by a named officer, who says whether it is a state secret; a number; the archive (privacy 13).

What was approved is kept as its pages and its document were: nothing that changes later changes it. A mistake is put right by
another one, with a number of its own, that names the old.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlmodel import Session

from digests.board_facts import Finishing
from digests.board_text import Head, Page, board_page, dump_pages, load_page, title
from digests.outline import DOCUMENT_TYPE, Outline
from services import audit, notice_delivery, staff_scope
from services.actor import PROGRAM, Actor
from services.board import quotations
from services.board.board_drafts import Lost, lost
from services.notifications import BoardApproved, Notification
from storage.members import members
from storage.members.addresses import Recipient
from storage.messaging import stored_files
from storage.prompts import prompts
from storage.statistics import board_records
from storage.statistics.shown_figures import Figures
from storage.tables import BoardDigest, BoardDigestStatus, Notice, NoticeKind, Role, Secrecy

LISTED = 6
_CAUGHT_UP = 3
"""So many of the newest reach a leader who was away; the others are in the archive."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Registry:
    """How documents are numbered: the committee's term, and what follows a number and its type ("BTGDVTU")."""

    term: str
    suffix: str
    document_type: str = DOCUMENT_TYPE

    def written(self, number: int) -> str:
        """ "05-BC/BTGDVTU": below ten with a zero."""
        return f"{number:02}-{self.document_type}/{self.suffix}"


@dataclass(frozen=True, slots=True)
class Approved:
    """A digest that was approved: the leaders to whom it goes now, and how many cannot be reached: it waits for them."""

    board: BoardDigest
    told: Sequence[BoardApproved]
    unreached: int


class Crossed(Exception):
    """Another digest of some of these days was made at the same time: the figures have to be counted again."""


def approve(
    session: Session,
    actor: Actor,
    board_id: int,
    version: int,
    secrecy: Secrecy,
    registry: Registry,
    now: datetime,
    zone: tzinfo,
) -> Approved | Lost:
    """Approve a draft as it was seen.

    Raises:
        Crossed: its figures may not stand beside another one's.
    """
    staff_scope.require_all(session, actor)
    draft = board_records.get(session, board_id)
    if draft is None or draft.status is not BoardDigestStatus.DRAFT or draft.version != version:
        return lost(session, board_id)
    if not draft.added_up and _crossed(session, draft):
        raise Crossed
    number = board_records.next_number(session, registry.document_type, registry.term)
    by = members.name_of(session, actor.acting_id)
    outline = _outline(session, draft)
    head = head_of(session, draft, number=registry.written(number), approved_by=by, approved_at=now)
    values: dict[str, object] = {
        "status": BoardDigestStatus.APPROVED,
        "secrecy": secrecy,
        "approved_by": actor.acting_id,
        "approved_at": now,
        "document_type": registry.document_type,
        "term": registry.term,
        "number": number,
        "symbol": registry.written(number),
        "outline": outline.to_json(),
        "content": dump_pages(head, Figures.from_json(draft.figures), outline, draft.assessment, draft.proposals, zone),
    }
    if not board_records.change(session, board_id, version, actor.acting_id, now, values):
        return lost(session, board_id)
    audit.note(session, actor, now, "board.approve", f"board_digest:{board_id}", f"{secrecy}")
    approved = board_records.get(session, board_id)
    assert approved is not None, "board digests are not deleted"
    ids = members.with_role(session, Role.LEADER)
    people = notice_delivery.keep(session, NoticeKind.BOARD_DIGEST, board_id, ids, now)
    told = [BoardApproved(person, board_id, notice.id) for notice, person in people]
    return Approved(approved, told, len(set(ids)) - len(told))


def approved_again(session: Session, notice: Notice) -> Callable[[Recipient], Notification] | None:
    """An approved one for a leader who could not be told of it. None: it was corrected, or there are newer ones enough."""
    newest = {digest.id: digest for digest in board_records.approved(session, _CAUGHT_UP)}
    board = newest.get(notice.subject_id)
    if board is None or correction(session, board) is not None:
        return None
    return lambda person: BoardApproved(person, board.id, notice.id)


def head_of(
    session: Session,
    board: BoardDigest,
    *,
    number: str = "",
    approved_by: str = "",
    approved_at: datetime | None = None,
) -> Head:
    """The head of a board digest; without a number that of a draft."""
    old = board_records.get(session, board.corrects_id) if board.corrects_id is not None else None
    prompt = prompts.get(session, board.prompt_id) if board.prompt_id is not None else None
    return Head(
        board.kind,
        number,
        approved_by,
        approved_at,
        old.symbol if old is not None else "",
        board.added_up,
        prompt.title if prompt is not None else "",
    )


def finishing(session: Session, board: BoardDigest) -> Finishing:
    """The officers' part of its document."""
    head = head_of(session, board, number=board.symbol)
    outline = _outline(session, board).to_json()
    return Finishing(outline, board.assessment, board.proposals, board.symbol, head.corrects, head.kind, head.prompt)


def draft_page(session: Session, board: BoardDigest, language: str, zone: tzinfo) -> Page:
    """A draft as it would read."""
    figures, outline = Figures.from_json(board.figures), _outline(session, board)
    return board_page(head_of(session, board), figures, outline, board.assessment, board.proposals, language, zone)


def name(session: Session, board: BoardDigest, language: str, zone: tzinfo) -> str:
    """Its name with its days."""
    return title(head_of(session, board), Figures.from_json(board.figures), language, zone)


def archive(session: Session, actor: Actor, page: int) -> tuple[Sequence[BoardDigest], bool]:
    """A page of those that were approved, the newest first, and whether there are more."""
    staff_scope.require_all(session, actor, Role.LEADER)
    found = board_records.approved(session, LISTED + 1, max(0, page) * LISTED)
    return found[:LISTED], len(found) > LISTED


def drafts(session: Session, actor: Actor, page: int = 0) -> tuple[Sequence[BoardDigest], bool]:
    """A page of the drafts under way, the newest first, for staff alone, and whether there are more."""
    if Role.STAFF not in actor.roles:
        return (), False
    found = board_records.drafts(session, LISTED + 1, max(0, page) * LISTED)
    return found[:LISTED], len(found) > LISTED


def read(session: Session, actor: Actor, board_id: int, now: datetime) -> BoardDigest | None:
    """An approved one, which somebody opens. None: there is none."""
    staff_scope.require_all(session, actor, Role.LEADER)
    found = board_records.get(session, board_id)
    if found is None or found.status is not BoardDigestStatus.APPROVED:
        return None
    audit.note(session, actor, now, "board.read", f"board_digest:{board_id}")
    return found


def for_document(session: Session, actor: Actor, board_id: int, now: datetime) -> BoardDigest | None:
    """The digest whose document somebody wants: an approved one for its readers, a draft for staff. None: none for them."""
    staff_scope.require_all(session, actor, Role.LEADER)
    found = board_records.get(session, board_id)
    if found is None or not may_have_document(found, actor.roles):
        return None
    if found.status is BoardDigestStatus.APPROVED:
        audit.note(session, actor, now, "board.read", f"board_digest:{board_id}")
    return found


def may_have_document(board: BoardDigest, roles: Collection[Role]) -> bool:
    """True if somebody with these roles may have the document of a digest, whatever network it would go by."""
    if board.status is BoardDigestStatus.APPROVED:
        return bool({Role.LEADER, Role.STAFF} & set(roles))
    return board.status is BoardDigestStatus.DRAFT and Role.STAFF in roles


def page(board: BoardDigest, language: str) -> Page:
    """The page as it was approved."""
    assert board.content is not None, "what is approved has its pages"
    return load_page(board.content, language)


def correction(session: Session, board: BoardDigest) -> BoardDigest | None:
    """The approved one that replaces this one."""
    found = board_records.correction_of(session, board.id)
    return found if found is not None and found.status is BoardDigestStatus.APPROVED else None


def keep_document(
    session: Session, board_id: int, status: BoardDigestStatus, version: int, content: bytes, now: datetime
) -> int | None:
    """Keep a document and give its file: of a draft for a while, of an approved one for good, once.

    `status`, `version`: of what it was made. None: that was a draft, which was approved meanwhile, so nothing is kept.
    """
    board = board_records.get(session, board_id)
    assert board is not None, "board digests are not deleted"
    if status is not BoardDigestStatus.APPROVED:
        if board.status is BoardDigestStatus.APPROVED:
            return None
        return stored_files.store(session, "board_draft", "bao-cao.docx", _DOCX, content, now)
    file_id = stored_files.store(session, "board", "bao-cao.docx", _DOCX, content, now)
    if board_records.keep_document(session, board_id, version, file_id):
        return file_id
    stored_files.remove_file(session, file_id)
    there = board_records.get(session, board_id)
    return there.document_id if there is not None else None


def _crossed(session: Session, draft: BoardDigest) -> bool:
    days = draft.first_day, draft.last_day
    others = board_records.counted_anew(session, *days)
    return any(board.id < draft.id and (board.first_day, board.last_day) != days for board in others)


def _outline(session: Session, board: BoardDigest) -> Outline:
    """Its outline; that of a draft without the words of reports that were taken back since."""
    outline = Outline.from_json(board.outline)
    return quotations.still(session, outline) if board.status is BoardDigestStatus.DRAFT else outline


@dataclass(frozen=True, slots=True)
class Exported:
    """An approved one for whoever is at the terminal: its document as it was made, its figures (JSON) and its name."""

    document: bytes
    figures: str
    name: str


def export_document(
    session: Session, term: str, number: int, language: str, now: datetime, zone: tzinfo
) -> Exported | None:
    """The document of an approved one. None: there is none of that number, or not yet."""
    board = board_records.numbered(session, DOCUMENT_TYPE, term, number)
    file = (
        stored_files.file(session, board.document_id) if board is not None and board.document_id is not None else None
    )
    if board is None or file is None:
        return None
    audit.note(session, PROGRAM, now, "board.export", f"board_digest:{board.id}")
    return Exported(file.content, board.figures, name(session, board, language, zone))
