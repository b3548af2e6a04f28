"""Names that other programs know things by: the same for the same thing, whenever and wherever it is exported."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wsse-vision.exchange")

RULES = "wsse-vision"
"""The coder of whatever no person coded: the rules of the codebook."""


def guid(*parts: str) -> str:
    """Return the UUIDv5 of what ``parts`` name, such as ``guid("source", "08-debt")``."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def same_guid(text: str) -> str:
    """Return a GUID of any program as it is compared: without braces, in lower case."""
    return text.strip().strip("{}").lower()


def urn(identifier: str) -> str:
    """Return an element's id as an IRI; an id that is no UUID gets one made from it."""
    try:
        return uuid.UUID(identifier).urn
    except ValueError:
        return f"urn:uuid:{guid('element', identifier)}"
