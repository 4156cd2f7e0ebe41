"""Handle system events: an hour came, a message was lost, a task ended."""

from __future__ import annotations

from handlers import completion, notifications, personal_notice
from handlers.filling import attachments
from handlers.leader import board_archive, digest
from handlers.notify import account_warnings, outage_messages, prompt_messages, quota_warnings, survey_messages
from handlers.staff import (
    board_cross_cards,
    board_draft_cards,
    board_reviews,
    broadcasts,
    completeness_files,
    duty_rota,
    evaluation_files,
    flag_rules,
    forms,
    inviting,
    issues,
    poll_cards,
    prompts,
    restored,
    roster_exchange,
    search_pages,
    survey_links,
    survey_results,
    surveys,
)
from handlers.turn import Turn
from services import (
    alerts,
    bulk_exports,
    event_types,
    groups,
    open_data,
    outages,
    progress,
    quiet_hours,
    reminders,
    restores,
    schedules,
    telling,
    unsent_drafts,
)
from services.event_types import (
    AccountRefused,
    AlertLost,
    AlertUnanswered,
    BroadcastMoved,
    DailyDigestDue,
    DoneQuestionDue,
    ExportWaits,
    GroupPollDue,
    GroupRefused,
    IssueWatchEnded,
    MessageStands,
    MonthlyDigestDue,
    MonthlyPromptDue,
    NoticesSettled,
    OpenDataDue,
    OutageOver,
    OwnRemindersDue,
    PromptDue,
    PromptOver,
    QuotaRunsLow,
    RemindersDue,
    RestoreUndecided,
    SurveyDue,
    SystemEvent,
    UrgentUnsent,
    VerificationOverdue,
    WeeklyIssuesDue,
)
from services.issues import assessment, feedback, verification, weekly_list
from services.orders import (
    BoardCrossMade,
    BoardCrossOrder,
    BoardDocumentMade,
    BoardDocumentOrder,
    BoardDrafted,
    BoardOrder,
    BoardRefused,
    BoardReviewMade,
    BoardReviewOrder,
    DigestMade,
    DigestOrder,
    DocumentMade,
    DocumentOrder,
    EvaluationMade,
    EvaluationOrder,
    ExportFormOrder,
    FetchFileOrder,
    FileFetched,
    FlagTrialMade,
    FlagTrialOrder,
    FormExported,
    FormMediaChecked,
    FormMediaOrder,
    FormRead,
    FormRefused,
    GridMade,
    GridOrder,
    ImportFormOrder,
    LikenessMade,
    LikenessOrder,
    OpenDataOrder,
    OpenDataSent,
    RotaSheetOrder,
    RotaSheetRead,
    SearchMade,
    SearchOrder,
    SurveyExported,
    SurveyExportOrder,
    SurveyQrMade,
    SurveyQrOrder,
    TaskEnded,
)
from services.roster_orders import (
    InvitationsMade,
    InvitationsOrder,
    RosterCopied,
    RosterCopyOrder,
    RosterLooked,
    RosterLookOrder,
    RosterRefused,
    RosterTaken,
    RosterTakeOrder,
)
from storage.tables import DigestKind


