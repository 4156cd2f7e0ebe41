"""The card of a prompt on its way, for staff, in one message that changes, and its buttons: pause, go on, cancel, send again.

The message follows the results that the outbox writes. Whoever presses second learns what the first one did.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from channels.messages import Button, Keyboard
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.network_names import reason_in
from handlers.notify import prompt_messages
from handlers.routes import Routes
from handlers.turn import Turn
from services import audiences, broadcasts, staff_scope
from services.broadcasts import Refusal, RoundResult
from storage.members import addresses, members, reach
from storage.prompts import broadcasts as stored
from storage.prompts import prompts, reachability
from storage.prompts.reachability import Reach
from storage.tables import (
    Broadcast,
    BroadcastKind,
    BroadcastStatus,
    Lane,
    Prompt,
    PromptCard,
    PromptStatus,
    Role,
)
from texts.catalogue import Catalogue
from texts.rich import RichText

_REFUSALS = {Refusal.OVER: "broadcast-over", Refusal.NOBODY: "broadcast-nobody-left"}
_DONE = {BroadcastStatus.PAUSED: "paused", BroadcastStatus.SENDING: "resumed", BroadcastStatus.CANCELLED: "cancelled"}


def launched(turn: Turn, stands: RoundResult) -> None:
    """The prompt leaves, and the message in which its author confirmed it becomes the author's card."""
    prompt_messages.send(turn, stands.told)
    _card_here(turn, stands.prompt)
    _show(turn, stands.prompt, stands.reach)


def launched_at_its_hour(turn: Turn, stands: RoundResult) -> None:
    """The hour has come at which a prompt leaves: each of the staff who see its unit gets a card."""
    prompt_messages.send(turn, stands.told)
    prompt = stands.prompt
    for person in addresses.reached(turn.session, reach.officers(turn.session, prompt.unit_id), turn.now):
        t = turn.texts_for(person)
        content = card(turn, t, prompt, stands.reach)
        if turn.after_quiet() is None:
            sent = turn.send_to(person, *content, lane=Lane.REPLY)  # its changes follow it in one lane
            made = PromptCard(
                prompt_id=prompt.id, member_id=person.member_id, account_id=person.account_id, delivery_id=sent
            )
            stored.put_card(turn.session, made)
        else:
            turn.send_to(person, *content)


def pause(turn: Turn, pressed: ButtonData) -> None:
    """Nothing more of the round leaves, until it goes on."""
    _acted(turn, broadcasts.pause(turn.session, turn.actor, pressed[0], turn.now))


def resume(turn: Turn, pressed: ButtonData) -> None:
    """A paused round goes on."""
    _acted(turn, broadcasts.resume(turn.session, turn.actor, pressed[0], turn.now))


def cancel(turn: Turn, pressed: ButtonData) -> None:
    """Cancel a round: what has not left of it does not leave."""
    _acted(turn, broadcasts.cancel(turn.session, turn.actor, pressed[0], turn.now))


def again(turn: Turn, pressed: ButtonData) -> None:
    """One more round, only to those whom the prompt has not reached and can reach now."""
    _once_more(turn, broadcasts.again(turn.session, turn.actor, pressed[0], turn.now))


def again_to_groups(turn: Turn, pressed: ButtonData) -> None:
    """One more round, to the closed groups that have not got the prompt."""
    _once_more(turn, broadcasts.again_to_groups(turn.session, turn.actor, pressed[0], turn.now))


def open_card(turn: Turn, pressed: ButtonData) -> None:
    """A card of its own, the newest message in the chat; the one before says where to look."""
    turn.answer_tap()
    stored.lock_prompt(turn.session, pressed[0])
    prompt = prompts.get(turn.session, pressed[0])
    mine = prompt is not None and staff_scope.covers(turn.session, turn.actor, prompt.unit_id)
    if prompt is None or prompt.status is not PromptStatus.SENT or not mine:
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    before = stored.card(turn.session, prompt.id, turn.me.member_id)
    if before is not None:
        old = addresses.at_account(turn.session, turn.me.member_id, before.account_id)
        if old is not None:
            moved = turn.t("broadcast-card-moved", title=prompt.title)
            turn.edit_for(old, moved, (), message_id=before.message_id, delivery=before.delivery_id)
    sent = turn.reply(*card(turn, turn.t, prompt, reachability.reach(turn.session, prompt.id)))
    account = turn.me.account_id
    made = PromptCard(prompt_id=prompt.id, member_id=turn.me.member_id, account_id=account, delivery_id=sent)
    stored.put_card(turn.session, made)


