"""Open links of a survey: made for a place, batch or event, with a picture to be scanned, and closed."""

from __future__ import annotations

from channels.messages import Button, FileRef, MediaKind
from handlers import menu, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.turn import Turn
from services import free_words
from services.orders import SurveyQrMade, SurveyQrOrder
from services.surveys import links
from storage.tables import Lane, PendingDecision, Role
from texts.rich import RichText

_LABEL = "survey_link"
_LONGEST = 80  # letters


def listed(turn: Turn, pressed: ButtonData) -> None:
    """The links that there are, with how many answered by each."""
    turn.answer_tap()
    found = links.listed(turn.session, turn.actor, pressed[0])
    lines = [turn.t("survey-links")]
    rows: list[tuple[Button, ...]] = []
    for listed in found:
        answered = turn.t.text("survey-doc-few", k=5) if listed.answered is None else str(listed.answered)
        key = "survey-link-line" if listed.link.closed_at is None else "survey-link-line-closed"
        lines.append(turn.t(key, label=listed.link.label, code=f"KS-{listed.link.code}", answered=answered))
        if listed.link.closed_at is None:
            shut = turn.t.text("survey-button-close-link", label=listed.link.label)
            rows.append((Button(RichText(shut).truncate(60).text, button_data("survey.close_link", listed.link.id)),))
    make = Button(turn.t.text("survey-button-new-link"), button_data("survey.new_link", pressed[0]))
    turn.reply(RichText.join("\n", lines), ((make,), *rows, *menu.home(turn)))


def ask(turn: Turn, pressed: ButtonData) -> None:
    """Ask which place, batch or event a link is for."""
    turn.answer_tap()
    pending_decisions.ask(turn, _LABEL, (pressed[0],), turn.t("survey-link-ask"))


def make(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The link is there: its code, where it opens, and a picture of it."""
    (survey_id,) = pending_decisions.numbers(pending)
    label = " ".join(free_words.taken(text, _LONGEST).split())
    made = links.make(turn.session, turn.actor, survey_id, label, turn.now)
    pending_decisions.close(turn, pending)
    if made is None:
        turn.reply(turn.t("survey-too-late"), menu.home(turn))
        return
    payload = f"ks{made.code}"
    here = turn.installation.link(turn.account_id, payload)
    ways = [RichText(here)] if here else []
    for network, where in turn.installation.doors(turn.session, turn.account_id, payload):
        ways.append(turn.t(f"survey-link-on-{network.replace('_', '-')}", where=where))
    head = turn.t("survey-link-made", label=made.label, code=f"KS-{made.code}")
    turn.reply(RichText.join("\n", [head, *ways]), menu.home(turn))
    if here:
        turn.order(SurveyQrOrder(turn.me.member_id, here, made.label))


def pictured(turn: Turn, order: SurveyQrOrder, result: SurveyQrMade | None) -> None:
    """The picture of a link, for whoever made it."""
    if result is None:
        return
    for person in turn.waiting(order.member):
        t = turn.texts_for(person)
        file = FileRef(MediaKind.PHOTO, result.picture, "khao-sat.png")
        turn.send_to(person, t("survey-link-picture", label=order.label), file=file, lane=Lane.REPLY)


def close(turn: Turn, pressed: ButtonData) -> None:
    """A link is closed at once."""
    turn.answer_tap()
    closed = links.close(turn.session, turn.actor, pressed[0], turn.now)
    said = turn.t("survey-too-late") if closed is None else turn.t("survey-link-closed", label=closed.label)
    turn.reply(said, menu.home(turn))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={"survey.links": listed, "survey.new_link": ask, "survey.close_link": close},
        notes={_LABEL: make},
    ),
)
