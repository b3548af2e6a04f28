from __future__ import annotations

import json
import shutil
from pathlib import Path

import cases
import floors
import pytest

from wsse_vision.home import HOME, Project
from wsse_vision.review.decisions import read_review
from wsse_vision.sources.codebook import read_codebook
from wsse_vision.sources.scan import scan


@pytest.fixture
def project(twelve: Project, tmp_path: Path) -> Project:
    """A made project that may be changed."""
    shutil.copytree(twelve.root, tmp_path / "project")
    return Project(tmp_path / "project")


def test_each_source_that_is_added_is_another_one(project: Project) -> None:
    added = [*cases.add_source(project), *cases.add_source(project)]
    assert len(set(added)) == 2
    sources, problems = scan(project)
    assert problems == []
    assert len(sources) == 14


def test_an_edited_source_has_one_sentence_more(project: Project) -> None:
    before = {path: path.read_bytes() for path in floors.sources(project)}
    (edited,) = cases.edit_source(project)
    assert edited.read_bytes().startswith(before[edited].rstrip())
    assert [path for path in before if path.read_bytes() != before[path]] == [edited]


def test_a_decision_is_on_an_element_that_nobody_decided_on(project: Project) -> None:
    for name in ("workshop-00002", "workshop-00003"):  # there are decisions on the first
        (project.extracts / name).mkdir(parents=True)
        coding = {"source": name, "elements": [{"id": f"id-of-{name}", "quote": "Some words of it."}]}
        (project.extracts / name / "elements.json").write_text(json.dumps(coding))
    assert cases.decide(project) == []
    (placed,) = read_review(project.sources / "reviews" / "workshop-00003.yaml").decisions
    assert placed.decision.element == "id-of-workshop-00003"
    with pytest.raises(ValueError, match="no element"):
        cases.decide(project)


def test_a_template_becomes_the_projects_own(project: Project) -> None:
    cases.edit_template(project)
    own = project.template(cases.TEMPLATE)
    assert own.is_relative_to(project.root)
    assert own.read_text("utf-8").startswith((HOME / "templates" / cases.TEMPLATE).read_text("utf-8"))


def test_a_codebook_gets_a_term_that_no_theme_had(project: Project) -> None:
    before = read_codebook(project.codebook)
    assert cases.TERM not in {term.term for theme in before.themes for term in theme.terms["en"]}
    cases.add_term(project)
    after = read_codebook(project.codebook)
    assert after.themes[0].terms["en"][0].term == cases.TERM
    assert len(after.themes[0].terms["en"]) == len(before.themes[0].terms["en"]) + 1
