"""The shipped project on a cluster: the same bytes as on one machine, whatever happens to its jobs.

These need Slurm (``tests/slurm/install``), the plugin (``make cluster``) and some minutes; ``.ci/run`` sets
WSSE_SLURM_REQUIRED, so that there nothing is skipped.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster import Cluster, Job, lacking, wait

from building import REPOSITORY, Built, shipped_project

pytestmark = pytest.mark.slurm
PROFILE = REPOSITORY / "profiles" / "slurm"
WORKFLOW = ("--workflow-profile", str(PROFILE))
LONG = 900
"""Seconds in which a stage of the workflow has surely ended."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster that was not there before and is not there afterwards."""
    missing = lacking()
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        missing.append("snakemake-executor-plugin-slurm")
    if missing:
        message = f"no {', '.join(missing)} here; tests/slurm/install and `make cluster` install them"
        if os.environ.get("WSSE_SLURM_REQUIRED"):
            pytest.fail(message)
        pytest.skip(message)
    with Cluster(tmp_path_factory.mktemp("slurm") / "node") as started:
        yield started


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the shipped project becomes on this machine, without the cluster."""
    return made(shipped_project(tmp_path_factory.mktemp("local") / "project").snakemake())


def made(project: Built) -> dict[str, bytes]:
    """Every file that a build made for people, with its content."""
    found: dict[str, bytes] = {}
    for folder in ("outputs", "notebooks-extracts"):
        paths = sorted((project.root / folder).rglob("*"))
        found |= {str(path.relative_to(project.root)): path.read_bytes() for path in paths if path.is_file()}
    assert len(found) > 100
    return found


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of the files that are not in both or not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


class Run:
    """A run of the workflow that goes on while the test does something else."""

    def __init__(self, project: Built, cluster: Cluster) -> None:
        self.said = project.root.with_suffix(".said")
        command = [sys.executable, "-m", "snakemake", "-s", str(REPOSITORY / "Snakefile"), "-d", str(project.root)]
        environment = {**os.environ, **cluster.environment}
        with self.said.open("wb") as said:
            self.process = subprocess.Popen([*command, *WORKFLOW], env=environment, stdout=said, stderr=said)
        self._cluster = cluster
        self._before = {job.id for job in cluster.jobs()}

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    @property
    def jobs(self) -> list[Job]:
        """The Slurm jobs since this run began."""
        return [job for job in self._cluster.jobs() if job.id not in self._before]

    def at_work_on(self, group: str) -> Job:
        """Wait until a job of a group does a step of the workflow; return the job."""

        def busy() -> Job | None:
            assert self.process.poll() is None, self.said.read_text(encoding="utf-8")
            mine = [job for job in self.jobs if job.state == "RUNNING" and group_of(job) == group]
            return next((job for job in mine if self._cluster.working(job.id)), None)

        found = wait(busy, f"a job of {group}", LONG)
        assert found is not None
        return found

    def ends(self, *expected: int) -> str:
        """Wait for the end of the run; return what it said."""
        code = self.process.wait(LONG)
        said = self.said.read_text(encoding="utf-8")
        assert code in (expected or (0,)), said
        return said


def group_of(job: Job) -> str:
    """Return the group of the workflow's rules that a Slurm job belongs to."""
    return job.comment.removeprefix("rule_").partition("_")[0]


def test_the_cluster_makes_the_bytes_of_one_machine_in_few_jobs(
    cluster: Cluster, local: dict[str, bytes], tmp_path: Path
) -> None:
    project = shipped_project(tmp_path / "project")
    with Run(project, cluster) as run:
        run.at_work_on("documents")
        second = project.snakemake(accept_failure=True)
        assert second.code != 0
        assert "another run is working in this folder" in second.output
        run.ends()
    assert differing(made(project), local) == []
    groups = [group_of(job) for job in run.jobs]
    assert groups == ["documents", "documents", "evidence", "publications"], "more than thirty steps in four jobs"
    assert {job.state for job in run.jobs} == {"COMPLETED"}

    again = project.snakemake(*WORKFLOW, environment=cluster.environment)
    assert "Nothing to be done" in again.output


def test_whatever_happens_to_jobs_nodes_and_the_run_the_bytes_are_the_same(
    cluster: Cluster, local: dict[str, bytes], tmp_path: Path
) -> None:
    def ids(*states: str) -> list[str]:
        return [job.id for job in cluster.jobs(*states)]

    project = shipped_project(tmp_path / "project")
    with Run(project, cluster) as run:
        cancelled = run.at_work_on("documents")
        cluster.run("scancel", cancelled.id)

        killed = run.at_work_on("evidence")
        os.kill(cluster.working(killed.id)[-1], signal.SIGKILL)
        wait(lambda: killed.id in ids("FAILED"), "the job to fail", LONG)

        left = run.at_work_on("publications")
        cluster.kill_daemon()
        cluster.start_node()
        assert left.id in ids("RUNNING"), "a job does not need the daemon that started it"

        run.process.kill()
        run.process.wait()
    assert [group_of(job) for job in run.jobs if job.state == "COMPLETED"] == ["documents", "documents", "evidence"]
    assert cancelled.id in ids("CANCELLED")
    assert left.name.startswith("wsse-vision_"), "so that what a killed run leaves can be told from other jobs"
    cluster.run("scancel", "--name", left.name)
    wait(lambda: not ids("RUNNING", "PENDING", "COMPLETING"), "the job that was left behind to end")

    with Run(project, cluster) as run:
        lost = run.at_work_on("publications")
        cluster.kill_node()
        wait(lambda: lost.id in ids("NODE_FAIL"), "the controller to miss the node", LONG)
        cluster.start_node()
        run.ends()
    assert [group_of(job) for job in run.jobs] == ["publications", "publications"], "no document is worked on again"
    assert differing(made(project), local) == []
