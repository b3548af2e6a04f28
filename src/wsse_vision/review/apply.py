"""Applying decisions: the elements of a source as people left them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from wsse_vision.extract.coding import CONTEXT, element_id
from wsse_vision.model import Coding, Document, Element, Problem
from wsse_vision.review import told
from wsse_vision.review.anchor import Finder, Found, How, Lost, Selector, claims
from wsse_vision.review.ballot import Result, Vote, count, vote
from wsse_vision.review.decisions import Placed, Review, plain

Status = Literal["accepted", "unreviewed", "rejected"]


@dataclass(slots=True)
class Reviewed:
    """An element as people left it; ``element`` has the kind and themes that hold now.

    ``merged_into`` is the id of the element that it counts as one with. ``notes``, ``decided_by`` and ``on`` (the last
    date) come from every decision that counts; ``found`` is the least certain way in which one of them found the
    element, None when nobody decided. ``disputed`` names the fields left undecided because people differ.
    """

    element: Element
    status: Status = "unreviewed"
    key: bool = False
    translations: dict[str, str] = field(default_factory=dict)
    merged_into: str | None = None
    notes: list[str] = field(default_factory=list)
    decided_by: list[str] = field(default_factory=list)
    on: str | None = None
    found: How | None = None
    disputed: list[str] = field(default_factory=list)
    added: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision whose passage is not found any more (``reason``: see ``anchor.Lost``; ``uncoded``: the words are
    there, but no element is coded there and the decision names no kind)."""

    placed: Placed
    reason: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person holds an element to be: ``kind`` is None for a rejected one."""

    kind: str | None
    themes: frozenset[str]


@dataclass(slots=True)
class Outcome:
    """All elements of a source after review, in order of the text, and what became of the decisions.

    ``idle`` are rejections of passages that are not coded any more: there is nothing left to reject. ``opinions``
    holds each person's, by element id, for the agreement among them.
    """

    source: str
    reviewed: list[Reviewed] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    idle: list[Placed] = field(default_factory=list)
    opinions: dict[str, dict[str, Opinion]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def apply(
    coding: Coding,
    document: Document,
    text: str,
    review: Review,
    themes: Container[str],
    elsewhere: Container[str] = (),
) -> Outcome:
    """Return the elements of ``coding`` with the decisions of ``review`` applied.

    ``themes`` are the ids of the codebook; ``elsewhere`` ids of elements of other sources, which an element may be
    merged into.
    """
    return _Applying(coding, document, text, review, themes, elsewhere).outcome()


class _Applying:
    def __init__(
        self,
        coding: Coding,
        document: Document,
        text: str,
        review: Review,
        themes: Container[str],
        elsewhere: Container[str],
    ) -> None:
        self._document, self._text, self._review = document, text, review
        self._themes, self._elsewhere = themes, elsewhere
        self._finder = Finder(document, text, coding)
        self._result = Outcome(review.source, problems=list(review.problems))
        self._reviewed = {e.id: Reviewed(e) for e in coding.elements}
        self._added: dict[tuple[int, int], Reviewed] = {}
        self._occurrences = Counter(plain(e.quote).casefold() for e in coding.elements)
        self._formerly: dict[str, str] = {}

    def outcome(self) -> Outcome:
        """Place every decision, count the votes on each element, resolve mergers."""
        placed = self._placed()
        for (decision, found), element in placed:
            if decision.decision.element:
                self._formerly.setdefault(decision.decision.element, element.id)
            if found.how == "fuzzy":
                self._result.problems.append(told.changed(self._review.source, decision, element.quote))
        votes: dict[str, list[Vote]] = {}
        for (decision, found), element in placed:
            themes, merge = self._known_themes(decision), self._target(decision, element.id)
            votes.setdefault(element.id, []).append(vote(decision, found.how, themes, merge))
        for identity, cast in votes.items():
            self._settle(self._reviewed[identity], count(cast))
        self._drop_circles()
        self._forget_confirmed(votes)
        self._result.reviewed = sorted(
            self._reviewed.values(), key=lambda r: (r.element.start, r.element.end, r.element.id)
        )
        return self._result

    def _placed(self) -> list[tuple[tuple[Placed, Found], Element]]:
        """Return each decision that found an element, with it; note the others as orphans."""
        decisions = self._review.decisions
        searches = [Selector(d.element, d.quote, d.prefix, d.suffix) for d in (p.decision for p in decisions)]
        found = [self._finder.find(search) for search in searches]
        owners = [search.element if search.prefix or search.suffix else None for search in searches]
        kept: list[tuple[tuple[Placed, Found], Element]] = []
        pairs = list(zip(decisions, claims(found, owners), strict=True))
        for one, place in sorted(pairs, key=lambda pair: pair[0].decision.decision != "add"):
            added = self._reviewed.get(one.decision.element or "")
            if isinstance(place, Lost) and place.reason == "unknown" and added is not None:
                spot = added.element
                kept.append(((one, Found("id", spot.start, spot.end, spot, 0)), spot))
                continue
            if isinstance(place, Lost):
                self._orphan(one, place.reason)
                continue
            is_own = self._is_whole(place) or (
                one.decision.decision != "add" and (place.start, place.end) not in self._added
            )
            element = (place.element if is_own else None) or self._uncoded(one, place)
            if element is not None:
                kept.append(((one, place), element))
        return kept

    @staticmethod
    def _is_whole(found: Found) -> bool:
        return found.element is not None and (found.start, found.end) == (found.element.start, found.element.end)

    def _uncoded(self, placed: Placed, found: Found) -> Element | None:
        """Return the element that a decision makes of a passage that the coding passes over."""
        decision = placed.decision
        if (found.start, found.end) in self._added:
            return self._added[found.start, found.end].element
        if decision.decision == "reject":
            self._result.idle.append(placed)
            return None
        element = self._made(placed, found) if decision.kind else None
        if element is None:
            self._orphan(placed, "across" if decision.kind else "uncoded")
            return None
        reviewed = Reviewed(element, added=True)
        self._added[found.start, found.end] = self._reviewed[element.id] = reviewed
        return element

    def _made(self, placed: Placed, found: Found) -> Element | None:
        blocks = enumerate(self._document.blocks)
        inside = [(n, b) for n, b in blocks if b.start <= found.start and found.end <= b.end]
        if not inside:
            return None
        number, block = inside[0]
        quote, decision = self._text[found.start : found.end], placed.decision
        words = plain(quote).casefold()
        self._occurrences[words] += 1
        return Element(
            id=element_id(self._review.source, words, self._occurrences[words]),
            quote=quote,
            start=found.start,
            end=found.end,
            prefix=self._text[max(0, found.start - CONTEXT) : found.start],
            suffix=self._text[found.end : found.end + CONTEXT],
            block=number,
            section=list(block.section),
            page=block.page,
            language=block.language,
            kind=str(decision.kind),
            themes=[theme for theme in decision.themes or () if theme in self._themes],
            score=1.0,
            because=[f"added in review{f' by {decision.by}' if decision.by else ''}"],
        )

    def _orphan(self, placed: Placed, reason: str) -> None:
        self._result.orphans.append(Orphan(placed, reason))
        self._result.problems.append(told.orphaned(self._review.source, placed, reason))

    def _known_themes(self, placed: Placed) -> Sequence[str] | None:
        given = placed.decision.themes
        if given is None:
            return None
        for position, theme in enumerate(given):
            if theme not in self._themes:
                self._result.problems.append(told.unknown_theme(self._review.source, placed, position, theme))
        known = sorted({theme for theme in given if theme in self._themes})
        return known if known or not given else None

    def _target(self, placed: Placed, own: str) -> str | None:
        """Return the id of the element that a decision merges its own into."""
        merge = placed.decision.merge
        if merge is None:
            return None
        target = merge if merge in self._reviewed else self._formerly.get(merge)
        if target is None and merge in self._elsewhere:
            target = merge
        if target is None:
            by_words = self._finder.find(Selector(quote=merge))
            target = by_words.element.id if isinstance(by_words, Found) and by_words.element else None
        if target is None or target == own:
            self._result.problems.append(told.bad_merge(self._review.source, placed, merge, itself=target == own))
            return None
        return target

    def _settle(self, reviewed: Reviewed, result: Result) -> None:
        """Write into ``reviewed`` what the votes came to, and tell what is wrong or undecided."""
        source, element = self._review.source, reviewed.element
        for person, says in result.opinions.items():
            rejected = says.get("status") == "rejected"
            opinion = Opinion(
                None if rejected else says.get("kind", element.kind),
                frozenset(() if rejected else says.get("themes", element.themes)),
            )
            self._result.opinions.setdefault(person, {})[element.id] = opinion
        problems = [told.contradiction(source, *pair) for pair in result.contradictions]
        problems += [told.disagreement(source, element, result, name) for name in result.disputed]
        self._result.problems += problems
        holds = result.holds
        reviewed.status = holds.get("status", "unreviewed")
        reviewed.key = bool(holds.get("key", False)) and reviewed.status == "accepted"
        reviewed.merged_into = holds.get("merge") if reviewed.status != "rejected" else None
        kind, themes = holds.get("kind", element.kind), list(holds.get("themes", element.themes))
        if not reviewed.added and (kind, themes) != (element.kind, element.themes):
            reviewed.element = replace(
                element, kind=kind, themes=themes, because=[*element.because, *told.changes(element, kind, themes)]
            )
        elif reviewed.added:
            reviewed.element = replace(element, kind=kind, themes=themes)
        for one in result.votes:
            reviewed.translations.update({str(x): words for x, words in one.decision.translation.items()})
            reviewed.notes += [one.decision.note] if one.decision.note else []
        reviewed.decided_by = sorted({one.by for one in result.votes})
        reviewed.on = max((one.on for one in result.votes), default="") or None
        reviewed.found = max((one.how for one in result.votes), key=("id", "exact", "fuzzy").index, default=None)
        reviewed.disputed = result.disputed

    def _drop_circles(self) -> None:
        """Lead chains of mergers to their end; undo those that lead back to where they began or to a rejected one."""
        for reviewed in self._reviewed.values():
            if reviewed.merged_into is None:
                continue
            path = list(self._chain(reviewed))
            last = self._reviewed.get(path[-1])
            if path[-1] in path[:-1] or path[-1] == reviewed.element.id or (last and last.status == "rejected"):
                self._result.problems.append(told.circle(self._review.source, reviewed.element.quote))
        ends = {r.element.id: self._end(r) for r in self._reviewed.values() if r.merged_into is not None}
        for identity, end in ends.items():
            self._reviewed[identity].merged_into = end

    def _chain(self, reviewed: Reviewed) -> Iterator[str]:
        """Yield the ids that a merger leads to, one after the other, the last twice when it is a circle."""
        seen: set[str] = {reviewed.element.id}
        at: Reviewed | None = reviewed
        while at is not None and at.merged_into is not None:
            yield at.merged_into
            if at.merged_into in seen:
                return
            seen.add(at.merged_into)
            at = self._reviewed.get(at.merged_into)

    def _end(self, reviewed: Reviewed) -> str | None:
        path = list(self._chain(reviewed))
        last = self._reviewed.get(path[-1])
        is_circle = path[-1] in path[:-1] or path[-1] == reviewed.element.id
        return None if is_circle or (last is not None and last.status == "rejected") else path[-1]

    def _forget_confirmed(self, votes: dict[str, list[Vote]]) -> None:
        """Leave out the notice that a decision follows changed words once somebody decided on the words as they are."""
        confirmed = {
            told.changed(self._review.source, one.placed, self._reviewed[identity].element.quote)
            for identity, cast in votes.items()
            if any(v.how != "fuzzy" for v in cast)
            for one in cast
            if one.how == "fuzzy"
        }
        self._result.problems = [p for p in self._result.problems if p not in confirmed]
