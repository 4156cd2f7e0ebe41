"""The roster in the chat: given as a workbook, and taken over once a changed one was looked at and agreed to."""

from __future__ import annotations

from collections.abc import Sequence

from channels.messages import Button, FileRef, MediaKind
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.filling.open_draft import OpenDraft
from handlers.routes import Routes
from handlers.staff.forms import is_sheet
from handlers.staff.roster_lines import change_lines, found_lines, mistake_lines
from handlers.turn import Turn
from services import roster_files
from services.roster_files import Answer, Waiting
from services.roster_orders import (
    RosterCopied,
    RosterCopyOrder,
    RosterLooked,
    RosterLookOrder,
    RosterRefused,
    RosterTaken,
    RosterTakeOrder,
)
from storage.members import addresses
from storage.tables import Lane, PendingDecision, Role
from texts.fold import fold
from texts.rich import RichText

_PHONE = 3800
_SEND = "roster.send"
_NAMED = "danh ba"
"""A copy of ours is called so: sent back, it is known for a roster wherever it comes."""
_OFFICE = frozenset({Role.STAFF, Role.ADMIN})
_WITHOUT_FILES = "zalo_bot"


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Say what can be done with the roster."""
    turn.answer_tap()
    rows = [(_button(turn, "roster-button-copy", "roster.copy"),)]
    rows.append((_button(turn, "roster-button-send", "roster.send"),))
    rows.append((_button(turn, "roster-button-invite", "invite.show"),))
    if Role.STAFF in turn.me.roles:
        rows.append((_button(turn, "units-button-show", "units.show"),))
    turn.reply(turn.t("roster-chat"), (*rows, *menu.home(turn)))


def copy(turn: Turn, pressed: ButtonData | None = None) -> None:
    """It is written outside the turn, and comes to whoever asked."""
    turn.answer_tap()
    turn.order(RosterCopyOrder(turn.account_id, turn.me.member_id, turn.me.language))
    turn.reply(turn.t("roster-copying"))


def copied(turn: Turn, order: RosterCopyOrder, result: RosterCopied | None) -> None:
    """The file is there, or a sentence says why not."""
    if not _speak(turn, order.member, order.account):
        return
    if result is None or result.copy is None:
        turn.reply(turn.t("roster-not-copied"), menu.home(turn))
        return
    said = turn.t("roster-copied", units=result.units, members=result.members)
    name = f"danh-ba-{turn.today:%Y%m%d}.xlsx"
    turn.send_to(turn.me, said, file=FileRef(MediaKind.DOCUMENT, result.copy, name), lane=Lane.REPLY)


def ask(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for the file, where the network brings one."""
    turn.answer_tap()
    if turn.installation.network(turn.account_id) == _WITHOUT_FILES:
        turn.reply(turn.t("roster-no-files-here"), menu.home(turn))
        return
    pending_decisions.ask(turn, _SEND, (), turn.t("roster-send-how"))


def words_instead(turn: Turn, pending: PendingDecision, text: str) -> None:
    """Words came where the file was asked for."""
    pending_decisions.ask_again(turn, pending, turn.t("roster-send-how"))


def wanted(turn: Turn, begun: OpenDraft | None) -> bool:
    """Tell whether a file is a roster: a table, where one was asked for, or under the name that our copies have.

    One that answers the question of a form that is open is none.
    """
    media = turn.event.media
    if media is None or media.kind is not MediaKind.DOCUMENT or not turn.me.roles & _OFFICE:
        return False
    pending = pending_decisions.focused(turn)
    if pending is not None and pending.kind == _SEND:
        return True
    if begun is not None and begun.question is not None and begun.question.kind.is_file:
        return False
    return is_sheet(media) and fold(media.name).replace("-", " ").replace("_", " ").startswith(_NAMED)


def received(turn: Turn) -> None:
    """A roster came: it is read outside the turn."""
    media, pending = turn.event.media, pending_decisions.focused(turn)
    assert media is not None
    if pending is not None and pending.kind == _SEND:
        pending_decisions.close(turn, pending)
    if not _may(turn):
        turn.reply(turn.t("roster-not-yours"), menu.home(turn))
        return
    turn.order(RosterLookOrder(turn.account_id, media.file_id, turn.me.member_id))
    turn.reply(turn.t("roster-reading"))


