"""The eleven texts: each has what its readers look for, in an order of its own."""

from __future__ import annotations

import re
from html import unescape

import pytest

from building import Built

pytestmark = pytest.mark.build


def page(built: Built, slug: str) -> str:
    """Return the HTML of a publication."""
    return (built.root / "outputs" / slug / "0.1" / f"{slug}-0.1.en.html").read_text(encoding="utf-8")


def headings(html: str) -> list[str]:
    """Return the headings of the text, without markup."""
    found = re.findall(r"<h[12345][^>]*>(.*?)</h[12345]>", html, flags=re.S)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", heading)).split()) for heading in found]


@pytest.mark.parametrize(
    ("slug", "wanted"),
    [
        ("vision-elements", ["What is held in common", "How it is practised", "What is proposed"]),
        ("vision-elements", ["What the assembly changed", "Index of elements by notebook", "References"]),
        ("cartography", ["The map", "What is meant by it: competing definitions", "Its neighbours", "Open questions"]),
        ("cartography", ["Names in four languages", "Index", "References"]),
        ("interviews", ["The questionnaire", "Who was heard", "The balance and its gaps", "Voices by question"]),
        ("interviews", ["Voices by theme", "What practitioners say that no notebook says", "References"]),
        (
            "indicators",
            ["What can be measured, and what nothing measures", "Gaps, both ways", "What is to be measured"],
        ),
        *(
            (
                f"workshop-{number}",
                [
                    "The question",
                    "What the preparatory paper put forward",
                    "The meeting and its report",
                    "What was agreed",
                    "Where opinions parted",
                    "What the notebooks bring to it",
                    "What goes into the synthesis",
                ],
            )
            for number in (1, 2, 3, 4)
        ),
        ("workshops-and-interviews", ["Where they meet and where they miss each other", "Agreed in the workshops"]),
        (
            "work-plan",
            ["Goals", "Activities in time", "Where the activities stand", "Meetings", "References", "Colophon"],
        ),
    ],
)
def test_each_publication_has_its_own_structure(shipped: Built, slug: str, wanted: list[str]) -> None:
    found = headings(page(shipped, slug))
    places = [found.index(heading) for heading in wanted]
    assert places == sorted(places)


def test_no_heading_is_followed_by_nothing(shipped: Built) -> None:
    for path in shipped.publications("html"):
        text = path.read_text(encoding="utf-8")
        empty = re.findall(r"(<h([2345])[^>]*>[^<]*)</h\2>\s*(?:</section>\s*)*<h([12345])", text)
        wrong = [heading for heading, level, following in empty if int(following) <= int(level)]
        assert wrong == [], path.name


def test_a_theme_shows_only_definitions_of_itself(shipped: Built) -> None:
    text = page(shipped, "cartography")
    empowerment = text.split('id="empowerment"')[-1].split('id="democracy"')[0]
    assert "Empowerment is neither a loan nor a course" in unescape(empowerment)
    assert "Chamamos conflito" not in empowerment.split("Open questions")[0]


def test_a_conclusion_on_several_themes_stands_once_and_is_pointed_to(shipped: Built) -> None:
    text = unescape(re.sub(r"<[^>]*>", "", page(shipped, "workshops-and-interviews").split("<main")[-1]))
    assert text.count("Some want to grow until a quarter of all jobs") == 1
    assert "conclusions given above bear on this theme too:" in text


def test_the_talk_around_a_list_of_proposals_is_no_proposal(shipped: Built) -> None:
    text = unescape(page(shipped, "workshop-2"))
    proposed = text.split('id="proposals"')[-1].split('id="elements"')[0]
    assert "W2.06" in proposed and "A small table sums up" not in proposed
    assert "it is not a report of the real workshop" not in text.split('id="agreements"')[-1].split("<footer")[0]


def test_votes_are_shown_with_their_interval(shipped: Built) -> None:
    shown = r'\d+% of \d+ votes <span class="interval">\[\d+–\d+%\]</span>'
    assert re.search(shown, page(shipped, "vision-elements"))
    assert re.search(shown, page(shipped, "synthesis"))


def test_all_180_proposals_are_in_the_index_by_notebook(shipped: Built) -> None:
    index = page(shipped, "vision-elements").split('id="index"')[-1]
    assert set(re.findall(r"\b\d\d\.\d\d\b", index)) >= {f"{n:02}.{i:02}" for n in range(1, 16) for i in range(1, 13)}


def test_a_text_that_grew_beyond_its_pages_is_told_of_and_a_final_one_says_that_it_is_final(starter: Built) -> None:
    (starter.root / "config.yaml").write_text(
        "formats: [pdf, html]\npublications:\n  synthesis: {page_limit: 1, state: final}\n", encoding="utf-8"
    )
    starter.snakemake()
    [problem] = [one for one in starter.problems if one["code"] == "page-limit"]
    assert re.fullmatch(r"synthesis \(en\) has \d+ pages; at most 1 are allowed", problem["message"])
    assert problem["message"] in starter.output, "the run says so"
    [html] = starter.publications("html")
    assert "final version" in html.read_text(encoding="utf-8")


def test_a_macro_that_names_what_is_not_there_stops_with_file_and_line(starter: Built) -> None:
    (starter.root / "config.yaml").write_text("formats: [html]\npublications: [synthesis]\n", encoding="utf-8")
    narrative = starter.root / "sources" / "narrative" / "synthesis.en.md"
    narrative.parent.mkdir(parents=True, exist_ok=True)
    narrative.write_text('# One {#one}\n\nWords.\n\n{{ votes("99.99") }}\n', encoding="utf-8")
    starter.snakemake(accept_failure=True)
    assert "sources/narrative/synthesis.en.md:5: votes: nobody voted on '99.99'" in starter.output
