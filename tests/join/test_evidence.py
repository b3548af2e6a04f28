"""The dataset: what was coded in many documents, asked as one."""

from __future__ import annotations

import csv
import json
import sqlite3

import pytest

from made import Folder, Passage
from wsse_vision.join.evidence import Evidence
from wsse_vision.sources.evaluations import Vote

LONG = "Members of the cooperative decide together how the surplus of the year is shared"


def notebooks(folder: Folder, sizes: dict[str, int]) -> None:
    """Put notebooks with so many proposals on work each into the folder."""
    for name, size in sizes.items():
        folder.document(name, "notebook", *(Passage(f"{LONG}, says {name} for the {i}th time.") for i in range(size)))


def test_quotes_are_spread_over_sources_before_any_source_speaks_twice(folder: Folder) -> None:
    notebooks(folder, {"talkative": 6, "terse": 1, "brief": 2})
    shown = folder.join().quotes(limit=5).shown
    assert {q.source for q in shown[:3]} == {"talkative", "terse", "brief"}
    assert sorted(q.source for q in shown[3:]) == ["brief", "talkative"]


def test_a_selection_says_how_many_more_there_are(folder: Folder) -> None:
    notebooks(folder, {"a": 6, "b": 3})
    selection = folder.join().quotes(limit=4)
    assert (len(selection.shown), selection.total, selection.more) == (4, 9, 5)


def test_without_a_limit_everything_is_shown(folder: Folder) -> None:
    notebooks(folder, {"a": 6, "b": 3})
    selection = folder.join().quotes()
    assert (len(selection.shown), selection.more) == (9, 0)


