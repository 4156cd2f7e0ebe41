"""How far a prompt has come: who has answered, who has not, who was not reached and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from channels.messages import Button, Keyboard
from handlers import menu, network_names
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import broadcasts
from handlers.turn import Turn
from storage.prompts import prompts, reachability
from storage.tables import AssignmentStatus, Role
from texts.rich import RichText

_LINES = 20
_WAITING = 8


def choose(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The prompts sent last, or the one that a button named."""
    if pressed is not None and pressed[0] > 0:
        show(turn, pressed)
        return
    turn.answer_tap()
    waiting, found = prompts.waiting(turn.session)[:_WAITING], prompts.sent(turn.session)
    if not found and not waiting:
        turn.reply(turn.t("progress-none"), menu.home(turn))
    elif len(found) == 1 and not waiting:
        show(turn, ButtonData("who", (found[0].id,)))
    else:
        buttons = [
            (Button(turn.t.text("progress-waiting", title=prompt.title), button_data("prompt.planned", prompt.id)),)
            for prompt in waiting
        ]
        buttons += [(Button(prompt.title, button_data("progress.show", prompt.id)),) for prompt in found]
        turn.reply(turn.t("progress-choose"), (*buttons, *menu.home(turn)))


def show(turn: Turn, pressed: ButtonData) -> None:
    """The figures of one prompt and, page by page, the names of those who are missing.

    A button with a page turns it in place; any other opens the page below, since it may stand on a card.
    """
    turn.answer_tap()
    prompt = prompts.get(turn.session, pressed[0])
    if prompt is None:
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    done = prompts.progress(turn.session, prompt.id)
    due = prompt.due_at.astimezone(turn.installation.zone)
    head = turn.t(
        "progress-head",
        title=prompt.title,
        due=f"{due:%H:%M %d/%m}",
        asked=done.asked,
        submitted=done.submitted,
        nothing=done.nothing,
        started=done.started,
        pending=done.pending,
        unreached=done.unreached,
    )
    reminding, buttons = broadcasts.reminder_line(turn, prompt)
    card = (
        Button(turn.t.text("progress-button-card"), button_data("broadcast.show", prompt.id)),
        Button(turn.t.text("prompt-button-copy"), button_data("prompt.copy", prompt.id)),
    )
    lines = [*_unreached(turn, prompt.id), *_missing(turn, prompt.id)]
    _paged(turn, pressed, RichText.join("\n", [head, *reminding]), lines, (*buttons, card))


def unreached(turn: Turn, pressed: ButtonData) -> None:
    """Whom a prompt has not reached, by member, and why."""
    turn.answer_tap()
    prompt = prompts.get(turn.session, pressed[0])
    lines = list(_unreached(turn, pressed[0])) if prompt is not None else []
    if prompt is None or not lines:
        turn.reply(turn.t("progress-all-reached"), menu.home(turn))
    else:
        _paged(turn, pressed, turn.t("prompt-title", title=prompt.title), lines, ())


def _paged(turn: Turn, pressed: ButtonData, head: RichText, lines: Sequence[RichText], more: Keyboard) -> None:
    page = max(0, pressed[1])
    part = lines[page * _LINES : (page + 1) * _LINES]
    turns = []
    if page:
        turns.append(Button(turn.t.text("fill-button-page-back"), button_data(pressed.verb, pressed[0], page - 1)))
    if len(lines) > (page + 1) * _LINES:
        turns.append(Button(turn.t.text("fill-button-page-on"), button_data(pressed.verb, pressed[0], page + 1)))
    text = RichText.join("\n", [head, "", *part]) if part else head
    say = turn.replace_or_reply if pressed[1] >= 0 else turn.reply
    say(text.truncate(4000), (*((tuple(turns),) if turns else ()), *more, *menu.home(turn)))


def _missing(turn: Turn, prompt_id: int) -> Iterable[RichText]:
    """A single reporter stands in no list but the assigned officer's (privacy 3)."""
    by_unit: dict[str, list[str]] = {}
    for row in prompts.missing(turn.session, prompt_id):
        if turn.may_see(row.single, row.officer_id):
            started = row.status is AssignmentStatus.STARTED
            name = turn.t.text("progress-started", name=row.name) if started else row.name
            by_unit.setdefault(row.unit, []).append(name)
    if by_unit:
        yield turn.t("progress-missing-title")
    for unit, names in by_unit.items():
        yield turn.t("progress-missing", unit=unit, names=", ".join(names))


def _unreached(turn: Turn, prompt_id: int) -> Iterable[RichText]:
    waiting = [(row, "progress-held") for row in reachability.held(turn.session, prompt_id)]
    found = [
        *waiting,
        *((row, "progress-unreached") for row in reachability.unreached(turn.session, prompt_id, turn.now)),
    ]
    seen = [(row, key) for row, key in found if turn.may_see(row.single, row.officer_id)]
    if seen:
        yield turn.t("progress-unreached-title")
    for row, key in seen:
        yield turn.t(key, unit=row.unit, name=row.name, reason=network_names.reason_in(turn.t, row.reason))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"progress.show": choose, "progress.unreached": unreached},
        commands={"/tinhhinh": choose},
        labels={"menu-progress": choose},
    ),
)
