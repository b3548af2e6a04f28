"""The benchmark: ``make bench``, or ``python benchmarks/run.py shipped 100 1000``.

For each project a cold build, a run with nothing to do, and one after each change of ``cases.py``; beside each, in the
same run, the floor. Writes ``results.json``, ``table.txt`` and ``plot.svg`` into ``benchmarks/results/``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import corpus
import floors
import measure
import plot
import table
import textools
from cases import CHANGES
from compare import RESULTS
from measure import Cost

from wsse_vision.files import sha256
from wsse_vision.home import HOME, Project

TIMES = 3
"""How often what takes a second is measured; the quickest counts, as nothing but disturbance makes it slower."""

Say = Callable[[str], None]


def snakemake(folder: Path, snakefile: Path = HOME / "Snakefile") -> list[str]:
    """Return the command that builds a folder."""
    return [sys.executable, "-m", "snakemake", "-s", str(snakefile), "-d", str(folder), "--cores", "2"]


def build(project: Project) -> Cost:
    """Build and measure."""
    return measure.command(snakemake(project.root), project.root)


def quickest(costs: list[Cost]) -> Cost:
    """Return the one that took the least time."""
    return min(costs, key=lambda cost: cost.wall)


def empty(folder: Path) -> Cost:
    """Measure what Snakemake takes for nothing."""
    folder.mkdir()
    (folder / "Snakefile").write_text("# nothing\n", encoding="utf-8")
    return quickest([measure.command(snakemake(folder, folder / "Snakefile")) for _ in range(TIMES)])


def make(name: str, folder: Path) -> Project:
    """Make the project called ``name``: ``shipped``, or a number of documents."""
    if name == table.SHIPPED:
        folder.mkdir()
        shutil.copytree(HOME / "sources", folder / "sources")
        shutil.copyfile(HOME / "config.yaml", folder / "config.yaml")
    else:
        measure.work(lambda: corpus.make(folder, int(name)))
    return Project(folder)


def floor(jobs: list[measure.Job]) -> dict[str, object]:
    """Measure the bare tools, one after the other and two at a time; without a job there is no floor."""
    if not jobs:
        return dict.fromkeys(("one", "two"), Cost(0, 0, 0, 0).as_json())
    return {"one": measure.one_by_one(jobs).as_json(), "two": measure.two_at_a_time(jobs).as_json()}


def measured(project: Project, work: Path, say: Say) -> table.Results:
    """Return what the runs of a project cost; ``work`` is a folder for the inputs of the bare tools."""
    paths = floors.sources(project)
    say(f"cold build of {len(paths)} documents")
    cold = build(project)
    say(f"took {cold.wall:.1f} s; the bare tools on the same")
    jobs = [*floors.source_jobs(paths), *floors.publication_jobs(project, work / "cold")]
    found: table.Results = {"documents": len(paths), "cold": cold.as_json(), "floor": floor(jobs)}
    say("nothing to do")
    found["noop"] = quickest([build(project) for _ in range(TIMES)]).as_json()
    found["changes"] = {}
    for number, name in enumerate(CHANGES):
        say(name)
        found["changes"][name] = _changed(project, name, work / str(number))
    return found


def _changed(project: Project, name: str, work: Path) -> table.Results:
    before = _composed(project)
    touched = CHANGES[name](project)
    cost = build(project)
    after = _composed(project)
    publications = sorted(key for key, content in after.items() if before.get(key) != content)
    jobs = [*floors.source_jobs(touched), *floors.publication_jobs(project, work, publications)]
    return {"cost": cost.as_json(), "publications": publications, "floor": floor(jobs)}


def _composed(project: Project) -> dict[str, str]:
    """Return a hash of each composed publication."""
    return {path.stem: sha256(path.read_bytes()) for path in (project.build / "composed").glob("*.json")}


def by_tex(project: Project, folder: Path, say: Say) -> table.Results | str:
    """Measure make, pandoc and XeLaTeX on the composed publications, one at a time and two; return why not if they
    are not there.
    """
    if lacking := textools.missing():
        return f"left out, not installed: {', '.join(lacking)} ({textools.INSTALL})"
    costs: table.Results = {}
    for how, jobs in (("one", "-j1"), ("two", "-j2")):
        say(f"the shipped publications by make {jobs}, pandoc and XeLaTeX")
        textools.prepare(project, folder / how)
        costs[how] = measure.command(["make", jobs], cwd=folder / how).as_json()
    return costs


def run(names: list[str], folder: Path, tell: Say, keep: Callable[[table.Results], None]) -> table.Results:
    """Measure the projects called ``names`` in ``folder``; each is deleted when it is done.

    ``keep`` is given what there is after each of them: the largest take an hour.
    """
    results: table.Results = {"empty": empty(folder / "empty").as_json(), "projects": {}, "tex": "not asked for"}
    for name in names:
        tell(f"{name}: making it")
        project, work = make(name, folder / name), folder / f"{name}-bare"
        if name == table.SHIPPED:
            results["projects"][name] = measured(project, work, lambda line: tell(f"shipped: {line}"))
            results["tex"] = by_tex(project, folder / "tex", tell)
        else:
            results["projects"][name] = measured(project, work, lambda line, name=name: tell(f"{name}: {line}"))
        shutil.rmtree(project.root)
        shutil.rmtree(work)
        keep(results)
    return results


def write(results: table.Results, folder: Path) -> None:
    """Write what was measured into ``folder``: as data, as a table and as a drawing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (folder / "table.txt").write_text(table.as_text(results), encoding="utf-8")
    (folder / "plot.svg").write_text(plot.svg(results), encoding="utf-8")


def say(line: str) -> None:
    """Tell how far it is."""
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure builds against the bare tools.")
    parser.add_argument(
        "projects", nargs="*", default=["shipped", "100", "1000"], help="shipped, or numbers of documents"
    )
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to write the results")
    given = parser.parse_args()
    if wrong := [name for name in given.projects if name != table.SHIPPED and not name.isdigit()]:
        sys.exit(f"no project and no number of documents: {', '.join(wrong)}")
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        results = run(given.projects, Path(folder), say, lambda results: write(results, given.results))
    sys.stdout.write(table.as_text(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
