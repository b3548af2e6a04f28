"""The concept map to explore: the figure of the publications with nodes that lead to themes, and the same as a list."""

from __future__ import annotations

from markupsafe import Markup

from wsse_vision.publish.figures import concept_map
from wsse_vision.site.names import Names
from wsse_vision.site.pages import Site
from wsse_vision.site.themes import neighbours

_CLOSE = 5
"""Number of neighbours that stand out with a theme beside those that a line joins to it."""


def write(site: Site, names: Names) -> None:
    """Write ``map`` in every language."""
    evidence = site.evidence
    kinds = {theme.id: evidence.kinds(theme.id) for theme in evidence.themes}
    near = {theme.id: neighbours(site, theme.id) for theme in evidence.themes}
    for language in site.languages:
        words = site.words(language)

        def address(theme: str, language: str = language) -> str:
            return site.file_of(f"themes/{theme}", language)  # type: ignore[arg-type]

        figure = concept_map.draw(evidence, language, words, address)
        site.write(
            "map",
            language,
            "site/map.html.j2",
            drawing=Markup(figure.svg),  # noqa: S704 - our own drawing, its words are escaped
            figure=figure,
            themes=evidence.themes,
            theme_names=names.themes(language),
            scopes={theme.id: names.scope(theme.id, language) for theme in evidence.themes},
            kinds=kinds,
            near=near,
            close=_CLOSE,
        )
