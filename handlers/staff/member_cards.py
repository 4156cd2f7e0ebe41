"""One member as an officer sees them, and what is changed about their place on the roster."""

from __future__ import annotations

from collections.abc import Sequence

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.network_names import networks_line
from handlers.routes import Routes
from handlers.turn import Turn
from services import roster_changes
from services.roster_changes import Changed, ChangeRefused, MemberCard
from storage.members import address_book
from storage.members.addresses import Recipient
from storage.tables import PendingDecision, Role
from texts.fold import clean, fold, spaced
from texts.rich import RichText

_ROLES = {
    **dict.fromkeys(("cong tac vien", "ctv", "collaborator"), Role.COLLABORATOR),
    **dict.fromkeys(("dau moi", "can bo dau moi", "contact"), Role.CONTACT),
}
_ELSE = frozenset({"nguoi khac", "another person"})


def found(turn: Turn, words: str) -> bool:
    """Show the one member whom a code or a name means. False: it means nobody, or several."""
    meant = roster_changes.find(turn.session, turn.actor, words)
    return len(meant) == 1 and _show(turn, meant[0])


def opened(turn: Turn, pressed: ButtonData) -> None:
    """The card of a member."""
    turn.answer_tap()
    if not _show(turn, pressed[0]):
        _is_none(turn, pressed[0])


