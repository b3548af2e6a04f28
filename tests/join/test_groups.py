"""What several sources say is one element, and all of them are cited."""

from __future__ import annotations

from made import Folder, Passage
from wsse_vision.publish.language import Words
from wsse_vision.publish.passages import Passages
from wsse_vision.sources.evaluations import Vote

SHARE = "Members of the cooperative decide together how the surplus of the year is shared"


def test_what_three_sources_say_counts_once_and_cites_all_three(folder: Folder) -> None:
    folder.document("a", "notebook", Passage(SHARE, page=3))
    folder.document("b", "findhorn", Passage(f"{SHARE}.", score=0.9, section=["2 Shares"]), Passage(f"{SHARE}!"))
    folder.document("c", "workshop", Passage("The debt of poor countries is to be cancelled at once."), Passage(SHARE))
    evidence = folder.join()
    selection = evidence.quotes()
    assert (selection.total, evidence.kinds()["proposal"], evidence.themes[0].elements) == (2, 2, 2)
    [quote] = [q for q in selection.shown if "surplus" in q.text]
    assert (quote.source, [(q.source, q.text) for q in quote.also]) == ("b", [("a", SHARE), ("c", SHARE)])
    assert Passages({}, Words()).citation(quote) == "[@{b}, {§ 2}; @{a}, p. 3; @{c}]"
    [notebook] = evidence.quotes(source_kinds=["notebook"]).shown
    assert (notebook.source, [q.source for q in notebook.also]) == ("a", ["b", "c"])


def test_a_translation_shows_the_votes_on_its_original(folder: Folder) -> None:
    folder.document("a", "notebook", Passage("Cancel the debt of poor countries.", label="06.02"))
    folder.document(
        "b", "forum", Passage("Annuler la dette des pays pauvres.", label="06.02", score=1.0), language="fr"
    )
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n06.02,8,1,1,0\n")
    [quote] = folder.join().quotes(limit=1).shown
    assert quote.vote == Vote("06.02", "forum", 8, 1, 1, 0)
    assert len(quote.also) == 1


def test_few_votes_do_not_win(folder: Folder) -> None:
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n1,3,0,0,0\n2,90,0,10,0\n")
    assert [v.label for v in folder.join().votes] == ["2", "1"]


def test_a_statement_of_polis_has_its_votes(folder: Folder) -> None:
    folder.document(
        "town", "forum", Passage("Plant trees along every street.", label="town.7"), Passage(SHARE, label="town.8")
    )
    folder.write(
        "sources/evaluations/town/comments.csv",
        "comment-id,agrees,disagrees,moderated,comment-body\n7,8,2,1,Plant trees along every street.\n",
    )
    votes = {q.label: q.vote for q in folder.join().quotes().shown}
    assert votes == {"town.7": Vote("town.7", "town", 8, 0, 2, 0), "town.8": None}
