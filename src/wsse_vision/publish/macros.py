"""What the narrative can call: each macro fails when it names something that is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from wsse_vision.join.evidence import Evidence, Quote
from wsse_vision.model import KINDS
from wsse_vision.publish.figures.svg import Figure
from wsse_vision.publish.passages import Passages


class Macros:
    """The macros of the narrative over one dataset; ``draw`` makes a figure by its name, ``number`` writes one."""

    def __init__(
        self,
        evidence: Evidence,
        passages: Passages,
        draw: Callable[..., Figure],
        number: Callable[[int], str] = str,
    ) -> None:
        self._number = number
        self._evidence = evidence
        self._passages = passages
        self._draw = draw

    def all(self) -> dict[str, Callable[..., Any]]:
        """Return the macros by name."""
        names = ("quote", "definition", "elements", "votes", "count", "figure")
        macros = {name: getattr(self, name) for name in names}
        macros["count"] = lambda *given, **named: self._number(self.count(*given, **named))
        return macros

    def quote(self, which: str, words: str | None = None) -> Markup:
        """Return a proposal by its number, or the one element of a source that contains ``words``."""
        if words is None:
            found = self._evidence.by_label(which)
            if found is None:
                raise LookupError(f"quote: no proposal has the number {which!r}{self._among}")
            return self._passages.quotes([found])
        return self._passages.quote(self._only(which, words))

    def _only(self, source: str, words: str) -> Quote:
        if source not in {s.id for s in self._evidence.sources}:
            raise LookupError(f"quote: no source {source!r} that may be quoted")
        found = self._evidence.containing(source, words)
        if len(found) != 1:
            raise LookupError(
                f"quote: {len(found) or 'no'} elements of {source!r} contain {words!r}{self._among}; name words of one"
            )
        return found[0]

    def definition(self, theme: str, limit: int = 3) -> Markup:
        """Return competing definitions of a theme itself, not of its neighbours."""
        found = self._evidence.quotes(theme=self._theme(theme), kinds=["definition"], limit=limit, defining=True)
        if not found:
            raise LookupError(f"definition: no source defines {theme!r}{self._among}")
        return self._passages.quotes(found.shown)

    def elements(self, theme: str | None = None, kind: str | None = None, limit: int = 3) -> Markup:
        """Return the foremost elements of a theme, of a kind or of both."""
        kinds = [self._kind(kind)] if kind else []
        found = self._evidence.quotes(theme=theme and self._theme(theme), kinds=kinds, limit=limit)
        if not found:
            raise LookupError(f"elements: none for theme {theme!r}, kind {kind!r}{self._among}")
        return self._passages.quotes(found.shown)

    def votes(self, label: str) -> Markup:
        """Return the votes on a proposal in words."""
        found = [vote for vote in self._evidence.votes if vote.label == label]
        if not found:
            raise LookupError(f"votes: nobody voted on {label!r}")
        return self._passages.votes(max(found, key=lambda vote: vote.total))

    def count(self, what: str, theme: str | None = None, kind: str | None = None) -> int:
        """Return a number: elements (of a theme, a kind), sources, languages, or sources of a kind."""
        sources = [s for s in self._evidence.sources if s.state == "used"]
        if what == "elements":
            kinds = [self._kind(kind)] if kind else []
            return self._evidence.quotes(theme=theme and self._theme(theme), kinds=kinds, limit=0).total
        if what == "interviews":
            return sum(number for *_rest, number in self._evidence.balance)
        counts = {
            "sources": len(sources),
            "languages": len({s.language for s in sources}),
            "themes": len(self._evidence.themes),
            "indicators": len(self._evidence.indicators),
            "notebooks": sum(s.kind == "notebook" for s in sources),
            "findhorn": sum(s.kind == "findhorn" for s in sources),
            "workshops": len({s.workshop for s in sources if s.workshop}),
            "proposals": len({v.label for v in self._evidence.votes}),
        }
        if what not in counts:
            raise LookupError(f"count: {what!r} is not counted; choose elements, interviews, {', '.join(counts)}")
        return counts[what]

    def figure(self, name: str, theme: str | None = None) -> Markup:
        """Return a figure by its name; of ``votes`` only those on one theme, if it is named."""
        return self._passages.figure(self._draw(name, [self._theme(theme)]) if theme else self._draw(name))

    @property
    def _among(self) -> str:
        """What an error adds where something may be there and only nobody has accepted it yet."""
        return " among what reviewers accepted (unreviewed: hide in config.yaml)" if self._evidence.hides else ""

    def _theme(self, theme: str) -> str:
        if theme not in {t.id for t in self._evidence.themes}:
            raise LookupError(f"{theme!r} is no theme of the codebook")
        return theme

    def _kind(self, kind: str) -> str:
        if kind not in KINDS:
            raise LookupError(f"{kind!r} is no kind; kinds are {', '.join(KINDS)}")
        return kind
