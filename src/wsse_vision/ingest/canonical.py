"""From blocks to the canonical text that every offset refers to."""

from __future__ import annotations

import re
import unicodedata

from wsse_vision.ingest.raw import RawBlock
from wsse_vision.model import UNDETERMINED, Block

_SPACES = re.compile(
    "[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000\ue000-\uf8ff]+"
)
"""White space at which a line may break, and private characters, which are signs of symbol fonts.

No-break spaces are typography and stay.
"""

# Controls, soft hyphen, zero-width space, byte order mark, word joiner, marks of direction, noncharacters.
# Zero-width joiners stay: they change how Persian or an emoji reads.
_JUNK = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return ``text`` as one line in Unicode NFC, without control or invisible characters.

    Surrogate pairs are joined, lone surrogates become U+FFFD; ``clean(clean(t)) == clean(t)``.
    """
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _SPACES.sub(" ", text)
    text = unicodedata.normalize("NFC", _JUNK.sub("", text))
    # Removing a character between two spaces leaves a new run.
    return _SPACES.sub(" ", text).strip()


def canonical(raw: list[RawBlock]) -> tuple[str, list[Block]]:
    """Return the canonical text of ``raw`` and its blocks, languages still undetermined.

    The blocks' texts stand in order, one blank line between two, one LF at the end; blocks without text
    are left out. ``section`` is the path of headings above a block.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    position = 0
    for block in raw:
        text = clean(block.text)
        if not text:
            continue
        if block.role == "heading":
            path = [(level, heading) for level, heading in path if level < max(block.level, 1)]
        blocks.append(
            Block(
                role=block.role,
                start=position,
                end=position + len(text),
                language=UNDETERMINED,
                section=[heading for _, heading in path],
                level=block.level,
                label=clean(block.label) if block.label else None,
                page=block.page,
                row=block.row,
                column=block.column,
            )
        )
        if block.role == "heading":
            path.append((max(block.level, 1), text))
        parts.append(text)
        position += len(text) + 2
    return ("\n\n".join(parts) + "\n") if parts else "", blocks
