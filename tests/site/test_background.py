"""The pages behind the publications: sources with their state, the work plan, how all of it was made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import made, small, text

from made import Passage
from wsse_vision.home import Project
from wsse_vision.site import background

PLAN = """
    title: The plan
    period: "2004"
    activities:
      - {id: "1.1", group: Meetings, title: First meeting, deadline: April 2004, state: done,
         deadlines: [{what: meeting, date: "2004-04"}], publications: [work-plan]}
      - {id: "1.2", group: Meetings, title: Last meeting, deadline: "?",
         deadlines: [{what: meeting, date: "2005-10-02"}]}
      - {id: "5.4", group: Writing, title: Synthesis, ongoing: true, publications: [synthesis, cartography]}
"""


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.split("<main ")[1].split("<footer", maxsplit=1)[0]))


def test_each_source_leads_to_its_evidence_with_its_state_and_number_of_passages(tmp_path: Path) -> None:
    page = text(made(small(tmp_path)), "sources.html")
    row = page.split('<tr id="n">')[1].split("</tr>")[0]
    assert '<a href="evidence/n.html" lang="en">A notebook</a>' in row
    assert "read, specimen" in row and "English" in row and '"Passages">1<' in row
    assert "No document had to be set aside." in page


def test_what_was_set_aside_stands_there_with_the_reason(tmp_path: Path) -> None:
    folder = small(tmp_path)
    folder.set_aside.append(
        {"id": "broken", "kind": "notebook", "path": "sources/notebooks/broken.pdf", "code": "unreadable",
         "message": "the file is <damaged>", "consent": None, "title": "Broken"}
    )  # fmt: skip
    folder.join()
    page = text(made(folder), "sources.html")
    assert "1 document could not be used." in page
    assert "the file is &lt;damaged&gt;" in page


def test_interviews_that_are_internal_are_counted_and_never_named(tmp_path: Path) -> None:
    folder = small(tmp_path)
    folder.document("i", "interview", Passage("I bake."), consent="internal", title="Zorvane the baker")
    folder.document("j", "interview", Passage("I sow."), consent="public", title="Sower")
    folder.join()
    project = made(folder)
    assert "2 interviews were given." in text(project, "sources.html")
    assert "Sower" in text(project, "sources.html")
    for path in project.outputs.rglob("*.html"):
        assert "Zorvane" not in path.read_text(encoding="utf-8")
    how = plain(text(project, "how.html"))
    assert "internal · 1 interview " in how and "public · 1 interview " in how


def test_the_plan_shows_progress_dates_and_products(tmp_path: Path) -> None:
    folder = small(tmp_path)
    folder.write("sources/workplan.yaml", PLAN)
    page = text(made(folder), "plan.html")
    said = plain(page)
    assert "Activities done: 1 of 3." in said
    assert "Meetings 2 1 April 2004 2 October 2005" in said
    assert "1.2 Last meeting no date planned –" in said
    assert "5.4 Synthesis ongoing planned" in said
    products = page.split('id="activity-5.4"')[1].split("</tr>")[0]
    assert '<a href="synthesis/index.html">' in products
    assert "cartography" not in products, "this project does not build it"
    assert '<a href="plan.ics" type="text/calendar">' in page


def test_the_plan_is_marked_as_what_it_is_written_in(tmp_path: Path) -> None:
    folder = small(tmp_path)
    folder.write("sources/workplan.yaml", PLAN)
    project = made(folder)
    assert '<span lang="en">First meeting</span>' in text(project, "plan.fr.html")
    assert "<span>First meeting</span>" in text(project, "plan.html")


def test_a_project_without_a_plan_says_so(tmp_path: Path) -> None:
    assert "This project has no work plan yet." in text(made(small(tmp_path)), "plan.html")


def test_how_it_was_made_explains_every_kind_and_tool(tmp_path: Path) -> None:
    project = made(small(tmp_path))
    said = plain(text(project, "how.html"))
    assert "Value States a principle or an ethical value" in said
    assert "Proposal Recommends, demands or plans an action. 1 " in said
    assert "typst 0.15.2 setting the PDFs and covers" in said, "versions are those of the manifest"
    assert "sha256sum -c SHA256SUMS" in said
    assert "Proposition Recommande" in plain(text(project, "how.fr.html"))


def test_it_says_whether_passages_that_nobody_reviewed_are_shown(tmp_path: Path) -> None:
    assert "are shown as well and marked as such" in text(made(small(tmp_path)), "how.html")
    assert "are not shown" in text(made(small(tmp_path), unreviewed="hide"), "how.html")


def test_of_very_many_sources_the_list_is_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(small(tmp_path / "p"))
    assert "<table>" in text(project, "sources.html")
    monkeypatch.setattr(background, "_LONG", 0)
    made(small(tmp_path / "q"))
    short = text(Project(tmp_path / "q"), "sources.html")
    assert '<li id="n"><a href="evidence/n.html">A notebook</a>' in short and "<table>" not in short
