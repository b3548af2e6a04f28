"""The end of a build: all problems in one file, and whether the result may stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typst

from made import Folder
from wsse_vision.config import read_config
from wsse_vision.files import read_json, sha256, write_json
from wsse_vision.model import Problem, problems_json
from wsse_vision.release import stage
from wsse_vision.release.stage import NotAcceptedError

CONFIG = "publications: {synthesis: {version: '1.0'}}\nformats: [pdf]\n"


def built(
    folder: Folder, pages: int, *problems: Problem, config: str = CONFIG, **manifest: Any
) -> list[dict[str, Any]]:
    """Check a build whose synthesis has so many pages; return the problems."""
    folder.write("config.yaml", config)
    markup = "\n#pagebreak()\n".join(["Words."] * pages)
    folder.write("outputs/synthesis/1.0/synthesis-1.0.en.pdf", bytes(typst.compile(markup.encode(), format="pdf")))
    ingest = {"documents": [], "set_aside": [], "problems": problems_json(problems), **manifest}
    write_json(folder.project.build / "sources.json", {"sources": 0, "problems": []})
    write_json(folder.project.build / "ingest-0.json", ingest)
    write_json(folder.project.build / "review.json", {"sources": {}, "problems": []})
    write_json(folder.project.build / "composed.json", {})
    stage.check(folder.project, read_config(folder.root), [0], lambda line: None)
    found: list[dict[str, Any]] = read_json(folder.project.outputs / "problems.json")
    return found


def accepted(folder: Folder) -> None:
    """Ask whether the build may stand."""
    stage.accept(folder.project, read_config(folder.root))


def test_when_all_is_well_the_list_is_empty_and_the_build_may_stand(folder: Folder) -> None:
    assert built(folder, 15) == []
    assert (folder.project.outputs / "problems.json").read_text(encoding="utf-8") == "[]\n"
    accepted(folder)


def test_a_synthesis_of_more_than_fifteen_pages_is_told_with_the_count(folder: Folder) -> None:
    [problem] = built(folder, 16)
    assert (problem["code"], problem["source"]) == ("page-limit", "outputs/synthesis/1.0/synthesis-1.0.en.pdf")
    assert "16 pages" in problem["message"] and "at most 15" in problem["message"]
    assert "sources/narrative/synthesis.en.md" in problem["hint"]
    accepted(folder)


def test_the_limit_is_the_configs(folder: Folder) -> None:
    config = "publications: {synthesis: {version: '1.0', page_limit: 2}}\nformats: [pdf]\n"
    assert [p["code"] for p in built(folder, 3, config=config)] == ["page-limit"]
    assert built(folder, 2, config=config) == []


def test_without_a_pdf_there_are_no_pages_to_count(folder: Folder) -> None:
    assert built(folder, 16, config="publications: {synthesis: {version: '1.0'}}\nformats: [html]\n") == []


UNREADABLE = Problem("a", "ingest", "encrypted", "sources/notebooks/a.pdf: is encrypted", "save it without a password")


def test_a_source_that_was_set_aside_is_told_and_the_build_stands(folder: Folder) -> None:
    [problem] = built(folder, 1, UNREADABLE)
    assert problem == {
        "source": "a",
        "stage": "ingest",
        "code": "encrypted",
        "message": UNREADABLE.message,
        "hint": UNREADABLE.hint,
    }
    accepted(folder)


def test_in_strict_mode_it_does_not_stand(folder: Folder) -> None:
    built(folder, 1, UNREADABLE, config=CONFIG + "strict: true\n")
    with pytest.raises(NotAcceptedError, match="is encrypted"):
        accepted(folder)


@pytest.mark.parametrize("code", ["duplicate-id", "outside"])
def test_strict_mode_also_minds_sources_that_were_passed_over_for_their_name_or_place(
    folder: Folder, code: str
) -> None:
    built(folder, 1, Problem("a", "sources", code, "it was set aside"), config=CONFIG + "strict: true\n")
    with pytest.raises(NotAcceptedError):
        accepted(folder)


def test_strict_mode_does_not_mind_what_set_no_source_aside(folder: Folder) -> None:
    built(
        folder,
        1,
        Problem("a", "sources", "unknown-theme", "theme 'x' is not in the codebook"),
        config=CONFIG + "strict: true\n",
    )
    accepted(folder)


def test_broken_consent_never_stands(folder: Folder) -> None:
    folder.write("sources/interviews/one.md", "x")
    folder.write("sources/interviews/one.yaml", "consent: anonymous\nname: Mbelwina Otrasheko\n")
    folder.write("outputs/index.html", "<p>Mbelwina Otrasheko</p>")
    assert [p["code"] for p in built(folder, 1)] == ["consent"]
    with pytest.raises(NotAcceptedError, match=r"outputs/index\.html"):
        accepted(folder)


def test_what_a_killed_run_left_half_written_goes(folder: Folder) -> None:
    left = [
        folder.write(f"outputs/{name}", "<p>")
        for name in (".index.html.k1ll_d00", "site/.site.css.abcdefgh", "releases/.ledger.json.abcdefgh")
    ]
    kept = [folder.write(f"outputs/{name}", "x") for name in (".nojekyll", "releases/a/1.0/.a.html.abcdefgh")]
    built(folder, 1)
    assert [path.exists() for path in (*left, *kept)] == [False, False, False, True, True]


def test_a_problem_that_quotes_a_name_does_not_say_it(folder: Folder) -> None:
    folder.write("sources/interviews/one.md", "x")
    folder.write("sources/interviews/one.yaml", "consent: anonymous\nname: Mbelwina Otrasheko\n")
    message = "sources/notebooks/a.yaml: theme 'otrasheko_mbelwina' is not in the codebook; it was ignored"
    [problem] = built(folder, 1, Problem("a", "sources", "unknown-theme", message, "themes are: debt"))
    assert (problem["source"], problem["code"]) == ("sources", "unknown-theme")
    assert "otrasheko" not in (folder.project.outputs / "problems.json").read_text(encoding="utf-8").lower()


def test_what_breaks_consent_is_taken_out_of_the_outputs_and_its_steps_run_again(folder: Folder) -> None:
    folder.write("sources/interviews/one.md", "x")
    folder.write("sources/interviews/one.yaml", "consent: anonymous\nname: Mbelwina Otrasheko\n")
    named = [
        folder.write(f"outputs/{name}", "<p>Mbelwina Otrasheko</p>")
        for name in ("themes/a.html", "mbelwina-otrasheko.txt", "releases/a/1.0/a-1.0.en.html")
    ]
    clean = folder.write("outputs/index.html", "<p>Somebody</p>")
    listing = folder.write(".build/pages.json", "[]")
    assert [problem["source"] for problem in built(folder, 1)] == [
        "outputs", "outputs/releases/a/1.0/a-1.0.en.html", "outputs/themes/a.html"
    ]  # fmt: skip
    assert [path.exists() for path in (*named, clean)] == [False, False, True, True]
    assert (folder.project.build / "withheld/themes/a.html").is_file()
    assert not listing.exists(), "Snakemake writes the pages again that it does not know by name"
    assert "themes/a.html" not in (folder.project.outputs / "SHA256SUMS").read_text(encoding="utf-8")


@pytest.mark.parametrize("sidecar", [None, "title: An interview\n", "consent: yes\n"])
def test_interviews_without_a_statement_of_consent_are_told_by_number_and_not_by_name(
    folder: Folder, sidecar: str | None
) -> None:
    folder.write("sources/interviews/ana-lima.md", "x")
    if sidecar:
        folder.write("sources/interviews/ana-lima.yaml", sidecar)
    entry = {"id": "ana-lima", "kind": "interview", "consent": "internal", "key": "k", "content": "c"}
    [problem] = [p for p in built(folder, 1, documents=[entry]) if p["code"] == "no-consent"]
    assert problem["message"].startswith("1 interview without a statement of consent")
    assert "wsse-vision consent" in problem["hint"]
    assert "ana-lima" not in (folder.project.outputs / "problems.json").read_text(encoding="utf-8")


def test_an_internal_interview_is_no_problem(folder: Folder) -> None:
    folder.write("sources/interviews/one.md", "x")
    folder.write("sources/interviews/one.yaml", "consent: internal\n")
    entry = {"id": "one", "kind": "interview", "consent": "internal", "key": "k", "content": "c"}
    assert built(folder, 1, documents=[entry]) == []


@pytest.mark.parametrize("consent", ["anonymous", "internal"])
def test_a_problem_of_an_interview_that_is_not_public_does_not_name_it(folder: Folder, consent: str) -> None:
    folder.write("sources/interviews/ana-lima.md", "x")
    folder.write("sources/interviews/ana-lima.yaml", f"consent: {consent}\n")
    entry = {
        "id": "ana-lima",
        "kind": "interview",
        "consent": consent,
        "title": None,
        "code": "no-text",
        "message": "m",
    }
    problem = Problem("ana-lima", "ingest", "no-text", "sources/interviews/ana-lima.md: has no text", "remove it")
    [told] = built(folder, 1, problem, set_aside=[entry])
    assert (told["source"], told["code"], told["hint"]) == ("interviews", "no-text", "remove it")
    assert "ana-lima" not in str(told)


def test_a_stray_file_among_the_interviews_does_not_name_anybody_either(folder: Folder) -> None:
    """A sidecar left behind is called after the person whose interview was withdrawn."""
    stray = folder.write("sources/interviews/ana-lima.yaml", "consent: anonymous\nname: Ana Lima\n")
    shown = stray.relative_to(folder.root).as_posix()
    built(folder, 1, Problem(shown, "sources", "sidecar-without-source", f"{shown} describes no document"))
    assert "ana-lima" not in (folder.project.outputs / "problems.json").read_text(encoding="utf-8")


def test_problems_come_sorted_and_each_once(folder: Folder) -> None:
    other = Problem("0", "ingest", "no-text", "m")
    assert [p["source"] for p in built(folder, 1, UNREADABLE, other, UNREADABLE)] == ["0", "a"]


def test_what_is_wrong_is_said_as_well(folder: Folder) -> None:
    built(folder, 1, UNREADABLE)
    said: list[str] = []
    stage.check(folder.project, read_config(folder.root), [0], said.append)
    assert said == [f"ingest: {UNREADABLE.message}"]


def test_a_second_check_leaves_the_file_alone(folder: Folder) -> None:
    built(folder, 1, UNREADABLE)
    path: Path = folder.project.outputs / "problems.json"
    before = path.stat().st_mtime_ns
    stage.check(folder.project, read_config(folder.root), [0], lambda line: None)
    assert path.stat().st_mtime_ns == before


TWO = "publications: {synthesis: {version: '1.0', languages: [en, es]}}\nformats: [html]\n"


def test_a_narrative_that_is_missing_in_a_language_is_told_with_what_stands_in(folder: Folder) -> None:
    folder.write("sources/narrative/synthesis.en.md", "# Words\n")
    [problem] = built(folder, 1, config=TWO)
    assert (problem["code"], problem["source"]) == ("untranslated", "sources/narrative/synthesis.es.md")
    assert "synthesis.en.md stands in" in problem["message"]
    accepted(folder)


def test_with_a_narrative_in_each_language_or_in_none_nothing_is_missing(folder: Folder) -> None:
    assert built(folder, 1, config=TWO) == []
    folder.write("sources/narrative/synthesis.en.md", "# Words\n")
    folder.write("sources/narrative/synthesis.es.md", "# Palabras\n")
    assert built(folder, 1, config=TWO) == []


def test_at_the_end_there_are_checksums_of_everything(folder: Folder) -> None:
    folder.write("outputs/releases/a/1.0/a-1.0.en.html", "<p>x</p>")
    folder.write("outputs/releases/a/1.0/SHA256SUMS", "its own\n")
    built(folder, 1)
    outputs = folder.project.outputs
    lines = (outputs / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    found = {name: sum for sum, name in (line.split("  ") for line in lines)}
    there = {path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file()}
    assert set(found) == there - {"SHA256SUMS"}
    assert {"problems.json", "releases/a/1.0/SHA256SUMS"} <= set(found)
    assert all(sum == sha256((outputs / name).read_bytes()) for name, sum in found.items())
    assert list(found) == sorted(found)
