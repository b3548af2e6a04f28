"""The stage review: decisions of people, applied to the sources that have any, in ``.build/review.json``."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from wsse_vision.files import read_json, write_json
from wsse_vision.home import Project
from wsse_vision.model import Problem, as_json, problems_json
from wsse_vision.review import told
from wsse_vision.review.apply import Orphan, Outcome, Reviewed
from wsse_vision.review.decisions import FOLDER, Review, read_review
from wsse_vision.review.material import read_material
from wsse_vision.sources.codebook import codebook_of
from wsse_vision.sources.scan import ABOUT_THE_FOLDER

MANIFEST = "review.json"


@dataclass
class _Corpus:
    """The sources of a run: those that are coded, those set aside, and those whose id nobody may learn."""

    project: Project
    coded: list[str]
    set_aside: frozenset[str]
    secret: frozenset[str]
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def elements(self) -> frozenset[str]:
        """The ids of all elements of all sources, read only when a merger names one of another source."""
        codings = (read_json(self.project.extracts / source / "elements.json") for source in self.coded)
        return frozenset(str(element["id"]) for coding in codings for element in coding["elements"])

    def __contains__(self, identity: object) -> bool:
        return identity in self.elements


def run(project: Project, batches: Sequence[int], say: Callable[[str], None]) -> None:
    """Apply ``sources/reviews/*.yaml`` to the sources of ``batches`` and write ``.build/review.json``.

    It holds ``{"sources": {id: {"elements", "added", "orphaned", "idle"}}, "problems": [...]}``; ``elements`` has an
    entry for each element that was decided on, ``added`` whole elements. Sources without a file of decisions are not
    in it.
    """
    corpus = _corpus(project, batches)
    themes = codebook_of(project).theme_ids()
    sources: dict[str, Any] = {}
    for path in _files(corpus):
        source = path.stem
        if source not in corpus.coded:
            corpus.problems.append(_not_there(corpus, read_review(path)))
            continue
        outcome = read_material(project, source).outcome(themes, corpus)
        corpus.problems += outcome.problems
        sources[source] = as_record(outcome)
        say(f"review {source}: {len(sources[source]['elements'])} decided, {len(outcome.orphans)} orphaned")
    corpus.problems += _settle_mergers(sources)
    for problem in corpus.problems:
        say(f"problem: {problem.message}")
    write_json(project.build / MANIFEST, {"sources": sources, "problems": problems_json(corpus.problems)})


def _settle_mergers(sources: dict[str, Any]) -> list[Problem]:
    """Lead mergers across sources to their end; undo, and tell, those in a circle or into a rejected element."""
    decided = {identity: entry for record in sources.values() for identity, entry in record["elements"].items()}
    ends: dict[str, str | None] = {}
    for identity in decided:
        path = [identity]
        while (target := decided.get(path[-1], {}).get("merged_into")) is not None and path.count(target) == 0:
            path.append(target)
        is_lost = target is not None or decided.get(path[-1], {}).get("status") == "rejected"
        if len(path) > 1:
            ends[identity] = None if is_lost else path[-1]
    problems = []
    for source, record in sources.items():
        for identity, end in ends.items():
            if identity in record["elements"]:
                record["elements"][identity]["merged_into"] = end
                problems += [told.circle(source, identity)] if end is None else []
    return problems


def as_record(outcome: Outcome) -> dict[str, Any]:
    """Return what is written of the outcome for one source."""
    decided = [r for r in outcome.reviewed if r.decided_by or r.disputed]
    return {
        "elements": {r.element.id: _decided(r) for r in decided},
        "added": [as_json(r.element) for r in outcome.reviewed if r.added],
        "orphaned": [_orphan(orphan) for orphan in outcome.orphans],
        "idle": [placed.decision.quote or placed.decision.element for placed in outcome.idle],
    }


def _decided(reviewed: Reviewed) -> dict[str, Any]:
    return {
        "status": reviewed.status,
        "kind": reviewed.element.kind,
        "themes": reviewed.element.themes,
        "key": reviewed.key,
        "translation": dict(sorted(reviewed.translations.items())),
        "note": "\n".join(reviewed.notes) or None,
        "merged_into": reviewed.merged_into,
        "by": reviewed.decided_by,
        "on": reviewed.on,
        "found": reviewed.found,
        "disputed": reviewed.disputed,
        "because": reviewed.element.because,
    }


def _orphan(orphan: Orphan) -> dict[str, Any]:
    given = orphan.placed.decision.model_dump(exclude_defaults=True)
    return {**given, "where": orphan.placed.where(), "reason": orphan.reason}


def _corpus(project: Project, batches: Sequence[int]) -> _Corpus:
    ingested = [read_json(project.build / f"ingest-{batch}.json") for batch in batches]
    extracted = [read_json(project.build / f"extract-{batch}.json") for batch in batches]
    entries = [entry for manifest in ingested for entry in [*manifest["documents"], *manifest["set_aside"]]]
    return _Corpus(
        project,
        sorted(str(entry["id"]) for manifest in extracted for entry in manifest["documents"]),
        frozenset(str(entry["id"]) for manifest in ingested for entry in manifest["set_aside"]),
        frozenset(str(e["id"]) for e in entries if e["kind"] == "interview" and e.get("consent") != "public"),
    )


def _files(corpus: _Corpus) -> Iterator[Path]:
    """Yield the files of decisions, sorted by name; whatever else lies in their folder is a problem."""
    folder = corpus.project.root / FOLDER
    home = folder.resolve()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "~$")) or path.stem.upper() in ABOUT_THE_FOLDER:
            continue
        shown = f"{FOLDER}/{path.name}"
        if path.suffix != ".yaml" or not path.is_file():
            message, todo = f"{shown} is no file that is read", "call it <source>.yaml, or import it if it is a sheet"
            corpus.problems.append(Problem(shown, "review", "misplaced", message, todo))
        elif not path.resolve().is_relative_to(home):
            message, todo = f"{shown} is a link out of its folder; it was set aside", "copy the file instead"
            corpus.problems.append(Problem(shown, "review", "outside", message, todo))
        else:
            yield path


def _not_there(corpus: _Corpus, review: Review) -> Problem:
    """Return the problem of decisions on a source that is not coded."""
    shown, number = f"{FOLDER}/{review.source}.yaml", len(review.decisions)
    if review.source in corpus.set_aside:
        message = f"{shown}: its source could not be read, so {number} decisions wait"
        return Problem(review.source, "review", "review-waiting", message, "mend the source; nothing here is lost")
    near = difflib.get_close_matches(review.source, sorted(set(corpus.coded) - corpus.secret), n=1)
    hint = f"; is it {near[0]}?" if near else ""
    message = f"{shown}: there is no source of this name, so {number} decisions are not used{hint}"
    return Problem(review.source, "review", "review-unknown-source", message, "call the file <id of the source>.yaml")
