"""What people were shown, held against what a fresh connection reads; and how often the network was given the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import or_
from sqlmodel import Session, col, select

from channels.codec import load_act
from channels.messages import Send
from channels.parts import in_parts
from channels.zalo_bot.adapter import TEXT_LIMIT
from sandbox.faults import Faults
from sandbox.state import Happening
from storage.tables import (
    Alert,
    Delivery,
    DeliveryStatus,
    DraftRow,
    Event,
    EventStatus,
    Member,
    Report,
    Reporter,
    ReportRevision,
)
from tests.chaos.killing import Life
from tests.chaos.people import FIELDS, Collaborator
from tests.chaos.victim import mark
from tests.handlers.playing import value

_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.SENDING)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one person was shown of one report: these answers are kept, under this number if there is one.

    `draft` 0: their phone does not tell which one. `given`: all that they said until now, kept yet or not.
    """

    who: str
    draft: int
    shown: dict[str, str]
    number: str
    given: dict[str, str]


@dataclass(slots=True)
class Kept:
    """What is in the database: drafts by id, the reports' numbers by whose they are, and what is in them."""

    drafts: dict[int, str] = field(default_factory=dict)
    drafts_of: dict[str, list[int]] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)


def claims(people: Iterable[Collaborator], but: set[str]) -> list[Claim]:
    """All that the phones show now; `but` of these reports, which were found whole before."""
    for person in people:
        person.look()
    return [
        Claim(one.key, told.draft, dict(told.shown), told.number, told.given)
        for one in people
        for told in one.reports
        if (told.draft or told.shown) and told.number not in but
    ]


def read(session: Session, but: set[str]) -> Kept:
    """Everything, `but` the content of these reports."""
    kept = Kept()
    codes = dict(session.exec(select(Member.id, Member.code)).all())
    for draft in session.exec(select(DraftRow)):
        kept.drafts[draft.id] = draft.document
        kept.drafts_of.setdefault(codes[draft.member_id], []).append(draft.id)
    query = select(Report, Reporter.member_id).join(Reporter, col(Reporter.report_id) == col(Report.id))
    wanted: dict[int, str] = {}
    for report, member_id in session.exec(query):
        code = codes[member_id]
        kept.numbers.setdefault(code, []).append(report.number)
        if report.number not in but:
            assert report.revision == 1, f"{report.number} was revised by nobody"
            wanted[report.id] = report.number
    for row in session.scalars(select(ReportRevision).where(col(ReportRevision.report_id).in_(wanted))):
        kept.reports[wanted[row.report_id]] = row.document
    return kept


def missing(claim: Claim, kept: Kept) -> list[str]:
    """What was shown as kept and is not there; empty: all is there, once."""
    numbers = kept.numbers.get(claim.who, [])
    if claim.number:
        if numbers.count(claim.number) != 1:
            return [f"{claim.who}: report {claim.number} is there {numbers.count(claim.number)} times"]
        return _differing(claim, kept.reports[claim.number])
    if claim.draft in kept.drafts:
        return _differing(claim, kept.drafts[claim.draft])
    # Else it was sent, and the receipt is not on the phone yet.
    found = [kept.drafts[one] for one in kept.drafts_of.get(claim.who, []) if not claim.draft]
    found += [kept.reports[number] for number in numbers if number in kept.reports]
    gone = [f"{claim.who}: draft {claim.draft} is gone, with {claim.shown}"]
    return min((_differing(claim, document) for document in found), key=len, default=gone)


def _differing(claim: Claim, document: str) -> list[str]:
    who = f"{claim.who} {claim.number or claim.draft}"
    found = {name: _sorted(value(document, name)) for name in FIELDS}
    return [
        f"{who}: {name} is {found[name]!r}, and {shown!r} was shown"
        for name, shown in claim.shown.items()
        if found[name] != _sorted(shown)
    ] + [
        f"{who}: {name} is {there!r}, which nobody gave"
        for name, there in found.items()
        if there and name not in claim.given
    ]


