"""Adding decisions to a file that people keep by hand: what is there stays as it is, comments included."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from wsse_vision.files import write_bytes
from wsse_vision.model import HandwrittenError
from wsse_vision.review.decisions import FOLDER, Decision, load_file

_BARE = re.compile(r"[A-Za-z][A-Za-z_]*(?:[ -][A-Za-z_]+)*\Z")
_IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def add(path: Path, decisions: Sequence[Decision]) -> int:
    """Append ``decisions`` to a file of decisions, which is made if it is not there; return how many were new.

    A decision that the file holds already is not written again. Raises ``HandwrittenError`` when the file is no list of
    decisions that lines can be added to; it is then left as it was.
    """
    shown = f"{FOLDER}/{path.name}"
    text = _read(path, shown)
    old = _entries(path, shown) if path.is_file() else []
    there = [_usable(entry) for entry in old]
    fresh: list[Decision] = []
    for decision in decisions:
        if decision not in there and decision not in fresh:
            fresh.append(decision)
    if not fresh:
        return 0
    newline = "\r\n" if "\r\n" in text else "\n"
    content = _joined(text, fresh, shown).replace("\r\n", "\n").replace("\n", newline).encode()
    if _parsed(content, shown) != old + _parsed(_joined("", fresh, shown).encode(), shown):
        raise HandwrittenError([f"{shown}: nothing could be added; write the list as lines that begin with “- ”"])
    write_bytes(path, content)
    return len(fresh)


def block(decision: Decision, indent: int = 2) -> str:
    """Return a decision as an item of a YAML list, indented, one line for each field."""
    lines = [f"{name}: {_value(value)}" for name, value in decision.model_dump(exclude_defaults=True).items()]
    margin = " " * indent
    return "".join(f"{margin}{'- ' if not number else '  '}{line}\n" for number, line in enumerate(lines))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_quoted(item)}" for key, item in value.items()) + "}"
    return value if _is_bare(value) else _quoted(value)


def _is_bare(text: str) -> bool:
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){1,2}", text) or _IDENTIFIER.match(text):
        return True
    return _BARE.match(text) is not None and yaml.safe_load(text) == text


def _quoted(text: str) -> str:
    """Return a double-quoted scalar: JSON, with what YAML does not print escaped as well."""
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def _read(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8") if path.is_file() else ""
    except UnicodeDecodeError as error:
        raise HandwrittenError([f"{shown}:1: not UTF-8 text (byte {error.start}); save it as UTF-8"]) from None


def _entries(path: Path, shown: str) -> list[Any]:
    data, _ = load_file(path, shown)
    entries = ({} if data is None else data).get("decisions") if isinstance(data, dict | None) else 0
    if not isinstance(entries, list | None):
        raise HandwrittenError([f"{shown}:1: is no list of `decisions:`; mend it first"])
    return entries or []


def _usable(entry: Any) -> Decision | None:
    try:
        return Decision.model_validate(entry)
    except ValueError:
        return None


def _parsed(content: bytes, shown: str) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.yaml"
        path.write_bytes(content)
        return _entries(path, shown)


def _joined(text: str, decisions: Sequence[Decision], shown: str) -> str:
    """Return ``text`` with the decisions at its end, in the indentation that its list has."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    entries = next((v for k, v in root.value if k.value == "decisions"), None) if root is not None else None
    if text and not text.endswith("\n"):
        text += "\n"
    if entries is None:
        return text + "decisions:\n" + "".join(block(d) for d in decisions)
    indent = 2
    if isinstance(entries, yaml.SequenceNode) and not entries.flow_style:
        indent = entries.start_mark.column
    elif isinstance(entries, yaml.SequenceNode) and entries.value:
        message = "the list is written in brackets; put each decision on lines that begin with “- ”"
        raise HandwrittenError([f"{shown}:{entries.start_mark.line + 1}: {message}"])
    else:  # an empty list or nothing: its place is taken
        text = text[: entries.start_mark.index] + text[entries.end_mark.index :]
    return text + "".join(block(d, indent) for d in decisions)
