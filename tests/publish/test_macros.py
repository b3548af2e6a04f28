"""What the narrative can call: evidence by its number or its words, and never something that is not there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from made import Folder, Passage
from wsse_vision.join.evidence import Evidence
from wsse_vision.publish.figures.svg import Figure
from wsse_vision.publish.language import Words
from wsse_vision.publish.macros import Macros
from wsse_vision.publish.passages import Passages


@pytest.fixture
def macros(folder: Folder, passages: Passages) -> Macros:
    """Macros over two notebooks, an internal interview and one vote."""
    folder.document(
        "06-money",
        "notebook",
        Passage("We propose a box with three locks.", "proposal", ["debt"], label="06.02"),
        Passage("The box has a lid of wood.", "practice", ["work"]),
        Passage("Debt is the time that is owed.", "definition", ["debt"]),
        Passage("A turn is what a debt becomes among neighbours.", "definition", ["debt"]),
    )
    folder.document("07-debt", "notebook", Passage("La dette est une promesse.", "definition", ["debt"]), language="fr")
    folder.document("heard", "interview", "Nobody may read this.", consent="internal", region="Asia", gender="man")
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n06.02,6,2,1,1\n")

    def draw(name: str, themes: Sequence[str] = ()) -> Figure:
        if name == "votes":
            return Figure(name, "<svg/>", f"Votes on {', '.join(themes) or 'all themes'}.", "Bars.")
        if name != "coverage":
            raise LookupError(f"figure: no figure is called {name!r}")
        return Figure(name, "<svg/>", "Who speaks.", "A table.")

    return Macros(folder.join(), passages, draw)


def test_a_quote_by_its_number_is_the_proposal_with_its_votes(macros: Macros) -> None:
    shown = macros.quote("06.02")
    assert "We propose a box with three locks" in shown.replace("\\", "")
    assert 'votes="6 2 1 1"' in shown and "[@{06-money}]" in shown


def test_a_quote_by_its_words_is_the_one_that_contains_them(macros: Macros) -> None:
    assert "lid of wood" in macros.quote("06-money", "lid of  wood")


def test_definitions_of_a_theme_stand_side_by_side(macros: Macros) -> None:
    shown = macros.definition("debt")
    assert "[@{06-money}]" in shown and "[@{07-debt}]" in shown
    assert "among neighbours" not in shown, "it speaks of debt and defines a turn"


def test_the_foremost_elements_of_a_theme_and_a_kind(macros: Macros) -> None:
    assert macros.elements("work", "practice").count("::: {.quote .practice") == 1
    assert macros.elements(kind="definition", limit=1).count(".definition") == 1


def test_votes_in_words(macros: Macros) -> None:
    assert macros.votes("06.02") == r"70\% of 10 votes [\[40–89\%\]]{.interval}"


@pytest.mark.parametrize(
    ("what", "number"),
    [
        ("elements", 5),
        ("sources", 2),
        ("interviews", 1),
        ("languages", 2),
        ("themes", 3),
        ("indicators", 0),
        ("notebooks", 2),
        ("findhorn", 0),
        ("proposals", 1),
    ],
)
def test_everything_can_be_counted(macros: Macros, what: str, number: int) -> None:
    assert macros.count(what) == number


def test_elements_can_be_counted_by_theme_and_kind(macros: Macros) -> None:
    assert macros.count("elements", theme="debt") == 4
    assert macros.count("elements", theme="debt", kind="definition") == 3


def test_a_figure_by_its_name(macros: Macros) -> None:
    assert ".drawing #fig-coverage" in macros.figure("coverage")


def test_the_votes_can_be_those_on_one_theme(macros: Macros) -> None:
    assert "Votes on all themes" in macros.figure("votes")
    assert "Votes on debt" in macros.figure("votes", "debt")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("quote", "99.99"), "no proposal has the number '99.99'"),
        (("quote", "unknown", "box"), "no source 'unknown' that may be quoted"),
        (("quote", "heard", "Nobody"), "no source 'heard' that may be quoted"),
        (("quote", "06-money", "not said"), "no elements of '06-money' contain 'not said'"),
        (("quote", "06-money", "box"), "2 elements of '06-money' contain 'box'"),
        (("definition", "work"), "no source defines 'work'"),
        (("definition", "wrok"), "'wrok' is no theme of the codebook"),
        (("elements", "education"), "none for theme 'education'"),
        (("elements", "work", "practise"), "'practise' is no kind; kinds are value, practice"),
        (("votes", "06.03"), "nobody voted on '06.03'"),
        (("count", "sorces"), "'sorces' is not counted; choose elements"),
        (("figure", "map"), "no figure is called 'map'"),
        (("figure", "votes", "dept"), "'dept' is no theme of the codebook"),
    ],
)
def test_a_macro_that_names_what_is_not_there_says_so(macros: Macros, call: tuple[str, ...], told: str) -> None:
    name, *arguments = call
    with pytest.raises(LookupError) as error:
        macros.all()[name](*arguments)
    assert told in str(error.value)


def test_the_narrative_can_call_every_macro_that_is_told_of(macros: Macros) -> None:
    assert set(macros.all()) == {"quote", "definition", "elements", "votes", "count", "figure"}


def test_what_is_only_hidden_is_said_to_be_hidden(folder: Folder, passages: Passages) -> None:
    folder.document("06-money", "notebook", Passage("We propose a box.", "proposal", ["debt"], label="06.02"))
    folder.join()
    hidden = Evidence(folder.project.outputs / "evidence" / "evidence.sqlite", unreviewed=False)
    with pytest.raises(LookupError, match=r"'06\.02' among what reviewers accepted"):
        Macros(hidden, passages, lambda name: Figure(name, "", "", "")).quote("06.02")


def test_the_narrative_writes_numbers_as_its_language_does(folder: Folder) -> None:
    passages = Passages({}, Words("fr"))
    told = Macros(
        folder.join(), passages, lambda name: Figure(name, "", "", ""), lambda n: Words("fr").number(n + 1709)
    )
    assert told.all()["count"]("sources") == "1\u202f709"
