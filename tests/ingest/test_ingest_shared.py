"""Documents that nobody here wrote: sensible text or a problem with a true reason, in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from wsse_vision.ingest.document import make_document
from wsse_vision.model import Document, SourceError

pytestmark = pytest.mark.shared

REFUSED = {
    "ExternalEntityInText.docx": "external-entity",
    "clusterfuzz-testcase-minimized-POIXWPFFuzzer-5313273089884160.docx": "damaged",
    "imagemagick-images.pdf": "no-text",
    "libreoffice-writer-password.pdf": "encrypted",
    "ocr_test.pdf": "no-text",
    "pandoc-hiddenTextByStyle.odt": "no-text",
    "pandoc-image.rtf": "no-text",
    "poppler-395-0-fuzzed.pdf": "damaged",
    "print_protection.pdf": "encrypted",
    "protected_agile.docx": "encrypted",
    "truncated62886.docx": "damaged",
}

SAID = {
    "Strict.docx": "Some text",
    "docx_external_image.docx": "This paragraph comes after the external image.",
    "footnotes.docx": "snoska",
    "french_diacritics.pdf": "à À â Â ä Ä ç Ç é É",
    "invisible_text_layer.pdf": "Visible heading line",
    "multicolumn.pdf": "consectetuer adipiscing elit. Ut purus elit, vestibulum ut, placerat ac",
    "pandoc-accent.rtf": "le café où on ne fume pas",
    "pandoc-trackedChanges.odt": "Some text with and inserted text.",
    "pandoc-track_changes_deletion.docx": "This is a text with a deletion.",
    "powerpoint_malformed_pictures.pptx": "Slide With Dangling Rel",
    "sample-arabic-1.txt": "كان المؤرخون العرب",
    "sample-french-1.txt": "«Quel est le plus grand des écrivains de mon règne?",
    "sample-russian.txt": "В гимназии он не был",
    "textbox.docx": "Whether the epidemic has eased.",
    "vertical.pdf": "日本語",
    "wiki_duck.html": "Duck is the common name for numerous species of waterfowl",
}


def ingest(path: Path) -> tuple[Document, str]:
    return make_document(path, source_id=path.stem, kind="notebook", shown_path=path.name, key="k", merge=dict)


def check(path: Path) -> str:
    """Ingest a file, check what must hold for each; return its text, or the code of its problem."""
    start = time.monotonic()
    try:
        document, text = ingest(path)
    except SourceError as error:
        assert error.message
        assert error.hint
        return error.code
    finally:
        assert time.monotonic() - start < 20
    for block in document.blocks:
        passage = text[block.start : block.end]
        assert passage.strip() == passage != ""
        assert "\ufffd" not in passage
        assert "\n" not in passage
    return text


def test_odd_formats(shared: Path) -> None:
    for path in sorted((shared / "formats").iterdir()):
        result = check(path)
        if path.suffix == ".doc" and "\n" not in result:
            assert result == "converter-missing"
            continue
        if path.name in REFUSED:
            assert result == REFUSED[path.name], path.name
        else:
            assert "\n" in result, (path.name, result)
        assert SAID.get(path.name, "") in result, path.name


def test_nothing_hidden_or_deleted_comes_out(shared: Path) -> None:
    wanted = {
        "invisible_text_layer.pdf": "Invisible",
        "pandoc-trackedChanges.odt": "deleted",
        "docx_comments.docx": "comment text",
        "wiki_duck.html": "Toggle",
    }
    for name, absent in wanted.items():
        assert absent not in check(shared / "formats" / name), name


@pytest.mark.parametrize("folder", ["notebooks", "workshops", "interviews"])
def test_real_sources_are_all_read(shared: Path, folder: str) -> None:
    for path in sorted((shared / folder).iterdir()):
        text = check(path)
        assert len(text) > 300, (path.name, text)
        assert "<aside" not in text
        assert "{{" not in text or path.name == "SOURCES.md"


@pytest.mark.parametrize(
    ("name", "language"), [("osguide-fr", "fr"), ("osguide-es", "es"), ("osth-pt", "pt"), ("UY-", "es")]
)
def test_languages_of_real_sources(shared: Path, name: str, language: str) -> None:
    for path in sorted((shared / "notebooks").glob(f"{name}*.md")):
        document, text = ingest(path)
        assert document.language == language
        own = sum(block.end - block.start for block in document.blocks if block.language == language)
        assert own > 0.7 * len(text)


def test_the_same_paper_in_three_formats_says_the_same(shared: Path) -> None:
    sentences = [
        "The purpose of this paper is to foster awareness of the economic benefits",
        "Mobility on a decentralized meta-platform may also become one of the most visible examples",
    ]
    for extension in ("md", "odt", "pdf"):
        text = check(shared / "workshops" / f"rwot9-CooperationBeatsAggregation.{extension}")
        for sentence in sentences:
            assert sentence in text or extension == "pdf"
