"""Polls of a network's own in a group: written like a form, looked at, asked, closed; the counts as the network tells them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from channels.messages import AskPoll, Button, Keyboard
from handlers import menu
from handlers.button_data import ButtonData, button_data
from handlers.filling import conversation, open_draft
from handlers.filling.open_draft import OpenDraft, answer_of
from handlers.filling.question_card import Card
from handlers.routes import Routes
from handlers.staff import previewed_forms
from handlers.turn import Turn
from services.free_words import WordsRefused
from services.surveys import group_polls, questionnaire
from services.surveys.group_polls import OptionsRefused, PollEnded, Standing, Written
from storage.forms import drafts
from storage.tables import Group, GroupPoll, GroupPollStatus, Role
from texts.catalogue import Catalogue, catalogue_for
from texts.dates import day
from texts.rich import RichText

_FORM = "group_poll"
_HOUR = "17:00"
_LOST = {"expired": "poll-lost-late", "restored": "poll-lost-skipped", "no_poll_rights": "poll-lost-rights"}
"""What is told of a poll that never came into its group, by the reason."""


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The polls asked last, and the way to a new one; without a group that can be asked, how there can be one."""
    turn.answer_tap()
    found = group_polls.newest(turn.session, turn.actor)
    rows: Keyboard = tuple(
        (Button(RichText(group_poll.question).truncate(60).text, button_data("poll.show", group_poll.id)),)
        for group_poll in found
    )
    if not group_polls.can_ask(turn.session, turn.actor, turn.installation.asks_polls):
        turn.reply(turn.t("poll-no-group"), (*rows, *menu.home(turn)))
        return
    write_one = (Button(turn.t.text("poll-button-write"), button_data("poll.write")),)
    turn.reply(turn.t("poll-list" if found else "poll-list-none"), (*rows, write_one, *menu.home(turn)))


def write(turn: Turn, pressed: ButtonData | None = None) -> None:
    """Begins a poll, or goes on with the one that was begun."""
    turn.answer_tap()
    if previewed_forms.resumed(turn, _FORM):
        return
    if not group_polls.can_ask(turn.session, turn.actor, turn.installation.asks_polls):
        turn.reply(turn.t("poll-no-group"), menu.home(turn))
        return
    conversation.resume(turn, open_draft.start(turn, _FORM))


def preview(turn: Turn, done: OpenDraft) -> None:
    """Shows the poll as the group will see it, and asks for a confirmation."""
    made = _written(turn, done)
    if made is None:
        return
    written, group = made
    turn.answer_tap()
    card = Card(turn.t, done.id, done.row.revision, turn.today)
    keyboard: Keyboard = (
        (card.button("poll-button-ask", "poll.ask"),),
        (card.button("poll-button-change", "poll.change"), card.button("poll-button-drop", "poll.drop")),
    )
    parts = [turn.t("poll-preview", group=group.title), _lead(turn, turn.t, written), _question(turn.t, written)]
    turn.reply(RichText.join("\n\n", parts), keyboard)


def ask(turn: Turn, pressed: ButtonData) -> None:
    """The confirmation: the group is told what is asked of it, and asked."""
    done = previewed_forms.confirmed(turn, pressed, _FORM)
    made = _written(turn, done) if done is not None else None
    if made is None:
        return
    written, group = made
    lead = _lead(turn, catalogue_for(turn.installation.language), written)
    turn.send_to_group(group, lead, expires_at=written.closes_at)
    number = turn.installation.new_id(turn.now)  # higher than that of the lead, which leaves before it
    poll = group_polls.ask(turn.session, turn.actor, written, number, turn.now)
    drafts.remove(turn.session, pressed[0])
    turn.me.focus_draft_id = None
    asked = AskPoll(written.question, written.options, anonymous=not written.named, several=written.several)
    turn.ask_poll(group, asked, number, written.closes_at)
    see = (Button(turn.t.text("poll-button-see"), button_data("poll.show", poll.id)),)
    said = turn.t("poll-asked" if turn.after_quiet() is None else "poll-asked-later", group=group.title)
    turn.replace_or_reply(said, (see, *menu.home(turn)))


