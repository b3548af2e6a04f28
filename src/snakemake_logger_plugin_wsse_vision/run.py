"""How far a run is, by what Snakemake says of its jobs and by the records that stages keep."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from snakemake_interface_logger_plugins.common import LogEvent

from wsse_vision.progress import SIZES

_READ, _CODED = "ingest", "extract"

_RECENT = 30.0
"""Seconds that the pace is measured over."""

_DOING = {
    "sources": "checking sources", _READ: "reading documents", _CODED: "coding documents",
    "review": "applying decisions", "join": "joining", "exchange": "exporting", "compose": "composing",
    "evidence_pages": "writing pages of evidence", "manifests": "writing manifests", "pages": "writing the site",
    "feeds": "writing feeds", "check": "checking", "accept": "checking", "all": "",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A job: its rule, and what it works on."""

    rule: str
    wildcards: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the words of the command line, such as ``render synthesis.fr`` or ``ingest 0``."""
        rule = "render" if self.rule.startswith("render_") else self.rule
        known = dict(self.wildcards)
        on = ".".join(known[name] for name in ("batch", "slug", "language") if name in known)
        return f"{rule} {on}".strip()

    @property
    def record(self) -> str:
        """The name of the record that its stage keeps, if it keeps one."""
        return "-".join([self.rule, *(value for name, value in self.wildcards if name == "batch")])

    @property
    def doing(self) -> str:
        """What it does, in words for people."""
        return f"rendering {str(self)[7:]}" if self.rule.startswith("render_") else _DOING.get(self.rule, str(self))


@dataclass
class Run:
    """What is known of a run."""

    folder: Path | None = None
    began: bool = False
    done: int = 0
    total: int = 0
    _planned: Counter[str] = field(default_factory=Counter)
    _steps: dict[int, Step] = field(default_factory=dict)
    _running: dict[int, None] = field(default_factory=dict)
    _started: dict[str, Step] = field(default_factory=dict)
    _unsaid: list[Step] = field(default_factory=list)
    _sizes: dict[str, int] = field(default_factory=dict)
    _samples: deque[tuple[float, int, int]] = field(default_factory=deque)

    def hear(self, event: object, said: Mapping[str, Any]) -> list[str]:
        """Take in what Snakemake says; return a line for each step that is known to be finished by now."""
        if event == LogEvent.RUN_INFO:
            self._planned = Counter(said.get("stats") or {})
            self.total = self._planned.pop("total", 0)
        elif event == LogEvent.JOB_INFO:
            wildcards = tuple((str(k), str(v)) for k, v in (said.get("wildcards") or {}).items())
            self._steps[said["jobid"]] = step = Step(str(said["rule_name"]), wildcards)
            self._started[step.record] = step
        elif event == LogEvent.JOB_STARTED:
            self.began = True
            self._running |= dict.fromkeys(said["jobs"])
        elif event == LogEvent.JOB_FINISHED:
            self._running.pop(said["job_id"], None)
            self._unsaid.append(self._steps.get(said["job_id"], Step("step")))
        elif event == LogEvent.JOB_ERROR:
            self._running.pop(said["jobid"], None)
        elif event == LogEvent.PROGRESS:
            self.done, self.total = said["done"], said["total"]
            first = self.done - len(self._unsaid) + 1
            told = [f"{number} of {self.total}: {step}" for number, step in enumerate(self._unsaid, first)]
            self._unsaid.clear()
            return told
        return []

    def ended(self) -> bool:
        """Tell whether all steps are done."""
        return self.began and not self._running and 0 < self.total <= self.done

    def line(self, width: int, now: float) -> str:
        """Return how far the run is in at most ``width`` characters; ``now`` is a time in seconds."""
        read, to_read = self._documents(_READ)
        coded, to_code = self._documents(_CODED)
        done, total = read + coded, to_read + to_code
        is_reading = done < total
        done, total = (done, total) if is_reading else (self.done, self.total)
        left, pace = self._pace(now, done, total, enough=1 if is_reading else 4)
        stages = ((read, to_read, "read"), (coded, to_code, "coded"))
        counts = [f"{part:,} of {whole:,} documents {what}" for part, whole, what in stages if 0 < part < whole]
        steps = f"{self.done} of {self.total} steps"
        doing = ", ".join(dict.fromkeys(step.doing for step in self._now() if step.doing))
        parts = [*(counts[:1] or [steps]), left, pace if counts else "", doing, *counts[1:]]
        parts += [steps] if counts else []
        return _fitted([part for part in parts if part], self._share(), width)

    def _now(self) -> list[Step]:
        """The steps that are running; Snakemake tells of what they are just after it starts them."""
        return [self._steps[job] for job in self._running if job in self._steps]

    def _share(self) -> float:
        """The share of the steps that is done, those that are running with what they have done."""
        partly = 0.0
        for step in self._now():
            size = self._size(step.record)
            partly += min(1.0, self._record(step.record) / size) if size else 0.0
        return min(1.0, (self.done + partly) / self.total) if self.total else 0.0

    def _documents(self, rule: str) -> tuple[int, int]:
        """Return how many documents went through a stage in this run, and how many will; batches are of like size."""
        names = [name for name, step in self._started.items() if step.rule == rule]
        known = [size for size in map(self._size, names) if size]
        done = sum(min(self._record(name), self._size(name)) for name in names)
        every = [size for name, size in self._sizes.items() if name.startswith(f"{rule}-")]
        if self._planned[rule] == len(every):
            return done, sum(every)
        missing = max(0, self._planned[rule] - len(names))
        return done, sum(known) + round(missing * sum(every) / max(1, len(every)))

    def _size(self, name: str) -> int:
        if not self._sizes and self.folder:
            try:
                self._sizes = json.loads((self.folder / SIZES).read_text(encoding="utf-8"))
            except (OSError, ValueError):
                return 0
        return self._sizes.get(name, 0)

    def _record(self, name: str) -> int:
        try:
            return (self.folder / name).stat().st_size if self.folder else 0
        except OSError:
            return 0

    def _pace(self, now: float, done: int, total: int, enough: int) -> tuple[str, str]:
        """Return the time that is left at the recent pace, and the pace, once ``enough`` was done to tell them."""
        if self._samples and self._samples[-1][2] != total:
            self._samples.clear()
        self._samples.append((now, done, total))
        while now - self._samples[0][0] > _RECENT:
            self._samples.popleft()
        seconds, steps = now - self._samples[0][0], done - self._samples[0][1]
        if seconds < 1 or steps < enough:
            return "", ""
        each = steps / seconds
        left = round((total - done) / each)
        return f"{left // 60}:{left % 60:02} left", f"{each:.0f}/s" if each >= 2 else f"{each * 60:.0f}/min"


def _fitted(parts: list[str], share: float, width: int) -> str:
    """Return as many parts as fit into a line, the first ones first, behind a bar where there is room for one."""
    full = max(0, min(20, (width - 40) // 4))
    bar = f"{'█' * round(share * full)}{'░' * (full - round(share * full))} {share:4.0%}  " if full >= 6 else ""
    line = (bar + parts[0])[: max(0, width)]
    for part in parts[1:]:
        if len(line) + len(part) + 3 <= width:
            line += f" · {part}"
    return line
