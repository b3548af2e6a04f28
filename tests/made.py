"""Things made for tests: a project folder, documents that are coded already, the dataset that joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from wsse_vision.files import sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.join import stage
from wsse_vision.join.evidence import Evidence
from wsse_vision.model import Block, Coding, Document, Element, Role, as_json

CODEBOOK = """
    themes:
      - {id: work, label: {en: Work, fr: Travail}, terms: {en: [work]}}
      - {id: debt, label: {en: Debt, fr: Dette}, terms: {en: [debt]}}
      - {id: education, label: {en: Education}, terms: {en: [education]}}
    kinds:
      - {id: value, label: {en: Value}}
      - {id: practice, label: {en: Practice}}
      - {id: definition, label: {en: Definition}}
      - {id: proposal, label: {en: Proposal, fr: Proposition}}
      - {id: critique, label: {en: Critique}}
      - {id: policy, label: {en: Policy}}
      - {id: indicator, label: {en: Indicator}}
      - {id: question, label: {en: Question}}
    sections:
      - {role: agreements, headings: {en: [agreements]}}
      - {role: disagreements, headings: {en: [disagreements]}}
"""
"""Three themes, the eight kinds and two parts of a workshop's report: enough to join documents with."""


@dataclass
class Passage:
    """A passage of a made document, and how it was coded; without a ``kind`` it is text and no element."""

    quote: str
    kind: str | None = "proposal"
    themes: Sequence[str] = ("work",)
    label: str | None = None
    section: Sequence[str] = ()
    page: int | None = None
    score: float = 0.8
    role: Role = "paragraph"


class Folder:
    """A project folder in the making."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = Project(root)
        self.entries: list[dict[str, Any]] = []
        self.set_aside: list[dict[str, Any]] = []
        root.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, content: str | bytes = "") -> Path:
        """Write a file; text may be indented as the test around it is."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        return path

    def document(
        self,
        name: str,
        kind: str,
        *passages: Passage | str,
        language: str = "en",
        consent: str | None = None,
        **metadata: Any,
    ) -> None:
        """Put a document among the extracts as ingest and extract would, a block for each passage."""
        text, blocks, elements = "", [], []
        for number, given in enumerate(passages):
            passage = given if isinstance(given, Passage) else Passage(given)
            text += "\n\n" if text else ""
            start, end = len(text), len(text) + len(passage.quote)
            text += passage.quote
            section = list(passage.section)
            blocks.append(Block(passage.role, start, end, language, section, page=passage.page))
            if passage.kind:
                elements.append(
                    Element(
                        sha256(f"{name}-{number}")[:32],
                        passage.quote,
                        start,
                        end,
                        "",
                        "",
                        number,
                        section,
                        passage.page,
                        language,
                        passage.kind,
                        list(passage.themes),
                        passage.score,
                        [],
                        passage.label,
                    )
                )
        if consent:
            metadata["consent"] = consent
        document = Document(
            name, kind, f"sources/{kind}s/{name}.md", "md", "k", sha256(text), language, metadata, blocks
        )
        place = self.project.extracts / name
        write_text(place / "text.txt", text)
        write_json(place / "document.json", as_json(document))
        write_json(place / "elements.json", as_json(Coding(name, sha256(text), elements)))
        self.entries.append({"id": name, "kind": kind, "consent": consent, "key": "k", "content": sha256(text)})

    def join(self, decided: dict[str, Any] | None = None) -> Evidence:
        """Join what was put here, with a small codebook unless the folder has one, and open the dataset.

        ``decided`` holds what the review stage found, by source and element.
        """
        if not (self.project.sources / "codebook.yaml").is_file():
            self.write("sources/codebook.yaml", CODEBOOK)
        manifest = {"documents": self.entries, "set_aside": self.set_aside, "problems": []}
        write_json(self.project.build / "ingest-0.json", manifest)
        write_json(self.project.build / "review.json", {"sources": decided or {}, "problems": []})
        stage.run(self.project, [0], lambda line: None)
        return Evidence(self.project.outputs / "evidence" / "evidence.sqlite")