def test_more_can_be_asked_for_than_is_kept_in_memory(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wsse_vision.join.evidence._KNOWN", 2)
    folder.document("a", "notebook", *(Passage(f"Sentence {number}.", themes=["work"]) for number in range(7)))
    assert len(folder.join().quotes(theme="work").shown) == 7


def test_a_limit_of_nought_shows_nothing_and_counts_all(folder: Folder) -> None:
    notebooks(folder, {"a": 6})
    selection = folder.join().quotes(limit=0)
    assert (selection.shown, selection.total, bool(selection)) == ([], 6, False)


def test_the_foremost_quote_of_a_source_comes_first(folder: Folder) -> None:
    folder.document(
        "a", "notebook", Passage(f"{LONG} in a weak way.", score=0.3), Passage(f"{LONG} in a strong way.", score=0.9)
    )
    assert folder.join().quotes(limit=1).shown[0].text.endswith("strong way.")


def test_all_conditions_hold_at_once(folder: Folder) -> None:
    folder.document(
        "a",
        "notebook",
        Passage(f"{LONG}, one.", "value", ["debt"]),
        Passage(f"{LONG}, two.", "value", ["work"]),
        Passage(f"{LONG}, three.", "critique", ["debt"]),
    )
    folder.document("b", "findhorn", Passage(f"{LONG}, four.", "value", ["debt", "work"]))
    evidence = folder.join()

    def found(**conditions: object) -> list[str]:
        return sorted(q.text.rsplit(" ", 1)[1] for q in evidence.quotes(**conditions).shown)  # type: ignore[arg-type]

    assert found(theme="debt", kinds=["value"]) == ["four.", "one."]
    assert found(theme="debt", kinds=["value"], source_kinds=["notebook"]) == ["one."]
    assert found(kinds=["value", "critique"], source="a") == ["one.", "three.", "two."]
    assert found(theme="education") == []


def test_a_quote_knows_where_it_comes_from(folder: Folder) -> None:
    passage = Passage(
        f"{LONG}.", "proposal", ["debt", "work"], label="06.02", section=["Proposals", "3 Shares"], page=4
    )
    folder.document("a", "notebook", passage, language="fr")
    [quote] = folder.join().quotes().shown
    assert (quote.text, quote.source, quote.source_kind, quote.language) == (f"{LONG}.", "a", "notebook", "fr")
    assert (quote.page, quote.label, quote.section, quote.themes) == (
        4,
        "06.02",
        ("Proposals", "3 Shares"),
        ("debt", "work"),
    )


def test_quotes_of_one_source_can_be_had_in_their_order(folder: Folder) -> None:
    folder.document(
        "a", "notebook", Passage("Last.", score=0.1), Passage("First.", score=0.9), Passage("Middle.", score=0.5)
    )
    assert [q.text for q in folder.join().in_order("a")] == ["Last.", "First.", "Middle."]


def test_a_quote_is_found_by_words_that_it_contains_white_space_aside(folder: Folder) -> None:
    folder.document("a", "notebook", "The box has\nthree  locks.", "The box has a lid.")
    evidence = folder.join()
    assert len(evidence.containing("a", "The box")) == 2
    assert [q.text for q in evidence.containing("a", "has three locks")] == ["The box has\nthree  locks."]
    assert evidence.containing("a", "has four locks") == []


def test_a_number_leads_to_the_notebooks_own_proposal(folder: Folder) -> None:
    folder.document("z-notebook", "notebook", Passage("We propose a box.", label="06.02"))
    folder.document("a-report", "findhorn", Passage("Proposal 06.02 was read out.", label="06.02"))
    evidence = folder.join()
    found = evidence.by_label("06.02")
    assert found is not None and found.source == "z-notebook"
    assert evidence.by_label("99.99") is None


def test_votes_join_the_proposal_they_were_cast_on(folder: Folder) -> None:
    folder.document(
        "a", "notebook", Passage("We propose a box.", label="06.02"), Passage("We propose a lid.", label="06.03")
    )
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n06.02,3,1,6,0\n77.77,1,0,0,0\n")
    evidence = folder.join()
    found = evidence.by_label("06.02")
    assert found is not None and found.vote == Vote("06.02", "forum", 3, 1, 6, 0)
    other = evidence.by_label("06.03")
    assert other is not None and other.vote is None
    assert [v.label for v in evidence.votes] == ["77.77", "06.02"], "best agreement first, also without its proposal"
    assert [q.label for q in evidence.contested()] == ["06.02"]
    assert evidence.contested("debt") == []


def test_votes_on_a_theme_are_those_on_proposals_about_it(folder: Folder) -> None:
    folder.document(
        "06-money",
        "notebook",
        Passage("We propose a box with three locks.", "proposal", ["debt"], label="06.02"),
        Passage("We propose a bench before the box.", "proposal", ["work"], label="06.03"),
    )
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n06.02,6,2,1,1\n06.03,9,0,0,0\n")
    folder.write("sources/evaluations/later.csv", "label,agree,half,disagree,unknown\n06.02,20,0,0,0\n77.77,1,0,0,0\n")
    evidence = folder.join()
    found = [(vote.label, vote.evaluation, quote and quote.label) for vote, quote in evidence.votes_on([])]
    assert found == [("06.02", "later", "06.02"), ("06.03", "forum", "06.03"), ("77.77", "later", None)]
    assert [quote and quote.text for _vote, quote in evidence.votes_on(["work"])] == [
        "We propose a bench before the box."
    ]


def test_of_several_evaluations_the_one_with_most_votes_is_shown_with_the_proposal(folder: Folder) -> None:
    folder.document("a", "notebook", Passage("We propose a box.", label="06.02"))
    folder.write("sources/evaluations/small.csv", "label,agree,half,disagree,unknown\n06.02,5,0,0,0\n")
    folder.write("sources/evaluations/large.csv", "label,agree,half,disagree,unknown\n06.02,4,9,9,9\n")
    found = folder.join().by_label("06.02")
    assert found is not None and found.vote is not None
    assert found.vote.evaluation == "large"


def test_a_contested_proposal_is_listed_once_however_often_it_was_voted_on(folder: Folder) -> None:
    folder.document("a", "notebook", Passage("We propose a box.", label="06.02"))
    for name in ("first", "second"):
        folder.write(f"sources/evaluations/{name}.csv", "label,agree,half,disagree,unknown\n06.02,3,1,6,0\n")
    assert [q.label for q in folder.join().contested()] == ["06.02"]


def interviews(folder: Folder) -> Evidence:
    """Join three interviews, one of each consent."""
    for consent, region in (("public", "Asia"), ("anonymous", "Asia"), ("internal", "Africa")):
        folder.document(
            f"interview-{consent}",
            "interview",
            Passage(f"{LONG}, said in {consent}."),
            consent=consent,
            region=region,
            gender="woman",
            title=f"An interview, {consent}",
        )
    return folder.join()


def test_an_internal_interview_is_counted_and_nothing_more(folder: Folder) -> None:
    evidence = interviews(folder)
    assert {s.id for s in evidence.sources} == {"interview-public", "interview-anonymous"}
    assert evidence.quotes().total == 2
    assert sorted(evidence.balance) == [
        ("anonymous", "Asia", "woman", 1),
        ("internal", "Africa", "woman", 1),
        ("public", "Asia", "woman", 1),
    ]


def test_no_file_of_the_dataset_holds_a_word_of_an_internal_interview(folder: Folder) -> None:
    interviews(folder)
    for path in (folder.project.outputs / "evidence").iterdir():
        content = path.read_bytes()
        assert b"said in internal" not in content and b"interview-internal" not in content, path.name
    assert b"said in anonymous" in (folder.project.outputs / "evidence" / "elements.csv").read_bytes()


def test_a_file_called_after_an_anonymous_person_appears_under_a_number(folder: Folder) -> None:
    folder.document("ana-lima", "interview", Passage(f"{LONG}."), consent="anonymous")
    folder.write("sources/interviews/ana-lima.md", "x")
    folder.write("sources/interviews/ana-lima.yaml", "consent: anonymous\nname: Ana Lima\n")
    [source] = folder.join().sources
    assert source.id.startswith("interview-") and "ana" not in source.id
    for path in (folder.project.outputs / "evidence").iterdir():
        assert b"ana-lima" not in path.read_bytes(), path.name


def test_an_interview_set_aside_is_listed_only_when_it_is_public(folder: Folder) -> None:
    for consent in ("public", "anonymous", "internal"):
        folder.set_aside.append(
            {
                "id": f"i-{consent}",
                "kind": "interview",
                "consent": consent,
                "title": None,
                "code": "no-text",
                "message": "has no text",
            }
        )
    assert [(s.id, s.state, s.reason) for s in folder.join().sources] == [("i-public", "no-text", "has no text")]


def test_an_answer_is_found_under_its_question(folder: Folder) -> None:
    folder.write("sources/questionnaire.yaml", "questions:\n- {id: q1, text: {en: Who owns what?}}\n")
    folder.document(
        "i",
        "interview",
        Passage("The boat is ours.", section=["Who owns what?"]),
        Passage("We rise early.", section=["A day"]),
        consent="public",
    )
    assert [q.text for q in folder.join().quotes(question="q1").shown] == ["The boat is ours."]


def test_where_a_report_lists_its_findings_the_talk_around_the_list_is_none(folder: Folder) -> None:
    section = ["Report", "Agreements"]
    folder.document(
        "report",
        "workshop",
        Passage("We are glad to have agreed.", None, section=section),
        Passage("No one should work without rest.", "value", section=section, role="item"),
        Passage("Canal", None, section=section, role="cell"),
        Passage("Some would grow, some would not.", None, section=["Report", "Disagreements"]),
        workshop=2,
        role="report",
    )
    evidence = folder.join()
    assert [q.text for q in evidence.findings(2, "agreements")] == ["No one should work without rest."]
    assert len(evidence.findings(2, "disagreements")) == 1


def test_a_workshop_concluded_what_stands_under_the_heading_for_it(folder: Folder) -> None:
    folder.document(
        "report",
        "workshop",
        Passage("Report", None),
        Passage("We met in May.", None, section=["Report"]),
        Passage("No one should work without rest.", "value", ["work"], section=["Report", "Agreements"]),
        Passage("Some would grow, some would not.", None, section=["Report", "Disagreements"]),
        workshop=2,
        role="report",
    )
    evidence = folder.join()
    assert [q.text for q in evidence.findings(2, "agreements")] == ["No one should work without rest."]
    assert [q.text for q in evidence.findings(2, "disagreements")] == ["Some would grow, some would not."]
    assert evidence.findings(1, "agreements") == []
    assert [q.source for q in evidence.findings_on("work", "agreements")] == ["report"]
    assert evidence.findings_on("debt", "agreements") == []


def test_a_theme_is_thin_until_three_sources_speak_of_it(folder: Folder) -> None:
    for name in "abc":
        folder.document(
            name,
            "notebook",
            Passage(f"{LONG}, {name * 9}.", "practice", themes=["work"] if name == "a" else ["work", "debt"]),
        )
    themes = {t.id: t for t in folder.join().themes}
    assert [(i, t.sources, t.elements, t.thin) for i, t in themes.items()] == [
        ("work", 3, 3, False),
        ("debt", 2, 2, True),
        ("education", 0, 0, True),
    ]


def test_themes_spoken_of_in_one_breath_are_linked(folder: Folder) -> None:
    folder.document(
        "a",
        "notebook",
        Passage("One.", themes=["debt", "work"]),
        Passage("Two.", themes=["work", "debt"]),
        Passage("Three.", themes=["education"]),
    )
    assert folder.join().links == [("work", "debt", 2)], "in the order of the codebook, counted once"


def test_elements_are_counted_by_theme_of_a_source_and_of_a_kind_of_sources(folder: Folder) -> None:
    folder.document("a", "notebook", Passage("One.", themes=["debt", "work"]), Passage("Two.", themes=["work"]))
    folder.document("b", "findhorn", Passage("Three.", themes=["work"]))
    folder.write("sources/indicators.yaml", "indicators:\n- {id: i, name: Hours, themes: [work], type: result}\n")
    evidence = folder.join()
    assert evidence.themes_of("a") == {"debt": 1, "work": 2}
    assert evidence.by_source_kind == {
        ("debt", "notebook"): 1,
        ("work", "notebook"): 2,
        ("work", "findhorn"): 1,
        ("work", "indicators"): 1,
    }
    assert evidence.kinds("work", ["notebook"]) == {"proposal": 2}


def test_the_same_documents_make_the_same_bytes_in_whatever_order_they_come(folder: Folder) -> None:
    notebooks(folder, {"a": 3, "b": 2, "c": 1})
    folder.join()
    place = folder.project.outputs / "evidence"
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    folder.entries.reverse()
    folder.join()
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert set(before) == {"evidence.sqlite", "elements.csv", "sources.csv", "themes.json"}


def test_joining_again_touches_nothing(folder: Folder) -> None:
    notebooks(folder, {"a": 3})
    folder.join()
    place = folder.project.outputs / "evidence"
    before = {path.name: path.stat().st_mtime_ns for path in place.iterdir()}
    folder.join()
    assert {path.name: path.stat().st_mtime_ns for path in place.iterdir()} == before


def test_the_dataset_opens_in_any_tool_that_knows_sqlite(folder: Folder) -> None:
    notebooks(folder, {"a": 2})
    folder.join()
    connection = sqlite3.connect(folder.project.outputs / "evidence" / "evidence.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT count(*) FROM elements WHERE end - start = length(quote)").fetchone() == (2,)
    connection.close()


def test_a_spreadsheet_program_takes_no_quote_for_a_formula(folder: Folder) -> None:
    folder.document(
        "a",
        "notebook",
        '=HYPERLINK("http://evil.example")',
        "+1 for the box",
        "-2",
        "@SUM(A1)",
        "\tx",
        'Plain, with a "comma".',
    )
    folder.join()
    with (folder.project.outputs / "evidence" / "elements.csv").open(encoding="utf-8", newline="") as stream:
        quotes = [row["quote"] for row in csv.DictReader(stream)]
    assert [quote for quote in quotes if quote[0] in "=+-@\t\r"] == []
    assert quotes[-1] == 'Plain, with a "comma".'


def test_an_empty_project_is_joined_as_well(folder: Folder) -> None:
    evidence = folder.join()
    assert evidence.quotes().total == 0
    assert (evidence.sources, evidence.links, evidence.balance, evidence.contested()) == ([], [], [], [])
    themes = json.loads((folder.project.outputs / "evidence" / "themes.json").read_text(encoding="utf-8"))
    assert [t["id"] for t in themes] == ["work", "debt", "education"]


def reviewed(folder: Folder, accepted: str, *, unreviewed: bool) -> Evidence:
    """Join the folder, accept the elements whose text ends with ``accepted``, and open the dataset."""
    folder.join()
    path = folder.project.outputs / "evidence" / "evidence.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE elements SET status = 'accepted' WHERE quote LIKE ?", (f"%{accepted}",))
    return Evidence(path, unreviewed=unreviewed)


