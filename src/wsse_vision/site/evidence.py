"""The evidence pages: for each source, its elements marked in their paragraphs, and where they are quoted."""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.config import Config
from wsse_vision.files import read_json, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.join.evidence import Evidence, Passage
from wsse_vision.publish import tokens, webpage
from wsse_vision.publish.html import in_paragraph
from wsse_vision.publish.language import N_, in_language, words_of
from wsse_vision.publish.reasons import in_words
from wsse_vision.site.pages import environment
from wsse_vision.sources.codebook import read_codebook

Use = tuple[str, str, str]
"""A publication that quotes an element: language, title, path of its HTML below ``outputs/``."""

_DECIDED = {"accepted": N_("Accepted"), "unreviewed": N_("Noted")}
"""What a decision did, by the status of an element."""


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write ``outputs/evidence/<id>.html`` for every source that may be shown; others are removed."""
    evidence = Evidence(project.outputs / "evidence" / "evidence.sqlite")
    language = config.languages[0]
    words = words_of(project, language)
    kinds = {str(kind.id): in_language(kind.label, language) for kind in read_codebook(project.codebook).kinds}
    themes = {theme.id: in_language(theme.labels, language) for theme in evidence.themes}
    names = {**themes, **kinds}

    def shown(passage: Passage, title: str) -> str:
        told = {"because": in_words(passage.because, words, names)}
        return in_paragraph({**passage.as_json(title, kinds, themes), **told}, words)

    uses = _uses(project, config)
    folder = project.outputs / "evidence"
    template = environment(project, words).get_template("evidence.html.j2")
    style = tokens.as_css(tokens.of(project))
    wanted = set()
    for source in evidence.sources:
        if source.state != "used":
            continue
        passages = [(p, shown(p, source.title), uses.get(p.quote.id, [])) for p in evidence.passages(source.id)]
        wanted.add(f"{source.id}.html")
        page = template.render(
            config=config, language=language, source=source, passages=passages, style=style, decided=_DECIDED
        )
        write_text(folder / f"{source.id}.html", webpage.guarded(page))
    for path in folder.glob("*.html"):
        if path.name not in wanted:
            path.unlink()
    write_json(project.build / "evidence-pages.json", sorted(wanted))
    say(f"evidence pages of {len(wanted)} sources")


def _uses(project: Project, config: Config) -> dict[str, list[Use]]:
    """Return the publications that quote each element."""
    found: dict[str, list[Use]] = {}
    for slug in config.slugs():
        for language in config.languages_of(slug):
            record = read_json(project.build / "composed" / f"{slug}.{language}.json")
            version = record["meta"]["version"]
            path = f"{slug}/{version}/{slug}-{version}.{language}.html"
            if "html" not in config.formats_of(slug):
                path = "index.html"
            for passage in record["passages"]:
                found.setdefault(passage["element"], []).append((language, record["meta"]["title"], path))
    return found
