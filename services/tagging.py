"""Tags: groups of members that staff name and put together, to be asked together.

A tag says how somebody works for the board, never what they believe or belong to (privacy 7): whoever makes one is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from services import audiences, audit
from services.actor import Actor, require
from services.free_words import taken
from storage.members import member_tags, members
from storage.members.member_tags import TagRow
from storage.tables import Role, Tag
from texts.fold import fold, spaced

LONGEST = 60
"""Letters of a name."""


class TagFault(StrEnum):
    """Why a tag is not made; each is a sentence."""

    NAME = "name"  # it has no name


class TagRefused(Exception):
    """A tag that is not made."""

    def __init__(self, fault: TagFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag, and how many members have it newly."""

    tag: Tag
    added: int


def listed(session: Session, actor: Actor) -> list[TagRow]:
    """All tags by name, each with how many have it of those whom the actor may know of.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    return [replace(tag, members=len(_known(session, actor, tag.id))) for tag in member_tags.listed(session)]


def put(session: Session, actor: Actor, name: str, words: str, now: datetime) -> Tagged:
    """Give a tag, a new one or one that is there, to members named by code or by name.

    Raises:
        MembersRefused: somebody is not known, or not told apart.
        TagRefused: the tag has no name.
        WordsRefused: its name is too long, or holds something personal.
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    folded = spaced(fold(name))
    if not folded:
        raise TagRefused(TagFault.NAME)
    kept = taken(name, LONGEST)
    ids = audiences.named_members(session, actor, words)
    tag = member_tags.named(session, folded)
    if tag is None:
        tag = member_tags.add(session, kept, folded, actor.acting_id, now)
    added = member_tags.put(session, tag.id, ids)
    for member_id in ids:
        audit.note(session, actor, now, "tag.put", f"member:{member_id}", f"tag:{tag.id}")
    return Tagged(tag, added)


def take(session: Session, actor: Actor, tag_id: int, member_id: int, now: datetime) -> bool:
    """Take a tag from a member. False: they had it not, or the actor may not know of them.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    if not audiences.may_name(session, actor, member_id) or not member_tags.take(session, tag_id, member_id):
        return False
    audit.note(session, actor, now, "tag.take", f"member:{member_id}", f"tag:{tag_id}")
    return True


def members_of(session: Session, actor: Actor, tag_id: int) -> tuple[Tag, list[tuple[int, str]]] | None:
    """A tag and who has it of those whom the actor may know of: id and name. None: there is no such tag.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    tag = member_tags.get(session, tag_id)
    if tag is None:
        return None
    seen = _known(session, actor, tag_id)
    names = members.names(session, seen)
    return tag, [(member_id, names[member_id]) for member_id in seen]


def _known(session: Session, actor: Actor, tag_id: int) -> list[int]:
    return [
        member_id for member_id in member_tags.members(session, tag_id) if audiences.may_name(session, actor, member_id)
    ]
