"""Rules that flag reports, in versions.

One officer writes and tries a rule, another one agrees, and only then does it flag (privacy 2). A rule is ended in the same
way: by a version that removes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from services import audit, staff_scope
from services.actor import Actor, require
from services.flags.specs import Spec, SpecFault, SpecRefused, dump, kind_of, load, read_several, read_words
from services.flags.trials import Trial, too_broad
from services.notifications import FlagRuleDecided, FlagRuleProposed, Notification
from services.states import FLAG_RULE, step
from storage.engine.counters import next_number
from storage.members import addresses, members, reach, units
from storage.reports import flagging
from storage.reports.visibility import may_see
from storage.tables import FlagKind, FlagRule, FlagRuleStatus, Role
from texts.fold import fold


@dataclass(frozen=True, slots=True)
class RuleSeen:
    """A version of a rule as officers see it."""

    rule: FlagRule
    spec: Spec
    unit: str
    by: str
    standing: FlagRule | None
    """The version that flags now, where that is another one."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A version that was put to the other officers. `told`: empty where none of them can be reached now."""

    rule: FlagRule
    told: Sequence[Notification]
    others: int
    """How many other officers there are at all."""


def listed(session: Session, actor: Actor) -> list[RuleSeen]:
    """The rules that flag now, and the versions that wait for a second officer."""
    staff_scope.require_all(session, actor)
    found = flagging.listed(session, (FlagRuleStatus.ACTIVE, FlagRuleStatus.PROPOSED))
    return [_seen(session, rule) for rule in found if not (rule.removes and rule.status is FlagRuleStatus.ACTIVE)]


def see(session: Session, actor: Actor, rule_id: int) -> RuleSeen | None:
    """One version; a draft is seen by whoever wrote it."""
    staff_scope.require_all(session, actor)
    rule = flagging.get(session, rule_id)
    if rule is None or (rule.status is FlagRuleStatus.DRAFT and rule.proposed_by != actor.member_id):
        return None
    return _seen(session, rule)


def of_report(session: Session, actor: Actor, report_id: int) -> list[RuleSeen]:
    """The rules that flagged a report, for an officer who may see it."""
    require(actor, Role.STAFF)
    if not may_see(session, report_id, actor.member_id):
        return []
    return [_seen(session, rule) for rule in flagging.of_report(session, report_id)]


def write(
    session: Session, actor: Actor, kind: FlagKind, text: str, now: datetime, *, changes: int | None = None
) -> FlagRule:
    """A new version from what an officer typed: of a rule of its own, or of the one whose version is `changes`.

    A unit and a colon may stand before it: it looks at that unit's reports alone.

    Raises:
        SpecRefused: it cannot stay as it is written.
    """
    staff_scope.require_all(session, actor)
    old = flagging.get(session, changes) if changes is not None else None
    unit_id, rest = _scope(session, text, old)
    spec = read_words(rest) if kind is FlagKind.WORDS else read_several(rest)
    return _draft(session, actor, spec, unit_id, now, old)


def compose(session: Session, actor: Actor, spec: Spec, now: datetime) -> FlagRule:
    """A new rule over everything, put together by buttons."""
    staff_scope.require_all(session, actor)
    return _draft(session, actor, spec, units.root(session).id, now, None)


def tried(session: Session, rule_id: int, trial: Trial) -> None:
    """Keep what a trial came to."""
    flagging.change(session, rule_id, FlagRuleStatus.DRAFT, {"tried": trial.tried, "flagged": trial.flagged})


def propose(session: Session, actor: Actor, rule_id: int, now: datetime) -> Proposed | None:
    """Put a version to the other officers. None: it is none of theirs, or not tried, or too broad."""
    staff_scope.require_all(session, actor)
    rule, row = flagging.get(session, rule_id), step(FLAG_RULE, "propose")
    if rule is None or rule.tried is None or too_broad(rule.tried, rule.flagged or 0):
        return None
    if flagging.waiting(session, rule.number) is not None:
        return None
    before = FlagRuleStatus(row.before[0])
    if not flagging.change(session, rule_id, before, {"status": row.after, "proposed_at": now}, by=actor.member_id):
        return None
    return _asked(session, actor, rule_id, now)


