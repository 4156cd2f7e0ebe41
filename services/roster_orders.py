"""Orders on the roster and its invitations: files that are written, read and taken over outside a turn, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.roster.importer import Change
from storage.roster.sheet import Found, Mistake


@dataclass(frozen=True, slots=True)
class RosterCopyOrder:
    """Write the roster out for a member of the staff, who waits for it at this account."""

    account: int
    member: int
    language: str


@dataclass(frozen=True, slots=True)
class RosterCopied:
    """The workbook as a stored file, and how many units and members are in it; copy None: whoever asked may not."""

    copy: int | None = None
    units: int = 0
    members: int = 0


@dataclass(frozen=True, slots=True)
class RosterLookOrder:
    """Fetch a roster that somebody sent at this account, and see what it changes."""

    account: int
    file: str
    member: int


@dataclass(frozen=True, slots=True)
class RosterLooked:
    """The changes that a roster would make. The lists are cut; `count`: of all changes.

    held: the stored file. mark: the fingerprint of it and of the roster that it was set against.
    """

    held: int
    mark: str
    counts: tuple[int, ...]
    """Of units created, changed and as they were, then of members."""
    count: int
    changes: tuple[Change, ...] = ()
    found: tuple[Found, ...] = ()
    doubts: tuple[Mistake, ...] = ()
    begun: bool = False
    """Part of it is taken over: that was broken off."""


@dataclass(frozen=True, slots=True)
class RosterRefused:
    """The mistakes in a roster, cut; `wrong`: of all. None of it was taken over, or no more than was before (`begun`)."""

    wrong: int
    mistakes: tuple[Mistake, ...] = ()
    begun: bool = False


@dataclass(frozen=True, slots=True)
class RosterTakeOrder:
    """Take over a roster that was looked at and agreed to, for a member who waits at this account."""

    account: int
    member: int
    held: int
    mark: str


@dataclass(frozen=True, slots=True)
class RosterTaken:
    """The roster was taken over. `done`: units created, changed and as they were, then members."""

    done: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InvitationsOrder:
    """Write invitations for a member of the staff who waits at this account: of a unit and below, or of some codes."""

    account: int
    member: int
    unit: int | None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitationsMade:
    """The sheets to be printed and the workbook as stored files, None where nobody is left to invite.

    refused: why nobody was: "not-permitted", or "changed": somebody on the list is gone by now.
    """

    sheets: int | None = None
    book: int | None = None
    invited: int = 0
    until: date | None = None
    """The last day on which they are good."""
    joined: int = 0
    singles: bool = False
    refused: str = ""
