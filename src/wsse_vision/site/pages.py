"""The frame of the readers' site: every page in every language, its addresses, its policy, and what became stale."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from wsse_vision.config import Config
from wsse_vision.files import read_json, write_bytes, write_json
from wsse_vision.home import HOME, Project
from wsse_vision.join.evidence import Evidence
from wsse_vision.model import Language
from wsse_vision.publish import tokens, webfonts
from wsse_vision.publish.language import N_, Words, words_of

LANGUAGE_NAMES: dict[str, str] = {"en": "English", "fr": "Français", "es": "Español", "pt": "Português"}
"""What each language calls itself: a reader looks for their own."""

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("index", N_("Publications")),
    ("evidence/index", N_("Evidence")),
    ("themes/index", N_("Themes")),
    ("map", N_("Map")),
    ("sources", N_("Sources")),
    ("plan", N_("Work plan")),
    ("how", N_("How this was made")),
    ("search", N_("Search")),
)
"""The pages that every page leads to, with what they are called."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class _Compiled(BytecodeCache):
    """Keeps what Jinja made of templates, so that every language after the first has them at once."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(project: Project, words: Words) -> Environment:
    """Return the environment for pages: all that is printed is escaped, the project's own templates come first."""
    found = Environment(
        loader=FileSystemLoader([project.root / "templates", HOME / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    found.install_gettext_callables(words, words.plural, newstyle=True)  # type: ignore[attr-defined]
    found.globals["_"] = _translator(words)
    found.filters["day"] = words.date
    found.filters["listed"] = words.listed
    found.filters["number"] = cache(words.number)
    found.filters["size"] = words.size
    return found


def _translator(words: Words) -> Callable[..., Markup]:
    """Return what ``_`` is in a template: as Jinja has it, but a message without variables is made once."""

    @cache
    def alone(message: str) -> Markup:
        return Markup(words(message)) % {}  # noqa: S704 - translators write HTML where a message has some

    def translated(message: str, **variables: Any) -> Markup:
        return Markup(words(message)) % variables if variables else alone(message)  # noqa: S704

    return translated


def policy(page: str) -> str:
    """Return the content security policy of a page of the site: its own files and nothing else.

    ``'self'`` covers styles, scripts, fonts and pictures beside the page from a web server and, in browsers, from
    disk too. A page without scripts may run none; those within a page count by their hashes.
    """
    styles = ["'self'", *map(_hash, _STYLE.findall(page))]
    scripts = [*(["'self'"] if "<script src=" in page else []), *map(_hash, _SCRIPT.findall(page))]
    rules = [
        "default-src 'none'", f"style-src {' '.join(styles)}", "font-src 'self'", "img-src 'self'",
        "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip
    if scripts:
        rules.insert(1, f"script-src {' '.join(scripts)}")
    return "; ".join(rules)


def _hash(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


@dataclass
class Site:
    """The pages that one command writes.

    ``record`` is the file in ``.build/`` that lists them, relative to ``outputs/``. ``owned`` are patterns below
    ``outputs/``: a file that matches one and was not written this time is stale and goes, and so does one that the
    record of the last run lists.
    """

    project: Project
    config: Config
    record: str
    owned: Sequence[str] = ()

    def __post_init__(self) -> None:
        self.written: set[str] = set()
        self._words: dict[str, Words] = {}
        self._environments: dict[str, Environment] = {}
        self._files: dict[str, dict[Language, str]] = {}

    @property
    def languages(self) -> list[Language]:
        """The languages of the site, the project's first one first."""
        return list(self.config.index_pages())

    @cached_property
    def evidence(self) -> Evidence:
        """The dataset, with what may be shown."""
        path = self.project.outputs / "evidence" / "evidence.sqlite"
        return Evidence(path, unreviewed=self.config.unreviewed == "show")

    @cached_property
    def specimens(self) -> int:
        """How many of the sources are specimens."""
        return sum(s.status == "specimen" for s in self.evidence.sources if s.state == "used")

    def words(self, language: str) -> Words:
        """Return the words of a language."""
        if language not in self._words:
            self._words[language] = words_of(self.project, language)
        return self._words[language]

    def file_of(self, name: str, language: Language) -> str:
        """Return the file of page ``name`` (``plan``, ``themes/work``) in a language, relative to ``outputs/``."""
        if name not in self._files:
            self._files[name] = self.config.index_pages(name)
        return self._files[name][language]

    def write(
        self, name: str, language: Language, template: str, *, canonical: str | None = None, **context: Any
    ) -> None:
        """Render page ``name`` in ``language`` from a template and write it below ``outputs/``.

        A template that extends ``site/base.html.j2`` finds, beside its ``context``: ``config``, ``language``,
        ``languages``, ``root`` (the relative way up, such as ``../``, empty at the top), ``page(name)`` (the relative
        address of a page in this language), ``navigation``, ``name``, ``canonical`` (the permanent address, where
        there is one) and ``specimens``. ``canonical`` names another page that this one repeats.
        """
        path = self.file_of(name, language)
        self.put(path, self._rendered(name, language, template, self._canonical(canonical, name, language), context))

    def put(self, path: str, content: str | bytes) -> None:
        """Write a file that is no page (a style, a picture, data) below ``outputs/`` and remember it."""
        write_bytes(self.project.outputs / path, content.encode("utf-8") if isinstance(content, str) else content)
        self.written.add(path)

    def frame(self, name: str, language: Language) -> str:
        """Return page ``name`` with nothing in it: what all pages of its folder share."""
        return self._rendered(name, language, "site/base.html.j2", self._canonical(None, name, language), {})

    def keep(self, name: str) -> bool:
        """Leave page ``name`` as it is in every language; return whether it is there."""
        paths = [self.file_of(name, language) for language in self.languages]
        if not all((self.project.outputs / path).is_file() for path in paths):
            return False
        self.written.update(paths)
        return True

    def finish(self) -> None:
        """Remove what is stale and write the record."""
        path = self.project.build / self.record
        known = set(read_json(path)) if path.is_file() else set()
        found = {
            p.relative_to(self.project.outputs).as_posix() for o in self.owned for p in self.project.outputs.glob(o)
        }
        for stale in sorted((known | found) - self.written):
            (self.project.outputs / stale).unlink(missing_ok=True)
        write_json(path, sorted(self.written))

    def _rendered(
        self, name: str, language: Language, template: str, canonical: str, context: Mapping[str, Any]
    ) -> str:
        root = up(name)
        frame = {
            "config": self.config,
            "language": language,
            "languages": [
                (code, LANGUAGE_NAMES[code], root + path) for code, path in self.config.index_pages(name).items()
            ],
            "language_names": LANGUAGE_NAMES,
            "root": root,
            "name": name,
            "page": lambda other: root + self.file_of(other, language),
            "navigation": [
                (target, called, target == name, target == self._part(name)) for target, called in NAVIGATION
            ],
            "canonical": canonical,
            "specimens": self.specimens,
        }
        page = self._environment(language).get_template(template).render({**frame, **context})
        return page.replace("@POLICY@", policy(page), 1)

    def _part(self, name: str) -> str:
        """Return the page of the navigation that a page belongs to."""
        first, *below = name.split("/")
        if not below:
            return first
        return "index" if first in self.config.publications else f"{first}/index"

    def _environment(self, language: str) -> Environment:
        if language not in self._environments:
            self._environments[language] = environment(self.project, self.words(language))
        return self._environments[language]

    def public(self, name: str, language: Language) -> str:
        """Return the address of a page on the web; empty where the site has none."""
        return self.config.address + self.file_of(name, language) if self.config.address else ""

    def _canonical(self, other: str | None, name: str, language: Language) -> str:
        """Return the permanent address of a page: absolute where the site has an address, else none of its own."""
        if self.config.address:
            return self.public(other or name, language)
        return up(name) + self.file_of(other, language) if other else ""


def up(name: str) -> str:
    """Return the way from a page up to ``outputs/``: ``../`` for each folder."""
    return "../" * (len(PurePosixPath(name).parts) - 1)


def put_looks(site: Site) -> None:
    """Write what all pages share: ``site/site.css`` with the tokens of the project, and the web fonts."""
    own = site.project.template("site/site.css").read_text(encoding="utf-8")
    faces = webfonts.css("fonts").replace("@font-face{", "@font-face{font-display:swap;")
    site.put("site/site.css", tokens.as_css(tokens.of(site.project)) + faces + own)
    for *_face, name in webfonts.FACES:
        site.put(f"site/fonts/{name}.woff2", webfonts.path(name).read_bytes())