def test_what_reviewers_accepted_comes_before_any_other_source_speaks(folder: Folder) -> None:
    folder.document("a", "notebook", Passage(f"{LONG}, accepted."), Passage(f"{LONG} each year, accepted."))
    folder.document("b", "notebook", Passage(f"{LONG}, says another.", score=1.0))
    shown = reviewed(folder, "accepted.", unreviewed=True).quotes().shown
    assert [quote.source for quote in shown] == ["a", "a", "b"]


def test_nothing_that_is_hidden_is_shown_or_counted_anywhere(folder: Folder) -> None:
    folder.document(
        "a",
        "notebook",
        Passage(f"{LONG}, accepted.", "value", ["debt", "work"], label="06.01"),
        Passage(f"{LONG}, hidden.", "proposal", ["debt", "work"], label="06.02"),
    )
    folder.document("b", "findhorn", Passage(f"{LONG}, hidden too.", "proposal", ["debt"]))
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n06.02,1,1,8,0\n")
    evidence = reviewed(folder, "accepted.", unreviewed=False)
    assert [quote.label for quote in evidence.quotes().shown] == ["06.01"]
    assert [quote.label for quote in evidence.in_order("a")] == ["06.01"]
    assert evidence.by_label("06.02") is None
    assert evidence.containing("a", "hidden") == []
    assert evidence.kinds("debt") == {"value": 1}
    assert evidence.themes_of("a") == {"debt": 1, "work": 1}
    assert evidence.by_source_kind == {("debt", "notebook"): 1, ("work", "notebook"): 1}
    assert evidence.contested() == []
    assert evidence.links == [("work", "debt", 1)]
    assert {theme.id: (theme.elements, theme.sources) for theme in evidence.themes} == {
        "work": (1, 1),
        "debt": (1, 1),
        "education": (0, 0),
    }


