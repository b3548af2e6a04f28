"""Programs of the repository that are no package, as modules."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[1]


@cache
def script(path: str) -> ModuleType:
    """Return the program at ``path`` (relative to the repository) as a module."""
    spec = importlib.util.spec_from_file_location(Path(path).stem + "_script", REPOSITORY / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
