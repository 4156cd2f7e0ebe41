"""A text: what it answers, asks for, or tells. Urgent matters first, then what was asked last, then what stands open."""

from __future__ import annotations

from dataclasses import replace

from channels.messages import Kind
from forms.model.types import Type
from handlers import menu, pending_decisions, personal_notice, presses
from handlers.button_data import ButtonData
from handlers.collaborator import asking_for_help, own_words, reports
from handlers.contact import verification
from handlers.conversations import ROUTES
from handlers.filling import (
    buttons,
    conversation,
    late_drafts,
    long_pastes,
    resume,
    typed_answer,
)
from handlers.filling.open_draft import OF_STAFF, OpenDraft
from handlers.member import enrolment, networks, survey_questions
from handlers.routes import Command
from handlers.turn import Turn
from handlers.typed import command_words, intents, wanted_commands
from handlers.typed.intents import Intent
from services.free_words import WordsRefused
from storage.tables import PendingDecision, Role

_NO_REPORTS = frozenset(("urgent", "prompt", "survey", "group_poll"))
"""Forms that answer no prompt."""

_IN_FORM = frozenset(
    (
        Intent.THANKS,
        Intent.HELP,
        Intent.PERSON,
        Intent.LATER,
        Intent.MENU,
        Intent.QUIT,
        Intent.WHO_SEES,
        Intent.AS_IS,
    )
)
"""What may be asked for where a choice, a number or a day is wanted; where words are, every sentence is an answer."""

_ASIDE = frozenset(("/dung", "/huy"))
"""Commands whose words alone put a form aside, wherever it stands: no opinion is told by them."""


def said(turn: Turn) -> None:
    """Take a text for what it is, in the order of this module's first line."""
    text = turn.event.text.strip()
    if text.startswith("/"):
        _command(turn, text)
        return
    begun = resume.focused(turn)
    opened = command_words.opens_menu(text)
    if begun is not None and (matter := urgent_beside(turn, begun, text)):  # however long that form has lain
        own_words.urgent(turn, matter)
        return
    if not opened and (late_drafts.passed_over(turn, begun) or late_drafts.left_alone(turn, begun)):
        return
    pending = pending_decisions.focused(turn)
    command = _bare_command(turn, text, begun) if pending is None else None
    opens_menu = command_words.opens_menu(text)
    numbered = ROUTES.numbered(text, turn.me.roles, sees_all=turn.sees_all) if begun is None else None
    if pending is not None and (matter := urgent_of(turn, text)):
        own_words.urgent(turn, matter)
    elif pending is not None and not opens_menu:
        noted(turn, pending, text)
    elif begun is not None and (way := buttons.way(turn, begun)):
        turn.inbound = replace(turn.event, kind=Kind.BUTTON, token=way, message_id="")  # no message of ours was pressed
        presses.pressed(turn)
    elif numbered is not None:
        numbered(turn)
    elif command is not None:
        command(turn)
    elif begun is not None and opens_menu and _is_no_answer(turn, begun, text):
        menu.show(turn, turn.t("menu-draft-waits"))
    elif begun is None and enrolment.agrees(text) and networks.is_somewhere_else(turn):
        enrolment.agree(turn, ButtonData("join.agree"))
    elif begun is None:
        _unasked(turn, text)
    elif matter := urgent_beside(turn, begun, text):
        own_words.urgent(turn, matter)
    elif begun.name not in _NO_REPORTS and conversation.takes(begun, text) and (whole := reports.beside(turn, text)):
        conversation.show_new(turn, begun, turn.t("report-whole"), whole)
    elif (intent := _asks(turn, begun, text)) is not None:
        _asked_in_form(turn, begun, intent)
    else:
        conversation.typed(turn, begun, menu_word=opens_menu)


def urgent_beside(turn: Turn, begun: OpenDraft, text: str) -> str:
    """Read the matter of "KHẨN: ..." which was sent while another form is open, ""; that form stays as it is."""
    return "" if begun.name in ("urgent", "prompt") or begun.state.trial else urgent_of(turn, text)


def urgent_of(turn: Turn, text: str) -> str:
    """Read the matter of a collaborator's "KHẨN: ..."; "" where it is none."""
    return intents.urgent_matter(text) if Role.COLLABORATOR in turn.me.roles else ""


def _asks(turn: Turn, begun: OpenDraft, text: str) -> Intent | None:
    """Read what a sentence asks for that is no answer to the question."""
    question = begun.question
    if conversation.takes(begun, text) or long_pastes.expected(turn, begun):
        return None
    if begun.name in {"urgent", *OF_STAFF} or begun.state.trial or question is None or question.kind is Type.REPEAT:
        return None
    if typed_answer.meant(turn, question) is not None:
        return None
    intent = intents.read(text, sure=True)
    return intent if intent in _IN_FORM else None


