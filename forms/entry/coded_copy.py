"""A submission as it may leave the house: its coded answers alone, as an OpenRosa document under an identifier of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from forms.model import instance_document
from forms.model.form import Field, Form
from forms.model.types import Type, names_in

PLACE = "place"
"""The field that names where something was heard; a copy names it as coarsely as its reader may know it."""
_META = "/meta"


def coded_copy(
    form: Form,
    document: str,
    instance_id: str,
    *,
    replaces: str = "",
    other_id: str = "",
    place: str = "",
    day: date | None = None,
    may_leave: Callable[[str, str], bool] = lambda _field, _choice: False,
    pictures: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The document with nothing but the choices that `may_leave` (field, choice), the place, the day and some `pictures`.

    `pictures`: by an answer that is one, the name that it has outside.


    What was typed, files, points on a map, times and whatever stands in ``meta`` are left out: only what is known to be coded
    stays. With neither place nor day nor choices it is the copy of a report that is withdrawn. `replaces`: the identifier of
    the copy of which this is an edit. `other_id`: that of the form, where its reader calls it otherwise.

    Raises:
        ValueError: the document is none.
    """
    root = instance_document.parse(document)
    top = "/" + root.tag.rpartition("}")[2]
    for name in [name for name in root.attrib if name not in ("id", "version")]:
        del root.attrib[name]
    if other_id:
        root.set("id", other_id)
    for meta in instance_document.named(root, "meta"):
        for node in list(meta):
            meta.remove(node)
    for ref, nodes in instance_document.index(root).items():
        if ref == top or ref.startswith(top + _META):
            continue
        field = form.by_ref.get(ref)
        for node in nodes:
            node.attrib.clear()
            node.tail = None
            if not len(node):
                node.text = _kept(field, node.text or "", place, day, may_leave, pictures) or None
    instance_document.instance_id(root).text = instance_id
    if replaces:
        instance_document.child(instance_document.child(root, "meta"), "deprecatedID").text = replaces
    return instance_document.dump(root)


def _kept(
    field: Field | None,
    value: str,
    place: str,
    day: date | None,
    may_leave: Callable[[str, str], bool],
    pictures: Mapping[str, str],
) -> str:
    """The part of an answer that stays."""
    if field is None or not value:
        return ""
    if field.preload == "today":
        return day.isoformat() if day is not None else ""
    if field.kind is Type.IMAGE:
        return pictures.get(value, "")
    if field.kind is Type.TEXT or field.kind.is_file or not (field.kind.is_select or field.figure):
        return ""
    name = field.figure or field.name
    if name == PLACE:
        return place
    return " ".join(choice for choice in names_in(field.kind, value) if may_leave(name, choice))


def pictures_in(form: Form, document: str) -> list[str]:
    """The answers of a submission that are pictures, in the form's order."""
    nodes = instance_document.index(instance_document.parse(document))
    asked = [field.ref for field in form.fields if field.kind is Type.IMAGE]
    return [node.text for ref in asked for node in nodes.get(ref, ()) if node.text]
