"""The menu: what this person can do now, as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from channels.messages import Button, Keyboard
from handlers.button_data import ButtonData, button_data
from handlers.draft_names import told_apart
from handlers.routes import Routes
from handlers.turn import Turn
from services import help_requests, reports
from services.issues import verification
from services.surveys import surveys
from storage.forms import drafts
from storage.tables import AssignmentStatus, Role, Verification
from texts.rich import RichText

_PAGE = 5
"""Open prompts on one page of the menu, and questions to a contact."""
_DRAFTS = 3
"""Drafts on one page of the menu."""


def show(turn: Turn, lead: RichText | None = None) -> None:
    """Sends the menu; `lead` says why it comes."""
    text = lead if lead is not None else turn.t("menu-title")
    turn.reply(text, keyboard(turn))


def opened(turn: Turn, pressed: ButtonData) -> None:
    """The menu's own button, and those that turn its pages (of the prompts and of the drafts, both from 0)."""
    turn.answer_tap()
    if pressed[0] >= 0:
        turn.replace_or_reply(turn.t("menu-title"), keyboard(turn, pressed[0], max(0, pressed[1])))
    else:
        show(turn)


def command(turn: Turn) -> None:
    """Show the menu to somebody who is here again."""
    show(turn, turn.t("menu-draft-waits") if turn.me.focus_draft_id is not None else None)


