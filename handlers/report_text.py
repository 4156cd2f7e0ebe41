"""Reports as staff read them: what they say, masked, and nothing of who says it (privacy 1 and 3)."""

from __future__ import annotations

from forms.builtin_forms import default_list
from forms.entry.draft import Draft
from handlers.filling import format_answer
from handlers.filling.open_draft import answer_of, reopen
from handlers.turn import Turn
from storage.members import units
from storage.reports import review
from storage.tables import Report
from texts.personal import Kind, find, mask
from texts.rich import RichText

_LINE = 900


def document(turn: Turn, report: Report) -> Draft:
    """A report as it was sent last."""
    return reopen(turn, report)


def read(turn: Turn, report: Report) -> Draft | None:
    """The same; None: it cannot be read here, being of a form that this program does not read or not whole."""
    try:
        return reopen(turn, report)
    except ValueError:
        return None


def lines(turn: Turn, report: Report) -> RichText:
    """Every answer of a report by its label, or why there is none."""
    if report.withdrawn_at is not None:
        return turn.t("undo-emptied")
    draft = read(turn, report)
    if draft is None:
        return turn.t("review-unreadable")
    found = [
        turn.t("review-answer", label=line.label, answer=masked(turn, format_answer.answered(line, turn.t))[:_LINE])
        for line in draft.review()
        if line.answered and line.shown and not line.opens
    ]
    return RichText.join("\n", found) if found else turn.t("review-emptied")


def masked(turn: Turn, text: str) -> str:
    """A text without what is personal in it."""
    return mask(text, find(text), {kind: turn.t.text(f"personal-mask-{kind}") for kind in Kind})


def head(turn: Turn, report: Report) -> RichText:
    """The number, day, topic and place of a report."""
    said = turn.t(
        "review-head",
        number=report.number,
        day=f"{report.day:%d/%m}",
        topic=topic(turn, report),
        place=place(turn, report),
    )
    marks = [turn.t("late-mark")] if report.late else []
    marks += [turn.t("training-mark")] if report.training else []
    marks += [turn.t("undo-mark")] if report.withdrawn_at is not None else []
    return RichText.join(" · ", [said, *marks])


def topic(turn: Turn, report: Report) -> str:
    """Say what a report is about: as coded, or as an urgent one says it."""
    coded = review.coded(turn.session, report.id)
    name = next(iter(coded.get("topic", ())), "")
    return topics(turn).get(name) or topic_called(turn, name, read(turn, report))


def topic_called(turn: Turn, name: str, draft: Draft | None) -> str:
    """The same of a report that was read already (None: it cannot be), by its coded topic ("": it has none)."""
    labels = topics(turn)
    if name in labels:
        return labels[name]
    shown = {line.name: line.shown for line in draft.review()} if draft is not None else {}
    return shown.get("what") or turn.t.text("alert-no-topic")


def topics(turn: Turn) -> dict[str, str]:
    """The topics by their names, as the reader's language calls them."""
    return {row["name"]: row["label"] for row in default_list("topic", turn.t.language)}


def place(turn: Turn, report: Report) -> str:
    """The unit that a report speaks of, else the one that it comes from."""
    return units.get(turn.session, report.place_id or report.unit_id).name


def gist(turn: Turn, draft: Draft) -> str:
    """The few sentences of a report, masked; "" where it has none."""
    return masked(turn, answer_of(draft, "gist") or answer_of(draft, "how"))
