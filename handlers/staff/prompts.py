"""Prompts until they go out: staff write one, look at it as collaborators will, and send it, now or at its hour."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from channels.messages import Button, Keyboard
from forms.entry.draft import Draft
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.filling import conversation, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.filling.question_card import Card
from handlers.notify import prompt_delivery, prompt_messages, quota_warnings
from handlers.routes import Routes
from handlers.staff import broadcasts, previewed_forms, prompt_audience, prompt_draft, prompt_look, template_list
from handlers.turn import Turn
from services import audiences, progress, prompt_templates, prompts
from services.audiences import MembersRefused
from services.prompts import ByRule, Written
from storage.forms import drafts, published_forms
from storage.members import addresses, members
from storage.tables import Prompt, PromptKind, PromptStatus, Role
from texts.catalogue import Catalogue
from texts.dates import day
from texts.rich import RichText

_FORM = "prompt"
_FORMS = {
    PromptKind.MONTHLY: "periodic",
    PromptKind.AD_HOC: "periodic",
    PromptKind.THEMATIC: "thematic",
    PromptKind.REVIEW: "review",
}
_DUE_HOUR = "17:00"
_MATTERS, _FILES = range(1, 9), range(1, 4)
_OTHERS = ("when", "send_hour")
"""What can be changed instead where a day does not fit."""


def write(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Begins a prompt, or goes on with the one that was begun."""
    turn.answer_tap()
    if previewed_forms.resumed(turn, _FORM):
        return
    kept = len(prompt_templates.listed(turn.session, turn.actor))
    hint = turn.t("template-hint", count=kept) if kept else None
    if hint is not None and not turn.typed_only:  # a message of its own, which has the button
        turn.reply(hint, template_list.list_button(turn))
        hint = None
    conversation.resume(turn, open_draft.start(turn, _FORM), hint)


def preview(turn: Turn, done: OpenDraft) -> None:
    """Shows the prompt as it will look, to whom it goes and when, and asks for a confirmation; a file is waited for."""
    if done.draft.marked("pending"):
        done.state.sending = True
        open_draft.save(turn, done)
        turn.answer_tap(turn.t.text("prompt-files-wait"))
        return
    written = _written(turn, done)
    if written is None or _too_early(turn, done, written):
        return
    turn.answer_tap()
    _preview(turn, done, written)


def _preview(turn: Turn, done: OpenDraft, written: Written) -> None:
    prompt = written.as_prompt(turn.actor, turn.now)
    audience = audiences.asked(turn.session, prompt)
    reached = addresses.reached(turn.session, audience, turn.now)
    counted = members.countable(turn.session, [person.member_id for person in reached])
    goes = {"unit": prompt_audience.label(turn, prompt), "when": _when(turn, written)}
    if audiences.is_shielded(turn.session, prompt):
        facts = turn.t("prompt-preview-shielded", **goes)
    else:
        asked = len(members.countable(turn.session, audience))
        facts = turn.t("prompt-preview", asked=asked, reached=len(counted), **goes)
        facts = RichText.join("\n", [facts, *prompt_audience.by_network(turn, reached, counted)])
    if gone := prompt_draft.gone_files(turn, written.files):
        prompt_draft.drop_files(turn, done, gone)
        facts = RichText.join("\n\n", [facts, turn.t("prompt-files-gone", names=", ".join(gone))])
    text = prompt_delivery.text(turn.t, turn, prompt, [matter for matter, _ in written.matters])
    foreseen = quota_warnings.forecast(turn, prompt, text, audience, reached)
    turn.replace_or_reply(
        RichText.join("\n\n", [facts, *([foreseen] if foreseen.text else [])]).truncate(prompt_delivery.PART)
    )
    for file in prompt_draft.files(turn, written.files):
        turn.reply(RichText(""), file=file)
    *parts, last = text.split(prompt_delivery.PART)
    for part in parts:
        turn.reply(part)
    turn.reply(last, _ways(turn, done))


