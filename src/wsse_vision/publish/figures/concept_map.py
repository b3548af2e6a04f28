"""The concept map: themes as discs, joined where sentences speak of both."""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.join.evidence import Evidence, Theme
from wsse_vision.publish.figures.svg import Figure, Sheet, radius, width_of

_WIDTH, _HEIGHT, _MARGIN_X, _MARGIN_Y = 440.0, 400.0, 62.0, 30.0
_STRONGEST = 40
"""Number of links that are drawn; more would hide one another."""

Box = tuple[float, float, float, float]


def draw(evidence: Evidence, language: str, _: Callable[[str], str]) -> Figure:
    """Draw the map; the area of a disc is the number of elements, the width of a line those with both themes."""
    sheet = Sheet(_WIDTH, _HEIGHT)
    places = {t.id: _place(t) for t in evidence.themes}
    links = evidence.links[:_STRONGEST]
    strongest = links[0][2] if links else 1
    for a, b, number in reversed(links):
        sheet.line(*places[a], *places[b], stroke="rule", width=0.4 + 3.2 * number / strongest)
    most = max((t.elements for t in evidence.themes), default=1)
    radii = {t.id: max(radius(t.elements, most, 17), 2) for t in evidence.themes}
    for theme in evidence.themes:
        sheet.disc(*places[theme.id], radii[theme.id], fill="mist" if theme.thin else "green", stroke="green")
    taken = [_around(places[t.id], radii[t.id]) for t in evidence.themes]
    for theme in sorted(evidence.themes, key=lambda t: (-t.elements, t.id)):
        label = theme.labels.get(language) or theme.labels["en"]
        _write(sheet, label, places[theme.id], radii[theme.id], taken)
    caption = _(
        "Themes that are spoken of together. The area of a disc is the number of elements, the width of a "
        "line the number"
        " that have both themes; an open disc is a theme with thin evidence. The forty strongest links are drawn."
    )
    names = {t.id: t.labels.get(language) or t.labels["en"] for t in evidence.themes}
    pairs = "; ".join(f"{names[a]} – {names[b]} ({n})" for a, b, n in links[:5])
    alt = _("Network of {themes} themes with {links} links. Strongest: {pairs}.").format(
        themes=len(names), links=len(evidence.links), pairs=pairs or "–"
    )
    return Figure("concept-map", sheet.finish(), caption, alt)


def _place(theme: Theme) -> tuple[float, float]:
    return (
        _MARGIN_X + theme.x * (_WIDTH - 2 * _MARGIN_X),
        _MARGIN_Y + theme.y * (_HEIGHT - 2 * _MARGIN_Y),
    )


def _around(place: tuple[float, float], size: float) -> Box:
    return (place[0] - size, place[1] - size, place[0] + size, place[1] + size)


def _write(sheet: Sheet, label: str, place: tuple[float, float], size: float, taken: list[Box]) -> None:
    """Write a label where it covers least: below, above, right or left of its disc."""
    x, y = place
    half, height = width_of(label, 8) / 2, 9.0
    candidates = [
        (x - half, y + size + 1, "middle", x, y + size + 8.5),
        (x - half, y - size - height - 1, "middle", x, y - size - 3.5),
        (x + size + 3, y - height / 2, "start", x + size + 3, y + 2.8),
        (x - size - 3 - 2 * half, y - height / 2, "end", x - size - 3, y + 2.8),
    ]
    scored = []
    for order, (left, top, anchor, tx, ty) in enumerate(candidates):
        box = (left, top, left + 2 * half, top + height)
        outside = max(0.0, -box[0]) + max(0.0, box[2] - _WIDTH)
        scored.append((sum(_overlap(box, other) for other in taken) + 20 * outside, order, box, anchor, tx, ty))
    _score, _order, box, anchor, tx, ty = min(scored)
    taken.append(box)
    sheet.text(tx, ty, label, size=8, anchor=anchor, halo=True)


def _overlap(a: Box, b: Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0
