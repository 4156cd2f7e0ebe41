"""The pictures, sounds and films that a form shows: checked by their content on the way in, one archive with the form out."""

from __future__ import annotations

import contextlib
import io
import mimetypes
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from sqlmodel import Session

from jobs.context import JobContext, NotFetched
from services.form_rules import LARGEST_FILE
from services.forms import attach
from services.orders import FormMediaChecked, FormMediaOrder
from storage.forms import published_forms
from storage.messaging import stored_files
from uploads.errors import Unfit
from uploads.identify import checked

_KINDS = ("image", "audio", "video")


async def run(ctx: JobContext, order: FormMediaOrder) -> FormMediaChecked:
    """Fetches a file that an unpublished form shows, and keeps it with the form."""
    try:
        fetched = await ctx.fetched(order.account, order.file, limit=LARGEST_FILE)
        mime, content = await ctx.in_worker(clean_attachment, order.shows, fetched)
    except NotFetched as error:
        return FormMediaChecked(refused=str(error))
    except ValueError:
        return FormMediaChecked(refused="not_shown")
    await ctx.database.run(lambda session: attach(session, order.held, order.shows, mime, content, ctx.now()))
    return FormMediaChecked()


def clean_attachment(name: str, content: bytes) -> tuple[str, bytes]:
    """The MIME type and the content to be kept of a file that a form shows: without where and with what it was made.

    A name with no kind of its own may be of any. Raises `Unfit` where the content is no picture, sound or film, or not
    what its name says.
    """
    said = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    for accept in (said,) if said in _KINDS else _KINDS:
        with contextlib.suppress(Unfit):
            found = checked(content, accept)
            return found.mime, found.content
    raise Unfit("not_a_file")


def archive(name: str, extension: str, sheet: bytes, files: Mapping[str, bytes]) -> bytes:
    """A form's sheet and the folder of what it shows beside it, as other tools of the field expect them (`<name>-media`)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(f"{name}.{extension}", sheet)
        for called, content in sorted(files.items()):
            packed.writestr(f"{name}-media/{PurePosixPath(called).name}", content)
    return made.getvalue()


def contents(session: Session, form_id: int) -> dict[str, bytes]:
    """Contents of the files that a version shows, by name."""
    found = {
        name: stored_files.file(session, file_id)
        for name, file_id in published_forms.form_files(session, form_id).items()
    }
    return {name: file.content for name, file in found.items() if file is not None}
