"""Hours set at the terminal, and what became of messages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.cli.console import now
from storage.members import addresses
from storage.messaging import schedule_rules
from storage.tables import Address, Delivery, DeliveryStatus, Lane, Member
from tests.bot.terminal import Terminal


def cron(terminal: Terminal, name: str) -> str:
    with terminal.database() as database:
        rule = database.read_now(lambda s: schedule_rules.rule(s, name))
    assert rule is not None
    return rule.cron


@pytest.fixture
def ready(terminal: Terminal) -> Terminal:
    terminal.set_up()
    return terminal


def test_an_hour_changes_the_hour_and_keeps_the_days(ready: Terminal) -> None:
    assert "monthly_digest" in ready("rules", "list").out
    said = ready("rules", "set", "monthly_digest", "16:30")
    assert said.code == 0 and "16:30 ngày 01/" in said.out
    assert cron(ready, "monthly_digest") == "30 16 1 * *"
    assert ready("rules", "set", "daily_digest", "30 16 * * mon-fri").code == 0
    assert cron(ready, "daily_digest") == "30 16 * * mon-fri"
    assert "đang tắt" not in ready("rules", "list").out
    ready("rules", "set", "reminders", "off")
    assert "đang tắt" in ready("rules", "list").out


@pytest.mark.parametrize(
    ("name", "when", "said"),
    [
        ("digest", "16:30", 'Không có lịch nào tên "digest"'),
        ("daily_digest", "25:00", 'Không hiểu "25:00"'),
        ("daily_digest", "0 9 1 * 1", "ghi bằng chữ"),
        ("daily_digest", "0 9 * *", "Không hiểu"),
        ("monthly_prompt", "0 9 31 2 *", "không bao giờ tới"),
    ],
)
def test_a_rule_that_nobody_can_follow_is_a_sentence_and_changes_nothing(
    ready: Terminal, name: str, when: str, said: str
) -> None:
    before = ready("rules", "list").out
    result = ready("rules", "set", name, when)
    assert result.code == 1 and said in result.err
    assert ready("rules", "list").out == before


def test_deliveries_of_a_member_say_when_and_why_and_never_what(ready: Terminal) -> None:
    def work(session: Session) -> str:
        member = session.scalars(select(Member)).one()
        account = addresses.account(session, "telegram", "100001")
        assert member.id is not None and account.id is not None
        addresses.add_address(session, account.id, "555777111", member.id, now())
        address = session.scalars(select(Address)).one()
        for number, status, tries, reason in (
            (1, DeliveryStatus.SENT, 2, ""),
            (2, DeliveryStatus.FAILED, 1, "blocked"),
        ):
            session.add(
                Delivery(
                    id=number,
                    account_id=account.id,
                    address_id=address.id,
                    chat="555777111",
                    lane=Lane.REPLY,
                    act=b"secret words",
                    status=status,
                    tries=tries,
                    created_at=now() - timedelta(minutes=1),
                    sent_at=now() if status is DeliveryStatus.SENT else None,
                    reason=reason,
                )
            )
        session.flush()
        return member.code

    with ready.database() as database:
        code = database.run_now(work)
    said = ready("deliveries", "show", "--member", code)
    assert said.code == 0, said.all
    assert "đã gửi" in said.out and "không gửi được" in said.out and "đã chặn Lắng Nghe" in said.out
    assert "có thể thấy hai lần" in said.out
    assert "secret" not in said.all and "555777111" not in said.all
    assert ready("deliveries", "show", "--member", "nobody").code == 1
    assert ready("deliveries", "show").code == 1
