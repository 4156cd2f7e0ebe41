"""Files and places from the phone: taken into the draft at once, and the person goes on while the file is checked.

A file that turns out to be of no use is taken out again and asked for once more; a report waits for its files.
"""

from __future__ import annotations

from channels.messages import Button, MediaKind
from forms.entry.draft import REVIEW, Question
from forms.model.types import Type
from handlers import personal_notice
from handlers.button_data import button_data
from handlers.filling import conversation, open_draft, parse_answer, personal_data, typed_answer
from handlers.filling.open_draft import OpenDraft
from handlers.filling.question_card import mark
from handlers.turn import Turn
from services.orders import FetchFileOrder, FileFetched
from storage.forms import drafts
from storage.members import addresses
from storage.messaging import stored_files
from storage.tables import Lane
from texts.fold import clean
from texts.rich import RichText

_FITTING = {
    MediaKind.PHOTO: (Type.IMAGE, Type.FILE),
    MediaKind.VOICE: (Type.AUDIO, Type.FILE),
    MediaKind.AUDIO: (Type.AUDIO, Type.FILE),
    MediaKind.VIDEO: (Type.VIDEO, Type.FILE),
    MediaKind.DOCUMENT: (Type.FILE, Type.IMAGE, Type.AUDIO, Type.VIDEO),  # what it is shows when it is checked
}
_NUMBERS = (Type.INTEGER, Type.DECIMAL, Type.RANGE, Type.DATE, Type.TIME, Type.DATETIME)
_FULL, _NOT_HERE = "media-full", "media-not-here"
_SPOKEN = (MediaKind.VOICE, MediaKind.AUDIO)
_VOICE, _WORDS = "voice", "gist"
_PICTURES = 20
"""Messages with a file that a draft remembers."""
_ACCEPT = {Type.IMAGE: "image", Type.AUDIO: "audio", Type.VIDEO: "video", Type.FILE: "file"}


def received(turn: Turn, begun: OpenDraft) -> None:
    """A file while a draft has the focus: it goes where the form has room for one."""
    media = turn.event.media
    assert media is not None
    again = bool(media.album) and media.album == begun.state.album  # another part of an album that was answered
    begun.state.album = media.album
    ref, room = _target(begun, media.kind), _room(begun)
    said = _take_words(turn, begun, begun.question)
    spoken = media.kind in _SPOKEN
    if not _order(turn, begun, ref):
        if again and said is None:
            open_draft.save(turn, begun)
            return
        if said is not None:
            open_draft.changed(begun)
        full = media.kind is MediaKind.PHOTO and not room and _pictures(begun)
        refused = _FULL if full else "media-voice-full" if spoken and begun.draft.form.has_one(_VOICE) else _NOT_HERE
        conversation.show_new(turn, begun, _joined(said, None if again else turn.t(refused)))
        return
    spare_words(begun)
    if again and said is None:
        open_draft.save(turn, begun)  # the card that stands below the album stays the one to answer
        return
    if again:
        taken = None
    elif media.album:
        taken = turn.t("media-album", count=room) if room > 1 else turn.t("media-one-of-album")
    else:
        taken = turn.t("media-voice-kept" if spoken and ref.rpartition("/")[2].startswith(_VOICE) else "media-received")
    conversation.advance(turn, begun, _joined(said, taken))


def take(turn: Turn, begun: OpenDraft) -> bool:
    """Take the file of the event into a draft, where its form has room for one, without a word. False: it has none."""
    media = turn.event.media
    taken = media is not None and _order(turn, begun, _target(begun, media.kind))
    if taken:
        spare_words(begun)
    return taken


def spare_words(begun: OpenDraft) -> None:
    """Leave the matter in words out where the form does without them since it has them as a sound."""
    draft = begun.draft
    if draft.form.has_one(_WORDS) and draft.form.has_one(_VOICE) and draft.value(_VOICE) and not draft.value(_WORDS):
        draft.skip(_WORDS)  # refused, and asked for, where the form needs them all the same


def _order(turn: Turn, begun: OpenDraft, ref: str) -> bool:
    """Make the file of the event the answer to a question, and order it from its network. False: it is none there."""
    media, name = turn.event.media, f"pending-{turn.event.message_id}"
    if media is None or not ref or not begun.draft.put(ref, name).ok:
        return False
    begun.draft.mark(ref, "pending")
    turn.order(
        FetchFileOrder(
            draft=begun.id,
            pending=name,
            account=turn.account_id,
            file=media.file_id,
            member=turn.me.member_id,
            accept=_ACCEPT[begun.draft.form.field(ref).kind],
        )
    )
    return True


def _take_words(turn: Turn, begun: OpenDraft, question: Question | None) -> RichText | None:
    """Take the words that came with a file while `question` was asked. Returns what is said of them; None: there are none."""
    words, state = clean(turn.event.text), begun.state
    state.pictures = [*state.pictures[-_PICTURES:], turn.event.message_id]
    if not words:
        return None
    if words.startswith("/"):
        return turn.t("caption-command")
    if question is not None and not begun.undecided and _answers(turn, begun, question):
        return turn.t("caption-kept", label=question.label)
    added = typed_answer.keep_own_words(turn, begun, words)
    if added is not None:
        return added
    noticed = personal_notice.look(turn)
    if noticed is not None:
        return noticed
    state.waiting[turn.event.message_id] = words
    return turn.t("caption-waits")


