"""Board digests as messages: what goes to leaders, the page with its buttons, the notice of what is no matter for a chat."""

from __future__ import annotations

from channels.messages import Button, FileRef, Keyboard, MediaKind
from handlers.button_data import button_data
from handlers.turn import Turn
from services.board import board_approval
from services.board.board_secrecy import may_leave
from storage.members.addresses import Recipient
from storage.tables import BoardDigest, Lane
from texts.rich import RichText


def name_of(turn: Turn, person: Recipient, board: BoardDigest) -> str:
    """Its name and days, in the reader's language."""
    return board_approval.name(turn.session, board, person.language, turn.installation.zone)


def page(turn: Turn, person: Recipient, board: BoardDigest) -> tuple[RichText, Keyboard]:
    """An approved one as it may stand in a chat, with its buttons."""
    t = turn.texts_for(person)
    newer = board_approval.correction(turn.session, board)
    rows: list[tuple[Button, ...]] = []
    if may_leave(board):
        text = board_approval.page(board, person.language)
        rows.append((Button(t.text("board-button-document"), button_data("board.document", board.id)),))
        rows.append((Button(t.text("board-button-files"), button_data("board.files", board.id)),))
        if person.is_staff:
            rows.append((Button(t.text("board-button-behind"), button_data("board.behind", board.id)),))
    else:
        text = notice(turn, person, board)
    if newer is not None:
        text = RichText.join("\n\n", [t("board-replaced", number=newer.symbol), text])
        rows.append((Button(t.text("board-button-newer", number=newer.symbol), button_data("board.open", newer.id)),))
    elif person.is_staff and may_leave(board):  # else a draft of it would stand in the chat
        rows.append((Button(t.text("board-button-correct"), button_data("board.correct", board.id)),))
    return text, tuple(rows)


def notice(turn: Turn, person: Recipient, board: BoardDigest) -> RichText:
    """Its number and day, and where it is to be had."""
    assert board.approved_at is not None, "it was approved"
    day = board.approved_at.astimezone(turn.installation.zone)
    return turn.texts_for(person)("board-notice", number=board.symbol, day=f"{day:%d/%m/%Y}")


FORMS = ("pdf", "xlsx", "months", "stances", "units")
"""The forms of a digest beside its Word document, in the order of their buttons."""
_CHARTS = FORMS[2:]


def send_document(
    turn: Turn, person: Recipient, board: BoardDigest, file: int, form: str = "docx", said: RichText | None = None
) -> None:
    """Send the document of one, or another form of it. said: what has to be known of it."""
    t = turn.texts_for(person)
    stem = f"{board.number:02}-{board.document_type}" if board.number is not None else "du-thao"
    name = f"{stem}-{board.last_day:%Y-%m-%d}.{'png' if form in _CHARTS else form}"
    document = "board-document" if board.number is not None else "board-document-draft"
    key = "board-tables" if form == "xlsx" else f"board-{form}" if form in _CHARTS else document
    lines = [t(key, name=name_of(turn, person, board)), *([said] if said is not None else [])]
    kind = MediaKind.PHOTO if form in _CHARTS else MediaKind.DOCUMENT
    turn.send_to(person, RichText.join(" ", lines), file=FileRef(kind, file, name), lane=Lane.REPLY)
