"""Rules that flag reports, in words."""

from __future__ import annotations

from forms.builtin_forms import builtin
from handlers.turn import Turn
from services.flags.rule_versions import RuleSeen
from services.flags.specs import AnswerIs, Rise, Several, Words
from texts.rich import RichText

FIELDS = ("urgency", "main", "spread", "forecast", "cause", "source", "topic")
"""Questions of the periodic form whose answers may flag a report."""
_WORDS = 12


def described(turn: Turn, seen: RuleSeen) -> str:
    """A rule by its number, with what it looks for and where."""
    return turn.t.text("flag-rule", number=str(seen.rule.number), what=_what(turn, seen), unit=seen.unit)


def tripped(turn: Turn, rules: list[RuleSeen]) -> list[RichText]:
    """A line for each rule that a report has tripped."""
    return [turn.t("flag-report", rule=described(turn, rule)) for rule in rules]


def question(turn: Turn, field: str) -> str:
    """A question as it is asked."""
    return builtin("periodic").label(field, turn.t.language)


def choices(turn: Turn, field: str) -> dict[str, str]:
    """The possible answers to a question, by name, as the reader's language says it."""
    form = builtin("periodic")
    itemset = form.field(field).itemset
    names = form.choice_labels[itemset.instance] if itemset is not None else {}
    return {name: form.choice_label(field, name, turn.t.language) for name in names}


def _what(turn: Turn, seen: RuleSeen) -> str:
    match seen.spec:
        case Words(words):
            shown = ", ".join(words[:_WORDS]) + (", …" if len(words) > _WORDS else "")
            return turn.t.text("flag-what-words", words=shown)
        case AnswerIs(field, choice):
            answer = choices(turn, field).get(choice, choice)
            return turn.t.text("flag-what-answer", question=question(turn, field), answer=answer)
        case Several(reports, hours):
            return turn.t.text("flag-what-count", reports=str(reports), hours=str(hours))
        case Rise(method):
            return turn.t.text(f"flag-what-rise-{method}")
