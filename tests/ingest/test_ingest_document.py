from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from wsse_vision.files import sha256
from wsse_vision.ingest.document import make_document
from wsse_vision.model import Document, Problem, SourceError, as_json

Made = Callable[[str, str], Path]


def ingest(path: Path, given: Mapping[str, Any] | None = None, **more: Any) -> tuple[Document, str]:
    fields = {
        "source_id": path.stem,
        "kind": "interview",
        "shown_path": f"sources/interviews/{path.name}",
        "key": "k",
    }
    return make_document(path, merge=lambda own: {**own, **(given or {})}, **{**fields, **more})


def test_a_document_and_its_text(made: Made) -> None:
    path = made(
        "talk.docx",
        "---\ntitle: A talk\n---\n\n# On money\n\nNous voulons une monnaie sociale pour le quartier.\n",
    )
    document, text = ingest(path)
    assert text == "A talk\n\nOn money\n\nNous voulons une monnaie sociale pour le quartier.\n"
    assert document.text_sha256 == sha256(text)
    assert (document.source, document.format, document.language, document.pages) == (
        "talk",
        "docx",
        "fr",
        None,
    )
    assert document.path == "sources/interviews/talk.docx"
    assert document.metadata["title"] == "A talk"
    assert document.blocks[2].section == ["On money"]
    assert Document.from_json(as_json(document)) == document


def test_the_same_file_gives_the_same_document(made: Made) -> None:
    path = made("a.odt", "# One\n\nTwo and three.\n")
    assert ingest(path) == ingest(path)


def test_what_is_withheld_is_nowhere(made: Made) -> None:
    path = made(
        "silva.docx",
        "---\ntitle: Maria Silva\nauthor: Maria Silva\n---\n\n| Maria | x |\n|---|---|\n| a | Silva |\n\n"
        "Maria spoke.[^1]\n\n[^1]: Silva.\n",
    )
    told: list[Problem] = []
    given = {"place": "with maria silva"}
    document, text = ingest(path, given, withheld=["Maria Silva"], source_id="maria-silva", warn=told.append)
    assert "Silva" not in text + str(document.metadata)
    assert "Maria" not in text + str(document.metadata)
    assert document.metadata["place"] == "with […]"
    assert [problem.code for problem in told] == ["name-in-file-name"]


def test_a_given_language_stands(made: Made) -> None:
    path = made("a.md", "Non.\n")
    assert ingest(path, {"language": "es"})[0].language == "es"


def test_old_word_documents_name_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100 + "WordDocument".encode("utf-16-le"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError) as caught:
        ingest(path)
    assert caught.value.code == "converter-missing"
    assert all(name in caught.value.hint for name in ("LibreOffice", "antiword", "catdoc"))


def test_old_word_documents_are_converted(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100 + "WordDocument".encode("utf-16-le"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    tool(tmp_path / "antiword", 'printf "A line of it.\\n\\n1. An item.\\n"')
    assert ingest(path)[1] == "A line of it.\n\nAn item.\n"
    new = made("new.docx", "# From office\n\nText.\n")
    tool(tmp_path / "soffice", f'while [ "$1" != --outdir ]; do shift; done\ncp "{new}" "$2/old.docx"')
    assert ingest(path)[1] == "From office\n\nText.\n"
    tool(tmp_path / "soffice", "echo broken >&2; exit 3")
    with pytest.raises(SourceError, match="broken"):
        ingest(path)


def tool(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_pandoc_is_stopped_when_it_takes_too_long(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made("a.md", "text\n")
    monkeypatch.setattr("wsse_vision.ingest.pandoc.SECONDS", 0.0001)
    with pytest.raises(SourceError) as caught:
        ingest(path)
    assert caught.value.code == "too-slow"