def change(turn: Turn, pressed: ButtonData) -> None:
    """Back to the review page of the poll's form."""
    previewed_forms.change(turn, pressed, _FORM)


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Ask once before what was written is thrown away."""
    previewed_forms.drop(turn, pressed, _FORM)


def show(turn: Turn, pressed: ButtonData) -> None:
    """A poll as it stands."""
    turn.answer_tap()
    found = group_polls.standing(turn.session, turn.actor, pressed[0])
    if found is None:
        turn.reply(turn.t("poll-gone"), menu.home(turn))
        return
    rows: Keyboard = ()
    if found.poll.status is GroupPollStatus.ASKED and found.poll.network_poll is not None:
        rows = ((Button(turn.t.text("poll-button-close"), button_data("poll.close", found.poll.id)),),)
    again = (Button(turn.t.text("poll-button-list"), button_data("poll.list")),)
    turn.replace_or_reply(_card(turn, found), (*rows, again, *menu.home(turn)))


def close(turn: Turn, pressed: ButtonData) -> None:
    """The network is asked to take no more votes; the last counts come with its answer."""
    turn.answer_tap()
    number = turn.installation.new_id(turn.now)
    ending = group_polls.close(turn.session, turn.actor, pressed[0], number, turn.now)
    if ending is None or ending.group is None:
        turn.reply(turn.t("poll-too-late"), menu.home(turn))
        return
    turn.stop_poll(ending.group, ending.poll.asks, number)
    turn.replace_or_reply(turn.t("poll-closing"), menu.home(turn))


def due(turn: Turn, poll_id: int) -> None:
    """Do what is due of a poll."""
    number = turn.installation.new_id(turn.now)
    ending = group_polls.tick(turn.session, poll_id, number, turn.now)
    if ending is None:
        return
    if ending.group is not None:
        turn.stop_poll(ending.group, ending.poll.asks, number)
    for told in ending.told:
        _tell(turn, told)


def taken_in(turn: Turn) -> None:
    """Take in the counts of a poll as the network tells them, or a vote where votes are not anonymous."""
    poll, vote = turn.event.poll, turn.event.vote
    if poll is not None:
        group_polls.counted(turn.session, poll.poll, poll.counts, poll.voters, last=poll.closed)
    if vote is not None:
        group_polls.voted(turn.session, turn.account_id, turn.event.sender_id, vote.poll, vote.choices)


def _tell(turn: Turn, told: PollEnded) -> None:
    t, poll = turn.texts_for(told.recipient), told.poll
    key = "poll-over"
    if poll.status is GroupPollStatus.LOST:
        key = _LOST.get(poll.reason, "poll-lost")
    elif poll.reason:
        key = "poll-over-unseen"
    see = (Button(t.text("poll-button-see"), button_data("poll.show", poll.id)),)
    turn.send_to(told.recipient, t(key, question=poll.question, group=told.group), (see,))


def _written(turn: Turn, done: OpenDraft) -> tuple[Written, Group] | None:
    """The poll that was written, and its group; what does not fit is asked again."""
    draft, t = done.draft, turn.t
    zone = turn.installation.zone
    there = group_polls.can_ask(turn.session, turn.actor, turn.installation.asks_polls)
    group = next((known for known in there if str(known.id) == answer_of(draft, "group")), None)
    if group is None:
        previewed_forms.ask_again(turn, done, "group", t("poll-group-gone"))
        return None
    at = time.fromisoformat(draft.value("close_hour") or _HOUR)
    written = Written(
        group.id,
        draft.value("question"),
        tuple(questionnaire.options_of(draft.value("options"))),
        named=draft.value("named") == "yes",
        several=draft.value("many") == "several",
        closes_at=datetime.combine(date.fromisoformat(draft.value("closes")), at, zone),
    )
    try:
        written = group_polls.checked(written)
    except WordsRefused as error:
        where = "question" if len(written.options) in group_polls.OPTIONS and _is_of_question(written) else "options"
        previewed_forms.ask_again(
            turn, done, where, t(f"words-refused-{error.fault.replace('_', '-')}", most=error.most)
        )
        return None
    except OptionsRefused as error:
        key = "poll-option-long" if error.long else "survey-options-few"
        previewed_forms.ask_again(turn, done, "options", t(key))
        return None
    if written.closes_at > (turn.after_quiet() or turn.now) + timedelta(minutes=5):
        return written, group
    previewed_forms.ask_again(turn, done, "closes", t("poll-closes-too-early"))
    return None


def _is_of_question(written: Written) -> bool:
    """Tell whether it is the question that was refused, and not an option."""
    try:
        group_polls.checked_question(written.question)
    except WordsRefused:
        return True
    return False


def _lead(turn: Turn, t: Catalogue, written: Written) -> RichText:
    """The words that the group reads first: who asks, until when, what is kept."""
    at = written.closes_at.astimezone(turn.installation.zone)
    when = {"time": f"{at:%H:%M}", "day": day(at.date(), t.language)}
    return t("poll-lead-named" if written.named else "poll-lead", board=turn.installation.board, **when)


def _question(t: Catalogue, written: Written) -> RichText:
    shown = "\n".join(f"○ {option}" for option in written.options)
    several = f"\n{t.text('poll-several')}" if written.several else ""
    return t("poll-question", question=written.question) + f"\n{shown}{several}"


def _card(turn: Turn, found: Standing) -> RichText:
    t, poll = turn.t, found.poll
    at = poll.closes_at.astimezone(turn.installation.zone)
    status = t.text(f"poll-status-{_status(poll)}")
    lines = [t("poll-card", question=poll.question, group=found.group, status=status)]
    if not poll.counted and poll.status is GroupPollStatus.ASKED:
        lines.append(t("survey-closes", time=f"{at:%H:%M}", day=f"{at:%d/%m/%Y}"))
    if poll.status is GroupPollStatus.LOST:
        return RichText.join("\n", lines)
    if found.voters is None:
        lines.append(t("poll-voters-few"))
    else:
        lines.append(t("poll-voters" if poll.counted else "poll-voters-about", count=found.voters))
    for number, option in enumerate(found.options):
        count = found.counts[number] if number < len(found.counts) else None
        said = (
            t.text("poll-few") if count is None else str(count) if poll.counted else t.text("poll-about", count=count)
        )
        lines.append(t("poll-line", option=option, count=said))
    if any(found.members):
        counted = " · ".join(f"{option}: {n}" for option, n in zip(found.options, found.members, strict=True))
        lines.append(t("poll-members", counts=counted))
    lines.append(t("poll-no-sample"))
    return RichText.join("\n", lines)


def _status(poll: GroupPoll) -> str:
    if poll.status is GroupPollStatus.ASKED and poll.network_poll is None:
        return "waits"
    if poll.status is GroupPollStatus.CLOSED and poll.reason:
        return "unseen"
    return poll.status


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "poll.list": listed,
            "poll.write": write,
            "poll.ask": ask,
            "poll.change": change,
            "poll.drop": drop,
            "poll.show": show,
            "poll.close": close,
        },
        labels={"poll-button-list": listed, "poll-button-write": write},
    ),
)
