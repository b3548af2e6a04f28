"""What people did in a QDA program comes home as decisions: what they changed, and nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from exported import edited, export, foreign, packed, read_back, selection, unpacked

from made import Folder
from wsse_vision.exchange.codes import codes_of
from wsse_vision.exchange.corpus import Corpus
from wsse_vision.exchange.homecoming import reviews
from wsse_vision.exchange.identity import guid
from wsse_vision.sources.codebook import read_codebook


def project_file(folder: Folder) -> bytes:
    """Return the exported project, with a user Ann who has done nothing yet."""
    data = export(folder.project)["project.qdpx"]
    return edited(data, ("</Users>", f'<User guid="{guid("user", "Ann")}" name="Ann"/></Users>'))


def block(data: bytes, quote: str) -> str:
    """Return the markup of the selection of a quote."""
    entries = unpacked(data)
    qde = entries["project.qde"].decode()
    for source in re.findall(r"<TextSource .*?</TextSource>", qde, re.DOTALL):
        name = re.search(r"internal://(\S+?)\"", source)
        assert name
        text = entries[f"sources/{name[1]}"].decode()
        for found in re.finditer(r" *<PlainTextSelection .*?</PlainTextSelection>\n?", source, re.DOTALL):
            start, end = (int(n) for n in re.findall(r'Position="(\d+)"', found[0]))
            if text[start:end] == quote:
                return found[0]
    raise AssertionError(quote)


def code(folder: Folder, identifier: str) -> str:
    """Return the GUID of a code."""
    return next(c.guid for c in codes_of(read_codebook(folder.project.codebook)) if c.id == identifier)


def by_ann(folder: Folder, *codes: str) -> str:
    """Return codings by Ann."""
    return "".join(
        f'<Coding guid="{guid("x", c)}" creatingUser="{guid("user", "Ann")}">'
        f'<CodeRef targetGUID="{code(folder, c)}"/></Coding>'
        for c in codes
    )


def changed(folder: Folder, quote: str, old: str, new: str) -> dict[str, Any]:
    """Change the markup of one selection and bring the project home."""
    data = project_file(folder)
    before = block(data, quote)
    assert old in before
    return read_back(folder.project, edited(data, (before, before.replace(old, new, 1))))


BOAT = "The boat 🛶 belongs to those who row it."
DEBT = "We propose that no debt be inherited."


def test_what_nobody_touched_says_nothing(corpus_folder: Folder) -> None:
    assert read_back(corpus_folder.project, project_file(corpus_folder)) == {"decisions": [], "problems": []}


def test_a_theme_that_a_person_adds_joins_those_of_the_rules(corpus_folder: Folder) -> None:
    end = "</PlainTextSelection>"
    back = changed(corpus_folder, BOAT, end, by_ann(corpus_folder, "education") + end)
    [decision] = back["decisions"]
    assert (decision["change"], decision["by"], decision["quote"]) == ("retag", "Ann", BOAT)
    assert (decision["kind"], decision["themes"]) == ("value", ["work", "education"])
    assert decision["element"] and decision["source"] == "a-notebook"


def test_a_person_who_gives_a_kind_has_coded_anew(corpus_folder: Folder) -> None:
    end = "</PlainTextSelection>"
    [decision] = changed(corpus_folder, DEBT, end, by_ann(corpus_folder, "policy", "debt") + end)["decisions"]
    assert (decision["kind"], decision["themes"], decision["change"]) == ("policy", ["debt"], "retag")
    [agreed] = changed(corpus_folder, BOAT, end, by_ann(corpus_folder, "value", "work") + end)["decisions"]
    assert agreed["change"] == "same"


def test_a_code_taken_away_from_the_rules_is_the_decision_of_whoever_brings_the_file(corpus_folder: Folder) -> None:
    data = project_file(corpus_folder)
    before = block(data, DEBT)
    target = code(corpus_folder, "work")
    gone = re.sub(rf" *<Coding [^>]*>\s*<CodeRef targetGUID=\"{target}\" ?/>\s*</Coding>\n", "", before)
    assert gone != before
    back = read_back(corpus_folder.project, edited(data, (before, gone)), by="Bo")
    [decision] = back["decisions"]
    assert (decision["by"], decision["themes"], decision["change"]) == ("Bo", ["debt"], "retag")


def test_a_coding_removed_rejects_its_element(corpus_folder: Folder) -> None:
    data = project_file(corpus_folder)
    back = read_back(corpus_folder.project, edited(data, (block(data, DEBT), "")))
    [decision] = back["decisions"]
    assert (decision["change"], decision["quote"], decision["by"]) == ("removed", DEBT, "Ann")


def test_an_element_younger_than_the_export_is_not_taken_for_removed(corpus_folder: Folder) -> None:
    data = project_file(corpus_folder)
    older = edited(data, (block(data, DEBT), ""), *descriptions(data))
    back = read_back(corpus_folder.project, older)
    assert back["decisions"] == []
    assert "do not count as removed" in back["problems"][0]


def descriptions(data: bytes) -> list[tuple[str, str]]:
    """Return the change that makes the first source look exported from another state of the evidence."""
    state = re.search(r"evidence: [0-9a-f]+", unpacked(data)["project.qde"].decode())
    assert state
    return [(state[0], "evidence: 0000")]


def test_a_passage_that_only_a_person_saw_is_new(corpus_folder: Folder) -> None:
    line = "Just a line that nobody coded."
    data = project_file(corpus_folder)
    text = (corpus_folder.project.extracts / "a-notebook" / "text.txt").read_text(encoding="utf-8")
    start = text.index(line)
    added = (
        f'<PlainTextSelection guid="{guid("new")}" startPosition="{start}" endPosition="{start + len(line)}">'
        f"{by_ann(corpus_folder, 'critique', 'work')}</PlainTextSelection>"
    )
    back = read_back(corpus_folder.project, edited(data, (block(data, DEBT), block(data, DEBT) + added)))
    [decision] = back["decisions"]
    assert (decision["change"], decision["quote"], decision["kind"]) == ("new", line, "critique")
    assert text[decision["start"] : decision["end"]] == line


def test_a_coding_of_an_excerpt_finds_its_place_in_the_whole_text(corpus_folder: Folder) -> None:
    end, quote = "</PlainTextSelection>", "Our boat is anonymous 🛶."
    [decision] = changed(corpus_folder, quote, end, by_ann(corpus_folder, "debt") + end)["decisions"]
    text = (corpus_folder.project.extracts / "talk-anonymous" / "text.txt").read_text(encoding="utf-8")
    assert decision["start"] == text.index(quote) > 0
    assert decision["prefix"] == text[: decision["start"]][-32:]


def test_an_interview_under_another_name_comes_home_to_its_own(corpus_folder: Folder) -> None:
    end = "</PlainTextSelection>"
    [decision] = changed(corpus_folder, "I keep the box.", end, by_ann(corpus_folder, "debt") + end)["decisions"]
    assert (decision["source"], decision["start"]) == ("ana-lima", 0)


def test_a_passage_over_several_quotes_of_an_excerpt_is_told(corpus_folder: Folder) -> None:
    back = changed(corpus_folder, "Our boat is anonymous 🛶.", 'endPosition="24"', 'endPosition="30"')
    assert any("no element now" in problem for problem in back["problems"])
    end = "</PlainTextSelection>"
    data = project_file(corpus_folder)
    before = block(data, "Our boat is anonymous 🛶.")
    wider = before.replace('endPosition="24"', 'endPosition="30"').replace(end, by_ann(corpus_folder, "debt") + end)
    back = read_back(corpus_folder.project, edited(data, (before, before + wider)))
    assert any("reaches over several passages" in problem for problem in back["problems"])


def test_a_text_edited_over_there_is_told_and_its_codings_keep_their_words(corpus_folder: Folder) -> None:
    export(corpus_folder.project)
    back = read_back(corpus_folder.project, foreign("New. No debt.", selection(8, 12)))
    [decision] = back["decisions"]
    assert (decision["quote"], decision["change"], decision["source"]) == ("debt", "new", "a-notebook")
    assert "is not the present one" in back["problems"][0]


def test_a_source_of_another_project_is_told(corpus_folder: Folder) -> None:
    back = read_back(corpus_folder.project, foreign("No debt.", selection(3, 7), name="elsewhere"))
    assert back["decisions"] == [] and "'elsewhere' is not in this project" in back["problems"][0]


def test_a_source_renamed_over_there_is_known_by_its_guid(corpus_folder: Folder) -> None:
    data = edited(project_file(corpus_folder), ('name="a-notebook"', 'name="Boats.txt"'))
    assert read_back(corpus_folder.project, data) == {"decisions": [], "problems": []}


def test_decisions_become_entries_of_review_files(corpus_folder: Folder) -> None:
    data = project_file(corpus_folder)
    end = "</PlainTextSelection>"
    boat = block(data, BOAT)
    back = read_back(
        corpus_folder.project,
        edited(data, (block(data, DEBT), ""), (boat, boat.replace(end, by_ann(corpus_folder, "debt") + end))),
    )
    made, problems = reviews(back["decisions"], "back.qdpx")
    assert problems == []
    accepted, rejected = made["a-notebook"]
    assert (accepted["decision"], accepted["themes"], accepted["by"]) == ("accept", ["work", "debt"], "Ann")
    assert (rejected["decision"], rejected["quote"]) == ("reject", DEBT)
    assert "kind" not in rejected and "note" not in accepted


def test_themes_alone_on_a_passage_that_is_no_element_are_told() -> None:
    new = {"change": "new", "kind": None, "source": "s", "quote": "q", "by": "Ann"}
    made, problems = reviews([new], "back.qdpx")
    assert made == {} and "give it a kind" in problems[0]


def test_what_other_programs_do_to_a_project_file_does_no_harm(corpus_folder: Folder) -> None:
    """GUIDs in braces and capitals, a byte order mark, another folder name: seen in files of QDA programs."""
    entries = unpacked(project_file(corpus_folder))
    qde = re.sub(
        r'(guid|GUID|User)="([0-9a-f-]{36})"', lambda m: f'{m[1]}="{{{m[2].upper()}}}"', entries["project.qde"].decode()
    )
    moved = {f"Sources/{name[8:]}": b"\xef\xbb\xbf" + text for name, text in entries.items() if name.endswith(".txt")}
    back = read_back(corpus_folder.project, packed({"project.qde": b"\xef\xbb\xbf" + qde.encode(), **moved}))
    assert back == {"decisions": [], "problems": []}


@pytest.fixture
def decided(corpus_folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The project after Ann and Cy accepted the proposal on debt as it is."""
    plain = Corpus.elements

    def elements(self: Corpus, source: str) -> list[dict[str, Any]]:
        decided = []
        for element in plain(self, source):
            by = ["Cy", "Ann"] if element["quote"] == DEBT else None
            decision = {"by": by} if by else {}
            decided.append({**element, "status": "accepted" if by else "unreviewed", "decision": decision})
        return decided

    monkeypatch.setattr(Corpus, "decisions", [{"status": "accepted", "decision": {"by": ["Cy", "Ann"]}}])
    monkeypatch.setattr(Corpus, "elements", elements)
    return corpus_folder


