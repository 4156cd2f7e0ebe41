"""Which conversation an event belongs to. The roster is the gate: nobody passes who is not on it."""

from __future__ import annotations

from dataclasses import replace

from channels.messages import Kind, MediaKind
from forms.model.types import Type
from handlers import completion, menu, pending_decisions, personal_notice
from handlers.button_data import ButtonData, read_button
from handlers.collaborator import (
    asking_for_help,
    feedback,
    own_evaluation,
    own_reminder_hour,
    own_reports,
    own_words,
    reports,
)
from handlers.contact import verification as contact_verification
from handlers.filling import (
    attachments,
    buttons,
    conversation,
    early_replies,
    late_drafts,
    long_pastes,
    page_link,
    resume,
    typed_answer,
)
from handlers.filling.open_draft import OF_STAFF, OpenDraft
from handlers.leader import board_archive, digest, digest_habits, directives
from handlers.member import enrolment, last_seen, my_data, networks, survey_guests, survey_questions, suspended
from handlers.routes import Command, RouteTable
from handlers.staff import (
    alerts,
    assessment_card,
    board_behind,
    board_cross_cards,
    board_draft_cards,
    board_items,
    board_reviews,
    broadcasts,
    clock_hours,
    completeness_files,
    duty_rota,
    evaluation_files,
    export_consent,
    flag_rules,
    forms,
    groups,
    inviting,
    issues,
    member_cards,
    members,
    more_time,
    mute_list,
    prompt_amendments,
    prompt_progress,
    prompts,
    report_voices,
    restored,
    review_corrections,
    review_queue,
    roster_exchange,
    search_pages,
    survey_links,
    survey_policies,
    survey_results,
    surveys,
    tag_list,
    template_list,
    training_list,
    unit_list,
    verification,
)
from handlers.turn import Turn
from handlers.typed import command_words, intents, typed_menu, wanted_commands
from handlers.typed.intents import Intent
from services.free_words import WordsRefused
from storage.members import addresses
from storage.tables import PendingDecision, Role

CONVERSATIONS = (
    enrolment,
    my_data,
    networks,
    survey_questions,
    menu,
    own_words,
    asking_for_help,
    resume,
    page_link,
    late_drafts,
    reports,
    own_reports,
    own_reminder_hour,
    own_evaluation,
    prompts,
    prompt_amendments,
    prompt_progress,
    surveys,
    completeness_files,
    evaluation_files,
    survey_links,
    survey_results,
    survey_policies,
    broadcasts,
    more_time,
    mute_list,
    training_list,
    unit_list,
    template_list,
    tag_list,
    restored,
    members,
    member_cards,
    roster_exchange,
    inviting,
    groups,
    alerts,
    export_consent,
    duty_rota,
    clock_hours,
    flag_rules,
    forms,
    digest,
    digest_habits,
    directives,
    board_archive,
    board_behind,
    board_cross_cards,
    board_draft_cards,
    board_items,
    board_reviews,
    pending_decisions,
    review_corrections,
    review_queue,
    report_voices,
    search_pages,
    issues,
    assessment_card,
    verification,
    contact_verification,
    feedback,
)
ROUTES = RouteTable(conversation.ROUTES for conversation in CONVERSATIONS)
_KEPT_ALONE = frozenset((MediaKind.PHOTO, MediaKind.VOICE, MediaKind.AUDIO))
"""Files that tell something without a word beside them."""
_FROM_STRANGERS = frozenset({Kind.BLOCKED, Kind.UNBLOCKED, Kind.EDITED, Kind.WITHDRAWN})


def dispatch(turn: Turn) -> None:
    """Handle what came in."""
    if turn.event.private:
        _in_private(turn)
    else:
        groups.in_group(turn, own_words.from_group)
    turn.finish()


def too_many(turn: Turn) -> None:
    """Tell a member once that what they send from here on is not taken in this minute; a stranger hears nothing."""
    turn.person = addresses.at_chat(turn.session, turn.account_id, turn.event.chat_id)
    if turn.person is not None:
        turn.answer_tap()
        turn.reply(turn.t("too-many"))


