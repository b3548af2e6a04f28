"""The stage exchange: from the evidence to the formats of other programs, and back to reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from wsse_vision.config import read_config
from wsse_vision.exchange import skos, tidy
from wsse_vision.exchange.annotations import Collection
from wsse_vision.exchange.codes import codes_of
from wsse_vision.exchange.corpus import Corpus
from wsse_vision.exchange.homecoming import coders_of, compare, note_of, state_of
from wsse_vision.exchange.identity import RULES
from wsse_vision.exchange.qdc import codebook_bytes, read_codebook_file
from wsse_vision.exchange.qdpx import Coded, Text, write_project
from wsse_vision.exchange.qdpxread import read_project
from wsse_vision.files import write_by, write_bytes, write_json, write_together
from wsse_vision.home import Project
from wsse_vision.ingest.archive import TOTAL
from wsse_vision.join.public import public_id
from wsse_vision.model import SourceError
from wsse_vision.sources.bibliography import Bibliography
from wsse_vision.sources.codebook import codebook_of
from wsse_vision.sources.metadata import describe
from wsse_vision.sources.scan import scan

FILES = ("project.qdpx", "codebook.qdc", "annotations.jsonld", "concepts.ttl", "elements.jsonl", "datapackage.json")
"""What the stage writes into ``outputs/evidence/``."""


def run(project: Project, say: Callable[[str], None]) -> None:
    """Write ``FILES``; those whose content is the same stay untouched.

    Nothing goes in but the evidence and the texts of sources that may be read whole, see ``Corpus.readable``.
    """
    codebook = codebook_of(project)
    title = read_config(project.root).title
    folder = project.outputs / "evidence"
    with closing(Corpus(project)) as corpus:
        say(f"exchange {corpus.number} elements of {len(corpus.sources)} sources")
        codes = codes_of(codebook, corpus.codes_used)
        coders = [RULES, *sorted({coder for one in corpus.decisions for coder in coders_of(one)} - {RULES})]

        def fill(project: IO[bytes], annotations: IO[bytes], lines: IO[bytes]) -> None:
            listed = Collection(annotations, title, corpus.number)
            write_project(project, title, codes, coders, _texts(corpus, listed, lines, say))
            listed.end()

        # One pass over the elements for all three: reading them is what takes long.
        names = ("project.qdpx", "annotations.jsonld", "elements.jsonl")
        write_together([folder / name for name in names], fill)
        write_bytes(folder / "codebook.qdc", codebook_bytes(codes))
        concepts = skos.scheme(corpus, codebook, codes, title)
        write_by(folder / "concepts.ttl", lambda s: s.writelines(piece.encode("utf-8") for piece in concepts))
        write_json(folder / "datapackage.json", tidy.package(corpus, folder, title))


def read_back(project: Project, path: Path, by: str) -> dict[str, Any]:
    """Return ``{"decisions": [...], "problems": [...]}`` for a .qdpx file that comes back, see ``homecoming.compare``.

    ``by`` is who removed the codings that are gone. Raises ``SourceError`` for what is no such file.
    """
    with closing(Corpus(project)) as corpus:
        codes = codes_of(codebook_of(project), corpus.codes_used)
        found = read_project(_bytes(path), path.name, codes, [source["id"] for source in corpus.sources])
        own_ids = _own_ids(project)
        homes = {own_ids.get(name, name) for name in found.texts if name in {s["id"] for s in corpus.sources}}
        files = {home: project.extracts / home / "text.txt" for home in sorted(homes)}
        texts = {home: file.read_text(encoding="utf-8") for home, file in files.items() if file.is_file()}
        decisions = compare(found, corpus, own_ids, texts, by)
    return {"decisions": decisions, "problems": found.problems}


def read_codebook_back(path: Path) -> dict[str, Any]:
    """Return the kinds, themes and problems of a .qdc file, see ``codes.plain``."""
    return read_codebook_file(_bytes(path), path.name)


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > TOTAL:
        raise SourceError("too-large", f"{path.name}: {size // 2**20} MB; at most {TOTAL // 2**20} are read")
    return path.read_bytes()


def _texts(corpus: Corpus, listed: Collection, lines: IO[bytes], say: Callable[[str], None]) -> Iterable[Text]:
    """Yield the sources as far as they may be read, with their elements as codings.

    What is yielded was also added to ``listed`` and ``lines``.
    """
    passages = 0
    for source in corpus.sources:
        elements = corpus.elements(source["id"])
        listed.add(elements, source)
        lines.write(tidy.lines(elements))
        readable = corpus.readable(source, elements)
        if not readable.text:
            say(f"exchange: {source['id']} has no text that may be read outside; it is not in project.qdpx")
            continue
        passages += not readable.whole
        title = source["title"] if readable.whole else f"{source['title']} (quoted passages only)"
        codings = [
            Coded(e["id"], start, end, e["kind"], tuple(e["themes"]), coder, note_of(e))
            for e, (start, end) in zip(elements, readable.places, strict=True)
            for coder in coders_of(e)
        ]
        yield Text(source["id"], f"{title}\n\n{state_of(elements)}", readable.text, codings)
    if passages:
        say(f"exchange: {passages} sources are in project.qdpx by their quoted passages only")


def _own_ids(project: Project) -> dict[str, str]:
    """Return the ids of interviews by the public ids that they are published under."""
    interviews = [source for source in scan(project)[0] if source.kind == "interview"]
    described = (describe(project, source, Bibliography()) for source in interviews)
    return {public_id(d.source.id, d.withheld): d.source.id for d in described}
