"""How far several coders agree: for each kind and theme, and over all.

Cohen's kappa (Cohen 1960) is the mean over pairs of coders when there are more than two (Light 1971). Krippendorff's
alpha (nominal) is computed by the library ``krippendorff`` and bears with elements that not everybody decided on.
Positive agreement (Dice) is 2a / (2a + b + c) with a: both gave the code, b and c: one of them did.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wsse_vision.model import KINDS
from wsse_vision.review.apply import Opinion

Ratings = Mapping[Hashable, Mapping[str, Hashable]]
"""For each unit what each coder (by name) made of it."""

NONE = "none"
"""The kind of an element that a coder rejected."""


@dataclass(frozen=True, slots=True)
class Row:
    """Agreement on one code; measures are None where they are not defined (nobody, or everybody, gave the code)."""

    code: str
    units: int
    given: int
    kappa: float | None
    alpha: float | None
    positive: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An element that coders see differently: what each says of its kind or of a theme (``code``)."""

    element: str
    code: str
    says: dict[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rows for all kinds together, each kind, all themes together and each theme; and every disagreement."""

    coders: list[str]
    rows: list[Row]
    disagreements: list[Disagreement]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return asdict(self)

    def as_text(self) -> str:
        """Return a table and the list of disagreements, for people to read."""
        if not self.rows:
            return "No element was decided on by more than one person.\n"
        lines = [f"coders: {', '.join(self.coders)}", ""]
        lines.append(f"{'code':<28}{'units':>7}{'given':>7}{'kappa':>8}{'alpha':>8}{'positive':>10}")
        lines += [
            f"{r.code:<28}{r.units:>7}{r.given:>7}{_number(r.kappa):>8}{_number(r.alpha):>8}{_number(r.positive):>10}"
            for r in self.rows
        ]
        lines += ["", f"disagreements: {len(self.disagreements)}"]
        lines += [
            f"  {d.element}  {d.code}: {', '.join(f'{who} {what}' for who, what in d.says.items())}"
            for d in self.disagreements
        ]
        return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def agreement(opinions: Mapping[str, Mapping[str, Opinion]]) -> Agreement:
    """Return the agreement of coders on the elements that at least two of them decided on.

    ``opinions[coder][element]`` is what a coder holds an element to be, see ``apply.Outcome``.
    """
    coders = sorted(opinions)
    counts = Counter(element for of in opinions.values() for element in of)
    shared = sorted(element for element, number in counts.items() if number > 1)
    if not shared:
        return Agreement(coders, [], [])
    by_element = {e: {c: opinions[c][e] for c in coders if e in opinions[c]} for e in shared}
    kinds: Ratings = {e: {c: o.kind or NONE for c, o in of.items()} for e, of in by_element.items()}
    of_kind = {k: _binary(kinds, k) for k in KINDS if any(k in of.values() for of in kinds.values())}
    names = sorted({theme for of in by_element.values() for o in of.values() for theme in o.themes})
    of_theme: dict[str, Ratings] = {
        t: {e: {c: t in o.themes for c, o in of.items()} for e, of in by_element.items()} for t in names
    }
    rows = [_overall("all kinds", kinds, list(of_kind.values()))]
    rows += [_row(f"kind {k}", ratings) for k, ratings in of_kind.items()]
    if names:
        pooled: Ratings = {(t, e): of for t in names for e, of in of_theme[t].items()}
        rows += [_row("all themes", pooled), *(_row(f"theme {t}", of_theme[t]) for t in names)]
    return Agreement(coders, rows, _disagreements(kinds, of_theme))


def _binary(ratings: Ratings, value: Hashable) -> Ratings:
    return {unit: {coder: given == value for coder, given in of.items()} for unit, of in ratings.items()}


def _row(code: str, ratings: Ratings) -> Row:
    given = sum(bool(v) for of in ratings.values() for v in of.values())
    return Row(code, len(ratings), given, kappa(ratings), alpha(ratings), positive([ratings]))


def _overall(code: str, kinds: Ratings, binary: Sequence[Ratings]) -> Row:
    given = sum(v != NONE for of in kinds.values() for v in of.values())
    return Row(code, len(kinds), given, kappa(kinds), alpha(kinds), positive(binary))


def _disagreements(kinds: Ratings, themes: Mapping[str, Ratings]) -> list[Disagreement]:
    found = []
    for element, of in kinds.items():
        if len(set(of.values())) > 1:
            found.append(Disagreement(str(element), "kind", {c: str(v) for c, v in of.items()}))
        for theme, ratings in themes.items():
            said = ratings[element]
            if len(set(said.values())) > 1:
                says = {c: "yes" if v else "no" for c, v in said.items()}
                found.append(Disagreement(str(element), f"theme {theme}", says))
    return found


def kappa(ratings: Ratings) -> float | None:
    """Return Cohen's kappa, averaged over the pairs of coders for whom it is defined; None when it is for none."""
    coders = sorted({coder for of in ratings.values() for coder in of})
    values = [_pair_kappa(ratings, *pair) for pair in itertools.combinations(coders, 2)]
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None


def _pair_kappa(ratings: Ratings, one: str, other: str) -> float | None:
    pairs = [(of[one], of[other]) for of in ratings.values() if one in of and other in of]
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[value] * second[value] for value in first) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(ratings: Ratings) -> float | None:
    """Return Krippendorff's alpha for nominal data; None when fewer than two values were given."""
    import krippendorff

    paired = [of for of in ratings.values() if len(of) > 1]
    values = sorted({value for of in paired for value in of.values()}, key=str)
    if len(values) < 2:
        return None
    counts = [[sum(given == value for given in of.values()) for value in values] for of in paired]
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def positive(binary: Sequence[Ratings]) -> float | None:
    """Return the positive agreement over all pairs of coders and all ``binary`` ratings; None if no code was given."""
    both = single = 0
    for ratings in binary:
        for of in ratings.values():
            for a, b in itertools.combinations(of.values(), 2):
                both += bool(a and b)
                single += bool(a) != bool(b)
    return 2 * both / (2 * both + single) if both or single else None
