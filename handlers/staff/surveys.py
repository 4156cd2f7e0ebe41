"""Surveys of staff: written like a form, looked at, tried on ten people, sent, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from channels.messages import Button, Keyboard
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.filling import conversation, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.filling.question_card import Card
from handlers.notify import survey_messages
from handlers.routes import Routes
from handlers.staff import previewed_forms, prompt_audience, survey_draft
from handlers.staff.survey_draft import FewOptions, NoAudience
from handlers.turn import Turn
from services.surveys import results, surveys
from services.surveys.questionnaire import NotAskable, Question
from services.surveys.surveys import Done, Standing, SurveyRound, Written
from storage.members import addresses, members
from storage.tables import Drawn, Role, Survey, SurveyStatus
from texts.catalogue import Catalogue
from texts.dates import day
from texts.rich import RichText

_FORM = "survey"
_PART = 3500  # letters of one message


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The surveys written last, and the way to a new one."""
    turn.answer_tap()
    found, staff = surveys.newest(turn.session, turn.actor), turn.me.is_staff
    rows = []
    for survey in found:
        number = survey.id
        opened = button_data("survey.show", number) if staff else button_data("survey.results", number)
        rows.append((Button(RichText(survey.title).truncate(60).text, opened),))
    if staff:
        rows.append((_button(turn, "survey-button-write", "survey.write"),))
        rows.append((_button(turn, "poll-button-list", "poll.list"),))
    turn.reply(turn.t("survey-list" if found else "survey-list-none"), (*rows, *menu.home(turn)))


