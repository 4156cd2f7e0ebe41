"""The texts of networks without buttons: nothing there tells anybody to press, to tap, or to edit what they sent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from texts.catalogue import LANGUAGES, VARIANTS, Catalogue, catalogue_for
from texts.fold import fold

HOME = Path(__file__).parents[2] / "texts"
PRESS = {
    "vi": re.compile(r"\b(bấm|chạm|nút|gõ nhẹ|sửa ngay tin|dấu tích)\b|📎", re.IGNORECASE),
    "en": re.compile(
        r"\b(press|presses|button|buttons|tick|ticks|tap|taps|click|clicks|edit the message)\b|📎", re.IGNORECASE
    ),
}
# What people read at a terminal.
TERMINAL = ("cli.ftl", "demo.ftl", "roster.ftl")
ONLY_WITH_BUTTONS = {
    "group-ask": "without buttons handlers/staff/groups.py shows group-ask-zalo-bot or group-ask-zalo-oa",
    "link-on-zalo-oa": "the button is Zalo's own, on an account's page",
}
LABEL = re.compile(r"-button-|^menu-|^join-(agree|decline)")
COMMANDS = {"menu", "dung", "cua toi", "lien ket", "kenh", "tro giup", "help"}
ZALOS_OWN = {"xoa", "delete"}
# What stands in bold there is no word to be sent.
ABOUT = {"join-welcome", "join-consent", "group-bound-collaborators"}
# Not a word of ours about pressing.
ALLOWED = re.compile(r"links to the press|The press$")


def source(texts: Catalogue, key: str) -> str:
    return texts.text(key, **dict.fromkeys(texts.variables(key), 1))


def at_a_terminal(language: str) -> set[str]:
    texts = "".join((HOME / language / name).read_text(encoding="utf-8") for name in TERMINAL)
    return set(re.findall(r"^([a-z][\w-]*) *=", texts, re.MULTILINE))


def telling_to_press(texts: Catalogue) -> set[str]:
    """The keys of the texts in a chat that tell somebody to press."""
    terminal = at_a_terminal(texts.language)
    chat = {key for key in texts.keys if key.partition(".")[0] not in terminal}
    return {key for key in chat if PRESS[texts.language].search(ALLOWED.sub("", source(texts, key)))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_tells_to_press_has_a_variant(language: str) -> None:
    found = telling_to_press(catalogue_for(language, typed_only=True))
    assert found <= ONLY_WITH_BUTTONS.keys(), "either a variant in typed.ftl, or a reason above"


def test_no_exception_lies_unused() -> None:
    found = set().union(*(telling_to_press(catalogue_for(language, typed_only=True)) for language in LANGUAGES))
    assert found == ONLY_WITH_BUTTONS.keys()
    assert telling_to_press(catalogue_for("vi")) > found, "the words are found where there are buttons"


def test_both_languages_have_the_same_variants_with_the_same_arguments() -> None:
    vi, en = (catalogue_for(language, typed_only=True) for language in ("vi", "en"))
    assert vi.varied == en.varied
    for language in LANGUAGES:
        usual, plain = catalogue_for(language), catalogue_for(language, typed_only=True)
        assert usual.keys == plain.keys
        for key in plain.varied:
            assert plain.variables(key) <= usual.variables(key), key
            assert plain(key, **dict.fromkeys(usual.variables(key), 7)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_sent_is_a_label_or_a_command(language: str) -> None:
    """ "Nhắn **viết tiếp**": a button somewhere is called so, or the word is a command."""
    texts = catalogue_for(language, typed_only=True)
    labels = {
        fold(texts.text(key, **dict.fromkeys(texts.variables(key), 1))) for key in texts.keys if LABEL.search(key)
    }
    known = {re.sub(r"^[\W_]+|[\W_]+$", "", label) for label in labels} | COMMANDS | ZALOS_OWN | {"1"}
    unknown = {
        (key, said)
        for key in texts.varied
        for said in bold(texts, key)
        if fold(said) not in known and not said.startswith("/") and said != "Lắng Nghe" and key not in ABOUT
    }
    assert not unknown


def bold(texts: Catalogue, key: str) -> list[str]:
    """What stands in bold in a text, its arguments left out."""
    whole = texts(key, **dict.fromkeys(texts.variables(key), "…"))
    found = [whole.text[at : at + length] for at, length in whole.bold]
    return [one for one in found if "…" not in one]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_others_read_as_everywhere(language: str) -> None:
    usual, plain = catalogue_for(language), catalogue_for(language, typed_only=True)
    assert source(usual, "fill-kept") == source(plain, "fill-kept")
    assert source(usual, "fill-review-how") != source(plain, "fill-review-how")
    assert not usual.varied


def test_a_variant_of_nothing_does_not_load() -> None:
    with pytest.raises(ValueError, match=f"{VARIANTS}.*variants of nothing.*c"):
        Catalogue("vi", {"a.ftl": "a = 1"}, "c = 2")
    with pytest.raises(ValueError, match="not Fluent"):
        Catalogue("vi", {"a.ftl": "a = 1"}, "a = { $x")
    assert Catalogue("vi", {"a.ftl": "a = 1\nb = { a }"}, "a = 2").text("b") == "2", (
        "what refers to it refers to the variant"
    )
