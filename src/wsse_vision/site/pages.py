"""The templates of the readers' pages."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wsse_vision.home import HOME, Project
from wsse_vision.publish.language import Words


def environment(project: Project, words: Words) -> Environment:
    """Return the environment for pages: all that is printed is escaped, the project's own templates come first."""
    found = Environment(
        loader=FileSystemLoader([project.root / "templates", HOME / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    found.install_gettext_callables(words, words.plural, newstyle=True)  # type: ignore[attr-defined]
    found.filters["day"] = words.date
    found.filters["listed"] = words.listed
    return found
