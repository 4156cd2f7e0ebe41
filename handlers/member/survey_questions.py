"""Answering a survey: one question at a time in one message, back and on, sent once.

A member answers for themselves where a survey is for members. Where it is for others they fill in, by an open link, for one
person beside them after another ("Phiếu tiếp theo"): place and group stay as they were.
"""

from __future__ import annotations

from channels.messages import Button
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.notify import survey_messages
from handlers.routes import Routes
from handlers.turn import Turn
from services.surveys import answering, links, questionnaire
from services.surveys.answering import Refusal, Respondent, Sent, Step
from storage.surveys import surveys
from storage.tables import Drawn, Role, SeenBy, Survey, SurveyStatus
from texts.fold import fold, spaced

_LONGEST = 300
"""Letters; no option is longer."""


def begin(turn: Turn, pressed: ButtonData) -> None:
    """Begin to answer, or go on where the person was."""
    turn.answer_tap()
    found = answering.begin(turn.session, turn.actor, _who(turn, pressed[0]), pressed[0], turn.now, turn.today)
    _show(turn, pressed[0], found, anew=True)


def choose(turn: Turn, pressed: ButtonData) -> None:
    """Take one option."""
    turn.answer_tap()
    who = _who(turn, pressed[0])
    _show(turn, pressed[0], answering.choose(turn.session, who, pressed[0], pressed[1], pressed[2], turn.now))


def done(turn: Turn, pressed: ButtonData) -> None:
    """All options of a question are ticked that the person wants."""
    turn.answer_tap()
    who = _who(turn, pressed[0])
    _show(turn, pressed[0], answering.go_on(turn.session, who, pressed[0], pressed[1], turn.now))


def back(turn: Turn, pressed: ButtonData) -> None:
    """The question before."""
    turn.answer_tap()
    _show(turn, pressed[0], answering.back(turn.session, _who(turn, pressed[0]), pressed[0], turn.now))


def send(turn: Turn, pressed: ButtonData) -> None:
    """The answers are sent."""
    turn.answer_tap()
    found = answering.send(turn.session, _who(turn, pressed[0]), pressed[0], turn.now)
    if found is Refusal.ANSWERED and len(pressed.numbers) > 1:
        _after_that(turn, pressed[0], pressed[1])
    elif isinstance(found, Refusal):
        _show(turn, pressed[0], found)
    elif found.link_id is not None:
        _sent_beside(turn, found, found.link_id)
    else:
        public = found.survey.seen_by is SeenBy.PUBLIC
        turn.replace_or_reply(turn.t("survey-thanks-public" if public else "survey-thanks"), menu.home(turn))


def leave(turn: Turn, pressed: ButtonData) -> None:
    """The answers are thrown away."""
    turn.answer_tap()
    answering.leave(turn.session, _who(turn, pressed[0]), pressed[0])
    turn.replace_or_reply(turn.t("survey-left"), menu.home(turn))


def takes(turn: Turn, text: str) -> bool:
    """Take an option of the question at which a member stands that is typed and not pressed. False: it is none."""
    said = spaced(fold(text))
    for survey in surveys.in_status(turn.session, SurveyStatus.OPEN) if len(said) <= _LONGEST else ():
        if survey.drawn is not Drawn.NETWORK:
            continue
        step = answering.standing(turn.session, _who(turn, survey.id), survey.id, turn.now)
        if step is None or step.question is None:
            continue
        places = [at for at, option in enumerate(step.question.options) if spaced(fold(option.label)) == said]
        if len(places) == 1:
            choose(turn, ButtonData("survey.choose", (survey.id, step.number, places[0])))
            return True
        if step.question.several and said == spaced(fold(turn.t.text("survey-button-done"))):
            done(turn, ButtonData("survey.done", (survey.id, step.number)))
            return True
    return False


def is_code(words: str) -> bool:
    """True if words are the code of an open link."""
    return bool(links.code_in(words))