def _asked_in_form(turn: Turn, begun: OpenDraft, intent: Intent) -> None:
    """Do what is asked for beside a question; the draft stays as it is."""
    match intent:
        case Intent.MENU:
            menu.show(turn, turn.t("menu-draft-waits"))
        case Intent.LATER:
            resume.stop(turn)
        case Intent.HELP:
            conversation.help_with(turn, begun)
        case Intent.THANKS | Intent.WHO_SEES | Intent.AS_IS:
            conversation.show_new(turn, begun, turn.t(f"said-{intent.replace('_', '-')}"))
        case Intent.PERSON:
            asking_for_help.ask(turn)
        case _:
            _command(turn, wanted_commands.COMMANDS[intent])


def _unasked(turn: Turn, text: str) -> None:
    """A sentence while no form is open: do what it asks for, or keep what it tells."""
    noticed = None if command_words.opens_menu(text) else personal_notice.look(turn)
    matter = urgent_of(turn, text)
    sure = own_words.goes_on(turn) or verification.is_asked(turn)
    intent = intents.read(text, sure=sure, office=Role.COLLABORATOR not in turn.me.roles)
    command = _wanted_command(turn, intent) if intent is not None else ""
    if command_words.opens_menu(text):
        menu.show(turn)
    elif noticed is not None:
        menu.show(turn, noticed)
    elif matter:
        own_words.urgent(turn, matter)
    elif survey_questions.takes(turn, text):
        pass
    elif command:
        _command(turn, command)
    elif intent is not None:
        own_words.wanted(turn, intent)
    elif not intents.tells(text) or not (own_words.keep(turn) or verification.take_words(turn)):
        own_words.not_understood(turn)


def _wanted_command(turn: Turn, intent: Intent) -> str:
    """Find the command that does what is asked for and that this member may use; "" where there is none."""
    roles = turn.me.roles
    found = wanted_commands.COMMANDS.get(intent) or wanted_commands.OFFICE.get(intent, "")
    if intent in wanted_commands.LEADERS and ROUTES.command(found, roles, sees_all=turn.sees_all) is None:
        found = wanted_commands.LEADERS[intent]
    return found if found and ROUTES.command(found, roles, sees_all=turn.sees_all) is not None else ""


def noted(turn: Turn, pending: PendingDecision, text: str) -> None:
    """Words that a question outside a form asked for."""
    note = ROUTES.note(pending.kind, turn.me.roles, sees_all=turn.sees_all)
    if note is None:
        pending_decisions.close(turn, pending)
        menu.show(turn)
    elif pending_decisions.says_leave(text):
        pending_decisions.leave(turn, pending)
    else:
        try:
            note(turn, pending, text)
        except WordsRefused as error:  # a service refuses them before it has changed anything
            pending_decisions.refused(turn, pending, error)


def _is_no_answer(turn: Turn, begun: OpenDraft, text: str) -> bool:
    """True if a word that opens the menu opens it here: an urgent report never sends one as its matter."""
    return begun.name == "urgent" or (turn.typed_only and not conversation.takes(begun, text))


def _is_choice(turn: Turn, begun: OpenDraft) -> bool:
    question = begun.question
    return question is not None and question.kind.has_choices and typed_answer.meant(turn, question) is not None


def _bare_command(turn: Turn, text: str, begun: OpenDraft | None) -> Command | None:
    """Find what is typed without a slash or in place of a press; None: it is neither, or may be an answer."""
    roles = turn.me.roles
    marked = begun is not None and begun.name != "urgent" and conversation.takes(begun, text)
    named = ROUTES.named(
        text, roles, marked=marked, sees_all=turn.sees_all
    )  # where words are an answer, "dung" may be "đúng"
    if begun is not None and named in _ASIDE and not _is_choice(turn, begun):
        return ROUTES.command(named, roles, sees_all=turn.sees_all)
    if begun is not None and begun.name != "urgent" and (not turn.typed_only or conversation.takes(begun, text)):
        return None
    return ROUTES.command(named, roles, sees_all=turn.sees_all) or ROUTES.labelled(text, roles, sees_all=turn.sees_all)


def _command(turn: Turn, text: str) -> None:
    word, _, rest = text.partition(" ")
    word = word.lower()
    if word == "/start":
        _start(turn, rest)
        return
    noticed = personal_notice.look(turn)
    command = ROUTES.command(word, turn.me.roles, sees_all=turn.sees_all)
    if command is None:
        menu.show(turn, noticed or turn.t("command-unknown"))
        return
    if noticed is not None:  # what stands behind a command is read by nobody, and stays in the chat all the same
        turn.reply(noticed)
    command(turn)


def _start(turn: Turn, payload: str) -> None:
    """Open what a link names, else the menu."""
    if survey_questions.is_code(payload) and Role.COLLABORATOR in turn.me.roles:
        survey_questions.by_code(turn)
    elif payload[:1] == "p" and payload[1:].isdecimal():
        if not reports.from_link(turn, int(payload[1:])):
            menu.show(turn, turn.t("report-over"))
    else:
        menu.command(turn)
