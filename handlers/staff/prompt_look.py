"""A prompt as it will stand on each network, for whoever is about to send it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from channels.messages import Send, Shown
from handlers.notify import prompt_delivery
from handlers.turn import Turn
from handlers.typed import typed_menu
from handlers.typed.typed_menu import Expected
from storage.tables import Prompt
from texts.catalogue import catalogue_for
from texts.rich import RichText


def show(turn: Turn, prompt: Prompt, matters: Sequence[str]) -> None:
    """Show what a collaborator will get, network by network: buttons stand there as words, and nothing can be pressed."""
    for network, messages in turn.installation.shown(partial(_as_sent, turn, prompt, matters)):
        parts = [part for shown in messages for part in _with_buttons(shown)]
        name = turn.t.text(f"network-{network.replace('_', '-')}")
        turn.reply(turn.t("prompt-look", network=name, count=len(parts)))
        for part in parts:
            turn.reply(part)


def _as_sent(turn: Turn, prompt: Prompt, matters: Sequence[str], typed_only: bool) -> list[Send]:
    """The messages in which it goes out."""
    t = catalogue_for(turn.installation.language, typed_only=typed_only)
    keyboard = prompt_delivery.keyboard(t, prompt)
    *parts, last = prompt_delivery.text(t, turn, prompt, matters).split(prompt_delivery.PART)
    menu = typed_menu.menu_of(t, keyboard, Expected(digits=False)).lines if typed_only else RichText("")
    return [*map(Send, parts), Send(last, keyboard, menu=menu)]


def _with_buttons(shown: Shown) -> list[RichText]:
    if not shown.buttons:
        return [*shown.parts]
    *before, last = shown.parts
    return [*before, RichText.join("\n\n", [last, "\n".join(f"[ {label} ]" for label in shown.buttons)])]
