"""Tables of polls of a network's own in a group: what is asked, and the counts that the network tells.

Nobody's vote stands here, but for one that is not anonymous: as long as it is open, the choices of members under a keyed
hash, so that each counts once however often they change their mind.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, Column, LargeBinary, false
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import BigId, EncryptedText, Instant, checked


class GroupPollStatus(StrEnum):
    ASKED = "asked"  # is on its way to the group, or stands in it
    CLOSING = "closing"  # the network is asked to take no more votes
    CLOSED = "closed"
    LOST = "lost"  # it never came into the group


class GroupPoll(Table, table=True):
    """A poll in a group. `options`: their words (JSON), in their order; `counts`: how many chose each (JSON), [] before any
    is told; `voters`: how many voted; `members`: the counts of members alone (JSON), of one that is not anonymous and over.

    `asks`: the delivery that asks it; `delivery_id`: the same, then the one that closes it; `network_poll`: its id on the
    network, None until it stands there; `counted`: the counts are the last ones; `reason`: why it was lost, or not closed.
    """

    id: int = row_id()
    group_id: int = Field(foreign_key="group.id")
    unit_id: int = Field(foreign_key="unit.id")
    question: str = Field(sa_column=Column(EncryptedText, nullable=False))
    options: str = Field(sa_column=Column(EncryptedText, nullable=False))
    named: bool = False
    several: bool = False
    status: GroupPollStatus = Field(sa_column=checked(GroupPollStatus, index=True))
    asks: int = Field(sa_column=Column(BigId, nullable=False))
    delivery_id: int = Field(sa_column=Column(BigId, nullable=False))
    network_poll: str | None = Field(default=None, unique=True)
    counts: str = "[]"
    voters: int = 0
    members: str = "[]"
    counted: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    reason: str = ""
    created_by: int = Field(foreign_key="member.id")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    closes_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    version: int = 1
    """It rises with every change of its status: what time brings of a poll is one event for each."""


class GroupPollVote(Table, table=True):
    """The choices (JSON) of a member in a poll that is not anonymous, while it is open: a keyed hash, no time, no order."""

    poll_id: int = Field(foreign_key="group_poll.id", primary_key=True)
    whose: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    choices: str

    __table_args__ = ({"sqlite_with_rowid": False},)
