"""Running the workflow from a command: a release is made of a build that is up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from wsse_vision.config import OVERRIDES
from wsse_vision.home import HOME


class BuildError(Exception):
    """The workflow failed; the message is what it said."""


def build(folder: Path, targets: Sequence[str] = (), *, program: Path = HOME) -> None:
    """Build ``targets`` (default: everything) of the project in ``folder`` with the program in ``program``."""
    environment = {name: value for name, value in os.environ.items() if name != OVERRIDES}
    environment["PYTHONPATH"] = str(program / "src")
    command = [sys.executable, "-m", "snakemake", "-s", str(program / "Snakefile"), "-d", str(folder)]
    done = subprocess.run(
        [*command, "--", *targets],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=environment,
    )
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("error: ")]
        raise BuildError("\n".join(line.removeprefix("error: ") for line in said) or done.stderr[-2000:])
