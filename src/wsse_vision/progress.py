"""What stages note of their work beside its results: how far they are, and by which program they were run."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from wsse_vision.home import Project

Item = TypeVar("Item")

FOLDER = "progress"
"""Where in ``.build/`` the records are, a file for each stage and batch: as many bytes as items are done."""

SIZES = "sizes.json"
"""In that folder: how many items each of them will have, written when a run begins."""

PROGRAMS = "programs"
"""In ``.build/``: for each of ``RECORDED`` the fingerprint of the program that it was last run by."""

RECORDED = {
    "exchange": "exchange", "pages": "site", "feeds": "site", "evidence-pages": "site", "manifests": "release",
    "check": "release",
}  # fmt: skip
"""Commands whose results say nothing of the program that made them, and their stage."""

WATCHED = "WSSE_VISION_WATCHED"
"""Set in the environment of jobs while a line on the terminal tells how far the run is."""

ERASE = "\r\x1b[K"
"""Takes what stands on the line of a terminal away."""


def told(items: Iterable[Item], project: Project, name: str) -> Iterator[Item]:
    """Yield the items; after each, the record of ``name`` (such as ``ingest-0``) grows by a byte.

    A record that cannot be written stops no work.
    """
    record = None
    with contextlib.suppress(OSError):
        (project.build / FOLDER).mkdir(parents=True, exist_ok=True)
        record = (project.build / FOLDER / name).open("wb", buffering=0)
    with contextlib.closing(record) if record else contextlib.nullcontext():
        for item in items:
            yield item
            with contextlib.suppress(OSError):
                if record:
                    record.write(b".")
