"""Whole projects, built with Snakemake as a maintainer would."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass
class Built:
    """A project folder and what the last run said."""

    root: Path
    output: str = ""
    code: int = 0

    def snakemake(self, *arguments: str, accept_failure: bool = False) -> Built:
        """Run the workflow on the folder."""
        command = [
            sys.executable,
            "-m",
            "snakemake",
            "-s",
            str(REPOSITORY / "Snakefile"),
            "-d",
            str(self.root),
            *arguments,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.output, self.code = done.stdout + done.stderr, done.returncode
        assert accept_failure or done.returncode == 0, self.output
        return self

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The content of ``outputs/problems.json``."""
        found: list[dict[str, Any]] = json.loads((self.root / "outputs" / "problems.json").read_text(encoding="utf-8"))
        return found

    def publications(self, ending: str = "*") -> list[Path]:
        """The built files of publications."""
        found = sorted((self.root / "outputs").glob(f"*/*/*-[0-9]*.??.{ending}"))
        return [path for path in found if path.suffix in (".pdf", ".html", ".epub")]

    def states(self) -> dict[str, tuple[int, bytes]]:
        """Time stamp and content of each built publication."""
        return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in self.publications()}


def shipped_project(root: Path) -> Built:
    """Copy the shipped project, as a fresh clone has it, into ``root``."""
    root.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "sources", root / "sources")
    shutil.copyfile(REPOSITORY / "config.yaml", root / "config.yaml")
    return Built(root)
