"""Documents that nobody here wrote: they build, and what cannot be read is told truly."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from building import Built

pytestmark = [pytest.mark.build, pytest.mark.shared]


def writable_copy(source: Path, target: Path) -> None:
    """Copy a read-only tree so that it can be removed again."""
    shutil.copytree(source, target, copy_function=shutil.copyfile)
    for path in [target, *target.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_folder_of_real_documents_builds_with_one_line_of_config(shared: Path, tmp_path: Path) -> None:
    project = Built(tmp_path / "project")
    project.root.mkdir()
    (project.root / "config.yaml").write_text("title: Real documents\n", encoding="utf-8")
    for name in ("notebooks", "workshops", "interviews"):
        writable_copy(shared / name, project.root / "sources" / name)
    project.snakemake()
    assert len(project.publications()) == 33
    languages = set()
    for path in (project.root / "notebooks-extracts").glob("*/elements.json"):
        text = (path.parent / "text.txt").read_bytes().decode("utf-8")
        for element in json.loads(path.read_text(encoding="utf-8"))["elements"]:
            assert text[element["start"] : element["end"]] == element["quote"]
            languages.add(element["language"])
    assert languages == {"en", "fr", "es", "pt"}
    # Nobody said that these interviews may be quoted, so nothing outside the counts may come from them.
    assert "interview" not in (project.root / "outputs/evidence/sources.csv").read_text(encoding="utf-8")


def test_every_odd_file_is_read_or_becomes_a_problem(shared: Path, tmp_path: Path) -> None:
    project = Built(tmp_path / "project")
    project.root.mkdir()
    (project.root / "config.yaml").write_text("publications: [vision-elements]\n", encoding="utf-8")
    writable_copy(shared / "formats", project.root / "sources" / "notebooks")
    project.snakemake()
    problems = {problem["source"] for problem in project.problems}
    for path in sorted((shared / "formats").iterdir()):
        if path.stem == "SOURCES":
            continue
        read = project.root / "notebooks-extracts" / path.stem / "text.txt"
        assert read.is_file() or path.stem in problems, path.name
