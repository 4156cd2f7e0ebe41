"""Surveys as they are read: the first screen, a question, the end, and what staff are told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from channels.messages import Button, Keyboard
from handlers.button_data import button_data
from handlers.turn import Turn
from services.surveys import answering, questionnaire
from services.surveys.answering import Step
from services.surveys.surveys import LinkCrowded, Purpose, SurveyKeptOpen, SurveyNotification, SurveyOver, SurveyRound
from storage.tables import Survey, SurveyEnd, SurveyStatus
from texts.catalogue import Catalogue
from texts.rich import RichText

_SHORT = 19  # letters: two such labels stand side by side on a narrow phone
_LONG = 40  # letters: a longer label stands in the text
_MARKED, _TICKED, _OPEN = "✓ ", "☑ ", "☐ "


def first_screen(t: Catalogue, survey: Survey, zone: tzinfo) -> RichText:
    """The first screen: what for, until when, who sees it, what is kept of whoever answers, what the network sees."""
    closes = survey.closes_at.astimezone(zone)
    return t(
        "survey-first",
        title=survey.title,
        purpose=survey.purpose,
        count=len(questionnaire.load(survey.questions)),
        time=f"{closes:%H:%M}",
        day=f"{closes:%d/%m/%Y}",
        seen=t(f"survey-seen-{survey.seen_by}"),
        who=t("survey-with-unit" if survey.with_unit else "survey-anonymous"),
        network=t("survey-network"),
    )


def begin_button(t: Catalogue, survey: Survey) -> Keyboard:
    """The button with which somebody begins to answer."""
    return ((Button(t.text("survey-button-begin"), button_data("survey.begin", survey.id)),),)


def send(turn: Turn, notifications: Iterable[SurveyNotification]) -> None:
    """Write what an act, or the clock, brings to those whom it concerns."""
    for notification in notifications:
        match notification:
            case SurveyRound():
                _round(turn, notification)
            case SurveyOver():
                _over(turn, notification)
            case SurveyKeptOpen(recipient=recipient, survey=survey):
                closes, t = survey.closes_at.astimezone(turn.installation.zone), turn.texts_for(recipient)
                text = t("survey-kept-open", title=survey.title, time=f"{closes:%H:%M}", day=f"{closes:%d/%m}")
                turn.send_to(recipient, text, (_see(t, survey),))
            case LinkCrowded():
                _crowded(turn, notification)


def question(t: Catalogue, step: Step, *, typed_only: bool) -> tuple[RichText, Keyboard]:
    """The question at which somebody stands, or, where all are answered, the button that sends."""
    survey, asked = step.survey, step.question
    leave = Button(t.text("survey-button-leave"), button_data("survey.leave", survey.id))
    if asked is None:
        link = () if step.link_id is None else (step.link_id,)
        send_ = Button(t.text("survey-button-send"), button_data("survey.send", survey.id, *link))
        return t("survey-all-answered", total=step.total), ((send_,), (_back(t, step), leave))
    places = {option.name: at for at, option in enumerate(asked.options)}
    spelled = not typed_only and any(len(option.label) > _LONG for option in step.options)
    parts = [t("survey-question", title=survey.title, number=step.number, total=step.total, text=asked.text)]
    buttons: list[Button] = []
    for line, option in enumerate(step.options, 1):
        if spelled:
            parts.append(t("survey-option-line", number=line, label=option.label))
        mark = "" if typed_only else _mark(asked.several, option.name in step.chosen)
        label = mark + (str(line) if spelled else option.label)
        buttons.append(Button(label, button_data("survey.choose", survey.id, step.number, places[option.name])))
    if asked.several:
        parts.append(t("survey-how-several"))
    if typed_only and step.chosen:
        chosen = [option.label for option in step.options if option.name in step.chosen]
        parts.append(t("survey-chosen", labels=", ".join(chosen)))
    ways = [_back(t, step)] if step.number > 1 else []
    if asked.several:
        ways.append(Button(t.text("survey-button-done"), button_data("survey.done", survey.id, step.number)))
    if typed_only:  # nothing that is typed means something else until they are through
        ways.append(leave)
    return RichText.join("\n", parts), (*_in_rows(buttons), *([tuple(ways)] if ways else []))


def _mark(several: bool, chosen: bool) -> str:
    if several:
        return _TICKED if chosen else _OPEN
    return _MARKED if chosen else ""


def _back(t: Catalogue, step: Step) -> Button:
    return Button(t.text("survey-button-back"), button_data("survey.back", step.survey.id))


def _in_rows(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Short labels share a row, two by two or, very short, four by four."""
    if all(len(button.label) <= 5 for button in buttons):
        return [tuple(buttons[at : at + 4]) for at in range(0, len(buttons), 4)]
    if all(len(button.label) <= _SHORT for button in buttons):
        return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return [(button,) for button in buttons]


def _round(turn: Turn, round_: SurveyRound) -> None:
    survey, zone = round_.survey, turn.installation.zone
    closes = survey.closes_at.astimezone(zone)
    for person in round_.people:
        t = turn.texts_for(person)
        parts = [first_screen(t, survey, zone)]
        if round_.purpose is Purpose.PILOT:
            parts.insert(0, t("survey-pilot-lead"))
        elif round_.purpose is Purpose.REMINDER:
            parts.insert(0, t("survey-reminder", time=f"{closes:%H:%M}", day=f"{closes:%d/%m}"))
        # A reminder goes to those who have not answered: the others have (privacy 9).
        text, buttons = RichText.join("\n\n", parts), begin_button(t, survey)
        turn.send_to(person, text, buttons, expires_at=survey.closes_at, shielded=True)


def _over(turn: Turn, over: SurveyOver) -> None:
    survey, t = over.survey, turn.texts_for(over.recipient)
    if survey.status is SurveyStatus.CANCELLED:
        key = "survey-over-cancelled"
    else:
        key = "survey-over-quota" if survey.ended is SurveyEnd.QUOTA else "survey-over-time"
    turn.send_to(over.recipient, t(key, title=survey.title), (_see(t, survey),))


def _see(t: Catalogue, survey: Survey) -> tuple[Button, ...]:
    return (Button(t.text("survey-button-see"), button_data("survey.show", survey.id)),)


def _crowded(turn: Turn, crowded: LinkCrowded) -> None:
    t, label = turn.texts_for(crowded.recipient), crowded.link.label
    shut = Button(
        RichText(t.text("survey-button-close-link", label=label)).truncate(60).text,
        button_data("survey.close_link", crowded.link.id),
    )
    text = t("survey-link-crowded", title=crowded.survey.title, label=label, most=answering.PER_HOUR)
    turn.send_to(crowded.recipient, text, ((shut,),))
