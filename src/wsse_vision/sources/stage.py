"""The stage sources: is everything that people wrote in order? Reported once, for the project as a whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from wsse_vision.config import SLUGS
from wsse_vision.files import write_json
from wsse_vision.home import Project
from wsse_vision.model import HandwrittenError, Problem, problems_json
from wsse_vision.sources.bibliography import read_bibliography
from wsse_vision.sources.codebook import read_codebook
from wsse_vision.sources.evaluations import read_evaluations
from wsse_vision.sources.indicators import read_indicators
from wsse_vision.sources.metadata import describe, unknown_names
from wsse_vision.sources.questionnaire import read_questionnaire
from wsse_vision.sources.scan import scan
from wsse_vision.sources.workplan import read_workplan

_CITATION = re.compile(r"(?<![\w\\])@\{?([A-Za-z0-9_][A-Za-z0-9_:.#$%&+?<>~/-]*[A-Za-z0-9_]|[A-Za-z0-9_])")

_Reader = Callable[[Path], Any]


def run(project: Project, say: Callable[[str], None]) -> None:
    """Write ``.build/sources.json`` with the problems, and remove extracts of sources that are gone.

    A codebook with mistakes stops the run (``HandwrittenError``): without it nothing can be coded. Other files with
    mistakes are reported and left out.
    """
    sources, problems = scan(project)
    codebook = read_codebook(project.codebook, _shown(project, project.codebook))
    bibliography = read_bibliography(project.sources / "references.bib")
    problems += bibliography.problems
    problems += read_evaluations(project.sources / "evaluations")[1]
    themes = frozenset(theme.id for theme in codebook.themes)
    problems += _handwritten(project, themes)
    for source in sources:
        described = describe(project, source, bibliography)
        problems += described.problems
        problems += unknown_names(described, themes, frozenset(bibliography.entries))
    ids = {source.id for source in sources}
    problems += _narrative(project, ids | set(bibliography.entries))
    for folder in sorted(project.extracts.iterdir()) if project.extracts.is_dir() else ():
        if folder.is_dir() and folder.name not in ids:
            say(f"remove {folder.name}, whose source is gone")
            shutil.rmtree(folder)
    write_json(project.build / "sources.json", {"sources": len(sources), "problems": problems_json(problems)})


def _shown(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.name


def _handwritten(project: Project, themes: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong with the YAML files beside the codebook."""
    readers: dict[str, _Reader] = {
        "workplan.yaml": read_workplan, "questionnaire.yaml": read_questionnaire, "indicators.yaml": read_indicators,
    }  # fmt: skip
    for name, reader in readers.items():
        shown = f"sources/{name}"
        try:
            record = reader(project.sources / name)
        except HandwrittenError as error:
            for mistake in error.mistakes:
                yield Problem(
                    shown,
                    "sources",
                    "bad-file",
                    mistake,
                    "mend the line; until then nothing of this file is used",
                )
            continue
        for entry in [*getattr(record, "questions", []), *getattr(record, "indicators", [])]:
            for theme in entry.themes:
                if theme not in themes:
                    yield Problem(
                        shown,
                        "sources",
                        "unknown-theme",
                        f"{shown}: {entry.id}: theme {theme!r} is not in the codebook",
                        f"themes are: {', '.join(sorted(themes))}",
                    )


def _narrative(project: Project, keys: set[str]) -> Iterator[Problem]:
    """Yield citations of the narrative that lead nowhere, and files that belong to no publication."""
    folder = project.sources / "narrative"
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        shown = f"sources/narrative/{path.name}"
        if path.name.split(".")[0] not in SLUGS and path.stem not in ("README",):
            yield Problem(
                shown,
                "sources",
                "misplaced",
                f"{shown} belongs to no publication; it was left alone",
                f"call it <publication>.<language>.md; publications are: {', '.join(SLUGS)}",
            )
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for key in _CITATION.findall(line):
                if key not in keys:
                    yield Problem(
                        shown,
                        "sources",
                        "unknown-citation",
                        f"{shown}:{number}: citation key {key!r} is neither a source nor in references.bib",
                        "correct the key, or add the entry to sources/references.bib",
                    )
