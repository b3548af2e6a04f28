"""Design tokens: one file that figures, CSS and Typst take colours and fonts from."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from wsse_vision.home import HOME, Project


@cache
def _read(path: Path) -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def of(project: Project) -> dict[str, dict[str, str]]:
    """Return the tokens of a project (its own ``templates/tokens.yaml`` or the shipped one)."""
    return _read(project.template("tokens.yaml"))


def colour(name: str) -> str:
    """Return a colour of the shipped tokens as ``#rrggbb``, for figures."""
    return _read(HOME / "templates" / "tokens.yaml")["colours"][name]


def as_css(tokens: dict[str, dict[str, str]]) -> str:
    """Return the tokens as CSS custom properties for light and dark screens."""
    rows = [f"--{name}:{value}" for name, value in tokens["colours"].items()]
    rows += [f"--{name}:'{value}'" for name, value in tokens["fonts"].items()]
    dark = [f"--{name}:{value}" for name, value in tokens.get("dark", {}).items()]
    return (
        f":root{{color-scheme:light dark;{';'.join(rows)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{';'.join(dark)}}}}}\n"
    )


def settle(css: str, tokens: dict[str, dict[str, str]]) -> str:
    """Return ``css`` with each ``var(--name)`` replaced by its value (``var(--dark-name)`` by that of the dark): for
    reading systems that know no custom properties.
    """
    values = {**tokens["colours"], **tokens["fonts"]}
    values |= {f"dark-{name}": value for name, value in tokens.get("dark", {}).items()}
    return _VARIABLE.sub(lambda found: values[found[1]], css)


_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")


def as_typst(tokens: dict[str, dict[str, str]]) -> str:
    """Return the tokens as Typst definitions."""
    rows = [f'#let {name} = rgb("{value}")' for name, value in tokens["colours"].items()]
    rows += [f'#let {name} = "{value}"' for name, value in tokens["fonts"].items()]
    return "\n".join(rows) + "\n"
