"""A sentence that nobody asked for: what it wants is done, and what it tells is kept until its author says what for.

Nothing of it is quoted back, and nobody else reads it before a button is pressed (privacy 1).
"""

from __future__ import annotations

import re
from dataclasses import replace

from channels.messages import Button, Keyboard, Kind, Media, MediaKind
from handlers import menu, personal_notice
from handlers.button_data import ButtonData, button_data
from handlers.collaborator import asking_for_help, beginning
from handlers.filling import attachments, conversation, open_draft, typed_answer
from handlers.filling.open_draft import IN_GROUP, OpenDraft
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.typed import intents
from handlers.typed.intents import Intent
from services import kept_words, reports
from services.kept_words import Kept, KeptFile, KeptFor
from storage.forms import drafts
from storage.tables import Lane, Role
from texts.fold import clean
from texts.personal import find
from texts.rich import RichText

_NAMED = re.compile(r"@\S+")
_PROMPTS = 3
"""Open prompts that what was kept may answer; the others are in the menu."""


def wanted(turn: Turn, intent: Intent) -> None:
    """Answer a sentence that asks for something which no command does for this member."""
    t = turn.t
    match intent:
        case Intent.THANKS:
            turn.reply(t("said-thanks"))
        case Intent.WHO_SEES | Intent.AS_IS:
            turn.reply(t(f"said-{intent.replace('_', '-')}"), menu.home(turn))
        case Intent.GREETING:
            menu.show(turn, t("said-greeting"))
        case Intent.CONTINUE:
            _go_on(turn)
        case _ if not _reports(turn):
            not_understood(turn)
        case Intent.DELETE:
            own = Button(t.text("menu-own"), button_data("report.own"))
            turn.reply(t("said-delete"), ((own,), *asking_for_help.door(turn), *menu.home(turn)))
        case Intent.LATE:
            turn.reply(_until_when(turn), (*asking_for_help.door(turn), *menu.home(turn)))
        case Intent.NOTHING:  # it goes into the figures: a guess of ours does not
            calm = Button(t.text("prompt-button-calm"), button_data("report.calm"))
            not_heard = Button(t.text("prompt-button-not-heard"), button_data("report.not_heard"))
            turn.reply(t("said-nothing"), ((calm,), (not_heard,), *menu.home(turn)))
        case Intent.ABSENCE | Intent.MOVED:
            asking_for_help.offer(turn, t(f"request-offer-{intent}"))
        case _:
            not_understood(turn)


def not_understood(turn: Turn) -> None:
    """Say that a sentence was not understood, with what can be done and who can help."""
    if _reports(turn):
        turn.reply(turn.t("said-unknown"), (*menu.keyboard(turn), *asking_for_help.door(turn)))
    else:
        menu.show(turn, turn.t("menu-what"))


def keep(turn: Turn) -> bool:
    """Keep what was written or sent, and ask what for. False: this member sends no reports."""
    if not _reports(turn):
        return False
    event, media, file = turn.event, turn.event.media, _file(turn)
    words = clean(event.text)
    kept = kept_words.keep(turn.session, turn.actor, KeptFor.REPORT, words, event.message_id, file, turn.now)
    if media is not None and media.album and [kept_file.album for kept_file in kept.files].count(media.album) > 1:
        return True  # another part of an album, of which was spoken already
    if kept.full and kept.pasted and media is None:
        return True  # a further part of a long text, of which was said already that its end is not kept
    text = turn.t("said-full" if kept.full else "said-kept" if kept.words else "said-kept-file")
    turn.reply(text + "\n" + turn.t("said-cut") if kept.cut and not kept.full else text, _ways(turn, kept))
    return True


def corrected(turn: Turn) -> bool:
    """Take the new words of an edited message that is kept, and ask again what for. False: it is not."""
    event = turn.event
    message_id = event.message_id if event.private else f"{IN_GROUP}{event.message_id}"
    if not kept_words.holds(turn.session, turn.actor, KeptFor.REPORT, message_id):
        return False
    noticed = personal_notice.look(turn)
    words = clean(event.text) if event.private else clean(_NAMED.sub(" ", event.text))
    if noticed is not None and event.private:  # in a group it is said of everything that is written there
        turn.send_to(turn.me, noticed, lane=Lane.REPLY)
    elif (
        noticed is None
        and (kept := kept_words.corrected(turn.session, turn.actor, KeptFor.REPORT, message_id, words)) is not None
    ):
        turn.send_to(turn.me, turn.t("said-kept-anew"), _ways(turn, kept), lane=Lane.REPLY)
    return True


def _file(turn: Turn) -> KeptFile | None:
    """The file that came, as it is kept."""
    media = turn.event.media
    if media is None:
        return None
    return KeptFile(media.kind, media.file_id, media.name, media.mime, media.size, media.album, turn.event.message_id)


def from_group(turn: Turn) -> bool:
    """Offer to take over what a collaborator wrote to us in a group, in their own chat; nothing is sent by it.

    What they edit there is taken anew. False: it tells nothing, holds something personal, or this member sends no reports.
    """
    if turn.event.kind is Kind.EDITED:
        return corrected(turn)
    words = clean(_NAMED.sub(" ", turn.event.text))
    if not _reports(turn) or not intents.tells(words) or find(words):
        return False
    there = f"{IN_GROUP}{turn.event.message_id}"  # a number that a message of the private chat may have as well
    kept = kept_words.keep(turn.session, turn.actor, KeptFor.REPORT, words, there, None, turn.now)
    turn.send_to(turn.me, turn.t("group-taken-over"), _ways(turn, kept), lane=Lane.REPLY)
    return True


