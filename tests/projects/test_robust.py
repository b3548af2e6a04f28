"""Runs that are killed, that meet another one, or that have no room: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from building import REPOSITORY, Built
from wsse_vision.files import half_written, read_json

pytestmark = pytest.mark.build

Small = Callable[..., Built]

LONG = bool(os.environ.get("WSSE_LONG"))
"""Set by ``.ci/run``, which has time to be thorough."""

KILLS = 20 if LONG else 4

MADE = (".build", ".snakemake", "notebooks-extracts", "outputs")

_WORK = re.compile(r"(?:ingest|extract) \S+")


def start(project: Built, *arguments: str) -> subprocess.Popen[str]:
    """Start a run in a process group of its own."""
    command = [sys.executable, "-m", "snakemake", "-s", str(REPOSITORY / "Snakefile"), "-d", str(project.root)]
    return subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def content(project: Built) -> dict[str, bytes]:
    """Return every file that readers get, hidden ones too, with its bytes."""
    outputs = project.root / "outputs"
    return {p.relative_to(outputs).as_posix(): p.read_bytes() for p in sorted(outputs.rglob("*")) if p.is_file()}


def forget(project: Built, *folders: str) -> None:
    """Remove what was made."""
    for name in folders or MADE:
        shutil.rmtree(project.root / name, ignore_errors=True)


def worked_on(project: Built) -> list[str]:
    """Return the documents that the last run worked on, as its logs say (``ingest <path>``, ``extract <id>``)."""
    logs = (project.root / ".build/logs").glob("*t-*.log")
    return [
        line for path in sorted(logs) for line in path.read_text(encoding="utf-8").splitlines() if _WORK.match(line)
    ]


def finished(project: Built) -> set[str]:
    """Return what is done with, in the words of the logs: by what ingest and extract leave behind last."""
    extracts = project.root / "notebooks-extracts"
    read = {f"ingest {read_json(path)['path']}" for path in extracts.glob("*/document.json")}
    return read | {f"extract {path.name}" for path in (project.root / ".build/coded").glob("[!.]*")}


def left_over(project: Built) -> list[Path]:
    """Return half-written files among the outputs."""
    outputs = project.root / "outputs"
    return [path for folder in [outputs, *outputs.rglob("*")] if folder.is_dir() for path in half_written(folder)]


def test_runs_that_are_killed_change_nothing_and_no_finished_document_is_worked_on_twice(small: Small) -> None:
    project = small("synthesis", "interviews", formats="[html]")
    began = time.monotonic()
    project.snakemake()
    lasted = time.monotonic() - began
    expected = content(project)
    chance = random.Random(6)  # noqa: S311
    forget(project)
    kills, done = 0, set[str]()
    while kills < KILLS:
        forget(project, ".build/logs")
        run = start(project)
        try:
            run.communicate(timeout=chance.uniform(0.1, 0.6) * lasted)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
            kills += 1
        assert not done & set(worked_on(project)), "what was finished stays"
        done = finished(project)
        if run.returncode == 0:
            assert content(project) == expected
            forget(project)
            done = set()
        else:
            assert run.returncode == -signal.SIGKILL
    forget(project, ".build/logs")
    project.snakemake()
    assert not done & set(worked_on(project))
    assert content(project) == expected
    assert not left_over(project)


def test_what_a_killed_run_left_half_written_goes(small: Small) -> None:
    project = small("work-plan", formats="[html]").snakemake()
    expected = content(project)
    outputs = project.root / "outputs"
    for name in (".index.html.ab12cd_3", "work-plan/0.1/.work-plan-0.1.en.html.qwert_y1", "evidence/.x.csv.12345678"):
        (outputs / name).write_bytes(b"half")
    (project.root / "sources/workplan.yaml").touch()
    (outputs / "index.html").unlink()
    project.snakemake()
    assert content(project) == expected


def test_a_second_run_says_so_and_leaves_while_the_first_goes_on(small: Small) -> None:
    project = small("work-plan", formats="[html]")
    first = start(project)
    lock = project.root / ".build/progress/sizes.json"
    while not lock.is_file() and first.poll() is None:
        time.sleep(0.05)
    second = Built(project.root).snakemake(accept_failure=True)
    told = [line for line in second.output.splitlines() if "another run is working in this folder" in line]
    assert second.code != 0
    assert len(told) == 1
    assert "Traceback" not in second.output
    said, _ = first.communicate()
    assert first.returncode == 0, said
    assert "Built 1 file" in said


def test_two_runs_that_start_together_end_with_one_build(small: Small) -> None:
    project = small("work-plan", formats="[html]")
    runs = [start(project), start(project)]
    said = [run.communicate()[0] for run in runs]
    assert 0 in [run.returncode for run in runs], said
    for run, output in zip(runs, said, strict=True):
        assert run.returncode == 0 or "another run is working in this folder" in output
    assert "work-plan/0.1/work-plan-0.1.en.html" in content(project)
    assert "Nothing to be done" in project.snakemake().output


def test_a_lock_that_snakemake_left_is_ignored_and_explained_where_it_counts(small: Small) -> None:
    project = small("work-plan", formats="[html]").snakemake()
    locks = project.root / ".snakemake/locks"
    locks.mkdir(exist_ok=True)
    (locks / "0.output.lock").write_text(f"{project.root.resolve()}/outputs/problems.json\noutputs/problems.json\n")
    (project.root / "outputs/problems.json").unlink()
    own = ("--workflow-profile", "none", "--cores", "1", "--logger", "wsse-vision")
    project.snakemake(*own, accept_failure=True)
    assert project.code != 0
    [line] = [line for line in project.output.splitlines() if "lock" in line.lower()]
    assert "`snakemake --unlock` clears the lock" in line
    assert "Traceback" not in project.output
    project.snakemake()
    assert "Built" in project.output or "up to date" in project.output


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Return a function that mounts a small disk, or mounts it anew with other options."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("a disk is mounted by root only")
    first = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=60M", "none", place], capture_output=True, text=True, check=False
    )
    if first.returncode:
        pytest.skip(f"no disk can be mounted here: {first.stderr.strip()}")

    def remount(options: str) -> Path:
        subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)
        return place

    yield remount
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("room", ["90k", "300k", "500k", "900k"] if LONG else ["300k"])
def test_a_full_disk_ends_with_one_line_and_leaves_nothing_half_written(
    small: Small, disk: Callable[[str], Path], room: str
) -> None:
    """The less room there is, the earlier it ends: among documents, in the dataset, in a publication."""
    made = small("work-plan", formats="[html]")
    project = Built(disk("size=60M") / "project")
    shutil.copytree(made.root, project.root)
    used = sum(4096 * (2 + path.stat().st_size // 4096) for path in project.root.rglob("*"))
    disk(f"size={used // 1024 + int(room.removesuffix('k'))}k")
    project.snakemake(accept_failure=True)
    assert project.code != 0
    told = [line for line in project.output.splitlines() if "space" in line]
    assert len(told) == 1, project.output
    assert re.fullmatch(
        r"error: \S+: no space is left on the disk; free some and run again, what is finished is kept", told[0]
    )
    assert "Traceback" not in project.output
    assert not left_over(project)
    disk("size=60M")
    project.snakemake()
    assert content(project) == content(made.snakemake())


def test_a_folder_that_cannot_be_written_is_told_in_one_line(small: Small, disk: Callable[[str], Path]) -> None:
    made = small("work-plan", formats="[html]")
    project = Built(disk("rw") / "project")
    shutil.copytree(made.root, project.root)
    disk("ro")
    project.snakemake(accept_failure=True)
    assert project.code != 0
    assert [line for line in project.output.splitlines() if line.startswith("error: ")] == [
        f"error: {project.root}/.snakemake: Read-only file system: make it writable for whoever runs this, or build in "
        "a copy of the folder"
    ]
    assert "Traceback" not in project.output
