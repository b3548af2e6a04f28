"""Keeping boxes apart: labels and their marks, pushed until none covers another."""

from __future__ import annotations

from collections.abc import Sequence

Place = tuple[float, float]
Size = tuple[float, float]

_ROUNDS = 300


def spread(
    places: Sequence[Place], sizes: Sequence[Size], width: float, heights: Sequence[float], gap: float = 2
) -> list[Place]:
    """Return a middle for each box, near to where it was wanted, so that no two boxes are nearer than ``gap``.

    ``places`` are the wanted middles as shares (0 to 1) of ``width`` and height; ``sizes`` are width and height of
    each box in points. The first of ``heights`` at which pushing comes to rest is taken; if there is none, the boxes
    are set in rows, as tall as these need. Every box is inside the sheet as long as none is wider than it.
    """
    for height in heights:
        wanted = [(x * width, y * height) for x, y in places]
        found = _pushed(wanted, sizes, width, height, gap)
        if found is not None:
            return found
    return in_rows(places, sizes, width, gap)


def _pushed(
    places: Sequence[Place], sizes: Sequence[Size], width: float, height: float, gap: float
) -> list[Place] | None:
    middles = [_inside(place, size, width, height) for place, size in zip(places, sizes, strict=True)]
    for _round in range(_ROUNDS):
        moved = _push(middles, sizes, gap)
        if moved is None:
            return middles
        middles = [_inside(place, size, width, height) for place, size in zip(moved, sizes, strict=True)]
    return None


def _push(middles: list[Place], sizes: Sequence[Size], gap: float) -> list[Place] | None:
    """Return the boxes after each pair that overlaps has been pushed apart, or nothing if no pair does."""
    xs, ys = [p[0] for p in middles], [p[1] for p in middles]
    still = True
    for i in range(len(xs)):
        for j in range(i):
            wide = (sizes[i][0] + sizes[j][0]) / 2 + gap - abs(xs[i] - xs[j])
            high = (sizes[i][1] + sizes[j][1]) / 2 + gap - abs(ys[i] - ys[j])
            if wide <= 0 or high <= 0:
                continue
            still = False
            # The shorter way out; a little more than needed, or rounding keeps the pair together for ever.
            if wide < high:
                step = (wide / 2 + 0.05) * (1 if xs[i] >= xs[j] else -1)
                xs[i], xs[j] = xs[i] + step, xs[j] - step
            else:
                step = (high / 2 + 0.05) * (1 if ys[i] >= ys[j] else -1)
                ys[i], ys[j] = ys[i] + step, ys[j] - step
    return None if still else list(zip(xs, ys, strict=True))


def _inside(place: Place, size: Size, width: float, height: float) -> Place:
    x = min(max(place[0], size[0] / 2), max(width - size[0] / 2, size[0] / 2))
    y = min(max(place[1], size[1] / 2), max(height - size[1] / 2, size[1] / 2))
    return (x, y)


def in_rows(places: Sequence[Place], sizes: Sequence[Size], width: float, gap: float) -> list[Place]:
    """Return a middle for each box, one beside the other in rows, those that were wanted higher up first."""
    result = list(places)
    x = y = tallest = 0.0
    for i in sorted(range(len(places)), key=lambda i: (places[i][1], places[i][0], i)):
        wide, high = sizes[i]
        if x > 0 and x + wide > width:
            x, y, tallest = 0.0, y + tallest + gap, 0.0
        result[i] = (x + wide / 2, y + high / 2)
        x, tallest = x + wide + gap, max(tallest, high)
    return result
