"""Asking the dataset: what publications and the site show of the evidence."""

from __future__ import annotations

import errno
import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from wsse_vision.home import SOURCE_FOLDERS
from wsse_vision.join.coverage import is_contested
from wsse_vision.join.records import Asked, Indicator, Passage, Quote, Selection, Source, Theme
from wsse_vision.join.selecting import QUOTE, TIED, TOLD, foremost, those
from wsse_vision.sources.evaluations import Vote

__all__ = ["Asked", "Evidence", "Indicator", "Passage", "Quote", "Selection", "Source", "Theme"]

_KNOWN = 20_000
"""Quotes that are kept in memory, some 20 MB."""

_CACHE = 48 * 2**20
"""Bytes of the dataset that are kept in memory: its indexes are asked again and again."""


class Evidence:
    """The dataset ``evidence.sqlite``, opened for reading. Every answer is in a fixed order."""

    def __init__(self, path: Path, *, unreviewed: bool = True) -> None:
        """Open the dataset; with ``unreviewed`` false only what reviewers accepted is shown."""
        if not path.is_file():
            raise FileNotFoundError(errno.ENOENT, "no such dataset", str(path))
        self._db = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
        self._unreviewed = unreviewed
        self._known: dict[str, Quote] = {}
        self._answers: dict[tuple[Any, ...], Any] = {}
        self._db.execute(f"PRAGMA cache_size = -{_CACHE // 1024}")
        if not unreviewed:
            # A view of the same name goes before the table, so that no question below can forget what is hidden.
            self._db.execute("CREATE TEMP VIEW elements AS SELECT * FROM main.elements WHERE status = 'accepted'")

    @cached_property
    def _told(self) -> sqlite3.Connection:
        """The dataset with the table of what is asked again and again, made when it is asked first."""
        self._db.executescript(TOLD)
        return self._db

    @property
    def hides(self) -> bool:
        """Whether elements that nobody has reviewed are left out."""
        return not self._unreviewed

    @cached_property
    def themes(self) -> list[Theme]:
        """All themes in the order of the codebook."""
        rows = self._db.execute("SELECT id, label, scope, elements, sources, languages, x, y FROM themes ORDER BY seq")
        return [Theme(r[0], json.loads(r[1]), r[2], *(self._numbers(r[0]) or r[3:6]), *r[6:]) for r in rows.fetchall()]

    def _numbers(self, theme: str) -> tuple[int, int, int] | None:
        """Return the numbers of a theme where some of its elements are hidden; else those of the dataset hold."""
        if self._unreviewed:
            return None
        row = self._db.execute(
            "SELECT count(DISTINCT e.said), count(DISTINCT e.source), count(DISTINCT e.language) FROM element_themes t"
            " JOIN elements e ON e.id = t.element WHERE t.theme = ?",
            (theme,),
        ).fetchone()
        return (row[0], row[1], row[2])

    @cached_property
    def sources(self) -> list[Source]:
        """All sources that may be shown, those set aside included, by kind and id."""
        order = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(SOURCE_FOLDERS.values()))
        rows = self._db.execute(
            "SELECT id, kind, state, reason, title, language, status, consent, workshop, role, key, elements, metadata"
            f" FROM sources ORDER BY CASE kind {order} END, id"
        )
        return [Source(*[*r[:12], json.loads(r[12])]) for r in rows]

    @cached_property
    def votes(self) -> list[Vote]:
        """All votes, best agreement first."""
        rows = self._db.execute(
            "SELECT label, evaluation, agree, half, disagree, unknown FROM votes"
            " ORDER BY low DESC, share DESC, label, evaluation"
        )
        return [Vote(*r) for r in rows]

    def votes_on(self, themes: Sequence[str]) -> list[tuple[Vote, Quote | None]]:
        """Return each proposal that was voted on with the evaluation in which most voted, best agreement first.

        Only those about one of ``themes``; without any all, also those whose text is not among the elements.
        """
        wanted = set(themes)
        return [(vote, quote) for vote, quote in self._voted if not wanted or (quote and wanted & set(quote.themes))]

    @cached_property
    def _voted(self) -> list[tuple[Vote, Quote | None]]:
        best: dict[str, Vote] = {}
        for vote in self.votes:
            if vote.total and (vote.label not in best or vote.total > best[vote.label].total):
                best[vote.label] = vote
        rows = self._db.execute(
            f"SELECT {QUOTE}, v.label FROM votes v JOIN elements e ON e.id = v.element"
            " JOIN sources s ON s.id = e.source"
        )
        quotes = {row[-1]: self._quote(row) for row in rows.fetchall()}
        return [(vote, quotes.get(vote.label)) for vote in self.votes if best.get(vote.label) is vote]

    @cached_property
    def _vote_of_group(self) -> dict[str, Vote]:
        rows = self._db.execute(
            "SELECT e.said, v.label, v.evaluation, v.agree, v.half, v.disagree, v.unknown FROM votes v"
            " JOIN elements e ON e.id = v.element ORDER BY v.agree + v.half + v.disagree + v.unknown"
        )
        return {r[0]: Vote(*r[1:]) for r in rows}

    @cached_property
    def indicators(self) -> list[Indicator]:
        """All indicators in the order of their file."""
        themes: dict[str, list[str]] = {}
        for indicator, theme in self._db.execute("SELECT indicator, theme FROM indicator_themes ORDER BY 1, 2"):
            themes.setdefault(indicator, []).append(theme)
        rows = self._db.execute("SELECT id, name, type, unit, how, collected_by FROM indicators ORDER BY seq")
        return [
            Indicator(i, json.loads(name), kind, unit, json.loads(how), by, tuple(themes.get(i, ())))
            for i, name, kind, unit, how, by in rows
        ]

    @cached_property
    def links(self) -> list[tuple[str, str, int]]:
        """Pairs of themes with the number of elements that have both, most first."""
        if self._unreviewed:
            return [tuple(r) for r in self._db.execute("SELECT a, b, elements FROM links ORDER BY elements DESC, a, b")]
        rows = self._db.execute(
            "SELECT l.a, l.b, count(DISTINCT e.said) AS n FROM links l JOIN element_themes x ON x.theme = l.a"
            " JOIN element_themes y ON y.element = x.element AND y.theme = l.b JOIN elements e ON e.id = x.element"
            " GROUP BY l.a, l.b ORDER BY n DESC, l.a, l.b"
        )
        return [tuple(r) for r in rows]

    @cached_property
    def balance(self) -> list[tuple[str, str, str, int]]:
        """Numbers of interviews by consent, region and gender, those that may not be quoted included."""
        return [tuple(r) for r in self._db.execute("SELECT consent, region, gender, interviews FROM balance")]

    def quotes(
        self,
        *,
        theme: str | None = None,
        kinds: Sequence[str] = (),
        source_kinds: Sequence[str] = (),
        source: str | None = None,
        question: str | None = None,
        limit: int | None = None,
        defining: bool = False,
    ) -> Selection:
        """Return quotes, best first and spread over sources, and how many there are.

        All conditions hold at once; an empty list of kinds means any. What reviewers accepted comes first;
        then a source gives its second quote only after every other source has given its first. What the coding was
        not sure of comes last, and so, under a theme, does a definition of something else. With ``defining`` only
        definitions of ``theme`` itself are returned: those that name it, and where fewer than two do, those of its
        terms after them.
        """
        # Publications ask the same in every language.
        question_put = (theme, tuple(kinds), tuple(source_kinds), source, question, limit, defining)
        if question_put not in self._answers:
            base, values = those(theme, kinds, source_kinds, source, question, defining=defining)
            if defining:
                named = f"SELECT count(DISTINCT e.said) {base} AND e.defined = 0"
                if self._told.execute(named, values).fetchone()[0] > 1:
                    base += " AND e.defined = 0"
            total = self._told.execute(f"SELECT count(DISTINCT e.said) {base}", values).fetchone()[0]
            query = foremost(base, theme=theme is not None, defining=defining)
            chosen = [] if limit == 0 else self._ids(query, values, limit)
            asked = Asked(theme, tuple(kinds), source, tuple(source_kinds))
            self._answers[question_put] = Selection(self.these(chosen), total, asked)
        answer: Selection = self._answers[question_put]
        return answer

    def _ids(self, query: str, values: Sequence[Any], limit: int | None) -> list[str]:
        return [row[0] for row in self._told.execute(query, [*values, -1 if limit is None else limit])]

    def these(self, identifiers: Sequence[str]) -> list[Quote]:
        """Return quotes by their ids, in the order of these."""
        base = "FROM json_each(?) j JOIN elements e ON e.id = j.value JOIN sources s ON s.id = e.source"
        rows = self._db.execute(f"SELECT {QUOTE} {base} ORDER BY j.key", (json.dumps(list(identifiers)),))
        return [self._quote(row) for row in rows.fetchall()]

    def in_order(self, source: str, kinds: Sequence[str] = ()) -> list[Quote]:
        """Return the quotes of one source in the order in which they stand there."""
        which = f" AND e.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        base = f"FROM elements e JOIN sources s ON s.id = e.source WHERE e.source = ?{which}"
        rows = self._db.execute(f"SELECT {QUOTE} {base} ORDER BY e.seq", (source, *kinds))
        return [self._quote(row) for row in rows.fetchall()]

    def numbered(self, source: str, limit: int | None = None) -> Selection:
        """Return the proposals of one source that have a number of their own, in their order there.

        Of more than ``limit`` those are shown that people voted on, then those that rank highest.
        """
        base = "FROM elements e JOIN sources s ON s.id = e.source WHERE e.source = ? AND e.label IS NOT NULL"
        total = self._db.execute(f"SELECT count(*) {base}", (source,)).fetchone()[0]
        voted = "EXISTS (SELECT 1 FROM votes v WHERE v.label = e.label AND v.element = e.id)"
        first = f"SELECT {QUOTE}, e.seq {base} ORDER BY {voted} DESC, e.rank DESC, e.seq LIMIT ?"
        rows = self._db.execute(f"SELECT * FROM ({first}) ORDER BY seq", (source, -1 if limit is None else limit))
        return Selection([self._quote(row) for row in rows.fetchall()], total, Asked(source=source))

    def in_paragraphs(self, quotes: Iterable[Quote]) -> list[Passage]:
        """Return quotes in their paragraphs, by source and in the order in which they stand there."""
        asked = (
            self._db.execute(
                f"SELECT e.paragraph, e.place, e.score, e.because, {QUOTE}, e.seq FROM elements e"
                " JOIN sources s ON s.id = e.source WHERE e.id = ?",
                (quote.id,),
            ).fetchone()
            for quote in quotes
        )
        place = {source.id: number for number, source in enumerate(self.sources)}
        rows = sorted((row for row in asked if row), key=lambda row: (place[row[6]], row[-1]))
        return [self._passage(row) for row in rows]

    def _passage(self, row: tuple[Any, ...]) -> Passage:
        paragraph, place, score, because = row[:4]
        return Passage(self._quote(row[4:17]), paragraph, place, score, tuple(json.loads(because)))

    def by_label(self, label: str) -> Quote | None:
        """Return the proposal with this number, a notebook's before others."""
        row = self._db.execute(
            f"SELECT {QUOTE} FROM elements e JOIN sources s ON s.id = e.source WHERE e.label = ?"
            " ORDER BY s.kind <> 'notebook', e.source, e.seq LIMIT 1",
            [label],
        ).fetchone()
        return self._quote(row) if row else None

    def containing(self, source: str, words: str) -> list[Quote]:
        """Return the quotes of ``source`` that contain ``words`` to the letter (white space aside)."""
        wanted = " ".join(words.split())
        return [quote for quote in self.in_order(source) if wanted in " ".join(quote.text.split())]

    def findings(self, workshop: int, role: str) -> list[Quote]:
        """Return what workshop ``workshop`` concluded under ``role``, in the order of its documents."""
        return self._findings.get((workshop, role), [])

    @cached_property
    def _findings(self) -> dict[tuple[int, str], list[Quote]]:
        rows = self._db.execute(
            "SELECT f.workshop, f.role, f.quote, f.source, f.language, f.page,"
            " (SELECT group_concat(theme, ' ') FROM finding_themes t WHERE t.finding = f.id)"
            " FROM findings f JOIN sources s ON s.id = f.source ORDER BY s.role DESC, f.id"
        )
        found: dict[tuple[int, str], list[Quote]] = {}
        for workshop, role, text, source, language, page, themes in rows:
            named = tuple((themes or "").split())
            quote = Quote("", text, source, "workshop", role, language, page, themes=named)
            found.setdefault((workshop, role), []).append(quote)
        return found

    def findings_on(self, theme: str, role: str) -> list[Quote]:
        """Return what any workshop concluded under ``role`` about ``theme``."""
        numbers = sorted({s.workshop for s in self.sources if s.workshop})
        return [quote for number in numbers for quote in self.findings(number, role) if theme in quote.themes]

    def themes_of(self, source: str) -> dict[str, int]:
        """Return the number of elements of one source by theme."""
        tables = "elements e JOIN element_themes t ON t.element = e.id"
        query = f"SELECT theme, count(*) FROM {tables} WHERE source = ? GROUP BY 1"
        return dict(self._db.execute(query, (source,)).fetchall())

    @cached_property
    def by_source_kind(self) -> dict[tuple[str, str], int]:
        """The number of elements by (theme, kind of source), and of indicators as kind ``indicators``."""
        rows = self._told.execute(
            "SELECT theme, source_kind, count(DISTINCT said) FROM told WHERE theme <> '' AND place IS NOT NULL"
            " GROUP BY 1, 2"
        )
        numbers = {(theme, kind): number for theme, kind, number in rows}
        for indicator in self.indicators:
            for theme in indicator.themes:
                numbers[(theme, "indicators")] = numbers.get((theme, "indicators"), 0) + 1
        return numbers

    def names(self) -> list[tuple[str, str, str]]:
        """Return every name of a theme in any language with that language and the theme, in alphabetical order; a
        name that two languages share stands once.
        """
        named = {
            (name, theme.id): language
            for theme in self.themes
            for language, name in sorted(theme.labels.items(), reverse=True)
        }
        found = [(name, language, theme) for (name, theme), language in named.items()]
        return sorted(found, key=lambda one: (_letters(one[0]), one[1]))

    def measuring(self, quote: Quote) -> list[Indicator]:
        """Return the indicators that measure what a quote speaks of, those first that share most themes with it."""
        shared = {i.id: len(set(i.themes) & set(quote.themes)) for i in self.indicators}
        return sorted((i for i in self.indicators if shared[i.id]), key=lambda i: -shared[i.id])

    def kinds(
        self, theme: str | None = None, source_kinds: Sequence[str] = (), source: str | None = None
    ) -> dict[str, int]:
        """Return the number of elements by kind, of one theme or of all, of one source or of all."""
        question_put = ("kinds", theme, tuple(source_kinds), source)
        if question_put not in self._answers:
            base, values = those(theme, (), source_kinds, source, None)
            rows = self._told.execute(f"SELECT e.kind, count(DISTINCT e.said) {base} GROUP BY 1", values)
            self._answers[question_put] = dict(rows.fetchall())
        return dict(self._answers[question_put])

    def tied_only_by(
        self, source_kind: str, other: str, limit: int | None = None, pairs: int = -1
    ) -> list[tuple[str, str, Selection]]:
        """Return pairs of themes that sources of one kind speak of together and those of ``other`` never do.

        With each pair come the quotes in which they meet, at most ``limit`` of them; pairs with most of them first,
        then by the codebook, at most ``pairs`` of them (-1: all).
        """
        rows = self._db.execute(TIED, (source_kind, other, other, pairs)).fetchall()
        found = []
        for a, b, number in rows:
            base, values = those(a, (), [source_kind], None, None)
            base += " AND EXISTS (SELECT 1 FROM element_themes u WHERE u.element = e.id AND u.theme = ?)"
            both = self.these(self._ids(foremost(base, theme=True), [*values, b], limit))
            found.append((a, b, Selection(both, number, Asked(a, source_kinds=(source_kind,)))))
        return found

    def contested(self, theme: str | None = None) -> list[Quote]:
        """Return the proposals that divided those who voted, of one theme or of all, most divided first."""
        rows = self._db.execute(
            f"SELECT {QUOTE} FROM votes v JOIN elements e ON e.id = v.element JOIN sources s ON s.id = e.source"
            " WHERE ? IS NULL OR EXISTS (SELECT 1 FROM element_themes t WHERE t.element = e.id AND t.theme = ?)"
            " ORDER BY v.share, v.label",
            (theme, theme),
        )
        quotes = [self._quote(row) for row in rows.fetchall()]
        once = {q.id: q for q in quotes if q.vote is not None and is_contested(q.vote)}
        return list(once.values())

    def _quote(self, row: tuple[Any, ...]) -> Quote:
        """Return the quote of a row; most are asked for many times, by one publication after another."""
        if row[0] not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[row[0]] = self._read(row)
        return self._known[row[0]]

    def _read(self, row: tuple[Any, ...]) -> Quote:
        identifier, text, source, source_kind, kind, language, page, label, section, status, decision, said = row[:12]
        themes = row[12].split(",") if row[12] else ()
        return Quote(
            identifier, text, source, source_kind, kind, language, page, label, tuple(themes),
            tuple(json.loads(section)), self._vote_of_group.get(said), status, json.loads(decision),
            self._also(said, identifier, source) if said in self._repeated else (),
        )  # fmt: skip

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """The groups of more than one element that say the same."""
        return frozenset(r[0] for r in self._db.execute("SELECT said FROM elements GROUP BY 1 HAVING count(*) > 1"))

    def _also(self, said: str, identifier: str, source: str) -> tuple[Quote, ...]:
        rows = self._db.execute(
            "SELECT e.id, e.quote, e.source, s.kind, e.kind, e.language, e.page, e.label, e.section FROM elements e"
            " JOIN sources s ON s.id = e.source WHERE e.said = ? AND e.id <> ? AND e.source <> ?"
            " GROUP BY e.source HAVING e.seq = min(e.seq) ORDER BY e.source",
            (said, identifier, source),
        )
        return tuple(Quote(*[*row[:8], (), tuple(json.loads(row[8]))]) for row in rows.fetchall())

    def rows(self, question: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Answer a question in SQL; hidden elements are not there."""
        return self._db.execute(question, values)

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The sources of which reviewers accepted an element."""
        rows = self._db.execute("SELECT DISTINCT source FROM elements WHERE status = 'accepted'")
        return frozenset(row[0] for row in rows)

    @property
    def reviewed(self) -> bool:
        """Whether anybody has accepted any element."""
        return bool(self.accepted)


def _letters(name: str) -> str:
    """Return what a name is sorted by: its letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
