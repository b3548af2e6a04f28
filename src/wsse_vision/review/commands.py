"""What ``wsse-vision review`` does: list, accept, reject, retag, merge, export, import, agreement.

Dates are given by whoever calls (the command line knows today's); nothing here reads a clock.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from wsse_vision.home import Project
from wsse_vision.model import KINDS, HandwrittenError
from wsse_vision.review import sheet, writing
from wsse_vision.review.agreement import agreement as agreement_of
from wsse_vision.review.apply import Opinion, Outcome, Reviewed, Status
from wsse_vision.review.decisions import FOLDER, Decision, Placed, read_review, review_path
from wsse_vision.review.material import Material, coded_sources, read_material
from wsse_vision.review.told import short
from wsse_vision.sources.codebook import read_codebook

Say = Callable[[str], None]

STATUSES: tuple[str, ...] = get_args(Status)

LEAST_OF_ID = 4
"""Characters of an id that have to be given."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when (``DateText``), and a remark."""

    by: str | None = None
    on: str | None = None
    note: str | None = None


def list_elements(project: Project, sources: Sequence[str], status: str | None, say: Say) -> None:
    """Say a line for each element of the sources (default: all): id, status, kind, themes, quote; then orphans."""
    for material, outcome in _outcomes(project, sources):
        for reviewed in outcome.reviewed:
            if status in (None, reviewed.status):
                say(_line(material.document.source, reviewed))
        for orphan in outcome.orphans:
            decision = orphan.placed.decision
            words = short(decision.quote or decision.element or "")
            say(f"{orphan.placed.where()}  orphaned  {decision.decision}  {words}")


def _line(source: str, reviewed: Reviewed) -> str:
    element = reviewed.element
    marks = "".join([" key" if reviewed.key else "", " disputed" if reviewed.disputed else ""])
    merged = f" = {reviewed.merged_into[:8]}" if reviewed.merged_into else ""
    themes = ",".join(element.themes) or "-"
    state = f"{reviewed.status}{marks}{merged}"
    return f"{source}:{element.id[:8]}  {state}  {element.kind}  {themes}  {short(element.quote, 80)}"


def accept(
    project: Project,
    elements: Sequence[str],
    signature: Signature,
    say: Say,
    key: bool | None = None,
    translation: dict[str, str] | None = None,
) -> None:
    """Accept elements (ids or beginnings of them) as they are coded: kind and themes are written down with it, so
    that a later coding does not change what was accepted."""
    _decide(project, elements, signature, say, decision="accept", key=key, translation=translation or {})


def reject(project: Project, elements: Sequence[str], signature: Signature, say: Say) -> None:
    """Reject elements."""
    _decide(project, elements, signature, say, decision="reject")


