"""Write the generated parts of the documentation: ``make docs`` (a test fails when they are out of date)."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

from wsse_vision import cli, reference
from wsse_vision.files import write_text
from wsse_vision.home import HOME, Project
from wsse_vision.sources.sidecar import Sidecar

DOCS = HOME / "docs"


def pages() -> dict[Path, str]:
    """Return the generated files by path."""
    return {
        DOCS / "config.schema.json": reference.text("schema", Project(HOME)),
        DOCS / "config.md": "# Settings: config.yaml\n\nMade from `src/wsse_vision/config.py` by `make docs`. "
        "A JSON schema for editors is in `config.schema.json`.\n\n" + reference.table(),
        DOCS / "sidecar.md": "# Sidecars\n\nA sidecar is a YAML file beside a document, with the same name. "
        "Every key may be left out. Made from `src/wsse_vision/sources/sidecar.py` by `make docs`.\n\n"
        + reference.table_of(Sidecar),
        DOCS / "commands.md": "# Commands\n\nPlain `snakemake` runs everything; each stage can be run by itself, too. "
        "Made from the program's own help by `make docs`.\n\n" + commands(),
    }


def commands() -> str:
    """Return the help of the program and of each command as Markdown, 80 columns wide and without colours."""
    os.environ.update(COLUMNS="80", NO_COLOR="1")
    parser = cli.parser()
    actions = next(action for action in parser._actions if action.choices and isinstance(action.choices, dict))
    parts = [f"```\n{_help(parser)}```\n"]
    for name, command in (actions.choices or {}).items():
        parts.append(f"## {name}\n\n```\n{_help(command)}```\n")
    return "\n".join(parts)


def _help(parser: object) -> str:
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        parser.print_help()  # type: ignore[attr-defined]
    return stream.getvalue()


def main() -> int:
    """Write the pages that changed."""
    for path, text in pages().items():
        if write_text(path, text):
            print(f"wrote {path.relative_to(HOME)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
