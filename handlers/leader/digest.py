"""The digest in the chat: sent to leaders at its hour, made for staff on request, its sections and document on a tap.

It is made outside the turn (a task); what comes back is a row that holds the finished pages, with nothing in them that its
readers may not see.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from channels.messages import Button, FileRef, Keyboard, MediaKind, Section, Sections
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.leader import directives
from handlers.routes import Routes
from handlers.turn import Turn
from services import digest_wishes, schedules
from services.orders import DigestMade, DigestOrder, DocumentOrder
from services.quiet_hours import morning_after
from storage.members import addresses, members, reach
from storage.members.addresses import Recipient
from storage.statistics import digests
from storage.tables import Digest, DigestKind, Lane, Role
from texts import lateness
from texts.dates import moment
from texts.rich import RichText

SECTIONS = ("urgent", "topics", "places", "groups", "progress")
_CAPTION = 1024 - lateness.LONGEST
_LISTED = 8
_CAUGHT_UP = {DigestKind.DAILY: timedelta(days=2), DigestKind.MONTHLY: timedelta(days=31)}
"""How old the newest digest of a kind may be that is still brought to somebody who is back."""


def due(turn: Turn, kind: DigestKind) -> None:
    """The hour of a digest has come."""
    monthly = kind is DigestKind.MONTHLY
    turn.order(DigestOrder(kind, at=schedules.monthly_digest_at(turn.session, turn.now) if monthly else turn.now))


def now(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Staff want to see how the day stands; it comes to whoever asked and to nobody else."""
    turn.answer_tap()
    turn.reply(turn.t("digest-making"))
    turn.order(DigestOrder(DigestKind.INTERIM, turn.me.member_id, turn.now))


def latest(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The newest daily digest again."""
    turn.answer_tap()
    digest = digests.latest(turn.session, DigestKind.DAILY)
    if digest is None:
        turn.reply(turn.t("digest-none"), menu.home(turn))
    else:
        _send(turn, turn.me, digest, Lane.REPLY, full=_wants_full(turn))


def older(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The digests of before, a page of them."""
    turn.answer_tap()
    page = max(0, pressed[0]) if pressed is not None else 0
    found = digests.earlier(turn.session, _LISTED + 1, page * _LISTED)
    zone = turn.installation.zone
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                turn.t.text(f"digest-line-{digest.kind}", at=moment(digest.until, zone, turn.t.language)),
                button_data("digest.open", digest.id),
            ),
        )
        for digest in found[:_LISTED]
    ]
    if len(found) > _LISTED:
        rows.append((Button(turn.t.text("digest-button-older"), button_data("digest.older", page + 1)),))
    turn.reply(turn.t("digest-list" if found else "digest-none"), (*rows, *menu.home(turn)))


def opened(turn: Turn, pressed: ButtonData) -> None:
    """One of them, as it was."""
    turn.answer_tap()
    digest = _allowed(turn, pressed[0])
    if digest is None:
        turn.reply(turn.t("digest-none"), menu.home(turn))
    else:
        _send(turn, turn.me, digest, Lane.REPLY, full=_wants_full(turn))


def _wants_full(turn: Turn) -> bool:
    return Role.LEADER in turn.me.roles and digest_wishes.own(turn.session, turn.actor).full


def made(turn: Turn, order: DigestOrder, result: DigestMade) -> None:
    """The digest is ready: an interim one for whoever asked, any other for leaders and staff."""
    digest = digests.by_id(turn.session, result.digest)
    if digest is None:
        return
    if order.member is not None:
        people = turn.waiting(order.member)
    else:
        ids = members.with_role(turn.session, Role.LEADER) + reach.officers(turn.session)
        people = addresses.reached(turn.session, list(dict.fromkeys(ids)), turn.now)
    for_all = order.member is None and digest.kind is DigestKind.DAILY
    habits = digest_wishes.of_members(turn.session, [person.member_id for person in people] if for_all else ())
    due_at = schedules.last_due(turn.session, "daily_digest", digest.until).astimezone(turn.installation.zone)
    for person in people:
        habit = habits.get(person.member_id) if Role.LEADER in person.roles else None
        at = digest_wishes.comes_at(turn.session, habit, turn.local, due_at) if habit is not None else None
        asked = (
            order.member if at is None or morning_after(turn.session, at) is None else person.member_id
        )  # they want it at that hour
        _send(turn, person, digest, _lane(asked), at=at, full=habit is not None and habit.full)