def by_code(turn: Turn) -> None:
    """A collaborator sends the code of an open link: they fill in for people beside them."""
    found = links.follow(turn.session, links.code_in(turn.event.text), turn.now)
    if isinstance(found, Refusal):
        turn.reply(turn.t(f"survey-refused-{found}"), menu.home(turn))
        return
    survey, link = found
    first = survey_messages.first_screen(turn.t, survey, turn.installation.zone)
    start = Button(turn.t.text("survey-button-beside"), button_data("survey.next", survey.id, link.id))
    turn.reply(turn.t("survey-beside", label=link.label, first=first), ((start,), *menu.home(turn)))


def following(turn: Turn, pressed: ButtonData) -> None:
    """The next person's form, with the groups of the one before chosen already."""
    turn.answer_tap()
    survey_id, link_id, places = pressed[0], pressed[1], pressed.numbers[2:]
    survey = surveys.get(turn.session, survey_id)
    about = (
        [question for question in questionnaire.load(survey.questions) if question.about] if survey is not None else []
    )
    known = {
        question.name: [question.options[place].name]
        for question, place in zip(about, places, strict=False)
        if not question.several and place < len(question.options)
    }
    who = links.in_person(turn.me.member_id, link_id)
    answering.leave(turn.session, who, survey_id)
    found = answering.begin(turn.session, turn.actor, who, survey_id, turn.now, turn.today, known)
    _show(turn, survey_id, found, anew=True)


def _after_that(turn: Turn, survey_id: int, link_id: int) -> None:
    """The form was sent or left, and the button pressed again: the way on is the next person's form."""
    survey, link = surveys.get(turn.session, survey_id), surveys.link(turn.session, link_id)
    if survey is None or link is None or link.survey_id != survey_id:
        _show(turn, survey_id, Refusal.UNKNOWN)
        return
    on = Button(turn.t.text("survey-button-next"), button_data("survey.next", survey_id, link_id))
    turn.reply(turn.t("survey-thanks-again", label=link.label), ((on,), *menu.home(turn)))


def _sent_beside(turn: Turn, sent: Sent, link_id: int) -> None:
    link = surveys.link(turn.session, link_id)
    places = _places(sent.survey, sent)
    on = Button(turn.t.text("survey-button-next"), button_data("survey.next", sent.survey.id, link_id, *places))
    label = link.label if link is not None else ""
    turn.replace_or_reply(turn.t("survey-thanks-next", label=label), ((on,), *menu.home(turn)))


def _places(survey: Survey, sent: Sent) -> list[int]:
    """The groups that were given, each by its place among the options of its question; past the last: none or several."""
    found = []
    for question in questionnaire.load(survey.questions):
        if question.about:
            chosen = sent.about.get(question.name, ())
            names = [option.name for option in question.options]
            found.append(names.index(chosen[0]) if len(chosen) == 1 else len(names))
    return found


def _who(turn: Turn, survey_id: int) -> Respondent:
    survey = surveys.get(turn.session, survey_id)
    if survey is not None and survey.drawn is not Drawn.NETWORK:
        return links.in_person(turn.me.member_id)
    return Respondent.member(turn.me.member_id, turn.me.unit_id)


def _show(turn: Turn, survey_id: int, found: Step | Refusal, *, anew: bool = False) -> None:
    """Show the question where the person stands; the message is emptied once their answers are sent."""
    who = _who(turn, survey_id)
    if found is Refusal.STALE:
        found, anew = answering.begin(turn.session, turn.actor, who, survey_id, turn.now, turn.today), True
        turn.reply(turn.t("survey-refused-stale"))
    if isinstance(found, Refusal):
        turn.reply(turn.t(f"survey-refused-{found}"), menu.home(turn))
        return
    text, keyboard = survey_messages.question(turn.t, found, typed_only=turn.typed_only)
    if anew:
        turn.reply(text, keyboard)
    else:
        turn.replace_or_reply(text, keyboard)
    answering.showed(turn.session, who, survey_id, turn.deliveries[-1].id)


ROUTES = (
    Routes(
        frozenset({Role.COLLABORATOR}),
        buttons={
            "survey.begin": begin,
            "survey.next": following,
            "survey.choose": choose,
            "survey.done": done,
            "survey.back": back,
            "survey.send": send,
            "survey.leave": leave,
        },
        numbers={"ks": by_code},
    ),
)
