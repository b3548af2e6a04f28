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
    handles, children = _of_this_process("fd"), _children()
    for number in range(200):
        assert guard.run(lambda number=number: number) == number
    assert _of_this_process("fd") == handles
    assert _children() == children


def _of_this_process(folder: str) -> int:
    path = Path("/proc/self") / folder
    return len(list(path.iterdir())) if path.exists() else 0


def _children() -> str:
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return path.read_text() if path.exists() else ""


def test_one_process_does_the_work_again_and_again() -> None:
    with guard.Guard(lambda number: [number, os.getpid()]) as work:
        answers = [work(number) for number in range(20)]
    assert [number for number, _process in answers] == list(range(20))
    assert len({process for _number, process in answers}) == 1
    assert answers[0][1] != os.getpid()


def test_after_a_crash_or_a_hang_the_next_one_is_served() -> None:
    def work(what: str) -> str:
        if what == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if what == "hang":
            time.sleep(60)
        return what

    with guard.Guard(work, seconds=0.5) as guarded:
        for breaking, code in (("crash", "reader-failed"), ("hang", "too-slow")):
            assert guarded("first") == "first"
            with pytest.raises(SourceError) as caught:
                guarded(breaking)
            assert caught.value.code == code
            assert guarded("next") == "next"


def test_what_was_read_before_decides_nothing() -> None:
    left: list[bytearray] = []

    def work(megabytes: int) -> int:
        left.append(bytearray(megabytes * 2**20))
        return len(left)

    with guard.Guard(work, memory=300 * 2**20) as guarded:
        assert guarded(200) == 1
        assert guarded(200) == 1, "the second one was read in a new process"
        assert guarded(1) == 2
        with pytest.raises(SourceError) as caught:
            guarded(500)
    assert caught.value.code == "too-large"


def test_the_processor_may_work_on_one_document_only_so_long() -> None:
    def work(seconds: float) -> str:
        start = time.process_time()
        while time.process_time() - start < seconds:
            pass
        return "done"

    with guard.Guard(work, seconds=2) as guarded:
        assert [guarded(0.8) for _ in range(5)] == ["done"] * 5, "each has its own time"
