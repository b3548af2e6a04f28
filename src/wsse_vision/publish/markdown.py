"""Markdown from Jinja2: what comes from a source is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from wsse_vision.home import HOME, Project
from wsse_vision.publish.language import Words

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SPACE = re.compile(r"[ \t\r\n\f\v\u0085\u2028\u2029]+")

READER = (
    "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-tex_math_single_backslash-latex_macros"
    "-example_lists-yaml_metadata_block-pandoc_title_block-mmd_title_block-smart-fancy_lists"
)
"""The Markdown that templates and narrative are written in: no raw HTML, TeX or Typst can come in through it."""


def text(value: Any) -> Markup:
    """Return plain text as Markdown that shows exactly that text, on one line.

    Every ASCII punctuation character is escaped, which pandoc's Markdown allows for all of them.
    """
    if isinstance(value, Markup):
        return value
    return Markup(_PUNCTUATION.sub(r"\\\1", _SPACE.sub(" ", str(value))))  # noqa: S704 - escaped on this line


def attribute(value: Any) -> Markup:
    """Return a value for an attribute of a div or span, in quotes."""
    plain = _SPACE.sub(" ", str(value)).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return Markup(f'"{plain}"')  # noqa: S704 - quotes are escaped above


def anchor(value: Any) -> Markup:
    """Return an id for a heading: letters and digits joined by hyphens."""
    return Markup(re.sub(r"[^A-Za-z0-9]+", "-", str(value)).strip("-").lower())  # noqa: S704 - nothing else is left


def _finalize(value: Any) -> Markup:
    return text("" if value is None else value)


def environment(project: Project, words: Words) -> Environment:
    """Return the environment for the templates of publications: everything that is printed is escaped."""
    folders = [project.root / "templates", HOME / "templates"]
    return _configured(Environment(loader=FileSystemLoader(folders), **_SETTINGS), words)  # noqa: S701 - see _SETTINGS


def sandbox() -> Environment:
    """Return the environment for the macros of the narrative."""
    return _configured(SandboxedEnvironment(**_SETTINGS), Words())


class _Compiled(BytecodeCache):
    """Keeps what templates compile to: it is the same in every language."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_SETTINGS: dict[str, Any] = {
    "bytecode_cache": _Compiled(),
    # Jinja's own escaping is for HTML; switched on, it respects Markup, and _finalize makes Markup of everything.
    "autoescape": True,
    "finalize": _finalize,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    # Markdown writes ids as {#id}, which is where Jinja would begin a comment.
    "comment_start_string": "{*",
    "comment_end_string": "*}",
    "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
}


def _configured(env: Environment, words: Words) -> Environment:
    env.install_gettext_callables(words, words.plural, newstyle=True)  # type: ignore[attr-defined]
    env.filters["day"] = words.date
    env.filters["listed"] = words.listed
    env.filters["alphabetical"] = _alphabetical(words)
    env.filters["attr"] = attribute
    env.filters["md"] = text
    env.filters["anchor"] = anchor
    return env


def _alphabetical(words: Words) -> Callable[[Iterable[Any], dict[str, str]], list[Any]]:
    def alphabetical(items: Iterable[Any], names: dict[str, str]) -> list[Any]:
        """Return things with an ``id`` in the order of their ``names``, as the language orders letters."""
        return sorted(items, key=lambda item: words.key(names[item.id]))

    return alphabetical
