"""Calls of pandoc: the same wherever they are made."""

from __future__ import annotations

import pytest

from wsse_vision.publish.pandoc import PandocError, run_pandoc


def test_accents_in_a_title_survive_a_machine_that_knows_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    arguments = ["-f", "markdown", "-t", "html5", "-s", "--metadata=title=Éléments d’une vision"]
    assert "Éléments d’une vision" in run_pandoc(arguments, b"Text.").decode()


def test_what_pandoc_refuses_is_told() -> None:
    with pytest.raises(PandocError, match="nonsense"):
        run_pandoc(["-f", "nonsense"], b"")
