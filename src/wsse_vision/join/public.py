"""What may be seen of an interview: its public id and its counts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable


def public_id(identifier: str, withheld: Iterable[str]) -> str:
    """Return the id under which a source is published.

    It is the source's own id, unless that contains a word of what is withheld (a file called after the
    person who speaks): then a number that leads back only for those who hold the file.
    """
    words = {word for text in withheld for word in _words(text)}
    own = _words(identifier)
    joined = "".join(sorted(own, key=identifier.lower().find))
    if words.isdisjoint(own) and not any(len(word) > 3 and word in joined for word in words):
        return identifier
    return "interview-" + hashlib.sha256(identifier.encode()).hexdigest()[:8]


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return {word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 2}