def goes_on(turn: Turn) -> bool:
    """Tell whether a sentence may go on with what was told a moment ago, and still waits for a word of what for."""
    return _reports(turn) and kept_words.waits(turn.session, turn.actor, KeptFor.REPORT, turn.now)


def urgent(turn: Turn, matter: str) -> None:
    """Open the urgent form with the matter of a text that named itself urgent."""
    file = _file(turn)
    _put(turn, open_draft.start(turn, "urgent"), Kept(0, ((turn.event.message_id, matter),), (file,) if file else ()))


def as_report(turn: Turn, pressed: ButtonData) -> None:
    """Begin a report with what was kept, on the prompt that the button names (0: on none)."""
    turn.answer_tap()
    prompt = reports.open_prompt(turn.session, turn.actor, pressed[1], turn.now) if pressed[1] > 0 else None
    if pressed[1] > 0 and prompt is None:
        turn.reply(turn.t("report-over"), menu.home(turn))
        return
    kept = _taken(turn, pressed)
    if kept is None:
        return
    name = turn.installation.library.name(turn.session, prompt.form_id, turn.now) if prompt else "periodic"
    begun = beginning.begin(turn, name, prompt.id if prompt else None)
    if prompt:
        reports.begun(turn.session, turn.actor, prompt.id, turn.now)
    _put(turn, begun, kept)


def as_urgent(turn: Turn, pressed: ButtonData) -> None:
    """Begin an urgent report with what was kept."""
    turn.answer_tap()
    kept = _taken(turn, pressed)
    if kept is not None:
        _put(turn, open_draft.start(turn, "urgent"), kept)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Let go of what was kept."""
    turn.answer_tap()
    if _taken(turn, pressed) is not None:
        turn.replace_or_reply(turn.t("said-dropped"), menu.home(turn))


def _go_on(turn: Turn) -> None:
    """Go on with the draft that was touched last; where there is none, show the menu."""
    begun = drafts.of_member(turn.session, turn.me.member_id)
    if begun:
        conversation.resume(turn, open_draft.open_row(turn, begun[0]), turn.t("fill-resumed"))
    else:
        menu.show(turn)


def _reports(turn: Turn) -> bool:
    return Role.COLLABORATOR in turn.me.roles


def _ways(turn: Turn, kept: Kept) -> Keyboard:
    """Ways to use it: a report on an open prompt or on none, an urgent one, nothing."""
    t, asked = turn.t, reports.open_prompts(turn.session, turn.actor, turn.now)[:_PROMPTS]
    rows = [
        (Button(t.text("said-button-on", title=prompt.title), button_data("words.report", kept.id, prompt.id)),)
        for prompt in asked
    ]
    rows.append((Button(t.text("said-button-report"), button_data("words.report", kept.id, 0)),))
    urgent_, drop_ = button_data("words.urgent", kept.id), button_data("words.drop", kept.id)
    rows.append((Button(t.text("said-button-urgent"), urgent_),))
    rows.append((Button(t.text("said-button-drop"), drop_),))
    return tuple(rows)


def _taken(turn: Turn, pressed: ButtonData) -> Kept | None:
    kept = kept_words.take(turn.session, turn.actor, KeptFor.REPORT, pressed[0], turn.now)
    if kept is None:
        turn.reply(turn.t("said-gone"), menu.home(turn))
    return kept


def _put(turn: Turn, begun: OpenDraft, kept: Kept) -> None:
    """Put what was kept into a draft that was just begun, and ask its first question."""
    for message_id, words in kept.said:
        if not typed_answer.add_to_gist(begun, message_id, words):  # offered where words are asked for
            begun.state.waiting[message_id] = words
    waits = bool(begun.state.waiting)
    open_draft.changed(begun)
    event = turn.event
    left = []
    for file in kept.files:
        media = Media(MediaKind(file.kind), file.file_id, file.name, file.mime, file.size, file.album)
        turn.inbound = replace(event, kind=Kind.MEDIA, media=media, message_id=file.message_id, text="", token="")
        if not attachments.take(turn, begun):
            left.append(file)
    turn.inbound = event
    said = []
    if waits:
        said.append(turn.t("said-waits"))
    elif kept.words or len(left) < len(kept.files):
        said.append(turn.t("said-in-place"))
    for file in left:  # for another report: `ask_about_kept`
        kept_words.keep(turn.session, turn.actor, KeptFor.REPORT, "", file.message_id, file, turn.now)
    if left:
        begun.state.files_left = True
        said.append(turn.t("said-files-left", count=len(left)))
    conversation.resume(turn, begun, RichText.join("\n", said))


def ask_about_kept(turn: Turn) -> None:
    """Ask again, once a report is sent, what for the files are kept that it had no room for; nothing where there are none."""
    kept = kept_words.lately(turn.session, turn.actor, KeptFor.REPORT, turn.now)
    if kept is not None and kept.files:
        turn.reply(turn.t("said-files-still", count=len(kept.files)), _ways(turn, kept))


def _until_when(turn: Turn) -> RichText:
    """Say until when each open prompt is to be answered."""
    asked = reports.open_prompts(turn.session, turn.actor, turn.now)
    if not asked:
        return turn.t("said-nothing-due")
    zone = turn.installation.zone
    lines = [
        turn.t("said-due", title=prompt.title, time=f"{due:%H:%M}", day=f"{due:%d/%m/%Y}")
        for prompt in asked
        for due in (prompt.due_at.astimezone(zone),)
    ]
    return RichText.join("\n", [turn.t("said-due-head"), *lines])


ROUTES = (
    Routes(labels={"fill-button-continue": _go_on}),
    Routes(
        frozenset({Role.COLLABORATOR}),
        buttons={"words.report": as_report, "words.urgent": as_urgent, "words.drop": drop},
    ),
)
