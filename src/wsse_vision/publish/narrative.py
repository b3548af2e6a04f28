"""Hand-written narrative: ``sources/narrative/<slug>.<language>.md``, with evidence pulled in by macros.

A narrative is Markdown in sections, each below a level-1 heading; ``{#id}`` names the place where the template puts it
(an id of a theme, ``introduction``, ``closing``). Text in double braces calls a macro.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError
from markupsafe import Markup

from wsse_vision.publish.markdown import sandbox, text

HEADING = re.compile(r"^#[ \t]+(?P<title>.*?)[ \t]*(?:\{#(?P<id>[A-Za-z0-9_-]+)\})?[ \t]*$")


class NarrativeError(Exception):
    """A narrative asks for something that is not there; the message is ``file:line: what``."""


@dataclass(slots=True)
class Narrative:
    """The sections of one narrative by id, and in their order as a whole."""

    name: str
    source: str = ""
    sections: dict[str, tuple[int, str]] = field(default_factory=dict)
    macros: dict[str, Callable[..., Any]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    rendered: str = ""
    """What was given to the template so far, as Markdown, macros done."""
    language: str = ""
    """Language of the text where it is not that of the edition."""
    note: str = ""
    """What the reader is told about that, once, where the text begins."""

    def foreign(self, language: str, note: str) -> None:
        """Say that the text is in another language than the edition, and what to tell the reader about it."""
        self.language, self.note = language, note

    def section(self, identifier: str) -> Markup:
        """Return a section as Markdown with its heading, empty when nobody has written it."""
        self.used.add(identifier)
        if identifier not in self.sections:
            return Markup("")
        line, source = self.sections[identifier]
        return self._render(source, line)

    def body(self, identifier: str) -> Markup:
        """Return a section without its heading."""
        self.used.add(identifier)
        if identifier not in self.sections:
            return Markup("")
        line, source = self.sections[identifier]
        _heading, _newline, body = source.partition("\n")
        return self._render(body, line + 1)

    def whole(self) -> Markup:
        """Return the whole narrative as Markdown."""
        self.used.update(self.sections)
        return self._render(self.source, 1)

    def unused(self) -> list[str]:
        """Return the ids of sections that no template asked for."""
        return sorted(set(self.sections) - self.used)

    def line_of(self, identifier: str) -> int:
        """Return the line at which a section begins."""
        return self.sections[identifier][0]

    def _render(self, source: str, first_line: int) -> Markup:
        try:
            rendered = sandbox().from_string(source).render(self.macros)
            self.rendered += f"\n\n{rendered}"
            if self.language:
                rendered = self._noted() + _spoken(rendered, self.language)
            return Markup(f"\n\n{rendered}\n\n")  # noqa: S704 - written by the editors
        except TemplateSyntaxError as error:
            raise NarrativeError(f"{self.name}:{first_line + error.lineno - 1}: {error.message}") from None
        except Exception as error:  # a macro may fail in any way; the editor needs the place, not the kind
            line = first_line + _line_of(error) - 1
            reason = error.args[0] if error.args else type(error).__name__
            raise NarrativeError(f"{self.name}:{line}: {reason}") from None

    def _noted(self) -> str:
        note, self.note = self.note, ""
        return f"::: gap\n{text(note)}\n:::\n\n" if note else ""


def _spoken(markdown: str, language: str) -> str:
    """Return Markdown marked as being in ``language``: what stands between headings as a block, each heading's words.

    Headings stay outside of blocks, since contents and chapters are made from those at the top.
    """
    parts: list[str] = []
    for piece in re.split(r"(?m)^(#{1,6} .*)$", markdown):
        heading = _ANY_HEADING.fullmatch(piece)
        if heading:
            parts.append(f"{heading['level']} [{heading['title']}]{{lang={language}}}{heading['rest']}")
        elif piece.strip():
            parts.append(f"::::: {{lang={language}}}\n{piece.strip()}\n\n:::::")
    return "\n\n".join(parts)


_ANY_HEADING = re.compile(r"(?P<level>#+) +(?P<title>.*?)(?P<rest>[ \t]*(?:\{#[A-Za-z0-9_-]+\})?[ \t]*)")


def _line_of(error: BaseException) -> int:
    """Return the line of the narrative in which a macro failed: Jinja gives its frames the template's lines."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def read_narrative(path: Path, shown: str) -> Narrative:
    """Read a narrative; a missing file is an empty one. Raises ``NarrativeError``."""
    if not path.is_file():
        return Narrative(shown)
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NarrativeError(f"{shown}:1: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    narrative = Narrative(shown, source)
    identifier, start, lines = "", 1, list[str]()
    for number, line in enumerate(source.splitlines(), 1):
        heading = HEADING.match(line)
        if heading:
            _keep(narrative, identifier, start, lines)
            identifier, start, lines = heading["id"] or "", number, []
        lines.append(line)
    _keep(narrative, identifier, start, lines)
    return narrative


def _keep(narrative: Narrative, identifier: str, start: int, lines: list[str]) -> None:
    """Keep a section. Text without an id gets one of its own, so that nothing written can be lost in silence."""
    if not "".join(lines).strip():
        return
    identifier = identifier or f"(line {start})"
    if identifier in narrative.sections:
        raise NarrativeError(f"{narrative.name}:{start}: the id {identifier!r} is given twice")
    narrative.sections[identifier] = (start, "\n".join(lines) + "\n")
