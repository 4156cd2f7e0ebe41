"""The inbox: one event, one turn, one transaction; the network is told "received" after the commit and only then."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import orjson
import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from bot.runtime.background import Activity, Wakeup
from bot.runtime.clock import Clock
from bot.runtime.metrics import Metrics
from bot.runtime.outbox import Outbox
from bot.runtime.ownership import Owned
from bot.runtime.sender_limits import Place, SenderLimits
from channels.codec import dump_inbound, load_inbound
from channels.messages import AnswerTap, Inbound, Kind
from handlers import router, system_events
from handlers.button_data import read_button
from handlers.installation import Installation
from handlers.turn import Turn
from services import event_types
from services.event_types import SystemEvent
from storage.engine.database import Database
from storage.engine.dialects import out_of_order
from storage.engine.ownership_locks import HOURS
from storage.members import addresses, member_locks, members
from storage.messaging import deliveries, events, process_notices
from storage.messaging.coming_turns import ComingTurn, is_locked
from storage.messaging.deliveries import Outgoing
from storage.messaging.events import Arrived
from storage.tables import DeliveryStatus, Event, Role

log = structlog.get_logger()
T = TypeVar("T")
_TRIES = 3
_STRANGERS = 100_000
"""Chats of strangers that are remembered for a day."""
_TIMELESS = frozenset((Kind.BUTTON, Kind.POLL, Kind.VOTE))
"""What brings no time of its own: what it carries says whether it is too old."""
UNREAD = "unread"
"""The kind of an event that is a network's own payload, since we could not read it."""
_TOLD_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class IncomingEvent:
    """An event on its way into a turn: `inbound` where a person acted, else `kind` and `payload`."""

    source: str
    event_id: str
    account_id: int = 0
    inbound: Inbound | None = None
    kind: str = ""
    payload: bytes = b""
    before: Callable[[Session], None] | None = None  # what must hold even if the handler fails
    answering: bool = False  # a tap's answer goes back to whoever brought the event
    over: bool = False  # its sender is told that no more is taken in, and nothing else becomes of it


@dataclass(frozen=True, slots=True)
class TurnResult:
    """Work that a committed turn leaves to be done."""

    now: tuple[Outgoing, ...] = ()
    task_added: bool = False
    answer: AnswerTap | None = None
    look: bool = False
    """The outbox has to look at once: a broadcast was stopped or goes on, or something was queued."""
    joined: bool = False
    stranger: bool = False
    """Somebody on no list was answered."""
    guest: bool = False
    """One of them who is in a survey was."""
    member: bool = False
    """It was somebody on the roster, by now."""


class _HandlerFailed(Exception):
    """A handler raised `error`: our mistake, not the database's."""

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.error = error


class _Queue:
    """The turns of one chat: one at a time, of those that wait the one that was said first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._arrivals = itertools.count()

    def join(self, order: int) -> asyncio.Future[None]:
        """Done when it is this one's turn."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (order, next(self._arrivals), turn))
        return turn

    def next(self) -> bool:
        """Lets the next one begin; False: nobody waits."""
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return True
        return False


