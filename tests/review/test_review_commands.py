"""What people do at the command line, and what the stage makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_corpus import BANK, DEBT, SCHOOL, put

from made import Folder
from wsse_vision.files import read_json
from wsse_vision.model import HandwrittenError
from wsse_vision.review import commands, stage
from wsse_vision.review.commands import Signature


class Said(list[str]):
    """Collects what is said."""

    def __call__(self, line: str) -> None:
        self.append(line)


def test_a_review_from_the_list_to_the_record(folder: Folder) -> None:
    bank, debt, school = put(folder, BANK, DEBT, SCHOOL).elements
    project, said, ana = folder.project, Said(), Signature("ana", "2004-10-12", "read aloud")
    commands.list_elements(project, [], None, said)
    assert said[0].split()[:4] == [f"notebook-1:{bank.id[:8]}", "unreviewed", "proposal", "work"]
    commands.accept(project, [bank.id[:8]], ana, said, key=True, translation={"fr": "Aux communes leurs banques."})
    commands.reject(project, [f"notebook-1:{debt.id[:8]}"], ana, said)
    commands.retag(project, [school.id], "practice", ["education"], ana, said)
    stage.run(project, [0], said)
    record = read_json(project.build / "review.json")
    assert record["problems"] == []
    source = record["sources"]["notebook-1"]
    assert source["elements"][bank.id] == {
        "status": "accepted", "kind": "proposal", "themes": ["work"], "key": True,
        "translation": {"fr": "Aux communes leurs banques."}, "note": "read aloud", "merged_into": None,
        "by": ["ana"], "on": "2004-10-12", "found": "id", "disputed": [], "because": [],
    }  # fmt: skip
    assert source["elements"][debt.id]["status"] == "rejected"
    assert (source["elements"][school.id]["kind"], source["elements"][school.id]["themes"]) == (
        "practice",
        ["education"],
    )
    assert (source["added"], source["orphaned"]) == ([], [])
    said.clear()
    commands.list_elements(project, ["notebook-1"], "rejected", said)
    assert len(said) == 1


def test_a_merger_with_an_element_of_another_source(folder: Folder) -> None:
    [bank] = put(folder, BANK).elements
    [same] = put(folder, BANK, source="notebook-2").elements
    commands.merge(folder.project, [same.id], bank.id, Signature("ana"), Said())
    stage.run(folder.project, [0], Said())
    record = read_json(folder.project.build / "review.json")
    assert record["sources"]["notebook-2"]["elements"][same.id]["merged_into"] == bank.id
    assert record["problems"] == []
    assert list(record["sources"]) == ["notebook-2"]


def test_changing_ones_mind_needs_a_later_date(folder: Folder) -> None:
    [bank] = put(folder, BANK).elements
    commands.accept(folder.project, [bank.id], Signature("ana", "2004-10-12"), Said())
    with pytest.raises(HandwrittenError, match=r"notebook-1.yaml:2: decided otherwise"):
        commands.reject(folder.project, [bank.id], Signature("ana", "2004-10-12"), Said())
    commands.reject(folder.project, [bank.id], Signature("ana", "2004-10-13"), Said())


def test_wrong_arguments_are_told_in_a_line(folder: Folder) -> None:
    [bank] = put(folder, BANK).elements
    sign = Signature("ana")
    for call, message in (
        (lambda: commands.accept(folder.project, ["0000"], sign, Said()), "no element has such an id"),
        (lambda: commands.retag(folder.project, [bank.id], None, ["wrok"], sign, Said()), "did you mean 'work'"),
        (lambda: commands.retag(folder.project, [bank.id], "vlaue", None, sign, Said()), "is no kind"),
        (lambda: commands.retag(folder.project, [bank.id], None, None, sign, Said()), "neither a kind nor themes"),
        (lambda: commands.list_elements(folder.project, ["notebook-7"], None, Said()), "did you mean 'notebook-1'"),
        (lambda: commands.accept(folder.project, [bank.id], Signature("ana", "soon"), Said()), "is no date"),
    ):
        with pytest.raises(HandwrittenError, match=message):
            call()
    assert not (folder.project.sources / "reviews").exists()


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_a_sheet_goes_round_and_adds_nothing_twice(folder: Folder, tmp_path: Path, name: str) -> None:
    bank, _ = put(folder, BANK, DEBT).elements
    project, sheet = folder.project, tmp_path / name
    commands.accept(project, [bank.id], Signature("ana", "2004-10-12"), Said())
    before = (project.sources / "reviews/notebook-1.yaml").read_bytes()
    commands.export_sheet(project, sheet, [], Said())
    commands.import_sheet(project, sheet, Said())
    assert (project.sources / "reviews/notebook-1.yaml").read_bytes() == before


def test_agreement_of_two_people(folder: Folder) -> None:
    bank, debt = put(folder, BANK, DEBT).elements
    for name, kind in (("ana", "value"), ("bo", "policy")):
        commands.retag(folder.project, [bank.id], kind, None, Signature(name), Said())
        commands.reject(folder.project, [debt.id], Signature(name), Said())
    said = Said()
    commands.agreement(folder.project, [], False, said)
    assert "disagreements: 1" in said[0]
    assert "ana value, bo policy" in said[0]


def test_files_that_belong_to_nothing_are_problems(folder: Folder) -> None:
    put(folder, BANK)
    folder.set_aside.append({"id": "broken", "kind": "notebook"})
    put(folder, BANK, source="notebook-3")
    folder.write("sources/reviews/notebook-2.yaml", 'decisions:\n  - {quote: "a", decision: accept}\n')
    folder.write("sources/reviews/broken.yaml", 'decisions:\n  - {quote: "a", decision: accept}\n')
    folder.write("sources/reviews/notebook-1.csv", "")
    folder.write("sources/reviews/notebook-3.yaml", "decisions: [\n")
    folder.write("sources/reviews/README.md", "How we review.")
    stage.run(folder.project, [0], Said())
    record = read_json(folder.project.build / "review.json")
    assert {(p["source"], p["code"]) for p in record["problems"]} == {
        ("notebook-2", "review-unknown-source"), ("broken", "review-waiting"),
        ("sources/reviews/notebook-1.csv", "misplaced"), ("notebook-3", "bad-review"),
    }  # fmt: skip
    assert list(record["sources"]) == ["notebook-3"]


def test_mergers_across_sources_in_a_circle_are_undone(folder: Folder) -> None:
    [bank] = put(folder, BANK).elements
    [same] = put(folder, BANK, source="notebook-2").elements
    commands.merge(folder.project, [same.id], bank.id, Signature("ana"), Said())
    commands.merge(folder.project, [bank.id], same.id, Signature("ana"), Said())
    stage.run(folder.project, [0], Said())
    record = read_json(folder.project.build / "review.json")
    assert [p["code"] for p in record["problems"]] == ["review-contradiction"] * 2
    assert record["sources"]["notebook-2"]["elements"][same.id]["merged_into"] is None
    assert record["sources"]["notebook-1"]["elements"][bank.id]["merged_into"] is None
