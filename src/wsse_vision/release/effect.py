"""The effect of a change: what a project gives beside another build of it, for the request that brings the change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wsse_vision.config import Config, read_config
from wsse_vision.home import Project
from wsse_vision.join.evidence import Evidence
from wsse_vision.release import content
from wsse_vision.release.difference import Difference, between

_MOST = 20
"""Elements of a sort that are listed."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>@])")


def markdown(project: Project, other: Project) -> str:
    """Return as Markdown what changed from the build in ``other`` to the one in ``project``; both must be built."""
    config = read_config(project.root)
    rows = ["## What this change does", ""]
    whole = between(_evidence(other, read_config(other.root)), _evidence(project, config))
    rows += list(_elements(whole))
    rows += ["", "### Publications", ""]
    changed = [row for slug in config.slugs() for row in _publication(project, other, config, slug)]
    rows += changed or ["No publication changes."]
    return "\n".join(rows) + "\n"


def _evidence(project: Project, config: Config) -> content.Content:
    """Return all sources and elements of a build as a content without text."""
    evidence = Evidence(project.outputs / "evidence" / "evidence.sqlite", unreviewed=config.unreviewed == "show")
    used = [source for source in evidence.sources if source.state == "used"]
    return {
        "slug": "", "version": "", "identity": "", "sections": {},
        "elements": [content.element(quote) for source in used for quote in evidence.in_order(source.id)],
        "sources": [{"id": source.id, "title": source.title, "key": source.key} for source in used],
    }  # fmt: skip


def _elements(difference: Difference) -> Iterator[str]:
    for what, ones in difference.sources.items():
        yield from (f"- source {what}: {_plain(one['title'])} ({_plain(one['id'])})" for one in ones)
    if not any(difference.elements.values()):
        yield "No extracted element changes."
    for what, ones in difference.elements.items():
        if not ones:
            continue
        yield from ("", f"### Elements {what}: {len(ones)}", "")
        yield from (f"- {_one(one)}" for one in ones[:_MOST])
        if len(ones) > _MOST:
            yield f"- … and {len(ones) - _MOST} more"


def _one(one: Any) -> str:
    before, after = one if isinstance(one, tuple) else (one, one)
    coding = ", ".join((after["kind"], *after["themes"]))
    old = ", ".join((before["kind"], *before["themes"]))
    changed = f", before: {_plain(old)}" if old != coding else ""
    return f"{_plain(after['quote'])} ({_plain(after['source'])}; {_plain(coding)}{changed})"


def _publication(project: Project, other: Project, config: Config, slug: str) -> Iterator[str]:
    try:
        before = content.of_build(other, read_config(other.root), slug)
    except (FileNotFoundError, KeyError):
        yield f"- **{slug}** is new"
        return
    now = content.of_build(project, config, slug)
    if before["identity"] == now["identity"]:
        return
    found = between(before, now)
    told = [f"{language}: {len(ones)}" for language, ones in found.sections.items() if ones]
    titles = [_plain(section.title) for ones in found.sections.values() for section in ones][:5]
    where = f" ({'; '.join(titles)}{' …' if len(titles) == 5 else ''})" if titles else ""
    yield f"- **{slug}** {now['version']}: sections changed: {', '.join(told) or 'none, its looks or tools did'}{where}"


def _plain(text: str) -> str:
    """Return a text from a source so that nothing in it is markup, a link or a call to a person."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split())).replace("<", "&lt;").replace("\\@", "@\u200b")
