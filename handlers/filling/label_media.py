"""Pictures, sounds and films that stand on the labels of a question and of its choices: shown with its card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from channels.messages import FileRef, MediaKind
from handlers.filling.open_draft import OpenDraft
from handlers.turn import Turn
from storage.forms import published_forms
from texts.rich import RichText

CAPTION = 1000  # letters below a file; the network takes 1,024
MOST_PICTURED = 8  # choices whose pictures are sent; a longer list is words
_KINDS = {"image": MediaKind.PHOTO, "big-image": MediaKind.PHOTO, "audio": MediaKind.AUDIO, "video": MediaKind.VIDEO}


def has_media(turn: Turn, filling: OpenDraft) -> bool:
    """True if the card of where the draft stands comes with a file."""
    return any(True for _ in _files(turn, filling))


def media(turn: Turn, filling: OpenDraft, text: RichText) -> FileRef | None:
    """The file that goes with the card; what cannot stand above its text is sent before it."""
    files = list(_files(turn, filling))
    with_card = files.pop(0)[0] if len(files) == 1 and len(text) <= CAPTION and not files[0][1] else None
    for file, caption in files:
        turn.reply(caption, file=file)
    return with_card


def _files(turn: Turn, filling: OpenDraft) -> Iterator[tuple[FileRef, RichText]]:
    """The files of the question, then those of its choices, each below the choice's number and label."""
    question = filling.question
    if question is None or filling.undecided:
        return
    for file in _stored(turn, filling, question.media):
        yield file, RichText("")
    for number, choice in enumerate(question.choices if len(question.choices) <= MOST_PICTURED else (), 1):
        for file in _stored(turn, filling, choice.media):
            yield file, turn.t("fill-choice-line", number=number, label=choice.label).truncate(CAPTION)


def _stored(turn: Turn, filling: OpenDraft, media: Mapping[str, str]) -> Iterator[FileRef]:
    # A form often names the same picture twice, small and large.
    for name, kind in {name: _KINDS[kind] for kind, name in media.items() if kind in _KINDS}.items():
        name = name.rpartition("/")[2]
        stored = published_forms.form_file(turn.session, filling.row.form_id, name)
        if stored is not None:
            yield FileRef(kind, stored, name)
