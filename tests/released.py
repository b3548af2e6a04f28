"""A small release for tests: a notebook and interviews that it draws on, its manifest and its files."""

from __future__ import annotations

from pathlib import Path

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import json_text, sha256, write_json
from wsse_vision.release import archive
from wsse_vision.release.facts import Facts
from wsse_vision.release.manifest import sums
from wsse_vision.versions import MANIFEST, SUMS, Edition, File, Manifest

FACTS = Facts(commit="0123456789" * 4, committed="2026-03-02T10:20:30+01:00", notes="The first one.")

EDITIONS = {
    "en": Edition("A vision", "What we hold: in common", "Fifteen pages & “more”.", "c1"),
    "fr": Edition("Une vision", "", "Quinze pages.", "c2"),
}


def release(folder: Folder, config: Config | None = None, date: str | None = "2026-03-01") -> tuple[Manifest, Path]:
    """Build a release of a synthesis in two languages; return its manifest and its folder."""
    folder.document("book", "notebook", Passage("Open the books."), title="A notebook", authors=["Ana Lima"])
    folder.document("spoken", "interview", "We opened.", consent="public", title="Interview 1", pseudonym="Wendelo")
    folder.document("hidden", "interview", "We closed.", consent="anonymous", title="Interview 2")
    folder.document("other", "forum", "We wrote.", title="Not drawn on", authors=["Rui Costa"])
    folder.join()
    place = folder.project.outputs / "releases" / "synthesis" / "0.2"
    files = []
    for language in EDITIONS:
        for format in ("pdf", "html", "epub", "bib", "csl.json"):
            name = f"synthesis-0.2.{language}.{format}"
            content = f"{language} {format}"
            folder.write(f"outputs/releases/synthesis/0.2/{name}", content)
            files.append(File(name, format, language, len(content), sha256(content)))
    manifest = Manifest(
        "synthesis", "0.2", "final", date, "A project", "A network", "0123456789abcdef", 0, "looks", EDITIONS, files,
        {"wsse-vision": "0.1.0", "typst": "0.15.2"},
        {
            "sources": {"book": "k", "spoken": "k", "hidden": "k"},
            "files": {"codebook.yaml": "a1", "narrative/synthesis.en.md": "b2"},
            "settings": {"paper": "a4", "date": None, "page_limit": 15},
            "code": "x",
        },
    )  # fmt: skip
    write_json(place / MANIFEST, _plain(manifest))
    archive.write(place, folder.project, config or Config(), manifest, FACTS)
    names = [path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()]
    folder.write("outputs/releases/synthesis/0.2/" + SUMS, sums(place, names))
    return manifest, place


def enter(folder: Folder, manifest: Manifest, committed: str = FACTS.committed, notes: str = FACTS.notes) -> None:
    """Enter a release into the ledger."""
    path = folder.project.outputs / "releases" / "ledger.json"
    entry = {
        "slug": manifest.slug, "version": manifest.version, "state": manifest.state, "date": manifest.date,
        "identity": manifest.identity, "manifest": "", "sums": "", "commit": FACTS.commit, "committed": committed,
        "notes": notes, "previous": "",
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json_text([entry]), encoding="utf-8")


def _plain(manifest: Manifest) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(manifest)
