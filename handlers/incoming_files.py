"""A file or a place: kept with the question that it answers, or with the words below it."""

from __future__ import annotations

from channels.messages import Kind, MediaKind
from handlers import incoming_texts, menu, pending_decisions, personal_notice
from handlers.collaborator import own_words
from handlers.filling import attachments, late_drafts, resume
from handlers.filling.open_draft import OpenDraft
from handlers.staff import duty_rota, forms, roster_exchange
from handlers.turn import Turn
from storage.tables import PendingDecision

_KEPT_ALONE = frozenset((MediaKind.PHOTO, MediaKind.VOICE, MediaKind.AUDIO))
"""Files that tell something without a word beside them."""


def sent(turn: Turn) -> None:
    """Take a file or a place for what was asked for."""
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
    return incoming_texts.urgent_of(turn, text) if begun is None else incoming_texts.urgent_beside(turn, begun, text)


def _file_noted(turn: Turn, pending: PendingDecision) -> None:
    """Take the words below a file where a question outside a form asks for words; the file has no place there."""
    words = turn.event.text.strip()
    if words and not words.startswith("/"):
        turn.reply(turn.t("media-words-only"))
        incoming_texts.noted(turn, pending, words)
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
