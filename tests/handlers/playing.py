"""What conversations have in common: a prompt that is there, a report filled in, a look at what is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from storage.forms import published_forms
from storage.members import invitations, units
from storage.prompts import prompts
from storage.reports import reports
from storage.reports.reports import Submission
from storage.tables import DraftRow, Member, MemberRole, Prompt, PromptKind, PromptStatus, ReportKind, Role, Rule
from tests.stage import Person, Stage

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
GIST = "Người dân lo giá phân bón tăng cao, làm lúa không có lãi."
PROPOSAL = "Đề nghị công khai giá vật tư."
TITLE = "Nội dung nắm bắt tháng 11"
ISSUE = "Giá phân bón tăng trong vụ đông"
MATTERS = [("Giá vật tư nông nghiệp tăng", "Nông nghiệp"), ("Sáp nhập thôn, tổ dân phố", "Xây dựng Đảng")]
UP_TO_URGENCY = (
    ("press", "Giá vật tư"),
    ("say", GIST),
    ("press", "Nông dân"),
    ("press", "Phụ nữ"),
    ("press", "Xong"),
    ("press", "Băn khoăn"),
    ("press", "Khoảng ba phần tư"),
)
DETAILS = (
    ("press", "Ghi thêm chi tiết"),
    ("press", "Không đồng tình"),
    ("press", "Một khu dân cư"),
    ("press", "Trao đổi trực tiếp"),
    ("press", "Xong"),
    ("press", "Bỏ qua"),
    ("press", "Có thể lan rộng"),
    ("say", PROPOSAL),
)
QUICK = (*UP_TO_URGENCY, ("press", "Bình thường"))
"""The six questions."""
WHOLE = (*QUICK, *DETAILS)


def local(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """An instant of 2026 in Vietnam."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


async def play(person: Person, steps: Sequence[tuple[str, str]]) -> None:
    for what, text in steps:
        await (person.presses(text) if what == "press" else person.says(text))


async def write_prompt(
    binh: Person,
    *,
    kind: str = "Yêu cầu nắm bắt hằng tháng",
    title: str = TITLE,
    audience: str = "Toàn tỉnh",
    due: str = "25/11",
    when: str = "Gửi ngay",
    month: str = "tháng 12/2026",
) -> None:
    """Bình writes a prompt up to its preview."""
    await binh.says("/soan")
    await binh.presses(kind)
    await binh.says(title)
    for text, topic in MATTERS:
        await binh.says(text)
        await binh.says(topic)
    await binh.presses("Bỏ qua")
    await binh.presses(audience)
    await binh.says(due)
    await binh.presses(when)
    if when.startswith("Theo lịch") and kind.startswith("Yêu cầu nắm bắt hằng"):
        await binh.presses(month)
    await binh.presses("✓ Xem trước")


async def send_prompt(binh: Person) -> None:
    """Bình writes the month's content, looks at it and sends it."""
    await write_prompt(binh)
    binh.has_seen("2 cộng tác viên")
    await binh.presses("✓ Gửi đi")


def prompt_there(
    stage: Stage,
    *,
    title: str = TITLE,
    due: datetime | None = None,
    audience: str = "T",
    form: str = "periodic",
    matters: Sequence[tuple[str, str]] = ((MATTERS[0][0], "farming"), (MATTERS[1][0], "party")),
) -> int:
    """A prompt that was sent, without having played how; returns its id."""

    def work(session: Session) -> int:
        unit, published = units.by_code(session, audience), published_forms.latest(session, form)
        staff = session.scalars(select(Member.id).where(Member.code == "binh")).one()
        now = stage.world.clock.now()
        assert unit and unit.id and published and published.id and staff
        prompt = Prompt(
            kind=PromptKind.MONTHLY,
            status=PromptStatus.SENT,
            form_id=published.id,
            title=title,
            intro="",
            unit_id=unit.id,
            due_at=due or now + timedelta(days=20),
            created_by=staff,
            created_at=now,
            send_at=now,
            sent_at=now,
        )
        prompts.add(session, prompt, list(matters))
        assert prompt.id is not None
        prompts.assign(session, prompt.id, prompts.audience(session, unit.id))
        return prompt.id

    return stage.database.run_now(work)


