"""What the tests of this stage share: a source that is coded sentence by sentence, and decisions on it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from made import CODEBOOK, Folder
from wsse_vision.extract.coding import element_id
from wsse_vision.files import sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.model import Block, Coding, Document, Element, as_json
from wsse_vision.review.apply import Outcome, Reviewed, apply
from wsse_vision.review.decisions import read_review

THEMES = frozenset({"work", "debt", "education"})

BANK = "Communities should own the banks that hold their savings."
DEBT = "Debts that were never agreed to by the people must be cancelled."
SCHOOL = "Every school teaches how a cooperative keeps its books."


def coded(*sentences: str, source: str = "notebook-1", kind: str = "proposal") -> tuple[Coding, Document, str]:
    """Return a source in which each sentence is a paragraph and an element, as the stages before would make it."""
    text, blocks, elements = "", [], []
    seen: dict[str, int] = {}
    for sentence in sentences:
        text += "\n\n" if text else ""
        blocks.append(Block("paragraph", len(text), len(text) + len(sentence), "en", ["Part"]))
        text += sentence
    for number, (block, sentence) in enumerate(zip(blocks, sentences, strict=True)):
        words = " ".join(sentence.casefold().split())
        seen[words] = seen.get(words, 0) + 1
        around = text[max(0, block.start - 32) : block.start], text[block.end : block.end + 32]
        elements.append(
            Element(
                element_id(source, words, seen[words]), sentence, block.start, block.end, *around, number,
                ["Part"], None, "en", kind, ["work"], 0.8, [],
            )
        )  # fmt: skip
    document = Document(source, "notebook", f"sources/notebooks/{source}.md", "md", "k", sha256(text), "en", {}, blocks)
    return Coding(source, sha256(text), elements), document, text


def item(element: Element, decision: str = "accept", **more: str) -> str:
    """Return a decision on an element as a tool would write it."""
    fields = {
        "element": element.id, "quote": repr_(element.quote), "prefix": repr_(element.prefix),
        "suffix": repr_(element.suffix), "decision": decision, **more,
    }  # fmt: skip
    return "".join(f"{'  - ' if not n else '    '}{k}: {v}\n" for n, (k, v) in enumerate(fields.items()))


def repr_(text: str) -> str:
    """Return a YAML scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def reviewed(tmp_path: Path, decisions: str, *sentences: str) -> Outcome:
    """Return what a file of decisions (the list below ``decisions:``) makes of a source."""
    path = tmp_path / "sources" / "reviews" / "notebook-1.yaml"
    write_text(path, "decisions:\n" + dedent(decisions))
    coding, document, text = coded(*sentences)
    return apply(coding, document, text, read_review(path), THEMES)


def of(outcome: Outcome, quote: str) -> Reviewed:
    """Return the only element with these words."""
    [found] = [r for r in outcome.reviewed if r.element.quote == quote]
    return found


def put(folder: Folder, *sentences: str, source: str = "notebook-1") -> Coding:
    """Put a coded source into a project folder, with manifests and a codebook."""
    coding, document, text = coded(*sentences, source=source)
    place = folder.project.extracts / source
    write_text(place / "text.txt", text)
    write_json(place / "document.json", as_json(document))
    write_json(place / "elements.json", as_json(coding))
    folder.write("sources/codebook.yaml", CODEBOOK)
    folder.entries.append({"id": source, "kind": "notebook", "consent": None})
    manifests(folder.project, folder)
    return coding


def manifests(project: Project, folder: Folder) -> None:
    """Write the manifests of one batch."""
    write_json(project.build / "ingest-0.json", {"documents": folder.entries, "set_aside": folder.set_aside})
    write_json(project.build / "extract-0.json", {"documents": [{"id": e["id"]} for e in folder.entries]})
