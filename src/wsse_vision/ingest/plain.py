"""Plain text: paragraphs, list items and headings from blank lines, markers and the look of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wsse_vision.ingest import lines as look
from wsse_vision.ingest.encoding import decode
from wsse_vision.ingest.raw import RawBlock, RawDocument

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028]")
_RULE = re.compile(r"\s*([-=_*~#.])(?:\s*\1){2,}\s*$")
_SPEAKER = re.compile(r"\[?[^\W\d_][\w .'’()-]{0,40}\]?\s?[:：]\s?\S")
_END = re.compile(r"[.!?…:;»”\")\]]$")

_CUE = re.compile(r"(?:^\d+\s*\n)?^\d\d:\d\d:\d\d[,.]\d{3} --> .*\n", re.MULTILINE)
"""The number and times of a subtitle; what is said runs on from one to the next."""

WRAPPED = 100
"""Lines of a hard-wrapped text are not longer than this."""


def read_plain(data: bytes) -> RawDocument:
    """Read a text file; see ``encoding.decode`` for the encodings and the errors."""
    return RawDocument(blocks=text_blocks(decode(data)))


def text_blocks(text: str) -> list[RawBlock]:
    """Return the blocks of a plain text.

    Blank lines part blocks. Where the text is hard-wrapped, the lines of a block are joined; otherwise
    each line is a paragraph. Lines with a list marker are items; lines that are underlined, in capitals
    or numbered, and that stand alone, are headings.
    """
    text = _BREAK.sub("\n", text)
    if _CUE.search(text):
        text = re.sub(r"\s*\n\s*", " ", _CUE.sub("", text))
    lines = [line.expandtabs(4).rstrip() for line in text.split("\n")]
    words = look.vocabulary(lines)
    width = _wrap_width(lines)
    blocks: list[RawBlock] = []
    for group in _groups(lines):
        blocks += _group_blocks(group, width, words)
    return blocks


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Yield runs of lines between blank ones; a rule under a single line stays with it, others vanish."""
    group: list[str] = []
    for line in lines:
        rule = _RULE.match(line)
        if rule and len(group) == 1 and rule[1] in "=-~":
            yield [group[0], line]
            group = []
        elif line.strip() and not rule:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _wrap_width(lines: list[str]) -> int:
    """Return the width at which the text was wrapped by hand, 0 if it was not."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths or lengths[-1 - len(lengths) // 50] > WRAPPED:
        return 0
    return lengths[-1 - len(lengths) // 20]


def _group_blocks(group: list[str], width: int, words: set[str]) -> list[RawBlock]:
    if len(group) == 2 and _RULE.match(group[1]):
        return [RawBlock("heading", group[0].strip(), level=1 if "=" in group[1] else 2)]
    if len(group) == 1 and (level := _heading_level(group[0].strip())):
        return [RawBlock("heading", group[0].strip(), level=level)]
    blocks: list[RawBlock] = []
    paragraph: list[str] = []
    item: look.Marker | None = None
    depth = 0

    def flush() -> None:
        if paragraph:
            text = look.join(paragraph, words)
            role = RawBlock("item", text, level=depth, label=item.label) if item else RawBlock("paragraph", text)
            blocks.append(role)
        paragraph.clear()

    previous = ""
    for line in group:
        found = look.marker(line.strip())
        if found and found.is_dash and paragraph and not item and not _END.search(previous):
            found = None  # a dash in the middle of a sentence
        if found:
            flush()
            item, depth = found, 1 + min((len(line) - len(line.lstrip())) // 3, 5)
            paragraph.append(found.text)
        else:
            if paragraph and _starts_anew(line, previous, width):
                flush()
                item = None
            paragraph.append(line)
        previous = line
    flush()
    return blocks


def _starts_anew(line: str, previous: str, width: int) -> bool:
    """Tell whether ``line`` begins a paragraph although no blank line stands before it."""
    if not width or _SPEAKER.match(line.strip()):
        return True
    first_word = line.split(maxsplit=1)[0]
    fits = len(previous) + 1 + len(first_word) <= width * 0.85
    return fits and bool(_END.search(previous)) and not line.strip()[0].islower()


def _heading_level(line: str) -> int:
    if len(line) > 90 or len(line.split()) > 14 or line[-1] in ".;,:!?…":
        return 0
    if look.is_capitals(line):
        return 1
    return look.section_level(line)
