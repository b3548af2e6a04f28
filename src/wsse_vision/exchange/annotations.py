"""The elements as Web Annotations (W3C Web Annotation Data Model, JSON-LD): one collection, one annotation a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from wsse_vision.exchange.corpus import Element
from wsse_vision.exchange.identity import guid, urn
from wsse_vision.files import json_line

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONCEPTS = "concepts.ttl"
"""Kinds and themes are the concepts of this file, by addresses relative to where both are."""


class Collection:
    """The collection as it is written: a page with all annotations, in the order of sources and places.

    Selectors: ``TextQuoteSelector`` and ``TextPositionSelector`` (code points, end-exclusive) into the canonical text.
    """

    def __init__(self, stream: IO[bytes], title: str, number: int) -> None:
        """Begin a collection of ``number`` annotations."""
        self._stream, self._number, self._written = stream, number, 0
        head = {
            "@context": CONTEXT,
            "id": f"urn:uuid:{guid('annotations', title)}",
            "type": "AnnotationCollection",
            "label": title,
            "total": number,
        }
        if not number:  # a page without items is none
            self._write(json_line(head) + "\n")
            return
        page = {"id": f"urn:uuid:{guid('annotations', title, 'page')}", "type": "AnnotationPage", "startIndex": 0}
        self._write(json_line(head)[:-1] + ',\n"first": ' + json_line(page)[:-1] + ', "items": [\n')

    def add(self, elements: Iterable[Element], source: dict[str, Any]) -> None:
        """Write the elements of a source."""
        for element in elements:
            self._write(("" if self._written == 0 else ",\n") + json_line(annotation(element, source)))
            self._written += 1

    def end(self) -> None:
        """Write what comes after the last one."""
        if self._number:
            self._write("\n]}}\n")

    def _write(self, text: str) -> None:
        self._stream.write(text.encode("utf-8"))


def annotation(element: Element, source: dict[str, Any]) -> dict[str, Any]:
    """Return one annotation: the passage, classified by its kind and tagged with its themes."""
    codes = [("classifying", f"kind-{element['kind']}"), *(("tagging", f"theme-{t}") for t in element["themes"])]
    quote = {"type": "TextQuoteSelector", "exact": element["quote"]}
    quote |= {key: element[key] for key in ("prefix", "suffix") if element[key]}
    return {
        "id": urn(element["id"]),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "SpecificResource", "source": f"{CONCEPTS}#{concept}", "purpose": purpose}
            for purpose, concept in codes
        ],
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": f"urn:uuid:{guid('source', source['id'])}",
                "type": "Text",
                "format": "text/plain",
                "language": source["language"],
                "dc:identifier": source["id"],
                "label": source["title"],
            },
            "selector": [
                quote,
                {"type": "TextPositionSelector", "start": element["start"], "end": element["end"]},
            ],
        },
    }
