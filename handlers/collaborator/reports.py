"""Reporting: a prompt's report, an urgent matter, or nothing to report; the receipt; correcting what was sent."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import menu, notifications, report_text
from handlers.button_data import ButtonData, button_data
from handlers.collaborator import beginning, feedback, own_reports, own_words, submissions
from handlers.filling import conversation, open_draft, same_matter, urgent_flag
from handlers.filling.open_draft import MATTER, OpenDraft
from handlers.notify import prompt_delivery
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.typed.button_labels import ButtonLabels
from services import group_counts, reports
from services.actor import NotPermitted
from services.reports import NothingSaid, Received
from storage.forms import drafts
from storage.prompts.prompts import OPEN, Asked
from storage.reports import reports as stored_reports
from storage.tables import AssignmentStatus, NothingReason, ReportKind, Role
from texts.rich import RichText

_LONGEST_ID = 9  # digits, of what any database takes for an id
_REASONS = (NothingReason.CALM, NothingReason.NOT_HEARD)
_VERBS = {"prompt-button-calm": "report.calm", "prompt-button-not-heard": "report.not_heard"}
_WHOLE = ButtonLabels(_VERBS)
"""Answers to a whole prompt, as they are typed."""


def open_report(turn: Turn, pressed: ButtonData) -> None:
    """Begins the report on a prompt (0: on no prompt), or goes on with the one that was begun."""
    turn.answer_tap()
    _open(turn, pressed[0], reports.open_prompt(turn.session, turn.actor, pressed[0], turn.now))


def open_late(turn: Turn, pressed: ButtonData) -> None:
    """Begins the report on a prompt that is over, of which its member was reminded."""
    turn.answer_tap()
    _open(turn, pressed[0], reports.late_prompt(turn.session, turn.actor, pressed[0], turn.now))


def nothing_late(turn: Turn, pressed: ButtonData) -> None:
    """Nothing to report on such a prompt, with one of two reasons."""
    turn.answer_tap()
    if 0 <= pressed[1] < len(_REASONS):
        _nothing_on(turn, pressed[0], _REASONS[pressed[1]], late=True)
    else:
        turn.reply(turn.t("report-over"), menu.home(turn))


def _open(turn: Turn, prompt_id: int, prompt: Asked | None) -> None:
    if prompt_id > 0 and prompt is None:
        turn.reply(turn.t("report-over"), menu.home(turn))
        return
    name = turn.installation.library.name(turn.session, prompt.form_id, turn.now) if prompt else "periodic"
    if _resumed(turn, name, prompt.id if prompt else None):
        return
    made = beginning.begin(turn, name, prompt.id if prompt else None)
    if prompt:
        reports.begun(turn.session, turn.actor, prompt.id, turn.now)
    conversation.resume(turn, made)


def from_link(turn: Turn, prompt_id: int) -> bool:
    """Show the prompt that a group's post leads to and, where it waits for an answer, its form at the first question.

    False: it is over, or none of theirs.
    """
    if not prompt_delivery.open_from_link(turn, prompt_id):
        return False
    if Role.COLLABORATOR in turn.me.roles and group_counts.waits(turn.session, prompt_id, turn.me.member_id):
        asked = reports.open_prompt(turn.session, turn.actor, prompt_id, turn.now)
        if asked is not None:
            _open(turn, prompt_id, asked)
    return True


def by_code(turn: Turn) -> None:
    """The code of a post, where a network has no links that open our chat."""
    digits = "".join(sign for sign in turn.event.text if sign.isdecimal())
    if len(digits) > _LONGEST_ID or not from_link(turn, int(digits)):
        turn.reply(turn.t("report-over"), menu.home(turn))


def free(turn: Turn) -> None:
    """Begin the report on no prompt, or go on with the one that was begun."""
    open_report(turn, ButtonData("report.open", (0,)))


def begin(turn: Turn) -> None:
    """The command: the report that is asked for; where several are, the menu; where none is, one on no prompt."""
    asked = reports.open_prompts(turn.session, turn.actor, turn.now)
    if len(asked) > 1:
        menu.show(turn, turn.t("report-which"))
    else:
        open_report(turn, ButtonData("rep", (asked[0].id if asked else 0,)))


def open_urgent(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Begins the short report on an urgent matter, or goes on with the one that was begun."""
    turn.answer_tap()
    if not _resumed(turn, "urgent", None):
        conversation.resume(turn, open_draft.start(turn, "urgent"))