def test_themes_that_only_practitioners_speak_of_together(folder: Folder) -> None:
    folder.document("a", "notebook", Passage(f"{LONG}, writes one.", "value", ["work", "debt"]))
    folder.document(
        "heard",
        "interview",
        Passage(f"{LONG}, says one.", "value", ["debt", "work"]),
        Passage(f"{LONG}, says the same.", "value", ["education", "work"]),
        consent="public",
    )
    [(one, other, said)] = folder.join().tied_only_by("interview", "notebook")
    assert (one, other, said.total) == ("work", "education", 1)
    assert said.shown[0].text.endswith("says the same.")


def test_names_of_themes_in_all_languages_are_in_alphabetical_order_accents_aside(folder: Folder) -> None:
    folder.write(
        "sources/codebook.yaml",
        """
        themes:
          - {id: a, label: {en: Zeal, fr: Élan}, terms: {en: [zeal]}}
          - {id: b, label: {en: Fund, es: Ética, pt: Ética}, terms: {en: [fund]}}
        kinds:
          - {id: value, label: {en: Value}}
        """,
    )
    assert folder.join().names() == [
        ("Élan", "fr", "a"),
        ("Ética", "es", "b"),
        ("Fund", "en", "b"),
        ("Zeal", "en", "a"),
    ]


