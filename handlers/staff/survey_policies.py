"""Policies that surveys ask about, in the chat: entered, given a day, and seen from before and after."""

from __future__ import annotations

from collections.abc import Sequence

from channels.messages import Button
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import survey_results
from handlers.turn import Turn
from services.free_words import WordsRefused
from services.surveys import policy_comparison, surveys
from services.surveys.policy_comparison import Around
from storage.tables import PendingDecision, PublicPolicy, Role, Survey, SurveyStatus
from texts.dates import read_date
from texts.rich import RichText

_NEW, _DAY = "policy_new", "policy_day"


def of_survey(turn: Turn, pressed: ButtonData) -> None:
    """The policy that a survey belongs to, or those that it may."""
    survey = surveys.mine(turn.session, turn.actor, pressed[0])
    if survey is not None and survey.policy_id is not None:
        show(turn, ButtonData("policy.show", (survey.policy_id,)))
        return
    turn.answer_tap()
    if survey is None:
        turn.reply(turn.t("survey-refused-unknown"), menu.home(turn))
        return
    rows = [
        (Button(RichText(policy.title).truncate(60).text, button_data("policy.attach", survey.id, policy.id)),)
        for policy in policy_comparison.offered(turn.session, turn.actor)
    ]
    make = Button(turn.t.text("policy-button-new"), button_data("policy.new", survey.id))
    key = "policy-choose" if rows else "policy-none"
    turn.reply(turn.t(key, survey=survey.title), (*rows, (make,), *menu.home(turn)))


def ask_new(turn: Turn, pressed: ButtonData) -> None:
    """Ask for a policy's title, document and day."""
    turn.answer_tap()
    pending_decisions.ask(turn, _NEW, (pressed[0],), turn.t("policy-ask"))


def take_new(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The policy is there, and the survey belongs to it."""
    (survey_id,) = pending_decisions.numbers(pending)
    try:
        written = policy_comparison.parse(text, turn.today)
    except WordsRefused as error:
        pending_decisions.refused(turn, pending, error)
        return
    pending_decisions.close(turn, pending)
    policy = policy_comparison.add(turn.session, turn.actor, survey_id, written, turn.now)
    if policy is None:
        turn.reply(turn.t("survey-refused-unknown"), menu.home(turn))
        return
    _card(turn, policy.id, turn.t("policy-attached"))


def attach(turn: Turn, pressed: ButtonData) -> None:
    """A survey belongs to a policy that is there."""
    turn.answer_tap()
    if not policy_comparison.attach(turn.session, turn.actor, pressed[0], pressed[1], turn.now):
        turn.reply(turn.t("policy-gone"), menu.home(turn))
        return
    _card(turn, pressed[1], turn.t("policy-attached"))


def show(turn: Turn, pressed: ButtonData) -> None:
    """A policy with the surveys before and after it."""
    turn.answer_tap()
    _card(turn, pressed[0])


def ask_day(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the day on which a policy was, or will be, issued."""
    turn.answer_tap()
    if policy_comparison.mine(turn.session, turn.actor, pressed[0]) is None:
        turn.reply(turn.t("policy-gone"), menu.home(turn))
        return
    pending_decisions.ask(turn, _DAY, (pressed[0],), turn.t("policy-day-ask"))


def take_day(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The day is kept, or asked for again."""
    (policy_id,) = pending_decisions.numbers(pending)
    on = read_date(text, turn.today)
    if on is None:
        pending_decisions.ask_again(turn, pending, turn.t("policy-day-again"))
        return
    pending_decisions.close(turn, pending)
    policy = policy_comparison.issue(turn.session, turn.actor, policy_id, on, turn.now)
    if policy is None:
        turn.reply(turn.t("policy-gone"), menu.home(turn))
        return
    _card(turn, policy_id, turn.t("policy-day-kept", day=f"{on:%d/%m/%Y}"))


def compare(turn: Turn, pressed: ButtonData) -> None:
    """The surveys before and after a policy, side by side."""
    turn.answer_tap()
    zone = turn.installation.zone
    found = policy_comparison.compare(turn.session, turn.actor, pressed[0], zone)
    if found is None:
        turn.reply(turn.t("policy-not-comparable"), menu.home(turn))
        return
    assert found.policy.issued_on is not None, "there is a before and an after"
    head = turn.t(
        "policy-compared",
        title=found.policy.title,
        issued=f"{found.policy.issued_on:%d/%m/%Y}",
        before=found.before.title,
        after=found.after.title,
    )
    parts = [head, *survey_results.changes(turn.t, found.changes)]
    parts += [RichText("\n") + turn.t("survey-earlier-note"), turn.t("policy-no-cause")]
    back = Button(turn.t.text("policy-button-show"), button_data("policy.show", found.policy.id))
    survey_results.in_parts(turn, [RichText.join("\n", parts)], ((back,), *menu.home(turn)))


def _card(turn: Turn, policy_id: int, lead: RichText | None = None) -> None:
    found = policy_comparison.around(turn.session, turn.actor, policy_id, turn.installation.zone)
    if found is None:
        turn.reply(turn.t("policy-gone"), menu.home(turn))
        return
    t, policy = turn.t, found.policy
    lines = [lead] if lead is not None else []
    lines.append(t("policy-card", title=policy.title, issued=_issued(turn, policy)))
    if policy.document:
        lines.append(t("policy-card-document", document=policy.document))
    for key, group in (("before", found.before), ("after", found.after), ("other", found.other)):
        if group:
            lines.append(t(f"policy-{key}-it", surveys=", ".join(survey.title for survey in group)))
    rows = [(_survey_button(turn, survey),) for survey in _all(found)]
    if policy_comparison.comparable(found):
        rows.insert(0, (Button(t.text("policy-button-compare"), button_data("policy.compare", policy_id)),))
    if turn.me.is_staff:
        rows.append((Button(t.text("policy-button-day"), button_data("policy.day", policy_id)),))
    turn.reply(RichText.join("\n", lines), (*rows, *menu.home(turn)))


def _issued(turn: Turn, policy: PublicPolicy) -> RichText:
    if policy.issued_on is None:
        return turn.t("policy-issued-unknown")
    key = "policy-issued" if policy.issued_on <= turn.today else "policy-issued-later"
    return turn.t(key, day=f"{policy.issued_on:%d/%m/%Y}")


def _all(found: Around) -> Sequence[Survey]:
    return [*found.before, *found.after, *found.other]


def _survey_button(turn: Turn, survey: Survey) -> Button:
    verb = "survey.results" if survey.status is SurveyStatus.CLOSED else "survey.show"
    return Button(RichText(survey.title).truncate(60).text, button_data(verb, survey.id))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"policy.of": of_survey, "policy.new": ask_new, "policy.attach": attach, "policy.day": ask_day},
        notes={_NEW: take_new, _DAY: take_day},
    ),
    Routes(frozenset({Role.STAFF, Role.LEADER}), buttons={"policy.show": show, "policy.compare": compare}),
)
