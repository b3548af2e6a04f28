"""What stages note of their work beside its results: how far they are, and by which program they were run."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

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

ASKED = "full"
"""In the folder of records: a byte that says whether this run has told that the disk is full."""


def is_first_to_tell(build: Path) -> bool:
    """Tell whether nobody in this run has told yet that the disk is full.

    Steps that work at the same time all meet it; a byte that is there already needs no room to be changed.
    """
    try:
        with (build / FOLDER / ASKED).open("r+b", buffering=0) as record:
            fcntl.flock(record, fcntl.LOCK_EX)
            is_first = record.read(1) != b"!"
            record.seek(0)
            record.write(b"!")
    except OSError:
        return True
    return is_first


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
