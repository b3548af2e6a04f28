"""The programs of ``benchmarks/`` are no package: they find one another as scripts do. Nothing here takes the time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import corpus

from wsse_vision.home import Project

DOCUMENTS = 12
"""One of each format."""


@pytest.fixture(scope="session")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A made project that nobody changes."""
    folder = tmp_path_factory.mktemp("twelve")
    corpus.make(folder, DOCUMENTS)
    return Project(folder)
