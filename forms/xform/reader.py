"""Reading a compiled XForm: the XML of the standard into the fields of ``forms.form``.

https://getodk.github.io/xforms-spec/ is the source of every element and attribute named here.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from forms.errors import FormError
from forms.model.form import GIVEN_BY_HOST, REVIEW_FROM, Action, Field, Form, Repeat, Settings
from forms.model.types import Bounds, Type
from forms.xform.faults import Faults
from forms.xform.itemsets import ListReader, most_choices, names_of, with_ticks
from forms.xform.itext import XFORMS, Texts, language_code
from forms.xform.nodes import JR, OWN, plain_ref, shape_of, without_namespace
from forms.xpath.dependencies import Dependencies, Item, build, references
from forms.xpath.expressions import Expression, local_name, safe_parser

__all__ = ["language_code", "read"]

_XHTML = "{http://www.w3.org/1999/xhtml}"
_INPUTS = {
    "string": Type.TEXT,
    "text": Type.TEXT,
    **dict.fromkeys(("int", "integer", "long"), Type.INTEGER),
    "decimal": Type.DECIMAL,
    "date": Type.DATE,
    "time": Type.TIME,
    "dateTime": Type.DATETIME,
    "geopoint": Type.GEOPOINT,
    "barcode": Type.BARCODE,
    "boolean": Type.TEXT,
    "intent": Type.TEXT,
}
_UPLOADS = {"image": Type.IMAGE, "audio": Type.AUDIO, "video": Type.VIDEO, "application": Type.FILE, "*": Type.FILE}
_CONTROLS = {"select1": Type.SELECT_ONE, "select": Type.SELECT_MULTIPLE, "rank": Type.RANK, "trigger": Type.ACKNOWLEDGE}
_REFUSED_ACTIONS = {"recordaudio": "background-audio", "setgeopoint": "start-geopoint"}
# Appearances that are another question type in disguise, or that look elsewhere for their choices.
_REFUSED_APPEARANCES = {"printer": "printer", "search(": "search", "placement-map": "", "bearing": "bearing"}
_EVENTS = frozenset({"odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed"})
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
    return _Reader(xml, root, model, body, faults, Texts(faults)).form()


@dataclass
class _Control:
    element: Any
    kind: Type


@dataclass
class _Reader:
    xml: str
    root: Any
    model: Any
    body: Any
    faults: Faults
    texts: Texts
    binds: dict[str, Any] = field(default_factory=dict)
    controls: dict[str, _Control] = field(default_factory=dict)
    containers: dict[str, Any] = field(default_factory=dict)
    repeats: dict[str, Any] = field(default_factory=dict)
    templates: dict[str, Any] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    instances: dict[str, Any] = field(default_factory=dict)
    external: set[str] = field(default_factory=set)
    primary: Any = None
    lists: ListReader = field(init=False)

    def form(self) -> Form:
        self.texts.read(self.model)
        self._read_instances()
        self._read_binds()
        self._read_actions()
        self._read_controls(self.body)
        self.lists = ListReader(self.texts, self.instances, self.external)
        top = "/" + local_name(self.primary)
        shape = shape_of(self.primary)
        self._take_templates(self.primary, top)
        etree.cleanup_namespaces(self.primary)
        found = self._fields(shape, top, None)
        fields = tuple(replace(one, order=order) for order, one in enumerate(found))
        asked = sum(1 for field in fields if field.walked)
        title = self.root.findtext(f"{_XHTML}head/{_XHTML}title") or ""
        languages = tuple(self.texts.languages)
        return Form(
            xml=self.xml,
            id=self.primary.get("id", ""),
            title=title.strip()[:_TITLE_MOST],
            version=self.primary.get("version", ""),
            languages=languages,
            fields=fields,
            settings=Settings(self._review(asked, fields), languages[0] if languages else ""),
            by_ref={one.ref: one for one in fields},
            by_name=names_of(fields),
            instances=self.instances,
            choice_labels=self.lists.labels(),
            blank=etree.tostring(self.primary, encoding="unicode"),
            dependencies=self._dependencies(fields),
            walk=tuple(one for one in fields if one.walked),
            children=children_of(fields),
            repeats=frozenset(one.ref for one in fields if one.repeat),
            actions=tuple(self.actions),
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
        setting = (self.model.get(f"{OWN}review") or "").strip().lower()
        if setting:
            return setting in ("yes", "true", "true()", "1")
        return asked >= REVIEW_FROM or any(field.repeat for field in fields)

    def _read_binds(self) -> None:
        for bind in self.model.iter(f"{XFORMS}bind"):
            self.binds[plain_ref(bind.get("nodeset", ""))] = bind

    def _read_instances(self) -> None:
        if "__last-saved" in self.xml:
            self.faults.met(_unsupported("last-saved", "last-saved"))
        for instance in self.model.findall(f"{XFORMS}instance"):
            source = instance.get("src", "")
            if self.primary is None:
                children = list(instance)
                if len(children) != 1:
                    raise FormError("not_an_xform", details={"reason": "instance"})
                self.primary = without_namespace(children[0])
            elif source and not len(instance):
                self.external.add(instance.get("id", ""))
            else:
                self.instances[instance.get("id", "")] = without_namespace(instance)
        if self.primary is None:
            raise FormError("not_an_xform", details={"reason": "instance"})

    def _read_actions(self) -> None:
        for element in self.root.iter("{*}setvalue"):
            self._read_action(element)
        for name, kind in _REFUSED_ACTIONS.items():
            for element in self.root.iter(f"{{*}}{name}"):
                self.faults.met(_unsupported(element.get("ref", ""), kind))

    def _read_action(self, element: Any) -> None:
        ref = element.get("ref") or element.get("bind") or ""
        bound = next((bind for bind in self.binds.values() if bind.get("id") == ref), None)
        ref = bound.get("nodeset", "") if bound is not None else ref
        events = frozenset((element.get("event") or "").split())
        if not events <= _EVENTS:
            self.faults.met(_unsupported(ref, next(iter(events - _EVENTS))))
        parent = element.getparent()
        source = (parent.get("ref") or parent.get("nodeset") or "") if "xforms-value-changed" in events else ""
        name = plain_ref(ref).rpartition("/")[2]
        target = self.faults.compiled(ref, name, "trigger")
        value = self.faults.compiled(element.get("value"), name, "default") or (element.text or "").strip()
        if target is None:
            self.faults.met(_unsupported(ref, "setvalue"))
        else:
            self.actions.append(Action(events, plain_ref(source), plain_ref(ref), target, value))

    def _read_controls(self, parent: Any) -> None:
        for element in parent:
            tag = local_name(element)
            ref = self._ref(element)
            appearance = element.get("appearance") or ""
            for word, kind in _REFUSED_APPEARANCES.items():
                if kind and word in appearance:
                    self.faults.met(_unsupported(ref, kind))
            if tag == "group":
                if ref:
                    self.containers[ref] = element
                self._read_controls(element)
            elif tag == "repeat":
                self.repeats[ref] = element
                self._read_controls(element)
            elif element.get("query"):
                self.faults.met(_unsupported(ref, "select_one_external"))
            elif tag in ("input", "secret", "upload", "range", *_CONTROLS):
                self.controls[ref] = _Control(element, self._kind(tag, element, ref))

    def _ref(self, element: Any) -> str:
        bound = element.get("bind")
        for bind in self.binds.values() if bound else ():
            if bind.get("id") == bound:
                return plain_ref(bind.get("nodeset", ""))
        return plain_ref(element.get("ref") or element.get("nodeset") or "")

    def _kind(self, tag: str, element: Any, ref: str) -> Type:
        data_type = (self._bind(ref, "type") or "string").rpartition(":")[2]
        if "label" in (element.get("appearance") or "").split() and tag in ("select", "select1"):
            return Type.HIDDEN  # it only heads the columns of a table, and nobody answers it
        if tag in _CONTROLS:
            return _CONTROLS[tag]
        if tag == "range":
            return Type.RANGE
        if tag == "upload":
            kind = _UPLOADS.get((element.get("mediatype") or "").partition("/")[0])
            if kind is None or "osm" in (element.get("mediatype") or ""):
                self.faults.met(_unsupported(ref, "osm" if "osm" in (element.get("mediatype") or "") else "upload"))
            return kind or Type.FILE
        if data_type not in _INPUTS:
            self.faults.met(_unsupported(ref, data_type))
        kind = _INPUTS.get(data_type, Type.TEXT)
        given = self._bind(ref, "calculate") or any(action.ref == ref for action in self.actions)
        if kind is Type.TEXT and self._bind(ref, "readonly") == "true()" and not given and not self._default(ref):
            return Type.NOTE
        return kind

    def _default(self, ref: str) -> str:
        found = self.primary.getroottree().xpath(ref) if re.fullmatch(r"(/[\w.-]+)+", ref) else []
        return (found[0].text or "") if found else ""

    def _bind(self, ref: str, attribute: str) -> str | None:
        bind = self.binds.get(ref)
        return None if bind is None else bind.get(attribute)

    def _take_templates(self, element: Any, ref: str) -> None:
        """Keep a copy of what a new instance of each repeat looks like, and take the templates out of the document."""
        for child in list(element):
            below = f"{ref}/{local_name(child)}"
            is_template = child.attrib.pop(f"{JR}template", None) is not None
            self._take_templates(child, below)
            if below in self.repeats and (is_template or below not in self.templates):
                self.templates[below] = copy.deepcopy(child)
                etree.cleanup_namespaces(self.templates[below])
            if is_template and below in self.repeats:
                element.remove(child)

    def _fields(self, element: Any, parent: str, parent_field: str | None) -> Iterator[Field]:
        for child in element:
            ref = f"{parent}/{local_name(child)}"
            if local_name(child) == "meta":
                yield from self._meta(child, ref)
            elif ref in self.repeats:
                yield self._repeat(ref, parent_field)
                yield from self._fields(child, ref, ref)
            elif len(child) or ref in self.containers:
                yield self._group(ref, parent_field)
                yield from self._fields(child, ref, ref)
            else:
                yield self._leaf(ref, parent_field)
            yield from self._attributes(child, ref)

    def _attributes(self, element: Any, ref: str) -> Iterator[Field]:
        """Attributes that are calculated or set, as fields of their own: never asked, never shown."""
        given = {action.ref for action in self.actions}
        for one in (f"{ref}/@{name.rpartition('}')[2]}" for name in element.attrib):
            if self._bind(one, "calculate") or one in given:
                yield self._leaf(one, ref)

    def _meta(self, meta: Any, ref: str) -> Iterator[Field]:
        """Fields below meta that are calculated or set: the instance's name, an entity's label, id and marks."""
        for child in meta:
            below = f"{ref}/{local_name(child)}"
            if local_name(child) == "audit":
                self.faults.met(_unsupported("audit", "audit"))
            if self._bind(below, "calculate"):
                yield self._leaf(below, None)
            yield from (*self._attributes(child, below), *self._meta(child, below))

    def _group(self, ref: str, parent: str | None) -> Field:
        name = ref.rpartition("/")[2]
        element = self.containers.get(ref)
        label = None if element is None else element.find(f"{XFORMS}label")
        return Field(
            ref,
            name,
            Type.GROUP,
            parent,
            0,
            labels=self.texts.of(label, name),
            relevant=self.faults.compiled(self._bind(ref, "relevant"), name, "relevant"),
            read_only=_unless_false(self.faults.compiled(self._bind(ref, "readonly"), name, "read_only")),
            languages=tuple(self.texts.languages),
        )

    def _repeat(self, ref: str, parent: str | None) -> Field:
        """A repeat; its label stands on the group around it, which has the same reference."""
        element = self.repeats[ref]
        name = ref.rpartition("/")[2]
        count = self.faults.compiled(element.get(f"{JR}count"), name, "repeat_count")
        no_changes = (element.get(f"{JR}noAddRemove") or "").strip() == "true()"
        one = self._group(ref, parent)
        labels = one.labels or self.texts.of(element.find(f"{XFORMS}label"), name)
        repeat = Repeat(count, count is not None or no_changes, self.templates[ref])
        return replace(one, kind=Type.REPEAT, labels=labels, repeat=repeat)

    def _leaf(self, ref: str, parent: str | None) -> Field:
        name = ref.rpartition("/")[2]
        bind: Mapping[str, str] = self.binds[ref].attrib if ref in self.binds else {}
        control = self.controls.get(ref)
        preload = bind.get(f"{JR}preloadParams") or bind.get(f"{JR}preload", "")
        # What stands for a person comes from the host alone.
        calculate = (
            None if preload in GIVEN_BY_HOST else self.faults.compiled(bind.get("calculate"), name, "calculation")
        )
        kind = control.kind if control else Type.METADATA if preload else Type.HIDDEN
        kind = Type.CALCULATE if calculate and control is None and not preload else kind
        constraint = self.faults.compiled(bind.get("constraint"), name, "constraint")
        one = Field(
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
        return one if control is None else self._shown(one, control.element)

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
    for one in fields:
        found[one.parent] = (*found.get(one.parent, ()), one)
    return found


def _items(fields: Sequence[Field]) -> dict[Item, set[str]]:
    found: dict[Item, set[str]] = {}
    for one in fields:
        if one.relevant is not None:
            found["relevant", one.ref] = references(one.relevant, one.ref)
        if one.calculate is not None:
            found["calculate", one.ref] = references(one.calculate, one.ref)
        if one.itemset is not None and one.itemset.nodes is not None:
            found["choices", one.ref] = references(one.itemset.nodes, one.ref)
        if one.repeat is not None and one.repeat.count is not None:
            found["count", one.ref] = references(one.repeat.count, one.ref)
    return found


def _unless_false(expression: Expression | None) -> Expression | None:
    return None if expression is not None and expression.text in ("false()", "false") else expression


def _unsupported(ref: str, kind: str) -> FormError:
    return FormError("unsupported_type", details={"name": plain_ref(ref).rpartition("/")[2], "type": kind})
