"""A second officer agrees to a bulk export, or does not: in their own chat, which whoever asks does not hold (privacy 12)."""

from __future__ import annotations

from channels.messages import Button
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import bulk_exports
from storage.tables import Role


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Each request of somebody else that waits, with its reason."""
    turn.answer_tap()
    found = bulk_exports.waiting(turn.session, turn.actor, turn.now)
    if not found:
        turn.reply(turn.t("export-none"), menu.home(turn))
    for wanted in found:
        key = "export-wanted-who" if wanted.with_reporters else "export-wanted"
        turn.reply(
            turn.t(key, number=str(wanted.request_id), name=wanted.by, reason=wanted.reason).truncate(1500),
            (
                (Button(turn.t.text("export-button-agree"), button_data("export.agree", wanted.request_id)),),
                (Button(turn.t.text("export-button-refuse"), button_data("export.refuse", wanted.request_id)),),
            ),
        )


def agree(turn: Turn, pressed: ButtonData) -> None:
    """Yes: it may be written once."""
    _decided(turn, pressed, agreed=True)


def refuse(turn: Turn, pressed: ButtonData) -> None:
    """No."""
    _decided(turn, pressed, agreed=False)


def _decided(turn: Turn, pressed: ButtonData, *, agreed: bool) -> None:
    turn.answer_tap()
    done = bulk_exports.decide(turn.session, turn.actor, pressed[0], agreed, turn.now)
    key = "export-over" if not done else "export-agreed" if agreed else "export-refused"
    turn.replace_or_reply(turn.t(key, number=str(pressed[0])), menu.home(turn))


ROUTES = (
    Routes(
        frozenset({Role.STAFF, Role.ADMIN}),
        province=True,
        buttons={"export.show": show, "export.agree": agree, "export.refuse": refuse},
        labels={"export-button-show": show},
        commands={"/duyetxuat": show},
        words={"duyệt xuất": "/duyetxuat"},
    ),
)
