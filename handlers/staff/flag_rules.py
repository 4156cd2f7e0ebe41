"""Rules that flag reports, in the chat: written, tried on the last month, agreed on by a second officer."""

from __future__ import annotations

from channels.messages import Button, Keyboard
from handlers import menu, notifications, pending_decisions
from handlers.button_data import ButtonData, button_data
from handlers.routes import Routes
from handlers.staff import flag_text
from handlers.turn import Turn
from services.flags import rule_versions
from services.flags.rule_versions import RuleSeen
from services.flags.specs import MOST_WORDS, AnswerIs, Method, Rise, SpecRefused, Words
from services.flags.trials import too_broad
from services.orders import FlagTrialMade, FlagTrialOrder
from storage.tables import FlagKind, FlagRule, FlagRuleStatus, PendingDecision, Role
from texts.rich import RichText

_PHONE, _BUTTONS = 3900, 8
_WRITTEN = {"flag.words": FlagKind.WORDS, "flag.count": FlagKind.COUNT}
_HOW = {"flag.words": "flag-words-how", "flag.count": "flag-count-how"}
_METHODS = tuple(Method)


def listed(turn: Turn, pressed: ButtonData | None = None) -> None:
    """The rules that flag now, and what waits for a second officer."""
    turn.answer_tap()
    found = rule_versions.listed(turn.session, turn.actor)
    keys = {FlagRuleStatus.ACTIVE: "flag-line", FlagRuleStatus.PROPOSED: "flag-line-waits"}
    lines = [turn.t("flag-title" if found else "flag-title-none")]
    for rule in found:
        key = "flag-line-ends" if rule.rule.removes else keys[rule.rule.status]
        lines.append(turn.t(key, rule=flag_text.described(turn, rule)))
    rows = [(_see(turn, rule),) for rule in found[:_BUTTONS]]
    rows.append((Button(turn.t.text("flag-button-add"), button_data("flag.add")),))
    turn.reply(RichText.join("\n", lines).truncate(_PHONE), (*rows, *menu.home(turn)))


def see(turn: Turn, pressed: ButtonData) -> None:
    """One version of a rule, and what can be done about it."""
    turn.answer_tap()
    _show(turn, pressed[0])


def add(turn: Turn, pressed: ButtonData) -> None:
    """Ask by what a new rule goes."""
    turn.answer_tap()
    rows = (
        (Button(turn.t.text("flag-button-words"), button_data("flag.words", 0)),),
        (Button(turn.t.text("flag-button-answer"), button_data("flag.field")),),
        (Button(turn.t.text("flag-button-count"), button_data("flag.count", 0)),),
        *(
            (Button(turn.t.text(f"flag-button-rise-{method}"), button_data("flag.rise", number)),)
            for number, method in enumerate(_METHODS)
        ),
    )
    turn.reply(turn.t("flag-which-kind"), (*rows, *menu.home(turn)))


def words(turn: Turn, pressed: ButtonData) -> None:
    """Ask for the words or numbers of a rule. It carries the version that they change, or 0."""
    turn.answer_tap()
    text, known = turn.t(_HOW[pressed.verb]), rule_versions.see(turn.session, turn.actor, max(0, pressed[0]))
    if known is not None and isinstance(known.spec, Words):  # the whole list is sent back changed
        text = RichText.join("\n\n", [text, turn.t("flag-words-now", words=", ".join(known.spec.words))])
    pending_decisions.ask(turn, pressed.verb, (max(0, pressed[0]),), text.truncate(_PHONE))


def written(turn: Turn, pending: PendingDecision, text: str) -> None:
    """They have come: the rule is tried."""
    (changes,) = pending_decisions.numbers(pending)
    try:
        rule = rule_versions.write(
            turn.session, turn.actor, _WRITTEN[pending.kind], text, turn.now, changes=changes or None
        )
    except SpecRefused as error:
        key = f"flag-refused-{error.fault.replace('_', '-')}"
        pending_decisions.ask_again(turn, pending, turn.t(key, most=str(MOST_WORDS)))
        return
    pending_decisions.close(turn, pending)
    _try(turn, rule)


