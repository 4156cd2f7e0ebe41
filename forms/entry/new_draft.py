"""How a draft begins: with what the form gives, or with what was submitted before."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from forms.entry.recalculation import FIRST_LOAD, LOAD, add_instance, begin_repeat, recompute, run_actions
from forms.entry.state import Evaluation
from forms.model import instance_document
from forms.model.form import GIVEN_BY_HOST, Form
from forms.model.instance_document import CLOCK, KEPT, LANGUAGE, MARKS, OFF, REVISION, SEED
from forms.model.types import Type
from forms.xpath.functions_dates import moment_text

_SITTING = timedelta(minutes=30)


def blank(form: Form, language: str, new_id: Callable[[], str], sent: Any = None) -> Any:
    """The root of an empty document, with the identifier under which it will be sent.

    sent: the report that it replaces, whose prefixes it declares.
    """
    root = instance_document.with_marks(instance_document.parse(form.blank), {} if sent is None else sent.nsmap)
    root.set(LANGUAGE, language)
    root.set(REVISION, "0")
    if "randomize(" in form.xml:
        root.set(SEED, str(zlib.crc32(new_id().encode())))
    for meta in instance_document.named(root, "meta"):
        for node in instance_document.named(meta, "instanceID"):
            node.text = node.text or f"uuid:{new_id()}"
    return root


def begin(state: Evaluation, metadata: Mapping[str, str]) -> None:
    """Bring an empty document into order: who, when, counted repeats, calculations, dynamic defaults."""
    form = state.form
    _cast_defaults(state)
    _note_the_time(state)
    known = {**metadata, "start": moment_text(state.world.now), "today": state.world.now.date().isoformat()}
    for field in form.fields:
        for node in state.nodes.get(field.ref, ()) if field.preload in known or field.preload in GIVEN_BY_HOST else ():
            node.text = instance_document.clean(known.get(field.preload, "")) or None
    recompute(state, form.dependencies.order)
    if form.actions:
        for event in FIRST_LOAD:
            run_actions(state, event)
        recompute(state, form.dependencies.order)


def _cast_defaults(state: Evaluation) -> None:
    for ref, nodes in state.nodes.items():
        typed = state.form.by_ref.get(ref)
        for node in nodes:
            if typed is not None and node.text and not len(node):
                node.text = state.stored(typed, node.text) or None
    for field in state.form.fields:
        begin_repeat(state, field)


def _note_the_time(state: Evaluation) -> None:
    if state.form.timed:
        state.root.set(CLOCK, state.world.now.isoformat(timespec="seconds"))


def take_up(state: Evaluation) -> None:
    """Work out again what depends on the time, where a draft is opened on another day or after a while.

    As ODK's engines do when an instance is loaded; between two answers of one sitting nothing of the kind happens.
    """
    if not state.form.timed:
        return
    now, text = state.world.now, state.root.get(CLOCK)
    _note_the_time(state)
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
    """Put the answers of a report into an empty document; what was set when it began is not set anew."""
    _cast_defaults(state)
    _note_the_time(state)
    recompute(state, state.form.dependencies.order)
    _take_attributes(sent, state.root)
    _restore(state, None, sent, state.root)
    state.reindex()
    _restore_meta(state, sent)
    recompute(state, state.form.dependencies.order)
    if any(LOAD in action.events for action in state.form.actions):
        run_actions(state, LOAD)
        recompute(state, state.form.dependencies.order)


def _restore_meta(state: Evaluation, sent: Any) -> None:
    """Take over ``meta``, but for the identifier: the old one is that of the report that is replaced.

    https://getodk.github.io/xforms-spec/#metadata
    """
    for ref, nodes in instance_document.index(sent).items():
        if "/meta/" in ref and not ref.endswith(("/meta/instanceID", "/meta/deprecatedID")):
            for old, node in zip(nodes, state.nodes.get(ref, ()), strict=False):
                _take_attributes(old, node)
                if not len(old):
                    _put(node, old.text)
    replaced = instance_document.instance_id(sent).text
    if replaced:
        own = instance_document.instance_id(state.root)
        instance_document.child(own.getparent(), "deprecatedID").text = replaced
        state.reindex()


def _restore(state: Evaluation, parent: str | None, sent: Any, node: Any) -> None:
    """Put submitted answers, and as many instances as were sent, below a node; what was not sent had none."""
    for field in state.form.children.get(parent, ()):
        old, new = instance_document.named(sent, field.name), instance_document.named(node, field.name)
        if field.kind is Type.REPEAT:
            for surplus in new[len(old) :]:
                node.remove(surplus)
            while len(new) < len(old):
                new.append(add_instance(state, field, node, fresh=False))
        for before, after in zip(old, new, strict=False):
            _take_attributes(before, after)
            if field.kind in (Type.REPEAT, Type.GROUP):
                _restore(state, field.ref, before, after)
            else:
                _put(after, before.text)


def _take_attributes(before: Any, after: Any) -> None:
    for name, value in before.attrib.items():
        if not name.startswith(f"{{{MARKS}}}"):
            after.set(name, value)


def _put(node: Any, text: str | None) -> None:
    """An answer where it belongs while relevance is still that of an empty form."""
    if node.get(OFF) is None:
        node.text = text
    elif text:
        node.set(KEPT, text)
