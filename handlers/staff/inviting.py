"""Invitations in the chat: everybody who has not joined, a unit, or chosen people; sent again, and taken back."""

from __future__ import annotations

import re

from channels.messages import Button, FileRef, MediaKind
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import bulk_invitations, invitations, orders, roster_changes, staff_scope
from services.bulk_invitations import ListRefused
from services.invitations import NotInvited
from services.roster_orders import InvitationsMade, InvitationsOrder
from storage.members import addresses, units
from storage.tables import Lane, PendingDecision, Role
from texts.dates import day
from texts.fold import clean, fold, spaced
from texts.rich import RichText

_OFFICE = frozenset({Role.STAFF, Role.ADMIN})
_BETWEEN = re.compile(r"[\n,;]+")
_ALL = frozenset({"tat ca", "all"})
_MOST = 200
"""People named in one message."""


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Say whom one can invite."""
    turn.answer_tap()
    rows = (
        (Button(turn.t.text("invite-button-all"), button_data("invite.all")),),
        (Button(turn.t.text("invite-button-some"), button_data("invite.some")),),
        (Button(turn.t.text("invite-button-revoke"), button_data("invite.revoke")),),
    )
    turn.reply(turn.t("invite-chat", days=invitations.DAYS), (*rows, *menu.home(turn)))


def everybody(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Everybody of the officer's units who has not joined."""
    turn.answer_tap()
    _order(turn, _own_unit(turn), ())


