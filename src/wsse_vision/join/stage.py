"""The stage join: from coded documents and hand-written files to ``outputs/evidence/``."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from wsse_vision.files import move_in, read_json, write_json
from wsse_vision.handwritten import or_default
from wsse_vision.home import Project
from wsse_vision.join import build, schema, tables
from wsse_vision.join.questions import QuestionFinder
from wsse_vision.sources.bibliography import Bibliography
from wsse_vision.sources.codebook import codebook_of
from wsse_vision.sources.evaluations import read_evaluations
from wsse_vision.sources.indicators import Indicators, read_indicators
from wsse_vision.sources.metadata import describe
from wsse_vision.sources.questionnaire import Questionnaire, read_questionnaire
from wsse_vision.sources.scan import scan


def run(project: Project, batches: Sequence[int], say: Callable[[str], None]) -> None:
    """Join the documents of ``batches``: build ``evidence.sqlite`` and its plain companions; files whose content is
    the same stay untouched.
    """
    inputs = _inputs(project, batches)
    say(f"join {len(inputs.entries)} documents")
    folder = project.outputs / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    fresh = project.build / "evidence.sqlite.new"
    fresh.parent.mkdir(parents=True, exist_ok=True)
    fresh.unlink(missing_ok=True)
    try:
        connection = schema.create(fresh)
        build.fill(connection, project, inputs)
        tables.write(connection, folder)
        schema.finish(connection)
        move_in(fresh, folder / "evidence.sqlite")
    finally:
        fresh.unlink(missing_ok=True)
    write_json(project.build / "join.json", {"documents": len(inputs.entries), "set_aside": len(inputs.set_aside)})


def _inputs(project: Project, batches: Sequence[int]) -> build.Inputs:
    codebook = codebook_of(project)
    manifests = [read_json(project.build / f"ingest-{batch}.json") for batch in batches]
    return build.Inputs(
        codebook=codebook,
        indicators=or_default(read_indicators, project.sources / "indicators.yaml", Indicators()),
        votes=read_evaluations(project.sources / "evaluations")[0],
        questions=QuestionFinder(
            or_default(read_questionnaire, project.sources / "questionnaire.yaml", Questionnaire())
        ),
        entries=list(itertools.chain.from_iterable(m["documents"] for m in manifests)),
        set_aside=list(itertools.chain.from_iterable(m["set_aside"] for m in manifests)),
        withheld=_withheld(project),
        review=read_json(project.build / "review.json")["sources"],
    )


def _withheld(project: Project) -> dict[str, tuple[str, ...]]:
    """Return what each interview keeps back, by source id."""
    interviews = [source for source in scan(project)[0] if source.kind == "interview" and source.sidecar]
    described = (describe(project, source, Bibliography()) for source in interviews)
    return {d.source.id: d.withheld for d in described if d.withheld}
