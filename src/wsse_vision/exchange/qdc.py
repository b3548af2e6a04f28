"""The codebook as REFI-QDA (.qdc), out and in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from wsse_vision.exchange.codes import Code, add_codes, foreign_codes, plain
from wsse_vision.exchange.markup import content, parse

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def codebook_bytes(codes: Sequence[Code]) -> bytes:
    """Return a .qdc file: kinds and themes as two groups of codes (REFI-QDA 1.5, section 5.2)."""
    root = ElementTree.Element("CodeBook", {"xmlns": NAMESPACE, "origin": "WSSE Vision"})
    add_codes(root, codes)
    return content(root)


def read_codebook_file(data: bytes, name: str) -> dict[str, Any]:
    """Return the kinds, themes and problems of a .qdc file as plain data, see ``codes.plain``.

    Raises ``SourceError`` for what is no REFI-QDA codebook. Terms are not in this format: they stay in codebook.yaml.
    """
    root = parse(data, name, "CodeBook")
    result = plain(foreign_codes(root.first("Codes")), name)
    left = sum(1 for sets in root.all("Sets") for _ in sets.all("Set"))
    if left:
        result["problems"].append(f"{name}: {left} sets of codes were not taken over; groups of codes are")
    return result
