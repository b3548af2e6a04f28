"""The proof that nobody is named or quoted against their condition: whatever a name is hidden in, it is found."""

from __future__ import annotations

import base64
import gzip
import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
import typst

from made import Folder
from wsse_vision.model import Problem
from wsse_vision.release.consent import leaks
from wsse_vision.release.readable import pages_of
from wsse_vision.release.searching import words

NAME = "Mbelwina Otrasheko"
SAID = "we bury the coins under the third mango tree because the bank laughed at us"


@pytest.fixture
def kept(folder: Folder) -> Folder:
    """A project in which one person stays anonymous and another spoke for internal use only."""
    folder.write("sources/interviews/one.md", "x")
    folder.write(
        "sources/interviews/one.yaml",
        f"consent: anonymous\nname: {NAME}\nplace: Kitundwelo\nemail: m.otrasheko@example.org\n",
    )
    folder.write("sources/interviews/two.md", "x")
    folder.write("sources/interviews/two.yaml", "consent: internal\nname: Brenuela Tostáviri\n")
    folder.write(
        "sources/questionnaire.yaml",
        "questions:\n- {id: q1, text: {en: What do you do every day and how is it organised?}}\n",
    )
    folder.document("one", "interview", "I sell onions in the market every morning before six.", consent="anonymous")
    folder.document(
        "two",
        "interview",
        "What do you do every day and how is it organised?",
        f"Every night {SAID} when we asked.",
        consent="internal",
    )
    return folder


def found(kept: Folder, name: str, content: str | bytes) -> list[Problem]:
    """Return what is found in a built file of this name and content."""
    return sorted(set(leaks(kept.project, [kept.write(f"outputs/{name}", content)])), key=str)


