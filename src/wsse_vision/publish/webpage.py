"""The head of a page: what machines read about a publication, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from wsse_vision.publish.edition import identifier

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(page: str) -> str:
    """Return the content security policy of a page: its own styles and scripts by their hashes, nothing else.

    Nothing is fetched, sent or embedded; a style or a script that somebody slips in does not run.
    """
    styles, scripts = (" ".join(_hash(found) for found in kind.findall(page)) for kind in (_STYLE, _SCRIPT))
    rules = [
        "default-src 'none'", f"style-src {styles or chr(39) + 'none' + chr(39)}", "font-src data:", "img-src data:",
        "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip
    if scripts:
        rules.insert(1, f"script-src {scripts}")
    return "; ".join(rules)


def guarded(page: str) -> str:
    """Return a page with its policy in the place that its template keeps for it (``@POLICY@``)."""
    return page.replace("@POLICY@", policy(page), 1)


def _hash(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


def linked_data(meta: dict[str, Any]) -> str:
    """Return a publication as schema.org describes one, see ``embedded``."""
    return embedded({"@context": "https://schema.org", **report(meta)})


def report(meta: dict[str, Any]) -> dict[str, Any]:
    """Return a publication in the words of schema.org; what it has no value for is left out."""
    said: dict[str, Any] = {
        "@type": "Report",
        "identifier": identifier(meta),
        "name": meta["title"],
        "alternativeHeadline": meta["subtitle"],
        "abstract": meta["abstract"],
        "inLanguage": meta["language"],
        "version": meta["version"],
        "creativeWorkStatus": meta["state"],
        "datePublished": meta["date"],
        "encodingFormat": "text/html",
        "isPartOf": {"@type": "CreativeWorkSeries", "name": meta["project"]},
    }
    if meta["organisation"]:
        said["author"] = said["publisher"] = {"@type": "Organization", "name": meta["organisation"]}
    return {name: value for name, value in said.items() if value}


def embedded(data: dict[str, Any]) -> str:
    """Return data as JSON-LD that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def names(meta: dict[str, Any]) -> list[tuple[str, str]]:
    """Return ``<meta name>`` rows: Dublin Core and what reference managers read; those without a value are left out."""
    rows = [
        ("description", meta["abstract"]),
        ("author", meta["organisation"]),
        ("DC.title", meta["title"]),
        ("DC.creator", meta["organisation"]),
        ("DC.publisher", meta["organisation"]),
        ("DC.description", meta["abstract"]),
        ("DC.language", meta["language"]),
        ("DC.date", meta["date"]),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", identifier(meta)),
        ("DC.identifier", meta["build"]),
        ("citation_title", meta["title"]),
        ("citation_author", meta["organisation"]),
        ("citation_publication_date", (meta["date"] or "").replace("-", "/")),
        ("citation_publisher", meta["organisation"]),
        ("citation_technical_report_institution", meta["organisation"]),
        ("citation_technical_report_number", meta["version"]),
        ("citation_language", meta["language"]),
        ("citation_abstract", meta["abstract"]),
    ]
    return [(name, value) for name, value in rows if value]


_LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "pt": "pt_BR"}
"""Languages as Open Graph writes them, with a country."""


def properties(meta: dict[str, Any]) -> list[tuple[str, str]]:
    """Return ``<meta property>`` rows: Open Graph."""
    rows = [
        ("og:type", "article"),
        ("og:title", meta["title"]),
        ("og:description", meta["abstract"]),
        ("og:site_name", meta["project"]),
        ("og:locale", _LOCALES.get(meta["language"], "")),
        ("article:published_time", meta["date"]),
    ]
    return [(name, value) for name, value in rows if value]
