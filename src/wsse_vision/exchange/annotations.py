"""The elements as Web Annotations (W3C Web Annotation Data Model, JSON-LD): one collection, one annotation a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wsse_vision.exchange.corpus import Corpus, Element
from wsse_vision.exchange.identity import guid, urn

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONCEPTS = "concepts.ttl"
"""Kinds and themes are the concepts of this file, by addresses relative to where both are."""


def collection(corpus: Corpus, title: str) -> Iterator[str]:
    """Yield the collection in pieces: a page with all annotations, in the order of sources and places.

    Selectors: ``TextQuoteSelector`` and ``TextPositionSelector`` (code points, end-exclusive) into the canonical text.
    """
    number = corpus.number
    head = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{guid('annotations', title)}",
        "type": "AnnotationCollection",
        "label": title,
        "total": number,
    }
    if not number:  # a page without items is none
        yield _json(head) + "\n"
        return
    page = {"id": f"urn:uuid:{guid('annotations', title, 'page')}", "type": "AnnotationPage", "startIndex": 0}
    yield _json(head)[:-1] + ',\n"first": ' + _json(page)[:-1] + ', "items": [\n'
    sources = {source["id"]: source for source in corpus.sources}
    for place, element in enumerate(corpus.elements()):
        yield ("" if place == 0 else ",\n") + _json(annotation(element, sources[element["source"]]))
    yield "\n]}}\n"


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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
