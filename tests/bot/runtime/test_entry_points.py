"""The commands that a network offers to tap."""

from __future__ import annotations

import pytest

from bot.runtime.entry_points import commands_of
from handlers.conversations import ROUTES
from storage.tables import Role
from texts.catalogue import LANGUAGES, catalogue_for


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_every_role_is_described(language: str) -> None:
    t = catalogue_for(language)
    offered = commands_of(set(Role), sees_all=True)
    assert {f"/{name}" for name in offered} == ROUTES.open_commands(set(Role), sees_all=True).keys() - {"/help"}
    for name in offered:
        assert 0 < len(t.text(f"command-{name}")) <= 256, name
        assert t.text(f"command-{name}") != f"command-{name}"


def test_a_collaborator_is_offered_their_own_commands_and_no_officer_s() -> None:
    offered = commands_of({Role.COLLABORATOR}, sees_all=True)
    assert offered[0] == "menu"
    assert {"baocao", "khongykien", "chuanam", "khan", "cuatoi", "lienket", "dung"} <= set(offered)
    assert not {"soan", "thanhvien", "canhbao", "tonghop", "noinhom"} & set(offered)
    assert "tonghop" in commands_of({Role.LEADER}, sees_all=True)
