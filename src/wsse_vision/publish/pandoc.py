"""Running pandoc for publications: in its sandbox, with a clock that stands still."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from wsse_vision.pandocpath import pandoc_path


class PandocError(Exception):
    """pandoc refused its input; the message is its own first line."""


def run_pandoc(
    arguments: Sequence[str],
    stdin: bytes = b"",
    *,
    epoch: int = 0,
    cwd: Path | None = None,
    sandbox: bool = True,
) -> bytes:
    """Run pandoc and return what it prints. ``epoch`` is the time (seconds since 1970) it takes for the present.

    Raises ``PandocError``.
    """
    command = [pandoc_path(), *(["--sandbox"] if sandbox else []), *arguments]
    # pandoc reads its arguments in the encoding of the locale; titles have accents wherever this runs.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, input=stdin, capture_output=True, env=environment, cwd=cwd, check=False)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit {done.returncode}"]
        raise PandocError(" ".join(lines[:3]))
    return done.stdout
