"""Only what changed is built again, and what is wrong is told without losing the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from building import Built

pytestmark = pytest.mark.build

Small = Callable[..., Built]


def changed(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> set[str]:
    """Return the names of files that were written."""
    return {name for name in after if before.get(name, (0, b""))[0] != after[name][0]}


def test_a_new_notebook_rebuilds_what_draws_on_notebooks_and_nothing_else(small: Small) -> None:
    project = small("vision-elements", "work-plan", formats="[html]").snakemake()
    before = project.states()
    (project.root / "sources/notebooks/02-mill.md").write_text(
        "# The mill\n\n## Proposals\n\n- 02.01 We propose that every mill be owned by those who bring "
        "their grain to it.\n",
        encoding="utf-8",
    )
    project.snakemake()
    assert changed(before, project.states()) == {"vision-elements-0.1.en.html"}
    assert "source 02-mill added" in project.output
    assert "every mill be owned" in project.publications("html")[0].read_text(encoding="utf-8")


def test_editing_a_source_changes_its_document_alone(small: Small) -> None:
    project = small("vision-elements", formats="[html]").snakemake()
    stamps = {p: p.stat().st_mtime_ns for p in (project.root / "notebooks-extracts").glob("*/document.json")}
    source = project.root / "sources/notebooks/01-common-well.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("eleven families", "thirteen families"), encoding="utf-8"
    )
    project.snakemake()
    touched = {p.parent.name for p in stamps if p.stat().st_mtime_ns != stamps[p]}
    assert touched == {"01-common-well"}


def test_an_own_style_gives_the_publication_another_identity(small: Small) -> None:
    project = small("work-plan").snakemake()
    before = project.states()
    style = project.root / "templates/html/page.css"
    style.parent.mkdir(parents=True)
    style.write_text("body{color:black}\n", encoding="utf-8")
    project.snakemake()
    assert changed(before, project.states()) == {f"work-plan-0.1.en.{ending}" for ending in ("pdf", "html", "epub")}


def test_an_own_template_rebuilds_its_publication_alone(small: Small) -> None:
    project = small("work-plan", "indicators", formats="[html]").snakemake()
    before = project.states()
    template = project.root / "templates/publications/work-plan.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("# Our own page\n\nNothing but this.\n", encoding="utf-8")
    project.snakemake()
    assert changed(before, project.states()) == {"work-plan-0.1.en.html"}


def test_a_source_that_goes_takes_its_extract_with_it(small: Small) -> None:
    project = small("vision-elements", formats="[html]").snakemake()
    (project.root / "sources/findhorn/assembly-notes.md").unlink()
    (project.root / "sources/findhorn/assembly-notes.yaml").unlink()
    project.snakemake()
    assert not (project.root / "notebooks-extracts/assembly-notes").exists()
    assert "map of all wells" not in project.publications("html")[0].read_text(encoding="utf-8")


def test_an_unreadable_source_is_set_aside_and_everything_else_is_built(small: Small) -> None:
    project = small("vision-elements", formats="[html]")
    (project.root / "sources/notebooks/03-broken.docx").write_bytes(b"PK\x03\x04 this is no Word file")
    project.snakemake()
    (problem,) = project.problems
    assert problem["source"] == "03-broken"
    assert problem["stage"] == "ingest"
    assert "Set aside 1 source" in project.output
    assert "set aside" in project.publications("html")[0].read_text(encoding="utf-8")


def test_strict_makes_the_run_fail_for_it(small: Small) -> None:
    project = small("work-plan", formats="[html]", extra="strict: true")
    (project.root / "sources/notebooks/03-broken.docx").write_bytes(b"PK\x03\x04 this is no Word file")
    project.snakemake(accept_failure=True)
    assert project.code != 0
    assert "03-broken" in project.output
    assert project.problems


def test_each_slip_of_the_pen_is_a_clear_problem(small: Small) -> None:
    project = small("work-plan", formats="[html]")
    notebooks = project.root / "sources/notebooks"
    (notebooks / "01-common-well.odt").write_bytes(b"another file with the same id")
    (notebooks / "nowhere.yaml").write_text("title: Describes nothing\n", encoding="utf-8")
    (notebooks / "01-common-well.yaml").write_text(
        "title: The common well\nthemes: [sustainability, happiness]\ncites: [nobody-2001]\n",
        encoding="utf-8",
    )
    project.snakemake()
    found = {problem["code"]: problem["message"] for problem in project.problems}
    assert set(found) == {"duplicate-id", "sidecar-without-source", "unknown-theme", "unknown-citation"}
    assert "01-common-well.odt" in found["duplicate-id"]
    assert "nowhere.yaml" in found["sidecar-without-source"]
    assert "happiness" in found["unknown-theme"]
    assert "nobody-2001" in found["unknown-citation"]


def test_a_run_that_failed_fails_again_until_its_cause_is_mended(small: Small) -> None:
    project = small("work-plan", formats="[html]").snakemake()
    narrative = project.root / "sources/narrative/work-plan.en.md"
    narrative.write_text("# Nowhere {#nowhere}\n\nText.\n", encoding="utf-8")
    for _again in range(2):
        project.snakemake(accept_failure=True)
        assert project.code != 0
        assert "no place for the section 'nowhere'" in project.output
    narrative.unlink()
    project.snakemake()
    assert (project.root / ".build/composed.json").is_file()


def test_a_wrong_setting_stops_the_run_with_one_clear_line(small: Small) -> None:
    project = small("work-plan", extra="paper: a3")
    project.snakemake(accept_failure=True)
    assert project.code != 0
    assert "config.yaml:2: paper: 'a3' is not allowed; allowed: 'a4', 'letter'" in project.output
    assert "Traceback" not in project.output


def test_a_macro_that_names_nothing_stops_with_file_and_line(small: Small) -> None:
    project = small("synthesis", formats="[html]")
    narrative = project.root / "sources/narrative/synthesis.en.md"
    narrative.write_text("# One\n\nText.\n\n{{ quote('99.99') }}\n", encoding="utf-8")
    project.snakemake(accept_failure=True)
    assert project.code != 0
    assert "sources/narrative/synthesis.en.md:5: quote: no proposal has the number '99.99'" in project.output


def test_settings_can_be_given_on_the_command_line(small: Small) -> None:
    project = small("work-plan", formats="[html]")
    project.snakemake("--config", "title=A title for today")
    assert "A title for today" in project.publications("html")[0].read_text(encoding="utf-8")


def test_a_sixteenth_page_is_a_problem_with_the_count(small: Small) -> None:
    project = small("synthesis", formats="[pdf]")
    narrative = project.root / "sources/narrative/synthesis.en.md"
    narrative.write_text("# A long story\n\n" + "\n\n".join(["The well gives water. " * 60] * 60), encoding="utf-8")
    project.snakemake()
    (problem,) = project.problems
    assert problem["code"] == "page-limit"
    assert "pages; at most 15" in problem["message"]


def test_an_interview_without_consent_is_counted_and_nothing_more(small: Small) -> None:
    project = small("interviews", formats="[pdf, html, epub]")
    interview = project.root / "sources/interviews/zorvane-keltrip.md"
    interview.write_text(
        "# Talk with Zorvane Keltrip\n\nWe should never have sold the copper kettles to the brewery of Umbelvar.\n",
        encoding="utf-8",
    )
    project.snakemake()
    assert "zorvane-keltrip.md" in project.output  # the maintainer is told which one
    assert [p["code"] for p in project.problems] == ["no-consent"]
    for path in (project.root / "outputs").rglob("*"):
        assert not path.is_file() or b"keltrip" not in path.read_bytes().lower(), path


def test_anonymous_means_no_name_anywhere(small: Small, tmp_path: Path) -> None:
    project = small("interviews", formats="[html]")
    folder = project.root / "sources/interviews"
    (folder / "interview-02.md").write_text(
        "# Interview 2\n\n## 1. What do you do, and how is it organised?\n\n"
        "I, Zorvane Keltrip, have kept the kiln of Umbelvar for nine years, and everybody should learn to fire it.\n",
        encoding="utf-8",
    )
    (folder / "interview-02.yaml").write_text(
        "consent: anonymous\nname: Zorvane Keltrip\nplace: Umbelvar\nregion: Asia\ngender: man\ntrade: potter\n",
        encoding="utf-8",
    )
    project.snakemake()
    page = project.publications("html")[0].read_text(encoding="utf-8")
    assert "everybody should learn to fire it" in page
    for path in [*(project.root / "outputs").rglob("*"), *(project.root / "notebooks-extracts").rglob("*")]:
        assert not path.is_file() or b"Keltrip" not in path.read_bytes(), path
        assert not path.is_file() or b"Umbelvar" not in path.read_bytes(), path
