"""Prompts: staff write one, look at it as collaborators will, and send it; the rule sends the monthly one."""

from __future__ import annotations

from datetime import date, datetime, time

from channels.messages import Button, Keyboard
from handlers import fill, filling, menu
from handlers.cards import Card
from handlers.filling import Filling
from handlers.tokens import Token, token
from handlers.turn import Turn
from storage import drafts, groups, members, prompts, tasks, units
from storage.members import Person
from storage.tables import GroupPurpose, Prompt, PromptKind, PromptStatus, Role, Unit
from texts.catalogue import Catalogue, catalogue_for
from texts.rich import RichText

_FORMS = {
    PromptKind.MONTHLY: "periodic",
    PromptKind.AD_HOC: "periodic",
    PromptKind.THEMATIC: "thematic",
    PromptKind.REVIEW: "review",
}
_PART = 4000  # letters in one message
_MATTERS = range(1, 9)


def write(turn: Turn, pressed: Token | None = None) -> None:
    """Begins a prompt, or goes on with the one that was begun."""
    turn.toast()
    for row in drafts.of_member(turn.session, turn.me.member_id):
        begun = filling.open_row(turn, row)
        if begun.name == "prompt":
            fill.resume(turn, begun, turn.t("fill-resumed"))
            return
    fill.resume(turn, filling.start(turn, "prompt"))


def preview(turn: Turn, done: Filling) -> None:
    """Shows the prompt as it will look, to whom it goes and when, and asks for a confirmation."""
    prompt, matters = _from_draft(turn, done)
    leaves = _leaves_at(turn, prompt)
    if prompt.due_at <= leaves:
        local = leaves.astimezone(turn.house.zone)
        done.draft.goto("due")
        lead = turn.t("prompt-due-too-early", time=f"{local:%H:%M}", day=f"{local:%d/%m}")
        fill.go_on(turn, done, lead, in_place=True)
        return
    turn.toast()
    audience = prompts.audience(turn.session, prompt.unit_id)
    reached = members.reached(turn.session, audience)
    facts = turn.t(
        "prompt-preview",
        unit=_unit_label(turn, units.get(turn.session, prompt.unit_id)),
        asked=len(audience),
        reached=len(reached),
        when=turn.t.plain(_when_key(turn, done, prompt), time="07:00"),
    )
    card = Card(turn.t, done.id, done.row.revision)
    keyboard = (
        (card.button("prompt-button-send", "ps"),),
        (card.button("prompt-button-change", "pe"), card.button("prompt-button-drop", "pd")),
    )
    turn.show(facts)
    *parts, last = text(turn.t, turn, prompt, [matter for matter, _ in matters]).split(_PART)
    for part in parts:
        turn.say(part)
    turn.say(last, keyboard)


def send(turn: Turn, pressed: Token) -> None:
    """The confirmation: the prompt is stored, and leaves now or at its hour."""
    done = _confirmed(turn, pressed)
    if done is None:
        return
    prompt, matters = _from_draft(turn, done)
    prompts.add(turn.session, prompt, matters)
    drafts.remove(turn.session, done.id)
    turn.me.focus_draft_id = None
    if prompt.send_at is not None:
        count = deliver(turn, prompt)
        see = Button(turn.t.plain("prompt-button-progress"), token("who", prompt.id or 0))
        morning = turn.after_quiet()
        if morning is None:
            said = turn.t("prompt-sent", title=prompt.title, reached=count)
        else:
            when = {"time": f"{morning:%H:%M}", "day": f"{morning:%d/%m}"}
            said = turn.t("prompt-sent-morning", title=prompt.title, reached=count, **when)
        turn.show(said, ((see,), *menu.home(turn)))
    else:
        turn.show(turn.t("prompt-scheduled", title=prompt.title), menu.home(turn))


def change(turn: Turn, pressed: Token) -> None:
    """Back to the review page of the prompt's form."""
    done = _confirmed(turn, pressed)
    if done is not None:
        turn.edit(*fill.render(turn, done), message_id=turn.event.message_id)


def drop(turn: Turn, pressed: Token) -> None:
    """The prompt is not sent; what was written is thrown away."""
    done = _confirmed(turn, pressed)
    if done is not None:
        drafts.remove(turn.session, done.id)
        turn.me.focus_draft_id = None
        turn.show(turn.t("prompt-dropped"), menu.home(turn))


def deliver(turn: Turn, prompt: Prompt) -> int:
    """Sends a prompt to its whole audience and to the groups bound to it; returns how many members can be reached."""
    assert prompt.id is not None
    audience = prompts.audience(turn.session, prompt.unit_id)
    prompts.assign(turn.session, prompt.id, audience)
    matters = [item.text for item in prompts.items(turn.session, prompt.id)]
    reached = members.reached(turn.session, audience)
    for person in reached:
        _send_to(turn, person, prompt, matters)
    for group in groups.for_purpose(turn.session, GroupPurpose.COLLABORATORS):
        if units.covers(turn.session, prompt.unit_id, group.unit_id):
            t = catalogue_for(turn.house.language)
            open_chat = Button(t.plain("prompt-button-open"), url=turn.house.link(group.account_id, f"p{prompt.id}"))
            *parts, last = text(t, turn, prompt, matters).split(_PART)
            for part in parts:
                turn.tell_group(group, part)
            turn.tell_group(group, last, ((open_chat,),))
    prompt.status, prompt.sent_at = PromptStatus.SENT, turn.now
    turn.session.flush()
    return len(reached)


