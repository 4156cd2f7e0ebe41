"""A survey answered by somebody who is no member: consent first, a question at a time, no account kept."""

from __future__ import annotations

from channels.messages import Button, Kind
from handlers.button_data import ButtonData, button_data, read_button
from handlers.member import enrolment
from handlers.notify import survey_messages
from handlers.turn import Turn
from handlers.typed import typed_menu
from services.surveys import answering, links, surveys
from services.surveys.answering import Refusal, Respondent, Step
from texts.fold import fold
from texts.rich import RichText

_CONSENT, _DECLINE, _OVER = "survey.guest", "survey.decline", "survey.over"
_WORDS_TO_LEAVE = frozenset(("thoi", "stop"))


def took(turn: Turn) -> bool:
    """Take what a stranger sends for a survey. False: it is for none."""
    turn.to_guest = _took(turn)
    return turn.to_guest


def _took(turn: Turn) -> bool:
    event = turn.event
    code = links.code_in(event.text) if event.kind is Kind.TEXT else ""
    if code:
        _welcome(turn, code)
        return True
    pressed = read_button(event.token) if event.kind is Kind.BUTTON else None
    if pressed is None and event.kind is Kind.TEXT and turn.typed_only:
        pressed = _typed(turn)
    if pressed is None or pressed.verb not in _ACTS:
        return False
    turn.answer_tap()
    _ACTS[pressed.verb](turn, pressed)
    return True


def _welcome(turn: Turn, code: str) -> None:
    """Say what it is for and what is kept, and ask whether they take part."""
    found = links.follow(turn.session, code, turn.now)
    if isinstance(found, Refusal):
        _refuse(turn, found)
        return
    survey, link = found
    agree = Button(turn.t.text("survey-button-agree"), button_data(_CONSENT, survey.id, link.id))
    decline = Button(turn.t.text("survey-button-decline"), button_data(_DECLINE, survey.id))
    first = survey_messages.first_screen(turn.t, survey, turn.installation.zone)
    text = turn.t("survey-guest", board=turn.installation.board, first=first)
    if turn.typed_only:  # nothing is kept of somebody who has not agreed, so that a number would mean nothing
        turn.reply(RichText.join("\n\n", [text, turn.t("survey-guest-code", code=f"KS-{code}")]))
    else:
        turn.reply(text, ((agree,), (decline,)))


def _begin(turn: Turn, pressed: ButtonData) -> None:
    who = links.guest(turn.account_id, turn.chat, pressed[1])
    crowd = turn.installation.crowd
    found = answering.begin(turn.session, None, who, pressed[0], turn.now, turn.today, crowd=crowd)
    if found is Refusal.CROWDED and crowd.is_news(pressed[1], turn.event.event_id):
        survey_messages.send(turn, surveys.crowded(turn.session, pressed[1], turn.now))
    _show(turn, pressed[0], found, anew=True)


def _decline(turn: Turn, pressed: ButtonData) -> None:
    nothing = answering.leave(turn.session, _who(turn), pressed[0])
    turn.reply(turn.t("survey-declined" if nothing else "survey-declined-answered"))


def _choose(turn: Turn, pressed: ButtonData) -> None:
    found = answering.choose(turn.session, _who(turn), pressed[0], pressed[1], pressed[2], turn.now)
    _show(turn, pressed[0], found)


def _done(turn: Turn, pressed: ButtonData) -> None:
    _show(turn, pressed[0], answering.go_on(turn.session, _who(turn), pressed[0], pressed[1], turn.now))


def _back(turn: Turn, pressed: ButtonData) -> None:
    _show(turn, pressed[0], answering.back(turn.session, _who(turn), pressed[0], turn.now))


def _send(turn: Turn, pressed: ButtonData) -> None:
    found = answering.send(turn.session, _who(turn), pressed[0], turn.now)
    if isinstance(found, Refusal):
        _show(turn, pressed[0], found)
    else:
        turn.replace_or_reply(turn.t("survey-thanks-link"))


def _who(turn: Turn) -> Respondent:
    return links.guest(turn.account_id, turn.chat)


def _show(turn: Turn, survey_id: int, found: Step | Refusal, *, anew: bool = False) -> None:
    if found is Refusal.STALE:
        found, anew = answering.begin(turn.session, None, _who(turn), survey_id, turn.now, turn.today), True
    if isinstance(found, Refusal):
        _refuse(turn, found)
        return
    text, keyboard = survey_messages.question(turn.t, found, typed_only=turn.typed_only)
    if anew:
        turn.reply(text, keyboard)
    else:
        turn.replace_or_reply(text, keyboard)
    answering.showed(turn.session, _who(turn), survey_id, turn.deliveries[-1].id)


def _refuse(turn: Turn, found: Refusal) -> None:
    """Say why not. Whoever tries codes, or goes on when all is over, is answered as rarely as any stranger."""
    turn.to_stranger = found in (Refusal.UNKNOWN, Refusal.OVER)
    guest = "-guest" if found is Refusal.ANSWERED else ""
    turn.reply(turn.t(f"survey-refused-{found}{guest}"))


def _typed(turn: Turn) -> ButtonData | None:
    """Read what somebody without buttons means: a number or a word of the question at which they stand."""
    if turn.event.text.lstrip().startswith("/"):
        return None
    survey_id = links.begun_by(turn.session, turn.account_id, turn.chat)
    if survey_id is None:
        return _consents(turn)
    found = answering.begin(turn.session, None, _who(turn), survey_id, turn.now, turn.today)
    if isinstance(found, Refusal):
        return ButtonData(_OVER, (survey_id,))
    _text, keyboard = survey_messages.question(turn.t, found, typed_only=True)
    meant = typed_menu.TypedMenu(typed_menu.menu_of(turn.t, keyboard).answers).meant(turn.event.text)
    if meant:
        return read_button(meant[0])
    if fold(turn.event.text).strip(" .!") in _WORDS_TO_LEAVE:
        return ButtonData("survey.leave", (survey_id,))
    return _consents(turn) or ButtonData("survey.again", (survey_id,))


def _consents(turn: Turn) -> ButtonData | None:
    """Yes to a survey, where nothing can be pressed: the word with the survey's code behind it."""
    label, words = fold(turn.t.text("survey-button-agree")), fold(turn.event.text).strip()
    code = links.code_in(words.removeprefix(label).lstrip(" ,:.")) if words.startswith(label) else ""
    found = links.follow(turn.session, code, turn.now) if code else Refusal.UNKNOWN
    return None if isinstance(found, Refusal) else ButtonData(_CONSENT, (found[0].id, found[1].id))


def _again(turn: Turn, pressed: ButtonData) -> None:
    """Ask once more what was typed is no answer to, unless it is an invitation."""
    if not enrolment.let_in(turn):
        _show(turn, pressed[0], Refusal.STALE)


def _over(turn: Turn, pressed: ButtonData) -> None:
    """Let somebody go whose survey or link closed under them: what they had begun is thrown away."""
    answering.leave(turn.session, _who(turn), pressed[0])
    _refuse(turn, Refusal.OVER)


_ACTS = {
    _CONSENT: _begin,
    _DECLINE: _decline,
    "survey.choose": _choose,
    "survey.done": _done,
    "survey.back": _back,
    "survey.send": _send,
    "survey.leave": _decline,
    "survey.again": _again,
    _OVER: _over,
}
