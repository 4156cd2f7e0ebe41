"""Quotations: words that three people wrote alike, told once, never of a place, a person or a single reporter (privacy 1, 3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from digests.outline import Outline
from digests.quotes import Part, Quote
from digests.template_samples import FULL
from services.board import quotations
from services.board.period_figures import Counted
from services.board.quotations import Reading, Said
from storage.engine.database import Database
from storage.reports import withdrawals
from storage.schema.board_digests import BoardDigest, BoardDigestKind, BoardDigestStatus, Secrecy
from storage.statistics.figures import figures
from storage.tables import Member, Prompt, PromptKind, PromptStatus, ReportReview, ReportRevision, ReviewStatus
from tests.storage.statistics.test_figures import DAY, PROVINCE, Told, settle, tell

SLOW = (
    "Tiền đền bù đất làm đường chậm chi trả cho dân.",
    "tien den bu dat lam duong cham chi tra cho dan",
    "Dân bức xúc vì tiền đền bù đất làm đường chậm chi trả.",
)
PAID = "Tiền đền bù đất làm đường đã chi trả đủ cho người dân."
NAMED = frozenset(("tinh song hong", "xa an phu"))
UNITS = NAMED | {"xa hoa lac", "xa binh minh"}


def texts(*said: tuple[int, str], topic: str = "land", part: Part = Part.SAID) -> Reading:
    found = tuple(Said(number, 1, who, topic, part, text) for number, (who, text) in enumerate(said, 1))
    return Reading(found, NAMED, UNITS)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ([(who, SLOW[who % 3]) for who in range(3)], [3]),
        ([(who, SLOW[who % 3]) for who in range(5)], [3]),
        ([(who, SLOW[who % 3]) for who in range(7)], [6]),
        ([(who, SLOW[who % 3]) for who in (0, 1)], []),
        ([(who % 2, SLOW[who % 3]) for who in range(6)], []),
        ([(0, SLOW[0]), (1, SLOW[1]), (2, PAID)], []),
        ([*((who, SLOW[who % 3]) for who in range(3)), *((who, PAID) for who in range(3, 9))], [6, 3]),
        ([*((who, SLOW[0]) for who in range(3)), (9, PAID)], [3]),
    ],
)
def test_what_three_people_wrote_alike_is_told_once_with_how_many(
    said: list[tuple[int, str]], people: list[int]
) -> None:
    found = quotations.choose(texts(*said))
    assert [one.people for one in found] == people
    assert all(one.words in (*SLOW, PAID) for one in found), "nobody's words were changed"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dân lo giá lúa giảm ở xã An Phú.", "Dân lo giá lúa giảm ở xã An Phú."),
        ("Dân lo giá lúa giảm ở xã Hòa Lạc.", ""),
        ("dan lo gia lua giam o hoa lac", ""),
        ("Dân thôn Đông lo giá lúa giảm.", ""),
        ("dan thon dong lo gia lua giam", ""),
        ("Dân lo giá lúa giảm ở chợ Mới.", ""),
        ("Dân lo giá lúa giảm, quanh nhà máy Minh Tâm càng thấp.", ""),
        ("Dân lo giá lúa giảm, gọi 0912 345 678 thì không ai nghe.", "Dân lo giá lúa giảm, gọi […] thì không ai nghe."),
        ("Giá lúa.", ""),
        ("Dân lo giá lúa giảm.\nỞ thôn Đông thì khác." + " Nhà nào cũng than phiền." * 12, ""),
        (
            "Dân lo giá lúa giảm." + " Nhà nào cũng than phiền." * 12,
            "Dân lo giá lúa giảm." + " Nhà nào cũng than phiền." * 8,
        ),
        ("Dân lo giá lúa giảm và " + "nhà nào cũng than phiền " * 12, ""),
    ],
)
def test_no_words_name_a_place_of_few_or_a_person(text: str, words: str) -> None:
    assert quotations.quotable_words(text, texts()) == words
    assert [one.words for one in quotations.choose(texts(*((who, text) for who in range(3))))] == (
        [words] if words else []
    )


def test_words_with_nothing_to_mask_go_before_and_each_topic_before_the_second_of_one() -> None:
    masked = [(who, "Dân lo giá lúa giảm, gọi 0912 345 678 hỏi.") for who in range(3)]
    lands = [*((who, SLOW[who % 3]) for who in range(6)), *((who, PAID) for who in range(6, 9))]
    both = (*texts(*masked, (3, "Dân lo giá lúa giảm."), topic="farming").said, *texts(*lands).said)
    found = quotations.choose(Reading(both, NAMED, UNITS))
    assert [(one.topic, one.people) for one in found] == [("land", 6), ("farming", 3), ("land", 3)]
    assert found[1].words == "Dân lo giá lúa giảm."


def test_reports_of_single_reporters_and_urgent_rejected_or_withdrawn_ones_are_not_read(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotations, "_text_fields", lambda session, form_id: frozenset({"gist"}))

    def work(session: Session) -> set[int]:
        settle(session, now)
        session.get_one(Member, 8).single = True
        made = tell(session, [Told(who, urgent=who == 5) for who in range(1, 10)], now)
        old = tell(session, [Told(10, day=DAY - timedelta(days=1))], now)
        for number in (*made, *old):
            document = f"<data><gist>Lời {number}</gist><share>10</share></data>"
            session.add(ReportRevision(report_id=number, revision=1, document=document, created_at=now))
        session.add(ReportReview(report_id=made[5], status=ReviewStatus.REJECTED, changed_at=now))
        session.add(ReportReview(report_id=made[3], status=ReviewStatus.ACCEPTED, sensitive=True, changed_at=now))
        session.add(ReportReview(report_id=made[6], status=ReviewStatus.ACCEPTED, changed_at=now))
        session.flush()
        assert withdrawals.withdraw(session, made[8], now)
        counted = Counted(
            figures(session, DAY, DAY, now + timedelta(days=2), PROVINCE), None, now + timedelta(days=2), False
        )
        read = quotations.reading(session, counted, DAY, DAY)
        assert quotations.reading(session, Counted(FULL, None, now, added_up=True), DAY, DAY) == Reading()
        return {one.report for one in read.said}

    assert database.run_now(work) == {1, 2, 3, 7}


def test_digest_of_a_prompt_and_that_of_its_days_do_not_take_over_each_others_quotations(
    database: Database, now: datetime
) -> None:
    def work(session: Session) -> dict[int | None, list[str]]:
        settle(session, now)
        session.add(
            Prompt(
                id=1, kind=PromptKind.MONTHLY, title="T", intro="I", unit_id=PROVINCE, due_at=now, created_by=1, created_at=now,
                status=PromptStatus.SENT, form_id=1,
            )
        )  # fmt: skip
        session.flush()
        for number, (about, words) in enumerate(((None, SLOW[0]), (1, PAID))):
            quotes = (Quote(Part.SAID, "land", words, 3, 1, 1),)
            board = BoardDigest(
                kind=BoardDigestKind.PERIOD if about is None else BoardDigestKind.PROMPT,
                status=BoardDigestStatus.APPROVED, secrecy=Secrecy.NO, first_day=DAY, last_day=DAY, until=now,
                prompt_id=about, figures="{}", outline=Outline.of(FULL, quotes).to_json(), asked=number,
                created_by=1, created_at=now, changed_by=1,
            )  # fmt: skip
            session.add(board)
        session.flush()
        counted = Counted(FULL, None, now, added_up=False)
        found = {about: quotations.reading(session, counted, DAY, DAY, about).told for about in (None, 1)}
        beside = quotations.reading(session, counted, DAY, DAY, 2).beside
        assert [quote.words for quote in beside] == [SLOW[0], PAID], "of another prompt both stand beside its own"
        return {about: [quote.words for quote in told or ()] for about, told in found.items()}

    assert list(database.run_now(work).values()) == [[SLOW[0]], [PAID]]
