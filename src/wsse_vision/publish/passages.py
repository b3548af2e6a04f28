"""Passages as Markdown: a quote with its source, a proposal with its votes, a figure with its caption."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from markupsafe import Markup

from wsse_vision.join.evidence import Quote, Selection
from wsse_vision.join.ranking import agreement
from wsse_vision.publish.figures.svg import Cell, Figure, Said, Table
from wsse_vision.publish.language import Words
from wsse_vision.publish.markdown import attribute, text
from wsse_vision.sources.evaluations import Vote

SYMBOLS = {
    "value": "◆", "practice": "●", "definition": "≡", "proposal": "→", "critique": "▽", "policy": "⚑", "indicator": "◫",
    "question": "?",
}  # fmt: skip
"""A sign for each kind, so that kinds are told apart without colour."""

_ALSO = 3
"""So many other sources that say the same are cited with a quote; the number of the others is given."""


class Passages:
    """Writes passages in the language of a publication; ``kind_names`` are the kinds' labels in it."""

    def __init__(
        self,
        kind_names: dict[str, str],
        _: Words,
        language: str = "en",
        *,
        reviewed: bool = False,
        short: bool = False,
        page: Callable[[str], str] = "{}.html".format,
    ) -> None:
        """``reviewed`` tells whether anybody reviews this project; then what nobody has reviewed is marked.

        A ``short`` publication has no room for tables of data on paper. ``page`` gives the file of a page of the site.
        """
        self._page = page
        self._short = short
        self._kind_names = kind_names
        self._language = language
        self._reviewed = reviewed
        self._ = _
        self.used: dict[str, Quote] = {}
        self.cited: set[str] = set()
        """Sources that were cited so far."""
        self._tables: dict[str, Figure] = {}
        self._tabled: set[str] = set()

    def cite(self, source: str, locator: str = "") -> Markup:
        """Return the citation of a source."""
        self.cited.add(source)
        return Markup(f"[@{{{source}}}{locator}]")  # noqa: S704 - ids hold letters, digits and . _ - only

    def citation(self, quote: Quote) -> Markup:
        """Return the citation of a quote with its page or section, and of other sources that say the same."""
        named = (quote, *quote.also[:_ALSO])
        self.cited.update(one.source for one in named)
        places = [f"@{{{one.source}}}{self._locator(one)}" for one in named]
        more = len(quote.also) - _ALSO
        said = ""
        if more > 0:
            said = self._.plural("and {count} more source says so", "and {count} more sources say so", more)
            said = " " + text(said.format(count=more))
        return Markup(f"[{'; '.join(places)}]{said}")  # noqa: S704 - ids are plain, locators and words escaped

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
        said = f" [{self.votes(votes)}]{{.votes}}" if votes else ""
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

    def votes(self, vote: Vote) -> Markup:
        """Return votes in words, as Markdown in which no line may end within the interval."""
        head, bracket, rest = self.plain_votes(vote).partition("[")
        interval, closing, tail = rest.partition("]")
        tied = f"[{text(bracket + interval + closing)}]{{.interval}}" if closing else text(bracket + interval)
        return Markup(f"{text(head)}{tied}{text(tail)}")  # noqa: S704 - every part is escaped

    def plain_votes(self, vote: Vote) -> str:
        """Return votes in words: the share of agreement, how many voted and the interval around the share."""
        share, low, high = (round(100 * number) for number in agreement(vote))
        said = self._.plural(
            "{share}% of {total} vote [{low}–{high}%]", "{share}% of {total} votes [{low}–{high}%]", vote.total
        )
        return said.format(share=share, total=vote.total, low=low, high=high)

    def quotes(self, selection: Selection | Iterable[Quote], *, kind: bool = True) -> Markup:
        """Return quotes one after another and say how many more there are."""
        shown = selection.shown if isinstance(selection, Selection) else list(selection)
        parts = [
            self.proposal(q) if q.label and q.kind in ("proposal", "policy") else self.quote(q, kind=kind)
            for q in shown
        ]
        if isinstance(selection, Selection):
            parts.append(self.more(selection.more, selection.asked.address))
        return Markup("").join(parts)

    def more(self, count: int, query: str = "", words: str = "", page: str = "evidence/index") -> Markup:
        """Say that ``count`` more are in the evidence, where there are any, and lead there.

        ``words`` says so otherwise; ``query`` is what the browser is asked, or the place on another ``page``.
        """
        if count <= 0:
            return Markup("")
        said = words or self._.plural("{count} more in the evidence", "{count} more in the evidence", count)
        said = said.format(count=self._.number(count))
        place = attribute(f"{self._page(page)}{'#' if query else ''}{query}")
        return Markup(f"\n::: more\n[{text(said)}]{{.to-site at={place}}}\n:::\n")  # noqa: S704 - both are escaped

    def fresh(self, selection: Selection, limit: int) -> Selection:
        """Return the first ``limit`` quotes, those first that this publication has not shown yet."""
        new = [quote for quote in selection.shown if quote.id not in self.used]
        known = [quote for quote in selection.shown if quote.id in self.used]
        return replace(selection, shown=[*new, *known][:limit])

    def side_by_side(self, selection: Selection) -> Markup:
        """Return quotes of one kind that compete with one another as a group."""
        if len(selection.shown) < 2:
            return self.quotes(selection, kind=False)
        return Markup(f"\n:::: side-by-side\n{self.quotes(selection, kind=False)}\n::::\n")  # noqa: S704

    def items(self, quotes: Iterable[Quote]) -> Markup:
        """Return passages as list items, each with its source; a source that gives all of them is named once.

        One passage alone makes no list: it stands as a paragraph.
        """
        found = list(quotes)
        if not found:
            return Markup("")
        if len(found) == 1:
            [only] = found
            return Markup(  # noqa: S704
                f"\n[{text(only.text)}]{{lang={attribute(only.language)}}} {self.citation(only)}\n\n"
            )
        places = {self.citation(q) for q in found}
        alone = len(places) == 1 and len(found) > 1
        rows = [
            f"-   [{text(q.text)}]{{lang={attribute(q.language)}}}{'' if alone else ' ' + self.citation(q)}\n"
            for q in found
        ]
        foot = f"\n::: more\n{self.citation(found[0])}\n:::\n" if alone else ""
        return Markup("\n" + "".join(rows) + foot + "\n")  # noqa: S704

    def figure(self, figure: Figure) -> Markup:
        """Return the place of a figure with its caption; the drawing joins it when a format is written.

        Its data become a table, to which the caption leads; ``tables`` returns those that stand nowhere yet.
        """
        caption = text(figure.caption)
        if figure.table.rows:
            self._tables.setdefault(figure.name, figure)
            place = " .screen" if self._short else ""
            link = f" [[{text(self._('The data as a table'))}](#data-{figure.name})]{{.data-link{place}}}"
            caption += Markup(link)  # noqa: S704
        return Markup(  # noqa: S704
            f"\n::: {{.drawing #fig-{figure.name} name={attribute(figure.name)} alt={attribute(figure.alt)}}}\n"
            f"{caption}\n:::\n"
        )

    def stands(self, name: str) -> None:
        """Note that a table with the data of a figure stands in the text, under the id ``data-<name>``."""
        self._tabled.add(name)

    def tables(self) -> Markup:
        """Return an annex with the data of the figures shown so far as tables, each of them only once.

        In a publication that must be short it has the class ``screen``: it is part of HTML and EPUB, not of the PDF.
        """
        waiting = [figure for figure in self._tables.values() if figure.name not in self._tabled]
        self._tabled.update(figure.name for figure in waiting)
        parts = [
            f"\n## {text(figure.title or figure.name)} {{#data-{figure.name}}}\n\n{_table(figure.table)}\n"
            f"{self.more(figure.table.more, figure.table.query)}"
            for figure in waiting
        ]
        if not parts:
            return Markup("")
        place = " .screen" if self._short else ""
        heading = f"\n# {text(self._('Annex: the figures as tables'))} {{#data{place}}}\n"
        return Markup(heading + "".join(parts))  # noqa: S704 - made of escaped cells

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


def _table(table: Table) -> str:
    """Return a table in Markdown; columns of numbers stand to the right."""
    columns = list(zip(*table.rows, strict=True))
    numeric = [2 * sum(map(_is_number, column)) > len(column) for column in columns]
    rows = [f"| {' | '.join(text(cell) for cell in table.head)} |"]
    rows.append(f"|{'|'.join('---:' if right else ':---' for right in numeric)}|")
    rows += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in table.rows]
    return "\n".join(rows) + "\n"


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, Said) and (cell.isdigit() or cell == "–")


def _cell(cell: Cell) -> str:
    if isinstance(cell, Said):
        return f"[{text(cell.words)}]{{lang={attribute(cell.language)}}}"
    return str(text(cell))


_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)[.):\s]")


def _short(heading: str, most: int = 40) -> str:
    """Return a heading short enough for a margin."""
    return heading if len(heading) <= most else heading[: most - 1].rsplit(" ", 1)[0] + "…"
