"""Queries about addresses: a member at one account, what they focus on there, and whether they can be reached."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Row,
    bindparam,
    delete,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.engine import ahead
from storage.engine.ahead import Change
from storage.engine.database import ring
from storage.engine.prepared import NamedRow, Prepared, PreparedForMany
from storage.members import merged_addresses, sealed_replies
from storage.members.members import LEFT
from storage.tables import (
    Account,
    Address,
    Delivery,
    DeliveryStatus,
    Group,
    Member,
    MemberRole,
    Role,
    UnitPath,
)

_ADDRESS, _MEMBER = Address.__table__, Member.__table__
_ROLE, _PATH = MemberRole.__table__, UnitPath.__table__
NOT_SERVED = "not_served"
"""The reason why nothing is sent to an address at an account that is no longer ours."""


@dataclass(slots=True)
class Recipient:
    """A member at one address, as a turn needs them."""

    member_id: int
    address_id: int
    account_id: int
    chat: str
    name: str
    honorific: str
    language: str
    unit_id: int
    single: bool
    officer_id: int | None
    joined: bool
    consent: int
    focus_draft_id: int | None
    focus_choice_id: int | None
    menu: str | None = None
    unreachable: str | None = None
    unreachable_at: datetime | None = None
    reachable_until: datetime | None = None
    roles: set[Role] = field(default_factory=set)

    @property
    def is_staff(self) -> bool:
        return Role.STAFF in self.roles


_ANYBODY = (
    select(
        _ADDRESS.c.member_id,
        _ADDRESS.c.id.label("address_id"),
        _ADDRESS.c.account_id,
        _ADDRESS.c.chat,
        _MEMBER.c.name,
        _MEMBER.c.honorific,
        _MEMBER.c.language,
        _MEMBER.c.unit_id,
        _MEMBER.c.single,
        _MEMBER.c.officer_id,
        _MEMBER.c.joined_at,
        _MEMBER.c.consent,
        _ADDRESS.c.focus_draft_id,
        _ADDRESS.c.focus_choice_id,
        _ADDRESS.c.menu,
        _ADDRESS.c.unreachable,
        _ADDRESS.c.unreachable_at,
        _ADDRESS.c.reachable_until,
        _ROLE.c.role,
    )
    .join(_MEMBER, _MEMBER.c.id == _ADDRESS.c.member_id)
    .outerjoin(_ROLE, _ROLE.c.member_id == _MEMBER.c.id)
    .order_by(_ADDRESS.c.id)
)
_PERSON = _ANYBODY.where(_MEMBER.c.left_at.is_(None))
_AT_CHAT = Prepared(
    _PERSON.where(_ADDRESS.c.account_id == bindparam("account"), _ADDRESS.c.chat_hash == bindparam("marked"))
)


_AT_CHATS = PreparedForMany(_PERSON.add_columns(_ADDRESS.c.chat_hash), _ADDRESS.c.account_id, _ADDRESS.c.chat_hash)


def chat_hash(session: Session, account_id: int, chat: str) -> bytes:
    """The keyed hash by which a chat of an account is found."""
    return ring(session).lookup("chat", str(account_id), chat)


def _people(rows: Sequence[Row[*tuple[Any, ...]]] | Sequence[NamedRow]) -> list[Recipient]:
    found: dict[int, Recipient] = {}
    for row in rows:
        person = found.get(row.address_id)
        if person is None:
            values = row._asdict()
            person = Recipient(
                **{name: values[name] for name in Recipient.__slots__ if name in values},
                joined=row.joined_at is not None,
            )
            found[row.address_id] = person
        if row.role is not None:
            person.roles.add(row.role)
    return list(found.values())


def at_chat(session: Session, account_id: int, chat: str) -> Recipient | None:
    """The member who writes from this private chat; None: a stranger, or one who left."""
    marked = chat_hash(session, account_id, chat)
    found = ahead.of(session)
    rows: list[NamedRow] | None = found.found.get((_ADDRESS.name, marked)) if found is not None else None
    if rows is None or found is None or not found.stands(*_changes(rows), tables=_READ):
        rows = _AT_CHAT.rows(session, {"account": account_id, "marked": marked})
    people = _people(rows)
    return people[0] if people else None


_READ = (_ADDRESS.name, _MEMBER.name, _ROLE.name)


def _changes(rows: Sequence[NamedRow]) -> Iterator[Change]:
    """The changes of an address that another statement may make, row by row."""
    for row in rows:
        yield _ADDRESS.name, "id", row.address_id
        yield _ADDRESS.name, "focus_draft_id", row.focus_draft_id


def suspended_at(session: Session, account_id: int, chat: str) -> Recipient | None:
    """The member who writes from this private chat and is off the roster for a while."""
    here = _ADDRESS.c.account_id == account_id, _ADDRESS.c.chat_hash == chat_hash(session, account_id, chat)
    found = _people(session.execute(_ANYBODY.where(*here, _MEMBER.c.suspended.is_(True))).all())
    return found[0] if found else None


def at_chats(session: Session, chats: Sequence[tuple[int, bytes]]) -> dict[Hashable, list[NamedRow]]:
    """The rows of who writes from several private chats (account and hash), as `at_chat` looks for them."""
    found: dict[Hashable, list[NamedRow]] = {(_ADDRESS.name, marked): [] for _, marked in chats}
    for row in _AT_CHATS.rows(session, [account_id for account_id, _ in chats], [marked for _, marked in chats]):
        found[_ADDRESS.name, bytes(row.chat_hash)].append(row)
    return found


def reached(session: Session, member_ids: Sequence[int], now: datetime) -> list[Recipient]:
    """Each of these members who has joined, at the address they prefer of those that can be reached, else the first."""
    first: dict[int, Recipient] = {}
    for person in everywhere(session, member_ids, now):
        first.setdefault(person.member_id, person)
    return list(first.values())


def open_addresses(session: Session, member_id: int, now: datetime) -> list[Recipient]:
    """A member at each of the addresses where they get what we send of our own accord, the preferred one first."""
    return everywhere(session, [member_id], now)


def everywhere(session: Session, member_ids: Sequence[int], now: datetime) -> list[Recipient]:
    """The same for several members."""
    on_roster = _MEMBER.c.left_at.is_(None), _MEMBER.c.joined_at.is_not(None), _ADDRESS.c.unreachable.is_(None)
    query = _PERSON.where(_ADDRESS.c.member_id.in_(member_ids), *on_roster)
    ordered = query.order_by(None).order_by(_ADDRESS.c.preferred.desc(), _ADDRESS.c.id)
    found = _people(session.execute(ordered).all())
    return [person for person in found if is_open(person.unreachable, person.reachable_until, now)]


def is_open(unreachable: str | None, reachable_until: datetime | None, now: datetime) -> bool:
    """True if an address can be written to: not shut, and within what its network allows."""
    return unreachable is None and (reachable_until is None or reachable_until > now)


def mixed(session: Session, people: Iterable[Recipient]) -> list[Recipient]:
    """The same in an order that is chance to whoever has no key: that of members would say who is left out (privacy 3)."""
    keys = ring(session)
    return sorted(people, key=lambda person: keys.pseudonym("delivery.reply_to", person.address_id))


def at_addresses(session: Session, address_ids: Sequence[int]) -> list[Recipient]:
    """The members on the roster at these addresses."""
    return _people(session.execute(_PERSON.where(_ADDRESS.c.id.in_(address_ids))).all())


def at_account(session: Session, member_id: int, account_id: int, *, shut: bool = False) -> Recipient | None:
    """A member on the roster at one account, where they can be reached there; `shut`: also where they cannot.

    Whoever waits for the end of a task there is in the chat, whatever is thought of the address.
    """
    query = _PERSON.where(_ADDRESS.c.member_id == member_id, _ADDRESS.c.account_id == account_id)
    if not shut:
        query = query.where(_ADDRESS.c.unreachable.is_(None))
    return next(iter(_people(session.execute(query).all())), None)


def add_address(session: Session, account_id: int, chat: str, member_id: int, now: datetime) -> None:
    """Binds a chat to a member. Whoever sat in this chat before no longer does; a member has one chat an account.

    What waits for the member at the chat of before goes to the new one.
    """
    marked = chat_hash(session, account_id, chat)
    here = select(Address).where(col(Address.account_id) == account_id)
    sitting = session.scalar(here.where(col(Address.chat_hash) == marked))
    if sitting is not None and sitting.member_id != member_id:
        forget_address(session, sitting.id)
    mine = session.scalars(here.where(col(Address.member_id) == member_id).order_by(col(Address.id))).all()
    for address in mine[1:]:
        merged_addresses.merge(session, address.id, mine[0].id)
    found = (
        mine[0]
        if mine
        else Address(account_id=account_id, member_id=member_id, chat=chat, chat_hash=marked, created_at=now)
    )
    if mine and found.chat_hash != marked:
        merged_addresses.send_on(session, found.id, chat)
    found.chat, found.chat_hash, found.unreachable, found.commands = chat, marked, None, None
    found.focus_draft_id = found.focus_choice_id = found.menu = None
    session.add(found)
    session.flush()


def move(session: Session, address_id: int, chat: str) -> int | None:
    """The network gave a private chat a new id; returns the address that is there now.

    Where the member has that chat already, the two are one address. None: it is somebody else's, and nothing has changed.
    """
    here = session.connection().execute(select(_ADDRESS).where(_ADDRESS.c.id == address_id)).one()
    marked = chat_hash(session, here.account_id, chat)
    there = select(_ADDRESS.c.id, _ADDRESS.c.member_id).where(
        _ADDRESS.c.account_id == here.account_id, _ADDRESS.c.chat_hash == marked
    )
    other = session.connection().execute(there).first()
    if other is not None and other.member_id != here.member_id:
        return None
    found = address_id
    if other is None:
        learnt = update(_ADDRESS).where(_ADDRESS.c.id == address_id)
        session.connection().execute(learnt.values(chat=chat, chat_hash=marked, commands=None))
    elif other.id != address_id:
        merged_addresses.merge(session, address_id, other.id)
        found = other.id
    merged_addresses.send_on(session, found, chat)
    session.expire_all()
    return found


_FOCUS = Prepared(
    update(Address)
    .where(col(Address.id) == bindparam("of"))
    .values(focus_draft_id=bindparam("draft"), focus_choice_id=bindparam("choice")),
    only=("id", "of"),
)
_UNFOCUS = Prepared(
    update(Address).where(col(Address.focus_draft_id) == bindparam("draft")).values(focus_draft_id=null()),
    only=("focus_draft_id", "draft"),
)
_MENU = Prepared(
    update(Address).where(col(Address.id) == bindparam("of")).values(menu=bindparam("written")), only=("id", "of")
)
_MENU_NOW = Prepared(select(_ADDRESS.c.menu).where(_ADDRESS.c.id == bindparam("of")).with_for_update())
_REACHABLE = Prepared(
    update(Address)
    .where(col(Address.id) == bindparam("of"))
    .values(unreachable=bindparam("why"), unreachable_at=bindparam("at")),
    only=("id", "of"),
)


def focus(session: Session, person: Recipient, *, draft_id: int | None = None, choice_id: int | None = None) -> None:
    """From now on what the person types belongs to this draft or choice (or to nothing)."""
    if (person.focus_draft_id, person.focus_choice_id) == (draft_id, choice_id):
        return
    person.focus_draft_id, person.focus_choice_id = draft_id, choice_id
    _FOCUS.do(session, {"of": person.address_id, "draft": draft_id, "choice": choice_id})


def unfocus_draft(session: Session, draft_id: int) -> None:
    """No address points at this draft any more (before it is deleted)."""
    _UNFOCUS.later(session, {"draft": draft_id})


def set_menu(session: Session, person: Recipient, menu: str) -> None:
    """From now on this is what the person may type instead of pressing buttons."""
    person.menu = menu
    _MENU.do(session, {"of": person.address_id, "written": menu})


def menu_now(session: Session, person: Recipient) -> str | None:
    """The things that another member may type, as they are now; their own turns wait until this transaction ends."""
    rows = _MENU_NOW.rows(session, {"of": person.address_id})
    return rows[0].menu if rows else None


def set_unreachable(session: Session, address_id: int, reason: str, at: datetime) -> None:
    """Mark an address that takes nothing from us any more: why, and since when by the network's own time."""
    _REACHABLE.do(session, {"of": address_id, "why": reason, "at": at})


