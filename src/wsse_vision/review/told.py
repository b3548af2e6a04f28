"""What the review tells people: a line for each thing that somebody has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wsse_vision.model import Element, Problem
from wsse_vision.review.decisions import Placed

if TYPE_CHECKING:
    from wsse_vision.review.ballot import Result, Vote

_SHOWN = 60

_WHY = {
    "unknown": "no element has the id {name}, and the decision gives no words to look for",
    "gone": "{name} is not in the text any more, nor anything like it",
    "several": "{name} may be meant in more than one place",
    "differs": "the id {id} belongs to other words than {name}",
    "uncoded": "{name} is in the text, but is no longer coded as an element",
    "across": "{name} reaches over more than one paragraph",
}
_TODO = {
    "unknown": "correct the id (`wsse-vision review list` shows them), or give the quote",
    "gone": "decide on the new words and remove this decision; until then it is kept and not used",
    "several": "give `prefix` and `suffix`, the words before and after it; until then it is not used",
    "differs": "correct one of the two; until then the decision is not used",
    "uncoded": "write `kind` to keep it as an element, or remove the decision; until then it is not used",
    "across": "add an element for each paragraph; until then the decision is not used",
}


def short(text: str, most: int = _SHOWN) -> str:
    """Return ``text`` on one line, cut to ``most`` code points."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def orphaned(source: str, placed: Placed, reason: str) -> Problem:
    """Return the problem of a decision whose passage was not found."""
    decision = placed.decision
    name = f"“{short(decision.quote)}”" if decision.quote else repr(decision.element)
    why = _WHY[reason].format(name=name, id=decision.element)
    code = "review-unknown-element" if reason in ("unknown", "differs") else "review-orphaned"
    return Problem(source, "review", code, f"{placed.where()}: {decision.decision}: {why}", _TODO[reason])


def changed(source: str, placed: Placed, now: str) -> Problem:
    """Return the notice that a decision follows a passage whose words were edited."""
    was = short(placed.decision.quote or "")
    return Problem(
        source,
        "review",
        "review-changed-words",
        f"{placed.where()}: {placed.decision.decision}: follows “{was}” to its new words “{short(now)}”",
        "read it again; accepting or rejecting it anew settles this",
    )


def unknown_theme(source: str, placed: Placed, position: int, theme: str) -> Problem:
    """Return the problem of a theme that the codebook does not have."""
    return Problem(
        source,
        "review",
        "review-unknown-theme",
        f"{placed.where('themes', position)}: theme {theme!r} is not in the codebook",
        "correct it, or add the theme to the codebook; the rest of the decision is used",
    )


def bad_merge(source: str, placed: Placed, merge: str, itself: bool) -> Problem:
    """Return the problem of a merger with nothing, or with itself."""
    what = "is the element itself" if itself else "is no element that is there"
    return Problem(
        source,
        "review",
        "review-unknown-element",
        f"{placed.where('merge')}: merge: “{short(merge)}” {what}",
        "give the id or the exact quote of another element; the rest of the decision is used",
    )


def circle(source: str, words: str) -> Problem:
    """Return the problem of mergers that end nowhere; ``words`` are the element's quote, or its id."""
    return Problem(
        source,
        "review",
        "review-contradiction",
        f"sources/reviews/{source}.yaml: “{short(words)}” is merged in a circle, or into a rejected element",
        "merge all that say the same into one accepted element; until then it stands by itself",
    )


def contradiction(source: str, earlier: Vote, later: Vote) -> Problem:
    """Return the problem of one person who said two things on one day."""
    differs = [n for n in earlier.says.keys() & later.says.keys() if earlier.says[n] != later.says[n]]
    sayings = "; ".join(f"{n}: {_shown(earlier.says[n])} or {_shown(later.says[n])}" for n in sorted(differs))
    line = earlier.placed.where().rsplit(":", 1)[1]
    return Problem(
        source,
        "review",
        "review-contradiction",
        f"{later.placed.where()}: {later.by} decided otherwise in line {line} ({sayings})",
        "remove one of the two, or give both a date (`on`): the later one then holds; until then neither is used",
    )


def disagreement(source: str, element: Element, result: Result, name: str) -> Problem:
    """Return the notice that people differ about an element, and none has the last word."""
    votes = [v for v in result.votes if name in v.says]
    last = max(v.on for v in votes)
    sayings = ", ".join(f"{v.by}: {_shown(v.says[name])}" for v in votes if v.on == last)
    return Problem(
        source,
        "review",
        "review-disagreement",
        f"{votes[-1].placed.where()}: people differ about the {name} of “{short(element.quote)}” ({sayings})",
        "talk it over; a decision with a later date (`on`) settles it, and until then it counts as undecided",
    )


def changes(element: Element, kind: str, themes: Sequence[str]) -> list[str]:
    """Return what review changed, for the reasons of an element."""
    lines = [f"review: kind {kind}, coded as {element.kind}"] if kind != element.kind else []
    if list(themes) != element.themes:
        lines.append(f"review: themes {_shown(tuple(themes))}, coded as {_shown(tuple(element.themes))}")
    return lines


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return short(str(value), 40)
