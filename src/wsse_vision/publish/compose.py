"""Composing: template and narrative over the evidence, one citeproc run, one document tree for every format."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from wsse_vision.config import Config
from wsse_vision.files import json_text, read_head, sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.model import Language
from wsse_vision.publish import ast, tables, works
from wsse_vision.publish.catalogue import BY_SLUG, Entry
from wsse_vision.publish.desk import Desk, Inputs
from wsse_vision.publish.figures.svg import Figure
from wsse_vision.publish.identity import OTHERS, describe, reasons, taken
from wsse_vision.publish.language import Words, in_language
from wsse_vision.publish.lists import Lists
from wsse_vision.publish.macros import Macros
from wsse_vision.publish.markdown import READER
from wsse_vision.publish.narrative import Narrative, NarrativeError, read_narrative
from wsse_vision.publish.pandoc import PandocError, run_pandoc
from wsse_vision.publish.passages import Passages

_UNNAMED = "-identity-of-this-build-"
"""Stands where the identity will stand, which is a hash over the rest."""


class ComposeError(Exception):
    """A publication cannot be composed; the message says where and why."""


@dataclass(slots=True)
class Draft:
    """A publication as Markdown, before pandoc has read it."""

    entry: Entry
    words: Words
    markdown: str
    figures: dict[str, Figure]
    passages: list[dict[str, Any]]
    inputs: Inputs
    meta: dict[str, Any]


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Compose every publication in every language into ``.build/composed/`` and list them in ``.build/composed.json``.

    A publication whose content is the same as before keeps its file untouched, so it is not written in any format
    again.
    """
    if lines := taken(project, config):
        raise ComposeError("\n".join(lines))
    desk = Desk(project, config)
    folder = project.build / "composed"
    composed: dict[str, dict[str, Any]] = {}
    wanted: set[str] = set()
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(max_workers=2) as pool:
        work: dict[str, list[tuple[Draft, Future[dict[str, Any]]]]] = {}
        for slug in config.slugs():
            for language in config.languages_of(slug):
                draft = _draft(desk, BY_SLUG[slug], language)
                named = desk.works_named(draft.markdown, language)
                tree = pool.submit(_tree, draft, named, desk.bibliography.written, project, Path(temporary))
                work.setdefault(slug, []).append((draft, tree))
        for slug, editions in work.items():
            contents = {draft.words.language: json_text(_record(draft, tree.result())) for draft, tree in editions}
            drafts = [draft for draft, _ in editions]
            composed[slug] = describe(
                project, config.formats_of(slug), [d.meta for d in drafts], contents, [d.inputs for d in drafts]
            )
            for draft in drafts:
                name = f"{slug}.{draft.words.language}"
                content = contents[draft.words.language].replace(_UNNAMED, composed[slug]["identity"])
                _keep(folder / f"{name}.json", content, draft.inputs, say)
                wanted.add(name)
    for path in folder.glob("*.json"):
        if path.stem not in wanted:
            path.unlink()
    write_json(project.build / "composed.json", composed)


def _draft(desk: Desk, entry: Entry, language: Language) -> Draft:
    words = desk.words(language)
    entry = entry.told(words)
    figures: dict[str, Figure] = {}

    def draw(name: str, themes: Sequence[str] = ()) -> Figure:
        if name not in figures:
            figures[name] = desk.draw(name, language, words, themes=themes, narrative=narrative.rendered, most=most)
        return figures[name]

    kind_names: dict[str, str] = {kind.id: in_language(kind.label, language) for kind in desk.codebook.kinds}
    most = desk.config.entries_listed_of(entry.slug)
    short = desk.config.page_limit_of(entry.slug) is not None
    narrative = _narrative(desk, entry, words)
    passages = Passages(
        kind_names, words, language, reviewed=desk.evidence.reviewed, short=short,
        page=lambda name: desk.config.index_pages(name)[language],
    )  # fmt: skip
    narrative.macros = Macros(desk.evidence, passages, draw, words.number).all()
    inputs = desk.inputs_of(entry, language)
    meta = _meta(desk, entry, language)

    def figure(name: str, themes: Sequence[str] = ()) -> Markup:
        return passages.figure(draw(name, themes))

    context = {
        "e": desk.evidence, "entry": entry, "config": desk.config, "language": language, "p": passages,
        "narrative": narrative, "figure": figure, "plan": desk.workplan, "questionnaire": desk.questionnaire,
        "sources": desk.sources_of(entry), "meta": meta, "kind_names": kind_names,
        "limit": desk.config.quotes_per_theme,
        "theme_names": desk.theme_names(language),
        "theme_scopes": desk.theme_scopes(language),
        "few": Lists(desk.evidence, passages, narrative, most),
        "inputs": inputs, "titles": {slug: one.title for slug, one in BY_SLUG.items()},
    }  # fmt: skip
    try:
        markdown = desk.environment(language).get_template(entry.template_name).render(context)
    except NarrativeError as error:
        raise ComposeError(str(error)) from None
    # A template that has no place for them must not leave captions that lead nowhere.
    markdown += str(passages.tables())
    unused = narrative.unused()
    if unused:
        line = narrative.line_of(unused[0])
        raise ComposeError(
            f"{narrative.name}:{line}: no place for the section {unused[0]!r} in this publication; mend its {{#id}}"
        )
    return Draft(entry, words, markdown, figures, desk.in_paragraphs(passages.used, language), inputs, meta)


