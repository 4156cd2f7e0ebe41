"""The buttons of a form: each is stamped with the draft and its revision, and an old one is answered politely."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from forms.entry.draft import Question, Verdict
from forms.model.types import Type
from handlers.button_data import ButtonData, button_data
from handlers.filling import late_drafts, personal_data, question_card, same_matter
from handlers.filling.conversation import (
    continue_button,
    discard_button,
    go_on,
    help_with,
    later,
    redraw,
    resume,
    show_new,
    take_up,
)
from handlers.filling.format_answer import as_read, labelled, shown
from handlers.filling.open_draft import (
    IN_GROUP,
    OF_STAFF,
    OpenDraft,
    begun_answer,
    first_said,
    forget_instance,
    forget_messages,
    load,
    next_matter,
    save,
)
from handlers.filling.parse_answer import whole_of
from handlers.filling.typed_answer import meant, refused, stale, use_caption
from handlers.turn import Turn
from handlers.typed.button_labels import ButtonLabels
from storage.messaging import deliveries
from texts.courtesy import with_less_courtesy
from texts.dates import months_before


def pressed(turn: Turn, pressed: ButtonData) -> OpenDraft | None:
    """A button of a form. Returns the draft where it is finished and to be sent on."""
    filling = load(turn, pressed[0])
    if filling is None:
        _gone(turn)
        return None
    if pressed.verb == "form.later" and turn.me.focus_draft_id not in (None, filling.id):
        _press_later_elsewhere(turn, filling)
        return None
    if pressed[1] != filling.row.revision:
        _stale(turn, filling)
        return None
    if late_drafts.passed_over(turn, filling):
        return None
    take_up(turn, filling)
    filling.state.card, filling.state.delivery = turn.event.message_id, 0
    if pressed.verb in _SENDS:
        named = pressed[2] if pressed[2] > 0 else None
        following = next_matter(filling, named) if pressed.verb == "form.submit_next" else None
        filling.state.then = following.name if following is not None else ""
        return filling
    _PRESSES[pressed.verb](turn, filling, pressed)
    return None


def chosen(turn: Turn, pressed: list[ButtonData]) -> None:
    """Take the choices that one text names, with those named before; a last one that turns the page is followed by more."""
    turning = pressed.pop() if pressed[-1].verb == "form.page" else None
    filling = load(turn, pressed[0][0])
    if filling is None:
        _gone(turn)
        return
    question = filling.question
    found = [question_card.chosen(question, data[2]) for data in pressed] if question else []
    choices = [choice for choice in found if choice]
    if question is None or len(choices) < len(pressed) or any(data[1] != filling.row.revision for data in pressed):
        resume(turn, filling, stale(turn, filling))
        return
    take_up(turn, filling)
    names = list(dict.fromkeys((*begun_answer(filling, question), *(choice.name for choice in choices))))
    if turning is not None:
        filling.state.ticked, filling.state.adding, filling.state.page = names, True, max(0, turning[2])
        show_new(turn, filling, None)
        return
    verdict = filling.draft.put(question.ref, question_card.in_order(question, names))
    if verdict.ok:
        go_on(turn, filling, turn.t("fill-kept-answer", answer=labelled(question, names)))
    else:
        show_new(turn, filling, refused(turn, question, verdict))


def _gone(turn: Turn) -> None:
    """A button of a form that was sent or thrown away: what the person is writing now is shown again, if they are."""
    turn.answer_tap(turn.t.text("fill-gone"))
    focus = turn.me.focus_draft_id
    now = load(turn, focus) if focus is not None else None
    if now is not None and not (now.state.delivery and deliveries.waits(turn.session, now.state.delivery)):
        resume(turn, now, turn.t("fill-gone-now"))


def _stale(turn: Turn, filling: OpenDraft) -> None:
    text = stale(turn, filling)
    turn.answer_tap(text.text)
    if turn.event.message_id == filling.state.card:
        redraw(turn, filling)  # the phone may show an older state of it: the network got two changes in the wrong order
    elif not (filling.state.delivery and deliveries.waits(turn.session, filling.state.delivery)):
        resume(turn, filling, text)  # else the newest card is on its way already


def _press_answer(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = filling.question
    choice = question_card.chosen(question, pressed[2]) if question else None
    if question is None or choice is None:
        _stale(turn, filling)
    else:
        _put(turn, filling, question, choice.name, choice.label)


def _press_day(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = _asked(turn, filling, Type.DATE)
    if question is None:
        return
    back = max(-366, min(366, -pressed[2] if pressed.verb == "form.day_ahead" else pressed[2]))
    if pressed.verb in _MONTHS:
        chosen = months_before(turn.today, max(0, min(1, back)) * _MONTHS[pressed.verb], whole_of(question.appearance))
    else:
        chosen = turn.today - timedelta(days=back)
    label = as_read(Type.DATE, chosen.isoformat(), turn.t, question.appearance)
    _put(turn, filling, question, chosen.isoformat(), label)


def _press_accept(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    if filling.question is None or filling.question.kind is Type.REPEAT:
        _stale(turn, filling)
    else:
        question = filling.question
        _take(turn, filling, question, filling.draft.keep(question.ref), shown(question, turn.t))


def _press_now(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = _asked(turn, filling, Type.TIME, Type.DATETIME)
    if question is None:
        return
    now = turn.local.replace(tzinfo=None, second=0, microsecond=0).isoformat()
    value = now if question.kind is Type.DATETIME else now[11:]
    _put(turn, filling, question, value, as_read(question.kind, value, turn.t))


def _press_seen(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = _asked(turn, filling, Type.ACKNOWLEDGE)
    if question is None:
        return
    _put(turn, filling, question, "OK", turn.t.text("fill-acknowledged"))


def _press_range(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = filling.question
    values = question_card.range_values(question) if question else []
    if question is None or not 0 <= pressed[2] < len(values):
        _stale(turn, filling)
        return
    value = values[pressed[2]]
    _put(turn, filling, question, value, as_read(Type.RANGE, value, turn.t))


def _press_tick(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = filling.question
    choice = question_card.chosen(question, pressed[2]) if question else None
    if question is None or choice is None:
        _stale(turn, filling)
        return
    ticked = filling.state.ticked
    if choice.name in ticked:
        ticked.remove(choice.name)
    elif question.max_choices and len(ticked) >= question.max_choices:
        turn.answer_tap(turn.t.text("fill-at-most", most=question.max_choices))
        return
    else:
        ticked.append(choice.name)
        left = [other.name for other in question.choices if other.name not in ticked]
        if question.kind is Type.RANK and len(left) == 1:
            ticked.append(left[0])  # the last place is nobody's choice
    _redraw(turn, filling)


def _press_done(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = _asked(turn, filling, Type.SELECT_MULTIPLE, Type.RANK)
    if question is None:
        return
    labels = {choice.name: choice.label for choice in question.choices}
    names = [name for name in filling.state.ticked if name in labels]
    if question.kind is Type.SELECT_MULTIPLE:
        names = [name for name in labels if name in names]
    elif 0 < len(names) < len(labels):
        turn.answer_tap(turn.t.text("fill-rank-left", count=len(labels) - len(names)))
        return
    if not names and question.required:
        turn.answer_tap(turn.t.text("fill-tick-one"))
        return
    _put(turn, filling, question, " ".join(names), ", ".join(labels[name] for name in names))


def _press_all(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    filling.state.wanted, filling.state.page = "", 0
    _redraw(turn, filling)


def _press_add(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = _asked(turn, filling, Type.REPEAT)
    if question is not None:
        verdict = filling.draft.add(question.ref)
        if verdict.ok:
            go_on(turn, filling, None, in_place=True)
        else:
            turn.answer_tap(refused(turn, question, verdict).text)


def _press_remove(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = _asked(turn, filling, Type.REPEAT)
    if question is not None:
        found = next((ref for ref, _about in question.items if question_card.mark(ref) == pressed[2]), "")
        filling.state.removing = found
        _redraw(turn, filling)


def _press_remove_yes(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    ref = filling.state.removing
    if _asked(turn, filling, Type.REPEAT) is None:
        return
    if not ref or question_card.mark(ref) != pressed[2] or not filling.draft.remove(ref).ok:
        _stale(turn, filling)
        return
    forget_instance(filling, ref)
    go_on(turn, filling, turn.t("fill-removed"), in_place=True)


def _press_remove_no(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    filling.state.removing = ""
    _redraw(turn, filling)


def _asked(turn: Turn, filling: OpenDraft, *kinds: Type) -> Question | None:
    """The question being asked, where it is of these types; else the button is an old one."""
    question = filling.question
    if question is None or question.kind not in kinds:
        _stale(turn, filling)
        return None
    return question


def _press_mask(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    """Mask what was found; the messages that held it leave the chat."""
    ref = filling.undecided
    if not ref:
        _stale(turn, filling)
        return
    if not personal_data.conceal(filling, turn.t, ref).ok:
        turn.answer_tap(turn.t.text("personal-not-masked"))
        return
    gone = turn.typed_only or turn.may_delete(first_said(filling, ref))
    for message_id in forget_messages(filling, ref) if gone else ():
        if not message_id.startswith(IN_GROUP):
            turn.delete(message_id, theirs=True)
    go_on(turn, filling, turn.t("personal-masked" if gone else "personal-masked-stands"), in_place=True)


def _press_keep(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    if not filling.undecided or not personal_data.keep(filling, filling.undecided, pressed[2]):
        _stale(turn, filling)
        return
    go_on(turn, filling, turn.t("personal-kept"), in_place=True)


def _press_same(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    """It is a matter that is known there; the questions go on."""
    said = same_matter.chosen(turn, filling, pressed[2])
    if said is None:
        _stale(turn, filling)
    else:
        go_on(turn, filling, said, in_place=True)


def _press_skip(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = filling.question
    if question is None:
        _stale(turn, filling)
        return
    verdict = filling.draft.skip(question.ref)
    if verdict.ok:
        go_on(turn, filling, None, in_place=True)
    else:
        turn.answer_tap(turn.t.text("fill-required"))


def _press_as_before(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    """The answer of the last report, once more."""
    question = filling.question
    value = filling.state.offered.get(question.name, "") if question is not None else ""
    if question is None or not value:
        _stale(turn, filling)
        return
    _put(turn, filling, question, value, labelled(question, value.split()))


def _press_open(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    """A button of the review page that brings more questions."""
    lines = filling.draft.review()
    ref = next((line.ref for line in lines if line.opens and question_card.mark(line.ref) == pressed[2]), "")
    if not ref or not filling.draft.put(ref, "OK").ok:
        _stale(turn, filling)
        return
    filling.draft.leave()
    go_on(turn, filling, None, in_place=True)


def _press_rest(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    """Leave out all that is still to be asked and may be left out."""
    while (question := filling.question) is not None and not question.required and question.kind is not Type.REPEAT:
        if not filling.draft.skip(question.ref).ok:
            break
    go_on(turn, filling, None, in_place=True)


def _press_back(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    if filling.draft.back():
        go_on(turn, filling, None, in_place=True)
    else:
        turn.answer_tap(turn.t.text("fill-first"))


def _press_caption(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    question = _asked(turn, filling, Type.TEXT)
    if question is not None and use_caption(filling, question):
        go_on(turn, filling, turn.t("fill-kept"), in_place=True)
    elif question:
        turn.answer_tap(turn.t.text("caption-not-taken"))


def _press_page(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    filling.state.page = max(0, pressed[2])
    _redraw(turn, filling)


def _press_help(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    turn.answer_tap()
    help_with(turn, filling)


def _press_later(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    turn.answer_tap()
    filling.state.removing = ""
    turn.edit(
        later(turn, filling),
        (*continue_button(turn, filling.id), *discard_button(turn, filling)),
        message_id=filling.state.card,
        caption=filling.state.pictured,
    )
    save(turn, filling)


def _press_later_elsewhere(turn: Turn, filling: OpenDraft) -> None:
    """Another draft is being written: it stays the one that typed text belongs to, and the card of this one is put away."""
    turn.answer_tap()
    said = later(turn, filling)
    focused = turn.me.focus_draft_id
    other = load(turn, focused) if focused is not None else None
    if turn.typed_only and other is not None:
        resume(turn, other, said)
        return
    ways = (*continue_button(turn, filling.id), *discard_button(turn, filling))
    turn.edit(said, ways, message_id=turn.event.message_id, caption=filling.state.pictured)


def _press_change(turn: Turn, filling: OpenDraft, pressed: ButtonData) -> None:
    if not go_to(filling, pressed[2]):
        _stale(turn, filling)
        return
    go_on(turn, filling, None, in_place=True)


def go_to(filling: OpenDraft, mark: int) -> bool:
    """Sets the place to a line of the review page. False: there is no such line any more."""
    ref = next((line.ref for line in filling.draft.review() if question_card.mark(line.ref) == mark), "")
    try:
        filling.draft.goto(ref)
    except KeyError:
        return False
    return True


def _put(turn: Turn, filling: OpenDraft, question: Question, value: str, label: str) -> None:
    _take(turn, filling, question, filling.draft.put(question.ref, value), label)


def _take(turn: Turn, filling: OpenDraft, question: Question, verdict: Verdict, label: str) -> None:
    if verdict.ok:
        go_on(turn, filling, turn.t("fill-kept-answer", answer=label), in_place=True)
    else:
        turn.answer_tap(refused(turn, question, verdict).text)


def _redraw(turn: Turn, filling: OpenDraft) -> None:
    turn.answer_tap()
    redraw(turn, filling)


_MONTHS = {"form.month_ago": 1, "form.year_ago": 12}
_PRESSES: dict[str, Callable[[Turn, OpenDraft, ButtonData], None]] = {
    "form.answer": _press_answer,
    "form.day_ago": _press_day,
    "form.day_ahead": _press_day,
    "form.tick": _press_tick,
    "form.done": _press_done,
    "form.skip": _press_skip,
    "form.back": _press_back,
    "form.page": _press_page,
    "form.later": _press_later,
    "form.help": _press_help,
    "form.caption": _press_caption,
    "form.change": _press_change,
    "form.month_ago": _press_day,
    "form.year_ago": _press_day,
    "form.accept": _press_accept,
    "form.now": _press_now,
    "form.seen": _press_seen,
    "form.range": _press_range,
    "form.all": _press_all,
    "form.add": _press_add,
    "form.remove": _press_remove,
    "form.remove_yes": _press_remove_yes,
    "form.remove_no": _press_remove_no,
    "form.mask": _press_mask,
    "form.keep": _press_keep,
    "form.same": _press_same,
    "form.as_before": _press_as_before,
    "form.open": _press_open,
    "form.rest": _press_rest,
}
_SENDS = frozenset({"form.submit", "form.submit_next"})
VERBS = frozenset({*_PRESSES, *_SENDS})
WAYS = {
    "fill-button-back": "form.back",
    "fill-button-skip": "form.skip",
    "fill-button-later": "form.later",
    "fill-button-help": "form.help",
    "fill-button-submit": "form.submit",
    "fill-button-preview": "form.submit",
    "fill-button-submit-next-typed": "form.submit_next",
    "fill-button-send-now": "form.submit",
    "fill-button-continue": "form.continue",
}
"""The ways through a form, by the keys of their labels: where there are no buttons they are no answers."""
_NAMED = ButtonLabels(WAYS)
_NO_OPINION = frozenset(("form.back", "form.skip", "form.later", "form.help"))
"""The ways whose label is taken for a press where there are buttons too: nobody reports it as what people say."""


def way(turn: Turn, filling: OpenDraft) -> str:
    """The token of the way through a form that a text names, whatever the newest message offers; "": it names none.

    A choice of the question that is called so is meant before it. Where no words are asked for it may be said politely.
    """
    question, text = filling.question, turn.event.text
    if question is not None and question.choices and meant(turn, question) is not None:
        return ""
    worded = question is not None and question.kind in (Type.TEXT, Type.BARCODE)
    said = [text] if worded else [text, *with_less_courtesy(text)]
    verbs = {WAYS[key] for key in next(filter(None, map(_NAMED.named, said)), ())}
    if filling.name in OF_STAFF:  # what is said of its questions is for those who report
        verbs.discard("form.help")
    if not turn.typed_only and (question is not None or filling.undecided):
        verbs &= _NO_OPINION
    return button_data(verbs.pop(), filling.id, filling.row.revision) if len(verbs) == 1 else ""
