"""What staff see of a prompt on its way, in one message that changes, and its buttons: pause, go on, cancel, send again.

The message follows the results that the outbox writes. Whoever presses second learns what the first one did.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from channels.messages import Button, Keyboard
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.network_names import reason_in
from handlers.notify import prompt_delivery, reminders
from handlers.routes import Routes
from handlers.turn import Turn
from storage.members import addresses, members
from storage.prompts import broadcasts, prompts, reachability
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

_DONE = {BroadcastStatus.PAUSED: "paused", BroadcastStatus.SENDING: "resumed", BroadcastStatus.CANCELLED: "cancelled"}


def launch(turn: Turn, prompt: Prompt) -> None:
    """The prompt leaves, and the message in which its author confirmed it becomes the author's card."""
    reach = prompt_delivery.launch(turn, prompt)
    _card_here(turn, prompt)
    _show(turn, prompt, reach)


def launch_at_its_hour(turn: Turn, prompt: Prompt) -> None:
    """The hour has come at which a prompt leaves: each of the staff gets a card."""
    reach = prompt_delivery.launch(turn, prompt)
    assert prompt.id is not None
    for person in addresses.reached(turn.session, members.with_role(turn.session, Role.STAFF), turn.now):
        t = turn.texts_for(person)
        content = card(turn, t, prompt, reach)
        if turn.after_quiet() is None:
            sent = turn.send_to(person, *content, lane=Lane.REPLY)  # its changes follow it in one lane
            made = PromptCard(
                prompt_id=prompt.id, member_id=person.member_id, account_id=person.account_id, delivery_id=sent
            )
            broadcasts.put_card(turn.session, made)
        else:
            turn.send_to(person, *content)


def pause(turn: Turn, pressed: ButtonData) -> None:
    """Nothing more of the round leaves, until it goes on."""
    found = _act(turn, pressed, (BroadcastStatus.SENDING,), BroadcastStatus.PAUSED)
    if found is not None:
        _refresh(turn, *found)


def resume(turn: Turn, pressed: ButtonData) -> None:
    """A paused round goes on, to those who joined meanwhile as well."""
    found = _act(turn, pressed, (BroadcastStatus.PAUSED,), BroadcastStatus.SENDING)
    if found is not None:
        prompt, round_ = found
        if round_.kind is not BroadcastKind.REMINDER:
            prompt_delivery.to_members(
                turn, prompt, round_, prompt_delivery.not_yet_told(turn, prompt.id or 0, never_tried=True)
            )
        _refresh(turn, prompt, round_)


def cancel(turn: Turn, pressed: ButtonData) -> None:
    """What has not left of the round does not leave."""
    under_way = (BroadcastStatus.SENDING, BroadcastStatus.PAUSED)
    found = _act(turn, pressed, under_way, BroadcastStatus.CANCELLED)
    if found is not None:
        broadcasts.drop_rest(turn.session, pressed[0])
        _refresh(turn, *found)


def again(turn: Turn, pressed: ButtonData) -> None:
    """One more round, only to those whom the prompt has not reached and can reach now."""
    broadcasts.lock_prompt(turn.session, pressed[0])
    prompt = prompts.get(turn.session, pressed[0])
    last = broadcasts.last(turn.session, pressed[0])
    people = prompt_delivery.not_yet_told(turn, pressed[0])
    if prompt is None or prompt.due_at <= turn.now:
        turn.answer_tap(turn.t.text("broadcast-over"))
    elif last is not None and last.ended_at is None:
        turn.answer_tap(_what_happened(turn, last))
    elif not people:
        turn.answer_tap(turn.t.text("broadcast-nobody-left"))
    else:
        turn.answer_tap()
        if last is not None:
            broadcasts.take_over(turn.session, last, turn.me.member_id, turn.now)
        round_ = broadcasts.start(turn.session, prompt.id or 0, BroadcastKind.AGAIN, turn.now)
        round_.changed_by, round_.changed_at = turn.me.member_id, turn.now
        before = reachability.reach(turn.session, pressed[0])
        reachability.ask_again(turn.session, pressed[0], [person.member_id for person in people])
        prompt_delivery.to_members(turn, prompt, round_, people)
        _card_here(turn, prompt)
        waiting = before.waiting + len(people)
        _show(turn, prompt, replace(before, waiting=waiting, unreached=before.unreached - len(people)))
        return
    if prompt is not None:
        _card_here(turn, prompt)
        _show(turn, prompt, reachability.reach(turn.session, pressed[0]))


