"""Submissions: what a draft says, as a report keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forms.entry.draft import Draft
from handlers.collaborator import said_place
from handlers.filling import open_draft, personal_data
from handlers.filling.open_draft import OpenDraft
from handlers.turn import Turn
from storage.members.units import Known
from storage.reports import reports
from storage.reports.reports import Standing, Submission
from storage.tables import Report, ReportKind, ReportRevision


def of_draft(turn: Turn, done: OpenDraft) -> tuple[Submission, Standing]:
    """A draft that is whole, and how it stands before it is sent."""
    decided, row, coded = personal_data.decided(done), done.row, done.draft.coded()
    standing = reports.standing(turn.session, row.id, turn.me.member_id, row.prompt_id, turn.today, coded)
    return _made(turn, done.draft, done.name, row.form_id, row.prompt_id, decided, coded, standing.named), standing


def of_revision(turn: Turn, report: Report, revision: ReportRevision) -> Submission:
    """An earlier revision of a report, to stand again."""
    name = turn.installation.library.name(turn.session, report.form_id, turn.now)
    draft = open_draft.reopen(turn, report, revision)
    coded = draft.coded()
    named = reports.named_units(turn.session, coded)
    return _made(turn, draft, name, report.form_id, report.prompt_id, revision.personal, coded, named)


def before(turn: Turn, report: Report) -> ReportRevision | None:
    """The revision before the newest; None: there is none, or nothing of it is kept."""
    found = reports.revision(turn.session, report, report.revision - 1)
    return found if found is not None and found.document else None


def _made(
    turn: Turn,
    draft: Draft,
    name: str,
    form_id: int,
    prompt_id: int | None,
    personal: str | None,
    coded: Mapping[str, Sequence[str]],
    named: Mapping[str, Known],
) -> Submission:
    kind = ReportKind(name) if name in set(ReportKind) else ReportKind.THEMATIC
    return Submission(
        kind=kind,
        form_id=form_id,
        prompt_id=prompt_id,
        member_id=turn.me.member_id,
        unit_id=turn.me.unit_id,
        place_id=said_place.unit_of(turn, draft, named),
        document=draft.submission(),
        personal=personal,
        coded=coded,
        places=frozenset(named),
        urgent=kind is ReportKind.URGENT or open_draft.answer_of(draft, "urgency") == "urgent",
    )
