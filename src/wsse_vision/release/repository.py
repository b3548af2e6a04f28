"""Git as far as releases need it: whether the work tree is clean, which commit it stands at, a copy of a commit."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


class RepositoryError(Exception):
    """Git cannot give what a release needs; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit and its time (UTC, ISO 8601)."""

    id: str
    time: str


def head(folder: Path) -> Commit:
    """Return the commit that the work tree of ``folder`` stands at."""
    if _git(folder, "rev-parse", "--is-inside-work-tree", check=False).strip() != "true":
        raise RepositoryError(
            f"{folder.resolve()} is not in a Git repository: a release records the commit that it can be rebuilt from; "
            "run `git init`, `git add .` and `git commit` first"
        )
    if not _git(folder, "rev-parse", "--verify", "--quiet", "HEAD", check=False).strip():
        raise RepositoryError("nothing has been committed yet; run `git add .` and `git commit` first")
    identifier, time = _git(folder, "log", "-1", "--format=%H %cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ").split()
    return Commit(identifier, time)


def unclean(folder: Path) -> list[str]:
    """Return what a rebuild from the commit would miss, a line each: changes, new files, inputs that Git ignores.

    Releases themselves may wait for their commit: nothing is rebuilt from them.
    """
    kept = ":(exclude)outputs"
    lines = _git(folder, "status", "--porcelain", "--untracked-files=all", "--", ".", kept).splitlines()
    inputs = [name for name in ("sources", "templates", "config.yaml") if (folder / name).exists()]
    hidden = _git(folder, "status", "--porcelain", "--ignored", "--untracked-files=all", "--", *inputs).splitlines()
    found = [f"{line[3:]} is not committed" for line in lines]
    return found + [f"{line[3:]} is ignored by Git, so a rebuild would miss it" for line in hidden if line[:2] == "!!"]


def has(folder: Path, commit: str) -> bool:
    """Return whether the repository of ``folder`` has a commit."""
    return _git(folder, "cat-file", "-t", commit, check=False).strip() == "commit"


def copy(folder: Path, commit: str, target: Path) -> None:
    """Write the project as it was at ``commit`` into ``target``."""
    prefix = _git(folder, "rev-parse", "--show-prefix").strip()
    packed = subprocess.run(
        ["git", "-C", str(folder), "archive", "--format=tar", f"{commit}:{prefix}"], capture_output=True, check=False
    )
    if packed.returncode:
        raise RepositoryError(packed.stderr.decode(errors="replace").strip())
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        for member in archive:
            archive.extract(member, target, filter="data")


def _git(folder: Path, *arguments: str, check: bool = True) -> str:
    # The time of a commit is told in UTC, wherever this runs.
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments],
            capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, env=environment,
        )  # fmt: skip
    except FileNotFoundError:
        raise RepositoryError("Git is not installed; a release needs it") from None
    if check and done.returncode:
        raise RepositoryError(done.stderr.strip() or f"git {arguments[0]} failed")
    return done.stdout