def remove(session: Session, actor: Actor, rule_id: int, now: datetime) -> Proposed | None:
    """Propose that a rule ends. None: it does not flag now, or a version of it waits already."""
    staff_scope.require_all(session, actor)
    rule = flagging.get(session, rule_id)
    if rule is None or rule.status is not FlagRuleStatus.ACTIVE or flagging.waiting(session, rule.number) is not None:
        return None
    ending = FlagRule(
        number=rule.number,
        version=flagging.newest_version(session, rule.number) + 1,
        kind=rule.kind,
        unit_id=rule.unit_id,
        spec=rule.spec,
        removes=True,
        status=FlagRuleStatus.PROPOSED,
        proposed_by=actor.acting_id,
        proposed_at=now,
    )
    made = flagging.add(session, ending)
    return _asked(session, actor, made.id, now)


def decide(session: Session, actor: Actor, rule_id: int, agreed: bool, now: datetime) -> Sequence[Notification] | None:
    """A second officer agrees, or not. None: it is their own, or it was decided before."""
    staff_scope.require_all(session, actor)
    row = step(FLAG_RULE, "agree" if agreed else "refuse")
    values = {"status": row.after, "decided_by": actor.member_id, "decided_at": now}
    before = FlagRuleStatus(row.before[0])
    if not flagging.change(session, rule_id, before, values, not_by=actor.member_id):
        return None
    rule = flagging.get(session, rule_id)
    assert rule is not None
    if agreed:
        flagging.retire(session, rule.number, rule_id)
        if rule.removes:
            flagging.change(session, rule_id, FlagRuleStatus.ACTIVE, {"status": FlagRuleStatus.RETIRED})
    audit.note(session, actor, now, f"flag.{row.act}", f"flag_rule:{rule_id}", f"{rule.number}/{rule.version}")
    name = members.names(session, [actor.acting_id])[actor.acting_id]
    people = addresses.reached(session, [rule.proposed_by], now)
    return [FlagRuleDecided(person, rule_id, rule.number, agreed, rule.removes, name) for person in people]


def drop(session: Session, actor: Actor, rule_id: int, now: datetime) -> bool:
    """Whoever wrote a version takes it back. False: it flags already, or is not theirs."""
    staff_scope.require_all(session, actor)
    values = {"status": step(FLAG_RULE, "drop").after, "decided_by": actor.member_id, "decided_at": now}
    for before in step(FLAG_RULE, "drop").before:
        if flagging.change(session, rule_id, FlagRuleStatus(before), values, by=actor.member_id):
            audit.note(session, actor, now, "flag.drop", f"flag_rule:{rule_id}")
            return True
    return False


def _draft(session: Session, actor: Actor, spec: Spec, unit_id: int, now: datetime, old: FlagRule | None) -> FlagRule:
    number = old.number if old is not None else next_number(session, "flag_rule")
    rule = FlagRule(
        number=number,
        version=flagging.newest_version(session, number) + 1,
        kind=kind_of(spec),
        unit_id=unit_id,
        spec=dump(spec),
        status=FlagRuleStatus.DRAFT,
        proposed_by=actor.acting_id,
        proposed_at=now,
    )
    made = flagging.add(session, rule)
    audit.note(session, actor, now, "flag.write", f"flag_rule:{made.id}", f"{number}/{rule.version}")
    return made


def _scope(session: Session, text: str, old: FlagRule | None) -> tuple[int, str]:
    """The unit before the colon, else that of the version before, else everything; and the rest."""
    head, colon, rest = text.partition(":")
    if not colon:
        return (old.unit_id if old is not None else units.root(session).id), text
    unit = units.named(session, fold(head))
    if unit is None:
        raise SpecRefused(SpecFault.UNIT)
    return unit.id, rest


def _asked(session: Session, actor: Actor, rule_id: int, now: datetime) -> Proposed:
    rule = flagging.get(session, rule_id)
    assert rule is not None
    audit.note(session, actor, now, "flag.propose", f"flag_rule:{rule_id}", f"{rule.number}/{rule.version}")
    others = [officer for officer in reach.officers(session) if officer != actor.member_id]
    name = members.names(session, [actor.acting_id])[actor.acting_id]
    people = addresses.reached(session, others, now)
    told = [FlagRuleProposed(person, rule_id, rule.number, name, rule.removes) for person in people]
    return Proposed(rule, told, len(others))


def _seen(session: Session, rule: FlagRule) -> RuleSeen:
    name = members.names(session, [rule.proposed_by]).get(rule.proposed_by, "")
    standing = flagging.standing(session, rule.number)
    older = standing if standing is not None and standing.id != rule.id else None
    return RuleSeen(rule, load(rule.kind, rule.spec), units.get(session, rule.unit_id).name, name, older)
