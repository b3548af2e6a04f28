"""What every folder of tests shares: a project folder to write in, and the real documents where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from made import Folder

REPOSITORY = Path(__file__).resolve().parents[1]

# The same examples on every run: a test that fails today failed yesterday, too.
settings.register_profile(
    "same", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that a surrounding workflow hands to its jobs are none of a test's business."""
    monkeypatch.delenv("WSSE_VISION_SET", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty project folder."""
    return Folder(tmp_path / "project")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents, which is no part of the project."""
    path = Path(os.environ.get("WSSE_SHARED", REPOSITORY.parent / "shared")) / "real"
    if not path.is_dir():
        pytest.skip(f"the real documents are not at {path} (set WSSE_SHARED)")
    return path
