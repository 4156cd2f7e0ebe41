"""Fills an empty database with the demo's province: people, chats, October's prompt, and what was reported."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlmodel import Session

from bot.demo.province.month import CALM, NOT_HEARD, Telling, filled_in, tellings
from bot.demo.province.roster import Province, connect, read, settle
from forms.builtin_forms import NAMES, builtin, default_list
from storage.forms import published_forms
from storage.members import addresses
from storage.prompts import prompts
from storage.reports import reports
from storage.reports.reports import Submission
from storage.tables import (
    Address,
    Alert,
    AlertStatus,
    AssignmentStatus,
    Delivery,
    DeliveryStatus,
    FormVersion,
    Lane,
    NothingReason,
    Prompt,
    PromptKind,
    PromptStatus,
    Report,
    ReportKind,
)

JOINED = date(2026, 9, 14)
"""Since when the network takes part."""

_SEED = 25


def seed(
    session: Session,
    network: str,
    account_name: str,
    chats: Mapping[str, int],
    zone: tzinfo,
    elsewhere: Mapping[str, Sequence[tuple[str, str, str]]] | None = None,
) -> Province:
    """Everything, in the caller's transaction, always the same. `chats`: chat ids by the sandbox's keys.

    `elsewhere`: who is on other networks, with each one's name, our account's and their chat's.
    """
    joined = datetime.combine(JOINED, time(9), zone)
    province = settle(session, joined)
    account = addresses.account(session, network, account_name)
    others = {
        key: [(addresses.account(session, network, name), chat) for network, name, chat in places]
        for key, places in (elsewhere or {}).items()
    }
    places = connect(session, province, account, chats, joined, others)
    forms = _publish(session, joined)
    prompt = _october(session, province, forms["periodic"], zone)
    told = tellings(province, zone)
    _report(session, province, forms, prompt, told, zone)
    _answer(session, province, prompt, told)
    _delivered(session, prompt, places)
    return province


def _publish(session: Session, at: datetime) -> dict[str, FormVersion]:
    return {
        name: published_forms.publish(session, name, builtin(name).title, builtin(name).xml, at, builtin=True)
        for name in NAMES
    }


def _october(session: Session, province: Province, form: FormVersion, zone: tzinfo) -> Prompt:
    """October's prompt, sent on the first of the month."""
    data = read("province")["october"]
    sent = datetime(2026, 10, 1, 9, tzinfo=zone)
    prompt = Prompt(
        kind=PromptKind.MONTHLY,
        status=PromptStatus.SENT,
        form_id=form.id,
        title=data["title"],
        intro=data["intro"],
        unit_id=province.root.id,
        due_at=datetime(2026, 10, 25, 17, tzinfo=zone),
        created_by=province.people["binh"].id,
        created_at=sent - timedelta(days=2),
        send_at=sent,
        sent_at=sent,
    )
    return prompts.add(session, prompt, [(item["text"], item["topic"]) for item in data["items"]])


def _report(
    session: Session,
    province: Province,
    forms: Mapping[str, FormVersion],
    prompt: Prompt,
    told: Sequence[Telling],
    zone: tzinfo,
) -> None:
    """Every telling becomes a report; the urgent ones were taken by the officer on duty within minutes."""
    free = default_list("items")
    asked = [{"name": item.name, "label": item.text, "topic": item.topic} for item in prompts.items(session, prompt.id)]
    places = [{"name": place.code, "label": place.name} for place in province.places] + list(default_list("places"))
    ids = {place.code: place.id for place in province.places}
    rng = random.Random(_SEED)  # noqa: S311 - minutes of a made-up month
    for telling in told:
        draft = filled_in(telling, [*asked, *free] if telling.on_prompt else free, places)
        form_id = forms[telling.form].id
        assert form_id is not None
        submission = Submission(
            kind=ReportKind(telling.form),
            form_id=form_id,
            prompt_id=prompt.id if telling.on_prompt else None,
            member_id=telling.person.id,
            unit_id=telling.person.member.unit_id,
            place_id=ids.get(draft.value("place")),
            document=draft.submission(),
            coded=draft.coded(),
            urgent=telling.form == ReportKind.URGENT,
        )
        report = reports.add(session, submission, telling.at.astimezone(zone).date(), telling.at)
        if report.urgent:
            _taken(session, province, report, telling.at + timedelta(minutes=rng.randint(1, 6)))


def _taken(session: Session, province: Province, report: Report, at: datetime) -> None:
    session.add(
        Alert(
            report_id=report.id,
            unit_id=report.unit_id,
            status=AlertStatus.ACKNOWLEDGED,
            raised_at=report.submitted_at,
            asked=1,
            acknowledged_by=province.people["binh"].id,
            acknowledged_at=at,
        )
    )


def _answer(session: Session, province: Province, prompt: Prompt, told: Sequence[Telling]) -> None:
    """Everybody's part in the prompt: submitted, nothing to report with its reason, or no answer."""
    assert prompt.sent_at is not None
    prompts.assign(session, prompt.id, [person.id for person in province.collaborators])
    submitted = {telling.person.id: telling.at for telling in reversed(told) if telling.on_prompt}
    for member_id, at in submitted.items():
        prompts.set_status(session, prompt.id, member_id, AssignmentStatus.SUBMITTED, at)
    rng = random.Random(_SEED)  # noqa: S311 - as above
    silent = [person.id for person in province.collaborators if person.id not in submitted and person.member.joined_at]
    rng.shuffle(silent)
    reasons = [NothingReason.CALM] * CALM + [NothingReason.NOT_HEARD] * NOT_HEARD
    for member_id, reason in zip(silent, reasons, strict=False):
        at = prompt.sent_at + timedelta(minutes=rng.randrange(60, 24 * 24 * 60))
        prompts.set_status(session, prompt.id, member_id, AssignmentStatus.NOTHING, at, reason)


def _delivered(session: Session, prompt: Prompt, addresses: Sequence[Address]) -> None:
    """The prompt reached everybody who had joined, ten a second; what it said is no longer kept here."""
    assert prompt.sent_at is not None
    first = int(prompt.sent_at.timestamp() * 1_000_000)
    for number, address in enumerate(addresses):
        at = prompt.sent_at + timedelta(milliseconds=100 * number)
        session.add(_sent(address, prompt, first + number, at))
    session.flush()


def _sent(address: Address, prompt: Prompt, number: int, at: datetime) -> Delivery:
    return Delivery(
        id=number,
        account_id=address.account_id,
        address_id=address.id,
        chat=address.chat,
        lane=Lane.BROADCAST,
        status=DeliveryStatus.SENT,
        tries=1,
        created_at=at.astimezone(UTC),
        sent_at=at.astimezone(UTC),
        prompt_id=prompt.id,
    )
