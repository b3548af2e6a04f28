"""The hand-written narrative: sections with their places, macros in braces, mistakes with file and line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import Markup

from made import Folder
from wsse_vision.publish import ast
from wsse_vision.publish.narrative import Narrative, NarrativeError, read_narrative

SHOWN = "sources/narrative/synthesis.en.md"


def fails(which: str) -> str:
    """Stand in for a macro that names something that is not there."""
    raise LookupError(f"no proposal has the number {which!r}")


MACROS: dict[str, Callable[..., Any]] = {
    "count": lambda what: 42,
    "quote": lambda which: Markup("*as it is*"),
    "says": lambda: "*plain*",
    "fails": fails,
}


def narrative(folder: Folder, content: str | bytes) -> Narrative:
    """Return a narrative with a few macros."""
    read = read_narrative(folder.write(SHOWN, content), SHOWN)
    read.macros = MACROS
    return read


def complaint(folder: Folder, content: str, section: str | None = None) -> str:
    """Return what is said about a narrative that cannot be used."""
    with pytest.raises(NarrativeError) as told:
        read = narrative(folder, content)
        read.section(section) if section else read.whole()
    return str(told.value)


def test_a_section_stands_below_its_heading(folder: Folder) -> None:
    read = narrative(folder, "# Introduction {#introduction}\n\nHello.\n\n## Below\n\n# Work {#work}\n\nMore.\n")
    assert list(read.sections) == ["introduction", "work"]
    assert read.section("introduction").strip() == "# Introduction {#introduction}\n\nHello.\n\n## Below"
    assert read.body("work").strip() == "More."
    assert (read.line_of("introduction"), read.line_of("work")) == (1, 7)


def test_a_section_that_nobody_wrote_is_empty(folder: Folder) -> None:
    assert narrative(folder, "# Introduction {#introduction}\n").section("closing") == ""
    assert read_narrative(folder.root / "missing.md", SHOWN).section("introduction") == ""


def test_a_section_that_no_template_asks_for_is_known(folder: Folder) -> None:
    read = narrative(folder, "# A {#a}\n# B {#b}\n# C {#c}\n")
    read.section("a")
    read.body("c")
    assert read.unused() == ["b"]
    read.whole()
    assert read.unused() == []


def test_an_id_given_twice_loses_no_text_in_silence(folder: Folder) -> None:
    try:
        read = narrative(folder, "# A {#a}\n\nFirst.\n\n# A again {#a}\n\nSecond.\n")
    except NarrativeError as told:
        assert f"{SHOWN}:5" in str(told)
    else:
        assert "First." in read.section("a") and "Second." in read.section("a")


@pytest.mark.parametrize(
    "content", ["Lost words.\n\n# A {#a}\n", "# A {#a}\n\n# No id\n\nLost words.\n", "# No id\nLost words."]
)
def test_text_that_has_no_place_is_not_lost_in_silence(folder: Folder, content: str) -> None:
    """Whatever the file says belongs to some section, so that ``unused`` can tell of it."""
    read = narrative(folder, content)
    assert any("Lost words." in source for _line, source in read.sections.values())


def test_a_macro_is_called_in_double_braces(folder: Folder) -> None:
    assert (
        narrative(folder, '{{ count("elements") }} elements, {{ quote("06.02") }}').whole().strip()
        == "42 elements, *as it is*"
    )


def test_what_a_macro_says_in_plain_words_is_escaped(folder: Folder) -> None:
    assert narrative(folder, "{{ says() }}").whole().strip() == r"\*plain\*"


def test_the_editors_own_markdown_is_left_as_it_is(folder: Folder) -> None:
    assert narrative(folder, "*Strong* [@key] {#id} {*not shown*}").whole().strip() == "*Strong* [@key] {#id}"


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ('One.\n\n{{ fails("99.99") }}\n', 3, "no proposal has the number '99.99'"),
        ('{{ fails(\n"99.99") }}\n', 1, "no proposal"),
        ("One.\nTwo {{ cuont() }}\n", 2, "'cuont' is undefined"),
        ("One.\n\n{{ count( }}\n", 3, ""),
        ("One.\n{{ count('a' }}\n", 2, ""),
        ("One.\n{% endfor %}\n", 2, ""),
        ("One.\nTwo.\n{{ count() }}\n", 3, "what"),
        ("One.\n{{ 1 / 0 }}\n", 2, ""),
        ("One.\n{{ count('a').b }}\n", 2, ""),
    ],
)
def test_a_mistake_is_told_with_file_and_line(folder: Folder, content: str, line: int, what: str) -> None:
    told = complaint(folder, content)
    assert told.startswith(f"{SHOWN}:{line}: ") and "\n" not in told
    assert what in told


def test_the_line_is_that_of_the_file_also_within_a_section(folder: Folder) -> None:
    content = '# A {#a}\n\nText.\n\n# B {#b}\n\nText.\n\n{{ fails("1") }}\n'
    assert complaint(folder, content, "b").startswith(f"{SHOWN}:9: ")
    with pytest.raises(NarrativeError, match=f"^{SHOWN}:9: "):
        narrative(folder, content).body("b")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ count.__globals__ }}",
        "{{ count.__init__.__globals__['os'].system('true') }}",
        "{{ (count | attr('__globals__')) }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__['os'] }}",
        "{{ '{0.__class__}'.format(count) }}",
        "{{ ('{0.__class__.__mro__}' | format(1)).__class__ }}",
        "{% for i in range(999999999) %}x{% endfor %}",
    ],
)
def test_the_sandbox_lets_nobody_out(folder: Folder, attack: str) -> None:
    assert complaint(folder, f"One.\n{attack}\n").startswith(f"{SHOWN}:2: ")


@pytest.mark.parametrize("attack", ["{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{% extends 'x' %}"])
def test_a_narrative_reads_no_other_file(folder: Folder, attack: str) -> None:
    assert complaint(folder, f"{attack}\n").startswith(f"{SHOWN}:1: ")


def test_a_byte_order_mark_hides_no_heading(folder: Folder) -> None:
    assert list(narrative(folder, b"\xef\xbb\xbf# A {#a}\n").sections) == ["a"]


def test_a_narrative_that_is_no_utf8_is_told_and_no_crash(folder: Folder) -> None:
    with pytest.raises(NarrativeError, match=SHOWN):
        narrative(folder, "# Économie {#a}\n".encode("latin-1"))


def test_a_text_in_another_language_is_marked_and_the_reader_told_once(
    folder: Folder, read_markdown: Callable[[str], list[ast.Node]]
) -> None:
    read = narrative(
        folder, '# One {#one}\n\nHello {{ count("x") }}.\n\n## Two\n\n- a\n- b\n\n# Three {#three}\n\nBye.\n'
    )
    read.foreign("en", "Pas encore traduit.")
    blocks = read_markdown(read.section("one") + read.section("three"))
    kinds = [(block["t"], *ast.attributes(block).values()) for block in blocks if block["t"] == "Div"]
    assert kinds == [("Div",), ("Div", "en"), ("Div", "en"), ("Div", "en")]
    assert "Pas encore traduit." in ast.plain(blocks[0])
    headings = [block for block in blocks if block["t"] == "Header"]
    found = [(h["c"][0], h["c"][1][0], ast.plain(h)) for h in headings]
    assert found == [(1, "one", "One"), (2, "two", "Two"), (1, "three", "Three")]
    assert all(ast.attributes(h["c"][2][0]) == {"lang": "en"} for h in headings)
