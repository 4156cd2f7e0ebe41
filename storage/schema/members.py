"""Tables of who is there: units, the closed roster, and the chats by which members and groups are reached."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, LargeBinary, UniqueConstraint, false
from sqlmodel import Field

from storage.base import Table, row_id
from storage.columns import (
    Day,
    EncryptedText,
    Instant,
    Pseudonym,
    SealedFlag,
    SealedInstant,
    SealedNumber,
    SealedWords,
    checked,
)

CONSENT = 2
"""The version of the consent text: whoever has seen an older one is shown what has changed, once."""


class UnitKind(StrEnum):
    PROVINCE = "province"
    COMMUNE = "commune"  # xã
    WARD = "ward"  # phường
    ZONE = "zone"  # đặc khu
    DISTRICT = "district"  # until 2025-07-01
    BODY = "body"  # not territorial: Đảng ủy UBND tỉnh, Công an, Quân sự, a union


class Role(StrEnum):
    COLLABORATOR = "collaborator"
    CONTACT = "contact"
    STAFF = "staff"
    LEADER = "leader"
    ADMIN = "admin"


class GroupPurpose(StrEnum):
    COLLABORATORS = "collaborators"
    STAFF = "staff"


class Unit(Table, table=True):
    """A node of the tree of units. `sort_key` orders names as Vietnamese does."""

    id: int = row_id()
    code: str = Field(unique=True)
    name: str
    sort_key: str = Field(index=True)
    kind: UnitKind = Field(sa_column=checked(UnitKind))
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    valid_from: date = date(1900, 1, 1)
    valid_to: date | None = None
    merged_into: int | None = None
    """The unit into which it was merged when it ended; it stands below that one."""


class UnitPath(Table, table=True):
    """The closure of the tree: every unit stands under itself (depth 0) and under each of its ancestors."""

    ancestor_id: int = Field(foreign_key="unit.id", primary_key=True)
    descendant_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)
    depth: int


class Member(Table, table=True):
    """A person on the roster. No attribute says anything of the person's own views, faith or ethnicity (privacy 7)."""

    id: int = row_id()
    code: str = Field(unique=True)
    name: str = Field(sa_column=Column(EncryptedText, nullable=False))
    phone: str | None = Field(default=None, sa_column=Column(EncryptedText))
    honorific: str = "anh/chị"
    language: str = "vi"
    unit_id: int = Field(foreign_key="unit.id", index=True)
    single: bool = Field(default=False, sa_column=Column(SealedFlag, nullable=False))
    """Đơn tuyến: known to `officer_id` only."""
    officer_id: int | None = Field(default=None, sa_column=Column(SealedNumber, nullable=False))
    strata: tuple[str, ...] = Field(default=(), sa_column=Column(SealedWords, nullable=False))
    """The groups of people whom the member covers, never those to which the member belongs."""
    duty: int | None = None  # the place in the order in which officers are alerted, 1 first
    remind_at: int | None = Field(default=None, index=True)
    """Minutes since midnight at which they want to be reminded; None: at the hour of everybody."""
    joined_at: datetime | None = Field(default=None, sa_column=Column(Day))
    consent: int = Field(default=CONSENT, sa_column=Column(Integer, nullable=False, server_default="1"))
    """The version of the consent text that they have seen last."""
    left_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    suspended: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """They are off the roster for a while, since `left_at`: their chats are kept, and they come back without an invitation."""


class MemberRole(Table, table=True):
    member_id: int = Field(foreign_key="member.id", primary_key=True)
    role: Role = Field(sa_column=checked(Role, primary_key=True))


class Invitation(Table, table=True):
    """A one-time way in for one member; only the keyed hash of its code is kept."""

    id: int = row_id()
    member_id: int = Field(foreign_key="member.id", index=True)
    code_hash: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    expires_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(Day))


class Account(Table, table=True):
    """A bot through which we speak; `name` is its id on the network."""

    id: int = row_id()
    network: str
    name: str
    username: str = ""

    __table_args__ = (UniqueConstraint("network", "name"),)


class OaToken(Table, table=True):
    """An Official Account's tokens; the old pair stays until a call with the new one has succeeded."""

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    access: str = Field(sa_column=Column(EncryptedText, nullable=False))
    refresh: str = Field(sa_column=Column(EncryptedText, nullable=False))
    old_access: str | None = Field(default=None, sa_column=Column(EncryptedText))
    old_refresh: str | None = Field(default=None, sa_column=Column(EncryptedText))
    renewed_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Address(Table, table=True):
    """A member at one account. Typed text belongs to the focus: a draft or a choice.

    `reachable_until`: when the network begins to refuse what we send of our own accord (None: never); every word from the
    person puts it off, so that it is sealed: it says when they wrote (privacy 3). `preferred`: where the member, who has
    several addresses, wants to be written to.
    `menu`: on a network without buttons, what may be typed instead of pressing one (JSON, `handlers.plain`).
    """

    id: int = row_id()
    account_id: int = Field(foreign_key="account.id")
    member_id: int = Field(foreign_key="member.id", index=True)
    chat: str = Field(sa_column=Column(EncryptedText, nullable=False))
    chat_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    unreachable: str | None = None  # the reason; None: reachable
    unreachable_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When the network refused: an older word of the person does not end it, a newer one does."""
    reachable_until: datetime | None = Field(default=None, sa_column=Column(SealedInstant))
    preferred: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    focus_draft_id: int | None = Field(default=None, sa_column=Column(Pseudonym("address.focus_draft_id"), index=True))
    focus_choice_id: int | None = Field(default=None, sa_column=Column(Pseudonym("address.focus_choice_id")))
    menu: str | None = Field(default=None, sa_column=Column(EncryptedText))
    pointed_on: date | None = None
    """The day on which the member was last told that what is written in a group is no report."""
    commands: str | None = None
    """A digest of the commands that the network was told to offer in this chat; None: it was told nothing yet."""
    created_at: datetime = Field(sa_column=Column(Day, nullable=False))

    __table_args__ = (
        UniqueConstraint("account_id", "chat_hash"),
        CheckConstraint("focus_draft_id IS NULL OR focus_choice_id IS NULL", name="one_focus"),
    )


class Group(Table, table=True):
    """A closed chat group that staff bound to a unit and a purpose."""

    id: int = row_id()
    account_id: int = Field(foreign_key="account.id")
    chat: str = Field(sa_column=Column(EncryptedText, nullable=False))
    chat_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    title: str = Field(sa_column=Column(EncryptedText, nullable=False))
    purpose: GroupPurpose = Field(sa_column=checked(GroupPurpose))
    unit_id: int = Field(foreign_key="unit.id")
    bound_by: int = Field(foreign_key="member.id")
    topic: str | None = None
    """The topic in which it was bound, where the group has topics: we write there."""
    commands: str | None = None
    """The same of those offered here, to each officer alone."""
    unreachable: str | None = None  # the reason; None: served
    unreachable_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    """When the network refused, by its own time where it says so."""

    __table_args__ = (UniqueConstraint("account_id", "chat_hash"),)
