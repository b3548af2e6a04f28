"""The last lines of a run: what was built and why, what was set aside, what needs a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wsse_vision.config import Config
from wsse_vision.files import read_head, read_json
from wsse_vision.home import Project
from wsse_vision.release.stage import PROBLEMS, unstated
from wsse_vision.sources.bibliography import Bibliography
from wsse_vision.sources.metadata import describe
from wsse_vision.sources.scan import scan
from wsse_vision.versions import released

_MOST = 12
"""Lines of one sort that are printed; the rest is counted."""


def write(project: Project, config: Config, since: float, failed: bool) -> None:
    """Print the summary of a run that began at ``since`` (seconds since 1970)."""
    print()
    built = _built(project, config, since)
    if built:
        files = sum(len(formats) for formats, _why in built.values())
        print(f"Built {files} file{'s' if files != 1 else ''}:")
        _lines(f"  {name} ({', '.join(formats)}) – {why}" for name, (formats, why) in built.items())
    elif not failed:
        print("Nothing had to be built: every publication is up to date.")
    if failed:
        print("The run failed; the lines above say where. What was finished is kept. Logs are in .build/logs/.")
        return
    problems = _read(project.outputs / PROBLEMS) or []
    aside = [p for p in problems if p["stage"] == "ingest"]
    if aside:
        print(f"Set aside {len(aside)} source{'s' if len(aside) != 1 else ''}:")
        _lines(f"  {p['message']}" + (f" – {p['hint']}" if p["hint"] else "") for p in aside)
    silent = unstated(project, [source.id for source in scan(project)[0]])
    if silent:
        print("Interviews without a statement of consent, counted as internal and quoted nowhere:")
        _lines(f"  {path}" for path in silent)
    others = [p for p in problems if p["stage"] != "ingest" and p["code"] != "no-consent"]
    if others:
        print(f"{len(others)} more problem{'s' if len(others) != 1 else ''} to look at:")
        _lines(f"  {p['message']}" for p in others)
    print(f"Problems: {len(problems)} (outputs/{PROBLEMS}). Open outputs/index.html to read.")


def consent(project: Project) -> None:
    """Print every interview with its consent and what that means."""
    meaning = {
        "public": "quoted with its pseudonym",
        "anonymous": "quoted without name and identifying fields",
        "internal": "counted, quoted nowhere",
    }
    for source in scan(project)[0]:
        if source.kind == "interview":
            given = describe(project, source, Bibliography()).consent or "internal"
            note = " (no statement)" if unstated(project, [source.id]) else ""
            print(f"{source.path}: {given}{note} – {meaning[given]}")


def _built(project: Project, config: Config, since: float) -> dict[str, tuple[list[str], str]]:
    """Return the editions written since ``since``: formats and reason."""
    found: dict[str, tuple[list[str], str]] = {}
    for slug in config.slugs():
        version = config.publications[slug].version
        for language in config.languages_of(slug):
            paths = [
                project.outputs / slug / version / f"{slug}-{version}.{language}.{format}"
                for format in config.formats_of(slug)
            ]
            formats = [path.suffix[1:] for path in paths if path.is_file() and path.stat().st_mtime >= since]
            if formats:
                frozen = released(project, slug, version)
                why = "copied from its release" if frozen else _why(project, f"{slug}.{language}", since)
                found[f"{slug} {version} {language}"] = (formats, why)
    return found


def _why(project: Project, name: str, since: float) -> str:
    path = project.build / "composed" / f"{name}.json"
    try:
        reasons = read_head(path, "reasons")["reasons"] if path.stat().st_mtime >= since else None
    except (OSError, ValueError):
        reasons = None
    if reasons is None:
        return "its looks, the program or a tool changed, or the file was missing"
    more = f" and {len(reasons) - 3} more changes" if len(reasons) > 3 else ""
    return "; ".join(reasons[:3]) + more


def _read(path: Path) -> Any:
    try:
        return read_json(path)
    except (OSError, ValueError):
        return None


def _lines(lines: Any) -> None:
    lines = list(lines)
    for line in lines[:_MOST]:
        print(line)
    if len(lines) > _MOST:
        print(f"  ... and {len(lines) - _MOST} more")