async def begin_report(person: Person, title: str = TITLE) -> None:
    """Opens the report on a prompt from the menu."""
    await person.says("/menu")
    await person.presses(f"Báo cáo: {title}")


def member_id(stage: Stage, code: str) -> int:
    return stage.look(lambda s: s.scalars(select(Member.id).where(Member.code == code)).one()) or 0


def kept(stage: Stage, code: str, name: str) -> list[str]:
    """The answer to a question in each of a member's drafts, the one touched last first."""
    who = member_id(stage, code)

    def work(session: Session) -> list[str]:
        rows = session.scalars(select(DraftRow).where(DraftRow.member_id == who).order_by(DraftRow.updated_at.desc()))  # type: ignore[attr-defined]
        return [value(row.document, name) for row in rows]

    return stage.look(work)


def value(document: str, name: str) -> str:
    """What stands in a document under a name; empty where nothing does."""
    found = re.search(rf"<{name}(?: [^>]*)?>(.*?)</{name}>", document, re.DOTALL)
    return unescape(found[1]) if found else ""


def line(person: Person, label: str) -> str:
    """The number of a line on the review page."""
    text = person.has_seen("Xem lại").text
    found = re.search(rf"^(\d+)\. {re.escape(label)}", text, re.MULTILINE)
    assert found, text
    return found[1]


async def joins(
    stage: Stage,
    key: str,
    name: str,
    role: Role,
    *,
    unit: str = "T",
    duty: int | None = None,
    officer: str = "",
    agrees: bool = True,
) -> Person:
    """One more member. `officer`: they report singly, known to this officer alone."""

    def work(session: Session) -> str:
        home = units.by_code(session, unit)
        assert home and home.id
        known = session.scalars(select(Member.id).where(Member.code == officer)).one() if officer else None
        member = Member(code=key, name=name, unit_id=home.id, duty=duty, single=bool(officer), officer_id=known)
        session.add(member)
        session.flush()
        assert member.id
        session.add(MemberRole(member_id=member.id, role=role))
        return invitations.create(session, member.id, stage.world.clock.now())

    code = stage.codes[key] = stage.database.run_now(work)
    stage.world.add_person(key, name)
    person = stage.person(key)
    if agrees:
        await person.starts(code)
        await person.presses("Đồng ý tham gia")
    return person


def report_there(stage: Stage, code: str, *, topic: str = "farming", main: str = "concerned", gist: str = "") -> None:
    """A report that was sent, without having played how."""

    def work(session: Session) -> None:
        member = session.scalars(select(Member).where(Member.code == code)).one()
        form = published_forms.latest(session, "periodic")
        assert member.id and form and form.id
        coded = {"topic": [topic], "main": [main], f"share_{main}": ["75"], "strata": ["farmers"]}
        now = stage.world.clock.now()
        document = f"<data><gist>{gist}</gist></data>" if gist else "<data/>"
        sent = Submission(
            ReportKind.PERIODIC, form.id, None, member.id, member.unit_id, member.unit_id, document, coded, False
        )
        reports.add(session, sent, now.astimezone(ZONE).date(), now)

    stage.database.run_now(work)


def only(stage: Stage, *names: str) -> None:
    """Only these rules come round."""

    def work(session: Session) -> None:
        for rule in session.scalars(select(Rule)):
            rule.enabled = rule.name in names

    stage.database.run_now(work)


async def issue_there(stage: Stage, binh: Person) -> None:
    """An reported, and Bình has opened an issue of it whose card he sees."""
    only(stage)
    an = stage.person("an")
    prompt_there(stage)
    await begin_report(an)
    await play(an, WHOLE)
    await an.presses("Gửi")
    await binh.says("BC-1126-001")
    await binh.presses("Gộp vào vấn đề")
    await binh.says(ISSUE)
    await binh.presses("Xem vấn đề")
