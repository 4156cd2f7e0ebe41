"""Prompts until they go out: staff write one, look at it as collaborators will, and send it, now or at its hour."""

from __future__ import annotations

from datetime import date, datetime, time

from channels.messages import Button, Keyboard
from forms.entry.draft import Draft
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.filling import conversation, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.filling.question_card import Card
from handlers.notify import prompt_delivery, quota_warnings
from handlers.routes import Routes
from handlers.staff import broadcasts, prompt_draft
from handlers.turn import Turn
from storage.forms import drafts, published_forms
from storage.members import addresses, members, units
from storage.messaging import schedule_rules
from storage.prompts import prompts
from storage.tables import Prompt, PromptKind, PromptStatus, Role, Unit
from texts.catalogue import Catalogue
from texts.rich import RichText

_FORMS = {
    PromptKind.MONTHLY: "periodic",
    PromptKind.AD_HOC: "periodic",
    PromptKind.THEMATIC: "thematic",
    PromptKind.REVIEW: "review",
}
_DUE_HOUR = "17:00"
_MATTERS = range(1, 9)


def write(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Begins a prompt, or goes on with the one that was begun."""
    turn.answer_tap()
    for row in drafts.of_member(turn.session, turn.me.member_id):
        begun = open_draft.open_row(turn, row)
        if begun.name == "prompt":
            conversation.resume(turn, begun, turn.t("fill-resumed"))
            return
    conversation.resume(turn, open_draft.start(turn, "prompt"))


def preview(turn: Turn, done: OpenDraft) -> None:
    """Shows the prompt as it will look, to whom it goes and when, and asks for a confirmation."""
    prompt, matters = _from_draft(turn, done)
    if _too_early(turn, done, prompt):
        return
    turn.answer_tap()
    audience = prompts.audience(turn.session, prompt.unit_id)
    reached = addresses.reached(turn.session, audience, turn.now)
    facts = turn.t(
        "prompt-preview",
        unit=_unit_label(turn, units.get(turn.session, prompt.unit_id)),
        asked=len(audience),
        reached=len(reached),
        when=_when(turn, prompt),
    )
    text = prompt_delivery.text(turn.t, turn, prompt, [matter for matter, _ in matters])
    foreseen = quota_warnings.forecast(turn, prompt, text, audience, reached)
    card = Card(turn.t, done.id, done.row.revision)
    keyboard = (
        (card.button("prompt-button-send", "prompt.send"),),
        (card.button("prompt-button-change", "prompt.change"), card.button("prompt-button-drop", "prompt.drop")),
    )
    turn.replace_or_reply(
        RichText.join("\n\n", [facts, *([foreseen] if foreseen.text else [])]).truncate(prompt_delivery.PART)
    )
    *parts, last = text.split(prompt_delivery.PART)
    for part in parts:
        turn.reply(part)
    turn.reply(last, keyboard)


def send(turn: Turn, pressed: ButtonData) -> None:
    """The confirmation: the prompt is stored, and leaves now or at its hour."""
    done = _confirmed(turn, pressed)
    if done is None:
        return
    prompt, matters = _from_draft(turn, done)
    if _too_early(turn, done, prompt):
        return
    waits = prompts.changed_by_draft(turn.session, done.id)
    if waits is not None and waits.status is not PromptStatus.SCHEDULED:
        waits.draft_id = None  # pressed once more it is a prompt of its own
        turn.reply(turn.t("prompt-change-too-late", what=_what_happened(turn, waits)))
        return
    if waits is None:
        prompt = prompts.add(turn.session, prompt, matters)
    else:
        prompt = prompts.replace(turn.session, waits, prompt, matters)
    drafts.remove(turn.session, done.id)
    turn.me.focus_draft_id = None
    if prompt.send_at is not None and prompt.send_at <= turn.now:
        broadcasts.launch(turn, prompt)
    else:
        turn.replace_or_reply(*_planned(turn, prompt))


def change(turn: Turn, pressed: ButtonData) -> None:
    """Back to the review page of the prompt's form."""
    done = _confirmed(turn, pressed)
    if done is not None:
        turn.edit(*conversation.render(turn, done), message_id=turn.event.message_id)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """The prompt is not sent; what was written is thrown away."""
    done = _confirmed(turn, pressed)
    if done is not None:
        drafts.remove(turn.session, done.id)
        turn.me.focus_draft_id = None
        turn.replace_or_reply(turn.t("prompt-dropped"), menu.home(turn))


def show_planned(turn: Turn, pressed: ButtonData) -> None:
    """A prompt that waits, with what can be done about it."""
    prompt = prompts.get(turn.session, pressed[0])
    if prompt is None or prompt.status is not PromptStatus.SCHEDULED:
        turn.answer_tap(turn.t.text("press-unknown") if prompt is None else _what_happened(turn, prompt))
        return
    turn.answer_tap()
    turn.reply(*_planned(turn, prompt))


def change_planned(turn: Turn, pressed: ButtonData) -> None:
    """A prompt that waits is opened as it was written; confirmed again it takes its own place.

    One that was cancelled is written anew.
    """
    prompt = prompts.get(turn.session, pressed[0])
    if prompt is None or prompt.status is PromptStatus.SENT:
        turn.answer_tap(turn.t.text("press-unknown") if prompt is None else _what_happened(turn, prompt))
        return
    begun = drafts.get_any(turn.session, prompt.draft_id) if prompt.draft_id is not None else None
    if begun is not None and begun.member_id != turn.me.member_id:
        name = members.names(turn.session, [begun.member_id]).get(begun.member_id, "")
        turn.answer_tap(turn.t.text("prompt-change-busy", name=name))
        return
    turn.answer_tap()
    writing = open_draft.open_row(turn, begun) if begun is not None else prompt_draft.begin(turn, prompt)
    lead = "prompt-rewriting"
    if prompt.status is PromptStatus.SCHEDULED:
        prompt.draft_id, lead = writing.id, "prompt-changing"
    conversation.resume(turn, writing, turn.t(lead, title=prompt.title))


def cancel_planned(turn: Turn, pressed: ButtonData) -> None:
    """A prompt that waits does not go out."""
    prompt = prompts.get(turn.session, pressed[0])
    if prompt is None or prompt.status is not PromptStatus.SCHEDULED:
        turn.answer_tap(turn.t.text("press-unknown") if prompt is None else _what_happened(turn, prompt))
        return
    turn.answer_tap()
    prompt.status, prompt.changed_by, prompt.changed_at = PromptStatus.CANCELLED, turn.me.member_id, turn.now
    turn.session.flush()
    turn.replace_or_reply(
        turn.t("prompt-planned-cancelled", title=prompt.title), (_rewrite(turn.t, prompt), *menu.home(turn))
    )


def ripe(turn: Turn, prompt_id: int) -> None:
    """The hour of a prompt has come, or that of its answers: then it is too late, and staff are told once."""
    prompt = prompts.get(turn.session, prompt_id)
    if prompt is None or prompt.status is not PromptStatus.SCHEDULED:
        return
    if prompt.due_at > (turn.after_quiet() or turn.now):
        broadcasts.launch_at_its_hour(turn, prompt)
        return
    prompt.status, prompt.changed_by, prompt.changed_at = PromptStatus.CANCELLED, None, turn.now
    due = prompt.due_at.astimezone(turn.installation.zone)
    for person in addresses.reached(turn.session, members.with_role(turn.session, Role.STAFF), turn.now):
        t = turn.texts_for(person)
        late = t("prompt-overdue", title=prompt.title, time=f"{due:%H:%M}", day=f"{due:%d/%m}")
        turn.send_to(person, late, (_rewrite(t, prompt),))


def by_rule(turn: Turn) -> None:
    """The monthly hour has come: what staff prepared leaves; where there is nothing they are told."""
    waiting = [prompt for prompt in prompts.for_monthly_rule(turn.session) if prompt.due_at > turn.now]
    for prompt in waiting:
        broadcasts.launch_at_its_hour(turn, prompt)
    if waiting:
        return
    month = f"{turn.local:%m}".lstrip("0")
    for person in addresses.reached(turn.session, members.with_role(turn.session, Role.STAFF), turn.now):
        t = turn.texts_for(person)
        turn.send_to(
            person, t("prompt-rule-empty", month=month), ((Button(t.text("menu-write"), button_data("prompt.write")),),)
        )


def _from_draft(turn: Turn, done: OpenDraft) -> tuple[Prompt, list[tuple[str, str]]]:
    draft = done.draft
    kind = PromptKind(draft.value("kind"))
    matters = [
        (draft.value(f"item_{n}"), draft.value(f"topic_{n}") or "other") for n in _MATTERS if draft.value(f"item_{n}")
    ]
    unit = units.by_code(turn.session, draft.value("audience")) or units.root(turn.session)
    chosen = "form" in {one.name for one in draft.form.fields} and draft.value("form")
    form = published_forms.latest(turn.session, chosen or _FORMS[kind])
    assert form is not None and form.id is not None and unit.id is not None
    by_rule = draft.value("when") == "monthly" and kind is PromptKind.MONTHLY
    day = date.fromisoformat(draft.value("due"))
    prompt = Prompt(
        kind=kind,
        status=PromptStatus.SCHEDULED,
        form_id=form.id,
        title=draft.value("title"),
        intro=draft.value("intro"),
        unit_id=unit.id,
        due_at=datetime.combine(day, time.fromisoformat(draft.value("due_hour") or _DUE_HOUR), turn.installation.zone),
        created_by=turn.me.member_id,
        created_at=turn.now,
        send_at=None if by_rule else _send_at(turn, draft),
    )
    return prompt, matters


def _confirmed(turn: Turn, pressed: ButtonData) -> OpenDraft | None:
    """The finished prompt draft behind a confirmation's button; an old button gets a sentence."""
    done = open_draft.load(turn, pressed[0])
    if Role.STAFF not in turn.me.roles or done is None or done.row.revision != pressed[1] or done.name != "prompt":
        turn.answer_tap(turn.t.text("fill-gone"))
        return None
    turn.answer_tap()
    return done


def _send_at(turn: Turn, draft: Draft) -> datetime:
    if draft.value("when") != "later":
        return turn.now
    day, hour = date.fromisoformat(draft.value("send_day")), time.fromisoformat(draft.value("send_hour"))
    return datetime.combine(day, hour, turn.installation.zone)


def _too_early(turn: Turn, done: OpenDraft, prompt: Prompt) -> bool:
    """Whether it would leave before now, or its answers would be due before it leaves: that is asked again."""
    leaves = _leaves_at(turn, prompt)
    if prompt.send_at is not None and prompt.send_at < turn.now:
        place, key, leaves = "send_day", "prompt-hour-is-over", prompt.send_at
    elif prompt.due_at <= leaves:
        place, key = "due", "prompt-due-too-early"
    else:
        return False
    local = leaves.astimezone(turn.installation.zone)
    done.draft.goto(place)
    conversation.go_on(turn, done, turn.t(key, time=f"{local:%H:%M}", day=f"{local:%d/%m}"), in_place=True)
    return True


def _leaves_at(turn: Turn, prompt: Prompt) -> datetime:
    """When a prompt that is confirmed now reaches its audience."""
    if prompt.send_at is not None:
        return prompt.send_at if prompt.send_at > turn.now else turn.after_quiet() or turn.now
    rule = schedule_rules.rule(turn.session, "monthly_prompt")
    return rule.next_at if rule is not None else turn.now


def _when(turn: Turn, prompt: Prompt) -> str:
    local = _leaves_at(turn, prompt).astimezone(turn.installation.zone)
    hour = {"time": f"{local:%H:%M}", "day": f"{local:%d/%m}"}
    if prompt.send_at is None:
        return turn.t.text("prompt-when-rule", **hour)
    if prompt.send_at > turn.now:
        return turn.t.text("prompt-when-later", **hour)
    return turn.t.text("prompt-when-now" if turn.after_quiet() is None else "prompt-when-morning", **hour)


def _planned(turn: Turn, prompt: Prompt) -> tuple[RichText, Keyboard]:
    """What staff see of a prompt that waits."""
    local = _leaves_at(turn, prompt).astimezone(turn.installation.zone)
    asked = len(prompts.audience(turn.session, prompt.unit_id))
    said = turn.t("prompt-planned", title=prompt.title, asked=asked, time=f"{local:%H:%M}", day=f"{local:%d/%m}")
    number = prompt.id or 0
    change = Button(turn.t.text("prompt-button-change"), button_data("prompt.change_planned", number))
    stop = Button(turn.t.text("prompt-button-cancel"), button_data("prompt.cancel_planned", number))
    return said, ((change, stop), *menu.home(turn))


def _rewrite(t: Catalogue, prompt: Prompt) -> tuple[Button, ...]:
    return (Button(t.text("prompt-button-rewrite"), button_data("prompt.change_planned", prompt.id or 0)),)


def _what_happened(turn: Turn, prompt: Prompt) -> str:
    """A sentence with what became of a prompt that was waiting."""
    if prompt.status is PromptStatus.SENT and prompt.sent_at is not None:
        at = prompt.sent_at.astimezone(turn.installation.zone)
        return turn.t.text("prompt-was-sent", time=f"{at:%H:%M}", day=f"{at:%d/%m}")
    at = (prompt.changed_at or prompt.created_at).astimezone(turn.installation.zone)
    name = members.names(turn.session, [prompt.changed_by or 0]).get(prompt.changed_by or 0, "")
    key = "prompt-was-cancelled" if name else "prompt-was-overdue"
    return turn.t.text(key, name=name, time=f"{at:%H:%M}", day=f"{at:%d/%m}")


def _unit_label(turn: Turn, unit: Unit) -> str:
    return turn.t.text("list-everybody") if unit.parent_id is None else unit.name


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "prompt.write": write,
            "prompt.send": send,
            "prompt.change": change,
            "prompt.drop": drop,
            "prompt.planned": show_planned,
            "prompt.change_planned": change_planned,
            "prompt.cancel_planned": cancel_planned,
        },
        commands={"/soan": write},
    ),
)
