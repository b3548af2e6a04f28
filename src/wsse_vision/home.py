"""Where things are: the project folder that is worked on, and the defaults that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
"""The folder of this repository: its templates and codebook serve projects that have none of their own."""

SOURCE_FOLDERS = {
    "notebooks": "notebook",
    "findhorn": "findhorn",
    "workshops": "workshop",
    "interviews": "interview",
    "forum": "forum",
}
"""Folder in ``sources/`` and the kind of source that it holds."""


@dataclass(frozen=True)
class Project:
    """A project folder and the places in it."""

    root: Path

    @property
    def sources(self) -> Path:
        """What people wrote: documents, sidecars, bibliography, codebook, narrative."""
        return self.root / "sources"

    @property
    def extracts(self) -> Path:
        """Canonical texts and coded elements, a folder for each source."""
        return self.root / "notebooks-extracts"

    @property
    def outputs(self) -> Path:
        """What readers get."""
        return self.root / "outputs"

    @property
    def build(self) -> Path:
        """What stages hand to one another and nobody else needs; may be deleted at any time."""
        return self.root / ".build"

    def template(self, name: str) -> Path:
        """Return the project's own template, or the shipped one of the same name."""
        own = self.root / "templates" / name
        return own if own.is_file() else HOME / "templates" / name

    def narrative(self, slug: str, language: str) -> tuple[str, Path]:
        """Return the narrative of a publication and its language: another one stands in where this is missing.

        English is asked first, then the others by their codes; without any it is the path that is missing.
        """
        folder = self.sources / "narrative"
        wanted = folder / f"{slug}.{language}.md"
        others = [path for path in sorted(folder.glob(f"{slug}.??.md")) if path != wanted]
        found = [wanted, folder / f"{slug}.en.md", *others]
        path = next((path for path in found if path.is_file()), wanted)
        return path.name.rsplit(".", 2)[1], path

    @property
    def codebook(self) -> Path:
        """The project's own codebook, or the shipped one."""
        own = self.sources / "codebook.yaml"
        return own if own.is_file() else HOME / "sources" / "codebook.yaml"
