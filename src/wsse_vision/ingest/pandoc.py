"""Running pandoc on bytes from a stranger: in its sandbox, with a limit on time and memory."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import threading
from typing import IO, Any, cast

from wsse_vision.model import SourceError
from wsse_vision.pandocpath import pandoc_path

SECONDS = 15
HEAP = ("-M700M", "-A64M")
"""The most memory that pandoc may take, and a start that saves it a third of its time."""
OUTPUT = 150 * 2**20

_NAMES = {
    "docx": "Word document",
    "odt": "OpenDocument text",
    "rtf": "RTF document",
    "epub": "EPUB",
    "pptx": "PowerPoint presentation",
    "xlsx": "Excel workbook",
    "latex": "LaTeX document",
    "html": "web page",
}


_SERVE = r"""
io.stdout:setvbuf("full")
local question = io.read("L")
while question do
  local format, size = question:match("^(%S+) (%d+)\n$")
  local data = size == "0" and "" or io.read(tonumber(size))
  local fine, said = pcall(function() return pandoc.write(pandoc.read(data, format, nil, {}), "json") end)
  said = tostring(said)
  io.write(fine and "read " or "failed ", #said, "\n", said)
  io.flush()
  question = io.read("L")
end
"""
"""What pandoc does: it reads one document after another, for to start takes it longer than to read most of them.

The empty table keeps a document from the files of the machine, as the sandbox of the command line does.
"""


class _Pandoc:
    """A pandoc that reads documents until it breaks down or is ended."""

    def __init__(self) -> None:
        command = [pandoc_path(), "+RTS", *HEAP, "-RTS", "lua", "-e", _SERVE]
        # Without a home there are no settings of a user's.
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": os.devnull}
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, env=environment)
        self._questions = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)
        self.owner = os.getpid()
        self.is_late = False

    def read(self, data: bytes, source_format: str) -> tuple[bool, bytes]:
        """Return whether a document could be read, and its tree as JSON or what is wrong with it.

        Raises ``EOFError`` when pandoc breaks down on it or takes too long.
        """
        limit = threading.Timer(SECONDS, self._stop)
        limit.start()
        try:
            return self._ask(data, source_format)
        except BrokenPipeError:
            raise EOFError from None
        finally:
            limit.cancel()

    def end(self) -> int:
        """End it; return its exit status, negative for a signal."""
        with contextlib.suppress(OSError):
            self._questions.close()
        self._answers.close()
        return self._process.wait()

    def _ask(self, data: bytes, source_format: str) -> tuple[bool, bytes]:
        self._questions.write(f"{source_format} {len(data)}\n".encode() + data)
        self._questions.flush()
        outcome, size = (self._answers.readline().split() or (b"", b"0"))[:2]
        if int(size) > OUTPUT:
            self._process.kill()
            raise SourceError("too-large", "has more content than a document may have", "Split the document.")
        said = self._answers.read(int(size))
        if not outcome or len(said) < int(size):
            raise EOFError
        return outcome == b"read", said

    def _stop(self) -> None:
        self.is_late = True
        self._process.kill()


_serving: list[_Pandoc] = []
"""The pandoc that reads for this process, or for the one that it was split off from."""


def parse(data: bytes, source_format: str) -> dict[str, Any]:
    """Return pandoc's syntax tree of ``data``.

    ``source_format`` is a reader of pandoc with its extensions (``markdown-smart``). Text must be UTF-8.
    Raises ``SourceError``: ``too-slow``, ``too-large``, ``damaged`` (with pandoc's own words).
    """
    if not _serving or _serving[0].owner != os.getpid():
        _serving[:] = [_Pandoc()]
    serving = _serving[0]
    try:
        could, said = serving.read(data, source_format)
    except (EOFError, SourceError) as error:
        _serving.clear()
        status = serving.end()
        if isinstance(error, SourceError):
            raise
        raise _breakdown(status, is_late=serving.is_late) from None
    if not could:
        raise _damaged(said.decode("utf-8", "replace"), source_format)
    tree: dict[str, Any] = json.loads(said)
    return tree


@atexit.register
def _end() -> None:
    for serving in _serving:
        if serving.owner == os.getpid():
            serving.end()


def _breakdown(status: int, *, is_late: bool) -> SourceError:
    if is_late:
        said = f"converting it took more than {SECONDS} s"
        return SourceError("too-slow", said, "Split the document or save it in another format.")
    if status == _HEAP_EXHAUSTED:
        return SourceError("too-large", "reading it takes more memory than a document may have", "Split the document.")
    how = f"signal {-status}" if status < 0 else f"exit {status}"
    return SourceError("reader-failed", f"pandoc broke down on it ({how})", "Save it in another format.")


_HEAP_EXHAUSTED = 251


def _damaged(said: str, source_format: str) -> SourceError:
    name = _NAMES.get(source_format.partition("-")[0].partition("+")[0], "document")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    detail = f" (pandoc: {lines[0][:150]})" if lines else ""
    return SourceError(
        "damaged",
        f"is damaged, or no {name} in spite of its name{detail}",
        "Open it in the program that made it and save it anew.",
    )
