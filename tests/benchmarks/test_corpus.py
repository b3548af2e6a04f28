from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import corpus
import floors
import phrases
import pytest
import yaml
from formats import WRITERS
from phrases import LANGUAGES, place, pools

from wsse_vision.config import read_config
from wsse_vision.extract.coding import Coder
from wsse_vision.home import Project
from wsse_vision.ingest import readers
from wsse_vision.ingest.canonical import clean
from wsse_vision.ingest.document import make_document
from wsse_vision.model import KINDS
from wsse_vision.review.decisions import read_review
from wsse_vision.sources.bibliography import read_bibliography
from wsse_vision.sources.codebook import read_codebook
from wsse_vision.sources.evaluations import read_evaluations
from wsse_vision.sources.metadata import describe, unknown_names
from wsse_vision.sources.scan import scan


def seeded(seed: str = "0") -> Random:
    return Random(seed)  # noqa: S311  # the same each time


def squeezed(text: str) -> str:
    """Return a text without what lines of print may break or lose: spaces and hyphens."""
    return clean(text).replace(" ", "").replace("-", "")


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_seed_gives_the_same_bytes(twelve: Project, tmp_path: Path) -> None:
    corpus.make(tmp_path / "again", 12)
    assert contents(tmp_path / "again") == contents(twelve.root)
    corpus.make(tmp_path / "other", 1, seed=1)
    one = contents(tmp_path / "other")
    assert all(one[name] != contents(twelve.root)[name] for name in one if "notebook-" in name)


def test_a_document_does_not_depend_on_how_many_others_there_are(twelve: Project, tmp_path: Path) -> None:
    (tmp_path / "sources" / "workshops").mkdir(parents=True)
    corpus.add(tmp_path, 6)
    made = contents(tmp_path)
    assert {Path(name).suffix for name in made} == {".epub", ".yaml"}
    assert made.items() <= contents(twelve.root).items()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        corpus.make(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_twelve_documents_have_every_format_and_all_are_read_without_a_remark(twelve: Project) -> None:
    paths = floors.sources(twelve)
    assert {path.suffix[1:] for path in paths} == WRITERS.keys()
    for path in paths:
        document = readers.read(path)
        blocks = [block for block in document.blocks if clean(block.text)]
        roles = Counter(block.role for block in blocks)
        words = sum(len(block.text.split()) for block in blocks)
        lengths = (4500, 9500) if "notebook" in path.name else (850, 2100)
        assert document.notices == [], path.name
        assert roles["heading"] >= 6, path.name
        assert roles["paragraph"] + roles["cell"] >= 8, path.name
        assert lengths[0] < words < lengths[1], path.name


def test_the_words_are_the_same_whatever_the_format(twelve: Project) -> None:
    """What is written into a file is what is read from it: no text of a format's own, nothing lost."""
    for number, name in enumerate(corpus.FORMATS):
        chance = seeded(f"0-{number}")
        made = corpus.Writer(corpus._subject(number, chance), chance).write()
        (path,) = (p for p in floors.sources(twelve) if p.suffix == f".{name}")
        read = squeezed(" ".join(block.text for block in readers.read(path).blocks))
        wanted = [block.text for block in made.blocks if block.role in ("paragraph", "item")]
        assert [text for text in wanted if squeezed(text) not in read] == [], name


def test_what_people_write_by_hand_is_in_order(twelve: Project) -> None:
    sources, problems = scan(twelve)
    bibliography = read_bibliography(twelve.sources / "references.bib")
    problems += [*bibliography.problems, *read_evaluations(twelve.sources / "evaluations")[1]]
    themes = frozenset(theme.id for theme in read_codebook(twelve.codebook).themes)
    for source in sources:
        described = describe(twelve, source, bibliography)
        problems += [*described.problems, *unknown_names(described, themes, frozenset(bibliography.entries))]
    assert len(sources) == 12
    assert problems == []
    assert len(read_config(twelve.root).slugs()) == 11
    votes = read_evaluations(twelve.sources / "evaluations")[0]
    assert {vote.label[:3] for vote in votes} == {"01."}
    assert len(votes) > 5


def test_interviews_say_on_which_condition(twelve: Project) -> None:
    paths = sorted((twelve.sources / "interviews").glob("*.yaml"))
    consents = [yaml.safe_load(path.read_text(encoding="utf-8"))["consent"] for path in paths]
    assert len(consents) == 3
    assert set(corpus.CONSENT) == {"public", "anonymous", "internal"}
    assert set(consents) <= set(corpus.CONSENT)


def test_the_text_of_a_public_interview_has_no_name_and_that_of_others_has_one_to_take_out(twelve: Project) -> None:
    for source in (source for source in scan(twelve)[0] if source.kind == "interview"):
        told = yaml.safe_load((twelve.root / (source.sidecar or "")).read_text(encoding="utf-8"))
        text = " ".join(block.text for block in readers.read(twelve.root / source.path).blocks)
        assert (told["name"] in text) == (told["consent"] != "public")


def test_nobody_shares_a_name_with_a_place_or_with_somebody_else() -> None:
    """A name that must not be published is searched for in everything that is built."""
    names = [corpus._person(number, part) for number in range(10_000) for part in (0, 1)]
    assert len(set(names)) == len(names)
    chance = seeded()
    assert not {place(chance) for _ in range(5000)} & set(names)


def test_a_notebook_is_coded_with_every_kind_and_its_numbers(twelve: Project) -> None:
    (source,) = (source for source in scan(twelve)[0] if source.kind == "notebook")
    document, text = make_document(
        twelve.root / source.path, source_id=source.id, kind=source.kind, shown_path=source.path, key="k", merge=dict
    )
    elements = Coder(read_codebook(twelve.codebook)).code(document, text).elements
    kinds = Counter(element.kind for element in elements)
    assert set(kinds) == set(KINDS)
    assert 150 < len(elements) < 450
    assert {element.label for element in elements if element.label} >= {"01.01", "01.02", "01.03"}
    assert len({theme for element in elements for theme in element.themes}) > 10


def test_decisions_are_about_words_of_their_document(twelve: Project) -> None:
    (path,) = (twelve.sources / "reviews").glob("*.yaml")
    review = read_review(path)
    assert review.problems == []
    assert len(review.decisions) == 10
    (document,) = (p for p in floors.sources(twelve) if p.stem == path.stem)
    text = "\n".join(block.text for block in readers.read(document).blocks)
    assert [d.decision.quote for d in review.decisions if text.count(d.decision.quote or "-") != 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_in_public_that_somebody_said_in_confidence(language: str) -> None:
    """Else whatever quotes the one would be found to give away the other."""
    fives = [
        {five for sentences in pool.by_kind.values() for s in sentences for five in phrases._fives(s.text)}
        for pool in (pools()[language], pools(in_confidence=True)[language])
    ]
    assert min(map(len, fives)) > 500
    assert fives[0].isdisjoint(fives[1])
    assert set(pools(in_confidence=True)[language].ends) >= {*KINDS, "none"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_sentences_are_said_twice(language: str) -> None:
    pool, chance = pools()[language], seeded()
    themes = sorted({theme for _, theme in pool.by_theme})[:3]
    said = Counter(pool.sentence(chance, kind, themes).text for kind in KINDS for _ in range(500))
    repeated = sum(number for number in said.values() if number > 1) / sum(said.values())
    assert 0.01 < repeated < 0.1
