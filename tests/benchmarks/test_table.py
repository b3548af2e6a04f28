from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import compare
import plot
import pytest
import table


def cost(wall: float, cpu: float | None = None, memory: float = 100) -> dict[str, Any]:
    return {"wall": wall, "cpu": wall if cpu is None else cpu, "memory": memory, "read": 5.0, "written": {}}


def project(documents: int, cold: float, floor: float, memory: float = 100) -> dict[str, Any]:
    added = {"cost": cost(8, 9), "publications": ["a.en"], "floor": {"one": cost(5, 4), "two": cost(3, 5)}}
    decided = {"cost": cost(3, 3, memory), "publications": [], "floor": {"one": cost(0, 0), "two": cost(0, 0)}}
    return {
        "documents": documents, "cold": cost(cold), "noop": cost(3, 2),
        "floor": {"one": cost(2 * floor), "two": cost(floor)},
        "changes": {"one source added": added, "one review decision": decided},
    }  # fmt: skip


RESULTS: dict[str, Any] = {
    "empty": cost(1.5),
    "projects": {
        "1000": project(1_000, 140, 100),
        "10000": project(10_000, 1_540.0, 800, memory=700),
        "shipped": project(45, 40, 20),
    },
    "tex": {"one": cost(200), "two": cost(100)},
}


def named(results: dict[str, Any]) -> dict[str, table.Row]:
    return {row.name: row for row in table.rows(results)}


def test_every_row_of_the_aims_is_there_with_its_ratio() -> None:
    aimed = {name: (round(row.value or 0, 3), row.aim, row.met) for name, row in named(RESULTS).items() if row.aim}
    assert aimed == {
        "cold build of the shipped sources / floor": (2.0, 1.5, False),
        "cold build of 1,000 documents / floor": (1.4, 1.5, True),
        "cost per document at 10,000 / at 1,000": (1.1, 1.1, True),
        "no-op at 10,000 documents / empty Snakefile": (2.0, 3, True),
        "one source added, 1,000 documents: work beyond the no-op / floor": (1.4, 2, True),
        "peak memory of any process, 10,000 documents": (700, 600, False),
        "full shipped build / the same publications by make, pandoc and XeLaTeX": (0.4, 0.5, True),
    }


def test_both_floors_are_told() -> None:
    rows = named(RESULTS)
    assert rows["cold build of the shipped sources / floor"].alone == 1
    assert rows["one source added, 1,000 documents: work beyond the no-op / floor"].alone == 7 / 4
    assert rows["one review decision, 1,000 documents: work beyond the no-op / floor"].value is None


def test_what_was_not_measured_says_why_and_is_neither_met_nor_missed() -> None:
    small = {**RESULTS, "projects": {"shipped": RESULTS["projects"]["shipped"]}, "tex": "left out: xelatex"}
    rows = named(small)
    for name, why in {
        "cost per document at 10,000 / at 1,000": "needs both sizes: make bench SIZES='1000 10000'",
        "full shipped build / the same publications by make, pandoc and XeLaTeX": "left out: xelatex",
    }.items():
        assert (rows[name].value, rows[name].met, rows[name].note) == (None, None, why)
        assert any(line.startswith(name) and why in line for line in table.as_text(small).splitlines())


def test_the_printed_table_says_what_is_not_met() -> None:
    missed = [line for line in table.as_text(RESULTS).splitlines() if "NOT MET" in line]
    assert [line.split("  ")[0] for line in missed] == [
        "cold build of the shipped sources / floor",
        "peak memory of any process, 10,000 documents",
    ]


def test_what_grew_is_worse_and_what_fell_is_better() -> None:
    new = copy.deepcopy(RESULTS)
    new["projects"]["1000"]["cold"]["wall"] = 170
    new["tex"]["two"]["wall"] = 200
    lines, worse = compare.compared(RESULTS, new, 0.15)
    assert worse == 1
    assert [line.split("  ")[0] for line in lines if line.endswith("WORSE")] == [
        "cold build of 1,000 documents / floor"
    ]
    assert [line[:40] for line in lines if line.endswith("better")] == [
        "cost per document at 10,000 / at 1,000  ",
        "full shipped build / the same publicatio",
    ]
    assert compare.compared(RESULTS, RESULTS, 0)[1] == 0


def test_the_command_compares_with_the_baseline_and_can_keep_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run, baseline = tmp_path / "run.json", tmp_path / "baseline.json"
    new = copy.deepcopy(RESULTS)
    new["projects"]["shipped"]["cold"]["wall"] = 60
    run.write_text(json.dumps(RESULTS))
    arguments = ["compare", str(run), "--baseline", str(baseline)]
    monkeypatch.setattr(sys, "argv", [*arguments, "--keep"])
    assert compare.main() == 0
    run.write_text(json.dumps(new))
    monkeypatch.setattr(sys, "argv", arguments)
    assert compare.main() == 1
    assert "cold build of the shipped sources / floor" in capsys.readouterr().out
    assert json.loads(baseline.read_text()) == RESULTS


@pytest.mark.skipif(not compare.BASELINE.is_file(), reason="no run was kept as the baseline")
def test_the_stored_baseline_is_one_that_a_run_can_be_compared_with() -> None:
    rows = named(json.loads(compare.BASELINE.read_text(encoding="utf-8")))
    assert "cold build of the shipped sources / floor" in rows
    assert "cold build of 1,000 documents / floor" in rows


def test_the_picture_shows_every_aim_and_every_run() -> None:
    root = ElementTree.fromstring(plot.svg(RESULTS))  # noqa: S314  # our own
    words = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {row.name for row in table.rows(RESULTS) if row.aim} <= set(words)
    assert {f"{name}: cold build" for name in RESULTS["projects"]} <= set(words)
    assert "700 MB of 600 MB" in words
    lengths = {rect.get("fill"): int(rect.get("width", "0")) for rect in root.iter("{http://www.w3.org/2000/svg}rect")}
    assert set(lengths) == {plot.GOOD, plot.BAD, plot.GREY}
