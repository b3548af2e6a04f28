"""The catalogues of the translators are complete and up to date."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", REPOSITORY / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
def test_every_message_has_a_translation_with_its_placeholders(language: str) -> None:
    assert messages().mistakes(language) == [], "run make messages, then translate what is empty or fuzzy"
