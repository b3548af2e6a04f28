"""A small project with built publications, as the commands of the site find it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import read_json, sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.site import stage
from wsse_vision.versions import Edition, File, Manifest, Release, ledger_path

CONFIG: dict[str, Any] = {
    "title": "A vision", "organisation": "The Workgroup", "formats": ["pdf", "html"],
    "publications": {"synthesis": {"languages": ["en", "fr"]}, "work-plan": {}},
}  # fmt: skip
"""Two publications, one of them in two languages."""


def small(root: Path) -> Folder:
    """Return a project folder with one notebook and a draft 0.1 of each publication of ``CONFIG``."""
    folder = Folder(root)
    folder.document(
        "n", "notebook", Passage("Open the books."), title="A notebook", status="specimen", authors=["Ana & Bo"]
    )
    folder.join()
    build(folder, "synthesis", "0.1", ["en", "fr"])
    build(folder, "work-plan", "0.1", ["en"])
    return folder


def build(folder: Folder, slug: str, version: str, languages: list[str], place: str = "", **facts: Any) -> Manifest:
    """Write the files of a build with their manifest, in ``outputs/<slug>/<version>`` or in ``place`` there."""
    target = folder.project.outputs / (place or f"{slug}/{version}")
    files = []
    for language in languages:
        for ending in ("pdf", "html", "bib", "csl.json"):
            name = f"{slug}-{version}.{language}.{ending}"
            # Nobody cites anything in French: an empty list of works.
            content = "[]\n" if language == "fr" and ending == "csl.json" else f"{name} " * 100
            write_text(target / name, content)
            files.append(File(name, ending, language, len(content), sha256(content)))
    editions = {x: Edition(f"{slug.title()} <{x}>", "And a subtitle", "What it says.", sha256(x)) for x in languages}
    given = {"state": "draft", "date": "2026-11-23", "identity": sha256(slug + version)[:16], "specimens": 1, **facts}
    manifest = Manifest(
        slug=slug, version=version, project="A vision", organisation="The Workgroup", looks="", editions=editions,
        files=files, tools={"typst": "0.15.2"}, **given,
    )  # fmt: skip
    write_json(target / "manifest.json", asdict(manifest))
    write_text(target / "SHA256SUMS", "")
    return manifest


def release(folder: Folder, slug: str, version: str, languages: list[str], notes: str = "") -> Release:
    """Put a release into the ledger, with its files."""
    place = f"releases/{slug}/{version}"
    manifest = build(folder, slug, version, languages, place, state="final")
    found = Release(
        slug,
        version,
        "final",
        manifest.date,
        manifest.identity,
        "",
        "",
        "c0ffee" * 6,
        "2026-12-01T10:00:00Z",
        notes,
        "",
    )
    path = ledger_path(folder.project)
    entries = read_json(path) if path.is_file() else []
    write_json(path, [*entries, asdict(found)])
    return found


def made(folder: Folder, **settings: Any) -> Project:
    """Write the site of a folder with the settings of ``CONFIG`` and some more."""
    stage.run(folder.project, Config.model_validate({**CONFIG, **settings}), lambda _line: None)
    return folder.project


def text(project: Project, page: str) -> str:
    """Return a page below ``outputs/``."""
    return (project.outputs / page).read_text(encoding="utf-8")
