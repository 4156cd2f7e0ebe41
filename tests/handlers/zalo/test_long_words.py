"""A text of twenty thousand letters, with no form open and at a question: a sentence says what is kept of it."""

from __future__ import annotations

import pytest

from sandbox.world import World
from tests.handlers.playing import kept, prompt_there
from tests.handlers.zalo.joining import joined
from tests.stage import Person, Stage, ZaloPerson, new_world

TOLD = "Đường liên xã hỏng nặng từ sau bão, đi lại rất khó. "
LONG = (TOLD * 400)[:20_000]


@pytest.fixture
def world() -> World:
    return new_world(zalo=True)


@pytest.mark.parametrize("kind", [Person, ZaloPerson])
async def test_twenty_thousand_letters_are_answered_and_their_beginning_is_kept(
    stage: Stage, an: Person, kind: type[Person]
) -> None:
    person = an if kind is Person else await joined(kind(stage, "dung"))
    prompt_there(stage)
    mark = person.last.id
    await person.says(LONG)
    (said,) = person.answers(mark)
    assert "chưa gửi cho ai" in said
    assert "em chỉ giữ được phần đầu" in said
    await person.presses("Ghi vào: Nội dung nắm bắt tháng 11")
    await person.presses("Giá vật tư")
    person.sees("Nghe từ nhóm nào?")
    assert kept(stage, person.key, "gist") == [LONG[:4000].rstrip()]
    await person.presses("Quay lại")
    await person.says(LONG)
    person.sees("Đã lưu 10.000 ký tự đầu. Phần sau dài quá, chưa ghi được")
    (gist,) = kept(stage, person.key, "gist")
    assert len(gist) == 10_000
    assert gist.startswith(TOLD)
