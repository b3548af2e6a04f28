"""Work on a stranger's file in a process of its own: a crash or a hang is that file's problem only."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import resource
import select
import signal
import time
import warnings
from collections.abc import Callable
from typing import Any, NoReturn

from wsse_vision.model import SourceError

SECONDS = 18.0
"""Wall-clock time that a document may take to be read."""

MEMORY = 800 * 2**20
"""Bytes that reading may take on top of what the program holds already."""

ANSWER = 200 * 2**20
"""Bytes that an answer may have."""


def run(work: Callable[[], Any], seconds: float = SECONDS, memory: int = MEMORY) -> Any:
    """Return ``work()``, which must be JSON data, having computed it in a child process.

    Raises the ``SourceError`` that ``work`` raises, or one that says ``too-slow`` (more than
    ``seconds``), ``too-large`` (more than ``memory`` bytes) or ``reader-failed`` (anything else).
    """
    read_end, write_end = os.pipe()
    with warnings.catch_warnings():
        # The child runs our code only, so threads of libraries that hold locks in the parent do no harm.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _child(work, write_end, seconds, memory)
    os.close(write_end)
    status = 0
    try:
        with contextlib.suppress(OSError):
            os.setpgid(child, child)
        answer = _receive(read_end, seconds)
    finally:
        os.close(read_end)
        status = _end(child)
    return _unpack(answer, status, seconds)


def _child(work: Callable[[], Any], write_end: int, seconds: float, memory: int) -> NoReturn:
    code = 1
    try:
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)  # the programs that a reader starts end with it
        _silence()
        _limit(seconds, memory)
        answer = json.dumps(_attempt(work)).encode("ascii")
        with os.fdopen(write_end, "wb") as stream:
            stream.write(answer)
        code = 0
    finally:
        # Neither exception nor clean-up of the parent's state may happen in the child.
        os._exit(code)


def _attempt(work: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"result": work()}
    except SourceError as error:
        return {"error": [error.code, error.message, error.hint]}
    except MemoryError:
        return {"error": _too_large()}
    except RecursionError:
        return {"error": ["unreadable", "its parts are nested too deeply to be read", "Simplify the document."]}
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:200]
        return {"error": ["reader-failed", f"the reader failed on it ({what})", _REPAIR]}


def _silence() -> None:
    quiet = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(quiet, handle)
    faulthandler.disable()  # the parent says what happened


def _limit(seconds: float, memory: int) -> None:
    # RLIMIT_DATA and not RLIMIT_AS: pandoc reserves address space far beyond what it uses.
    processor = int(seconds) + 1
    limits = [
        (resource.RLIMIT_DATA, _data_size() + memory),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_CORE, 0),
    ]
    for kind, limit in limits:
        hard = resource.getrlimit(kind)[1]
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))


def _data_size() -> int:
    """Return the bytes of data that this process holds, 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123
            return int(stream.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _receive(read_end: int, seconds: float) -> bytes | None:
    """Return all that the child sends, None when it takes longer than ``seconds``."""
    deadline = time.monotonic() + seconds
    poll = select.poll()
    poll.register(read_end, select.POLLIN)
    parts: list[bytes] = []
    size = 0
    while (left := deadline - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            continue
        part = os.read(read_end, 2**20)
        if not part or size > ANSWER:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
    return None


def _end(child: int) -> int:
    """End the child and whatever it started; return its exit status, negative for a signal."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _unpack(answer: bytes | None, status: int, seconds: float) -> Any:
    if answer is None or status == -signal.SIGXCPU:
        raise SourceError(
            "too-slow",
            f"reading it took more than {seconds:.0f} s",
            "Split the document or save it in another format.",
        )
    try:
        data = json.loads(answer)
    except ValueError:
        if status == -signal.SIGKILL or len(answer) > ANSWER:
            raise SourceError(*_too_large()) from None
        how = f"signal {-status}" if status < 0 else "no answer"
        raise SourceError("reader-failed", f"the reader broke down on it ({how})", _REPAIR) from None
    if "error" in data:
        raise SourceError(*data["error"])
    return data["result"]


_REPAIR = "Open it in the program that made it, save it again, or save it in another format."


def _too_large() -> list[str]:
    return ["too-large", "reading it takes more memory than a document may have", "Split the document."]
