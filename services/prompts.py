"""Prompts until they go out: confirmed by staff, waiting for their hour, changed, called off, sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlmodel import Session

from services import audit, broadcasts, staff_scope
from services.actor import PROGRAM, Actor, require
from services.audiences import ALL, Audience
from services.broadcasts import RoundResult
from services.notifications import NothingPrepared, PromptNotification, PromptOverdue
from services.schedules import comes_at, next_fire
from storage.members import addresses, reach
from storage.messaging import schedule_rules, stored_files
from storage.prompts import prompt_files, prompts
from storage.tables import Prompt, PromptKind, PromptStatus, Role


@dataclass(frozen=True, slots=True)
class Written:
    """A prompt as it was written.

    `send_at`: None for what the monthly rule sends, in the month that begins on `month`. `matters`: each (text, topic).
    """

    kind: PromptKind
    form_id: int
    title: str
    intro: str
    unit_id: int
    due_at: datetime
    send_at: datetime | None
    month: date | None
    matters: Sequence[tuple[str, str]]
    audience: Audience = ALL
    files: Sequence[str] = ()
    """Answers that name stored files, in the order in which they go out."""

    def as_prompt(self, actor: Actor, now: datetime) -> Prompt:
        """The row that it would be."""
        return Prompt(
            kind=self.kind,
            status=PromptStatus.SCHEDULED,
            form_id=self.form_id,
            title=self.title,
            intro=self.intro,
            unit_id=self.unit_id,
            audience=self.audience.dump(),
            due_at=self.due_at,
            created_by=actor.acting_id,
            created_at=now,
            send_at=self.send_at,
            month=self.month,
        )


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A prompt that was confirmed. `launched`: how it went out, None where it waits.

    `done`: False where the prompt that was to be changed does not wait any more; `prompt` is that one as it stands.
    """

    prompt: Prompt
    done: bool
    launched: RoundResult | None = None


@dataclass(frozen=True, slots=True)
class ByRule:
    """Prompts that leave at an hour, or the word to staff that none does."""

    launched: Sequence[RoundResult] = ()
    told: Sequence[PromptNotification] = ()