def set_reachable(session: Session, person: Recipient) -> None:
    """The person is there again."""
    person.unreachable = person.unreachable_at = None
    _REACHABLE.do(session, {"of": person.address_id, "why": None, "at": None})


def set_reachable_until(session: Session, person: Recipient, until: datetime) -> None:
    """The person did something: their network lets us write to them until then."""
    person.reachable_until = until
    session.execute(update(Address).where(col(Address.id) == person.address_id).values(reachable_until=until))


def point_out(session: Session, address_id: int, today: date) -> bool:
    """Note that a member is told today that what is written in a group is no report. False: they were told today."""
    before = or_(col(Address.pointed_on).is_(None), col(Address.pointed_on) < today)
    noted = update(Address).where(col(Address.id) == address_id, before).values(pointed_on=today)
    return session.connection().execute(noted).rowcount == 1


def has_address(session: Session, member_id: int) -> bool:
    """True if the member has come in on some network."""
    return session.scalar(select(_ADDRESS.c.id).where(_ADDRESS.c.member_id == member_id).limit(1)) is not None


def forget_address(session: Session, address_id: int) -> None:
    """The person declined: their chat id is gone, from what was sent to it as well; what waits does not leave."""
    replies = sealed_replies.kept_of(session, address_id)
    sent = update(Delivery).where(or_(col(Delivery.address_id) == address_id, col(Delivery.id).in_(replies)))
    waiting = col(Delivery.status).in_((DeliveryStatus.QUEUED, DeliveryStatus.SENDING))
    session.execute(sent.where(waiting).values(status=DeliveryStatus.EXPIRED, reason=LEFT))
    session.execute(sent.values(address_id=None, reply_to=None, answered_to=None, chat="", act=None))
    session.execute(delete(Address).where(col(Address.id) == address_id))