def _narrative(desk: Desk, entry: Entry, words: Words) -> Narrative:
    """Read the narrative in the language of the edition, else one that stands in for it until it is translated."""
    language, path = desk.project.narrative(entry.slug, words.language)
    narrative = read_narrative(path, f"sources/narrative/{path.name}")
    _ = words
    if language != words.language:
        narrative.foreign(language, _("This text has not been translated yet; it is given in its own language."))
    return narrative


def _meta(desk: Desk, entry: Entry, language: Language) -> dict[str, Any]:
    publication = desk.config.publications[entry.slug]
    specimens = sum(s.status == "specimen" for s in desk.sources_of(entry))
    return {
        "slug": entry.slug,
        "language": language,
        "title": entry.title,
        "subtitle": entry.subtitle,
        "abstract": entry.abstract,
        "project": desk.config.title,
        "organisation": desk.config.organisation,
        "version": publication.version,
        "state": publication.state,
        "date": desk.date_of(entry),
        "paper": desk.config.paper_of(entry.slug),
        "address": desk.config.address,
        "day": desk.words(language).date(desk.date_of(entry)),
        "specimens": specimens,
        "build": _UNNAMED,
    }


def _tree(
    draft: Draft, named: list[dict[str, Any]], written: Mapping[str, str], project: Project, folder: Path
) -> dict[str, Any]:
    """Return the tree of a draft; ``named`` are the works that it may cite, those ``written`` as BibTeX among them."""
    references = folder / f"{draft.entry.slug}.{draft.words.language}.json"
    references.write_text(json_text(named), encoding="utf-8")
    arguments = ["-f", READER, "-t", "json", "--citeproc", f"--bibliography={references}"]
    arguments += [
        f"--csl={project.template('citation.csl')}",
        "-M",
        f"lang={draft.words.locale}",
        "-M",
        "link-citations=true",
    ]
    arguments += ["-M", "link-bibliography=true", "-M", "suppress-bibliography=false"]
    try:
        tree: dict[str, Any] = json.loads(run_pandoc(arguments, draft.markdown.encode()))
    except PandocError as error:
        raise ComposeError(f"{draft.entry.slug}.{draft.words.language}: {error}") from None
    # Citeproc has done its work: what it wrote stays, and no writer takes it for a citation again.
    tree["blocks"] = works.without_empty_list(ast.rewrite(tree["blocks"], _settled, ast.BOXES | {"Cite", "Table"}))
    tree["works"] = works.cited(tree["blocks"], named, written)
    return tree


def _settled(node: ast.Node) -> ast.Node | list[ast.Node] | None:
    if node["t"] == "Cite":
        inlines: list[ast.Node] = node["c"][1]
        return inlines
    if "quote" in ast.classes(node) or "proposal" in ast.classes(node):
        node["c"][1][-1]["c"] = ast.without_brackets(node["c"][1][-1]["c"])
    if node["t"] == "Table":
        tables.set_widths(node)
    return None


def _record(draft: Draft, tree: dict[str, Any]) -> dict[str, Any]:
    return {
        "meta": draft.meta,
        "figures": {name: _drawn(figure) for name, figure in sorted(draft.figures.items())},
        "passages": draft.passages,
        "works": tree["works"],
        "blocks": tree["blocks"],
    }


def _keep(path: Path, content: str, inputs: Inputs, say: Callable[[str], None]) -> None:
    """Write a composed publication if its content is new.

    Beside it stands what went into it, so that the next one that differs can say why.
    """
    digest = sha256(content)
    if _digest_before(path) == digest:
        return
    before = _inputs_before(path)
    why = ["first build"] if before is None else reasons(before, asdict(inputs)) or [OTHERS]
    head = json_text({"digest": digest, "reasons": why, "inputs": asdict(inputs)})
    say(f"compose {path.stem}")
    write_text(path, head.removesuffix("\n}\n") + ",\n" + content.removeprefix("{\n"))


def _drawn(figure: Figure) -> dict[str, str]:
    """Return of a figure what the formats ask for; its table is in the text."""
    return {"name": figure.name, "svg": figure.svg, "caption": figure.caption, "alt": figure.alt}


def _digest_before(path: Path) -> str | None:
    """Return the hash that a composed publication begins with."""
    try:
        return str(read_head(path, "digest")["digest"])
    except (OSError, ValueError):
        return None


def _inputs_before(path: Path) -> dict[str, Any] | None:
    try:
        inputs: dict[str, Any] = read_head(path, "inputs")["inputs"]
    except (OSError, ValueError, KeyError):
        return None
    return inputs
