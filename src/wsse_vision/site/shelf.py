"""What readers can have now: the newest version of each publication, released or as last built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from wsse_vision.config import Config
from wsse_vision.home import Project
from wsse_vision.versions import MANIFEST, Manifest, Release, manifest_path, order, read_manifest, releases

EPOCH = "1970-01-01T00:00:00Z"
"""When nothing has a date."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A version of a publication; ``folder`` has its files, below ``outputs/``; ``updated`` is a time in UTC."""

    manifest: Manifest
    folder: str
    updated: str
    release: Release | None = None

    @property
    def page(self) -> str:
        """Its permanent page, below ``outputs/``."""
        return f"{self.manifest.slug}/{self.manifest.version}/index.html"


def released(project: Project) -> list[Volume]:
    """Return every release, the newest first."""
    found = []
    for release in reversed(releases(project)):
        manifest = read_manifest(project.outputs / release.path / MANIFEST)
        found.append(Volume(manifest, release.path, moment(release.committed), release))
    return sorted(found, key=lambda volume: volume.updated, reverse=True)


def current(project: Project, config: Config) -> list[Volume]:
    """Return the newest release of each publication, or its current build where none was released yet."""
    found = []
    frozen = released(project)
    for slug in config.slugs():
        own = [volume for volume in frozen if volume.manifest.slug == slug]
        if own:
            found.append(max(own, key=lambda volume: order(volume.manifest.version)))
            continue
        version = config.publications[slug].version
        manifest = read_manifest(manifest_path(project, slug, version))
        found.append(Volume(manifest, f"{slug}/{version}", moment(manifest.date)))
    return found


def newest(config: Config, volumes: Iterable[Volume], otherwise: Iterable[Volume] = ()) -> str:
    """Return when the newest of ``volumes`` was; without any the config's date or that of ``otherwise``."""
    times = [volume.updated for volume in volumes]
    if not times and config.date:
        times = [moment(config.date)]
    return max(times or [volume.updated for volume in otherwise], default=EPOCH)


def moment(date: str | None) -> str:
    """Return a date or time (ISO 8601, also a year or a month alone) as Atom wants it, in UTC and whole seconds."""
    if not date:
        return EPOCH
    if len(date) <= len("YYYY-MM-DD"):
        return f"{date}{'-01-01'[len(date) - 4 :]}T00:00:00Z"
    time = datetime.fromisoformat(date)
    time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