def _in_private(turn: Turn) -> None:
    event = turn.event
    turn.person = addresses.at_chat(turn.session, turn.account_id, event.chat_id)
    if turn.person is None:
        speaks = event.kind not in _FROM_STRANGERS
        if (speaks and survey_guests.took(turn)) or suspended.took(turn):
            return
        if speaks:
            turn.answer_tap()
            enrolment.stranger(turn)
            last_seen.note(turn)
        return
    if event.kind is Kind.WITHDRAWN:
        enrolment.withdrawn(turn)
        return
    if event.kind is Kind.BLOCKED:
        last_seen.blocked(turn)
        return
    away_since = last_seen.note(turn)
    was_joined = turn.me.joined
    if event.kind is not Kind.UNBLOCKED:
        enrolment.show_changes(turn)
        _of_member(turn)
    if away_since is not None and turn.person is not None and turn.person.joined:
        last_seen.catch_up(turn, away_since, was_joined)
        digest.catch_up(turn)


def _of_member(turn: Turn) -> None:
    event = turn.event
    if event.kind is Kind.TEXT and (resume.took_back(turn) or (turn.typed_only and _picked(turn))):
        return
    if event.kind is Kind.BUTTON:
        _pressed(turn)
    elif not turn.me.joined:
        enrolment.answered(turn)
    elif event.kind is Kind.EDITED:
        if not own_words.corrected(turn):
            resume.edited(turn)
    elif event.kind in (Kind.MEDIA, Kind.LOCATION):
        _sent(turn)
    elif event.kind is Kind.TEXT:
        _text(turn)
    else:
        resume.nothing_to_do_with(turn)


def _picked(turn: Turn) -> bool:
    """Take a text for the press that it stands for.

    False: it is a text, or a number that stands for nothing here.
    """
    known = typed_menu.TypedMenu.load(turn.me.menu, turn.now)
    if not _is_for_any_time(turn.event.text) and early_replies.passed_over(turn, known):
        return True
    found = known.meant(turn.event.text)
    if len(found) > 1 or (found and typed_menu.is_tick(found[0])):
        buttons.chosen(turn, [pressed for pressed in map(read_button, found) if pressed])
    elif found:
        turn.inbound = replace(turn.event, kind=Kind.BUTTON, token=found[0])
        _pressed(turn)
    return bool(found)


def _is_for_any_time(text: str) -> bool:
    """Tell whether a text means the same whatever was asked: a command, or a word that opens the menu."""
    return text.lstrip().startswith("/") or command_words.opens_menu(text)


def _pressed(turn: Turn) -> None:
    pressed = read_button(turn.event.token)
    verb = pressed.verb if pressed else ""
    if pressed is None:
        turn.answer_tap(turn.t.text("press-unknown"))
    elif not turn.me.joined and verb not in enrolment.ROUTES[0].buttons:
        turn.answer_tap()
        enrolment.welcome(turn)
    elif verb in buttons.VERBS:
        done = buttons.pressed(turn, pressed)
        if done is not None:
            completion.finish(turn, done)
    else:
        press = ROUTES.press(verb, turn.me.roles, sees_all=turn.sees_all)
        if press is None:
            turn.answer_tap(turn.t.text("press-unknown"))
        else:
            press(turn, pressed)


def _text(turn: Turn) -> None:
    text = turn.event.text.strip()
    if text.startswith("/"):
        _command(turn, text)
        return
    begun = resume.focused(turn)
    opened = command_words.opens_menu(text)
    if begun is not None and (matter := _urgent_beside(turn, begun, text)):  # however long that form has lain
        own_words.urgent(turn, matter)
        return
    if not opened and (late_drafts.passed_over(turn, begun) or late_drafts.left_alone(turn, begun)):
        return
    pending = pending_decisions.focused(turn)
    command = _bare_command(turn, text, begun) if pending is None else None
    opens_menu = command_words.opens_menu(text)
    numbered = ROUTES.numbered(text, turn.me.roles, sees_all=turn.sees_all) if begun is None else None
    if pending is not None and (matter := _urgent_of(turn, text)):
        own_words.urgent(turn, matter)
    elif pending is not None and not opens_menu:
        _noted(turn, pending, text)
    elif begun is not None and (way := buttons.way(turn, begun)):
        turn.inbound = replace(turn.event, kind=Kind.BUTTON, token=way, message_id="")  # no message of ours was pressed
        _pressed(turn)
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
    elif matter := _urgent_beside(turn, begun, text):
        own_words.urgent(turn, matter)
    elif begun.name not in _NO_REPORTS and conversation.takes(begun, text) and (whole := reports.beside(turn, text)):
        conversation.show_new(turn, begun, turn.t("report-whole"), whole)
    elif (intent := _asks(turn, begun, text)) is not None:
        _asked_in_form(turn, begun, intent)
    else:
        conversation.typed(turn, begun, menu_word=opens_menu)


