"""Issues in the chat: reports on one matter put together, who has it, how it stands, its outcome told."""

from __future__ import annotations

import re
from datetime import datetime

from channels.messages import Button, Keyboard
from handlers import menu, notifications, pending_decisions, report_text
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import assessment_card
from handlers.turn import Turn
from services.issues import feedback, issues, month_shares
from services.issues.issues import LIVE, IssueSeen
from services.kept_words import Kept
from services.orders import LikenessOrder
from storage.members import addresses, members
from storage.tables import Issue, IssueEvent, IssueEventKind, IssueStatus, PendingDecision, Role
from texts.dates import month_of_year
from texts.fold import fold
from texts.rich import RichText

_PHONE, _LISTED, _NAMED = 3900, 8, 5
_NUMBERED = re.compile(r"(?:vd[ -]*|van de )?(?:so )?([0-9]{1,9})")


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The issues that are under way, the newest first; or those that have ended."""
    turn.answer_tap()
    closed = pressed is not None and pressed[1] == 1
    before = pressed[0] if pressed is not None and pressed[0] > 0 else None
    found = issues.listed(turn.session, turn.actor, closed=closed, before=before)
    rows = [(_line(turn, issue),) for issue in found[:_LISTED]]
    if len(found) > _LISTED:
        older = button_data("issue.list", found[_LISTED - 1].id, int(closed))
        rows.append((Button(turn.t.text("issue-button-older"), older),))
    if not closed:
        rows.append((Button(turn.t.text("issue-button-ended"), button_data("issue.list", 0, 1)),))
    key = ("issue-list-ended" if closed else "issue-list") if found else "issue-list-none"
    months = _months(turn) if before is None and not closed else []
    turn.reply(RichText.join("\n", [*months, turn.t(key)]), (*rows, *menu.home(turn)))


def _months(turn: Turn) -> list[RichText]:
    """How many issues of this month and the last one were acted on and told."""
    lines = []
    for shares in month_shares.newest(turn.session, turn.actor, turn.now, turn.installation.zone):
        heard, acted, told = shares.shares.heard, shares.shares.acted or 0, shares.shares.told or 0
        lines.append(
            turn.t(
                "issue-month",
                month=month_of_year(shares.first, turn.t.language),
                heard=heard,
                acted=acted,
                acted_percent=round(100 * acted / heard),
                told=told,
                told_percent=round(100 * told / heard),
            )
        )
    return lines


def see(turn: Turn, pressed: ButtonData) -> None:
    """One issue: its reports, its timeline, and what can be done."""
    turn.answer_tap()
    show(turn, pressed[0])


def show(turn: Turn, issue_id: int) -> None:
    """Send the card of an issue; of one that was merged, the one that goes on."""
    seen = issues.see(turn.session, turn.actor, issues.goes_on_as(turn.session, turn.actor, issue_id))
    if seen is None:
        turn.reply(turn.t("issue-unknown"), menu.home(turn))
        return
    turn.reply(_card(turn, seen).truncate(_PHONE), _keyboard(turn, seen))


def choose(turn: Turn, pressed: ButtonData) -> None:
    """Offer the issues that a report may speak of, or a new one."""
    turn.answer_tap()
    known = issues.of_report(turn.session, turn.actor, pressed[0])
    if known is not None:
        show(turn, known.id)
        return
    found = issues.candidates(turn.session, turn.actor, pressed[0])
    if not found:
        _ask_title(turn, pressed[0])
        return
    rows = [
        (Button(f"{issue.id}. {issue.title}"[:64], button_data("issue.group", issue.id, pressed[0])),)
        for issue in found
    ]
    rows.append((Button(turn.t.text("issue-button-new"), button_data("issue.new", pressed[0])),))
    turn.reply(turn.t("issue-which"), (*rows, *menu.home(turn)))


def new(turn: Turn, pressed: ButtonData) -> None:
    """A report is the first of a new issue."""
    turn.answer_tap()
    _ask_title(turn, pressed[0])


def group(turn: Turn, pressed: ButtonData) -> None:
    """Let a report speak of an issue."""
    done = issues.group(turn.session, turn.actor, pressed[0], pressed[1], turn.now)
    turn.answer_tap(turn.t.text("issue-grouped" if done else "issue-not-grouped"))
    show(turn, pressed[0])


def group_alike(turn: Turn, pressed: ButtonData) -> None:
    """Let all reports that are proposed speak of an issue."""
    seen = issues.see(turn.session, turn.actor, pressed[0])
    turn.answer_tap()
    for report, _percent in seen.alike if seen is not None else ():
        issues.group(turn.session, turn.actor, pressed[0], report.id, turn.now)
    show(turn, pressed[0])


def compare(turn: Turn, pressed: ButtonData) -> None:
    """Look for reports on the same matter, outside the turn; the card comes when it is done."""
    turn.answer_tap()
    if issues.see(turn.session, turn.actor, pressed[0]) is not None:
        turn.order(LikenessOrder(pressed[0], turn.me.member_id, shown=True))
        turn.reply(turn.t("issue-comparing"))


def compared(turn: Turn, order: LikenessOrder) -> None:
    """The proposals stand: whoever waits for them sees the card."""
    people = [
        recipient
        for recipient in addresses.reached(turn.session, [order.officer], turn.now)
        if Role.STAFF in recipient.roles
    ]
    if order.shown and people:
        turn.speak_as(people[0])
        show(turn, order.issue)


def split_which(turn: Turn, pressed: ButtonData) -> None:
    """Ask which report is to be taken out."""
    turn.answer_tap()
    seen = issues.see(turn.session, turn.actor, pressed[0])
    reports = seen.reports if seen is not None else ()
    rows = [(Button(report.number, button_data("issue.split", pressed[0], report.id)),) for report in reports]
    turn.reply(turn.t("issue-split-which"), (*rows, *menu.home(turn)))


def split(turn: Turn, pressed: ButtonData) -> None:
    """A report speaks of this issue no more."""
    done = issues.split(turn.session, turn.actor, pressed[0], pressed[1], turn.now)
    turn.answer_tap(turn.t.text("issue-split" if done else "issue-not-grouped"))
    show(turn, pressed[0])


def merge_which(turn: Turn, pressed: ButtonData) -> None:
    """Ask with which issue this one is the same matter."""
    turn.answer_tap()
    found = [issue for issue in issues.listed(turn.session, turn.actor) if issue.id != pressed[0]]
    rows = [
        (Button(f"{issue.id}. {issue.title}"[:64], button_data("issue.merge", pressed[0], issue.id)),)
        for issue in found
    ]
    turn.reply(turn.t("issue-merge-which" if rows else "issue-merge-none"), (*rows, *menu.home(turn)))


def merge(turn: Turn, pressed: ButtonData) -> None:
    """Two issues are one matter."""
    into = issues.merge(turn.session, turn.actor, pressed[0], pressed[1], turn.now)
    turn.answer_tap(turn.t.text("issue-merged" if into is not None else "issue-not-merged"))
    show(turn, pressed[1] if into is not None else pressed[0])


def own(turn: Turn, pressed: ButtonData) -> None:
    """The officer has the issue from now on."""
    done = issues.own(turn.session, turn.actor, pressed[0], turn.now)
    turn.answer_tap("" if done else turn.t.text("issue-ended"))
    show(turn, pressed[0])


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the words that an act needs: the outcome, a reason, a note."""
    how = {
        "issue.tell": "issue-tell-how",
        "issue.escalate": "issue-escalate-how",
        "issue.close": "issue-close-how",
        "issue.note": "issue-note-how",
    }
    turn.answer_tap()
    seen = issues.see(turn.session, turn.actor, pressed[0])
    if seen is None:
        turn.reply(turn.t("issue-unknown"), menu.home(turn))
        return
    text = turn.t(how[pressed.verb], number=str(seen.issue.id), title=seen.issue.title)
    pending_decisions.ask(turn, pressed.verb, (pressed[0],), text)