class Inbox:
    """Runs turns: one at a time per chat here, and per member wherever they run."""

    def __init__(
        self,
        database: Database,
        installation: Installation,
        outbox: Outbox,
        clock: Clock,
        activity: Activity,
        bell: Wakeup,
        metrics: Metrics,
        owned: Owned,
        *,
        joined: Callable[[], None] = lambda: None,
        limits: SenderLimits | None = None,
    ) -> None:
        """`joined` is called when somebody takes part from now on, after that is committed; `limits` None: there are none."""
        self._database = database
        self._when_joined = joined
        self._limits = limits or SenderLimits(0, 0)
        self._installation = installation
        self._outbox = outbox
        self._clock = clock
        self._activity = activity
        self._bell = bell
        self._metrics = metrics
        self._owned = owned
        self._chats: dict[tuple[int, str], _Queue] = {}
        self._strangers: Counter[tuple[int, str]] = Counter()
        self._guests: Counter[tuple[int, str]] = Counter()
        self._strangers_on: date | None = None

    def speak(self, language: str) -> None:
        """Groups are written to in another language from the next turn on."""
        self._installation = replace(self._installation, language=language)

    async def receive(
        self, account_id: int, network: str, inbound: Inbound, *, answering: bool = False
    ) -> AnswerTap | None:
        """Handles what a person did; returns when that is committed. Raises where the database does not take it.

        `answering`: the caller gives a tap's answer to the network itself, with its own answer; it counts as sent.
        """
        source = f"{network}:{inbound.account}"
        if inbound.kind not in _TIMELESS and self._clock.now() - inbound.sent_at > events.KEPT:
            log.warning("too old to be taken in", source=source, event_id=inbound.event_id)
            return None
        stranger = (account_id, inbound.chat_id) in self._strangers
        place = self._limits.place(account_id, inbound, self._clock.now(), stranger=stranger)
        if place is Place.OVER or (place is Place.FIRST_OVER and (stranger or not inbound.private)):
            return None
        over = place is Place.FIRST_OVER
        if over:
            log.warning("a sender brings more than is taken in", source=source)
        incident = IncomingEvent(source, inbound.event_id, account_id, inbound, answering=answering, over=over)
        return (await self._in_order(incident)).answer

    async def _in_order(self, incident: IncomingEvent, *, again: bool = False) -> TurnResult:
        """Runs a person's turn when the turns of the same chat that came before are done."""
        key = (incident.account_id, incident.inbound.chat_id if incident.inbound else "")
        with self._activity(), self._metrics.turn.time():
            queue, turn = self._chats.get(key), None
            if queue is None:
                queue = self._chats[key] = _Queue()
            else:
                turn = queue.join(incident.inbound.order if incident.inbound else 0)
            try:
                if turn is not None:
                    await turn
                return await self._run(incident, again=again)
            finally:
                if (turn is None or (turn.done() and not turn.cancelled())) and not queue.next():
                    del self._chats[key]

    async def happened(
        self, source: str, event_id: str, event: SystemEvent, before: Callable[[Session], None] | None = None
    ) -> None:
        """Handles what nobody did: an hour that came, a task that ended."""
        kind, payload = event_types.dump(event)
        with self._activity():
            await self._run(IncomingEvent(source, event_id, 0, None, kind, payload, before))

    async def visit(self, account_id: int, chat: str, act: Callable[[Turn], T]) -> T:
        """Does something for a member who is no message: in a turn of theirs, and nothing of it is kept as an event."""
        incident = IncomingEvent("page", "", account_id)

        def work(session: Session) -> tuple[T, TurnResult]:
            member_locks.lock_member(session, account_id, chat)
            turn = self._new_turn(session, incident)
            made = act(turn)
            turn.finish()
            session.flush()
            return made, self._outcome(session, turn, incident)

        with self._activity():
            for attempt in range(_TRIES):
                try:
                    made, outcome = await self._database.run(work)
                    break
                except (StaleDataError, IntegrityError):
                    if attempt == _TRIES - 1:
                        raise
            self._outbox.take(outcome.now)
            if outcome.task_added:
                self._bell.ring()
        return made

    async def retry(self, event: Event, account_id: int) -> None:
        """Handles once more an event that failed."""
        assert event.payload is not None
        inbound = load_inbound(event.payload) if event.kind == "inbound" else None
        incident = IncomingEvent(event.source, event.event_id, account_id, inbound, event.kind, event.payload)
        await self._in_order(incident, again=True)

    async def unread(
        self, source: str, event_id: str, payload: object, error: Exception, *, again: bool = False
    ) -> None:
        """Keeps a payload on which our reading of it failed, as an event that failed."""
        content = payload if isinstance(payload, bytes) else orjson.dumps(payload)
        incident = IncomingEvent(source, event_id, kind=UNREAD, payload=content)
        with self._activity():
            outcome = await self._database.run(lambda session: self._failed(session, incident, again, error))
            self._outbox.take(outcome.now)

    async def _run(self, incident: IncomingEvent, *, again: bool = False) -> TurnResult:
        try:
            outcome = await self._tried(incident, again)
        except _HandlerFailed as failed:
            trouble = failed.error
            outcome = await self._database.run(lambda session: self._failed(session, incident, again, trouble))
        if outcome.stranger and incident.inbound:
            self._strangers[incident.account_id, incident.inbound.chat_id] += 1
        elif outcome.guest and incident.inbound:
            self._guests[incident.account_id, incident.inbound.chat_id] += 1
        elif outcome.member and incident.inbound and self._strangers:
            self._strangers.pop((incident.account_id, incident.inbound.chat_id), None)
        self._outbox.take(outcome.now)
        if outcome.look:
            await self._outbox.look()
        if outcome.task_added:
            self._bell.ring()
        if outcome.joined:
            self._when_joined()
        return outcome

    async def _tried(self, incident: IncomingEvent, again: bool) -> TurnResult:
        for attempt in range(_TRIES):
            try:
                return await self._database.run(
                    lambda session: self._turn(session, incident, again),
                    coming=None if again else self._coming(incident),
                )
            except (StaleDataError, IntegrityError):  # another process was first, or gave out the same id
                if attempt == _TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def _coming(self, incident: IncomingEvent) -> ComingTurn | None:
        """The questions that a turn of a private chat asks, to be asked with those of others."""
        inbound = incident.inbound
        if inbound is None or not inbound.private or incident.before is not None:
            return None
        pressed = read_button(inbound.token) if inbound.token else None
        of_form = pressed is not None and pressed.verb.startswith("form.") and pressed.numbers
        draft_id = pressed[0] if pressed is not None and of_form else None
        event = Arrived(incident.source, incident.event_id, "inbound", self._clock.now())
        return ComingTurn(event, incident.account_id, inbound.chat_id, draft_id)

    def _turn(self, session: Session, incident: IncomingEvent, again: bool) -> TurnResult:
        """One turn. Raises `_HandlerFailed` where the handler raised: all of the turn is undone then, the event too."""
        if incident.inbound and not is_locked(session):
            member_locks.lock_member(session, incident.account_id, incident.inbound.chat_id)
        if not self._taken(session, incident, again):
            return TurnResult()
        turn = self._new_turn(session, incident)
        try:
            if incident.over:
                router.too_many(turn)
            elif incident.inbound:
                router.dispatch(turn)
            else:
                system_events.dispatch(turn, event_types.load(incident.kind, incident.payload))
            session.flush()
        except Exception as error:
            if isinstance(error, StaleDataError) or (isinstance(error, DBAPIError) and out_of_order(error)):
                raise
            raise _HandlerFailed(error) from error
        if again:
            events.succeed(session, incident.source, incident.event_id)
        return self._outcome(session, turn, incident)

    def _taken(self, session: Session, incident: IncomingEvent, again: bool) -> bool:
        kind = "inbound" if incident.inbound else incident.kind
        if not again and not events.take(session, incident.source, incident.event_id, kind, self._clock.now()):
            return False
        if incident.before is not None:
            incident.before(session)
        return True

    def _outcome(self, session: Session, turn: Turn, incident: IncomingEvent) -> TurnResult:
        at_once = [delivery for delivery in turn.deliveries if delivery.next_at is None]
        waiting = [outgoing for outgoing in turn.deliveries if outgoing.next_at is not None]
        if turn.task_added and not self._owned.hours:
            process_notices.post(session, HOURS)
        if turn.broadcast_changed:
            process_notices.post(session, process_notices.EVERYBODY)
        if turn.inbound and turn.inbound.private and turn.person is None:
            # Nothing is stored of a stranger, not even the chat; what members are told in this turn is.
            told = [outgoing for outgoing in turn.deliveries if outgoing.address_id is not None]
            deliveries.add(session, told, DeliveryStatus.QUEUED)
            for account_id in {outgoing.account_id for outgoing in told}:
                process_notices.post(session, account_id)
            guest = turn.to_guest and not turn.to_stranger
            if (turn.to_stranger or guest) and not self._may_answer(turn):
                return TurnResult(task_added=turn.task_added, look=bool(told))
            answers = [outgoing for outgoing in at_once if outgoing.address_id is None]
            mine = [outgoing for outgoing in answers if self._owns(outgoing)]
            for outgoing in answers:
                if outgoing not in mine:
                    process_notices.post(session, outgoing.account_id, outgoing)
            return TurnResult(tuple(mine), turn.task_added, look=bool(told), stranger=turn.to_stranger, guest=guest)
        answer = None
        if incident.answering and at_once and isinstance(act := at_once[0].live, AnswerTap):
            answer = act  # gone with the answer to the network, or with its call: nobody could send it again
            del at_once[0]
        if any(not self._owns(outgoing) for outgoing in at_once):
            theirs = [outgoing for outgoing in at_once if not self._owns(outgoing)]
            at_once = [outgoing for outgoing in at_once if outgoing not in theirs]
            waiting += theirs
            for account_id in {outgoing.account_id for outgoing in theirs}:
                process_notices.post(session, account_id)
        if at_once and self._database.backend != "sqlite" and deliveries.queue_before(session, at_once):
            for account_id in {outgoing.account_id for outgoing in at_once}:
                process_notices.post(session, account_id)
            waiting, at_once = waiting + at_once, []
        deliveries.add(session, at_once, DeliveryStatus.SENDING)
        deliveries.add(session, waiting, DeliveryStatus.QUEUED)
        member = turn.person is not None
        return TurnResult(tuple(at_once), turn.task_added, answer, turn.broadcast_changed, turn.joined, member=member)

    def _may_answer(self, turn: Turn) -> bool:
        """Say if a stranger is answered once more today; kept in memory only, so a restart forgets it."""
        if self._strangers_on != turn.today or max(len(self._strangers), len(self._guests)) > _STRANGERS:
            self._strangers.clear()
            self._guests.clear()
            self._strangers_on = turn.today
        chat = turn.account_id, turn.chat
        if not turn.to_stranger:
            most = self._installation.answers_to_guest(turn.account_id)
            return most is None or self._guests[chat] < most
        answered = self._strangers[chat]
        return answered < self._installation.answers_to_stranger(turn.account_id)

    def _failed(self, session: Session, incident: IncomingEvent, again: bool, error: Exception) -> TurnResult:
        """The event stays with its traceback, and the person gets one sentence the first time."""
        if not self._taken(session, incident, again):
            return TurnResult()
        payload = dump_inbound(incident.inbound) if incident.inbound else incident.payload
        now = self._clock.now()
        event = events.fail(session, incident.source, incident.event_id, now, payload, _trouble(error))
        log.error(
            "turn failed",
            number=event.id,
            source=incident.source,
            status=event.status,
            tries=event.tries,
            error=type(error).__name__,
        )
        turn = self._new_turn(session, incident)
        said = {1: "turn-failed", events.TRIES: "turn-parked"}.get(event.tries)
        if said and incident.inbound and incident.inbound.private:
            turn.answer_tap()
            turn.reply(turn.t(said))
        if event.tries == events.TRIES and events.parked_since(session, now - _TOLD_EVERY) == 1:
            self._tell_staff(turn, event.id)
        return self._outcome(session, turn, incident)

    def _tell_staff(self, turn: Turn, number: int) -> None:
        """Once an hour at most: one mistake of ours may park what many people said."""
        there = {m for role in (Role.STAFF, Role.ADMIN) for m in members.with_role(turn.session, role)}
        for person in addresses.reached(turn.session, sorted(there), turn.now):
            turn.send_to(person, turn.texts_for(person)("turn-parked-staff", number=str(number)))

    def _owns(self, delivery: Outgoing) -> bool:
        return delivery.account_id in self._owned.accounts

    def _new_turn(self, session: Session, incident: IncomingEvent) -> Turn:
        chat = incident.inbound.chat_id if incident.inbound else ""
        return Turn(session, self._clock.now(), self._installation, incident.inbound, incident.account_id, chat)


def _trouble(error: Exception) -> str:
    """The kind of error and where it came from, which is listed, and then the whole traceback, which is not."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" ({frame.filename.rpartition('/')[2]}:{frame.lineno})" for frame in place)
    return "\n".join([type(error).__name__ + where, *traceback.format_exception(error)])
