"""Work on strangers' files in a process apart: a crash or a hang is one file's problem only."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import resource
import select
import signal
import struct
import time
import warnings
from collections.abc import Callable
from typing import IO, Any, NamedTuple, NoReturn, Self

from wsse_vision.model import SourceError

SECONDS = 18.0
"""Wall-clock time that a document may take to be read."""

MEMORY = 800 * 2**20
"""Bytes that reading may take on top of what the program holds already."""

ANSWER = 200 * 2**20
"""Bytes that an answer may have."""

_SIZE = struct.Struct("<Q")
"""What goes before a question or an answer: how many bytes it has."""

_DOUBTFUL = ("too-large", "reader-failed")
"""Codes of failures that what was read before may have caused."""


class _Child(NamedTuple):
    """A process that works: its number, where its questions go, where its answers come from."""

    process: int
    questions: IO[bytes]
    answers: int


class Guard:
    """Does one kind of work in a child process, which serves until something breaks it.

    Whether a document can be read does not depend on those before it: what fails in a way that they may have caused
    is tried again in a new process.
    """

    def __init__(self, work: Callable[[Any], Any], seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """``work`` gets JSON data and returns JSON data."""
        self._work, self._seconds, self._memory = work, seconds, memory
        self._child: _Child | None = None

    def __call__(self, given: Any) -> Any:
        """Return ``work(given)``.

        Raises the ``SourceError`` that ``work`` raises, or one that says ``too-slow`` (more than
        ``seconds``), ``too-large`` (more than ``memory`` bytes) or ``reader-failed`` (anything else).
        """
        is_new = self._child is None
        try:
            return self._ask(given)
        except SourceError as error:
            if error.code not in _DOUBTFUL:
                raise
            self.close()
            if is_new:
                raise
        return self._ask(given)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> int:
        """End the child and whatever it started; return its exit status, negative for a signal."""
        child, self._child = self._child, None
        if child is None:
            return 0
        with contextlib.suppress(OSError):
            child.questions.close()
        os.close(child.answers)
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(child.process, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child.process, 0)[1])

    def _ask(self, given: Any) -> Any:
        child = self._child = self._child or self._begin()
        question = json.dumps(given).encode("ascii")
        answer: bytes | None = b""
        try:
            child.questions.write(_SIZE.pack(len(question)) + question)
            child.questions.flush()
            answer = _receive(child.answers, self._seconds)
            data = json.loads(answer or b"")
        except (OSError, ValueError):
            raise _broken(answer, self.close(), self._seconds) from None
        except BaseException:
            self.close()  # whoever interrupts would find the answer to this question as that to the next
            raise
        if "error" in data:
            raise SourceError(*data["error"])
        return data["result"]

    def _begin(self) -> _Child:
        questions, answers = os.pipe(), os.pipe()
        with warnings.catch_warnings():
            # The child runs our code only, so threads of libraries that hold locks in the parent do no harm.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            os.close(questions[1])  # or it would not see that the parent is gone
            self._serve(questions[0], answers[1])
        os.close(questions[0])
        os.close(answers[1])
        with contextlib.suppress(OSError):
            os.setpgid(process, process)
        return _Child(process, os.fdopen(questions[1], "wb"), answers[0])

    def _serve(self, questions: int, answers: int) -> NoReturn:
        """Answer questions in the child until there are no more."""
        try:
            with contextlib.suppress(OSError):
                os.setpgid(0, 0)  # the programs that a reader starts end with it
            _silence()
            _limit(self._memory)
            with os.fdopen(questions, "rb") as asked, os.fdopen(answers, "wb") as told:
                while size := asked.read(_SIZE.size):
                    given = json.loads(asked.read(_SIZE.unpack(size)[0]))
                    # Not RLIMIT_CPU: it would count the documents before, and the programs that are started inherit it.
                    signal.setitimer(signal.ITIMER_PROF, self._seconds + 1)
                    answer = json.dumps(_attempt(self._work, given)).encode("ascii")
                    told.write(_SIZE.pack(len(answer)) + answer)
                    told.flush()
        finally:
            # Neither exception nor clean-up of the parent's state may happen in the child.
            os._exit(1)


def run(work: Callable[[], Any], seconds: float = SECONDS, memory: int = MEMORY) -> Any:
    """Return ``work()``, computed once in a process of its own; raises as a ``Guard`` does."""
    with Guard(lambda _given: work(), seconds, memory) as guard:
        return guard(None)


def _attempt(work: Callable[[Any], Any], given: Any) -> dict[str, Any]:
    try:
        return {"result": work(given)}
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
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _limit(memory: int) -> None:
    # RLIMIT_DATA and not RLIMIT_AS: pandoc reserves address space far beyond what it uses.
    for kind, limit in ((resource.RLIMIT_DATA, _data_size() + memory), (resource.RLIMIT_CORE, 0)):
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


def _receive(answers: int, seconds: float) -> bytes | None:
    """Return the answer, or as much as came of it; None when it takes longer than ``seconds``."""
    deadline = time.monotonic() + seconds
    poll = select.poll()
    poll.register(answers, select.POLLIN)
    received = bytearray()
    wanted = _SIZE.size
    while (left := deadline - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            continue
        part = os.read(answers, 2**20)
        received += part
        if wanted == _SIZE.size and len(received) >= wanted:
            wanted += _SIZE.unpack_from(received)[0]
        if not part or len(received) >= min(wanted, ANSWER):
            return bytes(received[_SIZE.size :])
    return None


def _broken(answer: bytes | None, status: int, seconds: float) -> SourceError:
    """Return what is to be said of a child that gave no answer, or part of one."""
    if answer is None or status == -signal.SIGPROF:
        advice = "Split the document or save it in another format."
        return SourceError("too-slow", f"reading it took more than {seconds:.0f} s", advice)
    if status == -signal.SIGKILL or len(answer) >= ANSWER - _SIZE.size:  # the system kills what takes its memory
        return SourceError(*_too_large())
    how = f"signal {-status}" if status < 0 else "no answer"
    return SourceError("reader-failed", f"the reader broke down on it ({how})", _REPAIR)


_REPAIR = "Open it in the program that made it, save it again, or save it in another format."


def _too_large() -> list[str]:
    return ["too-large", "reading it takes more memory than a document may have", "Split the document."]
