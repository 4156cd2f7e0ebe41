"""A month of 214 members below the chat: late answers, refusing networks, silent contacts; its counts beside a tally."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from services.actor import Actor
from services.issues import feedback, issues, month_shares, verification
from storage.engine.database import Database
from storage.members import addresses
from storage.tables import IssueReport, Role, Verdict, Verification, VerificationStatus
from tests.services.test_told_by_a_network import DAY, QUESTION, Networks, places
from tests.storage.scene import enrol, make, report_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MEMBERS, MATTERS = 214, 24


def test_month_of_214_members_counts_what_an_independent_tally_counts(database: Database, now: datetime) -> None:
    """Heard, acted on and told are what networks took and people did, whatever was written down."""
    dice, first = Random(15), now.replace(day=2, hour=2)
    scene = make(database, first)

    def people(session: Session) -> tuple[list[int], int, int]:
        enrolled = []
        for number in range(MEMBERS):
            member = enrol(session, f"m{number}", scene.binh_hoa, Role.COLLABORATOR, joined=first)
            addresses.add_address(session, scene.account, f"m{number}", member, first)
            enrolled.append(member)
        low = enrol(session, "thu", scene.binh_hoa, Role.CONTACT, joined=first)
        high = enrol(session, "giang", scene.province, Role.CONTACT, joined=first)
        for chat, member in (("c1", low), ("c2", high)):
            addresses.add_address(session, scene.account, chat, member, first)
        return enrolled, low, high

    members, low, high = database.run_now(people)
    net = Networks(database, scene, first)
    away = {member for member in members if dice.random() < 0.15}
    net.refused = {place for member in away for place in places(net, member)}
    binh, tally, told_to = net.staff(scene.binh), Counter[str](), set[tuple[int, int]]()
    waiting: dict[int, set[int]] = {}
    asked: list[tuple[datetime, int, int]] = []
    contact = Actor(low, frozenset({Role.CONTACT}))
    for matter in range(MATTERS):
        net.at(first + DAY * matter)
        reporters = dice.sample(members, dice.randint(1, 14))
        reports = [report_of(database, scene, one, net.now) for one in reporters]
        made = database.run_now(lambda s, r=reports[0], m=matter: issues.open_issue(s, binh, r, f"Việc {m}", net.now))  # type: ignore[misc]
        assert made is not None
        for report in reports[1:]:
            assert database.run_now(lambda s, r=report, i=made.id: issues.group(s, binh, i, r, net.now))  # type: ignore[misc]
        tally["heard"] += 1
        acted = False
        if dice.random() < 0.6:
            due_at = net.now + DAY * 2
            put = database.run_now(
                lambda s, i=made.id, d=due_at: verification.ask(s, binh, i, low, QUESTION, net.now, d)  # type: ignore[misc]
            )
            assert put is not None
            net.put(list(put.told))
            acted = True
            tally["questions"] += 1
            if dice.random() < 0.5:  # else silent: reminded, then a higher contact has it
                asked.append((net.now + timedelta(hours=dice.randint(1, 30)), put.verification.id, made.id))
            else:
                tally["raised"] += 1
        if dice.random() < 0.7:
            net.heard.clear()
            resolved = database.run_now(lambda s, i=made.id: feedback.resolve(s, binh, i, "Đã xử lý.", net.now))  # type: ignore[misc]
            assert resolved is not None
            if acted:  # an outcome ends its question before anybody was late
                tally["questions"] -= 1
                tally["cancelled"] += 1
                late = [one for one in asked if one[2] == made.id]
                asked = [one for one in asked if one[2] != made.id]
                tally["raised"] -= 0 if late else 1
            net.put(list(resolved.told))
            acted = True
            reached = [one for one in reporters if one not in away]
            told_to |= {(made.id, one) for one in reached}
            waiting[made.id] = set(reporters) - set(reached)
            tally["told"] += bool(reached)
        tally["acted"] += acted
        for moment, question, _issue in [one for one in asked if one[0] <= net.now + DAY]:
            net.at(max(net.now, moment))
            said = database.run_now(lambda s, q=question: verification.answer(s, contact, q, Verdict.TRUE, net.now))  # type: ignore[misc]
            assert said is not None
            assert said.first
            tally["answered"] += 1
        asked = [one for one in asked if one[0] > net.now + DAY]
    for hours in range(0, 24 * 6, 6):
        net.at(first + DAY * MATTERS + timedelta(hours=hours))

    def counted(session: Session) -> Counter[str]:
        (month,) = [one for one in month_shares.newest(session, binh, net.now, ZONE) if one.first.month == first.month]
        found = Counter({"heard": month.shares.heard, "acted": month.shares.acted, "told": month.shares.told})
        rows = session.scalars(select(Verification)).all()
        found["raised"] = sum(one.contact_id == high for one in rows)
        found["answered"] = sum(one.status is VerificationStatus.ANSWERED for one in rows)
        return found

    found = database.read_now(counted)
    assert found == Counter({name: tally[name] for name in ("heard", "acted", "told", "raised", "answered")})
    links = database.read_now(lambda s: s.scalars(select(IssueReport).where(col(IssueReport.told_round) > 0)).all())
    assert len(links) == len(told_to)
    assert all(one.told_at is not None for one in links)
    for issue, left in waiting.items():
        count = database.read_now(lambda s, i=issue: feedback.untold(s, binh, i))  # type: ignore[misc]
        assert count == (None if 0 < len(left) < 3 else len(left)), "a number below three names who reported"
