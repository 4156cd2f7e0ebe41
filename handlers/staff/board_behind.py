"""The reports behind the figures of a board digest: an officer opens a table, a number of it, and each report."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import review_queue
from handlers.turn import Turn
from services import review
from services.board import behind_figures
from services.board.behind_figures import TABLES, VOICES, Figure
from services.board.board_secrecy import may_leave
from storage.tables import BoardDigest, BoardDigestStatus, Role
from texts.rich import RichText


def tables(turn: Turn, pressed: ButtonData) -> None:
    """Offer the tables of a digest that have numbers, or the numbers of one of them."""
    turn.answer_tap()
    board = _readable(turn, pressed[0])
    if board is None:
        return
    if 0 <= pressed[1] < len(TABLES):
        found = behind_figures.figures_of(board, TABLES[pressed[1]], turn.t.language)
        rows = [
            (Button(_label(figure), button_data("board.cell", board.id, pressed[1], at, 0)),)
            for at, figure in enumerate(found)
        ]
        key = "board-behind-quotes" if TABLES[pressed[1]] == VOICES else "board-behind-cells"
        key = key if rows else "board-behind-none"
    else:
        rows = [
            (Button(turn.t.text(f"sheet-{table}"), button_data("board.behind", board.id, at)),)
            for at, table in enumerate(TABLES)
            if behind_figures.figures_of(board, table, turn.t.language)
        ]
        key = "board-behind-which" if rows else "board-behind-none"
    turn.reply(turn.t(key), (*rows, *menu.home(turn)))


def cell(turn: Turn, pressed: ButtonData) -> None:
    """A page of the reports behind one number."""
    turn.answer_tap()
    board = _readable(turn, pressed[0])
    if board is None or not 0 <= pressed[1] < len(TABLES):
        return
    found = behind_figures.figures_of(board, TABLES[pressed[1]], turn.t.language)
    if not 0 <= pressed[2] < len(found):
        return
    page = max(0, pressed[3])
    there = behind_figures.behind(turn.session, turn.actor, board, found[pressed[2]], page, turn.now)
    known = review.statuses(turn.session, turn.actor, [report.id for report in there.reports])
    rows: list[tuple[Button, ...]] = [
        (review_queue.line(turn, report, known.get(report.id)),) for report in there.reports
    ]
    if there.more:
        older = button_data("board.cell", board.id, pressed[1], pressed[2], page + 1)
        rows.append((Button(turn.t.text("board-button-behind-more"), older),))
    rows.append((Button(turn.t.text("board-button-behind"), button_data("board.behind", board.id)),))
    name = _label(found[pressed[2]])
    said = turn.t("board-behind-list" if there.reports else "board-behind-empty", name=name)
    if there.is_short:
        said = RichText.join("\n\n", [said, turn.t("board-behind-short")])
    turn.reply(said, (*rows, *menu.home(turn)))


def _readable(turn: Turn, board_id: int) -> BoardDigest | None:
    """A digest whose figures may stand in this chat."""
    board = behind_figures.readable(turn.session, turn.actor, board_id)
    if board is None or (board.status is BoardDigestStatus.APPROVED and not may_leave(board)):
        turn.reply(turn.t("board-unknown"), menu.home(turn))
        return None
    return board


def _label(figure: Figure) -> str:
    """The name of a figure without its number: beside the list it would tell that somebody is not in it (privacy 3)."""
    return RichText(figure.label).truncate(64).text


ROUTES = (Routes(frozenset({Role.STAFF}), province=True, buttons={"board.behind": tables, "board.cell": cell}),)
