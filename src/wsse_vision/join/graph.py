"""The concept graph: which themes are spoken of together, and where to draw them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Point = tuple[float, float]


def layout(nodes: Sequence[str], weights: Mapping[tuple[str, str], int], *, rounds: int = 400) -> dict[str, Point]:
    """Return a place for each node in the unit square.

    Force-directed (Fruchterman and Reingold 1991) from a start on a circle in the given order, with a fixed
    number of rounds and no random numbers, so that the same graph is drawn in the same way. ``weights`` are numbers of
    shared elements by pair of nodes. Places are rounded to three decimals.
    """
    count = len(nodes)
    if count < 2:
        return dict.fromkeys(nodes, (0.5, 0.5))
    places = [_on_circle(i, count) for i in range(count)]
    index = {node: i for i, node in enumerate(nodes)}
    most = max(weights.values(), default=1)
    edges = [(index[a], index[b], w / most) for (a, b), w in sorted(weights.items())]
    ideal = 1.1 / math.sqrt(count)
    for step in range(rounds):
        heat = 0.1 * (1 - step / rounds)
        places = _moved(places, _forces(places, edges, ideal), heat)
    return {node: _rounded(place) for node, place in zip(nodes, _fitted(places), strict=True)}


def _on_circle(i: int, count: int) -> Point:
    angle = 2 * math.pi * i / count
    return (0.5 + 0.4 * math.cos(angle), 0.5 + 0.4 * math.sin(angle))


def _forces(places: list[Point], edges: list[tuple[int, int, float]], ideal: float) -> list[Point]:
    fx, fy = [0.0] * len(places), [0.0] * len(places)
    for i, (xi, yi) in enumerate(places):
        for j in range(i):
            dx, dy = xi - places[j][0], yi - places[j][1]
            push = ideal * ideal / max(dx * dx + dy * dy, 1e-6)
            fx[i], fy[i] = fx[i] + dx * push, fy[i] + dy * push
            fx[j], fy[j] = fx[j] - dx * push, fy[j] - dy * push
    for i, j, weight in edges:
        dx, dy = places[i][0] - places[j][0], places[i][1] - places[j][1]
        pull = weight * math.hypot(dx, dy) / ideal
        fx[i], fy[i] = fx[i] - dx * pull, fy[i] - dy * pull
        fx[j], fy[j] = fx[j] + dx * pull, fy[j] + dy * pull
    # A light pull to the middle keeps nodes without edges in the picture.
    return [(x + (0.5 - p[0]) * 0.3, y + (0.5 - p[1]) * 0.3) for x, y, p in zip(fx, fy, places, strict=True)]


def _moved(places: list[Point], forces: list[Point], heat: float) -> list[Point]:
    moved = []
    for (x, y), (dx, dy) in zip(places, forces, strict=True):
        length = math.hypot(dx, dy)
        reach = min(length, heat) / length if length else 0.0
        moved.append((x + dx * reach, y + dy * reach))
    return moved


def _fitted(places: list[Point]) -> list[Point]:
    """Stretch to the unit square, each axis by itself."""
    xs, ys = zip(*places, strict=True)
    return [(_scaled(x, xs), _scaled(y, ys)) for x, y in places]


def _scaled(value: float, values: tuple[float, ...]) -> float:
    low, high = min(values), max(values)
    return (value - low) / (high - low) if high > low else 0.5


def _rounded(place: Point) -> Point:
    return (round(place[0], 3), round(place[1], 3))
