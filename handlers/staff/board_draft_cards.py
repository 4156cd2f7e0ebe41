"""Drafts of board digests in the chat of staff: asked for, read, finished in words, approved, put right.

Each button carries the version that its card shows: what somebody else changed meanwhile is read before it is changed again.
"""

from __future__ import annotations

import re

from channels.messages import Button, Keyboard
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services.board import board_approval, board_drafts, period_figures
from services.board.board_approval import Crossed
from services.board.board_drafts import Lost, Part
from services.board.board_secrecy import may_leave
from services.board.period_figures import BadPeriod
from services.orders import BoardDocumentOrder, BoardDrafted, BoardOrder, BoardRefused
from storage.members.addresses import Recipient
from storage.prompts import prompts
from storage.statistics import board_records
from storage.tables import BoardDigest, BoardDigestKind, BoardDigestStatus, Lane, PendingDecision, Role, Secrecy
from texts.dates import day, read_date
from texts.rich import RichText

_KINDS = (BoardDigestKind.WEEKLY, BoardDigestKind.MONTHLY, BoardDigestKind.QUARTERLY, BoardDigestKind.YEARLY)
_SECRECIES = (Secrecy.NO, Secrecy.YES, Secrecy.UNSURE)
_BETWEEN = re.compile(r"\s+(?:đến|den|to|tới|toi)\s+|\s*[–—]\s*|\s+-\s*|\s*-\s+", re.I)


