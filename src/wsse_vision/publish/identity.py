"""What a composed publication is: its identity, what went into it, and whether it still is what was released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from wsse_vision import fingerprint
from wsse_vision.config import Config
from wsse_vision.files import json_text, sha256
from wsse_vision.home import Project
from wsse_vision.model import Format, Problem
from wsse_vision.publish.render import looks
from wsse_vision.versions import Edition, Manifest, manifest_of, released, withdrawn

if TYPE_CHECKING:
    from wsse_vision.publish.desk import Inputs

LENGTH = 16
"""Characters of an identity: 64 bits, enough to tell the builds of one project apart."""


PROGRAM = "the program changed"
"""A reason that says little by itself, so that it is told last."""

CHANGED = "changed-since-release"
"""The code of the problem that a publication is not what was released under its version."""

OTHERS = "evidence of other sources changed"
"""The reason that is left where none of a publication's own inputs changed."""


def describe(
    project: Project,
    formats: Sequence[Format],
    metas: Sequence[dict[str, Any]],
    content: Mapping[str, str],
    inputs: Sequence[Inputs],
) -> dict[str, Any]:
    """Return of a publication what its manifest says before there are files.

    ``metas`` and ``inputs`` are those of its editions, ``content`` is a hash over what was composed, by language.

    The identity covers everything that a reader could meet: the content, which has all that sources, reviews,
    codebook, settings and templates brought to it; the looks; the program and its tools.
    """
    looked = appearance(project, formats)
    tools = fingerprint.tools()
    whole = json_text([content, looked, tools])
    first = metas[0]
    return {
        **{name: first[name] for name in ("slug", "version", "state", "date", "project", "organisation", "specimens")},
        "identity": sha256(whole)[:LENGTH],
        "editions": {m["language"]: _edition(m, content[m["language"]]) for m in metas},
        "looks": looked,
        "tools": tools,
        "inputs": _merged([asdict(one) for one in inputs]),
    }


def appearance(project: Project, formats: Sequence[Format]) -> str:
    """Return a hash over what shapes formats beside the content."""
    return sha256(json_text([*formats, fingerprint.of_files(looks(project, formats))]))


def _edition(meta: dict[str, Any], content: str) -> dict[str, str]:
    return asdict(Edition(meta["title"], meta["subtitle"], meta["abstract"], content))


def _merged(inputs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the inputs of all languages together; they differ in narrative and messages alone."""
    found: dict[str, Any] = {}
    for one in inputs:
        for name, value in one.items():
            found[name] = {**found.get(name, {}), **value} if isinstance(value, dict) else value
    return found


def taken(project: Project, config: Config) -> list[str]:
    """Return a line for each publication whose version was withdrawn."""
    now = [(slug, config.publications[slug].version) for slug in config.slugs()]
    gone = withdrawn(project)
    return [
        f"{slug}: {version} was withdrawn; its number is taken: set a new version in config.yaml"
        for slug, version in now
        if (slug, version) in gone
    ]


def refusals(project: Project, config: Config, composed: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield a problem for each publication that is no longer what was released under its version.

    Its released files are kept, and not written again; everything else is built. Other tools alone change nothing that
    was released.
    """
    for slug, now in composed.items():
        version = config.publications[slug].version
        release = released(project, slug, version)
        if release is None:
            continue
        before = manifest_of(project, release)
        if _contents(asdict(before)) == _contents(now) and before.looks == now["looks"]:
            continue
        yield Problem(
            slug,
            "publish",
            CHANGED,
            f"{slug}: changed since {version} was released: {'; '.join(_what(before, now))}. What was released stays "
            f"as it is: set a new version of {slug} in config.yaml",
            "`wsse-vision unreleased` says what a new version would bring",
        )


def _contents(manifest: Mapping[str, Any]) -> dict[str, str]:
    return {language: edition["content"] for language, edition in manifest["editions"].items()}


def _what(before: Manifest, now: Mapping[str, Any]) -> list[str]:
    found = changes("language", before.editions, now["editions"], values=False)
    found += reasons(before.inputs, now["inputs"])
    # Formats are a setting, and part of the looks as well.
    same_formats = before.inputs["settings"].get("formats") == now["inputs"]["settings"]["formats"]
    if before.looks != now["looks"] and same_formats:
        found.append("the looks changed")
    # That the program changed is no reason by itself, so it comes last.
    return sorted(found, key=lambda one: one == PROGRAM) or [OTHERS]


def reasons(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Say in plain words what changed between two sets of inputs."""
    found: list[str] = []
    for what, one in (("sources", "source"), ("files", "file"), ("settings", "setting")):
        found += changes(one, before.get(what, {}), after[what])
    if before.get("code") != after["code"]:
        found.append(PROGRAM)
    return found


def changes(one: str, old: Mapping[str, Any], new: Mapping[str, Any], *, values: bool = True) -> list[str]:
    """Return which names came, went or (with ``values``) changed, many of a sort as a number."""
    found = _named(one, [name for name in new if name not in old], "added")
    found += _named(one, [name for name in old if name not in new], "removed")
    if values:
        found += _named(one, [name for name in new if name in old and old[name] != new[name]], "changed")
    return found


def _named(one: str, names: list[str], what: str) -> list[str]:
    if len(names) > 3:
        return [f"{len(names)} {one}s {what}"]
    return [f"{one} {name} {what}" for name in names]
