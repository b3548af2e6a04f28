from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import measure
import pytest


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_the_largest_of_all_processes_counts() -> None:
    """A process that another one started, of 150 MB; the outer ones are small."""
    inner = "x = bytearray(150_000_000)"
    outer = python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])")
    # Measured from a small process, for a new one begins as large as the one that starts it: this one may be large.
    folder = Path(measure.__file__).parent
    told = subprocess.run(
        python(f"import measure; print(measure.command({outer!r}).memory)"), cwd=folder, capture_output=True, check=True
    )
    assert 140 < float(told.stdout) < 300


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="the system does not count bytes")
def test_bytes_read_count_whoever_read_them(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(20_000_000))
    inner = "open('large', 'rb').read()"
    plain = python("import subprocess, sys; subprocess.run([sys.executable, '-c', ''])")
    reading = python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])")
    before, after = measure.command(plain, cwd=tmp_path).read, measure.command(reading, cwd=tmp_path).read
    assert before is not None and after is not None
    assert 19 < after - before < 22


def test_files_that_came_went_or_were_written_are_told(tmp_path: Path) -> None:
    for name in ("outputs/old", "outputs/gone", "outputs/same", ".build/logs/log", "sources/text"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    program = (  # what is no output, and the logs, do not count
        "from pathlib import Path; Path('outputs/old').write_text('after'); Path('outputs/gone').unlink();"
        "Path('outputs/new').write_text('x');"
        "Path('.build/logs/log').write_text('y'); Path('sources/text').write_text('z')"
    )
    cost = measure.command(python(program), tmp_path, cwd=tmp_path)
    assert cost.written == ["outputs/gone", "outputs/new", "outputs/old"]
    assert cost.as_json()["written"] == {"outputs/gone": 1, "outputs/new": 1, "outputs/old": 1}


def test_work_that_fails_is_no_measurement(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(measure.Failed, match="ended with 3:\nso sorry"):
        measure.command(python("print('so sorry'); raise SystemExit(3)"))
    with pytest.raises(measure.Failed):
        measure.one_by_one([lambda: 1 / 0])
    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.parametrize("how", [measure.one_by_one, measure.two_at_a_time])
def test_every_job_is_done_once(how: object, tmp_path: Path) -> None:
    def job(number: int) -> None:
        with (tmp_path / str(number)).open("a") as stream:
            stream.write("x")

    how([lambda n=n: job(n) for n in range(5)])  # type: ignore[operator]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {str(n): "x" for n in range(5)}
