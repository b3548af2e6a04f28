"""The works that a publication cites, for reference managers: BibTeX and CSL-JSON beside its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wsse_vision.files import json_text, write_text
from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node

ENDINGS = ("bib", "csl.json")
"""How the names of the files end."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = re.compile(r"([#$%&_{}])")
_NAMED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\textasciitilde{}"}


def names(slug: str, version: str, language: str) -> list[str]:
    """Return the files of a publication's works, relative to ``outputs/``."""
    return [f"{slug}/{version}/{slug}-{version}.{language}.{ending}" for ending in ENDINGS]


def cited(blocks: list[Node], items: list[dict[str, Any]], written: Mapping[str, str]) -> dict[str, Any]:
    """Return the works in the list of references: CSL ``items`` and ``bibtex``, both in the order of their keys.

    ``written`` has entries that are BibTeX already; they are given as they were written.
    """
    keys = {
        node["c"][0][0].removeprefix("ref-")
        for node in ast.walk(blocks)
        if node["t"] == "Div" and "csl-entry" in ast.classes(node)
    }
    found = sorted((item for item in items if item["id"] in keys), key=lambda item: str(item["id"]))
    sources = {item["id"]: as_bibtex(item) for item in found if item["id"] not in written or "genre" in item}
    return {"items": found, "bibtex": "\n".join(sources.get(i["id"]) or written[i["id"]] for i in found)}


def without_empty_list(blocks: list[Node]) -> list[Node]:
    """Return the text without a heading over references where it cites nothing."""
    if any("csl-entry" in ast.classes(node) for node in ast.walk(blocks, ast.BOXES)):
        return blocks
    return [
        block
        for block in blocks
        if not (block["t"] == "Header" and block["c"][1][0] == "references")
        and not (block["t"] == "Div" and block["c"][0][0] == "refs")
    ]


def as_bibtex(item: dict[str, Any]) -> str:
    """Return a CSL item of a source as a BibTeX entry; its title keeps its capitals."""
    dates = (item.get("issued", {}).get("date-parts") or [[]])[0]
    fields = {
        "title": f"{{{escaped(item['title'])}}}" if item.get("title") else "",
        "shorttitle": f"{{{escaped(item['title-short'])}}}" if item.get("title-short") else "",
        "author": " and ".join(f"{{{escaped(person['literal'])}}}" for person in item.get("author", [])),
        "year": str(dates[0]) if dates else "",
        "howpublished": escaped(item.get("genre", "")),
        "publisher": escaped(item.get("publisher", "")),
        "language": escaped(item.get("language", "")),
        "url": item.get("URL", "").replace("{", "%7B").replace("}", "%7D"),
    }
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if len(dates) > 1:
        rows.append(f"  month = {_MONTHS[int(dates[1]) - 1]}")
    return f"@misc{{{item['id']},\n" + ",\n".join(rows) + "\n}\n"


def escaped(value: str) -> str:
    """Return a text as a value in BibTeX, in one line."""
    plain = re.sub(r"\s+", " ", value)
    return "".join(_NAMED.get(character) or _SPECIAL.sub(r"\\\1", character) for character in plain)


def write(folder: Path, record: dict[str, Any]) -> None:
    """Write the works of a composed publication into ``folder``: ``<slug>-<version>.<language>`` with both endings."""
    meta, works = record["meta"], record["works"]
    contents = (works["bibtex"], json_text(works["items"]))
    for name, content in zip(names(meta["slug"], meta["version"], meta["language"]), contents, strict=True):
        write_text(folder / Path(name).name, content)
