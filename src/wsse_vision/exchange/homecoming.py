"""What came back from a QDA program, held against the evidence: what is new, what was changed, what was removed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wsse_vision.exchange.corpus import Corpus, Element, Readable
from wsse_vision.exchange.identity import RULES
from wsse_vision.exchange.qdpxread import CONTEXT, Returned
from wsse_vision.files import sha256

Decision = dict[str, Any]
Place = tuple[int, int]


def note_of(element: Element) -> str:
    """Return what is noted with an element in an export: why it was coded so."""
    return "; ".join(str(reason) for reason in element["because"])


def coders_of(element: Element) -> list[str]:
    """Return who stands behind an element as it is: those who accepted it, else the rules."""
    by = (element.get("decision") or {}).get("by") if element.get("status") == "accepted" else None
    return [by] if isinstance(by, str) else sorted(by) if by else [RULES]


def state_of(elements: Sequence[Element]) -> str:
    """Return the line in a source's description that tells which elements were exported with it.

    Without it, an element that is younger than the export could not be told from one whose coding was removed.
    """
    return f"evidence: {sha256(' '.join(element['id'] for element in elements))[:16]}"


def compare(found: Returned, corpus: Corpus, own_ids: Mapping[str, str], texts: Mapping[str, str], by: str
            ) -> list[Decision]:  # fmt: skip
    """Return the decisions in ``found`` that say something, for reviews to be made of them.

    Added to each: ``element`` (id of the element at this very place, else null) and ``change``: ``same`` (a person
    coded it as it is), ``retag`` (other kind or themes), ``new`` (no element there), ``removed`` (an element whose
    coding is gone from the file). What was changed under the name of the rules is the decision of ``by``, and what of
    theirs nobody touched is left out. ``source`` becomes the source's own id by ``own_ids`` (public id to own id),
    offsets those of ``texts`` (own id to canonical text); they are null where a passage cannot be placed. Problems are
    added to ``found``.
    """
    result: list[Decision] = []
    sources = {source["id"]: source for source in corpus.sources}
    by_source: dict[str, list[Decision]] = {name: [] for name in found.texts}
    for decision in found.decisions:
        by_source[decision["source"]].append(decision)
    for name, decisions in by_source.items():
        if name not in sources:
            found.problems.append(
                f"{found.name}: source {name[:60]!r} is not in this project; its {len(decisions)} codings were not "
                "taken over; give it the id of a source"
            )
            continue
        elements = corpus.elements(name)
        readable = corpus.readable(sources[name], elements)
        home = own_ids.get(name, name)
        if found.texts[name] != readable.text:
            moved = [d if readable.whole else _unplaced(d) for d in decisions if d["by"] != RULES]
            found.problems.append(
                f"{found.name}: the text of {name} is not the present one; {len(moved)} codings are found again by "
                f"their words, {len(decisions) - len(moved)} by {RULES} are left out; export again to compare them"
            )
            result += [{**d, "source": home, "element": None, "change": "new"} for d in moved]
            continue
        told = [*_coded(decisions, elements, readable.places, by, found)]
        if readable.whole is False:
            told = [*_in_the_whole(told, elements, readable, texts.get(home, ""), found)]
        told += _removed(decisions, elements, readable.places, name, by, found)
        result += [{**decision, "source": home} for decision in told]
    return result


def _coded(
    decisions: Sequence[Decision], elements: Sequence[Element], places: Sequence[Place], by: str, found: Returned
) -> Iterator[Decision]:
    """Yield what people coded. Who gives a kind has coded the passage anew; who gives only themes adds them to what
    is left of the coding that was exported."""
    at = dict(zip(places, elements, strict=True))
    together: dict[Place, list[Decision]] = {}
    for decision in decisions:
        together.setdefault((decision["start"], decision["end"]), []).append(decision)
    stale = 0
    for place, given in together.items():
        element = at.get(place)
        exported = coders_of(element) if element else [RULES]
        left = next((d for d in given if d["by"] in exported), None)
        stale += element is None and left is not None
        for decision in given:
            told = _held(decision, element, left)
            if decision["by"] not in exported:
                yield told
            elif element and told["change"] == "same" and told["note"]:
                yield from _remark(told, found)
            elif element and told["change"] == "retag" and (decision["by"] != RULES or len(given) == 1):
                yield {**told, "by": by if decision["by"] == RULES else decision["by"]}
    if stale:
        found.problems.append(
            f"{found.name}: {decisions[0]['source']}: {stale} codings by {RULES} stand where there is no element now "
            "and were not taken over"
        )


def _held(decision: Decision, element: Element | None, left: Decision | None) -> Decision:
    """Hold a decision against the element at its place, its themes joined with those ``left`` if it has no kind."""
    whole = dict(decision)
    if decision["kind"] is None and left is not None and left is not decision:
        whole |= {"kind": left["kind"], "themes": [*dict.fromkeys((*left["themes"], *decision["themes"]))]}
    if element is None:
        return {**whole, "element": None, "change": "new"}
    if whole["note"] == note_of(element):
        whole["note"] = ""
    same = whole["kind"] in (None, element["kind"]) and set(whole["themes"]) == set(element["themes"])
    return {**whole, "element": element["id"], "change": "same" if same else "retag"}


def _remark(decision: Decision, found: Returned) -> Iterator[Decision]:
    """Yield a person's new remark on their own coding; one on a coding of the rules is nobody's, and is told."""
    if decision["by"] != RULES:
        yield decision
        return
    found.problems.append(
        f"{found.name}: {decision['source']}: a remark on {decision['quote'][:40]!r} names nobody and was not taken "
        f"over: {' '.join(decision['note'].split())[:200]!r}; code the passage in your name to keep it"
    )


def _removed(
    decisions: Sequence[Decision],
    elements: Sequence[Element],
    places: Sequence[Place],
    name: str,
    by: str,
    found: Returned,
) -> list[Decision]:
    """Return a decision for each element whose coding is gone, if the elements are those that were exported."""
    there = {(d["start"], d["end"]) for d in decisions}
    gone = [e for e, place in zip(elements, places, strict=True) if place not in there]
    if gone and state_of(elements) not in found.descriptions[name].splitlines():
        found.problems.append(
            f"{found.name}: {name}: {len(gone)} elements have no coding in the file; they do not count as removed, "
            "since the elements are not those that were exported"
        )
        return []
    fields = ("start", "end", "quote", "prefix", "suffix", "kind", "themes")
    return [
        {"source": name, **{k: e[k] for k in fields}, "by": by, "note": "", "element": e["id"], "change": "removed"}
        for e in gone
    ]


def _in_the_whole(
    told: Sequence[Decision], elements: Sequence[Element], readable: Readable, text: str, found: Returned
) -> Iterator[Decision]:
    """Yield decisions on an excerpt with offsets and context of the canonical text."""
    for decision in told:
        number = bisect_right(readable.places, (decision["start"], len(readable.text))) - 1
        begin, end = readable.places[max(number, 0)]
        if not begin <= decision["start"] < decision["end"] <= end:
            found.problems.append(
                f"{found.name}: {decision['source']}: {decision['quote'][:40]!r} reaches over several passages of an "
                "excerpt and was not taken over; code each passage"
            )
            continue
        start = elements[number]["start"] + decision["start"] - begin
        stop = start + len(decision["quote"])
        if text[start:stop] != decision["quote"]:
            yield _unplaced(decision)
            continue
        context = {"prefix": text[max(0, start - CONTEXT) : start], "suffix": text[stop : stop + CONTEXT]}
        yield {**decision, "start": start, "end": stop, **context}


def _unplaced(decision: Decision) -> Decision:
    return {**decision, "start": None, "end": None, "prefix": "", "suffix": ""}


def reviews(decisions: Sequence[Decision], found_in: str) -> tuple[dict[str, list[Decision]], list[str]]:
    """Return decisions as entries of ``sources/reviews/<source>.yaml``, by source, and what cannot be one.

    ``same`` accepts, ``retag`` accepts with kind and themes, ``new`` adds, ``removed`` rejects. Empty values are left
    out. ``found_in`` is the file that problems name.
    """
    made: dict[str, list[Decision]] = {}
    problems: list[str] = []
    for d in decisions:
        verdict = {"same": "accept", "retag": "accept", "new": "add", "removed": "reject"}[d["change"]]
        if verdict == "add" and not d["kind"]:
            problems.append(
                f"{found_in}: {d['source']}: {d['quote'][:40]!r} has themes by {d['by']} but no kind, and is no "
                "element; give it a kind"
            )
            continue
        entry = {"element": d["element"], "quote": d["quote"], "prefix": d["prefix"], "suffix": d["suffix"]}
        entry |= {"decision": verdict, "by": d["by"], "note": d["note"]}
        if d["change"] in ("retag", "new"):
            entry |= {"kind": d["kind"], "themes": d["themes"]}
        kept = {key: value for key, value in entry.items() if value or key == "themes"}
        made.setdefault(d["source"], []).append(kept)
    return made, problems
