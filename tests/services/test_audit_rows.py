"""Whoever changes something through a service leaves a row in the audit log, with an action that the glossary explains."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests import row_changes

_REPORTER = "its author would stay joined to the report for good (privacy 3)"
_OWN = "a member's own words, which nobody else has yet"
WITHOUT_ROW = {
    "services.alerts.raise_for_draft": _REPORTER,
    "services.alerts.withdraw": _REPORTER,
    "services.reports.begun": _REPORTER,
    "services.reports.correction_begun": _REPORTER,
    "services.reports.discard": _REPORTER,
    "services.reports.say_nothing": _REPORTER,
    "services.review.answer_officer": _REPORTER,
    "services.forms.offer": "it asks; the answer is in the log",
    "services.invitations.end_link": "it ends, in the same turn, what `invitation.link` began",
    "services.surveys.answering.begin": "it would join a member to their answers (privacy 9)",
    "services.issues.feedback.draft": "it is kept for its author alone until it is sent",
    "services.kept_words.corrected": _OWN,
    "services.kept_words.keep": _OWN,
    "services.kept_words.take": _OWN,
    "services.kept_words.take_newest": _OWN,
    "services.members.write_first": "a member's own wish about their own phones",
    "services.prompts.begin_change": "nothing has changed before the change is confirmed",
}
"""Services that change rows for somebody and write no entry, with the reason; it may only shrink."""
ACTORS = {"actor", "author", "person"}
GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def _for_somebody() -> list[str]:
    found = []
    for name, (module, node) in row_changes.functions().items():
        arguments = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
        if (
            module.startswith("services.")
            and module != "services.audit"
            and not node.name.startswith("_")
            and ACTORS & arguments
        ):
            found.append(name)
    return found


def _actions() -> tuple[set[str], set[str]]:
    """The actions that services write, and the first words of those whose second depends."""
    whole, first = set(), set()
    for name, (module, node) in row_changes.functions().items():
        if name.startswith("services.") and module != "services.audit":
            for child in ast.walk(node):
                if isinstance(child, ast.Call) and ast.unparse(child.func) == "audit.note":
                    action = child.args[3]
                    either = (action.body, action.orelse) if isinstance(action, ast.IfExp) else (action,)
                    if all(isinstance(name, ast.Constant) for name in either):
                        whole |= {name.value for name in either}  # type: ignore[attr-defined]
                    else:
                        first.add(ast.unparse(action).removeprefix("f'").partition("{")[0])
    return whole, first


def test_whoever_changes_rows_for_somebody_writes_an_audit_row() -> None:
    changing = [
        name
        for name in _for_somebody()
        if row_changes.reached(name) & row_changes.changers() and "services.audit.note" not in row_changes.reached(name)
    ]
    assert sorted(changing) == sorted(WITHOUT_ROW)


def test_what_changes_rows_is_found_in_storage_and_a_query_is_not() -> None:
    changers = row_changes.changers()
    assert {
        "storage.prompts.prompts.add",
        "storage.prompts.prompts.set_status",
        "storage.members.groups.bind",
    } <= changers
    assert not {"storage.prompts.prompts.items", "storage.members.groups.for_purpose"} & changers


def test_every_action_of_the_log_is_explained_in_the_glossary() -> None:
    table = GLOSSARY.read_text("utf-8").partition("## The audit log")[2].partition("\n## ")[0]
    explained = set(re.findall(r"`([a-z]+\.[a-z_]+)`", table))
    whole, first = _actions()
    assert len(whole) > 25
    assert whole <= explained
    assert [action for action in explained - whole if not action.startswith(tuple(first))] == []
    assert [start for start in first if not any(action.startswith(start) for action in explained - whole)] == []
