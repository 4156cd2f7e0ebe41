"""How a draft begins: with what the form gives, or with what was submitted before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from forms.entry.recalculation import FIRST_LOAD, add_instance, begin_repeat, recompute, run_actions
from forms.entry.state import Evaluation
from forms.model import instance_document
from forms.model.form import GIVEN_BY_HOST, Form
from forms.model.instance_document import CLOCK, KEPT, OFF
from forms.model.types import Type
from forms.xpath.functions_dates import moment_text

_SITTING = timedelta(minutes=30)


def begin(state: Evaluation, metadata: Mapping[str, str]) -> None:
    """Bring an empty document into order: who, when, counted repeats, calculations, dynamic defaults."""
    form = state.form
    for ref, nodes in state.nodes.items():
        typed = form.by_ref.get(ref)
        for node in nodes:
            if typed is not None and node.text and not len(node):
                node.text = state.stored(typed, node.text) or None
    for one in form.fields:
        begin_repeat(state, one)
    known = {**metadata, "start": moment_text(state.world.now), "today": state.world.now.date().isoformat()}
    for one in form.fields:
        for node in state.nodes.get(one.ref, ()) if one.preload in known or one.preload in GIVEN_BY_HOST else ():
            node.text = instance_document.clean(known.get(one.preload, "")) or None
    recompute(state, form.dependencies.order)
    if form.actions:
        for event in FIRST_LOAD:
            run_actions(state, event)
        recompute(state, form.dependencies.order)


def take_up(state: Evaluation) -> None:
    """A draft that is opened again on another day, or after a while, has what depends on the time worked out again.

    As ODK's engines do when an instance is loaded; between two answers of one sitting nothing of the kind happens.
    """
    now, text = state.world.now, state.root.get(CLOCK)
    if not state.form.timed:
        return
    state.root.set(CLOCK, now.isoformat(timespec="seconds"))
    try:
        last = datetime.fromisoformat(text) if text else None
    except ValueError:
        last = None
    if last is None or last.date() != now.date() or not timedelta(0) <= now - last < _SITTING:
        recompute(state, state.form.timed)


def of_version(form: Form, text: str) -> Any:
    """The root of a document of this form version.

    Raises:
        ValueError: it is of another, or no document.
    """
    root = instance_document.parse(text)
    if root.get("id", "") != form.id or root.get("version", "") != form.version:
        raise ValueError("a document of another form version")
    return root


def restore(state: Evaluation, sent: Any) -> None:
    """Put the answers of a submitted document into one that has just begun."""
    _restore(state, None, sent, state.root)
    state.reindex()
    for ref, nodes in instance_document.index(sent).items():
        for old, node in zip(nodes, state.nodes.get(ref, ()) if "/meta/" in ref else (), strict=False):
            _put(node, old.text)
    recompute(state, state.form.dependencies.order)


def _restore(state: Evaluation, parent: str | None, sent: Any, node: Any) -> None:
    """Put submitted answers, and as many instances as were sent, below a node."""
    for one in state.form.children.get(parent, ()):
        old, new = instance_document.named(sent, one.name), instance_document.named(node, one.name)
        if one.kind is Type.REPEAT:
            for surplus in new[len(old) :]:
                node.remove(surplus)
            while len(new) < len(old):
                new.append(add_instance(state, one, node))
        for before, after in zip(old, new, strict=False):
            if one.kind in (Type.REPEAT, Type.GROUP):
                _restore(state, one.ref, before, after)
            else:
                _put(after, before.text)


def _put(node: Any, text: str | None) -> None:
    """An answer where it belongs while relevance is still that of an empty form."""
    if node.get(OFF) is None:
        node.text = text
    elif text:
        node.set(KEPT, text)