def catch_up(turn: Turn) -> None:
    """Bring whoever gets digests those that did not reach them while they were away: today's or yesterday's, this month's."""
    if Role.LEADER not in turn.me.roles and turn.me.member_id not in reach.officers(turn.session):
        return
    for kind, kept in _CAUGHT_UP.items():
        for digest in digests.unheard(turn.session, turn.me.member_id, kind, turn.now - kept):
            _send(turn, turn.me, digest, Lane.BROADCAST, full=_wants_full(turn))


def section(turn: Turn, pressed: ButtonData) -> None:
    """One section of a digest."""
    turn.answer_tap()
    digest = _allowed(turn, pressed[0])
    if digest is None or not 0 <= pressed[1] < len(SECTIONS):
        turn.reply(turn.t("digest-none"), menu.home(turn))
        return
    name = SECTIONS[pressed[1]]
    page = _page(digest, turn.me, name)
    answers = directives.door(turn, turn.me) if name == "urgent" else ()
    turn.reply(page or turn.t("digest-section-empty"), (*answers, *_buttons(turn, turn.me, digest)))


def document(turn: Turn, pressed: ButtonData) -> None:
    """The document, ready to sign: made the first time somebody wants it."""
    digest = _allowed(turn, pressed[0])
    if digest is None:
        turn.answer_tap()
        turn.reply(turn.t("digest-none"), menu.home(turn))
    elif digest.document_id is not None:
        turn.answer_tap()
        _send_document(turn, turn.me, digest)
    else:
        turn.answer_tap(turn.t.text("digest-document-making"))
        turn.order(DocumentOrder(digest.id, turn.me.member_id))


def document_made(turn: Turn, order: DocumentOrder) -> None:
    """The document is ready for whoever wanted it."""
    digest = digests.by_id(turn.session, order.digest)
    people = turn.waiting(order.member)
    if digest is not None and digest.document_id is not None and people:
        turn.speak_as(people[0])
        _send_document(turn, people[0], digest)


def failed(turn: Turn, order: DigestOrder | DocumentOrder) -> None:
    """A digest or document could not be made: whoever waits hears it, and the staff do."""
    waiting = turn.waiting(order.member) if order.member is not None else []
    others = reach.officers(turn.session)
    if isinstance(order, DigestOrder) and order.member is None:
        others += members.with_role(turn.session, Role.LEADER)
    others = [member for member in dict.fromkeys(others) if member != order.member]
    key = "digest-failed" if isinstance(order, DigestOrder) else "digest-document-failed"
    for person in (*waiting, *addresses.reached(turn.session, others, turn.now)):
        waits = person.member_id if person.member_id == order.member else None
        turn.send_to(person, turn.texts_for(person)(key), lane=_lane(waits))


def _lane(member_id: int | None) -> Lane:
    """Whoever asked waits for it, by night as well; what comes by itself does not wake anybody."""
    return Lane.REPLY if member_id is not None else Lane.BROADCAST


