"""The results of a survey as a file: a document with its method, a workbook, a tidy table."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

from sqlmodel import Session

from digests import survey_chart, survey_report
from digests.survey_report import SurveyReport
from jobs.context import JobContext
from jobs.draw_pictures import drawn
from services.actor import Actor
from services.orders import SurveyExported, SurveyExportOrder
from services.surveys import policy_comparison, results
from storage.members import members
from storage.messaging import stored_files
from storage.surveys import surveys
from storage.tables import Role

_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "png": "image/png",
}


async def run(ctx: JobContext, order: SurveyExportOrder) -> SurveyExported:
    """Counts the answers, and makes the file in a worker."""
    report = await ctx.database.read(partial(_report, order=order, board=ctx.letterhead.board, zone=ctx.zone))
    if order.kind == "png":
        if not survey_chart.has_chart(report):
            return SurveyExported(None, "no_chart")
        png = await drawn(ctx.in_worker, survey_chart.chart_png, report, ctx.language)
        if png is None:
            return SurveyExported(None, "not_drawn")
        content = png
    elif order.kind == "docx":
        wanted = survey_chart.has_chart(report)
        chart = await drawn(ctx.in_worker, survey_chart.chart_png, report, ctx.language) if wanted else None
        missing = wanted and chart is None
        content = await ctx.in_worker(survey_report.document, report, ctx.language, ctx.zone, chart, missing)
    elif order.kind == "xlsx":
        content = await ctx.in_worker(survey_report.workbook, report, ctx.language, ctx.zone)
    else:
        content = await ctx.in_worker(survey_report.tidy_csv, report, ctx.language)
    name = f"khao-sat-{order.survey}.{order.kind}"
    keep = partial(_keep, name=name, mime=_MIME[order.kind], content=content, ctx=ctx)
    return SurveyExported(await ctx.database.run(keep))


def _report(session: Session, order: SurveyExportOrder, board: str, zone: tzinfo) -> SurveyReport:
    survey = surveys.get(session, order.survey)
    assert survey is not None, "surveys are not deleted"
    counted = results.count(session, survey)
    roles = {role for role in (Role.STAFF, Role.LEADER) if order.member in members.with_role(session, role)}
    earlier = (
        policy_comparison.comparison(session, Actor(order.member, frozenset(roles)), counted, zone) if roles else None
    )
    return results.report(counted, board, earlier)


def _keep(session: Session, name: str, mime: str, content: bytes, ctx: JobContext) -> int:
    return stored_files.store(session, "digest", name, mime, content, ctx.now())
