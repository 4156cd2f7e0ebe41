"""Search among reports in the chat of staff: a line says what is looked for, buttons narrow it, pages go back in time."""

from __future__ import annotations

from datetime import date, timedelta

from channels.messages import Button
from handlers import menu, pending_decisions, report_text
from handlers.button_data import LARGEST_ID, ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import review_queue
from handlers.turn import Turn
from services import report_search, review
from services.orders import SearchMade, SearchOrder
from services.own_choices import own_topics
from services.report_search import STATES
from services.search_queries import LONGEST, Query, SearchRefused
from storage.members import units
from storage.tables import Lane, PendingDecision, Role
from texts.dates import day
from texts.rich import RichText

_DAYS = (7, 30, 90, 365)
"""Days back, as buttons offer them."""


def command(turn: Turn) -> None:
    """Search for what stands behind the command, or ask."""
    line = turn.event.text.partition(" ")[2].strip() if turn.event.text.startswith("/") else ""
    if line:
        _begin(turn, line)
    else:
        ask(turn)


def ask(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Ask what is looked for."""
    turn.answer_tap()
    pending_decisions.ask(turn, "search.ask", (0,), turn.t("search-how"))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The line has come."""
    if _begin(turn, text, pending):
        pending_decisions.close(turn, pending)


def page(turn: Turn, pressed: ButtonData) -> None:
    """An older page."""
    turn.answer_tap(turn.t.text("search-looking"))
    if not report_search.look(turn.session, turn.actor, pressed[0], turn.now):
        turn.reply(turn.t("search-gone"), menu.home(turn))
        return
    before = min(pressed[1], LARGEST_ID) if pressed[1] > 0 else None
    turn.order(SearchOrder(pressed[0], turn.me.member_id, before))


def topics(turn: Turn, pressed: ButtonData) -> None:
    """Offer the topics, or look at one of them alone."""
    turn.answer_tap()
    labels = _labels(turn)
    if 0 <= pressed[1] < len(labels):
        _narrow(turn, pressed[0], topic=list(labels)[pressed[1]])
        return
    rows = [
        (Button(label[:64], button_data("search.topic", pressed[0], number)),)
        for number, label in enumerate(labels.values())
    ]
    turn.reply(turn.t("search-which-topic"), (*rows, *menu.home(turn)))


def states(turn: Turn, pressed: ButtonData) -> None:
    """Offer how far a review may be, or look at one of these alone."""
    turn.answer_tap()
    if 0 <= pressed[1] < len(STATES):
        _narrow(turn, pressed[0], state=pressed[1])
        return
    rows = [
        (Button(turn.t.text(f"search-state-{state}"), button_data("search.state", pressed[0], number)),)
        for number, state in enumerate(STATES)
    ]
    turn.reply(turn.t("search-which-state"), (*rows, *menu.home(turn)))


def periods(turn: Turn, pressed: ButtonData) -> None:
    """Offer how far back, or look that far back."""
    turn.answer_tap()
    if 0 <= pressed[1] < len(_DAYS):
        _narrow(turn, pressed[0], days=(turn.today - timedelta(days=_DAYS[pressed[1]] - 1), turn.today))
        return
    rows = [
        (Button(turn.t.text("search-button-days", days=days), button_data("search.period", pressed[0], number)),)
        for number, days in enumerate(_DAYS)
    ]
    turn.reply(turn.t("search-which-period"), (*rows, *menu.home(turn)))


def found(turn: Turn, order: SearchOrder, result: SearchMade | None) -> None:
    """Show a page to the officer who looks for it and still may."""
    people = turn.waiting(order.member, Role.STAFF)
    if not people:
        return
    person = people[0]
    turn.speak_as(person)
    query = report_search.kept(turn.session, turn.actor, order.search)
    if result is None or query is None:
        turn.send_to(person, turn.t("search-failed"), menu.home(turn), lane=Lane.REPLY)
        return
    there = report_search.shown(turn.session, turn.actor, result.reports)
    known = review.statuses(turn.session, turn.actor, [report.id for report in there])
    rows: list[tuple[Button, ...]] = [(review_queue.line(turn, report, known.get(report.id)),) for report in there]
    if result.older is not None:
        rows.append(
            (Button(turn.t.text("search-button-older"), button_data("search.page", order.search, result.older)),)
        )
    rows.append(
        tuple(
            Button(turn.t.text(f"search-button-{name}"), button_data(f"search.{name}", order.search))
            for name in ("topic", "period", "state")
        )
    )
    rows.append((Button(turn.t.text("search-button-again"), button_data("search.ask")),))
    key = "search-found" if there else "search-none-yet" if result.older is not None else "search-none"
    lines = [turn.t(key), *_told(turn, query)]
    turn.send_to(person, RichText.join("\n", lines), (*rows, *menu.home(turn)), lane=Lane.REPLY)


def _told(turn: Turn, query: Query) -> list[RichText]:
    """The search itself, a line each."""
    said = []
    if query.words:
        said.append(turn.t("search-line-words", words=" ".join(query.words)))
    if query.unit is not None:
        said.append(turn.t("search-line-unit", name=units.get(turn.session, query.unit).name))
    if query.topic is not None:
        said.append(turn.t("search-line-topic", name=_labels(turn).get(query.topic, query.topic)))
    if query.first is not None and query.last is not None:
        said.append(turn.t("search-line-period", first=_day(turn, query.first), last=_day(turn, query.last)))
    if query.state is not None:
        said.append(turn.t("search-line-state", name=turn.t.text(f"search-state-{query.state}")))
    return said


def _labels(turn: Turn) -> dict[str, str]:
    """The topics by name, those that the board made itself last."""
    return {**report_text.topics(turn), **own_topics(turn.session)}


def _day(turn: Turn, on: date) -> str:
    return day(on, turn.t.language)


def _begin(turn: Turn, line: str, pending: PendingDecision | None = None) -> bool:
    report = review.numbered(turn.session, turn.actor, line)
    if report is not None:
        review_queue.show(turn, report.id)
        return True
    try:
        made = report_search.begin(turn.session, turn.actor, line, turn.today, turn.now)
    except SearchRefused as error:
        said = turn.t(f"search-refused-{error.code}", most=LONGEST)
        if pending is not None:
            pending_decisions.ask_again(turn, pending, said)
        else:
            turn.reply(
                said, ((Button(turn.t.text("search-button-again"), button_data("search.ask")),), *menu.home(turn))
            )
        return False
    turn.order(SearchOrder(made, turn.me.member_id))
    return True


def _narrow(
    turn: Turn,
    search_id: int,
    *,
    topic: str | None = None,
    state: int | None = None,
    days: tuple[date, date] | None = None,
) -> None:
    chosen = STATES[state] if state is not None else None
    made = report_search.narrowed(turn.session, turn.actor, search_id, turn.now, topic=topic, state=chosen, days=days)
    if made is None:
        turn.reply(turn.t("search-gone"), menu.home(turn))
        return
    turn.order(SearchOrder(made, turn.me.member_id))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "search.ask": ask,
            "search.page": page,
            "search.topic": topics,
            "search.state": states,
            "search.period": periods,
        },
        commands={"/tim": command},
        words={"tìm báo cáo": "/tim"},
        labels={"menu-search": ask, "search-button-again": ask},
        notes={"search.ask": written},
    ),
)
