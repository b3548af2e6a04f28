"""The concept graph: the same graph is drawn in the same way, on one page."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from wsse_vision.join.graph import layout


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[str], dict[tuple[str, str], int]]:
    """Make a graph of up to fourteen nodes with any links between them."""
    nodes = [f"theme_{i}" for i in range(draw(st.integers(0, 14)))]
    pairs = list(combinations(nodes, 2))
    linked = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []
    return nodes, {pair: draw(st.integers(1, 500)) for pair in linked}


@given(graphs())
@settings(max_examples=30)
def test_every_theme_has_a_place_on_the_sheet_and_always_the_same(
    graph: tuple[list[str], dict[tuple[str, str], int]],
) -> None:
    nodes, weights = graph
    places = layout(nodes, weights, rounds=40)
    assert list(places) == nodes
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    assert layout(nodes, dict(reversed(weights.items())), rounds=40) == places, "the order of the links is no matter"


def test_themes_spoken_of_together_stand_nearer_than_those_that_are_not() -> None:
    nodes = list("abcdef")
    weights = {pair: 10 for group in ("abc", "def") for pair in combinations(group, 2)}
    places = layout(nodes, weights)
    near = max(math.dist(places[a], places[b]) for a, b in weights)
    far = min(math.dist(places[a], places[b]) for a in "abc" for b in "def")
    assert near < far


def test_the_sheet_is_used_to_its_edges() -> None:
    places = layout(list("abcdefgh"), dict.fromkeys(pairwise("abcdefgh"), 1))
    for axis in (0, 1):
        values = [place[axis] for place in places.values()]
        assert (min(values), max(values)) == (0.0, 1.0)


def test_no_two_themes_stand_on_one_spot() -> None:
    places = layout([f"t{i}" for i in range(22)], {("t0", "t1"): 50})
    assert len(set(places.values())) == 22


def test_nothing_to_draw_and_nothing_to_join() -> None:
    assert layout([], {}) == {}
    assert layout(["alone"], {}) == {"alone": (0.5, 0.5)}
    assert len(layout(["a", "b"], {})) == 2


def test_a_full_map_is_the_same_whatever_the_order_of_its_links() -> None:
    """Sums of many small forces depend on their order in the last digit, and four hundred rounds make that show."""
    nodes = [f"theme_{i}" for i in range(22)]
    links = [((a, b), 1 + (7 * i) % 41) for i, (a, b) in enumerate(combinations(nodes, 2)) if i % 3]
    orders = [links, links[::-1], links[1::2] + links[::2], sorted(links, key=lambda link: link[1])]
    assert len({tuple(layout(nodes, dict(order)).items()) for order in orders}) == 1
