"""Open data: one officer asks for reports to go to the server of the settings, another agrees, anybody of them stops it."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import menu, notifications
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import open_data
from services.open_data import Standing
from storage.tables import Role
from texts.rich import RichText


def show(turn: Turn, pressed: ButtonData | None = None) -> None:
    """How it stands, and what may be done."""
    turn.answer_tap()
    server = turn.installation.open_server
    if not server:
        turn.reply(turn.t("open-data-none"), menu.home(turn))
        return
    found = open_data.standing(turn.session, turn.actor, server, turn.now)
    turn.reply(_told(turn, found, server), (*_buttons(turn, found), *menu.home(turn)))


def ask(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The first officer's word; others are told that it waits."""
    turn.answer_tap()
    server = turn.installation.open_server
    told = open_data.ask(turn.session, turn.actor, server, turn.now) if server else None
    if told is None:
        show(turn)
        return
    notifications.send(turn, told)
    turn.replace_or_reply(turn.t("open-data-asked" if told else "open-data-asked-nobody"), menu.home(turn))


def agree(turn: Turn, pressed: ButtonData) -> None:
    """The second officer's word: reports leave."""
    turn.answer_tap()
    server = turn.installation.open_server
    done = bool(server) and open_data.agree(turn.session, turn.actor, pressed[0], server, turn.now)
    turn.replace_or_reply(turn.t("open-data-agreed" if done else "open-data-over"), menu.home(turn))


def end(turn: Turn, pressed: ButtonData) -> None:
    """Somebody says no, or stop."""
    turn.answer_tap()
    done = open_data.end(turn.session, turn.actor, pressed[0], turn.now)
    turn.replace_or_reply(turn.t("open-data-ended" if done else "open-data-over"), menu.home(turn))


def _told(turn: Turn, found: Standing, server: str) -> RichText:
    t = turn.t
    if found.waits:
        return t("open-data-wanted-own" if found.own else "open-data-wanted", name=found.asked, server=server)
    if not found.runs:
        return t("open-data-off", server=server)
    lines = [t("open-data-on", server=server, first=found.asked, second=found.agreed, taken=found.taken)]
    if found.away_since is not None:
        since = found.away_since.astimezone(turn.installation.zone)
        lines.append(t("open-data-away", since=f"{since:%H:%M %d/%m}"))
    if found.refused:
        lines.append(t("open-data-refused", count=found.refused))
    lines += [t("open-data-refused-line", number=number, words=words) for number, words in found.examples]
    return RichText.join("\n", lines).truncate(1500)


def _buttons(turn: Turn, found: Standing) -> Keyboard:
    if found.consent_id is None:
        return ((Button(turn.t.text("open-data-button-ask"), button_data("server.ask")),),)
    stop = Button(
        turn.t.text("open-data-button-refuse" if found.waits and not found.own else "open-data-button-end"),
        button_data("server.end", found.consent_id),
    )
    if found.waits and not found.own:
        return (
            (Button(turn.t.text("open-data-button-agree"), button_data("server.agree", found.consent_id)),),
            (stop,),
        )
    return ((stop,),)


ROUTES = (
    Routes(
        frozenset({Role.STAFF, Role.ADMIN}),
        province=True,
        buttons={"server.show": show, "server.ask": ask, "server.agree": agree, "server.end": end},
        labels={"open-data-button-show": show, "open-data-button-ask": ask},
        commands={"/dulieumo": show},
        words={"dữ liệu mở": "/dulieumo"},
    ),
)
