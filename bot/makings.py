"""What tasks make: digests and documents from figures, what people sent from the network. Each returns what its event carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.runtime.clock import Clock
from bot.runtime.task_runner import Order, TaskRunner
from channels.channel import Channel
from channels.messages import Policy, SendError
from digests.text import leader_text, section_text, sections, staff_text
from forms.authoring.check import LARGEST
from forms.errors import FormError
from handlers.filling.attachments import FETCH
from handlers.leader.digest import DOCUMENT, MAKE
from handlers.staff.form_files import LARGEST_FILE
from handlers.staff.forms import READ, WRITE
from jobs import compile_form
from jobs.form_media import archive, clean_attachment, contents
from jobs.form_workbook import given_out
from storage.engine.database import Database
from storage.forms import published_forms
from storage.members import units
from storage.messaging import stored_files
from storage.statistics import digests
from storage.statistics.figures import Figures, figures, revisions
from storage.tables import Digest, DigestKind
from texts.catalogue import LANGUAGES
from texts.rich import RichText
from uploads.identify import SECONDS, Content, examined, largest
from uploads.isolation import Confined, Exceeded

if TYPE_CHECKING:
    from bot.app import Options

_MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}
LARGEST_ARCHIVE = 45 << 20  # bytes; a bot may send files of 50 MB


class Makings:
    """The program's tasks, by kind."""

    def __init__(
        self, works: TaskRunner, database: Database, options: Options, clock: Clock, channels: Mapping[int, Channel]
    ) -> None:
        self._works = works
        self._database = database
        self._options = options
        self._clock = clock
        self._channels = channels
        self._zone = ZoneInfo(options.timezone)
        works.add(MAKE, self.digest)
        works.add(DOCUMENT, self.document)
        works.add(FETCH, self.file)
        works.add(READ, self.spreadsheet)
        works.add(WRITE, self.form_file)
        self._confined = Confined()
        self._checking = Confined()  # a form being compiled keeps nobody's photo waiting

    async def digest(self, order: Order) -> Order:
        """Counts, writes the pages, draws the chart."""
        kind = DigestKind(order["kind"])
        now = self._clock.now()
        counted, period = await self._database.read(partial(self._count, kind=kind, now=now))
        chart = None
        if any(matter.streams for matter in counted.topics):
            from digests.chart import chart_png

            chart = await self._works.in_worker(chart_png, counted.to_json(), self._options.language)
        pages = json.dumps(self._pages(counted), ensure_ascii=False)

        def store(session: Session) -> int:
            top = units.root(session)
            used = revisions(session, period.first, period.last, now, top.id or 0, since=period.since)
            made = digests.create(session, kind, period.first, period.last, now, counted, used, now)
            if made.pages == "{}":
                made.pages = pages
                if chart is not None:
                    made.chart_id = stored_files.store(session, "digest", "digest.png", "image/png", chart, now)
                session.flush()
            assert made.id is not None
            return made.id

        return {"digest": await self._database.run(store)}

    async def document(self, order: Order) -> Order:
        """The digest as a document ready to sign."""
        from digests.document import Letterhead, document_docx

        digest, chart = await self._database.read(partial(_with_chart, digest_id=int(order["digest"])))
        if digest.document_id is not None:
            return {}
        letterhead = Letterhead(
            board=self._options.board,
            place=self._options.place,
            suffix=self._options.suffix,
            recipients=self._options.recipients,
            superior=self._options.superior,
        )
        content = await self._works.in_worker(
            document_docx,
            digest.figures,
            chart,
            letterhead,
            digest.number,
            digest.last_day,
            self._options.language,
            self._zone,
        )

        def store(session: Session) -> None:
            stored = session.get(Digest, digest.id)
            assert stored is not None
            mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            stored.document_id = stored_files.store(session, "digest", "digest.docx", mime, content, self._clock.now())
            session.flush()

        await self._database.run(store)
        return {}

    async def file(self, order: Order) -> Order:
        """Fetches what a person sent for a report, checks that it is what the order accepts, and takes out where it was made.

        Returns `stored` and `name` ("voice-12.ogg"), or `refused`: too_large, not_fetched, or a code of `Unfit`.
        """
        accept = str(order.get("accept", "image"))
        try:
            fetched = await self._channels[int(order["account"])].fetch(str(order["file"]), limit=largest(accept))
            found: Content | str = await self._checking(examined, fetched.content, accept, seconds=SECONDS)
        except SendError as error:
            if error.policy is Policy.RETRY:
                raise
            return {"refused": "too_large" if error.reason == "too_large" else "not_fetched"}
        except Exceeded:  # of time or memory: what lies in it is more than it looks
            return {"refused": "not_cleaned"}
        if isinstance(found, str):
            return {"refused": found}
        name, now = f"{found.stem}.{found.extension}", self._clock.now()
        stored = await self._database.run(
            lambda session: stored_files.store(session, "report", name, found.mime, found.content, now)
        )
        return {"stored": stored, "name": f"{found.stem}-{stored}.{found.extension}"}

    async def spreadsheet(self, order: Order) -> Order:
        """Fetches a spreadsheet and compiles it; the form is held until staff decide, or what is wrong is told.

        Or, where the order names what it is for, fetches a file that a form being held shows.
        """
        if "shows" in order:
            return await self._attachment(order)
        try:
            fetched = await self._channels[int(order["account"])].fetch(str(order["file"]), limit=LARGEST)
            name, seconds = str(order["name"]), compile_form.SECONDS
            read: Order = await self._confined(compile_form.read_form, fetched.content, name, seconds=seconds)
        except SendError as error:
            if error.policy is Policy.RETRY:
                raise
            code = "too_large" if error.reason == "too_large" else "not_fetched"
            return {"problems": [FormError(code, details={"most": str(LARGEST >> 20)}).as_order()]}
        except Exceeded as error:
            return compile_form.exceeded(error)
        if "problems" in read:
            return read
        title, xml, now = str(read.pop("title")), str(read.pop("xml")), self._clock.now()

        def store(session: Session) -> int:
            file = stored_files.store(session, "form", f"{read['as']}.xlsx", _MIME["xlsx"], fetched.content, now)
            return published_forms.hold(session, title, xml, now, file).id or 0

        return {**read, "held": await self._database.run(store)}

    async def _attachment(self, order: Order) -> Order:
        try:
            fetched = await self._channels[int(order["account"])].fetch(str(order["file"]), limit=LARGEST_FILE)
            mime, content = await self._works.in_worker(clean_attachment, str(order["shows"]), fetched.content)
        except SendError as error:
            if error.policy is Policy.RETRY:
                raise
            return {"refused": "too_large" if error.reason == "too_large" else "not_fetched"}
        except ValueError:
            return {"refused": "not_shown"}
        name, form_id, now = str(order["shows"]), int(order["held"]), self._clock.now()

        def store(session: Session) -> None:
            held = published_forms.find_form(session, form_id)
            if held is not None and not held.name:  # it may be dropped by now
                published_forms.attach(
                    session, form_id, name, stored_files.store(session, "form", name, mime, content, now)
                )

        await self._database.run(store)
        return {}

    async def form_file(self, order: Order) -> Order:
        """The file under which a form is given out: made where it came without a spreadsheet, an archive where it shows files.

        `archive`: the archive's stored file, there for a day; `left_out`: what it shows is too large for a chat.
        """
        form_id, now = int(order["form"]), self._clock.now()
        form = await self._database.read(lambda session: published_forms.get_form(session, form_id))
        if form.file_id is None:
            extension, content = await self._works.in_worker(given_out, form.name, form.xml)

            def store(session: Session) -> None:
                row = published_forms.get_form(session, form_id)
                if row.file_id is None:
                    kept = stored_files.store(
                        session, "form", f"{row.name}.{extension}", _MIME[extension], content, now
                    )
                    row.file_id = kept
                    session.flush()

            await self._database.run(store)
        size = await self._database.read(lambda session: published_forms.form_files_size(session, form_id))
        if not size or size > LARGEST_ARCHIVE:
            return {"left_out": size > 0}
        extension, sheet, files = await self._database.read(partial(_whole, form_id=form_id))
        packed = await self._works.in_worker(archive, form.name, extension, sheet, files)

        def keep(session: Session) -> int:
            stored_files.forget_files(session, "form_archive", now - timedelta(days=1))
            return stored_files.store(session, "form_archive", f"{form.name}.zip", "application/zip", packed, now)

        return {"archive": await self._database.run(keep)}

    def _count(self, session: Session, kind: DigestKind, now: datetime) -> tuple[Figures, Period]:
        today = now.astimezone(self._zone).date()
        if kind is DigestKind.MONTHLY:
            period = Period.month_before(today)
        else:
            period = Period.after(digests.latest(session, DigestKind.DAILY), today)
        top = units.root(session)
        return figures(session, period.first, period.last, now, top.id or 0, since=period.since), period

    def _pages(self, counted: Figures) -> dict[str, dict[str, dict[str, list[object]]]]:
        made = {}
        for language in LANGUAGES:
            leader = {"main": _page(leader_text(counted, language, self._zone))}
            for section in sections(counted):
                leader[section] = _page(section_text(counted, section, language, self._zone))
            made[language] = {
                "leader": leader,
                "staff": {**leader, "main": _page(staff_text(counted, language, self._zone))},
            }
        return made


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a digest; what came after `since` on the day before counts too."""

    first: date
    last: date
    since: datetime | None = None

    @classmethod
    def after(cls, before: Digest | None, today: date) -> Period:
        """From the daily digest made last on: a gap is covered by one digest, and nothing counts twice."""
        if before is None:
            return cls(today - timedelta(days=1), today)
        return cls(min(before.last_day + timedelta(days=1), today), today, before.until)

    @classmethod
    def month_before(cls, today: date) -> Period:
        """The whole calendar month before this one."""
        last = today.replace(day=1) - timedelta(days=1)
        return cls(last.replace(day=1), last)


def _whole(session: Session, form_id: int) -> tuple[str, bytes, dict[str, bytes]]:
    """A version's sheet with its extension, and what it shows."""
    sheet = stored_files.file(session, published_forms.get_form(session, form_id).file_id or 0)
    assert sheet is not None, "it was made if there was none"
    return sheet.name.rpartition(".")[2].lower(), sheet.content, contents(session, form_id)


def _page(text: RichText) -> list[object]:
    return [text.text, text.bold]


def _with_chart(session: Session, digest_id: int) -> tuple[Digest, bytes | None]:
    digest = digests.by_id(session, digest_id)
    assert digest is not None, "digests are not deleted"
    chart = stored_files.file(session, digest.chart_id) if digest.chart_id is not None else None
    return digest, chart.content if chart else None
