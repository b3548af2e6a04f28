"""A change writes the files of the publications that show it, and no others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from building import Built
from wsse_vision.cli import main
from wsse_vision.config import SLUGS
from wsse_vision.files import read_json

pytestmark = pytest.mark.build

Small = Callable[..., Built]


def files(project: Built) -> dict[str, tuple[int, int]]:
    """Return what tells whether a file was written, for each publication: its inode and time stamp."""
    found = {path.name.split("-0.1.")[0]: path.stat() for path in project.publications("html")}
    return {slug: (state.st_ino, state.st_mtime_ns) for slug, state in found.items()}


def written(project: Built) -> set[str]:
    """Build; return the publications whose file was written."""
    before = files(project)
    after = files(project.snakemake())
    return {slug for slug in after if after[slug] != before[slug]}


def decide(project: Built, source: str, number: int) -> str:
    """Accept an element of a source; return its quote."""
    elements = read_json(project.root / "notebooks-extracts" / source / "elements.json")["elements"]
    one = elements[number]
    by = ("--by", "Ana", "--on", "2026-01-01")
    assert main(["--project", str(project.root), "review", "accept", one["id"], *by]) == 0
    return str(one["quote"])


def test_one_decision_and_one_interview_write_what_shows_them_alone(small: Small) -> None:
    project = small(*SLUGS, formats="[html]").snakemake()
    # With the first decision of all, every publication begins to mark what nobody has reviewed.
    decide(project, "workshop-1-report", 0)
    project.snakemake()

    texts = {path.name.split("-0.1.")[0]: path.read_text(encoding="utf-8") for path in project.publications("html")}
    quote = decide(project, "01-common-well", 0)
    showing = {slug for slug, text in texts.items() if quote in text}
    assert 0 < len(showing) < len(SLUGS) / 2
    assert written(project) == showing

    said = "# Talk\n\nWell, it rained that day, and we had soup.\n"
    about = "consent: public\ntitle: Interview 2\nlanguage: en\nregion: Asia\ngender: man\ntrade: potter\n"
    interviews = project.root / "sources/interviews"
    (interviews / "interview-02.md").write_text(said, encoding="utf-8")
    (interviews / "interview-02.yaml").write_text(about, encoding="utf-8")
    # Nobody quotes it. Who was heard is told by these two, and the synthesis lists every source that it had.
    assert written(project) == {"interviews", "workshops-and-interviews", "synthesis"}
    assert read_json(project.root / "notebooks-extracts/interview-02/elements.json")["elements"] == []
