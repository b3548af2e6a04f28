"""The command line: one command for each stage, so that every stage can be run without Snakemake."""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from wsse_vision import cli_exchange, cli_release, cli_review
from wsse_vision.progress import ERASE, RECORDED, WATCHED, is_first_to_tell

if TYPE_CHECKING:
    from wsse_vision.config import Config
    from wsse_vision.home import Project

Command = Callable[[argparse.Namespace, "Project", Callable[[str], None]], None]

_ALLOCATIONS = 300_000
"""New objects after which Python looks for cycles of garbage. Stages make many objects and hardly any cycles: to look
as often as Python does by itself takes up to a third of a stage's time.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 for a mistake of the user's (told in one line), or 2 for a wrong call."""
    gc.set_threshold(_ALLOCATIONS, 50, 100)
    options = parser().parse_args(arguments)
    log: TextIO | None = None

    def say(line: str) -> None:
        try:
            print(line, file=log or sys.stderr, flush=True)
        except OSError as error:
            raise OSError(error.errno, error.strerror, options.log) from None

    try:
        if options.log:
            log = open(options.log, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        _run(options, say)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        told = _told(error, options.project)
        if told is None:
            raise
        is_news = not (_is_full(error) and log) or is_first_to_tell(Path(options.project) / ".build")
        _complain([f"error: {line}" for line in told.splitlines()], log, aloud=is_news)
        return 1
    finally:
        if log:
            with contextlib.suppress(OSError):
                log.close()
    return 0


def _complain(lines: list[str], log: TextIO | None, *, aloud: bool) -> None:
    """Say what went wrong, and in the log as well; a line of progress on the terminal gives way to it."""
    erase = ERASE if os.environ.get(WATCHED) and sys.stderr.isatty() else ""
    for line in lines:
        if aloud:
            sys.stderr.write(f"{erase}{line}\n")
        with contextlib.suppress(OSError):  # a full disk is told, even where no log has room for it
            if log:
                print(line, file=log, flush=True)


def _run(options: argparse.Namespace, say: Callable[[str], None]) -> None:
    from wsse_vision.home import Project

    folder = Path(options.project)
    if not folder.is_dir():
        raise NotADirectoryError(20, "is no folder", options.project)
    run: Command = options.run
    run(options, Project(folder), say)
    if getattr(options, "stage", None):
        from wsse_vision import fingerprint
        from wsse_vision.files import write_text
        from wsse_vision.progress import PROGRAMS

        # What these write says nothing of the program that wrote it; `wsse-vision why` asks.
        write_text(folder / ".build" / PROGRAMS / options.command, fingerprint.of_stage(options.stage))


_MADE_BY = {
    "sources.json": "sources", "review.json": "review apply",
    "ingest-": "ingest", "extract-": "extract", "evidence.sqlite": "join",
    "composed/": "compose", "composed.json": "compose", "manifest.json": "manifests", "problems.json": "check",
}  # fmt: skip
"""What a stage leaves for later ones, and its command."""


def _told(error: Exception, project: str) -> str | None:
    """Return what to say about a mistake of the user's or a full disk; ``None`` for a defect of the program."""
    if _is_full(error):
        # The database tells no name, and there is one only.
        default = f"{project}/.build" if isinstance(error, OSError) else f"{project}/outputs/evidence/evidence.sqlite"
        what = os.path.relpath(str(getattr(error, "filename", None) or default), project).replace(os.sep, "/")
        return f"{what}: no space is left on the disk; free some and run again, what is finished is kept"
    if isinstance(error, OSError) and error.filename is not None:
        path = os.path.relpath(str(error.filename), project).replace(os.sep, "/")
        for part, command in _MADE_BY.items():
            if isinstance(error, FileNotFoundError) and part in path:
                return f"{path} is not there; run `wsse-vision {command}` first, or snakemake for everything"
        return f"{error.filename}: {error.strerror}"
    return str(error) if _is_the_users(error) else None


def _is_full(error: Exception) -> bool:
    """Tell whether a disk is full, or what its user may take of it used up."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return type(error).__name__ == "OperationalError" and "disk is full" in str(error)


def _is_the_users(error: Exception) -> bool:
    """Tell a mistake that its message explains from a defect of the program, which needs its traceback."""
    names = {
        "HandwrittenError",
        "CodebookError",
        "ComposeError",
        "PdfError",
        "PandocError",
        "NotAcceptedError",
        "StarterError",
        "SourceError",
        "ReleaseError",
        "LedgerError",
        "RepositoryError",
        "BuildError",
        "VerifyError",
        "UnknownVersionError",
        "UnknownFileError",
    }
    return type(error).__name__ in names


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="wsse-vision",
        description="From notebooks, reports and interviews to a synthesis whose every quote leads back to its source.",
        epilog="Plain `snakemake` runs the stages in order; these commands run one at a time.",
    )
    top.add_argument("--project", default=".", metavar="FOLDER", help="project folder (default: this one)")
    top.add_argument("--log", metavar="FILE", help="write what is said to FILE; errors are shown as well")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, run: Command, help: str, *arguments: tuple[str, dict[str, Any]]) -> None:
        command = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        for argument, settings in arguments:
            command.add_argument(argument, **settings)
        command.set_defaults(run=run, command=name, stage=RECORDED.get(name))

    _add_stages(add)
    cli_review.add(commands)
    cli_exchange.add(add)
    cli_release.add(add)
    _add_others(add)
    return top


def _add_stages(add: Callable[..., None]) -> None:
    batch = ("batch", {"type": int, "metavar": "BATCH", "help": "number of the batch, from 0"})
    batches = ("batches", {"type": int, "nargs": "*", "metavar": "BATCH", "help": "numbers of the batches"})
    add("init", _init, "make a new project folder that builds at once", ("folder", {"metavar": "FOLDER"}))
    add("sources", _sources, "check what people wrote: names, sidecars, bibliography, codebook, work plan")
    of = ("--of", {"type": int, "default": 1, "metavar": "NUMBER", "help": "number of batches (default: 1)"})
    add("ingest", _ingest, "bring the documents of a batch into canonical form", batch, of)
    add("extract", _extract, "code the documents of a batch", batch)
    add("join", _join, "join coded documents, indicators and votes into outputs/evidence/", batches)
    add("compose", _compose, "compose every publication from evidence and narrative")
    add(
        "render", _render, "write one publication in one language, in some formats",
        ("slug", {"metavar": "PUBLICATION"}), ("language", {"metavar": "LANGUAGE"}),
        ("formats", {"metavar": "FORMAT", "nargs": "+", "choices": ["pdf", "html", "epub"]}),
    )  # fmt: skip
    add(
        "manifests",
        _manifests,
        "write manifest and checksums of each publication, and what changed since releases",
    )
    add("pages", _pages, "write the readers' site: outputs/index.html and the pages about publications")
    add("feeds", _feeds, "write the feed of releases, the catalogue for e-readers and the calendar of the work plan")
    add(
        "evidence-pages",
        _evidence_pages,
        "write the pages of evidence: sources, browser, themes, kinds, map and search",
    )
    add(
        "check",
        _check,
        "gather all problems and search the built files for what interviewees keep back",
        batches,
    )
    add("accept", _accept, "fail when consent is broken, or in strict mode when a source was set aside")
    add(
        "summary", _summary, "say what was built and why, and what was set aside",
        ("--since", {"type": float, "default": 0.0, "metavar": "SECONDS", "help": "when it began, seconds since 1970"}),
        ("--failed", {"action": "store_true", "help": "the run failed"}),
    )  # fmt: skip


def _add_others(add: Callable[..., None]) -> None:
    add(
        "evaluate", _evaluate, "compare the coding with a gold set",
        ("--gold", {"default": "tests/gold", "metavar": "FOLDER", "help": "the gold set (default: tests/gold)"}),
        ("--part", {"choices": ["development", "test", "all"], "default": "test", "help": "which part"}),
        ("--language", {"choices": ["en", "fr", "es", "pt"], "help": "one language alone"}),
        ("--public", {"nargs": "?", "const": "", "metavar": "FOLDER", "help": "measure on public sets instead"}),
        ("--json", {"action": "store_true", "help": "print JSON"}),
        ("--misses", {"action": "store_true", "help": "list the sentences whose kind is wrong"}),
    )  # fmt: skip
    add("codebook", _codebook, "run the examples of the codebook", ("what", {"choices": ["check"]}))
    add("consent", _consent, "list interviews with their consent and what it means")
    add(
        "config", _config, "print the settings in use, their JSON schema or their reference table",
        ("what", {"nargs": "?", "default": "show", "choices": ["show", "schema", "table"]}),
    )  # fmt: skip


def _settings(project: Project) -> Config:
    from wsse_vision.config import read_config

    return read_config(project.root)


def _init(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.sources.starter import make_project

    make_project(Path(options.folder), say)


def _sources(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.sources import stage

    stage.run(project, say)


def _ingest(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.ingest import stage

    stage.run(project, options.batch, options.of, say)


def _extract(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.extract import stage

    stage.run(project, options.batch, say)


def _join(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.join import stage

    stage.run(project, options.batches, say)


def _compose(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.publish import compose

    compose.run(project, _settings(project), say)


def _render(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.publish import render

    render.run(project, options.slug, options.language, options.formats, say)


def _manifests(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.release import changes, manifest

    config = _settings(project)
    manifest.run(project, config, say)
    changes.run(project, config, say)


def _pages(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.site import stage

    stage.run(project, _settings(project), say)


def _feeds(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.site import feeds

    feeds.run(project, _settings(project), say)


def _evidence_pages(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.site import evidence

    evidence.run(project, _settings(project), say)


def _check(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.release import stage

    stage.check(project, _settings(project), options.batches, say)


def _accept(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.release import stage

    stage.accept(project, _settings(project))


def _summary(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.release import summary

    summary.write(project, _settings(project), options.since, options.failed)


def _evaluate(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    import json

    from wsse_vision.extract.evaluation import evaluate, report
    from wsse_vision.extract.gold import read_gold
    from wsse_vision.sources.codebook import read_codebook

    if options.public is not None:
        from wsse_vision.extract import publicsets

        folder = Path(options.public) if options.public else publicsets.default_folder()
        books = [read_codebook(path) for path in (project.codebook, publicsets.GOALS, publicsets.TEXTBOOK)]
        public = publicsets.run(folder, *books)
        print(json.dumps(public, indent=1) if options.json else publicsets.report(public), end="")
        return
    wanted = [
        document
        for document in read_gold(Path(options.gold))
        if options.part in ("all", document.part) and options.language in (None, document.language)
    ]
    codebook = read_codebook(project.codebook)
    languages = sorted({document.language for document in wanted})
    results = {x: evaluate([d for d in wanted if d.language == x], codebook) for x in languages}
    results["all"] = evaluate(wanted, codebook)
    if options.json:
        print(json.dumps({name: result.as_json() for name, result in results.items()}, indent=1))
    else:
        print(report(results), end="")
    for name, expected, found, text in results["all"].misses if options.misses else ():
        print(f"{name}: {expected} taken for {found}: {text}")


def _codebook(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.extract.examples import failures
    from wsse_vision.sources.codebook import CodebookError, read_codebook

    wrong = failures(read_codebook(project.codebook))
    if wrong:
        raise CodebookError("\n".join(wrong))
    print("Every example of the codebook holds.")


def _consent(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision.release import summary

    summary.consent(project)


def _config(options: argparse.Namespace, project: Project, say: Callable[[str], None]) -> None:
    from wsse_vision import reference

    print(reference.text(options.what, project), end="")
