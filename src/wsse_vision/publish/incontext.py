"""Passages in context: their paragraph once, each of them marked in it, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from wsse_vision.publish.language import ENGLISH, Words

Passage = dict[str, Any]
"""What readers may know of an element, see ``join.records.Passage.as_json``; each function says what it reads of it."""

_CONTEXT = 700
"""Characters of a paragraph that are shown on either side of what is marked, at most."""


def by_paragraph(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Yield passages together that can be marked in one paragraph: not those that overlap or are far from each other.

    Passages come by source and in the order in which they stand there.
    """
    together: list[Passage] = []
    for passage in passages:
        if together and not _goes_on(together[-1], passage):
            yield together
            together = []
        together.append(passage)
    if together:
        yield together


def _goes_on(one: Passage, other: Passage) -> bool:
    begun = one["before"] + one["quote"]
    between = len(other["before"]) - len(begun)
    return bool(
        0 <= between <= 2 * _CONTEXT
        and all(one[name] == other[name] for name in ("source", "page", "section", "language"))
        and other["before"].startswith(begun)
        and one["after"] == other["before"][len(begun) :] + other["quote"] + other["after"]
    )


def marked(together: Sequence[Passage]) -> str:
    """Return a paragraph with its passages marked, in its own language: by element, language, before, quote, after."""
    said = [escape(_shortened(together[0]["before"], end=True))]
    at = len(together[0]["before"])
    for passage in together:
        before, quote = passage["before"], passage["quote"]
        said.append(f'{escape(before[at:])}<mark id="e-{escape(passage["element"])}">{escape(quote)}</mark>')
        at = len(before) + len(quote)
    said.append(escape(_shortened(together[-1]["after"], end=False)))
    return f'<p lang="{escape(together[0]["language"])}">{"".join(said)}</p>\n'


class Known:
    """Tells in one language what is known of passages."""

    def __init__(self, _: Words = ENGLISH) -> None:
        self._words = _
        self._page = _("p. {page}")
        self._why = _("Coded so because of {reasons} (certainty {score}).")
        self._unexplained = _("its place")
        self._question = escape(_("Why it was coded so"))

    def paragraph(self, together: Sequence[Passage]) -> str:
        """Return a paragraph with its passages marked, and what is known of each."""
        known = "".join(f"<li>{self.of(passage)}</li>\n" for passage in together)
        return f'<section class="passage">\n{self.place(together[0])}{marked(together)}<ol>\n{known}</ol>\n</section>'

    def place(self, passage: Passage) -> str:
        """Return where a paragraph stands in its source: by language, page and section of one of its passages."""
        known = [escape(self._page.format(page=passage["page"]))] if passage["page"] else []
        known += [_heading(passage["language"], heading) for heading in passage["section"][-1:]]
        return f'<p class="known">{_SEPARATOR.join(known)}</p>\n' if known else ""

    def of(self, passage: Passage) -> str:
        """Return what a passage was coded as, and why: by label, kind, themes, because and score."""
        known = [_name(name) for name in (passage["label"], passage["kind"], *passage["themes"]) if name]
        reasons = ";\n".join(passage["because"]).replace(", ", ",\n") or self._unexplained
        why = self._why.format(reasons=f"\n{reasons}\n", score=self._words.number(passage["score"], "0.00"))
        return (
            f'<p class="known">{_SEPARATOR.join(known)}</p>\n'
            f'<details class="why"><summary>{self._question}</summary><p>{escape(why)}</p></details>'
        )


_SEPARATOR = " ·\n"
"""What recurs stands on lines of its own: the search for what interviewees keep back looks into each line once."""


def _shortened(text: str, *, end: bool) -> str:
    if len(text) <= _CONTEXT:
        return text
    return "… " + text[-_CONTEXT:].split(" ", 1)[-1] if end else text[:_CONTEXT].rsplit(" ", 1)[0] + " …"


@lru_cache
def _heading(language: str, heading: str) -> str:
    return f'<span lang="{escape(language)}">{escape(heading)}</span>'


@lru_cache(1_000)
def _name(name: str) -> str:
    return escape(name)
