"""Work plan, questionnaire and indicators: read as people write them, mistakes told with their line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from made import Folder
from wsse_vision.handwritten import or_default
from wsse_vision.model import HandwrittenError
from wsse_vision.sources.indicators import Indicators, read_indicators
from wsse_vision.sources.questionnaire import Questionnaire, read_questionnaire
from wsse_vision.sources.workplan import Workplan, read_workplan

READERS = {"workplan.yaml": read_workplan, "questionnaire.yaml": read_questionnaire, "indicators.yaml": read_indicators}


def mistakes_of(folder: Folder, name: str, content: str | bytes) -> list[str]:
    """Return what is said about a file with this content."""
    path = folder.write(f"sources/{name}", content)
    with pytest.raises(HandwrittenError) as told:
        READERS[name](path)
    return told.value.mistakes


@pytest.mark.parametrize(
    ("reader", "empty"),
    [(read_workplan, Workplan()), (read_questionnaire, Questionnaire()), (read_indicators, Indicators())],
)
def test_a_project_may_do_without(folder: Folder, reader: Callable[[Path], Any], empty: object) -> None:
    assert reader(folder.root / "sources" / "missing.yaml") == empty
    assert reader(folder.write("sources/some.yaml", "# nothing yet\n")) == empty


@pytest.mark.parametrize("name", READERS)
def test_an_unknown_key_is_told_with_its_file_and_line(folder: Folder, name: str) -> None:
    [told] = mistakes_of(folder, name, "# a remark\nactivites: []\n")
    assert told.startswith(f"sources/{name}:2: activites: unknown key")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("content", [b"- a\n", b"a: [\n", b"\xe9", b"a: 1\na: 2\n", b"!!python/name:os.system"])
def test_a_file_that_is_none_is_told_in_one_line(folder: Folder, name: str, content: bytes) -> None:
    [told] = mistakes_of(folder, name, content)
    assert told.startswith(f"sources/{name}:") and "\n" not in told


def test_a_file_with_mistakes_counts_as_empty_where_it_is_used(folder: Folder) -> None:
    path = folder.write("sources/workplan.yaml", "activites: []\n")
    assert or_default(read_workplan, path, Workplan()) == Workplan()


def test_a_plan_with_its_activities(folder: Folder) -> None:
    path = folder.write(
        "sources/workplan.yaml",
        """
        title: The plan
        specific_goals:
          - {id: A, text: To distinguish values from practices}
        activities:
          - id: 2.1
            group: Workshops
            title: First workshop
            deadline: Sept. 2004 to May 2005
            deadlines: [{date: 2004-09, until: 2005-05-31}]
            publications: [workshop-1]
          - {id: 6, group: Cofunding, title: Cofunding, ongoing: true}
        """,
    )
    plan = read_workplan(path)
    assert [a.id for a in plan.activities] == ["2.1", "6"]
    assert (plan.activities[0].deadlines[0].date, plan.activities[0].deadlines[0].until) == ("2004-09", "2005-05-31")
    assert plan.activities[0].state == "planned"


@pytest.mark.parametrize("date", ["someday", "'2004-13'", "'2004-00'", "'2005-02-31'", "2004-9"])
def test_a_deadline_that_is_no_date_is_told(folder: Folder, date: str) -> None:
    content = f"activities:\n  - id: a\n    group: g\n    title: t\n    deadlines:\n      - date: {date}\n"
    [told] = mistakes_of(folder, "workplan.yaml", content)
    assert told.startswith("sources/workplan.yaml:6: activities.0.deadlines.0.date: ")


def test_an_activity_answered_by_an_unknown_publication_is_told_with_the_known_ones(folder: Folder) -> None:
    [told] = mistakes_of(
        folder, "workplan.yaml", "activities:\n- {id: a, group: g, title: t, publications: [sinthesis]}\n"
    )
    assert told.startswith("sources/workplan.yaml:2: ")
    assert "unknown publication sinthesis" in told and "work-plan" in told


def test_an_activity_without_a_title_is_told(folder: Folder) -> None:
    [told] = mistakes_of(folder, "workplan.yaml", "activities:\n- id: a\n  group: g\n")
    assert told == "sources/workplan.yaml:2: activities.0.title: is missing"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("workplan.yaml", "activities:\n- {id: a, group: g, title: t}\n- {id: a, group: g, title: t}\n"),
        ("questionnaire.yaml", "questions:\n- {id: a, text: {en: A}}\n- {id: a, text: {en: B}}\n"),
        (
            "indicators.yaml",
            "indicators:\n- {id: a, name: A, themes: [], type: result}\n- {id: a, name: B, themes: [], type: result}\n",
        ),
    ],
)
def test_an_id_given_twice_is_told(folder: Folder, name: str, content: str) -> None:
    [told] = mistakes_of(folder, name, content)
    assert "a is given twice" in told


def test_a_question_is_asked_in_the_languages_we_know(folder: Folder) -> None:
    path = folder.write(
        "sources/questionnaire.yaml", "questions:\n- {id: q1, themes: [work], text: {en: What?, fr: Quoi ?}}\n"
    )
    assert read_questionnaire(path).questions[0].text == {"en": "What?", "fr": "Quoi ?"}
    [told] = mistakes_of(folder, "questionnaire.yaml", "questions:\n- id: q1\n  text: {de: Was?}\n")
    assert told.startswith("sources/questionnaire.yaml:3: ")
    assert "'en', 'fr', 'es', 'pt'" in told


def test_an_indicator_named_in_plain_words_is_named_in_english(folder: Folder) -> None:
    path = folder.write(
        "sources/indicators.yaml",
        """
        indicators:
          - {id: grain, name: Months of grain, themes: [work], type: result, how: Count the months.}
          - {id: trust, name: {fr: Confiance}, themes: [debt], type: perception}
        """,
    )
    grain, trust = read_indicators(path).indicators
    assert (grain.name, grain.how) == ({"en": "Months of grain"}, {"en": "Count the months."})
    assert (trust.name, trust.how) == ({"fr": "Confiance"}, {})


def test_an_indicator_of_no_known_type_is_told_with_the_types(folder: Folder) -> None:
    [told] = mistakes_of(folder, "indicators.yaml", "indicators:\n- {id: a, name: A, themes: [], type: output}\n")
    assert "'process', 'result', 'perception', 'context'" in told
