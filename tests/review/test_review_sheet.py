"""Sheets: out and in again without loss, and nothing in a cell is ever run as a formula."""

from __future__ import annotations

import csv
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_corpus import BANK, DEBT, item, reviewed

from wsse_vision.model import HandwrittenError
from wsse_vision.review import sheet, writing
from wsse_vision.review.decisions import Decision, read_review

TEXT = st.one_of(
    st.sampled_from(["=1+1", "'=1", "''-2", "@x", "+49", "'tis", "a\tb", "_x0041_"]),
    st.sampled_from(["a\r\nb", "no", "2004", "2004-10-12", "a;b,c", '"', "(none)"]),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30),
).map(str.strip).filter(bool)  # fmt: skip

DECISIONS = st.builds(
    Decision,
    element=st.none() | st.uuids().map(str),
    quote=TEXT,
    prefix=st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    suffix=st.sampled_from(["", " after", "=sum", "\n"]),
    decision=st.sampled_from(["accept", "reject"]),
    kind=st.sampled_from([None, "value", "policy"]),
    themes=st.sampled_from([None, [], ["work"], ["debt", "work"]]),
    key=st.sampled_from([None, True, False]),
    translation=st.dictionaries(st.sampled_from(["en", "pt"]), TEXT, max_size=2),
    note=st.none() | TEXT,
    by=st.none() | TEXT,
    on=st.sampled_from([None, "2004", "2004-10", "2004-10-12"]),
)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(max_examples=40)  # writing and reading XLSX takes its time
@given(decisions=st.lists(DECISIONS, min_size=2, max_size=5))
def test_decisions_come_back_as_they_went_out(ending: str, decisions: list[Decision]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sheet.{ending}"
        sheet.write(path, [{"source": "s", **sheet.cells(d)} for d in decisions])
        assert [one.decision for one in sheet.read(path)] == decisions


@given(st.lists(DECISIONS, min_size=1, max_size=4, unique_by=repr))
def test_decisions_written_to_a_file_are_read_as_they_were(decisions: list[Decision]) -> None:
    signed = [d.model_copy(update={"by": "ana"}) for d in decisions]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.yaml"
        writing.add(path, signed[:1])
        writing.add(path, signed)
        assert [p.decision for p in read_review(path).decisions] == list({repr(d): d for d in signed}.values())


def test_the_sheet_shows_every_element_and_every_decision_once(tmp_path: Path) -> None:
    gone = '  - {quote: "What nobody says any more.", decision: accept}\n'
    outcome = reviewed(tmp_path, item(reviewed(tmp_path, "", BANK).reviewed[0].element) + gone, BANK, DEBT)
    review = read_review(tmp_path / "sources/reviews/notebook-1.yaml")
    rows = list(sheet.rows(outcome, review.decisions))
    assert [(row["quote"], row.get("decision", "")) for row in rows] == [
        (BANK, "accept"), (DEBT, ""), ("What nobody says any more.", "accept"),
    ]  # fmt: skip
    for name in ("s.csv", "s.xlsx"):
        sheet.write(tmp_path / name, rows)
        assert [one.decision for one in sheet.read(tmp_path / name)] == [p.decision for p in review.decisions]


def test_no_cell_begins_as_a_formula_does(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    sheet.write(
        path, [{"source": "s", "quote": text, "note": text} for text in ("=cmd()", "+1", "-1", "@a", "\t=1", " =1")]
    )
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert [cell for cell in cells if cell.strip()[:1] in ("=", "+", "-", "@")] == []


def test_an_xlsx_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        sheet.write(tmp_path / name, [{"source": "s", "quote": BANK}])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert set(re.findall(r">([0-9]{4})-", core)) == {"1980"}


def test_a_sheet_as_european_spreadsheets_save_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes("source;quote;decision;themes;key\r\ns;Été;ACCEPT;work, debt;x\r\ns;Rien;;;\r\n".encode())
    [one] = sheet.read(path)
    assert (one.row, one.decision.quote, one.decision.themes, one.decision.key) == (2, "Été", ["work", "debt"], True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("source,quote,decision,kind\ns,a,,value\n", "s.csv:2: decision: is missing though other cells are filled in"),
        ("source,quote,decision\ns,a,perhaps\n", "s.csv:2: decision: input should be 'accept', 'reject' or 'add'"),
        ("source,quote,decision\n,a,accept\n", "s.csv:2: source: is missing"),
        ("quote,decision\na,accept\n", "s.csv:1: has no column source"),
        ("", "s.csv:1: has no column"),
    ],
)
def test_a_mistake_in_a_sheet_is_told_with_its_row(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "s.csv").write_text(content, encoding="utf-8")
    with pytest.raises(HandwrittenError) as told:
        sheet.read(tmp_path / "s.csv")
    assert told.value.mistakes[0].startswith(message)


def test_what_is_no_sheet_is_told(tmp_path: Path) -> None:
    (tmp_path / "s.xlsx").write_bytes(b"PK no")
    (tmp_path / "s.csv").write_bytes("é".encode("latin-1"))
    for name in ("s.xlsx", "s.csv", "s.ods"):
        with pytest.raises(HandwrittenError):
            sheet.read(tmp_path / name)


@pytest.mark.parametrize(
    "there",
    [
        "", "# ours\n", "decisions:\n", "decisions: []\n", "decisions: [] # none yet\n# end\n", "decisions: null\n",
        "decisions:\n# first\n- quote: a  # said twice\n  decision: accept",
        "decisions:\r\n    - {quote: a, decision: reject}\r\n",
        "decisions:\n  - quote: a\n    note: |\n      text\n    decision: accept\n  # later\n",
    ],
)  # fmt: skip
def test_adding_keeps_what_is_there(tmp_path: Path, there: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(there.encode())
    before = [p.decision for p in read_review(path).decisions]
    new = Decision(quote="Ⓐ “new”: yes", decision="accept", themes=["on", "work"], by="no", on="2004-10-12")
    assert writing.add(path, [new]) == 1
    assert [p.decision for p in read_review(path).decisions] == [*before, new]
    assert all(line.split("[]")[0].split("null")[0] in path.read_bytes().decode() for line in there.splitlines())
    assert ("\r\n" in there) == (b"\r\n" in path.read_bytes())
    assert writing.add(path, [new]) == 0


@pytest.mark.parametrize("there", ["decisions: [{quote: a, decision: accept}]\n", "- a\n", "decisions: 7\n", "a: [\n"])
def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path: Path, there: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(there, encoding="utf-8")
    with pytest.raises(HandwrittenError):
        writing.add(path, [Decision(quote="b", decision="accept")])
    assert path.read_text(encoding="utf-8") == there
