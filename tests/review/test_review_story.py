"""A word processor document is reviewed, then edited: decisions stay, follow, or are said to be orphaned."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from made import Folder
from wsse_vision.extract import stage as extract
from wsse_vision.files import read_json
from wsse_vision.ingest import stage as ingest
from wsse_vision.model import Element
from wsse_vision.pandocpath import pandoc_path
from wsse_vision.review import commands, stage
from wsse_vision.review.commands import Signature

STAYS = "Solidarity means that nobody is left alone with a debt that all have made."
FOLLOWS = "We propose that every muncipality should open a bank that its savers own."
DELETED = "Fair trade must pay those who grow coffee before it pays those who sell it."
NEW = "This edition has a preface, which the first readers of the notebook asked for in the spring."


def docx(path: Path) -> None:
    """Write the first edition."""
    between = "The valley has three markets and a mill by the river."
    text = f"# Banks of our own\n\n{STAYS}\n\n{FOLLOWS} {between}\n\n{DELETED}\n"
    path.parent.mkdir(parents=True)
    command = [pandoc_path(), "--from=markdown", "--to=docx", f"--output={path}"]
    subprocess.run(command, input=text.encode(), check=True)


def edit(path: Path) -> None:
    """Edit the document as a word processor would: within its own XML."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert body.count("muncipality") == body.count(DELETED) == body.count("<w:body>") == 1
    body = body.replace("<w:body>", f"<w:body><w:p><w:r><w:t>{NEW}</w:t></w:r></w:p>")
    body = body.replace("muncipality", "municipality").replace(DELETED, "")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, "word/document.xml": body.encode()}.items():
            archive.writestr(name, content)


def built(folder: Folder) -> dict[str, Element]:
    """Run the stages up to the coding; return the elements by their words."""
    ingest.run(folder.project, 0, 1, lambda line: None)
    extract.run(folder.project, 0, lambda line: None)
    stage.run(folder.project, [0], lambda line: None)
    coding = read_json(folder.project.extracts / "banks" / "elements.json")
    return {e["quote"]: Element(**e) for e in coding["elements"]}


@pytest.fixture
def edited(folder: Folder) -> Folder:
    """A project whose only source was reviewed in its first edition, and then edited."""
    path = folder.root / "sources/notebooks/banks.docx"
    docx(path)
    first = built(folder)
    signed = Signature("ana", "2004-10-12")
    commands.retag(folder.project, [first[STAYS].id], "value", ["debt"], signed, lambda line: None)
    ids = [first[FOLLOWS].id, first[DELETED].id]
    commands.accept(folder.project, ids, signed, lambda line: None, key=True)
    edit(path)
    return folder


def test_decisions_stay_follow_or_are_told_to_be_orphaned(edited: Folder) -> None:
    written = (edited.project.sources / "reviews/banks.yaml").read_bytes()
    now = built(edited)
    assert STAYS in now
    assert DELETED not in now
    corrected = FOLLOWS.replace("muncipality", "municipality")
    record = read_json(edited.project.build / "review.json")
    source = record["sources"]["banks"]
    stays, follows = source["elements"][now[STAYS].id], source["elements"][now[corrected].id]
    assert (stays["status"], stays["kind"], stays["themes"], stays["found"]) == ("accepted", "value", ["debt"], "id")
    assert (follows["status"], follows["key"], follows["found"]) == ("accepted", True, "fuzzy")
    [orphan] = source["orphaned"]
    assert (orphan["quote"], orphan["reason"]) == (DELETED, "gone")
    assert len(source["elements"]) == 2
    problems = {p["code"]: p["message"] for p in record["problems"]}
    assert set(problems) == {"review-changed-words", "review-orphaned"}
    assert problems["review-orphaned"].startswith("sources/reviews/banks.yaml:21: accept: “Fair trade must pay")
    assert (edited.project.sources / "reviews/banks.yaml").read_bytes() == written, "no decision is dropped or moved"


def test_accepting_the_new_words_settles_the_notice(edited: Folder) -> None:
    now = built(edited)
    corrected = now[FOLLOWS.replace("muncipality", "municipality")]
    commands.accept(edited.project, [corrected.id], Signature("ana", "2005-01-31"), lambda line: None)
    built(edited)
    assert [p["code"] for p in read_json(edited.project.build / "review.json")["problems"]] == ["review-orphaned"]
