"""The pages of publications: downloads with checksums, all versions, comparisons, the newest, covers."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sites import build, made, release, small, text

from wsse_vision.files import sha256, write_json

ADDRESS = "https://example.org/v"


def downloads(page: str) -> list[str]:
    """Return the links to what can be read, in the order of the page."""
    return re.findall(r'<li><a href="([^"]+\.(?:pdf|html|epub))" type=', page)


def linked_data(page: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    return found


def test_the_home_page_lists_every_publication_the_synthesis_first(tmp_path: Path) -> None:
    page = text(made(small(tmp_path)), "index.html")
    assert re.findall(r'<li class="publication" id="([^"]+)"', page) == ["synthesis", "work-plan"]
    assert "work-plan/0.1/work-plan-0.1.en.pdf" in downloads(page)
    assert '<img class="cover" src="synthesis/0.1/cover.en.png" width="400" height="600"' in page
    assert "Cover of Synthesis &lt;en&gt;" in page
    assert "2 publications from 1 sources and 1 coded passages" in page


def test_the_readers_own_language_comes_first(tmp_path: Path) -> None:
    project = made(small(tmp_path))
    for path in ("index{}.html", "synthesis/index{}.html", "synthesis/0.1/index{}.html"):
        for ending, order in (("", ["en", "fr"]), (".fr", ["fr", "en"])):
            page = text(project, path.format(ending))
            found = [re.sub(r".*\.(..)\.\w+", r"\1", name) for name in downloads(page) if "synthesis" in name]
            assert list(dict.fromkeys(found)) == order, path


def test_a_publication_is_told_in_the_language_of_the_page_even_without_an_edition_in_it(tmp_path: Path) -> None:
    project = made(small(tmp_path))
    assert "<h1>Synthesis &lt;fr&gt;</h1>" in text(project, "synthesis/index.fr.html")
    french = text(project, "work-plan/index.fr.html")
    assert "<h1>Le plan de travail</h1>" in french
    assert 'src="../work-plan/0.1/cover.en.png"' in french


def test_each_file_stands_there_with_language_size_and_checksum(tmp_path: Path) -> None:
    page = text(made(small(tmp_path)), "synthesis/index.html")
    content = "synthesis-0.1.fr.pdf " * 100
    row = next(row for row in page.split("<tr>") if "synthesis-0.1.fr.pdf" in row)
    assert sha256(content) in row and "Français" in row and "2 kB" in row
    assert "manifest.json" in page and "SHA256SUMS" in page


def test_an_empty_list_of_works_is_not_offered(tmp_path: Path) -> None:
    page = text(made(small(tmp_path)), "synthesis/index.html")
    assert "synthesis-0.1.en.csl.json" in page
    assert "synthesis-0.1.fr.csl.json" not in page


def test_covers_are_small_pictures_one_for_each_language(tmp_path: Path) -> None:
    project = made(small(tmp_path))
    covers = sorted(path.name for path in (project.outputs / "synthesis" / "0.1").glob("cover.*"))
    assert covers == ["cover.en.png", "cover.fr.png"]
    picture = (project.outputs / "synthesis" / "0.1" / "cover.fr.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) < 100_000
    assert [int.from_bytes(picture[place : place + 4], "big") for place in (16, 20)] == [400, 600]


def test_a_draft_says_that_it_can_still_change(tmp_path: Path) -> None:
    page = text(made(small(tmp_path)), "synthesis/0.1/index.html")
    assert "In the making: this version has not been released" in page


def test_a_release_has_a_permanent_page_that_leads_to_its_frozen_files(tmp_path: Path) -> None:
    folder = small(tmp_path)
    release(folder, "synthesis", "0.1", ["en", "fr"], notes="The <first> one.\n\nWith thanks.")
    page = text(made(folder), "synthesis/0.1/index.html")
    assert "Released on 1 December 2026. These files never change again." in page
    assert "<p>The &lt;first&gt; one.</p>\n<p>With thanks.</p>" in page
    assert "../../releases/synthesis/0.1/synthesis-0.1.en.pdf" in downloads(page)
    assert "c0ffee" in page
    assert '<span class="state final">Final version</span>' in page


def test_releases_without_a_build_beside_them_keep_their_pages(tmp_path: Path) -> None:
    """A fresh clone has the frozen files and the ledger alone; a publication may even have left the config."""
    folder = small(tmp_path)
    release(folder, "synthesis", "0.0.9", ["en"])
    release(folder, "cartography", "1.0", ["en"])
    project = made(folder)
    assert "releases/synthesis/0.0.9/" in text(project, "synthesis/0.0.9/index.html")
    assert "releases/cartography/1.0/" in text(project, "cartography/index.html")


def test_all_versions_are_listed_newest_first_by_number_not_by_letters(tmp_path: Path) -> None:
    folder = small(tmp_path)
    release(folder, "synthesis", "0.9", ["en"])
    release(folder, "synthesis", "0.10", ["en"])
    build(folder, "synthesis", "0.2", ["en"])
    page = text(made(folder), "synthesis/index.html")
    table = page.split("All versions")[1].split("</table>")[0]
    assert re.findall(r"</span>([0-9.]+)</a></th>", table) == ["0.10", "0.9", "0.2", "0.1"]
    states = re.findall(r'data-label="Released">(?:<time[^>]*>)?([^<]*)', table)
    assert states == ["1 December 2026", "1 December 2026", "never", "not yet: in the making"]


def test_the_newest_is_the_newest_release_and_a_page_of_its_own(tmp_path: Path) -> None:
    folder = small(tmp_path)
    release(folder, "synthesis", "0.0.1", ["en"])
    release(folder, "synthesis", "0.0.2", ["en"])
    project = made(folder, address=ADDRESS)
    page = text(project, "synthesis/latest/index.html")
    assert "../../releases/synthesis/0.0.2/synthesis-0.0.2.en.pdf" in downloads(page)
    assert f'<link rel="canonical" href="{ADDRESS}/synthesis/0.0.2/index.html">' in page
    assert 'http-equiv="refresh"' not in page
    home = text(project, "index.html")
    assert "releases/synthesis/0.0.2/synthesis-0.0.2.en.pdf" in downloads(home)
    assert '<a href="synthesis/0.1/index.html">0.1 is in the making</a>' in home
    assert "The newest version is 0.0.2:" in text(project, "synthesis/0.0.1/index.html")


def test_without_any_release_the_newest_is_the_current_build(tmp_path: Path) -> None:
    folder = small(tmp_path)
    build(folder, "synthesis", "0.3", ["en"])  # left over from before the config went back to 0.1
    page = text(made(folder), "synthesis/latest/index.html")
    assert "../../synthesis/0.1/synthesis-0.1.en.pdf" in downloads(page)
    assert '<link rel="canonical" href="../../synthesis/0.1/index.html">' in page


def test_comparisons_are_linked_where_there_are_any(tmp_path: Path) -> None:
    folder = small(tmp_path)
    release(folder, "synthesis", "0.0.1", ["en"])
    assert "Versions side by side" not in text(made(folder), "synthesis/index.html")
    files = [f"synthesis/changes/0.0.1-0.1.{end}" for end in ("en.html", "en.pdf", "fr.html", "fr.pdf")]
    counts = {"sources": {"added": 2}, "sections": {"en": 3, "fr": 4}}
    listed = {"synthesis": [{"from": "0.0.1", "to": "0.1", "counts": counts, "files": files}]}
    write_json(folder.project.build / "changes.json", listed)
    project = made(folder)
    for path, up in (("synthesis/index.html", "../"), ("synthesis/0.1/index.html", "../../")):
        found = re.findall(r'href="([^"]+/changes/[^"]+)"', text(project, path))
        assert found == [f"{up}synthesis/changes/0.0.1-0.1.en.html", f"{up}synthesis/changes/0.0.1-0.1.en.pdf"]
    english, french = (text(project, f"synthesis/index{end}.html") for end in ("", ".fr"))
    assert "From 0.0.1 to 0.1:" in english
    assert "<h3>Version 0.1</h3>\n<ul>\n<li>Sources added: 2</li>\n<li>Sections of the text changed: 3</li>" in english
    assert "synthesis/changes/0.0.1-0.1.fr.html" in french


def test_notes_of_releases_make_a_list_of_changes(tmp_path: Path) -> None:
    folder = small(tmp_path)
    release(folder, "synthesis", "0.0.1", ["en"], notes="The first.")
    page = text(made(folder), "synthesis/index.html")
    assert "<h3>Version 0.0.1 · 1 December 2026</h3>\n<p>The first.</p>" in page


def test_machines_read_what_a_publication_is_and_where_its_files_are(tmp_path: Path) -> None:
    project = made(small(tmp_path))
    page = text(project, "synthesis/0.1/index.html")
    said = linked_data(page)
    assert (said["@type"], said["name"], said["version"]) == ("Report", "Synthesis <en>", "0.1")
    media = said["encoding"]
    assert isinstance(media, list) and len(media) == 4
    for file in media:
        place = (project.outputs / "synthesis" / "0.1" / file["contentUrl"]).resolve()
        assert sha256(place.read_text(encoding="utf-8")) == file["sha256"]
    assert '<meta name="DC.title" content="Synthesis &lt;en&gt;">' in page
    assert '<meta property="og:title" content="Synthesis &lt;en&gt;">' in page
    assert linked_data(text(project, "index.html"))["@type"] == "Collection"
