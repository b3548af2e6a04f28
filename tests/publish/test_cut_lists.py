"""Publications over many sources: each list stays within its limit, says what is missing and leads to it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from ctypes import c_int, create_string_buffer
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import read_json
from wsse_vision.join.evidence import Quote
from wsse_vision.publish import compose, epub, html, pdf
from wsse_vision.publish.passages import Passages

WEB = "https://example.org/vision/"


@pytest.fixture
def project(folder: Folder) -> Folder:
    """A project of five notebooks, four numbered proposals in each, all of which people voted on, and five reports."""
    votes = ["label,agree,half,disagree,unknown"]
    for n in range(1, 6):
        labels = [f"0{n}.0{i}" for i in range(1, 5)]
        folder.document(
            f"notebook-{n}", "notebook", Passage(f"Work is what number {n} holds dear, and says so.", "value"),
            *(Passage(f"We propose {x} in so many words, all of them for {n}.", label=x) for x in labels),
            title=f"Notebook {n}", language=["en", "fr"][n % 2],
        )  # fmt: skip
        folder.document(
            f"report-{n}", "workshop", Passage(f"Number {n} agreed on this.", "value", section=["Agreements"]),
            title=f"Report {n}", workshop=1, role="report", themes=["work"],
        )  # fmt: skip
        votes += [f"{x},{n},2,1,0" for x in labels]
    folder.write("sources/evaluations/forum.csv", "\n".join(votes) + "\n")
    folder.join()
    return folder


def composed(project: Folder, slug: str, **settings: Any) -> dict[str, Any]:
    config = Config.model_validate(
        {"entries_listed": 3, "quotes_per_theme": 2, "languages": ["en", "fr"], "publications": [slug], **settings}
    )
    compose.run(project.project, config, lambda _line: None)
    record: dict[str, Any] = read_json(project.project.build / "composed" / f"{slug}.en.json")
    return record


def page(project: Folder, slug: str, **settings: Any) -> str:
    return html.write(project.project, composed(project, slug, **settings)).decode()


def linked(page: str) -> dict[str, str]:
    """Return the addresses of links to the site by their words."""
    found = re.findall(r'<a href="(\.\./\.\./(?!evidence/\w+-)[^"]*)">(.*?)</a>', page)
    return {words: address for address, words in found}


def table(page: str, section: str) -> list[str]:
    """Return the first cells of the rows below a heading."""
    part = page.split(f'id="{section}"', 1)[1].split("</table>", maxsplit=1)[0]
    return [re.sub("<.*?>", "", cell) for cell in re.findall(r"<tr[^>]*>\s*<t[dh][^>]*>(.*?)</t[dh]>", part)[1:]]


def test_the_annex_lists_some_sources_and_leads_to_the_others(project: Folder) -> None:
    found = page(project, "vision-elements")
    assert len(table(found, "sources")) == 3
    assert linked(found)["and 2 more sources, listed in the evidence"] == "../../sources.html"
    assert "draws on these 5 sources" in found, "what is counted is all of them"


def test_sources_that_are_quoted_are_listed_before_others(project: Folder) -> None:
    project.write("sources/narrative/vision-elements.en.md", "# In short {#introduction}\n\nAs said [@notebook-5].\n")
    assert "Notebook 5" in table(page(project, "vision-elements", quotes_per_theme=1), "sources")


def test_nothing_is_said_where_nothing_is_missing(project: Folder) -> None:
    found = page(project, "vision-elements", entries_listed=60, quotes_per_theme=30)
    assert len(table(found, "sources")) == 5
    assert "more sources" not in found and linked(found) == {}


def test_a_publication_may_have_a_limit_of_its_own(project: Folder) -> None:
    found = page(project, "vision-elements", publications={"vision-elements": {"entries_listed": 4}})
    assert len(table(found, "sources")) == 4


def test_what_is_not_quoted_is_found_with_the_same_question(project: Folder) -> None:
    links = re.findall(r'<a href="([^"]*)">([^<]*) more in the evidence', page(project, "vision-elements"))
    assert ("../../evidence/index.html#theme=work&amp;kind=value&amp;from=notebook", "3") in links
    assert ("../../evidence/index.html#theme=work&amp;kind=proposal,policy&amp;from=notebook", "18") in links


def test_an_edition_leads_to_pages_in_its_language(project: Folder) -> None:
    composed(project, "vision-elements")
    french = read_json(project.project.build / "composed" / "vision-elements.fr.json")
    found = html.write(project.project, french).decode()
    assert "../../sources.fr.html" in found and "../../evidence/index.fr.html#" in found


def test_the_index_gives_some_notebooks_and_some_proposals_of_each(project: Folder) -> None:
    found = page(project, "vision-elements", entries_listed=10)
    assert found.count('id="index-notebook-') == 3
    links = linked(found)
    assert links["and 2 more numbered proposals of this notebook, in the evidence"].startswith(
        "../../evidence/index.html#source=notebook-"
    )
    assert links["and 2 more notebooks, listed in the evidence"] == "../../sources.html#notebook"


def test_votes_are_listed_from_both_ends(project: Folder) -> None:
    found = page(project, "vision-elements", entries_listed=4)
    labels = table(found, "data-votes")
    assert labels == ["05.01", "05.02", "…", "01.03", "01.04"]
    assert "… 16 more between these …" in found
    assert '<a href="../../evidence/index.html#vote=yes">16 more in the evidence</a>' in found


def test_conclusions_of_many_reports_are_cut_too(project: Folder) -> None:
    found = page(project, "workshop-1", entries_listed=15)
    assert len(re.findall(r"Number \d agreed on this\.</span>", found)) == 3
    assert '<a href="../../evidence/index.html#from=workshop">2 more in the evidence</a>' in found


def test_a_short_text_names_of_many_sources_those_it_cites(project: Folder) -> None:
    project.write("sources/narrative/synthesis.en.md", "# All {#all}\n\nAs said [@notebook-5].\n")
    found = page(project, "synthesis")
    annex = found.split('id="sources"', 1)[1]
    assert "Notebook (5, as received): Notebook 5 and 4 more." in annex
    assert "Workshop document (5, as received)." in annex and "Report 2" not in annex
    assert linked(found)["Named are the sources that this text cites; 9 more are listed in the evidence"]


def test_what_many_sources_say_cites_some_of_them(passages: Passages, a_quote: Callable[..., Quote]) -> None:
    also = tuple(a_quote(source=f"same-{n}") for n in range(7))
    said = str(passages.citation(a_quote(also=also)))
    assert said.endswith("; @{same-2}] and 4 more sources say so")
    assert str(passages.citation(a_quote(also=also[:3]))).endswith("; @{same-2}]"), "all of a few are cited"


def uris(content: bytes) -> set[str]:
    """Return the web addresses that a PDF leads to."""
    document, found = pypdfium2.PdfDocument(content), set()
    for number in range(len(document)):
        place, link = c_int(0), pypdfium2.raw.FPDF_LINK()
        while pypdfium2.raw.FPDFLink_Enumerate(document[number], place, link):
            action = pypdfium2.raw.FPDFLink_GetAction(link)
            length = pypdfium2.raw.FPDFAction_GetURIPath(document, action, None, 0)
            if length:
                buffer = create_string_buffer(length)
                pypdfium2.raw.FPDFAction_GetURIPath(document, action, buffer, length)
                found.add(buffer.value.decode())
    return found


def test_on_paper_links_need_an_address_on_the_web(project: Folder) -> None:
    assert uris(pdf.write(project.project, composed(project, "vision-elements"))) == set()
    found = uris(pdf.write(project.project, composed(project, "vision-elements", address=WEB)))
    assert f"{WEB}sources.html" in found
    assert f"{WEB}evidence/index.html#theme=work&kind=value&from=notebook" in found


def test_a_book_leads_to_the_web_or_says_so_in_words(project: Folder) -> None:
    def book(**settings: Any) -> str:
        content = epub.write(project.project, composed(project, "vision-elements", **settings))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))

    alone = book()
    assert "and 2 more sources, listed in the evidence" in alone and "sources.html" not in alone
    assert f'<a href="{WEB}sources.html">and 2 more sources, listed in the evidence</a>' in book(address=WEB)
