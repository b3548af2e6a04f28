"""Whole projects, built with Snakemake as a maintainer would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass
class Built:
    """A project folder and what the last run said."""

    root: Path
    output: str = ""
    code: int = 0

    def snakemake(
        self, *arguments: str, accept_failure: bool = False, environment: dict[str, str] | None = None, umask: int = -1
    ) -> Built:
        """Run the workflow on the folder; ``environment`` is what it gets beside that of the tests."""
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
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, umask=umask, env={**os.environ, **(environment or {})}
        )
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


def shipped_project(root: Path, *, backwards: bool = False) -> Built:
    """Copy the shipped project, as a fresh clone has it, into ``root``; its last file first if ``backwards``."""
    names = [path.relative_to(REPOSITORY) for path in sorted((REPOSITORY / "sources").rglob("*")) if path.is_file()]
    for name in sorted([*names, Path("config.yaml")], reverse=backwards):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, root / name)
    return Built(root)
