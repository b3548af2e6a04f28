"""The commands `wsse-vision review ...`: decisions on elements, from the command line or a spreadsheet."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsse_vision.home import Project

Say = Callable[[str], None]


def add(commands: Any) -> None:
    """Add the command `review` with its own commands."""
    review = commands.add_parser(
        "review", help="decide on elements, list decisions, exchange them with a spreadsheet",
        description="Decisions are written to sources/reviews/<source>.yaml, where they can be edited by hand as well.",
    )  # fmt: skip
    inner = review.add_subparsers(metavar="COMMAND", required=True)
    sources: tuple[str, dict[str, Any]] = ("sources", {"nargs": "*", "metavar": "SOURCE", "help": "default: all"})
    elements: tuple[str, dict[str, Any]] = (
        "elements", {"nargs": "+", "metavar": "ELEMENT", "help": "id of an element, or its beginning"},
    )  # fmt: skip

    def command(name: str, run: Any, help: str, *arguments: tuple[str, dict[str, Any]]) -> None:
        parser = inner.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        for argument, settings in arguments:
            parser.add_argument(argument, **settings)
        parser.set_defaults(run=run)

    signed: list[tuple[str, dict[str, Any]]] = [
        ("--by", {"metavar": "NAME", "help": "who decides"}),
        ("--on", {"metavar": "DATE", "help": "when, YYYY-MM-DD"}),
        ("--note", {"metavar": "TEXT", "help": "a note"}),
    ]
    status = ("--status", {"choices": ["accepted", "rejected", "unreviewed"], "help": "only these"})
    batches = ("batches", {"type": int, "nargs": "*", "metavar": "BATCH", "help": "numbers of the batches"})
    command("apply", _apply, "apply all decisions (a stage of the workflow)", batches)
    command("list", _list, "list elements with what was decided on them", sources, status)
    command(
        "accept",
        _accept,
        "accept elements",
        elements,
        ("--key", {"action": "store_true", "help": "mark as key"}),
        *signed,
    )
    command("reject", _reject, "reject elements", elements, *signed)
    command(
        "retag", _retag, "accept elements with another kind or other themes", elements,
        ("--kind", {"metavar": "KIND"}), ("--themes", {"nargs": "*", "metavar": "THEME"}), *signed,
    )  # fmt: skip
    into = ("--into", {"required": True, "metavar": "ELEMENT", "help": "the element that says the same"})
    command("merge", _merge, "count elements as saying the same as another", elements, into, *signed)
    file = ("file", {"metavar": "FILE", "help": "a .csv or .xlsx file"})
    command("export", _export, "write elements and decisions to a spreadsheet", file, sources)
    command("import", _import, "take decisions from a spreadsheet", file)
    as_json = ("--json", {"action": "store_true", "help": "print JSON"})
    command("agreement", _agreement, "say how far coders agree", sources, as_json)


def _signature(options: argparse.Namespace) -> Any:
    from wsse_vision.review.commands import Signature

    return Signature(options.by, options.on, options.note)


def _apply(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import stage

    stage.run(project, options.batches, say)


def _list(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.list_elements(project, options.sources, options.status, print)


def _accept(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.accept(project, options.elements, _signature(options), say, key=options.key or None)


def _reject(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.reject(project, options.elements, _signature(options), say)


def _retag(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.retag(project, options.elements, options.kind, options.themes, _signature(options), say)


def _merge(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.merge(project, options.elements, options.into, _signature(options), say)


def _export(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.export_sheet(project, Path(options.file), options.sources, say)


def _import(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.import_sheet(project, Path(options.file), say)


def _agreement(options: argparse.Namespace, project: Project, say: Say) -> None:
    from wsse_vision.review import commands

    commands.agreement(project, options.sources, options.json, print)