def looked(turn: Turn, order: RosterLookOrder | RosterTakeOrder, result: RosterLooked | RosterRefused | None) -> None:
    """Show what the file changes and ask; or what is wrong with it."""
    if not _speak(turn, order.member, order.account):
        if isinstance(result, RosterLooked):
            roster_files.done_with(turn.session, result.held)
        return
    if not isinstance(result, RosterLooked):
        _refused(turn, result)
        return
    parts = []
    if isinstance(order, RosterTakeOrder):
        parts.append(turn.t("roster-interrupted" if result.begun else "roster-again"))
    counts = _counts(turn, result.counts)
    if not result.count:
        roster_files.done_with(turn.session, result.held)
        if result.begun:  # it had ended but for its last word
            turn.reply(turn.t("roster-taken"), menu.home(turn))
            return
        said = [turn.t("roster-no-changes"), *map(RichText, found_lines(turn.t, result.found))]
        turn.reply(RichText.join("\n", [*parts, *said]).truncate(_PHONE), menu.home(turn))
        return
    waiting = Waiting(result.held, result.mark, order.account)
    choice = roster_files.offer(turn.session, turn.actor, waiting, turn.now)
    lines = [*change_lines(turn.t, result.changes, len(result.changes))]
    if result.count > len(result.changes):
        lines.append(turn.t.text("roster-change-more", count=result.count - len(result.changes)))
    lines += [*mistake_lines(turn.t, result.doubts, len(result.doubts)), *found_lines(turn.t, result.found)]
    parts += [] if result.begun else [turn.t("roster-look")]
    text = RichText.join("\n", [*parts, *counts, *map(RichText, lines)])
    yes = Button(turn.t.text("roster-button-take"), button_data("roster.take", choice.id))
    no = Button(turn.t.text("roster-button-drop"), button_data("roster.drop", choice.id))
    turn.reply(text.truncate(_PHONE), ((yes, no), *menu.home(turn)))


def take(turn: Turn, pressed: ButtonData) -> None:
    """The file is to be taken over: once, and from the chat in which it was sent."""
    answer, waiting = roster_files.take(turn.session, turn.actor, pressed[0], turn.account_id, turn.now)
    turn.answer_tap()
    if waiting is not None:
        turn.order(RosterTakeOrder(waiting.account, turn.me.member_id, waiting.held, waiting.mark))
    turn.replace_or_reply(turn.t(f"roster-take-{answer}"), () if answer is Answer.TAKEN else menu.home(turn))


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Nothing is to be taken over."""
    turn.answer_tap()
    dropped = roster_files.drop(turn.session, turn.actor, pressed[0], turn.now)
    turn.replace_or_reply(turn.t("roster-dropped" if dropped else "roster-take-over"), menu.home(turn))


def taken(turn: Turn, order: RosterTakeOrder, result: RosterTaken | RosterLooked | RosterRefused | None) -> None:
    """The roster is what the file says now; or it was changed in between, and is shown again."""
    begun = roster_files.was_begun(turn.session, order.held)
    if result is None or isinstance(result, RosterTaken):
        roster_files.done_with(turn.session, order.held)
    if isinstance(result, RosterLooked | RosterRefused):
        looked(turn, order, result)
    elif result is None:
        if _speak(turn, order.member, order.account):
            turn.reply(turn.t("roster-broken-off" if begun else "roster-not-taken"), menu.home(turn))
    elif _speak(turn, order.member, order.account):
        turn.reply(RichText.join("\n", [turn.t("roster-taken"), *_counts(turn, result.done)]), menu.home(turn))


def _refused(turn: Turn, result: RosterRefused | None) -> None:
    if result is None:
        turn.reply(turn.t("roster-not-read"), menu.home(turn))
        return
    lines = mistake_lines(turn.t, result.mistakes, len(result.mistakes))
    if result.wrong > len(result.mistakes):
        lines.append(turn.t.text("cli-roster-more", count=result.wrong - len(result.mistakes)))
    head = turn.t("roster-refused-rest" if result.begun else "roster-refused", count=result.wrong)
    turn.reply(RichText.join("\n", [head, *map(RichText, lines)]).truncate(_PHONE), menu.home(turn))


def _counts(turn: Turn, counts: Sequence[int]) -> list[RichText]:
    units, people = counts[:3], counts[3:]
    return [
        turn.t(f"cli-roster-{sheet}", created=created, updated=updated, unchanged=unchanged)
        for sheet, (created, updated, unchanged) in (("units", units), ("members", people))
    ]


def _may(turn: Turn) -> bool:
    return Role.ADMIN in turn.me.roles or (Role.STAFF in turn.me.roles and turn.sees_all)


def _speak(turn: Turn, member_id: int, account_id: int) -> bool:
    """True if whoever ordered something is still of those who may, and there; from here on they are spoken to."""
    person = addresses.at_account(turn.session, member_id, account_id, shut=True)
    if person is None or not person.roles & _OFFICE:
        return False
    turn.speak_as(person)
    return _may(turn)


def _button(turn: Turn, key: str, verb: str) -> Button:
    return Button(turn.t.text(key), button_data(verb))


ROUTES = (
    Routes(
        _OFFICE,
        province=True,
        buttons={
            "roster.show": show,
            "roster.copy": copy,
            _SEND: ask,
            "roster.take": take,
            "roster.drop": drop,
        },
        commands={"/danhba": show},
        words={"danh bạ": "/danhba"},
        labels={"roster-button-show": show, "roster-button-copy": copy, "roster-button-send": ask},
        notes={_SEND: words_instead},
    ),
)
