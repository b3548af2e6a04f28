"""What a run says of how far it is: a line that fits, and a line for each step where nobody watches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from snakemake_interface_logger_plugins.common import LogEvent

from made import Folder
from snakemake_logger_plugin_wsse_vision.run import Run
from wsse_vision.progress import ASKED, FOLDER, SIZES, is_first_to_tell, told


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """The folder of records of a run over two batches of documents."""
    (tmp_path / SIZES).write_text(json.dumps({"ingest-0": 600, "ingest-1": 400, "extract-0": 600, "extract-1": 400}))
    return tmp_path


def begun(folder: Path, **planned: int) -> Run:
    """Return a run that began with so many jobs of each rule."""
    run = Run(folder)
    run.hear(LogEvent.RUN_INFO, {"stats": {**planned, "total": sum(planned.values())}})
    return run


def job(run: Run, number: int, rule: str, **wildcards: Any) -> None:
    """Start a job, as Snakemake tells it: first that it starts, then what it is."""
    run.hear(LogEvent.JOB_STARTED, {"jobs": [number]})
    run.hear(LogEvent.JOB_INFO, {"jobid": number, "rule_name": rule, "wildcards": wildcards})


def end(run: Run, number: int, done: int, total: int) -> list[str]:
    """End a job; return what is said of it."""
    run.hear(LogEvent.JOB_FINISHED, {"job_id": number})
    return run.hear(LogEvent.PROGRESS, {"done": done, "total": total})


def test_documents_are_counted_with_their_pace_and_the_time_that_is_left(records: Path) -> None:
    run = begun(records, ingest=2, extract=2, all=1)
    job(run, 1, "ingest", batch=0)
    job(run, 2, "ingest", batch=1)
    (records / "ingest-0").write_bytes(b"." * 10)
    run.line(200, now=100.0)
    (records / "ingest-0").write_bytes(b"." * 110)
    (records / "ingest-1").write_bytes(b"." * 100)
    line = run.line(200, now=110.0)
    assert "210 of 1,000 documents read" in line
    assert "20/s" in line
    assert "1:30 left" in line  # 1,000 to read and 1,000 to code, less 210
    assert "reading documents" in line
    assert "0 of 5 steps" in line


def test_only_the_documents_of_batches_that_are_worked_on_count(records: Path) -> None:
    run = begun(records, ingest=1, extract=1)
    job(run, 1, "ingest", batch=1)
    (records / "ingest-1").write_bytes(b"." * 40)
    assert "40 of 400 documents read" in run.line(200, now=0.0)


def test_when_the_documents_are_done_steps_are_counted(records: Path) -> None:
    run = begun(records, render_pdf_html=9, all=1)
    job(run, 1, "render_pdf_html", slug="synthesis", version="0.1", language="fr")
    assert run.line(200, now=0.0).endswith("0 of 10 steps · rendering synthesis.fr")
    assert end(run, 1, 1, 10) == ["1 of 10: render synthesis.fr"]
    assert not run.ended()


def test_each_step_has_its_line_also_where_two_end_at_once(records: Path) -> None:
    run = begun(records, sources=1, ingest=1)
    job(run, 1, "sources")
    job(run, 2, "ingest", batch=0)
    run.hear(LogEvent.JOB_FINISHED, {"job_id": 2})
    assert end(run, 1, 2, 2) == ["1 of 2: ingest 0", "2 of 2: sources"]
    assert run.ended()


@pytest.mark.parametrize("width", range(130))
def test_the_line_never_is_wider_than_the_terminal(records: Path, width: int) -> None:
    run = begun(records, ingest=2, extract=2, all=1)
    job(run, 1, "ingest", batch=0)
    job(run, 2, "extract", batch=1)
    (records / "ingest-0").write_bytes(b"." * 77)
    line = run.line(width, now=1.0)
    assert len(line) <= width
    assert width < 30 or "77 of 1,000 documents read" in line
    assert "█" not in line or "%" in line


def test_a_step_that_failed_is_not_running_any_more(records: Path) -> None:
    run = begun(records, sources=1, join=1)
    job(run, 1, "join")
    run.hear(LogEvent.JOB_ERROR, {"jobid": 1})
    assert "joining" not in run.line(200, now=0.0)


def test_a_stage_leaves_a_byte_for_each_item_that_is_done(folder: Folder) -> None:
    record = folder.project.build / FOLDER / "ingest-3"
    seen = [record.stat().st_size for _item in told("abc", folder.project, "ingest-3")]
    assert seen == [0, 1, 2]
    assert record.stat().st_size == 3
    assert list(told("", folder.project, "ingest-3")) == []
    assert record.stat().st_size == 0, "and begins anew"


def test_work_goes_on_where_no_record_can_be_kept(folder: Folder) -> None:
    folder.write(".build/progress", "a file where the folder should be")
    assert list(told("abc", folder.project, "ingest-3")) == ["a", "b", "c"]


def test_one_step_alone_tells_that_the_disk_is_full(folder: Folder) -> None:
    assert is_first_to_tell(folder.project.build), "where no run is, everybody tells"
    folder.write(f".build/{FOLDER}/{ASKED}", ".")
    assert [is_first_to_tell(folder.project.build) for _ in range(3)] == [True, False, False]
