from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from wsse_vision.ingest import guard
from wsse_vision.model import SourceError


def failure(work: Any, **limits: Any) -> SourceError:
    with pytest.raises(SourceError) as caught:
        guard.run(work, **limits)
    return caught.value


def test_returns_what_the_work_returns() -> None:
    assert guard.run(lambda: {"text": "é\ud800", "pages": [1, None]}) == {
        "text": "é\ud800",
        "pages": [1, None],
    }


def test_large_answers_come_whole() -> None:
    assert len(guard.run(lambda: "x" * 5_000_000)) == 5_000_000


def test_an_error_of_the_source_stays_what_it_was() -> None:
    def work() -> None:
        raise SourceError("encrypted", "is protected", "Unlock it.")

    error = failure(work)
    assert (error.code, error.message, error.hint) == ("encrypted", "is protected", "Unlock it.")


def test_other_errors_are_problems_of_the_document() -> None:
    error = failure(lambda: 1 / 0)
    assert error.code == "reader-failed"
    assert "ZeroDivisionError" in error.message


def test_a_crash_is_the_documents_problem() -> None:
    error = failure(lambda: os.kill(os.getpid(), signal.SIGSEGV))
    assert error.code == "reader-failed"
    assert "11" in error.message


def test_a_hang_ends_with_what_it_started(tmp_path: Path) -> None:
    left = tmp_path / "pid"

    def work() -> None:
        child = subprocess.Popen(["sleep", "60"])
        left.write_text(str(child.pid))
        time.sleep(60)

    start = time.monotonic()
    assert failure(work, seconds=0.5).code == "too-slow"
    assert time.monotonic() - start < 5
    assert not _runs(int(left.read_text()))


def _runs(process: int) -> bool:
    for _ in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits on memory are Linux's")
def test_memory_is_limited() -> None:
    error = failure(lambda: len(bytearray(500 * 2**20)), memory=100 * 2**20)
    assert error.code == "too-large"


def test_many_in_a_row_leave_nothing_behind() -> None:
    handles = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    for number in range(200):
        assert guard.run(lambda number=number: number) == number
    if handles:
        assert len(list(Path("/proc/self/fd").iterdir())) == handles
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
