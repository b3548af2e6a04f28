"""Names that other programs know things by: the same for the same thing, whenever and wherever it is exported."""

from __future__ import annotations

import hashlib
import uuid

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wsse-vision.exchange")

RULES = "wsse-vision"
"""The coder of whatever no person coded: the rules of the codebook."""


def guid(*parts: str) -> str:
    """Return the UUIDv5 of what ``parts`` name, such as ``guid("source", "08-debt")``.

    Written out (RFC 9562, 5.5): a project has as many as it has codings, and ``uuid.uuid5`` takes thrice as long.
    """
    name = "\n".join(parts).encode("utf-8", "surrogatepass")
    said = hashlib.sha1(_NAMESPACE.bytes + name, usedforsecurity=False).hexdigest()
    return f"{said[:8]}-{said[8:12]}-5{said[13:16]}-{_VARIANT[said[16]]}{said[17:20]}-{said[20:32]}"


_VARIANT = {f"{digit:x}": f"{8 | digit & 3:x}" for digit in range(16)}
"""The digit that holds the variant of a UUID, by what it was."""


def same_guid(text: str) -> str:
    """Return a GUID of any program as it is compared: without braces, in lower case."""
    return text.strip().strip("{}").lower()


def urn(identifier: str) -> str:
    """Return an element's id as an IRI; an id that is no UUID gets one made from it."""
    try:
        return uuid.UUID(identifier).urn
    except ValueError:
        return f"urn:uuid:{guid('element', identifier)}"
