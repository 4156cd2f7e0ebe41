"""Pictures, sounds and films that stand on a question's label: shown with its card."""

from __future__ import annotations

from channels.messages import FileRef, MediaKind
from handlers.filling import Filling
from handlers.turn import Turn
from storage import drafts
from texts.rich import RichText

CAPTION = 1000  # letters below a file; the network takes 1,024
_KINDS = {"image": MediaKind.PHOTO, "big-image": MediaKind.PHOTO, "audio": MediaKind.VOICE, "video": MediaKind.VIDEO}


def has_media(turn: Turn, filling: Filling) -> bool:
    """Whether the card of where the draft stands comes with a file."""
    return bool(_files(turn, filling))


def media(turn: Turn, filling: Filling, text: RichText) -> FileRef | None:
    """The file that goes with the card; what cannot stand above its text is sent before it."""
    files = _files(turn, filling)
    with_card = files.pop() if files and len(text) <= CAPTION else None
    for file in files:
        turn.say(RichText(""), file=file)
    return with_card


def _files(turn: Turn, filling: Filling) -> list[FileRef]:
    question = filling.question
    if question is None or not question.media or filling.state.personal:
        return []
    found = []
    shown = {name: _KINDS[kind] for kind, name in question.media.items() if kind in _KINDS}
    for name, kind in shown.items():
        stored = drafts.form_file(turn.session, filling.row.form_id, name.rpartition("/")[2])
        if stored is not None:
            found.append(FileRef(kind, stored, name.rpartition("/")[2]))
    return found
