"""Polis: what people said in a conversation, with their votes and without themselves."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import Folder
from wsse_vision.files import read_json
from wsse_vision.ingest import readers, stage
from wsse_vision.ingest.raw import RawDocument
from wsse_vision.model import SourceError
from wsse_vision.sources import polis
from wsse_vision.sources.evaluations import Vote, read_evaluations
from wsse_vision.sources.scan import SourceFile, scan

HEAD = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def row(number: int | str, body: str, agrees: int | str = 5, disagrees: int | str = 1, moderated: int | str = 1) -> str:
    """Return a row as Polis writes it."""
    return f"1518501496471,Tue Feb 13 12:58:16 WIB 2018,{number},98765,{agrees},{disagrees},{moderated},{body}\n"


def bodies(content: str | bytes) -> list[str]:
    """Return the statements of an export."""
    data = content if isinstance(content, bytes) else content.encode()
    return [s.body for s in polis.parse(data).statements]


def put(folder: Folder, content: str | bytes, name: str = "town") -> Path:
    """Put an export into the project folder."""
    return folder.write(f"sources/evaluations/{name}/comments.csv", content)


def read(path: Path) -> RawDocument:
    """Return the document in an export."""
    return readers.read(path)


def test_a_statement_is_what_was_said_and_how_many_agreed() -> None:
    [statement] = polis.parse((HEAD + row(7, '"More trees, please."', 48, 8)).encode()).statements
    assert statement == polis.Statement("7", "More trees, please.", 48, 8, 0, 2)
    assert polis.label("town", statement) == "town.7"


def test_statements_come_in_the_order_of_their_numbers_not_of_the_export() -> None:
    assert bodies(HEAD + row(10, "Third.") + row(9, "Second.") + row(0, "First.")) == ["First.", "Second.", "Third."]


def test_passes_are_counted_where_the_export_has_them() -> None:
    [statement] = polis.parse(
        b"comment-id,agrees,disagrees,passes,moderated,comment-body\n1,5,2,3,0,Trees.\n"
    ).statements
    assert (statement.agrees, statement.disagrees, statement.passes) == (5, 2, 3)


def test_what_the_moderators_rejected_is_nowhere(folder: Folder) -> None:
    content = (
        HEAD + row(1, "Plant trees here.") + row(2, "Foul words.", moderated=-1) + row(3, "Unseen yet.", moderated=0)
    )
    path = put(folder, content)
    assert polis.parse(content.encode()).rejected == 1
    assert "Foul" not in json.dumps([block.text for block in read(path).blocks])
    votes, problems = read_evaluations(folder.project.sources / "evaluations")
    assert ([vote.label for vote in votes], problems) == (["town.1", "town.3"], [])


def test_a_statement_rejected_once_is_rejected() -> None:
    assert bodies(HEAD + row(1, "Foul words.") + row(1, "Foul words.", moderated=-1)) == []


@pytest.mark.parametrize("moderated", ["", "yes", "2", "1.0", "−1"])
def test_in_doubt_a_statement_is_not_published(moderated: str) -> None:
    export = polis.parse((HEAD + row(1, "Foul words.", moderated=moderated)).encode())
    assert export.statements == []
    [(line, message)] = export.mistakes
    assert line == 2 and "not published" in message


def test_who_spoke_and_when_is_not_kept(folder: Folder) -> None:
    document = read(put(folder, HEAD + row(1, "Plant trees here.")))
    kept = repr(document)
    assert "98765" not in kept and "1518501496471" not in kept and "2018" not in kept


def test_line_ends_and_quotation_marks_in_a_statement(folder: Folder) -> None:
    content = HEAD + row(1, '"Plant ""many""\r\ntrees,\n\nplease."') + row("x", "Bad.") + row(2, "Open doors.")
    export = polis.parse(content.encode())
    assert [s.body for s in export.statements] == ['Plant "many" trees, please.', "Open doors."]
    assert export.mistakes == [(6, "comment-id is missing or no number")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_exports_that_went_through_a_spreadsheet_program_are_read(encoding: str) -> None:
    assert bodies((HEAD + row(1, "Créer un marché « bio » – l’été.")).encode(encoding)) == [
        "Créer un marché « bio » – l’été."
    ]


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (row(1, "Trees."), "given twice"),
        (row(2, "Trees.", agrees="many"), "agrees or disagrees"),
        (row(2, "Trees.", disagrees=""), "agrees or disagrees"),
        (row(2, "Trees.", agrees=10**12), "agrees or disagrees"),
        (row(2, "Trees, and more"), "more cells"),
        (row(2, "?!"), "no words"),
        (row(2, '"Trees" and more'), "not readable"),
        (row(2, '"Trees'), "never closed; 1 more lines"),
    ],
)
def test_a_row_that_makes_no_sense_is_told_with_file_and_line(folder: Folder, bad: str, what: str) -> None:
    put(folder, HEAD + row(1, "Plant trees here.") + bad + row(3, "Open doors."))
    votes, [problem] = read_evaluations(folder.project.sources / "evaluations")
    assert problem.message.startswith("sources/evaluations/town/comments.csv:3: ")
    assert what in problem.message and "Trees" not in problem.message
    assert votes[0] == Vote("town.1", "town", 5, 0, 1, 0)
    assert [v.label for v in votes[1:]] == ([] if "closed" in what else ["town.3"])


def test_a_statement_on_which_nobody_voted_is_said_and_has_no_votes(folder: Folder) -> None:
    path = put(folder, HEAD + row(1, "Plant trees here.", 0, 0))
    assert read_evaluations(folder.project.sources / "evaluations") == ([], [])
    assert [block.text for block in read(path).blocks] == ["Plant trees here."]


@given(st.binary(max_size=300))
def test_any_bytes_are_an_export_or_none(data: bytes) -> None:
    for content in (data, HEAD.encode() + data):
        try:
            assert all(s.body == " ".join(s.body.split()) for s in polis.parse(content).statements)
        except polis.ExportError as error:
            assert str(error)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: any(map(str.isalnum, t))))
)
def test_what_was_written_with_quotes_is_read_back(texts: list[str]) -> None:
    rows = [f'{n},1,1,1,"{text.replace(chr(34), chr(34) * 2)}"\n' for n, text in enumerate(texts)]
    export = polis.parse(("comment-id,agrees,disagrees,moderated,comment-body\n" + "".join(rows)).encode())
    assert [s.body for s in export.statements] == [" ".join(text.split()) for text in texts]
    assert export.mistakes == []


def test_an_export_is_a_source_of_the_forum(folder: Folder) -> None:
    put(folder, HEAD, "Bürger & town.2018")
    folder.write("sources/evaluations/Bürger & town.2018.yaml", "title: The town\n")
    assert scan(folder.project) == (
        [
            SourceFile(
                "Burger-town.2018",
                "forum",
                "sources/evaluations/Bürger & town.2018/comments.csv",
                "sources/evaluations/Bürger & town.2018.yaml",
            )
        ],
        [],
    )


def test_votes_lie_under_the_labels_of_the_document(folder: Folder) -> None:
    path = put(folder, HEAD + row(4, "Plant trees here.") + row(12, "Open doors."), "my town")
    labels = [block.label for block in read(path).blocks]
    assert labels == [v.label for v in read_evaluations(folder.project.sources / "evaluations")[0]]
    assert labels == ["my-town.4", "my-town.12"]


def test_a_folder_without_an_export_is_told(folder: Folder) -> None:
    folder.write("sources/evaluations/town/votes.csv", HEAD)
    [problem] = scan(folder.project)[1]
    assert problem.code == "misplaced" and "sources/evaluations/town holds no comments.csv" in problem.message


def test_a_link_out_of_the_folder_is_no_export(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "away.csv").write_text(HEAD)
    path = put(folder, HEAD)
    path.unlink()
    path.symlink_to(tmp_path / "away.csv")
    sources, [problem] = scan(folder.project)
    assert (sources, problem.code) == ([], "misplaced")


def test_two_exports_with_one_id_are_told_and_only_one_is_counted(folder: Folder) -> None:
    put(folder, HEAD + row(1, "Plant trees here.", 9, 9), "a town")
    put(folder, HEAD + row(1, "Open doors.", 1, 1), "a-town")
    [source], [problem] = scan(folder.project)
    [vote], _ = read_evaluations(folder.project.sources / "evaluations")
    assert problem.code == "duplicate-id"
    assert (source.path, vote.agree) == ("sources/evaluations/a town/comments.csv", 9)


@pytest.mark.parametrize(
    ("content", "code", "what"),
    [
        ("a,b\n1,2\n", "wrong-format", "no column comment-id"),
        (HEAD.replace("moderated", "mood") + row(1, "Trees."), "wrong-format", "no column moderated"),
        (HEAD, "no-text", "no statement"),
        (HEAD + row(1, "Foul words.", moderated=-1), "no-text", "no statement"),
        (b"\xff\xfe\x00", "wrong-format", "encoding"),
        (b"%PDF-1.7", "wrong-format", "a PDF"),
    ],
)
def test_a_file_that_is_no_export_is_set_aside_with_the_reason(
    folder: Folder, content: str | bytes, code: str, what: str
) -> None:
    with pytest.raises(SourceError) as error:
        read(put(folder, content))
    assert error.value.code == code and what in error.value.message
    assert read_evaluations(folder.project.sources / "evaluations") == ([], [])


def test_a_table_elsewhere_is_still_no_source(folder: Folder) -> None:
    path = folder.write("sources/forum/comments.csv", HEAD)
    with pytest.raises(SourceError, match="cannot be read"):
        readers.format_of(path)


def test_title_and_address_come_from_the_summary(folder: Folder) -> None:
    path = put(folder, HEAD)
    assert polis.about(path) == {}
    folder.write("sources/evaluations/town/summary.csv", 'topic,"Our\ntown"\nurl,https://pol.is/9\nviews,20\n')
    assert polis.about(path) == {"title": "Our town", "url": "https://pol.is/9"}
    folder.write("sources/evaluations/town/summary.csv", "topic,Our town\nurl,javascript:alert(1)\n")
    assert polis.about(path) == {"title": "Our town"}
    assert polis.about(folder.write("sources/forum/a.md", "A.")) == {}


def test_ingest_makes_a_document_of_it(folder: Folder) -> None:
    put(
        folder,
        HEAD + row(1, "<b>Plant</b> trees &amp; *shrubs* along every street of the town.") + row(2, "Open doors."),
    )
    stage.run(folder.project, 0, 1, lambda line: None)
    document = read_json(folder.project.extracts / "town" / "document.json")
    text = (folder.project.extracts / "town" / "text.txt").read_text(encoding="utf-8")
    assert (document["kind"], document["format"]) == ("forum", "polis")
    assert [(b["role"], b["label"], text[b["start"] : b["end"]]) for b in document["blocks"]] == [
        ("item", "town.1", "<b>Plant</b> trees &amp; *shrubs* along every street of the town."),
        ("item", "town.2", "Open doors."),
    ]


def test_real_exports_are_read_whole(shared: Path) -> None:
    for path in sorted((shared / "evaluations").glob("*/comments.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            expected = [r for r in csv.DictReader(stream) if r["moderated"] != "-1"]
        export = polis.parse(path.read_bytes())
        assert export.mistakes == [] and export.rejected > 0
        assert sorted(s.body for s in export.statements) == sorted(
            " ".join(r["comment-body"].split()) for r in expected
        )
        assert sum(s.agrees for s in export.statements) == sum(int(r["agrees"]) for r in expected)
        assert set(polis.about(path)) == {"title", "url"}