def help_(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Say what can be done here, and who else can help."""
    turn.answer_tap()
    ask = ((_button(turn, "request-button-ask", "help.ask"),),) if Role.COLLABORATOR in turn.me.roles else ()
    terms = ((_button(turn, "join-terms", "join.read"),),)
    turn.reply(turn.t("help"), (*page_of(turn, turn.me.focus_draft_id), *ask, *terms, *home(turn)))


def page_of(turn: Turn, draft_id: int | None) -> Keyboard:
    """The button that makes a link to a whole form on one page; none without a draft or an address of the program's own."""
    if turn.installation.page_link is None or draft_id is None:
        return ()
    return ((Button(turn.t.text("page-button"), button_data("page.open", draft_id)),),)


def questions(turn: Turn, found: Sequence[Verification]) -> list[tuple[Button, ...]]:
    """Questions to a contact that wait for a verdict, each with its day."""
    rows: list[tuple[Button, ...]] = []
    for asked in found[:_PAGE]:
        day = f"{asked.due_at.astimezone(turn.installation.zone):%d/%m}"
        label = turn.t.text("menu-verification", day=day)
        rows.append((Button(label, button_data("verification.see", asked.id)),))
    return rows


def keyboard(turn: Turn, page: int = 0, drafts_page: int = 0) -> Keyboard:
    """The person's own menu: what was begun first, then what is asked of them (page by page), then the rest by role."""
    rows: list[tuple[Button, ...]] = []
    roles = turn.me.roles
    rows += _begun(turn, page, drafts_page)
    if Role.COLLABORATOR in roles:
        rows += _asked(turn, page, drafts_page)
        for survey in surveys.open_to(turn.session, turn.actor, turn.now):
            rows.append(
                (Button(turn.t.text("menu-survey", title=survey.title), button_data("survey.begin", survey.id)),)
            )
        rows.append((_button(turn, "menu-urgent", "report.urgent"),))
        rows.append((_button(turn, "menu-own", "report.own"),))
    if Role.CONTACT in roles:
        rows += questions(turn, verification.waiting(turn.session, turn.actor))
    if Role.STAFF in roles:
        rows.append((_button(turn, "menu-new-reports", "review.list"), _button(turn, "menu-issues", "issue.list")))
        rows.append((_button(turn, "menu-write", "prompt.write"), _button(turn, "menu-progress", "progress.show")))
        whole = turn.sees_all
        people, group = _button(turn, "menu-people", "member.list"), _button(turn, "menu-group", "group.how")
        polls = _button(turn, "menu-surveys", "survey.list")
        if whole:
            rows.append((_button(turn, "menu-digest", "digest.now"), group))
            rows.append((_button(turn, "menu-forms", "forms.list"), people))
            rows.append((_button(turn, "menu-board", "board.list"), polls))
        else:
            rows += [(people, group), (polls,)]
        rows.append((_button(turn, "menu-search", "search.ask"),))
        if waiting := len(help_requests.waiting(turn.session, turn.actor)):
            rows.append((Button(turn.t.text("menu-help-requests", count=waiting), button_data("help.list")),))
    if Role.LEADER in roles:
        board = () if Role.STAFF in roles else (_button(turn, "menu-board", "board.list"),)
        rows.append((_button(turn, "menu-latest", "digest.latest"), *board))
        if Role.STAFF not in roles and surveys.newest(turn.session, turn.actor):
            rows.append((_button(turn, "menu-surveys", "survey.list"),))
    rows.append((_button(turn, "menu-help", "menu.help"),))
    return tuple(rows)


def home(turn: Turn) -> Keyboard:
    """One button that opens the menu."""
    return ((_button(turn, "menu-open", "menu.open"),),)


def _begun(turn: Turn, page: int, drafts_page: int) -> list[tuple[Button, ...]]:
    """A page of the drafts, the one touched last first."""
    begun = drafts.of_member(turn.session, turn.me.member_id)
    start = drafts_page * _DRAFTS if drafts_page * _DRAFTS < len(begun) else 0
    rows: list[tuple[Button, ...]] = []
    for row in begun[start : start + _DRAFTS]:
        title = told_apart(turn, row)
        rows.append((Button(turn.t.text("menu-continue", title=title), button_data("form.continue", row.id)),))
    if start + _DRAFTS < len(begun):
        on = button_data("menu.open", page, start // _DRAFTS + 1)
        rows.append((Button(turn.t.text("menu-drafts-more"), on),))
    elif start:
        rows.append((Button(turn.t.text("menu-drafts-first"), button_data("menu.open", page, 0)),))
    return rows


def _asked(turn: Turn, page: int, drafts_page: int) -> list[tuple[Button, ...]]:
    """A page of the open prompts, then what goes without one, and that there is nothing to report."""
    asked = reports.open_prompts(turn.session, turn.actor, turn.now)
    start = page * _PAGE if page * _PAGE < len(asked) else 0
    rows: list[tuple[Button, ...]] = []
    for prompt in asked[start : start + _PAGE]:
        done = prompt.status in (AssignmentStatus.SUBMITTED, AssignmentStatus.NOTHING)
        key = "menu-report-more" if done else "menu-report"
        rows.append((Button(turn.t.text(key, title=prompt.title), button_data("report.open", prompt.id)),))
    if start + _PAGE < len(asked):
        rows.append((Button(turn.t.text("menu-more"), button_data("menu.open", start // _PAGE + 1, drafts_page)),))
    elif start:
        rows.append((Button(turn.t.text("menu-first"), button_data("menu.open", 0, drafts_page)),))
    rows.append((Button(turn.t.text("menu-report-free"), button_data("report.open", 0)),))
    calm, not_heard = _button(turn, "menu-calm", "report.calm"), _button(turn, "menu-not-heard", "report.not_heard")
    waits = any(prompt.status is not AssignmentStatus.SUBMITTED for prompt in asked)
    rows.append((calm, not_heard) if waits else (calm,))
    return rows


def _button(turn: Turn, key: str, verb: str) -> Button:
    return Button(turn.t.text(key), button_data(verb))


ROUTES = (
    Routes(
        buttons={"menu.open": opened, "menu.help": help_},
        commands={"/menu": command, "/trogiup": help_, "/help": help_},
        words={"trợ giúp": "/trogiup", "help": "/trogiup"},
        labels={"menu-open": command, "menu-help": help_},
    ),
)
