"""The gold set: labelled documents, and what the coding makes of them."""

from __future__ import annotations

from pathlib import Path

from wsse_vision.extract.evaluation import evaluate
from wsse_vision.extract.gold import NONE, read_gold
from wsse_vision.extract.scores import Counts, Table
from wsse_vision.model import KINDS
from wsse_vision.sources.codebook import read_codebook

REPOSITORY = Path(__file__).resolve().parents[2]


def test_the_gold_set_keeps_its_promise() -> None:
    documents = read_gold(REPOSITORY / "tests" / "gold")
    for language in ("en", "fr", "es", "pt"):
        mine = [document for document in documents if document.language == language]
        sentences = [sentence for document in mine for sentence in document.sentences]
        assert len(sentences) >= 150
        assert {document.document.kind for document in mine} == {"notebook", "workshop", "interview"}
        for part in ("development", "test"):
            kinds = {s.kind for document in mine if document.part == part for s in document.sentences}
            assert kinds == {*KINDS, NONE}


def test_labels_stand_where_their_sentences_stand() -> None:
    for document in read_gold(REPOSITORY / "tests" / "gold"):
        for sentence in document.sentences:
            assert document.text[sentence.start : sentence.end].strip()
            block = document.document.blocks[sentence.block]
            assert block.start <= sentence.start < sentence.end <= block.end


def test_themes_of_the_gold_set_are_in_the_codebook() -> None:
    themes = read_codebook(REPOSITORY / "sources" / "codebook.yaml").theme_ids()
    for document in read_gold(REPOSITORY / "tests" / "gold"):
        assert {theme for sentence in document.sentences for theme in sentence.themes} <= themes


def test_figures_are_what_their_names_say() -> None:
    table = Table()
    table.add(["value"], ["value"])
    table.add(["value"], ["practice"])
    table.add([], ["practice"])
    assert table.labels["value"] == Counts(right=1, wrong=0, missed=1)
    assert table.labels["practice"] == Counts(right=0, wrong=2, missed=0)
    assert table.labels["value"].f1 == 2 / 3
    assert table.macro_f1(["value", "practice"]) == 2 / 3


def test_sentences_are_cut_where_readers_cut_them() -> None:
    documents = read_gold(REPOSITORY / "tests" / "gold")
    codebook = read_codebook(REPOSITORY / "sources" / "codebook.yaml")
    for language in ("en", "fr", "es", "pt"):
        result = evaluate([d for d in documents if d.language == language and d.part == "test"], codebook)
        assert result.sentences.f1 >= 0.97, language


def test_the_coding_does_not_fall_behind_what_it_reached() -> None:
    """Floors under the figures of the test part; what is aimed at is 0.80 for kinds and 0.85 for themes."""
    documents = [d for d in read_gold(REPOSITORY / "tests" / "gold") if d.part == "test"]
    codebook = read_codebook(REPOSITORY / "sources" / "codebook.yaml")
    for language, kinds, themes in (("en", 0.79, 0.57), ("fr", 0.78, 0.57), ("es", 0.78, 0.51), ("pt", 0.76, 0.57)):
        result = evaluate([d for d in documents if d.language == language], codebook)
        assert result.kinds_macro >= kinds, language
        assert result.themes.micro.f1 >= themes, language