def test_an_accepted_element_goes_out_in_the_names_of_those_who_accepted_it(decided: Folder) -> None:
    data = export(decided.project)["project.qdpx"]
    qde = unpacked(data)["project.qde"].decode()
    assert re.findall(r'<User [^>]*name="([^"]+)"', qde) == ["wsse-vision", "Ann", "Cy"]
    assert qde.count(f'creatingUser="{guid("user", "Ann")}"') == 1 + 3, "a selection, a kind and two themes"
    assert read_back(decided.project, data) == {"decisions": [], "problems": []}


def test_who_changes_what_they_accepted_has_decided_anew(decided: Folder) -> None:
    data = export(decided.project)["project.qdpx"]
    qde = unpacked(data)["project.qde"].decode()
    [one] = [
        found
        for found in re.findall(r" *<PlainTextSelection .*?</PlainTextSelection>\n", qde, re.DOTALL)
        if guid("user", "Ann") in found
    ]
    less = re.sub(rf' *<Coding [^>]*>\s*<CodeRef targetGUID="{code(decided, "work")}" />\s*</Coding>\n', "", one)
    [decision] = read_back(decided.project, edited(data, (one, less)), by="Bo")["decisions"]
    assert (decision["by"], decision["change"], decision["themes"]) == ("Ann", "retag", ["debt"])


def test_a_remark_in_nobodys_name_is_told(corpus_folder: Folder) -> None:
    remark = "<Description>Is it so?</Description>"
    back = changed(corpus_folder, DEBT, "<Coding ", remark + "<Coding ")
    assert back["decisions"] == []
    assert "'Is it so?'" in back["problems"][0]
