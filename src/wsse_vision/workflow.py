"""What the Snakefile asks: which files there are, what depends on what, what has to be built."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from wsse_vision import fingerprint
from wsse_vision.config import FORMATS, OVERRIDES, Config, read_config
from wsse_vision.digests import SOURCE_DIGESTS, Digests
from wsse_vision.files import write_json, write_text
from wsse_vision.home import HOME, Project
from wsse_vision.model import Format
from wsse_vision.progress import ASKED, FOLDER, SIZES
from wsse_vision.publish import works
from wsse_vision.publish.render import looks
from wsse_vision.sources.scan import SourceFile, batch_of, scan
from wsse_vision.versions import ENTRY, LEDGER, MANIFEST, SUMS, manifest_of, released

_HANDWRITTEN = ("codebook.yaml", "workplan.yaml", "indicators.yaml", "questionnaire.yaml", "references.bib")


class Plan:
    """The workflow's view of a project folder (``root``, the working directory).

    Raises ``HandwrittenError`` for a config, and ``LedgerError`` for a ledger of releases, that cannot be read.
    """

    def __init__(self, root: Path, overrides: dict[str, Any]) -> None:
        self.project = Project(root)
        if overrides:
            os.environ[OVERRIDES] = json.dumps(overrides)
        self.shell_prefix = f"export PATH={shlex.quote(str(Path(sys.executable).parent))}:$PATH; "
        if overrides:
            settings = json.dumps(overrides, sort_keys=True).replace("{", "{{").replace("}", "}}")
            self.shell_prefix += f"export {OVERRIDES}={shlex.quote(settings)}; "
        self.config: Config = read_config(self.project.root)
        self._editions = self._find_editions()

    def hold(self) -> str:
        """Take the folder for this process as long as it lives; return why that is not possible, or nothing.

        Unlike a lock file this is never left behind, not even by a run that was killed.
        """
        lock = self.project.build / "run.lock"
        try:
            self.project.build.mkdir(exist_ok=True)
            self._held = lock.open("w")
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._begin_records()
        except BlockingIOError:
            return "another run is working in this folder; wait for it to end"
        except OSError as error:
            todo = "make the folder writable, or free some space, for whoever runs this"
            if error.errno in (errno.ENOLCK, errno.ENOTSUP):
                todo = "the file system keeps no locks; put the project folder on one that does"
            return f"{error.filename or lock}: {error.strerror}: {todo}"
        return ""

    def _begin_records(self) -> None:
        """Remove what the last run told of its progress, and write how much there is to do."""
        self._digests.keep()
        records = self.project.build / FOLDER
        shutil.rmtree(records, ignore_errors=True)
        documents = {f"{stage}-{n}": len(x) for stage in ("ingest", "extract") for n, x in self._batches.items()}
        write_json(records / SIZES, documents)
        write_text(records / ASKED, ".")

    @cached_property
    def _batches(self) -> dict[int, list[SourceFile]]:
        batches: dict[int, list[SourceFile]] = {}
        for source in scan(self.project)[0]:
            batches.setdefault(batch_of(source.id, self.config.batches), []).append(source)
        return batches

    @property
    def batches(self) -> list[int]:
        """The batches that hold any document."""
        return sorted(self._batches)

    @property
    def documents(self) -> int:
        """The number of documents."""
        return sum(map(len, self._batches.values()))

    def state(self, batch: int) -> str:
        """Return a hash over the names and contents of the documents of a batch and their sidecars.

        Snakemake would look at each file that it is told of, and keep a record of it for each job; for ten thousand
        documents that takes longer than all the rest of a run with nothing to do.
        """
        sources = self._batches.get(batch, [])
        return self._hash_of(path for source in sources for path in (source.path, source.sidecar) if path)

    def sidecar_state(self) -> str:
        """Return a hash over the names and contents of the sidecars of all documents."""
        return self._hash_of(s.sidecar for sources in self._batches.values() for s in sources if s.sidecar)

    def _hash_of(self, paths: Iterable[str]) -> str:
        return fingerprint.of_text("\n".join(sorted(f"{path} {self._content(path)}" for path in paths)))

    def _content(self, path: str) -> str:
        try:
            return self._digests.of(self.project.root / path)
        except OSError as error:  # the stage that reads it says what is wrong
            return str(error.strerror)

    @cached_property
    def _digests(self) -> Digests:
        return Digests(self.project.build / SOURCE_DIGESTS)

    @property
    def about_documents(self) -> list[str]:
        """What describes documents beside their sidecars: the bibliography and the heads of forum exports."""
        exports = [path for path in self.existing("evaluations") if path.endswith("/summary.csv")]
        return [*exports, *self.existing("references.bib")]

    def existing(self, *names: str) -> list[str]:
        """Return those of the named files and folders of ``sources/`` that are there (folders: their files)."""
        found: list[str] = []
        for name in names:
            path = self.project.sources / name
            if path.is_file():
                found.append(f"sources/{name}")
            elif path.is_dir():
                inner = (p for p in path.rglob("*") if p.suffix in (".csv", ".md", ".yaml"))
                found += sorted(f"sources/{name}/{p.relative_to(path).as_posix()}" for p in inner)
        return found

    @property
    def handwritten(self) -> list[str]:
        """All hand-written files beside the documents."""
        return self.existing(*_HANDWRITTEN, "evaluations", "narrative")

    @property
    def codebook(self) -> str:
        """The codebook in use, the project's own or the shipped one."""
        return self._path(self.project.codebook)

    @property
    def templates(self) -> list[str]:
        """All template files in use."""
        names = {p.relative_to(HOME / "templates").as_posix() for p in (HOME / "templates").rglob("*") if p.is_file()}
        own = self.project.root / "templates"
        names |= {p.relative_to(own).as_posix() for p in own.glob("locale/*/LC_MESSAGES/*.po")}
        shipped = {HOME / "templates" / name for name in names if name.startswith("locale/")}
        paths = {self.project.template(name) for name in names} | {path for path in shipped if path.is_file()}
        return sorted(self._path(path) for path in paths)

    def looks(self, formats: Sequence[Format]) -> str:
        """Return a hash over the template files that shape formats."""
        return fingerprint.of_files(looks(self.project, formats))

    def listing(self) -> str:
        """Return the names of everything in ``sources/``: a file that comes or goes changes it."""
        if not self.project.sources.is_dir():
            return ""
        home = str(self.project.sources)
        found = ((folder, name) for folder, inner, files in os.walk(home) for name in (*inner, *files))
        names = (f"{folder[len(home) :]}/{name}" for folder, name in found)
        return fingerprint.of_text("\n".join(sorted(names)))

    def settings(self, *names: str) -> str:
        """Return a hash over settings of the config."""
        return fingerprint.of_text(self.config.model_dump_json(include=set(names) or None))

    @property
    def formats(self) -> dict[tuple[Format, ...], list[str]]:
        """The sets of formats that publications are built in, with the publications of each."""
        found: dict[tuple[Format, ...], list[str]] = {}
        for slug in self.config.slugs():
            found.setdefault(self._editions[slug][1], []).append(slug)
        return found

    def _find_editions(self) -> dict[str, tuple[list[str], tuple[Format, ...]]]:
        """The languages and formats of each publication: of a version that was released those of the release."""
        found: dict[str, tuple[list[str], tuple[Format, ...]]] = {}
        for slug in self.config.slugs():
            languages: list[str] = [*self.config.languages_of(slug)]
            formats = tuple(self.config.formats_of(slug))
            if release := released(self.project, slug, self.config.publications[slug].version):
                manifest = manifest_of(self.project, release)
                there = {file.format for file in manifest.files}
                languages = list(manifest.editions)
                formats = tuple(format for format in FORMATS if format in there)
            found[slug] = (languages, formats)
        return found

    @property
    def publications(self) -> list[str]:
        """The files of all publications."""
        versions = {slug: self.config.publications[slug].version for slug in self.config.slugs()}
        editions = [(s, x, f) for s, (languages, formats) in self._editions.items() for x in languages for f in formats]
        return [f"outputs/{s}/{versions[s]}/{s}-{versions[s]}.{x}.{f}" for s, x, f in editions]

    @property
    def works(self) -> tuple[str, ...]:
        """How the names of the files end that have the works which an edition cites."""
        return works.ENDINGS

    @property
    def manifests(self) -> list[str]:
        """What stands beside the files of each publication: its manifest and its checksums."""
        versions = {slug: self.config.publications[slug].version for slug in self.config.slugs()}
        return [f"outputs/{s}/{v}/{name}" for s, v in versions.items() for name in (MANIFEST, SUMS)]

    @property
    def releases(self) -> list[str]:
        """What the ledger and the releases say of themselves."""
        folder = self.project.outputs / "releases"
        found = [*folder.glob(f"*/*/{ENTRY}"), *folder.glob(LEDGER)]
        return sorted(path.relative_to(self.project.root).as_posix() for path in found)

    def release_of(self, slug: str) -> str:
        """Return what the ledger says of the version that is being built: what was released is not written again."""
        release = released(self.project, slug, self.config.publications[slug].version)
        return release.hash if release else ""

    @property
    def indexes(self) -> list[str]:
        """The first page of the readers' site and its translations."""
        return [f"outputs/{name}" for name in self.config.index_pages().values()]

    @property
    def feeds(self) -> list[str]:
        """The feeds for programs: releases, catalogues and the calendar."""
        catalogues = [f"outputs/opds/{language}.xml" for language in self.config.index_pages()]
        return ["outputs/feed.xml", "outputs/opds.xml", "outputs/plan.ics", *catalogues]

    def _path(self, path: Path) -> str:
        root = self.project.root.resolve()
        return path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else path.as_posix()
