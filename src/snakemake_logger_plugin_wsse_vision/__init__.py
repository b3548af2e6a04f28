"""What a run says: a line that tells how far it is on a terminal, a line for each step elsewhere.

Snakemake finds this package by its name; `logger: wsse-vision` in a profile chooses it. It must not import anything
heavy: Snakemake imports it whenever it starts.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import time
from pathlib import Path

from snakemake_interface_logger_plugins.base import LogHandlerBase
from snakemake_interface_logger_plugins.common import LogEvent

from wsse_vision.progress import ERASE, FOLDER, WATCHED, is_first_to_tell

from .run import Run

_CHATTER = {
    LogEvent.WORKFLOW_STARTED, LogEvent.RUN_INFO, LogEvent.RESOURCES_INFO, LogEvent.JOB_INFO, LogEvent.JOB_STARTED,
    LogEvent.JOB_FINISHED, LogEvent.PROGRESS, LogEvent.SHELLCMD, LogEvent.GROUP_INFO,
}  # fmt: skip
"""What Snakemake says of each run and job; the record of the run in ``.snakemake/log/`` has it all."""

_WORTH_SAYING = ("Building DAG", "Nothing to be done", "Terminating", "Will exit", "Shutting down", "Trying to restart")
"""What of the rest is said, once the workflow has started."""

_LAST = "Exiting because a job execution failed"
"""What is said when nothing more will be done; the report of the run comes after it."""

_AT_LAST = "At least one job did not complete successfully."

_FAILED = re.compile(
    r"'.*wsse-vision --log (?P<log>\S+) (?P<command>.+)' returned non-zero exit status (?P<status>\d+)"
)
"""A step that failed; with status 1 it has told why."""

_LOCKED = (
    "Snakemake has locked this folder: another run works here, or one was killed; if none works, "
    "`snakemake --unlock` clears the lock"
)

_NO_LOG = "Failed to setup log file"

_REFUSED = re.compile(r"\[Errno (?:1|13|30)\] (?P<why>.+): '(?P<file>.+)'\s*\Z")

_REFUSED_TODO = "make it writable for whoever runs this, or build in a copy of the folder"

_FULL = "no space is left on the disk; free some and run again, what is finished is kept"

_EVERY = 0.25
"""Seconds between two looks at how far the run is."""


class LogHandler(LogHandlerBase):
    """Says how far a run is, and what Snakemake warns of; with `-n`, `-p` or `--verbose` what Snakemake says."""

    def __post_init__(self) -> None:
        """Look where this is said."""
        from snakemake.logging import ColorizingTextHandler, DefaultFilter, DefaultFormatter

        chosen = self.common_settings
        stream = sys.stdout if chosen.stdout else sys.stderr
        self._plain = ColorizingTextHandler(nocolor=chosen.nocolor, stream=stream)
        self._plain.setFormatter(DefaultFormatter(chosen.quiet, chosen.show_failed_logs))
        self._plain.addFilter(
            DefaultFilter(chosen.quiet, chosen.debug_dag, chosen.verbose, chosen.dryrun, chosen.printshellcmds)
        )
        self._stream = stream
        self._whole = chosen.dryrun or chosen.verbose or chosen.printshellcmds or chosen.debug_dag
        self._silent = any(str(getattr(one, "value", one)) in ("all", "progress") for one in chosen.quiet or ())
        self._watched = not self._whole and not self._silent and _can_be_watched(stream)
        self._run = Run()
        self._started = False
        self._drawn = False
        self._over = threading.Event()
        self._ticker: threading.Thread | None = None
        # Where Snakemake's own log has no room left, it must not fill the terminal with that.
        logging.raiseExceptions = bool(self._whole)
        if self._watched:
            os.environ[WATCHED] = "1"

    def emit(self, record: logging.LogRecord) -> None:
        """Say what a record has to say."""
        try:
            self._take(record)
        except (OSError, ValueError):
            # A terminal that is gone is no reason to stop a run.
            self._over.set()

    def _take(self, record: logging.LogRecord) -> None:
        event = getattr(record, "event", None)
        finished = self._run.hear(event, record.__dict__)
        self._started = self._started or event == LogEvent.WORKFLOW_STARTED
        if self._whole:
            self._plain.handle(record)
        elif event in _CHATTER:
            if self._watched and self._run.began and not self._ticker:
                self._ticker = threading.Thread(target=self._tick, name="progress", daemon=True)
                self._ticker.start()
            if not self._watched and not self._silent:
                for line in finished:
                    self._write(line + "\n")
        else:
            self._say(record)
        if self._run.ended() or record.getMessage().startswith(_LAST):
            self._over.set()
            self._erase()

    def _say(self, record: logging.LogRecord) -> None:
        line = self._failure(record)
        if line:
            self._erase()
            self._write(line)
        elif line is None and self._is_worth_saying(record):
            self._erase()
            self._plain.handle(record)

    def _is_worth_saying(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.INFO or not self._started or record.getMessage().startswith(_WORTH_SAYING)

    def _failure(self, record: logging.LogRecord) -> str | None:
        """Return a plain line for what Snakemake says at length; none where a step has told; else ``None``."""
        said = record.getMessage() if record.levelno >= logging.ERROR else ""
        if "[Errno 28]" in said:
            is_first = is_first_to_tell(Path.cwd() / ".build")
            return f"error: .snakemake: {_FULL}\n" if is_first and not self._silent else ""
        if getattr(record, "exception", "") == "LockException":
            return f"error: {Path.cwd()}: {_LOCKED}\n"
        if found := _REFUSED.search(said):
            return "" if said.startswith(_NO_LOG) else f"error: {found['file']}: {found['why']}: {_REFUSED_TODO}\n"
        if found := _FAILED.search(said):
            told = f"error: wsse-vision {found['command']}: exit status {found['status']} (log: {found['log']})\n"
            return "" if found["status"] == "1" else told
        return "" if said.startswith(_LAST) or said.endswith(_AT_LAST) else None

    def _tick(self) -> None:
        self._run.folder = Path.cwd() / ".build" / FOLDER
        while not self._over.wait(_EVERY):
            self.acquire()
            try:
                if not self._over.is_set():
                    self._draw()
            except (OSError, ValueError):
                return
            finally:
                self.release()

    def _draw(self) -> None:
        """Draw the line anew, never as wide as the terminal, so that it never breaks."""
        width = os.get_terminal_size(self._stream.fileno()).columns - 1
        line = self._run.line(width, time.monotonic())
        if line.encode(self._stream.encoding or "ascii", "replace").decode(self._stream.encoding or "ascii") != line:
            line = line.translate({ord("·"): "-", ord("█"): "#", ord("░"): "."}).encode("ascii", "replace").decode()
        self._write(ERASE + line)
        self._drawn = True

    def _erase(self) -> None:
        if self._drawn:
            self._write(ERASE)
            self._drawn = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._over.set()
        self.acquire()
        try:
            self._erase()
        except (OSError, ValueError):
            pass
        finally:
            self.release()
        super().close()

    @property
    def writes_to_stream(self) -> bool:
        """It stands in for Snakemake's own lines."""
        return True

    @property
    def writes_to_file(self) -> bool:
        """It writes no file."""
        return False

    @property
    def has_filter(self) -> bool:
        """It has to hear of everything."""
        return True

    @property
    def has_formatter(self) -> bool:
        """It has its own words."""
        return True

    @property
    def needs_rulegraph(self) -> bool:
        """It needs none."""
        return False


def _can_be_watched(stream: object) -> bool:
    """Tell whether there is a terminal whose lines can be drawn anew, and a person before it."""
    is_terminal = getattr(stream, "isatty", lambda: False)()
    return is_terminal and not os.environ.get("CI") and os.environ.get("TERM", "dumb") not in ("", "dumb")