def write(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Begins a survey, or goes on with the one that was begun."""
    turn.answer_tap()
    if previewed_forms.resumed(turn, _FORM):
        return
    conversation.resume(turn, open_draft.start(turn, _FORM))


def preview(turn: Turn, done: OpenDraft) -> None:
    """Shows the survey as it will look, to whom it goes and when, and asks for a confirmation."""
    made = _written(turn, done)
    if made is None:
        return
    turn.answer_tap()
    card = Card(turn.t, done.id, done.row.revision, turn.today)
    keyboard: Keyboard = ((card.button("survey-button-launch", "survey.launch"),),)
    if made.drawn is Drawn.NETWORK:
        keyboard += ((card.button("survey-button-pilot", "survey.pilot"),),)
    keyboard += (
        (card.button("survey-button-change", "survey.change"), card.button("survey-button-drop", "survey.drop")),
    )
    looks = _unsaved(turn, made)
    parts = [
        turn.t(
            "survey-preview", to=_to(turn, made), when=RichText.join(" ", [_when(turn, made), _closes(turn, looks)])
        ),
        survey_messages.first_screen(turn.t, looks, turn.installation.zone),
        *(_question(turn, number, made.questions) for number in range(1, len(made.questions) + 1)),
    ]
    *before, last = RichText.join("\n\n", parts).split(_PART)
    for part in before:
        turn.reply(part)
    turn.reply(last, keyboard)


def launch(turn: Turn, pressed: ButtonData) -> None:
    """The confirmation: the survey opens now or at its hour."""
    made = _confirmed(turn, pressed)
    if made is not None:
        done = surveys.plan(turn.session, turn.actor, made, turn.now)
        turn.me.focus_draft_id = None
        _launched(turn, done)


def pilot(turn: Turn, pressed: ButtonData) -> None:
    """Ten people try it first; what was written stays until it goes out."""
    made = _confirmed(turn, pressed)
    if made is None:
        return
    people = addresses.reached(turn.session, surveys.audience(turn.session, _unsaved(turn, made)), turn.now)
    if not people:
        turn.reply(turn.t("survey-pilot-nobody"))
        return
    done = surveys.pilot(turn.session, turn.actor, made, turn.now)
    survey_messages.send(turn, done.told)
    count = sum(len(notification.people) for notification in done.told if isinstance(notification, SurveyRound))
    turn.reply(turn.t("survey-piloting", title=done.survey.title, count=count), _doors(turn, done.survey))


def change(turn: Turn, pressed: ButtonData) -> None:
    """Back to the review page of the survey's form."""
    previewed_forms.change(turn, pressed, _FORM)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Ask once before what was written is thrown away."""
    previewed_forms.drop(turn, pressed, _FORM)


def show(turn: Turn, pressed: ButtonData) -> None:
    """A survey as it stands."""
    turn.answer_tap()
    found = surveys.standing(turn.session, turn.actor, pressed[0], turn.now)
    if found is None:
        turn.reply(turn.t("survey-refused-unknown"), menu.home(turn))
        return
    survey = found.survey
    parts = [
        turn.t(
            "survey-card",
            title=survey.title,
            status=turn.t.text(f"survey-status-{survey.status}"),
            answered=_answered(turn, found),
            closes=_closes(turn, survey),
        )
    ]
    if survey.drawn is Drawn.NETWORK:
        parts.append(turn.t("survey-card-asked", asked=found.asked, reached=found.reached))
    about = Button(turn.t.text("policy-button-of"), button_data("policy.of", survey.id))
    turn.reply(RichText.join("\n", parts), (*_doors(turn, survey), (about,), *menu.home(turn)))


def open_after_pilot(turn: Turn, pressed: ButtonData) -> None:
    """Send what was tried to everybody."""
    turn.answer_tap()
    done = surveys.open_after_pilot(turn.session, turn.actor, pressed[0], turn.now)
    if done is None or not done.done:
        turn.reply(turn.t("survey-too-late"), menu.home(turn))
        return
    _launched(turn, done)


def call_off(turn: Turn, pressed: ButtonData) -> None:
    """A survey that is tried or waits does not go out; what was written for it is there to be changed."""
    turn.answer_tap()
    done = surveys.call_off(turn.session, turn.actor, pressed[0], turn.now)
    if done is None or not done.done:
        turn.reply(turn.t("survey-too-late"), menu.home(turn))
        return
    turn.reply(turn.t("survey-cancelled", title=done.survey.title), menu.home(turn))
    begun = open_draft.load(turn, done.survey.draft_id) if done.survey.draft_id is not None else None
    if begun is not None:
        conversation.resume(turn, begun)


def ask_close(turn: Turn, pressed: ButtonData) -> None:
    """Ask once before a survey is closed."""
    turn.answer_tap()
    found = surveys.standing(turn.session, turn.actor, pressed[0], turn.now)
    if found is None or found.survey.status is not SurveyStatus.OPEN:
        turn.reply(turn.t("survey-too-late"), menu.home(turn))
        return
    sure = Button(turn.t.text("survey-button-close-sure"), button_data("survey.close", pressed[0]))
    turn.reply(turn.t("survey-close-ask", title=found.survey.title), ((sure,), *menu.home(turn)))


def close(turn: Turn, pressed: ButtonData) -> None:
    """A survey is closed at once."""
    turn.answer_tap()
    done = surveys.close(turn.session, turn.actor, pressed[0], turn.now, turn.today)
    if done is None or not done.done:
        turn.reply(turn.t("survey-too-late"), menu.home(turn))
        return
    found = surveys.standing(turn.session, turn.actor, pressed[0], turn.now)
    assert found is not None, "it was there a moment ago"
    said = turn.t("survey-closed", title=found.survey.title, answered=_answered(turn, found))
    turn.replace_or_reply(said, (*_doors(turn, found.survey), *menu.home(turn)))


def remind(turn: Turn, pressed: ButtonData) -> None:
    """Those who have not answered are reminded."""
    turn.answer_tap()
    done = surveys.remind(turn.session, turn.actor, pressed[0], turn.now)
    if done is None or not done.done:
        turn.reply(turn.t("survey-too-late"), menu.home(turn))
        return
    survey_messages.send(turn, done.told)
    turn.reply(turn.t("survey-reminding"), menu.home(turn))


def due(turn: Turn, survey_id: int) -> None:
    """Do what is due of a survey."""
    survey_messages.send(turn, surveys.tick(turn.session, survey_id, turn.now, turn.today))


def _written(turn: Turn, done: OpenDraft) -> Written | None:
    """The survey as it was written; what does not fit is asked again."""
    try:
        made = survey_draft.written(turn, done)
    except NotAskable as error:
        key = f"survey-not-askable-{error.code.replace('_', '-')}"
        previewed_forms.ask_again(turn, done, "asked", turn.t(key, **({"label": error.label} if error.label else {})))
        return None
    except FewOptions as error:
        previewed_forms.ask_again(turn, done, error.name, turn.t("survey-options-few"))
        return None
    except NoAudience:
        previewed_forms.ask_again(turn, done, "audience", turn.t("survey-audience-gone"))
        return None
    if made.drawn is Drawn.NETWORK and not surveys.audience(turn.session, _unsaved(turn, made)):
        previewed_forms.ask_again(turn, done, "audience", turn.t("audience-nobody"))
        return None
    opens = made.opens_at or turn.now
    if made.closes_at > opens:
        return made
    local = opens.astimezone(turn.installation.zone)
    done.draft.goto("closes")
    open_draft.changed(done)
    card = Card(turn.t, done.id, done.row.revision, turn.today)
    first = local.date() + timedelta(days=1)
    ahead = [(date_, (date_ - turn.today).days) for date_ in (first, first + timedelta(days=6))]
    days = tuple(Button(day(date_, turn.t.language), card.token("form.day_ahead", many)) for date_, many in ahead)
    lead = turn.t("survey-closes-too-early", time=f"{local:%H:%M}", day=f"{local:%d/%m}")
    conversation.ask_for_day(turn, done, lead, (days,))
    return None


def _confirmed(turn: Turn, pressed: ButtonData) -> Written | None:
    done = previewed_forms.confirmed(turn, pressed, _FORM)
    return _written(turn, done) if done is not None else None


def _launched(turn: Turn, done: Done) -> None:
    survey = done.survey
    survey_messages.send(turn, done.told)
    opens = survey.opens_at.astimezone(turn.installation.zone)
    reached = [
        notification.member_id for told in done.told if isinstance(told, SurveyRound) for notification in told.people
    ]
    if survey.status is SurveyStatus.PLANNED:
        said = turn.t("survey-planned", title=survey.title, time=f"{opens:%H:%M}", day=f"{opens:%d/%m}")
    elif survey.drawn is Drawn.NETWORK:
        said = turn.t("survey-sent", title=survey.title, reached=len(members.countable(turn.session, reached)))
    else:
        said = turn.t("survey-opened", title=survey.title)
    turn.replace_or_reply(said, (*_doors(turn, survey), *menu.home(turn)))


def _doors(turn: Turn, survey: Survey) -> Keyboard:
    """The buttons for what staff can do with a survey as it stands."""
    number, t = survey.id, turn.t
    see = Button(t.text("survey-button-see"), button_data("survey.show", number))
    if survey.status is SurveyStatus.PILOT:
        go = Button(t.text("survey-button-open"), button_data("survey.open", number))
        return ((go,), (see, Button(t.text("survey-button-call-off"), button_data("survey.call_off", number))))
    if survey.status is SurveyStatus.PLANNED:
        return ((Button(t.text("survey-button-call-off"), button_data("survey.call_off", number)),),)
    if survey.status is SurveyStatus.OPEN:
        shut = Button(t.text("survey-button-close"), button_data("survey.ask_close", number))
        rows: Keyboard = ((see, shut),)
        if survey.drawn is Drawn.NETWORK:
            rows += ((Button(t.text("survey-button-remind"), button_data("survey.remind", number)),),)
        return (*rows, *_population(t, survey))
    if survey.status is SurveyStatus.CLOSED:
        found = Button(t.text("survey-button-results"), button_data("survey.results", number))
        return ((found,), *_population(t, survey))
    return ()


def _population(t: Catalogue, survey: Survey) -> Keyboard:
    """Groups are set against a population, and have quotas, where people come from it."""
    if survey.drawn is Drawn.NETWORK:
        return ()
    links = Button(t.text("survey-button-links"), button_data("survey.links", survey.id))
    shares = Button(t.text("survey-button-population"), button_data("survey.population", survey.id))
    return ((links, shares),)


def _answered(turn: Turn, found: Standing) -> RichText:
    if found.answered is None:
        return turn.t("survey-answered-few")
    exact = found.survey.status is SurveyStatus.CLOSED
    return turn.t("survey-answered" if exact else "survey-answered-about", count=found.answered)


def _closes(turn: Turn, survey: Survey) -> RichText:
    at = survey.closes_at.astimezone(turn.installation.zone)
    when = {"time": f"{at:%H:%M}", "day": f"{at:%d/%m/%Y}"}
    if survey.quota is None:
        return turn.t("survey-closes", **when)
    return turn.t("survey-closes-quota", quota=survey.quota, **when)


def _when(turn: Turn, made: Written) -> RichText:
    if made.opens_at is None or made.opens_at <= turn.now:
        return turn.t("survey-when-now")
    at = made.opens_at.astimezone(turn.installation.zone)
    return turn.t("survey-when-later", time=f"{at:%H:%M}", day=f"{at:%d/%m}")


def _to(turn: Turn, made: Written) -> RichText:
    if made.drawn is not Drawn.NETWORK:
        return turn.t("survey-preview-sampled" if made.drawn is Drawn.SAMPLED else "survey-preview-self")
    survey = _unsaved(turn, made)
    audience = surveys.audience(turn.session, survey)
    reached = addresses.reached(turn.session, audience, turn.now)
    return turn.t(
        "survey-preview-network",
        unit=prompt_audience.label(turn, survey),
        asked=len(members.countable(turn.session, audience)),
        reached=len(members.countable(turn.session, [recipient.member_id for recipient in reached])),
    )


def _question(turn: Turn, number: int, questions: Sequence[Question]) -> RichText:
    question = questions[number - 1]
    options = " · ".join(option.label for option in question.options)
    shown = turn.t("survey-preview-question", number=number, text=question.text, options=options)
    above = results.asked_after(questions, question)
    if above is None:
        return shown
    return shown + "\n" + turn.t("survey-asked-after", question=above.text, answers="; ".join(above.labels))


def _unsaved(turn: Turn, made: Written) -> Survey:
    return surveys.unsaved(turn.actor, made, SurveyStatus.PLANNED, turn.now)


def _button(turn: Turn, key: str, verb: str) -> Button:
    return Button(turn.t.text(key), button_data(verb))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "survey.write": write,
            "survey.launch": launch,
            "survey.pilot": pilot,
            "survey.change": change,
            "survey.drop": drop,
            "survey.show": show,
            "survey.open": open_after_pilot,
            "survey.call_off": call_off,
            "survey.ask_close": ask_close,
            "survey.close": close,
            "survey.remind": remind,
        },
        labels={"survey-button-write": write},
    ),
    Routes(
        frozenset({Role.STAFF, Role.LEADER}),
        buttons={"survey.list": listed},
        commands={"/khaosat": listed},
        words={"khảo sát": "/khaosat"},
        labels={"menu-surveys": listed},
    ),
)
