"""Reading a compiled XForm: the XML of the standard into the fields of ``forms.form``.

https://getodk.github.io/xforms-spec/ is the source of every element and attribute named here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from forms.errors import FormError
from forms.model.form import GIVEN_BY_HOST, REVIEW_FROM, Field, Form, Repeat, Settings
from forms.model.types import Bounds, Type
from forms.xform.compiled_parts import Parts, unsupported
from forms.xform.faults import Faults
from forms.xform.itemsets import ListReader, most_choices, names_of, with_ticks
from forms.xform.itext import XFORMS, Texts, language_code
from forms.xform.nodes import JR, OWN, shape_of
from forms.xpath.dependencies import Dependencies, Item, build, references
from forms.xpath.expressions import Expression, local_name, safe_parser

__all__ = ["language_code", "read"]

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TITLE_MOST = 10_000


def read(xml: str, faults: Faults | None = None) -> Form:
    """The form of one compiled XForm.

    faults: where mistakes are gathered; the form is then good for finding more of them only.

    Raises:
        FormError: ``not_an_xform``; unless they are gathered, every other mistake.
    """
    faults = faults or Faults()
    try:
        root = etree.fromstring(xml.encode(), safe_parser())
    except etree.XMLSyntaxError as error:
        raise FormError("not_an_xform", details={"reason": str(error)[:200]}) from error
    model = root.find(f"{_XHTML}head/{XFORMS}model")
    body = root.find(f"{_XHTML}body")
    if model is None or body is None or root.getroottree().docinfo.doctype:
        raise FormError("not_an_xform", details={"reason": "model"})
    return _Reader(Parts(xml, root, model, body, faults), faults, Texts(faults)).form()


@dataclass
class _Reader:
    parts: Parts
    faults: Faults
    texts: Texts
    lists: ListReader = dataclasses.field(init=False)

    def form(self) -> Form:
        parts = self.parts
        self.texts.read(parts.model)
        parts.read()
        self.lists = ListReader(self.texts, parts.instances, parts.external)
        top = "/" + local_name(parts.primary)
        shape = shape_of(parts.primary)
        parts.take_templates(parts.primary, top)
        etree.cleanup_namespaces(parts.primary)
        found = self._fields(shape, top, None)
        fields = tuple(replace(field, order=order) for order, field in enumerate(found))
        asked = sum(1 for field in fields if field.walked)
        title = self.parts.root.findtext(f"{_XHTML}head/{_XHTML}title") or ""
        languages = tuple(self.texts.languages)
        return Form(
            xml=self.parts.xml,
            id=self.parts.primary.get("id", ""),
            title=title.strip()[:_TITLE_MOST],
            version=self.parts.primary.get("version", ""),
            languages=languages,
            fields=fields,
            settings=Settings(self._review(asked, fields)),
            by_ref={field.ref: field for field in fields},
            by_name=names_of(fields),
            instances=self.parts.instances,
            choice_labels=self.lists.labels(),
            blank=etree.tostring(self.parts.primary, encoding="unicode"),
            dependencies=self._dependencies(fields),
            walk=tuple(field for field in fields if field.walked),
            children=children_of(fields),
            repeats=frozenset(field.ref for field in fields if field.repeat),
            actions=tuple(self.parts.actions),
            texts=self.texts.words,
            text_media=self.texts.media,
        )

    def _dependencies(self, fields: Sequence[Field]) -> Dependencies:
        parents = {field.ref: field.parent for field in fields}
        try:
            return build(_items(fields), parents)
        except FormError as error:
            self.faults.met(error)
            return build({}, parents)

    def _review(self, asked: int, fields: Sequence[Field]) -> bool:
        """Default for a form that does not say: from five questions on, and where a repeat may bring any number."""
        setting = (self.parts.model.get(f"{OWN}review") or "").strip().lower()
        if setting:
            return setting in ("yes", "true", "true()", "1")
        return asked >= REVIEW_FROM or any(field.repeat for field in fields)

    def _fields(self, element: Any, parent: str, parent_field: str | None) -> Iterator[Field]:
        for child in element:
            ref = f"{parent}/{local_name(child)}"
            if local_name(child) == "meta":
                yield from self._meta(child, ref)
            elif ref in self.parts.repeats:
                yield self._repeat(ref, parent_field)
                yield from self._fields(child, ref, ref)
            elif len(child) or ref in self.parts.containers:
                yield self._group(ref, parent_field)
                yield from self._fields(child, ref, ref)
            else:
                yield self._leaf(ref, parent_field)
            yield from self._attributes(child, ref)

    def _attributes(self, element: Any, ref: str) -> Iterator[Field]:
        """Attributes that are calculated or set, as fields of their own: never asked, never shown."""
        given = {action.ref for action in self.parts.actions}
        for attribute in (f"{ref}/@{name.rpartition('}')[2]}" for name in element.attrib):
            if self.parts.bind(attribute, "calculate") or attribute in given:
                yield self._leaf(attribute, ref)

    def _meta(self, meta: Any, ref: str) -> Iterator[Field]:
        """Fields below meta that are calculated or set: the instance's name, an entity's label, id and marks."""
        for child in meta:
            below = f"{ref}/{local_name(child)}"
            if local_name(child) == "audit":
                self.faults.met(unsupported("audit", "audit"))
            if self.parts.bind(below, "calculate"):
                yield self._leaf(below, None)
            yield from (*self._attributes(child, below), *self._meta(child, below))

    def _group(self, ref: str, parent: str | None) -> Field:
        name = ref.rpartition("/")[2]
        element = self.parts.containers.get(ref)
        label = None if element is None else element.find(f"{XFORMS}label")
        return Field(
            ref,
            name,
            Type.GROUP,
            parent,
            0,
            labels=self.texts.of(label, name),
            relevant=self.faults.compiled(self.parts.bind(ref, "relevant"), name, "relevant"),
            read_only=_unless_false(self.faults.compiled(self.parts.bind(ref, "readonly"), name, "read_only")),
            languages=tuple(self.texts.languages),
        )

    def _repeat(self, ref: str, parent: str | None) -> Field:
        """A repeat; its label stands on the group around it, which has the same reference."""
        element = self.parts.repeats[ref]
        name = ref.rpartition("/")[2]
        count = self.faults.compiled(element.get(f"{JR}count"), name, "repeat_count")
        no_changes = (element.get(f"{JR}noAddRemove") or "").strip() == "true()"
        field = self._group(ref, parent)
        labels = field.labels or self.texts.of(element.find(f"{XFORMS}label"), name)
        repeat = Repeat(count, count is not None or no_changes, self.parts.templates[ref])
        return replace(field, kind=Type.REPEAT, labels=labels, repeat=repeat)

    def _leaf(self, ref: str, parent: str | None) -> Field:
        name = ref.rpartition("/")[2]
        bind: Mapping[str, str] = self.parts.binds[ref].attrib if ref in self.parts.binds else {}
        control = self.parts.controls.get(ref)
        preload = bind.get(f"{JR}preloadParams") or bind.get(f"{JR}preload", "")
        # What stands for a person comes from the host alone.
        calculate = (
            None if preload in GIVEN_BY_HOST else self.faults.compiled(bind.get("calculate"), name, "calculation")
        )
        kind = control.kind if control else Type.METADATA if preload else Type.HIDDEN
        kind = Type.CALCULATE if calculate and control is None and not preload else kind
        constraint = self.faults.compiled(bind.get("constraint"), name, "constraint")
        field = Field(
            ref=ref,
            name=name,
            kind=kind,
            parent=parent,
            order=0,
            data_type=bind.get("type", "string").rpartition(":")[2],
            relevant=self.faults.compiled(bind.get("relevant"), name, "relevant"),
            calculate=calculate,
            constraint=constraint,
            required=_unless_false(self.faults.compiled(bind.get("required"), name, "required")),
            read_only=_unless_false(self.faults.compiled(bind.get("readonly"), name, "read_only")),
            constraint_messages=self.texts.message(bind.get(f"{JR}constraintMsg")),
            required_messages=self.texts.message(bind.get(f"{JR}requiredMsg")),
            preload=preload,
            figure=bind.get(f"{OWN}figure", ""),
            max_choices=most_choices(constraint),
            languages=tuple(self.texts.languages),
        )
        return field if control is None else self._shown(field, control.element)

    def _shown(self, field: Field, element: Any) -> Field:
        """The field with what its control in the body says."""
        label, hint = (element.find(f"{XFORMS}{tag}") for tag in ("label", "hint"))
        itemset, inline, choices = self.lists.choices(element, field.name) if field.kind.has_choices else (None, (), ())
        media = {**self.texts.media_of(hint), **self.texts.media_of(label)}
        guidance = media.pop("guidance", {})
        bounds, hints = None, self.texts.of(hint, field.name)
        if field.kind is Type.RANGE:
            bounds = Bounds(element.get("start") or "0", element.get("end") or "10", element.get("step") or "1")
            hints = with_ticks(hints, self.lists.ticks(element))
        return replace(
            field,
            labels=self.texts.of(label, field.name),
            hints=hints,
            guidance=guidance,
            media=media,
            appearance=frozenset((element.get("appearance") or "").split()),
            itemset=itemset,
            inline=inline,
            choices=choices,
            bounds=bounds,
        )


def children_of(fields: Sequence[Field]) -> dict[str | None, tuple[Field, ...]]:
    found: dict[str | None, tuple[Field, ...]] = {}
    for field in fields:
        found[field.parent] = (*found.get(field.parent, ()), field)
    return found


def _items(fields: Sequence[Field]) -> dict[Item, set[str]]:
    found: dict[Item, set[str]] = {}
    for field in fields:
        if field.relevant is not None:
            found["relevant", field.ref] = references(field.relevant, field.ref)
        if field.calculate is not None:
            found["calculate", field.ref] = references(field.calculate, field.ref)
        if field.itemset is not None and field.itemset.nodes is not None:
            found["choices", field.ref] = references(field.itemset.nodes, field.ref)
        if field.repeat is not None and field.repeat.count is not None:
            found["count", field.ref] = references(field.repeat.count, field.ref)
    return found


def _unless_false(expression: Expression | None) -> Expression | None:
    return None if expression is not None and expression.text in ("false()", "false") else expression
