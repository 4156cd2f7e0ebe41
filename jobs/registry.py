"""The registry: which job carries out which order."""

from __future__ import annotations

from jobs import (
    board_cross,
    board_digest,
    board_document,
    board_review,
    compare_reports,
    digest,
    document,
    draw_completeness,
    export_form,
    fetch_file,
    flag_trial,
    form_media,
    import_form,
    invite_people,
    push_reports,
    roster_sheet,
    rota_sheet,
    search_reports,
    survey_export,
    survey_qr,
    write_evaluation,
)
from jobs.context import JobContext
from services.orders import (
    BoardCrossOrder,
    BoardDocumentOrder,
    BoardOrder,
    BoardReviewOrder,
    DigestOrder,
    DocumentOrder,
    EvaluationOrder,
    ExportFormOrder,
    FetchFileOrder,
    FlagTrialOrder,
    FormMediaOrder,
    GridOrder,
    ImportFormOrder,
    LikenessOrder,
    OpenDataOrder,
    Order,
    Result,
    RotaSheetOrder,
    SearchOrder,
    SurveyExportOrder,
    SurveyQrOrder,
)
from services.roster_orders import InvitationsOrder, RosterCopyOrder, RosterLookOrder, RosterTakeOrder


async def carry_out(ctx: JobContext, order: Order) -> Result:
    """Do what was ordered. Raises whatever keeps it from being done now; it is tried again then."""
    match order:
        case DigestOrder():
            return await digest.run(ctx, order)
        case DocumentOrder():
            return await document.run(ctx, order)
        case BoardOrder():
            return await board_digest.run(ctx, order)
        case BoardReviewOrder():
            return await board_review.run(ctx, order)
        case BoardCrossOrder():
            return await board_cross.run(ctx, order)
        case BoardDocumentOrder():
            return await board_document.run(ctx, order)
        case FetchFileOrder():
            return await fetch_file.run(ctx, order)
        case ImportFormOrder():
            return await import_form.run(ctx, order)
        case FormMediaOrder():
            return await form_media.run(ctx, order)
        case ExportFormOrder():
            return await export_form.run(ctx, order)
        case FlagTrialOrder():
            return await flag_trial.run(ctx, order)
        case SearchOrder():
            return await search_reports.run(ctx, order)
        case LikenessOrder():
            return await compare_reports.run(ctx, order)
        case RotaSheetOrder():
            return await rota_sheet.run(ctx, order)
        case GridOrder():
            return await draw_completeness.run(ctx, order)
        case SurveyExportOrder():
            return await survey_export.run(ctx, order)
        case EvaluationOrder():
            return await write_evaluation.run(ctx, order)
        case SurveyQrOrder():
            return await survey_qr.run(ctx, order)
        case RosterCopyOrder():
            return await roster_sheet.run_copy(ctx, order)
        case RosterLookOrder():
            return await roster_sheet.run_look(ctx, order)
        case RosterTakeOrder():
            return await roster_sheet.run_take(ctx, order)
        case OpenDataOrder():
            return await push_reports.run(ctx, order)
        case InvitationsOrder():
            return await invite_people.run(ctx, order)
