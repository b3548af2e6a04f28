"""The documentation cannot drift from the program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from scripts import script

REPOSITORY = Path(__file__).resolve().parents[1]


def test_generated_pages_are_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for path, text in script("tools/reference.py").pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date: run `make docs`"


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [one for extra in project["optional-dependencies"].values() for one in extra]
    names = {re.split(r"[\[<>=]", line)[0].lower() for line in wanted}
    rows = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8").splitlines()
    cells = [row.split("|")[1] for row in rows if row.startswith("| `")]
    explained = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    assert {name.lower() for name in explained} == names


def test_links_between_pages_lead_to_files() -> None:
    for page in [REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_a_folder_of_the_package_is_a_chapter_and_a_file_of_rules() -> None:
    chapters = {path.stem for path in (REPOSITORY / "docs").glob("*.md")}
    stages = {path.stem for path in (REPOSITORY / "rules").glob("*.smk")} - {"common"}
    folders = {path.name for path in (REPOSITORY / "src" / "wsse_vision").iterdir() if (path / "__init__.py").is_file()}
    assert stages <= chapters
    assert folders <= chapters
    assert stages <= folders | {"publish"}


def test_nothing_names_a_place_of_the_machine_it_was_made_on() -> None:
    tracked = [
        p
        for d in ("src", "rules", "docs", "templates", "tools", "tests")
        for p in (REPOSITORY / d).rglob("*")
        if p.is_file()
    ]
    home = re.compile(rb"(?<![\w.])/(work|root|home)/[a-z]")
    for path in tracked:
        if path.suffix in (".py", ".md", ".yaml", ".smk", ".j2", ".css", ".typ", ".html", ".json"):
            assert not home.search(path.read_bytes()), path


def test_the_workflow_catalogue_finds_what_it_looks_for() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8").lower()
    assert "snakemake" in readme and "workflow" in readme, "the words that it searches for"
    assert (REPOSITORY / "workflow" / "Snakefile").is_file() and (REPOSITORY / "config" / "README.md").is_file()
    assert not (REPOSITORY / "workflow" / "rules").exists() or list((REPOSITORY / "workflow/rules").glob("*.smk"))
    usage = yaml.safe_load((REPOSITORY / ".snakemake-workflow-catalog.yml").read_text(encoding="utf-8"))["usage"]
    assert set(usage) == {"mandatory-flags", "software-stack-deployment"}
    assert set(usage["mandatory-flags"]) == {"desc", "flags"}
    deployment = usage["software-stack-deployment"]
    assert set(deployment) == {"conda", "apptainer", "apptainer+conda", "report"} and deployment["report"] is True
