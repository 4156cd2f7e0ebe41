"""Restores: after an older backup an officer says whether what was due since still leaves; until then it waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor
from services.notifications import RestoreAsked
from services.schedules import next_fire
from storage.maintenance import restored_backups
from storage.members import addresses, members, reach
from storage.messaging import schedule_rules
from storage.prompts import prompts
from storage.surveys import surveys
from storage.tables import Restore, Role, SurveyStatus

_STEP = timedelta(minutes=30)
"""How long an officer has before the next one is asked."""
_CONTACT = timedelta(days=1)
"""How long a contact has whose time was over before."""
_NOBODY = timedelta(minutes=5)
"""When it is tried again where nobody can be reached."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A restore as it stands after a decision; `done` False: somebody was first."""

    restore: Restore
    done: bool


def ask(session: Session, restore_id: int, now: datetime) -> Sequence[RestoreAsked]:
    """Ask one officer, those on duty first, then the next; nobody where it is decided."""
    restore = restored_backups.get(session, restore_id)
    if restore is None or restore.id is None or restore.decided_at is not None:
        return ()
    order = [*reach.officers(session), *members.with_role(session, Role.ADMIN)]
    found = addresses.reached(session, list(dict.fromkeys(order)), now)
    people = sorted(found, key=lambda person: order.index(person.member_id))
    if not people:
        restore.next_at = now + _NOBODY
        session.flush()
        return ()
    person = people[restore.asked % len(people)]
    restored_backups.asked(session, restore, now + _STEP)
    titles = [prompt.title for prompt in restored_backups.prompts_due(session, restore.restored_at)]
    titles += [survey.title for survey in restored_backups.surveys_due(session, restore.restored_at)]
    rules = [rule.name for rule in restored_backups.rules_due(session, restore.restored_at)]
    held, asks = restored_backups.held(session), restored_backups.questions_due(session, restore.restored_at)
    return (RestoreAsked(person, restore.id, restore.made_at, restore.restored_at, titles, rules, held, asks),)


def decide(session: Session, actor: Actor, restore_id: int, now: datetime, *, sends: bool) -> Decided | None:
    """Let what was due since the backup leave, or pass it over. None: there is no such restore.

    Raises:
        NotPermitted: a person acts who is neither staff nor an administrator.
    """
    if actor.member_id is not None:
        staff_scope.require_all(session, actor, Role.ADMIN)
    restore = restored_backups.get(session, restore_id)
    if restore is None:
        return None
    if not restored_backups.decide(session, restore, actor.member_id, now, sends=sends):
        return Decided(restore, False)
    audit.note(session, actor, now, "restore.send" if sends else "restore.skip", f"restore:{restore_id}")
    if sends:
        restored_backups.release(session, now)
        return Decided(restore, True)
    restored_backups.pass_over_questions(session, restore.restored_at, now + _CONTACT)
    restored_backups.drop(session)
    for prompt in restored_backups.prompts_due(session, restore.restored_at):
        prompts.set_cancelled(session, prompt, actor.member_id, now)
    for survey in restored_backups.surveys_due(session, restore.restored_at):  # it is open, and nobody is written to
        surveys.change(session, survey, (SurveyStatus.PLANNED,), {"status": SurveyStatus.OPEN})
    for rule in restored_backups.rules_due(session, restore.restored_at):
        schedule_rules.change(session, rule, rule.cron, next_fire(rule.cron, rule.timezone, now), enabled=True)
    return Decided(restore, True)
