"""The parts of a compiled XForm, taken out of its XML: instances, binds, actions, and the controls of the body."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from forms.errors import FormError
from forms.model.form import Action
from forms.model.types import Type
from forms.xform.faults import Faults
from forms.xform.itext import XFORMS
from forms.xform.nodes import JR, plain_ref, without_namespace
from forms.xpath.expressions import local_name

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


@dataclass
class Control:
    """An element of the body that asks for an answer."""

    element: Any
    kind: Type


@dataclass
class Parts:
    """All parts by their references. `primary`: the document that answers go into, with its templates taken out at the end."""

    xml: str
    root: Any
    model: Any
    body: Any
    faults: Faults
    binds: dict[str, Any] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    containers: dict[str, Any] = field(default_factory=dict)
    repeats: dict[str, Any] = field(default_factory=dict)
    templates: dict[str, Any] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    instances: dict[str, Any] = field(default_factory=dict)
    external: set[str] = field(default_factory=set)
    primary: Any = None

    def read(self) -> None:
        """Take everything in, in the order in which one needs the other."""
        self._read_instances()
        self._read_binds()
        self._read_actions()
        self._read_controls(self.body)

    def _read_binds(self) -> None:
        for bind in self.model.iter(f"{XFORMS}bind"):
            self.binds[plain_ref(bind.get("nodeset", ""))] = bind

    def _read_instances(self) -> None:
        if "__last-saved" in self.xml:
            self.faults.met(unsupported("last-saved", "last-saved"))
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
                self.faults.met(unsupported(element.get("ref", ""), kind))

    def _read_action(self, element: Any) -> None:
        ref = element.get("ref") or element.get("bind") or ""
        bound = next((bind for bind in self.binds.values() if bind.get("id") == ref), None)
        ref = bound.get("nodeset", "") if bound is not None else ref
        events = frozenset((element.get("event") or "").split())
        if not events <= _EVENTS:
            self.faults.met(unsupported(ref, next(iter(events - _EVENTS))))
        parent = element.getparent()
        source = (parent.get("ref") or parent.get("nodeset") or "") if "xforms-value-changed" in events else ""
        name = plain_ref(ref).rpartition("/")[2]
        target = self.faults.compiled(ref, name, "trigger")
        value = self.faults.compiled(element.get("value"), name, "default") or (element.text or "").strip()
        if target is None:
            self.faults.met(unsupported(ref, "setvalue"))
        else:
            self.actions.append(Action(events, plain_ref(source), plain_ref(ref), target, value))

    def _read_controls(self, parent: Any) -> None:
        for element in parent:
            tag = local_name(element)
            ref = self._ref(element)
            appearance = element.get("appearance") or ""
            for word, kind in _REFUSED_APPEARANCES.items():
                if kind and word in appearance:
                    self.faults.met(unsupported(ref, kind))
            if tag == "group":
                if ref:
                    self.containers[ref] = element
                self._read_controls(element)
            elif tag == "repeat":
                self.repeats[ref] = element
                self._read_controls(element)
            elif element.get("query"):
                self.faults.met(unsupported(ref, "select_one_external"))
            elif tag in ("input", "secret", "upload", "range", *_CONTROLS):
                self.controls[ref] = Control(element, self._kind(tag, element, ref))

    def _ref(self, element: Any) -> str:
        bound = element.get("bind")
        for bind in self.binds.values() if bound else ():
            if bind.get("id") == bound:
                return plain_ref(bind.get("nodeset", ""))
        return plain_ref(element.get("ref") or element.get("nodeset") or "")

    def _kind(self, tag: str, element: Any, ref: str) -> Type:
        data_type = (self.bind(ref, "type") or "string").rpartition(":")[2]
        if "label" in (element.get("appearance") or "").split() and tag in ("select", "select1"):
            return Type.HIDDEN  # it only heads the columns of a table, and nobody answers it
        if tag in _CONTROLS:
            return _CONTROLS[tag]
        if tag == "range":
            return Type.RANGE
        if tag == "upload":
            kind = _UPLOADS.get((element.get("mediatype") or "").partition("/")[0])
            if kind is None or "osm" in (element.get("mediatype") or ""):
                self.faults.met(unsupported(ref, "osm" if "osm" in (element.get("mediatype") or "") else "upload"))
            return kind or Type.FILE
        if data_type not in _INPUTS:
            self.faults.met(unsupported(ref, data_type))
        kind = _INPUTS.get(data_type, Type.TEXT)
        given = self.bind(ref, "calculate") or any(action.ref == ref for action in self.actions)
        if kind is Type.TEXT and self.bind(ref, "readonly") == "true()" and not given and not self._default(ref):
            return Type.NOTE
        return kind

    def _default(self, ref: str) -> str:
        found = self.primary.getroottree().xpath(ref) if re.fullmatch(r"(/[\w.-]+)+", ref) else []
        return (found[0].text or "") if found else ""

    def bind(self, ref: str, attribute: str) -> str | None:
        """An attribute of the bind of a reference; None where it has none."""
        bind = self.binds.get(ref)
        return None if bind is None else bind.get(attribute)

    def take_templates(self, element: Any, ref: str) -> None:
        """Keep a copy of what a new instance of each repeat looks like, and take the templates out of the document."""
        for child in list(element):
            below = f"{ref}/{local_name(child)}"
            is_template = child.attrib.pop(f"{JR}template", None) is not None
            self.take_templates(child, below)
            if below in self.repeats and (is_template or below not in self.templates):
                self.templates[below] = copy.deepcopy(child)
                etree.cleanup_namespaces(self.templates[below])
            if is_template and below in self.repeats:
                element.remove(child)


def unsupported(ref: str, kind: str) -> FormError:
    """The refusal of a field, since we cannot do what its type asks for."""
    return FormError("unsupported_type", details={"name": plain_ref(ref).rpartition("/")[2], "type": kind})