def which_field(turn: Turn, pressed: ButtonData) -> None:
    """Ask which question's answer flags a report."""
    turn.answer_tap()
    rows = [
        (Button(flag_text.question(turn, name)[:64], button_data("flag.choice", number)),)
        for number, name in enumerate(flag_text.FIELDS)
    ]
    turn.reply(turn.t("flag-which-field"), (*rows, *menu.home(turn)))


def which_choice(turn: Turn, pressed: ButtonData) -> None:
    """Ask which answer flags a report; the last press puts the rule together."""
    turn.answer_tap()
    if not 0 <= pressed[0] < len(flag_text.FIELDS):
        listed(turn)
        return
    name = flag_text.FIELDS[pressed[0]]
    choices = flag_text.choices(turn, name)
    if 0 <= pressed[1] < len(choices):
        _try(turn, rule_versions.compose(turn.session, turn.actor, AnswerIs(name, list(choices)[pressed[1]]), turn.now))
        return
    rows = [
        (Button(label[:64], button_data("flag.choice", pressed[0], number)),)
        for number, label in enumerate(choices.values())
    ]
    turn.reply(turn.t("flag-which-choice", question=flag_text.question(turn, name)), (*rows, *menu.home(turn)))


def rise(turn: Turn, pressed: ButtonData) -> None:
    """A rule that tells a rise over the usual."""
    turn.answer_tap()
    method = _METHODS[pressed[0]] if 0 <= pressed[0] < len(_METHODS) else Method.C1
    _try(turn, rule_versions.compose(turn.session, turn.actor, Rise(method), turn.now))


def tried(turn: Turn, order: FlagTrialOrder, result: FlagTrialMade | None) -> None:
    """Say how much the rule would have flagged; its writer sends it to a second officer, or not."""
    people = turn.waiting(order.member, Role.STAFF)
    if not people:
        return
    turn.speak_as(people[0])
    seen = rule_versions.see(turn.session, turn.actor, order.rule)
    if seen is None or result is None or result.tried is None:
        turn.reply(turn.t("flag-tried-failed"), menu.home(turn))
        return
    rule = flag_text.described(turn, seen)
    parts = [turn.t("flag-tried", rule=rule, tried=str(result.tried), flagged=str(result.flagged))]
    if result.numbers:
        parts.append(turn.t("flag-tried-numbers", numbers=", ".join(result.numbers)))
    broad = too_broad(result.tried, result.flagged)
    parts.append(turn.t("flag-tried-broad" if broad else "flag-how-on"))
    turn.reply(RichText.join("\n\n", parts), _keyboard(turn, seen))


def propose(turn: Turn, pressed: ButtonData) -> None:
    """Send a version to the other officers."""
    turn.answer_tap()
    _say_proposed(turn, rule_versions.propose(turn.session, turn.actor, pressed[0], turn.now))


def remove(turn: Turn, pressed: ButtonData) -> None:
    """Propose that a rule ends."""
    turn.answer_tap()
    _say_proposed(turn, rule_versions.remove(turn.session, turn.actor, pressed[0], turn.now))


def decide(turn: Turn, pressed: ButtonData) -> None:
    """A second officer's yes (1) or no (0)."""
    told = rule_versions.decide(turn.session, turn.actor, pressed[0], pressed[1] == 1, turn.now)
    turn.answer_tap(turn.t.text("flag-not-decided" if told is None else "flag-decided"))
    notifications.send(turn, told or ())
    _show(turn, pressed[0])


def drop(turn: Turn, pressed: ButtonData) -> None:
    """Whoever wrote a version takes it back."""
    done = rule_versions.drop(turn.session, turn.actor, pressed[0], turn.now)
    turn.answer_tap()
    turn.replace_or_reply(turn.t("flag-dropped" if done else "flag-not-decided"), _back(turn))


def _try(turn: Turn, rule: FlagRule) -> None:
    turn.order(FlagTrialOrder(rule.id, turn.me.member_id))
    turn.reply(turn.t("flag-trying"))


def _say_proposed(turn: Turn, made: rule_versions.Proposed | None) -> None:
    if made is None:
        turn.reply(turn.t("flag-not-proposed"), _back(turn))
        return
    notifications.send(turn, made.told)
    key = "flag-proposed-nobody" if made.others else "flag-proposed-alone"
    if made.told:
        changed = made.rule.version > 1
        key = "flag-proposed-end" if made.rule.removes else "flag-proposed-change" if changed else "flag-proposed"
    turn.replace_or_reply(turn.t(key, number=str(made.rule.number)), _back(turn))


