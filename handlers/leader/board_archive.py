"""The board's digests in the chat: the list of what was approved, one opened again, its document, and what goes to leaders.

What may be a state secret never stands in a chat: only its number, its day, and where it is to be had (privacy 13).
"""

from __future__ import annotations

from channels.messages import Button
from handlers import board_messages, menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.board import board_approval
from services.board.board_secrecy import may_leave
from services.orders import BoardDocumentMade, BoardDocumentOrder
from storage.statistics import board_records
from storage.tables import BoardDigest, BoardDigestStatus, Lane, Role
from texts.rich import RichText

_SAID = {"letters": "board-pdf-letters", "undrawn": "board-document-undrawn"}


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The archive, the newest first; for staff the drafts stand above it."""
    turn.answer_tap()
    page = max(0, pressed[0]) if pressed is not None else 0
    found, more = board_approval.archive(turn.session, turn.actor, page)
    rows: list[tuple[Button, ...]] = []
    if page == 0 and turn.me.is_staff:
        rows.append((Button(turn.t.text("board-button-new"), button_data("board.new")),))
        rows += _drafts(turn, 0)
    rows += [(_line(turn, digest, "board.open"),) for digest in found]
    if more:
        rows.append((Button(turn.t.text("board-button-older"), button_data("board.list", page + 1)),))
    key = "board-list" if found else "board-list-none"
    turn.reply(turn.t(key), (*rows, *menu.home(turn)))


def drafts(turn: Turn, pressed: ButtonData) -> None:
    """An older page of the drafts, for staff."""
    turn.answer_tap()
    rows = _drafts(turn, max(0, pressed[0]))
    turn.reply(turn.t("board-drafts" if rows else "board-drafts-none"), (*rows, *menu.home(turn)))


def _drafts(turn: Turn, page: int) -> list[tuple[Button, ...]]:
    found, more = board_approval.drafts(turn.session, turn.actor, page)
    rows: list[tuple[Button, ...]] = [(_line(turn, digest, "board.draft"),) for digest in found]
    if more:
        rows.append((Button(turn.t.text("board-button-drafts"), button_data("board.drafts", page + 1)),))
    return rows


def opened(turn: Turn, pressed: ButtonData) -> None:
    """One that was approved, as it was approved."""
    turn.answer_tap()
    board = board_approval.read(turn.session, turn.actor, pressed[0], turn.now)
    if board is None:
        turn.reply(turn.t("board-unknown"), menu.home(turn))
        return
    text, keyboard = board_messages.page(turn, turn.me, board)
    turn.reply(text, (*keyboard, *menu.home(turn)))


def document(turn: Turn, pressed: ButtonData) -> None:
    """The document: of an approved one for its readers, of a draft for staff."""
    board = _readable(turn, pressed[0])
    if board is None:
        return
    if board.document_id is not None:
        turn.answer_tap()
        board_messages.send_document(turn, turn.me, board, board.document_id)
    else:
        turn.answer_tap(turn.t.text("board-document-making"))
        turn.order(BoardDocumentOrder(board.id, turn.me.member_id))


def files(turn: Turn, pressed: ButtonData) -> None:
    """Offer the other forms of one: PDF, tables, charts."""
    board = _readable(turn, pressed[0])
    if board is None:
        return
    turn.answer_tap()
    rows = [
        (Button(turn.t.text(f"board-button-file-{form}"), button_data("board.file", board.id, number)),)
        for number, form in enumerate(board_messages.FORMS)
    ]
    turn.reply(turn.t("board-files-which"), (*rows, *menu.home(turn)))


def file(turn: Turn, pressed: ButtonData) -> None:
    """One of these forms."""
    board = _readable(turn, pressed[0])
    if board is not None and 0 <= pressed[1] < len(board_messages.FORMS):
        turn.answer_tap(turn.t.text("board-document-making"))
        turn.order(BoardDocumentOrder(board.id, turn.me.member_id, board_messages.FORMS[pressed[1]]))


def _readable(turn: Turn, board_id: int) -> BoardDigest | None:
    """A digest whose files whoever presses may have here; else it says what they may have."""
    board = board_approval.for_document(turn.session, turn.actor, board_id, turn.now)
    if board is None:
        turn.answer_tap()
        turn.reply(turn.t("board-unknown"), menu.home(turn))
    elif board.status is BoardDigestStatus.APPROVED and not may_leave(board):
        turn.answer_tap()
        turn.reply(board_messages.notice(turn, turn.me, board), menu.home(turn))
    else:
        return board
    return None


def document_made(turn: Turn, order: BoardDocumentOrder, result: BoardDocumentMade | None) -> None:
    """The file is ready for whoever wanted it and still may; one that was approved meanwhile as a secret stays here."""
    people = turn.waiting(order.member) if order.member is not None else []
    board = board_records.get(turn.session, order.board)
    for person in people:
        turn.speak_as(person)
        if result is None or board is None:
            key = "board-document-failed" if order.form == "docx" else "board-file-failed"
            turn.send_to(person, turn.t(key), lane=Lane.REPLY)
        elif not board_approval.may_have_document(board, person.roles):
            turn.send_to(person, turn.t("board-unknown"), lane=Lane.REPLY)
        elif board.status is BoardDigestStatus.APPROVED and not may_leave(board):
            turn.send_to(person, board_messages.notice(turn, person, board), lane=Lane.REPLY)
        elif result.file is None:
            turn.send_to(person, turn.t(f"board-file-{result.code.replace('_', '-')}"), lane=Lane.REPLY)
        else:
            said = turn.t("board-pdf-font", font=result.font) if result.font else None
            said = turn.t(_SAID[result.code]) if result.code else said
            board_messages.send_document(turn, person, board, result.file, order.form, said)


def _line(turn: Turn, board: BoardDigest, verb: str) -> Button:
    name = board_messages.name_of(turn, turn.me, board)
    if board.number is None:
        label = turn.t.text("board-line-draft", name=name)
    elif may_leave(board):
        label = turn.t.text("board-line", number=board.symbol, name=name)
    else:
        label = turn.t.text("board-line-secret", number=board.symbol)
    return Button(RichText(label).truncate(64).text, button_data(verb, board.id))


ROUTES = (
    Routes(
        frozenset({Role.LEADER, Role.STAFF}),
        province=True,
        buttons={
            "board.list": listed,
            "board.open": opened,
            "board.document": document,
            "board.files": files,
            "board.file": file,
        },
        commands={"/baocaoban": listed},
        words={"báo cáo ban": "/baocaoban"},
        labels={"menu-board": listed},
    ),
    Routes(frozenset({Role.STAFF}), province=True, buttons={"board.drafts": drafts}),
)
