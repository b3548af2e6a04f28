"""Figures: the same bytes for the same data, valid, and described in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.join.evidence import Theme
from wsse_vision.join.graph import layout
from wsse_vision.publish.figures import concept_map, coverage, timeline, voices
from wsse_vision.publish.figures.svg import Figure, Sheet, radius, shortened
from wsse_vision.sources.workplan import Workplan

NAME = "A theme whose name is rather long & <odd>"


def evidence(size: int, interviews: int = 6) -> Any:
    """Return as much of a dataset as figures ask for, with ``size`` themes."""
    ids = [f"theme_{i}" for i in range(size)]
    links = [(ids[i], ids[j], 1 + (i * 7 + j) % 23) for i in range(size) for j in range(i + 1, min(i + 4, size))]
    links.sort(key=lambda link: (-link[2], link[0], link[1]))
    places = layout(ids, {(a, b): n for a, b, n in links}, rounds=5)
    themes = [
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
    numbers = {
        (i, kind): 1 + n % 9
        for n, i in enumerate(ids)
        for kind in ("notebook", "workshop", "interview")
        if (n + len(kind)) % 3
    }
    regions = ("Africa", "Asia", "")
    balance = [("public", regions[n % 3], ("woman", "man", "group", "")[n % 4], 1 + n) for n in range(interviews)]
    return SimpleNamespace(themes=themes, links=links, by_source_kind=lambda: dict(numbers), balance=balance)


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


DRAWN: dict[str, Callable[[int], Figure]] = {
    "coverage": lambda size: coverage.draw(evidence(size), "en", str),
    "concept-map": lambda size: concept_map.draw(evidence(size), "en", str),
    "voices": lambda size: voices.draw(evidence(0, size), str),
    "timeline": lambda size: timeline.draw(plan(size), str),
}


@pytest.mark.parametrize("size", [0, 1, 22, 150])
@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_valid_and_the_same_for_the_same_data(name: str, size: int) -> None:
    figure = DRAWN[name](size)
    assert figure == DRAWN[name](size)
    assert figure.name == name
    root = ElementTree.fromstring(figure.svg)  # noqa: S314 - our own
    _x, _y, width, height = map(float, root.attrib["viewBox"].split())
    assert width > 0 and height > 0
    for node in root:
        for key in ("x", "cx", "x1", "x2"):
            assert -20 <= float(node.attrib.get(key, 0)) <= width + 1, f"{node.tag} leaves the sheet sideways"
        for key in ("y", "cy", "y1", "y2"):
            assert -1 <= float(node.attrib.get(key, 0)) <= height + 10, f"{node.tag} leaves the sheet"
        assert float(node.attrib.get("r", 1)) > 0
    assert "nan" not in figure.svg and "inf" not in figure.svg


@pytest.mark.parametrize("size", [0, 1, 22])
@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_described_for_those_who_cannot_see_it(name: str, size: int) -> None:
    figure = DRAWN[name](size)
    assert figure.caption.endswith(".") and figure.alt.endswith(".")
    assert "{" not in figure.alt and "\n" not in figure.alt
    assert re.search(r"\d", figure.alt), "the words give numbers, too"


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_loads_and_runs_nothing(name: str) -> None:
    svg = DRAWN[name](22).svg
    assert not re.search(r"<script|href|url\(|@import|on\w+=", svg)


def test_the_matrix_marks_where_a_kind_of_source_is_silent() -> None:
    data = evidence(3)
    figure = coverage.draw(data, "en", str)
    empty = 3 * len({kind for _theme, kind in data.by_source_kind()}) - len(data.by_source_kind())
    assert figure.svg.count(">gap<") == empty > 0
    assert f"{empty} cells empty" in figure.alt


def test_names_are_in_the_language_of_the_publication_or_else_in_english() -> None:
    assert "Thème 1<" in coverage.draw(evidence(2), "fr", str).svg
    assert "A theme whose name" in coverage.draw(evidence(2), "pt", str).svg


def test_the_map_describes_its_strongest_links() -> None:
    data = evidence(22)
    a, b, number = data.links[0]
    figure = concept_map.draw(data, "fr", str)
    assert f"Thème {a.split('_')[1]} – Thème {b.split('_')[1]} ({number})" in figure.alt
    assert figure.svg.count("<line") == 40 < len(data.links)


def test_every_interview_is_a_mark() -> None:
    data = evidence(0, 6)
    total = sum(number for *_rest, number in data.balance)
    figure = voices.draw(data, str)
    assert figure.svg.count("<circle") + figure.svg.count("<rect") == total + 3, "and three for the legend"
    assert f"{total} interviews" in figure.alt


def test_a_plan_without_any_date_is_drawn_as_well() -> None:
    bare = Workplan.model_validate({"activities": [{"id": "1", "group": "g", "title": "t"}]})
    figure = timeline.draw(bare, str)
    assert ">no date<" in figure.svg
    assert "1 activities, 0 of them with a date" in figure.alt or "1 activity" in figure.alt


def test_a_plan_stretches_over_its_years() -> None:
    figure = timeline.draw(plan(10), str)
    assert ">2004<" in figure.svg and ">2005<" in figure.svg


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_words_can_be_written_on_a_sheet(words: str) -> None:
    sheet = Sheet(100, 50)
    sheet.text(1, 1, words)
    [node] = ElementTree.fromstring(sheet.finish())  # noqa: S314 - our own
    assert (node.text or "") == words


def test_the_area_of_a_disc_is_its_number() -> None:
    assert radius(4, 16, 10) == 5
    assert radius(0, 16, 10) == 0
    assert radius(0, 0, 10) == 0


@given(st.text(max_size=80), st.floats(10, 300))
def test_words_that_are_too_wide_are_cut_with_an_ellipsis(words: str, width: float) -> None:
    cut = shortened(words, 9, width)
    assert cut == words or (cut.endswith("…") and len(cut) <= max(len(words), 2) and words.startswith(cut[:-1]))
