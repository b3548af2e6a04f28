"""Figures in publications: called by narrative and templates, their data in the annex, drawn in every format."""

from __future__ import annotations

from typing import Any

import pytest

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import read_json
from wsse_vision.publish import ast, compose, html

NARRATIVE = """\
# What is promised {#promised}

{{ quote("06.02") }}

{{ figure("votes") }}

# What is asked {#asked}

Somebody asks the same [@07-debt].
"""


@pytest.fixture
def project(folder: Folder) -> Folder:
    """A project of two notebooks, votes on one proposal and the narrative of a synthesis."""
    folder.document(
        "06-money",
        "notebook",
        Passage("We propose a box with three locks.", "proposal", ["debt"], label="06.02"),
        Passage("The box has a lid of wood.", "practice", ["work"]),
    )
    folder.document("07-debt", "notebook", Passage("Debt is a promise.", "definition", ["debt"]), language="fr")
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n06.02,6,2,1,1\n")
    folder.write("sources/narrative/synthesis.en.md", NARRATIVE)
    folder.join()
    return folder


def composed(project: Folder, slug: str, **settings: Any) -> dict[str, Any]:
    """Return a publication as it is when it has been composed."""
    config = Config.model_validate({"publications": {slug: {"version": "0.1", **settings}}})
    compose.run(project.project, config, lambda _line: None)
    record: dict[str, Any] = read_json(project.project.build / "composed" / f"{slug}.en.json")
    return record


def test_the_narrative_shows_votes_and_the_annex_the_provenance(project: Folder) -> None:
    record = composed(project, "synthesis")
    assert list(record["figures"]) == ["provenance", "votes"]
    assert "60%" not in record["figures"]["votes"]["svg"] and ">70<" in record["figures"]["votes"]["svg"]
    assert "Sections: 2; sources: 2; passages quoted: 1." in record["figures"]["provenance"]["alt"]


def test_every_figure_leads_to_its_data(project: Folder) -> None:
    for slug in ("synthesis", "vision-elements", "cartography", "workshops-and-interviews"):
        record = composed(project, slug)
        page = html.write(project.project, record).decode()
        for name in record["figures"]:
            assert f'href="#data-{name}"' in page and f'id="data-{name}"' in page
        assert record["figures"], slug


def test_only_what_must_be_short_leaves_its_tables_to_the_screen(project: Folder) -> None:
    for slug, limit, short in (("synthesis", 15, True), ("vision-elements", None, False)):
        record = composed(project, slug, page_limit=limit) if limit else composed(project, slug)
        [heading] = [n for n in ast.walk(record["blocks"]) if n["t"] == "Header" and n["c"][1][0] == "data"]
        assert ("screen" in heading["c"][1][1]) is short


def test_a_template_that_forgets_the_tables_still_gets_them(project: Folder) -> None:
    project.write("templates/publications/synthesis.md.j2", '# Here\n\n{{ figure("coverage") }}\n')
    project.write("sources/narrative/synthesis.en.md", "")
    page = html.write(project.project, composed(project, "synthesis")).decode()
    assert 'id="data-coverage"' in page
