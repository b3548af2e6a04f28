"""Projects for the tests to build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from building import Built, shipped_project


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped project, built once for all tests; they only look at it."""
    return shipped_project(tmp_path_factory.mktemp("shipped") / "project").snakemake()


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