def look(turn: Turn, pressed: ButtonData) -> None:
    """The prompt as each network will show it, with the confirmation below once more."""
    done = previewed_forms.confirmed(turn, pressed, _FORM)
    written = _written(turn, done) if done is not None else None
    if done is None or written is None:
        return
    if prompt_draft.gone_files(turn, written.files):
        _preview(turn, done, written)
        return
    if files := prompt_draft.files(turn, written.files):
        turn.reply(turn.t("prompt-look-files", names=", ".join(file.name for file in files)))
    prompt_look.show(turn, written.as_prompt(turn.actor, turn.now), [matter for matter, _ in written.matters])
    turn.reply(turn.t("prompt-look-end"), _ways(turn, done))


def send(turn: Turn, pressed: ButtonData) -> None:
    """The confirmation: the prompt is stored, and leaves now or at its hour."""
    done = previewed_forms.confirmed(turn, pressed, _FORM)
    if done is None:
        return
    written = _written(turn, done)
    if written is None or _too_early(turn, done, written):
        return
    if prompt_draft.gone_files(turn, written.files):  # it is not what was previewed
        _preview(turn, done, written)
        return
    stored = prompts.schedule(turn.session, turn.actor, done.id, written, turn.now)
    if not stored.done:
        turn.reply(turn.t("prompt-change-too-late", what=_what_happened(turn, stored.prompt)))
        return
    _put_away(turn, done)
    if stored.launched is not None:
        broadcasts.launched(turn, stored.launched)
    else:
        turn.replace_or_reply(*_planned(turn, stored.prompt))


def change(turn: Turn, pressed: ButtonData) -> None:
    """Back to the review page of the prompt's form."""
    previewed_forms.change(turn, pressed, _FORM)


