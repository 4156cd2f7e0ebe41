"""The texts of networks without buttons: nothing there tells a collaborator to press anything."""

from __future__ import annotations

import re

import pytest

from texts.catalogue import LANGUAGES, VARIANTS, Catalogue, catalogue_for

PRESS = {
    "vi": re.compile(r"\b(bấm|nút)\b", re.IGNORECASE),
    "en": re.compile(r"\b(press|pressing|button|tick|tap)\b", re.IGNORECASE),
}
COLLABORATORS = (
    "fill-",
    "personal-",
    "join-",
    "menu-",
    "help",
    "press-",
    "other-",
    "turn-",
    "media-",
    "report-",
    "own-",
    "reminder-",
)


def source(texts: Catalogue, key: str) -> str:
    return texts.plain(key, **dict.fromkeys(texts.variables(key), 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_for_collaborators_speaks_of_buttons(language: str) -> None:
    texts = catalogue_for(language, plain=True)
    keys = {key for key in texts.keys if key.startswith(COLLABORATORS)}
    # "press" as the newspapers' name, "pressing" as urgent
    allowed = re.compile(r"links to the press|[Ss]omething pressing")
    found = {key for key in keys if PRESS[language].search(allowed.sub("", source(texts, key)))}
    assert not found


def test_both_languages_have_the_same_variants_with_the_same_arguments() -> None:
    vi, en = (catalogue_for(language, plain=True) for language in ("vi", "en"))
    assert vi.varied == en.varied
    for language in LANGUAGES:
        usual, plain = catalogue_for(language), catalogue_for(language, plain=True)
        assert usual.keys == plain.keys
        for key in plain.varied:
            assert plain.variables(key) <= usual.variables(key), key
            assert plain(key, **dict.fromkeys(usual.variables(key), 7)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_others_read_as_everywhere(language: str) -> None:
    usual, plain = catalogue_for(language), catalogue_for(language, plain=True)
    assert source(usual, "fill-kept") == source(plain, "fill-kept")
    assert source(usual, "fill-review-how") != source(plain, "fill-review-how")
    assert not usual.varied


def test_a_variant_of_nothing_does_not_load() -> None:
    with pytest.raises(ValueError, match=f"{VARIANTS}.*variants of nothing.*c"):
        Catalogue("vi", {"a.ftl": "a = 1"}, "c = 2")
    with pytest.raises(ValueError, match="not Fluent"):
        Catalogue("vi", {"a.ftl": "a = 1"}, "a = { $x")
    assert Catalogue("vi", {"a.ftl": "a = 1\nb = { a }"}, "a = 2").plain("b") == "2", (
        "what refers to it refers to the variant"
    )
