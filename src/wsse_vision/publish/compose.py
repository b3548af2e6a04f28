"""Composing: template and narrative over the evidence, one citeproc run, one document tree for every format."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from wsse_vision import fingerprint
from wsse_vision.config import Config
from wsse_vision.files import json_text, sha256, write_json
from wsse_vision.home import Project
from wsse_vision.model import Format, Language
from wsse_vision.publish import ast, tables, works
from wsse_vision.publish.catalogue import BY_SLUG, Entry
from wsse_vision.publish.desk import Desk, Inputs
from wsse_vision.publish.figures.svg import Figure
from wsse_vision.publish.identity import describe, taken
from wsse_vision.publish.kept import UNNAMED, Kept, keep, kept
from wsse_vision.publish.language import Words, in_language
from wsse_vision.publish.lists import Lists
from wsse_vision.publish.macros import Macros
from wsse_vision.publish.markdown import READER
from wsse_vision.publish.narrative import Narrative, NarrativeError, read_narrative
from wsse_vision.publish.pandoc import PandocError, run_pandoc
from wsse_vision.publish.passages import Passages


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


@dataclass(slots=True)
class _Edition:
    """An edition at work: its draft, the works that it may cite, what was kept of it, and its tree when it is asked
    for.
    """

    draft: Draft
    named: list[dict[str, Any]]
    key: str
    path: Path
    before: Kept | None
    tree: Future[dict[str, Any]] | None = None

    @property
    def language(self) -> str:
        return self.draft.words.language

    @property
    def is_kept(self) -> bool:
        """Whether the same draft was composed before."""
        return self.before is not None and self.before.draft == self.key


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Compose every publication in every language into ``.build/composed/`` and list them in ``.build/composed.json``.

    What was composed of the same draft before is not composed again. A publication whose content is the same as
    before keeps its file untouched, so it is not written in any format again.
    """
    if lines := taken(project, config):
        raise ComposeError("\n".join(lines))
    desk = Desk(project, config)
    composed: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(max_workers=2) as pool:

        def begin(editions: list[_Edition]) -> None:
            for one in editions:
                one.tree = pool.submit(_tree, one.draft, one.named, desk.bibliography.written, project, Path(temporary))

        work: dict[str, list[_Edition]] = {}
        for slug in config.slugs():
            work[slug] = [_edition(desk, slug, language) for language in config.languages_of(slug)]
            if not all(one.is_kept for one in work[slug]):
                begin(work[slug])
        for slug, editions in work.items():
            composed[slug] = _finished(project, config.formats_of(slug), editions, begin, say)
    wanted = {one.path for editions in work.values() for one in editions}
    for path in (project.build / "composed").glob("*.json"):
        if path not in wanted:
            path.unlink()
    write_json(project.build / "composed.json", composed)


def _edition(desk: Desk, slug: str, language: Language) -> _Edition:
    draft = _draft(desk, BY_SLUG[slug], language)
    named = desk.works_named(draft.markdown, language)
    path = desk.project.build / "composed" / f"{slug}.{language}.json"
    written = desk.bibliography.written
    made_of = [
        fingerprint.of_stage("compose"), fingerprint.of_files([desk.project.template("citation.csl")]),
        draft.words.locale, draft.markdown, named, [written.get(item["id"]) for item in named],
        *_record(draft, {"works": None, "blocks": None}).values(),
    ]  # fmt: skip
    return _Edition(draft, named, sha256(json_text(made_of)), path, kept(path))


def _finished(
    project: Project,
    formats: list[Format],
    editions: list[_Edition],
    begin: Callable[[list[_Edition]], None],
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Write the editions of a publication that changed, and return what its manifest says."""
    metas, inputs = [one.draft.meta for one in editions], [one.draft.inputs for one in editions]
    before = {one.language: one.before for one in editions if one.before and one.tree is None}
    if len(before) == len(editions):
        described = describe(project, formats, metas, {x: one.content for x, one in before.items()}, inputs)
        if all(one.identity == described["identity"] for one in before.values()):
            return described
        begin(editions)  # its looks or a tool changed, so that it has another identity
    contents = {
        one.language: json_text(_record(one.draft, one.tree.result())) for one in editions if one.tree is not None
    }
    hashes = {language: sha256(content) for language, content in contents.items()}
    described = describe(project, formats, metas, hashes, inputs)
    for one in editions:
        made = Kept(one.key, hashes[one.language], described["identity"])
        keep(one.path, made, contents[one.language], one.draft.inputs, say)
    return described


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
        "build": UNNAMED,
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


def _drawn(figure: Figure) -> dict[str, str]:
    """Return of a figure what the formats ask for; its table is in the text."""
    return {"name": figure.name, "svg": figure.svg, "caption": figure.caption, "alt": figure.alt}
