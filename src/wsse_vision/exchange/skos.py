"""The themes and kinds as SKOS concepts (W3C SKOS Reference), written as Turtle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wsse_vision.exchange.codes import Code
from wsse_vision.exchange.corpus import Corpus, Element
from wsse_vision.exchange.identity import guid
from wsse_vision.exchange.markup import fit
from wsse_vision.join.coverage import THIN
from wsse_vision.model import LANGUAGES
from wsse_vision.sources.codebook import Codebook, in_language

_PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
_ESCAPES = {
    **{number: f"\\u{number:04X}" for number in [*range(0x20), 0x7F]},
    **str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}),
}
_SCHEMES = {"kind": ("kinds", "Kinds of elements"), "theme": ("themes", "Themes")}


def literal(text: str, language: str = "") -> str:
    """Return ``text`` as a Turtle literal (Turtle 1.1, STRING_LITERAL_QUOTE), whatever characters are in it."""
    return f'"{text.translate(_ESCAPES)}"' + (f"@{language}" if language else "")


def scheme(corpus: Corpus, codebook: Codebook, codes: list[Code], title: str) -> Iterator[str]:
    """Yield the Turtle in pieces: two concept schemes, then a concept for each kind and theme.

    Addresses are relative to wherever the file is published (``concepts.ttl#theme-debt``). Terms are
    alternative labels; definitions are the elements of that kind, best first, each with its source; themes are related
    when elements of ``THIN`` sources or more have both.
    """
    yield _PREFIXES
    for group, (name, label) in _SCHEMES.items():
        yield f"\n<#{name}> a skos:ConceptScheme ;\n  dcterms:title {literal(f'{title}: {label}', 'en')} .\n"
        yield from (f"<#{name}> skos:hasTopConcept <#{group}-{c.id}> .\n" for c in codes if c.group == group)
    terms = {theme.id: {x: [t.term for t in in_language(theme.terms, x) or []] for x in LANGUAGES}
             for theme in codebook.themes}  # fmt: skip
    scopes: dict[str, Mapping[Any, str]] = {theme.id: theme.scope for theme in codebook.themes}
    links = corpus.links(THIN)
    sources = {source["id"]: source for source in corpus.sources}
    for code in codes:
        related = [b for a, b in links if a == code.id] + [a for a, b in links if b == code.id]
        is_theme = code.group == "theme"
        statements = [
            f"a skos:Concept ; skos:topConceptOf <#{_SCHEMES[code.group][0]}> ; "
            f"skos:inScheme <#{_SCHEMES[code.group][0]}> ; skos:notation {literal(code.id)}",
            *_labels(code, terms.get(code.id, {}) if is_theme else {}),
        ]
        if code.meaning and not is_theme:
            statements.append(f"skos:definition {literal(code.meaning, 'en')}")
        if is_theme:
            notes = scopes.get(code.id, {})
            statements += [f"skos:scopeNote {literal(fit(notes[x]), x)}" for x in LANGUAGES if x in notes]
            statements += [f"skos:related <#theme-{other}>" for other in sorted(related)]
            statements += [_definition(e, sources[e["source"]]) for e in corpus.definitions(code.id)]
        yield f"\n<#{code.group}-{code.id}> " + " ;\n  ".join(statements) + " .\n"


def _labels(code: Code, terms: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield preferred and alternative labels; no alternative equals the preferred one (SKOS S13)."""
    labels = code.labels or {"en": code.name}
    for language in LANGUAGES:
        seen: set[str] = set()
        if language in labels:
            yield f"skos:prefLabel {literal(labels[language], language)}"
            seen.add(labels[language].casefold())
        for term in terms.get(language, []):
            if term.casefold() not in seen:
                seen.add(term.casefold())
                yield f"skos:altLabel {literal(term, language)}"


def _definition(element: Element, source: dict[str, Any]) -> str:
    """Return a documentation note as a resource (SKOS Primer 4.2): the words, and where they stand."""
    page = f", p. {element['page']}" if element["page"] is not None else ""
    cited = literal(f"{source['title']}{page}")
    return (
        f"skos:definition [ rdf:value {literal(element['quote'], element['language'])} ;\n"
        f"    dcterms:source <urn:uuid:{guid('source', source['id'])}> ; dcterms:identifier {literal(source['id'])} ;\n"
        f"    dcterms:bibliographicCitation {cited} ]"
    )
