"""What was composed is kept in ``.build/composed/``: first what it was made of, then its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wsse_vision.files import json_text, read_head, write_text
from wsse_vision.publish.desk import Inputs
from wsse_vision.publish.identity import OTHERS, reasons

UNNAMED = "-identity-of-this-build-"
"""Stands in a content where the identity will stand, which is a hash over the rest."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an edition says of its making: hashes of its ``draft`` and its unnamed ``content``, and its identity."""

    draft: str
    content: str
    identity: str


def kept(path: Path) -> Kept | None:
    """Return what the edition at ``path`` says of its making; nothing where there is none."""
    try:
        head = read_head(path, "identity")
        return Kept(head["draft"], head["content"], head["identity"])
    except (OSError, ValueError, KeyError):
        return None


def keep(path: Path, made: Kept, content: str, inputs: Inputs, say: Callable[[str], None]) -> None:
    """Write an edition, whose ``content`` is unnamed, unless the same is there; else its file stays untouched.

    Beside it stands what went into it, so that the next one that differs can say why.
    """
    before = kept(path)
    if before and (before.content, before.identity) == (made.content, made.identity):
        return
    known = _inputs_before(path)
    why = ["first build"] if known is None else reasons(known, asdict(inputs)) or [OTHERS]
    head = json_text({**asdict(made), "reasons": why, "inputs": asdict(inputs)})
    say(f"compose {path.stem}")
    named = content.replace(UNNAMED, made.identity)
    write_text(path, head.removesuffix("\n}\n") + ",\n" + named.removeprefix("{\n"))


def _inputs_before(path: Path) -> dict[str, Any] | None:
    try:
        inputs: dict[str, Any] = read_head(path, "inputs")["inputs"]
    except (OSError, ValueError):
        return None
    return inputs
