"""The templates of the readers' pages."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wsse_vision.home import HOME, Project


def environment(project: Project) -> Environment:
    """Return the environment for pages: all that is printed is escaped, the project's own templates come first."""
    loader = FileSystemLoader([project.root / "templates", HOME / "templates"])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
