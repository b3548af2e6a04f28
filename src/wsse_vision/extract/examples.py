"""Examples of the codebook: sentences that a term or cue must match, and such that it must not."""

from __future__ import annotations

from collections.abc import Iterator

from wsse_vision.extract.patterns import Compiler
from wsse_vision.extract.terms import TermIndex
from wsse_vision.extract.words import Form, Vocabulary
from wsse_vision.model import LANGUAGES
from wsse_vision.sources.codebook import Codebook, Cue, Term, in_language


def failures(codebook: Codebook) -> list[str]:
    """Return a line for every example that does not hold: where it stands, the pattern or term, the
    sentence."""
    return [line for language in LANGUAGES for line in _Checker(codebook, language).failures()]


class _Checker:
    def __init__(self, codebook: Codebook, language: str) -> None:
        self._codebook, self._language = codebook, language
        self._compiler = Compiler(language, in_language(codebook.lists, language) or {})
        self._lead = self._compiler.list("lead")
        self._vocabulary = Vocabulary(language)

    def failures(self) -> Iterator[str]:
        """Yield the failures of one language."""
        for theme in self._codebook.themes:
            for term in theme.terms_in(self._language):
                yield from self._wrong(theme.id, term.term, term)
        for kind in self._codebook.kinds:
            for group in in_language(kind.cues, self._language) or []:
                for cue in group.cues:
                    yield from self._wrong(kind.id, cue.cue, cue)

    def _wrong(self, owner: str, name: str, rule: Term | Cue) -> Iterator[str]:
        for wanted, examples in ((True, rule.hit), (False, rule.miss)):
            for example in examples:
                forms = self._vocabulary.forms(example)
                found = self._term_hits(rule, forms) if isinstance(rule, Term) else self._cue_hits(rule, forms)
                if found is not wanted:
                    what = "does not match" if wanted else "matches"
                    yield f"{owner} ({self._language}): {name!r} {what} {example!r}"

    def _term_hits(self, term: Term, forms: list[Form]) -> bool:
        index = TermIndex([(0, term)], self._language, self._compiler)
        for form in forms:
            index.prepare(form)
        return bool(index.hits(forms))

    def _cue_hits(self, cue: Cue, forms: list[Form]) -> bool:
        return any(pattern.occurs(forms, self._lead) for pattern in self._compiler.compile(cue.cue))
