"""The members as staff see them: who is on which network, which of them comes first, and who cannot be reached and why.

No activity and no time of a last word: only whether something can be sent. Who reports singly stands in the assigned
officer's list alone (privacy 3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from channels.messages import Button, Keyboard
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.network_names import networks_line
from handlers.notify import quota_warnings
from handlers.routes import Routes
from handlers.staff import member_cards
from handlers.turn import Turn
from services import staff_scope
from storage.members import address_book, units
from storage.members.address_book import Listed
from storage.tables import Role
from texts.fold import fold
from texts.rich import RichText

_PAGE = 20


def command(turn: Turn) -> None:
    """The command, with a unit or a part of a name behind it, or with nothing: everybody."""
    command, _, wanted = fold(turn.event.text).strip().partition(" ")
    wanted = " ".join(wanted.split()) if command.startswith("/") else ""
    unit = units.named(turn.session, wanted) if wanted else None
    if not wanted or unit is not None:
        _show(turn, unit.id if unit else 0, 0, turn.reply)
        return
    if member_cards.found(turn, wanted):
        return
    found = [listed for listed in _seen(turn, None) if wanted in fold(listed.name) or wanted in fold(listed.unit)]
    if not found:
        turn.reply(turn.t("people-none"), menu.home(turn))
        return
    text = _lines(turn, found[:_PAGE])
    if len(found) > _PAGE:
        text = text + "\n" + turn.t("list-more", count=len(found) - _PAGE)
    turn.reply(text.truncate(4000), menu.home(turn))


def opened(turn: Turn, pressed: ButtonData) -> None:
    """The button of the menu, or one that turns a page."""
    turn.answer_tap()
    _show(turn, max(0, pressed[0]), max(0, pressed[1]), turn.replace_or_reply if pressed[1] >= 0 else turn.reply)


def _show(turn: Turn, unit_id: int, page: int, say: Callable[[RichText, Keyboard], object]) -> None:
    found = _seen(turn, unit_id or None)
    pages = max(1, -(-len(found) // _PAGE))
    page = min(page, pages - 1)
    head = turn.t("people-title", count=len(found), page=page + 1, pages=pages)
    lines = [head, *([] if unit_id else _accounts(turn)), _lines(turn, found[page * _PAGE : (page + 1) * _PAGE])]
    turns = []
    if page:
        turns.append(Button(turn.t.text("fill-button-page-back"), button_data("member.list", unit_id, page - 1)))
    if page + 1 < pages:
        turns.append(Button(turn.t.text("fill-button-page-on"), button_data("member.list", unit_id, page + 1)))
    if not unit_id and page == 0:
        lines.append(turn.t("people-how"))
    rows = [tuple(turns)] if turns else []
    if turn.sees_all:
        rows.append((Button(turn.t.text("roster-button-show"), button_data("roster.show")),))
    say(RichText.join("\n", lines).truncate(4000), (*rows, *menu.home(turn)))


def _lines(turn: Turn, found: Sequence[Listed]) -> RichText:
    lines: list[RichText] = []
    unit = ""
    for listed in found:
        if listed.unit != unit:
            unit = listed.unit
            lines.append(turn.t("people-unit", unit=unit))
        said = networks_line(turn.t, listed.places, turn.installation.name)
        lines.append(turn.t("people-line", name=listed.name, networks=said))
    return RichText.join("\n", lines)


def _accounts(turn: Turn) -> list[RichText]:
    """How full each bot is that serves only so many, and what it has left of its month."""
    installation = turn.installation
    if installation.quota is None:
        return []
    full = address_book.at_accounts(turn.session, installation.quota.network)
    lines = [
        turn.t("people-account", name=installation.name(account_id), count=count, most=installation.quota.users)
        for account_id, count in full.items()
        if installation.name(account_id)
    ]
    return [*lines, *quota_warnings.left_lines(turn)]


def _seen(turn: Turn, unit_id: int | None) -> list[Listed]:
    inside = staff_scope.units_seen(turn.session, turn.actor)
    found = address_book.roster(turn.session, turn.now, unit_id, inside)
    return address_book.apart([listed for listed in found if turn.may_see(listed.single, listed.officer_id)])


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"member.list": opened},
        commands={"/thanhvien": command},
        words={"thành viên": "/thanhvien"},
        labels={"menu-people": command},
    ),
)
