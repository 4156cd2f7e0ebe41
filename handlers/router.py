"""Which conversation an event belongs to. The roster is the gate: nobody passes who is not on it."""

from __future__ import annotations

from dataclasses import replace

from channels.messages import Kind
from handlers import incoming_files, incoming_texts, presses
from handlers.button_data import read_button
from handlers.collaborator import own_words
from handlers.filling import buttons, early_replies, resume
from handlers.leader import digest
from handlers.member import enrolment, last_seen, survey_guests, suspended
from handlers.staff import groups, poll_cards
from handlers.turn import Turn
from handlers.typed import command_words, typed_menu
from storage.members import addresses

_FROM_STRANGERS = frozenset({Kind.BLOCKED, Kind.UNBLOCKED, Kind.EDITED, Kind.WITHDRAWN})


def dispatch(turn: Turn) -> None:
    """Handle what came in."""
    if turn.event.kind in (Kind.POLL, Kind.VOTE):
        poll_cards.taken_in(turn)
    elif turn.event.private:
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
        presses.pressed(turn)
    elif not turn.me.joined:
        enrolment.answered(turn)
    elif event.kind is Kind.EDITED:
        if not own_words.corrected(turn):
            resume.edited(turn)
    elif event.kind in (Kind.MEDIA, Kind.LOCATION):
        incoming_files.sent(turn)
    elif event.kind is Kind.TEXT:
        incoming_texts.said(turn)
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
        presses.pressed(turn)
    return bool(found)


def _is_for_any_time(text: str) -> bool:
    """Tell whether a text means the same whatever was asked: a command, or a word that opens the menu."""
    return text.lstrip().startswith("/") or command_words.opens_menu(text)
