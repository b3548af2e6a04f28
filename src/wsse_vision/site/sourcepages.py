"""The page of each source, its passages marked in their paragraphs; what did not change is not written again."""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from wsse_vision import fingerprint
from wsse_vision.files import json_text, read_json, sha256, write_json
from wsse_vision.join.evidence import Evidence, Source
from wsse_vision.model import Language
from wsse_vision.publish import incontext
from wsse_vision.publish.html import source_page
from wsse_vision.publish.language import N_, catalogues
from wsse_vision.publish.reasons import Reasons
from wsse_vision.site.names import Names
from wsse_vision.site.pages import Site

RECORD = "source-pages.json"
"""What the page of each source was made of when it was written last, in ``.build/``."""

_DECIDED = {"accepted": N_("Accepted"), "unreviewed": N_("Noted")}
"""What a decision did, by the status of an element."""

_TEMPLATE = "evidence.html.j2"

_COLUMNS = (
    "id", "quote", "kind", "language", "page", "label", "section", "status", "decision", "paragraph", "place", "score",
    "because",
)  # fmt: skip

_CONTEXT = (
    f"SELECT {', '.join(_COLUMNS)}, (SELECT group_concat(theme) FROM (SELECT t.theme FROM element_themes t"  # noqa: S608
    " WHERE t.element = e.id ORDER BY t.place)) FROM elements e WHERE e.source = ? ORDER BY e.seq"
)
"""What the dataset says of each element of a source that its page tells: ``_COLUMNS``, and its themes."""

Use = tuple[str, str, str]
"""A publication that quotes an element: language, title, path of its HTML below ``outputs/``."""


class SourcePages:
    """Writes the page of each source in every language of the site, one source at a time."""

    def __init__(self, site: Site, names: Names, uses: Mapping[str, list[Use]]) -> None:
        # The page of a source shows what nobody has reviewed, too, and says so: addresses of elements are permanent.
        self._all = Evidence(site.project.outputs / "evidence" / "evidence.sqlite")
        self._site, self._uses = site, uses
        self._kinds = {language: names.kinds(language) for language in site.languages}
        self._themes = {language: names.themes(language) for language in site.languages}
        self._reasons = {
            language: Reasons(site.words(language), {**self._themes[language], **self._kinds[language]})
            for language in site.languages
        }
        self._known = {language: incontext.Known(site.words(language)) for language in site.languages}
        self._path = site.project.build / RECORD
        self._before: dict[str, str] = read_json(self._path) if self._path.is_file() else {}
        self._now: dict[str, str] = {}
        self._frame = self._frame_key()
        self.number = 0

    def write(self, source: Source) -> None:
        """Write the pages of a source, unless they are there and made of the same."""
        rows = self._all.rows(_CONTEXT, (source.id,)).fetchall()
        uses = [self._uses[row[0]] for row in rows if row[0] in self._uses]
        # In the second version of the format equal rows are equal bytes; it is several times as fast as their text.
        key = sha256(f"{self._frame}\n{source}\n{uses}\n".encode() + marshal.dumps(rows, 2))
        self._now[source.id] = key
        name = f"evidence/{source_page(source.id)}"
        if self._before.get(source.id) == key and self._site.keep(name):
            return
        self.number += 1
        passages = [_passage(source, row) for row in rows]
        paragraphs = [(together, incontext.marked(together)) for together in incontext.by_paragraph(passages)]
        for language in self._site.languages:
            shown = [
                (
                    self._known[language].place(together[0]) + marked,
                    [(one, self._told(one, language), self._uses.get(one["element"], ())) for one in together],
                )
                for together, marked in paragraphs
            ]
            self._write(name, language, source, len(passages), shown)

    def finish(self) -> None:
        """Remember what the pages were made of."""
        write_json(self._path, self._now)

    def _write(self, name: str, language: Language, source: Source, number: int, paragraphs: list[Any]) -> None:
        canonical = None if self._site.config.address else name
        context = {"source": source, "number": number, "paragraphs": paragraphs, "decided": _DECIDED}
        self._site.write(name, language, _TEMPLATE, canonical=canonical, **context)

    def _told(self, passage: incontext.Passage, language: Language) -> str:
        """Return what is known of a passage in words of a language."""
        kinds, themes = self._kinds[language], self._themes[language]
        known = {
            "label": passage["label"],
            "kind": kinds.get(passage["kind"], passage["kind"]),
            "themes": [themes[theme] for theme in passage["themes"]],
            "because": self._reasons[language].in_words(passage["because"]),
            "score": passage["score"],
        }
        return self._known[language].of(known)

    def _frame_key(self) -> str:
        """Return a hash over what the pages of all sources are made of beside the sources."""
        site = self._site
        files = [site.project.template(_TEMPLATE)]
        files += [path for language in site.languages for path in catalogues(site.project, language)]
        frames = [site.frame(f"evidence/{_ANY}", language) for language in site.languages]
        named = [self._kinds, self._themes]
        return sha256(json_text([fingerprint.of_stage("site"), fingerprint.of_files(files), frames, named]))


_ANY = "any-source"


def _passage(source: Source, row: Sequence[Any]) -> incontext.Passage:
    """Return an element in its paragraph, its kind and themes by their ids."""
    said = dict(zip(_COLUMNS, row, strict=False))
    at, quote, paragraph = said["place"], said["quote"], said["paragraph"]
    return {
        **said,
        "element": said["id"],
        "source": source.id,
        "section": _read(said["section"]),
        "decision": _read(said["decision"]),
        "because": json.loads(said["because"]),
        "themes": row[-1].split(",") if row[-1] else (),
        "before": paragraph[:at],
        "after": paragraph[at + len(quote) :],
    }


_read = lru_cache(json.loads)
"""Reads what many elements have in common."""
