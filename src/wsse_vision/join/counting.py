"""Numbers and choices over the whole dataset, asked as SQL so that memory does not follow the size of the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wsse_vision.join import selecting
from wsse_vision.join.evidence import Evidence


def numbers(evidence: Evidence) -> Counter[tuple[str, str]]:
    """Return numbers of elements by (theme, kind), with the empty text for any."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, number in evidence.rows("SELECT kind, count(*) FROM elements GROUP BY 1"):
        found["", kind] = number
        found["", ""] += number
    pairs = "SELECT t.theme, e.kind, count(*) FROM element_themes t JOIN elements e ON e.id = t.element GROUP BY 1, 2"
    for theme, kind, number in evidence.rows(pairs):
        found[theme, kind] = number
        found[theme, ""] += number
    return found


def speaking(evidence: Evidence, theme: str, limit: int) -> dict[str, int]:
    """Return the sources that speak most of a theme with their numbers of elements about it, most first."""
    rows = evidence.rows(
        "SELECT e.source, count(*) AS n FROM element_themes t JOIN elements e ON e.id = t.element WHERE t.theme = ?"
        " GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?",
        (theme, limit),
    )
    return dict(rows.fetchall())


def foremost_by_kind(evidence: Evidence, theme: str, limit: int) -> dict[str, list[str]]:
    """Return the ids of the elements about a theme that come first, at most ``limit`` of each kind, by kind.

    They are those that ``Evidence.quotes`` shows when it is asked for one kind, found for all kinds at once.
    """
    found: dict[str, list[str]] = {}
    for kind, identifier in evidence.rows(selecting.foremost_by_kind(), (theme, limit)):
        found.setdefault(kind, []).append(identifier)
    return found


def of_sources(evidence: Evidence, sources: Sequence[str]) -> Counter[str]:
    """Return the numbers of elements of some sources."""
    asked = ", ".join("?" * len(sources))
    rows = evidence.rows(f"SELECT source, count(*) FROM elements WHERE source IN ({asked}) GROUP BY 1", sources)
    return Counter(dict(rows.fetchall()))


def reviewed(evidence: Evidence) -> frozenset[str]:
    """Return the sources of which reviewers accepted an element."""
    return frozenset(row[0] for row in evidence.rows("SELECT DISTINCT source FROM elements WHERE status = 'accepted'"))


def foremost(evidence: Evidence, limit: int) -> dict[str, list[str]] | None:
    """Return the ids of the ``limit`` elements that come first of all, by source and in their order there.

    Where all of them are no more the answer is ``None``.

    What reviewers accepted comes first, then what people voted on; then the best of every source before the second
    best of any, with themes (an element's main one) taking turns.
    """
    if evidence.rows("SELECT count(*) FROM elements").fetchone()[0] <= limit:
        return None
    rows = evidence.rows(
        "SELECT source, id FROM elements WHERE id IN (SELECT id FROM"
        " (SELECT *, row_number() OVER (PARTITION BY turn, theme ORDER BY rank DESC, id) AS of_theme FROM"
        " (SELECT e.id, e.status, e.rank, e.id IN (SELECT element FROM votes) AS voted, t.theme,"
        " row_number() OVER (PARTITION BY e.source ORDER BY e.rank DESC, e.id) AS turn"
        " FROM elements e LEFT JOIN element_themes t ON t.element = e.id AND t.place = 0))"
        " ORDER BY status <> 'accepted', voted DESC, turn, of_theme, rank DESC, id LIMIT ?) ORDER BY source, seq",
        (limit,),
    )
    found: dict[str, list[str]] = {}
    for source, identifier in rows:
        found.setdefault(source, []).append(identifier)
    return found
