"""Figures: the same bytes for the same data, valid, and described in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from drawn import evidence, narrative, plan
from wsse_vision.publish.citations import short_title
from wsse_vision.publish.figures import concept_map, coverage, provenance, timeline, voices, votes
from wsse_vision.publish.figures.lettering import shortened, width_of, wrapped
from wsse_vision.publish.figures.provenance import read_sections
from wsse_vision.publish.figures.spread import spread
from wsse_vision.publish.figures.svg import TALLEST, Figure, Said, Sheet, radius
from wsse_vision.publish.language import Words
from wsse_vision.publish.passages import Passages
from wsse_vision.sources.workplan import Workplan

Drawing = Callable[..., Figure]

DRAWN: dict[str, Drawing] = {
    "coverage": lambda size, _=str: coverage.draw(evidence(size), "en", _),
    "concept-map": lambda size, _=str: concept_map.draw(evidence(size), "en", _),
    "voices": lambda size, _=str: voices.draw(evidence(size, 0), _),
    "votes": lambda size, _=str: votes.draw(evidence(size), _),
    "provenance": lambda size, _=str: provenance.draw(
        evidence(size), narrative(size, min(size, 40)), coverage.columns(_), _
    ),
    "timeline": lambda size, _=str: timeline.draw(plan(size), _),
}


@pytest.mark.parametrize("size", [0, 1, 15, 22, 150])
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


@pytest.mark.parametrize("size", [0, 1, 22, 150])
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


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_stands_on_a_light_plate_and_names_its_colours(name: str) -> None:
    """A page may redefine the colours by their names; a reader that knows nothing of them shows ink on white."""
    plate, *marks = ElementTree.fromstring(DRAWN[name](22).svg)  # noqa: S314 - our own
    assert (plate.attrib["class"], plate.attrib["fill"]) == ("f-paper", "#ffffff")
    for mark in marks:
        named = mark.attrib.get("class", "")
        assert "fill" not in mark.attrib or mark.attrib["fill"] == "none" or "f-" in named
        assert "stroke" not in mark.attrib or "s-" in named or mark.attrib["stroke"] == "rgb(31,28,23)"


def test_the_matrix_marks_where_a_kind_of_source_is_silent() -> None:
    data = evidence(3)
    figure = coverage.draw(data, "en", str)
    empty = 3 * len({kind for _theme, kind in data.by_source_kind}) - len(data.by_source_kind)
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


def test_values_and_practices_are_told_apart_without_colour() -> None:
    """Values are a solid slice and a diamond, practices a ringed slice and a ring; both numbers are written."""
    figure = concept_map.draw(evidence(4), "fr", str)
    kinds = evidence(4).kinds("theme_1")
    texts = [node.text for node in ElementTree.fromstring(figure.svg) if node.tag.endswith("text")]  # noqa: S314
    at = texts.index("Thème 1")
    assert texts[at + 1 : at + 3] == [str(kinds["value"]), str(kinds["practice"])]
    assert figure.svg.count('fill="none"') >= 3, "slices of lines, not of another colour"


def test_every_interview_is_a_mark_and_every_trade_a_word() -> None:
    data = evidence(15, 0)
    total = sum(number for *_rest, number in data.balance)
    figure = voices.draw(data, str)
    trades = {s.metadata["trade"] for s in data.sources if s.kind == "interview"}
    assert figure.svg.count("<circle") + figure.svg.count("<rect") == total + 3 + len(trades), "three for the legend"
    assert f"{total} in all" in figure.alt
    assert {row[0] for row in figure.table.rows} >= trades
    assert sum(int(str(row[-1])) for row in figure.table.rows if row[0] not in trades) == total


def test_very_many_interviews_share_marks_and_the_caption_says_so() -> None:
    data = evidence(0)
    data.balance = [("public", "Asia", "woman", 2000), ("public", "Africa", "man", 3)]
    figure = voices.draw(data, str)
    assert "Each mark stands for up to 10 interviews." in figure.caption
    assert figure.svg.count('class="f-green s-green"') == 2000 / 10 + 1, "and one for the legend"
    assert figure.svg.count('class="f-paper s-green"') == 1 + 1, "three men are one mark"


def test_trades_are_those_of_interviews_that_may_be_shown() -> None:
    """An interview given for internal use is no source of the dataset: it is a mark, and its trade is nowhere."""
    data = evidence(0)
    data.balance = [("internal", "Asia", "man", 1)]
    figure = voices.draw(data, str)
    assert "by region, 1 in all: Asia 1" in figure.alt
    assert "Trades" not in figure.svg and len(figure.table.rows) == 1


def test_votes_stand_in_a_fixed_order_with_pattern_share_range_and_number() -> None:
    data = evidence(3)
    figure = votes.draw(data, str)
    fills = re.findall(r'<rect [^>]*class="f-(\w+)"', figure.svg)
    assert fills[:4] == ["green", "ochre", "clay", "paper"], "the legend: agree, half, disagree, do not know"
    order = {"green": 0, "ochre": 1, "clay": 2, "paper": 3}
    vote, proposal = data.votes_on()[0]
    bar = fills[4 : 4 + sum(n > 0 for n in (vote.agree, vote.half, vote.disagree, vote.unknown))]
    assert bar == sorted(bar, key=order.__getitem__)
    row = figure.table.rows[0]
    assert row[0] == vote.label
    assert isinstance(row[1], Said) and row[1].language == proposal.language
    assert row[2:7] == tuple(map(str, (vote.agree, vote.half, vote.disagree, vote.unknown, vote.total)))
    assert re.fullmatch(r"\d+% \(\d+–\d+\)", str(row[7]))


def test_of_many_votes_both_ends_are_drawn_and_all_are_in_the_table() -> None:
    data = evidence(150)
    figure = votes.draw(data, str)
    assert "130 more between these" in figure.svg
    first, last = data.votes_on()[0][0].label, data.votes_on()[-1][0].label
    assert f">{first}<" in figure.svg and f">{last}<" in figure.svg
    assert len(figure.table.rows) == 150


def test_votes_can_be_those_on_some_themes() -> None:
    data = evidence(15)
    assert [row[0] for row in votes.draw(data, str, ["theme_3"]).table.rows] == [data.votes[3].label]


def test_a_section_quotes_what_stands_in_blocks_and_cites_the_rest() -> None:
    text = (
        "Before [@a].\n\n# One *word* {#one}\n\nSo says @b, and [@{a}, {p. 3}; @nobody].\n\n"
        '::: {.quote .value lang="en" source="b"}\nA line with me@a.\n\n[@{b}; @{a}]\n:::\n\n# Two\n\nAlone.\n'
    )
    opening, one, two = read_sections(text, {"a", "b"})
    assert (opening.title, opening.cited) == ("", {"a": 1})
    assert (one.title, one.quoted) == ("One word", {"b": 1})
    assert one.cited == {"a": 2, "b": 1}, "what also says the same as a quote is cited"
    assert (two.title, two.quoted, two.cited) == ("Two", {}, {})


def test_the_provenance_names_every_source_of_a_section_in_its_table() -> None:
    data, text = evidence(15), narrative(15, 3)
    figure = provenance.draw(data, text, {}, str)
    titles = {s.id: s.title for s in data.sources}
    told = {(row[0], row[2]): row for row in figure.table.rows}
    for section in read_sections(text, set(titles)):
        for source in {*section.quoted, *section.cited}:
            _section, title, _id, quoted, cited = told.pop((section.title, source))
            assert title.words == short_title(titles[source])
            assert quoted == str(section.quoted.get(source, "–"))
            assert cited == str(section.cited.get(source, "–"))
    assert all(row[2] == "–" for row in told.values()), "what is left are sections that take from no source"


def test_of_many_sources_those_that_feed_least_share_a_column_of_their_kind() -> None:
    figure = provenance.draw(evidence(150), narrative(150), {"forum": "Forums"}, str)
    assert re.search(r">and \d+ more: Forums<", figure.svg)
    assert figure.svg.count("rotate(-90") <= 36


def test_a_plan_without_any_date_is_drawn_as_well() -> None:
    bare = Workplan.model_validate({"activities": [{"id": "1", "group": "g", "title": "t"}]})
    figure = timeline.draw(bare, str)
    assert ">no date<" in figure.svg
    assert "1 activities, 0 of them with a date" in figure.alt or "1 activity" in figure.alt


def test_a_plan_stretches_over_its_years() -> None:
    figure = timeline.draw(plan(10), str)
    assert ">2004<" in figure.svg and ">2005<" in figure.svg


Box = tuple[float, float, float, float]


def text_boxes(svg: str) -> list[tuple[str, Box]]:
    """Return the words of a drawing with the box that they cover: left, top, right, bottom."""
    boxes = []
    for node in ElementTree.fromstring(svg):  # noqa: S314 - our own
        if not node.tag.endswith("text"):
            continue
        words, size = node.text or "", float(node.attrib["font-size"])
        x, y = float(node.attrib["x"]), float(node.attrib["y"])
        wide = width_of(words, size, bold="font-weight" in node.attrib)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.attrib["text-anchor"]]
        box = (left, y - 0.72 * size, left + wide, y + 0.2 * size)
        if "rotate(-90" in node.attrib.get("transform", ""):
            box = (x - 0.72 * size, y - wide, x + 0.2 * size, y)
        boxes.append((words, box))
    return boxes


def wordy(message: str) -> str:
    """Translate into a language that needs a third more letters."""
    return message + "ême" * (len(message) // 9)


@pytest.mark.parametrize("size", [1, 3, 15, 22, 36, 60, 150])
@pytest.mark.parametrize("language", [str, wordy])
@pytest.mark.parametrize("name", DRAWN)
def test_words_neither_overlap_nor_leave_the_sheet_nor_get_too_small(
    name: str, language: Callable[[str], str], size: int
) -> None:
    figure = DRAWN[name](size, language)
    width, height = map(float, ElementTree.fromstring(figure.svg).attrib["viewBox"].split()[2:])  # noqa: S314
    assert height <= TALLEST, "a figure stands on one page"
    boxes = text_boxes(figure.svg)
    for words, (left, top, right, bottom) in boxes:
        assert left >= -0.1 and right <= width + 0.1, f"{words!r} leaves the sheet sideways"
        assert top >= -0.1 and bottom <= height + 0.1, f"{words!r} leaves the sheet"
    for i, (words, a) in enumerate(boxes):
        for other, b in boxes[:i]:
            wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert wide <= 0.1 or high <= 0.1, f"{words!r} covers {other!r}"
    sizes = re.findall(r'font-size="([\d.]+)"', figure.svg)
    assert min(map(float, sizes)) >= 6.5


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("size", [15, 150])
def test_all_data_of_a_figure_stand_in_its_table(name: str, size: int) -> None:
    table = DRAWN[name](size).table
    assert len(table.rows) >= min(size, 8)
    assert all(len(row) == len(table.head) and all(row) for row in table.rows)


def test_a_table_is_markdown_that_shows_just_its_cells(
    passages: Passages, read_markdown: Callable[[str], list[dict[str, Any]]]
) -> None:
    figure = votes.draw(evidence(12), str)
    assert passages.tables() == ""
    link = str(passages.figure(figure))
    heading, below, table = read_markdown(str(passages.tables()))
    assert passages.tables() == "", "each table stands once"
    assert (heading["c"][1][0], below["c"][1][0]) == ("data", "data-votes")
    assert "(#data-votes)" in link
    assert len(table["c"][4][0][3]) == 12


def test_a_short_publication_has_its_tables_on_screens_only() -> None:
    short = Passages({}, Words(), short=True)
    assert ".screen}" in short.figure(votes.draw(evidence(2), str))
    assert "{#data .screen}" in short.tables()


boxes = st.lists(
    st.tuples(st.tuples(st.floats(0, 1), st.floats(0, 1)), st.tuples(st.floats(1, 140), st.floats(1, 90))), max_size=30
)


@given(boxes)
def test_boxes_are_kept_apart_and_inside(wanted: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    places, sizes = [w[0] for w in wanted], [w[1] for w in wanted]
    found = spread(places, sizes, 440, (300, 500))
    for i, ((x, y), (w, h)) in enumerate(zip(found, sizes, strict=True)):
        assert w / 2 - 0.01 <= x <= 440 - w / 2 + 0.01 and y >= h / 2 - 0.01
        for (x2, y2), (w2, h2) in list(zip(found, sizes, strict=True))[:i]:
            assert abs(x - x2) >= (w + w2) / 2 or abs(y - y2) >= (h + h2) / 2


WORDS = "Économie solidaire: ¿quién decide? Coração, œuvre, 100 % — “gap” … Wages & Welfare"


@pytest.mark.parametrize(("face", "bold"), [("Regular", False), ("Semibold", True)])
def test_words_are_never_wider_than_they_are_reckoned(face: str, bold: bool) -> None:
    [folder] = [font_source_sans_pro.font_directory]
    font = TTFont(f"{folder}/SourceSansPro-{face}.ttf")
    names, widths = font.getBestCmap(), font["hmtx"]
    for word in (WORDS, *WORDS.split()):
        real = sum(widths[names[ord(c)]][0] for c in word) / font["head"].unitsPerEm * 9
        assert real <= width_of(word, 9, bold=bold) <= 1.3 * real


@given(st.text(max_size=80), st.floats(30, 300), st.integers(1, 4))
def test_wrapped_words_fit_their_lines(words: str, width: float, lines: int) -> None:
    found = wrapped(words, 9, width, lines)
    assert len(found) <= lines
    assert all(width_of(line, 9) <= width for line in found)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_words_can_be_written_on_a_sheet(words: str) -> None:
    sheet = Sheet(100, 50)
    sheet.text(1, 1, words)
    _plate, node = ElementTree.fromstring(sheet.finish())  # noqa: S314 - our own
    assert (node.text or "") == words


def test_the_area_of_a_disc_is_its_number() -> None:
    assert radius(4, 16, 10) == 5
    assert radius(0, 16, 10) == 0
    assert radius(0, 0, 10) == 0


@given(st.text(max_size=80), st.floats(10, 300))
def test_words_that_are_too_wide_are_cut_with_an_ellipsis(words: str, width: float) -> None:
    cut = shortened(words, 9, width)
    assert cut == words or (cut.endswith("…") and words.startswith(cut[:-1]))
    assert width_of(cut, 9) <= width or len(cut) <= 2