def moved(turn: Turn, broadcast_id: int) -> None:
    """Results of a round were written: the cards show how it stands."""
    stands = broadcasts.moved(turn.session, broadcast_id, turn.now)
    if stands is None:
        return
    prompt_messages.send(turn, stands.told)
    if stands.done:
        _show(turn, stands.prompt, stands.reach, ended=stands.ended)


def card(turn: Turn, t: Catalogue, prompt: Prompt, reach: Reach) -> tuple[RichText, Keyboard]:
    """How far a prompt has gone out, and what can be done about it."""
    last = stored.last(turn.session, prompt.id)
    lines = [_standing(turn, t, prompt, last, reach)]
    held = Counter(row.reason for row in reachability.held(turn.session, prompt.id))
    lines += [t("broadcast-held", count=count, reason=reason_in(t, reason)) for reason, count in held.items()]
    if reach.groups:
        told = sum(group.told for group in reach.groups)
        lines.append(t("broadcast-groups", told=told, groups=len(reach.groups)))
    lines += [
        t("broadcast-group-missed", title=group.title, reason=reason_in(t, group.missed))
        for group in reach.groups
        if group.missed
    ]
    return RichText.join("\n", lines), _buttons(turn, t, prompt, last, reach)


def reminder_line(turn: Turn, prompt: Prompt) -> tuple[list[RichText], Keyboard]:
    """The reminder of a prompt that is on its way, if there is one, with its buttons."""
    round_ = stored.open_reminder(turn.session, prompt.id)
    if round_ is None:
        return [], ()
    sent, total = reachability.of_round(turn.session, round_.id)
    if not total or audiences.is_shielded(turn.session, prompt):
        return [], ()
    key = "broadcast-reminder-paused" if round_.status is BroadcastStatus.PAUSED else "broadcast-reminder"
    return [turn.t(key, sent=sent, total=total)], _controls(turn.t, round_)


def _acted(turn: Turn, stands: RoundResult | None) -> None:
    """A round was moved on, or somebody was there first: the card shows how it stands."""
    if stands is None or stands.broadcast is None:
        turn.answer_tap(turn.t.text("press-unknown"))
        return
    turn.answer_tap("" if stands.done else _what_happened(turn, stands.broadcast))
    prompt_messages.send(turn, stands.told)
    turn.broadcast_changed = turn.broadcast_changed or stands.done
    _refresh(turn, stands)


def _once_more(turn: Turn, stands: RoundResult | None) -> None:
    """One more round has begun, or a sentence says why not."""
    if stands is None:
        turn.answer_tap(turn.t.text("press-unknown"))
        return
    if stands.refusal is Refusal.UNDER_WAY and stands.broadcast is not None:
        turn.answer_tap(_what_happened(turn, stands.broadcast))
    else:
        turn.answer_tap(turn.t.text(_REFUSALS[stands.refusal]) if stands.refusal is not None else "")
    prompt_messages.send(turn, stands.told)
    _card_here(turn, stands.prompt)
    _show(turn, stands.prompt, stands.reach)


def _refresh(turn: Turn, stands: RoundResult) -> None:
    if stands.broadcast is not None and stands.broadcast.kind is BroadcastKind.REMINDER:
        lines, buttons = reminder_line(turn, stands.prompt)
        turn.replace_or_reply(RichText.join("\n", lines) if lines else turn.t("broadcast-reminder-over"), buttons)
        return
    _card_here(turn, stands.prompt)
    _show(turn, stands.prompt, stands.reach)


def _card_here(turn: Turn, prompt: Prompt) -> None:
    """The message that was pressed is the person's card from now on."""
    made = PromptCard(
        prompt_id=prompt.id,
        member_id=turn.me.member_id,
        account_id=turn.account_id,
        message_id=turn.event.message_id,
    )
    stored.put_card(turn.session, made)


