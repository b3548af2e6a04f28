"""The commands that exchange codings and codebook with other programs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsse_vision.home import Project

Say = Callable[[str], None]


def add(add_command: Callable[..., None]) -> None:
    """Add the commands; ``add_command`` takes name, function, help and arguments."""
    file: tuple[str, dict[str, Any]] = ("file", {"metavar": "FILE"})
    by = ("--by", {"metavar": "NAME", "default": "unknown", "help": "who removed codings (default: unknown)"})
    add_command(
        "exchange", _exchange, "write the evidence for other programs: REFI-QDA, Web Annotation, SKOS, data package"
    )
    add_command("import-qdpx", _import_qdpx, "take what was coded in a QDA program as review decisions", file, by)
    add_command("import-qdc", _import_qdc, "print the kinds and themes of a QDA program's codebook (JSON)", file)


def _exchange(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.exchange import stage

    stage.run(project, say)


def _import_qdpx(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.exchange import stage
    from wsse_vision.exchange.homecoming import reviews
    from wsse_vision.review import writing
    from wsse_vision.review.decisions import Decision, review_path

    path = Path(options.file)
    back = stage.read_back(project, path, options.by)
    made, problems = reviews(back["decisions"], path.name)
    for problem in [*back["problems"], *problems]:
        say(problem)
    for source, entries in made.items():
        written = writing.add(review_path(project, source), [Decision.model_validate(entry) for entry in entries])
        say(f"{review_path(project, source).relative_to(project.root)}: {written} decisions")


def _import_qdc(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.exchange import stage
    from wsse_vision.files import json_text

    found = stage.read_codebook_back(Path(options.file))
    for problem in found.pop("problems"):
        say(problem)
    print(json_text(found), end="")