def test_an_indicator_that_shares_most_themes_with_a_value_comes_first(folder: Folder) -> None:
    folder.document("a", "notebook", Passage(f"{LONG}.", "value", ["work", "debt"]))
    folder.write(
        "sources/indicators.yaml",
        """
        indicators:
          - {id: one, name: {en: One}, themes: [debt], type: result, unit: "%", how: {en: Count.}}
          - {id: two, name: {en: Two}, themes: [debt, work], type: result, unit: "%", how: {en: Count.}}
          - {id: other, name: {en: Other}, themes: [education], type: result, unit: "%", how: {en: Count.}}
        """,
    )
    evidence = folder.join()
    [quote] = evidence.quotes().shown
    assert [indicator.id for indicator in evidence.measuring(quote)] == ["two", "one"]


def test_what_the_coding_was_not_sure_of_comes_after_what_it_was(folder: Folder) -> None:
    folder.document(
        "a",
        "notebook",
        Passage("Votes belong to persons and never to the shares they hold.", "value", ["work"], score=0.9),
        Passage("Nobody should lose a roof on account of a loan that failed.", "value", ["work"], score=0.8),
    )
    folder.document(
        "b", "notebook", Passage("Other workshops make reproaches that we answer here.", "value", ["work"], score=0.55)
    )
    folder.document(
        "c", "notebook", Passage("What do we owe to workers who want a good wage?", "value", ["work"], score=0.9)
    )
    shown = folder.join().quotes(theme="work").shown
    assert [quote.text.split()[0] for quote in shown] == ["Votes", "Nobody", "Other", "What"]