def packed(entries: dict[str, str]) -> bytes:
    """Return an archive, compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def printed(markup: str) -> bytes:
    """Return a PDF."""
    return bytes(typst.compile(markup.encode(), format="pdf"))


def test_a_file_in_which_nobody_is_named_is_fit_to_be_shown(kept: Folder) -> None:
    for name, content in {
        "a.html": "<p>I sell onions in the market every morning before six.</p>",
        "a.json": '{"title": "Interview 1"}',
        "a.epub": packed({"ch1.xhtml": "<p>Nothing to hide.</p>"}),
        "a.pdf": printed("Nothing to hide."),
    }.items():
        assert found(kept, name, content) == []


@pytest.mark.parametrize(
    "content",
    [
        f"<p>It was {NAME} who said so.</p>",
        "<p>It was Mbelwina\n   Otrasheko who said so.</p>",
        "<p><b>Mbel</b>wina <i>Otra</i>sheko</p>",
        "<p>Mbelwina</p><p>Otrasheko</p>",
        "<td>Mbelwina</td><td>Otrasheko</td>",
        "Mbelwina<br>Otrasheko",
        "<p>mbelwina OTRASHEKO</p>",
        "<p>Mbèlwína Ötrasheko</p>",
        "<p>Mbelwina&nbsp;Otrasheko</p>",
        "<p>&#77;belwina &#x4F;trasheko</p>",
        "<p>Mbel&shy;wina Otra\u00adsheko</p>",
        "<p>Mbel\u200bwina Otra\u200bsheko</p>",
        f'<img alt="A picture of {NAME}">',
        f"<!-- heard by {NAME} -->",
        "<p>Mbelwina_Otrasheko, Mbelwina-Otrasheko</p>",
        "<p>ask m.otrasheko@example.org</p>",
        "<p>in KITUNDWELO, by the river</p>",
        "<p>Otrasheko, Mbelwina</p>",
    ],
)
def test_a_name_in_a_page_is_found_however_it_is_written(kept: Folder, content: str) -> None:
    [problem] = found(kept, "page.html", content)
    assert (problem.code, problem.stage, problem.source) == ("consent", "release", "outputs/page.html")


def test_a_name_with_accents_is_found_without_them(kept: Folder) -> None:
    assert found(kept, "a.html", "<p>Brenuela Tostaviri</p>")


def test_the_message_does_not_itself_say_what_is_kept_back(kept: Folder) -> None:
    [problem] = found(kept, "a.html", f"<p>{NAME}</p>")
    told = f"{problem.message} {problem.hint}".lower()
    assert not any(word in told for word in ("mbelwina", "otrasheko", "kitundwelo"))


def test_a_name_in_the_name_of_a_file_is_found(kept: Folder) -> None:
    assert found(kept, "mbelwina-otrasheko.html", "<p>x</p>")


def test_a_name_deep_in_a_book_is_found(kept: Folder) -> None:
    [problem] = found(
        kept, "a.epub", packed({"mimetype": "application/epub+zip", "EPUB/text/ch12.xhtml": f"<p>{NAME}</p>"})
    )
    assert "ch12.xhtml" in problem.message


def test_a_name_in_the_name_of_a_file_in_a_book_is_found(kept: Folder) -> None:
    assert found(kept, "a.epub", packed({"EPUB/mbelwina-otrasheko.xhtml": "<p>x</p>"}))


def test_a_name_printed_in_a_pdf_is_found(kept: Folder) -> None:
    assert found(kept, "a.pdf", printed(f"It was {NAME} who said so."))


def test_a_name_broken_over_lines_and_pages_of_a_pdf_is_found(kept: Folder) -> None:
    assert found(
        kept,
        "a.pdf",
        printed(
            '#set page(width: 40mm)\n#set text(lang: "en", hyphenate: true)\nIt was the treasurer Mbelwina Otrasheko.'
        ),
    )
    assert found(kept, "b.pdf", printed("It was Mbelwina\n#pagebreak()\nOtrasheko."))


def test_a_name_in_the_metadata_of_a_pdf_is_found(kept: Folder) -> None:
    for field in ("title", "author", "description"):
        assert found(kept, "a.pdf", printed(f'#set document({field}: "{NAME}")\nx')), field
    assert found(kept, "a.pdf", printed(f'#set document(keywords: ("a", "{NAME}"))\nx'))


def test_a_name_in_the_words_that_describe_a_picture_of_a_pdf_is_found(kept: Folder) -> None:
    svg = '<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"/>'
    assert found(kept, "a.pdf", printed(f'#image(bytes("{svg}"), format: "svg", alt: "{NAME}")'))


def test_a_name_in_the_contents_of_a_pdf_that_readers_see_beside_the_page_is_found(kept: Folder) -> None:
    assert found(kept, "a.pdf", printed(f"#show heading: none\n= {NAME}\nx"))


def test_a_name_in_a_database_is_found(kept: Folder) -> None:
    path = kept.write("outputs/evidence/evidence.sqlite")
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE sources (metadata TEXT)")
    connection.execute("INSERT INTO sources VALUES (?)", (f'{{"authors": ["{NAME}"]}}',))
    connection.commit()
    connection.close()
    assert list(leaks(kept.project, [path]))


def escaped(text: str) -> str:
    """Return a text as a script may have it: each character by its number."""
    return "".join(f"\\u{ord(character):04x}" for character in text)


FOLDED = f"BEGIN:VCALENDAR\r\nDESCRIPTION:Heard by {NAME[:4]}\r\n {NAME[4:11]}\r\n {NAME[11:]}\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("feed.xml", f"<feed><entry><content>Heard by {NAME}.</content></entry></feed>"),
        ("feed.xml", f'<feed><link title="{NAME}" href="x"/></feed>'),
        ("opds/en.xml", "<feed><author><name>Mbelwina&#160;Otrasheko</name></author></feed>"),
        ("plan.ics", f"BEGIN:VCALENDAR\r\nSUMMARY:Meeting with {NAME}\r\nEND:VCALENDAR\r\n"),
        ("plan.ics", FOLDED),
        ("plan.ics", "BEGIN:VCALENDAR\r\nDESCRIPTION:Mbelwina\\nOtrasheko\r\nEND:VCALENDAR\r\n"),
        ("releases/a/1.0/ro-crate-metadata.json", f'{{"@graph": [{{"@type": "Person", "name": "{escaped(NAME)}"}}]}}'),
        ("releases/a/1.0/datacite.json", f'{{"creators": [{{"name": "{NAME}"}}]}}'),
        ("releases/a/1.0/CITATION.cff", f"authors:\n- name: {NAME}\n"),
        ("releases/a/1.0/CITATION.cff", 'authors:\n- name: "Mbelwina\\LOtras\\\n  heko"\n'),
        ("search.js", f'window.index = {{"title": "{NAME}"}};'),
        ("search.js", f'window.index = {{"title": "{escaped(NAME)}"}};'),
        ("search.js", 'window.index = ["Mbelwina\\nOtrasheko"];'),
        ("search.js", "window.index = ['Mb\\x65lwina Otrash\\u{65}ko'];"),
        ("search/fragment.gz", gzip.compress(f'{{"content": "{NAME}"}}'.encode(), mtime=0)),
        ("SHA256SUMS", f"{'0' * 64}  evidence/mbelwina-otrasheko.html\n"),
    ],
)
def test_a_name_is_found_in_what_programs_read(kept: Folder, name: str, content: str | bytes) -> None:
    assert found(kept, name, content), name


def test_what_programs_read_is_fit_to_be_shown_when_it_names_nobody(kept: Folder) -> None:
    for name, content in {
        "plan.ics": "BEGIN:VCALENDAR\r\nSUMMARY:Meeting\r\nEND:VCALENDAR\r\n",
        "CITATION.cff": "title: [not, closed",
        "search.js": r'window.index = ["\u00e9t\u00e9", "\ud83d\ude00", "\u{110000}"];',
        "fragment.gz": gzip.compress(b"{}", mtime=0),
    }.items():
        assert found(kept, name, content) == [], name


def test_a_name_that_spans_pages_of_a_database_is_found(kept: Folder) -> None:
    """SQLite spreads long values over pages, each with its own head: its bytes are no reliable text."""
    path = kept.write("outputs/evidence/evidence.sqlite")
    for rest in range(490, 510):
        path.unlink()
        connection = sqlite3.connect(path)
        connection.executescript("PRAGMA page_size = 512; PRAGMA synchronous = OFF; CREATE TABLE t (quote TEXT)")
        connection.execute(
            "INSERT INTO t VALUES (?)", (". " * 270 + f"{NAME}" + " ." * (rest // 2) + " " * (rest % 2),)
        )
        connection.commit()
        connection.close()
        assert list(leaks(kept.project, [path])), f"not found when {rest} characters follow"


def test_a_font_or_a_picture_in_a_page_is_no_text(kept: Folder) -> None:
    noise = base64.b64encode(bytes(range(256)) * 40).decode()
    assert found(kept, "a.html", f"<style>@font-face{{src:url(data:font/woff2;base64,{noise})}}</style><p>x</p>") == []


def test_eight_words_in_a_row_of_an_internal_interview_are_a_quote(kept: Folder) -> None:
    run = " ".join(SAID.split()[:8])
    assert found(kept, "a.html", f"<p>Somebody told us: “{run.upper()}!”</p>")
    assert found(kept, "a.pdf", printed(f"#set page(width: 50mm)\n{run}"))
    assert found(kept, "evidence.csv", f"id,quote\n1,{run}\n")


def test_seven_words_in_a_row_can_be_anybodys(kept: Folder) -> None:
    assert found(kept, "a.html", "<p>" + " ".join(SAID.split()[:7]) + "</p>") == []


def test_the_end_of_an_answer_and_the_next_question_are_nobodys_words(kept: Folder) -> None:
    """Whoever is asked the same may have ended with the same word; what is said within a block is found as ever."""
    asked = "4. Which of these hours would you call paid?"
    kept.document("two", "interview", f"{SAID}; we never spoke of it.", asked, "None.", consent="internal")
    kept.write("sources/interviews/three.md", "x")
    kept.write("sources/interviews/three.yaml", "consent: public\n")
    kept.document("three", "interview", "They knew about it.", "Nobody else did.", asked, consent="public")
    assert found(kept, "a.html", f"<p>They knew about it.</p><h2>{asked}</h2>") == []
    assert found(kept, "b.html", "<p>" + " ".join(SAID.split()[-8:]) + "</p>")


def test_a_numbered_question_is_no_leak(kept: Folder) -> None:
    kept.document("two", "interview", "1. What do you do every day and how is it organised?", SAID, consent="internal")
    assert found(kept, "a.html", "<h2>1. What do you do every day and how is it organised?</h2>") == []
    assert found(kept, "b.html", f"<h2>1. {SAID}</h2>")


def test_answers_of_a_few_words_are_found_with_what_stands_around_them(kept: Folder) -> None:
    kept.document("two", "interview", "Who was it?", "My brother.", "And then?", "He burned it.", consent="internal")
    assert found(kept, "a.html", "<p>Who was it? My brother. And then? He burned it.</p>")
    assert found(kept, "b.html", "<p>My brother. And then?</p>") == []


def test_an_anonymous_interview_may_be_quoted(kept: Folder) -> None:
    assert found(kept, "a.html", "<p>I sell onions in the market every morning before six.</p>") == []


def test_a_sentence_of_the_questionnaire_is_no_leak(kept: Folder) -> None:
    assert found(kept, "a.html", "<h2>What do you do every day and how is it organised?</h2>") == []


def test_what_a_public_source_says_as_well_betrays_nobody(kept: Folder) -> None:
    kept.write("sources/notebooks/book.md", "x")
    kept.document("book", "notebook", f"It is well known in Kitundwelo that {SAID}.")
    assert found(kept, "a.html", f"<p>It is well known in Kitundwelo that {SAID}.</p>") == []


def test_a_person_who_speaks_in_public_may_be_called_by_the_pseudonym_and_never_by_name(kept: Folder) -> None:
    kept.write("sources/interviews/three.md", "x")
    kept.write(
        "sources/interviews/three.yaml",
        "consent: public\nname: Nardelio Vulpenta\npseudonym: Wendelo\norganisation: Open Works\n",
    )
    kept.document("three", "interview", "We opened the works.", consent="public")
    assert found(kept, "a.html", "<p>Wendelo of Open Works</p>") == []
    assert found(kept, "b.html", "<p>Nardelio Vulpenta of Open Works</p>")


def test_a_name_that_only_the_bibliography_says_is_searched_for(kept: Folder) -> None:
    kept.write("sources/references.bib", "@misc{one, title = {Interview 1}, author = {Zilphane, Korbaleth}}")
    assert found(kept, "a.html", "<p>Interview 1, by Korbaleth Zilphane</p>")


def test_words_are_compared_without_case_accents_and_marks() -> None:
    assert words("L’Économie, SOLIDÁRIA_1-a") == ["l", "economie", "solidaria", "1", "a"]
    assert words("Straße ﬁn") == ["strasse", "fin"]


def test_the_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed("a\n#pagebreak()\nb\n#pagebreak()\nc"))
    assert pages_of(tmp_path / "a.pdf") == 3


def test_what_was_searched_once_is_searched_again_when_what_is_kept_back_changes(kept: Folder) -> None:
    page = "<p>Zorbelina Quatravio keeps the accounts in Kitundwelo.</p>"
    kept.write("sources/notebooks/book.md", "x")
    kept.document("book", "notebook", "It is well known in Kitundwelo.")
    assert found(kept, "a.html", page) == []
    assert found(kept, "a.html", page) == [], "remembered as clean"

    # The book that excused the name of the place is gone.
    kept.document("book", "notebook", "It is well known.")
    assert found(kept, "a.html", page)
    kept.document("book", "notebook", "It is well known in Kitundwelo.")
    assert found(kept, "a.html", page) == []

    # Somebody whom nobody had to keep back joins the interviews.
    kept.write("sources/interviews/four.md", "x")
    kept.write("sources/interviews/four.yaml", "consent: anonymous\nname: Zorbelina Quatravio\n")
    kept.document("four", "interview", "I keep the accounts.", consent="anonymous")
    assert found(kept, "a.html", page)
    assert found(kept, "a.html", page), "a file that is not clean is never remembered"


def test_each_file_that_names_somebody_is_told_of_though_they_share_the_line(kept: Folder) -> None:
    line = f"<p>{NAME} sells onions, {'and again ' * 20}every morning before six.</p>"
    paths = [kept.write(f"outputs/{name}.html", f"<p>Page {name}</p>\n{line}\n") for name in "abc"]
    assert len(list(leaks(kept.project, paths))) == 3
