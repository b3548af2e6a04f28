"""Where the pandoc is that comes with the environment."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def pandoc_path() -> str:
    """Return the path of the pandoc that pypandoc brings.

    pypandoc itself is asked only when the file is not where its wheel puts it: it would try every pandoc on the
    machine first, which costs more than converting a document.
    """
    spec = find_spec("pypandoc")
    if spec is not None and spec.origin:
        bundled = Path(spec.origin).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if bundled.is_file():
            return str(bundled)
    import pypandoc

    return str(pypandoc.get_pandoc_path())
