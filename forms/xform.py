"""Reading a compiled XForm: the XML of the standard into the fields of ``forms.form``.

https://getodk.github.io/xforms-spec/ is the source of every element and attribute named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from forms.dependencies import Item, build, references
from forms.errors import FormError
from forms.expressions import Expression, ExpressionError, compile_expression, local_name, safe_parser
from forms.form import FORM_NAMESPACE, REVIEW_FROM, Field, Form, Itemset, Settings, Template
from forms.types import Type
from forms.xpath import Binary, Call, Literal, Node, Path, Step

_XFORMS = "{http://www.w3.org/2002/xforms}"
_JR = "{http://openrosa.org/javarosa}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OWN = f"{{{FORM_NAMESPACE}}}"
_ITEXT = re.compile(r"jr:itext\('(.+)'\)\Z")
_LANGUAGE = re.compile(r".*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*\Z")
_INPUTS = {"string": Type.TEXT, "int": Type.INTEGER, "decimal": Type.DECIMAL, "date": Type.DATE}
_TITLE_MOST = 10_000
_Texts = Mapping[str, Mapping[str, Template]]


def read(xml: str) -> Form:
    """The form of one compiled XForm.

    Raises:
        FormError: ``not_an_xform``, ``unsupported_type``, ``bad_expression``, ``unknown_function``,
            ``dependency_cycle`` or ``nothing_to_ask``.
    """
    try:
        root = etree.fromstring(xml.encode(), safe_parser())
    except etree.XMLSyntaxError as error:
        raise FormError("not_an_xform", details={"reason": str(error)[:200]}) from error
    model = root.find(f"{_XHTML}head/{_XFORMS}model")
    body = root.find(f"{_XHTML}body")
    if model is None or body is None or root.getroottree().docinfo.doctype:
        raise FormError("not_an_xform", details={"reason": "model"})
    return _Reader(xml, root, model, body).form()


def _expression(text: str | None, name: str, column: str) -> Expression | None:
    if text is None or not text.strip():
        return None
    try:
        return compile_expression(text.strip())
    except ExpressionError as error:
        details = {"name": name, "column": column, "expression": text.strip()[:200], "reason": error.reason}
        raise FormError(error.code, details=details) from error


def _template(element: Any, name: str) -> Template:
    """Text with ``<output value="..."/>`` in between, as pieces."""
    pieces: list[str | Expression] = [element.text or ""]
    for child in element:
        if local_name(child) == "output":
            quoted = _expression(child.get("value") or child.get("ref"), name, "label")
            pieces.extend([] if quoted is None else [quoted])
        pieces.append(child.tail or "")
    return tuple(piece for piece in pieces if piece != "")


def language_code(name: str) -> str:
    """ "vi" of "Tiếng Việt (vi)"; a name without a code is its own code."""
    match = _LANGUAGE.match(name)
    return match[1].lower() if match else name.strip()


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
    languages: list[str] = field(default_factory=list)
    texts: dict[str, dict[str, Template]] = field(default_factory=dict)
    binds: dict[str, Any] = field(default_factory=dict)
    controls: dict[str, _Control] = field(default_factory=dict)
    containers: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    instances: dict[str, Any] = field(default_factory=dict)
    external: set[str] = field(default_factory=set)
    primary: Any = None

    def form(self) -> Form:
        self._read_itext()
        self._read_instances()
        for bind in self.model.iter(f"{_XFORMS}bind"):
            self.binds[bind.get("nodeset", "")] = bind
        for setvalue in self.model.iter(f"{_XFORMS}setvalue"):
            if setvalue.get("event") == "odk-instance-first-load":
                self.defaults[setvalue.get("ref", "")] = setvalue.get("value", "")
            else:
                raise _unsupported(setvalue.get("ref", ""), "trigger")
        for action, kind in (("recordaudio", "background-audio"), ("setgeopoint", "start-geopoint")):
            for element in self.model.iter(f"{{*}}{action}"):
                raise _unsupported(element.get("ref", ""), kind)
        self._read_controls(self.body)
        fields = tuple(replace(one, order=order) for order, one in enumerate(self._fields(self.primary, "", None)))
        asked = sum(1 for one in fields if one.walked)
        if not any(one.kind.asked for one in fields):
            raise FormError("nothing_to_ask")
        title = self.root.findtext(f"{_XHTML}head/{_XHTML}title") or ""
        return Form(
            xml=self.xml,
            id=self.primary.get("id", ""),
            title=title.strip()[:_TITLE_MOST],
            version=self.primary.get("version", ""),
            languages=tuple(self.languages),
            fields=fields,
            settings=Settings(self._review(asked), self.languages[0] if self.languages else ""),
            by_ref={one.ref: one for one in fields},
            by_name=_names(fields),
            instances=self.instances,
            choice_labels={name: self._choice_labels(root) for name, root in self.instances.items()},
            blank=etree.tostring(self.primary, encoding="unicode"),
            dependencies=build(_items(fields), {one.ref: one.parent for one in fields}),
            walk=tuple(one for one in fields if one.walked),
            notes_before=_notes_before(fields),
        )

    def _review(self, asked: int) -> bool:
        setting = (self.model.get(f"{_OWN}review") or "").strip().lower()
        if setting:
            return setting in ("yes", "true", "true()", "1")
        return asked >= REVIEW_FROM

    def _read_itext(self) -> None:
        translations = self.model.findall(f"{_XFORMS}itext/{_XFORMS}translation")
        translations.sort(key=lambda one: one.get("default") is None)
        for translation in translations:
            language = language_code(translation.get("lang", ""))
            self.languages.append(language)
            for text in translation.iter(f"{_XFORMS}text"):
                for value in text.iter(f"{_XFORMS}value"):
                    if value.get("form") in (None, "long"):
                        known = self.texts.setdefault(text.get("id", ""), {})
                        known.setdefault(language, _template(value, text.get("id", "")))
        # pyxform fills what a translator left out with a dash: better the other language than a dash.
        for known in self.texts.values():
            if any(template != ("-",) for template in known.values()):
                for language in [language for language, template in known.items() if template == ("-",)]:
                    del known[language]

    def _read_instances(self) -> None:
        for instance in self.model.findall(f"{_XFORMS}instance"):
            if self.primary is None:
                children = list(instance)
                if len(children) != 1:
                    raise FormError("not_an_xform", details={"reason": "instance"})
                self.primary = _without_namespace(children[0])
            elif instance.get("src"):
                self.external.add(instance.get("id", ""))
            else:
                self.instances[instance.get("id", "")] = _without_namespace(instance)
        if self.primary is None:
            raise FormError("not_an_xform", details={"reason": "instance"})

    def _read_controls(self, parent: Any) -> None:
        for element in parent:
            tag = local_name(element)
            ref = element.get("ref") or element.get("nodeset") or ""
            if tag == "group":
                if ref:
                    self.containers[ref] = element
                self._read_controls(element)
            elif tag == "repeat":
                raise _unsupported(ref, "repeat")
            elif element.find(f".//{_XFORMS}setvalue") is not None:
                raise _unsupported(ref, "trigger")
            elif element.get("query"):
                raise _unsupported(ref, "select_one_external")
            elif tag in ("input", "select", "select1", "upload", "trigger", "range", "rank", "secret"):
                self.controls[ref] = _Control(element, self._kind(tag, element, ref))

    def _kind(self, tag: str, element: Any, ref: str) -> Type:
        data_type = self._bind(ref, "type") or "string"
        if tag == "select1":
            return Type.SELECT_ONE
        if tag == "select":
            return Type.SELECT_MULTIPLE
        if tag == "upload" and (element.get("mediatype") or "").startswith("image/"):
            return Type.IMAGE
        if tag != "input" or data_type not in _INPUTS:
            what = data_type if tag == "input" else (element.get("mediatype") or tag).partition("/")[0]
            raise _unsupported(ref, {"application": "file", "trigger": "acknowledge"}.get(what, what))
        kind = _INPUTS[data_type]
        silent = (
            self._bind(ref, "readonly") == "true()" and not self._bind(ref, "calculate") and ref not in self.defaults
        )
        if kind is Type.TEXT and silent and not self._default_text(ref):
            return Type.NOTE
        return kind

    def _default_text(self, ref: str) -> str:
        found = self.primary.getroottree().xpath(ref) if ref else []
        return (found[0].text or "") if found else ""

    def _bind(self, ref: str, attribute: str) -> str | None:
        bind = self.binds.get(ref)
        return None if bind is None else bind.get(attribute)

    def _fields(self, element: Any, parent: str, parent_field: str | None) -> Iterator[Field]:
        for child in element:
            ref = f"{parent or '/' + local_name(element)}/{local_name(child)}"
            if local_name(child) == "meta":
                yield from self._meta(child, ref)
                continue
            if len(child) or ref in self.containers:
                yield self._group(ref, parent_field)
                yield from self._fields(child, ref, ref)
            else:
                yield self._leaf(ref, parent_field)

    def _meta(self, meta: Any, ref: str) -> Iterator[Field]:
        for child in meta:
            name = local_name(child)
            if name == "audit":
                raise _unsupported(name, name)
            if self._bind(f"{ref}/{name}", "calculate"):
                yield self._leaf(f"{ref}/{name}", None)

    def _group(self, ref: str, parent: str | None) -> Field:
        name = ref.rpartition("/")[2]
        element = self.containers.get(ref)
        labels = {} if element is None else self._texts_of(element.find(f"{_XFORMS}label"), name)
        relevant = _expression(self._bind(ref, "relevant"), name, "relevant")
        return Field(
            ref, name, Type.GROUP, parent, 0, labels=labels, relevant=relevant, languages=tuple(self.languages)
        )

    def _leaf(self, ref: str, parent: str | None) -> Field:
        name = ref.rpartition("/")[2]
        bind: Mapping[str, str] = self.binds[ref].attrib if ref in self.binds else {}
        if bind.get(f"{_JR}preload"):
            raise _unsupported(ref, bind.get(f"{_JR}preloadParams") or bind[f"{_JR}preload"])
        control = self.controls.get(ref)
        calculate = _expression(bind.get("calculate"), name, "calculation")
        kind = control.kind if control else Type.CALCULATE if calculate else Type.HIDDEN
        element = None if control is None else control.element
        constraint = _expression(bind.get("constraint"), name, "constraint")
        itemset, inline, choices = self._choices(element, name) if kind.is_select else (None, (), ())
        return Field(
            ref=ref,
            name=name,
            kind=kind,
            parent=parent,
            order=0,
            labels={} if element is None else self._texts_of(element.find(f"{_XFORMS}label"), name),
            hints={} if element is None else self._texts_of(element.find(f"{_XFORMS}hint"), name),
            appearance=frozenset((element.get("appearance") or "").split()) if element is not None else frozenset(),
            data_type=bind.get("type", "string"),
            relevant=_expression(bind.get("relevant"), name, "relevant"),
            calculate=calculate,
            constraint=constraint,
            required=_unless_false(_expression(bind.get("required"), name, "required")),
            read_only=_unless_false(_expression(bind.get("readonly"), name, "read_only")),
            constraint_messages=self._message(bind.get(f"{_JR}constraintMsg")),
            required_messages=self._message(bind.get(f"{_JR}requiredMsg")),
            default=_expression(self.defaults.get(ref), name, "default"),
            itemset=itemset,
            inline=inline,
            figure=bind.get(f"{_OWN}figure", ""),
            max_choices=_most(constraint),
            choices=choices,
            languages=tuple(self.languages),
        )

    def _message(self, text: str | None) -> dict[str, Template]:
        if not text:
            return {}
        match = _ITEXT.match(text)
        return self.texts.get(match[1], {}) if match else {"": (text,)}

    def _texts_of(self, element: Any, name: str) -> dict[str, Template]:
        if element is None:
            return {}
        match = _ITEXT.match(element.get("ref") or "")
        return self.texts.get(match[1], {}) if match else {"": _template(element, name)}

    def _choices(
        self, element: Any, name: str
    ) -> tuple[Itemset | None, tuple[tuple[str, Mapping[str, Template]], ...], tuple[str, ...]]:
        source = element.find(f"{_XFORMS}itemset")
        if source is None:
            inline = tuple(
                ((item.findtext(f"{_XFORMS}value") or "").strip(), self._texts_of(item.find(f"{_XFORMS}label"), name))
                for item in element.findall(f"{_XFORMS}item")
            )
            return None, inline, tuple(value for value, _labels in inline)
        nodes = _expression(source.get("nodeset"), name, "choice_filter")
        instance = _instance_of(nodes.tree) if nodes else None
        if nodes is None or instance is None:
            raise FormError("unsupported_type", details={"name": name, "type": source.get("nodeset", "")})
        filtered = any(step.predicates for step in nodes.tree.steps) if isinstance(nodes.tree, Path) else True
        value, label = (self._column(source, tag) for tag in ("value", "label"))
        names: tuple[str, ...] = ()
        if instance in self.instances:
            names = tuple(item.findtext(value) or "" for item in self.instances[instance].iter("item"))
        itemset = Itemset(instance, instance in self.external, nodes if filtered else None, value, label)
        return itemset, (), names

    def _column(self, source: Any, tag: str) -> str:
        element = source.find(f"{_XFORMS}{tag}")
        return "" if element is None else re.sub(r"^jr:itext\((.+)\)$", r"\1", element.get("ref", ""))

    def _choice_labels(self, root: Any) -> dict[str, Mapping[str, Template]]:
        found: dict[str, Mapping[str, Template]] = {}
        for item in root.iter("item"):
            text_id = item.findtext("itextId")
            label = item.findtext("label") or ""
            name = item.findtext("name") or ""
            found.setdefault(name, self.texts.get(text_id, {}) if text_id else {"": (label,)})
        return found


def _names(fields: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in fields:
        found[one.name] = (*found.get(one.name, ()), one.ref)
    return found


def _notes_before(fields: Sequence[Field]) -> dict[str, tuple[Field, ...]]:
    """Notes join the next question of the walk; those after the last one join the last."""
    found: dict[str, tuple[Field, ...]] = {}
    waiting: tuple[Field, ...] = ()
    last = ""
    for one in fields:
        if one.kind is Type.NOTE:
            waiting = (*waiting, one)
        elif one.walked:
            found[one.ref], waiting, last = waiting, (), one.ref
    if waiting and last:
        found[last] = (*found[last], *waiting)
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
    return found


def _unless_false(expression: Expression | None) -> Expression | None:
    return None if expression is not None and expression.text in ("false()", "false") else expression


def _unsupported(ref: str, kind: str) -> FormError:
    return FormError("unsupported_type", details={"name": ref.rpartition("/")[2], "type": kind})


def _instance_of(tree: Node) -> str | None:
    """The list's name in ``instance('name')/root/item[...]``; None for any other itemset."""
    if not isinstance(tree, Path) or not isinstance(tree.start, Call) or tree.start.name != "instance":
        return None
    steps = tree.steps
    name = tree.start.args[0] if len(tree.start.args) == 1 else None
    plain_steps = [step.test for step in steps] == ["root", "item"] and all(step.axis == "child" for step in steps)
    return name.value if plain_steps and isinstance(name, Literal) and isinstance(name.value, str) else None


def _most(constraint: Expression | None) -> int | None:
    """n of ``count-selected(.) <= n`` when that stands in the constraint, alone or joined by ``and``."""
    return None if constraint is None else _most_in(constraint.tree)


def _most_in(tree: Node) -> int | None:
    if not isinstance(tree, Binary):
        return None
    if tree.operator == "and":
        found = [most for most in (_most_in(tree.left), _most_in(tree.right)) if most is not None]
        return min(found) if found else None
    here = Path(None, (Step("self", "node()"),))
    if tree.left != Call("count-selected", (here,)) or not isinstance(tree.right, Literal):
        return None
    if not isinstance(tree.right.value, float) or tree.operator not in ("<=", "<"):
        return None
    return int(tree.right.value) - (tree.operator == "<")


def _without_namespace(element: Any) -> Any:
    """A copy in which the XForms namespace is gone, as expressions write names without a prefix."""
    tag = element.tag.removeprefix(_XFORMS)
    attributes = {name: value for name, value in element.attrib.items() if not name.startswith(_OWN)}
    copy = etree.Element(tag, attributes)
    copy.text = element.text if not len(element) else None
    copy.extend(_without_namespace(child) for child in element)
    return copy
