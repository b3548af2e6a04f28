"""Votes: counted by the proposals' own numbers, and a row that makes no sense is told."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import Folder
from wsse_vision.model import Problem
from wsse_vision.sources.evaluations import Vote, read_evaluations

HEAD = "label,agree,half,disagree,unknown\n"


def read(folder: Folder, content: str | bytes, name: str = "forum.csv") -> tuple[list[Vote], list[Problem]]:
    """Return what comes of an evaluation with this content."""
    folder.write(f"sources/evaluations/{name}", content)
    return read_evaluations(folder.project.sources / "evaluations")


def test_a_row_is_the_vote_on_one_proposal(folder: Folder) -> None:
    assert read(folder, HEAD + "06.02,16,3,0,3\n") == ([Vote("06.02", "forum", 16, 3, 0, 3)], [])


def test_a_label_keeps_its_noughts(folder: Folder) -> None:
    [vote], _ = read(folder, HEAD + "01.10,1,0,0,0\n")
    assert vote.label == "01.10"


def test_half_agreement_counts_half_over_all_votes() -> None:
    vote = Vote("a", "forum", 5, 2, 1, 2)
    assert (vote.total, vote.share) == (10, 0.6)


def test_nobody_voted_is_no_agreement() -> None:
    assert Vote("a", "forum", 0, 0, 0, 0).share == 0.0


@given(*[st.integers(0, 10_000)] * 4)
def test_a_share_lies_between_nothing_and_all(agree: int, half: int, disagree: int, unknown: int) -> None:
    assert 0 <= Vote("a", "forum", agree, half, disagree, unknown).share <= 1


def test_columns_may_stand_in_any_order_and_others_beside_them(folder: Folder) -> None:
    votes, problems = read(folder, "title,unknown,agree,disagree,half,label\nThe box,4,1,3,2,a\n")
    assert (votes, problems) == ([Vote("a", "forum", 1, 2, 3, 4)], [])


def test_a_file_from_a_spreadsheet_program_is_read(folder: Folder) -> None:
    votes, problems = read(folder, b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode() + b'"a", 1 ,2,3,4\r\n')
    assert (votes, problems) == ([Vote("a", "forum", 1, 2, 3, 4)], [])


@pytest.mark.parametrize(
    "row", ["a,1,2,3", "a,1,2,3,many", ",1,2,3,4", "a,-1,2,3,4", "a,1.5,2,3,4", "a,,2,3,4", "a,²,2,3,4"]
)
def test_a_row_that_makes_no_sense_is_told_with_its_line_and_the_others_count(folder: Folder, row: str) -> None:
    votes, [problem] = read(folder, HEAD + f"b,1,1,1,1\n{row}\nc,1,1,1,1\n")
    assert [vote.label for vote in votes] == ["b", "c"]
    assert problem.code == "bad-evaluation"
    assert problem.message.startswith("sources/evaluations/forum.csv:3: ")
    assert problem.hint


def test_a_label_given_twice_is_told_and_the_first_row_counts(folder: Folder) -> None:
    [vote], [problem] = read(folder, HEAD + "a,1,0,0,0\na,9,0,0,0\n")
    assert vote.agree == 1
    assert "a is given twice" in problem.message and ":3:" in problem.message


def test_a_column_that_is_missing_is_named(folder: Folder) -> None:
    votes, [problem] = read(folder, "label,agree,half\na,1,2\n")
    assert votes == []
    assert "no column disagree, unknown" in problem.message


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\xff\xfe\x00", b"label;agree;half;disagree;unknown\na;1;2;3;4\n", HEAD.encode() + b"\0a,1"],
)
def test_a_file_that_is_none_is_a_problem_and_no_crash(folder: Folder, content: bytes) -> None:
    votes, problems = read(folder, content)
    assert votes == []
    assert len(problems) == 1


def test_evaluations_are_read_in_the_order_of_their_names(folder: Folder) -> None:
    read(folder, HEAD + "a,1,0,0,0\n", "b-second.csv")
    votes, _ = read(folder, HEAD + "a,2,0,0,0\n", "a-first.csv")
    assert [vote.evaluation for vote in votes] == ["a-first", "b-second"]


def test_no_folder_no_votes(folder: Folder) -> None:
    assert read_evaluations(folder.project.sources / "evaluations") == ([], [])


def test_lines_are_those_of_the_file_even_after_a_cell_of_several_lines(folder: Folder) -> None:
    head = "label,agree,half,disagree,unknown,title\n"
    _, [problem] = read(folder, head + 'a,1,2,3,4,"The\nbox"\n\nb,1,2,3,many,x\n')
    assert problem.message.startswith("sources/evaluations/forum.csv:5: ")


def test_a_thousands_separator_shifts_no_counts(folder: Folder) -> None:
    votes, [problem] = read(folder, HEAD + "a,1,234,3,4,5\nb,1,2,3,4,,\n")
    assert [vote.label for vote in votes] == ["b"]
    assert ":2: more cells" in problem.message


def test_a_number_beyond_all_bounds_is_no_count(folder: Folder) -> None:
    votes, [problem] = read(folder, HEAD + f"a,{10**30},0,0,0\n")
    assert votes == [] and ":2:" in problem.message


def test_a_quotation_mark_that_is_never_closed_loses_nothing_in_silence(folder: Folder) -> None:
    votes, [problem] = read(folder, HEAD + 'a,1,2,3,4\n"b,1,2,3,4\nc,1,2,3,4\n')
    assert [vote.label for vote in votes] == ["a"]
    assert ":3: a quotation mark is opened and never closed; 1 more lines" in problem.message


def test_names_of_columns_count_without_case(folder: Folder) -> None:
    assert read(folder, "Label, Agree,HALF,disagree ,unknown\na,1,2,3,4\n") == ([Vote("a", "forum", 1, 2, 3, 4)], [])


@given(st.binary(max_size=200))
def test_any_bytes_are_votes_or_problems(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        for content in (data, HEAD.encode() + data):
            (Path(place) / "forum.csv").write_bytes(content)
            votes, problems = read_evaluations(Path(place))
            assert all(0 <= vote.share <= 1 for vote in votes)
            assert all(problem.message.startswith("sources/evaluations/forum.csv:") for problem in problems)
