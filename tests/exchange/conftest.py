"""A project whose evidence is exported, for every test of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from made import Folder, Passage


@pytest.fixture
def corpus_folder(folder: Folder) -> Folder:
    """Two notebooks, an interview of each consent, and one called after the person who speaks; joined."""
    folder.document(
        "a-notebook",
        "notebook",
        Passage("A title 🜚 beyond the basic plane", None),
        Passage("The boat 🛶 belongs to those who row it.", "value", ["work"]),
        Passage("We propose that no debt be inherited.", "proposal", ["debt", "work"], label="06.02", page=4),
        Passage("Just a line that nobody coded.", None),
        title="Boats & oars <2004>",
        language="en",
    )
    folder.document(
        "b-notebook",
        "notebook",
        Passage('Une dette est une promesse "à deux" \\ qui dure.', "definition", ["debt"]),
        title="La dette",
        language="fr",
    )
    for consent in ("public", "anonymous", "internal"):
        folder.document(
            f"talk-{consent}",
            "interview",
            Passage(f"First, a confidence that was {consent}.", None),
            Passage(f"Our boat is {consent} 🛶.", "practice", ["work"]),
            Passage(f"Who rows on Sunday, {consent}ly?", "question", []),
            consent=consent,
        )
    folder.document("ana-lima", "interview", Passage("I keep the box."), consent="anonymous")
    folder.write("sources/interviews/ana-lima.md", "x")
    folder.write("sources/interviews/ana-lima.yaml", "consent: anonymous\nname: Ana Lima\n")
    folder.join()
    return folder


@pytest.fixture(scope="session")
def schema(shared: Path) -> etree.XMLSchema:
    """The XML schema of REFI-QDA 1.5, which is no part of the project."""
    path = shared.parent / "standards" / "refi-qda-project-1.5.xsd"
    if not path.is_file():
        pytest.skip(f"the REFI-QDA schema is not at {path} (set WSSE_SHARED)")
    return etree.XMLSchema(etree.parse(path))