def ask(turn: Turn, pressed: ButtonData) -> None:
    """When it leaves is asked again, since the day of its answers does not fit."""
    done = previewed_forms.confirmed(turn, pressed, _FORM)
    if done is not None and 0 <= pressed[2] < len(_OTHERS):
        done.draft.goto(_OTHERS[pressed[2]])
        conversation.go_on(turn, done, None, in_place=True)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Ask once before what was written is thrown away."""
    previewed_forms.drop(turn, pressed, _FORM)


def show_planned(turn: Turn, pressed: ButtonData) -> None:
    """A prompt that waits, with what can be done about it."""
    prompt = prompts.seen(turn.session, turn.actor, pressed[0])
    if prompt is None or prompt.status is not PromptStatus.SCHEDULED:
        turn.answer_tap(turn.t.text("press-unknown") if prompt is None else _what_happened(turn, prompt))
        return
    turn.answer_tap()
    turn.reply(*_planned(turn, prompt))


def change_planned(turn: Turn, pressed: ButtonData) -> None:
    """A prompt that waits is opened as it was written; confirmed again it takes its own place.

    One that was cancelled is written anew.
    """
    prompt = prompts.seen(turn.session, turn.actor, pressed[0])
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
    changes = prompts.begin_change(turn.session, turn.actor, prompt, writing.id)
    lead = "prompt-changing" if changes else "prompt-rewriting"
    conversation.resume(turn, writing, turn.t(lead, title=prompt.title))


def copy(turn: Turn, pressed: ButtonData) -> None:
    """A prompt that was sent is the beginning of another: its words and its audience, with days of its own."""
    stands = progress.see(turn.session, turn.actor, pressed[0], turn.now, turn.installation.zone)
    if stands is None:
        turn.answer_tap(turn.t.text("press-unknown"))
        return
    prompt = stands.prompt
    turn.answer_tap()
    writing = prompt_draft.begin(turn, prompt, anew=True)
    conversation.resume(turn, writing, turn.t("prompt-copying", title=prompt.title))


def cancel_planned(turn: Turn, pressed: ButtonData) -> None:
    """A prompt that waits does not go out."""
    called_off = prompts.cancel(turn.session, turn.actor, pressed[0], turn.now)
    if called_off is None or not called_off.done:
        what = turn.t.text("press-unknown") if called_off is None else _what_happened(turn, called_off.prompt)
        turn.answer_tap(what)
        return
    turn.answer_tap()
    turn.replace_or_reply(
        turn.t("prompt-planned-cancelled", title=called_off.prompt.title),
        (_rewrite(turn.t, called_off.prompt), *menu.home(turn)),
    )


def ripe(turn: Turn, prompt_id: int) -> None:
    """The hour of a prompt has come."""
    _leave(turn, prompts.ripe(turn.session, prompt_id, turn.now, turn.after_quiet() or turn.now))


def by_rule(turn: Turn) -> None:
    """The monthly hour has come."""
    _leave(turn, prompts.by_rule(turn.session, turn.now, turn.installation.zone))


def _leave(turn: Turn, found: ByRule) -> None:
    for stands in found.launched:
        broadcasts.launched_at_its_hour(turn, stands)
    prompt_messages.send(turn, found.told)


def _written(turn: Turn, done: OpenDraft) -> Written | None:
    """Read what was written; None: whom it goes to is asked again, since that is nobody, or nobody knows who."""
    try:
        written = _from_draft(turn, done)
    except MembersRefused as error:
        prompt_audience.ask_again(turn, done, error)
        return None
    prompt = written.as_prompt(turn.actor, turn.now)
    if not audiences.asked(turn.session, prompt):
        prompt_audience.ask_again(turn, done, None, audiences.of_prompt(prompt))
        return None
    return written


def _from_draft(turn: Turn, done: OpenDraft) -> Written:
    draft = done.draft
    kind = PromptKind(draft.value("kind"))
    matters = [
        (draft.value(f"item_{n}"), draft.value(f"topic_{n}") or "other") for n in _MATTERS if draft.value(f"item_{n}")
    ]
    unit, audience = prompt_audience.read(turn, draft)
    fields = {field.name for field in draft.form.fields}
    chosen = "form" in fields and draft.value("form")
    form = published_forms.latest(turn.session, chosen or _FORMS[kind])
    assert form is not None
    by_rule = draft.value("when") == "monthly"
    month = draft.value("month") if by_rule and "month" in fields else ""
    due = date.fromisoformat(draft.value("due"))
    return Written(
        kind=kind,
        form_id=form.id,
        title=draft.value("title"),
        intro=draft.value("intro"),
        unit_id=unit,
        audience=audience,
        due_at=datetime.combine(due, time.fromisoformat(draft.value("due_hour") or _DUE_HOUR), turn.installation.zone),
        send_at=None if by_rule else _send_at(turn, draft),
        month=date.fromisoformat(f"{month}-01") if month else None,
        matters=matters,
        files=[
            draft.value(f"attachment_{n}")
            for n in _FILES
            if f"attachment_{n}" in fields and draft.value(f"attachment_{n}")
        ],
    )


def _ways(turn: Turn, done: OpenDraft) -> Keyboard:
    """Send it, look at it on each network, change it, drop it."""
    card = Card(turn.t, done.id, done.row.revision, turn.today)
    return (
        (card.button("prompt-button-send", "prompt.send"),),
        (card.button("prompt-button-look", "prompt.look"), card.button("template-button-keep", "template.keep")),
        (card.button("prompt-button-change", "prompt.change"), card.button("prompt-button-drop", "prompt.drop")),
    )


def _put_away(turn: Turn, done: OpenDraft) -> None:
    """The draft of a prompt that was confirmed or dropped is gone."""
    drafts.remove(turn.session, done.id)
    turn.me.focus_draft_id = None


def _send_at(turn: Turn, draft: Draft) -> datetime:
    if draft.value("when") != "later":
        return turn.now
    sends, hour = date.fromisoformat(draft.value("send_day")), time.fromisoformat(draft.value("send_hour"))
    return datetime.combine(sends, hour, turn.installation.zone)


def _too_early(turn: Turn, done: OpenDraft, written: Written) -> bool:
    """True if it would leave before now, or its answers be due before it leaves: that is asked again.

    What is offered then is not refused again; when it leaves can be changed there too.
    """
    leaves = _leaves_at(turn, written)
    local = leaves.astimezone(turn.installation.zone)
    if written.send_at is not None and written.send_at < turn.now:
        place, key, other = "send_day", "prompt-hour-is-over", "send_hour"
        local = written.send_at.astimezone(turn.installation.zone)
        first = turn.today + timedelta(days=1)
    elif written.due_at <= leaves:
        place, key, other = "due", "prompt-due-too-early", "when"
        first = local.date() + timedelta(days=1)
    else:
        return False
    done.draft.goto(place)
    open_draft.changed(done)
    card = Card(turn.t, done.id, done.row.revision, turn.today)
    days = [(day(ahead, turn.t.language), (ahead - turn.today).days) for ahead in (first, first + timedelta(days=6))]
    offered = tuple(Button(label, card.token("form.day_ahead", ahead)) for label, ahead in days)
    label = turn.t.text(f"prompt-button-other-{other.replace('_', '-')}")
    change = Button(label, card.token("prompt.ask", _OTHERS.index(other)))
    lead = turn.t(key, time=f"{local:%H:%M}", day=f"{local:%d/%m}")
    conversation.ask_for_day(turn, done, lead, (offered, (change,)))
    return True


def _leaves_at(turn: Turn, written: Written) -> datetime:
    """When a prompt that is confirmed now reaches its audience."""
    zone = turn.installation.zone
    leaves = prompts.leaves_at(turn.session, written.send_at, written.month, turn.now, zone)
    return leaves if leaves > turn.now or written.send_at is None else max(leaves, turn.after_quiet() or turn.now)


def _when(turn: Turn, written: Written) -> str:
    local = _leaves_at(turn, written).astimezone(turn.installation.zone)
    hour = {"time": f"{local:%H:%M}", "day": f"{local:%d/%m}"}
    if written.send_at is None:
        return turn.t.text("prompt-when-rule", **hour)
    if written.send_at > turn.now:
        return turn.t.text("prompt-when-later", **hour)
    return turn.t.text("prompt-when-now" if turn.after_quiet() is None else "prompt-when-morning", **hour)


def _planned(turn: Turn, prompt: Prompt) -> tuple[RichText, Keyboard]:
    """The card of a prompt that waits, for staff."""
    zone = turn.installation.zone
    local = prompts.leaves_at(turn.session, prompt.send_at, prompt.month, turn.now, zone).astimezone(zone)
    goes = {"title": prompt.title, "time": f"{local:%H:%M}", "day": f"{local:%d/%m}"}
    if audiences.is_shielded(turn.session, prompt):
        said = turn.t("prompt-planned-shielded", **goes)
    else:
        asked = len(members.countable(turn.session, audiences.asked(turn.session, prompt)))
        said = turn.t("prompt-planned", asked=asked, **goes)
    number = prompt.id
    change = Button(turn.t.text("prompt-button-change"), button_data("prompt.change_planned", number))
    stop = Button(turn.t.text("prompt-button-cancel"), button_data("prompt.cancel_planned", number))
    return said, ((change, stop), *menu.home(turn))


def _rewrite(t: Catalogue, prompt: Prompt) -> tuple[Button, ...]:
    return (Button(t.text("prompt-button-rewrite"), button_data("prompt.change_planned", prompt.id)),)


def _what_happened(turn: Turn, prompt: Prompt) -> str:
    """A sentence with what became of a prompt that was waiting."""
    if prompt.status is PromptStatus.SENT and prompt.sent_at is not None:
        at = prompt.sent_at.astimezone(turn.installation.zone)
        return turn.t.text("prompt-was-sent", time=f"{at:%H:%M}", day=f"{at:%d/%m}")
    at = (prompt.changed_at or prompt.created_at).astimezone(turn.installation.zone)
    name = members.name_of(turn.session, prompt.changed_by)
    key = "prompt-was-cancelled" if name else "prompt-was-overdue"
    return turn.t.text(key, name=name, time=f"{at:%H:%M}", day=f"{at:%d/%m}")


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "prompt.write": write,
            "prompt.send": send,
            "prompt.look": look,
            "prompt.change": change,
            "prompt.ask": ask,
            "prompt.drop": drop,
            "prompt.planned": show_planned,
            "prompt.change_planned": change_planned,
            "prompt.cancel_planned": cancel_planned,
            "prompt.copy": copy,
        },
        commands={"/soan": write},
        labels={"menu-write": write},
    ),
)
