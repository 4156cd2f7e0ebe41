"""What the primary instance of a compiled XForm allows in a submission; read from the XForm alone, not with ``forms``."""

from __future__ import annotations

from typing import Any

from lxml import etree

_XFORMS = "{http://www.w3.org/2002/xforms}"


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


class Shape:
    """Which nodes there are, in which order; which may come several times; which may be left out."""

    def __init__(self, xform: str) -> None:
        root = etree.fromstring(xform.encode())
        model = next(root.iter(f"{_XFORMS}model"))
        primary = model.find(f"{_XFORMS}instance")[0]
        self.repeats = {one.get("nodeset") for one in root.iter(f"{_XFORMS}repeat")}
        self.optional = {one.get("nodeset") for one in model.iter(f"{_XFORMS}bind") if one.get("relevant")}
        self.children: dict[str, list[str]] = {}
        self.top = "/" + _name(primary)
        self._read(primary, self.top)

    def _read(self, element: Any, ref: str) -> None:
        known = self.children.setdefault(ref, [])
        for child in element:
            if _name(child) not in known:
                known.append(_name(child))
            self._read(child, f"{ref}/{_name(child)}")

    def check(self, submission: str) -> None:
        root = etree.fromstring(submission.encode())
        assert "/" + _name(root) == self.top
        self._check(root, self.top)

    def _check(self, element: Any, ref: str) -> None:
        found = [_name(child) for child in element]
        allowed = self.children[ref]
        assert set(found) <= set(allowed), (ref, found)
        assert found == sorted(found, key=allowed.index), (ref, found)
        for name in allowed:
            below = f"{ref}/{name}"
            if below not in self.repeats:
                assert found.count(name) == 1 or (below in self.optional and name not in found), below
        for child in element:
            assert not [name for name in child.attrib if "langnghe" in name], ref
            self._check(child, f"{ref}/{_name(child)}")