def dispatch(turn: Turn, event: SystemEvent) -> None:
    """Hand an event to the conversation that it concerns."""
    match event:
        case TaskEnded():
            _ended(turn, event)
        case MonthlyPromptDue() | DailyDigestDue() | MonthlyDigestDue() | WeeklyIssuesDue() if schedules.put_off(
            turn.session, event_types.name_of(event), turn.now
        ):
            pass  # it comes on the next day on which people work
        case DailyDigestDue() | WeeklyIssuesDue() if quiet_hours.put_off(
            turn.session, event_types.name_of(event), turn.now
        ):
            pass  # it comes in the morning
        case MonthlyPromptDue():
            prompts.by_rule(turn)
        case PromptDue():
            prompts.ripe(turn, event.prompt)
        case PromptOver():
            zone = turn.installation.zone
            prompt_messages.send(turn, progress.close(turn.session, event.prompt, turn.now, zone))
        case SurveyDue():
            surveys.due(turn, event.survey)
        case GroupPollDue():
            poll_cards.due(turn, event.poll)
        case BroadcastMoved():
            broadcasts.moved(turn, event.broadcast)
        case OwnRemindersDue(minutes):
            zone = turn.installation.zone
            prompt_messages.send(turn, reminders.due(turn.session, turn.now, zone, minutes))
        case RemindersDue():
            zone = turn.installation.zone
            prompt_messages.send(turn, reminders.due(turn.session, turn.now, zone))
        case DailyDigestDue():
            digest.due(turn, DigestKind.DAILY)
        case MonthlyDigestDue():
            digest.due(turn, DigestKind.MONTHLY)
        case WeeklyIssuesDue():
            notifications.send(turn, weekly_list.due(turn.session, turn.now, turn.installation.zone))
        case AlertUnanswered():
            plan = turn.installation.alert_plan
            notifications.send(turn, alerts.escalate(turn.session, event.alert, turn.now, plan))
        case AlertLost():
            plan = turn.installation.alert_plan
            notifications.send(turn, alerts.lost(turn.session, event.address, turn.now, plan))
        case MessageStands():
            personal_notice.stands(turn, event.address)
        case VerificationOverdue():
            notifications.send(turn, verification.overdue(turn.session, event.verification, turn.now))
        case NoticesSettled():
            notifications.send(turn, telling.settle(turn.session, turn.now, event.notices))
        case DoneQuestionDue():
            notifications.send(turn, feedback.ask_whether_done(turn.session, event.issue, turn.now))
        case ExportWaits():
            notifications.send(turn, bulk_exports.tell(turn.session, event.request, turn.now))
        case OpenDataDue():
            order, told = open_data.hour_came(turn.session, event.consent, turn.now)
            notifications.send(turn, told)
            if order is not None:
                turn.order(order)
        case IssueWatchEnded():
            notifications.send(turn, assessment.ended(turn.session, event.issue, turn.now))
        case UrgentUnsent():
            notifications.send(turn, unsent_drafts.ask(turn.session, event.draft, turn.now))
        case GroupRefused():
            notifications.send(turn, groups.unserved(turn.session, event.group, turn.now))
        case AccountRefused():
            account_warnings.refused(turn, event.account, event.reason)
        case QuotaRunsLow():
            quota_warnings.warn(turn, event.account, event.percent)
        case RestoreUndecided():
            restored.ask(turn, restores.ask(turn.session, event.restore, turn.now))
        case OutageOver():
            kept = outages.keep_surveys_open(turn.session, turn.now, turn.installation.zone)
            survey_messages.send(turn, kept)
            outage_messages.send(turn, outages.tell(turn.session, turn.now, turn.installation.zone))


def _ended(turn: Turn, task: TaskEnded) -> None:
    """Result None: the task was given up."""
    turn.asked_at = task.asked_at
    match task.order, task.result:
        case FetchFileOrder() as order, FileFetched() | None as result:
            waiting = attachments.fetched(turn, order, result)
            if waiting is not None:
                completion.finish(turn, waiting)
        case ImportFormOrder() as order, FormRead() | FormRefused() | None as result:
            forms.read(turn, order, result)
        case FormMediaOrder() as order, FormMediaChecked() | None as result:
            forms.media_checked(turn, order, result)
        case ExportFormOrder() as order, FormExported() | None as result:
            forms.written(turn, order, result)
        case FlagTrialOrder() as order, FlagTrialMade() | None as result:
            flag_rules.tried(turn, order, result)
        case SearchOrder() as order, SearchMade() | None as result:
            search_pages.found(turn, order, result)
        case LikenessOrder() as order, LikenessMade() | None:
            issues.compared(turn, order)
        case RotaSheetOrder() as order, RotaSheetRead() | None as result:
            duty_rota.sheet_read(turn, order, result)
        case RosterCopyOrder() as order, RosterCopied() | None as result:
            roster_exchange.copied(turn, order, result)
        case RosterLookOrder() as order, RosterLooked() | RosterRefused() | None as result:
            roster_exchange.looked(turn, order, result)
        case RosterTakeOrder() as order, RosterTaken() | RosterLooked() | RosterRefused() | None as result:
            roster_exchange.taken(turn, order, result)
        case InvitationsOrder() as order, InvitationsMade() | None as result:
            inviting.made(turn, order, result)
        case EvaluationOrder() as order, EvaluationMade() | None as result:
            evaluation_files.made(turn, order, result)
        case GridOrder() as order, GridMade() | None as result:
            completeness_files.made(turn, order, result)
        case SurveyQrOrder() as order, SurveyQrMade() | None as result:
            survey_links.pictured(turn, order, result)
        case SurveyExportOrder() as order, SurveyExported() | None as result:
            survey_results.exported(turn, order, result)
        case OpenDataOrder() as order, OpenDataSent() | None as result:
            notifications.send(turn, open_data.ended(turn.session, order, result, turn.now))
        case DigestOrder() as order, DigestMade() as result:
            digest.made(turn, order, result)
        case DocumentOrder() as order, DocumentMade():
            digest.document_made(turn, order)
        case BoardOrder() as order, BoardDrafted() | BoardRefused() | None as result:
            board_draft_cards.drafted(turn, order, result)
        case BoardReviewOrder() as order, BoardReviewMade() | None as result:
            board_reviews.made(turn, order, result)
        case BoardCrossOrder() as order, BoardCrossMade() | None as result:
            board_cross_cards.made(turn, order, result)
        case BoardDocumentOrder() as order, BoardDocumentMade() | None as result:
            board_archive.document_made(turn, order, result)
        case (DigestOrder() | DocumentOrder()) as order, None:
            digest.failed(turn, order)
        case order, result:
            raise ValueError(f"{type(result).__name__} is no result of {type(order).__name__}")
