"""The commands about versions: release, verify, unreleased, compare."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsse_vision.home import Project

Say = Callable[[str], None]


def add(command: Callable[..., None]) -> None:
    """Add the commands."""
    publication = ("slug", {"metavar": "PUBLICATION"})
    command(
        "release", _release, "freeze a publication under its version, for ever", publication,
        ("--notes", {"default": "", "metavar": "TEXT", "help": "what readers should know of this version"}),
    )  # fmt: skip
    command(
        "withdraw", _withdraw, "take a release back that must not stay public; its number and the reason stay",
        publication, ("version", {"metavar": "VERSION"}),
        ("--reason", {"required": True, "metavar": "TEXT", "help": "why; readers will see it"}),
    )  # fmt: skip
    command(
        "verify", _verify, "compare releases with their checksums and with a rebuild from their inputs",
        ("releases", {"nargs": "*", "metavar": "RELEASE", "help": "PUBLICATION or PUBLICATION-VERSION; default: all"}),
        ("--quick", {"action": "store_true", "help": "checksums only, no rebuild"}),
    )  # fmt: skip
    command(
        "unreleased", _unreleased, "say what a release of the last build would bring",
        ("slugs", {"nargs": "*", "metavar": "PUBLICATION", "help": "default: all"}),
    )  # fmt: skip
    command(
        "compare", _compare, "say what changed between two versions", publication,
        ("before", {"metavar": "FROM", "help": "a version number"}),
        ("after", {"metavar": "TO", "nargs": "?", "help": "a version number; default: the last build"}),
        ("--json", {"action": "store_true", "help": "print everything as JSON"}),
    )  # fmt: skip
    command(
        "effect", _effect, "say in Markdown what changed since another build of the project",
        ("other", {"metavar": "FOLDER", "help": "the project folder of the other build"}),
    )  # fmt: skip
    command(
        "why", _why, "say why a file would be built again or not",
        ("files", {"nargs": "+", "metavar": "FILE", "help": "what is built, or a source"}),
    )  # fmt: skip


def _effect(options: argparse.Namespace, project: Project, say: Say) -> None:
    from pathlib import Path

    from wsse_vision.home import Project as Folder
    from wsse_vision.release import effect

    other = Path(options.other)
    if not other.is_dir():
        raise NotADirectoryError(20, "is no folder", options.other)
    print(effect.markdown(project, Folder(other)), end="")


def _release(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.config import read_config
    from wsse_vision.release import freeze

    freeze.run(project, read_config(project.root), options.slug, options.notes, say)


def _withdraw(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.release import freeze

    freeze.withdraw(project, options.slug, options.version, options.reason)


def _verify(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.release import rebuild

    rebuild.run(project, options.releases, say, quick=options.quick)


def _unreleased(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.config import read_config
    from wsse_vision.release import changes

    print(changes.unreleased(project, read_config(project.root), options.slugs), end="")


def _compare(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.config import read_config
    from wsse_vision.files import json_text
    from wsse_vision.release import changes

    found = changes.compare(project, read_config(project.root), options.slug, options.before, options.after)
    print(json_text(found.as_json()) if options.json else changes.text(found), end="")


def _why(options: argparse.Namespace, project: Project, say: Say) -> None:
    from pathlib import Path

    from wsse_vision.config import read_config
    from wsse_vision.release.why import Why

    why = Why(project, read_config(project.root))
    root = project.root.resolve()
    for file in options.files:
        here = Path(file).absolute()
        name = here.relative_to(root).as_posix() if here.is_relative_to(root) else Path(file).as_posix()
        print(why.about(name))
