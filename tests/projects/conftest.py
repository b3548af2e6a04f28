"""Projects for the tests to build."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from building import Built, shipped_project


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped project, built once for all tests and their processes; they only look at it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    said = shared / "shipped.txt"
    with (shared / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.is_file():
            said.write_text(shipped_project(shared / "shipped").snakemake().output, encoding="utf-8")
    return Built(shared / "shipped", said.read_text(encoding="utf-8"))


@pytest.fixture
def starter(tmp_path: Path) -> Built:
    """A small project of one example of each kind, not built yet, that a test may change."""
    from wsse_vision.sources.starter import make_project

    make_project(tmp_path / "project", lambda line: None)
    return Built(tmp_path / "project")


@pytest.fixture
def small(starter: Built) -> Callable[..., Built]:
    """Return a function that narrows the small project to a few publications, for tests that build often."""

    def narrow(*slugs: str, formats: str = "[pdf, html, epub]", extra: str = "") -> Built:
        listed = "\n".join(f"  - {slug}" for slug in slugs)
        (starter.root / "config.yaml").write_text(
            f"formats: {formats}\n{extra}\npublications:\n{listed}\n", encoding="utf-8"
        )
        return starter

    return narrow
