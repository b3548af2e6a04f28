"""Why a file would be written again or not, in plain words, by the records that the stages keep for themselves."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from wsse_vision import fingerprint
from wsse_vision.config import Config
from wsse_vision.extract import stage as extract
from wsse_vision.files import read_head, read_json, sha256
from wsse_vision.home import Project
from wsse_vision.ingest import stage as ingest
from wsse_vision.join.public import public_id
from wsse_vision.model import Language
from wsse_vision.progress import PROGRAMS, RECORDED
from wsse_vision.publish import works
from wsse_vision.publish.catalogue import BY_SLUG, Entry
from wsse_vision.publish.desk import Desk
from wsse_vision.publish.identity import PROGRAM, appearance, reasons
from wsse_vision.sources.bibliography import read_bibliography
from wsse_vision.sources.metadata import Described, describe
from wsse_vision.sources.scan import batch_of, scan
from wsse_vision.versions import MANIFEST, SUMS, released

_MOST = 6
"""Reasons that are told."""


class UnknownFileError(Exception):
    """Nothing is known about a file; the message says what to do."""


class Why:
    """What is on disk now against what was there when things were last built."""

    def __init__(self, project: Project, config: Config) -> None:
        self.project = project
        self.config = config

    def about(self, name: str) -> str:
        """Return why a file (its path from the project folder) would be written again or not, in one paragraph.

        Raises ``UnknownFileError`` for a file that the project neither makes nor reads.
        """
        top, *rest = name.split("/")
        found = None
        if top in ("sources", "templates"):
            found = self._source(name)
        elif top == self.project.extracts.name and len(rest) == 2 and rest[0] in self._sources:
            found = self._extract(rest[0], rest[1])
        elif top == self.project.outputs.name:
            found = self._output("/".join(rest))
        if found is None:
            raise UnknownFileError(f"{name}: {self._unknown(name)}")
        return f"{name}: {found}"

    @cached_property
    def _sources(self) -> dict[str, Described]:
        bibliography = read_bibliography(self.project.sources / "references.bib")
        return {source.id: describe(self.project, source, bibliography) for source in scan(self.project)[0]}

    @cached_property
    def _entries(self) -> dict[str, dict[str, Any]]:
        """What the last run noted of each document, and of each that it set aside, by source id."""
        batches = [read_json(path) for path in sorted(self.project.build.glob("ingest-*.json"))]
        return {entry["id"]: entry for batch in batches for entry in [*batch["documents"], *batch["set_aside"]]}

    @cached_property
    def _composed(self) -> dict[str, Any]:
        path = self.project.build / "composed.json"
        found: dict[str, Any] = read_json(path) if path.is_file() else {}
        return found

    @cached_property
    def _document_reasons(self) -> dict[str, str]:
        """Why documents have to be read again, by source id, those that are gone included."""
        found = {identity: self._why_read(described) for identity, described in self._sources.items()}
        gone = {identity: f"source {identity} is gone" for identity in self._entries if identity not in self._sources}
        return {identity: why for identity, why in {**found, **gone}.items() if why}

    def _why_read(self, described: Described) -> str:
        """Return why a document has to be read again, or nothing."""
        source, folder = described.source, self.project.extracts / described.source.id
        entry = self._entries.get(source.id)
        if entry is None:
            return f"source {source.path} is new"
        if "content" not in entry:
            path = self.project.root / source.path
            since = self.project.build / f"ingest-{batch_of(source.id, self.config.batches)}.json"
            is_newer = not since.is_file() or path.stat().st_mtime_ns > since.stat().st_mtime_ns
            return f"source {source.path} changed" if is_newer else ""
        content = ingest.content_of(self.project, described)
        if content != entry["content"]:
            return self._what_changed(described)
        if ingest.key_of(content) != entry["key"]:
            return PROGRAM
        if not ingest.is_current(folder, entry["key"]):
            return f"{folder.name}/text.txt or document.json was changed or removed"
        return ""

    def _what_changed(self, described: Described) -> str:
        """Say which file about a source changed; only its time stamp tells them apart."""
        source = described.source
        since = self.project.extracts / source.id / "document.json"
        for path in (source.path, source.sidecar):
            file = self.project.root / (path or source.path)
            if path and since.is_file() and file.stat().st_mtime_ns > since.stat().st_mtime_ns:
                return f"source {path} changed"
        return f"source {source.path} or what is said about it changed"

    def _source(self, name: str) -> str | None:
        for described in self._sources.values():
            if name in (described.source.path, described.source.sidecar):
                return self._document(described)
        kept = name.removeprefix("sources/")
        kept = "evaluations" if kept.startswith("evaluations/") else kept
        uses = [
            (slug, language, before["files"].get(kept), now["files"].get(kept))
            for slug, language, before, now in self._editions
            if kept in {**before["files"], **now["files"]}
        ]
        if not uses:
            return None
        changed = [f"{slug} ({language})" for slug, language, before, after in uses if before != after]
        if changed:
            return f"changed since the last build; to be composed again: {_listed(changed)}"
        return f"unchanged since {_listed(f'{slug} ({language})' for slug, language, *_ in uses)} were last composed"

    def _document(self, described: Described) -> str:
        """Say what becomes of a document, and which publications draw on it."""
        source = described.source
        drawn = [slug for slug in self.config.slugs() if source.kind in BY_SLUG[slug].draws_on]
        into = f"; {_listed(drawn)} draw on it" if drawn else ""
        if why := self._document_reasons.get(source.id):
            return f"will be read again: {why}{into}"
        if "message" in self._entries[source.id]:
            return f"set aside, and unchanged since: {self._entries[source.id]['message']}"
        return f"up to date: {self.project.extracts.name}/{source.id}/ was made of it as it is{into}"

    def _extract(self, identity: str, file: str) -> str | None:
        """Say what becomes of a file that is made of one source."""
        if file not in ("text.txt", "document.json", "elements.json"):
            return None
        if why := self._document_reasons.get(identity):
            return f"will be built: {why}"
        entry = self._entries[identity]
        if "message" in entry:
            return f"is not built: {entry['message']}"
        if file == "elements.json" and (why := self._why_coded(identity, entry["key"])):
            return f"will be built: {why}"
        more = ", the codebook" if file == "elements.json" else ", what is said about it"
        return f"up to date: {self._sources[identity].source.path}{more} and the program are as they were"

    def _why_coded(self, identity: str, key: str) -> str:
        """Return why a document that is up to date has to be coded again, or nothing."""
        stamp, folder = self.project.build / extract.STAMPS / identity, self.project.extracts / identity
        if extract.is_current(folder, stamp, sha256(key + extract.rules_of(self.project.codebook))):
            return ""
        if not (folder / "elements.json").is_file() or not stamp.is_file():
            return "it was not made yet, or was removed"
        if stamp.read_text(encoding="utf-8").split()[-1] != extract.hash_of(folder):
            return "it was changed by hand"
        is_newer = self.project.codebook.stat().st_mtime_ns > stamp.stat().st_mtime_ns
        return "the codebook changed" if is_newer else f"{PROGRAM}, or the codebook"

    def _output(self, name: str) -> str | None:
        """Say what becomes of a file below ``outputs/``."""
        folder, _, file = name.rpartition("/")
        if name.startswith("releases/"):
            is_there = (self.project.outputs / name).is_file()
            return "released, and never written again (`wsse-vision verify` checks it)" if is_there else None
        for slug in self.config.slugs():
            version = self.config.publications[slug].version
            for language in self.config.languages_of(slug):
                for ending in (*self.config.formats_of(slug), *works.ENDINGS):
                    if name == f"{slug}/{version}/{slug}-{version}.{language}.{ending}":
                        return self._publication(slug, language, file)
        step = self._step_of(name, folder, file)
        return None if step is None else self._follows(name, step)

    def _publication(self, slug: str, language: Language, file: str) -> str:
        """Say what becomes of a file of a publication."""
        version = self.config.publications[slug].version
        path = self.project.outputs / slug / version / file
        if release := released(self.project, slug, version):
            return f"copied from the release of {release.version}, which never changes; a new version has to be set"
        record = self.project.build / "composed" / f"{slug}.{language}.json"
        if not record.is_file():
            return "will be built: nothing was composed yet"
        last = f"last built because: {'; '.join(read_head(record, 'reasons')['reasons'])}"
        if why := self._why_composed(slug, language):
            missing = "" if path.is_file() else "is not there and "
            return f"{missing}will be composed again: {_told(why)}; it is written if that changes what is in it. {last}"
        if why := self._why_written(slug) or ([] if path.is_file() else ["it is not there"]):
            return f"will be built: {_told(why)}"
        return self._by_hand(path) or f"up to date: {last}"

    def _by_hand(self, path: Path) -> str:
        """Say of a file that is not what was built, what to do; nothing of others."""
        manifest = path.with_name(MANIFEST)
        known = {one["name"]: one["sha256"] for one in read_json(manifest)["files"]} if manifest.is_file() else {}
        if known.get(path.name, "") in ("", sha256(path.read_bytes())):
            return ""
        return "changed since it was built, by hand or by another program; remove it to have it built again"

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.project, self.config)

    @cached_property
    def _editions(self) -> list[tuple[str, Language, dict[str, Any], dict[str, Any]]]:
        """Publications with their languages, what went into them, and what would go into them now."""
        found = []
        for slug in self.config.slugs():
            for language in self.config.languages_of(slug):
                record = self.project.build / "composed" / f"{slug}.{language}.json"
                if record.is_file():
                    before = read_head(record, "inputs")["inputs"]
                    now = asdict(self._desk.inputs_of(BY_SLUG[slug], language))
                    now["sources"] = self._sources_now(BY_SLUG[slug], before["sources"])
                    found.append((slug, language, before, now))
        return found

    def _sources_now(self, entry: Entry, before: dict[str, str]) -> dict[str, str]:
        """Return the sources that a publication would draw on, with a hash, or the code of what is wrong with them."""
        now: dict[str, str] = {}
        for identity, described in self._sources.items():
            source, name = described.source, public_id(described.source.id, described.withheld)
            workshop = described.given.get("workshop")
            is_of_it = source.kind != "workshop" or entry.workshop in (None, workshop)
            if source.kind not in entry.draws_on or described.consent == "internal":
                continue
            if name in before or is_of_it:
                why = self._document_reasons.get(identity)
                now[name] = before[name] if name in before and why in (None, PROGRAM) else why or ""
        return now

    def _why_composed(self, slug: str, language: str) -> list[str]:
        """Return why a publication has to be composed again."""
        for one, other, before, now in self._editions:
            if (one, other) == (slug, language):
                own = reasons(before, now)
                if not own and self._document_reasons:
                    return [f"evidence of other sources changed ({_told(self._document_reasons.values())})"]
                return own
        return []

    def _why_written(self, slug: str) -> list[str]:
        """Return why the files of a publication have to be written again though it reads as before."""
        before = self._composed.get(slug, {})
        found = ["the looks changed"] if before.get("looks") != appearance(self.project, self._formats(slug)) else []
        tools = before.get("tools", {})
        for name, version in fingerprint.tools().items():
            if tools.get(name) != version:
                found.append(PROGRAM if name == "wsse-vision" else f"{name} is {version}, was {tools.get(name)}")
        return found

    def _formats(self, slug: str) -> list[Any]:
        return [*self.config.formats_of(slug)]

    def _step_of(self, name: str, folder: str, file: str) -> str | None:
        """Return the command that writes a file of the site, of the evidence or about a publication."""
        for record in ("pages", "evidence-pages"):
            path = self.project.build / f"{record}.json"
            if path.is_file() and name in read_json(path):
                return record
        if name in (SUMS, "problems.json"):
            return "check"
        if file in (MANIFEST, SUMS) and folder in self._folders:
            return "manifests"
        if name in ("feed.xml", "opds.xml", "plan.ics") or folder == "opds":
            return "feeds"
        if folder == "evidence" and (self.project.outputs / name).is_file():
            return "exchange"
        return None

    @cached_property
    def _folders(self) -> set[str]:
        return {f"{slug}/{self.config.publications[slug].version}" for slug in self.config.slugs()}

    def _follows(self, name: str, step: str) -> str:
        """Say what becomes of a file that gathers much."""
        path = self.project.outputs / name
        if not path.is_file():
            return "will be built: it is not there"
        found = list(self._document_reasons.values())
        for slug, _language, before, now in self._editions:
            found += [*reasons({**before, "sources": now["sources"]}, now), *self._why_written(slug)]
        program = self.project.build / PROGRAMS / step
        if not program.is_file() or program.read_text(encoding="utf-8") != fingerprint.of_stage(RECORDED[step]):
            found.append(PROGRAM)
        if found:
            return f"will be made again (`wsse-vision {step}`), and written if it differs: {_told(found)}"
        return f"up to date: nothing that `wsse-vision {step}` makes it of has changed"

    def _unknown(self, name: str) -> str:
        """Say of a file that nothing is known of what might be meant, or what to do."""
        slug = next((slug for slug in self.config.slugs() if name.startswith(f"outputs/{slug}/")), None)
        if slug:
            version = self.config.publications[slug].version
            built = f"{slug} {version} in {', '.join(self.config.languages_of(slug))}"
            formats = ", ".join(self._formats(slug))
            return f"not built by the settings in use, which ask for {built} as {formats}; see config.yaml"
        known = [described.source.path for described in self._sources.values()]
        known += [f"outputs/{name}" for name in self._folders]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        hint = f"is {near[0]} meant? " if near else ""
        return f"the project neither makes nor reads such a file; {hint}`snakemake --summary` lists what it makes"


def _listed(names: Iterable[str]) -> str:
    names = list(dict.fromkeys(names))
    return ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")


def _told(reasons: Iterable[str]) -> str:
    found = sorted(dict.fromkeys(reasons), key=lambda one: one == PROGRAM)
    return "; ".join(found[:_MOST]) + (f" and {len(found) - _MOST} more changes" if len(found) > _MOST else "")
