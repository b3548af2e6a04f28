"""The last stage of a build: all problems in one file, and whether the result may stand."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from wsse_vision.config import Config
from wsse_vision.digests import Digests
from wsse_vision.files import half_written, read_json, write_json
from wsse_vision.home import Project
from wsse_vision.model import Problem, problems_json
from wsse_vision.publish.identity import CHANGED, refusals
from wsse_vision.release.consent import breaches, discreet
from wsse_vision.release.manifest import write_sums
from wsse_vision.release.readable import pages_of
from wsse_vision.versions import SUMS

PROBLEMS = "problems.json"

_WITHHELD = "withheld"
"""Where in ``.build/`` files are put that break consent."""

_LISTINGS = ("join.json", "pages.json", "evidence-pages.json", "changes.json")
"""What the steps leave in ``.build/`` that write more files than they say beforehand."""


class NotAcceptedError(Exception):
    """The build may not stand; the message says why, a reason a line."""


def check(project: Project, config: Config, batches: Sequence[int], say: Callable[[str], None]) -> None:
    """Gather the problems of all stages and of the built files in ``outputs/problems.json``.

    Then everything that readers get is there, and its checksums are written into ``outputs/SHA256SUMS``.
    """
    manifests = [read_json(project.build / "sources.json")]
    manifests += [read_json(project.build / f"ingest-{batch}.json") for batch in batches]
    reviewed = read_json(project.build / "review.json")["problems"]
    problems = [Problem(**p) for p in itertools.chain.from_iterable(m["problems"] for m in manifests)]
    problems += [Problem(**p) for p in reviewed]
    entries = [entry for manifest in manifests[1:] for entry in [*manifest["documents"], *manifest["set_aside"]]]
    problems = [_discreet(p, entries) for p in problems]
    problems += refusals(project, config, read_json(project.build / "composed.json"))
    problems += _unstated(project, entries)
    problems += _too_long(project, config)
    problems += _untranslated(project, config)
    _clear(project.outputs)
    own = project.outputs / PROBLEMS
    files = sorted(p for p in project.outputs.rglob("*") if p.is_file() and p not in (own, own.with_name(SUMS)))
    digests = Digests(project.build / "digests.json")
    broken = dict(breaches(project, files, digests))
    _withhold(project, broken)
    problems = discreet(project, problems)
    problems += broken.values()
    for problem in problems:
        say(f"{problem.stage}: {problem.message}")
    write_json(project.outputs / PROBLEMS, problems_json(problems))
    write_sums(project, digests)
    digests.keep()


def _clear(outputs: Path) -> None:
    """Remove what killed runs left half-written in ``outputs/``, but nothing from the folders of releases."""
    for folder in [outputs, *(path for path in outputs.rglob("*") if path.is_dir())]:
        if "releases" not in folder.relative_to(outputs).parts[:-1]:
            for left in half_written(folder):
                left.unlink()


def _withhold(project: Project, paths: Iterable[Path]) -> None:
    """Take files that break consent out of ``outputs/``, so that nobody publishes them; a person finds them apart.

    What was released stays: it is in Git as well, and `wsse-vision withdraw` is the way to take it back.
    """
    apart = project.build / _WITHHELD
    shutil.rmtree(apart, ignore_errors=True)
    for path in paths:
        name = path.relative_to(project.outputs)
        if name.parts[0] != "releases":
            (apart / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(apart / name)
            # Such files are known by what lists them; without that they are written again.
            for listing in _LISTINGS:
                (project.build / listing).unlink(missing_ok=True)


def accept(project: Project, config: Config) -> None:
    """Raise ``NotAcceptedError`` when the build may not stand.

    That is when consent is broken, when a publication is not what was released under its version, and in strict mode
    when a source was set aside.
    """
    problems = [Problem(**p) for p in read_json(project.outputs / PROBLEMS)]
    reasons = [p.message for p in problems if p.code == "consent"]
    if reasons:
        reasons.append(f"what breaks consent was moved from outputs/ to .build/{_WITHHELD}/")
    reasons += [p.message for p in problems if p.code == CHANGED]
    if config.strict:
        reasons += [p.message for p in problems if p.stage == "ingest" or p.code in ("duplicate-id", "outside")]
    if reasons:
        raise NotAcceptedError("\n".join(reasons))


def _discreet(problem: Problem, entries: list[dict[str, object]]) -> Problem:
    """Return a problem as it may be published: without the id of an interview that is not public."""
    secret = {str(e["id"]) for e in entries if e["kind"] == "interview" and e["consent"] != "public"}
    if problem.source not in secret and not problem.source.startswith(("sources/interviews/", "sources/reviews/")):
        return problem
    message = f"an interview that is not public: {problem.code} (the log in .build/logs tells which)"
    return Problem("interviews", problem.stage, problem.code, message, problem.hint)


def _unstated(project: Project, entries: list[dict[str, object]]) -> Iterator[Problem]:
    """Yield one problem for all interviews without a statement of consent; the run's report names them."""
    number = len(unstated(project, [str(e["id"]) for e in entries if e["consent"] == "internal"]))
    if number:
        yield Problem(
            "interviews",
            "sources",
            "no-consent",
            f"{number} interview{'s' if number > 1 else ''} without a statement of consent: counted as "
            "internal, quoted nowhere",
            "write `consent: public`, `anonymous` or `internal` into the sidecar; `wsse-vision consent` lists them",
        )


def unstated(project: Project, ids: Sequence[str]) -> list[str]:
    """Return those of the interviews (ids) whose sidecar says nothing of consent, by path."""
    from wsse_vision.sources.scan import scan
    from wsse_vision.sources.sidecar import read_sidecar

    found = []
    for source in scan(project)[0]:
        if source.id not in ids or source.kind != "interview":
            continue
        if source.sidecar is None or read_sidecar(project.root / source.sidecar, source.sidecar)[0].consent is None:
            found.append(source.path)
    return found


def _untranslated(project: Project, config: Config) -> Iterator[Problem]:
    """Yield the editions whose narrative is missing in their language, so that another language stands in for it."""
    for slug in config.slugs():
        for language in config.languages_of(slug):
            other, path = project.narrative(slug, language)
            if other != language:
                yield Problem(
                    f"sources/narrative/{slug}.{language}.md",
                    "publish",
                    "untranslated",
                    f"{slug} ({language}) has no narrative in its language; {path.name} stands in, marked as such",
                    f"translate {path.name} into sources/narrative/{slug}.{language}.md, or take {language} from the "
                    "languages of the publication in config.yaml",
                )


def _too_long(project: Project, config: Config) -> Iterator[Problem]:
    for slug in config.slugs():
        limit = config.page_limit_of(slug)
        if limit is None or "pdf" not in config.formats_of(slug):
            continue
        version = config.publications[slug].version
        for language in config.languages_of(slug):
            path = Path("outputs") / slug / version / f"{slug}-{version}.{language}.pdf"
            # What was released before the language or the format was added has no such file.
            pages = pages_of(project.root / path) if (project.root / path).is_file() else 0
            if pages > limit:
                yield Problem(
                    path.as_posix(),
                    "publish",
                    "page-limit",
                    f"{slug} ({language}) has {pages} pages; at most {limit} are allowed",
                    f"shorten sources/narrative/{slug}.{language}.md, or change page_limit in config.yaml",
                )
