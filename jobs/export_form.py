"""The file under which a form is given out: its sheet, or an archive with what it shows."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlmodel import Session

from jobs.context import JobContext
from jobs.form_media import archive, contents
from jobs.form_workbook import given_out
from services.forms import keep_sheet
from services.orders import ExportFormOrder, FormExported
from storage.forms import published_forms
from storage.messaging import stored_files

LARGEST_ARCHIVE = 45 << 20  # bytes; a bot may send files of 50 MB
_ARCHIVE_KEPT = timedelta(days=1)


async def run(ctx: JobContext, order: ExportFormOrder) -> FormExported:
    """Makes what is not there yet of the two."""
    form = await ctx.database.read(partial(published_forms.get_form, form_id=order.form))
    if form.file_id is None:
        extension, content = await ctx.in_worker(given_out, form.name, form.xml)
        await ctx.database.run(lambda session: keep_sheet(session, order.form, extension, content, ctx.now()))
    size = await ctx.database.read(partial(published_forms.form_files_size, form_id=order.form))
    if not size or size > LARGEST_ARCHIVE:
        return FormExported(left_out=size > 0)
    extension, sheet, files = await ctx.database.read(partial(_whole, form_id=order.form))
    packed = await ctx.in_worker(archive, form.name, extension, sheet, files)

    def keep(session: Session) -> int:
        stored_files.forget_files(session, "form_archive", ctx.now() - _ARCHIVE_KEPT)
        return stored_files.store(session, "form_archive", f"{form.name}.zip", "application/zip", packed, ctx.now())

    return FormExported(archive=await ctx.database.run(keep))


def _whole(session: Session, form_id: int) -> tuple[str, bytes, dict[str, bytes]]:
    """A version's sheet with its extension, and what it shows."""
    file_id = published_forms.get_form(session, form_id).file_id
    sheet = stored_files.file(session, file_id) if file_id is not None else None
    assert sheet is not None, "it was made if there was none"
    return sheet.name.rpartition(".")[2].lower(), sheet.content, contents(session, form_id)
