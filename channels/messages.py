"""The neutral messages: what came in and what goes out, in words that no network owns.

Every room may know this module. An adapter turns a network's payload into `Inbound` values and an `Act` into the network's
calls; nothing else in the house knows which network a person uses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from texts.rich import RichText

_NOTHING = RichText("")


class Kind(StrEnum):
    """The kind of an inbound message."""

    TEXT = "text"
    EDITED = "edited"  # a message that was sent before, with its new text
    BUTTON = "button"
    MEDIA = "media"  # photo, voice, audio, video or document; `Inbound.media` says which
    LOCATION = "location"  # a point on the map, `Inbound.place`
    OTHER = "other"  # sticker, contact card, dice: something no question asks for
    GROUP_JOINED = "group_joined"  # our account was added to a group, or may write there again
    GROUP_LEFT = "group_left"
    TOPIC_REOPENED = "topic_reopened"  # a topic that takes messages again, `Inbound.topic`
    GROUP_MOVED = "group_moved"  # the group has a new chat id, `Inbound.moved_to`
    BLOCKED = "blocked"  # the person stopped our account
    UNBLOCKED = "unblocked"
    WITHDRAWN = "withdrawn"  # the person asked the network that what we hold of them be erased
    POLL = "poll"  # the counts of a poll of ours changed, `Inbound.poll`; nobody's, its id stands for the chat
    VOTE = "vote"  # somebody voted in one that is not anonymous, `Inbound.vote`


class MediaKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"  # recorded in the chat
    AUDIO = "audio"  # a sound file, sent as music
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A file on the network: `file_id` is the network's handle, `size` is in bytes (0 where unknown)."""

    kind: MediaKind
    file_id: str
    name: str = ""
    mime: str = ""
    size: int = 0
    album: str = ""  # the same for all parts of one album


@dataclass(frozen=True, slots=True)
class PollCounts:
    """A network's own poll as it stands: its id there, how many chose each option in its order, and how many voted at all."""

    poll: str
    counts: tuple[int, ...]
    voters: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """The choices of one person in a network's own poll, by place from 0; none: they took their vote back."""

    poll: str
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that one person (or the network itself) did in one chat.

    `event_id` is unique within `account`; `order` sorts the events of one chat (lowest first). `message_id` is the message
    itself or, for a button, the message that carries it. Chat and message ids are the network's own, as text.
    `place` is as coarse as `texts.places.rounded` makes it: the exact one goes no further than the adapter (privacy 10).
    """

    account: str
    event_id: str
    kind: Kind
    chat_id: str
    private: bool
    sender_id: str
    sent_at: datetime
    order: int
    message_id: str = ""
    text: str = ""  # for media the caption
    token: str = ""  # what the pressed button carries
    tap_id: str = ""  # the handle by which a tap is answered
    media: Media | None = None
    place: tuple[float, float] | None = None  # latitude and longitude in degrees, `rounded`
    title: str = ""  # a group's title
    moved_to: str = ""
    topic: str = ""  # the topic inside a group that has topics; "" for the general one
    poll: PollCounts | None = None
    vote: Vote | None = None
    to_us: bool = True  # in a group: a command, a reply to us or our name; not what people say among themselves

    @property
    def anonymous(self) -> bool:
        """True if an administrator speaks as the group itself: nobody can tell who it is."""
        return not self.private and self.sender_id == self.chat_id


@dataclass(frozen=True, slots=True)
class Button:
    """A labelled button: it carries either a token (at most 64 bytes) that comes back to us, or a link."""

    label: str
    token: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
Table = tuple[tuple[str, ...], ...]
"""Rows of cells, the heads first."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a message that unfolds below its title: its lines, a table above them, and buttons that belong to it."""

    title: str
    text: RichText
    table: Table = ()
    buttons: Keyboard = ()


