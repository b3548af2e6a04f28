"""From bytes to text without guessing wildly: an unknown encoding is a problem, not mojibake."""

from __future__ import annotations

import codecs
import re
import unicodedata

from wsse_vision.model import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WESTERN = ("cp1252", "mac_roman", "cp850")
"""Eight-bit encodings that texts in our languages come in, the usual one first."""

_LETTERS = set("àâäáãåæçéèêëíìîïñóòôöõøœùûüúýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÙÛÜÚÝŸ")
_SIGNS = set("«»“”„‘’‚‹›–—…•·°ºª¿¡§€£¥©®™¢½¼¾²³¹±×÷´¨¶†‡\xa0")


_MISPLACED = re.compile(r"[^\W\d_][¹²³¼½¾¿¡¤¦¨¬¯¸¢£¥±][^\W\d_]")
"""Signs in the middle of a word: the work of a wrong encoding."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text in ``data``; ``declared`` is the encoding that the file claims for itself, if any.

    Byte order marks come first, then UTF-8, UTF-16, the declared encoding, the western eight-bit ones, and
    then what ``charset-normalizer`` is sure of. Raises ``SourceError``: ``not-text`` for binary data,
    ``encoding`` when nothing fits.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    text = _unicode(data)
    if text is None and b"\0" in data:
        raise SourceError("not-text", "is binary data, not text", "Give it the extension of its real format.")
    if text is None:
        text = _declared(data, declared)
    if text is None:
        text = _western(data)
    if text is None:
        text = _other(data)
    if text is None:
        raise SourceError("encoding", "is text in an encoding that could not be told", "Save it as UTF-8.")
    if _is_binary(text):
        raise SourceError("not-text", "is binary data, not text", "Give it the extension of its real format.")
    return text


def _unicode(data: bytes) -> str | None:
    """Return data that is UTF-8, or UTF-16 without a mark (every other byte of which is mostly zero)."""
    pairs = max(len(data) // 2, 1)
    for name, zeros in (("utf-16-le", data[1::2].count(0)), ("utf-16-be", data[0::2].count(0))):
        if zeros > 0.6 * pairs and len(data) % 2 == 0:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                return None
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off in the middle of its last character is still UTF-8.
        if error.start > 0 and error.start >= len(data) - 3 and "unexpected end" in error.reason:
            return data[: error.start].decode("utf-8")
    return None


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip().lower()
    # Pages that claim Latin-1 are windows-1252 in fact; browsers read them so.
    name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252") else name
    try:
        text = str(data, name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return text if name != "cp1252" or plausible(text) > 0.8 else None


def _western(data: bytes) -> str | None:
    scores: list[tuple[float, int, str]] = []
    for rank, name in enumerate(_WESTERN):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        scores.append((plausible(text), -rank, text))
    score, _, best = max(scores, default=(0.0, 0, ""))
    return best if score >= 0.9 else None


def plausible(text: str) -> float:
    """Return how well the characters beyond ASCII suit a text in a western European language, 0 to 1."""
    odd = [(position, char) for position, char in enumerate(text) if char > "\x7f"]
    if not odd:
        return 1.0
    letters = sum(char.isalpha() for char in text)
    accented = sum(char.isalpha() for _, char in odd)
    if accented > 0.3 * letters and accented > 3:
        return 0.0  # French has 4 % of them: this is another alphabet
    good = sum(_fits(text, position, char) for position, char in odd)
    return good / len(odd)


def _fits(text: str, position: int, char: str) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    if char in _LETTERS:
        # A capital after a small letter is a wrong guess.
        return not (char.isupper() and before.islower())
    if char in "¿¡¹²³¼½¾":
        return not (before.isalpha() and after.isalpha())
    return char in _SIGNS


def _other(data: bytes) -> str | None:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None or best.chaos > 0.05 or best.coherence < 0.3:
        return None
    text = str(best)
    return None if _MISPLACED.search(text) else text


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    control = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample))
    unassigned = sum(unicodedata.category(char) in ("Cn", "Co") for char in sample if char > "\u07ff")
    return control + unassigned > max(2, len(sample) // 200)
