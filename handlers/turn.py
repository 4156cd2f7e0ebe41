"""One event handled: what a conversation may see and do.

A turn runs inside a transaction and may run again, so it has no effect outside its session and its own list of deliveries:
it sends by writing them down, asks the time of `now`, and never waits for anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from sqlmodel import Session

from channels.codec import dump_act
from channels.messages import (
    Act,
    AnswerTap,
    AskPoll,
    Delete,
    Edit,
    FileRef,
    ForgetCommands,
    Inbound,
    Keyboard,
    Sections,
    Send,
    StopPoll,
)
from handlers.installation import Installation
from handlers.typed import offered
from handlers.typed.typed_menu import OFFERED, Expected
from services import orders, staff_scope
from services.actor import PROGRAM, Actor
from services.orders import Order
from services.quiet_hours import morning_after
from storage.members import addresses
from storage.members.addresses import Recipient
from storage.messaging.deliveries import Outgoing
from storage.tables import Group, Lane, Role
from texts.catalogue import Catalogue, catalogue_for
from texts.rich import RichText

TAP_SECONDS = 20
_BOARD = frozenset({Role.STAFF, Role.LEADER, Role.ADMIN})
DELETABLE = timedelta(hours=47)
"""How long a person's message can be taken out of a private chat: Telegram's 48 hours, less what a send may wait."""


class Brings(TypedDict, total=False):
    """The purpose of a delivery besides its text."""

    prompt_id: int
    """It brings this prompt."""
    digest_id: int
    broadcast_id: int | None
    """It is paused and cancelled with this broadcast."""
    expires_at: datetime | None
    """After this it leaves no more."""
    shielded: bool
    """It is about the member's own report, or goes to some and not to others as far as they have answered."""


