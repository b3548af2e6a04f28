"""What comes from a source is text: it goes through Jinja and pandoc and comes out as the words it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from made import Folder
from wsse_vision.publish import ast
from wsse_vision.publish.language import Words
from wsse_vision.publish.markdown import READER, anchor, attribute, environment, text
from wsse_vision.publish.pandoc import run_pandoc


def blocks_of(markdown: str) -> list[Any]:
    """Return what pandoc reads."""
    blocks: list[Any] = json.loads(run_pandoc(["-f", READER, "-t", "json"], markdown.encode()))["blocks"]
    return blocks


def squeezed(words: str) -> str:
    """Return words without white space."""
    return "".join(words.split())


# Ingest lets no control characters through, see ingest/canonical.
WORDS = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"])
    | st.sampled_from("*_`[](){}<>#+-.!|~^$@\\:;\"'&/=1a \n\t"),
    min_size=1,
)
WORDS = WORDS.filter(lambda words: squeezed(words) != "")

INLINE = {"Str", "Space", "SoftBreak"}


@given(st.lists(WORDS, min_size=1, max_size=12))
@settings(max_examples=60)
def test_any_words_come_out_as_they_went_in(texts: list[str]) -> None:
    blocks = blocks_of("\n\n".join(str(text(words)) for words in texts))
    assert [block["t"] for block in blocks] == ["Para"] * len(texts)
    assert {node["t"] for block in blocks for node in ast.walk(block["c"])} <= INLINE
    assert [squeezed(ast.plain(block["c"])) for block in blocks] == [squeezed(words) for words in texts]


@given(st.lists(WORDS, min_size=1, max_size=12))
@settings(max_examples=40)
def test_also_in_a_list_a_heading_a_span_and_a_table(texts: list[str]) -> None:
    shapes = ("-   {}\n", "# {}\n", "words [{}]{{.kind}} words\n", "::: quote\n{}\n:::\n", "| a |\n|---|\n| {} |\n")
    for shape in shapes:
        blocks = blocks_of("\n\nBetween.\n\n".join(shape.format(text(words)) for words in texts[:3]))
        said = squeezed(ast.plain(blocks))
        for words in texts[:3]:
            assert squeezed(words) in said
        assert not {node["t"] for node in ast.walk(blocks)} & {
            "RawInline",
            "RawBlock",
            "Link",
            "Image",
            "Cite",
            "Math",
            "Code",
            "Note",
        }


@pytest.mark.parametrize(
    "words",
    [
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "{# comment #}",
        "{* comment *}",
        "<script>alert(1)</script>",
        "<!-- hidden -->",
        "&lt;b&gt; &amp; &#60;",
        "[a](javascript:alert(1))",
        "![a](http://x/y.png)",
        "\\input{/etc/passwd}",
        "$x^2$",
        "`#eval(1)`{=typst}",
        "```{=html}\n<b>\n```",
        '#import "x"',
        "[@key, p. 3]",
        "@key",
        "^[note]",
        "[^1]",
        "::: {.drawing name=x}",
        ":::",
        "# Heading",
        "1. one",
        "(1) one",
        "- item",
        "+ item",
        "* item",
        "> quote",
        "| a | b |",
        "---",
        "***",
        "term\n:   definition",
        "a\\\nb",
        "    indented",
        "~~gone~~ H~2~O x^2^",
        "http://example.org <http://example.org>",
        "*strong* _weak_ **both**",
        "% title",
        "---\ntitle: x\n---",
        "Mr. and No. 5",
        'it\'s "quoted" -- and --- so... on',
        "☐ ☒ [ ] [x]",
        "\u00a0no\u2009break\u3000",
        "a\u2028b\u2029c",
    ],
)
def test_markup_in_a_source_stays_text(words: str) -> None:
    [block] = blocks_of(str(text(words)))
    assert block["t"] == "Para"
    assert {node["t"] for node in ast.walk(block["c"])} <= INLINE
    assert squeezed(ast.plain(block["c"])) == squeezed(words)


def test_what_is_escaped_already_is_not_escaped_again() -> None:
    assert text(Markup("*strong*")) == "*strong*"
    assert text(text("*strong*")) == text("*strong*") == r"\*strong\*"


def template(folder: Folder, source: str, **values: object) -> str:
    """Render a template of the project with some values."""
    folder.write("templates/some.md.j2", source)
    return environment(folder.project, Words()).get_template("some.md.j2").render(**values)


def test_a_template_prints_text_and_never_markup(folder: Folder) -> None:
    assert template(folder, "**{{ words }}**", words="*a*") == r"**\*a\***"


def test_a_template_in_a_text_is_not_run(folder: Folder) -> None:
    assert (
        blocks_of(template(folder, "{{ words }}", words="{{ 7 * 7 }}"))[0]["c"]
        == blocks_of(r"\{\{ 7 \* 7 \}\}")[0]["c"]
    )


def test_a_filter_or_a_join_does_not_undo_the_escaping(folder: Folder) -> None:
    shown = template(
        folder,
        "{{ words | join(', ') }} {{ words[0] | upper }} {{ '%s' | format(words[0]) }} {{ words[0] ~ 'b' }}",
        words=["*a*"],
    )
    assert "*" not in shown.replace(r"\*", "")


def test_nothing_is_printed_for_none_and_an_unknown_name_is_no_blank(folder: Folder) -> None:
    from jinja2 import UndefinedError

    assert template(folder, "a{{ nothing }}b", nothing=None) == "ab"
    with pytest.raises(UndefinedError):
        template(folder, "{{ unknown }}")


def test_a_heading_may_have_an_id_where_jinja_would_see_a_comment(folder: Folder) -> None:
    assert template(folder, "# Work {#work}\n") == "# Work {#work}\n"


def test_a_projects_own_template_wins_over_the_shipped_one(folder: Folder) -> None:
    folder.write("templates/publications/synthesis.md.j2", "Ours")
    assert environment(folder.project, Words()).get_template("publications/synthesis.md.j2").render() == "Ours"
    assert environment(folder.project, Words()).get_template("publications/cartography.md.j2")


@given(st.lists(WORDS, min_size=1, max_size=8))
@settings(max_examples=60)
def test_any_value_fits_into_an_attribute(values: list[str]) -> None:
    blocks = blocks_of("\n".join(f"::: {{.quote name={attribute(value)}}}\nwords\n:::\n" for value in values))
    assert [block["t"] for block in blocks] == ["Div"] * len(values)
    assert [squeezed(ast.attributes(block)["name"]) for block in blocks] == [squeezed(value) for value in values]


@pytest.mark.parametrize("value", ["a &amp; b", "&lt;b&gt; &#60;", '\\n \\" \\', '"', "}", "a=b .c #d", "{{ 7 }}"])
def test_an_attribute_holds_what_it_was_given_to_the_letter(value: str) -> None:
    [block] = blocks_of(f"::: {{.quote name={attribute(value)}}}\nwords\n:::\n")
    assert ast.attributes(block)["name"] == value


@given(st.text())
def test_an_anchor_is_letters_and_digits_joined_by_hyphens(value: str) -> None:
    made = str(anchor(value))
    assert made == made.strip("-").lower()
    assert all(c == "-" or (c.isascii() and c.isalnum()) for c in made)
