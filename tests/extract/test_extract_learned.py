"""What is learned from labelled texts: the texts, the features, and how weights judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wsse_vision.extract.coding import Coder
from wsse_vision.extract.features import Context
from wsse_vision.extract.learnedkinds import BIAS, CLASSES, LearnedKinds, kinds_of
from wsse_vision.extract.learnedthemes import LearnedThemes, themes_of
from wsse_vision.extract.learning import digest, read_learning
from wsse_vision.model import LANGUAGES, Block, Document, HandwrittenError
from wsse_vision.sources.codebook import Codebook, read_codebook

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = """@ A title
# Proposals
proposal | fair_trade, democracy | Open the books.
none | | That was all.

practice | work | They weave on Mondays.
- value | | Nobody goes hungry
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "en" / "a-notebook-1.txt"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_text_is_read_with_its_labels(tmp_path: Path) -> None:
    (document,) = read_learning(written(tmp_path, TEXT))
    assert [(document.text[s.start : s.end], s.kind, set(s.themes)) for s in document.sentences] == [
        ("Open the books.", "proposal", {"fair_trade", "democracy"}),
        ("That was all.", "none", set()),
        ("They weave on Mondays.", "practice", {"work"}),
        ("Nobody goes hungry", "value", set()),
    ]
    assert [block.role for block in document.document.blocks] == ["heading", "paragraph", "paragraph", "item"]


@pytest.mark.parametrize(
    ("line", "said"), [("proposal | work", "a-notebook-1.txt:8"), ("wish | | To be.", "unknown kind 'wish'")]
)
def test_a_wrong_line_is_told(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(HandwrittenError, match=said):
        read_learning(written(tmp_path, TEXT + line + "\n"))


def codebook(learned: bool) -> Codebook:
    return read_codebook(REPOSITORY / "sources" / "codebook.yaml").model_copy(update={"learned": learned})


def document(*paragraphs: str) -> tuple[Document, str]:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", at, at + len(paragraph), "en", section=["1. Proposals"]))
        at += len(paragraph) + 2
    return Document("s", "notebook", "s.txt", "txt", "", "", "en", {}, blocks), "\n\n".join(paragraphs) + "\n"


def test_features_tell_words_cues_place_and_neighbours() -> None:
    made, text = document("We propose that prices be posted.", "Who would pay for the board?")
    context = Context(made, text, Coder(codebook(learned=True)).passages(made, text))
    assert {"we propos", "^ we", "price", "heading: propos"} <= context.of_words(0)
    place = context.of_place(0)
    assert place["@cues proposal"] > 1
    assert place["@in proposals"] == 1
    assert context.of_place(1)["@before proposal"] > 1
    assert "@place" not in place  # two sentences have no beginning and end


def test_a_codebook_may_do_without_what_was_learned() -> None:
    made, text = document("The women who carry the water were never asked where the tap should stand.")
    (learned,) = Coder(codebook(learned=True)).code(made, text).elements
    assert any(reason.startswith("words: ") for reason in learned.because)
    by_cues = Coder(codebook(learned=False)).code(made, text).elements
    assert not any(reason.startswith("words: ") for element in by_cues for reason in element.because)


def test_chances_add_to_one_and_follow_the_weights() -> None:
    row = dict.fromkeys(CLASSES, 0)
    weights = LearnedKinds(
        {
            "classes": list(CLASSES),
            "weights": {BIAS: list(row.values()), "must": list({**row, "proposal": 2000}.values())},
        }
    )
    chances = dict(zip(CLASSES, weights.chances({BIAS: 1.0}, {"must", "unknown"}), strict=True))
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["proposal"] == max(chances.values())


def test_themes_are_told_by_words_that_no_term_names() -> None:
    weights = LearnedThemes(
        {
            "shared": {
                "bias": -3000,
                "strength": 1000,
                "said": 500,
                "clear": 500,
                "others": 0,
                "share": 0,
                "expected": 500,
                "around": 0,
            },
            "themes": {"debt": [1000, 0], "work": [1000, 0]},
            "words": {"moneylend": {"debt": 2500}, "on": {"work": -100}},
        }
    )
    by_words = weights.scores({}, {}, (), {"moneylend", "on"})
    assert weights.chosen(by_words, {}) == ["debt"]
    assert weights.telling("debt", {"moneylend", "on"}) == ["moneylend"]
    by_term = {"work": 2.0}
    assert weights.chosen(weights.scores(by_term, {}, ("work",), set()), by_term) == ["work"]


def test_the_shipped_weights_are_of_the_texts_that_are_there() -> None:
    folder = REPOSITORY / "src" / "wsse_vision" / "extract" / "weights"
    wanted = digest(REPOSITORY / "learning")
    for path in sorted(folder.glob("*.json")):
        assert json.loads(path.read_text(encoding="utf-8"))["learned_from"] == wanted, f"{path.name}: run make learn"
    assert all(kinds_of(language) and themes_of(language) for language in LANGUAGES)