def nothing(turn: Turn, pressed: ButtonData) -> None:
    """Nothing to report, with one of two reasons."""
    turn.answer_tap()
    if 0 <= pressed[1] < len(_REASONS) and turn.event.text and _another_waits(turn, pressed[0]):
        _nothing_on_which(turn, _REASONS[pressed[1]])
    elif 0 <= pressed[1] < len(_REASONS):
        _nothing_on(turn, pressed[0], _REASONS[pressed[1]])
    else:
        turn.reply(turn.t("report-over"), menu.home(turn))


def calm(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Nothing to report, whatever was said since the prompt came: they listened, and heard no opinions."""
    _nothing_on_which(turn, NothingReason.CALM)


def not_heard(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Nothing to report, whatever was said since the prompt came: they could not find out."""
    _nothing_on_which(turn, NothingReason.NOT_HEARD)


def beside(turn: Turn, text: str) -> Keyboard:
    """The answer to a whole prompt that words are, as buttons, where they were typed as the answer to one question of it.

    () where they are none.
    """
    found = [key for key in _WHOLE.named(text) if Role.COLLABORATOR in turn.me.roles]
    return ((Button(turn.t.text(found[0]), button_data(_VERBS[found[0]])),),) if found else ()


def _another_waits(turn: Turn, prompt_id: int) -> bool:
    """Tell whether a prompt is answered and another one is not: words that were typed are then not about the first."""
    asked = reports.open_prompts(turn.session, turn.actor, turn.now)
    waiting = [prompt.id for prompt in asked if prompt.status in OPEN]
    return bool(waiting) and prompt_id not in waiting


def _nothing_on_which(turn: Turn, reason: NothingReason) -> None:
    """On the one prompt that waits for an answer; where several do, it is asked which."""
    turn.answer_tap()
    asked = reports.open_prompts(turn.session, turn.actor, turn.now)
    waiting = [prompt for prompt in asked if prompt.status in OPEN]
    waiting = waiting or [prompt for prompt in asked if prompt.status is not AssignmentStatus.SUBMITTED]
    if len(waiting) == 1:
        _nothing_on(turn, waiting[0].id, reason)
    elif waiting:
        at = _REASONS.index(reason)
        lines = [(Button(prompt.title, button_data("report.nothing", prompt.id, at)),) for prompt in waiting]
        turn.reply(turn.t(f"report-which-{reason.replace('_', '-')}"), (*lines, *menu.home(turn)))
    else:
        turn.reply(turn.t("report-already" if asked else "report-none-asked"), menu.home(turn))


def _nothing_on(turn: Turn, prompt_id: int, reason: NothingReason, *, late: bool = False) -> None:
    said, prompt = reports.say_nothing(turn.session, turn.actor, prompt_id, reason, turn.now, late=late)
    if said is not NothingSaid.NOTED or prompt is None:
        turn.reply(turn.t("report-over" if prompt is None else "report-already"), menu.home(turn))
        return
    if prompt.status in OPEN:
        prompt_delivery.recount(turn, prompt.id)
    verb = "report.late" if late else "report.open"
    write = Button(turn.t.text("report-button-after-all"), button_data(verb, prompt.id))
    turn.reply(turn.t(f"report-nothing-{reason.replace('_', '-')}", title=prompt.title), ((write,), *menu.home(turn)))


def finish(turn: Turn, done: OpenDraft) -> None:
    """The draft is whole: it becomes a report (or a new revision of one), and the person gets its number."""
    if done.draft.marked("pending"):
        done.state.sending = True
        open_draft.save(turn, done)
        turn.answer_tap(turn.t.text("report-files-wait"))
        return
    turn.answer_tap()
    (submission, before), plan = submissions.of_draft(turn, done), turn.installation.alert_plan
    try:
        received = reports.send(turn.session, turn.me, done.id, submission, before, turn.today, turn.now, plan)
    except NotPermitted:
        turn.reply(turn.t("press-unknown"))
        return
    turn.me.focus_draft_id = None
    if received.answers and submission.prompt_id is not None:
        prompt_delivery.recount(turn, submission.prompt_id)
    notifications.send(turn, received.told)
    then, form = done.state.then, done.name
    joined = same_matter.joined(turn, done, received.report.id)
    lead = _receipt(turn, received, joined, more_follows=bool(then))
    if not done.state.same_of:  # a form that says topic and place otherwise, or a short one that had no time for it
        feedback.ask_whether_same(turn, received.report.id)
    if done.state.files_left and not then:
        own_words.ask_about_kept(turn)
    if then:
        report = received.report
        begun = beginning.begin(turn, form, report.prompt_id, {MATTER: then}, before=report)
        label = next((choice.label for choice in begun.draft.ask(MATTER).choices if choice.name == then), "")
        begun.said, begun.state.told = turn.t("fill-matter", about=label), True
        conversation.resume(turn, begun, lead)


def another(turn: Turn, pressed: ButtonData) -> None:
    """One more matter after the receipt: the place stays as it was, groups and source are offered."""
    turn.answer_tap()
    report = reports.own_report(turn.session, turn.actor, pressed[0])
    if report is None:
        turn.reply(turn.t("report-not-yours"), menu.home(turn))
        return
    form = turn.installation.library.name(turn.session, report.form_id, turn.now)
    if _resumed(turn, form, report.prompt_id):
        return
    before = report_text.read(turn, report)
    place = open_draft.answer_of(before, "place") if before is not None else ""
    known = {"place": place} if place else {}
    conversation.resume(turn, beginning.begin(turn, form, report.prompt_id, known, before=report))


def _receipt(turn: Turn, received: Received, joined: RichText | None, *, more_follows: bool) -> RichText | None:
    """The number, of an alert that was raised just now whether an officer is being asked, and which matter it joined.

    `more_follows`: the next report is begun at once; where messages have no buttons of their own the receipt stands above its
    first question, and is returned.
    """
    report, raised = received.report, received.raised
    if raised is not None:
        key = "report-urgent-received" if raised.reaches_somebody else "report-urgent-nobody"
        more = (*urgent_flag.mistaken(turn, raised.alert), *own_reports.to_read(turn, report))
    else:
        key = "report-revised" if received.revised else "report-received"
        another_ = Button(turn.t.text("report-button-more"), button_data("report.another", report.id))
        more = own_reports.after_sending(turn, report)
        more = more if report.kind is ReportKind.URGENT or more_follows else (*more, (another_,))
    said = turn.t(key, number=report.number)
    if report.late and not received.revised:
        said = RichText.join(" ", [said, turn.t("late-received")])
    said = said if joined is None else RichText.join("\n\n", [said, joined])
    if more_follows and turn.typed_only:
        return RichText.join(" ", [said, turn.t("undo-how")])
    turn.replace_or_reply(said, more if more_follows else (*more, *menu.home(turn)))
    return None


def _resumed(turn: Turn, form: str, prompt_id: int | None) -> bool:
    """True if a report of this kind was begun already, and goes on now; the correction of one that was sent is none."""
    for row in drafts.of_member(turn.session, turn.me.member_id):
        same = (
            row.prompt_id == prompt_id and turn.installation.library.name(turn.session, row.form_id, turn.now) == form
        )
        if same and stored_reports.correcting(turn.session, row.id) is None:
            conversation.resume(turn, open_draft.open_row(turn, row), turn.t("fill-resumed"))
            return True
    return False


ROUTES = (
    Routes(
        frozenset({Role.COLLABORATOR}),
        buttons={
            "report.open": open_report,
            "report.urgent": open_urgent,
            "report.nothing": nothing,
            "report.calm": calm,
            "report.not_heard": not_heard,
            "report.another": another,
            "report.late": open_late,
            "report.nothing_late": nothing_late,
        },
        commands={
            "/baocao": begin,
            "/khongykien": calm,
            "/chuanam": not_heard,
            "/khan": open_urgent,
        },
        words={
            "báo cáo": "/baocao",
            "viết báo cáo": "/baocao",
            "không có ý kiến": "/khongykien",
            "đã hỏi, dân không có ý kiến": "/khongykien",
            "đã nắm, không có ý kiến": "/khongykien",  # as it was called once
            "chưa hỏi được": "/chuanam",
            "chưa nắm được": "/chuanam",
            "khẩn": "/khan",
        },
        labels={
            "menu-report-free": free,
            "menu-calm": calm,
            "menu-not-heard": not_heard,
            "menu-urgent": open_urgent,
            "prompt-button-calm": calm,
            "prompt-button-not-heard": not_heard,
            "prompt-button-report": begin,
            "report-button-after-all": begin,
        },
        numbers={prompt_delivery.CODE: by_code},
    ),
)
