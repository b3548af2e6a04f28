"""The pages of themes and kinds, and the map to explore."""

from __future__ import annotations

import re

from browsed import built, filled, page, words
from made import Folder, Passage


def test_a_theme_says_what_the_sources_say_about_it(folder: Folder) -> None:
    built(filled(folder))
    said = words(folder, "themes/work.html")
    assert said.startswith("Themes Work Travail Passages 3 Sources 2 Languages 2 ◆ Value 1 ● Practice 1")
    assert "Open the books. 01.02 · A &lt;b&gt;notebook&lt;/b&gt; , p. 7 70% of 10 votes" in said
    assert "◆ Value States a principle" in said and "Work comes first." in said
    assert "Neighbours The number beside a neighbour says how many passages speak of both. On the map Debt 1" in said
    assert re.search(r"Sources that speak of it A &lt;b&gt;notebook&lt;/b&gt; 2 passages .* Entretien 1 passage", said)


def test_each_language_has_its_own_page_and_quotes_keep_theirs(folder: Folder) -> None:
    built(filled(folder))
    french = page(folder, "themes/work.fr.html")
    assert "<h1>Travail</h1>" in french
    assert '<blockquote lang="en"><p>Open the books.</p>' in french
    assert "<blockquote><p>Nous travaillons.</p>" in french
    assert 'href="../evidence/index.fr.html' in french and 'href="../evidence/n.fr.html#e-' in french


def test_of_many_passages_some_are_shown_and_the_browser_has_the_rest(folder: Folder) -> None:
    passages = [Passage(f"Nobody may be left out, and that is rule {n}.", "value") for n in range(9)]
    folder.document("n", "notebook", *passages, title="A notebook")
    built(folder, quotes_per_theme=2)
    html = page(folder, "themes/work.html")
    assert html.count("<blockquote>") == 2
    assert 'href="../evidence/index.html#theme=work&amp;kind=value">All 9 passages in the evidence browser' in html


def test_proposals_that_were_voted_on_come_first(folder: Folder) -> None:
    folder.document("n", "notebook", Passage("Close the gate."), Passage("Open the books.", label="01.02"), title="N")
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n01.02,1,0,1,1\n")
    said = words(built(folder), "themes/work.html")
    assert said.index("Open the books.") < said.index("Close the gate.")


def test_a_kind_lists_its_passages_theme_by_theme(folder: Folder) -> None:
    said = words(built(filled(folder)), "kinds/proposal.html")
    assert said.startswith("Kinds of passages → Proposal")
    assert said.count("Open the books.") == 2, "once under each of its themes"
    assert "No source has a passage of this kind." in words(folder, "kinds/question.html")


def test_all_themes_stand_in_a_list_with_their_names(folder: Folder) -> None:
    said = words(built(filled(folder)), "themes/index.html")
    assert "Work 3 passages, 2 sources" in said
    assert "Work Travail – –" in said


def test_the_map_leads_to_themes_and_says_the_same_as_a_list(folder: Folder) -> None:
    html = page(built(filled(folder)), "map.html")
    assert '<a href="themes/work.html" data-theme="work" aria-label="Work">' in html
    assert re.search(r'<line data-a="(work|debt)" data-b="(work|debt)"', html)
    said = words(folder, "map.html")
    assert "Work 3 passages · ◆ 1 value · ● 1 practice Neighbours: Debt 1" in said
    assert "Education 0 passages · ◆ 0 values · ● 0 practices No passage speaks of it" in said


def test_pages_ask_no_other_host_and_let_nothing_in(folder: Folder) -> None:
    built(filled(folder))
    for name in ("evidence/index.html", "themes/work.html", "map.html", "search.html", "evidence/n.html"):
        html = page(folder, name)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html), name
        assert "default-src 'none'" in html and "'unsafe-inline'" not in html