def catch_up(turn: Turn) -> None:
    """Somebody who joined after a prompt went out gets it now, if it is not over."""
    for prompt in prompts.current(turn.session, turn.me.member_id, turn.now):
        matters = [item.text for item in prompts.items(turn.session, prompt.id or 0)]
        _send_to(turn, turn.me, prompt, matters)


def _send_to(turn: Turn, person: Person, prompt: Prompt, matters: list[str]) -> None:
    t = turn.speaking(person)
    *parts, last = text(t, turn, prompt, matters).split(_PART)
    for part in parts:
        turn.tell(person, part, prompt_id=prompt.id)
    turn.tell(person, last, keyboard(t, prompt), prompt_id=prompt.id)


def by_rule(turn: Turn) -> None:
    """The monthly hour has come: what staff prepared leaves; where there is nothing they are told."""
    waiting = [prompt for prompt in prompts.for_monthly_rule(turn.session) if prompt.due_at > turn.now]
    for prompt in waiting:
        deliver(turn, prompt)
    staff = members.reached(turn.session, members.with_role(turn.session, Role.STAFF))
    for person in staff:
        t = turn.speaking(person)
        if waiting:
            turn.tell(person, t("prompt-rule-sent", title=waiting[0].title))
        else:
            month = f"{turn.local:%m}".lstrip("0")
            turn.tell(person, t("prompt-rule-empty", month=month), ((Button(t.plain("menu-write"), token("write")),),))


def open_from_link(turn: Turn, prompt_id: int) -> bool:
    """The person came from the group's button: the prompt is shown in the private chat."""
    for prompt in prompts.current(turn.session, turn.me.member_id, turn.now):
        if prompt.id == prompt_id:
            matters = [item.text for item in prompts.items(turn.session, prompt_id)]
            *parts, last = text(turn.t, turn, prompt, matters).split(_PART)
            for part in parts:
                turn.say(part)
            turn.say(last, keyboard(turn.t, prompt))
            return True
    return False


def text(t: Catalogue, turn: Turn, prompt: Prompt, matters: list[str]) -> RichText:
    """A prompt as collaborators read it."""
    listed = [t("prompt-matter", number=str(number), text=matter) for number, matter in enumerate(matters, 1)]
    due = prompt.due_at.astimezone(turn.house.zone)
    parts = [
        t("prompt-title", title=prompt.title),
        *([RichText(prompt.intro)] if prompt.intro else []),
        *listed,
        t("prompt-due", due=f"{due:%H:%M}", day=f"{due:%d/%m/%Y}"),
    ]
    return RichText.join("\n\n", parts)


def keyboard(t: Catalogue, prompt: Prompt) -> Keyboard:
    """Write the report, or nothing to report with one of its two reasons."""
    number = prompt.id or 0
    return (
        (Button(t.plain("prompt-button-report"), token("rep", number)),),
        (Button(t.plain("prompt-button-calm"), token("no", number, 0)),),
        (Button(t.plain("prompt-button-not-heard"), token("no", number, 1)),),
    )


def _from_draft(turn: Turn, done: Filling) -> tuple[Prompt, list[tuple[str, str]]]:
    draft = done.draft
    kind = PromptKind(draft.value("kind"))
    matters = [
        (draft.value(f"item_{n}"), draft.value(f"topic_{n}") or "other") for n in _MATTERS if draft.value(f"item_{n}")
    ]
    unit = units.by_code(turn.session, draft.value("audience")) or units.root(turn.session)
    chosen = "form" in {one.name for one in draft.form.fields} and draft.value("form")
    form = drafts.latest(turn.session, chosen or _FORMS[kind])
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
        due_at=datetime.combine(day, time.fromisoformat(draft.value("due_hour")), turn.house.zone),
        created_by=turn.me.member_id,
        created_at=turn.now,
        send_at=None if by_rule else turn.now,
    )
    return prompt, matters


def _confirmed(turn: Turn, pressed: Token) -> Filling | None:
    """The finished prompt draft behind a confirmation's button; an old button gets a sentence."""
    done = filling.load(turn, pressed[0])
    if Role.STAFF not in turn.me.roles or done is None or done.row.revision != pressed[1] or done.name != "prompt":
        turn.toast(turn.t.plain("fill-gone"))
        return None
    turn.toast()
    return done


def _leaves_at(turn: Turn, prompt: Prompt) -> datetime:
    """When a prompt that is confirmed now reaches its audience."""
    rule = tasks.rule(turn.session, "monthly_prompt") if prompt.send_at is None else None
    return rule.next_at if rule is not None else turn.after_quiet() or turn.now


def _when_key(turn: Turn, done: Filling, prompt: Prompt) -> str:
    if prompt.send_at is None:
        return "prompt-when-rule"
    return "prompt-when-now" if turn.after_quiet() is None else "prompt-when-morning"


def _unit_label(turn: Turn, unit: Unit) -> str:
    return turn.t.plain("list-everybody") if unit.parent_id is None else unit.name
