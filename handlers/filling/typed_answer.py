"""Typed answers: what one means, and what is said where it, or an old button, is not taken."""

from __future__ import annotations

from forms.entry.draft import Question, Verdict
from forms.model.types import Type
from handlers import personal_notice
from handlers.filling import long_pastes, parse_answer, personal_data, question_card
from handlers.filling.format_answer import date_examples, understood
from handlers.filling.long_pastes import MOST
from handlers.filling.open_draft import OpenDraft
from handlers.turn import Turn
from texts.dates import names_lunar_day
from texts.fold import clean
from texts.rich import RichText

_URGENT, _TEXT_OF, _PLACE = "urgent", "gist", "place"
_WORDS = 3
"""Fewer are a choice mistyped, not an account of what happens."""
_SENTENCE = 6
"""Fewer are a place mistyped, where the place is asked for."""
_NOT_UNDERSTOOD = frozenset(
    (
        "not_a_number",
        "not_whole",
        "not_a_date",
        "not_a_time",
        "not_a_date_time",
        "not_a_choice",
        "not_all_ranked",
        "not_a_place",
        "not_a_file",
    )
)


def meant(turn: Turn, question: Question) -> str | None:
    """The value that was typed; None where it was not understood."""
    return parse_answer.read(question, turn.event.text, turn.local, numbered=_numbered(turn, question))


def _numbered(turn: Turn, question: Question) -> bool:
    """Choices stand on the card with numbers; where everything is typed the menu has understood them before."""
    return not turn.typed_only and question_card.spelled_out(question)


def kept_as(turn: Turn, filling: OpenDraft, question: Question, value: str) -> RichText:
    """Say that an answer was taken, and what it was understood as; also an hour that was typed with a day."""
    said = understood(question, value, turn.t)
    if not said:
        return turn.t("fill-kept")
    hour = parse_answer.hour_beside(question, turn.event.text, turn.local)
    taken = bool(hour) and _hour_of(filling, question, hour)
    kept = turn.t("fill-kept-answer", answer=f"{hour} {said}" if taken else said)
    if question.kind is Type.DATE and names_lunar_day(turn.event.text):
        kept += "\n" + turn.t("fill-lunar-day", day=said)
    return kept + "\n" + turn.t("fill-hour-left") if hour and not taken else kept


def _hour_of(filling: OpenDraft, question: Question, hour: str) -> bool:
    """Keep the hour where the form has a question for it beside the day's (`due`, `due_hour`) and one of its choices is it."""
    ref = f"{question.ref}_hour"
    return any(field.ref == ref for field in filling.draft.form.fields) and filling.draft.put(ref, hour).ok


def not_understood(turn: Turn, question: Question) -> RichText:
    """Why what was typed is no answer here, and what would be; nothing typed is quoted back (privacy 1)."""
    noticed = personal_notice.look(turn)
    if noticed is not None:
        return noticed
    typed = " ".join(turn.event.text.split())[:60]
    key = parse_answer.NOT_UNDERSTOOD.get(question.kind, "fill-not-choice")
    if key == "fill-not-date" and (whole := parse_answer.whole_of(question.appearance)):
        key = "fill-not-year" if whole == "year" else "fill-not-month"
    if key == "fill-not-date" and names_lunar_day(turn.event.text):
        key = "fill-no-lunar-day"
    if (
        key == "fill-not-choice"
        and len(parse_answer.fitting(question.choices, typed, numbered=_numbered(turn, question))) > 1
    ):
        key = "fill-ambiguous"
    return turn.t(
        key, **(date_examples(question, turn.t, turn.today) if key in ("fill-not-date", "fill-no-lunar-day") else {})
    )


def refused(turn: Turn, question: Question, verdict: Verdict) -> RichText:
    """Say why an answer is refused: the form author's own words where there are any."""
    if verdict.author_message:
        return RichText(verdict.author_message)
    if verdict.code in _NOT_UNDERSTOOD:
        return not_understood(turn, question)
    match verdict.code:
        case "too_long":
            return turn.t("fill-too-long", most=verdict.args.get("most", str(MOST)))
        case "out_of_range":
            return turn.t("fill-out-of-range", **verdict.args)
        case "too_many":
            return turn.t("fill-too-many", most=verdict.args["most"])
        case "required" | "constraint":
            return turn.t(f"fill-{verdict.code}")
    return turn.t("fill-not-now")


def stale(turn: Turn, filling: OpenDraft) -> RichText:
    """The sentence for a button of a question that was answered already."""
    question = filling.question
    if question is not None and question.number:
        return turn.t("fill-stale", number=question.number, total=question.total)
    return turn.t("fill-stale-end")


def keep_own_words(turn: Turn, begun: OpenDraft, words: str) -> RichText | None:
    """Add words to the text of an urgent report. Returns what is said of it; None: they are not kept here.

    The place is not looked for in a sentence: the question about it takes its own answer, and a sentence there is an account.
    """
    words, draft, question = clean(words), begun.draft, begun.question
    if begun.name != _URGENT or begun.undecided or len(words.split()) < _WORDS:
        return None
    if question is not None and question.kind is not Type.SELECT_ONE:
        return None
    if question is not None and question.ref.endswith(f"/{_PLACE}") and len(words.split()) < _SENTENCE:
        return None
    ref = add_to_gist(begun, turn.event.message_id, words)
    return turn.t("fill-kept-as", label=draft.form.label(ref, draft.language)) if ref else None


def add_to_gist(begun: OpenDraft, message_id: str, words: str) -> str:
    """Add words to the text that a report is about. Returns the question; "": the form has none, or it does not take them."""
    form = begun.draft.form
    if not form.has_one(_TEXT_OF):
        return ""
    ref = next(field.ref for field in form.fields if field.name == _TEXT_OF)
    if not long_pastes.add(begun, ref, message_id, words):
        return ""
    personal_data.look(begun, ref)
    return ref


def waiting_caption(begun: OpenDraft) -> str:
    """The words that may answer the question being asked, "" where there are none or it takes no words."""
    question = begun.question
    takes = question is not None and question.kind is Type.TEXT and not begun.undecided
    return "\n".join(begun.state.waiting.values()) if takes else ""


def use_caption(begun: OpenDraft, question: Question) -> bool:
    """Answer the question with the words that wait, each on a line. False: it takes none of them."""
    state, taken = begun.state, False
    for message_id, words in list(state.waiting.items()):
        if long_pastes.add(begun, question.ref, message_id, words):
            del state.waiting[message_id]
            taken = True
    personal_data.look(begun, question.ref)
    return taken