def _sorted(answer: str) -> str:
    return " ".join(sorted(answer.split(" ")))


@dataclass(slots=True)
class Traffic:
    """Messages: what the network showed, what it was handed in which life, and what was noted as settled.

    `chats`: the world's numbers of the chats, by the names that the program knows them by.
    """

    chats: dict[str, int]
    shown: Counter[tuple[int, str]] = field(default_factory=Counter)
    in_flight: Counter[int] = field(default_factory=Counter)
    """By chat, summed over all kills: handed to the network and not noted as settled."""
    _settled: set[int] = field(default_factory=set)

    def hears(self, happening: Happening) -> None:
        """A listener of the world."""
        message = happening.message
        if happening.what == "message" and message is not None and message.sender.is_bot:
            self.shown[message.chat.id, message.text] += 1

    def killed(self, life: Life, session: Session) -> int:
        """Notes what was in flight when a life ended; how much that was."""
        handed: Counter[tuple[str, str]] = Counter()
        for what, *words in life.journal():
            if what == "settled":
                self._settled.update(map(int, words))
            elif what == "send":
                handed[words[0], words[1]] += 1
            else:
                handed[words[0], words[1]] -= 1
        lately = or_(col(Delivery.status).in_(_WAITING), col(Delivery.sent_at) >= life.began_at)
        rows = session.scalars(select(Delivery).where(lately)) if handed else ()
        # The same words may be on their way twice: a question that was asked for again.
        open_then = Counter((row.chat, mark(load_act(row.act or b""))) for row in rows if row.id not in self._settled)
        lost = handed & open_then
        for (chat, _), count in lost.items():
            self.in_flight[self.chats[chat]] += count
        return lost.total()

    def repeats(self, session: Session) -> tuple[Counter[int], list[str]]:
        """By chat how many messages were shown once more than meant; and the messages said to be sent that were not."""
        sent: Counter[tuple[int, str]] = Counter()
        for row in session.scalars(select(Delivery).where(Delivery.status == DeliveryStatus.SENT)):
            act = load_act(row.act or b"")
            if isinstance(act, Send):
                sent[self.chats[row.chat], _as_shown(act)] += 1
        more: Counter[int] = Counter()
        for (chat, text), count in self.shown.items():
            more[chat] += count - sent[chat, text]
        return more, [
            f"chat {chat}: {text!r}" for (chat, text), count in sent.items() if self.shown[chat, text] < count
        ]


def _as_shown(act: Send) -> str:
    """What stands in the chat; without buttons the menu stands below it, and no message of this play needs two parts."""
    if not act.menu:
        return act.text.text
    (shown,) = in_parts(act.text, act.menu, TEXT_LIMIT)
    return shown


def spoiled(faults: Faults) -> Counter[int]:
    """By chat how many messages were shown though the program was told something else, and has to send them again."""
    return Counter(
        one.chat for one in faults.spoiled if one.method == "sendmessage" and one.fault.after and one.chat is not None
    )


def alerts(session: Session) -> dict[int, str]:
    """The alerts by id, with the number of the report that each is about."""
    query = select(Alert.id, Report.number).join(Report, col(Report.id) == col(Alert.report_id))
    return {id or 0: number for id, number in session.exec(query)}


def troubled(session: Session) -> list[str]:
    """Events that failed, and deliveries that wait or failed."""
    events = session.scalars(select(Event).where(Event.status != EventStatus.DONE))
    waiting = select(Delivery).where(col(Delivery.status).not_in((DeliveryStatus.SENT, DeliveryStatus.EXPIRED)))
    return [f"event {e.kind} {e.status}: {(e.trouble or '').partition(chr(10))[0]}" for e in events] + [
        f"delivery {d.id} {d.lane} {d.status} {d.reason}" for d in session.scalars(waiting)
    ]