def caption_edited(turn: Turn, begun: OpenDraft) -> RichText | None:
    """Take the new words below a picture that gave no answer yet; None: they belong to no picture of this draft."""
    if turn.event.message_id not in begun.state.pictures:
        return None
    state, message_id = begun.state, turn.event.message_id
    before = state.waiting
    state.waiting = {message: words for message, words in before.items() if message != message_id}
    said = _take_words(turn, begun, begun.question) or turn.t("caption-gone")
    if message_id in state.waiting:  # it stays where it stood among the others
        state.waiting = {**before, message_id: state.waiting[message_id]}
    return said


def placed(turn: Turn, begun: OpenDraft) -> None:
    """A place from the phone, which came to us rounded to the size of a commune."""
    place, question = turn.event.place, begun.question
    if place is None or question is None or question.kind is not Type.GEOPOINT or begun.undecided:
        conversation.show_new(turn, begun, turn.t("media-not-here"))
        return
    verdict = begun.draft.put(question.ref, parse_answer.located(*place))
    if verdict.ok:
        conversation.advance(turn, begun, turn.t("fill-kept"))
    else:
        conversation.show_new(turn, begun, typed_answer.refused(turn, question, verdict))


def fetched(turn: Turn, order: FetchFileOrder, result: FileFetched | None) -> OpenDraft | None:
    """The file is there, was refused, or could not be fetched at all (None).

    Returns the draft where it waited for this file to be sent.
    """
    result = result or FileFetched(refused="not_fetched")
    person = addresses.at_account(turn.session, order.member, order.account, shut=True)
    row = drafts.get(turn.session, order.draft, order.member)
    if person is not None:  # else they cannot be told anything now; the draft goes on all the same
        turn.speak_as(person)
    begun = open_draft.open_row(turn, row) if row is not None else None
    ref = begun.draft.awaiting(order.pending) if begun else None
    if begun is None or ref is None:
        if result.stored is not None:  # another one has taken its place, or it was left out
            stored_files.remove_file(turn.session, result.stored)
        return None
    if result.stored is None or not begun.draft.settle(ref, result.name).ok:
        _refuse(turn, begun, ref, result.refused or "not_fetched")
        return None
    open_draft.save(turn, begun)
    return begun if person is not None and begun.state.sending and not begun.draft.marked("pending") else None


def _refuse(turn: Turn, begun: OpenDraft, ref: str, why: str) -> None:
    """Says why, with a button that asks for the file again; where the person is stays as it was."""
    label, place = begun.draft.form.label(ref, begun.draft.language), begun.draft.place
    if not begun.draft.skip(ref).ok:
        begun.draft.clear(ref)
        if place not in ("", REVIEW, ref):
            begun.draft.goto(place)  # the question being answered is answered first
    begun.state.sending = False
    open_draft.save(turn, begun)
    if turn.person is None:
        return
    again = Button(turn.t.text("media-button-again"), button_data("form.continue_at", begun.id, mark(ref)))
    # Told, not said: whoever is answering a question meanwhile keeps the numbers of that question.
    buttons = ((again,), *conversation.continue_button(turn, begun.id))
    turn.send_to(turn.me, turn.t(f"media-refused-{why}", label=label), buttons, lane=Lane.REPLY)


def _joined(*lines: RichText | None) -> RichText:
    return RichText.join("\n", [line for line in lines if line is not None])


def _pictures(begun: OpenDraft) -> list[str]:
    """The questions that pictures answer."""
    return [line.ref for line in begun.draft.review() if line.kind is Type.IMAGE]


def _room(begun: OpenDraft) -> int:
    """How many pictures more the form takes."""
    beside = [field.name for field in begun.draft.form.fields if _goes_beside(field.name)]
    if beside:
        return sum(not begun.draft.value(name) for name in beside)
    return sum(not begun.draft.value(ref) for ref in _pictures(begun))


def _target(begun: OpenDraft, kind: MediaKind) -> str:
    """The question that a file answers: the one being asked, else for a photo or a voice the first that has room for it."""
    question = begun.question
    if question is not None and question.kind in _FITTING[kind]:
        return question.ref
    beside = next((line.ref for line in begun.draft.review() if _goes_beside(line.name) and not line.answered), "")
    if beside:  # what goes out with a prompt may be sent at any of its questions
        return beside
    if kind not in (MediaKind.PHOTO, *_SPOKEN) or (question is not None and question.kind in _NUMBERS):
        return ""
    wanted = Type.IMAGE if kind is MediaKind.PHOTO else Type.AUDIO
    waiting = (line for line in begun.draft.review() if line.kind is wanted and not line.answered)
    if wanted is Type.AUDIO:  # another form may ask for a sound of its own, later
        waiting = (line for line in waiting if line.name.startswith(_VOICE))
    return next((line.ref for line in waiting), "")


def _goes_beside(name: str) -> bool:
    return name.startswith("attachment_")


def _answers(turn: Turn, begun: OpenDraft, question: Question) -> bool:
    """True if the words are the answer to the question, which has it now."""
    if question.kind is Type.REPEAT:
        return False
    value = typed_answer.meant(turn, question)
    if not value or not begun.draft.put(question.ref, value).ok:
        return False
    open_draft.remember(begun, question.ref, turn.event.message_id)
    personal_data.look(begun, question.ref)
    return True
