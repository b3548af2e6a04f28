"""From measurements to the table: ratios beside what they are to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SHIPPED = "shipped"
"""Name of the project that comes with the program; the others are called after their number of documents."""

Results = dict[str, Any]
"""What ``run.py`` writes: ``{"empty": cost, "projects": {name: {"documents", "cold", "noop", "floor", "changes"}},
"tex": {"one", "two"} or reason}``; costs are those of ``measure.Cost.as_json``.
"""


@dataclass(frozen=True)
class Row:
    """A line of the table. ``value`` is a ratio or, with ``unit``, a quantity; None with the reason in ``note`` when it
    was not measured. ``alone`` is the ratio to the floor with one job after the other. ``aim`` is the most that
    ``value`` may be, None for a row that is only told.
    """

    name: str
    value: float | None
    aim: float | None = None
    alone: float | None = None
    unit: str = ""
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none or nothing was measured."""
        return None if self.value is None or self.aim is None else self.value <= self.aim


def rows(results: Results) -> list[Row]:
    """Return the rows: for each project what it costs against the floor, then what compares projects."""
    projects = sorted(results["projects"].items(), key=lambda item: (item[0] != SHIPPED, item[1]["documents"]))
    found = [row for name, project in projects for row in _project_rows(name, project, results["empty"])]
    return [*found, _per_document(results["projects"]), *_tex_row(results)]


def _project_rows(name: str, project: Results, empty: Results) -> Iterator[Row]:
    documents = project["documents"]
    what = "the shipped sources" if name == SHIPPED else f"{documents:,} documents"
    cold, floor = project["cold"], project["floor"]
    yield Row(
        f"cold build of {what} / floor",
        ratio(cold["wall"], floor["two"]["wall"]),
        1.5 if name == SHIPPED or documents == 1_000 else None,
        ratio(cold["wall"], floor["one"]["wall"]),
    )
    noop = project["noop"]
    aim = 3 if documents == 10_000 else None
    yield Row(f"no-op at {what} / empty Snakefile", ratio(noop["wall"], empty["wall"]), aim)
    for change, measured in project["changes"].items():
        beyond = measured["cost"]["cpu"] - noop["cpu"]
        aim = 2 if documents == 1_000 and change == "one source added" else None
        values = [ratio(beyond, measured["floor"][how]["cpu"]) for how in ("two", "one")]
        note = "" if values[0] is not None else "nothing to be done with the bare tools"
        yield Row(f"{change}, {what}: work beyond the no-op / floor", values[0], aim, values[1], note=note)
    costs = [cold, noop, *(measured["cost"] for measured in project["changes"].values())]
    peak = max(cost["memory"] for cost in costs)
    yield Row(f"peak memory of any process, {what}", peak, 600 if documents == 10_000 else None, unit=" MB")


def ratio(cost: float, floor: float) -> float | None:
    """Return how many times the floor something costs; None without a floor."""
    return cost / floor if floor > 0 else None


def _per_document(projects: Results) -> Row:
    name = "cost per document at 10,000 / at 1,000"
    if not {"1000", "10000"} <= projects.keys():
        return Row(name, None, 1.1, note="needs both sizes: make bench SIZES='1000 10000'")
    large, small = (projects[key]["cold"]["wall"] / projects[key]["documents"] for key in ("10000", "1000"))
    return Row(name, ratio(large, small), 1.1)


def _tex_row(results: Results) -> Iterator[Row]:
    name = "full shipped build / the same publications by make, pandoc and XeLaTeX"
    if SHIPPED not in results["projects"]:
        return
    tex = results["tex"]
    if isinstance(tex, str):
        yield Row(name, None, 0.5, note=tex)
    else:
        two, one = (ratio(results["projects"][SHIPPED]["cold"]["wall"], tex[how]["wall"]) for how in ("two", "one"))
        yield Row(name, two, 0.5, one)


def as_text(results: Results) -> str:
    """Return both tables: what everything cost, and the ratios."""
    return f"{_costs(results)}\n{_ratios(rows(results))}"


def _costs(results: Results) -> str:
    lines = [f"{'':44}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'read MB':>9}{'written':>9}"]
    for name, project in results["projects"].items():
        lines.append(f"{name}: {project['documents']:,} documents")
        lines.append(_cost("  cold build", project["cold"]))
        lines += [_cost(f"    floor, {words}", project["floor"][how]) for how, words in _HOW.items()]
        lines.append(_cost("  nothing to do", project["noop"]))
        for change, measured in project["changes"].items():
            lines.append(_cost(f"  {change}", measured["cost"]))
            words = f"    floor ({len(measured['publications'])} publications changed)"
            lines.append(_cost(words, measured["floor"]["two"]))
    lines.append(_cost("an empty Snakefile", results["empty"]))
    if isinstance(results["tex"], dict):
        lines.append("the shipped publications by make, pandoc and XeLaTeX")
        lines += [_cost(f"    {words}", results["tex"][how]) for how, words in _HOW.items()]
    return "\n".join(lines) + "\n"


_HOW = {"one": "one after the other", "two": "two at a time"}


def _cost(name: str, cost: Results) -> str:
    read = "–" if cost["read"] is None else f"{cost['read']:.0f}"
    written = sum(cost["written"].values())
    return f"{name:44}{cost['wall']:9.1f}{cost['cpu']:9.1f}{cost['memory']:9.0f}{read:>9}{written or '':>9}"


def _ratios(found: list[Row]) -> str:
    width = max(len(row.name) for row in found)
    lines = [f"{'':{width}}  two at a time  one by one     aim"]
    for row in found:
        verdict = {True: "met", False: "NOT MET", None: ""}[row.met]
        lines.append(
            f"{row.name:{width}}  {shown(row.value, row.unit):>13}  {shown(row.alone):>10}"
            f"  {shown(row.aim, row.unit):>6}  {verdict}{row.note}".rstrip()
        )
    return "\n".join(lines) + "\n"


def shown(value: float | None, unit: str = "") -> str:
    """Return a value as the table has it."""
    if value is None:
        return ""
    return f"{value:.0f}{unit}" if unit else f"{value:.2f}".rstrip("0").rstrip(".")
