"""A member's own data, shown to them, and the way out (privacy 11)."""

from __future__ import annotations

from channels.messages import Button
from forms.builtin_forms import default_list
from handlers import menu, notifications
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import members
from services.members import StillNeeded


def show(turn: Turn, *, home: bool = True) -> None:
    """The command: what is held, how long, and the button by which one leaves. `home`: there is a menu to go back to."""
    held = members.held(turn.session, turn.actor, turn.now)
    t = turn.t
    groups = [row["label"] for row in default_list("strata", t.language) if row["name"] in held.strata]
    roles = [t.text(f"roster-role-{role}") for role in sorted(held.roles)]
    networks = dict.fromkeys(t.text(f"network-{name.replace('_', '-')}") for name in held.networks)
    joined = held.joined_at.astimezone(turn.installation.zone) if held.joined_at else turn.local
    text = t(
        "my-data",
        name=held.name,
        phone=held.phone or t.text("my-data-none"),
        unit=held.unit,
        roles=", ".join(roles),
        networks=", ".join(networks),
        joined=f"{joined:%d/%m/%Y}",
        strata=", ".join(groups) or t.text("my-data-none"),
        drafts=held.drafts,
        kept=held.kept,
        reports=held.reports,
        tags=", ".join(held.tags) or t.text("my-data-none"),
        muted="; ".join(f"{reason} ({last:%d/%m/%Y})" for last, reason in held.muted) or t.text("my-data-none"),
        remind="–" if held.remind_at is None else f"{held.remind_at // 60:02}:{held.remind_at % 60:02}",
        prompts=held.prompts,
        begun=held.surveys_begun,
        answered=held.surveys_answered,
        notices=held.notices,
    )
    leave_ = Button(t.text("my-data-leave"), button_data("member.leave"))
    turn.reply(text, ((leave_,), *menu.home(turn)) if home else ((leave_,),))


def ask(turn: Turn) -> None:
    """The command by which one leaves: asked once."""
    _ask(turn)


def pressed(turn: Turn, button: ButtonData) -> None:
    """The button by which one leaves: asked once."""
    turn.answer_tap()
    _ask(turn)


def leave(turn: Turn, button: ButtonData) -> None:
    """The member has said that they mean it."""
    turn.answer_tap()
    try:
        left = members.leave(turn.session, turn.actor, turn.now)
    except StillNeeded:
        turn.replace_or_reply(turn.t("my-data-leave-still-needed"), menu.home(turn))
        return
    turn.replace_or_reply(turn.t("my-data-leave-done"))
    turn.forget_commands()
    turn.person = None
    for address_id in left.address_ids:
        turn.drop_address(address_id)
    notifications.send(turn, left.told)


def _ask(turn: Turn) -> None:
    yes = Button(turn.t.text("my-data-leave-yes"), button_data("member.leave_now"))
    no = Button(turn.t.text("my-data-leave-no"), button_data("menu.open"))
    turn.replace_or_reply(turn.t("my-data-leave-ask"), ((yes,), (no,)))


ROUTES = (
    Routes(
        buttons={"member.leave": pressed, "member.leave_now": leave},
        commands={"/dulieucuatoi": show, "/stop": ask},
        words={"dữ liệu của tôi": "/dulieucuatoi", "không tham gia nữa": "/stop", "ngừng tham gia": "/stop"},
    ),
)
