"""The buttons of a form: each is stamped with the draft and its revision, and an old one is answered politely."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from forms.draft import Question
from forms.types import Type
from handlers import cards
from handlers.fill import continue_button, go_on, later, refused, render, resume
from handlers.filling import Filling, load, save
from handlers.tokens import Token
from handlers.turn import Turn
from storage import members
from texts.dates import day
from texts.rich import RichText


def pressed(turn: Turn, pressed: Token) -> Filling | None:
    """A button of a form. Returns the draft where it is finished and to be sent on."""
    filling = load(turn, pressed[0])
    if filling is None:
        turn.toast(turn.t.plain("fill-gone"))
        return None
    if pressed[1] != filling.row.revision:
        _stale(turn, filling)
        return None
    members.focus(turn.session, turn.me, draft_id=filling.id)
    filling.state.card, filling.state.delivery = turn.event.message_id, 0
    if pressed.verb == "fx":
        return filling
    _PRESSES[pressed.verb](turn, filling, pressed)
    return None


def _stale(turn: Turn, filling: Filling) -> None:
    question = filling.question
    if question is not None and question.number:
        text = turn.t.plain("fill-stale", number=question.number, total=question.total)
    else:
        text = turn.t.plain("fill-stale-end")
    turn.toast(text)
    if turn.event.message_id != filling.state.card:
        resume(turn, filling, RichText.plain(text))


def _press_answer(turn: Turn, filling: Filling, pressed: Token) -> None:
    question = filling.question
    choice = cards.chosen(question, pressed[2]) if question else None
    if question is None or choice is None:
        _stale(turn, filling)
        return
    _put(turn, filling, question, choice.name, choice.label)


def _press_day(turn: Turn, filling: Filling, pressed: Token) -> None:
    question = filling.question
    if question is None or question.kind is not Type.DATE:
        _stale(turn, filling)
        return
    ahead = pressed[2] if pressed.verb == "fw" else -pressed[2]
    chosen = turn.today + timedelta(days=max(-366, min(366, ahead)))
    _put(turn, filling, question, chosen.isoformat(), day(chosen, turn.t.language))


def _press_tick(turn: Turn, filling: Filling, pressed: Token) -> None:
    question = filling.question
    choice = cards.chosen(question, pressed[2]) if question else None
    if question is None or choice is None:
        _stale(turn, filling)
        return
    ticked = filling.state.ticked
    if choice.name in ticked:
        ticked.remove(choice.name)
    elif question.max_choices and len(ticked) >= question.max_choices:
        turn.toast(turn.t.plain("fill-at-most", most=question.max_choices))
        return
    else:
        ticked.append(choice.name)
    _redraw(turn, filling)


def _press_done(turn: Turn, filling: Filling, pressed: Token) -> None:
    question = filling.question
    if question is None or question.kind is not Type.SELECT_MULTIPLE:
        _stale(turn, filling)
        return
    labels = {choice.name: choice.label for choice in question.choices}
    names = [choice.name for choice in question.choices if choice.name in filling.state.ticked]
    if not names and question.required:
        turn.toast(turn.t.plain("fill-tick-one"))
        return
    _put(turn, filling, question, " ".join(names), ", ".join(labels[name] for name in names))


def _press_skip(turn: Turn, filling: Filling, pressed: Token) -> None:
    question = filling.question
    if question is None:
        _stale(turn, filling)
        return
    verdict = filling.draft.skip(question.ref)
    if verdict.ok:
        go_on(turn, filling, None, in_place=True)
    else:
        turn.toast(turn.t.plain("fill-required"))


def _press_back(turn: Turn, filling: Filling, pressed: Token) -> None:
    if filling.draft.back():
        go_on(turn, filling, None, in_place=True)
    else:
        turn.toast(turn.t.plain("fill-first"))


def _press_page(turn: Turn, filling: Filling, pressed: Token) -> None:
    filling.state.page = max(0, pressed[2])
    _redraw(turn, filling)


def _press_later(turn: Turn, filling: Filling, pressed: Token) -> None:
    turn.toast()
    turn.edit(later(turn, filling), continue_button(turn, filling.id), message_id=filling.state.card)
    save(turn, filling)


def _press_change(turn: Turn, filling: Filling, pressed: Token) -> None:
    field_ = next((one for one in filling.draft.form.fields if one.order == pressed[2]), None)
    try:
        filling.draft.goto(field_.ref if field_ else "")
    except KeyError:
        _stale(turn, filling)
        return
    go_on(turn, filling, None, in_place=True)


def _put(turn: Turn, filling: Filling, question: Question, value: str, label: str) -> None:
    verdict = filling.draft.put(question.ref, value)
    if verdict.ok:
        go_on(turn, filling, turn.t("fill-kept-answer", answer=label), in_place=True)
    else:
        turn.toast(refused(turn, question, verdict).text)


def _redraw(turn: Turn, filling: Filling) -> None:
    turn.toast()
    turn.edit(*render(turn, filling), message_id=filling.state.card)
    save(turn, filling)


_PRESSES: dict[str, Callable[[Turn, Filling, Token], None]] = {
    "fa": _press_answer,
    "fy": _press_day,
    "fw": _press_day,
    "ft": _press_tick,
    "fd": _press_done,
    "fs": _press_skip,
    "fb": _press_back,
    "fp": _press_page,
    "fl": _press_later,
    "fr": _press_change,
}
VERBS = frozenset({*_PRESSES, "fx"})
