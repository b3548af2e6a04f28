"""The tool of the translators, for tests."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[1]


@cache
def messages_tool() -> ModuleType:
    """Return ``tools/messages.py`` as a module."""
    spec = importlib.util.spec_from_file_location("messages_tool", REPOSITORY / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
