"""Tables: columns that leave words whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wsse_vision.publish.tables import set_widths

Reader = Callable[[str], list[Any]]


def widths(read_markdown: Reader, *rows: str) -> list[float]:
    """Return the share of each column of a table whose first row is its head."""
    head, *rest = rows
    rule = "|".join("---" for _ in head.split("|")[1:-1])
    [table] = read_markdown("\n".join([head, f"|{rule}|", *rest]) + "\n")
    set_widths(table)
    return [column[1]["c"] for column in table["c"][2]]


def test_a_short_table_is_shared_out_by_its_longest_cells(read_markdown: Reader) -> None:
    narrow, wide = widths(read_markdown, "| No. | What |", "| 1.1 | a meeting of the whole group |")
    assert wide > 2 * narrow
    assert round(narrow + wide, 3) == 1


def test_the_longest_word_of_a_narrow_column_stays_whole_beside_long_texts(read_markdown: Reader) -> None:
    long = "a long title that goes on and on, and would take all the room there is"
    shares = widths(read_markdown, "| Title | Trade | Spoke as |", f"| {long} | {long} | anonymous |")
    assert shares[2] * 106 >= len("anonymous") + 2
    assert round(sum(shares), 3) == 1


def test_a_column_that_lacks_little_stands_on_one_line_beside_long_texts(read_markdown: Reader) -> None:
    long = "a long title that goes on and on, and would take all the room there is"
    shares = widths(read_markdown, "| Title | What | Where |", f"| {long} | workshop document | {long} |")
    assert round(shares[1] * 106) >= len("workshop document") + 2
    assert round(sum(shares), 3) == 1


def test_a_long_head_over_short_numbers_leaves_the_room_to_sentences(read_markdown: Reader) -> None:
    long = "a long proposal that goes on and on, and would take all the room there is"
    head = "| What | Share of agreement | Number of votes | Without an opinion |"
    shares = widths(read_markdown, head, f"| {long} | 7 | 7 | 7 |")
    assert shares[0] > 0.5
