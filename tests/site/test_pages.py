"""The frame: every page in every language, links that work from anywhere, one policy, nothing stale."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import CONFIG, made, small, text

from wsse_vision.config import Config
from wsse_vision.files import write_json
from wsse_vision.home import Project
from wsse_vision.site.pages import Site, policy

ELSEWHERE = re.compile(r"(evidence/|themes/|map\.|search\.|feed\.xml|opds\.xml|plan\.ics|problems\.json)")
"""What other stages write."""


def every_page(project: Project) -> dict[str, str]:
    paths = [p for p in project.outputs.rglob("*.html") if not re.search(r"-[0-9]", p.name)]
    return {p.relative_to(project.outputs).as_posix(): p.read_text(encoding="utf-8") for p in sorted(paths)}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made(small(tmp_path_factory.mktemp("site")))


def test_every_page_is_there_in_each_language(project: Project) -> None:
    names = ["index", "sources", "plan", "how"]
    names += [f"{slug}/{page}index" for slug in ("synthesis", "work-plan") for page in ("", "0.1/", "latest/")]
    wanted = {f"{name}{ending}.html" for name in names for ending in ("", ".fr")}
    assert set(every_page(project)) == wanted
    for path, page in every_page(project).items():
        language = "fr" if path.endswith(".fr.html") else "en"
        assert f'<html lang="{language}">' in page, path


def test_pages_of_a_language_lead_to_the_same_page_in_the_others(project: Project) -> None:
    for path in ("index", "synthesis/index", "synthesis/0.1/index", "how"):
        up = "../" * path.count("/")
        assert f'<a href="{up}{path}.fr.html" lang="fr" hreflang="fr">Français</a>' in text(project, f"{path}.html")
        assert f'<a href="{up}{path}.html" lang="en" hreflang="en">English</a>' in text(project, f"{path}.fr.html")


def test_every_link_leads_to_a_file_and_none_is_absolute(project: Project) -> None:
    for path, page in every_page(project).items():
        found = re.findall(r'(?:href|src)="([^"#]+)', page)
        assert len(found) > 10
        for target in found:
            assert not re.match(r"[a-z]+:|/", target), f"{path}: {target}"
            place = ((project.outputs / path).parent / target).resolve()
            if not ELSEWHERE.match(place.relative_to(project.outputs.resolve()).as_posix()):
                assert place.is_file(), f"{path}: {target}"


def test_links_within_a_page_lead_somewhere(project: Project) -> None:
    pages = every_page(project)
    for path, page in pages.items():
        for target, anchor in re.findall(r'href="([^"#]*)#([^"]+)"', page):
            place = ((project.outputs / path).parent / target).resolve() if target else project.outputs / path
            there = pages[place.relative_to(project.outputs.resolve()).as_posix()] if target else page
            assert f'id="{anchor}"' in there, f"{path}: {target}#{anchor}"


def test_each_page_has_one_heading_a_title_a_skip_link_and_its_landmarks(project: Project) -> None:
    titles = []
    for path, page in every_page(project).items():
        assert page.count("<h1") == 1, path
        assert page.count("<main ") == page.count("<footer") == page.count('<header class="top"') == 1
        assert '<a class="skip" href="#text">' in page and '<main id="text"' in page
        titles.append((re.findall(r"<title>(.*?)</title>", page)[0], path.endswith(".fr.html")))
        assert titles[-1][0].endswith("A vision")
    assert len(set(titles)) == len(titles), "no two pages have the same title"


def test_a_page_may_load_its_own_files_and_nothing_else(project: Project) -> None:
    for page in every_page(project).values():
        assert "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'" in page
        assert "<style" not in page and " style=" not in page
        assert not re.search(r"<script(?! type=.application/ld\+json)", page)


def test_the_policy_lets_the_scripts_in_that_a_page_names_and_no_other() -> None:
    assert "script-src" not in policy("<p>none</p>")
    assert "script-src 'self';" in policy('<script src="site/search.js" defer></script>')
    assert "script-src 'sha256-" in policy("<script>1</script>")


def test_the_styles_ask_for_nothing_but_their_own_fonts(project: Project) -> None:
    style = text(project, "site/site.css")
    fonts = re.findall(r"url\(([^)]*)\)", style)
    assert fonts and all((project.outputs / "site" / font).is_file() for font in fonts)
    assert "--ground:" in style and "prefers-color-scheme:dark" in style and "@media print" in style


def test_what_a_source_says_is_shown_and_never_run(project: Project) -> None:
    assert "Ana &amp; Bo" in text(project, "sources.html")
    assert "Synthesis &lt;en&gt;" in text(project, "synthesis/index.html")
    assert "<en>" not in text(project, "synthesis/index.html")


def test_the_home_page_weighs_less_than_200_kb_before_pictures(project: Project) -> None:
    page = text(project, "index.html")
    faces = ("serif-light", "serif-regular", "sans-regular", "sans-semibold")
    parts = ["site/site.css", *(f"site/fonts/{face}.woff2" for face in faces)]
    whole = len(page.encode()) + sum((project.outputs / part).stat().st_size for part in parts)
    # Eleven publications in four languages are about 25 kB; this project has two.
    assert whole < 180_000
    assert not re.search(r"<(em|i|cite)\b", page), "a word in italics would load one more face"


def test_pages_of_a_language_that_is_given_up_go(tmp_path: Path) -> None:
    folder = small(tmp_path)
    project = made(folder)
    assert (project.outputs / "plan.fr.html").is_file()
    made(folder, publications=["work-plan"])
    assert not [path for path in every_page(project) if ".fr." in path]
    assert not (project.outputs / "synthesis" / "index.html").is_file()
    assert (project.outputs / "work-plan" / "index.html").is_file()


def test_stale_pages_go_even_when_the_record_of_the_last_run_is_lost(tmp_path: Path) -> None:
    project = made(small(tmp_path))
    (project.build / "pages.json").unlink()
    (project.outputs / "synthesis" / "index.es.html").write_text("old", encoding="utf-8")
    made_again = made(small(tmp_path))
    assert not (made_again.outputs / "synthesis" / "index.es.html").exists()


def test_a_site_with_an_address_says_where_each_page_is(tmp_path: Path) -> None:
    folder = small(tmp_path)
    folder.write("outputs/themes/work.html", "x")
    write_json(folder.project.build / "evidence-pages.json", ["themes/work.html", "site/search.js"])
    project = made(folder, address="https://example.org/vision")
    page = text(project, "synthesis/index.fr.html")
    assert '<link rel="canonical" href="https://example.org/vision/synthesis/index.fr.html">' in page
    assert '<link rel="alternate" hreflang="en" href="https://example.org/vision/synthesis/index.html">' in page
    assert '<meta property="og:image" content="https://example.org/vision/synthesis/0.1/cover.fr.png">' in page
    addresses = re.findall(r"<loc>(.*?)</loc>", text(project, "sitemap.xml"))
    assert "https://example.org/vision/index.html" in addresses
    assert "https://example.org/vision/evidence/n.html" in addresses
    assert "https://example.org/vision/themes/work.html" in addresses
    assert not [a for a in addresses if "latest" in a or not a.endswith(".html")]
    made(small(tmp_path))
    assert not (project.outputs / "sitemap.xml").exists()


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (made(small(tmp_path / name)) for name in ("one", "other/two"))
    names = [p.relative_to(one.outputs) for p in sorted(one.outputs.rglob("*")) if p.is_file()]
    assert [n for n in names if (one.outputs / n).read_bytes() != (two.outputs / n).read_bytes()] == []


def test_a_page_knows_the_part_of_the_site_that_it_belongs_to(tmp_path: Path) -> None:
    site = Site(small(tmp_path).project, Config.model_validate(CONFIG), "x.json")
    site.write("themes/work", "en", "site/base.html.j2")
    page = text(site.project, "themes/work.html")
    assert '<a href="../themes/index.html" aria-current="true">Themes</a>' in page
    assert page.count("aria-current") == 2
