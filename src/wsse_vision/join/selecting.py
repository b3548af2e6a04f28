"""Which elements a publication shows when it cannot show all: the questions put to the dataset, as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wsse_vision.join.coverage import UNSURE

QUOTE = (
    "e.id, e.quote, e.source, s.kind AS source_kind, e.kind, e.language, e.page, e.label, e.section, e.status,"
    " e.decision, e.said, (SELECT group_concat(theme) FROM (SELECT theme FROM element_themes WHERE element = e.id"
    " ORDER BY place)) AS themes"
)
"""The columns of a quote, of an element ``e`` of a source ``s``; its themes in their order, parted by commas."""

_COLUMNS = (
    "e.kind AS kind, s.kind AS source_kind, e.id AS id, e.source AS source, e.status AS status, e.said AS said,"
    " e.rank AS rank"
)

_OF_THEMES = (
    "SELECT t.theme AS theme, t.place AS place, d.place AS defined, {columns} FROM elements e"
    " JOIN sources s ON s.id = e.source JOIN element_themes t ON t.element = e.id"
    " LEFT JOIN defines d ON d.element = t.element AND d.theme = t.theme {which}"
    " UNION ALL SELECT d.theme, NULL, d.place, {columns} FROM elements e JOIN sources s ON s.id = e.source"
    " JOIN defines d ON d.element = e.id {which} {also} NOT EXISTS"
    " (SELECT 1 FROM element_themes t WHERE t.element = d.element AND t.theme = d.theme)"
)
"""Every element with each theme that it has (at a ``place`` among them) or defines (``defined``: by name or term)."""

_OF_NONE = (
    "SELECT '' AS theme, 0 AS place, NULL AS defined, {columns} FROM elements e JOIN sources s ON s.id = e.source"
    " {which}"
)

TOLD = (
    "CREATE TEMP TABLE told (theme, place, defined, kind, source_kind, id, source, status, said, rank,"
    " PRIMARY KEY (theme, kind, source_kind, id)) WITHOUT ROWID;"
    f" INSERT INTO told {_OF_NONE.format(columns=_COLUMNS, which='')} ORDER BY e.kind, s.kind, e.id;"
    f" INSERT INTO told SELECT * FROM ({_OF_THEMES.format(columns=_COLUMNS, which='', also='WHERE')})"
    " ORDER BY theme, kind, source_kind, id;"
)
"""Makes a table of what is asked again and again, its rows in the order in which they are asked for: where a theme has
fifty thousand elements, these are not looked up one by one in tables that are in another order. Every element is in it
with each theme that it has or defines, and with the empty theme.
"""

TIED = (
    "WITH p AS (SELECT a.theme AS a, b.theme AS b, x.seq AS i, y.seq AS j, e.said AS said, s.kind AS kind"
    " FROM element_themes a JOIN element_themes b ON b.element = a.element"
    " JOIN themes x ON x.id = a.theme JOIN themes y ON y.id = b.theme AND x.seq < y.seq"
    " JOIN elements e ON e.id = a.element JOIN sources s ON s.id = e.source WHERE s.kind IN (?, ?))"
    " SELECT a, b, count(DISTINCT said) FROM p GROUP BY a, b HAVING sum(kind = ?) = 0 ORDER BY 3 DESC, i, j LIMIT ?"
)
"""Asks for (a, b, number of elements) of the pairs of themes that sources of one kind speak of together and those of
another never do. Binds both kinds, the other again, and how many pairs (-1: all).
"""


def foremost(base: str, *, theme: bool, defining: bool = False) -> str:
    """Return the query for the ids of the elements that come first of those that ``base`` means, see ``those``.

    It binds one more value: how many, -1 for all.
    """
    # What is mainly about a theme comes before what touches it.
    rank = f"(e.rank - 0.4 * e.{'defined' if defining else 'place'})"
    first = "e.defined" if defining else "0"
    aside = f"e.rank < {UNSURE}"
    if theme and not defining:  # a definition that speaks of the theme and defines something else
        aside += " OR (e.kind = 'definition' AND e.defined IS NULL)"
    return (
        "SELECT id, row_number() OVER (PARTITION BY source, status, aside ORDER BY rank DESC, id) AS turn"
        f" FROM (SELECT e.id, e.source, e.status, {rank} AS rank, {first} AS first, {aside} AS aside,"
        f" row_number() OVER (PARTITION BY e.said ORDER BY {rank} DESC, e.id) AS twin {base}"
        ") WHERE twin = 1 ORDER BY status <> 'accepted', first, aside, turn, rank DESC, id LIMIT ?"
    )


def those(
    theme: str | None,
    kinds: Sequence[str],
    source_kinds: Sequence[str],
    source: str | None,
    question: str | None,
    *,
    defining: bool = False,
) -> tuple[str, list[Any]]:
    """Return the FROM and WHERE of a query over elements (``e``, rows as in ``TOLD``), and the values that it binds.

    Those of ``theme`` are those that have it, with ``defining`` those that define it.
    """
    table = "told"
    values: list[Any] = []
    given = {"e.source": source, "e.question": question}
    if narrow := {column: value for column, value in given.items() if value is not None}:
        # Few, and looked up faster than sought among all.
        rows = _OF_NONE if theme is None else _OF_THEMES
        which = "WHERE " + " AND ".join(f"{column} = ?" for column in narrow)
        table = f"({rows.format(columns=_COLUMNS, which=which, also='AND')})"
        values = [*narrow.values()] * rows.count("{which}")
    parts = ["e.theme = ?", f"e.{'defined' if defining else 'place'} IS NOT NULL"]
    values.append(theme or "")
    for column, wanted in (("e.kind", kinds), ("e.source_kind", source_kinds)):
        if wanted:
            parts.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    return f"FROM {table} e WHERE {' AND '.join(parts)}", values