_NO_REPORTS = frozenset(("urgent", "prompt", "survey"))
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


def _urgent_beside(turn: Turn, begun: OpenDraft, text: str) -> str:
    """Read the matter of "KHẨN: ..." which was sent while another form is open, ""; that form stays as it is."""
    return "" if begun.name in ("urgent", "prompt") or begun.state.trial else _urgent_of(turn, text)


def _urgent_of(turn: Turn, text: str) -> str:
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
    matter = _urgent_of(turn, text)
    intent = intents.read(text, sure=own_words.goes_on(turn), office=Role.COLLABORATOR not in turn.me.roles)
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
    elif not intents.tells(text) or not own_words.keep(turn):
        own_words.not_understood(turn)


def _wanted_command(turn: Turn, intent: Intent) -> str:
    """Find the command that does what is asked for and that this member may use; "" where there is none."""
    roles = turn.me.roles
    found = wanted_commands.COMMANDS.get(intent) or wanted_commands.OFFICE.get(intent, "")
    if intent in wanted_commands.IN_DIGEST and ROUTES.command(found, roles, sees_all=turn.sees_all) is None:
        found = wanted_commands.OFFICE[Intent.DIGEST]
    return found if found and ROUTES.command(found, roles, sees_all=turn.sees_all) is not None else ""


def _noted(turn: Turn, pending: PendingDecision, text: str) -> None:
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


_ASIDE = frozenset(("/dung", "/huy"))
"""Commands whose words alone put a form aside, wherever it stands: no opinion is told by them."""


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


def _sent(turn: Turn) -> None:
    """A file or a place."""
    begun = resume.focused(turn)
    if late_drafts.passed_over(turn, begun) or late_drafts.left_alone(turn, begun):
        return
    if turn.event.kind is Kind.MEDIA and duty_rota.wanted(turn):
        duty_rota.received(turn)
    elif turn.event.kind is Kind.MEDIA and roster_exchange.wanted(turn, begun):
        roster_exchange.received(turn)
    elif turn.event.kind is Kind.MEDIA and forms.wanted(turn, begun):
        forms.received(turn)
    elif turn.event.kind is Kind.MEDIA and (matter := _urgent_beside_file(turn, begun)):
        own_words.urgent(turn, matter)
    elif (pending := pending_decisions.focused(turn)) is not None:
        _file_noted(turn, pending)
    elif begun is None:
        _unasked_file(turn)
    elif turn.event.kind is Kind.MEDIA:
        attachments.received(turn, begun)
    else:
        attachments.placed(turn, begun)


def _urgent_beside_file(turn: Turn, begun: OpenDraft | None) -> str:
    """Read the matter of "KHẨN: ..." below a file, where a text would be read for it."""
    text = turn.event.text.strip()
    return _urgent_of(turn, text) if begun is None else _urgent_beside(turn, begun, text)


def _file_noted(turn: Turn, pending: PendingDecision) -> None:
    """Take the words below a file where a question outside a form asks for words; the file has no place there."""
    words = turn.event.text.strip()
    if words and not words.startswith("/"):
        turn.reply(turn.t("media-words-only"))
        _noted(turn, pending, words)
    else:
        pending_decisions.ask_again(turn, pending, turn.t("media-words-only"))


def _unasked_file(turn: Turn) -> None:
    """A file or a place while no form is open: a file is kept with its words until its sender says what for."""
    said = personal_notice.look(turn)
    media = turn.event.media
    usable = media is not None and (media.kind in _KEPT_ALONE or turn.event.text.strip())
    if said is None and usable and own_words.keep(turn):
        return
    text = turn.t("media-no-draft-words" if turn.event.text.strip() else "media-no-draft")
    menu.show(turn, text if said is None else said + "\n" + text)