def retag(
    project: Project,
    elements: Sequence[str],
    kind: str | None,
    themes: Sequence[str] | None,
    signature: Signature,
    say: Say,
) -> None:
    """Accept elements with another kind, other themes (an empty list: none), or both."""
    if kind is None and themes is None:
        raise HandwrittenError(["retag: neither a kind nor themes are given; give --kind, --themes or both"])
    if kind is not None and kind not in KINDS:
        raise HandwrittenError([f"retag: {kind!r} is no kind (kinds are: {', '.join(KINDS)})"])
    known = sorted(read_codebook(project.codebook).theme_ids())
    for theme in themes or ():
        if theme not in known:
            near = difflib.get_close_matches(theme, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"themes are: {', '.join(known)}"
            raise HandwrittenError([f"retag: theme {theme!r} is not in the codebook; {hint}"])
    changed = {"kind": kind, "themes": None if themes is None else list(themes)}
    _decide(project, elements, signature, say, decision="accept", **changed)


def merge(project: Project, elements: Sequence[str], into: str, signature: Signature, say: Say) -> None:
    """Accept elements as saying the same as ``into`` (an id, possibly of another source)."""
    [(_, target)] = _named(project, [into])
    _decide(project, elements, signature, say, decision="accept", merge=target.element.id)


def _decide(project: Project, elements: Sequence[str], signature: Signature, say: Say, **given: Any) -> None:
    by_source: dict[str, list[Decision]] = {}
    for source, reviewed in _named(project, elements):
        element = reviewed.element
        fields = {
            "element": element.id,
            "quote": element.quote,
            "prefix": element.prefix,
            "suffix": element.suffix,
            **{name: value for name, value in given.items() if value is not None},
            "by": signature.by,
            "on": signature.on,
            "note": signature.note,
        }
        if given["decision"] == "accept":
            fields = {"kind": element.kind, "themes": list(element.themes), **fields}
        by_source.setdefault(source, []).append(_checked(fields))
    for source, decisions in by_source.items():
        _write(project, source, decisions, say)


def _checked(fields: dict[str, Any]) -> Decision:
    try:
        return Decision.model_validate(fields)
    except ValueError as error:
        from pydantic import ValidationError

        details = error.errors() if isinstance(error, ValidationError) else []
        told = [f"{'.'.join(map(str, d['loc']))}: {str(d['msg']).removeprefix('Value error, ')}" for d in details]
        raise HandwrittenError(told or [str(error)]) from None


def _write(project: Project, source: str, decisions: Sequence[Decision], say: Say) -> None:
    path = review_path(project, source)
    review = read_review(path, source)
    mistakes = [mistake for d in decisions for mistake in _clash(d, review.decisions)]
    mistakes += [m for d in decisions for m in _nameless(d, review.decisions, source)]
    if mistakes:
        raise HandwrittenError(list(dict.fromkeys(mistakes)))
    number = writing.add(path, decisions)
    say(f"{FOLDER}/{path.name}: {number} decision{'' if number == 1 else 's'} added")


def _clash(decision: Decision, there: Sequence[Placed]) -> Iterator[str]:
    """Yield a mistake when the same person decided on the element before and the new word would not be later."""
    for placed in there:
        old = placed.decision
        if old.element != decision.element or old.element is None or old.by != decision.by or old == decision:
            continue
        differs = any(
            getattr(old, name) is not None and getattr(decision, name) is not None
            and getattr(old, name) != getattr(decision, name)
            for name in ("decision", "kind", "themes", "merge", "key")
        )  # fmt: skip
        if differs and not (old.on and decision.on and old.on < decision.on):
            yield f"{placed.where()}: decided otherwise, and not earlier; give a later date (--on), or edit that line"


def _nameless(decision: Decision, there: Sequence[Placed], source: str) -> Iterator[str]:
    names = {placed.decision.by for placed in there} | {decision.by}
    if None in names and len(names) > 2:
        yield f"{FOLDER}/{source}.yaml: names several people; say who decides (--by)"


def export_sheet(project: Project, path: Path, sources: Sequence[str], say: Say) -> None:
    """Write elements and decisions of the sources (default: all) as CSV or XLSX, by the ending of ``path``."""
    rows = [row for m, outcome in _outcomes(project, sources) for row in sheet.rows(outcome, m.review.decisions)]
    sheet.write(path, rows)
    say(f"{path.name}: {len(rows)} rows")


def import_sheet(project: Project, path: Path, say: Say) -> None:
    """Add the decisions of a sheet to the files of decisions; those that are there already are passed over."""
    known = coded_sources(project)
    by_source: dict[str, list[Decision]] = {}
    mistakes: list[str] = []
    for one in sheet.read(path):
        by_source.setdefault(one.source, []).append(one.decision)
        if one.source not in known and not review_path(project, one.source).is_file():
            mistakes.append(f"{path.name}:{one.row}: source: there is no source {one.source!r}; correct the id")
    for source, decisions in by_source.items():
        there = read_review(review_path(project, source), source).decisions if source in known else []
        mistakes += [mistake for d in decisions for mistake in _clash(d, there)]
    if mistakes:
        raise HandwrittenError(mistakes)
    for source, decisions in sorted(by_source.items()):
        _write(project, source, decisions, say)


def agreement(project: Project, sources: Sequence[str], as_json: bool, say: Say) -> None:
    """Say how far coders agree over the sources (default: all) that several of them decided on."""
    opinions: dict[str, dict[str, Opinion]] = {}
    for _, outcome in _outcomes(project, sources):
        for person, own in outcome.opinions.items():
            opinions.setdefault(person, {}).update(own)
    result = agreement_of(opinions)
    say(json.dumps(result.as_json(), ensure_ascii=False, indent=1) if as_json else result.as_text().rstrip("\n"))


def _outcomes(project: Project, sources: Sequence[str]) -> Iterator[tuple[Material, Outcome]]:
    known = coded_sources(project)
    for source in sources:
        if source not in known:
            near = difflib.get_close_matches(source, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "run snakemake first, or correct the id"
            raise HandwrittenError([f"there is no coded source {source!r}; {hint}"])
    themes = read_codebook(project.codebook).theme_ids()
    elsewhere = _AnyId()
    for source in sources or known:
        material = read_material(project, source)
        yield material, material.outcome(themes, elsewhere)


class _AnyId:
    """Holds every text that looks like an id: whether a merger's element is there is for the stage to say."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and len(name) == 36 and name.count("-") == 4


def _named(project: Project, names: Sequence[str]) -> list[tuple[str, Reviewed]]:
    """Return the elements with the ids, or the beginnings of ids (``abcd1234`` or ``source:abcd1234``)."""
    everything = [(m.document.source, r) for m, outcome in _outcomes(project, ()) for r in outcome.reviewed]
    found: list[tuple[str, Reviewed]] = []
    mistakes: list[str] = []
    for name in names:
        source, _, beginning = name.rpartition(":")
        fits = [
            (s, r) for s, r in everything
            if len(beginning) >= LEAST_OF_ID and r.element.id.startswith(beginning) and source in ("", s)
        ]  # fmt: skip
        if len(fits) == 1:
            found += fits
        elif fits:
            mistakes.append(f"{name}: {len(fits)} elements have an id that begins so; give more of it")
        else:
            mistakes.append(f"{name}: no element has such an id; `wsse-vision review list` shows them")
    if mistakes:
        raise HandwrittenError(mistakes)
    return found
