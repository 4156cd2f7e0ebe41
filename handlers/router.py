"""Which conversation an event belongs to. The roster is the gate: nobody passes who is not on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from channels.messages import Kind
from forms.model.types import Type
from handlers import completion, menu
from handlers.button_data import ButtonData, read_button
from handlers.collaborator import reports
from handlers.filling import attachments, buttons, conversation, early_replies, open_draft
from handlers.filling.open_draft import OpenDraft
from handlers.leader import digest
from handlers.member import enrolment, networks
from handlers.notify import prompt_delivery
from handlers.staff import alerts, broadcasts, forms, groups, members, prompt_progress, prompts
from handlers.turn import Turn
from handlers.typed import command_words, typed_menu
from storage.forms import drafts
from storage.members import addresses
from storage.tables import Role

_OFTEN = timedelta(hours=1)

Press = Callable[[Turn, ButtonData], None]

_EVERYBODY: dict[str, Press] = {
    "agree": enrolment.agree,
    "decline": enrolment.decline,
    "menu": menu.opened,
    "net": networks.choose,
}
_BY_ROLE: dict[Role, dict[str, Press]] = {
    Role.COLLABORATOR: {
        "rep": reports.open_report,
        "urgent": reports.open_urgent,
        "no": reports.nothing,
        "own": reports.own,
        "see": reports.see,
        "cor": reports.correct,
        "more": reports.another,
    },
    Role.STAFF: {
        "write": prompts.write,
        "ps": prompts.send,
        "pe": prompts.change,
        "pd": prompts.drop,
        "who": prompt_progress.choose,
        "pp": prompts.show_planned,
        "px": prompts.change_planned,
        "pc": prompts.cancel_planned,
        "bs": broadcasts.open_card,
        "bp": broadcasts.pause,
        "br": broadcasts.resume,
        "bc": broadcasts.cancel,
        "ba": broadcasts.again,
        "bu": prompt_progress.unreached,
        "mem": members.opened,
        "howgroup": groups.how,
        "al": alerts.see,
        "at": alerts.take,
        "dnow": digest.now,
        "forms": forms.listed,
        "form_get": forms.export,
        "form_try": forms.try_out,
        "form_pub": forms.publish,
        "form_drop": forms.drop,
    },
    Role.LEADER: {"dlast": digest.latest},
}
_COMMANDS: dict[str, tuple[Role, Callable[[Turn], None]]] = {
    "/baocao": (Role.COLLABORATOR, reports.begin),
    "/khan": (Role.COLLABORATOR, reports.open_urgent),
    "/cuatoi": (Role.COLLABORATOR, reports.own),
    "/soan": (Role.STAFF, prompts.write),
    "/tinhhinh": (Role.STAFF, prompt_progress.choose),
    "/thanhvien": (Role.STAFF, members.command),
    "/noinhom": (Role.STAFF, groups.how),
    "/mauphieu": (Role.STAFF, forms.listed),
    "/tonghop": (Role.LEADER, digest.latest),
}
_DIGEST: dict[str, Press] = {"ds": digest.section, "dd": digest.document}


def dispatch(turn: Turn) -> None:
    """Handles what came in."""
    if turn.event.private:
        _in_private(turn)
    else:
        groups.in_group(turn)
    turn.finish()


def _in_private(turn: Turn) -> None:
    event = turn.event
    turn.person = addresses.at_chat(turn.session, turn.account_id, event.chat_id)
    if turn.person is None:
        if event.kind not in (Kind.BLOCKED, Kind.UNBLOCKED, Kind.EDITED, Kind.WITHDRAWN):
            turn.answer_tap()
            enrolment.stranger(turn)
            _heard(turn)
        return
    if event.kind is Kind.WITHDRAWN:
        enrolment.withdrawn(turn)
        return
    if event.kind is not Kind.BLOCKED:
        _heard(turn)
    if event.kind in (Kind.BLOCKED, Kind.UNBLOCKED):
        addresses.set_reachable(turn.session, turn.me.address_id, "blocked" if event.kind is Kind.BLOCKED else None)
        return
    if turn.typed_only:
        if turn.me.unreachable:  # no word comes of an end to blocking, but who writes is there again
            addresses.set_reachable(turn.session, turn.me.address_id, None)
        if event.kind is Kind.TEXT and _picked(turn):
            return
    if event.kind is Kind.BUTTON:
        _pressed(turn)
    elif not turn.me.joined:
        enrolment.welcome(turn)
    elif event.kind is Kind.EDITED:
        _edited(turn)
    elif event.kind is Kind.MEDIA:
        _media(turn)
    elif event.kind is Kind.LOCATION:
        _placed(turn)
    elif event.kind is Kind.TEXT:
        _text(turn)
    else:
        _nothing_to_do_with(turn)


def _heard(turn: Turn) -> None:
    """Where a network lets us write only for so long after the person did: from now on until then. To the hour is enough."""
    until = turn.installation.until(turn.account_id, turn.event.sent_at)
    if turn.person is not None and until is not None:
        known = turn.me.reachable_until
        if known is None or until - known >= _OFTEN:
            addresses.set_reachable_until(turn.session, turn.me, until)


def _picked(turn: Turn) -> bool:
    """What was typed instead of a press is one. False: it is a text, or a number that stands for nothing here (any more)."""
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
    """Whether a text means the same whatever was asked: a command, or a word that opens the menu."""
    return text.lstrip().startswith("/") or command_words.opens_menu(text)


def _pressed(turn: Turn) -> None:
    pressed = read_button(turn.event.token)
    verb = pressed.verb if pressed else ""
    if pressed is None:
        turn.answer_tap(turn.t.text("press-unknown"))
    elif not turn.me.joined and verb not in ("agree", "decline"):
        turn.answer_tap()
        enrolment.welcome(turn)
    elif verb == "fk":
        _flag_urgent(turn, pressed)
    elif verb in ("fc", "fu"):
        _continue(turn, pressed)
    elif verb in buttons.VERBS:
        done = buttons.pressed(turn, pressed)
        if done is not None:
            completion.finish(turn, done)
    else:
        action = _EVERYBODY.get(verb) or _allowed(turn, verb)
        if action is None:
            turn.answer_tap(turn.t.text("press-unknown"))
        else:
            action(turn, pressed)


def _allowed(turn: Turn, verb: str) -> Press | None:
    """What this person may do with a button of this verb."""
    if verb in _DIGEST and not turn.me.roles.isdisjoint({Role.LEADER, Role.STAFF}):
        return _DIGEST[verb]
    return next((_BY_ROLE[role][verb] for role in turn.me.roles if verb in _BY_ROLE.get(role, {})), None)


def _text(turn: Turn) -> None:
    text = turn.event.text.strip()
    if text.startswith("/"):
        _command(turn, text)
        return
    begun = _focused(turn)
    command = _bare_command(turn, text, begun)
    if command:
        _command(turn, command)
    elif (
        turn.typed_only and begun is not None and command_words.opens_menu(text) and not conversation.takes(begun, text)
    ):
        menu.show(turn, turn.t("menu-draft-waits"))
    elif begun is None:
        menu.show(turn, None if command_words.opens_menu(text) else turn.t("menu-what"))
    else:
        conversation.typed(turn, begun, menu_word=command_words.opens_menu(text))


def _bare_command(turn: Turn, text: str, begun: OpenDraft | None) -> str:
    """The command that is typed without its slash, "" where there is none or the words may be an answer."""
    if begun is not None and (not turn.typed_only or conversation.takes(begun, text)):
        return ""
    command = command_words.command(text)
    return command if command not in _COMMANDS or _COMMANDS[command][0] in turn.me.roles else ""


def _command(turn: Turn, text: str) -> None:
    word, _, rest = text.partition(" ")
    word = word.lower()
    begun = _focused(turn)
    if word == "/start" and rest[:1] == "p" and rest[1:].isdecimal():
        if not prompt_delivery.open_from_link(turn, int(rest[1:])):
            menu.show(turn, turn.t("report-over"))
    elif word in ("/start", "/menu"):
        addresses.set_reachable(turn.session, turn.me.address_id, None)
        menu.show(turn, turn.t("menu-draft-waits") if begun else None)
    elif word == "/dung":
        turn.reply(
            conversation.later(turn, begun), conversation.continue_button(turn, begun.id)
        ) if begun else menu.show(turn)
    elif word == "/lienket":
        enrolment.link(turn)
    elif word == "/kenh":
        networks.listed(turn)
    elif word in ("/trogiup", "/help"):
        turn.reply(turn.t("help"), menu.home(turn))
    elif word in _COMMANDS and _COMMANDS[word][0] in turn.me.roles:
        _COMMANDS[word][1](turn)
    else:
        menu.show(turn, turn.t("command-unknown"))


def _edited(turn: Turn) -> None:
    begun = _focused(turn)
    if begun is not None and conversation.corrected(turn, begun):
        return
    for row in drafts.of_member(turn.session, turn.me.member_id):
        other = open_draft.open_row(turn, row)
        if turn.event.message_id in other.state.messages:
            addresses.focus(turn.session, turn.me, draft_id=other.id)
            conversation.corrected(turn, other)
            return
    turn.reply(turn.t("edited-too-late"), menu.home(turn))


def _media(turn: Turn) -> None:
    begun = _focused(turn)
    if forms.wanted(turn, begun):
        forms.received(turn)
    elif begun is None:
        menu.show(turn, turn.t("media-no-draft"))
    else:
        attachments.received(turn, begun)


def _placed(turn: Turn) -> None:
    begun = _focused(turn)
    if begun is None:
        menu.show(turn, turn.t("media-no-draft"))
    else:
        attachments.placed(turn, begun)


def _nothing_to_do_with(turn: Turn) -> None:
    begun = _focused(turn)
    if begun is None:
        menu.show(turn, turn.t("other-message"))
    else:
        question = begun.question
        sent = question is not None and (question.kind.is_file or question.kind is Type.GEOPOINT)
        conversation.show_new(turn, begun, turn.t("other-not-carried" if sent else "other-message"))


def _focused(turn: Turn) -> OpenDraft | None:
    return open_draft.load(turn, turn.me.focus_draft_id) if turn.me.focus_draft_id is not None else None


def _continue(turn: Turn, pressed: ButtonData) -> None:
    begun = open_draft.load(turn, pressed[0])
    turn.answer_tap("" if begun else turn.t.text("fill-gone"))
    if begun is not None:
        if pressed.verb == "fu" and buttons.go_to(begun, pressed[1]):
            open_draft.changed(begun)
        conversation.resume(turn, begun, turn.t("fill-resumed"))


def _flag_urgent(turn: Turn, pressed: ButtonData) -> None:
    begun = open_draft.load(turn, pressed[0])
    if begun is None or not open_draft.can_flag_urgent(begun):
        flagged = begun is not None and open_draft.is_urgent(begun)
        turn.answer_tap(turn.t.text("fill-flagged" if flagged else "fill-gone"))
        return
    open_draft.flag_urgent(begun)
    begun.state.card, begun.state.delivery = turn.event.message_id, 0
    addresses.focus(turn.session, turn.me, draft_id=begun.id)
    conversation.go_on(turn, begun, None, in_place=True)
