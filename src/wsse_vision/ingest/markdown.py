"""Markdown as people write it: front matter, shortcodes and template tags go before pandoc reads it."""

from __future__ import annotations

import re
from typing import Any

import yaml

READER = (
    "markdown-smart-yaml_metadata_block-tex_math_dollars-raw_tex-latex_macros-blank_before_header"
    "-blank_before_blockquote+lists_without_preceding_blankline"
)
"""Text stays as it was typed (quotes, dollars); headings and lists need no blank line before them."""

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_][\w -]*):(?:\s+(.*))?$", re.MULTILINE)
_CLUTTER = re.compile(
    # kramdown: "make the table of contents here"
    r"(?:^\*\*Table of Contents\*\*\s*\n\n)?^[*+-] (?:toc|TOC)[ \t]*\n\{:toc[^}\n]*\}[ \t]*$"
    r"|^\s*\[(?:\[_TOC_\]|TOC)\]\s*$"
    r"|^\{:[^}\n]*\}[ \t]*$"  # kramdown attributes
    r"|[_*]*\{\{[^{}\n]*\}\}[_*]*"  # shortcodes
    r"|\{%[^%\n]*%\}",  # template tags
    re.MULTILINE,
)


def prepare(text: str) -> tuple[str, dict[str, Any]]:
    """Return Markdown without front matter and clutter, and the front matter as a mapping.

    Front matter that is no YAML gives what its lines of the form "key: value" say. A text that merely
    begins with a rule keeps it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    metadata: dict[str, Any] = {}
    found = _FRONT.match(text)
    if found and (metadata := _mapping(found[1])):
        text = text[found.end() :]
    return _CLUTTER.sub("", text), metadata


def _mapping(front: str) -> dict[str, Any]:
    if not re.search(r"(?<![\w&])&\w", front):  # anchors could grow without bound
        try:
            data = yaml.safe_load(front)
        except (yaml.YAMLError, ValueError, RecursionError):
            data = None
        if isinstance(data, dict):
            return {str(key): value for key, value in data.items()}
        if data is not None:
            return {}
    pairs = {key: (value or "").strip().strip("\"'") for key, value in _KEY.findall(front)}
    # Half of the lines at least must look like front matter, or it is text between two rules.
    return pairs if 2 * len(pairs) >= len(front.strip().splitlines()) else {}
