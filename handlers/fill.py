"""Filling in a form: one question at a time, every answer kept at once, and the draft there again whenever it is wanted.

What follows a finished form (a report, a prompt's preview) is another conversation's; the router hands it over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from channels.messages import Button, Keyboard
from forms.draft import Question, Verdict
from forms.types import Type
from handlers import alerts, cards, menu, reading
from handlers.cards import Card
from handlers.filling import Filling, can_flag_urgent, changed, is_urgent, save
from handlers.tokens import token
from handlers.turn import Turn
from storage import members, prompts
from texts.rich import RichText

PASTE_FROM = 4000
PASTE_SECONDS = 3
FULL = 4096  # UTF-16 units: a message that is full was cut where it stood, a shorter part between two words
MOST = 10_000  # letters in one answer
_REMEMBERED = 40
_BLANK = RichText("\n\n")


def resume(turn: Turn, filling: Filling, lead: RichText | None = None) -> None:
    """Shows where the draft stands in a new message; what is typed from now on belongs to it."""
    parked = turn.me.focus_draft_id
    members.focus(turn.session, turn.me, draft_id=filling.id)
    if parked is not None and parked != filling.id:
        lead = turn.t("fill-parked") if lead is None else lead + "\n" + turn.t("fill-parked")
    show_new(turn, filling, lead)


def typed(turn: Turn, filling: Filling, *, menu_word: bool = False) -> None:
    """What the person wrote while this draft has the focus; a word that also opens the menu is an answer all the same."""
    if _continues_paste(turn, filling):
        return
    question = filling.question
    value = reading.read(question, turn.event.text, turn.today) if question else None
    verdict = filling.draft.put(question.ref, value) if question and value else None
    if question is None or verdict is None or not verdict.ok:
        _await_more(turn, filling, "")
        if question is None:
            lead = turn.t("fill-press-a-button")
        else:
            lead = refused(turn, question, verdict) if verdict else not_understood(turn, question)
        show_new(turn, filling, lead, menu.home(turn) if menu_word else ())
        return
    _remember(turn, filling, question)
    _close_card(turn, filling, question)
    changed(filling)
    lead = _alerted(turn, filling) or turn.t("fill-kept")
    if menu_word:
        show_new(turn, filling, lead + "\n" + turn.t("menu-offer"), menu.home(turn))
    else:
        show_new(turn, filling, lead)


def corrected(turn: Turn, filling: Filling) -> bool:
    """A message that gave an answer was edited: the answer is corrected. False: it gave none here."""
    ref = filling.state.messages.get(turn.event.message_id)
    if ref is None:
        return False
    try:
        question = filling.draft.ask(ref)
    except KeyError:
        show_new(turn, filling, turn.t("fill-not-now"))
        return True
    value = reading.read(question, turn.event.text, turn.today)
    whole, parts = _with_part(filling, ref, turn.event.message_id, value or "")
    verdict = filling.draft.put(ref, whole[:MOST]) if value else None
    if verdict is None:
        lead = not_understood(turn, question)
    elif not verdict.ok:
        lead = refused(turn, question, verdict)
    else:
        if parts:
            filling.state.parts[ref] = parts
        changed(filling)
        lead = _alerted(turn, filling) or turn.t("fill-corrected", label=question.label)
    show_new(turn, filling, lead)
    return True


def not_understood(turn: Turn, question: Question) -> RichText:
    """Why what was typed is no answer here, and what would be."""
    typed = " ".join(turn.event.text.split())[:60]
    key = {
        Type.INTEGER: "fill-not-whole",
        Type.DECIMAL: "fill-not-number",
        Type.DATE: "fill-not-date",
        Type.IMAGE: "fill-not-photo",
        Type.TEXT: "fill-nothing-written",
    }.get(question.kind, "fill-not-choice")
    if key == "fill-not-choice" and len(reading.fitting(question.choices, typed)) > 1:
        key = "fill-ambiguous"
    return turn.t(key, typed=typed)


def refused(turn: Turn, question: Question, verdict: Verdict) -> RichText:
    """What is wrong with an answer: the form author's own words where there are any."""
    if verdict.author_message:
        return RichText.plain(verdict.author_message)
    if verdict.code in ("not_a_number", "not_whole", "not_a_date", "not_a_choice", "not_a_file"):
        return not_understood(turn, question)
    if verdict.code == "too_long":
        return turn.t("fill-too-long", most=verdict.args.get("most", str(MOST)))
    return turn.t({"required": "fill-required", "constraint": "fill-constraint"}.get(verdict.code, "fill-not-now"))


def advance(turn: Turn, filling: Filling, lead: RichText) -> None:
    """After something was accepted by other means than a card (a picture that arrived): goes on in a new message."""
    changed(filling)
    show_new(turn, filling, lead)


def go_on(turn: Turn, filling: Filling, lead: RichText | None, *, in_place: bool = False) -> None:
    """Goes on after an accepted answer: in the same message after a press, in a new one after typing."""
    changed(filling)
    lead = _alerted(turn, filling) or lead
    if in_place:
        turn.toast()
        turn.edit(*render(turn, filling, lead), message_id=filling.state.card)
        save(turn, filling)
    else:
        show_new(turn, filling, lead)


