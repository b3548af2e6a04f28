"""Compare a run with the stored baseline: ``python benchmarks/compare.py [--tolerance 0.15] [--keep]``.

Ratios are compared, as seconds say more about the machine. What grew by more than the tolerance is told, and the
command then fails. ``--keep`` makes the run the new baseline.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from table import Results, rows, shown

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
RESULTS = HERE / "results"


def compared(old: Results, new: Results, tolerance: float) -> tuple[list[str], int]:
    """Return a line for each row that both runs have, and how many are worse."""
    before = {row.name: row for row in rows(old)}
    lines, worse = [], 0
    for row in rows(new):
        past = before.get(row.name)
        if past is None or not past.value or row.value is None:
            continue
        change = row.value / past.value - 1
        worse += change > tolerance
        verdict = "WORSE" if change > tolerance else "better" if change < -tolerance else ""
        numbers = f"{shown(past.value, row.unit):>8} → {shown(row.value, row.unit):>8}  {change:+5.0%}"
        lines.append(f"{row.name:86}{numbers}  {verdict}".rstrip())
    return lines, worse


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare a run of the benchmarks with the baseline.")
    parser.add_argument("new", type=Path, nargs="?", default=RESULTS / "results.json")
    parser.add_argument("--baseline", type=Path, default=BASELINE)
    parser.add_argument("--tolerance", type=float, default=0.15, help="share by which a ratio may grow")
    parser.add_argument("--keep", action="store_true", help="make the run the new baseline")
    given = parser.parse_args()
    if not given.new.is_file():
        sys.exit(f"{given.new} is not there: run make bench first")
    if given.baseline.is_file():
        old, new = (json.loads(path.read_text(encoding="utf-8")) for path in (given.baseline, given.new))
        lines, worse = compared(old, new, given.tolerance)
        sys.stdout.write("\n".join(lines) + "\n")
    else:
        worse = 0
        sys.stdout.write("there is no baseline yet\n")
    if given.keep:
        shutil.copyfile(given.new, given.baseline)
        return 0
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
