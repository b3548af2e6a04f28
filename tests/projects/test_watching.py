"""What a run shows: on a terminal a line that says how far it is, elsewhere plain lines; and why files are built."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from fcntl import ioctl

import pytest

from building import REPOSITORY, Built
from wsse_vision.cli import main

pytestmark = pytest.mark.build

Small = Callable[..., Built]

ERASE = "\r\x1b[K"


def on_terminal(project: Built, columns: int, **environment: str) -> str:
    """Run the workflow on a terminal of so many columns; return everything that was sent to it."""
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "snakemake", "-s", str(REPOSITORY / "Snakefile"), "-d", str(project.root)]
    clean = {name: value for name, value in os.environ.items() if name != "CI"}
    run = subprocess.Popen(command, stdout=follower, stderr=follower, env={**clean, "TERM": "xterm", **environment})
    os.close(follower)
    said = b""
    try:
        while piece := os.read(leader, 4096):
            said += piece
    except OSError:
        pass  # the other end is closed
    os.close(leader)
    assert run.wait() == 0, said.decode()
    return said.decode("utf-8").replace("\r\n", "\n")


def test_on_a_terminal_one_line_tells_how_far_the_run_is_and_goes(small: Small) -> None:
    said = on_terminal(small("work-plan", formats="[html]"), 100)
    drawn = [piece.split("\n", 1)[0] for piece in said.split(ERASE)[1:]]
    assert max(map(len, drawn)) < 100
    assert any(re.search(r"\d+ of \d+ steps", line) for line in drawn)
    assert any("%" in line for line in drawn)
    assert drawn[-1] == "", "nothing of it stays"
    assert said.index("Built 1 file") > said.rindex(ERASE)
    assert "ingest sources/" not in said
    assert "Finished jobid" not in said


def test_elsewhere_each_step_has_a_line_without_colours(small: Small) -> None:
    project = small("work-plan", formats="[html]").snakemake()
    assert "\x1b" not in project.output
    assert "\r" not in project.output
    lines = [line for line in project.output.splitlines() if re.fullmatch(r"\d+ of \d+: .+", line)]
    total = int(lines[-1].split()[2].rstrip(":"))
    assert [int(line.split()[0]) for line in lines] == list(range(1, total + 1))
    assert any(line.endswith(": render work-plan.en") for line in lines)
    assert "ingest sources/" not in project.output, "what is done with each document is in the logs"
    logs = (project.root / ".build/logs").glob("ingest-*.log")
    assert "ingest sources/notebooks/01-common-well.md" in "".join(path.read_text(encoding="utf-8") for path in logs)
    quiet = on_terminal(project, 80, CI="true")
    assert ERASE not in quiet
    assert "Nothing to be done" in quiet


def why(capsys: pytest.CaptureFixture[str], project: Built, *files: str) -> str:
    """Return what `wsse-vision why` says of files."""
    code = main(["--project", str(project.root), "why", *files])
    said = capsys.readouterr()
    assert (code == 0) == (said.err == "")
    return said.out + said.err


PAGE = "outputs/vision-elements/0.1/vision-elements-0.1.en.html"
PLAN = "outputs/work-plan/0.1/work-plan-0.1.en.html"
WELL = "sources/notebooks/01-common-well.md"
CODED = "notebooks-extracts/01-common-well/elements.json"


def test_why_says_what_is_up_to_date_and_what_changed(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    project = small("vision-elements", "work-plan", formats="[html]").snakemake()
    capsys.readouterr()
    everything = (PAGE, PLAN, WELL, CODED, "outputs/index.html", "outputs/SHA256SUMS", "outputs/feed.xml",
                  "outputs/evidence/project.qdpx", "outputs/work-plan/0.1/manifest.json")  # fmt: skip
    for line in why(capsys, project, *everything).splitlines():
        assert ": up to date: " in line, line
    assert why(capsys, project, PAGE).endswith("last built because: first build\n")
    assert "unchanged since vision-elements (en)" in why(capsys, project, "sources/codebook.yaml")

    source = project.root / WELL
    source.write_text(source.read_text(encoding="utf-8").replace("eleven", "thirteen"), encoding="utf-8")
    assert f"will be read again: source {WELL} changed; vision-elements" in why(capsys, project, WELL)
    assert f"will be built: source {WELL} changed" in why(capsys, project, CODED)
    assert "will be composed again: source 01-common-well changed;" in why(capsys, project, PAGE)
    assert f"evidence of other sources changed (source {WELL} changed)" in why(capsys, project, PLAN)
    assert f"will be made again (`wsse-vision pages`), and written if it differs: source {WELL} changed" in why(
        capsys, project, "outputs/index.html"
    )
    before = project.states()
    project.snakemake()
    assert [name for name, (time, _) in project.states().items() if time != before[name][0]] == [
        "vision-elements-0.1.en.html"
    ]
    assert why(capsys, project, PAGE).endswith("up to date: last built because: source 01-common-well changed\n")


def test_why_knows_what_people_change_beside_the_sources(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    project = small("vision-elements", "work-plan", formats="[html]").snakemake()
    capsys.readouterr()
    page = project.root / PAGE
    built = page.read_bytes()
    page.write_bytes(built + b"<!-- mine -->")
    assert "changed since it was built, by hand or by another program" in why(capsys, project, PAGE)
    page.unlink()
    assert f"{PAGE}: will be built: it is not there" in why(capsys, project, PAGE)
    page.write_bytes(built)

    style = project.root / "templates/html/page.css"
    style.parent.mkdir(parents=True)
    style.write_text("body{color:black}\n", encoding="utf-8")
    assert "will be built: the looks changed" in why(capsys, project, PAGE)
    style.unlink()

    codebook = project.root / "sources/codebook.yaml"
    codebook.write_text(codebook.read_text(encoding="utf-8") + "\n# a word\n", encoding="utf-8")
    assert f"{CODED}: will be built: the codebook changed" in why(capsys, project, CODED)
    assert "file codebook.yaml changed" in why(capsys, project, PAGE)
    assert "to be composed again: vision-elements (en)" in why(capsys, project, "sources/codebook.yaml")

    added = project.root / "sources/notebooks/02-mill.md"
    added.write_text("# The mill\n\nWe propose a mill.\n", encoding="utf-8")
    assert "will be read again: source sources/notebooks/02-mill.md is new" in why(
        capsys, project, "sources/notebooks/02-mill.md"
    )
    assert "source 02-mill added" in why(capsys, project, PAGE)


def test_why_says_of_other_files_what_to_do(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    project = small("work-plan", formats="[html]")
    assert "nothing was composed yet" in why(capsys, project, PLAN)
    assert "is new" in why(capsys, project, CODED)
    assert f"is {WELL} meant?" in why(capsys, project, "sources/notebooks/01-comon-well.md")
    assert "which ask for work-plan 0.1 in en as html; see config.yaml" in why(
        capsys, project, "outputs/work-plan/0.1/work-plan-0.1.en.pdf"
    )
    told = why(capsys, project, "outputs/anything.txt")
    assert told.startswith("error: outputs/anything.txt: the project neither makes nor reads such a file")
    assert len(told.splitlines()) == 1