Sections = tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class FileRef:
    """A stored file to be sent: `stored_id` names the `StoredFile` row that holds its (encrypted) content."""

    kind: MediaKind
    stored_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Send:
    """A new message; with `file` the text is its caption (at most 1,024 characters). `silent`: no sound on the phone.

    `menu` stands in for the keyboard on a network without buttons (`channels.numbered`), and is left out where there are any.
    `as_of`: the instant of which it speaks, and its language: where it leaves much later, it begins by saying so.
    """

    text: RichText
    keyboard: Keyboard = ()
    file: FileRef | None = None
    silent: bool = False
    menu: RichText = _NOTHING
    topic: str = ""  # of a group that has topics, `Inbound.topic`
    as_of: tuple[datetime, str] | None = None
    folded: Sections = ()
    """Sections that unfold below the text, each with its title, where the network has that (`Channel.folds`); else left out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in a private chat: what it is cut into, and the labels of the buttons below the last part."""

    parts: tuple[RichText, ...]
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A message of ours shows new text and a new keyboard: the network's `message_id`, or else that of what `delivery` sent.

    `caption`: the message is a file, and the text is what stands below it (at most 1,024 characters). `anew`: where the network
    refuses the change, it leaves as a message of its own, in a group into `topic`.
    """

    text: RichText
    keyboard: Keyboard = ()
    message_id: str = ""
    delivery: int = 0
    caption: bool = False
    anew: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTap:
    """Stops the little clock on a pressed button; `text` (at most 200 characters) shows for a moment over the chat."""

    tap_id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Delete:
    """Takes a message out of the chat. `theirs`: the person wrote it, and is told where it stays."""

    message_id: str
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class ForgetCommands:
    """The chat is offered no commands of its own any more: those that everybody has are left."""


@dataclass(frozen=True, slots=True)
class AskPoll:
    """A poll of the network's own in a group, where it has such (`Channel.asks_polls`). `several`: not one alone."""

    question: str
    options: tuple[str, ...]
    anonymous: bool = True
    several: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class StopPoll:
    """A poll of ours takes no more votes: the network's `message_id`, or else that of what `delivery` sent."""

    message_id: str = ""
    delivery: int = 0


Act = Send | Edit | AnswerTap | Delete | ForgetCommands | AskPoll | StopPoll


@dataclass(frozen=True, slots=True)
class CommandScope:
    """Place where commands are offered: one chat (there to one `member` alone), else in all private chats, or in all groups.

    `administrators`: in all groups, to those who administer one.
    """

    chat: str = ""
    member: str = ""
    groups: bool = False
    administrators: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A network's answer: the id of the message that was sent or edited ("" for a tap's answer).

    `counted`: how many messages that took of those which the network allows in a month (0 where it does not count any).
    `at`: when, by the network's own clock, where it says so. `poll`: as it stands, of an act that is about one.
    """

    message_id: str = ""
    counted: int = field(default=0, compare=False)
    at: datetime | None = field(default=None, compare=False)
    poll: PollCounts | None = field(default=None, compare=False)


class Policy(StrEnum):
    """The thing to do about a send that failed."""

    DONE = "done"  # the network says that it is so already
    RETRY = "retry"  # again after `retry_after` seconds, or after a backoff
    FAIL = "fail"  # this message will never go; the chat is fine
    UNREACHABLE = "unreachable"  # nothing will go to this chat until the person acts
    READDRESS = "readdress"  # the same message to `moved_to`
    ACCOUNT = "account"  # our account is refused: nothing goes out by it until an administrator acts


@dataclass(eq=False)
class SendError(Exception):
    """A send that failed, with the policy for it; `reason` is a short stable word ("blocked"), never the network's text.

    `whole_account`: the wait is for all that this account sends, not for this chat alone. `counted`: the parts that went
    before one was refused, as in `Sent`.
    """

    policy: Policy
    reason: str
    retry_after: float | None = None
    moved_to: str = ""
    whole_account: bool = False
    counted: int = 0

    def __str__(self) -> str:
        return f"{self.policy}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file fetched from the network; `content` is what arrived, unchecked."""

    content: bytes


class BadPayload(ValueError):
    """Something that is no payload of this network at all (a webhook answers 400)."""