def open_card(turn: Turn, pressed: ButtonData) -> None:
    """A card of its own, the newest message in the chat; the one before says where to look."""
    turn.answer_tap()
    broadcasts.lock_prompt(turn.session, pressed[0])
    prompt = prompts.get(turn.session, pressed[0])
    if prompt is None or prompt.id is None or prompt.status is not PromptStatus.SENT:
        turn.reply(turn.t("progress-none"), menu.home(turn))
        return
    before = broadcasts.card(turn.session, prompt.id, turn.me.member_id)
    if before is not None:
        old = addresses.at_account(turn.session, turn.me.member_id, before.account_id)
        if old is not None:
            moved = turn.t("broadcast-card-moved", title=prompt.title)
            turn.edit_for(old, moved, (), message_id=before.message_id, delivery=before.delivery_id)
    sent = turn.reply(*card(turn, turn.t, prompt, reachability.reach(turn.session, prompt.id)))
    account = turn.me.account_id
    made = PromptCard(prompt_id=prompt.id, member_id=turn.me.member_id, account_id=account, delivery_id=sent)
    broadcasts.put_card(turn.session, made)


def moved(turn: Turn, broadcast_id: int) -> None:
    """Results of a round were written: whom one address did not reach gets it at the next, the cards show how it stands,
    and where nothing is left the round has ended.
    """
    round_ = broadcasts.get_locked(turn.session, broadcast_id)
    prompt = prompts.get(turn.session, round_.prompt_id) if round_ is not None else None
    if round_ is None or prompt is None or round_.ended_at is not None:
        return
    others = _elsewhere(turn, prompt, round_)
    if others and broadcasts.just_shown(round_, turn.now):
        broadcasts.touch(turn.session, round_)
        return
    stands = broadcasts.pulse(turn.session, broadcast_id, turn.now)
    if not stands.waiting and not others:
        round_.ended_at = turn.now
        if round_.status is not BroadcastStatus.CANCELLED:
            round_.status = BroadcastStatus.DONE
        elif round_.kind is not BroadcastKind.REMINDER:
            reachability.excuse_unreached(turn.session, round_.prompt_id)
    round_.shown, round_.shown_at = str(stands), turn.now
    turn.session.flush()
    if round_.kind is not BroadcastKind.REMINDER:
        reach = reachability.reach(turn.session, round_.prompt_id)
        stands_now = replace(reach, waiting=reach.waiting + others, unreached=reach.unreached - others)
        _show(turn, prompt, stands_now, ended=round_.ended_at is not None)


def _elsewhere(turn: Turn, prompt: Prompt, round_: Broadcast) -> int:
    """Whoever was not reached at one address and has another that is open gets it there; returns how many."""
    people = addresses.at_addresses(turn.session, reachability.to_go_elsewhere(turn.session, round_, turn.now))
    if round_.kind is BroadcastKind.REMINDER:
        for person in people:
            reminders.remind(turn, person, prompt, round_)
    elif people:
        prompt_delivery.to_members(turn, prompt, round_, people)
    return len(people)


def card(turn: Turn, t: Catalogue, prompt: Prompt, reach: Reach) -> tuple[RichText, Keyboard]:
    """How far a prompt has gone out, and what can be done about it."""
    assert prompt.id is not None
    last = broadcasts.last(turn.session, prompt.id)
    lines = [_standing(turn, t, prompt, last, reach)]
    held = Counter(row.reason for row in reachability.held(turn.session, prompt.id))
    lines += [t("broadcast-held", count=count, reason=reason_in(t, reason)) for reason, count in held.items()]
    if reach.groups:
        lines.append(t("broadcast-groups", told=reach.groups_told, groups=reach.groups))
    return RichText.join("\n", lines), _buttons(turn, t, prompt, last, reach)


