"""Writing Atom (RFC 4287): elements with plain text, the same bytes each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
OPDS = "http://opds-spec.org/2010/catalog"
XML = "http://www.w3.org/XML/1998/namespace"

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for _prefix, _namespace in (("", ATOM), ("dc", DC), ("opds", OPDS)):
    ET.register_namespace(_prefix, _namespace)


def add(parent: ET.Element, name: str, text: str = "", namespace: str = ATOM, **attributes: str) -> ET.Element:
    """Append an element with text and attributes (those without a value are left out); return it."""
    given = {key: _clean(value) for key, value in attributes.items() if value}
    found = ET.SubElement(parent, f"{{{namespace}}}{name}", given)
    found.text = _clean(text) or None
    return found


def link(parent: ET.Element, rel: str, href: str, media: str, **attributes: str) -> ET.Element:
    """Append a link."""
    return add(parent, "link", rel=rel, href=href, type=media, **attributes)


def feed(identifier: str, title: str, updated: str, author: str, *, language: str, base: str = "") -> ET.Element:
    """Return a feed without entries; ``base`` is its own web address, where it has one."""
    found = ET.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": language})
    if base:
        found.set(f"{{{XML}}}base", base)
    add(found, "id", identifier)
    add(found, "title", title)
    add(found, "updated", updated)
    add(add(found, "author"), "name", author)
    return found


def written(root: ET.Element) -> str:
    """Return the document, indented."""
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    """Return a text without the characters that XML does not have."""
    return _FORBIDDEN.sub(" ", text)
