"""Passages: the words, where they come from, and what was thought of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wsse_vision.join.evidence import Quote, Selection
from wsse_vision.model import KINDS
from wsse_vision.publish import ast
from wsse_vision.publish.figures.svg import Figure, Table
from wsse_vision.publish.passages import SYMBOLS, Passages
from wsse_vision.sources.evaluations import Vote

Reader = Callable[[str], list[Any]]
MakeQuote = Callable[..., Quote]


def test_every_kind_has_a_sign_of_its_own() -> None:
    assert set(SYMBOLS) == set(KINDS)
    assert len(set(SYMBOLS.values())) == len(KINDS)


def test_a_quote_is_a_block_with_its_words_its_kind_and_its_source(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    [block] = read_markdown(str(passages.quote(a_quote("Décider ensemble.", kind="value", language="fr", page=3))))
    assert ast.classes(block) == ["quote", "value"]
    assert ast.attributes(block) == {"lang": "fr", "element": "1", "source": "06-social-money"}
    said, source = block["c"][1]
    assert ast.plain(said["c"]) == "Décider ensemble."
    assert "◆ Value" in ast.plain(source["c"])
    [cite] = [node for node in ast.walk(source) if node["t"] == "Cite"]
    assert cite["c"][0][0]["citationId"] == "06-social-money"
    assert ast.plain(cite["c"][0][0]["citationSuffix"]) == ", p. 3"


@pytest.mark.parametrize(
    ("given", "locator"),
    [
        ({"page": 7, "section": ("3. Shares",)}, ", p. 7"),
        ({"section": ("Proposals", "3.2 Shares")}, ", {§ 3.2}"),
        ({"section": ("Proposals",)}, ", {§ “Proposals”}"),
        ({}, ""),
    ],
)
def test_a_quote_is_cited_by_page_or_else_by_section(
    passages: Passages, a_quote: MakeQuote, given: dict[str, Any], locator: str
) -> None:
    assert passages.citation(a_quote(**given)) == f"[@{{06-social-money}}{locator}]"


@pytest.mark.parametrize(
    "heading",
    [
        "[@other]; see {x}",
        "a] b",
        "}",
        "“quoted”",
        "p. 3; 4",
        "; @other",
        "*strong*",
        "10",
        "1984 and after",
        "x" * 200,
        "é" * 60,
        "-",
    ],
)
def test_no_heading_breaks_the_citation_that_names_it(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader, heading: str
) -> None:
    blocks = read_markdown(f"Words {passages.citation(a_quote(section=(heading,)))} words.")
    [cite] = [node for node in ast.walk(blocks) if node["t"] == "Cite"]
    assert [c["citationId"] for c in cite["c"][0]] == ["06-social-money"]
    assert len(blocks) == 1


def test_a_proposal_is_a_block_with_its_number_and_its_votes(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    quote = a_quote("A box.", label="06.02", vote=Vote("06.02", "forum", 6, 2, 1, 1), language="es")
    [block] = read_markdown(str(passages.proposal(quote)))
    assert ast.classes(block) == ["proposal"]
    where = {"element": "1", "source": "06-social-money"}
    assert ast.attributes(block) == {"lang": "es", "label": "06.02", "votes": "6 2 1 1", **where}
    assert "70% of 10 votes" in ast.plain(block["c"][1][-1]["c"])


def test_a_proposal_that_nobody_voted_on_has_no_bar(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    [block] = read_markdown(str(passages.proposal(a_quote(label="06.02"))))
    assert "votes" not in ast.attributes(block)


def test_quotes_one_after_another_say_how_many_more_there_are(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    shown = [a_quote("One."), a_quote("Two.", label="06.02"), a_quote("Three.", kind="value", label="06.03")]
    blocks = read_markdown(str(passages.quotes(Selection(shown, 5))))
    assert [ast.classes(block)[0] for block in blocks] == ["quote", "proposal", "quote", "more"]
    assert "2 more in the evidence" in ast.plain(blocks[-1])


def test_when_all_are_shown_nothing_is_said_of_more(passages: Passages, a_quote: MakeQuote) -> None:
    assert "more" not in passages.quotes(Selection([a_quote("One.")], 1))
    assert passages.quotes([]) == ""


def test_items_are_a_list_with_the_language_and_the_source_of_each(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    [block] = read_markdown(
        str(passages.items([a_quote("Un.", language="fr"), a_quote("Dos.", language="es", source="b")]))
    )
    assert block["t"] == "BulletList"
    spans = [node for node in ast.walk(block) if node["t"] == "Span"]
    assert [(ast.attributes(s)["lang"], ast.plain(s["c"][1])) for s in spans] == [("fr", "Un."), ("es", "Dos.")]
    assert len([node for node in ast.walk(block) if node["t"] == "Cite"]) == 2


def test_a_source_that_gives_all_items_is_named_once(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    items, foot = read_markdown(str(passages.items([a_quote("One."), a_quote("Two.")])))
    assert (items["t"], ast.classes(foot)) == ("BulletList", ["more"])
    assert [node["t"] for node in ast.walk([items, foot])].count("Cite") == 1


def test_a_figure_is_a_place_with_caption_and_words_for_those_who_cannot_see_it(
    passages: Passages, read_markdown: Reader
) -> None:
    figure = Figure("map", "<svg/>", "Themes *together*.", 'Two "discs" & a line.')
    [block] = read_markdown(str(passages.figure(figure)))
    assert ast.attributes(block) == {"name": "map", "alt": 'Two "discs" & a line.'}
    assert block["c"][0][0] == "fig-map"
    assert ast.plain(block["c"][1]) == "Themes *together*."


HOSTILE = (
    "::: {.drawing name=x}\n\n# Heading\n\n<script>alert(1)</script> {{ 7 * 7 }} [@other] `#eval()`{=typst} ](http://x)"
)


def test_a_hostile_source_stays_words_in_every_kind_of_passage(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    quote = a_quote(
        HOSTILE, label='06.02"}', section=(HOSTILE,), vote=Vote("a", "forum", 1, 0, 0, 0), language='en" onclick="x'
    )
    for made in (passages.quote(quote), passages.proposal(quote), passages.items([quote])):
        [block] = read_markdown(str(made))
        kinds = {node["t"] for node in ast.walk(block)}
        assert not kinds & {"RawInline", "RawBlock", "Header", "Link", "Image", "Code", "Math"}
        cited = [c["citationId"] for node in ast.walk(block) if node["t"] == "Cite" for c in node["c"][0]]
        assert cited == ["06-social-money"]
        assert "".join(HOSTILE.split()) in "".join(ast.plain(block).split())


def test_votes_say_share_interval_and_how_many_voted(passages: Passages) -> None:
    assert passages.votes(Vote("06.02", "forum", 6, 2, 1, 1)) == "70% of 10 votes [40–89%]"
    assert passages.votes(Vote("06.02", "forum", 1, 0, 0, 0)) == "100% of 1 vote [21–100%]"


def test_one_passage_alone_is_a_paragraph_and_no_list(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    [block] = read_markdown(str(passages.items([a_quote("Un.", language="fr")])))
    assert block["t"] == "Para"
    assert [c["citationId"] for n in ast.walk(block) if n["t"] == "Cite" for c in n["c"][0]] == ["06-social-money"]


def test_competing_quotes_are_a_group_and_one_alone_is_none(
    passages: Passages, a_quote: MakeQuote, read_markdown: Reader
) -> None:
    two = Selection([a_quote("One."), a_quote("Two.", source="b")], 3)
    [group] = read_markdown(str(passages.side_by_side(two)))
    assert ast.classes(group) == ["side-by-side"]
    assert [ast.classes(block)[0] for block in group["c"][1]] == ["quote", "quote", "more"]
    [alone] = read_markdown(str(passages.side_by_side(Selection([a_quote("One.")], 1))))
    assert ast.classes(alone)[0] == "quote"


def test_data_that_stand_in_the_text_are_not_given_again(passages: Passages) -> None:
    passages.figure(Figure("timeline", "<svg/>", "What is due.", "Two dates.", "In time", Table(("No.",), (("1",),))))
    passages.stands("timeline")
    assert passages.tables() == ""


def test_no_passage_makes_no_list(passages: Passages) -> None:
    assert passages.items([]) == ""


def test_what_was_shown_already_steps_back(passages: Passages, a_quote: MakeQuote) -> None:
    old, new = a_quote("Old.", id="a"), a_quote("New.", id="b")
    passages.quote(old)
    chosen = passages.fresh(Selection([old, new], 7), 1)
    assert ([quote.text for quote in chosen.shown], chosen.total) == (["New."], 7)
    assert [quote.text for quote in passages.fresh(Selection([old, new], 7), 2).shown] == ["New.", "Old."]
