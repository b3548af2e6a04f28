"""What stays together on a page and what may break."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node
from wsse_vision.publish.fitting import depth, fitted

Read = Callable[[str], list[Node]]

DRAWING = '::: {.drawing name="map" alt="Two discs."}\nThe map.\n:::\n\n'
QUOTE = "::: quote\nsaid\n\nsource\n:::\n\n"


def test_a_quote_stays_with_the_line_that_says_how_many_more_there_are(read_markdown: Read) -> None:
    first, second, _more = fitted(read_markdown(QUOTE + QUOTE + "::: more\n3 more\n:::\n"), {})
    assert "keep" not in ast.attributes(first)
    assert "keep" in ast.attributes(second)


def test_a_passage_of_half_a_page_may_break(read_markdown: Read) -> None:
    [long] = fitted(read_markdown(f"::: quote\n{'many words ' * 200}\n\nsource\n:::\n"), {})
    assert "long" in ast.attributes(long)


def test_a_figure_amid_the_text_may_move_and_one_beside_a_heading_stays(read_markdown: Read) -> None:
    text = f"Words.\n\n{DRAWING}Words.\n\n{DRAWING}# Map\n\n{DRAWING}Words.\n\n{DRAWING}"
    figures = [block for block in fitted(read_markdown(text), {}) if "drawing" in ast.classes(block)]
    assert ["float" in ast.attributes(figure) for figure in figures] == [True, False, False, False]


@pytest.mark.parametrize(("height", "tall"), [(400, False), (900, True)])
def test_a_figure_that_would_leave_the_page_is_set_by_its_height(read_markdown: Read, height: int, tall: bool) -> None:
    figures = {"map": {"svg": f'<svg viewBox="0 0 440 {height}">'}}
    [drawing] = fitted(read_markdown(DRAWING), figures)
    assert ("tall" in ast.attributes(drawing)) == tall


@pytest.mark.parametrize(
    ("rows", "cell", "expected"), [(3, "x", ["whole"]), (30, "x", ["splits"]), (3, "x " * 1500, ["loose"])]
)
def test_small_tables_stay_whole_and_huge_cells_may_break(
    read_markdown: Read, rows: int, cell: str, expected: list[str]
) -> None:
    [table] = fitted(read_markdown("| a | b |\n|---|---|\n" + f"| {cell} | y |\n" * rows), {})
    assert ast.classes(table) == expected


def test_only_words_that_fit_no_column_are_hyphenated_in_a_table(read_markdown: Read) -> None:
    [table] = fitted(read_markdown(f"| a | b |\n|---|---|\n| {'x' * 30} | y |\n"), {})
    [around] = table["c"][1]
    assert (ast.classes(table), ast.classes(around)) == (["whole"], ["hyphenated"])


def test_contents_show_the_second_level_where_there_is_room(read_markdown: Read) -> None:
    assert depth(read_markdown("# One\n\n## Two\n")) == 2
    assert depth(read_markdown("# One\n\nWords.\n")) == 1
    assert depth(read_markdown("# One\n\n" + "## Two\n\n" * 40)) == 1
