"""A prompt as it is read: by its collaborators, in the closed groups, by whoever comes by a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from channels.messages import Button, FileRef, Keyboard, MediaKind
from handlers.button_data import button_data
from handlers.turn import Turn
from services import group_counts
from services.notifications import PromptRound
from storage.members.addresses import Recipient
from storage.prompts import prompt_files, prompts
from storage.tables import Group, Prompt
from texts.catalogue import Catalogue, catalogue_for
from texts.rich import RichText

PART = 4000
"""Letters in one message."""
_SHOWN = {"image": MediaKind.PHOTO, "video": MediaKind.VIDEO, "audio": MediaKind.AUDIO}


def send(turn: Turn, round_: PromptRound) -> None:
    """A prompt to the members and closed groups of a round."""
    matters, files = _matters(turn, round_.prompt), files_of(turn, round_.prompt)
    first = round_.whole  # nobody can have answered yet
    counts = {} if first else counts_in(turn, round_.prompt, round_.groups)
    for person in round_.people:
        for file in files:
            _file_to(turn, person, round_, file)
        _to_member(turn, person, round_, matters)
    for group in round_.groups:
        for file in files:
            turn.send_to_group(group, RichText(""), file=file, broadcast_id=round_.broadcast_id)
        _to_group(turn, group, round_, matters, counts.get(group.id, 0))


CODE = "yc"
"""The letters of a prompt's code, which is written to us privately where no link opens our chat: YC-12."""


def open_from_link(turn: Turn, prompt_id: int) -> bool:
    """The person came from the group's button: the prompt is shown in the private chat."""
    for prompt in prompts.current(turn.session, turn.me.member_id, turn.now):
        if prompt.id == prompt_id:
            if not group_counts.waits(turn.session, prompt.id, turn.me.member_id):
                turn.reply(turn.t("prompt-answered-before", title=prompt.title), keyboard(turn.t, prompt))
                return True
            for file in files_of(turn, prompt):
                turn.reply(RichText(""), file=file)
            *parts, last = text(turn.t, turn, prompt, _matters(turn, prompt)).split(PART)
            for part in parts:
                turn.reply(part)
            turn.reply(last, keyboard(turn.t, prompt))
            return True
    return False


def text(t: Catalogue, turn: Turn, prompt: Prompt, matters: Sequence[str]) -> RichText:
    """A prompt as collaborators read it."""
    listed = [t("prompt-matter", number=str(number), text=matter) for number, matter in enumerate(matters, 1)]
    due = prompt.due_at.astimezone(turn.installation.zone)
    parts = [
        t("prompt-title", title=prompt.title),
        *([RichText(prompt.intro)] if prompt.intro else []),
        *listed,
        t("prompt-due", due=f"{due:%H:%M}", day=f"{due:%d/%m/%Y}"),
    ]
    return RichText.join("\n\n", parts)


def keyboard(t: Catalogue, prompt: Prompt) -> Keyboard:
    """Write the report, or nothing to report with one of its two reasons."""
    number = prompt.id
    return (
        (Button(t.text("prompt-button-report"), button_data("report.open", number)),),
        (Button(t.text("prompt-button-calm"), button_data("report.nothing", number, 0)),),
        (Button(t.text("prompt-button-not-heard"), button_data("report.nothing", number, 1)),),
    )


def files_of(turn: Turn, prompt: Prompt) -> list[FileRef]:
    """The pictures and files that go out with a prompt, before its text."""
    return [file_ref(file.file_id, file.mime, file.name) for file in prompt_files.of_prompt(turn.session, prompt.id)]


def file_ref(file_id: int, mime: str, name: str) -> FileRef:
    """A stored file as a message shows it."""
    return FileRef(_SHOWN.get(mime.partition("/")[0], MediaKind.DOCUMENT), file_id, name)


def _file_to(turn: Turn, person: Recipient, round_: PromptRound, file: FileRef) -> None:
    """A file of a prompt: it tells of no reaching by itself, which its text does."""
    turn.send_to(
        person,
        RichText(""),
        file=file,
        broadcast_id=round_.broadcast_id,
        expires_at=round_.prompt.due_at,
        held=round_.held,
        shielded=_shielded(round_),
    )


def _shielded(round_: PromptRound) -> bool:
    """Tell whether to whom a round goes says what they have done (privacy 3)."""
    return not round_.whole or round_.hidden


def _matters(turn: Turn, prompt: Prompt) -> list[str]:
    return [item.text for item in prompts.items(turn.session, prompt.id)]


def _to_member(turn: Turn, person: Recipient, round_: PromptRound, matters: Sequence[str]) -> None:
    t, prompt = turn.texts_for(person), round_.prompt
    *parts, last = text(t, turn, prompt, matters).split(PART)
    for part, buttons in (*((part, ()) for part in parts), (last, keyboard(t, prompt))):
        turn.send_to(
            person,
            part,
            buttons,
            prompt_id=prompt.id,
            broadcast_id=round_.broadcast_id,
            expires_at=prompt.due_at,
            held=round_.held,
            shielded=_shielded(round_),
        )


def for_group(
    t: Catalogue, turn: Turn, group: Group, prompt: Prompt, matters: Sequence[str], count: int
) -> tuple[RichText, Keyboard]:
    """A prompt as it stands in a closed group: how to go on in private, by a link where there is one.

    count: how many at least have answered, where that is said.
    """
    link = turn.installation.link(group.account_id, f"p{prompt.id}")
    whole = text(t, turn, prompt, matters)
    if count:
        whole += "\n\n" + t("prompt-group-count", count=count)
    name, code = turn.installation.name(group.account_id), f"{CODE.upper()}-{prompt.id}"
    whole += "\n\n" + (t("prompt-write-privately", name=name) if link else t("prompt-write-code", name=name, code=code))
    return whole, ((Button(t.text("prompt-button-open"), url=link),),) if link else ()


def counts_in(turn: Turn, prompt: Prompt, groups: Sequence[Group]) -> Mapping[int, int]:
    """How many at least have answered in each of these groups, by its id.

    Where no message changes nothing is said: it would stand there as it was.
    """
    change = [group for group in groups if not turn.installation.typed_only(group.account_id)]
    return group_counts.at_least(turn.session, prompt.id, change)


def recount(turn: Turn, prompt_id: int, *, fewer: bool = False) -> None:
    """Somebody has answered, or taken it back: the count in the groups changes, where it has come to a new step."""
    for post in group_counts.to_change(turn.session, prompt_id, turn.me.member_id, fewer=fewer):
        t = catalogue_for(turn.installation.language, typed_only=turn.installation.typed_only(post.group.account_id))
        whole, buttons = for_group(t, turn, post.group, post.prompt, _matters(turn, post.prompt), post.count)
        if len(whole.text) <= PART:
            sent = post.sent
            turn.edit_in_group(post.group, whole, buttons, message_id=sent.message_id, delivery=sent.delivery_id)


def _to_group(turn: Turn, group: Group, round_: PromptRound, matters: Sequence[str], count: int) -> None:
    """A prompt to a closed group."""
    t = catalogue_for(turn.installation.language, typed_only=turn.installation.typed_only(group.account_id))
    whole, buttons = for_group(t, turn, group, round_.prompt, matters, count)
    *parts, last = whole.split(PART)
    for part in parts:
        turn.send_to_group(group, part, broadcast_id=round_.broadcast_id)
    turn.send_to_group(group, last, buttons, broadcast_id=round_.broadcast_id)