def preview_outcome(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The outcome has been written: it is shown as whoever reported will read it, and nothing has gone yet."""
    (about,) = pending_decisions.numbers(pending)
    issue_id = issues.goes_on_as(turn.session, turn.actor, about)
    kept = feedback.draft(turn.session, turn.actor, issue_id, text, turn.now)
    pending_decisions.close(turn, pending)
    _preview(turn, issue_id, kept, merged=issue_id != about)


def _preview(turn: Turn, issue_id: int, kept: Kept | None, *, merged: bool) -> None:
    """Show an outcome as it will be read. `merged`: it was begun for an issue that was merged into this one meanwhile."""
    seen = issues.see(turn.session, turn.actor, issue_id)
    if kept is None or seen is None:
        turn.reply(turn.t("issue-ended"), (_to_card(turn, issue_id), *menu.home(turn)))
        return
    first = seen.reports[0] if seen.reports else None
    about = {"day": f"{first.day:%d/%m}", "number": first.number} if first is not None else {"day": "…", "number": "…"}
    send = Button(turn.t.text("issue-button-tell-send"), button_data("issue.tell_send", issue_id, kept.id))
    anew = Button(turn.t.text("issue-button-tell-anew"), button_data("issue.tell", issue_id))
    parts = [turn.t("issue-tell-preview"), turn.t("feedback-outcome", outcome=kept.words, **about)]
    if merged:
        parts.insert(0, turn.t("issue-tell-merged", number=str(issue_id), title=seen.issue.title))
    turn.reply(RichText.join("\n\n", parts), ((send,), (anew,), _to_card(turn, issue_id), *menu.home(turn)))


def send_outcome(turn: Turn, pressed: ButtonData) -> None:
    """The outcome that was looked at goes to everybody who reported on the issue."""
    turn.answer_tap()
    resolved = feedback.resolve_draft(turn.session, turn.actor, pressed[0], pressed[1], turn.now)
    back = (_to_card(turn, pressed[0]), *menu.home(turn))
    if resolved is None:
        turn.reply(turn.t("issue-tell-gone"), back)
        return
    if isinstance(resolved, Kept):
        into = issues.goes_on_as(turn.session, turn.actor, pressed[0])
        kept = feedback.draft(turn.session, turn.actor, into, resolved.words, turn.now) if into != pressed[0] else None
        if kept is not None:
            _preview(turn, into, kept, merged=True)
        else:
            turn.reply(turn.t("issue-tell-closed", words=resolved.words), back)
        return
    notifications.send(turn, resolved.told)
    turn.replace_or_reply(turn.t("issue-told" if not resolved.waiting else "issue-told-waiting"), back)


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """The words have come."""
    (about,) = pending_decisions.numbers(pending)
    said, issue_id = _carried_out(turn, pending.kind, about, text)
    pending_decisions.close(turn, pending)
    turn.reply(said, (_to_card(turn, issue_id), *menu.home(turn)) if issue_id else menu.home(turn))


def _carried_out(turn: Turn, kind: str, about: int, text: str) -> tuple[RichText, int]:
    """The answer, and the issue that it is about. `about`: the issue; of a new one, its report."""
    session, actor, now = turn.session, turn.actor, turn.now
    number = _number(text)
    if kind == "issue.new" and number is not None:
        done = issues.group(session, actor, number, about, now)
        return turn.t("issue-grouped" if done else "issue-not-grouped"), number if done else 0
    if kind == "issue.new":
        made = issues.open_issue(session, actor, about, text, now)
        if made is None:
            return turn.t("issue-not-grouped"), 0
        turn.order(LikenessOrder(made.id, turn.me.member_id))
        return turn.t("issue-opened", number=str(made.id), title=made.title), made.id
    act = {"issue.escalate": issues.escalate, "issue.close": issues.close, "issue.note": issues.add_note}[kind]
    done = act(session, actor, about, text, now)
    return turn.t(f"issue-done-{kind.removeprefix('issue.')}" if done else "issue-ended"), about


def _number(text: str) -> int | None:
    """The number of an issue as it is typed: "12", "số 12", "VD-12"; None: it is none."""
    found = _NUMBERED.fullmatch(fold(text).strip())
    return int(found[1]) if found else None


def by_number(turn: Turn) -> None:
    """The issue whose number was typed."""
    show(turn, _number(turn.event.text) or 0)


def _ask_title(turn: Turn, report_id: int) -> None:
    pending_decisions.ask(turn, "issue.new", (report_id,), turn.t("issue-title-how"))


def _card(turn: Turn, seen: IssueSeen) -> RichText:
    issue = seen.issue
    owner = members.names(turn.session, [issue.owner_id]).get(issue.owner_id) if issue.owner_id is not None else None
    topic = report_text.topics(turn).get(issue.topic, turn.t.text("alert-no-topic"))
    dates = [
        ("issue-date-heard", seen.heard_at),
        ("issue-date-acted", issue.acted_at),
        ("issue-date-told", issue.told_at),
    ]
    parts = [
        turn.t(
            "issue-head",
            number=str(issue.id),
            title=issue.title,
            status=turn.t.text(f"issue-status-{issue.status}"),
            topic=topic,
            place=seen.place,
            owner=owner or turn.t.text("issue-no-owner"),
        ),
        RichText.join(" · ", [turn.t(key, day=_day(turn, at)) for key, at in dates if at is not None]),
        turn.t("issue-reports", count=len(seen.reports), numbers=", ".join(report.number for report in seen.reports)),
        _seen_by(turn, seen),
        _untold(turn, issue.id),
        _unasked(turn, issue.id),
        RichText.join("\n", assessment_card.lines(turn, issue.id)),
        RichText.join("\n", [_event(turn, event) for event in seen.events]),
    ]
    if seen.alike:
        numbers = ", ".join(
            turn.t.text("issue-alike-one", number=report.number, percent=str(percent)) for report, percent in seen.alike
        )
        parts.append(turn.t("issue-alike", count=len(seen.alike), numbers=numbers))
    return RichText.join("\n\n", [part for part in parts if part])


def _seen_by(turn: Turn, seen: IssueSeen) -> RichText:
    """The officers who see the issue, by name as far as there is room."""
    others = [one for one in seen.officers if one != turn.me.member_id]
    if not others:
        return turn.t("issue-seen-by-you")
    names = members.names(turn.session, others[:_NAMED])
    listed = ", ".join(names[one] for one in others[:_NAMED] if one in names)
    return turn.t("issue-seen-by", names=listed, more=max(0, len(others) - _NAMED))


def _untold(turn: Turn, issue_id: int) -> RichText:
    """How many who reported wait for the outcome, without who they are."""
    count = feedback.untold(turn.session, turn.actor, issue_id)
    if count is None:
        return turn.t("issue-untold-few")
    return turn.t("issue-untold", count=count) if count else RichText("")


def _unasked(turn: Turn, issue_id: int) -> RichText:
    """That somebody, or nobody, could be asked whether it is done, without how many or who."""
    kept_back = feedback.unasked(turn.session, turn.actor, issue_id, turn.now)
    return turn.t(f"issue-unasked-{kept_back}") if kept_back is not None else RichText("")


def _event(turn: Turn, event: IssueEvent) -> RichText:
    name = (
        members.names(turn.session, [event.member_id]).get(event.member_id, "") if event.member_id is not None else ""
    )
    said = event.words or ""
    if event.kind is IssueEventKind.VERDICT:
        said = turn.t.text(f"verification-verdict-{said}")
    local = event.at.astimezone(turn.installation.zone)
    kind = event.kind.replace("_", "-")
    if event.kind is IssueEventKind.ASKED and event.member_id is None:
        kind = "asked-higher"
    line = turn.t(f"issue-event-{kind}", at=f"{local:%d/%m %H:%M}", name=name)
    return line + ": " + said if said else line


def _keyboard(turn: Turn, seen: IssueSeen) -> Keyboard:
    issue = seen.issue
    issue_id = issue.id

    def button(key: str, verb: str) -> Button:
        """A button about this one."""
        return Button(turn.t.text(key), button_data(verb, issue_id))

    rows: list[tuple[Button, ...]] = []
    if seen.alike:
        rows.append((button("issue-button-group-alike", "issue.alike"),))
    if issue.status in LIVE:
        rows.append(
            (button("issue-button-verify", "verification.whom"), button("issue-button-escalate", "issue.escalate"))
        )
    if issue.status is not IssueStatus.CLOSED:
        rows.append((button("issue-button-tell", "issue.tell"), button("issue-button-close", "issue.close")))
        if issue.owner_id != turn.me.member_id:
            rows.append((button("issue-button-own", "issue.own"),))
    rows.append((button("issue-button-note", "issue.note"),))
    if issue.status in LIVE:
        rows.append((button("issue-button-compare", "issue.compare"),))
        rows.append(assessment_card.doors(turn, issue.id))
    if issue.status in LIVE:
        rows.append((button("issue-button-split", "issue.splits"), button("issue-button-merge", "issue.merges")))
    return (*rows, *menu.home(turn))


def _line(turn: Turn, issue: Issue) -> Button:
    label = turn.t.text(
        "issue-line", number=str(issue.id), title=issue.title, status=turn.t.text(f"issue-status-{issue.status}")
    )
    return Button(label[:64], button_data("issue.see", issue.id))


def _to_card(turn: Turn, issue_id: int) -> tuple[Button, ...]:
    return (Button(turn.t.text("issue-button-back"), button_data("issue.see", issue_id)),)


def _day(turn: Turn, at: datetime) -> str:
    return f"{at.astimezone(turn.installation.zone):%d/%m}"


_WORDS = {"issue.tell": words, "issue.escalate": words, "issue.close": words, "issue.note": words}
ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        buttons={
            "issue.list": listed,
            "issue.see": see,
            "issue.choose": choose,
            "issue.new": new,
            "issue.group": group,
            "issue.alike": group_alike,
            "issue.compare": compare,
            "issue.splits": split_which,
            "issue.split": split,
            "issue.merges": merge_which,
            "issue.merge": merge,
            "issue.own": own,
            "issue.tell_send": send_outcome,
            **_WORDS,
        },
        commands={"/vande": listed},
        words={"vấn đề": "/vande"},
        labels={"menu-issues": listed},
        numbers={"vd": by_number},
        notes={**dict.fromkeys(("issue.new", *_WORDS), written), "issue.tell": preview_outcome},
    ),
)
