"""A spreadsheet that staff sent: fetched and compiled; the form waits until they decide."""

from __future__ import annotations

from forms.authoring.check import LARGEST
from forms.errors import FormError
from jobs import compile_form
from jobs.compile_form import CompiledForm
from jobs.context import JobContext, NotFetched
from services import forms
from services.orders import FormRead, FormRefused, ImportFormOrder
from uploads.isolation import Exceeded


async def run(ctx: JobContext, order: ImportFormOrder) -> FormRead | FormRefused:
    """Keeps the compiled form unpublished, or says all that is wrong with it."""
    try:
        sheet = await ctx.fetched(order.account, order.file, limit=LARGEST)
        read = await ctx.isolated_forms(compile_form.read_form, sheet, order.name, seconds=compile_form.SECONDS)
    except NotFetched as error:
        return FormRefused((FormError(str(error), details={"most": str(LARGEST >> 20)}),))
    except Exceeded as error:
        return FormRefused((compile_form.exceeded(error),))
    if not isinstance(read, CompiledForm):
        return FormRefused(read)
    form = read
    held = await ctx.database.run(
        lambda session: forms.hold(session, form.name, form.title, form.xml, form.sheet, ctx.now())
    )
    return FormRead(held, form.name, form.questions, form.missing, form.media, form.warnings)