def _show(turn: Turn, rule_id: int) -> None:
    seen = rule_versions.see(turn.session, turn.actor, rule_id)
    if seen is None:
        turn.reply(turn.t("flag-gone"), _back(turn))
        return
    rule = seen.rule
    day = f"{rule.proposed_at.astimezone(turn.installation.zone):%d/%m}"
    described = flag_text.described(turn, seen)
    parts = [
        turn.t("flag-card", rule=described, version=str(rule.version), name=seen.by, day=day),
        turn.t(f"flag-status-{rule.status}"),
    ]
    if rule.removes and rule.status is FlagRuleStatus.PROPOSED:
        parts[1] = turn.t("flag-line-ends", rule=described)
    if rule.tried is not None:
        parts.append(turn.t("flag-card-tried", flagged=str(rule.flagged), tried=str(rule.tried)))
    if seen.standing is not None:
        older = rule_versions.see(turn.session, turn.actor, seen.standing.id)
        if older is not None:
            parts.append(turn.t("flag-card-before", rule=flag_text.described(turn, older)))
    turn.replace_or_reply(RichText.join("\n\n", parts).truncate(_PHONE), _keyboard(turn, seen))


def _keyboard(turn: Turn, seen: RuleSeen) -> Keyboard:
    rule, rule_id = seen.rule, seen.rule.id
    mine = rule.proposed_by == turn.me.member_id
    rows: list[tuple[Button, ...]] = []
    leave = Button(turn.t.text("flag-button-drop"), button_data("flag.drop", rule_id))
    if rule.status is FlagRuleStatus.DRAFT and rule.tried is not None:
        if not too_broad(rule.tried, rule.flagged or 0):
            rows.append((Button(turn.t.text("flag-button-propose"), button_data("flag.propose", rule_id)),))
        rows.append((leave,))
    elif rule.status is FlagRuleStatus.PROPOSED and mine:
        rows.append((leave,))
    elif rule.status is FlagRuleStatus.PROPOSED:
        agree = Button(turn.t.text("flag-button-agree"), button_data("flag.decide", rule_id, 1))
        rows.append((agree, Button(turn.t.text("flag-button-refuse"), button_data("flag.decide", rule_id, 0))))
    elif rule.status is FlagRuleStatus.ACTIVE:
        rows.append(_changes(turn, rule))
    return (*rows, *_back(turn))


def _changes(turn: Turn, rule: FlagRule) -> tuple[Button, ...]:
    """Buttons that change a rule; one that was put together by buttons is ended and made anew."""
    label, rule_id = turn.t.text("flag-button-change"), rule.id
    ends = Button(turn.t.text("flag-button-remove"), button_data("flag.remove", rule_id))
    if rule.kind is FlagKind.WORDS:
        return Button(label, button_data("flag.words", rule_id)), ends
    if rule.kind is FlagKind.COUNT:
        return Button(label, button_data("flag.count", rule_id)), ends
    return (ends,)


def _see(turn: Turn, seen: RuleSeen) -> Button:
    waits = seen.rule.status is FlagRuleStatus.PROPOSED
    label = turn.t.text("flag-button-see-proposed" if waits else "flag-button-see", number=str(seen.rule.number))
    return Button(label, button_data("flag.see", seen.rule.id))


def _back(turn: Turn) -> Keyboard:
    return ((Button(turn.t.text("flag-button-list"), button_data("flag.list")),), *menu.home(turn))


ROUTES = (
    Routes(
        frozenset({Role.STAFF}),
        province=True,
        buttons={
            "flag.list": listed,
            "flag.see": see,
            "flag.add": add,
            "flag.words": words,
            "flag.count": words,
            "flag.field": which_field,
            "flag.choice": which_choice,
            "flag.rise": rise,
            "flag.propose": propose,
            "flag.remove": remove,
            "flag.decide": decide,
            "flag.drop": drop,
        },
        commands={"/quytac": listed},
        words={"quy tắc": "/quytac"},
        labels={"flag-button-list": listed},
        notes=dict.fromkeys(_WRITTEN, written),
    ),
)
