"""Made data for figures: a dataset with as many sources, themes, interviews and votes as a test asks for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from wsse_vision.join.evidence import Quote, Source, Theme
from wsse_vision.join.graph import layout
from wsse_vision.join.ranking import ranked
from wsse_vision.sources.evaluations import Vote
from wsse_vision.sources.workplan import Workplan

NAME = "A theme whose name is rather long & <odd>"
KINDS = ("notebook", "findhorn", "workshop", "interview", "forum")
PROPOSAL = (
    "We propose that every market hall of the province lend its scales, its cold room and one hour of its porter to"
    " whoever sells less than a cartload."
)


def evidence(sources: int, themes: int | None = None) -> Any:
    """Return as much of a dataset as figures ask for; ``themes`` are as many as sources if not told otherwise."""
    themes = sources if themes is None else themes
    ids = [f"theme_{i}" for i in range(themes)]
    links = [(ids[i], ids[j], 1 + (i * 7 + j) % 23) for i in range(themes) for j in range(i + 1, min(i + 4, themes))]
    links.sort(key=lambda link: (-link[2], link[0], link[1]))
    numbers = {
        (i, kind): 1 + n * 7 % 90
        for n, i in enumerate(ids)
        for kind in ("notebook", "workshop", "interview")
        if (n + len(kind)) % 3
    }
    regions = ("Africa", "Asia", "", "Latin America and the Caribbean", "Europe")
    genders = ("woman", "man", "group", "", "in no such word")
    balance = [("public", regions[n % 5], genders[n % 4], 1 + n % 7) for n in range(sources)]
    votes = [Vote(f"{n // 9:02}.{n % 9:02}", "forum", n * 3 % 20, n % 5, n * 7 % 11, n % 3 + 1) for n in range(sources)]
    words = {vote.label: _proposal(vote, ids[n % themes] if themes else "", n) for n, vote in enumerate(votes)}

    def votes_on(wanted: list[str] | tuple[str, ...] = ()) -> list[tuple[Vote, Quote | None]]:
        found = [(vote, words[vote.label]) for vote in ranked(votes)]
        return [(v, q) for v, q in found if not wanted or (q and set(q.themes) & set(wanted))]

    return SimpleNamespace(
        themes=_themes(ids, links), links=links, balance=balance, votes=votes, votes_on=votes_on,
        sources=[_source(n) for n in range(sources)], by_source_kind=dict(numbers),
        kinds=lambda theme: {"value": len(theme) * 3 % 8, "practice": len(theme) * 5 % 9},
    )  # fmt: skip


def _themes(ids: list[str], links: list[tuple[str, str, int]]) -> list[Theme]:
    places = layout(ids, {(a, b): n for a, b, n in links}, rounds=5)
    return [
        Theme(
            i,
            {"en": f"{NAME} {n}", "fr": f"Thème {n}"},
            "",
            elements=n * 3 % 50,
            sources=n % 6,
            languages=2,
            x=places[i][0],
            y=places[i][1],
        )
        for n, i in enumerate(ids)
    ]


def _proposal(vote: Vote, theme: str, number: int) -> Quote | None:
    """Return the proposal of a vote; every tenth was voted on but is not among the elements."""
    if number % 10 == 9:
        return None
    language = ("en", "fr", "es", "pt")[number % 4]
    return Quote(
        f"e{number}", PROPOSAL, "notebook-00", "notebook", "proposal", language, None, vote.label, (theme,), vote=vote
    )


def _source(number: int) -> Source:
    kind = KINDS[number % len(KINDS)]
    trade = ("baker", "waste picker", f"keeper of grain store number {number}, and of the keys of another one")[
        number % 3
    ]
    return Source(
        f"{kind}-{number:02}", kind, "used", "", f"The {kind} of a district called <{number}> & its neighbours",
        ("en", "fr")[number % 2], None, None, None, None, "", 5, {"trade": trade} if kind == "interview" else {},
    )  # fmt: skip


def narrative(sources: int, sections: int = 9) -> str:
    """Return a narrative as it is when its macros are done: each section quotes some sources and cites others."""
    parts = []
    for section in range(sections):
        parts.append(f"# Section {section}, whose title *goes on* for longer than a line {{#s-{section}}}\n")
        for number in range(section, sources, 4 + section % 3):
            name = f"{KINDS[number % len(KINDS)]}-{number:02}"
            if number % 3:
                parts.append(f"Some say so [@{name}, p. 3].\n")
            else:
                parts.append(
                    f'::: {{.quote .value lang="en" element="e" source="{name}"}}\nYes.\n\n[@{{{name}}}]\n:::\n'
                )
    return "\n".join(parts)


def plan(size: int) -> Workplan:
    """Return a plan with so many activities, of every sort."""
    sorts: list[dict[str, Any]] = [
        {"deadlines": [{"date": "2004-01"}]},
        {"deadlines": [{"date": "2004-09", "until": "2005-05-31"}]},
        {"deadlines": [{"date": "2005"}], "state": "done"},
        {"ongoing": True},
        {},
    ]
    return Workplan.model_validate(
        {"activities": [{"id": f"{n}", "group": "g", "title": f"{NAME} {n}", **sorts[n % 5]} for n in range(size)]}
    )
