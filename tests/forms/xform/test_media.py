"""The files that a form shows beside its words."""

from __future__ import annotations

from datetime import UTC, datetime

from forms.authoring.load import load
from forms.entry.draft import Draft

SHEET = """
| survey |
| | type | name | label | media::image::Tiếng Việt (vi) | media::image::English (en) | media::audio | hint | guidance_hint |
| | text | a | A | cây đa.jpg | tree.jpg | a.mp3 | h | not a file |
| | text | b | B | | | ${a}.mp3 | | |
| | select_one c | d | D | jr://images/d.png | | | | |
| choices |
| | list_name | name | label | media::image | media::video | big-image |
| | c | 1 | Một | m.png | m.mp4 | M.png |
| | c | 2 | Hai | | | |
| settings |
| | default_language |
| | Tiếng Việt (vi) |
"""


def test_the_names_are_those_that_questions_show() -> None:
    form = load(SHEET.encode(), kind="md")
    told = {"cây đa.jpg", "tree.jpg", "a.mp3", "d.png", "m.png", "m.mp4", "M.png"}
    assert form.media_names == told
    shown: set[str] = set()
    for language in ("vi", "en"):
        draft = Draft(form, now=datetime(2026, 11, 3, tzinfo=UTC), new_id=lambda: "x", language=language)
        for value in ("x", "y", "1"):
            question = draft.question
            assert question is not None
            shown |= set(question.media.values())
            shown |= {name for choice in question.choices for name in choice.media.values()}
            draft.put(question.ref, value)
    assert shown == told
    assert load(b"| survey |\n| | type | name | label |\n| | text | a | A |\n", kind="md").media_names == set()