def render(turn: Turn, filling: Filling, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """The message for where the draft stands: a question, the review page, or the button that sends."""
    question = filling.question
    card = Card(turn.t, filling.id, filling.row.revision, filling.state.ticked, filling.state.page)
    if question is not None:
        card.urgent_button = question.number != 1 and can_flag_urgent(filling)
        return cards.question_card(card, question, lead)
    if filling.draft.form.settings.review:
        return cards.review_card(card, filling.draft, filling.draft.form.title, lead)
    return cards.send_card(card, lead)


def show_new(turn: Turn, filling: Filling, lead: RichText | None, more: Keyboard = ()) -> None:
    """Shows where the draft stands in a new message; `more` are buttons below its own."""
    text, keyboard = render(turn, filling, lead)
    filling.state.delivery = turn.say(text, (*keyboard, *more))
    filling.state.card = ""
    save(turn, filling)


def _close_card(turn: Turn, filling: Filling, question: Question) -> None:
    """The card that asked loses its buttons and says that the answer is kept."""
    if filling.state.card or filling.state.delivery:
        text = turn.t("fill-answered", label=question.label)
        turn.edit(text, message_id=filling.state.card, delivery=filling.state.delivery)


def _alerted(turn: Turn, filling: Filling) -> RichText | None:
    """*Khẩn* alerts at once, before the rest is answered, and the author is told so."""
    raised = is_urgent(filling) and alerts.raise_for(turn, filling)
    return turn.t("fill-flagged") if raised else None


def _remember(turn: Turn, filling: Filling, question: Question) -> None:
    messages, message_id = filling.state.messages, turn.event.message_id
    messages[message_id] = question.ref
    while len(messages) > _REMEMBERED:
        del messages[next(iter(messages))]
    filling.state.parts.pop(question.ref, None)
    filling.state.paste = None
    if question.kind is Type.TEXT and _await_more(turn, filling, question.ref):
        filling.state.parts[question.ref] = [(message_id, 0)]


def _await_more(turn: Turn, filling: Filling, ref: str) -> bool:
    """A client cuts a long paste into messages: whether this may be such a part, so that what follows at once belongs to it."""
    text = turn.event.text
    if len(text) < PASTE_FROM:
        filling.state.paste = None
        return False
    until = turn.event.sent_at + timedelta(seconds=PASTE_SECONDS)
    full = len(text.encode("utf-16-le")) // 2 >= FULL
    filling.state.paste = (ref, until.isoformat(), "" if full else " ")
    return True


def _continues_paste(turn: Turn, filling: Filling) -> bool:
    """The next part of a long paste: it joins the answer, or is passed over where the beginning was no answer."""
    if filling.state.paste is None:
        return False
    ref, until, joint = filling.state.paste
    if turn.event.sent_at > datetime.fromisoformat(until):
        filling.state.paste = None
        return False
    before = filling.draft.value(ref) if ref else ""
    if ref and len(before) < MOST:
        whole = before + joint + turn.event.text
        filling.draft.put(ref, whole[:MOST])
        filling.state.messages[turn.event.message_id] = ref
        filling.state.parts[ref].append((turn.event.message_id, len(before + joint)))
        if len(whole) > MOST:
            turn.say(turn.t("fill-kept-part", most=MOST))
    _await_more(turn, filling, ref)
    save(turn, filling)
    return True


def _with_part(filling: Filling, ref: str, message_id: str, text: str) -> tuple[str, list[tuple[str, int]]]:
    """An answer that came in parts with one of them replaced, and where its parts begin then; else the text itself."""
    parts = filling.state.parts.get(ref, [])
    at = next((n for n, (message, _) in enumerate(parts) if message == message_id), None)
    if at is None:
        return text, []
    before = filling.draft.value(ref)
    ends = [start for _, start in parts[1:]] + [len(before)]
    rest = before[ends[at] :]
    whole = before[: parts[at][1]] + text + (" " + rest if rest else "")
    moved = len(whole) - len(before)
    return whole, [(message, start + moved if n > at else start) for n, (message, start) in enumerate(parts)]


def later(turn: Turn, filling: Filling) -> RichText:
    """The draft is put aside; it stays as it is."""
    members.focus(turn.session, turn.me)
    prompt = prompts.get(turn.session, filling.row.prompt_id) if filling.row.prompt_id is not None else None
    if prompt is None or prompt.due_at <= turn.now:
        return turn.t("fill-later")
    due = prompt.due_at.astimezone(turn.house.zone)
    return turn.t("fill-later-due", time=f"{due:%H:%M}", day=f"{due:%d/%m}")


def continue_button(turn: Turn, draft_id: int) -> Keyboard:
    """The button under which a draft goes on."""
    return ((Button(turn.t.plain("fill-button-continue"), token("fc", draft_id)),),)
