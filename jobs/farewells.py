"""Farewells: whoever is taken off the roster hears it once, and is offered no commands there any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from sqlmodel import Session

from channels.codec import dump_act
from channels.messages import ForgetCommands, Send
from services.quiet_hours import morning_after
from storage.members.membership import GoneChat
from storage.messaging import deliveries
from storage.messaging.deliveries import Outgoing
from storage.tables import DeliveryStatus, Lane
from texts.catalogue import catalogue_for


def write(
    session: Session, gone: Sequence[GoneChat], new_id: Callable[[datetime], int], now: datetime, zone: tzinfo
) -> None:
    """Write down what leaves for these chats, at night in the morning; the program, running or started next, sends it."""
    morning = morning_after(session, now.astimezone(zone))
    acts = []
    for chat in gone:
        if chat.told:
            said = dump_act(Send(catalogue_for(chat.language)("roster-farewell")))
            acts.append(Outgoing(new_id(now), chat.account_id, chat.chat, Lane.REPLY, said, now, next_at=morning))
        if chat.offered:
            forget = dump_act(ForgetCommands())
            acts.append(Outgoing(new_id(now), chat.account_id, chat.chat, Lane.REPLY, forget, now))
    deliveries.add(session, acts, DeliveryStatus.QUEUED)