def some(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for a unit, or for people."""
    turn.answer_tap()
    pending_decisions.ask(turn, "invite.some", (), turn.t("invite-some-how"))


def revoke(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask whose invitations end."""
    turn.answer_tap()
    pending_decisions.ask(turn, "invite.revoke", (), turn.t("invite-revoke-how"))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The unit or the people were named."""
    unit, codes, unknown = _meant(turn, text)
    if unknown:
        off = roster_changes.suspended(turn.session, turn.actor, unknown) if Role.STAFF in turn.me.roles else []
        suspended = "invite-revoke-suspended" if pending.kind == "invite.revoke" else "invite-suspended"
        key = suspended if off else "invite-unknown"
        pending_decisions.ask_again(turn, pending, turn.t(key, names=", ".join((off or unknown)[:20])))
        return
    pending_decisions.close(turn, pending)
    if pending.kind == "invite.revoke" and unit is not None:
        _ask_to_revoke(turn, unit)
    elif pending.kind == "invite.revoke":
        ended = sum(bulk_invitations.revoke_one(turn.session, turn.actor, code, turn.now) for code in codes)
        turn.reply(turn.t("invitations-revoked", count=ended), menu.home(turn))
    elif len(codes) == 1:
        _one(turn, codes[0])
    else:
        _order(turn, unit, tuple(codes))


def _ask_to_revoke(turn: Turn, unit: int) -> None:
    """So many end at once that how many is said before."""
    count = bulk_invitations.open_ones(turn.session, turn.actor, unit, turn.now)
    if not count:
        turn.reply(turn.t("invitations-revoked", count=0), menu.home(turn))
        return
    yes = Button(turn.t.text("invite-button-revoke-yes"), button_data("invite.revoke_unit", unit))
    asked = turn.t("invite-revoke-sure", count=count, unit=units.get(turn.session, unit).name)
    turn.reply(asked, ((yes,), *menu.home(turn)))


def revoke_unit(turn: Turn, pressed: ButtonData) -> None:
    """The invitations of a unit and below end, as was agreed to."""
    turn.answer_tap()
    ended = bulk_invitations.revoke(turn.session, turn.actor, pressed[0], turn.now) if _theirs(turn, pressed[0]) else 0
    turn.replace_or_reply(turn.t("invitations-revoked", count=ended), menu.home(turn))


def made(turn: Turn, order: InvitationsOrder, result: InvitationsMade | None) -> None:
    """The files are there, or a sentence says why not."""
    person = addresses.at_account(turn.session, order.member, order.account, shut=True)
    if person is None or not person.roles & _OFFICE:
        return
    turn.speak_as(person)
    if result is None or result.sheets is None or result.book is None or result.until is None:
        why = "invite-failed" if result is None else "invitations-nobody"
        said = turn.t(f"invite-{result.refused}" if result is not None and result.refused else why)
        turn.reply(RichText.join("\n", [said, *_left_out(turn, result)]), menu.home(turn))
        return
    until = day(result.until, turn.t.language)
    text = RichText.join("\n", [turn.t("invite-made", count=result.invited, until=until), *_left_out(turn, result)])
    name = f"loi-moi-{turn.today:%Y%m%d}"
    turn.send_to(person, text, file=FileRef(MediaKind.DOCUMENT, result.sheets, f"{name}.pdf"), lane=Lane.REPLY)
    said = turn.t("invite-book")
    turn.send_to(person, said, file=FileRef(MediaKind.DOCUMENT, result.book, f"{name}.xlsx"), lane=Lane.REPLY)


def _order(turn: Turn, unit: int | None, codes: tuple[str, ...]) -> None:
    if _being_made(turn):
        return
    try:
        found = bulk_invitations.to_invite(turn.session, turn.actor, unit, codes)
    except ListRefused as refused:
        key, wrong = refused.worst
        turn.reply(turn.t(f"invite-{key}", names=", ".join(wrong[:20])), menu.home(turn))
        return
    if not found.codes:
        result = InvitationsMade(joined=found.joined, singles=found.singles)
        turn.reply(RichText.join("\n", [turn.t("invitations-nobody"), *_left_out(turn, result)]), menu.home(turn))
        return
    turn.order(InvitationsOrder(turn.account_id, turn.me.member_id, unit, codes))
    turn.reply(turn.t("invite-making", count=len(found.codes)))


def _being_made(turn: Turn) -> bool:
    """Say that this officer's sheets are still being made: more codes now would end those before they are seen."""
    if all(
        invitations_order.member != turn.me.member_id
        for invitations_order in orders.placed(turn.session, InvitationsOrder)
    ):
        return False
    turn.reply(turn.t("invite-being-made"), menu.home(turn))
    return True


def _one(turn: Turn, code: str) -> None:
    """One person's invitation in words, with the links that open our chat."""
    if _being_made(turn):
        return
    try:
        invited = invitations.invite(turn.session, turn.actor, code, turn.now)
    except NotInvited as error:
        key = error.reason if error.reason in ("left", "suspended") else "unknown"
        turn.reply(turn.t(f"invite-{key}", names=code), menu.home(turn))
        return
    here = turn.installation.network(turn.account_id), turn.installation.link(turn.account_id, invited.code)
    ways = [here, *turn.installation.doors(turn.session, turn.account_id, invited.code)]
    lines = [turn.t("invite-one", name=invited.name, code=invited.code, days=invitations.DAYS)]
    lines += [
        turn.t("invite-way", network=turn.t.text(f"network-{network.replace('_', '-')}"), way=way)
        for network, way in ways
        if way
    ]
    turn.reply(RichText.join("\n", lines), menu.home(turn))


def _meant(turn: Turn, text: str) -> tuple[int | None, list[str], list[str]]:
    """The unit that is named, or the codes of the people; and what is neither, or may be several."""
    wanted = spaced(fold(text))
    if wanted in _ALL:
        return _own_unit(turn), [], []
    known = units.by_code(turn.session, clean(text).strip()) or units.named(turn.session, fold(text).strip())
    if known is not None and _theirs(turn, known.id):
        return known.id, [], []
    names = [name for name in (clean(part).strip() for part in _BETWEEN.split(text)) if name][:_MOST]
    return None, *bulk_invitations.meant(turn.session, turn.actor, names)


def _theirs(turn: Turn, unit: int) -> bool:
    return Role.ADMIN in turn.me.roles or staff_scope.covers(turn.session, turn.actor, unit)


def _own_unit(turn: Turn) -> int:
    """The unit that an officer acts for; an administrator acts for the whole province."""
    if Role.ADMIN in turn.me.roles:
        return units.root(turn.session).id
    return staff_scope.unit_of(turn.session, turn.actor).id


def _left_out(turn: Turn, result: InvitationsMade | None) -> list[RichText]:
    lines = [turn.t("invitations-joined", count=result.joined)] if result is not None and result.joined else []
    return [*lines, turn.t("invite-singles")] if result is not None and result.singles else lines


ROUTES = (
    Routes(
        _OFFICE,
        buttons={
            "invite.show": show,
            "invite.all": everybody,
            "invite.some": some,
            "invite.revoke": revoke,
            "invite.revoke_unit": revoke_unit,
        },
        commands={"/moi": show},
        words={"mời tham gia": "/moi"},
        labels={
            "roster-button-invite": show,
            "invite-button-all": everybody,
            "invite-button-some": some,
            "invite-button-revoke": revoke,
        },
        notes={"invite.some": written, "invite.revoke": written},
    ),
)
