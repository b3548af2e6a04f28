"""XML written and read; what comes from elsewhere is read without DTD and entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from wsse_vision.model import SourceError

_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""

_DEEPEST = 60
_LARGEST = 50 * 2**20


@dataclass(slots=True)
class Node:
    """An element as it was read: its name without namespace, and the line where it begins (1-based)."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text."""
        return "".join(self.texts)

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the children of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, name: str) -> Node | None:
        """Return the first child of a name, if any."""
        return next(self.all(name), None)

    def text_of(self, name: str) -> str:
        """Return the text of the first child of a name, without white space around it."""
        child = self.first(name)
        return child.text.strip() if child else ""


def fit(text: str) -> str:
    """Return ``text`` as XML can hold it: LF line ends, no control characters."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def add(parent: ElementTree.Element, name: str, attributes: dict[str, str], text: str = "") -> ElementTree.Element:
    """Append an element, with attributes and text made fit for XML."""
    child = ElementTree.SubElement(parent, name, {key: fit(value) for key, value in attributes.items()})
    child.text = fit(text) or None
    return child


def content(root: ElementTree.Element) -> bytes:
    """Return a document as bytes, an element a line."""
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def parse(data: bytes, name: str, root: str) -> Node:
    """Read a REFI-QDA document whose outermost element must be ``root``.

    Raises ``SourceError`` for what is no XML, has a DOCTYPE (and so might have entities), is nested beyond reason,
    or is another kind of document; messages begin ``name:line:``.
    """
    if len(data) > _LARGEST:
        raise SourceError("too-large", f"{name}: {len(data) // 2**20} MB of XML; at most {_LARGEST // 2**20} are read")
    parser = expat.ParserCreate(namespace_separator="}")
    top = Node("", {}, 1)
    path = [top]

    def fail(code: str, what: str) -> SourceError:
        return SourceError(code, f"{name}:{parser.CurrentLineNumber}: {what}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(path) > _DEEPEST:
            raise fail("too-large", "elements are nested too deeply; export the project anew")
        space, _, local = tag.rpartition("}")
        if len(path) == 1 and (local != root or not space.startswith("urn:QDA-XML:")):
            raise fail("wrong-format", f"is no REFI-QDA {root} but {local[:40]!r}; export it as REFI-QDA")
        node = Node(local, attributes, parser.CurrentLineNumber)
        path[-1].children.append(node)
        path.append(node)

    def refuse(*_: object) -> None:
        raise fail("unsafe-xml", "has a DOCTYPE, which is not accepted; export it as REFI-QDA")

    def within(text: str) -> None:
        path[-1].texts.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = within
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise fail("damaged", f"is no well-formed XML ({error}); export it anew") from None
    return top.children[0]