def new(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Offer the periods of which a digest can be made."""
    turn.answer_tap()
    rows = []
    for number, kind in enumerate(_KINDS):
        first, last = period_figures.days_before(kind, turn.today)
        language = turn.t.language
        label = turn.t.text(f"board-button-{kind}", first=day(first, language), last=day(last, language))
        rows.append((Button(label, button_data("board.make", number)),))
    rows.append((Button(turn.t.text("board-button-prompt"), button_data("board.prompts")),))
    rows.append((Button(turn.t.text("board-button-reviews"), button_data("board.reviews")),))
    rows.append((Button(turn.t.text("board-button-period"), button_data("board.period")),))
    turn.reply(turn.t("board-which"), (*rows, *menu.home(turn)))


def make(turn: Turn, pressed: ButtonData) -> None:
    """The newest whole week, month, quarter or year."""
    turn.answer_tap()
    if 0 <= pressed[0] < len(_KINDS):
        kind = _KINDS[pressed[0]]
        first, last = period_figures.days_before(kind, turn.today)
        _order(turn, BoardOrder(kind, first, last, turn.me.member_id, turn.now, _asked(turn)))


def ask_period(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for the days."""
    turn.answer_tap()
    pending_decisions.ask(turn, "board.period", (0,), turn.t("board-period-how"))


def choose_prompt(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Offer the prompts that were sent last."""
    turn.answer_tap()
    found = prompts.sent(turn.session)
    rows = [
        (Button(RichText(prompt.title).truncate(64).text, button_data("board.prompt", prompt.id)),)
        for prompt in found
        if prompt.id is not None
    ]
    turn.reply(turn.t("board-prompt-which" if rows else "board-prompt-none"), (*rows, *menu.home(turn)))


def of_prompt(turn: Turn, pressed: ButtonData) -> None:
    """The days of a prompt, from its sending to its due time or today."""
    turn.answer_tap()
    prompt = prompts.get(turn.session, pressed[0])
    if prompt is None or prompt.sent_at is None:
        turn.reply(turn.t("board-prompt-none"), menu.home(turn))
        return
    zone = turn.installation.zone
    first, last = prompt.sent_at.astimezone(zone).date(), min(prompt.due_at.astimezone(zone).date(), turn.today)
    wish = BoardOrder(
        BoardDigestKind.PROMPT, first, max(first, last), turn.me.member_id, turn.now, _asked(turn), prompt=pressed[0]
    )
    _order(turn, wish)


def correct(turn: Turn, pressed: ButtonData) -> None:
    """Begin a correction of an approved digest, which gets a number of its own."""
    turn.answer_tap()
    old = board_approval.read(turn.session, turn.actor, pressed[0], turn.now)
    if old is None:
        turn.reply(turn.t("board-unknown"), menu.home(turn))
        return
    if not may_leave(old):
        turn.reply(turn.t("board-refused-secret"), menu.home(turn))
        return
    wish = BoardOrder(
        old.kind,
        old.first_day,
        old.last_day,
        turn.me.member_id,
        turn.now,
        _asked(turn),
        prompt=old.prompt_id,
        corrects=old.id,
    )
    _order(turn, wish)


def drafted(turn: Turn, order: BoardOrder, result: BoardDrafted | BoardRefused | None) -> None:
    """The draft is there, for the officer who asked."""
    for person in turn.waiting(order.member):
        turn.speak_as(person)
        if result is None:
            turn.send_to(person, turn.t("board-failed"), lane=Lane.REPLY)
            return
        if isinstance(result, BoardRefused):
            turn.send_to(person, turn.t(f"board-refused-{result.code}"), lane=Lane.REPLY)
            return
        board = board_records.get(turn.session, result.board)
        if board is None:
            return
        if board.status is BoardDigestStatus.DROPPED:
            text = lost_text(turn, board_drafts.lost(turn.session, board.id))
            turn.send_to(person, text, lane=Lane.REPLY)
            return
        if board.status is BoardDigestStatus.APPROVED:
            name = result.by_other or board_drafts.lost(turn.session, board.id).name
            key = "board-corrected-before" if board.corrects_id is not None else "board-made-before"
            text = turn.t(key, number=board.symbol, name=name)
            button = Button(turn.t.text("board-button-newer", number=board.symbol), button_data("board.open", board.id))
            turn.send_to(person, text, ((button,),), lane=Lane.REPLY)
            return
        text, keyboard = _card(turn, board)
        if result.by_other and board.created_by != person.member_id:
            text = RichText.join("\n\n", [turn.t("board-correcting-before", name=result.by_other), text])
        turn.send_to(person, text, keyboard, lane=Lane.REPLY)


def send_draft(turn: Turn, person: Recipient, board_id: int) -> None:
    """Send the card of a draft to an officer who waits for it."""
    board = board_records.get(turn.session, board_id)
    if board is not None and board.status is BoardDigestStatus.DRAFT:
        text, keyboard = _card(turn, board)
        turn.send_to(person, text, keyboard, lane=Lane.REPLY)


def see(turn: Turn, pressed: ButtonData) -> None:
    """A draft as it would read, with what can be done."""
    turn.answer_tap()
    show(turn, pressed[0])


def show(turn: Turn, board_id: int, lead: RichText | None = None) -> None:
    """Send the card of a draft; where it is none any more, what became of it."""
    board = board_drafts.see(turn.session, turn.actor, board_id)
    if board is None:
        _say_lost(turn, board_id, board_drafts.lost(turn.session, board_id))
        return
    text, keyboard = _card(turn, board)
    turn.reply(text if lead is None else RichText.join("\n\n", [lead, text]), (*keyboard, *menu.home(turn)))


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the assessment or the proposals."""
    turn.answer_tap()
    if board_drafts.see(turn.session, turn.actor, pressed[0]) is None or pressed[2] not in tuple(Part):
        _say_lost(turn, pressed[0], board_drafts.lost(turn.session, pressed[0]))
        return
    key = "board-assessment-how" if pressed[2] == Part.ASSESSMENT else "board-proposals-how"
    numbers = (pressed[0], pressed[1], pressed[2])
    pending_decisions.ask(turn, "board.write", numbers, turn.t(key, most=board_drafts.LONG))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come."""
    if pending.kind == "board.period":
        _days_written(turn, pending, text)
        return
    board_id, version, part = pending_decisions.numbers(pending)
    lost = board_drafts.write(turn.session, turn.actor, board_id, version, Part(part), text, turn.now)
    pending_decisions.close(turn, pending)
    after(turn, board_id, lost)


def after(turn: Turn, board_id: int, lost: Lost | None) -> None:
    """Show a draft after it was changed, or say who was first."""
    if lost is None:
        show(turn, board_id)
    else:
        _say_lost(turn, board_id, lost)


def ask_secrecy(turn: Turn, pressed: ButtonData) -> None:
    """Ask whether it belongs to the list of state secrets, before it is approved."""
    turn.answer_tap()
    board = board_drafts.see(turn.session, turn.actor, pressed[0])
    if board is None or board.version != pressed[1]:
        _say_lost(turn, pressed[0], board_drafts.lost(turn.session, pressed[0]))
        return
    rows = [
        (
            Button(
                turn.t.text(f"board-button-secrecy-{secrecy}"), button_data("board.secrecy", board.id, board.version, n)
            ),
        )
        for n, secrecy in enumerate(_SECRECIES)
    ]
    rows.append((Button(turn.t.text("board-button-back"), button_data("board.draft", board.id)),))
    turn.reply(turn.t("board-secrecy-which"), tuple(rows))


def approve(turn: Turn, pressed: ButtonData) -> None:
    """It is approved by whoever presses, and goes to the leaders."""
    turn.answer_tap()
    if not 0 <= pressed[2] < len(_SECRECIES):
        return
    secrecy, place = _SECRECIES[pressed[2]], turn.installation
    try:
        made = board_approval.approve(
            turn.session, turn.actor, pressed[0], pressed[1], secrecy, place.registry, turn.now, place.zone
        )
    except Crossed:
        turn.reply(turn.t("board-crossed"), menu.home(turn))
        return
    if isinstance(made, Lost):
        _say_lost(turn, pressed[0], made)
        return
    turn.order(BoardDocumentOrder(made.board.id))  # now, as it was approved
    notifications.send(turn, made.told)
    key = "board-sent" if secrecy is Secrecy.NO else "board-sent-notice"
    sent = turn.t(key, count=len(made.told)) if made.told else turn.t("board-sent-nobody")
    lines = [turn.t("board-approved", number=made.board.symbol), sent]
    if not may_leave(made.board):
        lines.append(turn.t("board-secret-left"))
    if made.unreached:
        lines.append(turn.t("board-leaders-unreached", count=made.unreached))
    button = Button(turn.t.text("board-button-open"), button_data("board.open", made.board.id))
    turn.reply(RichText.join("\n", lines), ((button,), *menu.home(turn)))


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Nothing becomes of a draft."""
    turn.answer_tap()
    lost = board_drafts.drop(turn.session, turn.actor, pressed[0], pressed[1], turn.now)
    if lost is None:
        turn.reply(turn.t("board-dropped"), menu.home(turn))
    else:
        _say_lost(turn, pressed[0], lost)


def _order(turn: Turn, order: BoardOrder) -> None:
    try:
        period_figures.check(order.first, order.last, turn.today)
    except BadPeriod as error:
        turn.reply(turn.t(f"board-refused-{error.code}"), menu.home(turn))
        return
    turn.reply(turn.t("board-making"))
    turn.order(order)


def _asked(turn: Turn) -> int:
    return turn.installation.new_id(turn.now)


def _days_written(turn: Turn, pending: PendingDecision, text: str) -> None:
    said = [read_date(part, turn.today) for part in _BETWEEN.split(text.strip()[:200])]
    found = [read for read in said if read is not None]
    if len(found) != len(said) or len(found) not in (1, 2):
        pending_decisions.ask_again(turn, pending, turn.t("board-period-unread"))
        return
    try:
        period_figures.check(found[0], found[-1], turn.today)
    except BadPeriod as error:
        pending_decisions.ask_again(turn, pending, turn.t(f"board-refused-{error.code}"))
        return
    pending_decisions.close(turn, pending)
    _order(turn, BoardOrder(BoardDigestKind.PERIOD, found[0], found[-1], turn.me.member_id, turn.now, _asked(turn)))


def _card(turn: Turn, board: BoardDigest) -> tuple[RichText, Keyboard]:
    """A draft as it would read, and its buttons."""
    t, here = turn.t, (board.id, board.version)
    text = board_approval.draft_page(turn.session, board, t.language, turn.installation.zone)
    rows = (
        (
            Button(t.text("board-button-assessment"), button_data("board.write", *here, Part.ASSESSMENT)),
            Button(t.text("board-button-proposals"), button_data("board.write", *here, Part.PROPOSALS)),
        ),
        (
            Button(t.text("board-button-items"), button_data("board.items", board.id)),
            Button(t.text("board-button-document"), button_data("board.document", board.id)),
        ),
        (Button(t.text("board-button-files"), button_data("board.files", board.id)),),
        (Button(t.text("board-button-behind"), button_data("board.behind", board.id)),),
        (Button(t.text("board-button-approve"), button_data("board.approve", *here)),),
        (Button(t.text("board-button-drop"), button_data("board.drop", *here)),),
    )
    return text, rows


def _say_lost(turn: Turn, board_id: int, lost: Lost) -> None:
    """Say who was first, and lead to what is there now."""
    text = turn.t("board-items-full", most=board_drafts.MOST_ITEMS) if lost.full else lost_text(turn, lost)
    rows: Keyboard = ()
    if lost.status is BoardDigestStatus.DRAFT:
        rows = ((Button(turn.t.text("board-button-back"), button_data("board.draft", board_id)),),)
    elif lost.status is BoardDigestStatus.APPROVED:
        rows = ((Button(turn.t.text("board-button-open"), button_data("board.open", board_id)),),)
    turn.reply(text, (*rows, *menu.home(turn)))


def lost_text(turn: Turn, lost: Lost) -> RichText:
    """Say what became of a draft, and by whom where somebody did it."""
    return turn.t(lost.text, **({"name": lost.name} if lost.name else {}))


_WORDS = {"board.write": words, "board.period": ask_period}
ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={
            "board.new": new,
            "board.make": make,
            "board.prompts": choose_prompt,
            "board.prompt": of_prompt,
            "board.correct": correct,
            "board.draft": see,
            "board.approve": ask_secrecy,
            "board.secrecy": approve,
            "board.drop": drop,
            **_WORDS,
        },
        labels={"board-button-new": new, "board-button-prompt": choose_prompt, "board-button-period": ask_period},
        notes=dict.fromkeys(_WORDS, written),
    ),
)