def _send(
    turn: Turn, person: Recipient, digest: Digest, lane: Lane, *, at: datetime | None = None, full: bool = False
) -> None:
    """The first page: with the chart as a picture where its words fit under one. at: when it leaves, by their wish."""
    main = (_page(digest, person, "full") if full else None) or _page(digest, person, "main")
    if main is None:
        return
    buttons = _buttons(turn, person, digest)
    chart = FileRef(MediaKind.PHOTO, digest.chart_id, "digest.png") if digest.chart_id is not None else None
    folded = _folded(turn, person, digest) if turn.installation.folds(person.account_id) else ()
    if chart is not None and (folded or len(main.text.encode("utf-16-le")) // 2 > _CAPTION):
        turn.send_to(person, RichText(""), file=chart, lane=lane, at=at)
        chart = None
    turn.send_to(
        person, main, buttons, file=chart, lane=lane, at=at, as_of=digest.until, digest_id=digest.id, folded=folded
    )


def _folded(turn: Turn, person: Recipient, digest: Digest) -> Sections:
    """The sections of a digest under their titles, each without the line that its own message begins with."""
    t, found = turn.texts_for(person), []
    tables = json.loads(digest.pages)[person.language].get("tables", {})
    for name in SECTIONS:
        page = _page(digest, person, name)
        if page is None:
            continue
        text, rows = page.part(page.text.find("\n") + 1, len(page)), []
        if name in tables:
            said, bold, rows = tables[name]
            text = RichText(said, tuple((start, length) for start, length in bold))
        buttons = directives.door(turn, person) if name == "urgent" else ()
        found.append(Section(t.text(f"digest-section-{name}"), text, tuple(map(tuple, rows)), buttons))
    return tuple(found)


def _send_document(turn: Turn, person: Recipient, digest: Digest) -> None:
    assert digest.document_id is not None
    name = f"ban-tong-hop-{digest.last_day:%Y-%m-%d}.docx"
    caption = turn.texts_for(person)("digest-document", day=f"{digest.last_day:%d/%m/%Y}")
    turn.send_to(person, caption, file=FileRef(MediaKind.DOCUMENT, digest.document_id, name), lane=Lane.REPLY)


def _page(digest: Digest, person: Recipient, name: str) -> RichText | None:
    """A finished page: leaders have theirs, staff have one that names who is missing by unit."""
    audience = "staff" if person.is_staff else "leader"
    pages = json.loads(digest.pages)[person.language]
    page = pages[audience].get(name) or pages["leader"].get(name)
    return RichText(page[0], tuple((start, length) for start, length in page[1])) if page else None


def _buttons(turn: Turn, person: Recipient, digest: Digest) -> Keyboard:
    t = turn.texts_for(person)
    there = [n for n, name in enumerate(SECTIONS) if _page(digest, person, name) is not None]
    buttons = [
        Button(t.text(f"digest-section-{SECTIONS[n]}"), button_data("digest.section", digest.id, n)) for n in there
    ]
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    rows.append((Button(t.text("digest-button-document"), button_data("digest.document", digest.id)),))
    if Role.LEADER in person.roles:
        before = Button(t.text("digest-button-before"), button_data("digest.older", 0))
        rows.append((before, Button(t.text("digest-button-wish"), button_data("digest.wish"))))
    return tuple(rows)


def _allowed(turn: Turn, digest_id: int) -> Digest | None:
    """Leaders read what was sent to leaders; an interim digest is the staff's."""
    digest = digests.by_id(turn.session, digest_id)
    if digest is None or turn.me.roles.isdisjoint({Role.LEADER, Role.STAFF}):
        return None
    return digest if digest.kind is not DigestKind.INTERIM or turn.me.is_staff else None


ROUTES = (
    Routes(
        frozenset({Role.LEADER, Role.STAFF}),
        province=True,
        buttons={
            "digest.section": section,
            "digest.document": document,
            "digest.older": older,
            "digest.open": opened,
        },
        labels={"digest-button-before": older},
    ),
    Routes(frozenset({Role.STAFF}), province=True, buttons={"digest.now": now}, labels={"menu-digest": now}),
    Routes(
        frozenset({Role.LEADER, Role.STAFF}),
        province=True,
        buttons={"digest.latest": latest},
        commands={"/tonghop": latest},
        labels={"menu-latest": latest},
    ),
)
