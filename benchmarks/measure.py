"""What a piece of work costs: time, processors, memory, bytes read, files written.

All that a command starts counts, as the system adds what a process used to that of the one that waits for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

KEPT = ("outputs", "notebooks-extracts", ".build")
"""Folders of a project whose files a run may write."""

LOGS = "logs"
"""Folder in which every job leaves a file, which says nothing about what a run had to do."""


@dataclass(frozen=True)
class Cost:
    """What work took: seconds of wall time, seconds of all processors (user and system) of all processes, megabytes
    of the largest single process, megabytes handed out by read calls (cached or not; None where the system does not
    count them), and the files of the project that were written (relative, with ``/``).
    """

    wall: float
    cpu: float
    memory: float
    read: float | None
    written: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it rounded, the written files counted by their folders."""
        counts: dict[str, int] = {}
        for name in self.written:
            first, *rest = name.split("/")
            top = first if first == "notebooks-extracts" else "/".join([first, *rest[:1]])  # a folder for each document
            counts[top] = counts.get(top, 0) + 1
        record = asdict(self) | {"written": dict(sorted(counts.items()))}
        return {key: round(value, 2) if isinstance(value, float) else value for key, value in record.items()}


class Failed(Exception):
    """The measured work failed; its last words."""


def command(arguments: list[str], project: Path | None = None, cwd: Path | None = None) -> Cost:
    """Run a command, which has to succeed; ``project`` is the folder in which written files are looked for."""
    before = _states(project)
    start = time.perf_counter()
    with subprocess.Popen(arguments, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        assert running.stdout is not None  # noqa: S101  # for the type
        said = running.stdout.read()
        cost, status = _reaped(running.pid, start)
        running.returncode = status
    if status:
        raise Failed(f"{' '.join(arguments)} ended with {status}:\n{said.decode(errors='replace')[-3000:]}")
    return Cost(cost.wall, cost.cpu, cost.memory, cost.read, _changed(before, _states(project)))


def work(function: Callable[[], object]) -> Cost:
    """Call a function in a process of its own, so that it is measured as a command is. It must not fail.

    Typst must only be called in here: a process that has called it can no longer be copied (its threads are not).
    """
    sys.stdout.flush()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            function()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    cost, status = _reaped(child, start)
    if status:
        raise Failed("the work that was to be measured failed; see above")
    return cost


Job = Callable[[], object]


def one_by_one(jobs: Iterable[Job]) -> Cost:
    """Do jobs one after the other."""
    return work(lambda: [job() for job in jobs])


def two_at_a_time(jobs: list[Job]) -> Cost:
    """Do jobs with two processes, each taking the next as soon as it is done, as ``make -j2`` would."""

    def both() -> None:
        with ProcessPoolExecutor(2, mp_context=get_context("fork"), initializer=_know, initargs=(jobs,)) as pool:
            list(pool.map(_do, range(len(jobs))))

    return work(both)


_jobs: list[Job] = []


def _know(jobs: list[Job]) -> None:
    _jobs[:] = jobs


def _do(number: int) -> None:
    _jobs[number]()


def _reaped(pid: int, start: float) -> tuple[Cost, int]:
    """Wait for a process; return what it and all that it waited for took, and its exit status."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # it stays for its counters to be read
    wall = time.perf_counter() - start
    read = _bytes_read(pid)
    _, status, usage = os.wait4(pid, 0)
    largest = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, kilobytes elsewhere
    cost = Cost(wall, usage.ru_utime + usage.ru_stime, largest, None if read is None else read / 1e6)
    return cost, os.waitstatus_to_exitcode(status)


def _bytes_read(pid: int) -> int | None:
    try:
        lines = Path(f"/proc/{pid}/io").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return int(dict(line.split(": ") for line in lines)["rchar"])


def _states(project: Path | None) -> dict[str, tuple[int, int, int]]:
    """Return what tells whether a file was written: its number, time and size."""
    found: dict[str, tuple[int, int, int]] = {}
    if project is None:
        return found
    for top in KEPT:
        for folder, folders, names in os.walk(project / top):
            if LOGS in folders and top == ".build":
                folders.remove(LOGS)
            for name in names:
                path = Path(folder, name)
                state = path.lstat()
                found[path.relative_to(project).as_posix()] = (state.st_ino, state.st_mtime_ns, state.st_size)
    return found


def _changed(before: dict[str, tuple[int, int, int]], after: dict[str, tuple[int, int, int]]) -> list[str]:
    """Return the files that came, went or were written."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
