"""What was composed is kept: the same draft is not composed again, and only what differs is written."""

from __future__ import annotations

from typing import Any

import pytest

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import read_json
from wsse_vision.publish import compose


@pytest.fixture
def project(folder: Folder) -> Folder:
    """A project with a notebook, a bibliography and a narrative in two languages."""
    folder.document("07-debt", "notebook", Passage("Debt is a promise.", "definition", ["debt"]), title="Debt")
    folder.write("sources/references.bib", "@book{reed, title = {Reeds}, author = {Reed, A.}, year = {2001}}\n")
    folder.write("sources/narrative/synthesis.en.md", "# Promises {#promises}\n\nAs was said [@07-debt].\n")
    folder.write("sources/narrative/synthesis.fr.md", "# Promesses {#promises}\n\nComme il a été dit [@reed].\n")
    folder.join()
    return folder


@pytest.fixture
def read_by_pandoc(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The texts that pandoc is given."""
    texts: list[bytes] = []
    run = compose.run_pandoc

    def noted(arguments: list[str], text: bytes) -> bytes:
        texts.append(text)
        return run(arguments, text)

    monkeypatch.setattr(compose, "run_pandoc", noted)
    return texts


def build(project: Folder, **settings: Any) -> list[str]:
    """Compose, and return what was written."""
    publications = {"synthesis": {"languages": ["en", "fr"]}, "cartography": {}}
    said: list[str] = []
    compose.run(
        project.project,
        Config.model_validate({"publications": publications, **settings}),
        said.append,
    )
    return [line.removeprefix("compose ") for line in said]


def test_the_same_is_neither_read_nor_written_again(project: Folder, read_by_pandoc: list[bytes]) -> None:
    assert build(project) == ["cartography.en", "synthesis.en", "synthesis.fr"]
    before = read_json(project.project.build / "composed.json")
    assert len(read_by_pandoc) == 3
    assert build(project) == []
    assert len(read_by_pandoc) == 3
    assert read_json(project.project.build / "composed.json") == before


def test_a_narrative_that_changes_leaves_other_publications_alone(project: Folder, read_by_pandoc: list[bytes]) -> None:
    build(project)
    read_by_pandoc.clear()
    project.write("sources/narrative/synthesis.fr.md", "# Promesses {#promises}\n\nComme on le sait [@reed].\n")
    assert build(project) == ["synthesis.en", "synthesis.fr"], "both tell the identity of the publication"
    assert len(read_by_pandoc) == 2


def test_an_entry_that_changes_is_cited_as_it_is_now(project: Folder, read_by_pandoc: list[bytes]) -> None:
    build(project)
    read_by_pandoc.clear()
    project.write("sources/references.bib", "@book{reed, title = {Rushes}, author = {Reed, A.}, year = {2001}}\n")
    assert build(project) == ["synthesis.en", "synthesis.fr"]
    record = read_json(project.project.build / "composed" / "synthesis.fr.json")
    assert "Rushes" in str(record["blocks"]) and "Reeds" not in str(record["blocks"])
    assert record["reasons"] == ["file references.bib changed"]


def test_what_has_other_looks_gets_another_identity(project: Folder) -> None:
    build(project)
    before = read_json(project.project.build / "composed.json")["cartography"]["identity"]
    (project.project.root / "templates").mkdir()
    project.write("templates/tokens.yaml", (project.project.template("tokens.yaml")).read_text() + "\n# other\n")
    assert "cartography.en" in build(project)
    after = read_json(project.project.build / "composed.json")["cartography"]["identity"]
    assert before != after
    assert read_json(project.project.build / "composed" / "cartography.en.json")["meta"]["build"] == after


def test_what_was_kept_and_is_damaged_is_composed_again(project: Folder) -> None:
    build(project)
    path = project.project.build / "composed" / "cartography.en.json"
    content = path.read_text()
    path.write_text(content[:40])
    assert build(project) == ["cartography.en"]
    assert read_json(path)["blocks"]
    path.unlink()
    assert build(project) == ["cartography.en"]
    assert read_json(path)["reasons"] == ["first build"]
