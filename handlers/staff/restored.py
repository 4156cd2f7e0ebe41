"""The question after a restore: does what was due since the backup still leave? One officer says it for all."""

from __future__ import annotations

from collections.abc import Iterable

from channels.messages import Button
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import restores
from services.notifications import RestoreAsked
from storage.members import members
from storage.tables import Lane, Role
from texts.rich import RichText


def ask(turn: Turn, found: Iterable[RestoreAsked]) -> None:
    """Put the question to an officer; it does not wait for the morning, since all that is due waits for it."""
    for restore_asked in found:
        t, zone = turn.texts_for(restore_asked.recipient), turn.installation.zone
        made, restored = restore_asked.made_at.astimezone(zone), restore_asked.restored_at.astimezone(zone)
        instants = {"made": f"{made:%H:%M %d/%m}", "restored": f"{restored:%H:%M %d/%m}"}
        lines = [t("restore-ask", **instants)]
        lines += [t("restore-prompt", title=title) for title in restore_asked.titles]
        lines += [t(f"restore-rule-{name.replace('_', '-')}") for name in restore_asked.rules]
        if restore_asked.held:
            lines.append(t("restore-held", count=restore_asked.held))
        if restore_asked.asks:
            lines.append(t("restore-asks", count=restore_asked.asks))
        lines.append(t("restore-choose"))
        leaves = Button(t.text("restore-button-send"), button_data("restore.send", restore_asked.restore_id))
        stays = Button(t.text("restore-button-skip"), button_data("restore.skip", restore_asked.restore_id))
        buttons = ((leaves,), (stays,))
        turn.send_to(restore_asked.recipient, RichText.join("\n", lines), buttons, lane=Lane.REPLY, as_of=turn.now)


def send(turn: Turn, pressed: ButtonData) -> None:
    """It leaves."""
    _decide(turn, pressed[0], sends=True)


def skip(turn: Turn, pressed: ButtonData) -> None:
    """It is passed over."""
    _decide(turn, pressed[0], sends=False)


def _decide(turn: Turn, restore_id: int, *, sends: bool) -> None:
    found = restores.decide(turn.session, turn.actor, restore_id, turn.now, sends=sends)
    if found is None:
        turn.answer_tap(turn.t.text("press-unknown"))
        return
    if not found.done:
        by, at = found.restore.decided_by, found.restore.decided_at
        name = members.names(turn.session, [by]).get(by, "") if by is not None else ""
        hour = f"{at.astimezone(turn.installation.zone):%H:%M}" if at is not None else ""
        turn.answer_tap(turn.t.text("restore-decided", name=name, time=hour))
        return
    turn.answer_tap()
    turn.replace_or_reply(turn.t("restore-sending" if sends else "restore-skipped"))


ROUTES = (
    Routes(frozenset({Role.STAFF, Role.ADMIN}), province=True, buttons={"restore.send": send, "restore.skip": skip}),
)