def account(session: Session, network: str, name: str) -> Account:
    """Our account of this id on this network; a row is made the first time."""
    found = session.scalar(select(Account).where(col(Account.network) == network, col(Account.name) == name))
    if found is None:
        found = Account(network=network, name=name)
        session.add(found)
        session.flush()
    return found


def serve(session: Session, account_ids: Collection[int]) -> None:
    """These accounts are ours. What is at any other is shut until that one is back, and no round waits for it."""
    for table in (Address.__table__, Group.__table__):
        ours = table.c.account_id.in_(account_ids)
        shut = update(table).where(~ours, table.c.unreachable.is_(None))
        session.execute(shut.values(unreachable=NOT_SERVED))
        session.execute(update(table).where(ours, table.c.unreachable == NOT_SERVED).values(unreachable=None))
    waiting = (Delivery.__table__.c.status == DeliveryStatus.QUEUED, Delivery.__table__.c.broadcast_id.is_not(None))
    left = update(Delivery).where(~Delivery.__table__.c.account_id.in_(account_ids), *waiting)
    session.execute(left.values(status=DeliveryStatus.FAILED, reason=NOT_SERVED, reply_to=None, act=None, chat=""))


def addresses_at(session: Session, network: str) -> dict[str, int]:
    """How many members each of our accounts on a network has, by the account's id there."""
    name = col(Account.name)
    counted = (
        select(name, func.count(_ADDRESS.c.id))
        .join(_ADDRESS, _ADDRESS.c.account_id == col(Account.id))
        .where(col(Account.network) == network)
        .group_by(name)
    )
    return {row[0]: row[1] for row in session.execute(counted)}