def reminder_line(turn: Turn, prompt: Prompt) -> tuple[list[RichText], Keyboard]:
    """The reminder of a prompt that is on its way, if there is one, with its buttons."""
    round_ = broadcasts.open_reminder(turn.session, prompt.id or 0)
    if round_ is None:
        return [], ()
    sent, total = reachability.of_round(turn.session, round_.id or 0)
    key = "broadcast-reminder-paused" if round_.status is BroadcastStatus.PAUSED else "broadcast-reminder"
    return [turn.t(key, sent=sent, total=total)], _controls(turn.t, round_)


def _act(
    turn: Turn, pressed: ButtonData, before: tuple[BroadcastStatus, ...], after: BroadcastStatus
) -> tuple[Prompt, Broadcast] | None:
    """Moves a round on; None, with a sentence, where somebody was there first."""
    round_ = broadcasts.get_locked(turn.session, pressed[0])
    prompt = prompts.get(turn.session, round_.prompt_id) if round_ is not None else None
    if round_ is None or prompt is None:
        turn.answer_tap(turn.t.text("press-unknown"))
        return None
    if round_.status not in before or round_.ended_at is not None:
        turn.answer_tap(_what_happened(turn, round_))
        _refresh(turn, prompt, round_)
        return None
    turn.answer_tap()
    round_.status, round_.changed_by, round_.changed_at = after, turn.me.member_id, turn.now
    turn.session.flush()
    turn.broadcast_changed = True
    return prompt, round_


def _refresh(turn: Turn, prompt: Prompt, round_: Broadcast) -> None:
    if round_.kind is BroadcastKind.REMINDER:
        lines, buttons = reminder_line(turn, prompt)
        turn.replace_or_reply(RichText.join("\n", lines) if lines else turn.t("broadcast-reminder-over"), buttons)
        return
    _card_here(turn, prompt)
    _show(turn, prompt, reachability.reach(turn.session, prompt.id or 0))


def _card_here(turn: Turn, prompt: Prompt) -> None:
    """The message that was pressed is the person's card from now on."""
    made = PromptCard(
        prompt_id=prompt.id or 0,
        member_id=turn.me.member_id,
        account_id=turn.account_id,
        message_id=turn.event.message_id,
    )
    broadcasts.put_card(turn.session, made)


def _show(turn: Turn, prompt: Prompt, reach: Reach, *, ended: bool = False) -> None:
    """Every card of a prompt shows how it stands; where messages do not change, its end alone is worth a new one."""
    for one in broadcasts.cards(turn.session, prompt.id or 0):
        person = addresses.at_account(turn.session, one.member_id, one.account_id)
        if person is not None and person.is_staff:
            content = card(turn, turn.texts_for(person), prompt, reach)
            if ended and turn.installation.typed_only(person.account_id):
                turn.send_to(person, *content)
            else:
                turn.edit_for(person, *content, message_id=one.message_id, delivery=one.delivery_id)


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
    return turn.after_quiet() or broadcasts.pulse(turn.session, round_.id or 0, turn.now).until


def _buttons(turn: Turn, t: Catalogue, prompt: Prompt, last: Broadcast | None, reach: Reach) -> Keyboard:
    number = prompt.id or 0
    rows: list[tuple[Button, ...]] = []
    if last is not None and last.ended_at is None:
        rows += _controls(t, last)
    elif reach.unreached and prompt.due_at > turn.now and (people := len(prompt_delivery.not_yet_told(turn, number))):
        rows.append((Button(t.text("broadcast-button-again", count=people), button_data("broadcast.again", number)),))
    if reach.unreached:
        rows.append((Button(t.text("broadcast-button-who"), button_data("progress.unreached", number)),))
    rows.append((Button(t.text("prompt-button-progress"), button_data("progress.show", number)),))
    return tuple(rows)


def _controls(t: Catalogue, round_: Broadcast) -> Keyboard:
    number = round_.id or 0
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
    by = round_.changed_by or 0
    at = (round_.changed_at or round_.started_at).astimezone(turn.installation.zone)
    return {"name": members.names(turn.session, [by]).get(by, ""), "time": f"{at:%H:%M}"}


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "broadcast.show": open_card,
            "broadcast.pause": pause,
            "broadcast.resume": resume,
            "broadcast.cancel": cancel,
            "broadcast.again": again,
        },
    ),
)
