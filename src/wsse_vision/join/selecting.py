"""Which elements a publication shows when it cannot show all: the questions put to the dataset, as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wsse_vision.join.coverage import UNSURE

_ELSEWHERE = (
    "(e.kind = 'definition' AND NOT EXISTS (SELECT 1 FROM defines d WHERE d.element = e.id AND d.theme = t.theme))"
)
"""A definition that speaks of the theme asked for and defines something else."""


def foremost(base: str, *, theme: bool, defining: bool = False) -> str:
    """Return the query for the ids of the elements that come first of those that ``base`` means, see ``those``.

    It binds one more value: how many, -1 for all. It asks for few columns, which an index holds, so that a theme with
    fifty thousand elements is answered without reading them.
    """
    # What is mainly about a theme comes before what touches it.
    rank = "(e.rank - 0.4 * t.place)" if theme else "e.rank"
    first = "t.place" if defining else "0"
    aside = f"e.rank < {UNSURE} OR {_ELSEWHERE}" if theme and not defining else f"e.rank < {UNSURE}"
    return (
        "SELECT id, row_number() OVER (PARTITION BY source, status, aside ORDER BY rank DESC, id) AS turn"
        f" FROM (SELECT e.id, e.source, e.status, {rank} AS rank, {first} AS first, {aside} AS aside,"
        f" row_number() OVER (PARTITION BY e.said ORDER BY {rank} DESC, e.id) AS twin {base}"
        ") WHERE twin = 1 ORDER BY status <> 'accepted', first, aside, turn, rank DESC, id LIMIT ?"
    )


def foremost_by_kind() -> str:
    """Return the query for the (kind, id) of the elements about a theme that come first among those of their kind, as
    ``foremost`` has them.

    It binds the theme and how many of each kind.
    """
    rank = "(e.rank - 0.4 * t.place)"
    return (
        "SELECT kind, id FROM (SELECT kind, id, row_number() OVER"
        " (PARTITION BY kind ORDER BY status <> 'accepted', aside, turn, rank DESC, id) AS number"
        " FROM (SELECT *, row_number() OVER (PARTITION BY kind, source, status, aside ORDER BY rank DESC, id) AS turn"
        f" FROM (SELECT e.kind, e.id, e.source, e.status, {rank} AS rank,"
        f" e.rank < {UNSURE} OR {_ELSEWHERE} AS aside,"
        f" row_number() OVER (PARTITION BY e.kind, e.said ORDER BY {rank} DESC, e.id) AS twin"
        " FROM element_themes t JOIN elements e ON e.id = t.element WHERE t.theme = ?) WHERE twin = 1))"
        " WHERE number <= ? ORDER BY kind, number"
    )


def those(
    theme: str | None,
    kinds: Sequence[str],
    source_kinds: Sequence[str],
    source: str | None,
    question: str | None,
) -> tuple[str, list[Any]]:
    """Return the FROM and WHERE of a query over elements (``e``), and the values that it binds.

    ``s`` is the source of an element, ``t`` its row for ``theme`` where one is asked for.
    """
    tables = "FROM elements e JOIN sources s ON s.id = e.source"
    parts: list[str] = []
    values: list[Any] = []
    if theme is not None:
        tables = "FROM element_themes t JOIN elements e ON e.id = t.element JOIN sources s ON s.id = e.source"
        parts.append("t.theme = ?")
        values.append(theme)
    for column, wanted in (("e.kind", kinds), ("s.kind", source_kinds)):
        if wanted:
            parts.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    for column, value in (("e.source", source), ("e.question", question)):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    return (f"{tables} WHERE {' AND '.join(parts)}" if parts else tables, values)