def add(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask for a new member's line."""
    turn.answer_tap()
    pending_decisions.ask(turn, "change.add", (), turn.t("change-add-how"))


def move(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the unit."""
    turn.answer_tap()
    pending_decisions.ask(turn, "change.move", (pressed[0],), turn.t("change-move-how"))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The line of a new member, or the unit, has come."""
    try:
        if pending.kind == "change.move":
            (member_id,) = pending_decisions.numbers(pending)
            done, key = roster_changes.move(turn.session, turn.actor, member_id, clean(text), turn.now), "moved"
        else:
            done, key = _added(turn, text), "added"
    except ChangeRefused as error:
        pending_decisions.ask_again(turn, pending, _refused(turn, error))
        return
    pending_decisions.close(turn, pending)
    _done(turn, done, key)


def suspend(turn: Turn, pressed: ButtonData) -> None:
    """Off the roster for a while."""
    turn.answer_tap()
    _change(turn, pressed[0], "suspended")


def resume(turn: Turn, pressed: ButtonData) -> None:
    """On it as before."""
    turn.answer_tap()
    _change(turn, pressed[0], "resumed")


def ask_to_retire(turn: Turn, pressed: ButtonData) -> None:
    """Ask once whether they are meant to leave."""
    turn.answer_tap()
    card = roster_changes.card(turn.session, turn.actor, pressed[0], turn.today)
    if card is None:
        _is_none(turn, pressed[0])
        return
    yes = Button(turn.t.text("change-button-retire-now"), button_data("change.retire_now", card.member_id))
    no = Button(turn.t.text("change-button-stay"), button_data("change.card", card.member_id))
    turn.reply(turn.t("change-retire-ask", name=card.name, code=card.code), ((yes,), (no,)))


def retire(turn: Turn, pressed: ButtonData) -> None:
    """Off it for good."""
    turn.answer_tap()
    _change(turn, pressed[0], "retired")


def _is_none(turn: Turn, member_id: int) -> None:
    """Say that there is no such member, or that they have left."""
    fault = "gone" if roster_changes.has_left(turn.session, turn.actor, member_id) else "nobody"
    turn.reply(turn.t(f"change-refused-{fault}"), menu.home(turn))


def _change(turn: Turn, member_id: int, what: str) -> None:
    acts = {
        "suspended": roster_changes.suspend,
        "resumed": roster_changes.resume,
        "retired": roster_changes.retire,
    }
    try:
        done = acts[what](turn.session, turn.actor, member_id, turn.now)
    except ChangeRefused as error:
        turn.reply(_refused(turn, error), menu.home(turn))
        return
    _done(turn, done, what)


def _done(turn: Turn, done: Changed, what: str) -> None:
    said = turn.t(f"change-{what}", name=done.name, code=done.code, unit=done.unit)
    rows = [] if what == "retired" else [(Button(turn.t.text("change-button-card"), _card_of(done)),)]
    turn.reply(said, (*rows, *menu.home(turn)))
    for person in done.told:
        _tell(turn, person, done, what)


def _tell(turn: Turn, person: Recipient, done: Changed, what: str) -> None:
    """Tell them what was changed, in the morning where it is night; whoever has left is told by the chat alone."""
    t = turn.texts_for(person)
    if what != "retired":
        turn.send_to(person, t(f"change-told-{what}", unit=done.unit))
        return
    turn.send_to(person, t("roster-farewell"))
    turn.forget_commands_of(person)
    turn.drop_address(person.address_id)


def _added(turn: Turn, text: str) -> Changed:
    """Name, unit, and where it is said the role: between semicolons, commas or on lines of their own."""
    parts = [part.strip() for part in clean(text).replace("\n", ";").replace(",", ";").split(";") if part.strip()]
    somebody_else = bool(parts) and spaced(fold(parts[-1])) in _ELSE
    parts = parts[:-1] if somebody_else else parts
    role = _ROLES.get(spaced(fold(parts[-1]))) if len(parts) == 3 else Role.COLLABORATOR
    if len(parts) not in (2, 3) or role is None:
        raise ChangeRefused(roster_changes.ChangeFault.SHAPE)
    return roster_changes.add(turn.session, turn.actor, parts[0], parts[1], role, turn.now, somebody_else=somebody_else)


def _show(turn: Turn, member_id: int) -> bool:
    card = roster_changes.card(turn.session, turn.actor, member_id, turn.today)
    if card is None:
        return False
    roles = ", ".join(turn.t.text(f"roster-role-{role}") for role in Role if role in card.roles)
    state = "suspended" if card.suspended else "joined" if card.joined else "waits"
    lines = [turn.t("change-card", name=card.name, code=card.code, unit=card.unit, roles=roles)]
    lines.append(turn.t(f"change-state-{state}"))
    if state == "joined":
        places = address_book.of_members(turn.session, [member_id], turn.now).get(member_id, [])
        lines.append(RichText(networks_line(turn.t, places, turn.installation.name)))
    if card.in_training:
        lines.append(turn.t("change-state-training"))
    lines += _history(turn, card)
    turn.reply(RichText.join("\n", lines), (*_buttons(turn, card), *menu.home(turn)))
    return True


def _history(turn: Turn, card: MemberCard) -> Sequence[RichText]:
    return [
        turn.t(
            f"change-history-{change.kind}",
            day=f"{change.at.astimezone(turn.installation.zone):%d/%m/%Y}",
            by=change.by or turn.t.text("change-at-terminal"),
            unit=change.unit,
        )
        for change in card.history
    ]


def _buttons(turn: Turn, card: MemberCard) -> list[tuple[Button, ...]]:
    if not card.may_change:
        return []
    number = card.member_id
    if card.suspended:
        again = Button(turn.t.text("change-button-resume"), button_data("change.resume", number))
        return [(again,), (Button(turn.t.text("change-button-retire"), button_data("change.retire", number)),)]
    return [
        (Button(turn.t.text("change-button-move"), button_data("change.move", number)),),
        (Button(turn.t.text("change-button-suspend"), button_data("change.suspend", number)),),
        (Button(turn.t.text("change-button-retire"), button_data("change.retire", number)),),
    ]


def _card_of(done: Changed) -> str:
    return button_data("change.card", done.member_id)


def _refused(turn: Turn, error: ChangeRefused) -> RichText:
    return turn.t(f"change-refused-{error.fault.replace('_', '-')}", codes=", ".join(error.codes))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "change.card": opened,
            "change.move": move,
            "change.suspend": suspend,
            "change.resume": resume,
            "change.retire": ask_to_retire,
            "change.retire_now": retire,
        },
        commands={"/themthanhvien": add},
        words={"thêm thành viên": "/themthanhvien"},
        notes={"change.add": written, "change.move": written},
    ),
)