@dataclass(slots=True)
class Turn:
    """`person` is None for strangers, in groups and for what nobody did (the clock, a finished task)."""

    session: Session
    now: datetime
    installation: Installation
    inbound: Inbound | None = None
    account_id: int = 0
    chat: str = ""
    person: Recipient | None = None
    deliveries: list[Outgoing] = field(default_factory=list)
    task_added: bool = False
    broadcast_changed: bool = False  # one was stopped or goes on: the outbox is to know at once
    joined: bool = False  # somebody takes part from now on
    to_stranger: bool = False
    """The neutral sentence to somebody on no list, of which a day has only so many."""
    to_guest: bool = False
    """An answer to somebody on no list who is in a survey by an open link: where messages are counted a day has only so many."""
    asked_at: int | None = None
    """The account of ours in whose chat somebody asked for the task that has ended."""
    _t: Catalogue | None = None
    _sentence: str = ""  # what a tap's answer would have said, where there are none

    @property
    def typed_only(self) -> bool:
        """True if whoever is being spoken to has no buttons."""
        return self.installation.typed_only(self.account_id)

    @property
    def t(self) -> Catalogue:
        """The texts in the language of whoever is being spoken to."""
        if self._t is None:
            language = self.person.language if self.person else self.installation.language
            self._t = catalogue_for(language, typed_only=self.typed_only)
        return self._t

    @property
    def me(self) -> Recipient:
        """The member who acts; only conversations of members ask."""
        assert self.person is not None
        return self.person

    @property
    def actor(self) -> Actor:
        """The member who acts, as services ask for them; the program itself where nobody does."""
        return Actor(self.person.member_id, frozenset(self.person.roles)) if self.person is not None else PROGRAM

    @property
    def event(self) -> Inbound:
        assert self.inbound is not None
        return self.inbound

    @property
    def local(self) -> datetime:
        """Now, in the board's own zone."""
        return self.now.astimezone(self.installation.zone)

    @property
    def today(self) -> date:
        return self.local.date()

    @property
    def sees_all(self) -> bool:
        """True but for staff of a unit below the province, who see what stands under theirs."""
        return Role.STAFF not in self.me.roles or staff_scope.sees_all(self.session, self.actor)

    def may_see(self, single: bool, officer_id: int | None) -> bool:
        """A single reporter stands in no list but the assigned officer's (privacy 3)."""
        return not single or officer_id == self.me.member_id

    def reply(
        self, text: RichText, keyboard: Keyboard = (), *, file: FileRef | None = None, expected: Expected = OFFERED
    ) -> int:
        """Answers in the chat this came from; returns the delivery's id. `expected`: what may be typed besides its buttons."""
        if self._sentence and self._sentence not in text.text:
            text = RichText.join("\n\n", [RichText(self._sentence), text])
        self._sentence = ""
        number = self.installation.new_id(self.now)
        return self._add(self._reply(number, text, keyboard, file, expected), Lane.REPLY, number=number)

    def replace_or_reply(self, text: RichText, keyboard: Keyboard = ()) -> None:
        """Answers a press by changing the message that carries the button; anything else by a new message."""
        if not self.typed_only and self.inbound and self.inbound.token and self.inbound.message_id:
            self._add(Edit(text, keyboard, message_id=self.inbound.message_id), Lane.REPLY)
        else:
            self.reply(text, keyboard)

    def edit(
        self,
        text: RichText,
        keyboard: Keyboard = (),
        *,
        message_id: str = "",
        delivery: int = 0,
        caption: bool = False,
        expected: Expected = OFFERED,
    ) -> None:
        """Changes a message of ours in this chat; `caption`: it is a file with the text below it.

        Where messages do not change, or none is named, one that asks something comes anew, and what was only to be noted is
        left out.
        """
        if self.typed_only or not (message_id or delivery):
            if keyboard:
                self.reply(text, keyboard, expected=expected)
            return
        self._add(Edit(text, keyboard, message_id=message_id, delivery=delivery, caption=caption), Lane.REPLY)

    def answer_tap(self, text: str = "") -> None:
        """Answers a tap: the little clock on the button stops, and `text` shows for a moment. Anything else: nothing.

        Where there are no taps `text` stands before what is said next in this turn, or by itself (`finish`).
        """
        if self.typed_only:
            self._sentence = text or self._sentence
        elif self.inbound and self.inbound.tap_id:
            until = self.now + timedelta(seconds=TAP_SECONDS)
            self._add(AnswerTap(self.inbound.tap_id, text[:200]), Lane.REPLY, expires_at=until)

    def may_delete(self, sent_at: datetime) -> bool:
        """True if the network still lets us take out of this chat what a person wrote at this instant."""
        return not self.typed_only and self.now - sent_at < DELETABLE

    def delete(self, message_id: str, *, theirs: bool = False) -> None:
        """Takes a message out of this chat, where the network lets us; `theirs`: a person's, who hears where it did not."""
        if not self.typed_only:
            self._add(Delete(message_id, theirs), Lane.REPLY)

    def forget_commands(self) -> None:
        """The chat is left: the network offers no commands of a role there any more."""
        if not self.typed_only:
            self._add(ForgetCommands(), Lane.REPLY)

    def forget_commands_of(self, person: Recipient) -> None:
        """The same for a chat of another member."""
        if not self.installation.typed_only(person.account_id):
            self._put(ForgetCommands(), Lane.REPLY, person.account_id, person.chat, address_id=person.address_id)

    def send_to(
        self,
        person: Recipient,
        text: RichText,
        keyboard: Keyboard = (),
        *,
        lane: Lane = Lane.BROADCAST,
        file: FileRef | None = None,
        held: bool = False,
        at: datetime | None = None,
        as_of: datetime | None = None,
        folded: Sections = (),
        **brings: Unpack[Brings],
    ) -> int:
        """Writes to a member; in the broadcast lane, of our own accord, what falls into the night waits for the morning.

        `held`: its broadcast is paused now. `at`: when it leaves, by their own wish. `as_of`: the instant of which it speaks;
        what the board's people are told of our own accord speaks of now, unless it has an end of its own. `folded`: see `Send`.
        """
        act = replace(self._message(person, text, keyboard, file), folded=folded)
        lasts = brings.get("expires_at") is None and brings.get("broadcast_id") is None and "prompt_id" not in brings
        if as_of is None and lane is not Lane.REPLY and lasts and not _BOARD.isdisjoint(person.roles):
            as_of = self.now
        if as_of is not None:
            act = replace(act, as_of=(as_of, person.language))
        there = person.account_id, person.chat
        return self._put(act, lane, *there, address_id=person.address_id, held=held, at=at, **brings)

    def send_to_group(
        self,
        group: Group,
        text: RichText,
        keyboard: Keyboard = (),
        *,
        lane: Lane = Lane.BROADCAST,
        file: FileRef | None = None,
        **brings: Unpack[Brings],
    ) -> int:
        """The same for a closed group."""
        send = Send(text, keyboard, file, topic=group.topic or "")
        if lane is Lane.ALERT:
            send = replace(send, as_of=(self.now, self.installation.language))
        return self._put(send, lane, group.account_id, group.chat, group_id=group.id, **brings)

    def edit_for(
        self,
        person: Recipient,
        text: RichText,
        keyboard: Keyboard,
        *,
        message_id: str,
        delivery: int,
        anew: bool = False,
    ) -> None:
        """Changes a message of ours in a member's chat: no phone rings, so it may be at any hour.

        Where messages do not change, only whoever acts gets it anew, and then only if it asks something and no sentence
        answers them already. `anew`: where the network does not let it change, the text comes as a message of its own.
        """
        if self.installation.typed_only(person.account_id):
            acts = self.inbound is not None and self.person is not None and self.person.address_id == person.address_id
            if acts and keyboard and not self._sentence:
                self.reply(text, keyboard)
            return
        edit = Edit(text, keyboard, message_id=message_id, delivery=delivery, anew=anew)
        self._put(edit, Lane.REPLY, person.account_id, person.chat, address_id=person.address_id)

    def ask_poll(self, group: Group, poll: AskPoll, number: int, expires_at: datetime) -> None:
        """Asks a closed group by a poll of its network's own; `number`: of the delivery."""
        asked = replace(poll, topic=group.topic or "")
        there = group.account_id, group.chat
        self._put(asked, Lane.BROADCAST, *there, group_id=group.id, number=number, expires_at=expires_at)

    def stop_poll(self, group: Group, asked_by: int, number: int) -> None:
        """Closes a poll in a group, which the delivery `asked_by` brought there; `number`: of the delivery that closes it."""
        stop = StopPoll(delivery=asked_by)
        self._put(stop, Lane.REPLY, group.account_id, group.chat, group_id=group.id, number=number)

    def edit_in_group(
        self,
        group: Group,
        text: RichText,
        keyboard: Keyboard,
        *,
        message_id: str,
        delivery: int,
        anew: bool = False,
    ) -> None:
        """Changes a message of ours in a closed group, where messages change. `anew`: as for a member."""
        if not self.installation.typed_only(group.account_id):
            topic = group.topic or ""
            edit = Edit(text, keyboard, message_id=message_id, delivery=delivery, anew=anew, topic=topic)
            self._put(edit, Lane.REPLY, group.account_id, group.chat, group_id=group.id)

    def after_quiet(self, lane: Lane = Lane.BROADCAST) -> datetime | None:
        """When something of our own accord may leave: None is at once."""
        return None if lane is Lane.ALERT else morning_after(self.session, self.local)

    def order(self, order: Order) -> None:
        """Orders work outside the turn; what came of it comes back as an event."""
        orders.place(self.session, order, self.now, self.account_id if self.person is not None else None)
        self.task_added = True

    def waiting(self, member_id: int, role: Role | None = None) -> list[Recipient]:
        """The member who waits for what a task made: where they asked for it, and elsewhere if they are not reached there.

        Where they are thought to be reached nowhere it goes to where they asked all the same: they were there. role: that they
        must have still. Empty: they have it no more, or have gone.
        """
        there = [self.asked_at] if self.asked_at is not None else []
        here = [addresses.at_account(self.session, member_id, account_id) for account_id in there]
        found = [recipient for recipient in here if recipient is not None] or addresses.reached(
            self.session, [member_id], self.now
        )
        if not found:
            shut = [addresses.at_account(self.session, member_id, account_id, shut=True) for account_id in there]
            found = [recipient for recipient in shut if recipient is not None]
        return [person for person in found if role is None or role in person.roles]

    def drop_address(self, address_id: int) -> None:
        """Send by the chat alone what this turn still has for an address that is about to be deleted."""
        self.deliveries = [
            replace(delivery, address_id=None) if delivery.address_id == address_id else delivery
            for delivery in self.deliveries
        ]

    def speak_as(self, person: Recipient) -> None:
        """From here on `say` speaks to this member (after a task that was theirs)."""
        self.person, self.account_id, self.chat, self._t = person, person.account_id, person.chat, None

    def texts_for(self, person: Recipient) -> Catalogue:
        """The texts in the language of another member, as they read on their network."""
        return catalogue_for(person.language, typed_only=self.installation.typed_only(person.account_id))

    def finish(self) -> None:
        """The turn ends: what a tap's answer would have said is said, unless something else was."""
        if self._sentence and not any(
            delivery.lane is Lane.REPLY and delivery.chat == self.chat for delivery in self.deliveries
        ):
            self.reply(RichText(self._sentence))
        self._sentence = ""

    def _reply(self, number: int, text: RichText, keyboard: Keyboard, file: FileRef | None, expected: Expected) -> Send:
        if not self.typed_only or not keyboard:
            return Send(text, keyboard, file, topic=self.inbound.topic if self.inbound else "")
        here = self.person if self.person and self.person.chat == self.chat else None
        lines = offered.in_answer(self.session, here, self.t, keyboard, expected, number, self.now)
        return Send(text, keyboard, file, menu=lines)

    def _message(self, person: Recipient, text: RichText, keyboard: Keyboard, file: FileRef | None) -> Send:
        if not self.installation.typed_only(person.account_id) or not keyboard:
            return Send(text, keyboard, file)
        mine = self.person if self.person and self.person.address_id == person.address_id else None
        t = self.texts_for(mine or person)
        lines = offered.unasked(self.session, mine or person, t, keyboard, self.now, answering=mine is not None)
        return Send(text, keyboard, file, menu=lines)

    def _put(
        self,
        act: Act,
        lane: Lane,
        account_id: int,
        chat: str,
        *,
        address_id: int | None = None,
        group_id: int | None = None,
        held: bool = False,
        at: datetime | None = None,
        number: int = 0,
        **brings: Unpack[Brings],
    ) -> int:
        delivery_id = number or self.installation.new_id(self.now)
        morning = self.after_quiet(lane) if lane is Lane.BROADCAST else None
        self.deliveries.append(
            Outgoing(
                id=delivery_id,
                account_id=account_id,
                chat=chat,
                lane=lane,
                act=dump_act(act),
                live=act,
                created_at=self.now,
                address_id=address_id,
                group_id=group_id,
                next_at=at or morning or (self.now if held else None),
                **brings,
            )
        )
        return delivery_id

    def _add(self, act: Act, lane: Lane, expires_at: datetime | None = None, number: int = 0) -> int:
        here = self.person.address_id if self.person and self.person.chat == self.chat else None
        return self._put(act, lane, self.account_id, self.chat, address_id=here, expires_at=expires_at, number=number)
