"""Numbers over the whole dataset, and which elements come first of all."""

from __future__ import annotations

import pytest

from made import Folder, Passage
from wsse_vision.files import sha256
from wsse_vision.join.counting import foremost, foremost_by_kind, numbers, of_sources, speaking
from wsse_vision.join.evidence import Evidence


def element(name: str) -> str:
    return sha256(name)[:32]


def filled(folder: Folder) -> Evidence:
    """Three sources: one with four passages, one of them voted on; two with two each."""
    folder.document(
        "a", "notebook", Passage("One.", "value", ["work", "debt"], score=0.9), Passage("Two.", "value", score=0.8),
        Passage("Three.", "practice", score=0.7), Passage("Four.", label="01.04", score=0.1),
    )  # fmt: skip
    for name in ("b", "c"):
        folder.document(
            name, "notebook", Passage(f"{name} one.", "value", ["debt"], score=0.5), Passage(f"{name} two.", score=0.4)
        )
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n01.04,6,2,1,1\n")
    accepted = {
        "status": "accepted", "kind": "practice", "themes": ["work"], "key": False, "merged_into": None,
        "translation": {}, "note": "", "by": "ana", "on": "2026-03-01", "found": "id",
    }  # fmt: skip
    return folder.join({"a": {"elements": {element("a-2"): accepted}}})


def test_elements_are_counted_by_theme_and_kind(folder: Folder) -> None:
    found = numbers(filled(folder))
    assert found["", ""] == 8
    assert (found["", "value"], found["debt", ""], found["debt", "value"], found["debt", "practice"]) == (4, 3, 3, 0)


def test_the_sources_that_speak_most_of_a_theme_come_first(folder: Folder) -> None:
    evidence = filled(folder)
    assert speaking(evidence, "work", 2) == {"a": 4, "b": 1}
    assert of_sources(evidence, ["a", "c"]) == {"a": 4, "c": 2}
    assert of_sources(evidence, []) == {}


def test_reviewed_and_voted_come_first_then_the_best_of_every_source(folder: Folder) -> None:
    evidence = filled(folder)
    assert foremost(evidence, 8) is None, "all of them fit"
    found = foremost(evidence, 5)
    assert found == {"a": [element(f"a-{n}") for n in (0, 2, 3)], "b": [element("b-0")], "c": [element("c-0")]}


@pytest.mark.parametrize("unreviewed", [True, False])
def test_what_comes_first_of_each_kind_is_what_is_shown_of_it(folder: Folder, unreviewed: bool) -> None:
    filled(folder)
    evidence = Evidence(folder.project.outputs / "evidence" / "evidence.sqlite", unreviewed=unreviewed)
    for theme in ("work", "debt", "money"):
        for limit in (1, 2, 10):
            found = foremost_by_kind(evidence, theme, limit)
            for kind in ("value", "practice", "proposal", "definition", "question"):
                shown = evidence.quotes(theme=theme, kinds=[kind], limit=limit).shown
                assert found.get(kind, []) == [quote.id for quote in shown], (theme, kind, limit)