def _show(turn: Turn, prompt: Prompt, reach: Reach, *, ended: bool = False) -> None:
    """Every card of a prompt shows how it stands; where messages do not change, its end alone is worth a new one."""
    for prompt_card in stored.cards(turn.session, prompt.id):
        person = addresses.at_account(turn.session, prompt_card.member_id, prompt_card.account_id)
        if person is not None and person.is_staff:
            content = card(turn, turn.texts_for(person), prompt, reach)
            if ended and turn.installation.typed_only(person.account_id):
                turn.send_to(person, *content)
            else:
                turn.edit_for(person, *content, message_id=prompt_card.message_id, delivery=prompt_card.delivery_id)


def _standing(turn: Turn, t: Catalogue, prompt: Prompt, last: Broadcast | None, reach: Reach) -> RichText:
    args: dict[str, str | int] = {
        "title": prompt.title,
        "told": reach.told,
        "asked": reach.asked,
        "unreached": reach.unreached,
        "waiting": reach.waiting,
    }
    if last is None or (last.ended_at is not None and last.status is BroadcastStatus.DONE):
        return t("broadcast-done", **args)
    if last.status is BroadcastStatus.SENDING:
        until = _until(turn, last)
        if until is None:
            return t("broadcast-sending", **args)
        local = until.astimezone(turn.installation.zone)
        return t("broadcast-asleep", time=f"{local:%H:%M}", day=f"{local:%d/%m}", **args)
    key = "broadcast-paused" if last.status is BroadcastStatus.PAUSED else "broadcast-cancelled"
    return t(key, **args, **_who(turn, last))


def _until(turn: Turn, round_: Broadcast) -> datetime | None:
    """When a round goes on that sleeps; None: it does not."""
    return turn.after_quiet() or stored.pulse(turn.session, round_.id, turn.now).until


def _buttons(turn: Turn, t: Catalogue, prompt: Prompt, last: Broadcast | None, reach: Reach) -> Keyboard:
    number = prompt.id
    rows: list[tuple[Button, ...]] = []
    if last is not None and last.ended_at is None:
        rows += _controls(t, last)
    elif prompt.due_at > turn.now:
        people = len(broadcasts.not_yet_told(turn.session, number, turn.now)) if reach.unreached else 0
        if people:
            label = t.text("broadcast-button-again", count=people)
            rows.append((Button(label, button_data("broadcast.again", number)),))
        if any(group.missed for group in reach.groups):
            rows.append((Button(t.text("broadcast-button-groups"), button_data("broadcast.groups", number)),))
    if reach.unreached:
        rows.append((Button(t.text("broadcast-button-who"), button_data("progress.unreached", number)),))
    rows.append((Button(t.text("prompt-button-progress"), button_data("progress.show", number)),))
    return tuple(rows)


def _controls(t: Catalogue, round_: Broadcast) -> Keyboard:
    number = round_.id
    stop = Button(t.text("broadcast-button-cancel"), button_data("broadcast.cancel", number))
    if round_.status is BroadcastStatus.SENDING:
        return ((Button(t.text("broadcast-button-pause"), button_data("broadcast.pause", number)), stop),)
    if round_.status is BroadcastStatus.PAUSED:
        return ((Button(t.text("broadcast-button-resume"), button_data("broadcast.resume", number)), stop),)
    return ()


def _what_happened(turn: Turn, round_: Broadcast) -> str:
    """A sentence with what somebody else did first."""
    if round_.status is BroadcastStatus.DONE or round_.changed_by is None:
        return turn.t.text("broadcast-was-done" if round_.ended_at is not None else "broadcast-under-way")
    if round_.kind is BroadcastKind.AGAIN and round_.changed_at == round_.started_at:
        return turn.t.text("broadcast-was-sent-again", **_who(turn, round_))
    return turn.t.text(f"broadcast-was-{_DONE[round_.status]}", **_who(turn, round_))


def _who(turn: Turn, round_: Broadcast) -> dict[str, str]:
    at = (round_.changed_at or round_.started_at).astimezone(turn.installation.zone)
    return {"name": members.name_of(turn.session, round_.changed_by), "time": f"{at:%H:%M}"}


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "broadcast.show": open_card,
            "broadcast.pause": pause,
            "broadcast.resume": resume,
            "broadcast.cancel": cancel,
            "broadcast.again": again,
            "broadcast.groups": again_to_groups,
        },
    ),
)
