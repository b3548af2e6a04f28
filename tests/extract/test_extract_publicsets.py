"""Public sets: read as their makers wrote them, held-back fifth apart, and how well the extraction does on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wsse_vision.extract.coding import Reader
from wsse_vision.extract.goals import strength
from wsse_vision.extract.publicsets import (
    ALONE,
    DEVELOPMENT,
    GOALS,
    HELD_BACK,
    PARTS,
    TEXTBOOK,
    definitions,
    goal_texts,
    is_definition,
    part_of,
    passages,
    report,
    run,
    suggestions,
)
from wsse_vision.model import HandwrittenError
from wsse_vision.sources.codebook import Codebook, read_codebook

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(REPOSITORY / "sources" / "codebook.yaml")


@pytest.fixture(scope="module")
def goals() -> Codebook:
    return read_codebook(GOALS)


@pytest.fixture(scope="module")
def textbook() -> Codebook:
    return read_codebook(TEXTBOOK)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def token(number: int, form: str, misc: str = "_") -> str:
    return "\t".join([str(number), form, form, "X", *["_"] * 5, misc])


def test_a_fifth_is_held_back_and_always_the_same_fifth() -> None:
    parts = [part_of(f"sentence {number}") for number in range(5000)]
    assert 0.18 < parts.count(HELD_BACK) / len(parts) < 0.22
    assert set(parts) == set(PARTS)
    # whoever computes SHA-256 elsewhere finds the same parts: modulo 5, that of "bf90734" leaves 4, of "0" 0
    assert part_of("bf90734") == DEVELOPMENT
    assert part_of("0") == HELD_BACK


def test_sentences_of_textbooks_lose_what_the_makers_of_the_set_added(tmp_path: Path) -> None:
    path = written(
        tmp_path / "deft.tsv",
        "sentence\tlabel\tsplit\tsource_file\n"
        '5 . A " commons " is held by all ( [ link ] ) .\t1\ttrain\tt1.deft\n'
        "In 5 . days it rained .\t0\ttrain\tt2.deft\n",
    )
    first, second = definitions(path)
    assert (first.id, first.text, first.label) == ("t1.deft", 'A " commons " is held by all .', True)
    assert (second.text, second.label) == ("In 5 . days it rained .", False)


def test_suggestions_of_a_forum_come_without_their_outer_quotes(tmp_path: Path) -> None:
    path = written(tmp_path / "s.csv", '663_3,"""Please, add a ""back"" button.""",1\n663_4,"""It crashes.""",0\n')
    assert [(e.id, e.text, e.label) for e in suggestions(path)] == [
        ("663_3", 'Please, add a "back" button.', True),
        ("663_4", "It crashes.", False),
    ]


def test_a_passage_is_asked_for_its_goal(tmp_path: Path) -> None:
    path = written(tmp_path / "b.csv", 'id,text,sdg,label\nx1,"Two\nlines, one cell",6,True\nx2,Other,17,False\n')
    assert [(e.about, e.label) for e in goal_texts(path)] == [("sdg_6", True), ("sdg_17", False)]


def test_sentences_of_a_treebank_are_joined_as_they_stood(tmp_path: Path) -> None:
    rows = [
        "# newdoc id = d1", "# sent_id = 1", "# text = Good news", token(1, "Good"), token(2, "news"), "",
        "# sent_id = 2", "# text = We met.", token(1, "We"), token(2, "met."), "",
        "# sent_id = 3", "# text = (All of us.)", token(1, "(All"), token(2, "us.)", "SpaceAfter=No"), "",
        "# sent_id = 4", "# text = So it began.", token(1, "So"), token(2, "began."), "",
        "# newpar", "# sent_id = 5", "# text = Later.", token(1, "Later."), "",
    ]  # fmt: skip
    title, body, later = passages(written(tmp_path / "en.conllu", "\n".join(rows)))
    assert (title.text, title.ids) == ("Good news", ("1",))
    assert body.text == "We met. (All of us.)So it began."
    assert [body.text[start : start + 2] for start in body.starts] == ["We", "(A", "So"]
    assert (later.text, later.starts, later.ids) == ("Later.", (0,), ("5",))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("deft/deft_task1_train_dev.tsv", "sentence\tlabel\n", "tsv:1: no column 'source_file'"),
        ("deft/deft_task1_train_dev.tsv", "sentence\tlabel\tsource_file\nA\t1\n", "tsv:2: 2 columns where"),
        ("semeval/V1.4_Training.csv", "1,A,1\n2,B\n", "csv:2: 2 columns"),
        ("semeval/V1.4_Training.csv", "1,A,maybe\n", "csv:1: the label is 'maybe'"),
        ("sdg/benchmark.csv", "id,text,sdg,label\nx,A,18,True\n", "csv:2: '18' is no goal"),
        ("ud/fr.conllu", token(1, "Oui") + "\n\n", "a sentence without `# text =`"),
    ],
)
def test_a_file_in_another_format_is_told_with_its_line(
    tmp_path: Path, codebook: Codebook, goals: Codebook, textbook: Codebook, name: str, text: str, said: str
) -> None:
    written(tmp_path / name, text)
    with pytest.raises(HandwrittenError) as caught:
        run(tmp_path, codebook, goals, textbook)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_a_line_and_a_missing_set_is_none(
    tmp_path: Path, codebook: Codebook, goals: Codebook, textbook: Codebook
) -> None:
    with pytest.raises(HandwrittenError, match="no such folder of public sets"):
        run(tmp_path / "nowhere", codebook, goals, textbook)
    results = run(tmp_path, codebook, goals, textbook)
    assert set(results.values()) == {None}
    assert report(results).count("not there") == 14


def test_figures_of_both_parts_stand_side_by_side(
    tmp_path: Path, codebook: Codebook, goals: Codebook, textbook: Codebook
) -> None:
    held = next(str(n) for n in range(100) if part_of(str(n)) == HELD_BACK)
    seen = next(str(n) for n in range(100) if part_of(str(n)) == DEVELOPMENT)
    rows = [
        f"{seen},Drinking water and sanitation reach the river basin.,6,True",
        f"{seen},Wages rose.,6,True",
        f"{held},Drinking water and sanitation reach the river basin.,6,False",
    ]
    written(tmp_path / "sdg" / "benchmark.csv", "\n".join(["id,text,sdg,label", *rows]) + "\n")
    results = run(tmp_path, codebook, goals, textbook)
    assert results["goals"][DEVELOPMENT] == {"average": 0.5, "support": 2, "goals": {"sdg_6": 0.5}}
    assert results["goals"][HELD_BACK]["average"] == 0.0
    line = next(line for line in report(results).splitlines() if line.startswith("goals"))
    assert line.split()[-2:] == ["0.500", "0.000"]
    assert json.loads(json.dumps(results)) == results


def test_the_goals_have_terms_enough_and_no_term_twice(goals: Codebook) -> None:
    assert [theme.id for theme in goals.themes] == [f"sdg_{number}" for number in range(1, 18)]
    for theme in goals.themes:
        terms = [term.term.casefold() for term in theme.terms_in("en")]
        assert 40 <= len(terms) <= 140, theme.id
        assert sorted(set(terms)) == sorted(terms), theme.id


def test_terms_of_a_goal_add_up_once_each(goals: Codebook) -> None:
    reader = Reader(goals, "en")
    assert strength("Sanitation and hygiene.", 5, reader) == 2.0
    assert strength("Sanitation, sanitation, sanitation.", 5, reader) == 1.0
    assert strength("Drinking water.", 5, reader) == 1.5
    assert strength("Poor quality of the paint.", 0, reader) == 0.0


def test_textbooks_define_in_passing(codebook: Codebook, textbook: Codebook) -> None:
    readers = (Reader(codebook, "en"), Reader(textbook, "en"))
    for sentence in (
        "A mutual is an enterprise that belongs to those whom it serves.",
        "Osmosis occurs when water crosses a membrane, which is a thin layer that lets some substances through.",
        "Barter — a trade of one good for another without money — is known as the oldest form of exchange.",
    ):
        assert is_definition(sentence, readers), sentence
    for sentence in (
        "However, this was not important.",
        "They went home because it rained.",
        "If prices rise, for example, people might buy less.",
    ):
        assert not is_definition(sentence, readers), sentence


@pytest.fixture(scope="module")
def results(shared: Path, codebook: Codebook, goals: Codebook, textbook: Codebook) -> dict[str, Any]:
    return run(shared / "eval", codebook, goals, textbook)


@pytest.mark.shared
@pytest.mark.parametrize("part", PARTS)
def test_definitions_of_textbooks(results: dict[str, Any], part: str) -> None:
    assert results["definitions"][part]["f1"] >= 0.62
    assert results["definitions"][part]["f1"] > results[ALONE][part]["f1"]


@pytest.mark.shared
@pytest.mark.parametrize("part", PARTS)
def test_themes_of_the_goals(results: dict[str, Any], part: str) -> None:
    assert results["goals"][part]["average"] >= 0.83  # the best system of keywords that is published: 0.77
    assert min(results["goals"][part]["goals"].values()) >= 0.6


@pytest.mark.shared
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("language", "least"), [("fr", 0.965), ("es", 0.96), ("pt", 0.915)])
def test_sentences_of_treebanks(results: dict[str, Any], language: str, least: float, part: str) -> None:
    assert results["sentences"][language][part]["f1"] >= least


@pytest.mark.shared
def test_suggestions_are_reported_as_they_come_out(results: dict[str, Any]) -> None:
    assert all(results["suggestions"][part]["f1"] > 0.3 for part in PARTS)