def schedule(session: Session, actor: Actor, draft_id: int, written: Written, now: datetime) -> Scheduled:
    """Confirm what was written in a draft: it leaves now or waits; a change takes the place of its prompt.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    changed = prompts.changed_by_draft(session, draft_id)
    prompt = written.as_prompt(actor, now)
    if changed is not None and not prompts.replace(session, changed, prompt, written.matters):
        prompts.end_change(session, changed)  # confirmed once more it is a prompt of its own
        return Scheduled(changed, False)
    if changed is not None:
        prompt = changed
        audit.note(session, actor, now, "prompt.change", f"prompt:{prompt.id}")
    else:
        prompt = prompts.add(session, prompt, written.matters)
        audit.note(session, actor, now, "prompt.schedule", f"prompt:{prompt.id}")
    named = [(stored_files.number_in(file), file) for file in written.files]
    prompt_files.put(session, prompt.id, [(number, file) for number, file in named if number is not None])
    if prompt.send_at is None or prompt.send_at > now:
        return Scheduled(prompt, True)
    return Scheduled(prompt, True, broadcasts.launch(session, actor, prompt, now))


def begin_change(session: Session, actor: Actor, prompt: Prompt, draft_id: int) -> bool:
    """Note in which draft a prompt that waits is changed. False: it does not wait any more."""
    require(actor, Role.STAFF)
    return staff_scope.covers(session, actor, prompt.unit_id) and prompts.begin_change(session, prompt, draft_id)


def cancel(session: Session, actor: Actor, prompt_id: int, now: datetime) -> Scheduled | None:
    """Call off a prompt that waits; `done` is False where somebody or its hour was first.

    None: there is no such prompt.
    """
    prompt = seen(session, actor, prompt_id)
    if prompt is None:
        return None
    done = prompts.set_cancelled(session, prompt, actor.member_id, now)
    if done:
        audit.note(session, actor, now, "prompt.cancel", f"prompt:{prompt_id}")
    return Scheduled(prompt, done)


def ripe(session: Session, prompt_id: int, now: datetime, leaves: datetime) -> ByRule:
    """The hour of a prompt has come, or that of its answers: then it is too late, and staff are told once.

    `leaves`: when it would reach its audience.
    """
    prompt = prompts.get(session, prompt_id)
    if prompt is None or prompt.status is not PromptStatus.SCHEDULED:
        return ByRule()
    if prompt.due_at > leaves:
        stands = broadcasts.launch(session, PROGRAM, prompt, now)
        return ByRule([stands] if stands is not None else [])
    if not prompts.set_cancelled(session, prompt, None, now):
        return ByRule()
    audit.note(session, PROGRAM, now, "prompt.cancel", f"prompt:{prompt_id}")
    return ByRule(told=[PromptOverdue(person, prompt) for person in _staff(session, now, prompt.unit_id)])


def by_rule(session: Session, now: datetime, zone: tzinfo) -> ByRule:
    """The monthly hour has come: what was prepared for this month leaves.

    Where no monthly prompt is prepared, planned or sent for this month, staff are told.
    """
    first = month_of(now, zone)
    waiting = [prompt for prompt in prompts.for_monthly_rule(session, first) if prompt.due_at > now]
    launched = [broadcasts.launch(session, PROGRAM, prompt, now) for prompt in waiting]
    since, until = (datetime(day.year, day.month, 1, tzinfo=zone) for day in (first, month_after(first)))
    went = [stands for stands in launched if stands is not None]
    monthly = any(prompt.kind is PromptKind.MONTHLY for prompt in waiting)
    if monthly or prompts.has_monthly(session, since, until):
        return ByRule(went)
    return ByRule(went, [NothingPrepared(person, first.month) for person in _staff(session, now)])


def month_of(instant: datetime, zone: tzinfo) -> date:
    """The first day of an instant's month."""
    return instant.astimezone(zone).date().replace(day=1)


def month_after(first: date, count: int = 1) -> date:
    """The first day of a later month."""
    years, month = divmod(first.month - 1 + count, 12)
    return date(first.year + years, month + 1, 1)


def months_ahead(session: Session, now: datetime, zone: tzinfo, count: int = 6) -> list[date]:
    """The months for which a prompt can be prepared, from that of the rule's next hour on."""
    rule = schedule_rules.rule(session, "monthly_prompt")
    first = month_of(rule.next_at if rule is not None else now, zone)
    return [month_after(first, number) for number in range(count)]


def leaves_at(session: Session, send_at: datetime | None, month: date | None, now: datetime, zone: tzinfo) -> datetime:
    """When a prompt leaves that is confirmed now: at its own hour, else at that of the rule in its month."""
    rule = schedule_rules.rule(session, "monthly_prompt")
    if send_at is not None or rule is None:
        return send_at or now
    if month is None or month <= month_of(rule.next_at, zone):
        return comes_at(session, rule, rule.next_at)
    before = datetime(month.year, month.month, 1, tzinfo=zone) - timedelta(seconds=1)
    return comes_at(session, rule, next_fire(rule.cron, rule.timezone, before))


def seen(session: Session, actor: Actor, prompt_id: int) -> Prompt | None:
    """A prompt to a unit that the actor sees: theirs to change, copy and call off. None: there is none.

    Raises:
        NotPermitted: the actor is not staff.
    """
    require(actor, Role.STAFF)
    prompt = prompts.get(session, prompt_id)
    return prompt if prompt is not None and staff_scope.covers(session, actor, prompt.unit_id) else None


def _staff(session: Session, now: datetime, *unit_ids: int) -> list[addresses.Recipient]:
    return addresses.reached(session, reach.officers(session, *unit_ids), now)
