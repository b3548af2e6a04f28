"""Passages as Markdown: a quote with its source, a proposal with its votes, a figure with its caption."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from wsse_vision.join.evidence import Quote, Selection
from wsse_vision.publish.figures.svg import Figure
from wsse_vision.publish.language import Translate
from wsse_vision.publish.markdown import attribute, text
from wsse_vision.sources.evaluations import Vote

SYMBOLS = {
    "value": "◆", "practice": "●", "definition": "≡", "proposal": "→", "critique": "▽", "policy": "⚑", "indicator": "◫",
    "question": "?",
}  # fmt: skip
"""A sign for each kind, so that kinds are told apart without colour."""


class Passages:
    """Writes passages in the language of a publication; ``kind_names`` are the kinds' labels in it."""

    def __init__(
        self, kind_names: dict[str, str], _: Translate, language: str = "en", *, reviewed: bool = False
    ) -> None:
        """``reviewed`` tells whether anybody reviews this project; then what nobody has reviewed is marked."""
        self._kind_names = kind_names
        self._language = language
        self._reviewed = reviewed
        self._ = _
        self.used: dict[str, Quote] = {}

    def cite(self, source: str, locator: str = "") -> Markup:
        """Return the citation of a source."""
        return Markup(f"[@{{{source}}}{locator}]")  # noqa: S704 - ids hold letters, digits and . _ - only

    def citation(self, quote: Quote) -> Markup:
        """Return the citation of a quote with its page or section, and of every other source that says the same."""
        places = [f"@{{{one.source}}}{self._locator(one)}" for one in (quote, *quote.also)]
        return Markup(f"[{'; '.join(places)}]")  # noqa: S704 - ids are plain, locators escaped

    def quote(self, quote: Quote, *, kind: bool = True) -> Markup:
        """Return a quote as a block: the words, its kind, and where it comes from."""
        name = self._kind_names.get(quote.kind, "") if kind else ""
        symbol = SYMBOLS.get(quote.kind, "") if name else ""
        mark = f"[{text(symbol)} {text(name)}]{{.kind}} " if name else ""
        label = f"[{text(quote.label)}]{{.label}} " if quote.label else ""
        return Markup(  # noqa: S704 - every part is escaped
            f"\n::: {{.quote .{quote.kind} lang={attribute(quote.language)}{self._element(quote)}}}\n"
            f"{text(quote.text)}\n\n"
            f"{mark}{label}{self.citation(quote)}{self._state(quote)}\n:::\n"
        )

    def proposal(self, quote: Quote) -> Markup:
        """Return a numbered proposal as a block with its votes."""
        votes = quote.vote
        bar = f' votes="{votes.agree} {votes.half} {votes.disagree} {votes.unknown}"' if votes else ""
        said = f" [{text(self.votes(votes))}]{{.votes}}" if votes else ""
        symbol = f"[{text(SYMBOLS[quote.kind])} {text(self._kind_names[quote.kind])}]{{.kind}} "
        given = f"lang={attribute(quote.language)} label={attribute(quote.label or '')}{bar}{self._element(quote)}"
        return Markup(  # noqa: S704 - every part is escaped
            f"\n::: {{.proposal {given}}}\n{text(quote.text)}\n\n"
            f"{symbol}{self.citation(quote)}{said}{self._state(quote)}\n:::\n"
        )

    def _state(self, quote: Quote) -> str:
        """Return the translation that a reviewer gave, and a word on what nobody has reviewed."""
        translation = quote.decision.get("translation", {}).get(self._language)
        said = ""
        if translation and quote.language != self._language:
            said += f" [{text(self._('Translation:'))} {text(translation)}]{{.translation}}"
        if self._reviewed and quote.status != "accepted" and quote.id:
            said += f" [{text(self._('not reviewed'))}]{{.state}}"
        return said

    def _element(self, quote: Quote) -> str:
        """Note that a quote is used, and return the attributes that lead to where it stands in its source."""
        if not quote.id:
            return ""
        self.used[quote.id] = quote
        return f' element="{quote.id}" source="{quote.source}"'

    def votes(self, vote: Vote) -> str:
        """Return votes in words: the share of agreement and how many voted."""
        return self._("{share}% of {total} votes").format(share=round(vote.share * 100), total=vote.total)

    def quotes(self, selection: Selection | Iterable[Quote], *, kind: bool = True) -> Markup:
        """Return quotes one after another and say how many more there are."""
        shown = selection.shown if isinstance(selection, Selection) else list(selection)
        parts = [
            self.proposal(q) if q.label and q.kind in ("proposal", "policy") else self.quote(q, kind=kind)
            for q in shown
        ]
        if isinstance(selection, Selection) and selection.more > 0:
            more = self._("{count} more in the evidence").format(count=selection.more)
            parts.append(Markup(f"\n::: more\n{text(more)}\n:::\n"))  # noqa: S704
        return Markup("").join(parts)

    def items(self, quotes: Iterable[Quote]) -> Markup:
        """Return passages as list items, each with its source; a source that gives all of them is named once."""
        found = list(quotes)
        places = {self.citation(q) for q in found}
        alone = len(places) == 1 and len(found) > 1
        rows = [
            f"-   [{text(q.text)}]{{lang={attribute(q.language)}}}{'' if alone else ' ' + self.citation(q)}\n"
            for q in found
        ]
        foot = f"\n::: more\n{self.citation(found[0])}\n:::\n" if alone else ""
        return Markup("\n" + "".join(rows) + foot + "\n")  # noqa: S704

    def figure(self, figure: Figure) -> Markup:
        """Return the place of a figure with its caption; the drawing joins it when a format is written."""
        return Markup(  # noqa: S704
            f"\n::: {{.drawing #fig-{figure.name} name={attribute(figure.name)} alt={attribute(figure.alt)}}}\n"
            f"{text(figure.caption)}\n:::\n"
        )

    def _locator(self, quote: Quote) -> str:
        """Return page or, without pages, section (number or name) for a citation.

        The signs are those that citations in every language understand; each writes its own.
        """
        if quote.page:
            return f", p. {quote.page}"
        if not quote.section:
            return ""
        number = _NUMBER.match(quote.section[-1])
        section = number[1] if number else f"“{text(_short(quote.section[-1]))}”"
        return f", {{§ {section}}}"


_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)[.):\s]")


def _short(heading: str, most: int = 40) -> str:
    """Return a heading short enough for a margin."""
    return heading if len(heading) <= most else heading[: most - 1].rsplit(" ", 1)[0] + "…"
